use evc_runtime::Loc;

use super::*;
use crate::model::{Model, Network};
use crate::samples::{Elector, Passer, Say, Token, client, count, overflow, pair, ring};
use crate::state::{Flight, Output};

fn run<P: Process>(
    model: &Model<P>,
    invariants: &[Invariant<P>],
    options: &Options,
) -> Report<P::Msg> {
    let system = System::new(model.clone()).unwrap();
    explore(&system, invariants, options, &mut |_| ControlFlow::Continue(())).unwrap()
}

fn states<P: Process>(model: &Model<P>) -> u64 {
    let report = run(model, &[], &Options::SAFE);
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!(report.coverage.unexplored, 0);
    assert_eq!(report.coverage.depth, report.coverage.depth_covered);
    assert_eq!(report.coverage.states, count(model), "both explorers count the same");
    report.coverage.states
}

fn one_leader() -> Invariant<Elector> {
    Invariant::new("one leader", |state: &State<Elector>| {
        state.processes().filter(|(_, elector)| elector.leads).count() <= 1
    })
}

fn network(drop: u32, duplicate: u32) -> Network {
    Network { drop, duplicate }
}

fn flight<M>(to: &str, msg: M) -> Flight<M> {
    Flight { to: Loc::new(to), msg, local: false }
}

/// Replays a counterexample by the public means and gives the last state and fault.
fn replay<P: Process>(
    model: &Model<P>,
    choices: &[Choice<P::Msg>],
) -> (State<P>, Option<evc_runtime::Fault>) {
    let system = System::new(model.clone()).unwrap();
    let mut state = system.initial().clone();
    let mut fault = None;
    for choice in choices {
        let taken = system.take(&state, choice).expect("the choice is offered");
        (state, fault) = (taken.state, taken.fault);
    }
    (state, fault)
}

#[test]
fn tokens_have_as_many_states_as_arithmetic_says() {
    // a token of h hops is in one of h + 1 places, or gone
    assert_eq!(states(&pair(None, &[(0, 3)], Network::RELIABLE)), 5);
    assert_eq!(states(&pair(None, &[(0, 3), (1, 4)], Network::RELIABLE)), 5 * 6);
    // two equal tokens: unordered pairs of 4 + 1 states
    assert_eq!(states(&pair(None, &[(0, 3), (0, 3)], Network::RELIABLE)), 15);
    // or it is lost at any of h + 1 places, and the loss is remembered
    assert_eq!(states(&pair(None, &[(0, 3)], network(1, 0))), 5 + 1);
}

#[test]
fn elections_have_as_many_states_as_they_had() {
    // all three booted: 2 places for each small number and 4 for the greatest; 10 states before
    assert_eq!(states(&ring(&[1, 2, 3], false, Network::RELIABLE)), 2 * 2 * 4 + 10);
    // the other way round the second greatest gets a place farther
    assert_eq!(states(&ring(&[3, 2, 1], false, Network::RELIABLE)), 2 * 3 * 4 + 10);
    assert_eq!(states(&ring(&[4, 1, 3, 2], false, Network::RELIABLE)), 95);
    assert_eq!(states(&ring(&[1, 2, 3], false, network(1, 0))), 54);
    assert_eq!(states(&ring(&[1, 2, 3], false, network(0, 1))), 80);
    assert_eq!(states(&ring(&[1, 2, 3], false, network(2, 2))), 463);
    // its message to itself is neither lost nor duplicated
    assert_eq!(states(&ring(&[5], false, network(1, 1))), 3);
}

#[test]
fn a_correct_election_is_verified() {
    let model = ring(&[1, 2, 3], false, network(1, 1));
    let agreed = Invariant::new("one leader is announced", |state: &State<Elector>| {
        let three = Output { to: client(), msg: Say::Leader(3) };
        state.outputs().iter().all(|output| *output == three)
    });
    let report = run(&model, &[one_leader(), agreed], &Options::SAFE);
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!(report.coverage.depth, 9);
}

#[test]
fn a_vain_election_is_refuted_by_a_shortest_path() {
    let model = ring(&[1, 2, 3], true, Network::RELIABLE);
    let report = run(&model, &[one_leader()], &Options::SAFE);
    let Verdict::Violated(found) = report.verdict else { panic!("{:?}", report.verdict) };
    assert_eq!(found.violation, Violation::Invariant("one leader".to_owned()));
    // two nodes have to hear of a smaller number, and boot before that; no fewer choices do
    let expected = [
        Choice::Boot(Loc::new("n0")),
        Choice::Boot(Loc::new("n1")),
        Choice::Boot(Loc::new("n2")),
        Choice::Deliver(flight("n1", Say::Elect(1))),
        Choice::Deliver(flight("n2", Say::Elect(2))),
    ];
    assert_eq!(found.choices, expected);
    let (state, _) = replay(&model, &found.choices);
    assert!(!(one_leader().holds)(&state));
    let shallow = Options { depth_max: Some(4), ..Options::SAFE };
    let report = run(&model, &[one_leader()], &shallow);
    assert_eq!(report.verdict, Verdict::Incomplete(Limit::Depth(4)));
}

#[test]
fn the_initial_state_can_be_the_violation() {
    let model = ring(&[1], false, Network::RELIABLE);
    let never = Invariant::new("never", |_: &State<Elector>| false);
    let report = run(&model, &[never], &Options::SAFE);
    let violation = Violation::Invariant("never".to_owned());
    let found = Counterexample { violation, choices: Vec::new() };
    assert_eq!(report.verdict, Verdict::Violated(found));
    assert_eq!((report.coverage.states, report.coverage.unexplored), (1, 1));
}

#[test]
fn duplicates_are_needed_to_break_what_only_they_break() {
    let had_twice = || {
        Invariant::new("a has at most one token", |state: &State<Passer>| {
            state.process(Loc::new("a")).is_some_and(|passer| passer.left > Some(7))
        })
    };
    let model = pair(Some(9), &[(0, 0)], network(3, 0));
    assert_eq!(run(&model, &[had_twice()], &Options::SAFE).verdict, Verdict::Verified);
    let model = pair(Some(9), &[(0, 0)], network(3, 1));
    let Verdict::Violated(found) = run(&model, &[had_twice()], &Options::SAFE).verdict else {
        panic!("duplicates break it")
    };
    let token = flight("a", Token { name: 0, hops: 0 });
    assert_eq!(found.choices, [Choice::Duplicate(token.clone()), Choice::Deliver(token)]);
}

#[test]
fn losses_are_needed_for_silence() {
    let announced = || {
        Invariant::new("announced at last", |state: &State<Elector>| {
            let silent = state.in_flight().next().is_none()
                && state.processes().all(|(loc, _)| !state.boots(loc));
            !silent || !state.outputs().is_empty()
        })
    };
    let model = ring(&[1, 2], false, network(0, 2));
    assert_eq!(run(&model, &[announced()], &Options::SAFE).verdict, Verdict::Verified);
    let model = ring(&[1, 2], false, network(1, 0));
    let Verdict::Violated(found) = run(&model, &[announced()], &Options::SAFE).verdict else {
        panic!("a loss breaks it")
    };
    let lost = |choice: &&Choice<Say>| matches!(choice, Choice::Lose(_));
    assert_eq!(found.choices.iter().filter(lost).count(), 1);
    assert_eq!(found.choices.len(), 4);
}

#[test]
fn faults_are_counted_or_violations() {
    let model = pair(None, &[(0, -1), (1, 1)], Network::RELIABLE);
    let report = run(&model, &[], &Options::SAFE);
    assert_eq!(report.verdict, Verdict::Verified);
    // the token that faults is there or gone, in each of the three states of the other
    assert_eq!((report.coverage.states, report.coverage.faults), (6, 3));
    let strict = Options { faults: Faults::Violations, ..Options::SAFE };
    let Verdict::Violated(found) = run(&model, &[], &strict).verdict else {
        panic!("a step faults")
    };
    assert_eq!(found.violation, Violation::Fault(overflow()));
    assert_eq!(found.choices, [Choice::Deliver(flight("a", Token { name: 0, hops: -1 }))]);
    let (state, fault) = replay(&model, &found.choices);
    assert_eq!(fault, Some(overflow()));
    assert_eq!(state.in_flight().count(), 1);
}

#[test]
fn a_limit_of_states_says_what_is_left() {
    let model = pair(None, &[(0, 3), (1, 4)], Network::RELIABLE);
    let limited = |max| run(&model, &[], &Options { states_max: Some(max), ..Options::SAFE });
    assert_eq!(limited(30).verdict, Verdict::Verified);
    let report = limited(29);
    assert_eq!(report.verdict, Verdict::Incomplete(Limit::States(29)));
    // both states one choice before the last, which lead nowhere else
    assert_eq!(report.coverage.unexplored, 2);
    assert_eq!(report.coverage.depth_covered, 8);
    let report = limited(4);
    let expected = Coverage {
        states: 4,
        transitions: 4,
        faults: 0,
        quiescent: 0,
        unexplored: 3,
        depth: 2,
        depth_covered: 1,
    };
    assert_eq!(report.coverage, expected);
    assert_eq!(limited(0).verdict, Verdict::Incomplete(Limit::States(0)));
}

#[test]
fn a_limit_of_depth_ends_the_search_only_if_there_is_more() {
    let model = pair(None, &[(0, 3)], Network::RELIABLE);
    let limited = |max| run(&model, &[], &Options { depth_max: Some(max), ..Options::SAFE });
    let report = limited(4);
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!((report.coverage.quiescent, report.coverage.unexplored), (1, 0));
    let report = limited(3);
    assert_eq!(report.verdict, Verdict::Incomplete(Limit::Depth(3)));
    let expected = Coverage {
        states: 4,
        transitions: 3,
        faults: 0,
        quiescent: 0,
        unexplored: 1,
        depth: 3,
        depth_covered: 3,
    };
    assert_eq!(report.coverage, expected);
}

#[test]
fn a_limit_of_memory_ends_the_search() {
    let model = pair(None, &[(0, 300), (1, 300)], Network::RELIABLE);
    let bytes = 100_000;
    let limited = Options { memory_max_bytes: bytes, ..Options::SAFE };
    let report = run(&model, &[], &limited);
    assert_eq!(report.verdict, Verdict::Incomplete(Limit::Memory(bytes)));
    assert!(report.coverage.states > 100 && report.coverage.states < bytes / 24);
}

#[test]
fn whoever_watches_can_stop() {
    let system = System::new(pair(None, &[(0, 99), (1, 99)], Network::RELIABLE)).unwrap();
    let mut calls = Vec::new();
    let report = explore(&system, &[], &Options::SAFE, &mut |progress| {
        calls.push(*progress);
        if calls.len() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap();
    assert_eq!(report.verdict, Verdict::Incomplete(Limit::Stopped));
    assert_eq!(calls[0].states, 1);
    assert_eq!(calls[0].waiting, 1);
    assert_eq!(calls[1].states, report.coverage.states);
    assert_eq!(calls[1].waiting, report.coverage.unexplored);
}

#[test]
fn equal_models_give_equal_reports() {
    let report = || run(&ring(&[2, 4, 1, 3], true, network(1, 1)), &[one_leader()], &Options::SAFE);
    assert_eq!(report(), report());
}

#[test]
fn processes_that_are_not_functions_are_found_out() {
    use std::sync::atomic::{AtomicI64, Ordering};

    use evc_runtime::{Effects, Fault, Value};

    static CALLS: AtomicI64 = AtomicI64::new(0);

    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Fickle(i64);

    impl Process for Fickle {
        type Msg = ();

        fn step(&mut self, (): (), _: &mut Effects<()>) -> Result<(), Fault> {
            self.0 = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
            Ok(())
        }

        fn state(&self) -> Vec<(String, Value)> {
            Vec::new()
        }
    }

    let loc = Loc::new("fickle");
    let model = Model {
        nodes: vec![(loc, Some(Fickle(0)))],
        initial: vec![(loc, ())],
        boot: None,
        network: Network::RELIABLE,
        outputs: crate::model::Outputs::Forgotten,
    };
    let still = Invariant::new("still", |state: &State<Fickle>| {
        state.processes().all(|(_, process)| process.0 == 0)
    });
    let system = System::new(model).unwrap();
    let found = explore(&system, &[still], &Options::SAFE, &mut |_| ControlFlow::Continue(()));
    assert_eq!(found, Err(Unrepeatable));
}
