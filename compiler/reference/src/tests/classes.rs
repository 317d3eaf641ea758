//! The equations of the classes.

use evc_runtime::Value;

use super::kit::{at_n, int, loc, outcomes, receipt, reference, try_reference};
use crate::{EventId, EventOrdering, NotCausal, Unusable};

const HEAD: &str = "specification sem
    parameter n : Loc
    parameter c : Loc
    input a : Int
    input b : Int
    input z : Unit
    output ou : Int * (Int * Int)
    internal me : Int
    ";

fn run(text: &str, messages: &[(&str, Value)]) -> Vec<String> {
    at_n(&reference(&format!("{HEAD}{text}"), vec![loc("n"), loc("c")]), messages)
}

#[test]
fn states_memories_and_compositions_follow_the_published_trace() {
    let text = r"
        class St  = State(\l.0, \l.\x.\s.s+x, a'base, \l.\x.\s.s*x, b'base) ;;
        class Me  = Memory(\l.0, \l.\x.\s.s+x, a'base, \l.\x.\s.s*x, b'base) ;;
        class One = (\l.\s.{ou'send c (1,(s,0))}) o St ;;
        class Two = (\l.\s.{ou'send c (2,(s,0))}) o Me ;;
        class Eig = (\l.\x.\s.{ou'send c (8,(x,s))}) o ((a'base || b'base), Me) ;;
        main (One || Two || Eig) @ {n}";
    let messages = [
        ("a", int(1)),
        ("z", Value::Unit),
        ("a", int(5)),
        ("b", int(3)),
        ("a", int(7)),
        ("b", int(2)),
    ];
    let expected = [
        "(1, 1, 0) (2, 0, 0) (8, 1, 0)",
        "(1, 1, 0) (2, 1, 0)",
        "(1, 6, 0) (2, 1, 0) (8, 5, 1)",
        "(1, 18, 0) (2, 6, 0) (8, 3, 6)",
        "(1, 25, 0) (2, 18, 0) (8, 7, 18)",
        "(1, 50, 0) (2, 25, 0) (8, 2, 25)",
    ];
    assert_eq!(run(text, &messages), expected);
}

#[test]
fn transitions_that_fire_together_make_several_states() {
    let text = r"
        class One = (\l.\s.{ou'send c (1,(s,0))})
            o (State (\l.0, \l.\x.\s.s+x, a'base, \l.\x.\s.(s+1)*10, a'base)) ;;
        class Two = (\l.\s.{ou'send c (2,(s,0))})
            o (Memory(\l.0, \l.\x.\s.s+x, a'base, \l.\x.\s.(s+1)*10, a'base)) ;;
        main (One || Two) @ {n}";
    let expected = [
        "(1, 1, 0) (1, 10, 0) (2, 0, 0)",
        "(1, 3, 0) (1, 12, 0) (1, 20, 0) (1, 110, 0) (2, 1, 0) (2, 10, 0)",
        "(1, 3, 0) (1, 12, 0) (1, 20, 0) (1, 110, 0) \
         (2, 3, 0) (2, 12, 0) (2, 20, 0) (2, 110, 0)",
    ];
    assert_eq!(run(text, &[("a", int(1)), ("a", int(2)), ("b", int(3))]), expected);
}

#[test]
fn a_composition_takes_the_whole_cross_product_in_order() {
    let text = r"
        class P k = (\l.\x.{x+k}) o a'base ;;
        class Fou = (\l.\x.\y.{ou'send c (4,(x,y))}) o ((a'base || P 100), (a'base || P 200)) ;;
        main Fou @ {n}";
    let expected = [
        "(4, 1, 1) (4, 1, 201) (4, 101, 1) (4, 101, 201)",
        "(4, 2, 2) (4, 2, 202) (4, 102, 2) (4, 102, 202)",
        "",
    ];
    assert_eq!(run(text, &[("a", int(1)), ("a", int(2)), ("b", int(3))]), expected);
}

#[test]
fn a_function_may_give_several_instructions_with_delays_and_any_destination() {
    let text = r"
        class Six = (\l.\x.{me'send l (x+1); me'send c (x+1)}) o a'base ;;
        class Twe = (\l.\x.{ou''send 50 c (12,(x,0))}) o a'base ;;
        main (Six || Twe) @ {n}";
    assert_eq!(run(text, &[("a", int(1))]), ["sem me 2->n sem me 2 (12, 1, 0)@50"]);
}

#[test]
fn states_feed_states_and_other_locations_have_pasts_of_their_own() {
    let text = r"
        class Sum = State(\l.0, \l.\x.\s.s+x, a'base) ;;
        class Max = State(\l.0, \l.\x.\s.if x > s then x else s, Sum) ;;
        class Both = (\l.\x.\s.\m.{ou'send c (x,(s,m))}) o (a'base, Sum, Max) ;;
        main Both @ {n; c}";
    let reference = reference(&format!("{HEAD}{text}"), vec![loc("n"), loc("c")]);
    let run = [("n", 5), ("c", 2), ("n", -3), ("x", 9), ("c", 1), ("n", 1)];
    let run = run.map(|(at, body)| receipt(at, "a", int(body))).to_vec();
    let expected = ["(5, 5, 5)", "(2, 2, 2)", "(~3, 2, 5)", "", "(1, 3, 3)", "(1, 3, 5)"];
    assert_eq!(outcomes(&reference, run), expected);
}

#[test]
fn initial_states_depend_on_the_location() {
    let text = r"
        class Here = Memory(\l.if l = n then 1 else 2, \l.\x.\s.x, a'base) ;;
        main (\l.\s.{ou'send l (s,(0,0))}) o Here";
    let reference = reference(&format!("{HEAD}{text}"), vec![loc("n"), loc("c")]);
    let run = vec![receipt("n", "z", Value::Unit), receipt("x", "z", Value::Unit)];
    assert_eq!(outcomes(&reference, run), ["(1, 0, 0)->n", "(2, 0, 0)->x"]);
}

#[test]
fn an_ordering_knows_predecessors_and_refuses_effects_before_their_cause() {
    let run = [("n", None), ("x", Some(0)), ("n", Some(1))].map(|(at, cause)| {
        let cause = cause.map(EventId);
        crate::Receipt { cause, ..receipt(at, "a", int(0)) }
    });
    let ordering = EventOrdering::new(run.clone()).unwrap();
    let preds: Vec<_> = ordering.events().iter().map(|event| event.pred).collect();
    assert_eq!(preds, [None, None, Some(EventId(0))]);
    let mut looping = run;
    looping[1].cause = Some(EventId(1));
    assert_eq!(EventOrdering::new(looping), Err(NotCausal(EventId(1))));
}

#[test]
fn a_specification_needs_a_main_class_and_values_for_its_parameters() {
    let text = "parameter p : Int * (Int -> Loc Bag)\nmain (\\l.{}) o ()";
    let unusable = |params| try_reference(text, params).unwrap_err();
    let problem = "the value of parameter `p` is not of type `Int * (Int -> Loc Bag)`";
    assert_eq!(unusable(vec![]).to_string(), problem);
    assert_eq!(unusable(vec![int(1)]).to_string(), problem);
    assert_eq!(try_reference("", vec![]).unwrap_err(), Unusable::NoMain);
}
