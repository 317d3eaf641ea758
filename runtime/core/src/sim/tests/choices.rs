//! Worlds that are told what to do.

use super::*;
use crate::trace::Choice;

fn loss(message: u64) -> Choice {
    Choice::Lose(message)
}

#[test]
fn messages_are_chosen_by_number() {
    let mut world = served(FIFO, Msg::Serve(1, 5));
    let options: Vec<u64> = world.pending().iter().map(|pending| pending.message).collect();
    assert_eq!(options, [0]);
    world.choose(Choice::Deliver(0)).unwrap();
    let [first, second] = &world.pending()[..] else { panic!("two balls are in flight") };
    assert_eq!((first.message, &first.value, first.from), (1, &Value::Int(1), Some(Loc::new("a"))));
    assert_eq!((second.message, second.cause), (2, Some(Cause { event: 0, send: 1 })));
    let Ok(Step::Event(record)) = world.choose(Choice::Deliver(2)) else { panic!("an event") };
    assert_eq!((record.value, record.message), (Value::Int(5), 2));
    world.choose(Choice::Duplicate(1)).unwrap();
    world.choose(Choice::Lose(1)).unwrap();
    let left: Vec<u64> = world.pending().iter().map(|pending| pending.message).collect();
    assert_eq!(left, [3, 4]);
    // The schedule goes on with what is left.
    assert_eq!(balls(&world.run(100)), [4, 1, 3, 0, 2, 1, 0]);
}

#[test]
fn what_cannot_be_chosen_is_refused_and_changes_nothing() {
    let [a, b, audience] = locs();
    let mut world = served(Options { boot: true, ..FIFO }, Msg::Ball(3));
    for (choice, refusal) in [
        (Choice::Deliver(9), Refusal::NotInFlight(9)),
        (loss(3), Refusal::NotInFlight(3)),
        (loss(0), Refusal::Local(0)),
        (Choice::Duplicate(1), Refusal::Local(1)),
        (Choice::Crash(audience), Refusal::NoNode(audience)),
        (Choice::Recover(a, Recovery::Kept), Refusal::Running(a)),
    ] {
        assert_eq!(world.choose(choice), Err(refusal));
    }
    assert_eq!((world.steps(), world.summary().pending), (0, 3));
    world.choose(Choice::Crash(b)).unwrap();
    assert_eq!(world.choose(Choice::Crash(b)), Err(Refusal::Crashed(b)));
    world.choose(Choice::Recover(b, Recovery::Fresh)).unwrap();
    assert_eq!(world.choose(Choice::Deliver(1)), Err(Refusal::Forgotten(1)));
    assert_eq!((world.steps(), world.summary().pending), (2, 4));
    let trace = world.run(100);
    assert_eq!((trace.summary().lost, trace.summary().events), (1, 6));
}

#[test]
fn time_moves_on_with_what_is_chosen() {
    let network = Network::PERFECT.with(Effect::Delay(Delay::Constant(7)));
    let mut world =
        served(Options { network, schedule: Schedule::Timed, ..FIFO }, Msg::Serve(1, 5));
    world.choose(Choice::Deliver(0)).unwrap();
    let due: Vec<u64> = world.pending().iter().map(|pending| pending.due_ms).collect();
    assert_eq!(due, [27, 7]);
    world.choose(Choice::Deliver(1)).unwrap();
    assert_eq!(world.now_ms(), 27);
    world.choose(Choice::Deliver(2)).unwrap();
    assert_eq!(world.now_ms(), 27);
}

#[test]
fn copies_of_the_network_are_made_when_settled() {
    let network = Network::PERFECT.with(Effect::Duplication(Probability::ALWAYS));
    let mut world = served(Options { network, ..FIFO }, Msg::Ball(1));
    assert_eq!(world.settle().len(), 1);
    world.choose(Choice::Deliver(0)).unwrap();
    assert_eq!((world.pending().len(), world.settle().len(), world.pending().len()), (2, 1, 3));
    assert_eq!(world.settle(), []);
}

#[test]
fn a_run_that_leaves_its_trace_says_where() {
    let text = served(FIFO, Msg::Ball(3)).run(100).to_json_lines();
    let said = |msg, text: &str| {
        let written = crate::trace::Written::read(text).unwrap();
        let mut world = served(Options::calm(false), msg);
        world.replay(&written).map(|trace| trace.to_json_lines()).map_err(|it| it.to_string())
    };
    assert_eq!(said(Msg::Ball(3), &text), Ok(text.clone()));
    let other = said(Msg::Ball(4), &text);
    let (without, _) = text.split_once("{\"step\":3").unwrap();
    let summary = text.lines().last().unwrap();
    let short = said(Msg::Ball(3), &format!("{without}{summary}"));
    let twice = said(Msg::Ball(3), &text.replace("\"message\":2", "\"message\":1"));
    expect_test::expect![[r#"
        the run leaves the trace at line 2
          recorded  {"step":0,"time":0,"event":0,"loc":"a","message":0,"cause":null,"header":["ball"],"value":3,"sends":[{"to":"b","delay":0,"header":["ball"],"value":2}]}
          now       {"step":0,"time":0,"event":0,"loc":"a","message":0,"cause":null,"header":["ball"],"value":4,"sends":[{"to":"b","delay":0,"header":["ball"],"value":3}]}
        the run ends with other totals than the trace
          recorded  {"summary":{"events":4,"outputs":1,"pending":0,"faults":0,"lost":0,"duplicated":0,"crashed":0,"recovered":0}}
          now       {"summary":{"events":3,"outputs":0,"pending":1,"faults":0,"lost":0,"duplicated":0,"crashed":0,"recovered":0}}
        the run leaves the trace at line 4
          recorded  {"step":2,"time":2,"event":2,"loc":"a","message":1,"cause":1,"send":0,"header":["ball"],"value":1,"sends":[{"to":"b","delay":0,"header":["ball"],"value":0}]}
          now       no message 1 is in flight
    "#]]
        .assert_eq(&[other, short, twice].map(|said| format!("{}\n", said.unwrap_err())).concat());
}
