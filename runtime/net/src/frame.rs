//! Frames: where one message ends and the next begins.
//!
//! ```text
//! offset  bytes  what
//!      0      4  length of the payload, big-endian, at most 1 048 576
//!      4      n  payload: one message in the encoding of `evc_runtime::wire`
//! ```
//!
//! A longer frame is refused before any of its payload is read, and memory grows only with the
//! bytes that have really arrived, so that a peer cannot make a node reserve what it only claims.

#[cfg(test)]
mod tests;

use tokio::io::{AsyncRead, AsyncReadExt};

/// The greatest length of a payload in bytes: 1 MiB.
pub const PAYLOAD_BYTES_MAX: usize = 1 << 20;

/// Bytes before the payload.
const LENGTH_BYTES: usize = 4;

/// Why no frame can be read.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The connection failed.
    #[error("the connection was cut: {0}")]
    Cut(#[from] std::io::Error),
    /// The peer ended the connection within a frame.
    #[error("the connection ended within a frame")]
    Truncated,
    /// The frame claims to be longer than [`PAYLOAD_BYTES_MAX`].
    #[error("a frame of {0} bytes; at most {PAYLOAD_BYTES_MAX} are allowed")]
    TooLong(usize),
}

/// Reads one frame and leaves its payload in `payload`; `false` if the peer has ended the
/// connection between two frames.
///
/// # Errors
/// If the connection fails or ends within a frame, or the frame is too long.
pub async fn read(
    input: &mut (impl AsyncRead + Unpin),
    payload: &mut Vec<u8>,
) -> Result<bool, FrameError> {
    payload.clear();
    let mut length = [0; LENGTH_BYTES];
    let (first, rest) = length.split_at_mut(1);
    if input.read(first).await? == 0 {
        return Ok(false);
    }
    if let Err(error) = input.read_exact(rest).await {
        return Err(truncated(error));
    }
    let length = u32::from_be_bytes(length) as usize;
    if length > PAYLOAD_BYTES_MAX {
        return Err(FrameError::TooLong(length));
    }
    let read = (&mut *input).take(length as u64).read_to_end(payload).await?;
    if read < length { Err(FrameError::Truncated) } else { Ok(true) }
}

fn truncated(error: std::io::Error) -> FrameError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => FrameError::Truncated,
        _ => FrameError::Cut(error),
    }
}

/// The frame whose payload `encode` appends.
///
/// # Errors
/// [`FrameError::TooLong`] if the payload is longer than a peer would take.
pub fn frame(encode: impl FnOnce(&mut Vec<u8>)) -> Result<Vec<u8>, FrameError> {
    let mut bytes = vec![0; LENGTH_BYTES];
    encode(&mut bytes);
    let length = bytes.len() - LENGTH_BYTES;
    let claim = u32::try_from(length).ok().filter(|_| length <= PAYLOAD_BYTES_MAX);
    let claim = claim.ok_or(FrameError::TooLong(length))?;
    for (place, byte) in bytes.iter_mut().zip(claim.to_be_bytes()) {
        *place = byte;
    }
    Ok(bytes)
}
