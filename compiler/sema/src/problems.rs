//! The findings of this crate: one function each, so that every wording stands in one place.

mod names;
mod recursion;
mod types;

pub use names::*;
pub use recursion::*;
pub use types::*;
