//! The interpreter against the definition of the language, on random specifications and runs.
//!
//! At every event both send the same in the same order, or both fault. Which fault is reported
//! may differ where several parts of one event have none but faults.

mod classes;
mod exprs;

use std::ops::Range;

use evc_base::codes;
use evc_reference::{Reference, ReferenceProcess};
use evc_runtime::dynamic::Message;
use evc_runtime::rng::Rng;
use evc_runtime::{Effects, Fault, FaultKind, Function, Loc, Process, Site, Value};

use super::kit;
use crate::{Machine, Program};
use classes::Spec;

/// The seeds of a test run. `EVC_AGREEMENT_SEEDS=0..100000` asks for others.
const SEEDS: Range<u64> = 0..400;

/// Names the seed of a comparison that panics.
struct Replay(u64);

impl Drop for Replay {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let seed = self.0;
            eprintln!("to replay it: EVC_AGREEMENT_SEEDS={seed}..{}", seed + 1);
        }
    }
}

fn asked() -> Option<Range<u64>> {
    let text = std::env::var("EVC_AGREEMENT_SEEDS").ok()?;
    let (start, end) = text.split_once("..")?;
    Some(start.parse().ok()?..end.parse().ok()?)
}

#[test]
fn the_interpreter_does_what_the_definition_says() {
    let seeds = asked().unwrap_or(SEEDS);
    let (mut compiled, mut sent, mut faults) = (0, 0, 0);
    let cases = seeds.end.saturating_sub(seeds.start);
    for seed in seeds {
        let _replay = Replay(seed);
        if let Some(run) = compare(seed) {
            compiled += 1;
            sent += run.sent;
            faults += run.faults;
        }
    }
    if cases < SEEDS.end {
        return;
    }
    // What cannot be compiled yet, runs in which nothing happens, and runs in which everything
    // faults compare nothing: most must do better.
    assert!(compiled * 10 > cases * 7, "only {compiled} of {cases} specifications were compiled");
    assert!(sent > cases * 2 && faults > cases / 5, "{sent} messages, {faults} faults");
    println!("{compiled} of {cases} compiled, {sent} messages, {faults} faults");
}

/// What happened in a comparison.
struct Run {
    sent: u64,
    faults: u64,
}

/// Compares the engines on the specification and run of a seed; nothing if it uses what is not
/// compiled yet.
fn compare(seed: u64) -> Option<Run> {
    let mut rng = Rng::new(seed);
    let spec = Spec::random(&mut rng);
    let (sources, hir) = kit::analysed(&spec.text);
    let system = match evc_lower::lower(&hir, kit::FILE) {
        Ok(system) => system,
        Err(found) => {
            let not_yet = found.iter().all(|finding| finding.code == codes::NOT_YET);
            assert!(not_yet, "seed {seed}: {found:#?}\n{}", spec.text);
            return None;
        }
    };
    let params = params(&mut rng);
    let reference = Reference::new(&hir, &sources, &params).unwrap();
    let program = Program::new(&system, params.clone(), &sources).unwrap();
    let mut run = Run { sent: 0, faults: 0 };
    for name in ["n", "m"] {
        let loc = Loc::new(name);
        let expected = ReferenceProcess::<Message>::at(&reference, loc);
        let got = program.at(loc);
        let context = || {
            let ir = evc_ir::text::print(&system);
            format!("seed {seed} at {name} with {params:?}\n{}\n{ir}", spec.text)
        };
        match (expected, got) {
            (Ok(Some(expected)), Ok(Some(got))) => {
                steps(&spec, &mut rng, (expected, got), &mut run, &context);
            }
            (Ok(None), Ok(None)) => {}
            (Err(_), Err(_)) => run.faults += 1,
            (expected, got) => {
                panic!("installed {expected:?}, not {got:?}: {}", context())
            }
        }
    }
    Some(run)
}

/// Random messages at one location.
fn steps(
    spec: &Spec,
    rng: &mut Rng,
    (mut expected, mut got): (ReferenceProcess<Message>, Machine),
    run: &mut Run,
    context: &dyn Fn() -> String,
) {
    let mut history = Vec::new();
    for _ in 0..6 {
        let msg = spec.random_message(rng);
        history.push(msg.clone());
        let before = got.clone();
        match (step(&mut expected, &msg), step(&mut got, &msg)) {
            (Ok(expected), Ok(got)) => {
                assert_eq!(expected, got, "after {history:?}: {}", context());
                run.sent += got.sends().len() as u64;
            }
            (Err(_), Err(_)) => {
                assert_eq!(before, got, "a fault leaves the state alone: {}", context());
                run.faults += 1;
            }
            (expected, got) => {
                panic!("{expected:?}, not {got:?}, after {history:?}: {}", context())
            }
        }
    }
}

fn step<P: Process<Msg = Message>>(
    process: &mut P,
    msg: &Message,
) -> Result<Effects<Message>, Fault> {
    let mut fx = Effects::new();
    process.step(msg.clone(), &mut fx).map(|()| fx)
}

/// Values for the parameters that every random specification has.
fn params(rng: &mut Rng) -> Vec<Value> {
    let number = |rng: &mut Rng| match rng.below(8) {
        0 => i64::MAX,
        1 => i64::MIN,
        n => n as i64 - 4,
    };
    let p = Value::Int(number(rng));
    let q = Value::tuple([Value::Int(number(rng)), Value::Bool(rng.below(2) == 0)]);
    let places = ["n", "m", "c"].map(kit::loc);
    let ls = Value::bag(places.into_iter().filter(|_| rng.below(3) > 0));
    let f = Value::Function(Function::new(|argument| match argument {
        Value::Int(7) => Err(Fault { kind: FaultKind::Overflow, site: Site::UNKNOWN }),
        Value::Int(value) => Ok(Value::Int(value.wrapping_mul(3))),
        _ => Err(Fault { kind: FaultKind::IllTyped, site: Site::UNKNOWN }),
    }));
    vec![p, q, ls, kit::loc("c"), f]
}
