//! Partial operations without a value.

use evc_runtime::{Fault, FaultKind, Function, Site, Value};

use super::kit::{at_n, evaluate, function, int, loc, reference};

#[test]
fn every_fault_names_its_kind_and_place() {
    assert_eq!(evaluate("1 / p", 0), "test.evml:6:1: division by zero");
    assert_eq!(evaluate("  p + 1", i64::MAX), "test.evml:6:3: integer overflow");
    assert_eq!(evaluate("p * 2", i64::MIN), "test.evml:6:1: integer overflow");
    assert_eq!(evaluate("p - 1", i64::MIN), "test.evml:6:1: integer overflow");
    assert_eq!(evaluate("p / ~ 1", i64::MIN), "test.evml:6:1: integer overflow");
    assert_eq!(evaluate("~ (p)", i64::MIN), "test.evml:6:1: integer overflow");
    assert_eq!(evaluate("let x = 1 / p in 3", 0), "test.evml:6:9: division by zero");
    assert_eq!(evaluate("(\\x. 3) (1 / p)", 0), "test.evml:6:9: division by zero");
}

const COUNTED: &str = r"
    parameter c : Loc
    input a : Int
    input b : Int
    output ou : Int
    class Sum = State(\l.0, \l.\x.\s.s + 100 / x, a'base) ;;
    main (\l.\x.\s.{ou'send c s; ou''send x c x}) o ((a'base || b'base), Sum)";

#[test]
fn an_event_that_faults_has_not_happened() {
    let messages = [
        ("a", int(10)),
        ("a", int(0)),
        ("a", int(20)),
        ("b", int(-1)),
        ("a", int(-50)),
        ("b", int(0)),
    ];
    let expected = [
        "10 10@10",
        "test.evml:6:42: division by zero",
        "15 20@20",
        "test.evml:7:43: negative delay of -1 ms",
        "test.evml:7:43: negative delay of -50 ms",
        "15 0",
    ];
    assert_eq!(at_n(&reference(COUNTED, vec![loc("c")]), &messages), expected);
}

#[test]
fn a_state_faults_at_the_event_it_handles_even_if_nothing_looks_at_it_there() {
    for kind in ["State", "Memory"] {
        let text = format!(
            r"
            parameter c : Loc
            input a : Int
            input b : Unit
            output ou : Int
            class Sum = {kind}(\l.0, \l.\x.\s.s + 100 / x, a'base) ;;
            main (\l.\x.\s.{{ou'send c s}}) o (b'base, Sum)"
        );
        let reference = reference(&text, vec![loc("c")]);
        let messages = [("a", int(10)), ("a", int(0)), ("a", int(20)), ("b", Value::Unit)];
        let got = at_n(&reference, &messages);
        assert!(got[1].ends_with("division by zero"), "{got:?}");
        assert_eq!([&*got[0], &*got[2], &*got[3]], ["", "", "15"]);
    }
}

#[test]
fn a_first_event_that_faults_is_not_the_first() {
    let text = r"
        parameter c : Loc
        input a : Int
        output ou : Int
        main (\l.\x.\s.{ou'send c (s / x)}) o (a'base, Memory(\l.6, \l.\x.\s.x, a'base))";
    let reference = reference(text, vec![loc("c")]);
    let got = at_n(&reference, &[("a", int(0)), ("a", int(2)), ("a", int(1))]);
    assert_eq!(got, ["test.evml:5:35: division by zero", "3", "2"]);
}

#[test]
fn functions_from_outside_are_checked_and_their_faults_passed_on() {
    let text = r"
        parameter c : Loc
        parameter f : Int -> Int Bag
        input a : Int
        output ou : Int
        main (\l.\x.if f x = {1} then {ou'send c x} else {}) o a'base";
    let broken = function(|x| Value::bag([if x == 1 { int(1) } else { Value::Unit }]));
    let got = at_n(&reference(text, vec![loc("c"), broken]), &[("a", int(1)), ("a", int(2))]);
    assert_eq!(got[0], "1");
    assert_eq!(got[1], "test.evml:6:24: a parameter's value is not of its declared type");
    for (site, expected) in [
        (Site::new("nodes.toml", 3, 4), "nodes.toml:3:4: integer overflow"),
        (Site::UNKNOWN, "test.evml:6:24: integer overflow"),
    ] {
        let fault = Fault { kind: FaultKind::Overflow, site };
        let faulting = Value::Function(Function::new(move |_| Err(fault.clone())));
        let reference = reference(text, vec![loc("c"), faulting]);
        assert_eq!(at_n(&reference, &[("a", int(1))]), [expected]);
    }
}
