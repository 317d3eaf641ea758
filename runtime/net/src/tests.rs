//! Nodes over real sockets: a small hand-written specification, run on the loopback interface.
//!
//! Nothing here is decided by timing. Tests wait for what must happen, with a limit that only a
//! broken program reaches.

mod faults;
mod hostile;
mod kit;
mod reach;
mod runs;

pub use kit::{Messages, Player, config_with, player};
