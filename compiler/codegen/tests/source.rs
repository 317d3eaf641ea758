//! Specifications for tests, from text to message automata.

use evc_base::{Diagnostic, SourceMap};
use evc_ir::System;

/// A specification that must compile.
pub fn system(name: &str, text: &str) -> (SourceMap, System) {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text);
    let (program, findings) = evc_syntax::parse(file, text);
    assert!(findings.is_empty(), "{findings:#?}");
    let (hir, findings) = evc_sema::analyse(&program);
    assert!(!findings.iter().any(Diagnostic::is_error), "{findings:#?}");
    match evc_lower::lower(&hir, name) {
        Ok(system) => (sources, system),
        Err(findings) => panic!("{findings:#?}"),
    }
}
