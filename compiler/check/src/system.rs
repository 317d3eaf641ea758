//! What the environment can choose in a state, and what comes of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use evc_runtime::{Effects, Fault, Loc, Process, Send};

use crate::model::{Model, ModelError, Network, Outputs};
use crate::state::{Flight, InFlight, Node, Output, State};

#[cfg(test)]
mod tests;

/// A choice of the environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<M> {
    /// The node handles its boot message.
    Boot(Loc),
    /// A message is delivered.
    Deliver(Flight<M>),
    /// A message is delivered, and one like it stays in flight.
    Duplicate(Flight<M>),
    /// A message is lost.
    Lose(Flight<M>),
}

/// What came of a choice.
#[derive(Clone)]
pub struct Taken<P: Process> {
    /// The state after it.
    pub state: State<P>,
    /// What the process sent, in the order it did.
    pub sends: Vec<Send<P::Msg>>,
    /// The fault of the step, if it had one.
    pub fault: Option<Fault>,
}

/// A choice by its place in the state in which it is made.
#[derive(Clone, Copy)]
pub(crate) enum Move {
    /// The node of that number boots.
    Boot(usize),
    /// The message of that place among those in flight is delivered.
    Deliver(usize),
    /// It is delivered and stays.
    Duplicate(usize),
    /// It is lost.
    Lose(usize),
}

/// A model that makes sense, as a transition system.
pub struct System<P: Process> {
    initial: State<P>,
    boot: Option<P::Msg>,
    network: Network,
    outputs: Outputs,
}

impl<P: Process> System<P> {
    /// The system that a model describes.
    ///
    /// # Errors
    /// If two nodes have the same location, or a message goes to a location that is no node.
    pub fn new(model: Model<P>) -> Result<Self, ModelError> {
        let Model { nodes, initial, boot, network, outputs } = model;
        let mut locs = BTreeSet::new();
        if let Some((loc, _)) = nodes.iter().find(|(loc, _)| !locs.insert(*loc)) {
            return Err(ModelError::DuplicateNode(*loc));
        }
        if let Some((to, _)) = initial.iter().find(|(to, _)| !locs.contains(to)) {
            return Err(ModelError::NoSuchNode(*to));
        }
        let node = |(loc, process): (Loc, Option<P>)| {
            let mut node = Node { loc, process: process.map(Arc::new), boots: false };
            node.boots = boot.is_some() && node.listens();
            node
        };
        let mut state = State {
            nodes: nodes.into_iter().map(node).collect(),
            in_flight: InFlight::new(),
            outputs: Arc::default(),
            lost: 0,
            duplicated: 0,
        };
        for (to, msg) in initial {
            if state.nodes.iter().any(|node| node.loc == to && node.listens()) {
                state.in_flight.add(Flight { to, msg, local: false });
            }
        }
        Ok(Self { initial: state, boot, network, outputs })
    }

    /// The state in which nothing has happened.
    pub fn initial(&self) -> &State<P> {
        &self.initial
    }

    /// The choices in a state, always in the same order: boots, then what is delivered,
    /// duplicated and lost, each in the order of the messages in flight.
    pub fn choices(&self, state: &State<P>) -> Vec<Choice<P::Msg>> {
        self.moves(state).into_iter().map(|made| choice(state, made)).collect()
    }

    /// What comes of a choice; nothing if the state does not offer it.
    pub fn take(&self, state: &State<P>, choice: &Choice<P::Msg>) -> Option<Taken<P>> {
        let matches = |made: &Move| self::choice(state, *made) == *choice;
        let made = self.moves(state).into_iter().find(matches)?;
        let mut sends = Vec::new();
        let (state, fault) = self.apply(state, made, &mut |send| sends.push(send.clone()));
        Some(Taken { state, sends, fault })
    }

    /// The choices in a state, by place and in order.
    pub(crate) fn moves(&self, state: &State<P>) -> Vec<Move> {
        let boots = state.nodes.iter().enumerate().filter(|(_, node)| node.boots);
        let mut moves: Vec<Move> = boots.map(|(node, _)| Move::Boot(node)).collect();
        let flights = || state.in_flight.iter().enumerate();
        let ready = |flight: &Flight<P::Msg>| !state.boots(flight.to);
        let delivered = flights().filter(|(_, (flight, _))| ready(flight));
        moves.extend(delivered.map(|(flight, _)| Move::Deliver(flight)));
        if state.duplicated < self.network.duplicate {
            let passing = flights().filter(|(_, (flight, _))| !flight.local && ready(flight));
            moves.extend(passing.map(|(flight, _)| Move::Duplicate(flight)));
        }
        if state.lost < self.network.drop {
            let passing = flights().filter(|(_, (flight, _))| !flight.local);
            moves.extend(passing.map(|(flight, _)| Move::Lose(flight)));
        }
        moves
    }

    /// What comes of one of [`System::moves`] of that state; `sent` sees what the process sends.
    pub(crate) fn apply(
        &self,
        state: &State<P>,
        made: Move,
        sent: &mut dyn FnMut(&Send<P::Msg>),
    ) -> (State<P>, Option<Fault>) {
        let mut next = state.clone();
        let fault = match made {
            Move::Boot(node) => {
                let node = next.nodes.get_mut(node).expect("moves name nodes of their state");
                node.boots = false;
                let loc = node.loc;
                let boot = self.boot.clone().expect("nodes boot only if there is a boot message");
                self.deliver(&mut next, loc, boot, sent)
            }
            Move::Deliver(flight) => {
                let Flight { to, msg, .. } = in_flight(state, flight).clone();
                next.in_flight.remove(flight);
                self.deliver(&mut next, to, msg, sent)
            }
            Move::Duplicate(flight) => {
                let Flight { to, msg, .. } = in_flight(state, flight).clone();
                next.duplicated += 1;
                self.deliver(&mut next, to, msg, sent)
            }
            Move::Lose(flight) => {
                next.in_flight.remove(flight);
                next.lost += 1;
                None
            }
        };
        (next, fault)
    }

    fn deliver(
        &self,
        state: &mut State<P>,
        loc: Loc,
        msg: P::Msg,
        sent: &mut dyn FnMut(&Send<P::Msg>),
    ) -> Option<Fault> {
        let node = state.nodes.iter_mut().find(|node| node.loc == loc);
        let process = node.and_then(|node| node.process.as_mut());
        let shared = process.expect("messages are in flight only to nodes with a process");
        // stepped as a copy, so that a fault leaves the state alone whatever the process has done
        let mut process = P::clone(shared);
        let mut fx = Effects::new();
        if let Err(fault) = process.step(msg, &mut fx) {
            return Some(fault);
        }
        let halted = process.halted();
        *shared = Arc::new(process);
        if halted {
            state.in_flight.remove_to(loc);
        }
        for send in fx.drain() {
            sent(&send);
            self.route(state, loc, send);
        }
        None
    }

    fn route(&self, state: &mut State<P>, from: Loc, send: Send<P::Msg>) {
        let Send { to, msg, .. } = send;
        match state.nodes.iter().find(|node| node.loc == to) {
            Some(node) if node.listens() => {
                let local = to == from && self.network != Network::RELIABLE;
                state.in_flight.add(Flight { to, msg, local });
            }
            Some(_) => {}
            None if self.outputs == Outputs::Kept => {
                Arc::make_mut(&mut state.outputs).insert(Output { to, msg });
            }
            None => {}
        }
    }
}

fn in_flight<P: Process>(state: &State<P>, flight: usize) -> &Flight<P::Msg> {
    state.in_flight.get(flight).expect("moves name messages in flight in their state")
}

/// The choice that a move of that state is.
pub(crate) fn choice<P: Process>(state: &State<P>, made: Move) -> Choice<P::Msg> {
    match made {
        Move::Boot(node) => {
            let node = state.nodes.get(node).expect("moves name nodes of their state");
            Choice::Boot(node.loc)
        }
        Move::Deliver(flight) => Choice::Deliver(in_flight(state, flight).clone()),
        Move::Duplicate(flight) => Choice::Duplicate(in_flight(state, flight).clone()),
        Move::Lose(flight) => Choice::Lose(in_flight(state, flight).clone()),
    }
}
