//! What every phase of the compiler shares: places in source texts and findings about them.
//!
//! Reading order: [`span`] and [`source`] say where something is, [`diagnostic`] says what is
//! wrong there, [`codes`] lists every finding the compiler can report.

pub mod codes;
pub mod diagnostic;
pub mod source;
pub mod span;

pub use codes::Code;
pub use diagnostic::{Diagnostic, Label, Severity};
pub use source::{Position, Source, SourceMap};
pub use span::{FileId, Span};
