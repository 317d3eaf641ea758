//! Layouts, and the laws of printing.

mod generator;
pub(crate) mod laws;
mod layouts;
