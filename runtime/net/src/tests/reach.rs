//! Peers that are late, go and come back.

use evc_runtime::Loc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::kit::{Seen, client, config, exchange, msg, receive, send, start, watch, within};
use crate::Stopper;
use crate::frame;
use crate::handshake::{self, Hello, TAKEN, Welcome};
use crate::link::{Link, Route};

#[tokio::test]
async fn a_peer_that_starts_late_is_reached() {
    let config = config();
    let mut a = start(&config, &["a"]).await;
    let mut client = client(&config).await;
    send(&client, "a", msg("start", 1)).await;
    a.until(Seen::Unreached(Loc::new("b"), "unreached: no connection")).await;
    a.until(Seen::Unreached(Loc::new("b"), "unreached: no connection")).await;
    let b = start(&config, &["b"]).await;
    assert_eq!(receive(&mut client).await, "a done 2");
    a.stop().await;
    b.stop().await;
}

#[tokio::test]
async fn a_peer_that_restarts_is_reached_again() {
    let config = config();
    let mut a = start(&config, &["a"]).await;
    let mut client = client(&config).await;
    for n in 0..3 {
        let b = start(&config, &["b"]).await;
        exchange(&mut client, n).await;
        b.stop().await;
        a.until(Seen::Unreached(Loc::new("b"), "unreached: cut")).await;
    }
    a.stop().await;
}

/// A payload so long that the system cannot take many of them at once, with a number in front.
fn numbered(number: u32) -> Vec<u8> {
    let payload = |out: &mut Vec<u8>| {
        out.extend(number.to_be_bytes());
        out.resize(out.len() + 100_000, 0);
    };
    frame::frame(payload).unwrap()
}

#[tokio::test]
async fn cuts_within_messages_repeat_nothing_and_keep_the_order() {
    const ROUNDS: u32 = 3;
    const FRAMES: u32 = 300;
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap().to_string();
    let (from, to) = (Loc::new("a"), Loc::new("b"));
    let stopper = Stopper::new();
    let (watch, mut seen) = watch(from);
    let route = Route { hello: Hello { fingerprint: 1, from, to }, address };
    let (link, work) = Link::new(route, watch, stopper.stopping());
    let work = tokio::spawn(work);
    let welcome = Welcome { fingerprint: 1, at: to, known: vec![from] };
    let mut received = Vec::new();
    for round in 0..ROUNDS {
        for number in round * FRAMES..(round + 1) * FRAMES {
            link.send(numbered(number)).await.unwrap();
        }
        let (mut stream, _) = within(socket.accept()).await.unwrap();
        handshake::accept(&mut stream, &welcome).await.unwrap();
        // Hang up within a message, with more of them on the way.
        within(take_frames(&mut stream, 3 + round as usize, &mut received)).await;
        let mut part = vec![0; 50_000];
        within(stream.read_exact(&mut part)).await.unwrap();
        drop(stream);
        while within(seen.recv()).await != Some(Seen::Unreached(to, "unreached: cut")) {}
    }
    let (mut stream, _) = within(socket.accept()).await.unwrap();
    handshake::accept(&mut stream, &welcome).await.unwrap();
    drop(link);
    within(take_frames(&mut stream, usize::MAX, &mut received)).await;
    stream.write_u8(TAKEN).await.unwrap();
    within(work).await.unwrap();
    assert!(received.is_sorted_by(|a, b| a < b), "{received:?}");
    // What was still waiting when the connection was cut came over the next ones.
    assert_eq!(received.last(), Some(&(ROUNDS * FRAMES - 1)));
    assert!(received.len() > 100, "{received:?}");
}

/// Reads frames, as many as `count` or as there are, and notes their numbers.
async fn take_frames(stream: &mut TcpStream, count: usize, numbers: &mut Vec<u32>) {
    let mut payload = Vec::new();
    for _ in 0..count {
        if !frame::read(stream, &mut payload).await.unwrap() {
            return;
        }
        numbers.push(u32::from_be_bytes(*payload.first_chunk().unwrap()));
    }
}
