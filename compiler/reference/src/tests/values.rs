//! Data, patterns, recursion, deciders, and the library.

use std::collections::BTreeMap;

use evc_runtime::{Function, Value};
use expect_test::expect;

use super::kit::{FILE, at_n, evaluate, int, loc, reference};

#[test]
fn patterns_choose() {
    let pick = "let pick x =
        case x of [] => 0 of [inl (a, _)] => a of (inr b) . rest => 10 * b of _ => 99 in ";
    assert_eq!(evaluate(&format!("{pick} pick [inl (p, 2)]"), 7), "7");
    assert_eq!(evaluate(&format!("{pick} pick [inr 3; inl (1, 2)]"), 7), "30");
    assert_eq!(evaluate(&format!("{pick} pick [inl (1, 2); inr 3]"), 7), "99");
    assert_eq!(evaluate(&format!("{pick} pick []"), 7), "0");
    assert_eq!(evaluate("case p of 1 => 10 of 7 => 70 of _ => 0", 7), "70");
    assert_eq!(evaluate("case `x` of `y` => 1 of _ => 2", 0), "2");
    assert_eq!(evaluate("case 1 . [p] of x . (y . _) => x + y of _ => 0", 7), "8");
}

fn with(declarations: &str, expression: &str) -> String {
    let text = format!(
        "{declarations}\nparameter c : Loc\ninput go : Int\noutput got : Int\n\
         main (\\l.\\p.{{got'send c ({expression})}}) o go'base"
    );
    at_n(&reference(&text, vec![loc("c")]), &[("go", int(7))]).remove(0)
}

#[test]
fn data_is_built_tested_and_taken_apart() {
    let tree = "data Tree = Leaf of Int | Node of Tree * Tree
        letrec sum t = case t of Leaf n => n of Node (a, b) => sum a + sum b ;;";
    assert_eq!(with(tree, "sum (Node (Leaf p, Node (Leaf 1, Leaf 2)))"), "10");
    assert_eq!(with(tree, "if is_Leaf (Leaf 1) & !(is_Node (Leaf 1)) then 1 else 0"), "1");
    assert_eq!(with(tree, "get_Leaf (Leaf p)"), "7");
    let wrong = with(tree, "sum (fst (get_Node (Leaf p)))");
    assert!(wrong.ends_with("`get_Node` of a value that another constructor built"), "{wrong}");
}

#[test]
fn abstract_types_are_what_represents_them() {
    let counter = "abstype Counter = Int with start = abs_Counter 5
        and next k = abs_Counter (rep_Counter k + 1) and value k = rep_Counter k ;;";
    assert_eq!(with(counter, "value (next (next start))"), "7");
}

#[test]
fn recursion_is_bounded() {
    let count = "letrec count n = if n = 0 then 0 else 1 + count (n - 1) ;;";
    assert_eq!(with(count, "count 5000"), "5000");
    let fault = with(count, "count ~1");
    assert_eq!(fault, format!("{FILE}:1:52: the recursion is too deep"));
    assert_eq!(with("", "letrec f n = if n = 0 then p else f (n - 1) in f 10"), "7");
}

#[test]
fn long_lists_need_no_deep_stack() {
    let all = "import from-upto reduce list_ind list_accum map length";
    assert_eq!(with(all, "reduce (\\x. \\n. x + n) 0 (from-upto 0 100000)"), "4999950000");
    let ind = "list_ind (from-upto 0 100000) 0 (\\x. \\rest. \\n. n + 1)";
    assert_eq!(with(all, ind), "100000");
    assert_eq!(with(all, "length (map (\\x. x + 1) (from-upto 0 100000))"), "100000");
}

#[test]
fn the_rest_of_a_fold_is_evaluated_only_where_it_is_used() {
    let all = "import reduce list_ind hd";
    assert_eq!(with(all, "reduce (\\x. \\n. if x = 1 then x else 10 / x) 0 [1; 0]"), "1");
    assert_eq!(with(all, "list_ind [1; 0] 0 (\\x. \\r. \\n. if x = 1 then 5 else 1 / x)"), "5");
    let used = with(all, "reduce (\\x. \\n. if x = 1 then n else 1 / x) 0 [1; 0]");
    assert!(used.ends_with("division by zero"), "{used}");
}

#[test]
fn faults_of_the_library_cite_the_library() {
    let found = with("import hd", "hd (if p = 7 then [] else [p])");
    expect!["list.evml:55:14: hd of an empty list"].assert_eq(&found);
    expect!["sum.evml:5:17: outl of an inr"].assert_eq(&with("import outl", "outl (inr 1)"));
}

const DECIDED: &str = "
    parameter T, same : Type * T Deq
    parameter c : Loc
    input go : T * T
    output got : Bool
    class It = (\\l.\\(x, y).{got'send c (EXPRESSION)}) o go'base ;;
    main It";

#[test]
fn a_type_parameter_is_compared_by_its_decider() {
    // Equal if they leave the same rest when divided by ten.
    let same = Value::Function(Function::new(|a| {
        Ok(Value::Function(Function::new(move |b| match (&a, b) {
            (Value::Int(a), Value::Int(b)) => Ok(Value::Bool(a % 10 == b % 10)),
            other => panic!("{other:?} are no integers"),
        })))
    }));
    let decide = |expression: &str| {
        let text = DECIDED.replace("EXPRESSION", expression);
        let reference = reference(&text, vec![same.clone(), loc("c")]);
        let pair = |a, b| ("go", Value::tuple([int(a), int(b)]));
        at_n(&reference, &[pair(3, 13), pair(3, 14)]).join(" ")
    };
    for expression in [
        "x = y",
        "!(x <> y)",
        "(1, x) = (1, y)",
        "[x] = [y]",
        "{x; x} = {y; x}",
        "[(inl x : T + Int)] = [inl y]",
        "(eqof same) x y",
        "(eqof (op =)) ({x}, 1) ({y}, 1)",
    ] {
        assert_eq!(decide(expression), "true false", "{expression}");
    }
}

#[test]
fn sets_and_maps_are_what_their_implementation_says() {
    let maps = "import map-empty map-put map-find map-remove map-size map-keys";
    assert_eq!(with(maps, "map-size (map-put {1; 2} 5 (map-put {2; 1} 6 map-empty))"), "1");
    let find = "case map-find p (map-put p 5 (map-put 1 6 map-empty)) of inl n => n of inr () => 0";
    assert_eq!(with(maps, find), "5");
}

/// Draws lists and compares functions of the library with their meaning on them.
#[test]
fn functions_of_the_library_are_what_brute_force_says() {
    let mut rng = evc_runtime::rng::Rng::new(7);
    for _ in 0..20 {
        let xs: Vec<i64> = (0..rng.below(7)).map(|_| rng.below(5) as i64).collect();
        let list = format!("{xs:?}").replace(',', ";");
        let as_number = "list_accum (\\n. \\x. 10 * n + x + 1) 0";
        let number = |xs: &[i64]| xs.iter().fold(0, |n, x| 10 * n + x + 1).to_string();
        let all = "import list_accum filter quicksort-int remove-first list-diff int-deq bag-remove
            bag-elements insert-combine int-minus-comparison-inc poss-maj select last map";
        let check = |expression: &str, expected: &[i64]| {
            let found = with(all, &format!("{as_number} ({expression})"));
            assert_eq!(found, number(expected), "{expression} of {xs:?}");
        };
        let mut sorted = xs.clone();
        sorted.sort_unstable();
        check(&format!("quicksort-int {list}"), &sorted);
        let big: Vec<i64> = xs.iter().copied().filter(|x| *x > 2).collect();
        check(&format!("filter (\\x. x > 2) {list}"), &big);
        let without: Vec<i64> = xs.iter().copied().filter(|x| *x != 3).collect();
        check(&format!("list-diff int-deq {list} [3]"), &without);
        check(&format!("bag-elements (bag-remove int-deq ({list} /~) 3)"), &without);
        let mut once = xs.clone();
        if let Some(at) = once.iter().position(|x| *x == 3) {
            once.remove(at);
        }
        check(&format!("remove-first (\\x. x = 3) {list}"), &once);
        sorted.dedup();
        let insert = "insert-combine (int-minus-comparison-inc (\\x. x)) (\\x. \\y. x)";
        check(&format!("list_accum (\\l. \\x. {insert} x l) [] {list}"), &sorted);
        let majority = xs.iter().find(|x| 2 * xs.iter().filter(|y| y == x).count() > xs.len());
        if let Some(majority) = majority {
            check(&format!("[snd (poss-maj int-deq {list} 9)]"), &[*majority]);
        }
    }
}

/// Every example ``expr` is `value`` of the library's documentation that can be evaluated.
#[test]
fn the_examples_of_the_documentation_are_true() {
    let mut imports: BTreeMap<&str, ()> = BTreeMap::new();
    let mut examples = Vec::new();
    for (_, text) in evc_stdlib::LIBRARY {
        for line in text.lines().filter(|line| !line.starts_with(' ')) {
            let mut words = line.split([' ', '(']).filter(|word| !word.is_empty());
            if let (Some("let" | "class" | "constant"), Some(name)) = (words.next(), words.next())
                && name.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                imports.insert(name, ());
            }
        }
        for doc in text.split("(**").skip(1).filter_map(|rest| rest.split("*)").next()) {
            examples.extend(super::kit::examples(doc));
        }
    }
    let import = imports.keys().copied().collect::<Vec<_>>().join(" ");
    let mut wrong = Vec::new();
    // Examples about variables are no claims on their own.
    let mut free = Vec::new();
    for (expression, value) in &examples {
        let typed = ["({e}) = ({v})", "({e}) <=> ({v})"].iter().find_map(|shape| {
            let claim = shape.replace("{e}", expression).replace("{v}", value);
            super::kit::holds(&import, &claim)
        });
        match typed {
            Some(Ok(Some(true))) => {}
            Some(other) => wrong.push(format!("`{expression}` is `{value}`: {other:?}")),
            None => free.push(expression.as_str()),
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(examples.len() > 50, "only {} examples are found", examples.len());
    assert_eq!(free, ["reduce f k [x; y]", "map-has 1 (map-remove 1 m)"]);
}
