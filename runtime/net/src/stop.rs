//! How a run is ended: one switch, thrown once, seen by every task.

use std::sync::Arc;

use tokio::sync::watch;

/// Ends the nodes of a run. Clones throw the same switch.
#[derive(Clone, Debug)]
pub struct Stopper(Arc<watch::Sender<bool>>);

impl Stopper {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Asks the nodes to stop: they accept nothing more, write what waits, and end.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    pub(crate) fn stopping(&self) -> Stopping {
        Stopping(self.0.subscribe())
    }
}

/// One task's view of the switch.
#[derive(Clone, Debug)]
pub(crate) struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Whether the switch has been thrown.
    pub fn is_set(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is thrown, or can never be thrown any more. May be cancelled and called
    /// again.
    pub async fn wait(&mut self) {
        // An error says that all stoppers are gone, and with them whoever would want the task.
        drop(self.0.wait_for(|stop| *stop).await);
    }
}
