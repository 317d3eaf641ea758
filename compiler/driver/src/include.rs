//! Finding and reading the texts that a specification includes.

use std::collections::{BTreeMap, VecDeque};

use evc_base::{Diagnostic, FileId, Label, SourceMap, Span};
use evc_sema::{Includes, NotIncluded};
use evc_syntax::ast::{self, ItemKind, Program};

use crate::loader::Loader;

/// The endings that are tried behind the name of an included file, in order.
const ENDINGS: &[&str] = &[".evml", ".esh", ".eml"];

/// The texts that a specification includes.
#[derive(Debug, Default)]
pub struct Included {
    /// Their trees, and what each `include` refers to.
    pub texts: Includes,
    /// The files in the order in which they were read.
    pub files: Vec<FileId>,
    /// What the parser finds in them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all that a program includes, directly or not, each file once.
pub fn load(loader: &dyn Loader, sources: &mut SourceMap, program: &Program) -> Included {
    let mut included = Included::default();
    let mut known = BTreeMap::new();
    let mut left: VecDeque<ast::Name> = names(program).cloned().collect();
    if let Some(root) = left.front().map(|name| name.span.file) {
        known.insert(sources.source(root).name.clone(), root);
    }
    while let Some(name) = left.pop_front() {
        let by = name.span.file;
        let found = find(loader, sources, &mut known, &name);
        if let Ok((file, true)) = found {
            let program = included.parse(sources, file, name.span);
            left.extend(names(&program).cloned());
            included.texts.add(file, program);
        }
        included.texts.name(by, name.text, found.map(|(file, _)| file));
    }
    included
}

/// The names that a program includes.
fn names(program: &Program) -> impl Iterator<Item = &ast::Name> {
    program.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Include { file, .. } => Some(file),
        _ => None,
    })
}

/// The file that an `include` means, and whether it is read for the first time.
fn find(
    loader: &dyn Loader,
    sources: &mut SourceMap,
    known: &mut BTreeMap<String, FileId>,
    name: &ast::Name,
) -> Result<(FileId, bool), NotIncluded> {
    let mut tried = Vec::new();
    // Operators are names too, but not of files.
    let is_file = name.text.starts_with(char::is_alphabetic);
    let folder = folder(&sources.source(name.span.file).name).to_owned();
    for ending in ENDINGS.iter().filter(|_| is_file) {
        let path = format!("{folder}{}{ending}", name.text);
        if let Some(file) = known.get(&path) {
            return Ok((*file, false));
        }
        match loader.load(&path) {
            Ok(text) => {
                let file = sources.add(path.as_str(), text);
                known.insert(path, file);
                return Ok((file, true));
            }
            Err(error) if error.is_not_found() => tried.push(path),
            Err(error) => return Err(NotIncluded::Unreadable(error.to_string())),
        }
    }
    Err(NotIncluded::Missing(tried))
}

/// The folder of a file, with the separator behind it. The names beside a text from standard
/// input are those of the current directory.
fn folder(path: &str) -> &str {
    let end = path.rfind(['/', '\\']).map_or(0, |at| at + 1);
    path.get(..end).unwrap_or("")
}

impl Included {
    fn parse(&mut self, sources: &SourceMap, file: FileId, include: Span) -> Program {
        let (program, found) = evc_syntax::parse(file, &sources.source(file).text);
        let label = Label { span: include, text: "included here".to_owned() };
        self.diagnostics.extend(found.into_iter().map(|mut finding| {
            finding.labels.push(label.clone());
            finding
        }));
        self.files.push(file);
        program
    }
}
