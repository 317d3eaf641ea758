//! A deterministic world: processes, a network between them, and an environment that chooses.
//!
//! The world owns what processes must not have: time, order and chance. Every choice comes from
//! the seed and the [`Options`], so the same world run twice gives the same [`Trace`] to the
//! byte, and two engines stepped in equal worlds can be compared event by event.
//!
//! A step of the world is one of: the receipt of a message (an event), the loss of one, the
//! appearance of a duplicate, the crash of a node.

use std::collections::{BTreeMap, VecDeque};

use crate::effects::{Effects, Send};
use crate::loc::Loc;
use crate::process::Process;
use crate::rng::Rng;
use crate::schema::Schema;
use crate::trace::{Cause, Record, SendRecord, Summary, Trace};
use crate::value::Value;

mod network;
mod schedule;
#[cfg(test)]
mod tests;

pub use network::Network;
pub use schedule::Schedule;

use schedule::{Flight, InFlight};

/// What an environment does to a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What all chance comes from.
    pub seed: u64,
    /// Which message is delivered next.
    pub schedule: Schedule,
    /// What happens to messages on their way.
    pub network: Network,
    /// Which nodes crash, and at which step at the earliest; a crash is a step of its own. From
    /// then on the node handles nothing. A location that is no node cannot crash.
    pub crashes: Vec<(Loc, u64)>,
    /// Whether the first events are those of a boot message at every node.
    pub boot: bool,
}

/// How often the environment did something that is no event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many messages were lost.
    pub lost: u64,
    /// How many messages were duplicated.
    pub duplicated: u64,
    /// How many nodes crashed.
    pub crashed: u64,
}

/// What one step of the world was. (A duplicate appears together with the event that sends the
/// message, but has a step number of its own.)
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A message was received.
    Event(Box<Record>),
    /// A message was lost.
    Lost {
        /// Where it was going.
        to: Loc,
        /// The send that it came from.
        cause: Option<Cause>,
    },
    /// A node crashed.
    Crashed(Loc),
}

struct Node<P> {
    loc: Loc,
    process: Option<P>,
    crashed: bool,
}

/// Where messages to a location go.
#[derive(Clone, Copy)]
enum Place {
    Node(usize),
    External,
}

/// What [`World::advance`] did; the record of an event is kept apart from it, as it may not be
/// wanted.
enum Happening {
    Event,
    Lost { to: Loc, cause: Option<Cause> },
    Crashed(Loc),
}

/// Processes at their locations, with the messages in flight between them.
pub struct World<P: Process, S: Schema<Msg = P::Msg>> {
    schema: S,
    nodes: Vec<Node<P>>,
    places: BTreeMap<Loc, Place>,
    /// Nodes that have not had their boot event, in order.
    boots: VecDeque<usize>,
    in_flight: InFlight<P::Msg>,
    rng: Rng,
    network: Network,
    timed: bool,
    /// The crashes to come, by step.
    crashes: VecDeque<(u64, usize)>,
    steps: u64,
    events: u64,
    outputs: u64,
    faults: u64,
    tally: Tally,
    /// Kept from event to event, so that an event need not allocate.
    fx: Effects<P::Msg>,
}

impl<P: Process, S: Schema<Msg = P::Msg>> World<P, S> {
    /// The world of those nodes and external locations before anything has happened.
    ///
    /// A node without a process, because the specification puts none there, is as one whose
    /// process has halted. Locations are expected to be distinct: of equal ones the first counts,
    /// nodes before external ones.
    pub fn new(
        schema: S,
        nodes: Vec<(Loc, Option<P>)>,
        external: Vec<Loc>,
        options: Options,
    ) -> Self {
        let mut places = BTreeMap::new();
        let mut kept = Vec::with_capacity(nodes.len());
        for (loc, process) in nodes {
            places.entry(loc).or_insert_with(|| {
                kept.push(Node { loc, process, crashed: false });
                Place::Node(kept.len() - 1)
            });
        }
        for loc in external {
            places.entry(loc).or_insert(Place::External);
        }
        let mut crashes: Vec<(u64, usize)> = options
            .crashes
            .iter()
            .filter_map(|(loc, step)| match places.get(loc) {
                Some(Place::Node(node)) => Some((*step, *node)),
                Some(Place::External) | None => None,
            })
            .collect();
        crashes.sort_by_key(|(step, _)| *step);
        Self {
            schema,
            boots: if options.boot { (0..kept.len()).collect() } else { VecDeque::new() },
            nodes: kept,
            places,
            in_flight: InFlight::new(options.schedule),
            rng: Rng::new(options.seed),
            network: options.network,
            timed: options.schedule == Schedule::Timed,
            crashes: crashes.into(),
            steps: 0,
            events: 0,
            outputs: 0,
            faults: 0,
            tally: Tally::default(),
            fx: Effects::new(),
        }
    }

    /// Puts a message in flight that no event has sent. Gives whether a node is there to receive
    /// it; to an external or unknown location nothing is sent.
    ///
    /// In timed order it arrives at once, after what was posted before it: it waits at its node
    /// when the run begins, so no link delays it.
    pub fn post(&mut self, to: Loc, msg: P::Msg) -> bool {
        match self.places.get(&to) {
            Some(Place::Node(node)) => {
                self.launch(0, Flight { to: *node, local: false, cause: None, msg });
                true
            }
            Some(Place::External) | None => false,
        }
    }

    /// Makes one step; nothing if no message is in flight.
    pub fn step(&mut self) -> Option<Step> {
        let mut record = None;
        let happening = self.advance(Some(&mut |made| record = Some(Box::new(made))))?;
        Some(match happening {
            Happening::Event => Step::Event(record.expect("every event is recorded when asked")),
            Happening::Lost { to, cause } => Step::Lost { to, cause },
            Happening::Crashed(loc) => Step::Crashed(loc),
        })
    }

    /// Makes `steps_max` steps, or as many as there are until no message is in flight, and
    /// records them.
    pub fn run(&mut self, steps_max: u64) -> Trace {
        let mut records = Vec::new();
        let end = self.steps.saturating_add(steps_max);
        while self.steps < end && self.advance(Some(&mut |made| records.push(made))).is_some() {}
        Trace::new(records, self.summary())
    }

    /// As [`World::run`], without a record: nothing is allocated but what processes allocate.
    pub fn run_untraced(&mut self, steps_max: u64) -> Summary {
        let end = self.steps.saturating_add(steps_max);
        while self.steps < end && self.advance(None).is_some() {}
        self.summary()
    }

    /// The totals since the world began.
    pub fn summary(&self) -> Summary {
        Summary {
            events: self.events,
            outputs: self.outputs,
            pending: (self.boots.len() + self.in_flight.len()) as u64,
            faults: self.faults,
        }
    }

    /// What the environment did since the world began.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// How many steps were made since the world began.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The virtual time, in milliseconds; 0 for schedules that ignore time.
    pub fn now_ms(&self) -> u64 {
        self.in_flight.now_ms()
    }

    /// The messages' schema.
    pub fn schema(&self) -> &S {
        &self.schema
    }

    /// The process at a location, crashed or not.
    pub fn process(&self, loc: Loc) -> Option<&P> {
        self.nodes.iter().find(|node| node.loc == loc)?.process.as_ref()
    }

    /// The state variables of every process, in the order of the nodes.
    pub fn states(&self) -> Vec<(Loc, Vec<(String, Value)>)> {
        let state = |node: &Node<P>| Some((node.loc, node.process.as_ref()?.state()));
        self.nodes.iter().filter_map(state).collect()
    }

    fn advance(&mut self, record: Option<&mut dyn FnMut(Record)>) -> Option<Happening> {
        if self.boots.is_empty() && self.in_flight.len() == 0 {
            return None;
        }
        if let Some((_, node)) = self.crashes.pop_front_if(|(step, _)| *step <= self.steps) {
            return Some(self.crash(node));
        }
        let flight = match self.boots.pop_front() {
            Some(to) => Flight { to, local: true, cause: None, msg: self.schema.boot() },
            None => self.in_flight.take(&mut self.rng)?,
        };
        if !flight.local && self.rng.chance(self.network.drop) {
            self.steps += 1;
            self.tally.lost += 1;
            return Some(Happening::Lost { to: self.node(flight.to).loc, cause: flight.cause });
        }
        self.deliver(flight, record);
        Some(Happening::Event)
    }

    fn crash(&mut self, node: usize) -> Happening {
        self.steps += 1;
        self.tally.crashed += 1;
        let node = self.node(node);
        node.crashed = true;
        Happening::Crashed(node.loc)
    }

    fn node(&mut self, node: usize) -> &mut Node<P> {
        self.nodes.get_mut(node).expect("numbers of nodes come from the list of nodes")
    }

    fn deliver(&mut self, flight: Flight<P::Msg>, record: Option<&mut dyn FnMut(Record)>) {
        let Flight { to, cause, msg, .. } = flight;
        let (step, event) = (self.steps, self.events);
        self.steps += 1;
        self.events += 1;
        let loc = self.node(to).loc;
        let mut made = record.is_some().then(|| Record {
            step,
            event,
            loc,
            cause,
            header: self.schema.header(&msg).clone(),
            value: self.schema.body(&msg),
            sends: Vec::new(),
            halted: false,
            fault: None,
        });
        let mut fx = std::mem::take(&mut self.fx);
        let node = self.node(to);
        match node.process.as_mut().filter(|process| !node.crashed && !process.halted()) {
            Some(process) => {
                if let Err(fault) = process.step(msg, &mut fx) {
                    fx.clear();
                    self.faults += 1;
                    made.iter_mut().for_each(|made| made.fault = Some(fault.clone()));
                }
            }
            None => made.iter_mut().for_each(|made| made.halted = true),
        }
        for (index, send) in fx.drain().enumerate() {
            let sends = made.as_mut().map(|made| &mut made.sends);
            self.dispatch(to, Cause { event, send: index }, send, sends);
        }
        self.fx = fx;
        if let (Some(made), Some(record)) = (made, record) {
            record(made);
        }
    }

    /// Carries out one send of the node `from`.
    fn dispatch(
        &mut self,
        from: usize,
        cause: Cause,
        send: Send<P::Msg>,
        records: Option<&mut Vec<SendRecord>>,
    ) {
        let Send { delay_ms, to, msg } = send;
        let place = self.places.get(&to).copied();
        if let Some(records) = records {
            records.push(SendRecord {
                to,
                delay_ms,
                header: self.schema.header(&msg).clone(),
                value: self.schema.body(&msg),
                external: matches!(place, Some(Place::External)),
                unknown: place.is_none(),
            });
        }
        match place {
            Some(Place::Node(to)) => {
                let flight = Flight { to, local: to == from, cause: Some(cause), msg };
                self.launch(delay_ms, flight);
            }
            Some(Place::External) => self.outputs += 1,
            None => {}
        }
    }

    /// Puts a message in flight, and perhaps a second copy of it.
    fn launch(&mut self, delay_ms: u64, flight: Flight<P::Msg>) {
        if !flight.local && self.rng.chance(self.network.duplicate) {
            self.steps += 1;
            self.tally.duplicated += 1;
            self.put(delay_ms, flight.clone());
        }
        self.put(delay_ms, flight);
    }

    fn put(&mut self, delay_ms: u64, flight: Flight<P::Msg>) {
        let travels = !flight.local && flight.cause.is_some();
        let link_ms = if self.timed && travels {
            self.rng.within(*self.network.delay_ms.start(), *self.network.delay_ms.end())
        } else {
            0
        };
        self.in_flight.put(delay_ms.saturating_add(link_ms), flight);
    }
}
