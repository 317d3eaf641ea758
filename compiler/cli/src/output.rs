//! How findings are printed: the options that every command has.

use std::io::{IsTerminal, Write};

use clap::ValueEnum;
use evc_base::{Diagnostic, SourceMap};
use evc_driver::render::{self, Format};

use crate::failure::{Failure, Outcome, environment};

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The form of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    /// With the source text around them.
    Human,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
}

/// The options that every command has.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: Color,
    /// The form of findings
    #[arg(long, global = true, value_enum, default_value = "human", value_name = "FORM")]
    message_format: MessageFormat,
}

/// Prints findings.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    color: bool,
    format: Format,
}

impl Output {
    /// As the options say.
    pub fn new(arguments: &Options) -> Self {
        let color = match arguments.color {
            Color::Auto => {
                std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
            }
            Color::Always => true,
            Color::Never => false,
        };
        let format = match arguments.message_format {
            MessageFormat::Human => Format::Human,
            MessageFormat::Short => Format::Short,
            MessageFormat::Json => Format::Json,
        };
        Self { color, format }
    }

    /// Prints findings to standard error; fails if one of them is an error.
    pub fn report(&self, sources: &SourceMap, diagnostics: &[Diagnostic]) -> Outcome {
        let text = render::render(sources, diagnostics, self.format, self.color);
        // Nothing can be reported if standard error is closed, and the exit status says enough.
        let _ = std::io::stderr().write_all(text.as_bytes());
        if diagnostics.iter().any(Diagnostic::is_error) { Err(Failure::Reported) } else { Ok(()) }
    }
}

/// Prints a result to standard output. A reader that has gone away is no failure.
pub fn print(text: &str) -> Outcome {
    let mut out = std::io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(environment(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}
