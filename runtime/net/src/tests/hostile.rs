//! Peers that send what no node sends.

use evc_runtime::{Loc, Schema};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::kit::{
    Messages, Msg, Running, Seen, address, client, config, exchange, msg, start, within,
};
use crate::config::Config;
use crate::frame;
use crate::handshake::{self, Hello, TAKEN};
use crate::listener::CONNECTIONS_MAX;

async fn connect(config: &Config) -> TcpStream {
    within(TcpStream::connect(address(config, "a"))).await.unwrap()
}

/// An accepted connection to `a` from whoever claims to be `from`.
async fn introduce(config: &Config, from: &str) -> TcpStream {
    let mut stream = connect(config).await;
    let fingerprint = Messages::new().fingerprint();
    let hello = Hello { fingerprint, from: Loc::new(from), to: Loc::new("a") };
    handshake::dial(&mut stream, hello).await.unwrap();
    stream
}

fn framed(message: &Msg) -> Vec<u8> {
    frame::frame(|out| Messages::new().encode(message, out)).unwrap()
}

/// Sends messages to `a` as `from`, and waits until they are taken.
pub async fn say(config: &Config, from: &str, messages: &[Msg]) {
    let mut stream = introduce(config, from).await;
    for message in messages {
        stream.write_all(&framed(message)).await.unwrap();
    }
    stream.shutdown().await.unwrap();
    assert_eq!(within(stream.read_u8()).await.unwrap(), TAKEN);
}

/// The node has closed the connection for that cause, and works as before.
async fn survives(config: &Config, mut nodes: Running, mut peer: TcpStream, cause: &'static str) {
    nodes.until(Seen::Rejected(cause)).await;
    // Ended or reset: there is nothing more to read, least of all that all is well.
    let mut rest = Vec::new();
    let end = within(peer.read_to_end(&mut rest)).await;
    assert!(end.is_err() || !rest.ends_with(&[TAKEN]), "{end:?} {rest:?}");
    assert_eq!(nodes.tally("a").count(cause), 1);
    exchange(&mut client(config).await, 1).await;
    nodes.stop().await;
}

/// What happens to a connection that begins with those bytes.
async fn rejected(bytes: &[u8], cause: &'static str) {
    let config = config();
    let nodes = start(&config, &["a", "b"]).await;
    let mut peer = connect(&config).await;
    peer.write_all(bytes).await.unwrap();
    survives(&config, nodes, peer, cause).await;
}

/// What happens to an accepted connection that goes on with those bytes and ends.
async fn rejected_later(bytes: &[u8], cause: &'static str) {
    let config = config();
    let nodes = start(&config, &["a", "b"]).await;
    let mut peer = introduce(&config, "b").await;
    peer.write_all(bytes).await.unwrap();
    peer.shutdown().await.unwrap();
    survives(&config, nodes, peer, cause).await;
}

#[tokio::test]
async fn garbage() {
    rejected(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "rejected: garbage").await;
}

#[tokio::test]
async fn a_hello_that_ends_early() {
    let config = config();
    let nodes = start(&config, &["a", "b"]).await;
    let mut peer = connect(&config).await;
    peer.write_all(b"evml\0\x01some").await.unwrap();
    peer.shutdown().await.unwrap();
    survives(&config, nodes, peer, "rejected: cut in handshake").await;
}

#[tokio::test]
async fn another_version() {
    let config = config();
    let mut nodes = start(&config, &["a", "b"]).await;
    let mut peer = connect(&config).await;
    peer.write_all(b"evml\0\x02and what version 2 may say then").await.unwrap();
    nodes.until(Seen::Rejected("rejected: protocol version")).await;
    let mut answer = Vec::new();
    within(peer.read_to_end(&mut answer)).await.unwrap();
    let reason = b"protocol version 1 is spoken here, not 2";
    let expected = [&b"evml\0\x01\x01\0"[..], &[reason.len() as u8], &reason[..]].concat();
    assert_eq!(answer, expected);
    exchange(&mut client(&config).await, 1).await;
    nodes.stop().await;
}

#[tokio::test]
async fn wrong_claims_in_the_hello() {
    let config = config();
    let mut nodes = start(&config, &["a", "b"]).await;
    let print = Messages::new().fingerprint();
    let cases = [
        (!print, "b", "a", "rejected: fingerprint", "different specifications"),
        (print, "mallory", "a", "rejected: unknown peer", "has no location `mallory`"),
        (print, "b", "b", "rejected: wrong location", "this is `a`"),
    ];
    for (fingerprint, from, to, cause, reason) in cases {
        let mut peer = connect(&config).await;
        let hello = Hello { fingerprint, from: Loc::new(from), to: Loc::new(to) };
        let error = handshake::dial(&mut peer, hello).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
        drop(peer);
        nodes.until(Seen::Rejected(cause)).await;
    }
    exchange(&mut client(&config).await, 1).await;
    nodes.stop().await;
}

#[tokio::test]
async fn an_oversized_frame() {
    rejected_later(&[0, 0x10, 0, 1, 2, 3], "rejected: oversized frame").await;
    rejected_later(&[0xff; 64], "rejected: oversized frame").await;
}

#[tokio::test]
async fn a_truncated_frame() {
    rejected_later(&[0, 0, 0, 9, 2], "rejected: truncated frame").await;
    rejected_later(&[0, 0], "rejected: truncated frame").await;
}

#[tokio::test]
async fn payloads_that_are_no_messages() {
    let unknown = [0, 0, 0, 2, 99, 0];
    let boot = [0, 0, 0, 2, 0, 0];
    let empty = [0, 0, 0, 0];
    let mut trailing = framed(&msg("start", 1));
    trailing[3] += 1;
    trailing.push(0);
    for payload in [&unknown[..], &boot, &empty, &trailing] {
        rejected_later(payload, "rejected: message").await;
    }
}

#[tokio::test]
async fn what_came_whole_before_the_garbage_counts() {
    let config = config();
    let mut nodes = start(&config, &["a", "b"]).await;
    let mut client = client(&config).await;
    let mut peer = introduce(&config, "b").await;
    peer.write_all(&[framed(&msg("pong", 5)), vec![0xff; 8]].concat()).await.unwrap();
    assert_eq!(super::kit::receive(&mut client).await, "a done 5");
    nodes.until(Seen::Rejected("rejected: oversized frame")).await;
    nodes.stop().await;
}

#[tokio::test]
async fn more_connections_than_allowed() {
    let config = config();
    let mut nodes = start(&config, &["a", "b"]).await;
    let mut held = Vec::new();
    for _ in 0..CONNECTIONS_MAX {
        held.push(introduce(&config, "b").await);
    }
    let _one_more = connect(&config).await;
    nodes.until(Seen::Rejected("rejected: too many connections")).await;
    // When they go, others are welcome again.
    drop(held);
    exchange(&mut client(&config).await, 1).await;
    nodes.stop().await;
}
