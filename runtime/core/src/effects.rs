//! What a step wants done. A process can do nothing but record effects; whoever steps it carries
//! them out.

use crate::loc::Loc;

/// A message to be sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Send<M> {
    /// How long to wait before sending, in milliseconds.
    pub delay_ms: u64,
    /// Where it goes.
    pub to: Loc,
    /// The message.
    pub msg: M,
}

/// The effects of one step, in the order the process produced them.
///
/// One value can be reused from step to step, so that stepping need not allocate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects<M> {
    sends: Vec<Send<M>>,
}

impl<M> Effects<M> {
    /// No effects.
    pub fn new() -> Self {
        Self { sends: Vec::new() }
    }

    /// Sends `msg` to `to` at once.
    pub fn send(&mut self, to: Loc, msg: M) {
        self.sends.push(Send { delay_ms: 0, to, msg });
    }

    /// Sends `msg` to `to` after `delay_ms` milliseconds.
    pub fn send_after(&mut self, delay_ms: u64, to: Loc, msg: M) {
        self.sends.push(Send { delay_ms, to, msg });
    }

    /// The messages to send, in order.
    pub fn sends(&self) -> &[Send<M>] {
        &self.sends
    }

    /// Takes the messages to send, leaving none.
    pub fn drain(&mut self) -> std::vec::Drain<'_, Send<M>> {
        self.sends.drain(..)
    }

    /// Forgets everything, as after a fault.
    pub fn clear(&mut self) {
        self.sends.clear();
    }
}

impl<M> Default for Effects<M> {
    fn default() -> Self {
        Self::new()
    }
}
