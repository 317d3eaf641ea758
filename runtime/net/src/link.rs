//! Links: how the messages of one node get to one other location.
//!
//! A link dials when there is something to send, keeps its connection, and dials again when the
//! connection is cut, after 20 ms at first and then twice as long each time up to a second.
//!
//! What is guaranteed:
//! - a message arrives at most once;
//! - within a connection messages arrive in the order they were sent, and the next connection
//!   continues with what is sent next; what the peer has read from the connection before may still
//!   be on its way to the peer's process then;
//! - a message is lost only if the [queue](QUEUE_MAX) is full, if it is longer than a frame, if
//!   the node stops, if the connection was cut after the system had taken the whole message, or if
//!   the peer refuses it, such as one that names a location the peer's configuration does not
//!   have: then the peer closes the connection, and what was sent behind it is lost with it.
//!
//! The last kind cannot be told from an arrival without acknowledgements, which the protocol
//! leaves to the specification; the cut itself is counted and reported. A message of which the
//! system has taken only a part has surely not arrived, because frames are taken whole, so it is
//! sent again on the next connection. To keep the uncertain stretch short, a link listens for the
//! peer's end of the connection while it has nothing to send.

use std::collections::VecDeque;
use std::time::Duration;

use evc_runtime::Loc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use crate::handshake::{self, Hello, TAKEN};
use crate::observe::{DialError, Loss, Watch};
use crate::stop::Stopping;

/// How many messages may wait for one destination, besides those that are being written.
pub const QUEUE_MAX: usize = 1024;

/// How long a link waits after the first failure to dial, and how long at most.
pub const BACK_OFF: (Duration, Duration) = (Duration::from_millis(20), Duration::from_secs(1));

/// How long a node that stops goes on writing what waits.
pub const FLUSH_TIME_MAX: Duration = Duration::from_secs(1);

/// How long the system may take to connect before it counts as a failure.
const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);

/// How many bytes are gathered before they are written at once. A longer message goes alone.
const BATCH_BYTES: usize = 1 << 16;

/// How often other tasks may run before a message for a full queue is lost.
const TURNS_WHEN_FULL: u32 = 8;

/// Where a link goes.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    pub hello: Hello,
    pub address: String,
}

/// The near end of a link. Dropping it lets the link write what waits, and end.
#[derive(Debug)]
pub(crate) struct Link(mpsc::Sender<Vec<u8>>);

impl Link {
    /// A link and the task that has to run for it.
    pub fn new(route: Route, watch: Watch, stopping: Stopping) -> (Self, impl Future<Output = ()>) {
        let (sender, queue) = mpsc::channel(QUEUE_MAX);
        let worker =
            Worker { route, watch, stopping, queue, pending: VecDeque::new(), failing: false };
        (Self(sender), worker.run())
    }

    /// Sends a frame when its turn comes. If the queue is full, other tasks run a few times, so
    /// that a burst does not fill the queue of a link that only has had no chance to empty it;
    /// but a node never waits for a peer.
    ///
    /// # Errors
    /// If the queue stays full, or the link has ended because the node stops.
    pub async fn send(&self, mut frame: Vec<u8>) -> Result<(), Loss> {
        for _ in 0..TURNS_WHEN_FULL {
            match self.0.try_send(frame) {
                Ok(()) => return Ok(()),
                Err(mpsc::error::TrySendError::Closed(_)) => return Err(Loss::Stopped),
                Err(mpsc::error::TrySendError::Full(back)) => frame = back,
            }
            yield_now().await;
        }
        Err(Loss::QueueFull)
    }
}

/// Connects and shakes hands.
pub(crate) async fn dial(hello: Hello, address: &str) -> Result<TcpStream, DialError> {
    let connected = timeout(CONNECT_TIME_MAX, TcpStream::connect(address)).await;
    let connected = connected.unwrap_or_else(|_| Err(std::io::ErrorKind::TimedOut.into()));
    let mut stream = connected.map_err(DialError::Connect)?;
    // Messages are batched here; the system need not wait for more.
    stream.set_nodelay(true).map_err(DialError::Connect)?;
    handshake::dial(&mut stream, hello).await.map_err(DialError::Handshake)?;
    Ok(stream)
}

struct Worker {
    route: Route,
    watch: Watch,
    stopping: Stopping,
    queue: mpsc::Receiver<Vec<u8>>,
    /// Messages taken from the queue of which no connection has taken the whole.
    pending: VecDeque<Vec<u8>>,
    /// Whether the destination has not been reached since the last report that it was.
    failing: bool,
}

/// How a connection ended.
enum End {
    /// Everything is sent and nothing more will come.
    Done,
    Cut(std::io::Error),
}

impl Worker {
    async fn run(mut self) {
        let mut stopping = self.stopping.clone();
        let deadline = async {
            stopping.wait().await;
            sleep(FLUSH_TIME_MAX).await;
        };
        tokio::select! {
            () = self.carry() => {}
            () = deadline => {}
        }
        self.abandon();
    }

    /// Counts what the link has not sent.
    fn abandon(mut self) {
        self.queue.close();
        let mut left = self.pending.len();
        while self.queue.try_recv().is_ok() {
            left += 1;
        }
        for _ in 0..left {
            self.watch.lost(self.to(), &Loss::Stopped);
        }
    }

    fn to(&self) -> Loc {
        self.route.hello.to
    }

    async fn carry(&mut self) {
        loop {
            if self.pending.is_empty() {
                match self.queue.recv().await {
                    Some(frame) => self.pending.push_back(frame),
                    None => return,
                }
            }
            let Some(mut stream) = self.connect().await else { return };
            match self.serve(&mut stream).await {
                End::Done => return,
                // When a run stops, nodes close each other's connections; nothing is lost by it.
                End::Cut(_) if self.stopping.is_set() && self.pending.is_empty() => {}
                End::Cut(error) => self.unreached(&DialError::Cut(error)),
            }
        }
    }

    fn unreached(&mut self, error: &DialError) {
        self.watch.unreached(self.to(), &self.route.address, error, !self.failing);
        self.failing = true;
    }

    /// Dials until it succeeds; gives up at the first failure once the node stops.
    async fn connect(&mut self) -> Option<TcpStream> {
        let (mut pause, pause_max) = BACK_OFF;
        loop {
            let last = self.stopping.is_set();
            match dial(self.route.hello, &self.route.address).await {
                Ok(stream) => {
                    self.watch.reached(self.to(), &self.route.address, self.failing);
                    self.failing = false;
                    return Some(stream);
                }
                Err(error) => self.unreached(&error),
            }
            if last {
                return None;
            }
            tokio::select! {
                () = sleep(pause) => {}
                () = self.stopping.wait() => {}
            }
            pause = pause_max.min(pause * 2);
        }
    }

    async fn serve(&mut self, stream: &mut TcpStream) -> End {
        let (mut input, mut output) = stream.split();
        loop {
            if self.pending.is_empty() {
                tokio::select! {
                    frame = self.queue.recv() => match frame {
                        Some(frame) => self.pending.push_back(frame),
                        None => return finish(&mut input, &mut output).await,
                    },
                    end = next_byte(&mut input) => return End::Cut(unexpected(end)),
                }
            }
            self.gather();
            if let Err(error) = self.write(&mut output).await {
                return End::Cut(error);
            }
        }
    }

    /// Takes what else waits, as much as is worth one write.
    fn gather(&mut self) {
        let mut bytes: usize = self.pending.iter().map(Vec::len).sum();
        while bytes < BATCH_BYTES {
            match self.queue.try_recv() {
                Ok(frame) => {
                    bytes += frame.len();
                    self.pending.push_back(frame);
                }
                Err(_) => break,
            }
        }
    }

    /// Writes everything pending; after an error, what the system has not taken whole is pending
    /// still.
    async fn write(&mut self, output: &mut WriteHalf<'_>) -> std::io::Result<()> {
        let batch = self.pending.make_contiguous().concat();
        let mut rest = batch.as_slice();
        // Bytes that the system has taken of the first message that is pending.
        let mut taken = 0;
        while !rest.is_empty() {
            let count = output.write(rest).await?;
            if count == 0 {
                return Err(std::io::ErrorKind::WriteZero.into());
            }
            rest = rest.get(count..).unwrap_or_default();
            taken += count;
            while let Some(first) = self.pending.front().map(Vec::len).filter(|len| *len <= taken) {
                taken -= first;
                self.pending.pop_front();
                self.watch.tally.sent(1);
            }
        }
        Ok(())
    }
}

/// Ends the connection and waits until the peer says that it has taken everything.
async fn finish(input: &mut ReadHalf<'_>, output: &mut WriteHalf<'_>) -> End {
    if let Err(error) = output.shutdown().await {
        return End::Cut(error);
    }
    match next_byte(input).await {
        Ok(Some(TAKEN)) => End::Done,
        end => End::Cut(unexpected(end)),
    }
}

async fn next_byte(input: &mut ReadHalf<'_>) -> std::io::Result<Option<u8>> {
    let mut byte = [0];
    let count = input.read(&mut byte).await?;
    Ok(byte.into_iter().take(count).next())
}

/// What it means that the peer, which has nothing to say, said that.
fn unexpected(end: std::io::Result<Option<u8>>) -> std::io::Error {
    use std::io::{Error, ErrorKind};
    match end {
        Ok(None) => Error::new(ErrorKind::UnexpectedEof, "the peer closed it"),
        Ok(Some(_)) => Error::new(ErrorKind::InvalidData, "the peer sent what it must not send"),
        Err(error) => error,
    }
}
