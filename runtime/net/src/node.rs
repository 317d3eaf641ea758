//! The loop that drives one process.
//!
//! Events come one at a time: the boot event if the configuration wants one, the initial messages
//! in the order of the configuration, then what arrives. What a step sends goes to the links; a
//! message to the node itself goes through a queue of its own, which is not bounded, so that a
//! node never waits for itself, however full its inbox is. The node takes from that queue and
//! from the inbox in turn, so neither keeps the other waiting.
//!
//! A fault is reported and the node goes on with the state it had before the step. A process that
//! has halted, or a location at which none is placed, consumes its messages without effect.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use evc_runtime::{Effects, Header, Loc, Process, Schema};
use tokio::sync::mpsc;
use tokio::task::{JoinSet, yield_now};
use tokio::time::{Instant, sleep_until};

use crate::frame;
use crate::link::Link;
use crate::listener::Delivery;
use crate::observe::{Loss, Watch};
use crate::stop::{Stopper, Stopping};

/// How many messages from other locations may wait for one node before it stops reading.
pub const INBOX_MAX: usize = 1024;

/// After so many events in a row a node lets the other tasks of the program run.
const EVENTS_IN_A_ROW: u32 = 64;

/// The longest delay: about a hundred years. A longer one is cut to it, since the clock ends.
const DELAY_MAX: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

/// Where the messages to one other location go.
pub(crate) struct Outlet {
    pub link: Link,
    /// Whether they are outputs.
    pub external: bool,
}

/// One node.
pub(crate) struct Node<P: Process, S: Schema<Msg = P::Msg>> {
    pub watch: Watch,
    /// None where the specification places no process.
    pub process: Option<P>,
    pub schema: Arc<S>,
    pub inbox: mpsc::Receiver<Delivery<P::Msg>>,
    pub outlets: BTreeMap<Loc, Outlet>,
    /// The links' tasks, which outlive the loop until what waits is written.
    pub links: JoinSet<()>,
    pub stopper: Stopper,
    pub stopping: Stopping,
    /// The output after which the run stops.
    pub until: Option<Header>,
    pub queues: Queues<P::Msg>,
}

/// What waits inside a node.
pub(crate) struct Queues<M> {
    own: VecDeque<M>,
    delayed: BinaryHeap<Reverse<Delayed<M>>>,
    /// How many messages have been delayed so far; orders those of the same moment.
    delays: u64,
    own_next: bool,
    events_in_a_row: u32,
}

impl<M> Queues<M> {
    pub fn new() -> Self {
        Self {
            own: VecDeque::new(),
            delayed: BinaryHeap::new(),
            delays: 0,
            own_next: false,
            events_in_a_row: 0,
        }
    }

    fn delay(&mut self, delay_ms: u64, to: Loc, msg: M) {
        let due = Instant::now() + DELAY_MAX.min(Duration::from_millis(delay_ms));
        self.delays += 1;
        self.delayed.push(Reverse(Delayed { due, number: self.delays, to, msg }));
    }

    /// The next delayed message whose time has come.
    fn due(&mut self, now: Instant) -> Option<(Loc, M)> {
        if self.next_due()? > now {
            return None;
        }
        self.delayed.pop().map(|Reverse(delayed)| (delayed.to, delayed.msg))
    }

    fn next_due(&self) -> Option<Instant> {
        self.delayed.peek().map(|Reverse(delayed)| delayed.due)
    }
}

/// A message that will be sent later.
struct Delayed<M> {
    due: Instant,
    number: u64,
    to: Loc,
    msg: M,
}

impl<M> Delayed<M> {
    fn key(&self) -> (Instant, u64) {
        (self.due, self.number)
    }
}

impl<M> PartialEq for Delayed<M> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl<M> Eq for Delayed<M> {}

impl<M> Ord for Delayed<M> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl<M> PartialOrd for Delayed<M> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<P: Process, S: Schema<Msg = P::Msg>> Node<P, S> {
    /// Handles `first`, then what arrives, until the run stops; then writes what waits.
    pub async fn run(mut self, first: Vec<P::Msg>) {
        let mut fx = Effects::new();
        for msg in first {
            self.handle(Delivery { from: None, msg }, &mut fx).await;
        }
        while let Some(delivery) = self.next().await {
            self.handle(delivery, &mut fx).await;
        }
        self.finish().await;
    }

    /// The next message to handle; none when the run stops.
    async fn next(&mut self) -> Option<Delivery<P::Msg>> {
        self.queues.events_in_a_row += 1;
        if self.queues.events_in_a_row >= EVENTS_IN_A_ROW {
            self.queues.events_in_a_row = 0;
            yield_now().await;
        }
        loop {
            if self.stopping.is_set() {
                return None;
            }
            self.send_due().await;
            if let Some(delivery) = self.waiting() {
                return Some(delivery);
            }
            self.queues.events_in_a_row = 0;
            let due = self.queues.next_due();
            let wake = async {
                match due {
                    Some(due) => sleep_until(due).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.stopping.wait() => return None,
                () = wake => {}
                delivery = self.inbox.recv() => return delivery,
            }
        }
    }

    /// What can be handled at once: the node's own messages and the others' in turn.
    fn waiting(&mut self) -> Option<Delivery<P::Msg>> {
        self.queues.own_next = !self.queues.own_next;
        if !self.queues.own_next
            && let Ok(delivery) = self.inbox.try_recv()
        {
            return Some(delivery);
        }
        match self.queues.own.pop_front() {
            Some(msg) => Some(Delivery { from: Some(self.watch.at), msg }),
            None => self.inbox.try_recv().ok(),
        }
    }

    async fn handle(&mut self, delivery: Delivery<P::Msg>, fx: &mut Effects<P::Msg>) {
        let Delivery { from, msg } = delivery;
        self.watch.tally.event();
        if self.watch.observer.wants_events() {
            let (header, body) = (self.schema.header(&msg), self.schema.body(&msg));
            self.watch.observer.event(self.watch.at, from, header, &body);
        }
        let Some(process) = self.process.as_mut().filter(|process| !process.halted()) else {
            return;
        };
        if let Err(fault) = process.step(msg, fx) {
            fx.clear();
            self.watch.fault(&fault);
        }
        for send in fx.drain() {
            match send.delay_ms {
                0 => self.send(send.to, send.msg).await,
                delay_ms => self.queues.delay(delay_ms, send.to, send.msg),
            }
        }
    }

    async fn send_due(&mut self) {
        if self.queues.delayed.is_empty() {
            return;
        }
        let now = Instant::now();
        while let Some((to, msg)) = self.queues.due(now) {
            self.send(to, msg).await;
        }
    }

    async fn send(&mut self, to: Loc, msg: P::Msg) {
        if to == self.watch.at {
            self.watch.tally.sent(1);
            self.queues.own.push_back(msg);
            return;
        }
        let Some(outlet) = self.outlets.get(&to) else {
            return self.watch.lost(to, &Loss::NoPlace);
        };
        let mut last = false;
        if outlet.external {
            let (header, body) = (self.schema.header(&msg), self.schema.body(&msg));
            self.watch.observer.output(self.watch.at, to, header, &body);
            last = self.until.as_ref() == Some(header);
        }
        let frame = frame::frame(|out| self.schema.encode(&msg, out)).map_err(Loss::TooLong);
        // A message can be sent to another thread but need not be shared with one.
        drop(msg);
        let sent = match frame {
            Ok(frame) => outlet.link.send(frame).await,
            Err(loss) => Err(loss),
        };
        if let Err(loss) = sent {
            self.watch.lost(to, &loss);
        }
        // After the output is on its way, so that stopping still delivers it.
        if last {
            self.stopper.stop();
        }
    }

    /// Takes nothing more, and waits until the links have written what waits or given up.
    async fn finish(self) {
        let Self { watch, mut inbox, outlets, mut links, queues, .. } = self;
        drop(outlets);
        inbox.close();
        while inbox.try_recv().is_ok() {
            watch.lost(watch.at, &Loss::Stopped);
        }
        for Reverse(delayed) in queues.delayed {
            watch.lost(delayed.to, &Loss::Stopped);
        }
        for _ in queues.own {
            watch.lost(watch.at, &Loss::Stopped);
        }
        while let Some(ended) = links.join_next().await {
            if let Err(error) = ended {
                tracing::error!("a link's task ended by a mistake in this program: {error}");
            }
        }
    }
}
