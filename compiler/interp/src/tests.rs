//! Tests.

mod agreement;
mod kit;
mod machines;
mod messages;
