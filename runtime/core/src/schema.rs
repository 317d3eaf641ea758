//! What a specification's messages look like from outside: headers, bodies, bytes.
//!
//! Headers may depend on parameters, and an interpreter knows types only at run time, so this
//! knowledge is an object beside the processes rather than part of the message type.

use crate::header::Header;
use crate::value::Value;
use crate::wire::{Reader, WireError};

/// The messages of one specification with given parameters.
pub trait Schema: std::marker::Send + Sync + 'static {
    /// The messages.
    type Msg: Clone + std::fmt::Debug + std::marker::Send + 'static;

    /// The message of header ``` ``evc boot`` ``` that a node starts with.
    fn boot(&self) -> Self::Msg;

    /// The header of a message.
    fn header<'a>(&'a self, msg: &'a Self::Msg) -> &'a Header;

    /// The body of a message; `()` for the boot message.
    fn body(&self, msg: &Self::Msg) -> Value;

    /// The message of that header and body.
    ///
    /// # Errors
    /// If no declared message has that header, or the body is not of its type. The boot message
    /// is not declared: no one can send it.
    fn message(&self, header: &Header, body: &Value) -> Result<Self::Msg, SchemaError>;

    /// Appends the wire form of a message (see [`wire`](crate::wire)).
    fn encode(&self, msg: &Self::Msg, out: &mut Vec<u8>);

    /// Reads the wire form of a message. The boot message has none.
    ///
    /// # Errors
    /// If the bytes are not a message of this specification; whatever the bytes, it never panics
    /// and never reserves more memory than they have.
    fn decode(&self, input: &mut Reader<'_>) -> Result<Self::Msg, WireError>;

    /// A digest of all headers and body types. Two nodes understand each other's bytes exactly
    /// if theirs are equal.
    fn fingerprint(&self) -> u128;
}

/// The digest of a message table: for each message, in order, its header and its body type as
/// evml text. Both engines call this, so that their fingerprints agree.
pub fn fingerprint<'a>(messages: impl IntoIterator<Item = (&'a Header, &'a str)>) -> u128 {
    // FNV-1a over 128 bits: this tells honest peers apart, it does not keep forgers out.
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    let mut feed = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0xff]) {
            hash =
                (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    };
    for (header, ty) in messages {
        for token in header.tokens() {
            feed(token.as_str().as_bytes());
        }
        feed(b":");
        feed(ty.as_bytes());
    }
    hash
}

/// Why a header and a body are not a message of the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaError {
    /// No declared message has this header.
    UnknownHeader(Header),
    /// The body is not of the declared type, given as evml text.
    BodyType {
        /// The header.
        header: Header,
        /// The type the message declares, as evml text.
        expected: String,
    },
}

impl std::fmt::Display for SchemaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownHeader(header) => write!(f, "no message has the header {header:?}"),
            Self::BodyType { header, expected } => {
                write!(f, "the body of {header:?} is not of type {expected}")
            }
        }
    }
}

impl std::error::Error for SchemaError {}
