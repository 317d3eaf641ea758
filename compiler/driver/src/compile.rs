//! The whole compiler: load, parse, analyse, judge, lower.
//!
//! Every phase takes the value of the one before and gives a value and findings; none stops at
//! the first mistake, and what a phase could not understand does not reach the next but one.

use evc_base::{Diagnostic, FileId, Severity, SourceMap, Span, codes};
use evc_ir::System;
use evc_sema::hir::Hir;
use evc_sema::{Includes, Others};
use evc_syntax::ast::Program;

use crate::include;
use crate::library;
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
    analyse_with(loader, path, |first, program, includes| {
        library::needed(first, std::iter::once(program).chain(includes.programs()))
    })
}

/// The same, with all of the library in the typed tree, for those who list what it has.
///
/// # Errors
/// As [`analyse`].
pub fn analyse_with_whole_library(loader: &dyn Loader, path: &str) -> Result<Analysis, LoadError> {
    analyse_with(loader, path, |first, _, _| library::whole(first))
}

fn analyse_with(
    loader: &dyn Loader,
    path: &str,
    library: impl FnOnce(FileId, &Program, &Includes) -> library::Part,
) -> Result<Analysis, LoadError> {
    let text = loader.load(path)?;
    let mut sources = SourceMap::new();
    let file = sources.add(path, text);
    let (program, mut diagnostics) = evc_syntax::parse(file, &sources.source(file).text);
    let first = library::add(&mut sources);
    let included = include::load(loader, &mut sources, &program);
    diagnostics.extend(included.diagnostics);
    let library = library(first, &program, &included.texts);
    let others = Others { library: library.as_library(), includes: &included.texts };
    let (hir, found) = evc_sema::analyse_with(&program, others);
    diagnostics.extend(found);
    if !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.extend(evc_sema::wf::check(&program, &hir));
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
    Ok(Analysis { sources, file, included: included.files, program, hir, diagnostics })
}

/// Lowers a sound specification to message automata.
///
/// # Errors
/// The findings of `analysis` if some are errors, else what lowering finds: a missing `main`, a
/// name without a value, or a construct that this version does not compile.
pub fn lower(analysis: &Analysis) -> Result<System, Vec<Diagnostic>> {
    if !analysis.is_sound() {
        return Err(analysis.diagnostics.clone());
    }
    let source = analysis.sources.source(analysis.file);
    if analysis.program.main.is_none() {
        let end = source.text.trim_end().len() as u32;
        return Err(vec![evc_lower::no_main(Span::new(analysis.file, end, end))]);
    }
    let missing = evc_sema::wf::cannot_run(&analysis.hir);
    if !missing.is_empty() {
        return Err(missing);
    }
    evc_lower::lower(&analysis.hir, base_name(&source.name))
}

/// All findings of a specification that is not to be run now: those of `analysis`, and if there
/// is a main class those of lowering. What only keeps it from being run is a warning, and a text
/// without `main` may be one for others to include.
pub fn check(analysis: &Analysis) -> Vec<Diagnostic> {
    let mut found = analysis.diagnostics.clone();
    if analysis.is_sound() && analysis.program.main.is_some() {
        let lowering = lower(analysis).err().into_iter().flatten();
        let lowering = lowering.filter(|finding| finding.code != codes::CANNOT_RUN);
        found.extend(lowering.map(|finding| match finding.code {
            codes::NOT_YET => Diagnostic {
                severity: Severity::Warning,
                ..finding.note("checked, but this version cannot run it yet")
            },
            _ => finding,
        }));
        found.sort_by_key(|finding| finding.primary.span);
    }
    found
}

/// The warnings of a specification that is to be run now: lowering says as errors what keeps it
/// from that.
pub fn warnings_to_run(analysis: &Analysis) -> Vec<Diagnostic> {
    let found = analysis.diagnostics.iter();
    found.filter(|finding| finding.code != codes::CANNOT_RUN).cloned().collect()
}

/// The last part of a path: what stays the same wherever the file is.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
