//! The whole compiler: load, parse, analyse, lower.
//!
//! Every phase takes the value of the one before and gives a value and findings; none stops at
//! the first mistake, and what a phase could not understand does not reach the next but one.

use evc_base::{Diagnostic, FileId, Severity, SourceMap, Span, codes};
use evc_ir::System;
use evc_sema::Others;
use evc_sema::hir::Hir;
use evc_syntax::ast::Program;

use crate::include;
use crate::loader::{LoadError, Loader};

/// A source text as far as it means something without being lowered.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The texts that were read.
    pub sources: SourceMap,
    /// The specification's own text.
    pub file: FileId,
    /// The texts that it includes, directly or not, in the order in which they were read.
    pub included: Vec<FileId>,
    /// Its syntax tree.
    pub program: Program,
    /// Its typed tree; complete only if no finding is an error.
    pub hir: Hir,
    /// All findings, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// The paths of the texts that this depends on beside the library: its own first, then those
    /// that it includes.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let files = std::iter::once(&self.file).chain(&self.included);
        files.map(|file| self.sources.source(*file).name.as_str())
    }

    /// Whether the text has a meaning.
    pub fn is_sound(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Loads, parses and analyses a specification with all that it includes.
///
/// # Errors
/// If the text cannot be loaded. A text that it includes and that cannot be loaded is a finding.
pub fn analyse(loader: &dyn Loader, path: &str) -> Result<Analysis, LoadError> {
    let text = loader.load(path)?;
    let mut sources = SourceMap::new();
    let file = sources.add(path, text);
    let (program, mut diagnostics) = evc_syntax::parse(file, &sources.source(file).text);
    let library = library(&mut sources);
    let included = include::load(loader, &mut sources, &program);
    diagnostics.extend(included.diagnostics);
    let others = Others { library: &library, includes: &included.texts };
    let (hir, found) = evc_sema::analyse_with(&program, others);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
    Ok(Analysis { sources, file, included: included.files, program, hir, diagnostics })
}

/// The library, of which a program sees what it imports.
fn library(sources: &mut SourceMap) -> Vec<Program> {
    let read = |(name, text): &(&str, &str)| {
        let file = sources.add(*name, *text);
        evc_syntax::parse(file, text).0
    };
    evc_stdlib::LIBRARY.iter().map(read).collect()
}

/// Lowers a sound specification to message automata.
///
/// # Errors
/// The findings of `analysis` if some are errors, else what lowering finds: a missing `main`, or
/// a construct that this version does not compile.
pub fn lower(analysis: &Analysis) -> Result<System, Vec<Diagnostic>> {
    if !analysis.is_sound() {
        return Err(analysis.diagnostics.clone());
    }
    let source = analysis.sources.source(analysis.file);
    if analysis.program.main.is_none() {
        let end = source.text.trim_end().len() as u32;
        return Err(vec![evc_lower::no_main(Span::new(analysis.file, end, end))]);
    }
    evc_lower::lower(&analysis.hir, base_name(&source.name))
}

/// All findings about a text that need not run: those of its analysis, and what lowering finds in
/// a sound one. A text without `main` may be one for others to include, and what only this version
/// cannot run is no error of the text.
pub fn check(analysis: &Analysis) -> Vec<Diagnostic> {
    let mut found = analysis.diagnostics.clone();
    if analysis.is_sound() && analysis.program.main.is_some() {
        let lowered = lower(analysis).err().into_iter().flatten();
        found.extend(lowered.map(|finding| match finding.code {
            codes::NOT_YET => Diagnostic {
                severity: Severity::Warning,
                ..finding.note("checked, but this version cannot run it yet")
            },
            _ => finding,
        }));
    }
    found.sort_by_key(|finding| finding.primary.span);
    found
}

/// The last part of a path: what stays the same wherever the file is.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
