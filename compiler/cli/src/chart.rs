//! The sequence chart of a run: who sent what to whom, in the order it happened.
//!
//! A [`Chart`] is pure data: lanes for locations and rows for what happened, with no thought of
//! pixels or characters. [`svg()`] draws it for documents, [`html()`] makes a page of it on which
//! one can look around, and [`text()`] draws it for terminals. Equal traces give equal charts, to
//! the byte.

use evc_runtime::Loc;
use evc_runtime::trace::Trace;

mod build;
mod history;
mod html;
mod label;
mod place;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod window;

pub use history::{Deed, Incident, Journal, Moment, Variables};
pub use html::html;
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
    /// What the environment did, in the order of steps. Nothing if that is not known, as traces do
    /// not tell: then what became of a message that nobody received is guessed from the number of
    /// messages pending at the end.
    pub incidents: Option<&'a [Incident]>,
    /// Times and states; nothing if nobody kept them.
    pub journal: Option<&'a Journal>,
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
    /// What the state variables of each lane were before the first event, where that is known.
    pub starts: Vec<Variables>,
    /// The lane of each event and what is known of it beside its row; empty if nothing is.
    pub moments: Vec<(usize, Moment)>,
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
    /// The environment changed the world.
    Change(Change),
    /// Rows that are left out.
    Fold(Fold),
}

/// What the environment did to nodes or to the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The node of this lane crashed.
    Crash(usize),
    /// The node of this lane runs again.
    Recovery(usize),
    /// From here on messages pass within these groups of lanes only.
    Partition(Vec<Vec<usize>>),
    /// From here on all messages pass.
    Heal,
}

/// What is left out of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The first and the last event left out; nothing if none is.
    pub events: Option<(u64, u64)>,
    /// How many messages are left out that no event received.
    pub messages: usize,
    /// What the environment did meanwhile.
    pub changes: Vec<Change>,
}

/// A node's start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boot {
    /// The node's lane.
    pub lane: usize,
    /// The number of the boot event.
    pub event: u64,
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
    /// Its row, or the row in which it is left out.
    pub row: usize,
    /// Its number.
    pub event: u64,
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

/// The names of the lanes in groups, as in `n1 n2 | n3`.
fn groups(chart: &Chart, groups: &[Vec<usize>]) -> String {
    let name = |lane: &usize| chart.lanes.get(*lane).map_or("", |lane| lane.name.as_str());
    let group = |group: &Vec<usize>| group.iter().map(name).collect::<Vec<_>>().join(" ");
    groups.iter().map(group).collect::<Vec<_>>().join(" | ")
}

impl Change {
    /// The lane it happens to; nothing if it happens to the network.
    pub fn lane(&self) -> Option<usize> {
        match self {
            Self::Crash(lane) | Self::Recovery(lane) => Some(*lane),
            Self::Partition(_) | Self::Heal => None,
        }
    }

    /// What happened, in words.
    pub fn words(&self, chart: &Chart) -> String {
        match self {
            Self::Crash(_) => "crashed".to_owned(),
            Self::Recovery(_) => "recovered".to_owned(),
            Self::Partition(parts) => format!("partition: {}", groups(chart, parts)),
            Self::Heal => "the partition heals".to_owned(),
        }
    }
}

impl Chart {
    /// The virtual time of the event, in milliseconds, if that is known.
    pub fn time_ms(&self, event: u64) -> Option<u64> {
        let (_, moment) = self.moments.get(usize::try_from(event).ok()?)?;
        moment.time_ms
    }

    /// All that the environment did, each with its row, or the row in which it is left out.
    pub fn changes(&self) -> impl Iterator<Item = (usize, &Change)> {
        self.rows.iter().enumerate().flat_map(|(number, row)| {
            let changes = match row {
                Row::Change(change) => std::slice::from_ref(change),
                Row::Fold(fold) => fold.changes.as_slice(),
                Row::Boots(_) | Row::Arrow(_) => &[],
            };
            changes.iter().map(move |change| (number, change))
        })
    }

    /// The rows between which each node is down, with its lane; no end if it stays so.
    pub fn downs(&self) -> Vec<(usize, usize, Option<usize>)> {
        let mut downs: Vec<(usize, usize, Option<usize>)> = Vec::new();
        for (row, change) in self.changes() {
            let Some(lane) = change.lane() else { continue };
            let open = downs.iter_mut().find(|(down, _, end)| *down == lane && end.is_none());
            match (change, open) {
                (Change::Recovery(_), Some((_, _, end))) => *end = Some(row),
                (Change::Crash(_), None) => downs.push((lane, row, None)),
                _ => {}
            }
        }
        downs
    }

    /// The rows between which the network is parted; no end if it stays so.
    pub fn partitions(&self) -> Vec<(usize, Option<usize>)> {
        let mut partitions: Vec<(usize, Option<usize>)> = Vec::new();
        for (row, change) in self.changes() {
            if change.lane().is_some() {
                continue;
            }
            if let Some((_, end @ None)) = partitions.last_mut() {
                *end = Some(row);
            }
            if matches!(change, Change::Partition(_)) {
                partitions.push((row, None));
            }
        }
        partitions
    }
}
