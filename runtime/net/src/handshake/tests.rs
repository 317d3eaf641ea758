//! Handshakes in memory.

use evc_runtime::Loc;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

use super::{HandshakeError, Hello, Welcome, accept, dial};

fn hello(fingerprint: u128) -> Hello {
    Hello { fingerprint, from: Loc::new("p"), to: Loc::new("q") }
}

fn welcome() -> Welcome {
    Welcome { fingerprint: 5, at: Loc::new("q"), known: vec![Loc::new("p"), Loc::new("q")] }
}

async fn shake(
    hello: Hello,
    welcome: Welcome,
) -> (Result<(), HandshakeError>, Result<Loc, HandshakeError>) {
    let (mut here, mut there) = duplex(4096);
    let dialling = async move { dial(&mut here, hello).await };
    let accepting = async move { accept(&mut there, &welcome).await };
    tokio::join!(dialling, accepting)
}

#[tokio::test]
async fn both_sides_agree() {
    let (dialled, accepted) = shake(hello(5), welcome()).await;
    dialled.unwrap();
    assert_eq!(accepted.unwrap(), Loc::new("p"));
}

#[tokio::test]
async fn the_hello_is_as_documented() {
    let (mut here, mut there) = duplex(4096);
    let answer = async move {
        let mut bytes = vec![0; 26];
        there.read_exact(&mut bytes).await.unwrap();
        there.write_all(b"evml\0\x01\0").await.unwrap();
        bytes
    };
    let (dialled, bytes) = tokio::join!(dial(&mut here, hello(0x0102)), answer);
    dialled.unwrap();
    let expected = [&b"evml\0\x01"[..], &[0; 14], &[1, 2], b"\x01p\x01q"].concat();
    assert_eq!(bytes, expected);
}

#[tokio::test]
async fn both_sides_learn_both_fingerprints() {
    let (dialled, accepted) = shake(hello(4), welcome()).await;
    let (ours, theirs) = (format!("{:032x}", 5), format!("{:032x}", 4));
    for text in [dialled.unwrap_err().to_string(), accepted.unwrap_err().to_string()] {
        assert!(text.contains(&ours) && text.contains(&theirs), "{text}");
    }
}

#[tokio::test]
async fn what_a_peer_says_is_shown_escaped() {
    let stranger = Hello { from: Loc::new("\u{1b}[2Jp\n"), ..hello(5) };
    let (dialled, accepted) = shake(stranger, welcome()).await;
    let shown = r"`\u{1b}[2Jp\n`";
    assert!(accepted.unwrap_err().to_string().contains(shown));
    assert!(dialled.unwrap_err().to_string().contains(shown));
}

#[tokio::test]
async fn other_versions_and_answers_are_understood() {
    let cases: [(&[u8], &str); 5] = [
        (b"evml\0\x02\0", "the peer speaks version 2"),
        (b"evml\0\x02\x01\0\x05sorry", "(protocol version 2) refused"),
        (b"evml\0\x01\x07", "neither an acceptance nor a refusal"),
        (b"evml\0\x01\x01\xff\xff", "neither an acceptance nor a refusal"),
        (b"HTTP/1.1 400", "does not speak the protocol"),
    ];
    for (answer, expected) in cases {
        let (mut here, mut there) = duplex(4096);
        there.write_all(answer).await.unwrap();
        let text = dial(&mut here, hello(5)).await.unwrap_err().to_string();
        assert!(text.contains(expected), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn silence_is_not_waited_for() {
    let (mut here, mut there) = duplex(4096);
    let error = dial(&mut here, hello(5)).await.unwrap_err();
    assert!(matches!(error, HandshakeError::TimedOut), "{error}");
    there.read_exact(&mut [0; 26]).await.unwrap();
    let error = accept(&mut there, &welcome()).await.unwrap_err();
    assert!(matches!(error, HandshakeError::TimedOut), "{error}");
}
