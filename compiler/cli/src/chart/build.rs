//! From a trace to a chart.
//!
//! The order of a run is a causal order, so rows follow it: each event has a row, and right below
//! it come the messages it sent that no event received.

use std::collections::{BTreeMap, BTreeSet};

use evc_runtime::Loc;
use evc_runtime::header::Header;
use evc_runtime::trace::{Cause, Record, SendRecord, Trace};

use super::history::{Entry, entries};
use super::label::printable;
use super::{
    Arrow, Boot, Change, Chart, Deed, End, Label, Lane, Moment, Point, Row, Scene, Variables,
};

/// The chart of the run.
pub(super) fn chart(trace: &Trace, scene: &Scene<'_>) -> Chart {
    let mut builder = Builder::new(trace, scene);
    let boots = builder.boots(trace);
    for entry in entries(trace, scene.incidents.unwrap_or_default()) {
        match entry {
            Entry::Deed(deed) => builder.deed(deed),
            Entry::Event(record) => {
                if !boots.contains(&record.event) {
                    builder.event(record);
                }
                builder.unreceived(record);
            }
        }
    }
    let (starts, moments) = builder.journal(trace, scene);
    let count = trace.records().len();
    let seed = scene.seed.map_or(String::new(), |seed| format!(", seed {seed}"));
    let events = if count == 1 { "event" } else { "events" };
    Chart {
        spec: printable(scene.spec),
        circumstances: format!("{} schedule{seed}, {count} {events}", printable(scene.schedule)),
        lanes: builder.lanes,
        rows: builder.rows,
        starts,
        moments,
    }
}

struct Builder {
    lanes: Vec<Lane>,
    lane_of: BTreeMap<Loc, usize>,
    rows: Vec<Row>,
    points: BTreeMap<u64, Point>,
    kinds: BTreeMap<Header, usize>,
    received: BTreeSet<Cause>,
    /// The sends of which an arrow was drawn already.
    drawn: BTreeSet<Cause>,
    lost: BTreeMap<Cause, usize>,
    /// How long the sending of a message waited, in milliseconds, where it did.
    delays: BTreeMap<Cause, u64>,
    /// What a message became that was neither received nor is known to be lost.
    otherwise: End,
}

impl Builder {
    fn new(trace: &Trace, scene: &Scene<'_>) -> Self {
        let otherwise = match (scene.incidents, trace.summary().pending) {
            (Some(_), _) => End::Pending,
            (None, 0) => End::Lost,
            (None, _) => End::Undelivered,
        };
        let mut lost = BTreeMap::new();
        for incident in scene.incidents.unwrap_or_default() {
            if let Deed::Lost { cause: Some(cause), .. } = incident.deed {
                *lost.entry(cause).or_default() += 1;
            }
        }
        let (lanes, lane_of) = lanes(trace, scene);
        Self {
            lanes,
            lane_of,
            rows: Vec::new(),
            points: BTreeMap::new(),
            kinds: BTreeMap::new(),
            received: trace.records().iter().filter_map(|record| record.cause).collect(),
            drawn: BTreeSet::new(),
            lost,
            delays: BTreeMap::new(),
            otherwise,
        }
    }

    /// Makes the row of the boot events, and gives which those are: events that came before all
    /// others, and those that did nothing and came before all others of their node.
    fn boots(&mut self, trace: &Trace) -> BTreeSet<u64> {
        let boot_header = Header::boot();
        let mut boots = Vec::new();
        let mut events = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut first = true;
        for record in trace.records() {
            let quiet = first || record.sends.is_empty();
            let boot = record.cause.is_none() && record.header == boot_header;
            first &= boot;
            let fresh = seen.insert(record.loc);
            let Some(lane) = self.lane_of.get(&record.loc).copied() else { continue };
            if boot && quiet && fresh && record.fault.is_none() {
                boots.push(Boot { lane, event: record.event, halted: record.halted });
                events.insert(record.event);
                self.points.insert(record.event, Point { lane, row: 0, event: record.event });
            }
        }
        if !boots.is_empty() {
            self.rows.push(Row::Boots(boots));
        }
        events
    }

    /// The row of what the environment did. What it lost of a send has its row below that send.
    fn deed(&mut self, deed: &Deed) {
        let lane = |loc: &Loc| self.lane_of.get(loc).copied();
        let change = match deed {
            Deed::Lost { cause: Some(_), .. } => None,
            Deed::Lost { to, cause: None } => {
                let to = lane(to);
                let kind = self.kind(&Header::new(["message"]));
                let label = Label::unknown(vec!["lost".to_owned()]);
                self.rows.push(Row::Arrow(Arrow { from: None, to, end: End::Lost, label, kind }));
                None
            }
            Deed::Crash(loc) => lane(loc).map(Change::Crash),
            Deed::Recovery(loc) => lane(loc).map(Change::Recovery),
            Deed::Partition(groups) => {
                let lanes = |group: &Vec<Loc>| group.iter().filter_map(lane).collect();
                Some(Change::Partition(groups.iter().map(lanes).collect()))
            }
            Deed::Heal => Some(Change::Heal),
        };
        self.rows.extend(change.map(Row::Change));
    }

    /// The states and moments of the scene, by lanes.
    fn journal(&self, trace: &Trace, scene: &Scene<'_>) -> (Vec<Variables>, Vec<(usize, Moment)>) {
        let Some(journal) = scene.journal else { return (Vec::new(), Vec::new()) };
        let mut starts = vec![Variables::new(); self.lanes.len()];
        for (loc, variables) in &journal.starts {
            let lane = self.lane_of.get(loc).and_then(|lane| starts.get_mut(*lane));
            lane.into_iter().for_each(|lane| lane.clone_from(variables));
        }
        let moment = |(record, moment): (&Record, &Moment)| {
            self.lane_of.get(&record.loc).map(|lane| (*lane, moment.clone()))
        };
        let moments = trace.records().iter().zip(&journal.moments).filter_map(moment).collect();
        (starts, moments)
    }

    /// The row of the event: the arrow of the message it received.
    fn event(&mut self, record: &Record) {
        let mut notes = Vec::new();
        if let Some(cause) = record.cause {
            notes.extend(self.delays.get(&cause).map(|ms| format!("after {ms} ms")));
            if !self.drawn.insert(cause) {
                notes.push("duplicate".to_owned());
            }
        }
        if record.halted {
            notes.push("halted".to_owned());
        }
        let to = self.lane_of.get(&record.loc).copied();
        if let Some(lane) = to {
            let point = Point { lane, row: self.rows.len(), event: record.event };
            self.points.insert(record.event, point);
        }
        let end = End::Event {
            number: record.event,
            halted: record.halted,
            fault: record.fault.as_ref().map(|fault| printable(&fault.to_string())),
        };
        let kind = self.kind(&record.header);
        self.rows.push(Row::Arrow(Arrow {
            from: record.cause.and_then(|cause| self.points.get(&cause.event).copied()),
            to,
            end,
            label: Label::new(&record.header, &record.value, notes),
            kind,
        }));
    }

    /// The rows of what the event sent and no event received.
    fn unreceived(&mut self, record: &Record) {
        for (index, send) in record.sends.iter().enumerate() {
            let cause = Cause { event: record.event, send: index };
            if send.delay_ms > 0 {
                self.delays.insert(cause, send.delay_ms);
            }
            if send.unknown {
                self.send(record, send, End::Lost);
            } else if send.external {
                self.send(record, send, End::Output);
            } else {
                let lost = self.lost.get(&cause).copied().unwrap_or(0);
                for _ in 0..lost {
                    self.drawn.insert(cause);
                    self.send(record, send, End::Lost);
                }
                if lost == 0 && !self.received.contains(&cause) {
                    self.send(record, send, self.otherwise.clone());
                }
            }
        }
    }

    fn send(&mut self, record: &Record, send: &SendRecord, end: End) {
        let mut notes = Vec::new();
        if send.delay_ms > 0 {
            notes.push(format!("after {} ms", send.delay_ms));
        }
        if send.to == record.loc {
            notes.push("to itself".to_owned());
        }
        match end {
            End::Lost if send.unknown => {
                notes.push(format!("to nobody: {}", printable(send.to.name())));
            }
            End::Lost => notes.push("lost".to_owned()),
            End::Pending => notes.push("pending".to_owned()),
            End::Undelivered => notes.push("undelivered".to_owned()),
            End::Output | End::Event { .. } => {}
        }
        let kind = self.kind(&send.header);
        self.rows.push(Row::Arrow(Arrow {
            from: self.points.get(&record.event).copied(),
            to: if send.unknown { None } else { self.lane_of.get(&send.to).copied() },
            end,
            label: Label::new(&send.header, &send.value, notes),
            kind,
        }));
    }

    fn kind(&mut self, header: &Header) -> usize {
        let next = self.kinds.len();
        *self.kinds.entry(header.clone()).or_insert(next)
    }
}

/// One lane for every location of the scene and the trace, and which is whose.
fn lanes(trace: &Trace, scene: &Scene<'_>) -> (Vec<Lane>, BTreeMap<Loc, usize>) {
    let events = trace.records().iter().map(|record| record.loc);
    let inner = trace.records().iter().flat_map(|record| &record.sends);
    let outer = inner.clone().filter(|send| send.external).map(|send| send.to);
    let inner = inner.filter(|send| !send.external && !send.unknown).map(|send| send.to);
    let nodes = scene.nodes.iter().copied();
    // A location named as external is a lane to the right even if it has events.
    let named: BTreeSet<Loc> = scene.external.iter().copied().collect();
    let nodes = nodes.chain(events.chain(inner).filter(|loc| !named.contains(loc)));
    let external = scene.external.iter().copied().chain(outer);
    let all = nodes.map(|loc| (loc, false)).chain(external.map(|loc| (loc, true)));
    let mut lanes = Vec::new();
    let mut lane_of = BTreeMap::new();
    for (loc, external) in all {
        lane_of.entry(loc).or_insert_with(|| {
            lanes.push(Lane { name: printable(loc.name()), external });
            lanes.len() - 1
        });
    }
    (lanes, lane_of)
}
