//! The part of the library that a program needs.
//!
//! Reading the whole library takes longer than reading a small program. So the library is only
//! split into its declarations, with the names that each of them mentions; what a program imports
//! is read, with all that this mentions in turn. Of the rest the program can see no more than the
//! names, in hints.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use evc_base::{FileId, SourceMap};
use evc_sema::Library;
use evc_stdlib::LIBRARY;
use evc_syntax::ast::{ItemKind, Program};

/// The library, split once for all programs.
static OUTLINE: LazyLock<Outline> = LazyLock::new(Outline::read);

/// The declarations of the library.
struct Outline {
    declarations: Vec<Declaration>,
    /// Their places in the list, by their names.
    named: BTreeMap<&'static str, usize>,
}

/// A declaration of the library.
struct Declaration {
    /// The place of its file in the library.
    file: usize,
    /// Where it stands there, with its documentation.
    bytes: Range<usize>,
    name: &'static str,
    is_type: bool,
    /// All names in it.
    mentions: Vec<&'static str>,
}

/// What is read of the library.
pub struct Part {
    files: Vec<Program>,
    other_values: Vec<&'static str>,
    other_types: Vec<&'static str>,
}

impl Part {
    /// As analysis takes it.
    pub fn as_library(&self) -> Library<'_> {
        Library {
            files: &self.files,
            other_values: &self.other_values,
            other_types: &self.other_types,
        }
    }
}

/// Adds the files of the library to the texts; the first of their ids.
pub fn add(sources: &mut SourceMap) -> FileId {
    let ids: Vec<_> = LIBRARY.iter().map(|(name, text)| sources.add(*name, *text)).collect();
    ids.first().copied().expect("the library has files")
}

/// All of the library, whose files were added from `first` on.
pub fn whole(first: FileId) -> Part {
    let files = (first.0..).zip(LIBRARY);
    let files = files.map(|(file, (_, text))| evc_syntax::parse(FileId(file), text).0).collect();
    Part { files, other_values: Vec::new(), other_types: Vec::new() }
}

/// What some programs need of the library, whose files were added from `first` on.
pub fn needed<'p>(first: FileId, programs: impl Iterator<Item = &'p Program>) -> Part {
    let needed = OUTLINE.needed(programs);
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    let (mut other_values, mut other_types) = (Vec::new(), Vec::new());
    for (at, declaration) in OUTLINE.declarations.iter().enumerate() {
        if needed.contains(&at) {
            let text = texts.entry(declaration.file).or_default();
            declaration.write(text);
        } else if declaration.is_type {
            other_types.push(declaration.name);
        } else {
            other_values.push(declaration.name);
        }
    }
    let read =
        |(file, text): (usize, String)| evc_syntax::parse(FileId(first.0 + file as u32), &text).0;
    Part { files: texts.into_iter().map(read).collect(), other_values, other_types }
}

impl Declaration {
    /// Appends it to a text that has blanks instead of all that is left out before it, so that
    /// every place is the one in its file.
    fn write(&self, text: &mut String) {
        let whole = LIBRARY.get(self.file).map_or("", |(_, text)| text);
        let blanks = self.bytes.start - text.len();
        text.extend(std::iter::repeat_n(' ', blanks));
        text.push_str(whole.get(self.bytes.clone()).unwrap_or(""));
    }
}

impl Outline {
    fn read() -> Self {
        let mut declarations = Vec::new();
        for (file, (_, text)) in LIBRARY.iter().enumerate() {
            split(file, text, &mut declarations);
        }
        let named = declarations.iter().enumerate().map(|(at, each)| (each.name, at)).collect();
        Self { declarations, named }
    }

    /// The declarations that some programs import or the language itself uses, and all that these
    /// are made of.
    fn needed<'p>(&self, programs: impl Iterator<Item = &'p Program>) -> BTreeSet<usize> {
        let items = programs.flat_map(|program| &program.items);
        let imported = items.filter_map(|item| match &item.kind {
            ItemKind::Import(names) | ItemKind::ImportType(names) => Some(names),
            _ => None,
        });
        let imported = imported.flatten().map(|name| name.text.as_str());
        let roots = imported.chain(evc_sema::USED_BY_THE_LANGUAGE.iter().copied());
        let mut left: Vec<usize> = roots.filter_map(|name| self.named.get(name)).copied().collect();
        let mut needed = BTreeSet::new();
        while let Some(at) = left.pop() {
            if needed.insert(at)
                && let Some(declaration) = self.declarations.get(at)
            {
                left.extend(declaration.mentions.iter().filter_map(|name| self.named.get(name)));
            }
        }
        needed
    }
}

/// Splits a file into its declarations: each begins a line with its documentation or, without
/// one, its first word, and nothing else in it does.
fn split(file: usize, text: &'static str, declarations: &mut Vec<Declaration>) {
    let (tokens, _) = evc_syntax::tokens(FileId(0), text);
    let mut after_doc = false;
    for (span, sort) in tokens {
        let (start, end) = (span.start as usize, span.end as usize);
        let slice = text.get(start..end).unwrap_or("");
        let first_in_line = text.get(..start).is_some_and(|t| t.is_empty() || t.ends_with('\n'));
        if first_in_line && (sort == "doc" || sort == "word") && !after_doc {
            let (name, mentions) = ("", Vec::new());
            declarations.push(Declaration {
                file,
                bytes: start..end,
                name,
                is_type: false,
                mentions,
            });
        }
        after_doc = sort == "doc";
        let Some(declaration) = declarations.last_mut() else { continue };
        declaration.bytes.end = end;
        match sort {
            // `type T = …`, and `constant 'a T : Type`
            "word" if slice == "type" => declaration.is_type |= declaration.name.is_empty(),
            "type-variable" => declaration.is_type |= declaration.name.is_empty(),
            "name" if declaration.name.is_empty() => declaration.name = slice,
            "name" => declaration.mentions.push(slice),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
