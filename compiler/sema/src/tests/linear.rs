//! The work of analysis grows as the text does: types made and nodes visited are counted, because
//! time says nothing on a busy machine.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use smol_str::SmolStr;

use super::{analysed, render};
use crate::names::Spelling;

/// What the analysis of a sound text makes and visits: types, and steps of unification.
#[track_caller]
fn work(text: &str) -> (usize, usize) {
    let (hir, found) = analysed(text);
    assert_eq!(render(text, &found), "");
    (hir.types.len(), hir.types.steps())
}

/// Three texts that grow by equal parts: the work for the first, and what each part adds to it.
#[track_caller]
fn check_growth(text: impl Fn(usize) -> String, parts: usize, expect: Expect) {
    let [one, two, three] = [1, 2, 3].map(|times| work(&text(times * parts)));
    let first = (two.0 - one.0, two.1 - one.1);
    let second = (three.0 - two.0, three.1 - two.1);
    assert_eq!(first, second, "each part adds the same");
    let (types, steps) = (first.0 as f64 / parts as f64, first.1 as f64 / parts as f64);
    expect.assert_eq(&format!("{types} types and {steps} steps each"));
}

#[test]
fn declarations() {
    let text = |count: usize| {
        let mut text = "input request : Loc * Int\noutput answer : Int * Tok List\n".to_owned();
        for at in 0..count {
            writeln!(text, "let twice{at} f x = f (f x) ;;").unwrap();
            writeln!(text, "let add{at} slf (l : Loc, n) (m, ts) = (n + m, ts ++ [`a`]) ;;")
                .unwrap();
            let state = format!("State (\\slf. (0, []), add{at}, request'base)");
            writeln!(text, "class Sum{at} = {state} ;;").unwrap();
            let reply = "\\slf. \\(l, n). \\s. {answer'send l s}";
            writeln!(text, "class Reply{at} = ({reply}) o (request'base, Sum{at}) ;;").unwrap();
        }
        text
    };
    check_growth(text, 100, expect!["68 types and 78 steps each"]);
}

#[test]
fn uses_of_one_general_function() {
    let text = |count: usize| {
        let mut text = "let pair x y = (x, y) ;;\n".to_owned();
        for at in 0..count {
            writeln!(text, "let p{at} = (pair {at} true, pair `a` {at}) ;;").unwrap();
        }
        text
    };
    check_growth(text, 100, expect!["12 types and 8 steps each"]);
}

#[test]
fn nested_lets() {
    let text = |count: usize| {
        let mut text = "let f = let g0 = \\x. x in ".to_owned();
        for at in 1..=count {
            write!(text, "let g{at} = \\x. g{} x in ", at - 1).unwrap();
        }
        writeln!(text, "(g{count} 1, g{count} true) ;;").unwrap();
        text
    };
    check_growth(text, 60, expect!["4 types and 2 steps each"]);
}

#[test]
fn tuples_of_twelve_components() {
    let text = |count: usize| {
        let names: Vec<_> = (0..12).map(|at| format!("x{at}")).collect();
        let names = names.join(", ");
        let mut text = format!("let f ({names}) = ({names}) ;;\n");
        for at in 0..count {
            writeln!(text, "let g{at} ({names}) = f ({names}) ;;").unwrap();
        }
        text
    };
    check_growth(text, 20, expect!["72 types and 71 steps each"]);
}

#[test]
fn names_compared_with_unknown_ones() {
    let known = ["alpha", "beta", "gamma"].map(SmolStr::new_static);
    let mut spelling = Spelling::new(5);
    let mut similar = |name| spelling.similar(name, known.iter());
    assert_eq!(similar("gama").as_deref(), Some("gamma"));
    // Two comparisons are left, and `gamma` is the third name.
    assert_eq!(similar("gama"), None);
    assert_eq!(similar("alpa"), None);
}
