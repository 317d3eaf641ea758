//! Frames in memory.

use super::{FrameError, PAYLOAD_BYTES_MAX, frame, read};

async fn payloads(mut bytes: &[u8]) -> Result<Vec<Vec<u8>>, FrameError> {
    let (mut all, mut payload) = (Vec::new(), Vec::new());
    while read(&mut bytes, &mut payload).await? {
        all.push(payload.clone());
    }
    Ok(all)
}

fn framed(payload: &[u8]) -> Vec<u8> {
    frame(|out| out.extend(payload)).unwrap()
}

#[tokio::test]
async fn frames_are_read_as_written() {
    assert_eq!(framed(b"ab"), [0, 0, 0, 2, b'a', b'b']);
    let longest = vec![7; PAYLOAD_BYTES_MAX];
    let bytes = [framed(b"one"), framed(b""), framed(&longest)].concat();
    assert_eq!(payloads(&bytes).await.unwrap(), [b"one".to_vec(), Vec::new(), longest]);
}

#[tokio::test]
async fn every_cut_is_noticed() {
    let bytes = framed(b"one");
    for length in 1..bytes.len() {
        let error = payloads(&bytes[..length]).await.unwrap_err();
        assert!(matches!(error, FrameError::Truncated), "{length}: {error}");
    }
}

#[tokio::test]
async fn long_frames_are_neither_written_nor_read() {
    let error = frame(|out| out.resize(out.len() + PAYLOAD_BYTES_MAX + 1, 0)).unwrap_err();
    assert_eq!(error.to_string(), "a frame of 1048577 bytes; at most 1048576 are allowed");
    let error = payloads(&[0xff; 9]).await.unwrap_err();
    assert!(matches!(error, FrameError::TooLong(0xffff_ffff)), "{error}");
}
