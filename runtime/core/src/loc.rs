//! Locations: where a process runs.
//!
//! A [`Loc`] is as cheap as a number, because protocols compare and copy locations all the time.
//! Names are kept once for the life of the program; only names that the program itself chose
//! (configurations, literals) are ever added, never names that a peer sent.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The kept form of a name.
#[derive(Debug)]
struct Entry {
    name: Box<str>,
    /// Hash of the name, so that hashing a location is the same in every run.
    digest: u64,
}

/// A location of a system. Copies are free; order and hash are those of the name.
#[derive(Clone, Copy)]
pub struct Loc(&'static Entry);

fn names() -> &'static Mutex<BTreeMap<&'static str, Loc>> {
    static NAMES: OnceLock<Mutex<BTreeMap<&'static str, Loc>>> = OnceLock::new();
    NAMES.get_or_init(Mutex::default)
}

/// FNV-1a over 64 bits, which suits names of a few bytes.
fn digest(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl Loc {
    /// The location of that name. The name is kept for the life of the program: use
    /// [`Loc::lookup`] for names that come from outside.
    pub fn new(name: &str) -> Self {
        let mut names = names().lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loc) = names.get(name) {
            return *loc;
        }
        let entry: &'static Entry =
            Box::leak(Box::new(Entry { name: name.into(), digest: digest(name) }));
        names.insert(&entry.name, Self(entry));
        Self(entry)
    }

    /// The location of that name if [`Loc::new`] has made it before. What a peer sends goes
    /// through here, so that no peer can make the program keep names without bound.
    pub fn lookup(name: &str) -> Option<Self> {
        names().lock().unwrap_or_else(PoisonError::into_inner).get(name).copied()
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        &self.0.name
    }
}

impl PartialEq for Loc {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Loc {}

impl Ord for Loc {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other { Ordering::Equal } else { self.0.name.cmp(&other.0.name) }
    }
}

impl PartialOrd for Loc {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Loc {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.digest);
    }
}

impl fmt::Display for Loc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.name)
    }
}

impl fmt::Debug for Loc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.name)
    }
}
