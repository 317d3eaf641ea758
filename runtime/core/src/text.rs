//! Values as evml text: how people read them, and how a configuration gives them.
//!
//! A program that `evc` generated has no compiler in it, yet its parameters are written in evml.
//! So this module knows the closed expressions of evml (everything but declarations, classes and
//! types): enough for any parameter, and small enough to be part of every node. What has a text
//! form is printed so that [`eval`] reads it back.

use std::fmt;

use crate::value::Value;

mod eval;
mod lexer;
mod parser;
mod print;
#[cfg(test)]
mod tests;

/// The file name in the places of faults that happen in a configuration's expressions.
pub const CONFIGURATION: &str = "configuration";

/// Why a text is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// Line in the text, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for TextError {}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Position {
    line: u32,
    column: u32,
}

impl Position {
    fn error(self, message: impl Into<String>) -> TextError {
        TextError { line: self.line, column: self.column, message: message.into() }
    }
}

/// The value of the expression `text`, in which `names` are in scope: locations, and parameters
/// given earlier. What `LOC(n)` is, is asked for as `LOC(n)` first and then as `n`, so that a
/// location can be meant where a parameter has its name.
///
/// Types are not checked here but where the value is used. A function faults with a place in
/// [`CONFIGURATION`] that counts lines and columns of `text`.
///
/// # Errors
/// If `text` is no expression, uses an unknown name, or has no value. How deep expressions nest
/// and evaluation recurses is bounded, so neither long nor endlessly recursive texts exhaust the
/// stack. Time is not bounded: the text is as trusted as the program.
pub fn eval(text: &str, names: &dyn Fn(&str) -> Option<Value>) -> Result<Value, TextError> {
    let expression = parser::parse(text, names)?;
    eval::evaluate(&expression)
}

/// Whether [`eval`] could begin: `text` is an expression of its language, and all names in it are
/// in scope. Nothing is evaluated.
///
/// # Errors
/// As [`eval`], but for what only evaluation finds.
pub fn check(text: &str, names: &dyn Fn(&str) -> Option<Value>) -> Result<(), TextError> {
    parser::parse(text, names).map(|_| ())
}
