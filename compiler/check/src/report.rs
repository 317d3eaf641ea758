//! What an exploration has found.

use std::fmt;

use evc_runtime::Fault;

use crate::system::Choice;

/// What came out, and how much was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report<M> {
    /// What came out.
    pub verdict: Verdict<M>,
    /// How much was looked at.
    pub coverage: Coverage,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<M> {
    /// Every state that can be reached was visited and is as it should be.
    Verified,
    /// Something is not as it should be, and no shorter sequence of choices shows it.
    Violated(Counterexample<M>),
    /// Nothing wrong was found, but a limit ended the search before it had visited all.
    Incomplete(Limit),
}

/// How something can go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterexample<M> {
    /// What goes wrong.
    pub violation: Violation,
    /// The choices that lead from the initial state to it. [`System::take`](crate::System::take)
    /// replays them one by one.
    pub choices: Vec<Choice<M>>,
}

/// What goes wrong at the end of a counterexample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Violation {
    /// The invariant of that name does not hold in the state reached.
    Invariant(String),
    /// The step of the last choice faults.
    Fault(Fault),
}

/// Why a search ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// There are more different states than this.
    States(u64),
    /// There are states that take more choices than this to reach.
    Depth(u32),
    /// The search needs more than this many bytes, as far as it can estimate.
    Memory(u64),
    /// Whoever watched the progress asked to stop.
    Stopped,
}

/// How much a search has looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Different states visited, in each of which every invariant was evaluated, except perhaps in
    /// the last one of a violation.
    pub states: u64,
    /// Choices taken, in all states together.
    pub transitions: u64,
    /// Choices taken whose step faulted.
    pub faults: u64,
    /// States visited in which the environment has no choice left.
    pub quiescent: u64,
    /// States visited in which the environment has choices that were not all taken: behind these
    /// is what was not covered. 0 if all was.
    pub unexplored: u64,
    /// The number of choices to the farthest state visited.
    pub depth: u32,
    /// Every state that takes at most this many choices to reach was visited.
    pub depth_covered: u32,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Different states visited so far.
    pub states: u64,
    /// Choices taken so far, in all states together.
    pub transitions: u64,
    /// The number of choices to the states whose choices are being taken.
    pub depth: u32,
    /// States visited whose choices have still to be taken.
    pub waiting: u64,
    /// The memory in use, in bytes, as far as the search can estimate it.
    pub memory_bytes: u64,
}

/// A process broke its contract: the same messages in the same order did not lead to the same
/// state again, so the path to a violation cannot be told and no verdict is worth anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unrepeatable;

impl fmt::Display for Unrepeatable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a process does not do the same again when given the same messages")
    }
}

impl std::error::Error for Unrepeatable {}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::States(max) => write!(f, "there are more than {max} states"),
            Self::Depth(max) => write!(f, "there are states more than {max} choices away"),
            Self::Memory(max) => write!(f, "the search needs more than {max} bytes of memory"),
            Self::Stopped => f.write_str("the search was stopped"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invariant(name) => write!(f, "invariant `{name}` does not hold"),
            Self::Fault(fault) => write!(f, "a step faults: {fault}"),
        }
    }
}
