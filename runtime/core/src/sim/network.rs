//! What happens to messages on their way, as data.
//!
//! A network is a list of layers, and a message passes all of them: delays add up, what one layer
//! loses is lost, each copy is one more. So networks compose by putting their layers together,
//! and a layer that does nothing changes no run, because nothing is drawn for it.
//!
//! What a node sends to itself passes no network, nor do boot events and messages to external
//! locations. Messages that no event has sent, which stand for those of clients, wait at their
//! node: they are not slowed, but they may be lost or duplicated by layers of all links.

use std::collections::BTreeSet;

use crate::loc::Loc;
use crate::rng::{Probability, Rng};

/// A network between nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    layers: Vec<Layer>,
}

/// One thing that a network does, on which links, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// What it does.
    pub effect: Effect,
    /// On which links.
    pub links: Links,
    /// From which virtual time on, in milliseconds. The time at which a message departs counts.
    pub begins_ms: u64,
    /// Up to which virtual time, in milliseconds, that time not included; nothing if for ever.
    pub ends_ms: Option<u64>,
}

/// What a layer does to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It takes time. Only the timed schedule looks at it.
    Delay(Delay),
    /// It is lost, that likely.
    Loss(Probability),
    /// It is in flight twice, that likely. Copies are slowed and lost on their own, and are not
    /// duplicated again.
    Duplication(Probability),
    /// It is held back, that likely, and that long: later ones overtake it.
    Reordering(Probability, Delay),
    /// It arrives after all that departed before it on the same link. Only the timed schedule
    /// looks at it.
    InOrder,
    /// It is lost if it goes from one of these sides to another one. A location in none of them
    /// is cut off from nobody.
    Partition(Vec<BTreeSet<Loc>>),
}

/// How long something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// That many milliseconds.
    Constant(u64),
    /// From the first to the second number of milliseconds, both included, each equally likely;
    /// the first if the second is not greater.
    Uniform(u64, u64),
    /// Exponentially distributed, with that mean in milliseconds.
    Exponential(u64),
}

/// The links of a layer, each with a direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Where messages come from; nothing if from anywhere, outside included.
    pub from: Option<BTreeSet<Loc>>,
    /// Where messages go to; nothing if anywhere.
    pub to: Option<BTreeSet<Loc>>,
}

/// A message that departs, as the network sees it.
#[derive(Clone, Copy)]
pub(super) struct Link {
    /// Where it comes from; nothing if no event has sent it.
    pub(super) from: Option<Loc>,
    pub(super) to: Loc,
    pub(super) departs_ms: u64,
    /// Whether the schedule looks at time.
    pub(super) timed: bool,
}

/// What becomes of one message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) delay_ms: u64,
    pub(super) lost: bool,
    pub(super) copies: u32,
    pub(super) ordered: bool,
}

impl Network {
    /// A network that loses and duplicates nothing and takes no time.
    pub const PERFECT: Self = Self { layers: Vec::new() };

    /// The network with one more layer.
    #[must_use]
    pub fn with(mut self, layer: impl Into<Layer>) -> Self {
        self.layers.push(layer.into());
        self
    }

    /// The network of the layers of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.layers.extend(other.layers);
        self
    }

    /// Its layers.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// What becomes of a message.
    pub(super) fn pass(&self, link: Link, rng: &mut Rng) -> Passage {
        let Link { from, to, departs_ms, timed } = link;
        let slows = timed && from.is_some();
        let mut passage = Passage::default();
        for layer in self.layers.iter().filter(|layer| layer.concerns(from, to, departs_ms)) {
            match &layer.effect {
                Effect::Delay(delay) if slows => passage.slow(delay.draw(rng)),
                Effect::Reordering(share, delay) if slows => {
                    if rng.chance(*share) {
                        passage.slow(delay.draw(rng));
                    }
                }
                Effect::Delay(_) | Effect::Reordering(..) => {}
                Effect::Loss(share) => passage.lost |= rng.chance(*share),
                Effect::Duplication(share) => passage.copies += u32::from(rng.chance(*share)),
                Effect::InOrder => passage.ordered = true,
                Effect::Partition(sides) => passage.lost |= separated(sides, from, to),
            }
        }
        passage
    }
}

impl Passage {
    fn slow(&mut self, ms: u64) {
        self.delay_ms = self.delay_ms.saturating_add(ms);
    }
}

/// Whether two locations are on different sides.
fn separated(sides: &[BTreeSet<Loc>], from: Option<Loc>, to: Loc) -> bool {
    let side = |loc: Loc| sides.iter().position(|side| side.contains(&loc));
    let (here, there) = (from.and_then(side), side(to));
    here.is_some() && there.is_some() && here != there
}

impl Layer {
    fn concerns(&self, from: Option<Loc>, to: Loc, departs_ms: u64) -> bool {
        let begun = self.begins_ms <= departs_ms;
        begun && self.ends_ms.is_none_or(|end| departs_ms < end) && self.links.contain(from, to)
    }

    /// The layer on those links only.
    #[must_use]
    pub fn on(self, links: Links) -> Self {
        Self { links, ..self }
    }

    /// The layer during that time only, in milliseconds; without an end if that is nothing.
    #[must_use]
    pub fn during(self, begins_ms: u64, ends_ms: Option<u64>) -> Self {
        Self { begins_ms, ends_ms, ..self }
    }
}

impl From<Effect> for Layer {
    /// The effect on all links, always.
    fn from(effect: Effect) -> Self {
        Self { effect, links: Links::default(), begins_ms: 0, ends_ms: None }
    }
}

impl Links {
    fn contain(&self, from: Option<Loc>, to: Loc) -> bool {
        let leaves =
            self.from.as_ref().is_none_or(|set| from.is_some_and(|loc| set.contains(&loc)));
        leaves && self.to.as_ref().is_none_or(|set| set.contains(&to))
    }
}

impl Delay {
    /// A delay, in milliseconds. Nothing is drawn for what is certain.
    pub fn draw(self, rng: &mut Rng) -> u64 {
        match self {
            Self::Constant(ms) => ms,
            Self::Uniform(least_ms, most_ms) => rng.within(least_ms, most_ms),
            Self::Exponential(mean_ms) => rng.exponential(mean_ms),
        }
    }
}
