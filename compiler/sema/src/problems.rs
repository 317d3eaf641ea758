//! The findings of this crate: one function each, so that every wording stands in one place.

mod names;
mod properties;
mod types;
mod warnings;

pub use names::*;
pub use properties::*;
pub use types::*;
pub use warnings::*;
