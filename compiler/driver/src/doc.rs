//! The documentation of the standard library: each name with its type and its comment.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use evc_base::{SourceMap, Span};
use evc_sema::{Includes, Library, Others, analyse_with};
use evc_syntax::ast::{Item, ItemKind, Name, PatternKind, Program};
use smol_str::SmolStr;

/// One name of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: SmolStr,
    /// A value with its type, or the declaration of a type.
    pub text: String,
    /// Its comment.
    pub doc: String,
}

/// A file of the library with what it defines, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What it defines.
    pub entries: Vec<Entry>,
}

/// A name that the library does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the library has no `{}`", .written.escape_debug())]
pub struct UnknownName {
    /// What was written.
    pub written: String,
    /// The name that it resembles.
    pub similar: Option<SmolStr>,
}

impl UnknownName {
    /// What to do instead.
    pub fn help(&self) -> String {
        match &self.similar {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "`evc doc` lists all names".to_owned(),
        }
    }
}

/// The whole library.
pub fn library() -> Vec<File> {
    let mut sources = SourceMap::new();
    let root = sources.add("", "");
    let (program, _) = evc_syntax::parse(root, "");
    let mut files = Vec::new();
    for (name, text) in evc_stdlib::LIBRARY {
        let file = sources.add(*name, *text);
        files.push((*name, evc_syntax::parse(file, text).0));
    }
    let programs: Vec<Program> = files.iter().map(|(_, program)| program.clone()).collect();
    let library = Library { files: &programs, ..Library::default() };
    let others = Others { library, includes: &Includes::default() };
    let (hir, _) = analyse_with(&program, others);
    let constants = hir.constants.iter().map(|constant| (constant.span, &constant.scheme));
    let defs = hir.defs.iter().map(|def| (def.span, &def.scheme));
    let types: BTreeMap<Span, String> =
        constants.chain(defs).map(|(span, scheme)| (span, hir.types.show(scheme.ty))).collect();
    let entry = |item: &Item| {
        let name = declared(item)?;
        let text = match types.get(&name.span) {
            Some(ty) => format!("{} : {ty}", name.text),
            None => sources.text(item.span).to_owned(),
        };
        let doc = item.doc.as_deref().unwrap_or_default().trim().to_owned();
        Some(Entry { name: name.text.clone(), text, doc })
    };
    let read = |(name, program): &(&'static str, Program)| File {
        name,
        entries: program.items.iter().filter_map(entry).collect(),
    };
    files.iter().map(read).collect()
}

/// The name that a declaration defines, if it is one that a specification may import.
fn declared(item: &Item) -> Option<&Name> {
    match &item.kind {
        ItemKind::Let(binding)
        | ItemKind::LetRec(binding)
        | ItemKind::ClassRec(binding)
        | ItemKind::Class { binding, .. } => match &binding.target.kind {
            PatternKind::Var(name) => Some(name),
            _ => None,
        },
        ItemKind::Constant { name, .. }
        | ItemKind::TypeConstant { name, .. }
        | ItemKind::TypeAlias { name, .. }
        | ItemKind::Data { name, .. }
        | ItemKind::AbsType { name, .. } => Some(name),
        _ => None,
    }
}

/// The part of the library with these names; all of it if there are none.
///
/// # Errors
/// The first of the names that the library does not have.
pub fn only(files: Vec<File>, names: &[String]) -> Result<Vec<File>, UnknownName> {
    let known: Vec<&SmolStr> =
        files.iter().flat_map(|file| &file.entries).map(|entry| &entry.name).collect();
    if let Some(written) = names.iter().find(|name| !known.iter().any(|known| *known == *name)) {
        let similar = evc_sema::similar(written, known.into_iter()).cloned();
        return Err(UnknownName { written: written.clone(), similar });
    }
    if names.is_empty() {
        return Ok(files);
    }
    let wanted = |entry: &Entry| names.iter().any(|name| entry.name == *name);
    let kept = files
        .into_iter()
        .map(|file| File { entries: file.entries.into_iter().filter(wanted).collect(), ..file });
    Ok(kept.filter(|file| !file.entries.is_empty()).collect())
}

/// As text for a terminal.
pub fn text(files: &[File]) -> String {
    let mut out = String::new();
    for (at, file) in files.iter().enumerate() {
        let _ = writeln!(out, "{}{}", if at == 0 { "" } else { "\n" }, file.name);
        for entry in &file.entries {
            let _ = writeln!(out, "\n{}", entry.text);
            for line in entry.doc.lines() {
                let _ = writeln!(out, "    {}", line.trim());
            }
        }
    }
    out
}

/// As Markdown.
pub fn markdown(files: &[File]) -> String {
    let mut out = String::from("# The standard library\n");
    for file in files {
        let _ = writeln!(out, "\n## `{}`", file.name);
        for Entry { name, text, doc } in &file.entries {
            let _ = writeln!(out, "\n### `{name}`\n\n```evml\n{text}\n```");
            if !doc.is_empty() {
                let _ = writeln!(out, "\n{doc}");
            }
        }
    }
    out
}
