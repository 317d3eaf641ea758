//! The parser accepts any text without a panic; what it accepts without an error can be formatted,
//! and the formatted text has the same tree and stays as it is when formatted again.

#![no_main]

use evc_base::{Diagnostic, FileId};
use evc_syntax::{dump_ast, format, parse, print};
use libfuzzer_sys::fuzz_target;

const FILE: FileId = FileId(0);

fuzz_target!(|text: &str| {
    let (program, findings) = parse(FILE, text);
    for finding in &findings {
        let span = finding.primary.span;
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "a place off the text");
        assert!(finding.help.is_some(), "a finding without a hint");
    }
    if findings.iter().any(Diagnostic::is_error) {
        return;
    }
    let tree = dump_ast(&program);
    let formatted = format(FILE, text).expect("a text without errors is formatted");
    let (again, findings) = parse(FILE, &formatted);
    assert!(findings.is_empty(), "the formatted text has findings: {findings:?}\n{formatted}");
    assert_eq!(dump_ast(&again), tree, "formatting changes the tree");
    let twice = format(FILE, &formatted).expect("it has no errors");
    assert_eq!(twice, formatted, "formatting twice changes the text");
    let (printed, findings) = parse(FILE, &print(&program));
    assert!(findings.is_empty(), "the printed tree has findings: {findings:?}");
    assert_eq!(dump_ast(&printed), tree, "printing changes the tree");
});
