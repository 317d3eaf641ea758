//! What a system is at one moment: its processes, the messages in flight, what was said outside.
//!
//! A choice changes one process and a few messages, so states share the rest: a copy of a state
//! costs references, not processes.

use std::collections::BTreeSet;
use std::sync::Arc;

use evc_runtime::{Loc, Process};

/// A message in flight.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flight<M> {
    /// The node it goes to.
    pub to: Loc,
    /// The message.
    pub msg: M,
    /// Whether the node sent it to itself, so that it cannot be lost or duplicated. Never set if
    /// the network does neither, as then it makes no difference.
    pub local: bool,
}

/// A message that was sent to a location that is no node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Output<M> {
    /// Where it was sent.
    pub to: Loc,
    /// The message.
    pub msg: M,
}

/// The messages in flight, in order, each with how often it is there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct InFlight<M>(Vec<(Arc<Flight<M>>, u64)>);

impl<M: Ord> InFlight<M> {
    /// None.
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    /// Different messages in flight, in order, with how often each is there.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &(Arc<Flight<M>>, u64)> {
        self.0.iter()
    }

    /// The `index`-th of the different messages.
    pub(crate) fn get(&self, index: usize) -> Option<&Arc<Flight<M>>> {
        self.0.get(index).map(|(flight, _)| flight)
    }

    /// Adds one.
    pub(crate) fn add(&mut self, flight: Flight<M>) {
        match self.0.binary_search_by(|(other, _)| (**other).cmp(&flight)) {
            Ok(index) => self.0.iter_mut().skip(index).take(1).for_each(|(_, count)| *count += 1),
            Err(index) => self.0.insert(index, (Arc::new(flight), 1)),
        }
    }

    /// Removes one of the `index`-th of the different messages, if there are as many.
    pub(crate) fn remove(&mut self, index: usize) {
        let Some((_, count)) = self.0.get_mut(index) else { return };
        *count -= 1;
        if *count == 0 {
            self.0.remove(index);
        }
    }

    /// Removes all that go to a node.
    pub(crate) fn remove_to(&mut self, loc: Loc) {
        self.0.retain(|(flight, _)| flight.to != loc);
    }
}

/// A node and how far it is.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Node<P> {
    pub(crate) loc: Loc,
    pub(crate) process: Option<Arc<P>>,
    /// Whether its boot message is still to come.
    pub(crate) boots: bool,
}

impl<P: Process> Node<P> {
    /// Whether it will handle any message at all.
    pub(crate) fn listens(&self) -> bool {
        self.process.as_ref().is_some_and(|process| !process.halted())
    }
}

impl<P> Clone for Node<P> {
    fn clone(&self) -> Self {
        Self { loc: self.loc, process: self.process.clone(), boots: self.boots }
    }
}

/// A state of a system.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State<P: Process> {
    pub(crate) nodes: Vec<Node<P>>,
    pub(crate) in_flight: InFlight<P::Msg>,
    pub(crate) outputs: Arc<BTreeSet<Output<P::Msg>>>,
    pub(crate) lost: u32,
    pub(crate) duplicated: u32,
}

impl<P: Process> State<P> {
    /// The processes with their locations, in the order of the model's nodes.
    pub fn processes(&self) -> impl Iterator<Item = (Loc, &P)> {
        self.nodes.iter().filter_map(|node| Some((node.loc, node.process.as_deref()?)))
    }

    /// The process at a location, if the location is a node that has one.
    pub fn process(&self, loc: Loc) -> Option<&P> {
        self.nodes.iter().find(|node| node.loc == loc)?.process.as_deref()
    }

    /// Whether the node at that location has still to handle its boot message.
    pub fn boots(&self, loc: Loc) -> bool {
        self.nodes.iter().any(|node| node.loc == loc && node.boots)
    }

    /// The different messages in flight, in order, each with how often it is there. Messages to
    /// nodes without a process, or whose process has halted, are not kept: nothing comes of them.
    pub fn in_flight(&self) -> impl Iterator<Item = (&Flight<P::Msg>, u64)> {
        self.in_flight.iter().map(|(flight, count)| (&**flight, *count))
    }

    /// What was sent to locations that are no nodes; empty if the model does not keep it.
    pub fn outputs(&self) -> &BTreeSet<Output<P::Msg>> {
        &self.outputs
    }

    /// How many messages the network has lost.
    pub fn lost(&self) -> u32 {
        self.lost
    }

    /// How many messages the network has duplicated.
    pub fn duplicated(&self) -> u32 {
        self.duplicated
    }

    /// The bytes it takes in memory besides what processes, messages and outputs allocate.
    pub(crate) fn shallow_bytes(&self) -> usize {
        let flight = size_of::<(Arc<Flight<P::Msg>>, u64)>() + size_of::<Flight<P::Msg>>();
        size_of::<Self>()
            + self.nodes.len() * (size_of::<Node<P>>() + size_of::<P>())
            + self.in_flight.iter().len() * flight
            + self.outputs.len() * size_of::<Output<P::Msg>>()
    }
}
