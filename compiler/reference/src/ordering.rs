//! Event orderings: what happened, and what happened before what.

use std::collections::BTreeMap;

use evc_runtime::value::Msg;
use evc_runtime::{Header, Loc, Value};

/// Names an event of an ordering: its place in the order of the run, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u64);

/// The receipt of a message, as recorded in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Where it was received.
    pub loc: Loc,
    /// The header of the message.
    pub header: Header,
    /// The body of the message.
    pub body: Value,
    /// Whether a process has signed the message.
    pub authentic: bool,
    /// The event that sent the message; none for what came from outside.
    pub cause: Option<EventId>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub id: EventId,
    /// `loc(e)`: where it happened.
    pub loc: Loc,
    /// The header of `info(e)`, the message whose receipt it is.
    pub header: Header,
    /// The body of `info(e)`.
    pub body: Value,
    /// Whether `info(e)` is authentic.
    pub authentic: bool,
    /// The event that sent the message; none for what came from outside. No class depends on it.
    pub cause: Option<EventId>,
    /// `pred(e)`: the event just before it at its location; none for the first one.
    pub pred: Option<EventId>,
}

impl Event {
    /// `info(e)`
    pub fn message(&self) -> Msg {
        let Self { header, body, authentic, .. } = self;
        Msg { header: header.clone(), body: body.clone(), authentic: *authentic }
    }
}

/// A message that was received before it was sent: the order is not well-founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {} happens before the event that causes it", .0.0)]
pub struct NotCausal(pub EventId);

/// A finite set of events, totally ordered at each location and ordered by causes across them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventOrdering {
    events: Vec<Event>,
}

impl EventOrdering {
    /// The ordering of a run, whose events are given in the order in which they happened.
    ///
    /// # Errors
    /// The first event whose cause is not an earlier one.
    pub fn new(run: impl IntoIterator<Item = Receipt>) -> Result<Self, NotCausal> {
        let mut events: Vec<Event> = Vec::new();
        let mut last = BTreeMap::new();
        for receipt in run {
            let id = EventId(events.len() as u64);
            let Receipt { loc, header, body, authentic, cause } = receipt;
            if cause.is_some_and(|cause| cause >= id) {
                return Err(NotCausal(id));
            }
            let pred = last.insert(loc, id);
            events.push(Event { id, loc, header, body, authentic, cause, pred });
        }
        Ok(Self { events })
    }

    /// The events, in the order of the run.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The event of that name.
    ///
    /// # Panics
    /// If it is not one of this ordering.
    pub fn event(&self, id: EventId) -> &Event {
        self.events.get(id.0 as usize).expect("an event is asked for in its own ordering")
    }
}
