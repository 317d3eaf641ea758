//! What happens to messages on their way.

use std::ops::RangeInclusive;

use crate::rng::Probability;

/// A network, the same between any two nodes.
///
/// What a node sends to itself passes no network: it is neither slowed, lost nor duplicated. Nor
/// are boot events. Messages that no event has sent, which stand for those of clients, are not
/// slowed, but may be lost or duplicated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// How long a message takes, in milliseconds, beyond the delay it was sent with: drawn for
    /// each, every number of the range equally likely. Only the timed schedule looks at it. Of an
    /// empty range the start counts.
    pub delay_ms: RangeInclusive<u64>,
    /// How likely a message is lost.
    pub drop: Probability,
    /// How likely a message is put in flight twice. Either copy can be lost.
    pub duplicate: Probability,
}

impl Network {
    /// A network that loses and duplicates nothing and takes no time.
    pub const PERFECT: Self =
        Self { delay_ms: 0..=0, drop: Probability::NEVER, duplicate: Probability::NEVER };
}
