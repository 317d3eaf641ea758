//! What the tests share.

use evc_base::{Diagnostic, SourceMap};
use evc_ir::System;
use expect_test::Expect;

const HEAD: &str = "
parameter c : Loc
parameter ls : Loc Bag
parameter p : Int
parameter f : Int -> Int
parameter q : Int * Bool
input a : Int
input b : Int * Bool
internal m : Unit
output ou : Int
";

/// Lowers a specification without errors, after some declarations.
pub fn try_lower(text: &str) -> Result<System, Vec<Diagnostic>> {
    let text = format!("{HEAD}{text}");
    let mut sources = SourceMap::new();
    let file = sources.add("test.evml", &*text);
    let (program, findings) = evc_syntax::parse(file, &text);
    assert!(findings.is_empty(), "{findings:#?}");
    let (hir, findings) = evc_sema::analyse(&program);
    assert!(!findings.iter().any(Diagnostic::is_error), "{findings:#?}");
    crate::lower(&hir, "test.evml")
}

/// Compares the machine of a specification.
pub fn check_ir(text: &str, expected: &Expect) {
    let system = try_lower(text).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let printed = evc_ir::text::print(&system);
    let machine = printed.find("machine ").map_or("", |start| &printed[start..]);
    expected.assert_eq(machine);
}

/// Compares what is reported.
pub fn check_refused(text: &str, expected: &Expect) {
    let findings = try_lower(text).expect_err("this is not compiled yet");
    let texts: Vec<_> = findings.iter().map(|finding| format!("{}\n", finding.message)).collect();
    expected.assert_eq(&texts.concat());
}
