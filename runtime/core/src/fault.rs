//! Faults: partial operations that have no value.
//!
//! A fault ends the step in which it happens: the message is consumed, the state stays what it
//! was, nothing is sent, and the fault is reported with its place in the specification.

use std::borrow::Cow;
use std::fmt;

/// A place in a specification, as people count it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site {
    /// The specification's file name.
    pub file: Cow<'static, str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Site {
    /// A place that is filled in by whoever knows it.
    pub const UNKNOWN: Self = Self::new("", 0, 0);

    /// A place known when the program was compiled.
    pub const fn new(file: &'static str, line: u32, column: u32) -> Self {
        Self { file: Cow::Borrowed(file), line, column }
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// An integer operation whose result does not fit in 64 bits.
    Overflow,
    /// A division by zero.
    DivisionByZero,
    /// A message sent with a negative delay, in milliseconds.
    NegativeDelay(i64),
    /// The specification says itself that there is no value: `fault` of the library, with its
    /// text.
    Raised(String),
    /// `get_C`, of that name, of a value that another constructor built.
    WrongConstructor(String),
    /// A hole `any(e)`, which has a type and no value.
    Hole,
    /// A constant, of that name, that has a type and no value.
    NoValue(String),
    /// Functions that call each other without end, or almost.
    TooDeep,
    /// A parameter's function gave a value that is not of its declared type.
    IllTyped,
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overflow => f.write_str("integer overflow"),
            Self::DivisionByZero => f.write_str("division by zero"),
            Self::NegativeDelay(ms) => write!(f, "negative delay of {ms} ms"),
            Self::Raised(text) => f.write_str(text),
            Self::WrongConstructor(name) => {
                write!(f, "`{name}` of a value that another constructor built")
            }
            Self::Hole => f.write_str("a hole has no value"),
            Self::NoValue(name) => write!(f, "the constant `{name}` has no value"),
            Self::TooDeep => f.write_str("the recursion is too deep"),
            Self::IllTyped => f.write_str("a parameter's value is not of its declared type"),
        }
    }
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fault {
    /// What went wrong.
    pub kind: FaultKind,
    /// Where in the specification.
    pub site: Site,
}

impl Fault {
    /// The fault with its place filled in, if it has none.
    #[must_use]
    pub fn at(self, site: &Site) -> Self {
        if self.site == Site::UNKNOWN { Self { site: site.clone(), ..self } } else { self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.site, self.kind)
    }
}

impl std::error::Error for Fault {}
