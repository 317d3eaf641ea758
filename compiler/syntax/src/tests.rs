//! Text against text: what is read, and what is said about what cannot be.

mod accepted;
mod layers;
mod productions;
mod recovery;
mod rejected;
mod tokens;
mod traps;

use std::fmt::Write as _;

use evc_base::{Diagnostic, FileId, SourceMap};
use expect_test::Expect;

use crate::printer::tests::laws;
use crate::{dump, parse, parse_expr, parse_type};

const FILE: FileId = FileId(0);

/// Findings as the tests show them: code and place, message, places, notes, help.
fn render(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut sources = SourceMap::new();
    sources.add("test", text);
    let mut out = String::new();
    for d in diagnostics {
        assert!(d.help.is_some(), "every finding says what to write: {}", d.message);
        let at = sources.position(d.primary.span);
        let here = sources.text(d.primary.span).lines().next().unwrap_or("").to_owned();
        let here = if here.chars().count() > 20 { "…".into() } else { here };
        writeln!(out, "{} {}:{} `{here}`: {}", d.code, at.line, at.column, d.message).unwrap();
        for label in &d.labels {
            let at = sources.position(label.span);
            writeln!(out, "  {}:{} {}", at.line, at.column, label.text).unwrap();
        }
        for note in &d.notes {
            writeln!(out, "  {note}").unwrap();
        }
        if let Some(help) = &d.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    out
}

/// Reads a specification that has nothing wrong and compares its tree.
#[track_caller]
fn check_parse(text: &str, expect: Expect) {
    let (program, diagnostics) = parse(FILE, text);
    assert_eq!(render(text, &diagnostics), "", "{text}");
    expect.assert_eq(&dump::dump_ast(&program));
    laws::check(text);
}

/// Reads specifications that have nothing wrong, and compares each with its tree below it.
#[track_caller]
fn check_all(texts: &[&str], expect: Expect) {
    let mut out = String::new();
    for text in texts {
        let (program, diagnostics) = parse(FILE, text);
        assert_eq!(render(text, &diagnostics), "", "{text}");
        writeln!(out, "{}", text.trim_end()).unwrap();
        dump::dump_ast(&program).lines().for_each(|line| writeln!(out, "    {line}").unwrap());
        laws::check(text);
    }
    expect.assert_eq(&out);
}

/// Reads specifications with errors, and compares each with what is said about it.
#[track_caller]
fn check_all_errors(texts: &[&str], expect: Expect) {
    let mut out = String::new();
    for text in texts {
        let (_, diagnostics) = parse(FILE, text);
        let found = render(text, &diagnostics);
        assert!(!found.is_empty(), "{text} has an error");
        writeln!(out, "{}", text.trim_end()).unwrap();
        found.lines().for_each(|line| writeln!(out, "    {line}").unwrap());
    }
    expect.assert_eq(&out);
}

/// Reads a specification and compares what is said about it.
#[track_caller]
fn check_error(text: &str, expect: Expect) {
    let (_, diagnostics) = parse(FILE, text);
    expect.assert_eq(&render(text, &diagnostics));
}

/// Reads a specification with errors and compares findings and tree.
#[track_caller]
fn check_recovery(text: &str, expect: Expect) {
    let (program, diagnostics) = parse(FILE, text);
    let (found, tree) = (render(text, &diagnostics), dump::dump_ast(&program));
    expect.assert_eq(&format!("{found}--\n{tree}"));
}

/// Reads one expression and compares its tree.
#[track_caller]
fn check_expr(text: &str, expect: Expect) {
    let (expr, diagnostics) = parse_expr(FILE, text, 0);
    assert_eq!(render(text, &diagnostics), "", "{text}");
    expect.assert_eq(&dump::dump_expr(&expr));
    laws::check(&format!("let it = {text} ;;"));
}

/// Reads one expression and compares what is said about it.
#[track_caller]
fn check_expr_error(text: &str, expect: Expect) {
    let (_, diagnostics) = parse_expr(FILE, text, 0);
    expect.assert_eq(&render(text, &diagnostics));
}

/// Reads one type and compares its tree.
#[track_caller]
fn check_type(text: &str, expect: Expect) {
    let (ty, diagnostics) = parse_type(FILE, text, 0);
    assert_eq!(render(text, &diagnostics), "", "{text}");
    expect.assert_eq(&dump::dump_type(&ty));
    laws::check(&format!("type it = {text}"));
}
