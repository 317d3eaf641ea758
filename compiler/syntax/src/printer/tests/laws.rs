//! Laws: what is printed reads as the same tree, formatting is done at once, comments stay.

use evc_base::FileId;
use proptest::prelude::*;

use super::generator::Generator;
use crate::ast::Program;
use crate::lexer;
use crate::printer::source;
use crate::token::Token;
use crate::{format, parse, print};

const FILE: FileId = FileId(0);

/// A tree as text, without its spans.
fn shape(program: &Program) -> String {
    let text = format!("{program:?}");
    let mut parts = text.split("span: Span {");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        // A span has one pair of braces and, in them, one pair of parentheses.
        out.push_str(part.split_once('}').unwrap().1);
    }
    out
}

#[track_caller]
fn read(text: &str) -> Program {
    let (program, diagnostics) = parse(FILE, text);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}\n{text}");
    program
}

/// The comments of a text, each without its line breaks and indentation.
fn comments(text: &str) -> Vec<String> {
    let (_, remarks) = source::read(text);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    remarks.iter().map(|remark| words(remark.text)).collect()
}

/// Checks the laws on a text without errors.
#[track_caller]
pub(crate) fn check(text: &str) {
    let program = read(text);
    let printed = print(&program);
    assert_eq!(shape(&read(&printed)), shape(&program), "printing\n{text}\nas\n{printed}");
    let formatted = format(FILE, text).unwrap();
    assert_eq!(shape(&read(&formatted)), shape(&program), "formatting\n{text}\nas\n{formatted}");
    assert_eq!(comments(&formatted), comments(text), "formatting\n{text}\nas\n{formatted}");
    let again = format(FILE, &formatted).unwrap();
    assert_eq!(again, formatted, "formatting once more:\n{text}");
    assert!(formatted.lines().all(|line| line.trim_end() == line), "{formatted}");
}

const TRIVIA: &[&str] = &[
    " (* inline *) ",
    " (* at the end *)\n",
    "\n    (* its own *)\n",
    "\n\n(* apart *)\n\n",
    "\n  (* one\n   two\n\n\tthree *)\n",
    " (* a *) (* b *)\n",
    "(* first\n     second *)",
    " (**)\n",
    "\n",
    "\n\n\n",
    "\r\n",
];

/// Puts things from a list, by a row of choices, into the gaps between the tokens of a text, and
/// parentheses and `;;` where they are not needed.
fn scatter(text: &str, choices: &[u8]) -> String {
    let (tokens, _) = lexer::lex(FILE, text, 0);
    let mut choices = choices.iter();
    let mut trivia = || {
        let choice = choices.next().map_or(255, |choice| usize::from(*choice));
        *TRIVIA.get(choice % 64).unwrap_or(&"")
    };
    let mut out = String::new();
    let (mut at, mut semicolon) = (0, false);
    for (start, token, end) in tokens {
        out.push_str(&text[at..start as usize]);
        out.push_str(trivia());
        at = end as usize;
        let slice = &text[start as usize..at];
        let enclosed = matches!(token, Token::Null | Token::Real(_) | Token::Str(_));
        if enclosed {
            out.extend(["((", trivia(), slice, trivia(), ")", trivia(), ")"]);
        } else {
            out.push_str(slice);
        }
        let second = semicolon && token == Token::Semicolon;
        if second {
            out.extend([" ", trivia(), ";;"]);
        }
        semicolon = token == Token::Semicolon && !second;
    }
    out.push_str(&text[at..]);
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_as_the_same_tree(choices in prop::collection::vec(0u8.., 0..400)) {
        let program = Generator::program(&choices);
        let printed = print(&program);
        let again = read(&printed);
        prop_assert_eq!(shape(&again), shape(&program), "{}", printed);
        check(&printed);
    }

    #[test]
    fn comments_stay_wherever_they_stand(
        choices in prop::collection::vec(0u8.., 0..200),
        trivia in prop::collection::vec(0u8.., 0..400),
    ) {
        let printed = print(&Generator::program(&choices));
        check(&scatter(&printed, &trivia));
    }

    #[test]
    fn nothing_panics(text in "[a-z(*){}\\[\\];:.=|\\\\ \n'\"`~0-9+>-]{0,80}") {
        let _ = format(FILE, &text);
    }
}

#[test]
fn an_example() {
    let text = include_str!("../../../../../examples/leader-ring/leader-ring.evml");
    check(text);
    for rotation in 0..16u8 {
        let choices: Vec<_> =
            (0..2000u32).map(|at| (at as u8).wrapping_mul(37) ^ rotation).collect();
        check(&scatter(text, &choices));
    }
}

/// Every kind of white space and comment before every token, one at a time.
#[test]
fn comments_at_every_boundary() {
    let text =
        "specification s parameter T, d : Type * T Deq input a, ``h`` : Int let f (x, _) : Int =
        case x of 0 => {1; ~(y)} of z . [] => if a & b then \\p. q else g o (X, Prior(self)?{0}) ;;
        class X = State (i, t, a'base) >> (b, c) >> (Y || Z >>= F) ;; main X @ {l}
        progress p on a then b in X with c in Y and condition (s). s = 1 == forall e : Event. e";
    let (tokens, _) = lexer::lex(FILE, text, 0);
    let places = tokens.iter().map(|token| token.0 as usize).chain([text.len()]);
    for place in places {
        let (before, after) = text.split_at(place);
        for trivia in TRIVIA {
            check(&format!("{before}{trivia}{after}"));
        }
    }
}

/// No text may be so deep that printing it runs out of stack.
#[test]
fn the_deepest_texts() {
    for (open, inside, close) in [
        ("[", "x", "]"),
        ("((", "x", "))"),
        ("f (\\x. ", "x", ")"),
        ("if a then b else ", "c", ""),
        ("let y = 1 in ", "y", ""),
        ("case x of y => ", "z", ""),
        ("{(a, ", "b", ")}"),
        ("a + ", "b", ""),
        ("f o (a : (A -> B), ", "b", ")"),
    ] {
        let text = |levels: usize| {
            format!("let x = {}{inside}{} ;;", open.repeat(levels), close.repeat(levels))
        };
        let deepest = (1..400).rev().find(|levels| parse(FILE, &text(*levels)).1.is_empty());
        check(&text(deepest.unwrap()));
    }
}
