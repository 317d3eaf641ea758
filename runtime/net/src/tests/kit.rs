//! The specification of the tests, and what makes runs of it short to write.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use evc_runtime::schema::fingerprint;
use evc_runtime::wire::{Reader, WireError, put_i64, put_variant};
use evc_runtime::{
    Effects, Fault, FaultKind, Header, Loc, Process, Schema, SchemaError, Site, Value,
};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::observe::Watch;
use crate::{Client, Cluster, Config, DialError, Loss, Observer, Options, Rejection, RunError};
use crate::{Stopper, Tally};

/// Only a broken program takes so long.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Headers by number; 0 is the boot event. All bodies are integers.
const HEADERS: [&str; 10] =
    ["evc boot", "start", "ping", "pong", "done", "again", "later", "burst", "odd", "long"];

/// A message: the number of its header, and its body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Msg {
    pub kind: usize,
    pub n: i64,
}

pub fn msg(header: &str, n: i64) -> Msg {
    Msg { kind: HEADERS.iter().position(|other| *other == header).unwrap(), n }
}

/// What the messages look like from outside. The number distinguishes fingerprints.
pub struct Messages(Vec<Header>, u128);

impl Messages {
    pub fn new() -> Self {
        let header = |text: &&str| Header::new(text.split_whitespace());
        let headers: Vec<Header> = HEADERS.iter().map(header).collect();
        let print = fingerprint(headers.iter().map(|header| (header, "Int")));
        Self(headers, print)
    }

    pub fn of_another_specification() -> Self {
        let Self(headers, print) = Self::new();
        Self(headers, !print)
    }
}

impl Schema for Messages {
    type Msg = Msg;

    fn boot(&self) -> Msg {
        Msg { kind: 0, n: 0 }
    }

    fn header<'a>(&'a self, msg: &'a Msg) -> &'a Header {
        &self.0[msg.kind]
    }

    fn body(&self, msg: &Msg) -> Value {
        if msg.kind == 0 { Value::Unit } else { Value::Int(msg.n) }
    }

    fn message(&self, header: &Header, body: &Value) -> Result<Msg, SchemaError> {
        let kind = self.0.iter().skip(1).position(|other| other == header);
        let kind = 1 + kind.ok_or_else(|| SchemaError::UnknownHeader(header.clone()))?;
        match body {
            Value::Int(n) => Ok(Msg { kind, n: *n }),
            _ => Err(SchemaError::BodyType { header: header.clone(), expected: "Int".into() }),
        }
    }

    fn encode(&self, msg: &Msg, out: &mut Vec<u8>) {
        put_variant(msg.kind as u32, out);
        put_i64(msg.n, out);
        if HEADERS[msg.kind] == "long" {
            out.extend(std::iter::repeat_n(0, msg.n as usize));
        }
    }

    fn decode(&self, input: &mut Reader<'_>) -> Result<Msg, WireError> {
        let kind = input.take_variant()?;
        if kind == 0 || kind as usize >= self.0.len() {
            return Err(WireError::UnknownMessage(kind));
        }
        Ok(Msg { kind: kind as usize, n: input.take_i64()? })
    }

    fn fingerprint(&self) -> u128 {
        self.1
    }
}

/// What runs at `a` and `b`; outputs go to `client`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Player {
    at: Loc,
    halted: bool,
}

impl Process for Player {
    type Msg = Msg;

    fn step(&mut self, received: Msg, fx: &mut Effects<Msg>) -> Result<(), Fault> {
        let (a, b, client) = (Loc::new("a"), Loc::new("b"), Loc::new("client"));
        let n = received.n;
        match HEADERS[received.kind] {
            "start" => fx.send(b, msg("ping", n)),
            "ping" => fx.send(a, msg("pong", n + 1)),
            "pong" => fx.send(client, msg("done", n)),
            // So many messages to itself.
            "again" if n > 0 => fx.send(self.at, msg("again", n - 1)),
            "again" => fx.send(client, msg("done", 0)),
            // The later one first.
            "later" => {
                fx.send_after(n as u64 + 40, client, msg("done", n + 40));
                fx.send_after(n as u64, client, msg("done", n));
            }
            "burst" => (1..=n).for_each(|i| fx.send(client, msg("done", i))),
            "odd" if n == 0 => {
                fx.send(client, msg("done", 0));
                let site = Site::new("odd.evml", 3, 7);
                return Err(Fault { kind: FaultKind::DivisionByZero, site });
            }
            "odd" if n < 0 => self.halted = true,
            // Longer than a frame by its padding.
            "odd" if n == 1 => fx.send(client, msg("long", 1 << 20)),
            "odd" => fx.send(Loc::new("nowhere"), msg("done", 0)),
            _ => {}
        }
        Ok(())
    }

    fn halted(&self) -> bool {
        self.halted
    }

    fn state(&self) -> Vec<(String, Value)> {
        vec![("halted".into(), Value::Bool(self.halted))]
    }
}

pub fn player(name: &str) -> (Loc, Option<Player>) {
    let at = Loc::new(name);
    (at, Some(Player { at, halted: false }))
}

/// Locations `a` and `b`, external `client`, at ports that were free a moment ago; no boot.
pub fn config() -> Config {
    config_with("", "boot = false")
}

pub fn config_with(rest: &str, head: &str) -> Config {
    let (a, b, client) = (unused(), unused(), unused());
    let text = format!(
        "{head}\n[locations]\na = '{a}'\nb = '{b}'\nclient = '{client}'\n\
         [groups]\nexternal = ['client']\n{rest}"
    );
    Config::parse("test.toml", &text).unwrap()
}

/// An address that is free and that no other test in this program is given.
fn unused() -> SocketAddr {
    static GIVEN: Mutex<BTreeSet<SocketAddr>> = Mutex::new(BTreeSet::new());
    loop {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        if GIVEN.lock().unwrap().insert(address) {
            return address;
        }
    }
}

pub fn address(config: &Config, name: &str) -> String {
    config.named(name).unwrap().address.clone()
}

/// What an observer has seen.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    Output(String),
    Event(String),
    Fault(String),
    Lost(Loc, &'static str),
    Reached(Loc),
    Unreached(Loc, &'static str),
    Rejected(&'static str),
}

struct Eyes(mpsc::UnboundedSender<Seen>, bool);

impl Eyes {
    fn see(&self, seen: Seen) {
        // The test may have seen enough already.
        drop(self.0.send(seen));
    }
}

impl Observer for Eyes {
    fn output(&self, from: Loc, to: Loc, header: &Header, body: &Value) {
        self.see(Seen::Output(format!("{from} -> {to}  {header} {body}")));
    }

    fn wants_events(&self) -> bool {
        self.1
    }

    fn event(&self, at: Loc, from: Option<Loc>, header: &Header, body: &Value) {
        let from = from.map_or("-", Loc::name);
        self.see(Seen::Event(format!("{from} {at} {header} {body}")));
    }

    fn fault(&self, at: Loc, fault: &Fault) {
        self.see(Seen::Fault(format!("{at} {fault}")));
    }

    fn lost(&self, _: Loc, to: Loc, loss: &Loss) {
        self.see(Seen::Lost(to, loss.cause()));
    }

    fn reached(&self, _: Loc, to: Loc) {
        self.see(Seen::Reached(to));
    }

    fn unreached(&self, _: Loc, to: Loc, error: &DialError) {
        self.see(Seen::Unreached(to, error.cause()));
    }

    fn rejected(&self, _: Loc, _: SocketAddr, rejection: &Rejection) {
        self.see(Seen::Rejected(rejection.cause()));
    }
}

/// The reports of a node that is not there, and what an observer sees of them.
pub fn watch(at: Loc) -> (Watch, mpsc::UnboundedReceiver<Seen>) {
    let (sender, seen) = mpsc::unbounded_channel();
    (Watch { at, tally: Arc::default(), observer: Arc::new(Eyes(sender, false)) }, seen)
}

/// Nodes that run beside the test.
pub struct Running {
    pub stopper: Stopper,
    pub tallies: BTreeMap<Loc, Arc<Tally>>,
    pub seen: mpsc::UnboundedReceiver<Seen>,
    task: JoinHandle<Result<(), RunError>>,
}

pub async fn start(config: &Config, nodes: &[&str]) -> Running {
    let nodes = nodes.iter().map(|name| player(name)).collect();
    start_with(config, nodes, None, false).await
}

pub async fn start_with(
    config: &Config,
    nodes: Vec<(Loc, Option<Player>)>,
    until: Option<&str>,
    events: bool,
) -> Running {
    let (sender, seen) = mpsc::unbounded_channel();
    let until = until.map(|header| Header::new([header]));
    let options = Options { until, observer: Arc::new(Eyes(sender, events)) };
    let cluster = Cluster::bind(config, Messages::new(), nodes, options).await.unwrap();
    let (stopper, tallies) = (cluster.stopper(), cluster.tallies());
    Running { stopper, tallies, seen, task: tokio::spawn(cluster.run()) }
}

impl Running {
    /// Waits until the observer sees `awaited`, whatever it sees before.
    pub async fn until(&mut self, awaited: Seen) {
        within(async {
            while let Some(seen) = self.seen.recv().await {
                if seen == awaited {
                    return;
                }
            }
            panic!("the run has ended without {awaited:?}");
        })
        .await;
    }

    pub fn tally(&self, name: &str) -> &Tally {
        &self.tallies[&Loc::new(name)]
    }

    /// Waits for the end of the run, and gives what has been seen until then.
    pub async fn end(mut self) -> Vec<Seen> {
        within(self.task).await.unwrap().unwrap();
        let mut rest = Vec::new();
        while let Some(seen) = self.seen.recv().await {
            rest.push(seen);
        }
        rest
    }

    pub async fn stop(self) -> Vec<Seen> {
        self.stopper.stop();
        self.end().await
    }
}

pub async fn within<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(LIMIT, future).await.expect("what must happen does not happen")
}

pub async fn client(config: &Config) -> Client<Messages> {
    Client::open(config, Loc::new("client"), Messages::new()).await.unwrap()
}

pub async fn send(client: &Client<Messages>, to: &str, message: Msg) {
    client.send(Loc::new(to), &message, LIMIT).await.unwrap();
}

/// The next message to the client: sender, header, body.
pub async fn receive(client: &mut Client<Messages>) -> String {
    let (from, header, body) = client.receive(LIMIT).await.expect("no message for the client");
    format!("{from} {header} {body}")
}

/// A whole exchange: client, `a`, `b`, `a`, client.
pub async fn exchange(client: &mut Client<Messages>, n: i64) {
    send(client, "a", msg("start", n)).await;
    assert_eq!(receive(client).await, format!("a done {}", n + 1));
}
