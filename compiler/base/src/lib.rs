//! What every phase of the compiler shares: places in source texts and findings about them.
//!
//! Reading order: [`span`] and [`source`] say where something is, [`diagnostic`] says what is
//! wrong there, [`codes`] lists every finding the compiler can report, [`similar()`] guesses what a
//! misspelt name was meant to be.

pub mod codes;
pub mod diagnostic;
mod similar;
pub mod source;
pub mod span;

pub use codes::Code;
pub use diagnostic::{Diagnostic, Label, Severity};
pub use similar::similar;
pub use source::{Position, Source, SourceMap};
pub use span::{FileId, Span};
