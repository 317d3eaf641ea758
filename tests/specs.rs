//! The specifications of `specs` and `examples`: they are sound and without a warning, formatted,
//! listed, and mean what is pinned beside them.
//!
//! `specs/types` holds the types of their declarations and `specs/semantics` the statements of
//! their properties. `UPDATE_EXPECT=1 cargo test -p evc-tests --test specs` writes both anew.

#[path = "specs/constructs.rs"]
mod constructs;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use evc_base::{Diagnostic, SourceMap};
use evc_driver::{Analysis, Disk};
use evc_tests::root;
use expect_test::{expect, expect_file};

use constructs::Constructs;

/// The files of a folder with this ending, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|found| found == ending)).collect();
    files.sort();
    files
}

/// The folder of the specifications.
fn folder() -> PathBuf {
    root().join("tests/specs")
}

/// The specifications from the literature.
fn literature() -> Vec<PathBuf> {
    let files = files(&folder(), "evml");
    assert!(files.len() >= 20, "there are {} specifications", files.len());
    files
}

/// All specifications: those from the literature, and those of the examples.
fn specifications() -> Vec<PathBuf> {
    let examples = std::fs::read_dir(root().join("examples")).expect("there are examples");
    let mut folders: Vec<_> = examples
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let found: Vec<_> = folders.iter().flat_map(|folder| files(folder, "evml")).collect();
    assert!(!found.is_empty(), "there are no examples");
    literature().into_iter().chain(found).collect()
}

fn analyse(path: &Path) -> Analysis {
    let path = path.to_str().expect("the repository's paths are text");
    evc_driver::analyse(&Disk, path).expect("the specification can be read")
}

fn name(path: &Path) -> &str {
    path.file_stem().and_then(|name| name.to_str()).expect("files of the repository have names")
}

/// Findings as a terminal shows them, as far as it matters for who has to mend them.
fn render(sources: &SourceMap, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let at = sources.position(finding.primary.span);
        let file = &sources.source(finding.primary.span.file).name;
        let (code, message) = (finding.code, &finding.message);
        let _ = writeln!(out, "{file}:{}:{}: {code}: {message}", at.line, at.column);
    }
    out
}

#[test]
fn specifications_have_no_findings() {
    for path in specifications() {
        let analysis = analyse(&path);
        let findings = render(&analysis.sources, &analysis.diagnostics);
        assert!(findings.is_empty(), "\n{findings}");
    }
}

#[test]
fn specifications_are_formatted() {
    for path in specifications() {
        let analysis = analyse(&path);
        let text = &analysis.sources.source(analysis.file).text;
        let formatted = evc_syntax::format(analysis.file, text).expect("it has no errors");
        assert_eq!(&formatted, text, "{}", path.display());
    }
}

#[test]
fn specifications_have_these_types() {
    for path in specifications() {
        let types = evc_driver::dump::types(&analyse(&path));
        let pinned = folder().join("types").join(format!("{}.txt", name(&path)));
        expect_file![pinned].assert_eq(&types);
    }
}

#[test]
fn specifications_make_these_statements() {
    for path in specifications() {
        let statements = evc_driver::dump::semantics(&analyse(&path));
        let pinned = folder().join("semantics").join(format!("{}.txt", name(&path)));
        expect_file![pinned].assert_eq(&statements);
    }
}

#[test]
fn nothing_is_pinned_that_is_not_there() {
    let names: BTreeSet<_> = specifications().iter().map(|path| name(path).to_owned()).collect();
    for pinned in ["types", "semantics"] {
        let found = files(&folder().join(pinned), "txt");
        let found: BTreeSet<_> = found.iter().map(|path| name(path).to_owned()).collect();
        assert_eq!(found, names, "{pinned}");
    }
}

/// What is still said of a configuration is what the compiler cannot read in one yet.
#[test]
fn configurations_fit_their_specifications() {
    let mut findings = String::new();
    for path in files(&folder(), "toml") {
        let mut analysis = analyse(&path.with_extension("evml"));
        let (name, text) = (format!("{}.toml", name(&path)), evc_tests::read(&path));
        // Nothing happens but at an event, and the first one has to come from outside.
        assert!(text.contains("[[messages]]"), "{name}: nothing begins");
        let sources = &mut analysis.sources;
        let found = evc_driver::config::check(sources, &analysis.hir, &name, &text);
        findings += &render(sources, &found);
    }
    expect![""].assert_eq(&findings);
}

#[test]
fn every_specification_with_a_deployment_has_a_configuration() {
    for path in literature() {
        let analysis = analyse(&path);
        // A component takes a class from whoever includes it, and no configuration can give one.
        let wanted = !takes_a_class(&analysis);
        let found = path.with_extension("toml").is_file();
        assert_eq!(found, wanted, "{}", path.display());
    }
}

/// Whether a parameter is a class.
fn takes_a_class(analysis: &Analysis) -> bool {
    let types = evc_driver::dump::types(analysis);
    types.lines().any(|line| line.starts_with("parameter ") && line.ends_with(" Class"))
}

/// The first cells of the rows of each table of a text in Markdown.
fn tables(text: &str) -> Vec<Vec<String>> {
    let mut tables = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("| ").and_then(|row| row.split(" |").next()) {
            Some("specification") => tables.push(Vec::new()),
            Some(cell) => tables.last_mut().expect("a row has a head").push(cell.to_owned()),
            None => {}
        }
    }
    tables
}

/// What a text has between single backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn the_tables_list_the_specifications_that_there_are() {
    let readme = evc_tests::read(&folder().join("README.md"));
    let files: BTreeSet<String> = literature().iter().map(|path| name(path).to_owned()).collect();
    let tables = tables(&readme);
    assert_eq!(tables.len(), 2, "one table says what they are, one what they use");
    for table in &tables {
        let listed: Vec<_> = table.iter().filter_map(|cell| quoted(cell).next()).collect();
        assert_eq!(listed.len(), files.len(), "a specification is listed twice or not at all");
        assert_eq!(listed.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), files);
    }
}

#[test]
fn together_they_use_every_construct_but_those_that_are_named() {
    let mut used = Constructs::default();
    for path in literature() {
        used.program(&analyse(&path).program);
    }
    let all = constructs::all();
    assert!(used.found.is_subset(&all), "{:?}", used.found.difference(&all));
    let readme = evc_tests::read(&folder().join("README.md"));
    let (_, named) = readme.split_once("Of the language, ").expect("it says what is not used");
    let (named, _) = named.split_once(" are not used").expect("it says what is not used");
    let unused: BTreeSet<_> = all.difference(&used.found).copied().collect();
    assert_eq!(unused, quoted(named).collect(), "left: not used, right: said to be not used");
}
