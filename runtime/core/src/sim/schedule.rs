//! The messages in flight, and the order in which they are taken from it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

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
    /// The number of the message: how many were put in flight before it.
    pub(super) id: u64,
    /// The number of the node it comes from; nothing if from outside.
    pub(super) from: Option<usize>,
    /// The number of the node it goes to.
    pub(super) to: usize,
    pub(super) cause: Option<Cause>,
    /// When it departs, in milliseconds.
    pub(super) departs_ms: u64,
    /// When it arrives, in milliseconds, for the schedule that looks at time.
    pub(super) due_ms: u64,
    /// Which life of its node it belongs to, if it is one that the node sent itself.
    pub(super) life: u32,
    /// Whether it passes no network.
    pub(super) local: bool,
    /// Whether the network loses it.
    pub(super) lost: bool,
    pub(super) msg: M,
}

/// Where a message in flight is kept. It names that message even when the slot is used again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ticket {
    id: u64,
    slot: usize,
}

/// All messages in flight. The order is one of small tickets; the messages, which can be large,
/// stay where they are until taken. Tickets of messages that were taken out of order stay behind
/// and are skipped when their turn comes.
#[derive(Clone)]
pub(super) struct InFlight<M> {
    slots: Vec<Option<Flight<M>>>,
    free: Vec<usize>,
    puts: u64,
    order: Order,
    /// Slots by the numbers of messages, kept from the first time someone asks by number.
    index: Option<BTreeMap<u64, usize>>,
}

#[derive(Clone)]
enum Order {
    Timed(BinaryHeap<Reverse<(u64, Ticket)>>),
    Random(Vec<Ticket>),
    Fifo(VecDeque<Ticket>),
}

impl Ticket {
    /// The number of the message.
    pub(super) fn id(self) -> u64 {
        self.id
    }
}

impl<M> InFlight<M> {
    pub(super) fn new(schedule: Schedule) -> Self {
        let order = match schedule {
            Schedule::Timed => Order::Timed(BinaryHeap::new()),
            Schedule::Random => Order::Random(Vec::new()),
            Schedule::Fifo => Order::Fifo(VecDeque::new()),
        };
        Self { slots: Vec::new(), free: Vec::new(), puts: 0, order, index: None }
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// The messages in the order of their numbers.
    pub(super) fn flights(&self) -> Vec<&Flight<M>> {
        let mut flights: Vec<&Flight<M>> = self.slots.iter().flatten().collect();
        flights.sort_by_key(|flight| flight.id);
        flights
    }

    /// Puts a message in flight that is not in the order: it is taken by its ticket. It is given
    /// its number.
    pub(super) fn keep(&mut self, mut flight: Flight<M>) -> Ticket {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() - 1
        });
        let ticket = Ticket { id: self.puts, slot };
        self.puts += 1;
        flight.id = ticket.id;
        if let Some(index) = &mut self.index {
            index.insert(ticket.id, slot);
        }
        *self.slots.get_mut(slot).expect("a free slot is one of the slots") = Some(flight);
        ticket
    }

    /// Puts a message in flight and gives it its number.
    pub(super) fn put(&mut self, flight: Flight<M>) -> Ticket {
        let due_ms = flight.due_ms;
        let ticket = self.keep(flight);
        match &mut self.order {
            Order::Timed(due) => due.push(Reverse((due_ms, ticket))),
            Order::Random(tickets) => tickets.push(ticket),
            Order::Fifo(tickets) => tickets.push_back(ticket),
        }
        ticket
    }

    /// When the next one is due, if that is decided by time.
    pub(super) fn due_ms(&mut self) -> Option<u64> {
        loop {
            let Order::Timed(due) = &self.order else { return None };
            let Reverse((due_ms, ticket)) = *due.peek()?;
            if self.get(ticket).is_some() {
                return Some(due_ms);
            }
            if let Order::Timed(due) = &mut self.order {
                due.pop();
            }
        }
    }

    /// Takes the next one.
    pub(super) fn take(&mut self, rng: &mut Rng) -> Option<Flight<M>> {
        loop {
            let ticket = match &mut self.order {
                Order::Timed(due) => due.pop().map(|Reverse((_, ticket))| ticket)?,
                Order::Random(tickets) if tickets.is_empty() => return None,
                Order::Random(tickets) => {
                    let chosen = rng.below(tickets.len() as u64) as usize;
                    tickets.swap_remove(chosen)
                }
                Order::Fifo(tickets) => tickets.pop_front()?,
            };
            if let Some(flight) = self.redeem(ticket) {
                return Some(flight);
            }
        }
    }

    /// Takes the one of that ticket, unless it was taken before.
    pub(super) fn redeem(&mut self, ticket: Ticket) -> Option<Flight<M>> {
        let flight = self.slots.get_mut(ticket.slot)?.take_if(|flight| flight.id == ticket.id)?;
        self.free.push(ticket.slot);
        if let Some(index) = &mut self.index {
            index.remove(&ticket.id);
        }
        Some(flight)
    }

    pub(super) fn get(&self, ticket: Ticket) -> Option<&Flight<M>> {
        self.slots.get(ticket.slot)?.as_ref().filter(|flight| flight.id == ticket.id)
    }

    /// The ticket of the message of that number, if it is in flight.
    pub(super) fn find(&mut self, id: u64) -> Option<Ticket> {
        let slots = &self.slots;
        let index = self.index.get_or_insert_with(|| {
            let numbered = slots.iter().enumerate();
            numbered.filter_map(|(slot, flight)| Some((flight.as_ref()?.id, slot))).collect()
        });
        index.get(&id).map(|slot| Ticket { id, slot: *slot })
    }
}
