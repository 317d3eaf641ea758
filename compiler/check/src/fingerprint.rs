//! States as 128 bits.
//!
//! The hashers of the standard library give 64 bits, of which a search of some hundred million
//! states would see collisions, and each collision hides a state. So what [`Hash`] writes is
//! collected and hashed as a whole.

use std::hash::{Hash, Hasher};

#[cfg(test)]
mod tests;

/// A hash of 128 bits.
pub(crate) type Fingerprint = u128;

/// Collects what a value writes when hashed. Kept from state to state, so that hashing need not
/// allocate.
#[derive(Default)]
pub(crate) struct Fingerprinter {
    bytes: Vec<u8>,
}

impl Fingerprinter {
    /// The fingerprint of a value, and how many bytes it wrote: a fair estimate of how large the
    /// value is with all that it owns.
    pub(crate) fn of(&mut self, value: &impl Hash) -> (Fingerprint, usize) {
        self.bytes.clear();
        value.hash(self);
        (wide(&self.bytes), self.bytes.len())
    }
}

fn wide(bytes: &[u8]) -> Fingerprint {
    let mut first = [0; 16];
    blake3::Hasher::new().update(bytes).finalize_xof().fill(&mut first);
    Fingerprint::from_le_bytes(first)
}

impl Hasher for Fingerprinter {
    fn write(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// 64 bits of the fingerprint so far, for an implementation of [`Hash`] that asks for them.
    fn finish(&self) -> u64 {
        wide(&self.bytes) as u64
    }
}
