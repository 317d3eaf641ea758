use std::sync::Arc;

use expect_test::expect;
use proptest::prelude::*;

use super::*;
use crate::fault::{FaultKind, Site};
use crate::header::Tok;
use crate::loc::Loc;

fn names(name: &str) -> Option<Value> {
    match name {
        "p" | "q" => Some(Value::Loc(Loc::new(name))),
        "limit" => Some(Value::Int(10)),
        _ => None,
    }
}

/// Evaluates `text` and prints the result.
fn check(text: &str, expected: &str) {
    let found = match eval(text, &names) {
        Ok(value) => value.to_string(),
        Err(error) => error.to_string(),
    };
    assert_eq!(found, expected, "{text}");
}

#[test]
fn literals_and_names() {
    check("()", "()");
    check(" true ", "true");
    check("nil", "[]");
    check("42", "42");
    check("0xff", "255");
    check("~5", "~5");
    check("~ 5", "~5");
    check("~(2 + 3)", "~5");
    check("~9223372036854775808", "~9223372036854775808");
    check("`a b`", "`a b`");
    check("``a b 2/3``", "[`a`; `b`; `2/3`]");
    check("``one``", "[`one`]");
    check(r#""say \"hi\"\065\u0042""#, r#""say \"hi\"AB""#);
    check("p", "p");
    check("LOC(p)", "p");
    check("limit", "10");
}

#[test]
fn structures() {
    check("(1, true)", "(1, true)");
    check("(1, (2, 3))", "(1, 2, 3)");
    check("((1, 2), 3)", "((1, 2), 3)");
    check("(7)", "7");
    check("[1; 2]", "[1; 2]");
    check("{p; LOC(q)}", "{p; q}");
    check("{}", "{}");
    check("{(* none *)}", "{}");
    check("inl 3", "inl 3");
    check("inr (inl (1, 2))", "inr (inl (1, 2))");
    check("inl ~1", "inl ~1");
}

#[test]
fn functions() {
    check("\\x. x", "<function>");
    check("(\\x. x + 1) 2", "3");
    check("(\\x. \\y. x - y) 5 3", "2");
    check("(fn x => fn y => x - y) 5 3", "2");
    check("(\\(x, y). x * y) (3, 4)", "12");
    check("(\\(x, y). y) (3, 4, 5)", "(4, 5)");
    check("(\\(x, (y, z)). z) (3, 4, 5)", "5");
    check("(\\_. 1) 2", "1");
    check("(\\(). 1) ()", "1");
    check("(\\(_, x). x) (1, 2)", "2");
    check("let twice = \\f. \\x. f (f x) in twice (\\n. n * n) 3", "81");
    check("let x = 1 in let x = x + 1 in x", "2");
    check("let (a, b) = (1, 2) in a - b", "~1");
    check("(\\slf. if slf = p then 1 else 2) q", "2");
    check("let k = limit in (\\x. x < k) 3", "true");
}

#[test]
fn precedences() {
    check("1 + 2 * 3", "7");
    check("10 - 3 - 2", "5");
    check("100 / 5 / 2", "10");
    check("1 + 1 = 2 & 2 < 3", "true");
    check("true or false & false", "true");
    check("! true & false", "false");
    check("!(1 = 2)", "true");
    check("1 <> 2", "true");
    check("2 >= 2", "true");
    check("if false then 1 else 2 + 3", "5");
    check("if true then true else false or true", "true");
    check("false or if true then true else false", "true");
    check("true & \\x. x or x", "1:1: expected `true` or `false`, found `<function>`");
    check("~1 + 2", "1");
    check("~7 / 2", "~3");
    check("1 + (* one (* and *) *) 1", "2");
    check("{1; 2} = {2; 1}", "true");
    check("[1; 2] = [2; 1]", "false");
    check("false & 1 / 0 = 1", "false");
}

#[test]
fn errors_have_places() {
    check("", "1:1: expected an expression, found the end");
    check("1 +", "1:4: expected an expression, found the end");
    check("1 + if true then 1 else 2", "1:5: expected an expression, found `if`");
    check("(1,\n  2", "2:4: expected `,` or `)`, found the end");
    check("[1, 2]", "1:3: expected `;` or `]`, found `,`");
    check("1 )", "1:3: expected the end, found `)`");
    check("\\x. y", "1:5: unknown name `y`");
    check("LOC(limit)", "1:5: unknown location `limit`");
    check("LOC(1)", "1:5: expected the name of a location, found `1`");
    check("\\(x, x). x", "1:6: `x` is bound twice in one pattern");
    check("\\1. x", "1:2: expected a pattern, found `1`");
    check("let x = 1", "1:10: expected `in`, found the end");
    check("9223372036854775808", "1:1: expected an integer of 64 bits");
    check("99999999999999999999", "1:1: expected an integer of 64 bits");
    check("\n \"abc", "2:2: expected '\"' to end this literal on its line");
    check("``a", "1:1: expected two backquotes to end this token list");
    check("1 (* a", "1:3: expected `*)` to end this comment, found the end");
    check("\"\\q\"", "1:3: expected an escape after the backslash");
    check("é", "1:1: expected an expression, found 'é'");
    check("1.5", "1:2: expected the end, found `.`");
}

#[test]
fn partial_operations_have_places() {
    check("1 / 0", "1:3: division by zero");
    check("9223372036854775807\n+ 1", "2:1: integer overflow");
    check("~9223372036854775808 / ~1", "1:22: integer overflow");
    check("1 + true", "1:3: expected an integer, found `true`");
    check("1 2", "1:1: expected a function, found `1`");
    check("if 1 then 2 else 3", "1:1: expected `true` or `false`, found `1`");
    check("(\\(a, b). a) 1", "1:2: the types do not fit here");
    check("(\\x. x) = (\\x. x)", "1:9: expected a value that can be compared, found `<function>`");
}

#[test]
fn functions_fault_where_they_are_written() {
    let Ok(Value::Function(divide)) = eval("\\x.\n  10 / x", &names) else { panic!("no function") };
    assert_eq!(divide.call(Value::Int(3)), Ok(Value::Int(3)));
    let fault = divide.call(Value::Int(0)).unwrap_err();
    assert_eq!(fault.kind, FaultKind::DivisionByZero);
    assert_eq!(fault.site, Site::new(CONFIGURATION, 2, 6));
    assert_eq!(divide.call(Value::Unit).unwrap_err().kind, FaultKind::IllTyped);
}

#[test]
fn hostile_nesting_is_refused() {
    let deep = 100_000;
    for (open, close) in [("(", ")"), ("[", "]"), ("\\x. ", "x"), ("~ ", "p"), ("let x = ", "")] {
        let text = open.repeat(deep) + &close.repeat(deep);
        let error = eval(&text, &names).unwrap_err();
        assert_eq!(error.message, "this nests too deep", "{open}");
    }
    check(&("1".to_owned() + &"+1".repeat(deep)), "100001");
    check(&("true".to_owned() + &" & true".repeat(deep)), "true");
    check(&("if false then 1 else ".repeat(deep) + "2"), "2");
    let patterns = "\\".to_owned() + &"(".repeat(deep);
    assert_eq!(eval(&patterns, &names).unwrap_err().message, "this nests too deep");
    let comments = "(*".repeat(deep);
    assert!(eval(&comments, &names).is_err());
}

#[test]
fn endless_recursion_is_refused() {
    check("(\\x. x x) (\\x. x x)", "1:16: the types do not fit here");
    let wide = "(\\x. [[[[[[[[(1, 1 + (if true & (false or x x = 1) then 1 else 2))]]]]]]]])";
    let error = eval(&format!("{wide} {wide}"), &names).unwrap_err();
    assert_eq!(error.message, "the types do not fit here");
    check("(\\x. x + 1) 1", "2");
}

#[test]
fn printed_forms() {
    let value = Value::tuple([
        Value::Data(Tok::new("Retry"), Arc::new(Value::Inl(Arc::new(Value::Int(-1))))),
        Value::bag([Value::Unit]),
        Value::Str("tab\t`\"\\\u{1}\n".into()),
    ]);
    expect![[r#"(Retry (inl ~1), {()}, "tab\t\`\"\\\001\n")"#]].assert_eq(&value.to_string());
}

fn printable() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Unit),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        ".+".prop_map(|text| Value::Tok(Tok::new(&text))),
        ".*".prop_map(|text| Value::Str(text.into())),
        prop::sample::select(vec!["p", "q"]).prop_map(|name| Value::Loc(Loc::new(name))),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        let elements = || prop::collection::vec(inner.clone(), 0..4);
        let last =
            inner.clone().prop_filter("tuples are flat", |last| !matches!(last, Value::Tuple(_)));
        prop_oneof![
            elements().prop_map(Value::list),
            elements().prop_map(Value::bag),
            (inner.clone(), elements(), last).prop_map(|(first, some, last)| Value::tuple(
                [vec![first], some, vec![last]].concat()
            )),
            inner.clone().prop_map(|inner| Value::Inl(Arc::new(inner))),
            inner.prop_map(|inner| Value::Inr(Arc::new(inner))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(value in printable()) {
        prop_assert_eq!(eval(&value.to_string(), &names), Ok(value));
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".*") {
        let _ = eval(&text, &names);
    }

    #[test]
    fn any_words_are_read_without_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "(", ")", "[", "]", "{", "}", ",", ";", ".", "_", "\\", "x", "y", "p", "1", "0", "~",
            "+", "-", "*", "/", "=", "<", "&", "or", "if", "then", "else", "let", "in", "fn", "=>",
            "inl", "LOC", "!", "`a`", "``b``", "\"c\"", "true", "(*", "*)",
        ]), 0..24),
    ) {
        let _ = eval(&words.join(" "), &names);
    }
}

#[test]
fn operators_as_functions() {
    check("(op =) 1 1", "true");
    check("(op =) p q", "false");
    check("(op -) 5 2", "3");
    check("(\\x. (op <) x) 1 2", "true");
    check("(op ?)", "1:2: unknown name `op`");
}

#[test]
fn a_location_is_meant_where_a_parameter_has_its_name() {
    let names = |name: &str| match name {
        "p" => Some(Value::Int(1)),
        "LOC(p)" => Some(Value::Loc(Loc::new("p"))),
        _ => None,
    };
    let value = eval("(p, LOC(p), \\p. LOC(p))", &names).unwrap();
    assert!(value.to_string().starts_with("(1, p, "), "{value}");
    let value = eval("(\\p. LOC(p)) 3", &names).unwrap();
    assert_eq!(value.to_string(), "p");
}

#[test]
fn a_check_evaluates_nothing() {
    assert_eq!(super::check("1 / 0", &names), Ok(()));
    let error = super::check("1 + length []", &names).unwrap_err();
    assert_eq!(error.to_string(), "1:5: unknown name `length`");
}
