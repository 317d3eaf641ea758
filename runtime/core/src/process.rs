//! The one interface between what a specification means and whatever runs it.

use std::hash::Hash;

use crate::effects::Effects;
use crate::fault::Fault;
use crate::value::Value;

/// A process at a location: state, and a function from a message to effects.
///
/// It is cloned, compared and hashed by model checkers and snapshots, and moved between threads
/// by nodes; generated Rust and the interpreter both implement it.
pub trait Process: Clone + Eq + Ord + Hash + std::marker::Send + 'static {
    /// The messages it handles and sends.
    type Msg: Clone + Eq + Ord + Hash + std::fmt::Debug + std::marker::Send + 'static;

    /// Handles one message and records what is to be done about it in `fx`.
    ///
    /// # Errors
    /// A [`Fault`] when a partial operation of the specification has no value. The state is then
    /// what it was before the step; `fx` may hold effects of the unfinished step, which the
    /// caller clears.
    fn step(&mut self, msg: Self::Msg, fx: &mut Effects<Self::Msg>) -> Result<(), Fault>;

    /// Whether it will never again change or send anything.
    fn halted(&self) -> bool {
        false
    }

    /// Its state variables with their values, for people to look at, in a stable order.
    fn state(&self) -> Vec<(String, Value)>;
}
