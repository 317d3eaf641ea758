//! The standard library, held to its form and to the types of the language reference.

use evc_base::SourceMap;
use evc_syntax::ast::{Item, ItemKind, PatternKind};

/// The files of the library with their names.
fn files() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    evc_stdlib::LIBRARY.iter().chain(evc_stdlib::UPCOMING)
}

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
    for (name, text) in files() {
        let file = SourceMap::new().add(*name, *text);
        assert_eq!(evc_syntax::format(file, text).as_deref(), Ok(*text), "{name}");
    }
}

#[test]
fn every_declaration_is_documented() {
    for (name, text) in files() {
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
    let all: Vec<Item> = files().flat_map(|(name, text)| items(name, text)).collect();
    let mut names: Vec<&str> = all.iter().map(declared).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| matches!(pair, [a, b] if a == b));
    assert_eq!(twice, None);
}
