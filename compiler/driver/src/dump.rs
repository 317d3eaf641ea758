//! Each phase's result as text, for `evc dump` and for fixtures.

use evc_ir::System;

use crate::compile::Analysis;

/// The tokens, one a line with its place.
pub fn tokens(analysis: &Analysis) -> String {
    evc_syntax::dump_tokens(analysis.file, &analysis.sources.source(analysis.file).text)
}

/// The syntax tree.
pub fn ast(analysis: &Analysis) -> String {
    evc_syntax::dump_ast(&analysis.program)
}

/// The typed tree, as the inferred type of each declaration.
pub fn types(analysis: &Analysis) -> String {
    evc_sema::dump::types(&analysis.hir, analysis.file)
}

/// The logical statements that a specification without errors stands for.
pub fn semantics(analysis: &Analysis) -> String {
    evc_sema::semantics::statements(&analysis.program, &analysis.hir)
}

/// The message automata.
pub fn ir(system: &System) -> String {
    evc_ir::text::print(system)
}
