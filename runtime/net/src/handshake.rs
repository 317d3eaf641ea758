//! The handshake: two nodes find out whether they would understand each other.
//!
//! Numbers are big-endian. The dialling side begins with its *hello*:
//!
//! ```text
//! offset  bytes  what
//!      0      4  magic: the characters `evml`
//!      4      2  protocol version, now 1
//!      6     16  fingerprint of the specification's messages (`Schema::fingerprint`)
//!     22      1  length n of the next name
//!     23      n  name of the location that dials, UTF-8
//!   23+n      1  length m of the next name
//!   24+n      m  name of the location it wants to reach, UTF-8
//! ```
//!
//! What follows the version may differ in other versions. The accepting side answers:
//!
//! ```text
//! offset  bytes  what
//!      0      4  magic: the characters `evml`
//!      4      2  protocol version, now 1
//!      6      1  0: accepted, the answer ends here; 1: refused
//!      7      2  length n of the reason
//!      9      n  the reason, text for people, UTF-8, at most 1024 bytes
//! ```
//!
//! A connection that does not begin with the magic is closed without an answer. After an
//! acceptance the dialling side sends [frames](crate::frame) and the accepting side sends nothing
//! until the dialling side ends its half of the connection; when every frame has been taken for
//! the node, it answers with the one byte [`TAKEN`] and closes. A connection that ends without it
//! may have lost messages. Both sides allow five seconds for the handshake.
//!
//! The fingerprint tells honest nodes apart. It keeps nobody out: whoever can open a connection
//! can claim to be any location, so the addresses belong on a trusted network.

#[cfg(test)]
mod tests;

use std::time::Duration;

use evc_runtime::Loc;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

/// The first bytes of a connection.
pub const MAGIC: [u8; 4] = *b"evml";

/// The version of the protocol that this crate speaks.
pub const VERSION: u16 = 1;

/// How long a handshake may take.
pub const HANDSHAKE_TIME_MAX: Duration = Duration::from_secs(5);

/// The byte by which the accepting side says that it has taken every frame.
pub const TAKEN: u8 = 1;

/// How much longer a refused connection may last, and how much is read from it meanwhile.
const LINGER_TIME_MAX: Duration = Duration::from_secs(1);
const LINGER_BYTES_MAX: u64 = 1 << 16;

/// The greatest length of a refusal's reason in bytes.
const REASON_BYTES_MAX: usize = 1024;

const ACCEPTED: u8 = 0;
const REFUSED: u8 = 1;

/// Why a handshake failed. Names and reasons that the peer sent are shown escaped.
#[derive(Debug, thiserror::Error)]
pub enum HandshakeError {
    /// The connection failed or ended.
    #[error("the connection was cut: {0}")]
    Cut(#[from] std::io::Error),
    /// The handshake was not complete in time.
    #[error("no handshake within {} s", HANDSHAKE_TIME_MAX.as_secs())]
    TimedOut,
    /// The peer does not speak this protocol.
    #[error("the peer does not speak the protocol of evml nodes")]
    Magic,
    /// The peer speaks another version of it.
    #[error("the peer speaks version {theirs} of the protocol, this node version {VERSION}")]
    Version {
        /// The peer's version.
        theirs: u16,
    },
    /// The peer runs a specification with other messages.
    #[error(
        "the peer's messages have the fingerprint {theirs:032x}, this node's {ours:032x}: \
         the two run different specifications"
    )]
    Fingerprint {
        /// The peer's fingerprint.
        theirs: u128,
        /// The fingerprint here.
        ours: u128,
    },
    /// The peer says it is a location that the configuration does not have.
    #[error("the peer says it is `{0}`, which the configuration does not have")]
    UnknownPeer(String),
    /// The peer wants to reach another location.
    #[error("the peer wants to reach `{wanted}`, but this is `{here}`")]
    WrongPlace {
        /// The location the peer wants to reach.
        wanted: String,
        /// The location that is here.
        here: Loc,
    },
    /// The accepting peer refused.
    #[error(
        "the peer (protocol version {version}) refused this node (protocol version {VERSION}, \
         fingerprint {ours:032x}): {reason}"
    )]
    Refused {
        /// The peer's version of the protocol.
        version: u16,
        /// The fingerprint here.
        ours: u128,
        /// The reason it gave.
        reason: String,
    },
    /// The answer is none.
    #[error("the peer's answer is neither an acceptance nor a refusal")]
    Answer,
}

impl HandshakeError {
    /// Whether the peer should be told the reason.
    fn is_refusal(&self) -> bool {
        match self {
            Self::Version { .. }
            | Self::Fingerprint { .. }
            | Self::UnknownPeer(_)
            | Self::WrongPlace { .. } => true,
            Self::Cut(_) | Self::TimedOut | Self::Magic | Self::Refused { .. } | Self::Answer => {
                false
            }
        }
    }

    /// The reason as the other side has to read it: for it, *this node* is the peer.
    fn reason(&self) -> String {
        match self {
            Self::Version { theirs } => {
                format!("protocol version {VERSION} is spoken here, not {theirs}")
            }
            Self::Fingerprint { theirs, ours } => format!(
                "messages with the fingerprint {ours:032x} are spoken here, not {theirs:032x}: \
                 the two nodes run different specifications"
            ),
            Self::UnknownPeer(name) => {
                format!("the configuration here has no location `{name}`")
            }
            Self::WrongPlace { here, .. } => format!("this is `{here}`"),
            Self::Cut(_) | Self::TimedOut | Self::Magic | Self::Refused { .. } | Self::Answer => {
                self.to_string()
            }
        }
    }
}

/// What the dialling side says.
#[derive(Clone, Copy, Debug)]
pub struct Hello {
    /// The fingerprint of its messages.
    pub fingerprint: u128,
    /// The location that dials.
    pub from: Loc,
    /// The location it wants to reach.
    pub to: Loc,
}

/// What the accepting side expects.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// The fingerprint of its messages.
    pub fingerprint: u128,
    /// The location that is here.
    pub at: Loc,
    /// The locations that may dial: all of the configuration.
    pub known: Vec<Loc>,
}

/// Shakes hands as the dialling side.
///
/// # Errors
/// If the peer refuses, is not a node, fails, or takes too long.
pub async fn dial(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    hello: Hello,
) -> Result<(), HandshakeError> {
    let shake = async {
        stream.write_all(&hello_bytes(hello)).await?;
        stream.flush().await?;
        let version = read_start(stream).await?;
        match stream.read_u8().await? {
            ACCEPTED if version == VERSION => Ok(()),
            ACCEPTED => Err(HandshakeError::Version { theirs: version }),
            REFUSED => {
                let reason = shown(&read_reason(stream).await?);
                Err(HandshakeError::Refused { version, ours: hello.fingerprint, reason })
            }
            _ => Err(HandshakeError::Answer),
        }
    };
    timeout(HANDSHAKE_TIME_MAX, shake).await.unwrap_or(Err(HandshakeError::TimedOut))
}

/// Shakes hands as the accepting side and tells which location has dialled. A peer that speaks
/// the protocol but cannot be accepted is told why.
///
/// # Errors
/// If the peer cannot be accepted, is not a node, fails, or takes too long.
pub async fn accept(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    welcome: &Welcome,
) -> Result<Loc, HandshakeError> {
    let shake = async {
        let judged = judge(stream, welcome).await;
        let mut answer = start();
        match &judged {
            Ok(_) => answer.push(ACCEPTED),
            Err(error) if error.is_refusal() => push_refusal(&mut answer, &error.reason()),
            Err(_) => return judged,
        }
        stream.write_all(&answer).await?;
        stream.flush().await?;
        judged
    };
    let judged = timeout(HANDSHAKE_TIME_MAX, shake).await.unwrap_or(Err(HandshakeError::TimedOut));
    if judged.as_ref().is_err_and(HandshakeError::is_refusal) {
        linger(stream).await;
    }
    judged
}

/// Waits until a refused peer has read why. Closing while bytes of its are unread would reset the
/// connection, and it would see that instead of the reason.
async fn linger(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) {
    let end = async {
        stream.shutdown().await?;
        let mut rest = (&mut *stream).take(LINGER_BYTES_MAX);
        tokio::io::copy(&mut rest, &mut tokio::io::sink()).await
    };
    // However this ends, the connection is closed next.
    drop(timeout(LINGER_TIME_MAX, end).await);
}

async fn judge(
    stream: &mut (impl AsyncRead + Unpin),
    welcome: &Welcome,
) -> Result<Loc, HandshakeError> {
    let theirs = read_start(stream).await?;
    if theirs != VERSION {
        return Err(HandshakeError::Version { theirs });
    }
    let theirs = stream.read_u128().await?;
    let from = read_name(stream).await?;
    let wanted = read_name(stream).await?;
    if theirs != welcome.fingerprint {
        return Err(HandshakeError::Fingerprint { theirs, ours: welcome.fingerprint });
    }
    if wanted != welcome.at.name() {
        return Err(HandshakeError::WrongPlace { wanted: shown(&wanted), here: welcome.at });
    }
    let known = welcome.known.iter().find(|loc| loc.name() == from);
    known.copied().ok_or_else(|| HandshakeError::UnknownPeer(shown(&from)))
}

/// Reads magic and version; whatever the version, they come first.
async fn read_start(stream: &mut (impl AsyncRead + Unpin)) -> Result<u16, HandshakeError> {
    let mut magic = [0; MAGIC.len()];
    stream.read_exact(&mut magic).await?;
    if magic != MAGIC {
        return Err(HandshakeError::Magic);
    }
    Ok(stream.read_u16().await?)
}

async fn read_name(stream: &mut (impl AsyncRead + Unpin)) -> Result<String, HandshakeError> {
    let length = stream.read_u8().await?;
    read_text(stream, usize::from(length)).await
}

async fn read_reason(stream: &mut (impl AsyncRead + Unpin)) -> Result<String, HandshakeError> {
    let length = usize::from(stream.read_u16().await?);
    if length > REASON_BYTES_MAX {
        return Err(HandshakeError::Answer);
    }
    read_text(stream, length).await
}

async fn read_text(
    stream: &mut (impl AsyncRead + Unpin),
    length: usize,
) -> Result<String, HandshakeError> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

impl HandshakeError {
    /// Whether trying again may help, because the peer went away rather than disagreed.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Cut(_) | Self::TimedOut)
    }
}

/// A peer's text with everything escaped that could confuse a terminal or a log.
fn shown(text: &str) -> String {
    // Beside control characters these turn the direction of a line, or cannot be seen.
    let hidden = |c: char| {
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let escape = |c: char| match c.is_control() || hidden(c) {
        true => c.escape_default().to_string(),
        false => c.into(),
    };
    text.chars().map(escape).collect()
}

fn start() -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_be_bytes());
    bytes
}

fn hello_bytes(hello: Hello) -> Vec<u8> {
    let mut bytes = start();
    bytes.extend(hello.fingerprint.to_be_bytes());
    push_name(&mut bytes, hello.from);
    push_name(&mut bytes, hello.to);
    bytes
}

/// Configurations hold no longer names; one that a program made itself is cut, and then refused
/// by the peer as unknown.
fn push_name(bytes: &mut Vec<u8>, loc: Loc) {
    let name = loc.name().as_bytes();
    let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
    bytes.push(length);
    bytes.extend(name.iter().take(usize::from(length)));
}

fn push_refusal(bytes: &mut Vec<u8>, reason: &str) {
    // Reasons are ours and short, but names in them are not: cut at a character.
    let reason = reason.get(..reason.floor_char_boundary(REASON_BYTES_MAX)).unwrap_or_default();
    bytes.push(REFUSED);
    bytes.extend(u16::try_from(reason.len()).unwrap_or_default().to_be_bytes());
    bytes.extend(reason.as_bytes());
}
