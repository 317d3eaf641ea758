//! The checker explores the ring of three, interpreted and generated.

#[rustfmt::skip]
#[path = "codegen/leader-ring.rs"]
#[expect(dead_code, reason = "the checker needs only a part of what specifications offer")]
mod leader_ring;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use evc_check::{
    Counterexample, Coverage, Faults, Invariant, Model, Network, Options, Outputs, Report, State,
    System, Verdict, Violation, explore,
};
use evc_interp::Machine;
use evc_runtime::{Fault, Fixed, Loc, Process, Schema, Value};
use evc_tests::{Spec, ring};
use expect_test::expect;

use leader_ring::{Messages, Params};

/// The smallest ring in a network that repeats one message and delivers in any order.
fn system<P: Process, S: Schema<Msg = P::Msg>>(
    schema: &S,
    at: impl Fn(Loc) -> Result<Option<P>, Fault>,
) -> System<P> {
    let config = ring::smallest();
    let install = |loc| (loc, at(loc).expect("every process can be installed"));
    let model = Model {
        nodes: config.internal().map(install).collect(),
        initial: config.messages(schema).expect("the messages are of the specification"),
        boot: None,
        network: Network { drop: 0, duplicate: 1 },
        outputs: Outputs::Kept,
    };
    System::new(model).expect("the model makes sense")
}

fn interpreted() -> (System<Machine>, evc_interp::Messages) {
    let spec = Spec::leader_ring();
    let program = spec.program(&ring::smallest());
    let schema = program.schema();
    (system(&schema, |loc| program.at(loc)), schema)
}

fn generated() -> (System<leader_ring::Node>, Messages) {
    let values = Spec::leader_ring().values(&ring::smallest());
    let params = Fixed::new(Params::from_values(&values).expect("the configuration is right"));
    let schema = Messages::new();
    (system(&schema, |loc| leader_ring::at(&params, loc)), schema)
}

/// The bodies of the results that were declared.
fn results<P: Process>(schema: &impl Schema<Msg = P::Msg>, state: &State<P>) -> BTreeSet<Value> {
    state.outputs().iter().map(|output| schema.body(&output.msg)).collect()
}

/// The result that may be declared: `n2` has the greatest identifier.
fn right() -> Value {
    Value::tuple([Value::Int(1), Value::Loc(Loc::new("n2"))])
}

fn invariants<P: Process, S: Schema<Msg = P::Msg> + Clone>(schema: &S) -> Vec<Invariant<P>> {
    let (one, greatest) = (schema.clone(), schema.clone());
    vec![
        Invariant::new("one leader", move |state| results(&one, state).len() <= 1),
        Invariant::new("the greatest leads", move |state| {
            results(&greatest, state).iter().all(|result| *result == right())
        }),
    ]
}

fn check<P: Process>(system: &System<P>, invariants: &[Invariant<P>]) -> Report<P::Msg> {
    let options = Options { faults: Faults::Violations, ..Options::SAFE };
    explore(system, invariants, &options, &mut |_| ControlFlow::Continue(()))
        .expect("processes do the same again when given the same messages")
}

#[test]
fn the_ring_of_three_elects_the_greatest_alone() {
    let (system, schema) = interpreted();
    let ours = check(&system, &invariants(&schema));
    let (system, schema) = generated();
    let theirs = check(&system, &invariants(&schema));
    assert_eq!(ours.verdict, Verdict::Verified);
    assert_eq!(theirs.verdict, Verdict::Verified);
    assert_eq!(ours.coverage, theirs.coverage, "the engines reach different states");
    expect![[r#"
        215 states, 498 transitions, 0 faults, 8 quiescent, 0 unexplored, depth 11
    "#]]
    .assert_eq(&pinned(ours.coverage));
}

/// The counts that change when the meaning does.
fn pinned(coverage: Coverage) -> String {
    let Coverage { states, transitions, faults, quiescent, unexplored, depth, .. } = coverage;
    format!(
        "{states} states, {transitions} transitions, {faults} faults, {quiescent} quiescent, \
         {unexplored} unexplored, depth {depth}\n"
    )
}

/// What is verified is not verified because nothing happens: a leader can be elected, and the
/// shortest way there is found on both engines.
#[test]
fn a_leader_can_be_elected() {
    let (system, schema) = interpreted();
    let ours = shortest_election(&system, schema);
    let (system, schema) = generated();
    let theirs = shortest_election(&system, schema);
    assert_eq!(ours, theirs, "the engines need different numbers of choices");
    expect![[r#"
        8
    "#]]
    .assert_eq(&format!("{ours}\n"));
}

/// How many choices lead to an election at the least.
fn shortest_election<P: Process, S: Schema<Msg = P::Msg>>(system: &System<P>, schema: S) -> usize {
    let never = Invariant::new("never a leader", move |state| results(&schema, state).is_empty());
    match check(system, &[never]).verdict {
        Verdict::Violated(Counterexample { violation: Violation::Invariant(_), choices }) => {
            choices.len()
        }
        verdict => panic!("nobody can be elected: {verdict:?}"),
    }
}
