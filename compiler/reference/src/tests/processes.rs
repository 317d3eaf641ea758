//! The evaluator as a process of the simulator.

use evc_runtime::dynamic::Message;
use evc_runtime::sim::{Network, Options, Schedule, World};
use evc_runtime::{Effects, Loc, Process};

use super::kit::{int, loc, reference};
use crate::{Carrier, EventId, EventOrdering, Messages, Receipt, Reference, ReferenceProcess};

/// Two players count the rallies and the events.
const RALLY: &str = r"
    parameter n : Loc
    parameter m : Loc
    parameter c : Loc
    internal ball : Int
    output score : Int * Int
    class Hits = State(\l.0, \l.\x.\s.s + 1, ball'base) ;;
    class Last = Memory(\l.1000000, \l.\x.\s.s - 5 / (x + 1), ball'base) ;;
    let other l = if l = n then m else n ;;
    class Return = (\l.\x.if x = 0 then {} else {ball'send (other l) (x - 1)}) o ball'base ;;
    class Report = (\l.\x.\h.\s.{score'send c (h, s)}) o (ball'base, Hits, Last) ;;
    main (Return || Report) @ {n; m}";

fn rally() -> Reference {
    reference(RALLY, vec![loc("n"), loc("m"), loc("c")])
}

fn world(reference: &Reference, schedule: Schedule) -> World<ReferenceProcess<Message>, Messages> {
    let nodes = ["n", "m", "x"].map(Loc::new);
    let nodes = nodes.map(|loc| (loc, ReferenceProcess::at(reference, loc).unwrap())).to_vec();
    let (network, crashes) = (Network::PERFECT, Vec::new());
    let options = Options { seed: 1, schedule, network, crashes, boot: true };
    World::new(reference.schema(), nodes, vec![Loc::new("c")], options)
}

#[test]
fn the_simulator_runs_it_as_the_equations_say() {
    let reference = rally();
    let mut world = world(&reference, Schedule::Random);
    for number in [5, -1, 8] {
        world.post(Loc::new("n"), Message::of(0, int(number), false));
    }
    let trace = world.run(12);
    let run = trace.records().iter().map(|record| Receipt {
        loc: record.loc,
        header: record.header.clone(),
        body: record.value.clone(),
        authentic: false,
        cause: record.cause.map(|cause| EventId(cause.event)),
    });
    let ordering = EventOrdering::new(run).unwrap();
    let mut evaluation = reference.over(&ordering);
    let mut faults = 0;
    for record in trace.records() {
        assert_eq!(record.halted, record.loc == Loc::new("x"));
        match (evaluation.main_at(EventId(record.event)), &record.fault) {
            (Ok(made), None) => {
                let made: Vec<_> = made
                    .into_iter()
                    .map(|i| (i.to, i.delay_ms, i.content.header, i.content.body))
                    .collect();
                let sent = record.sends.iter().cloned();
                let sent: Vec<_> = sent.map(|s| (s.to, s.delay_ms, s.header, s.value)).collect();
                assert_eq!(made, sent);
            }
            (Err(fault), Some(same)) => {
                assert_eq!(&fault, same);
                faults += 1;
            }
            (outcome, fault) => panic!("{outcome:?} is not {fault:?}"),
        }
    }
    assert_eq!(faults, 1);
}

#[test]
fn nothing_is_installed_where_nothing_can_ever_be_produced() {
    let text = r"
        parameter c : Loc
        input a : Int
        output ou : Int
        class Here = a'base @ {c} ;;
        class Sent = (\l.\x.\y.{ou'send c (x + y)}) o (Here, a'base) ;;
        class Always = (\l.\x.{ou'send c x}) o (State(\l.0, \l.\x.\s.x, Here)) ;;
        main Sent";
    let present = |text: &str, at: &str| {
        let process =
            ReferenceProcess::<Message>::at(&reference(text, vec![loc("c")]), Loc::new(at));
        process.unwrap().is_some()
    };
    assert!(present(text, "c"));
    assert!(!present(text, "n"));
    assert!(present(&text.replace("main Sent", "main Always"), "n"));
    assert!(present(&text.replace("main Sent", "main (Sent || Always)"), "n"));
}

#[test]
fn a_process_that_cannot_start_faults() {
    let text = r"
        input a : Int
        output ou : Int
        main (\l.\s.{}) o (State(\l.1 / 0, \l.\x.\s.x, a'base))";
    let fault =
        ReferenceProcess::<Message>::at(&reference(text, vec![]), Loc::new("n")).unwrap_err();
    assert_eq!(fault.to_string(), "test.evml:4:37: division by zero");
}

#[test]
fn processes_are_equal_if_their_histories_are() {
    let reference = rally();
    let start = ReferenceProcess::<Message>::at(&reference, Loc::new("n")).unwrap().unwrap();
    let (mut one, mut two) = (start.clone(), start.clone());
    let mut fx = Effects::new();
    one.step(Message::of(0, int(3), false), &mut fx).unwrap();
    assert_ne!(one, two);
    // A fault leaves no trace.
    two.step(Message::of(0, int(-1), false), &mut fx).unwrap_err();
    assert_eq!(two, start);
    two.step(Message::of(0, int(3), false), &mut fx).unwrap();
    assert_eq!(one, two);
    assert_eq!(one.cmp(&two), std::cmp::Ordering::Equal);
    assert!(one.state().is_empty());
}

#[test]
fn a_thousand_events_are_no_burden() {
    let mut world = world(&rally(), Schedule::Fifo);
    world.post(Loc::new("n"), Message::of(0, int(2000), false));
    let trace = world.run(2004);
    assert_eq!(trace.records().len(), 2004);
    let last = &trace.records()[2003].sends[0];
    assert_eq!(last.value.to_string(), "(1001, 999998)");
}
