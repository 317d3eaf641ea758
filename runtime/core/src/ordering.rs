//! Event orderings: which event of a recorded run came before which.
//!
//! Events at one location follow each other, and the event that sent a message comes before the
//! one that receives it; what follows from the two is the causal order. It is kept as vector
//! clocks (C. Fidge, "Timestamps in message-passing systems that preserve the partial ordering",
//! 1988; F. Mattern, "Virtual time and global states of distributed systems", 1989), so that any
//! two events are compared in constant time, at the price of one number for each event and
//! location.

use std::collections::BTreeMap;
use std::fmt;

use crate::loc::Loc;
use crate::trace::Trace;

#[cfg(test)]
mod tests;

/// The events of a run with their order. Events are named by their numbers, which are those of
/// [`Record::event`](crate::trace::Record::event).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventOrdering {
    events: Vec<Event>,
    locations: Vec<Location>,
    /// The clocks of all events, one after the other: how many events of each location, by number,
    /// come before the event or are it. Locations that are met later are missing at the end.
    clocks: Vec<Vec<u32>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Event {
    /// The number of its location.
    location: usize,
    /// Its place among the events of the location, from 0.
    index: u32,
    cause: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Location {
    loc: Loc,
    events: Vec<u64>,
}

/// Why events have no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderingError {
    /// The event of this number is recorded where another one was to come: numbers start at 0 and
    /// have no gaps.
    Number(u64),
    /// The event of this number was caused by one that comes later, or by itself.
    NotCausal(u64),
}

impl fmt::Display for OrderingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(event) => write!(f, "event {event} is not where its number says"),
            Self::NotCausal(event) => {
                write!(f, "event {event} happens before the event that causes it")
            }
        }
    }
}

impl std::error::Error for OrderingError {}

impl EventOrdering {
    /// The ordering of a run.
    ///
    /// # Errors
    /// If the trace does not begin with the run, or has an event before its cause.
    pub fn of(trace: &Trace) -> Result<Self, OrderingError> {
        let mut ordering = Self::default();
        let mut numbers: BTreeMap<Loc, usize> = BTreeMap::new();
        for (expected, record) in (0..).zip(trace.records()) {
            if record.event != expected {
                return Err(OrderingError::Number(record.event));
            }
            let location = *numbers.entry(record.loc).or_insert_with(|| {
                ordering.locations.push(Location { loc: record.loc, events: Vec::new() });
                ordering.locations.len() - 1
            });
            ordering.push(location, record.cause.map(|cause| cause.event))?;
        }
        Ok(ordering)
    }

    /// Adds the next event.
    fn push(&mut self, location: usize, cause: Option<u64>) -> Result<(), OrderingError> {
        let event = self.events.len() as u64;
        if cause.is_some_and(|cause| cause >= event) {
            return Err(OrderingError::NotCausal(event));
        }
        let here = self.locations.get_mut(location).expect("the location was added before");
        let index = here.events.len() as u32;
        let pred = here.events.last().copied();
        here.events.push(event);
        let mut clock = pred.map(|pred| self.clock(pred).to_vec()).unwrap_or_default();
        for (location, count) in cause.into_iter().flat_map(|e| self.clock(e)).enumerate() {
            match clock.get_mut(location) {
                Some(known) => *known = (*known).max(*count),
                None => clock.push(*count),
            }
        }
        if clock.len() <= location {
            clock.resize(location + 1, 0);
        }
        if let Some(own) = clock.get_mut(location) {
            *own = index + 1;
        }
        self.clocks.push(clock);
        self.events.push(Event { location, index, cause });
        Ok(())
    }

    /// How many events there are: their numbers are those below it.
    pub fn len(&self) -> u64 {
        self.events.len() as u64
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Where an event happened; nothing if there is no event of that number.
    pub fn loc(&self, event: u64) -> Option<Loc> {
        self.location(event).map(|location| location.loc)
    }

    /// The event that sent the message; nothing for what came from outside.
    pub fn cause(&self, event: u64) -> Option<u64> {
        self.event(event)?.cause
    }

    /// The event just before at the same location; nothing for the first one there.
    pub fn pred(&self, event: u64) -> Option<u64> {
        let before = (self.event(event)?.index as usize).checked_sub(1)?;
        self.location(event)?.events.get(before).copied()
    }

    /// Whether the event is the first one at its location.
    pub fn first(&self, event: u64) -> bool {
        self.event(event).is_some_and(|event| event.index == 0)
    }

    /// Whether one event came before another one at the same location.
    pub fn locally_before(&self, earlier: u64, later: u64) -> bool {
        let events = self.event(earlier).zip(self.event(later));
        events.is_some_and(|(e, f)| e.location == f.location && e.index < f.index)
    }

    /// Whether one event is before another one in the causal order: the later one may depend on
    /// it. No event is before itself, and of two events it can be that neither is before the
    /// other.
    pub fn before(&self, earlier: u64, later: u64) -> bool {
        let Some(event) = self.event(earlier).filter(|_| earlier != later) else { return false };
        self.clock(later).get(event.location).is_some_and(|count| event.index < *count)
    }

    /// The events at a location, in order.
    pub fn at(&self, loc: Loc) -> &[u64] {
        let location = self.locations.iter().find(|location| location.loc == loc);
        location.map_or(&[], |location| &location.events)
    }

    fn event(&self, event: u64) -> Option<&Event> {
        self.events.get(usize::try_from(event).ok()?)
    }

    fn location(&self, event: u64) -> Option<&Location> {
        self.locations.get(self.event(event)?.location)
    }

    fn clock(&self, event: u64) -> &[u32] {
        usize::try_from(event).ok().and_then(|event| self.clocks.get(event)).map_or(&[], |c| c)
    }
}
