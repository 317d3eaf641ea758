//! What is to hold.

use evc_runtime::Process;

use crate::state::State;

/// Says whether something holds in a state. It depends on nothing but the state.
pub type Predicate<P> = dyn Fn(&State<P>) -> bool;

/// A property of every state that can be reached.
pub struct Invariant<P: Process> {
    /// Its name, for reports.
    pub name: String,
    /// Whether it holds in a state.
    pub holds: Box<Predicate<P>>,
}

impl<P: Process> Invariant<P> {
    /// The invariant of that name.
    pub fn new(name: impl Into<String>, holds: impl Fn(&State<P>) -> bool + 'static) -> Self {
        Self { name: name.into(), holds: Box::new(holds) }
    }
}

/// How steps that fault are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faults {
    /// They are steps like others, and counted.
    Allowed,
    /// The first one is a violation.
    Violations,
}
