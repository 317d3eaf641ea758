//! From message automata to Rust that people review.
//!
//! The code is built as tokens, never as text, and printed once by `rust::print`. It names the
//! runtime's paths but does not depend on it. One module holds one specification: parameters,
//! messages, state, one method for each action, and the function that says what to install where.

mod rust;

pub use rust::{module, node_program, tokens};
