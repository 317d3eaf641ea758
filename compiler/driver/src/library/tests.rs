//! The split of the library, held to what the parser and the analysis make of the whole.

use std::collections::BTreeMap;

use evc_syntax::ast::PatternKind;

use super::*;
use crate::{Analysis, Memory, analyse, analyse_with_whole_library};

const PATH: &str = "program.evml";

/// A program that imports one declaration.
fn importer(declaration: &Declaration) -> Memory {
    let word = if declaration.is_type { "import type" } else { "import" };
    let mut texts = Memory::default();
    texts.insert(PATH, format!("{word} {}\n", declaration.name));
    texts
}

/// The types of what is read of the library, by name.
fn types(analysis: &Analysis) -> BTreeMap<&str, String> {
    let hir = &analysis.hir;
    let defs = hir.defs.iter().take(hir.library).map(|def| (def.name.as_str(), &def.scheme));
    let constants = hir.constants.iter().map(|each| (each.name.as_str(), &each.scheme));
    defs.chain(constants).map(|(name, scheme)| (name, hir.types.show(scheme.ty))).collect()
}

#[test]
fn the_split_finds_the_declarations_that_the_parser_finds() {
    let found = OUTLINE.declarations.iter();
    let found = found.map(|each| (each.file, each.name.to_owned(), each.is_type));
    let mut parsed = Vec::new();
    for (at, (_, text)) in LIBRARY.iter().enumerate() {
        for item in evc_syntax::parse(FileId(0), text).0.items {
            let is_type =
                matches!(item.kind, ItemKind::TypeAlias { .. } | ItemKind::TypeConstant { .. });
            parsed.push(match item.kind {
                ItemKind::Constant { name, .. }
                | ItemKind::TypeConstant { name, .. }
                | ItemKind::TypeAlias { name, .. } => (at, name.text.to_string(), is_type),
                ItemKind::Let(binding) | ItemKind::Class { binding, .. } => {
                    match binding.target.kind {
                        PatternKind::Var(name) => (at, name.text.to_string(), is_type),
                        other => panic!("the library binds one name at a time, not {other:?}"),
                    }
                }
                other => panic!("the library has no such declaration: {other:?}"),
            });
        }
    }
    assert_eq!(found.collect::<Vec<_>>(), parsed);
}

#[test]
fn each_name_alone_is_what_it_is_in_the_whole() {
    let mut empty = Memory::default();
    empty.insert(PATH, "");
    let whole = analyse_with_whole_library(&empty, PATH).expect("the text is there");
    let whole_types = types(&whole);
    for declaration in &OUTLINE.declarations {
        let part = analyse(&importer(declaration), PATH).expect("the text is there");
        assert_eq!(part.diagnostics, [], "{}", declaration.name);
        for (name, ty) in types(&part) {
            assert_eq!(whole_types.get(name), Some(&ty), "{name} for {}", declaration.name);
        }
        if !declaration.is_type {
            assert!(types(&part).contains_key(declaration.name), "{}", declaration.name);
        }
        for def in part.hir.defs.iter().take(part.hir.library) {
            let same = whole.hir.defs.iter().find(|other| other.name == def.name);
            let same = same.expect("the whole library has it");
            assert_eq!((def.span, &def.doc), (same.span, &same.doc), "{}", def.name);
        }
    }
}

#[test]
fn what_nobody_imports_is_not_read() {
    let mut texts = Memory::default();
    texts.insert(PATH, "let x = 1 ;;");
    let analysis = analyse(&texts, PATH).expect("the text is there");
    let read: Vec<_> = types(&analysis).into_keys().collect();
    assert_eq!(read, ["mk-deq"], "the language uses it by itself");
}
