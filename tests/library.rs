//! The standard library, held to its form and to the types of the language reference.
//!
//! `library/reference.evml` declares every name that the reference has, with the type it has
//! there; `library/names.txt` lists all names of the library, those of its own among them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use evc_base::SourceMap;
use evc_driver::{Analysis, Memory};
use evc_syntax::ast::{Item, ItemKind, PatternKind};
use expect_test::expect_file;

/// The path of the reference's names in the repository.
const REFERENCE: &str = "tests/library/reference.evml";

/// The declarations of a file.
///
/// # Panics
/// If the file has errors.
fn items(name: &str, text: &str) -> Vec<Item> {
    let file = SourceMap::new().add(name, text);
    let (program, found) = evc_syntax::parse(file, text);
    assert!(found.is_empty(), "{name}: {found:#?}");
    program.items
}

/// The name that a declaration of the library declares.
///
/// # Panics
/// If it is of a kind that the library does not need.
fn declared(item: &Item) -> &str {
    match &item.kind {
        ItemKind::Let(binding) | ItemKind::Class { binding, .. } => match &binding.target.kind {
            PatternKind::Var(name) => &name.text,
            other => panic!("the library binds one name at a time, not {other:?}"),
        },
        ItemKind::Constant { name, .. }
        | ItemKind::TypeConstant { name, .. }
        | ItemKind::TypeAlias { name, .. } => &name.text,
        other => panic!("the library has no such declaration: {other:?}"),
    }
}

#[test]
fn every_file_is_as_the_formatter_prints_it() {
    for (name, text) in evc_stdlib::LIBRARY {
        let file = SourceMap::new().add(*name, *text);
        assert_eq!(evc_syntax::format(file, text).as_deref(), Ok(*text), "{name}");
    }
}

#[test]
fn every_declaration_is_documented() {
    for (name, text) in evc_stdlib::LIBRARY {
        for item in items(name, text) {
            let doc = item.doc.as_deref().unwrap_or_default().trim();
            let declared = declared(&item);
            assert!(doc.ends_with('.'), "{name}: `{declared}` lacks a sentence: {doc:?}");
            assert!(doc.matches('`').count() % 2 == 0, "{name}: `{declared}`: {doc:?}");
        }
    }
}

#[test]
fn no_name_is_declared_twice() {
    let all: Vec<Item> =
        evc_stdlib::LIBRARY.iter().flat_map(|(name, text)| items(name, text)).collect();
    let mut names: Vec<&str> = all.iter().map(declared).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| matches!(pair, [a, b] if a == b));
    assert_eq!(twice, None);
}

/// Analyses a program, with the whole library.
///
/// # Panics
/// If there is anything to say about it.
fn analyse(text: &str) -> Analysis {
    let mut texts = Memory::default();
    texts.insert(REFERENCE, text);
    let analysis = evc_driver::analyse_with_whole_library(&texts, REFERENCE);
    let analysis = analysis.expect("the text was just put there");
    assert!(analysis.diagnostics.is_empty(), "{:#?}", analysis.diagnostics);
    analysis
}

/// The type of each name of the library, and whether the name is a primitive.
fn library(analysis: &Analysis) -> BTreeMap<&str, (String, bool)> {
    let hir = &analysis.hir;
    let defs = hir.defs.iter().take(hir.library);
    let defs = defs.map(|def| (def.name.as_str(), (hir.types.show(def.scheme.ty), false)));
    let constants = hir.constants.iter().filter(|constant| constant.library);
    let primitives = constants
        .map(|constant| (constant.name.as_str(), (hir.types.show(constant.scheme.ty), true)));
    defs.chain(primitives).collect()
}

/// A type with its variables named in the order in which they appear.
fn renamed(ty: &str) -> String {
    let is_name = |c: char| c == '\'' || c.is_ascii_alphanumeric();
    let (mut out, mut names) = (String::new(), Vec::new());
    let mut rest = ty;
    while let Some(start) = rest.find('\'') {
        let (before, from) = rest.split_at(start);
        let (name, after) = from.split_at(from.find(|c| !is_name(c)).unwrap_or(from.len()));
        let number = names.iter().position(|known| *known == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        });
        let _ = write!(out, "{before}'{number}");
        rest = after;
    }
    out + rest
}

#[test]
fn every_name_has_the_type_of_the_language_reference() {
    let text = evc_tests::read(&evc_tests::root().join(REFERENCE));
    let analysis = analyse(&text);
    let library = library(&analysis);
    let hir = &analysis.hir;
    let reference = hir.constants.iter().filter(|constant| !constant.library);
    let mut count = 0;
    for constant in reference {
        let expected = renamed(&hir.types.show(constant.scheme.ty));
        let found = library.get(constant.name.as_str()).map(|(ty, _)| renamed(ty));
        assert_eq!(found.as_ref(), Some(&expected), "{}", constant.name);
        count += 1;
    }
    assert_eq!(count, text.matches("\nconstant ").count(), "some declarations are not read");
}

#[test]
fn all_names_of_the_library_with_their_types() {
    let analysis = analyse("");
    let mut out = String::new();
    for (name, (ty, primitive)) in library(&analysis) {
        let word = if primitive { "constant" } else { "let" };
        let _ = writeln!(out, "{word} {name} : {ty}");
    }
    expect_file!["library/names.txt"].assert_eq(&out);
}
