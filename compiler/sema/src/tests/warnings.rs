//! Well-formedness: what is said about specifications that have a meaning.

use expect_test::{Expect, expect};

use super::{FILE, analysed, check_wording, render};
use crate::wf;

#[track_caller]
fn check(text: &str, expect: Expect) {
    let (hir, found) = analysed(text);
    assert_eq!(render(text, &found), "", "{text}");
    let (program, _) = evc_syntax::parse(FILE, text);
    let found = wf::check(&program, &hir);
    check_wording(&found);
    expect.assert_eq(&render(text, &found));
}

#[track_caller]
fn silent(text: &str) {
    check(text, expect![[""]]);
}

/// Messages, a state and a main class that leave nothing to be said.
const PING: &str = "parameter client : Loc
parameter nodes : Loc Bag
input ask : Int
internal pass : Int
output answer : Int
class Sum = State (\\slf. 0, \\slf. \\n. \\s. s + n, ask'base) ;;
let forward slf n = {pass'send slf n} ;;
let reply slf n sum = {answer'send client (n + sum)} ;;
class Forward = forward o ask'base ;;
class Reply = reply o (pass'base, Sum) ;;
";

#[track_caller]
fn with(text: &str, expect: Expect) {
    check(&format!("{PING}{text}"), expect);
}

#[test]
fn a_good_specification_is_not_blamed() {
    silent(&format!("{PING}main (Forward || Reply) @ nodes"));
}

#[test]
fn every_unused_name_is_reported_once() {
    with(
        "parameter idle : Int
         input extra : Unit
         let inner x = x + 1 ;;
         let outer x = inner x ;;
         class Lonely = ask'base ;;
         class Both =
           let help x = x in
           let add a = a in (\\slf. \\n. forward slf (add n)) o ask'base ;;
         main (Forward || Reply || Both) @ nodes",
        expect![[r#"
            warning[EV0302]: unused parameter `idle`
              11:11 `idle` never used
              help: remove it: every configuration has to give it a value
            warning[EV0302]: unused message `extra`
              12:16 `extra` never used
              help: remove it, or react to it in a class with `extra'base`
            warning[EV0302]: unused definition `outer`
              14:14 `outer` never used
              help: remove it, or use it: `main` says what the processes do
            warning[EV0302]: unused class `Lonely`
              15:16 `Lonely` never used
              help: remove it, or use it: `main` says what the processes do
            warning[EV0302]: unused local definition `help`
              17:16 `help` never used
              help: remove it: nothing happens when it is evaluated
        "#]],
    );
}

#[test]
fn a_hidden_definition_is_unused() {
    with(
        "class Main = Forward ;;
         class Main = Forward || Reply ;;
         main Main @ nodes",
        expect![[r#"
            warning[EV0302]: unused class `Main`
              11:7 `Main` hidden before anything uses it
              12:16 `Main` hidden by this one
              help: remove it, or give one of the two another name
        "#]],
    );
    with(
        "class Main = Forward ;;
         class Main = Main || Reply ;;
         main Main @ nodes",
        expect![[""]],
    );
}

#[test]
fn variable_declarations_are_to_bind_something() {
    with(
        "let late = 1 ;;
         variable n late : Int
         let twice n = n + n ;;
         main (((\\slf. \\n. forward slf (twice n + late)) o ask'base) || Reply || Forward) @ nodes",
        expect![[r#"
            warning[EV0302]: unused variable declaration of `late`
              12:21 `late` never used
              help: remove it: no variable of this name is bound below
        "#]],
    );
}

#[test]
fn what_properties_name_is_used() {
    with(
        "class Seen = (\\slf. \\n. {n}) o ask'base ;;
         let small n = n < 10 ;;
         export small
         main (Forward || Reply) @ nodes
         invariant positive on n in Seen == n > 0 ;;",
        expect![[""]],
    );
}

#[test]
fn a_file_without_a_main_class_is_for_others() {
    silent("let twice n = n + n ;; class Three = (\\slf. {3}) o () ;;");
}

#[test]
fn messages_that_nobody_sends_or_receives() {
    check(
        "parameter client : Loc
         input ask : Int
         input silent : Int
         internal pass : Int
         internal lost : Int
         output answer : Int
         output never : Int
         class Ask = (\\slf. \\n. {lost'send slf n}) o ask'base ;;
         class Pass = (\\slf. \\n. {answer'send client n}) o pass'base ;;
         main Ask || Pass
         invariant i on n in silent'base == n > 0 ;;
         invariant j on n in never'base == n > 0 ;;",
        expect![[r#"
            warning[EV0304]: the input `silent` is never received
              3:16 `silent` no class that `main` is made of reacts to it
              help: react to it in a class with `silent'base`, or remove it
            warning[EV0303]: the internal message `pass` is never sent
              4:19 `pass` nothing that `main` produces sends it
              help: send it with `pass'send`, or declare it as `input` if clients send it
            warning[EV0304]: the internal message `lost` is never received
              5:19 `lost` no class that `main` is made of reacts to it
              help: react to it with `lost'base`, or declare it as `output` if it leaves
            warning[EV0303]: the output `never` is never sent
              7:17 `never` nothing that `main` produces sends it
              help: send it with `never'send`, or remove it
        "#]],
    );
}

#[test]
fn two_messages_are_never_one_event() {
    with(
        "class Twice = reply o (ask'base, pass'base) ;;
         class Outer = (\\slf. \\i. {i}) o Twice ;;
         main (Forward || Reply || Outer) @ nodes",
        expect![[r#"
            warning[EV0305]: this class never produces
              11:15 `reply o (ask'base, pass'base)` its classes never produce at the same event
              11:24 `ask'base` produces at `ask` only
              11:34 `pass'base` produces at `pass` only
              help: an event is one message: keep the other in a `Memory (…)` and compose with that
        "#]],
    );
}

#[test]
fn classes_are_followed_through_names_arguments_and_local_definitions() {
    with(
        "class Either = ask'base || pass'base ;;
         class Pair X Y = (\\slf. \\x. \\y. {x + y}) o (X, Y) ;;
         class Good = reply o (Pair Either ask'base, Sum) ;;
         let three slf a b c = {answer'send client (a + b + c)} ;;
         class Bad = let X = Once(ask'base) in three o (X, Prior(Either), pass'base until X) ;;
         class Child n = (\\slf. \\m. \\k. {answer'send client (m + n + k)}) o (pass'base, Output(\\slf. {n})) ;;
         class Spawn = ask'base >>= Child ;;
         main (Forward || Reply || Good || Spawn) @ nodes",
        expect![[r#"
            warning[EV0302]: unused class `Bad`
              15:16 `Bad` never used
              help: remove it, or use it: `main` says what the processes do
            warning[EV0305]: this class never produces
              15:48 `three o (X, Prior(Either), pass'base until X)` its classes never produce at the same event
              15:57 `X` produces at `ask` only
              15:75 `pass'base until X` produces at `pass` only
              help: an event is one message: keep the other in a `Memory (…)` and compose with that
        "#]],
    );
}

#[test]
fn what_leaves_nothing_never_produces() {
    with(
        "class Empty = (\\slf. \\n. {}) o ask'base ;;
         class Skipped = Skip(Output(\\slf. {1})) ;;
         class Nowhere = Forward @ {} ;;
         class Nothing = Null ;;
         class Ghost = (\\slf. \\i. {i}) o Nothing ;;
         let both slf n a b = {answer'send client (a + b + n)} ;;
         main (Forward || Reply || Nowhere || Ghost || (both o (ask'base, Empty, Skipped))) @ nodes",
        expect![[r#"
            warning[EV0305]: this class never produces
              11:15 `(\slf. \n. {}) o ask'base` its function always gives the empty bag
              help: give a bag with a value, as in `{v}`, or write `Null` for a class without values
            warning[EV0305]: this class never produces
              12:26 `Skip(Output(\slf. {1}))` leaves out the first event
              12:31 `Output(\slf. {1})` produces at the first event only
              help: remove `Skip`
            warning[EV0305]: this class never produces
              13:26 `Forward @ {}` runs nowhere
              13:36 `{}` no location
              help: name the locations where it runs, as in `@ nodes`
        "#]],
    );
}

#[test]
fn transitions_that_certainly_happen_together() {
    with(
        "let add slf n s = s + n ;;
         class Twice = Memory (\\slf. 0, add, ask'base, add, (ask'base || pass'base)) ;;
         class Total = Memory (\\slf. 0, add, Sum, add, Sum) ;;
         class Positive = (\\slf. \\n. if n > 0 then {n} else {}) o ask'base ;;
         class Others = (\\slf. \\n. if n > 0 then {} else {n}) o ask'base ;;
         class Split = Memory (\\slf. 0, add, Positive, add, Others, add, pass'base) ;;
         let all slf n a b c = {answer'send client (a + b + c)} ;;
         main (Forward || Reply || (all o (ask'base, Twice, Total, Split))) @ nodes",
        expect![[r#"
            warning[EV0306]: two transitions of this state happen together at `ask`
              12:61 `(ask'base || pass'base)` produces when the other does
              12:46 `ask'base` the other
              = each is applied to the old state, which has two values from then on
              help: write one transition that does both, or let the classes exclude each other
            warning[EV0306]: two transitions of this state happen together at the same event
              13:56 `Sum` produces when the other does
              13:46 `Sum` the other
              = each is applied to the old state, which has two values from then on
              help: write one transition that does both, or let the classes exclude each other
        "#]],
    );
}

#[test]
fn a_state_sends_at_every_event() {
    with(
        "class Tell = (\\slf. \\s. {answer'send client s}) o Sum ;;
         class Big = (\\slf. \\s. if s > 10 then {s} else {}) o Sum ;;
         class TellBig = (\\slf. \\s. {answer'send client s}) o Big ;;
         main (Forward || Reply || Tell || TellBig) @ nodes",
        expect![[r#"
            warning[EV0307]: this class sends at every event of its location
              11:14 `(\slf. \s. {answer'send client s}) o Sum` also at `pass`, which changes nothing here
              = a `State` or `Memory` has a value at every event, not only when it changes
              help: add the class of the message it answers, as in `f o (m'base, S)`
            warning[EV0307]: this class sends at every event of its location
              13:26 `(\slf. \s. {answer'send client s}) o Big` also at `pass`, which changes nothing here
              = a `State` or `Memory` has a value at every event, not only when it changes
              help: add the class of the message it answers, as in `f o (m'base, S)`
        "#]],
    );
    silent(
        "parameter client : Loc
         input ask : Int
         output answer : Int
         class Sum = State (\\slf. 0, \\slf. \\n. \\s. s + n, ask'base) ;;
         main (\\slf. \\s. {answer'send client s}) o Sum",
    );
}

#[test]
fn a_state_before_and_after_an_event_shows_its_changes() {
    with(
        "class Before = Memory (\\slf. 0, \\slf. \\n. \\s. s + n, ask'base) ;;
         class New = (\\slf. \\old. \\new. if old = new then {} else {new}) o (Before, Sum) ;;
         class Tell = (\\slf. \\s. {answer'send client s}) o New ;;
         main (Forward || Reply || Tell) @ nodes",
        expect![[""]],
    );
}

#[test]
fn constructors_are_to_build_something_or_to_be_received() {
    with(
        "data Verdict = Yes of Unit | No of Unit | Perhaps of Int ;;
         data Order = Stop of Unit | Go of Int ;;
         input order : Order
         class Judge =
           (\\slf. \\what. if is_Perhaps (if is_Go what then Yes () else No ()) then {} else {pass'send slf 1})
           o order'base ;;
         main (Forward || Reply || Judge) @ nodes",
        expect![[r#"
            warning[EV0302]: unused constructor `Perhaps`
              11:43 `Perhaps` never used
              help: remove it with the arms that match it, or build a value with it
        "#]],
    );
}

#[test]
fn type_parameters_come_with_their_deciders() {
    with(
        "parameter T, teq : Type * T Deq
         parameter U, ueq : Type * U Deq
         parameter V : Type
         parameter t : T
         class Same = (\\slf. \\n. if t = t then {pass'send slf n} else {}) o ask'base ;;
         main (Forward || Reply || Same) @ nodes",
        expect![[r#"
            warning[EV0302]: unused type parameter `U`
              12:20 `U` never used
              help: remove it
            warning[EV0302]: unused type parameter `V`
              13:20 `V` never used
              help: remove it
        "#]],
    );
}

#[test]
fn holes_and_constants_have_no_value() {
    with(
        "constant limit : Int
         let spare = any(1) ;;
         class Hole = (\\slf. \\n. {pass'send slf (any(n) + limit)}) o ask'base ;;
         main (Forward || Reply || Hole) @ nodes",
        expect![[r#"
            warning[EV0302]: unused definition `spare`
              12:14 `spare` never used
              help: remove it, or use it: `main` says what the processes do
            warning[EV0309]: `any` stands for no value when running
              13:50 `any(n)` a hole
              help: write the value that is meant
            warning[EV0309]: the constant `limit` has no value when running
              13:59 `limit` used here
              11:10 `limit` declared without a value
              help: define it with `let limit = …`, or make it a `parameter`
        "#]],
    );
}

#[test]
fn class_forms_that_see_every_event() {
    with(
        "class First = (\\slf. \\s. {answer'send client s}) o (Once(Sum)) ;;
         class Until = Forward until Sum ;;
         class Child n = (\\slf. \\m. {answer'send client (m + n)}) o pass'base ;;
         class Again = Sum >>= Child ;;
         main (Forward || Reply || First || Until || Again) @ nodes",
        expect![[r#"
            warning[EV0307]: `Once` sees only the first event here
              11:53 `Once(Sum)` ends with the first event, whatever it is
              11:58 `Sum` has a value at every event
              help: put `Once` around a composition that selects the event, as in `Once(f o (m'base, S))`
            warning[EV0307]: `until` ends with the first event here
              12:24 `Forward until Sum` ends with the first event, whatever it is
              12:38 `Sum` has a value at every event
              help: end it with a composition that selects the event, as in `f o (m'base, S)`
            warning[EV0307]: this starts a process at every event
              14:24 `Sum >>= Child` whatever the event is
              14:24 `Sum` has a value at every event
              help: start it from a composition that selects the event, as in `f o (m'base, S)`
        "#]],
    );
}

#[test]
fn outputs_leave_the_system() {
    with(
        "parameter boss : Loc
         let echo slf n = {answer'send slf n} ;;
         let later d slf n = {answer''send d slf n; answer''send d boss n; answer'send client n} ;;
         class All = (\\slf. \\n. answer'broadcast nodes n) o ask'base ;;
         main ((Forward || Reply || (echo o ask'base) || All) @ nodes) || (((later 5) o pass'base) @ {boss})",
        expect![[r#"
            warning[EV0308]: the output `answer` is sent to a process of the system
              12:40 `slf` the location of the sender itself
              5:8 `answer` declared as leaving the system
              help: send it to a client, or declare it as `internal answer`
            warning[EV0308]: the output `answer` is sent to a process of the system
              13:46 `slf` the location of the sender itself
              5:8 `answer` declared as leaving the system
              help: send it to a client, or declare it as `internal answer`
            warning[EV0308]: the output `answer` is sent to a process of the system
              13:68 `boss` processes run at `boss`
              5:8 `answer` declared as leaving the system
              help: send it to a client, or declare it as `internal answer`
            warning[EV0308]: the output `answer` is sent to a process of the system
              14:50 `nodes` processes run at `nodes`
              5:8 `answer` declared as leaving the system
              help: send it to a client, or declare it as `internal answer`
        "#]],
    );
}

#[test]
fn delays_are_not_negative() {
    with(
        "class Late = (\\slf. \\n. {answer''send ~5 client n; answer''send 5 client n}) o ask'base ;;
         main (Forward || Reply || Late) @ nodes",
        expect![[r#"
            warning[EV0310]: this delay is negative
              11:39 `~5` a number of milliseconds from now
              help: write `0` or use the form without a delay, with one quote before `send`
        "#]],
    );
}

#[test]
fn functions_of_classes_that_double_with_every_definition_are_followed_in_bounded_time() {
    let mut text = PING.to_owned();
    text.push_str("class F0 X = X || X ;; let g0 n = {n} ;;\n");
    for n in 1..60 {
        let m = n - 1;
        text.push_str(&format!("class F{n} X = F{m} X || F{m} X ;;\n"));
        text.push_str(&format!("let g{n} n = if 1 > 0 then g{m} n else g{m} n ;;\n"));
    }
    text.push_str("class Last = (\\slf. \\n. g59 (pass'send slf n)) o (F59 ask'base) ;;");
    silent(&text);
}
