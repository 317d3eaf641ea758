//! Tests.

mod agreement;
mod choices;
mod kit;
mod machines;
mod messages;
