//! The generator of choices: which message is delivered next, which is lost, how long one takes.
//!
//! It is our own so that a seed means the same run with every compiler, platform and release: the
//! numbers a seed gives are part of what users rely on and never change. It is xoshiro256**
//! (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4),
//! 2021), its state filled by SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast splittable
//! pseudorandom number generators", OOPSLA 2014). It is not for cryptography.

use std::fmt;
use std::str::FromStr;

#[cfg(test)]
mod tests;

/// A seeded generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rng {
    state: [u64; 4],
}

impl Rng {
    /// The generator of that seed.
    pub fn new(seed: u64) -> Self {
        let mut counter = seed;
        Self { state: std::array::from_fn(|_| split_mix(&mut counter)) }
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        b.wrapping_mul(5).rotate_left(7).wrapping_mul(9)
    }

    /// A number below `bound`, each equally likely; 0 if `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        // D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019:
        // the high half of a product is the number; the few low halves that would favour some
        // numbers are drawn again.
        let mut product = u128::from(self.next_u64()) * u128::from(bound);
        if (product as u64) < bound {
            let unfair = bound.wrapping_neg() % bound;
            while (product as u64) < unfair {
                product = u128::from(self.next_u64()) * u128::from(bound);
            }
        }
        (product >> 64) as u64
    }

    /// A number from `least` to `most`, both included, each equally likely; `least` if `most` is
    /// not greater, for which nothing is drawn.
    pub fn within(&mut self, least: u64, most: u64) -> u64 {
        match most.checked_sub(least) {
            None | Some(0) => least,
            Some(u64::MAX) => self.next_u64(),
            Some(width) => least + self.below(width + 1),
        }
    }

    /// A number whose distribution is exponential with that mean, rounded to the nearest.
    ///
    /// Only integers are compared and counted, because logarithms differ in their last bits from
    /// platform to platform: J. von Neumann, "Various techniques used in connection with random
    /// digits", National Bureau of Standards AMS 12, 1951. Nothing is drawn for the mean 0.
    pub fn exponential(&mut self, mean: u64) -> u64 {
        if mean == 0 {
            return 0;
        }
        let mut whole: u64 = 0;
        loop {
            // The first of a descending row of fractions is kept if the row is of odd length.
            let first = self.next_u64();
            let (mut least, mut odd) = (first, true);
            loop {
                let next = self.next_u64();
                if next >= least {
                    break;
                }
                (least, odd) = (next, !odd);
            }
            if odd {
                let fraction = u128::from(mean) * u128::from(first) + (1 << 63);
                return mean.saturating_mul(whole).saturating_add((fraction >> 64) as u64);
            }
            whole = whole.saturating_add(1);
        }
    }

    /// Whether something of that probability happens. Nothing is drawn for what is certain.
    pub fn chance(&mut self, probability: Probability) -> bool {
        match probability {
            Probability::NEVER => false,
            Probability::ALWAYS => true,
            Probability(share) => self.next_u64() >> (u64::BITS - SHARE_BITS) < share,
        }
    }
}

fn split_mix(counter: &mut u64) -> u64 {
    *counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *counter;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// As many bits as a double has for a fraction, so that no probability given as one is rounded
/// differently somewhere.
const SHARE_BITS: u32 = 53;

/// A probability.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probability(u64);

impl Probability {
    /// What cannot happen.
    pub const NEVER: Self = Self(0);
    /// What must happen.
    pub const ALWAYS: Self = Self(1 << SHARE_BITS);

    /// The probability `share`, if that is a number from 0 to 1.
    pub fn new(share: f64) -> Option<Self> {
        let scaled = share * Self::ALWAYS.0 as f64;
        (0.0..=1.0).contains(&share).then_some(Self(scaled as u64))
    }

    /// As a number from 0 to 1.
    pub fn share(self) -> f64 {
        self.0 as f64 / Self::ALWAYS.0 as f64
    }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.share(), f)
    }
}

impl fmt::Debug for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoProbability;

impl fmt::Display for NoProbability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a probability is a number from 0 to 1")
    }
}

impl std::error::Error for NoProbability {}

impl FromStr for Probability {
    type Err = NoProbability;

    fn from_str(text: &str) -> Result<Self, NoProbability> {
        text.parse().ok().and_then(Self::new).ok_or(NoProbability)
    }
}
