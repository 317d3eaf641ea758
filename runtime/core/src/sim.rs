//! A deterministic world: processes, a network between them, and an environment that chooses.
//!
//! The world owns what processes must not have: time, order and chance. Every choice comes from
//! the seed and the [`Options`], so the same world run twice gives the same [`Trace`] to the
//! byte, and two engines stepped in equal worlds can be compared event by event. Who wants to
//! choose by hand says so with [`World::choose`], and a recorded run is made again with
//! [`World::replay`].
//!
//! A step of the world is one of: the receipt of a message (an event), the loss of one, the
//! appearance of a duplicate, the crash of a node, the recovery of one. The random and the fifo
//! schedule ignore how long things take: for them a millisecond is a step.

use std::collections::{BTreeMap, VecDeque};

use crate::effects::{Effects, Send};
use crate::loc::Loc;
use crate::process::Process;
use crate::rng::Rng;
use crate::schema::Schema;
use crate::trace::{Cause, Happening, Incident, Record, SendRecord, Summary, Trace};
use crate::value::Value;

mod choose;
mod crash;
mod network;
mod schedule;
#[cfg(test)]
mod tests;

pub use choose::{Divergence, Made, Pending, Refusal};
pub use crash::{Crash, Recovery, When};
pub use network::{Delay, Effect, Layer, Links, Network};
pub use schedule::Schedule;

use crash::Plan;
use network::Link;
use schedule::{Flight, InFlight, Ticket};

/// What an environment does to a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What all chance comes from.
    pub seed: u64,
    /// Which message is delivered next.
    pub schedule: Schedule,
    /// What happens to messages on their way.
    pub network: Network,
    /// Which nodes crash, and when. A crash is a step of its own.
    pub crashes: Vec<Crash>,
    /// Whether the first events are those of a boot message at every node.
    pub boot: bool,
}

impl Options {
    /// The options of a world that does nothing of its own: the oldest message is next, nothing
    /// is lost, duplicated or slowed, nobody crashes, and nodes boot if that is said.
    pub fn calm(boot: bool) -> Self {
        let (network, crashes) = (Network::PERFECT, Vec::new());
        Self { seed: 0, schedule: Schedule::Fifo, network, crashes, boot }
    }
}

/// What one step of the world was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A message was received.
    Event(Box<Record>),
    /// Something else happened.
    Incident(Incident),
}

#[derive(Clone)]
struct Node<P> {
    loc: Loc,
    process: Option<P>,
    /// The process as it was at the beginning.
    origin: Option<P>,
    crashed: bool,
    /// How many times it recovered with a fresh state.
    life: u32,
}

/// Where messages to a location go.
#[derive(Clone, Copy)]
enum Place {
    Node(usize),
    External,
}

/// What [`World::advance`] did; the record of an event is kept apart from it, as it may not be
/// wanted.
enum Advance {
    Event,
    Incident(Incident),
}

/// Who wants the record of an event.
type Recorder<'r> = Option<&'r mut dyn FnMut(Record)>;

/// Processes at their locations, with the messages in flight between them.
#[derive(Clone)]
pub struct World<P: Process, S: Schema<Msg = P::Msg>> {
    schema: S,
    nodes: Vec<Node<P>>,
    places: BTreeMap<Loc, Place>,
    in_flight: InFlight<P::Msg>,
    /// The messages of nodes that are about to boot, in order.
    boots: VecDeque<Ticket>,
    /// The messages that are about to be duplicated.
    copies: VecDeque<Ticket>,
    rng: Rng,
    network: Network,
    timed: bool,
    boot: bool,
    /// Whether the time of a step is that of a recorded one.
    following: bool,
    plan: Plan,
    now_ms: u64,
    /// When the latest message on a link arrives that has to stay in order.
    latest_ms: BTreeMap<(usize, usize), u64>,
    steps: u64,
    totals: Summary,
    /// Kept from event to event, so that an event need not allocate.
    fx: Effects<P::Msg>,
}

impl<P: Process, S: Schema<Msg = P::Msg>> World<P, S> {
    /// The world of those nodes and external locations before anything has happened.
    ///
    /// A node without a process, because the specification puts none there, is as one whose
    /// process has halted. Locations are expected to be distinct: of equal ones the first counts,
    /// nodes before external ones. Crashes of what is no node are left out.
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
                let origin = process.clone();
                kept.push(Node { loc, process, origin, crashed: false, life: 0 });
                Place::Node(kept.len() - 1)
            });
        }
        for loc in external {
            places.entry(loc).or_insert(Place::External);
        }
        let mut crashes = options.crashes;
        crashes.retain(|crash| matches!(places.get(&crash.loc), Some(Place::Node(_))));
        let mut world = Self {
            schema,
            nodes: kept,
            places,
            in_flight: InFlight::new(options.schedule),
            boots: VecDeque::new(),
            copies: VecDeque::new(),
            rng: Rng::new(options.seed),
            network: options.network,
            timed: options.schedule == Schedule::Timed,
            boot: options.boot,
            following: false,
            plan: Plan::new(crashes),
            now_ms: 0,
            latest_ms: BTreeMap::new(),
            steps: 0,
            totals: Summary::default(),
            fx: Effects::new(),
        };
        (0..world.nodes.len()).for_each(|node| world.boot(node));
        world
    }

    /// Puts a message in flight that no event has sent. Gives whether a node is there to receive
    /// it; to an external or unknown location nothing is sent.
    ///
    /// In timed order it arrives at once, after what was posted before it: it waits at its node
    /// when the run begins, so no link delays it.
    pub fn post(&mut self, to: Loc, msg: P::Msg) -> bool {
        match self.places.get(&to) {
            Some(Place::Node(node)) => {
                self.launch(0, None, *node, None, msg);
                true
            }
            Some(Place::External) | None => false,
        }
    }

    /// Makes one step; nothing if no message is in flight and no node is to recover.
    pub fn step(&mut self) -> Option<Step> {
        let mut record = None;
        Some(match self.advance(Some(&mut |made| record = Some(Box::new(made))))? {
            Advance::Event => Step::Event(record.expect("every event is recorded when asked")),
            Advance::Incident(incident) => Step::Incident(incident),
        })
    }

    /// Makes `steps_max` steps, or as many as there are until nothing is left to happen, and
    /// records them.
    pub fn run(&mut self, steps_max: u64) -> Trace {
        let (mut records, mut incidents) = (Vec::new(), Vec::new());
        let end = self.steps.saturating_add(steps_max);
        while self.steps < end {
            match self.advance(Some(&mut |made| records.push(made))) {
                Some(Advance::Event) => {}
                Some(Advance::Incident(incident)) => incidents.push(incident),
                None => break,
            }
        }
        Trace::new(records, self.summary()).with_incidents(incidents)
    }

    /// As [`World::run`], without a record: nothing is allocated but what processes allocate.
    pub fn run_untraced(&mut self, steps_max: u64) -> Summary {
        let end = self.steps.saturating_add(steps_max);
        while self.steps < end && self.advance(None).is_some() {}
        self.summary()
    }

    /// The totals since the world began.
    pub fn summary(&self) -> Summary {
        Summary { pending: self.in_flight.len() as u64, ..self.totals }
    }

    /// How many steps were made since the world began.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The virtual time, in milliseconds; the number of steps for schedules that ignore time.
    pub fn now_ms(&self) -> u64 {
        self.now_ms
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

    /// The nodes, in order, and which of them have crashed and not recovered.
    pub fn nodes(&self) -> Vec<(Loc, bool)> {
        self.nodes.iter().map(|node| (node.loc, node.crashed)).collect()
    }

    /// The crashes of the options that have not happened: first those for which the time has not
    /// come, then those that found their node crashed already.
    pub fn crashes_left(&self) -> (Vec<Crash>, Vec<Crash>) {
        self.plan.left()
    }

    fn advance(&mut self, record: Recorder<'_>) -> Option<Advance> {
        if let Some(ticket) = self.copies.pop_front() {
            return Some(Advance::Incident(self.duplicate(ticket)));
        }
        if self.in_flight.len() == 0 && !self.plan.goes_on() {
            return None;
        }
        self.tick(self.now_ms);
        if let Some(incident) = self.planned_by_step() {
            return Some(Advance::Incident(incident));
        }
        if let Some(flight) = self.next_boot() {
            return Some(self.arrive(flight, record));
        }
        if let Some(incident) = self.planned_by_time() {
            return Some(Advance::Incident(incident));
        }
        let flight = self.in_flight.take(&mut self.rng)?;
        self.tick(flight.due_ms);
        Some(self.arrive(flight, record))
    }

    fn next_boot(&mut self) -> Option<Flight<P::Msg>> {
        while let Some(ticket) = self.boots.pop_front() {
            let flight = self.in_flight.redeem(ticket);
            if flight.is_some() {
                return flight;
            }
        }
        None
    }

    /// Ends the way of a message, well or not.
    fn arrive(&mut self, flight: Flight<P::Msg>, record: Recorder<'_>) -> Advance {
        if flight.lost || self.forgotten(&flight) {
            return Advance::Incident(self.lose(flight));
        }
        self.deliver(flight, record);
        Advance::Event
    }

    /// Lets time pass: up to that one where it is looked at, a millisecond for each step else.
    fn tick(&mut self, ms: u64) {
        if !self.following {
            self.now_ms = self.now_ms.max(if self.timed { ms } else { self.steps });
        }
    }

    fn duplicate(&mut self, ticket: Ticket) -> Incident {
        self.tick(self.now_ms);
        let original = self.in_flight.get(ticket).expect("nothing is taken before it is copied");
        let mut copy = original.clone();
        let (message, cause) = (original.id, original.cause);
        copy.departs_ms = copy.departs_ms.max(self.now_ms);
        let to = self.node(copy.to).loc;
        self.send_off(&mut copy);
        let copy = self.in_flight.put(copy).id();
        self.totals.duplicated += 1;
        self.incident(Happening::Duplicated { message, copy, to, cause })
    }

    fn lose(&mut self, flight: Flight<P::Msg>) -> Incident {
        self.totals.lost += 1;
        let to = self.node(flight.to).loc;
        self.incident(Happening::Lost { message: flight.id, to, cause: flight.cause })
    }

    fn incident(&mut self, happening: Happening) -> Incident {
        let incident = Incident { step: self.steps, time_ms: self.now_ms, happening };
        self.steps += 1;
        incident
    }

    /// Whether a message is one that its node sent itself before it began anew.
    fn forgotten(&self, flight: &Flight<P::Msg>) -> bool {
        let node = self.nodes.get(flight.to);
        flight.local && node.is_none_or(|node| node.life != flight.life)
    }

    fn number(&self, loc: Loc) -> Option<usize> {
        match self.places.get(&loc) {
            Some(Place::Node(node)) => Some(*node),
            Some(Place::External) | None => None,
        }
    }

    fn node(&mut self, node: usize) -> &mut Node<P> {
        self.nodes.get_mut(node).expect("numbers of nodes come from the list of nodes")
    }

    fn deliver(&mut self, flight: Flight<P::Msg>, record: Recorder<'_>) {
        let Flight { id, to, cause, msg, .. } = flight;
        let (step, event) = (self.steps, self.totals.events);
        self.steps += 1;
        self.totals.events += 1;
        let loc = self.node(to).loc;
        let mut made = record.is_some().then(|| Record {
            step,
            event,
            time_ms: self.now_ms,
            message: id,
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
                    self.totals.faults += 1;
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
            Some(Place::Node(to)) => self.launch(delay_ms, Some(from), to, Some(cause), msg),
            Some(Place::External) => self.totals.outputs += 1,
            None => {}
        }
    }

    /// Puts a boot message in flight, where nodes boot.
    fn boot(&mut self, node: usize) {
        if self.boot {
            let flight = self.flight(0, Some(node), node, None, self.schema.boot());
            self.boots.push_back(self.in_flight.keep(flight));
        }
    }

    /// A message that departs after a delay, before the network has seen it.
    fn flight(
        &self,
        delay_ms: u64,
        from: Option<usize>,
        to: usize,
        cause: Option<Cause>,
        msg: P::Msg,
    ) -> Flight<P::Msg> {
        let departs_ms =
            if self.timed { self.now_ms.saturating_add(delay_ms) } else { self.now_ms };
        let life = self.nodes.get(to).map_or(0, |node| node.life);
        let (local, lost) = (from == Some(to), false);
        let due_ms = departs_ms;
        Flight { id: 0, from, to, cause, departs_ms, due_ms, life, local, lost, msg }
    }

    /// Puts a message in flight, and sees to the copies that the network makes of it.
    fn launch(
        &mut self,
        delay_ms: u64,
        from: Option<usize>,
        to: usize,
        cause: Option<Cause>,
        msg: P::Msg,
    ) {
        let mut flight = self.flight(delay_ms, from, to, cause, msg);
        let copies = self.send_off(&mut flight);
        let ticket = self.in_flight.put(flight);
        for _ in 0..copies {
            self.copies.push_back(ticket);
        }
    }

    /// Decides what the network does to a message, and gives how many copies it makes.
    fn send_off(&mut self, flight: &mut Flight<P::Msg>) -> u32 {
        if flight.local || self.network.layers().is_empty() {
            return 0;
        }
        let loc = |node: usize| self.nodes.get(node).map(|node| node.loc);
        let Some(to) = loc(flight.to) else { return 0 };
        let from = flight.from.and_then(loc);
        let link = Link { from, to, departs_ms: flight.departs_ms, timed: self.timed };
        let passage = self.network.pass(link, &mut self.rng);
        flight.lost = passage.lost;
        flight.due_ms = flight.departs_ms.saturating_add(passage.delay_ms);
        if let (true, Some(from)) = (passage.ordered, flight.from) {
            let latest_ms = self.latest_ms.entry((from, flight.to)).or_default();
            flight.due_ms = flight.due_ms.max(*latest_ms);
            *latest_ms = flight.due_ms;
        }
        passage.copies
    }
}
