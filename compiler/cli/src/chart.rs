//! The sequence chart of a run: who sent what to whom, in the order it happened.
//!
//! A [`Chart`] is pure data: lanes for locations and rows for what happened, with no thought of
//! pixels or characters. [`svg()`] draws it for documents and browsers, [`text()`] for terminals.
//! Equal traces give equal charts, to the byte.

use evc_runtime::Loc;
use evc_runtime::trace::{Cause, Trace};

mod build;
mod label;
mod place;
mod svg;
#[cfg(test)]
mod tests;
mod text;

pub use label::Label;
pub use svg::svg;
pub use text::text;

/// What a chart tells beside the trace itself.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The name of the specification.
    pub spec: &'a str,
    /// How the run was scheduled, in a word: `timed`, `random`, `fifo`, `network`.
    pub schedule: &'a str,
    /// The seed of the run; nothing if no chance was involved.
    pub seed: Option<u64>,
    /// The nodes, in the order of their lanes.
    pub nodes: &'a [Loc],
    /// The external locations, whose lanes stand to the right of those of the nodes.
    pub external: &'a [Loc],
    /// The sends of which a copy was lost, once for each copy. Nothing if that is not known, as
    /// traces do not tell: then it is guessed from the number of messages pending at the end.
    pub lost: Option<&'a [Cause]>,
    /// Which nodes crashed and at which step.
    pub crashes: &'a [(Loc, u64)],
}

/// A sequence chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The name of the specification.
    pub spec: String,
    /// The circumstances of the run: schedule, seed, number of events.
    pub circumstances: String,
    /// One lane a location.
    pub lanes: Vec<Lane>,
    /// What happened, from top to bottom.
    pub rows: Vec<Row>,
}

/// The lane of one location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The location's name.
    pub name: String,
    /// Whether it is outside the system.
    pub external: bool,
}

/// What happened at one height of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// All boot events that need no explanation.
    Boots(Vec<Boot>),
    /// One message.
    Arrow(Arrow),
    /// The node of this lane crashed.
    Crash(usize),
}

/// A node's start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boot {
    /// The node's lane.
    pub lane: usize,
    /// Whether nothing was there to be started.
    pub halted: bool,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The event that sent it; nothing if it came from outside.
    pub from: Option<Point>,
    /// The lane it goes to; nothing if its destination is no location of the system.
    pub to: Option<usize>,
    /// What became of it.
    pub end: End,
    /// What is written at it.
    pub label: Label,
    /// A number for its header: the first header that appears in the run has 0, the next 1.
    pub kind: usize,
}

/// Where on the chart an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The lane of its location.
    pub lane: usize,
    /// Its row.
    pub row: usize,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It was received, which was this event.
    Event {
        /// The number of the event.
        number: u64,
        /// Whether no process was there any more to handle it.
        halted: bool,
        /// Why it was handled in vain.
        fault: Option<String>,
    },
    /// It left the system.
    Output,
    /// It was lost on the way, or went to nobody.
    Lost,
    /// It was still on its way when the run ended.
    Pending,
    /// It was never received, and nobody knows whether it was lost or pending.
    Undelivered,
}

impl Chart {
    /// The chart of that run.
    ///
    /// Locations of the trace that `scene` does not name get lanes of their own, those of events
    /// after the nodes and those of outputs after the external locations.
    pub fn new(trace: &Trace, scene: &Scene<'_>) -> Self {
        build::chart(trace, scene)
    }
}

impl Arrow {
    /// Whether it is received where it was sent.
    pub fn returns(&self) -> bool {
        let loops = self.from.map(|point| point.lane) == self.to;
        loops && self.from.is_some() && self.arrives()
    }

    /// Whether it reaches the lane it goes to.
    pub fn arrives(&self) -> bool {
        matches!(self.end, End::Event { .. } | End::Output)
    }
}
