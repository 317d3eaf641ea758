//! What a run shows: outputs, events, and everything that goes wrong.
//!
//! A node tells an [`Observer`] and, for what goes wrong, also its [`Tally`] and the log. The
//! observer is a trait rather than a channel, so that whoever wants nothing pays nothing and
//! whoever wants a channel puts one behind it.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;

use evc_runtime::wire::WireError;
use evc_runtime::{Fault, Header, Loc, Value};
use tracing::{debug, error, info, warn};

use crate::frame::FrameError;
use crate::handshake::HandshakeError;
use crate::tally::Tally;

/// Whoever watches the nodes of a run. Its methods are called from the nodes' own tasks: they
/// return soon and do not block. All of them do nothing by default.
pub trait Observer: Send + Sync + 'static {
    /// The node `from` has sent a message to the external location `to`.
    fn output(&self, from: Loc, to: Loc, header: &Header, body: &Value) {
        let _ = (from, to, header, body);
    }

    /// Whether it wants [`Observer::event`], for which bodies have to be turned into values.
    fn wants_events(&self) -> bool {
        false
    }

    /// A message arrives at the node `at`; `from` is unknown for boot and initial messages.
    fn event(&self, at: Loc, from: Option<Loc>, header: &Header, body: &Value) {
        let _ = (at, from, header, body);
    }

    /// The event at `at` that came last ended in a fault: its message is consumed, the state is
    /// what it was, nothing is sent.
    fn fault(&self, at: Loc, fault: &Fault) {
        let _ = (at, fault);
    }

    /// A message from `from` to `to` will not arrive.
    fn lost(&self, from: Loc, to: Loc, loss: &Loss) {
        let _ = (from, to, loss);
    }

    /// The connection from `from` to `to` stands.
    fn reached(&self, from: Loc, to: Loc) {
        let _ = (from, to);
    }

    /// An attempt to connect `from` to `to` failed, or a connection that stood was cut.
    fn unreached(&self, from: Loc, to: Loc, error: &DialError) {
        let _ = (from, to, error);
    }

    /// The node `at` has closed a connection because of what `peer` did.
    fn rejected(&self, at: Loc, peer: SocketAddr, rejection: &Rejection) {
        let _ = (at, peer, rejection);
    }
}

/// An observer of nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Observer for Silent {}

/// Prints one line per output to standard output: `n3 -> client  leader (1, n3)`.
#[derive(Clone, Copy, Debug)]
pub struct Console;

impl Observer for Console {
    fn output(&self, from: Loc, to: Loc, header: &Header, body: &Value) {
        let mut stdout = std::io::stdout().lock();
        let written = writeln!(stdout, "{from} -> {to}  {header} {body}");
        if let Err(error) = written.and_then(|()| stdout.flush()) {
            error!("cannot print an output: {error}");
        }
    }
}

/// Why a message does not arrive.
#[derive(Debug, thiserror::Error)]
pub enum Loss {
    /// Too many messages to that location wait already.
    #[error("{} messages to it wait already", crate::link::QUEUE_MAX)]
    QueueFull,
    /// The message is longer than a frame can be.
    #[error("{0}")]
    TooLong(FrameError),
    /// The configuration has no such location.
    #[error("the configuration has no such location")]
    NoPlace,
    /// The node stopped before it could be sent.
    #[error("the node stops")]
    Stopped,
}

impl Loss {
    /// The cause under which the [`Tally`] counts it.
    pub fn cause(&self) -> &'static str {
        match self {
            Self::QueueFull => "lost: queue full",
            Self::TooLong(_) => "lost: too long",
            Self::NoPlace => "lost: no such location",
            Self::Stopped => "lost: stopped",
        }
    }
}

/// Why a location is not reached.
#[derive(Debug, thiserror::Error)]
pub enum DialError {
    /// No connection.
    #[error("{0}")]
    Connect(std::io::Error),
    /// No agreement.
    #[error("{0}")]
    Handshake(HandshakeError),
    /// A connection that stood was cut. Messages written to it last may not have arrived.
    #[error("the connection was cut; messages sent last may be lost: {0}")]
    Cut(std::io::Error),
}

impl DialError {
    /// The cause under which the [`Tally`] counts it.
    pub fn cause(&self) -> &'static str {
        match self {
            Self::Connect(_) => "unreached: no connection",
            Self::Handshake(_) => "unreached: handshake",
            Self::Cut(_) => "unreached: cut",
        }
    }
}

/// Why a connection from a peer is closed.
#[derive(Debug, thiserror::Error)]
pub enum Rejection {
    /// There are too many connections.
    #[error("there are {0} connections already")]
    TooManyConnections(usize),
    /// No agreement.
    #[error("{0}")]
    Handshake(HandshakeError),
    /// What came is no frame.
    #[error("{0}")]
    Frame(FrameError),
    /// The frame's payload is no message of the specification.
    #[error("not a message of this specification: {0}")]
    Message(WireError),
}

impl Rejection {
    /// The cause under which the [`Tally`] counts it.
    pub fn cause(&self) -> &'static str {
        match self {
            Self::TooManyConnections(_) => "rejected: too many connections",
            Self::Handshake(error) => match error {
                HandshakeError::Cut(_) => "rejected: cut in handshake",
                HandshakeError::TimedOut => "rejected: no handshake in time",
                HandshakeError::Magic | HandshakeError::Answer => "rejected: garbage",
                HandshakeError::Version { .. } => "rejected: protocol version",
                HandshakeError::Fingerprint { .. } => "rejected: fingerprint",
                HandshakeError::UnknownPeer(_) => "rejected: unknown peer",
                HandshakeError::WrongPlace { .. } => "rejected: wrong location",
                HandshakeError::Refused { .. } => "rejected: refused",
            },
            Self::Frame(FrameError::Cut(_)) => "rejected: cut",
            Self::Frame(FrameError::Truncated) => "rejected: truncated frame",
            Self::Frame(FrameError::TooLong(_)) => "rejected: oversized frame",
            Self::Message(_) => "rejected: message",
        }
    }
}

/// One node's reports: to its tally, to the log, to the observer.
#[derive(Clone)]
pub(crate) struct Watch {
    pub at: Loc,
    pub tally: Arc<Tally>,
    pub observer: Arc<dyn Observer>,
}

impl Watch {
    pub fn lost(&self, to: Loc, loss: &Loss) {
        if let Some(hushed) = self.tally.add(loss.cause(), Some(to)) {
            let hushed = Hushed(hushed);
            match loss {
                // What a run that is told to stop leaves unsent is no trouble.
                Loss::Stopped => {
                    info!("{}: a message to {to} is not sent: {loss}{hushed}", self.at)
                }
                _ => warn!("{}: a message to {to} is lost: {loss}{hushed}", self.at),
            }
        }
        self.observer.lost(self.at, to, loss);
    }

    pub fn rejected(&self, peer: SocketAddr, rejection: &Rejection) {
        if let Some(hushed) = self.tally.add(rejection.cause(), None) {
            let hushed = Hushed(hushed);
            warn!("{}: connection from {peer} closed: {rejection}{hushed}", self.at);
        }
        self.observer.rejected(self.at, peer, rejection);
    }

    pub fn fault(&self, fault: &Fault) {
        if let Some(hushed) = self.tally.add("fault", None) {
            error!("{}: {fault}; the message has no effect{}", self.at, Hushed(hushed));
        }
        self.observer.fault(self.at, fault);
    }

    /// `news` says whether this is the first failure since the location was last reached; the
    /// attempts that follow tell nothing that people have not read yet.
    pub fn unreached(&self, to: Loc, address: &str, error: &DialError, news: bool) {
        let line = self.tally.add(error.cause(), Some(to));
        match (error, line) {
            (DialError::Handshake(error), Some(hushed)) if !error.is_passing() => {
                error!("{}: cannot talk to {to} at {address}: {error}{}", self.at, Hushed(hushed));
            }
            (_, Some(hushed)) if news => {
                let hushed = Hushed(hushed);
                info!("{}: {to} at {address} is not reached: {error}{hushed}", self.at);
            }
            (_, Some(_) | None) => {
                debug!("{}: {to} at {address} is not reached: {error}", self.at);
            }
        }
        self.observer.unreached(self.at, to, error);
    }

    /// `news` says whether its not being reached has been reported before.
    pub fn reached(&self, to: Loc, address: &str, news: bool) {
        if news {
            info!("{}: {to} at {address} is reached", self.at);
        } else {
            debug!("{}: {to} at {address} is reached", self.at);
        }
        self.observer.reached(self.at, to);
    }
}

/// How many lines about the same cause have been left out.
struct Hushed(u64);

impl std::fmt::Display for Hushed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0 => Ok(()),
            hushed => write!(f, " ({hushed} more not shown)"),
        }
    }
}
