use std::collections::BTreeSet;

use super::*;
use crate::fault::{Fault, FaultKind, Site};
use crate::header::Header;
use crate::rng::Probability;
use crate::schema::SchemaError;
use crate::wire::{Reader, WireError, put_i64, put_variant};

mod choices;
mod crashes;
mod networks;
mod random;

/// A ball that is hit back until its number is 0, and then goes to the audience.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Msg {
    Boot,
    Ball(i64),
    /// Hits two balls, of these numbers.
    Serve(i64, i64),
    Stop,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Player {
    other: Loc,
    audience: Loc,
    hits: i64,
    stopped: bool,
    /// How long a player that was served waits before hitting the first of two balls.
    wait_ms: u64,
}

impl Process for Player {
    type Msg = Msg;

    fn step(&mut self, msg: Msg, fx: &mut Effects<Msg>) -> Result<(), Fault> {
        match msg {
            Msg::Boot => {}
            Msg::Ball(0) => fx.send(self.audience, Msg::Ball(0)),
            Msg::Ball(number) if number < 0 => {
                fx.send(self.other, Msg::Ball(0));
                let site = Site::new("ball.evml", 1, 2);
                return Err(Fault { kind: FaultKind::Overflow, site });
            }
            Msg::Ball(number) => {
                self.hits += 1;
                fx.send(self.other, Msg::Ball(number - 1));
            }
            Msg::Serve(first, second) => {
                fx.send_after(self.wait_ms, self.other, Msg::Ball(first));
                fx.send(self.other, Msg::Ball(second));
            }
            Msg::Stop => self.stopped = true,
        }
        Ok(())
    }

    fn halted(&self) -> bool {
        self.stopped
    }

    fn state(&self) -> Vec<(String, Value)> {
        vec![("hits".to_owned(), Value::Int(self.hits))]
    }
}

#[derive(Clone)]
struct Tennis {
    headers: [Header; 4],
}

impl Tennis {
    fn new() -> Self {
        let [ball, serve, stop] = ["ball", "serve", "stop"].map(|name| Header::new([name]));
        Self { headers: [Header::boot(), ball, serve, stop] }
    }
}

impl Schema for Tennis {
    type Msg = Msg;

    fn boot(&self) -> Msg {
        Msg::Boot
    }

    fn header<'a>(&'a self, msg: &'a Msg) -> &'a Header {
        match msg {
            Msg::Boot => &self.headers[0],
            Msg::Ball(_) => &self.headers[1],
            Msg::Serve(..) => &self.headers[2],
            Msg::Stop => &self.headers[3],
        }
    }

    fn body(&self, msg: &Msg) -> Value {
        match msg {
            Msg::Boot | Msg::Stop => Value::Unit,
            Msg::Ball(number) => Value::Int(*number),
            Msg::Serve(first, second) => Value::tuple([Value::Int(*first), Value::Int(*second)]),
        }
    }

    fn message(&self, header: &Header, _: &Value) -> Result<Msg, SchemaError> {
        Err(SchemaError::UnknownHeader(header.clone()))
    }

    fn encode(&self, msg: &Msg, out: &mut Vec<u8>) {
        if let Msg::Ball(number) = msg {
            put_variant(0, out);
            put_i64(*number, out);
        }
    }

    fn decode(&self, input: &mut Reader<'_>) -> Result<Msg, WireError> {
        match input.take_variant()? {
            0 => input.take_i64().map(Msg::Ball),
            other => Err(WireError::UnknownMessage(other)),
        }
    }

    fn fingerprint(&self) -> u128 {
        0
    }
}

const FIFO: Options = Options {
    seed: 0,
    schedule: Schedule::Fifo,
    network: Network::PERFECT,
    crashes: Vec::new(),
    boot: false,
};

fn locs() -> [Loc; 3] {
    ["a", "b", "audience"].map(Loc::new)
}

fn player(other: Loc) -> Player {
    Player { other, audience: Loc::new("audience"), hits: 0, stopped: false, wait_ms: 20 }
}

fn world(options: Options) -> World<Player, Tennis> {
    let [a, b, audience] = locs();
    let nodes = vec![(a, Some(player(b))), (b, Some(player(a)))];
    World::new(Tennis::new(), nodes, vec![audience], options)
}

fn served(options: Options, msg: Msg) -> World<Player, Tennis> {
    let mut world = world(options);
    assert!(world.post(Loc::new("a"), msg));
    world
}

/// The numbers of the balls in the order they were received.
fn balls(trace: &Trace) -> Vec<i64> {
    let number = |record: &Record| match record.value {
        Value::Int(number) => Some(number),
        _ => None,
    };
    trace.records().iter().filter_map(number).collect()
}

#[test]
fn a_rally_in_full() {
    let options = Options { boot: true, ..FIFO };
    let trace = served(options, Msg::Ball(1)).run(100);
    expect_test::expect![[r#"
        {"trace":{"version":2}}
        {"step":0,"time":0,"event":0,"loc":"a","message":0,"cause":null,"header":["evc","boot"],"value":null,"sends":[]}
        {"step":1,"time":1,"event":1,"loc":"b","message":1,"cause":null,"header":["evc","boot"],"value":null,"sends":[]}
        {"step":2,"time":2,"event":2,"loc":"a","message":2,"cause":null,"header":["ball"],"value":1,"sends":[{"to":"b","delay":0,"header":["ball"],"value":0}]}
        {"step":3,"time":3,"event":3,"loc":"b","message":3,"cause":2,"send":0,"header":["ball"],"value":0,"sends":[{"to":"audience","delay":0,"header":["ball"],"value":0,"external":true}]}
        {"summary":{"events":4,"outputs":1,"pending":0,"faults":0,"lost":0,"duplicated":0,"crashed":0,"recovered":0}}
    "#]].assert_eq(&trace.to_json_lines());
}

#[test]
fn fifo_is_the_order_of_sending() {
    let trace = served(FIFO, Msg::Serve(1, 5)).run(u64::MAX);
    assert_eq!(balls(&trace), [1, 5, 0, 4, 3, 2, 1, 0]);
    assert_eq!(trace.records()[2].cause, Some(Cause { event: 0, send: 1 }));
    assert_eq!(trace.records()[2].loc, Loc::new("b"));
}

#[test]
fn timed_is_the_order_of_virtual_time() {
    let timed = Options { schedule: Schedule::Timed, ..FIFO };
    let mut world = served(timed.clone(), Msg::Serve(1, 5));
    let trace = world.run(u64::MAX);
    assert_eq!(balls(&trace), [5, 4, 3, 2, 1, 0, 1, 0]);
    assert_eq!(world.now_ms(), 20);

    let network = Network::PERFECT.with(Effect::Delay(Delay::Constant(7)));
    let mut world = served(Options { network, ..timed }, Msg::Serve(1, 5));
    let trace = world.run(u64::MAX);
    // The first message waits at its node; every other is on its way for 7 ms.
    assert_eq!(balls(&trace), [5, 4, 3, 1, 2, 0, 1, 0]);
    assert_eq!(world.now_ms(), 42);
}

#[test]
fn a_seed_decides_a_run() {
    let network = Network::PERFECT
        .with(Effect::Delay(Delay::Uniform(1, 50)))
        .with(Effect::Loss(Probability::new(0.05).unwrap()))
        .with(Effect::Duplication(Probability::new(0.1).unwrap()));
    for schedule in [Schedule::Timed, Schedule::Random] {
        let run = |seed| {
            let options = Options { seed, schedule, network: network.clone(), ..FIFO };
            let mut world = served(options, Msg::Serve(8, 9));
            for number in 10..20 {
                world.post(Loc::new("b"), Msg::Ball(number));
            }
            world.run(1000).to_json_lines()
        };
        let runs: BTreeSet<String> = (0..8).map(run).collect();
        assert_eq!(runs.len(), 8);
        assert!((0..8).all(|seed| runs.contains(&run(seed))));
    }
}

#[test]
fn traced_or_not_a_run_is_the_same() {
    let run = |traced| {
        let options = Options { schedule: Schedule::Random, seed: 5, ..FIFO };
        let mut world = served(options, Msg::Serve(30, 40));
        let summary = if traced { world.run(1000).summary() } else { world.run_untraced(1000) };
        (summary, world.states(), world.steps())
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn losing_is_a_step() {
    let network = Network::PERFECT.with(Effect::Loss(Probability::ALWAYS));
    let mut world = served(Options { network, boot: true, ..FIFO }, Msg::Ball(3));
    for _ in 0..2 {
        assert!(matches!(world.step(), Some(Step::Event(_))));
    }
    let happening = Happening::Lost { message: 2, to: Loc::new("a"), cause: None };
    assert_eq!(world.step(), Some(Step::Incident(Incident { step: 2, time_ms: 2, happening })));
    assert_eq!(world.step(), None);
    assert_eq!(world.summary(), Summary { events: 2, lost: 1, ..Summary::default() });
    assert_eq!(world.steps(), 3);
}

#[test]
fn duplicating_is_a_step() {
    let network = Network::PERFECT.with(Effect::Duplication(Probability::ALWAYS));
    let mut world = served(Options { network, ..FIFO }, Msg::Ball(1));
    let trace = world.run(u64::MAX);
    assert_eq!(balls(&trace), [1, 1, 0, 0, 0, 0]);
    let steps: Vec<u64> = trace.records().iter().map(|record| record.step).collect();
    assert_eq!(steps, [1, 3, 5, 6, 7, 8]);
    let copied = trace.incidents().iter().map(|incident| &incident.happening);
    let to = |name| Loc::new(name);
    let sent = |event| Some(Cause { event, send: 0 });
    let expected = [
        Happening::Duplicated { message: 0, copy: 1, to: to("a"), cause: None },
        Happening::Duplicated { message: 2, copy: 3, to: to("b"), cause: sent(0) },
        Happening::Duplicated { message: 4, copy: 5, to: to("b"), cause: sent(1) },
    ];
    assert!(copied.eq(&expected), "{:?}", trace.incidents());
    assert_eq!((trace.summary().outputs, trace.summary().duplicated), (4, 3));
}

#[test]
fn what_a_node_sends_itself_passes_no_network() {
    let [a, _, audience] = locs();
    let network = Network::PERFECT.with(Effect::Loss(Probability::ALWAYS));
    let options = Options { network, boot: true, ..FIFO };
    let mut alone = player(a);
    alone.step(Msg::Boot, &mut Effects::new()).unwrap();
    let nodes = vec![(a, Some(Eager(alone)))];
    let mut world = World::new(Tennis::new(), nodes, vec![audience], options);
    assert_eq!(world.run(100).summary().outputs, 1);
}

/// A player that serves itself when it starts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Eager(Player);

impl Process for Eager {
    type Msg = Msg;

    fn step(&mut self, msg: Msg, fx: &mut Effects<Msg>) -> Result<(), Fault> {
        self.0.step(if msg == Msg::Boot { Msg::Ball(3) } else { msg }, fx)
    }

    fn state(&self) -> Vec<(String, Value)> {
        self.0.state()
    }
}

#[test]
fn a_crashed_node_handles_nothing() {
    let [_, b, audience] = locs();
    let crashes = [(b, 3), (audience, 0), (Loc::new("nobody"), 0)];
    let crashes = crashes.map(|(loc, step)| Crash::stop(loc, step)).to_vec();
    let mut world = served(Options { crashes, ..FIFO }, Msg::Ball(9));
    let trace = world.run(u64::MAX);
    assert_eq!(balls(&trace), [9, 8, 7, 6]);
    let last = trace.records().last().unwrap();
    assert!(last.halted && last.sends.is_empty() && last.loc == b && last.step == 4);
    assert_eq!((trace.summary().crashed, trace.incidents().len()), (1, 1));
    assert_eq!(world.nodes(), [(Loc::new("a"), false), (b, true)]);
    let hits = |number| vec![("hits".to_owned(), Value::Int(number))];
    assert_eq!(world.states(), [(Loc::new("a"), hits(2)), (b, hits(1))]);
}

#[test]
fn a_halted_or_absent_process_is_marked() {
    let [a, b, audience] = locs();
    let nodes = vec![(a, Some(player(b))), (b, None)];
    let mut world = World::new(Tennis::new(), nodes, vec![audience], FIFO);
    world.post(a, Msg::Ball(5));
    world.post(a, Msg::Stop);
    world.post(a, Msg::Ball(5));
    let trace = world.run(100);
    let halted: Vec<bool> = trace.records().iter().map(|record| record.halted).collect();
    assert_eq!(halted, [false, false, true, true]);
    assert_eq!(world.states().len(), 1);
    assert!(world.process(a).is_some_and(|player| player.stopped) && world.process(b).is_none());
}

#[test]
fn a_fault_sends_nothing() {
    let trace = served(FIFO, Msg::Ball(-1)).run(100);
    let [record] = trace.records() else { panic!("the fault sent something") };
    assert!(record.sends.is_empty() && !record.halted);
    assert_eq!(record.fault.as_ref().unwrap().to_string(), "ball.evml:1:2: integer overflow");
    assert_eq!(trace.summary(), Summary { events: 1, faults: 1, ..Summary::default() });
}

#[test]
fn messages_to_nowhere_are_marked() {
    let [a, b, _] = locs();
    let nodes = vec![(a, Some(player(b)))];
    let mut world = World::new(Tennis::new(), nodes, Vec::new(), FIFO);
    assert!(!world.post(b, Msg::Ball(1)));
    world.post(a, Msg::Ball(1));
    let trace = world.run(100);
    let [send] = trace.records()[0].sends.as_slice() else { panic!("not one send") };
    assert!(send.unknown && !send.external);
    assert_eq!(trace.summary(), Summary { events: 1, ..Summary::default() });
}

#[test]
fn a_run_can_be_cut_and_go_on() {
    let mut world = served(FIFO, Msg::Ball(5));
    assert_eq!(world.run(2).summary().pending, 1);
    assert_eq!(balls(&world.run(100)), [3, 2, 1, 0]);
    assert_eq!(world.run(100).records(), []);
}
