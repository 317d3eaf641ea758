//! Tests.

mod frames;
mod kit;
mod simplify;
mod text;
mod verify;
