//! The equation of each form of class, where it differs from its neighbours.

use evc_runtime::{Loc, Value};

use super::kit::{at_n, int, loc, reference};
use crate::ReferenceProcess;

const HEAD: &str = "specification sem
    parameter c : Loc
    input a : Int
    input b : Int
    output ou : Int * Int
    ";

/// What the class produces at the messages, which are written `a1 b2`: at each a bag of values,
/// which are pairs of integers.
fn run(class: &str, messages: &str) -> Vec<String> {
    let text = format!("{HEAD}{class}\nmain (\\l.\\(x, y).{{ou'send c (x, y)}}) o It");
    let messages: Vec<_> = messages
        .split(' ')
        .map(|word| word.split_at(1))
        .map(|(header, body)| (header, int(body.parse().unwrap())))
        .collect();
    at_n(&reference(&text, vec![loc("c")]), &messages)
}

/// The same for classes of integers.
fn ints(class: &str, messages: &str) -> Vec<String> {
    let pairs =
        run(&format!("class X = {class} ;; class It = (\\l.\\x.{{(x, 0)}}) o X ;;"), messages);
    pairs.into_iter().map(|pairs| pairs.replace(", 0)", "").replace('(', "")).collect()
}

#[test]
fn once_and_until_let_the_last_event_through() {
    assert_eq!(ints("Once(a'base || a'base)", "b1 a2 a3"), ["", "2 2", ""]);
    assert_eq!(ints("(a'base || b'base) until b'base", "a1 b2 a3"), ["1", "2", ""]);
    assert_eq!(ints("a'base until Null", "a1 a2"), ["1", "2"]);
}

#[test]
fn prior_is_the_last_bag_before() {
    assert_eq!(ints("Prior(a'base || a'base)", "a1 b0 a2 b0"), ["", "1 1", "1 1", "2 2"]);
    assert_eq!(ints("Prior(a'base) ? (\\l.{7})", "a1 b0"), ["7", "1"]);
    // It remembers beyond the end of the class.
    assert_eq!(ints("Prior(Once(a'base))", "a1 a2 b3"), ["", "1", "1"]);
}

#[test]
fn skip_and_output_tell_the_first_event_from_the_others() {
    assert_eq!(ints("Skip(a'base)", "a1 a2"), ["", "2"]);
    assert_eq!(ints("Output(\\l.{1; 2})", "b0 b0"), ["1 2", ""]);
    assert_eq!(ints("Skip(Output(\\l.{1}))", "b0 b0"), ["", ""]);
    // What is skipped has happened.
    let sum = "Skip(State(\\l.0, \\l.\\x.\\s.s + x, a'base))";
    assert_eq!(ints(sum, "a1 a2 b0"), ["", "3", "3"]);
}

#[test]
fn defaults_stand_in_for_empty_bags() {
    assert_eq!(ints("a'base ? (\\l.{8; 9})", "a1 b2"), ["1", "8 9"]);
    assert_eq!(ints("a'base ?? b'base", "a1 b2"), ["1", "2"]);
    assert_eq!(ints("(a'base || b'base) ?? Output(\\l.{9})", "b1 b2"), ["1", "2"]);
    assert_eq!(ints("Once(a'base) ?? b'base", "a1 a2 b3"), ["1", "", "3"]);
}

#[test]
fn the_general_composition_is_given_bags() {
    let sizes = "import bag-size\nclass It =
        (\\l.\\xs.\\ys.{(bag-size xs, bag-size ys)}) O (a'base || a'base, b'base) ;;";
    assert_eq!(run(sizes, "a1 b2"), ["(2, 0)", "(0, 1)"]);
}

#[test]
fn a_composition_of_nothing_produces_everywhere() {
    assert_eq!(ints("(\\l.{5}) o ()", "a1 b2"), ["5", "5"]);
}

#[test]
fn feedback_is_of_the_last_bag_that_is_not_empty() {
    let sum = "(\\l.\\x.\\s.if x = 0 then {} else {x + s}) o (a'base, Prior(self)?{10})";
    assert_eq!(ints(sum, "a1 b0 a0 a5"), ["11", "", "", "16"]);
    assert_eq!(ints("(\\l.\\x.\\s.{x + s}) o (a'base, Prior(self))", "a1 a2"), ["", ""]);
    let twice = "(\\l.\\x.\\s.{s; s + x}) o (a'base, Prior(self)?{0})";
    assert_eq!(ints(twice, "a1 a2"), ["0 1", "0 2 1 3"]);
}

#[test]
fn a_sub_process_begins_with_the_event_that_starts_it() {
    let counted = "class It = a'base >>= (\\x. (\\l.\\y.\\n.{(x, 10 * y + n)}) o
        (a'base || b'base, State(\\l.0, \\l.\\y.\\s.s + 1, (a'base || b'base)))) ;;";
    assert_eq!(run(counted, "b9 a1 a2 b3"), ["", "(1, 11)", "(1, 22) (2, 21)", "(1, 33) (2, 32)"]);
    // First and last are those of its own ordering.
    assert_eq!(ints("a'base >>= (\\x. Output(\\l.{x}))", "b9 a1 a2"), ["", "1", "2"]);
    assert_eq!(ints("a'base >>= (\\x. Skip(Output(\\l.{x})))", "a1 a2"), ["", ""]);
    assert_eq!(ints("a'base >>= (\\x. Once(Skip(a'base)))", "a1 a2 a3"), ["", "2", "3"]);
    assert_eq!(ints("a'base >>= (\\x. Prior(a'base))", "a1 a2 a3"), ["", "1", "2 2"]);
    assert_eq!(
        ints("a'base >> x >> Memory(\\l.x, \\l.\\y.\\s.y, b'base)", "a1 b2 b3"),
        ["1", "1", "2"]
    );
}

#[test]
fn sub_processes_nest() {
    let nested = "class It = a'base >>= (\\x. b'base >>= (\\y. Output(\\l.{(x, y)}))) ;;";
    assert_eq!(run(nested, "a1 b2 a3 b4"), ["", "(1, 2)", "", "(1, 4) (3, 4)"]);
}

#[test]
fn copies_of_a_bag_count_as_often_as_its_elements() {
    let doubled = "(a'base || a'base) >>= (\\x. Output(\\l.{x}))";
    assert_eq!(ints(doubled, "a1 a2"), ["1 1", "2 2"]);
}

#[test]
fn a_recursive_class_skips_the_event_that_starts_a_copy() {
    // Every copy starts one at each later event, oldest first.
    let text = "class P x = (\\l.\\y.{(x, y)}) o a'base ;; classrec F x = P x || a'base >>= F ;; class It = F 0 ;;";
    assert_eq!(run(text, "a1 a2 a3"), ["(0, 1)", "(0, 2) (2, 2)", "(0, 3) (2, 3) (3, 3) (3, 3)",]);
    // A copy that is started by a timer of its own goes through rounds.
    let rounds = "class N n = (\\l.\\y.{n + 1}) o (Once(b'base)) ;; class P x = (\\l.\\y.{(x, y)}) o a'base ;; classrec F n = P n
        || N n >>= F ;; class It = F 0 ;;";
    assert_eq!(run(rounds, "a1 b0 b0 a2"), ["(0, 1)", "", "", "(0, 2) (1, 2)"]);
}

#[test]
fn on_loc_is_the_class_of_the_location() {
    let text = format!(
        "{HEAD}class It = OnLoc(\\l. if l = c then Null else a'base) ;;
        main (\\l.\\x.{{ou'send c (x, 0)}}) o It"
    );
    let reference = reference(&text, vec![loc("c")]);
    assert_eq!(at_n(&reference, &[("a", int(1))]), ["(1, 0)"]);
    let at =
        |name| ReferenceProcess::<evc_runtime::dynamic::Message>::at(&reference, Loc::new(name));
    assert!(at("n").unwrap().is_some());
    assert!(at("c").unwrap().is_none(), "nothing is installed for `Null`");
}

#[test]
fn what_has_halted_is_not_evaluated() {
    let halved = "class H = (\\l.\\x.{10 / x}) o a'base ;;";
    let of = |class: &str, messages| {
        let text = format!("{halved}class X = {class} ;; class It = (\\l.\\x.{{(x, 0)}}) o X ;;");
        run(&text, messages)
    };
    assert_eq!(of("Once(H)", "a1 a0"), ["(10, 0)", ""]);
    assert_eq!(of("H until b'base", "a2 b0 a0"), ["(5, 0)", "", ""]);
    // One input that has halted is the end of a composition, but the others go on.
    let composed = of("(\\l.\\x.\\y.{x}) o (H, Output(\\l.{0}))", "a2 a5 a0");
    assert_eq!(composed[..2], ["(5, 0)", ""]);
    assert!(composed[2].ends_with("division by zero"), "{composed:?}");
    assert!(of("Once(a'base) || H", "a2 a0")[1].ends_with("division by zero"));
    // A sub-process ends by itself.
    assert_eq!(of("Once(a'base) >>= (\\x. Once(H))", "a2 a0"), ["(5, 0)", ""]);
}

#[test]
fn classes_are_values() {
    let chosen = "class It = let pick n = if n > 1 then a'base else b'base
        in let twice X = X || X in (\\l.\\x.{(x, 1)}) o (twice (pick 2)) ;;";
    assert_eq!(run(chosen, "a1 b2"), ["(1, 1) (1, 1)", ""]);
}

const SIGNED: &str = r"
    parameter c : Loc
    input go : Int
    internal vote : Int
    output seen : Tok * Int
    class Go = (\l.\x.if x > 0 then vote'bsign {l} x else {vote'send l x}) o go'base ;;
    class Any = (\l.\x.{seen'send c (`any`, x)}) o vote'base ;;
    class True = (\l.\x.{seen'sign c (`true`, x)}) o vote'verify ;;
    main Go || Any || True";

#[test]
fn only_signed_messages_are_verified() {
    let reference = reference(SIGNED, vec![loc("c")]);
    assert_eq!(at_n(&reference, &[("go", int(1)), ("go", int(0))]), ["signed 1->n", "0->n"]);
    // What the environment makes up is not authentic.
    assert_eq!(at_n(&reference, &[("vote", int(1))]), ["(`any`, 1)"]);
    let signed = crate::Receipt { authentic: true, ..super::kit::receipt("n", "vote", int(1)) };
    let found = super::kit::outcomes(&reference, vec![signed]);
    assert_eq!(found, ["(`any`, 1) signed (`true`, 1)"]);
}

const SIMULATED: &str = r"
    parameter c : Loc
    parameter s : Loc
    input put : Int
    input step : Loc * Msg
    input go : Int
    internal wrapped : Loc * Msg
    output ou : Int * Loc
    class Sum = State(\l.0, \l.\x.\n.n + x, put'base) ;;
    class Here = (\l.\x.\n.{(n, l)}) o (put'base, Sum) ;;
    class There = Local(Here || Output(\l.{(100, l)}), s, ``step``) ;;
    class Wrap = (\l.\x.{wrapped'send l (s, MSG(``put``, x))}) o go'base ;;
    main ((\l.\(n, at).{ou'send c (n, at)}) o There) || Wrap";

#[test]
fn a_simulated_location_sees_what_is_wrapped_for_it() {
    let reference = reference(SIMULATED, vec![loc("c"), loc("s")]);
    let wrapped = |to: &str, text: &str| {
        let msg = evc_runtime::text::eval(text, &|_| None).unwrap();
        ("step", Value::tuple([loc(to), msg]))
    };
    let messages = [
        ("put", int(5)),
        wrapped("x", "MSG(``put``, 5)"),
        wrapped("s", "MSG(``put``, 1)"),
        wrapped("s", "MSG(``put``, 2)"),
        ("go", int(3)),
    ];
    let expected = ["", "", "(1, s) (100, s)", "(3, s)", "(s, MSG(``put``, 3))->n"];
    assert_eq!(at_n(&reference, &messages), expected);
}

#[test]
fn a_simulated_location_has_sub_orderings_of_its_own() {
    let text =
        SIMULATED.replace("Here || Output(\\l.{(100, l)})", "put'base >>= (\\x. Once(Here))");
    let reference = reference(&text, vec![loc("c"), loc("s")]);
    let step = |n: i64| {
        let text = format!("MSG(``put``, {n})");
        let msg = evc_runtime::text::eval(&text, &|_| None).unwrap();
        ("step", Value::tuple([loc("s"), msg]))
    };
    let found = at_n(&reference, &[step(1), ("go", int(0)), step(2), step(3)]);
    assert_eq!(found[0], "(1, s)");
    assert_eq!(&found[2..], ["(2, s)", "(3, s)"]);
}

#[test]
fn headers_may_be_parameters() {
    let text = "parameter c : Loc
        parameter h : Tok List
        input a, h : Int
        output ou : Int
        main (\\l.\\x.{ou'send c x}) o a'base";
    let header = Value::list([
        Value::Tok(evc_runtime::Tok::new("x")),
        Value::Tok(evc_runtime::Tok::new("y")),
    ]);
    let reference = reference(text, vec![loc("c"), header]);
    assert_eq!(at_n(&reference, &[("x y", int(1)), ("a", int(2))]), ["1", ""]);
}
