//! The messages in flight, and the order in which they are taken from it.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::rng::Rng;
use crate::trace::Cause;

/// Which message in flight is delivered next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Schedule {
    /// The one due first in virtual time; of those due at once, the one sent first.
    Timed,
    /// Any, equally likely, whatever their delays.
    Random,
    /// The one sent first, whatever their delays: an order that needs no seed.
    Fifo,
}

/// A message in flight.
#[derive(Clone)]
pub(super) struct Flight<M> {
    /// The number of the node it goes to.
    pub(super) to: usize,
    /// Whether it passes no network.
    pub(super) local: bool,
    pub(super) cause: Option<Cause>,
    pub(super) msg: M,
}

/// All messages in flight.
pub(super) enum InFlight<M> {
    Timed(Agenda<M>),
    Random(Vec<Flight<M>>),
    Fifo(VecDeque<Flight<M>>),
}

impl<M> InFlight<M> {
    pub(super) fn new(schedule: Schedule) -> Self {
        match schedule {
            Schedule::Timed => Self::Timed(Agenda::new()),
            Schedule::Random => Self::Random(Vec::new()),
            Schedule::Fifo => Self::Fifo(VecDeque::new()),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Timed(agenda) => agenda.due.len(),
            Self::Random(flights) => flights.len(),
            Self::Fifo(flights) => flights.len(),
        }
    }

    pub(super) fn now_ms(&self) -> u64 {
        match self {
            Self::Timed(agenda) => agenda.now_ms,
            Self::Random(_) | Self::Fifo(_) => 0,
        }
    }

    pub(super) fn put(&mut self, delay_ms: u64, flight: Flight<M>) {
        match self {
            Self::Timed(agenda) => agenda.put(delay_ms, flight),
            Self::Random(flights) => flights.push(flight),
            Self::Fifo(flights) => flights.push_back(flight),
        }
    }

    /// Takes the next one.
    pub(super) fn take(&mut self, rng: &mut Rng) -> Option<Flight<M>> {
        match self {
            Self::Timed(agenda) => agenda.take(),
            Self::Random(flights) if flights.is_empty() => None,
            Self::Random(flights) => {
                let chosen = rng.below(flights.len() as u64) as usize;
                Some(flights.swap_remove(chosen))
            }
            Self::Fifo(flights) => flights.pop_front(),
        }
    }
}

/// Messages by the time they are due. The heap orders small keys; the messages, which can be
/// large, stay where they are until taken.
pub(super) struct Agenda<M> {
    now_ms: u64,
    /// How many messages were ever put here: what is put later is taken later among equals.
    puts: u64,
    due: BinaryHeap<Reverse<Due>>,
    slots: Vec<Option<Flight<M>>>,
    free: Vec<usize>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    at_ms: u64,
    put: u64,
    slot: usize,
}

impl<M> Agenda<M> {
    fn new() -> Self {
        Self { now_ms: 0, puts: 0, due: BinaryHeap::new(), slots: Vec::new(), free: Vec::new() }
    }

    fn put(&mut self, delay_ms: u64, flight: Flight<M>) {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() - 1
        });
        *self.slots.get_mut(slot).expect("a free slot is one of the slots") = Some(flight);
        let at_ms = self.now_ms.saturating_add(delay_ms);
        self.due.push(Reverse(Due { at_ms, put: self.puts, slot }));
        self.puts += 1;
    }

    fn take(&mut self) -> Option<Flight<M>> {
        let Reverse(Due { at_ms, slot, .. }) = self.due.pop()?;
        self.now_ms = at_ms;
        self.free.push(slot);
        self.slots.get_mut(slot)?.take()
    }
}
