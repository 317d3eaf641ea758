//! The findings of this crate: one function each, so that every wording stands in one place.

mod equality;
mod names;
mod types;
mod variables;

pub use equality::*;
pub use names::*;
pub use types::*;
pub use variables::*;
