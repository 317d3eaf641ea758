//! The findings of this crate: one function each, so that every wording stands in one place.

mod equality;
mod exprs;
mod names;
mod properties;
mod recursion;
mod types;
mod variables;

pub use equality::*;
pub use exprs::*;
pub use names::*;
pub use properties::*;
pub use recursion::*;
pub use types::*;
pub use variables::*;
