//! What happened in a run, in the order it happened: the one place that knows how runs are
//! recorded.
//!
//! A trace tells events. What the environment did between them, and what is known of processes
//! behind their events, is observed by whoever steps the world, and joined to the trace here by
//! the numbers of steps.

use evc_runtime::trace::{Cause, Record, Trace};
use evc_runtime::{Loc, Value};

use super::label::{printable, shortened};

#[cfg(test)]
mod tests;

/// How many columns of the value of a state variable are kept at most.
const STATE_COLUMNS_MAX: usize = 1000;

/// Something that the environment did, which is no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// The step that it was.
    pub step: u64,
    /// What it did.
    pub deed: Deed,
}

/// What an environment does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It lost a copy of the message of this send; of a message from outside if there is none.
    Lost {
        /// Where the message was going.
        to: Loc,
        /// The send that it came from.
        cause: Option<Cause>,
    },
    /// It stopped the process there.
    Crash(Loc),
    /// It started the process there again.
    Recovery(Loc),
    /// It let messages pass within these groups of locations only.
    #[cfg_attr(not(test), allow(dead_code, reason = "no environment parts networks yet"))]
    Partition(Vec<Vec<Loc>>),
    /// It let all messages pass again.
    #[cfg_attr(not(test), allow(dead_code, reason = "no environment parts networks yet"))]
    Heal,
}

/// State variables, each with its value in evml syntax.
pub type Variables = Vec<(String, String)>;

/// What is known of an event beside what its trace tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The virtual time, in milliseconds, if the schedule has one.
    pub time_ms: Option<u64>,
    /// The state variables that the event changed, with their new values.
    pub changes: Variables,
}

/// The states of all processes through a run, kept as what each event changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// The states before the first event.
    pub starts: Vec<(Loc, Variables)>,
    /// What is known of each event, by its number.
    pub moments: Vec<Moment>,
    /// The states behind the last event, to tell what the next one changes.
    now: Vec<(Loc, Vec<(String, Value)>)>,
}

impl Journal {
    /// A journal of processes that begin in those states.
    pub fn new(states: Vec<(Loc, Vec<(String, Value)>)>) -> Self {
        let starts = states.iter().map(|(loc, state)| (*loc, state.iter().map(shown).collect()));
        Self { starts: starts.collect(), moments: Vec::new(), now: states }
    }

    /// Enters the next event, which left the process there in that state.
    pub fn enter(&mut self, loc: Loc, state: Vec<(String, Value)>, time_ms: Option<u64>) {
        let before = match self.now.iter().position(|(known, _)| *known == loc) {
            Some(place) => self.now.get_mut(place),
            None => {
                self.now.push((loc, Vec::new()));
                self.now.last_mut()
            }
        };
        let Some((_, before)) = before else { return };
        let changes = state.iter().filter(|variable| !before.contains(variable)).map(shown);
        self.moments.push(Moment { time_ms, changes: changes.collect() });
        *before = state;
    }
}

fn shown((name, value): &(String, Value)) -> (String, String) {
    (printable(name), shortened(&printable(&value.to_string()), STATE_COLUMNS_MAX))
}

/// One entry of a history.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    /// An event.
    Event(&'a Record),
    /// Something else.
    Deed(&'a Deed),
}

/// Events and incidents in the order of their steps.
pub(super) fn entries<'a>(trace: &'a Trace, incidents: &'a [Incident]) -> Vec<Entry<'a>> {
    let mut incidents = incidents.iter().peekable();
    let mut entries = Vec::new();
    for record in trace.records() {
        while let Some(incident) = incidents.next_if(|incident| incident.step <= record.step) {
            entries.push(Entry::Deed(&incident.deed));
        }
        entries.push(Entry::Event(record));
    }
    entries.extend(incidents.map(|incident| Entry::Deed(&incident.deed)));
    entries
}
