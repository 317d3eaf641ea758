//! Tests, from text to the text form of the IR. Every system that is lowered here is verified,
//! because lowering itself verifies what it makes in builds with debug assertions.

mod classes;
mod faults;
mod kit;
mod loops;
mod refused;
mod states;
mod unfolding;
mod values;
