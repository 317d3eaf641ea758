//! A configuration as TOML, whatever format it was read from.

use std::fmt::{Error, Write};

use super::{Configuration, Initial};

/// The header of a message that no class recognises, as a configuration in TOML writes it.
pub(super) const UNRECOGNISED: [&str; 2] = ["evc", "boot"];

impl Configuration {
    /// The configuration as TOML for nodes. It has no type parameters, which nodes do not need,
    /// and no connections.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        self.write(&mut text).expect("a string takes all that is written to it");
        text
    }

    fn write(&self, out: &mut String) -> Result<(), Error> {
        writeln!(out, "boot = {}\n\n[locations]", self.boot)?;
        for location in &self.locations {
            writeln!(out, "{} = {}", quoted(&location.name), quoted(&location.address))?;
        }
        let external = self.locations.iter().filter(|location| location.external);
        let external: Vec<_> = external.map(|location| quoted(&location.name)).collect();
        writeln!(out, "\n[groups]\nexternal = [{}]\n\n[parameters]", external.join(", "))?;
        for (id, value) in &self.parameters {
            let name = &self.hir[*id].name;
            writeln!(out, "{} = {}", quoted(name), quoted(value.text.as_str()))?;
        }
        for message in &self.messages {
            let Some(to) = &message.to else { continue };
            let (header, body) = (self.header_of(message).join(" "), body(message));
            writeln!(out, "\n[[messages]]\nto = {}", quoted(to))?;
            writeln!(out, "header = {}\nvalue = {}", quoted(&header), quoted(body))?;
        }
        Ok(())
    }

    /// The header of an initial message; ``` ``evc boot`` ``` if no class is to recognise it.
    pub fn header_of(&self, message: &Initial) -> Vec<String> {
        match &message.message {
            Some((id, _)) => {
                let tokens = self.tokens_of(&self.hir[*id]).unwrap_or_default();
                tokens.iter().map(ToString::to_string).collect()
            }
            None => UNRECOGNISED.map(str::to_owned).into(),
        }
    }
}

/// The body of an initial message as nodes read it.
fn body(message: &Initial) -> &str {
    message.message.as_ref().map_or("()", |(_, value)| value.text.as_str())
}

/// A string of TOML, in which the escapes of JSON mean the same.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
