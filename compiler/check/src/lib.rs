//! Explicit-state exploration of any system of processes.
//!
//! A [`Model`] says which processes run where and what the environment may do; as a [`System`] it
//! has states and, in each state, [choices](Choice) of the environment. [`explore`] visits every
//! state that any sequence of choices leads to, nearest first, and looks at each whether the
//! [invariants](Invariant) hold. What it gives is one of three: verified, violated with a
//! shortest sequence of choices that leads there, or incomplete with what was covered.
//!
//! The processes are those that nodes run ([`evc_runtime::Process`]), interpreted or generated,
//! and the crate knows nothing else of the language.
//!
//! # What is explored
//!
//! - Messages in flight are delivered in any order: a delayed send is as any other, since a delay
//!   only says how long a message takes at the least, and so is what a node sends to itself.
//! - Every node handles its boot message before any other, but nodes boot in any order and at any
//!   time; what is sent to them before waits in flight.
//! - The network loses and duplicates as many messages as its [budgets](Network) allow, but none
//!   that a node sends to itself: those do not pass it.
//! - A step that faults consumes its message, changes no process and sends nothing.
//!
//! # What the verdict rests on
//!
//! States are told apart by 128 bits of a BLAKE3 hash of what [`std::hash::Hash`] writes of them,
//! so a process or message type whose `Hash` leaves something out hides states from the search.
//! A chance collision is out of question at any number of states that fits in memory. Locations
//! write 64 bits of their name, which suffices for the few that a model has.
//!
//! [Functions](evc_runtime::Function) are compared by identity. Those a model is made with are
//! harmless; with processes or messages that hold functions made on the way, equal states are
//! taken for different ones, and an address used again can make different states look equal.
//!
//! The same model gives the same counts and the same counterexample in every run.

mod fingerprint;
mod model;
mod property;
mod report;
mod search;
mod seen;
mod state;
mod system;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod samples;

pub use model::{Model, ModelError, Network, Outputs};
pub use property::{Faults, Invariant, Predicate};
pub use report::{
    Counterexample, Coverage, Limit, Progress, Report, Unrepeatable, Verdict, Violation,
};
pub use search::{Options, explore};
pub use state::{Flight, Output, State};
pub use system::{Choice, System, Taken};
