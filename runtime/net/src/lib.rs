//! evml processes as nodes on a TCP network.
//!
//! A node steps the same [`Process`](evc_runtime::Process) that the simulator steps and the model
//! checker explores; what differs is where its messages come from. Nothing here knows the
//! specification: the messages' bytes are the business of a [`Schema`](evc_runtime::Schema).
//!
//! Reading order: [`config`] says where everything is; [`frame`] and [`handshake`] are what goes
//! over a connection; [`link`] and [`listener`] are its two ends; `node` is the loop between them;
//! [`cluster`] runs nodes, [`client`] talks to them, and [`program`] is the `main` of a generated
//! program. [`observe`] and [`tally`] are how anybody learns what happens.
//!
//! Bytes from the network are judged before they reach a process and never stop a node. Whoever
//! can reach a node's address can speak to it: there is no authentication yet.

pub mod client;
pub mod cluster;
pub mod config;
pub mod frame;
pub mod handshake;
pub mod link;
pub mod listener;
mod node;
pub mod observe;
pub mod program;
mod stop;
pub mod tally;

#[cfg(test)]
mod tests;

pub use client::{Client, ClientError};
pub use cluster::{Cluster, Options, RunError, block_on, run};
pub use config::{Config, ConfigError};
pub use node::INBOX_MAX;
pub use observe::{Console, DialError, Loss, Observer, Rejection, Silent};
pub use program::{Program, node_main, start_log};
pub use stop::Stopper;
pub use tally::Tally;
