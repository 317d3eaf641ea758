//! What a node counts.
//!
//! Whatever goes wrong is counted under its cause, always; whether it is also worth a line in the
//! log is decided here too, so that neither a hostile peer nor an absent one can fill a disk.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use evc_runtime::Loc;
use tokio::time::Instant;

/// The least time between two lines of the log about the same cause (and the same
/// other location).
pub const LINE_INTERVAL: Duration = Duration::from_secs(1);

/// The counters of one node.
#[derive(Debug, Default)]
pub struct Tally {
    events: AtomicU64,
    sends: AtomicU64,
    /// By cause, and by the location it is about where it is about one.
    causes: Mutex<Causes>,
}

type Causes = BTreeMap<(&'static str, Option<Loc>), Entry>;

#[derive(Debug, Default)]
struct Entry {
    count: u64,
    /// When the log last had a line about it.
    logged: Option<Instant>,
    /// How often it has happened since without a line.
    hushed: u64,
}

impl Tally {
    /// How many events the node has had.
    pub fn events(&self) -> u64 {
        self.events.load(Ordering::Relaxed)
    }

    /// How many messages the node has written to a connection or sent to itself. Those that a
    /// cut connection swallowed after that are among them.
    pub fn sends(&self) -> u64 {
        self.sends.load(Ordering::Relaxed)
    }

    /// How often something went wrong for that cause.
    pub fn count(&self, cause: &str) -> u64 {
        self.causes_counted().iter().find(|(other, _)| *other == cause).map_or(0, |(_, n)| *n)
    }

    /// Everything that went wrong: causes with their counts, ordered by cause.
    pub fn causes_counted(&self) -> Vec<(&'static str, u64)> {
        let mut counted: Vec<(&'static str, u64)> = Vec::new();
        for ((cause, _), entry) in self.causes().iter() {
            match counted.last_mut().filter(|(last, _)| last == cause) {
                Some((_, count)) => *count += entry.count,
                None => counted.push((cause, entry.count)),
            }
        }
        counted
    }

    pub(crate) fn event(&self) {
        self.events.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn sent(&self, messages: usize) {
        self.sends.fetch_add(messages as u64, Ordering::Relaxed);
    }

    /// Counts the cause, which is about the location `of` perhaps. If it deserves a line in the
    /// log now: how often it has gone without one.
    pub(crate) fn add(&self, cause: &'static str, of: Option<Loc>) -> Option<u64> {
        let now = Instant::now();
        let mut causes = self.causes();
        let entry = causes.entry((cause, of)).or_default();
        entry.count += 1;
        if entry.logged.is_some_and(|last| now.duration_since(last) < LINE_INTERVAL) {
            entry.hushed += 1;
            return None;
        }
        entry.logged = Some(now);
        Some(std::mem::take(&mut entry.hushed))
    }

    fn causes(&self) -> MutexGuard<'_, Causes> {
        self.causes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
