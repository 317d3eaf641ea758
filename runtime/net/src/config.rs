//! Configurations: where the locations are, what the parameters are, what is in flight at start.
//!
//! A generated node has no compiler, so the values of a configuration stay text until
//! [`Config::values`] and [`Config::messages`] evaluate them with the small closed expression
//! language of [`evc_runtime::text`], in which the names of locations and of earlier parameters
//! are in scope; `LOC(p)` is the location `p` even where a parameter has its name. The file's
//! syntax is TOML:
//!
//! ```toml
//! boot = true                  # default: every node starts with an event ``evc boot``
//! [locations]                  # name = "host:port"
//! p = "127.0.0.1:7001"
//! client = "127.0.0.1:7100"
//! [groups]
//! external = ["client"]        # locations that run no process of the specification
//! [parameters]                 # name = "expression"
//! first = "p"
//! [[messages]]                 # initial messages; a header is tokens separated by blanks
//! to = "p"
//! header = "start"
//! value = "client"
//! ```
//!
//! A message with the header `evc boot` is one that no class recognises. Everything keeps the order of the file, which is the order in which nodes start and initial
//! messages arrive.

mod document;
#[cfg(test)]
mod tests;

use std::path::Path;

use evc_runtime::{Header, Loc, Schema, SchemaError, Value, text};

/// The greatest length of a location's name in bytes, so that every name fits in a handshake.
pub const NAME_BYTES_MAX: usize = 255;

/// A configuration whose locations exist and whose references are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The name of the file it was read from, for messages.
    pub file: String,
    /// Whether every node starts with an event of header ``` ``evc boot`` ```.
    pub boot: bool,
    /// The locations, in the order of the file.
    pub places: Vec<Place>,
    /// The parameters, in the order of the file.
    pub parameters: Vec<Parameter>,
    /// The initial messages, in the order of the file.
    pub messages: Vec<Initial>,
}

/// A location with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The location.
    pub loc: Loc,
    /// `host:port`, where the host is a name, an IPv4 address or a bracketed IPv6 address.
    pub address: String,
    /// Whether it runs no process of the specification: messages to it are the outputs.
    pub external: bool,
}

/// A parameter's value as the configuration writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the specification.
    pub name: String,
    /// An evml expression.
    pub text: String,
    /// The line of the file where it is given, from 1.
    pub line: usize,
}

/// A message in flight at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Initial {
    /// Where it arrives.
    pub to: Loc,
    /// Its header.
    pub header: Header,
    /// Its body, an evml expression.
    pub text: String,
    /// The line of the file where its body is given, from 1.
    pub line: usize,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration `{file}`: {source}")]
    Read {
        /// The file.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is one that only the compiler reads.
    #[error(
        "`{file}` is a configuration of EventML, which a node cannot read; run the node with \
         `evc run`, or write the configuration in TOML"
    )]
    Format {
        /// The file.
        file: String,
    },
    /// Something in the file is wrong.
    #[error("{file}:{line}: {problem}")]
    At {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: Problem,
    },
    /// A parameter of the specification has no value.
    #[error("{file}: no value for the parameter `{name}`; add `{name} = \"…\"` to [parameters]")]
    MissingParameter {
        /// The file.
        file: String,
        /// The parameter.
        name: String,
    },
    /// A name that should be one of the locations is not.
    #[error("{file}: no location is named `{name}`")]
    MissingLocation {
        /// The file.
        file: String,
        /// The name.
        name: String,
    },
}

/// What can be wrong at a place of a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is not TOML, or a key is given twice.
    #[error("{0}")]
    Syntax(String),
    /// A key that means nothing.
    #[error("unknown key `{key}` in {place}; expected {expected}")]
    UnknownKey {
        /// The key.
        key: String,
        /// The table it is in.
        place: &'static str,
        /// The keys that the table may have.
        expected: &'static str,
    },
    /// A key that must be there is not.
    #[error("{place} has no `{key}`")]
    MissingKey {
        /// The key.
        key: &'static str,
        /// The table it should be in.
        place: &'static str,
    },
    /// A value of the wrong kind.
    #[error("`{key}` must be {expected}, not {found}")]
    Kind {
        /// The key.
        key: String,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A name that no location has.
    #[error("unknown location `{0}`")]
    UnknownLocation(String),
    /// A name that no location can have.
    #[error("`{0}` cannot name a location: the name is empty or longer than 255 bytes")]
    LocationName(String),
    /// A location in a group for the second time.
    #[error("`{0}` is in the group twice")]
    DuplicateMember(String),
    /// Two locations with the same address.
    #[error("`{first}` and `{second}` have the same address `{address}`")]
    DuplicateAddress {
        /// The location named first.
        first: Loc,
        /// The location named second.
        second: Loc,
        /// Their address.
        address: String,
    },
    /// An address that is not `host:port`.
    #[error(
        "bad address `{address}` of `{location}`; expected `host:port` with a port in 1..65535"
    )]
    Address {
        /// The location.
        location: String,
        /// What is given.
        address: String,
    },
    /// A header without tokens.
    #[error("an empty header; expected tokens separated by blanks")]
    EmptyHeader,
    /// A value that cannot be evaluated.
    #[error("in the value of {what}: {error}")]
    Value {
        /// Whose value it is.
        what: String,
        /// Where in the value, and what is wrong with it.
        error: String,
    },
    /// An initial message that the specification does not declare.
    #[error("{0}")]
    Message(SchemaError),
}

impl Config {
    /// Reads a configuration from a file.
    ///
    /// # Errors
    /// [`ConfigError::Read`] if the file cannot be read, [`ConfigError::Format`] if its ending is
    /// `.emlc`, otherwise as [`Config::parse`].
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let file = path.display().to_string();
        if path.extension().is_some_and(|ending| ending == "emlc") {
            return Err(ConfigError::Format { file });
        }
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&file, &text),
            Err(source) => Err(ConfigError::Read { file, source }),
        }
    }

    /// Reads a configuration from text; `file` names it in messages. Makes the locations known
    /// to the program ([`Loc::new`]).
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        document::read(file, text)
    }

    /// The place of a location.
    pub fn place(&self, loc: Loc) -> Option<&Place> {
        self.places.iter().find(|place| place.loc == loc)
    }

    /// The place of that name.
    ///
    /// # Errors
    /// [`ConfigError::MissingLocation`] if there is none.
    pub fn named(&self, name: &str) -> Result<&Place, ConfigError> {
        self.places.iter().find(|place| place.loc.name() == name).ok_or_else(|| {
            ConfigError::MissingLocation { file: self.file.clone(), name: name.to_owned() }
        })
    }

    /// The locations that run a process of the specification, in the order of the file.
    pub fn internal(&self) -> impl Iterator<Item = Loc> {
        self.places.iter().filter(|place| !place.external).map(|place| place.loc)
    }

    /// The locations outside the system, in the order of the file.
    pub fn external(&self) -> impl Iterator<Item = Loc> {
        self.places.iter().filter(|place| place.external).map(|place| place.loc)
    }

    /// The values of the parameters `names`, in the order of `names`.
    ///
    /// They are evaluated in the order of the file, and each may refer to those before it.
    /// Parameters of the file that are not among `names` (the types of type parameters, say) are
    /// not looked at.
    ///
    /// # Errors
    /// If one has no value, or a value cannot be evaluated.
    pub fn values(&self, names: &[&str]) -> Result<Vec<Value>, ConfigError> {
        let mut known: Vec<(&str, Value)> = Vec::new();
        for parameter in &self.parameters {
            if names.contains(&parameter.name.as_str()) {
                let what = format!("the parameter `{}`", parameter.name);
                let value = self.evaluate(&what, &parameter.text, parameter.line, &known)?;
                known.push((&parameter.name, value));
            }
        }
        names.iter().map(|name| self.known(name, &known)).collect()
    }

    fn known(&self, name: &str, known: &[(&str, Value)]) -> Result<Value, ConfigError> {
        known.iter().find(|(other, _)| *other == name).map(|(_, value)| value.clone()).ok_or_else(
            || ConfigError::MissingParameter { file: self.file.clone(), name: name.to_owned() },
        )
    }

    /// The initial messages with their destinations, in the order of the file, as messages of
    /// the specification.
    ///
    /// # Errors
    /// If a body cannot be evaluated, or the specification declares no such message.
    pub fn messages<S: Schema>(&self, schema: &S) -> Result<Vec<(Loc, S::Msg)>, ConfigError> {
        self.messages.iter().map(|initial| self.message(schema, initial)).collect()
    }

    fn message<S: Schema>(
        &self,
        schema: &S,
        initial: &Initial,
    ) -> Result<(Loc, S::Msg), ConfigError> {
        // A message that no class recognises has the header of the boot message.
        if initial.header == Header::boot() {
            return Ok((initial.to, schema.boot()));
        }
        let what = format!("the message `{}`", initial.header);
        let body = self.evaluate(&what, &initial.text, initial.line, &[])?;
        match schema.message(&initial.header, &body) {
            Ok(msg) => Ok((initial.to, msg)),
            Err(error) => Err(self.at(initial.line, Problem::Message(error))),
        }
    }

    fn evaluate(
        &self,
        what: &str,
        expression: &str,
        line: usize,
        known: &[(&str, Value)],
    ) -> Result<Value, ConfigError> {
        let named = |name: &str| self.places.iter().find(|place| place.loc.name() == name);
        let place = |name: &str| named(name).map(|place| Value::Loc(place.loc));
        let names = |name: &str| {
            let qualified = name.strip_prefix("LOC(").and_then(|name| name.strip_suffix(')'));
            let parameter = known.iter().find(|(other, _)| *other == name);
            match (qualified, parameter) {
                (Some(name), _) => place(name),
                (None, Some((_, value))) => Some(value.clone()),
                (None, None) => place(name),
            }
        };
        text::eval(expression, &names).map_err(|error| {
            self.at(line, Problem::Value { what: what.to_owned(), error: error.to_string() })
        })
    }

    fn at(&self, line: usize, problem: Problem) -> ConfigError {
        ConfigError::At { file: self.file.clone(), line, problem }
    }
}
