//! The whole front end accepts any text without a panic and gives the same answer each time. Every
//! finding has a hint and lies on characters of its text. What has no errors has types and logical
//! statements, and can be formatted without a change to either.

#![no_main]

use evc_base::{Diagnostic, SourceMap, Span};
use evc_driver::{Analysis, Memory, analyse, dump};
use libfuzzer_sys::fuzz_target;

/// The text under test.
const FILE: &str = "fuzzed.evml";

/// Texts that it may include.
const OTHERS: &[(&str, &str)] = &[
    ("at_most_once.evml", include_str!("../../specs/at_most_once.evml")),
    ("two_thirds.evml", include_str!("../../specs/two_thirds.evml")),
];

/// One text in so many is read a second time, which must give the same.
const REPEATED: usize = 8;

fuzz_target!(|text: &str| {
    let analysis = read(text);
    for finding in &analysis.diagnostics {
        check(&analysis.sources, finding);
    }
    let said = said(&analysis);
    if text.len().is_multiple_of(REPEATED) {
        let again = read(text);
        assert_eq!(said, self::said(&again), "something else the second time");
        let findings = |of: &Analysis| format!("{:?}", of.diagnostics);
        assert_eq!(findings(&analysis), findings(&again), "other findings the second time");
    }
    if analysis.is_sound() {
        let formatted = evc_syntax::format(analysis.file, text).expect("a sound text is formatted");
        let formatted = read(&formatted);
        assert!(formatted.is_sound(), "formatting makes errors: {:?}", formatted.diagnostics);
        assert_eq!(said, self::said(&formatted), "formatting changes types or statements");
    }
});

/// The types of a text, and if it is sound its statements.
fn said(analysis: &Analysis) -> (String, Option<String>) {
    (dump::types(analysis), analysis.is_sound().then(|| dump::semantics(analysis)))
}

fn read(text: &str) -> Analysis {
    let mut texts = Memory::default();
    for (name, other) in OTHERS {
        texts.insert(*name, *other);
    }
    texts.insert(FILE, text);
    analyse(&texts, FILE).expect("it is loaded")
}

/// Checks that a finding says where it is, in each of its parts, and what to do.
fn check(sources: &SourceMap, finding: &Diagnostic) {
    let lies_in_its_text = |span: Span| {
        let text = &sources.source(span.file).text;
        text.get(span.start as usize..span.end as usize).is_some()
    };
    let mut labels = std::iter::once(&finding.primary).chain(&finding.labels);
    assert!(labels.all(|label| lies_in_its_text(label.span)), "a place off its text: {finding:?}");
    assert!(finding.help.is_some(), "a finding without a hint: {finding:?}");
}
