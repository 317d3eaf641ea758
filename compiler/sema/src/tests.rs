//! Text against text: the types that are inferred, and what is said about what has none.

mod cases;
mod class_forms;
mod class_mistakes;
mod classes;
mod collections;
mod comparisons;
mod configs;
mod data;
mod equality;
mod headers;
mod hostile;
mod imports;
mod includes;
mod laws;
mod linear;
mod logic;
mod messages;
mod mismatches;
mod names;
mod numbers;
mod overloading;
mod patterns;
mod properties;
mod recursion;
mod semantics;
mod special;
mod types;
mod variables;
mod warnings;

use std::fmt::Write as _;

use evc_base::{Diagnostic, FileId, Label, SourceMap};
use expect_test::Expect;

use crate::{analyse, dump};

const FILE: FileId = FileId(0);

/// Findings in full: code, message, then each place with its words, the notes and the help.
fn render(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut sources = SourceMap::new();
    sources.add("test", text);
    render_in(&sources, diagnostics)
}

/// The same for several texts; places in any but the first begin with the text's name.
fn render_in(sources: &SourceMap, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    let place = |label: &Label| {
        let at = sources.position(label.span);
        let covered = sources.text(label.span).lines().next().unwrap_or("");
        let file = match label.span.file {
            FILE => String::new(),
            other => format!("{}:", sources.source(other).name),
        };
        format!("{file}{}:{} `{covered}` {}", at.line, at.column, label.text)
    };
    for d in diagnostics {
        writeln!(out, "{}[{}]: {}", d.severity.name(), d.code, d.message).unwrap();
        writeln!(out, "  {}", place(&d.primary).trim_end()).unwrap();
        for label in &d.labels {
            writeln!(out, "  {}", place(label)).unwrap();
        }
        for note in &d.notes {
            writeln!(out, "  = {note}").unwrap();
        }
        if let Some(help) = &d.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    out
}

/// Every word that users read keeps to the house rules.
#[track_caller]
fn check_wording(diagnostics: &[Diagnostic]) {
    for d in diagnostics {
        assert!(d.help.is_some(), "every finding says what to write: {}", d.message);
        let labels = d.labels.iter().map(|label| &label.text);
        let texts = [&d.message, &d.primary.text].into_iter().chain(labels).chain(&d.notes);
        for text in texts.chain(&d.help) {
            assert!(!text.ends_with('.'), "a final stop: {text}");
            assert!(!text.starts_with(char::is_uppercase), "a capital: {text}");
        }
    }
}

/// Analyses a text without errors of syntax.
#[track_caller]
fn analysed(text: &str) -> (crate::hir::Hir, Vec<Diagnostic>) {
    let (program, found) = evc_syntax::parse(FILE, text);
    assert_eq!(render(text, &found), "", "{text}");
    analyse(&program)
}

/// Analyses a specification that has nothing wrong and compares its types.
#[track_caller]
fn check_types(text: &str, expect: Expect) {
    let (hir, found) = analysed(text);
    assert_eq!(render(text, &found), "", "{text}");
    expect.assert_eq(&dump::types(&hir, FILE));
}

/// Analyses a specification and compares what is said about it.
#[track_caller]
fn check_errors(text: &str, expect: Expect) {
    let (_, found) = analysed(text);
    check_wording(&found);
    expect.assert_eq(&render(text, &found));
}

/// Analyses what the parser leaves of a text with errors of syntax, and compares what the
/// analysis adds to them.
#[track_caller]
fn check_errors_after_syntax(text: &str, expect: Expect) {
    let (program, found) = evc_syntax::parse(FILE, text);
    assert!(!found.is_empty(), "{text}");
    expect.assert_eq(&render(text, &analyse(&program).1));
}
