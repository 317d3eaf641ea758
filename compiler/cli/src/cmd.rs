//! The commands.

pub mod build;
pub mod check;
pub mod doc;
pub mod dump;
pub mod explain;
pub mod fmt;
pub mod lsp;
pub mod run;
pub mod send;
pub mod sim;
