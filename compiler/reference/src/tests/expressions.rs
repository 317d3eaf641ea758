//! Expressions.

use evc_runtime::Value;

use super::kit::{at_n, evaluate, function, int, loc, reference};

#[test]
fn arithmetic_truncates_toward_zero() {
    assert_eq!(evaluate("p / 2 + 10 * (p - 1)", 7), "63");
    assert_eq!(evaluate("100 + ~ (p) / 2", 7), "97");
    assert_eq!(evaluate("fst (p, 2) + snd (1, p)", 7), "14");
}

#[test]
fn comparisons_decide() {
    for (condition, holds) in [
        ("p < 7", false),
        ("p <= 7", true),
        ("p > 6", true),
        ("p >= 8", false),
        ("p <> 7", false),
        ("!(p = 8)", true),
        ("(1, (2, p)) = (1, 2, 7)", true),
        ("{1; 2; 2} = {2; 1; 2}", true),
        ("{1; 2; 2} = {1; 1; 2}", false),
        ("[1; 2] = [2; 1]", false),
        ("[{1; 2}] = [{2; 1}]", true),
        ("``a b`` = [`a`; `b`]", true),
        ("\"x\" = \"x\" & () = ()", true),
    ] {
        let expected = if holds { "1" } else { "0" };
        assert_eq!(evaluate(&format!("if {condition} then 1 else 0"), 7), expected, "{condition}");
    }
}

#[test]
fn tuples_are_flat_and_patterns_take_the_rest() {
    assert_eq!(
        evaluate("let (a, b) = (1, (2, 3)) in let (x, y) = b in a + 10 * x + 100 * y", 0),
        "321"
    );
    assert_eq!(evaluate("let (a, (b, c)) = (1, 2, 3) in fst (snd (a, b, c)) + c", 0), "5");
    assert_eq!(evaluate("let pair x y = (x, y) in snd (snd (pair 1 (pair 2 3)))", 0), "3");
    assert_eq!(evaluate("let ((a, b), c) = ((1, 2), 3) in a + b + c", 0), "6");
}

#[test]
fn functions_are_values() {
    assert_eq!(evaluate("let twice f x = f (f x) in twice (\\x. x + p) 1", 4), "9");
    assert_eq!(evaluate("let f = (op -) in let g = f 10 in g p", 4), "6");
    assert_eq!(evaluate("let id x = x in if id true then (id (\\x. x)) p else 0", 4), "4");
    assert_eq!(evaluate("let x = 1 in let f y = x + y in let x = 100 in f x", 4), "101");
}

#[test]
fn what_is_not_needed_is_not_evaluated() {
    assert_eq!(evaluate("if p = 0 or 1 / p = 0 then 1 else 2", 0), "1");
    assert_eq!(evaluate("if !(p = 0) & 1 / p = 0 then 1 else 2", 0), "2");
    assert_eq!(evaluate("if p = 0 then 3 else 1 / p", 0), "3");
}

#[test]
fn instructions_are_values_that_matter_only_where_main_produces_them() {
    let text = r"
        parameter c : Loc
        input a : Int
        output ou : Int
        class Wanted = (\l.\x.{ou''send x c x; ou''send 0 c (x + 1)}) o a'base ;;
        class Halved = (\l.\i.let (d, to, m) = i in {(d / 2, to, m)}) o Wanted ;;
        main Halved";
    let reference = reference(text, vec![loc("c")]);
    assert_eq!(at_n(&reference, &[("a", int(8))]), ["8@4 9"]);
}

#[test]
fn parameters_may_be_functions_of_functions() {
    let text = r"
        parameter c : Loc
        parameter half : Int -> Int
        parameter at2 : (Int -> Int) -> Int
        parameter add : Int -> Int -> Int
        input a : Int
        output ou : Int * Int * Int
        main (\l.\x.{ou'send c (half x, at2 (\y. y * x), add x 1)}) o a'base";
    let at2 = Value::Function(evc_runtime::Function::new(|given| match given {
        Value::Function(given) => given.call(int(2)),
        other => panic!("{other} is no function"),
    }));
    let add = function(|x| function(move |y| int(x + y)));
    let params = vec![loc("c"), function(|x| int(x / 2)), at2, add];
    assert_eq!(at_n(&reference(text, params), &[("a", int(8))]), ["(4, 16, 9)"]);
}
