//! The evml compiler on one page, and its door to files.
//!
//! Start with [`compile`](mod@compile): it is the whole compiler as a list of phases.
//! [`loader`] is the only part that touches a disk, [`config`] reads configurations,
//! [`render`] words findings for terminals and machines, [`dump`] prints each phase's result.

pub mod compile;
pub mod config;
pub mod doc;
pub mod dump;
pub mod explain;
mod include;
mod library;
pub mod loader;
pub mod render;

#[cfg(test)]
mod tests;

pub use compile::{Analysis, analyse, analyse_with_whole_library, check, lower, warnings_to_run};
pub use loader::{Disk, LoadError, Loader, Memory};
