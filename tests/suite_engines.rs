//! The interpreter, the generated Rust and the definition of the language are the same function.
//!
//! A thousand rings in drawn environments run on each. A failure names its seed, which draws the
//! same run again: `EVC_SEED=17 cargo test -p evc-tests --test suite_engines`.

#[rustfmt::skip]
#[path = "codegen/leader-ring.rs"]
#[expect(dead_code, reason = "engines need only a part of what specifications offer")]
mod leader_ring;

use std::collections::BTreeSet;

use evc_runtime::rng::Probability;
use evc_runtime::sim::{Effect, Schedule};
use evc_runtime::trace::Trace;
use evc_runtime::wire::{Reader, WireError};
use evc_runtime::{Fixed, Header, Loc, Schema, Value};
use evc_tests::ring::{self, Drawn, drawn, judge};
use evc_tests::{Ran, Scenario, Spec};

use leader_ring::{Messages, Params};

/// The seeds to run: all, or the one that the environment names.
fn seeds() -> Vec<u64> {
    match std::env::var("EVC_SEED") {
        Ok(seed) => vec![seed.parse().expect("EVC_SEED is a number")],
        Err(_) => (0..1000).collect(),
    }
}

/// Runs a scenario with the generated Rust.
fn run_native(spec: &Spec, scenario: &Scenario) -> Ran {
    let values = spec.values(&scenario.config);
    let params = Fixed::new(Params::from_values(&values).expect("the configuration is right"));
    scenario.run(Messages::new(), |loc| leader_ring::at(&params, loc))
}

/// Fails at the first line in which two traces differ.
fn same(seed: u64, what: &str, ours: &Trace, theirs: &Trace) {
    let (ours, theirs) = (ours.to_json_lines(), theirs.to_json_lines());
    let differing = ours.lines().zip(theirs.lines()).find(|(ours, theirs)| ours != theirs);
    assert!(ours == theirs, "seed {seed}: the interpreter and {what} differ: {differing:#?}");
}

#[test]
fn engines_agree_and_the_protocol_is_right() {
    let spec = Spec::leader_ring();
    for seed in seeds() {
        let drawn = drawn(seed);
        let interpreted = drawn.scenario.interpret(&spec);
        let native = run_native(&spec, &drawn.scenario);
        same(seed, "the generated Rust", &interpreted.trace, &native.trace);
        assert_eq!(interpreted.states, native.states, "seed {seed}: final states");
        let reference = drawn.scenario.refer(&spec);
        same(seed, "the definition", &interpreted.trace, &reference.trace);
        assert_eq!(interpreted.trace.summary().pending, 0, "seed {seed}: it does not end");
        if let Err(wrong) = judge(&drawn, &interpreted.trace) {
            panic!("seed {seed}: {wrong}\n{}", interpreted.trace.to_json_lines());
        }
    }
}

/// What a drawn run has in it.
fn features(drawn: &Drawn) -> Vec<String> {
    let Scenario { config, options, later } = &drawn.scenario;
    let has = |what: fn(&Effect) -> bool| {
        options.network.layers().iter().any(|layer| what(&layer.effect))
    };
    let initiators = config.messages.len() - config.internal().count();
    vec![
        format!("{} nodes", config.internal().count()),
        format!("{initiators} initiators"),
        format!("boot {}", config.boot),
        format!("timed {}", options.schedule == Schedule::Timed),
        format!("loss {}", has(|it| matches!(it, Effect::Loss(p) if *p != Probability::NEVER))),
        format!(
            "duplicates {}",
            has(|it| matches!(it, Effect::Duplication(p) if *p != Probability::NEVER))
        ),
        format!("crash {}", !options.crashes.is_empty()),
        format!("second epoch {}", later.is_some()),
        format!("decided {:?}", drawn.decided),
    ]
}

/// The comparison is only worth what the drawn runs contain.
#[test]
fn drawn_runs_have_every_feature() {
    let found: BTreeSet<String> = (0..1000).flat_map(|seed| features(&drawn(seed))).collect();
    let mut wanted: BTreeSet<String> =
        ["3 nodes", "5 nodes", "7 nodes", "1 initiators", "2 initiators"].map(str::to_owned).into();
    for either in ["boot", "timed", "loss", "duplicates", "crash", "second epoch"] {
        wanted.extend([true, false].map(|is_so| format!("{either} {is_so}")));
    }
    wanted.extend(["[]", "[1]", "[2]", "[1, 2]"].map(|epochs| format!("decided {epochs}")));
    assert_eq!(found, wanted);
}

/// The messages of a run: what was received and what was sent.
fn messages(trace: &Trace) -> BTreeSet<(Header, Value)> {
    let received = trace.records().iter().map(|record| (&record.header, &record.value));
    let sent = trace.records().iter().flat_map(|record| &record.sends);
    let all = received.chain(sent.map(|send| (&send.header, &send.value)));
    let all = all.filter(|(header, _)| **header != Header::boot());
    all.map(|(header, value)| (header.clone(), value.clone())).collect()
}

/// The wire form of a message.
fn bytes<S: Schema>(schema: &S, header: &Header, body: &Value) -> Vec<u8> {
    let msg = schema.message(header, body).expect("the message is of the specification");
    let mut bytes = Vec::new();
    schema.encode(&msg, &mut bytes);
    bytes
}

/// The message that a wire form holds, and nothing else.
fn read<S: Schema>(schema: &S, bytes: &[u8]) -> Result<(Header, Value), WireError> {
    let mut input = Reader::new(bytes);
    let msg = schema.decode(&mut input)?;
    input.finish()?;
    Ok((schema.header(&msg).clone(), schema.body(&msg)))
}

#[test]
fn engines_understand_each_other_on_the_wire() {
    let spec = Spec::leader_ring();
    let (mut checked, native) = (BTreeSet::new(), Messages::new());
    for seed in 0..50 {
        let Drawn { scenario, .. } = drawn(seed);
        let schema = spec.program(&scenario.config).schema();
        assert_eq!(schema.fingerprint(), native.fingerprint());
        for (header, value) in messages(&scenario.interpret(&spec).trace) {
            let sent = bytes(&schema, &header, &value);
            assert_eq!(sent, bytes(&native, &header, &value), "{header:?} {value}");
            let message = Ok((header, value));
            assert_eq!(read(&schema, &sent), message);
            assert_eq!(read(&native, &sent), message);
            checked.insert(sent);
        }
    }
    let kinds: BTreeSet<u8> = checked.iter().filter_map(|bytes| bytes.first().copied()).collect();
    assert_eq!(kinds.len(), 4, "some declared message was never sent");
}

#[test]
fn engines_refuse_what_is_no_message() {
    let spec = Spec::leader_ring();
    let (interpreted, native) = (spec.program(&ring::smallest()).schema(), Messages::new());
    let whole = bytes(
        &native,
        &Header::new(["config"]),
        &Value::tuple([Value::Int(300), Value::Loc(Loc::new("n2"))]),
    );
    let cut = (0..whole.len()).map(|end| whole.iter().copied().take(end).collect());
    let trailing = whole.iter().copied().chain([0]).collect();
    let unknown = vec![4];
    for wrong in cut.chain([trailing, unknown]) {
        let wrong: Vec<u8> = wrong;
        let (ours, theirs) = (read(&interpreted, &wrong), read(&native, &wrong));
        assert!(ours.is_err(), "{wrong:?} is read as {ours:?}");
        assert_eq!(ours, theirs, "{wrong:?}");
    }
}
