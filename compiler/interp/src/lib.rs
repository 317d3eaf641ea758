//! Runs message automata without a Rust toolchain.
//!
//! A [`Program`] is a system with values for its parameters, compiled once into closures over a
//! frame of numbered slots; nothing is looked up by name when an event happens. [`Program::at`]
//! gives the [`Machine`] of a location, a [`Process`](evc_runtime::Process) like a generated one,
//! and [`Program::schema`] its messages.

mod compile;
mod compiled;
mod machine;
mod program;
mod schema;
mod scratch;
mod typed;

#[cfg(test)]
mod tests;

pub use evc_runtime::dynamic::Message;
pub use machine::Machine;
pub use program::{IllTyped, Program};
pub use schema::Messages;
pub use typed::has_type;
