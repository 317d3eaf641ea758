//! What happened at one location, with what is known of the classes there.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use evc_runtime::value::Msg;
use evc_runtime::{Fault, Header, Loc, Value};

use crate::class::{Copy, Here};
use crate::meaning::Bag;
use crate::{Instruction, Reference, stack};

/// The events of a location that did not fault, oldest first; each is named by its place.
///
/// Classes depend on nothing else of an event ordering. What is remembered of them is determined
/// by the events, so comparisons leave it out.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub loc: Loc,
    events: Vec<Msg>,
    /// What is known of the classes, each at the last two events for which it was asked: no
    /// equation looks further back than to the event before.
    known: BTreeMap<Key, Vec<(usize, Known)>>,
    /// Whether the main class produces at no later event, whatever happens.
    pub halted: bool,
}

/// An ordering in which a class runs, as far as its location matters: the events there from one
/// on, and of those the ones that simulated locations see.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    /// The first event that may be in it.
    pub from: usize,
    /// `loc(e)` of its events.
    pub loc: Loc,
    /// The simulated locations around its events, outermost first, with the headers of the
    /// messages that carry theirs.
    pub inside: Vec<(Header, Loc)>,
}

/// What is remembered of a class, given by its number, at an event of an ordering.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub class: u32,
    pub order: Arc<Order>,
    pub what: What,
}

/// What there is to remember of a class at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// The bag that it produces.
    Produced,
    /// The last bag that is not empty and that it has produced so far.
    Last,
    /// For a `State` or `Memory`: the states after the event.
    After,
    /// For a delegation or a recursive class: the copies alive after the event.
    Copies,
    /// Whether it had halted before the event.
    Halted,
}

/// What is remembered.
#[derive(Clone, Debug)]
pub(crate) enum Known {
    Bag(Bag),
    Copies(Arc<[Copy]>),
    Truth(bool),
}

impl Past {
    /// Nothing has happened.
    pub fn new(loc: Loc) -> Self {
        Self { loc, events: Vec::new(), known: BTreeMap::new(), halted: false }
    }

    /// The ordering of all events of the location.
    pub fn order(&self) -> Arc<Order> {
        Arc::new(Order { from: 0, loc: self.loc, inside: Vec::new() })
    }

    /// One more event: what the main class produces at it. An event that faults has not happened.
    ///
    /// # Errors
    /// Its fault.
    pub fn receive(&mut self, reference: &Reference, msg: Msg) -> Result<Vec<Instruction>, Fault> {
        let e = self.events.len();
        self.events.push(msg);
        let outcome = stack::ample(|| {
            let mut here = Here { reference, past: self };
            let made = here.main(e)?;
            Ok((made, here.main_halted(e + 1)?))
        });
        match outcome {
            Ok((made, halted)) => {
                self.halted = halted;
                Ok(made)
            }
            Err(fault) => {
                self.events.pop();
                self.known.values_mut().for_each(|known| known.retain(|(at, _)| *at != e));
                Err(fault)
            }
        }
    }

    /// Whether the main class produces at no event of the location, whatever happens: nothing is
    /// installed there. Its initial states are evaluated all the same.
    ///
    /// # Errors
    /// A fault while the locations of classes or the initial states are computed.
    pub fn install(&mut self, reference: &Reference) -> Result<bool, Fault> {
        stack::ample(|| {
            let mut here = Here { reference, past: self };
            let absent = here.main_halted(0)?;
            reference.install(&*reference.main()?, here.past.loc)?;
            Ok(absent)
        })
    }

    /// `info(e)`: the message received at an event, if the event is in the ordering.
    pub fn info(&self, order: &Order, e: usize) -> Option<&Msg> {
        let mut msg = self.events.get(e).filter(|_| order.from <= e)?;
        for (header, loc) in &order.inside {
            let Value::Tuple(parts) = &msg.body else { return None };
            match &**parts {
                [Value::Loc(to), Value::Msg(inner)] if msg.header == *header && to == loc => {
                    msg = inner;
                }
                _ => return None,
            }
        }
        Some(msg)
    }

    /// `pred(e)`: the last event of an ordering before one; none if there is no earlier one.
    pub fn pred(&self, order: &Order, e: usize) -> Option<usize> {
        (order.from..e).rev().find(|e| self.info(order, *e).is_some())
    }

    /// What was remembered at an event.
    pub fn known(&self, e: usize, key: &Key) -> Option<Known> {
        let known = self.known.get(key)?.iter().find(|(at, _)| *at == e);
        known.map(|(_, known)| known.clone())
    }

    /// Remembers something at an event. Of an event that has not happened nothing is.
    pub fn remember(&mut self, e: usize, key: Key, known: Known) {
        if e < self.events.len() {
            let all = self.known.entry(key).or_default();
            if all.len() > 1 {
                all.remove(0);
            }
            all.push((e, known));
        }
    }
}

impl PartialEq for Past {
    fn eq(&self, other: &Self) -> bool {
        self.loc == other.loc && self.events == other.events
    }
}

impl Eq for Past {}

impl Ord for Past {
    fn cmp(&self, other: &Self) -> Ordering {
        self.loc.cmp(&other.loc).then_with(|| self.events.cmp(&other.events))
    }
}

impl PartialOrd for Past {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Past {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.loc.hash(state);
        self.events.hash(state);
    }
}
