//! Listening: how messages from others get to one node.
//!
//! Whatever a peer sends, only whole messages of the specification from locations of the
//! configuration reach the node. Anything else is counted and reported with the peer's address,
//! and its connection is closed; the node and the other connections go on.
//!
//! A full inbox stops the reading, which stops the peer's writing: that is the backpressure. How
//! many connections there are is bounded, and a peer that connects and says nothing is gone when
//! the time for the [handshake] is over.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use evc_runtime::wire::Reader;
use evc_runtime::{Loc, Schema};
use tokio::io::{AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};
use tokio::time::sleep;
use tracing::{error, warn};

use crate::frame::{self, FrameError};
use crate::handshake::{self, TAKEN, Welcome};
use crate::observe::{Rejection, Watch};
use crate::stop::Stopping;

/// How many connections to one node there may be at a time, or two for each location of the
/// configuration if that is more.
pub const CONNECTIONS_MAX: usize = 256;

/// How long the listener pauses when the system cannot accept, for want of descriptors perhaps.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A message with the location that sent it, if it came from outside the node.
#[derive(Clone, Debug)]
pub(crate) struct Delivery<M> {
    pub from: Option<Loc>,
    pub msg: M,
}

/// What listens for one location.
pub(crate) struct Listener<S: Schema> {
    pub socket: TcpListener,
    pub welcome: Welcome,
    pub schema: Arc<S>,
    pub inbox: mpsc::Sender<Delivery<S::Msg>>,
    pub watch: Watch,
    pub stopping: Stopping,
}

impl<S: Schema> Listener<S> {
    /// Accepts connections until the run stops or nobody wants messages any more.
    pub async fn run(self) {
        let Self { socket, welcome, schema, inbox, watch, mut stopping } = self;
        let connections_max = CONNECTIONS_MAX.max(2 * welcome.known.len());
        let shared = Arc::new(Shared { welcome, schema, inbox, watch });
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                () = stopping.wait() => break,
                () = shared.inbox.closed() => break,
                Some(ended) = connections.join_next() => report_panic(ended),
                accepted = socket.accept() => match accepted {
                    Ok((_, peer)) if connections.len() >= connections_max => {
                        let rejection = Rejection::TooManyConnections(connections_max);
                        shared.watch.rejected(peer, &rejection);
                    }
                    Ok((stream, peer)) => {
                        connections.spawn(Arc::clone(&shared).serve(stream, peer));
                    }
                    Err(error) => {
                        if shared.watch.tally.add("cannot accept", None).is_some() {
                            warn!("{}: cannot accept connections: {error}", shared.watch.at);
                        }
                        sleep(ACCEPT_PAUSE).await;
                    }
                },
            }
        }
    }
}

fn report_panic(ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        error!("a connection's task ended by a mistake in this program: {error}");
    }
}

/// What the connections of one listener share.
struct Shared<S: Schema> {
    welcome: Welcome,
    schema: Arc<S>,
    inbox: mpsc::Sender<Delivery<S::Msg>>,
    watch: Watch,
}

impl<S: Schema> Shared<S> {
    async fn serve(self: Arc<Self>, stream: TcpStream, peer: SocketAddr) {
        let mut stream = BufStream::new(stream);
        if let Err(rejection) = self.take_all(&mut stream).await {
            self.watch.rejected(peer, &rejection);
        }
    }

    async fn take_all(&self, stream: &mut BufStream<TcpStream>) -> Result<(), Rejection> {
        let from = handshake::accept(stream, &self.welcome).await.map_err(Rejection::Handshake)?;
        let mut payload = Vec::new();
        while frame::read(stream, &mut payload).await.map_err(Rejection::Frame)? {
            let msg = self.decode(&payload)?;
            if self.inbox.send(Delivery { from: Some(from), msg }).await.is_err() {
                // The node has stopped. Closing without the last byte tells the peer.
                return Ok(());
            }
        }
        let ended = async {
            stream.write_u8(TAKEN).await?;
            stream.shutdown().await
        };
        ended.await.map_err(|error| Rejection::Frame(FrameError::Cut(error)))
    }

    fn decode(&self, payload: &[u8]) -> Result<S::Msg, Rejection> {
        let mut reader = Reader::new(payload);
        let msg = self.schema.decode(&mut reader).map_err(Rejection::Message)?;
        reader.finish().map_err(Rejection::Message)?;
        Ok(msg)
    }
}
