//! The documents say nothing that is not there: packages, commands, paths, links.

use std::collections::BTreeSet;
use std::path::Path;

use evc_tests::{read, root};

use crate::repository::{Text, packages, texts};

/// The subcommands of cargo that the documents may name.
const CARGO: &[&str] =
    &["add", "bench", "build", "check", "clippy", "doc", "fmt", "install", "run", "test"];

fn documents() -> Vec<Text> {
    texts().into_iter().filter(|text| text.ends_in("md")).collect()
}

fn document(path: &str) -> String {
    read(&root().join(path))
}

/// What stands between single backticks, outside blocks of code.
fn spans(text: &str) -> Vec<&str> {
    let mut spans = Vec::new();
    for (index, block) in text.split("```").enumerate() {
        if index % 2 == 0 {
            spans.extend(block.split('`').skip(1).step_by(2));
        }
    }
    spans
}

/// The lines of the blocks of shell commands, without prompts.
fn commands(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for block in text.split("```").skip(1).step_by(2) {
        let Some((language, lines)) = block.split_once('\n') else { continue };
        if ["sh", "bash", "console"].contains(&language.trim()) {
            found.extend(lines.lines().map(|line| line.trim_start_matches("$ ").trim()));
        }
    }
    found
}

/// The files that a document itself shows: the last word behind a fence is their name.
fn files_shown(text: &str) -> BTreeSet<&str> {
    let infos = text.split("```").skip(1).step_by(2).filter_map(|block| block.lines().next());
    let names = infos.filter_map(|info| info.split_whitespace().next_back());
    names.filter(|name| name.ends_with(".evml") || name.ends_with(".toml")).collect()
}

/// The commands of evc: one file each.
fn subcommands() -> BTreeSet<String> {
    let inside = |text: &Text| text.path.starts_with("compiler/cli/src/cmd/");
    let files = texts().into_iter().filter(inside);
    let mut names: BTreeSet<String> = files.map(|file| file.stem().to_owned()).collect();
    names.insert("help".to_owned());
    names
}

#[test]
fn architecture_names_every_package_and_no_other() {
    let text = document("ARCHITECTURE.md");
    let named: BTreeSet<&str> = spans(&text).into_iter().collect();
    let packages: BTreeSet<String> = packages().into_iter().map(|package| package.name).collect();
    for package in &packages {
        assert!(named.contains(package.as_str()), "ARCHITECTURE.md does not name `{package}`");
    }
    for name in named.iter().filter(|name| is_package_name(name)) {
        assert!(packages.contains(*name), "there is no package `{name}`");
    }
}

fn is_package_name(name: &str) -> bool {
    let rest = name.strip_prefix("evc-").unwrap_or_default();
    !rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

#[test]
fn the_glossary_has_one_entry_for_each_word() {
    let text = document("ARCHITECTURE.md");
    let section = text.split_once("\n## Glossary\n").map(|(_, rest)| rest).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut words = Vec::new();
    for line in section.lines().filter(|line| line.starts_with('|')).skip(2) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", word, meaning, ""] = cells[..] else { panic!("not a word and a meaning: {line}") };
        assert!(!word.is_empty() && !meaning.is_empty(), "{line}");
        words.push(word);
    }
    assert!(words.len() > 10, "the glossary is gone");
    for (word, next) in words.iter().zip(words.iter().skip(1)) {
        assert!(word < next, "`{next}` comes after `{word}`: one entry a word, in order");
    }
}

/// What is wrong with a command line; nothing for commands of others. The files of `shown` need not
/// exist.
fn wrong(
    line: &str,
    subcommands: &BTreeSet<String>,
    packages: &BTreeSet<String>,
    shown: &BTreeSet<&str>,
) -> Option<String> {
    let mut words = line.split_whitespace();
    let program = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let subcommand = *words.iter().find(|word| !word.starts_with('+')).unwrap_or(&"");
    match program.rsplit('/').next().unwrap_or_default() {
        "cargo" if !CARGO.contains(&subcommand) => return Some(format!("cargo {subcommand}")),
        "evc" if !subcommands.contains(subcommand) && !subcommand.starts_with("--") => {
            return Some(format!("evc {subcommand}"));
        }
        "cargo" if ["run", "test"].contains(&subcommand) => {
            // What a program is given after `--` may be a command of evc.
            let own = words.iter().position(|word| *word == "--").map(|at| at + 1);
            let next = own.and_then(|own| words.get(own)).copied().unwrap_or("--");
            let is_evc = words.windows(2).any(|pair| pair == ["-p", "evc"]);
            if is_evc && !next.starts_with('-') && !subcommands.contains(next) {
                return Some(format!("evc {next}"));
            }
        }
        _ => {}
    }
    let mut before = "";
    for word in words {
        if ["-p", "--package"].contains(&before) && !packages.contains(word) {
            return Some(format!("no package `{word}`"));
        }
        let is_written = ["--out", "--trace", "--chart"].contains(&before);
        let is_path = word.contains('/') || word.ends_with(".evml") || word.ends_with(".toml");
        let is_made = word.starts_with("target/") || word.contains("://") || shown.contains(word);
        if is_path && !is_written && !is_made && !root().join(word).exists() {
            return Some(format!("no file `{word}`"));
        }
        before = word;
    }
    None
}

#[test]
fn commands_in_documents_name_what_exists() {
    let subcommands = subcommands();
    let packages: BTreeSet<String> = packages().into_iter().map(|package| package.name).collect();
    let mut count = 0;
    for Text { path, text } in documents() {
        let shown = files_shown(&text);
        for line in commands(&text) {
            count += 1;
            if let Some(wrong) = wrong(line, &subcommands, &packages, &shown) {
                panic!("{path}: `{line}`: {wrong}");
            }
        }
        // In running text, `evc sim` is a command too.
        for span in spans(&text).into_iter().filter(|span| span.starts_with("evc ")) {
            let name = span.split_whitespace().nth(1).unwrap_or_default();
            assert!(name.starts_with('-') || subcommands.contains(name), "{path}: `{span}`");
        }
    }
    assert!(count >= 5, "the documents show no commands any more");
}

#[test]
fn wrong_commands_are_found() {
    let subcommands = BTreeSet::from(["sim".to_owned()]);
    let packages = BTreeSet::from(["evc".to_owned()]);
    let document = format!("{0}toml here.toml\n{0}\n", "```");
    let shown = files_shown(&document);
    let wrong = |line| wrong(line, &subcommands, &packages, &shown);
    for line in [
        "cargo buld",
        "cargo run -p evd",
        "cargo run -p evc -- simulate",
        "evc simulate",
        "target/release/evc simulate",
        "evc sim examples/leader-rong/leader-ring.evml",
        "evc sim --trace out.jsonl none.evml",
    ] {
        assert!(wrong(line).is_some(), "{line}");
    }
    for line in [
        "cargo test",
        "cargo run -p evc -- sim",
        "evc sim Cargo.toml --out a/b",
        "evc sim here.toml",
        "ls a/b",
    ] {
        assert_eq!(wrong(line).filter(|_| !line.starts_with("ls")), None, "{line}");
    }
}

/// The targets of the links of a document.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next())
}

#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    for Text { path, text } in documents() {
        let folder = Path::new(&path).parent().unwrap_or(Path::new(""));
        for link in links(&text) {
            let target = link.split('#').next().unwrap_or_default();
            if target.contains("://") || target.starts_with("mailto:") || target.is_empty() {
                continue;
            }
            count += 1;
            assert!(root().join(folder).join(target).exists(), "{path} links to {link}");
        }
    }
    assert!(count >= 3, "the documents link to nothing any more");
}
