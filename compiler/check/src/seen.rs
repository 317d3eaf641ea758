//! The states that a search has visited: their fingerprints, and how each was first reached.
//!
//! A search is as large as this table, so it is an open-addressed one of the plainest kind: 24
//! bytes per state in the order of the visits, and slots of 4 bytes that find them.

use crate::fingerprint::Fingerprint;

#[cfg(test)]
mod tests;

/// The number of a state, in the order of the visits.
pub(crate) type StateId = u32;

/// No state has this number.
const EMPTY: StateId = StateId::MAX;

/// The most states that a table can hold.
pub(crate) const CAPACITY: u64 = EMPTY as u64;

const FIRST_SLOTS: usize = 1 << 10;

/// How a state was first reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// From which state.
    pub(crate) parent: StateId,
    /// By which of that state's choices.
    pub(crate) choice: u32,
}

struct Entry {
    /// In halves, as a whole one would be aligned to 16 bytes.
    fingerprint: [u64; 2],
    link: Link,
}

/// The states visited.
pub(crate) struct Seen {
    entries: Vec<Entry>,
    /// A power of two, at least twice as many as entries.
    slots: Vec<StateId>,
}

impl Seen {
    /// No states.
    pub(crate) fn new() -> Self {
        Self { entries: Vec::new(), slots: vec![EMPTY; FIRST_SLOTS] }
    }

    /// How many states.
    pub(crate) fn len(&self) -> u64 {
        self.entries.len() as u64
    }

    /// Whether there is a state of that fingerprint.
    pub(crate) fn contains(&self, fingerprint: Fingerprint) -> bool {
        self.slots.get(self.slot(halves(fingerprint))).is_some_and(|id| *id != EMPTY)
    }

    /// Adds a state that is not there yet, and gives its number. The table must not be full.
    ///
    /// The first state has no parent; its link is never asked for.
    pub(crate) fn insert(&mut self, fingerprint: Fingerprint, link: Link) -> StateId {
        debug_assert!(!self.contains(fingerprint) && self.len() < CAPACITY);
        let id = self.entries.len() as StateId;
        let slots_len = self.slots_len();
        self.entries.reserve_exact(self.entries_capacity() - self.entries.len());
        self.entries.push(Entry { fingerprint: halves(fingerprint), link });
        if slots_len > self.slots.len() {
            self.grow(slots_len);
        } else {
            self.place(id, halves(fingerprint));
        }
        id
    }

    /// The fingerprint of a state, and how it was first reached.
    pub(crate) fn get(&self, id: StateId) -> Option<(Fingerprint, Link)> {
        let entry = self.entries.get(id as usize)?;
        let [low, high] = entry.fingerprint;
        Some((Fingerprint::from(high) << 64 | Fingerprint::from(low), entry.link))
    }

    /// The memory it takes, in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        table_bytes(self.entries.capacity(), self.slots.len())
    }

    /// The memory it takes once one more state is added, in bytes.
    pub(crate) fn bytes_with_one_more(&self) -> u64 {
        table_bytes(self.entries_capacity(), self.slots_len())
    }

    /// For how many entries there is to be room when one is added: as many as half of the slots.
    fn entries_capacity(&self) -> usize {
        self.slots_len() / 2
    }

    /// How many slots there are to be when an entry is added.
    fn slots_len(&self) -> usize {
        let full = (self.entries.len() + 1) * 2 > self.slots.len();
        if full { self.slots.len() * 2 } else { self.slots.len() }
    }

    /// The slot that holds that fingerprint, or the free one in which it would be.
    fn slot(&self, fingerprint: [u64; 2]) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = fingerprint[0] as usize & mask;
        while let Some(id) = self.slots.get(slot) {
            match self.entries.get(*id as usize) {
                Some(entry) if entry.fingerprint != fingerprint => slot = (slot + 1) & mask,
                Some(_) | None => break,
            }
        }
        slot
    }

    fn place(&mut self, id: StateId, fingerprint: [u64; 2]) {
        let slot = self.slot(fingerprint);
        self.slots.iter_mut().skip(slot).take(1).for_each(|free| *free = id);
    }

    fn grow(&mut self, slots_len: usize) {
        self.slots = vec![EMPTY; slots_len];
        for id in 0..self.entries.len() as StateId {
            let Some(entry) = self.entries.get(id as usize) else { return };
            self.place(id, entry.fingerprint);
        }
    }
}

fn table_bytes(entries: usize, slots: usize) -> u64 {
    (entries * size_of::<Entry>() + slots * size_of::<StateId>()) as u64
}

fn halves(fingerprint: Fingerprint) -> [u64; 2] {
    [fingerprint as u64, (fingerprint >> 64) as u64]
}
