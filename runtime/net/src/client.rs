//! Clients: a program that plays an external location.
//!
//! A client listens at its own address, where the nodes send their outputs for it, and sends
//! messages to nodes, each over a connection of its own that it ends, so that the node's last
//! byte tells it that the message was taken.

use std::sync::Arc;
use std::time::Duration;

use evc_runtime::{Header, Loc, Schema, Value};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::config::{Config, ConfigError, Place};
use crate::frame::{self, FrameError};
use crate::handshake::{HandshakeError, Hello, TAKEN, Welcome};
use crate::link::{BACK_OFF, dial};
use crate::listener::{Delivery, Listener};
use crate::node::INBOX_MAX;
use crate::observe::{DialError, Silent, Watch};
use crate::stop::Stopper;
use crate::tally::Tally;

/// Why a client cannot do what it should.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// A location is not in the configuration.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// Nobody but its node may speak for an internal location.
    #[error("`{0}` is not external: only an external location can be a client")]
    Internal(Loc),
    /// The client's own address cannot be listened to.
    #[error(
        "cannot listen for the client `{loc}` at {address}: {source}; \
         is another client running?"
    )]
    Bind {
        /// The client's location.
        loc: Loc,
        /// Its address.
        address: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The destination cannot be reached, or refuses.
    #[error("cannot reach `{to}` at {address}: {source}")]
    Unreached {
        /// The destination.
        to: Loc,
        /// Its address.
        address: String,
        /// What happened last.
        source: DialError,
    },
    /// The message is longer than a frame can be.
    #[error("{0}")]
    TooLong(FrameError),
    /// The connection ended before the destination had said that it has taken the message.
    #[error("`{to}` has not taken the message: {source}")]
    NotTaken {
        /// The destination.
        to: Loc,
        /// What happened.
        source: std::io::Error,
    },
}

impl ClientError {
    /// The exit status of a program that ends for it: 1 if what it was given is wrong, 2 if the
    /// system, the network or the way it was called is.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(ConfigError::At { .. } | ConfigError::MissingParameter { .. })
            | Self::TooLong(_) => 1,
            Self::Config(
                ConfigError::Read { .. }
                | ConfigError::Format { .. }
                | ConfigError::MissingLocation { .. },
            )
            | Self::Internal(_)
            | Self::Bind { .. }
            | Self::Unreached { .. }
            | Self::NotTaken { .. } => 2,
        }
    }
}

/// An external location that sends and receives.
pub struct Client<S: Schema> {
    at: Loc,
    places: Vec<Place>,
    file: String,
    schema: Arc<S>,
    inbox: mpsc::Receiver<Delivery<S::Msg>>,
    tally: Arc<Tally>,
    /// Kept because a listener ends when there is nobody left who could stop it.
    _stopper: Stopper,
    /// The listener's task; it ends with the client.
    _listening: JoinSet<()>,
}

impl<S: Schema> Client<S> {
    /// Begins to listen as the external location `at` of `config`. To be called within a runtime,
    /// such as that of [`block_on`](crate::cluster::block_on).
    ///
    /// # Errors
    /// If `at` is not an external location of the configuration, or its address cannot be bound.
    pub async fn open(config: &Config, at: Loc, schema: S) -> Result<Self, ClientError> {
        let place = config.named(at.name())?;
        if !place.external {
            return Err(ClientError::Internal(at));
        }
        let address = &place.address;
        let socket = TcpListener::bind(address).await.map_err(|source| {
            let address = address.clone();
            ClientError::Bind { loc: at, address, source }
        })?;
        let schema = Arc::new(schema);
        let tally = Arc::new(Tally::default());
        let stopper = Stopper::new();
        let (sender, inbox) = mpsc::channel(INBOX_MAX);
        let known = config.places.iter().map(|place| place.loc).collect();
        let listener = Listener {
            socket,
            welcome: Welcome { fingerprint: schema.fingerprint(), at, known },
            schema: Arc::clone(&schema),
            inbox: sender,
            watch: Watch { at, tally: Arc::clone(&tally), observer: Arc::new(Silent) },
            // Nobody throws this switch: the task ends when the client is dropped.
            stopping: stopper.stopping(),
        };
        let mut listening = JoinSet::new();
        listening.spawn(listener.run());
        let (places, file) = (config.places.clone(), config.file.clone());
        Ok(Self {
            at,
            places,
            file,
            schema,
            inbox,
            tally,
            _stopper: stopper,
            _listening: listening,
        })
    }

    /// Its counters.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Sends `msg` to the node `to` and waits until the node has taken it. While `to` is not
    /// there, tries again for `patience`; the node has as long again to take the message.
    ///
    /// # Errors
    /// If `to` is not in the configuration, is not reached in time, refuses the client, or ends
    /// the connection without having taken the message.
    pub async fn send(&self, to: Loc, msg: &S::Msg, patience: Duration) -> Result<(), ClientError> {
        let place = self.places.iter().find(|place| place.loc == to).ok_or_else(|| {
            ConfigError::MissingLocation { file: self.file.clone(), name: to.name().to_owned() }
        })?;
        let frame =
            frame::frame(|out| self.schema.encode(msg, out)).map_err(ClientError::TooLong)?;
        let stream = self.connect(place, patience).await?;
        let sent = timeout(patience, hand_over(stream, &frame)).await;
        sent.unwrap_or_else(|_| Err(std::io::ErrorKind::TimedOut.into()))
            .map_err(|source| ClientError::NotTaken { to, source })
    }

    async fn connect(&self, place: &Place, patience: Duration) -> Result<TcpStream, ClientError> {
        let started = Instant::now();
        let fingerprint = self.schema.fingerprint();
        let hello = Hello { fingerprint, from: self.at, to: place.loc };
        let (mut pause, pause_max) = BACK_OFF;
        loop {
            let source = match dial(hello, &place.address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => error,
            };
            if !may_pass(&source) || started.elapsed() + pause > patience {
                let (to, address) = (place.loc, place.address.clone());
                return Err(ClientError::Unreached { to, address, source });
            }
            sleep(pause).await;
            pause = pause_max.min(pause * 2);
        }
    }

    /// The next message for the client, with its sender, header and body; none if none arrives
    /// for `patience`. Messages that arrive meanwhile wait, [`INBOX_MAX`] of them, until they are
    /// asked for.
    pub async fn receive(&mut self, patience: Duration) -> Option<(Loc, Header, Value)> {
        let Delivery { from, msg } = timeout(patience, self.inbox.recv()).await.ok()??;
        let (header, body) = (self.schema.header(&msg).clone(), self.schema.body(&msg));
        // A listener always knows who has dialled.
        from.map(|from| (from, header, body))
    }
}

/// Whether trying again may help.
fn may_pass(error: &DialError) -> bool {
    match error {
        DialError::Connect(_) | DialError::Cut(_) => true,
        DialError::Handshake(error) => {
            matches!(error, HandshakeError::Cut(_) | HandshakeError::TimedOut)
        }
    }
}

async fn hand_over(mut stream: TcpStream, frame: &[u8]) -> std::io::Result<()> {
    stream.write_all(frame).await?;
    stream.shutdown().await?;
    match stream.read_u8().await? {
        TAKEN => Ok(()),
        _ => Err(std::io::ErrorKind::InvalidData.into()),
    }
}
