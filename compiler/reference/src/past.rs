//! What happened at one location, with what is known of the classes there.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use evc_runtime::{Fault, Header, Loc, Value};

use crate::class::Here;
use crate::meaning::Bag;
use crate::{Instruction, Reference};

/// The events of a location that did not fault, oldest first; each is named by its place.
///
/// Classes depend on nothing else of an event ordering. What is remembered of them is determined
/// by the events, so comparisons leave it out.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub loc: Loc,
    events: Vec<(Header, Value)>,
    /// For each event, the bags computed there.
    known: Vec<BTreeMap<Key, Bag>>,
}

/// Which bag of a class, given by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// What it produces.
    Produced(u32),
    /// For a `State` or `Memory`: the states after the event.
    After(u32),
}

impl Past {
    /// Nothing has happened.
    pub fn new(loc: Loc) -> Self {
        Self { loc, events: Vec::new(), known: Vec::new() }
    }

    /// One more event: what the main class produces at it. An event that faults has not happened.
    ///
    /// # Errors
    /// Its fault.
    pub fn receive(
        &mut self,
        reference: &Reference,
        header: &Header,
        body: &Value,
    ) -> Result<Vec<Instruction>, Fault> {
        let e = self.events.len();
        self.events.push((header.clone(), body.clone()));
        self.known.push(BTreeMap::new());
        let instructions = Here { reference, past: self }.main(e);
        if instructions.is_err() {
            self.events.pop();
            self.known.pop();
        }
        instructions
    }

    /// `info(e)`: header and body of the message received at an event.
    pub fn info(&self, e: usize) -> &(Header, Value) {
        self.events.get(e).expect("an event is named by its own location")
    }

    /// A bag that was computed before.
    pub fn known(&self, e: usize, key: Key) -> Option<Bag> {
        self.known.get(e)?.get(&key).cloned()
    }

    /// Remembers a bag.
    pub fn remember(&mut self, e: usize, key: Key, bag: &Bag) {
        if let Some(known) = self.known.get_mut(e) {
            known.insert(key, bag.clone());
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
