//! Sums, lists and `case`: which arm is chosen, what it names, and what may fault.

use evc_runtime::{Process, Tok, Value};

use super::kit::{at_n, int, loc, step};

fn inl(value: Value) -> Value {
    Value::Inl(value.into())
}

fn inr(value: Value) -> Value {
    Value::Inr(value.into())
}

fn ints<const N: usize>(values: [i64; N]) -> Value {
    Value::list(values.map(Value::Int))
}

/// What one event sends, of a specification whose input is message 0 and whose output is 1.
fn answer(text: &str, body: Value) -> String {
    let text = format!("parameter c : Loc\n{text}");
    step(&mut at_n(&text, vec![loc("c")]), Some(0), body)
}

#[test]
fn the_first_arm_that_matches_is_chosen() {
    let text = r"
        input a : (Int + Bool) * Int List
        output ou : Int
        main (\l.\v. {ou'send c (
          case v of (inl 0, _) => 1 of (inl n, [x]) => n + x of (_, []) => 2 of (inr true, x . _) => x
            of (w, xs) => 3)}) o (a'base)";
    let cases = [
        (inl(int(0)), ints([5]), "1:1->c"),
        (inl(int(0)), ints([]), "1:1->c"),
        (inl(int(7)), ints([5]), "1:12->c"),
        (inl(int(7)), ints([]), "1:2->c"),
        (inl(int(7)), ints([5, 6]), "1:3->c"),
        (inr(Value::Bool(true)), ints([]), "1:2->c"),
        (inr(Value::Bool(true)), ints([9, 8]), "1:9->c"),
        (inr(Value::Bool(false)), ints([9, 8]), "1:3->c"),
    ];
    for (side, list, expected) in cases {
        assert_eq!(answer(text, Value::tuple([side, list])), expected);
    }
}

#[test]
fn lists_are_taken_apart_and_put_together_in_order() {
    let text = r"
        input a : Int List
        output ou : Int List
        main (\l.\v. {ou'send c (
          case v of [] => [0] of [x] => x . v of x . y . rest => rest ++ (y . [x; y]))}) o (a'base)";
    assert_eq!(answer(text, ints([])), "1:[0]->c");
    assert_eq!(answer(text, ints([4])), "1:[4; 4]->c");
    assert_eq!(answer(text, ints([1, 2])), "1:[2; 1; 2]->c");
    assert_eq!(answer(text, ints([1, 2, 3, 4])), "1:[3; 4; 2; 1; 2]->c");
}

#[test]
fn literals_of_every_type() {
    let text = r#"
        input a : Tok * String * Bool * Int
        output ou : Int
        main (\l.\v. {ou'send c (
          case v of (`x`, "", true, n) => n of (_, "s", _, 1) => 20 of (t, _, false, n) => n * 2
            of _ => 30)}) o (a'base)"#;
    let body = |token, text: &str, truth, number| {
        let parts = [Value::Tok(Tok::new(token)), Value::Str(text.into()), Value::Bool(truth)];
        Value::tuple(parts.into_iter().chain([int(number)]))
    };
    assert_eq!(answer(text, body("x", "", true, 5)), "1:5->c");
    assert_eq!(answer(text, body("y", "s", true, 1)), "1:20->c");
    assert_eq!(answer(text, body("x", "s", false, 1)), "1:20->c");
    assert_eq!(answer(text, body("x", "", false, 4)), "1:8->c");
    assert_eq!(answer(text, body("y", "", true, 4)), "1:30->c");
}

#[test]
fn only_the_value_and_the_chosen_arm_may_fault() {
    let text = r"
        input a : Int
        output ou : Int
        main (\l.\v. {ou'send c (
          case 10 / v of 1 => 0 of 2 => 7 / (v - 5) of n => (let m = 100 / (v - 2) in m + n))}) o (a'base)";
    assert_eq!(answer(text, int(10)), "1:0->c");
    assert_eq!(answer(text, int(5)), "test.evml:6:41: division by zero");
    assert_eq!(answer(text, int(4)), "1:~7->c");
    assert_eq!(answer(text, int(2)), "test.evml:6:70: division by zero");
    assert_eq!(answer(text, int(3)), "1:103->c");
    assert_eq!(answer(text, int(0)), "test.evml:6:16: division by zero");
}

#[test]
fn tests_of_sums_and_equality_by_deciders() {
    let text = r"
        input a : Int + Int
        output ou : Bool * Bool * Bool
        main (\l.\v. {ou'send c (isl v, eqof (op =) v (inl 1), v = inr 1)}) o (a'base)";
    assert_eq!(answer(text, inl(int(1))), "1:(true, true, false)->c");
    assert_eq!(answer(text, inr(int(1))), "1:(false, false, true)->c");
    assert_eq!(answer(text, inr(int(2))), "1:(false, false, false)->c");
}

#[test]
fn a_list_is_a_bag_in_its_order() {
    let text = r"
        input a : Int List
        output ou : Int
        main (\l.\x. {ou'send c x}) o ((\l.\v. ((0 . v)/~)) o (a'base))";
    assert_eq!(answer(text, ints([3, 3, 1])), "1:0->c 1:3->c 1:3->c 1:1->c");
}

#[test]
fn state_of_an_abstract_type() {
    let text = r"
        parameter c : Loc
        input push : Int
        input pop : Unit
        output ou : Int + Unit
        abstype Stack = Int List with none = abs_Stack [] and put n s = abs_Stack (n . rep_Stack s)
          and rest s = (case rep_Stack s of [] => s of _ . ns => abs_Stack ns)
          and top s = (case rep_Stack s of [] => inr () of n . _ => inl n) ;;
        class Held = State (\l. none, \l.\n.\s. put n s, push'base, \l.\u.\s. rest s, pop'base) ;;
        main (\l.\u.\s. {ou'send c (top s)}) o (pop'base, Held)";
    let mut machine = at_n(text, vec![loc("c")]);
    for n in [1, 2, 3] {
        assert_eq!(step(&mut machine, Some(0), int(n)), "");
    }
    assert_eq!(machine.state(), [("Held".to_owned(), ints([3, 2, 1]))]);
    assert_eq!(step(&mut machine, Some(1), Value::Unit), "2:inl 2->c");
    assert_eq!(step(&mut machine, Some(1), Value::Unit), "2:inl 1->c");
    assert_eq!(step(&mut machine, Some(1), Value::Unit), "2:inr ()->c");
    assert_eq!(step(&mut machine, Some(1), Value::Unit), "2:inr ()->c");
}
