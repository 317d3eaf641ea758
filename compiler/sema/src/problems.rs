//! The findings of this crate: one function each, so that every wording stands in one place.

mod exprs;
mod names;
mod types;

pub use exprs::*;
pub use names::*;
pub use types::*;
