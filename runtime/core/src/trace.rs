//! What happened in a run, step by step.
//!
//! Simulated, networked and verified runs are recorded alike, and written as JSON Lines, one
//! object a line. Equal runs give equal bytes, so comparing two engines is comparing two texts.
//! A trace has every choice of the environment in it, so it is enough to make the run again.
//!
//! The first line says which version of the format this is, and readers refuse all others:
//!
//! ```text
//! {"trace":{"version":2}}
//! ```
//!
//! Then comes a line for each step, in order. All have the number of the step and the virtual
//! time in milliseconds. A message in flight has a number: boot messages and messages from outside
//! count first, then those that events send to nodes, and copies when they appear. An event is the
//! receipt of a message:
//!
//! ```text
//! {"step":7,"time":12,"event":6,"loc":"n2","message":8,"cause":5,"send":0,"header":["ping"],
//!  "value":3,"sends":[{"to":"n1","delay":0,"header":["pong"],"value":null}]}
//! ```
//!
//! (on one line). `cause` is the event that sent the message and `send` which of its sends that
//! was; a message that no event sent has `"cause":null` and no `send`. A send to an external
//! location has `"external":true`, one to a location nobody knows `"unknown":true`. An event at
//! which no process was there to handle the message has `"halted":true`, one that was handled in
//! vain says why in `fault`. Values are written as in [`json`](crate::json).
//!
//! The other steps are no events. They name the message or the node:
//!
//! ```text
//! {"step":8,"time":12,"lost":9,"to":"n1","cause":6,"send":0}
//! {"step":9,"time":13,"duplicated":10,"copy":11,"to":"n1","cause":6,"send":1}
//! {"step":10,"time":14,"crashed":"n3"}
//! {"step":11,"time":64,"recovered":"n3","state":"fresh"}
//! ```
//!
//! A node recovers with the state it began with, `fresh`, or with the one it crashed with, `kept`.
//! The last line has the totals; a text without it has been cut off:
//!
//! ```text
//! {"summary":{"events":7,"outputs":0,"pending":1,"faults":0,"lost":1,"duplicated":1,
//!  "crashed":1,"recovered":1}}
//! ```
//!
//! Version 1, which had no first line, did not record what no event was.

use crate::fault::Fault;
use crate::header::Header;
use crate::loc::Loc;
use crate::sim::Recovery;
use crate::value::Value;

mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{Line, TraceError, Written};
pub use write::{write_incident, write_record, write_summary};

/// The version of the format that is written and read.
pub const VERSION: u64 = 2;

/// The send of which an event is the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cause {
    /// The event that sent the message.
    pub event: u64,
    /// Which of that event's sends it was, from 0.
    pub send: usize,
}

/// One message sent at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendRecord {
    /// Where it goes.
    pub to: Loc,
    /// How long its sending waits, in milliseconds.
    pub delay_ms: u64,
    /// Its header.
    pub header: Header,
    /// Its body.
    pub value: Value,
    /// Whether it goes to a location outside the system, and so is an output of the system.
    pub external: bool,
    /// Whether it goes to a location that the system has not heard of, and so to nobody.
    pub unknown: bool,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The step of the run, from 0. Losing and duplicating a message and crashing a node are
    /// steps that are no events, so these numbers have gaps.
    pub step: u64,
    /// The event, from 0 without gaps.
    pub event: u64,
    /// When it happened, in virtual milliseconds.
    pub time_ms: u64,
    /// The number of the message received.
    pub message: u64,
    /// Where it happened.
    pub loc: Loc,
    /// What caused it; nothing for what came from outside.
    pub cause: Option<Cause>,
    /// The header of the message received.
    pub header: Header,
    /// The body of the message received.
    pub value: Value,
    /// What was sent, in order.
    pub sends: Vec<SendRecord>,
    /// Whether the process had halted before, or had crashed, or never was there.
    pub halted: bool,
    /// Why the process handled the message in vain.
    pub fault: Option<Fault>,
}

/// A step that was no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// The step of the run.
    pub step: u64,
    /// When it happened, in virtual milliseconds.
    pub time_ms: u64,
    /// What happened.
    pub happening: Happening,
}

/// What the environment did that is no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A message was lost.
    Lost {
        /// Its number.
        message: u64,
        /// Where it was going.
        to: Loc,
        /// The send that it came from; nothing for what came from outside.
        cause: Option<Cause>,
    },
    /// A message was put in flight once more.
    Duplicated {
        /// Its number.
        message: u64,
        /// The number of its copy.
        copy: u64,
        /// Where both are going.
        to: Loc,
        /// The send that both come from; nothing for what came from outside.
        cause: Option<Cause>,
    },
    /// A node crashed.
    Crashed(Loc),
    /// A node recovered.
    Recovered(Loc, Recovery),
}

/// What the environment chooses: the part of a step that no process decides. Messages are named by
/// their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// A message is received.
    Deliver(u64),
    /// A message is lost.
    Lose(u64),
    /// A message is put in flight once more.
    Duplicate(u64),
    /// A node crashes.
    Crash(Loc),
    /// A node recovers.
    Recover(Loc, Recovery),
}

impl Record {
    /// The choice that led to the event.
    pub fn choice(&self) -> Choice {
        Choice::Deliver(self.message)
    }
}

impl Incident {
    /// The choice that it was.
    pub fn choice(&self) -> Choice {
        match self.happening {
            Happening::Lost { message, .. } => Choice::Lose(message),
            Happening::Duplicated { message, .. } => Choice::Duplicate(message),
            Happening::Crashed(loc) => Choice::Crash(loc),
            Happening::Recovered(loc, recovery) => Choice::Recover(loc, recovery),
        }
    }
}

/// Totals of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many events there were.
    pub events: u64,
    /// How many messages went to external locations.
    pub outputs: u64,
    /// How many messages were still in flight at the end.
    pub pending: u64,
    /// How many events faulted.
    pub faults: u64,
    /// How many messages were lost.
    pub lost: u64,
    /// How many messages were duplicated.
    pub duplicated: u64,
    /// How many times a node crashed.
    pub crashed: u64,
    /// How many times a node recovered.
    pub recovered: u64,
}

/// A recorded run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    records: Vec<Record>,
    incidents: Vec<Incident>,
    summary: Summary,
}

impl Trace {
    /// The trace of those events and totals, in which nothing else happened.
    pub fn new(records: Vec<Record>, summary: Summary) -> Self {
        Self { records, incidents: Vec::new(), summary }
    }

    /// The trace with those steps that were no events, in the order they happened.
    #[must_use]
    pub fn with_incidents(self, incidents: Vec<Incident>) -> Self {
        Self { incidents, ..self }
    }

    /// The trace of a run that went on: its later part follows, whose totals are those of all.
    #[must_use]
    pub fn followed_by(mut self, later: Self) -> Self {
        self.records.extend(later.records);
        self.incidents.extend(later.incidents);
        Self { summary: later.summary, ..self }
    }

    /// The events in the order they happened.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The steps that were no events, in the order they happened.
    pub fn incidents(&self) -> &[Incident] {
        &self.incidents
    }

    /// The totals.
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// The trace as JSON Lines.
    pub fn to_json_lines(&self) -> String {
        let mut out = String::new();
        write::write_version(&mut out);
        out.push('\n');
        let mut incidents = self.incidents.iter().peekable();
        for record in &self.records {
            while let Some(incident) = incidents.next_if(|incident| incident.step < record.step) {
                write_incident(incident, &mut out);
                out.push('\n');
            }
            write_record(record, &mut out);
            out.push('\n');
        }
        for incident in incidents {
            write_incident(incident, &mut out);
            out.push('\n');
        }
        write_summary(self.summary, &mut out);
        out.push('\n');
        out
    }
}
