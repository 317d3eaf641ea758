//! Texts that are large or ask for more than there is: the analysis comes back, with a verdict.

use std::fmt::Write as _;

use expect_test::expect;

use super::{FILE, analysed, check_errors, render};
use crate::{analyse, dump};

#[track_caller]
fn check_sound(text: &str) -> String {
    let (hir, found) = analysed(text);
    assert_eq!(render(text, &found), "");
    dump::types(&hir, FILE)
}

/// Findings without what the text is, which is long.
fn titles(text: &str) -> Vec<String> {
    let (_, found) = analysed(text);
    found.iter().map(|d| format!("{}: {}", d.code, d.message)).collect()
}

#[test]
fn nested_lets() {
    let mut text = "let f x0 = ".to_owned();
    for i in 1..=180 {
        write!(text, "let x{i} = x{} + 1 in ", i - 1).unwrap();
    }
    text.push_str("x180 ;;");
    assert_eq!(check_sound(&text), "f : Int -> Int\n");
}

#[test]
fn nested_polymorphic_lets() {
    let mut text = "let f = let g0 = \\x. x in ".to_owned();
    for i in 1..=150 {
        write!(text, "let g{i} = \\x. g{} x in ", i - 1).unwrap();
    }
    text.push_str("(g150 1, g150 true) ;;");
    assert_eq!(check_sound(&text), "f : Int * Bool\n");
}

#[test]
fn wide_tuples() {
    let names: Vec<_> = (0..12).map(|i| format!("x{i}")).collect();
    let names = names.join(", ");
    let mut text = format!("let f ({names}) = ({names}) ;;\n");
    for i in 0..12 {
        writeln!(text, "let g{i} ({names}) = if x{i} > 0 then f ({names}) else ({names}) ;;")
            .unwrap();
    }
    let types = check_sound(&text);
    assert!(types.starts_with("f : 'a * 'b * 'c * 'd * 'e * 'f * 'g * 'h * 'i * 'j * 'k * 'l ->"));
    assert!(types.contains("\ng0 : Int * 'a * 'b"), "{types}");
}

#[test]
fn many_declarations() {
    let mut text = "let f0 x = x + 1 ;;\n".to_owned();
    for i in 1..10_000 {
        writeln!(text, "let f{i} x = (f{} x) + 1 ;;", i - 1).unwrap();
    }
    assert_eq!(check_sound(&text).lines().count(), 10_000);
}

#[test]
fn many_messages_and_parameters() {
    let mut text = String::new();
    for i in 0..2_000 {
        writeln!(text, "input m{i} : Int\nparameter p{i} : Int").unwrap();
    }
    assert_eq!(check_sound(&text).lines().count(), 4_000);
}

#[test]
fn a_long_list() {
    let text = format!("let f = [{}1] ;;", "1; ".repeat(10_000));
    assert_eq!(check_sound(&text), "f : Int List\n");
}

#[test]
fn types_that_double_with_every_declaration() {
    let mut text = "let f0 x = (x, x) ;;\n".to_owned();
    for i in 1..60 {
        writeln!(text, "let f{i} x = f{0} (f{0} x) ;;", i - 1).unwrap();
    }
    let titles = titles(&text);
    assert_eq!(titles.first().unwrap(), "EV0209: the type of this is too large");
}

#[test]
fn types_that_double_with_every_let() {
    for first in ["1", "\\x. x", "y"] {
        let mut text = format!("let f y = let x0 = {first} in ");
        for i in 1..100 {
            write!(text, "let x{i} = (x{0}, x{0}) in ", i - 1).unwrap();
        }
        text.push_str("x99 ;;");
        assert!(titles(&text).contains(&"EV0209: the type of this is too large".to_owned()));
    }
}

#[test]
fn types_that_double_with_every_application() {
    let mut text = "1".to_owned();
    for _ in 0..60 {
        text = format!("(\\x. (x, x)) ({text})");
    }
    let titles = titles(&format!("let f = {text} ;;"));
    assert_eq!(titles.first().unwrap(), "EV0209: the type of this is too large");
}

#[test]
fn abbreviations_that_double() {
    let mut text = "type t0 = Int\n".to_owned();
    for i in 1..60 {
        writeln!(text, "type t{i} = t{0} * t{0}", i - 1).unwrap();
    }
    text.push_str("parameter p : t59");
    let titles = titles(&text);
    assert_eq!(titles.first().unwrap(), "EV0209: the type of this is too large");
}

#[test]
fn abbreviations_that_grow_high() {
    let mut text = "type t0 = Int\n".to_owned();
    for i in 1..5_000 {
        writeln!(text, "type t{i} = t{0} List ;;", i - 1).unwrap();
    }
    text.push_str("parameter p : t4999\nparameter q : t999\nlet f = p = q ;;");
    let titles = titles(&text);
    assert_eq!(titles.first().unwrap(), "EV0209: the type of this is too large");
}

#[test]
fn a_tuple_of_ten_thousand() {
    let text = format!("let f = ({}1) ;; let g = f = f ;;", "1, ".repeat(10_000));
    assert_eq!(titles(&text).first().unwrap(), "EV0209: the type of this is too large");
}

#[test]
fn a_large_type_is_shown_in_part() {
    let text = format!("let f : Bool = ({}1) ;;", "1, ".repeat(700));
    let (_, found) = analysed(&text);
    let note = found[0].notes[1].as_str();
    assert!(note.starts_with("   found `Int * Int") && note.ends_with("* …`"), "{note}");
    assert!(note.len() < 5_000);
}

#[test]
fn the_finding_in_full() {
    check_errors(
        "type a = Int * Int * Int * Int * Int * Int * Int * Int * Int * Int * Int * Int
         type b = a * a * a * a * a * a * a * a * a * a * a
         type c = b * b * b * b * b * b * b * b * b * b * b
         type d = c * c * c * c * c * c * c * c * c * c * c",
        expect![[r#"
            error[EV0209]: the type of this is too large
              4:19 `c * c * c * c * c * c * c * c * c * c * c` its type has more parts than the compiler follows
              help: use smaller tuples, or annotate an operand with a simpler type
        "#]],
    );
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "let f x = ",
        "x",
        " ;;",
        "(",
        ")",
        "{",
        "}",
        "class X = ",
        "State",
        "input m : Int ",
        "'send",
        "m'base",
        " o ",
        "||",
        " @ ",
        "if ",
        " then ",
        " else ",
        "1",
        "true",
        ",",
        "[",
        "]",
        ";",
        "\\y. ",
        "let (a, b) = ",
        " in ",
        "main ",
        "type T = Int ",
        " : T",
        "`t`",
        " = ",
        "variable x : Bool ",
        "_",
        "()",
        "é",
        "\n",
    ];
    // A generator of Knuth's, so that a failure can be repeated.
    let mut seed: u64 = 1;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..24 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
        }
        let (program, _) = evc_syntax::parse(FILE, &text);
        let (hir, found) = analyse(&program);
        dump::types(&hir, FILE);
        render(&text, &found);
    }
}
