//! What a machine does at events, and what it is installed with.

use evc_runtime::{Fault, FaultKind, Function, Loc, Process, Site, Value};

use super::kit::{at_n, function, int, loc, lowered, program, step};
use crate::{IllTyped, Program};

const COUNTED: &str = r"
parameter c : Loc
input a : Int
input b : Int
output ou : Int
class Sum = State(\l.0, \l.\x.\s.s + 100 / x, a'base) ;;
main (\l.\x.\s.{ou'send c s; ou''send x c x}) o ((a'base || b'base), Sum)";

#[test]
fn updates_and_sends_follow_the_message() {
    let mut machine = at_n(COUNTED, vec![loc("c")]);
    assert_eq!(step(&mut machine, Some(0), int(10)), "2:10->c 2:10->c@10");
    assert_eq!(step(&mut machine, Some(1), int(3)), "2:10->c 2:3->c@3");
    assert_eq!(step(&mut machine, Some(2), int(3)), "", "nothing listens to outputs");
    assert_eq!(step(&mut machine, None, Value::Unit), "", "nor to the boot message");
    assert_eq!(machine.state(), [("Sum".to_owned(), int(10))]);
}

#[test]
fn a_fault_leaves_the_state_alone() {
    let mut machine = at_n(COUNTED, vec![loc("c")]);
    step(&mut machine, Some(0), int(10));
    let before = machine.clone();
    assert_eq!(step(&mut machine, Some(0), int(0)), "test.evml:6:38: division by zero");
    assert_eq!(machine, before);
    assert_eq!(step(&mut machine, Some(0), int(-50)), "test.evml:7:39: negative delay of -50 ms");
    assert_eq!(machine, before);
    assert_eq!(step(&mut machine, Some(0), int(20)), "2:15->c 2:20->c@20");
}

#[test]
fn every_event_is_one_event_even_of_messages_that_are_not_declared() {
    let text = r"
        parameter c : Loc
        input a : Int
        output ou : Int * Int
        class Last = State(\l.7, \l.\x.\s.x, a'base) ;;
        class Before = Memory(\l.7, \l.\x.\s.x, a'base) ;;
        main (\l.\x.\y.{ou'send c (x, y)}) o (Last, Before)";
    let mut machine = at_n(text, vec![loc("c")]);
    assert_eq!(step(&mut machine, None, Value::Unit), "1:(7, 7)->c");
    assert_eq!(step(&mut machine, Some(0), int(1)), "1:(1, 7)->c");
    assert_eq!(step(&mut machine, None, Value::Unit), "1:(1, 1)->c");
}

#[test]
fn machines_are_installed_where_the_main_class_is() {
    let text = r"
        parameter ls : Loc Bag
        input a : Int
        output ou : Int
        main ((\l.\x.{ou'send l x}) o a'base) @ ls";
    let program = program(text, vec![Value::bag([loc("n"), loc("n")])]);
    assert!(program.at(Loc::new("n")).unwrap().is_some());
    assert!(program.at(Loc::new("m")).unwrap().is_none());
}

#[test]
fn installing_may_fault() {
    let text = r"
        parameter p : Int
        input a : Int
        output ou : Int
        main (\l.\x.\s.{ou'send l s}) o (a'base, State(\l.1 / p, \l.\x.\s.x, a'base))";
    assert_eq!(
        program(text, vec![int(0)]).at(Loc::new("n")).unwrap_err().to_string(),
        "test.evml:5:59: division by zero"
    );
    assert!(program(text, vec![int(1)]).at(Loc::new("n")).is_ok());
}

#[test]
fn parameters_must_be_of_their_types() {
    let text = r"
        parameter p : Int * (Loc Bag)
        parameter f : Int -> Int
        input a : Int
        output ou : Int
        main (\l.\x.{ou'send l (f x + fst p)}) o a'base";
    let (sources, system) = lowered(text);
    let good = Value::tuple([int(1), Value::bag([loc("n")])]);
    let f = function(Value::Int);
    let problem = |params: &[&Value]| {
        let params = params.iter().map(|value| (*value).clone()).collect();
        Program::new(&system, params, &sources).map(drop).unwrap_err()
    };
    let ill_typed = |param: &str, expected: &str| IllTyped {
        param: param.to_owned(),
        expected: expected.to_owned(),
    };
    let (p, function) = (ill_typed("p", "Int * Loc Bag"), ill_typed("f", "Int -> Int"));
    assert_eq!(problem(&[]), p);
    assert_eq!(problem(&[&int(1), &f]), p);
    assert_eq!(problem(&[&Value::tuple([int(1), Value::bag([int(1)])]), &f]), p);
    assert_eq!(problem(&[&Value::tuple([int(1), Value::bag([]), int(1)]), &f]), p);
    assert_eq!(problem(&[&good]), function);
    assert_eq!(problem(&[&good, &int(1)]), function);
    assert!(Program::new(&system, vec![good, f], &sources).is_ok());
}

#[test]
fn functions_from_outside_are_checked_and_their_faults_passed_on() {
    let text = r"
        parameter f : Int -> (Int Bag)
        input a : Int
        output ou : Int
        main (\l.\x.if f x = {1} then {ou'send l x} else {}) o a'base";
    let broken = function(|x| Value::bag([if x == 1 { int(1) } else { Value::Unit }]));
    let mut machine = at_n(text, vec![broken]);
    assert_eq!(step(&mut machine, Some(0), int(1)), "1:1->n");
    assert_eq!(
        step(&mut machine, Some(0), int(2)),
        "test.evml:5:24: a parameter's value is not of its declared type"
    );
    let fault = Fault { kind: FaultKind::Overflow, site: Site::UNKNOWN };
    let faulting = Value::Function(Function::new(move |_| Err(fault.clone())));
    let mut machine = at_n(text, vec![faulting]);
    assert_eq!(step(&mut machine, Some(0), int(2)), "test.evml:5:24: integer overflow");
}
