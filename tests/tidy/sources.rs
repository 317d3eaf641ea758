//! The form of the sources: documentation, sizes, names, words that must not be there.

use crate::repository::{Text, rust_files, texts};
use crate::rust::{code, functions, without_literals};

/// The most lines of a file.
const FILE_LINES_MAX: usize = 800;

/// The most lines of a function.
const FUNCTION_LINES_MAX: usize = 70;

/// The most characters of a line.
const LINE_CHARS_MAX: usize = 100;

/// Files and functions (`path` or `path:name`) over their limit, each with the reason.
const EXEMPT: &[(&str, &str)] = &[
    ("compiler/syntax/src/tests/recovery.rs:nonsense_never_crashes", "a list of texts"),
    ("compiler/syntax/src/tests/rejected.rs:brackets_and_ends", "a list of texts"),
];

/// Names of modules that say nothing.
const NAMES_WITHOUT_MEANING: &[&str] =
    &["mod", "util", "utils", "common", "helper", "helpers", "misc"];

/// What must not be committed, in whatever text, with the reason.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("todo", "!("), "nothing is left for later"),
    (concat!("unimplemented", "!("), "nothing is left for later"),
    (concat!("dbg", "!("), "it is for looking, not for keeping"),
    (concat!("FIX", "ME"), "fix it"),
    (concat!("TO", "DO"), "do it"),
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("index.", "crates.io"), "a registry is the business of cargo's configuration"),
    (concat!("static.", "crates.io"), "a registry is the business of cargo's configuration"),
    (concat!("sparse", "+http"), "a registry is the business of cargo's configuration"),
    (concat!("arti", "factory"), "a registry is the business of cargo's configuration"),
];

/// Fails with everything that was found.
fn none(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn is_exempt(name: &str) -> bool {
    EXEMPT.iter().any(|(exempt, _)| *exempt == name)
}

/// Unit tests are told by the module that they are beside.
#[test]
fn every_module_says_what_it_is() {
    let silent = rust_files().into_iter().filter(|file| !file.text.starts_with("//! "));
    let silent = silent.filter(|file| !file.path.ends_with("/tests.rs"));
    none(silent.map(|file| format!("{} does not open with `//!`", file.path)).collect());
}

#[test]
fn files_and_functions_are_short() {
    let mut found = Vec::new();
    for Text { path, text } in rust_files() {
        let lines = text.lines().count();
        if lines > FILE_LINES_MAX && !is_exempt(&path) {
            found.push(format!("{path} has {lines} lines"));
        }
        for function in functions(&text) {
            let name = format!("{path}:{}", function.name);
            if function.lines > FUNCTION_LINES_MAX && !is_exempt(&name) {
                let (line, lines) = (function.line, function.lines);
                found.push(format!("{path}:{line}: `{}` has {lines} lines", function.name));
            }
        }
    }
    none(found);
}

#[test]
fn every_exemption_is_needed() {
    let files = rust_files();
    for (name, _) in EXEMPT {
        let (path, function) = name.split_once(':').unwrap_or((name, ""));
        let text = files.iter().find(|file| file.path == path).map(|file| &*file.text);
        let text = text.unwrap_or_else(|| panic!("{path} is exempt, but does not exist"));
        let is_long = match function {
            "" => text.lines().count() > FILE_LINES_MAX,
            _ => functions(text)
                .iter()
                .any(|found| found.name == function && found.lines > FUNCTION_LINES_MAX),
        };
        assert!(is_long, "{name} needs no exemption");
    }
}

#[test]
fn lines_are_short() {
    let mut found = Vec::new();
    for file in texts() {
        // Literals cannot always be broken.
        let text = match &file {
            _ if file.ends_in("rs") => without_literals(&file.text),
            _ if file.ends_in("lalrpop") => file.text.clone(),
            // Fixtures say much in little.
            _ if file.ends_in("evml") && !file.path.contains("tests/") => file.text.clone(),
            _ => continue,
        };
        for (number, line) in (1..).zip(text.lines()) {
            let chars = line.trim_end_matches([' ', ',', ')', ';']).chars().count();
            if chars > LINE_CHARS_MAX {
                found.push(format!("{}:{number} has {chars} characters", file.path));
            }
        }
    }
    none(found);
}

#[test]
fn modules_have_names_with_a_meaning() {
    let empty = |file: &Text| {
        NAMES_WITHOUT_MEANING
            .iter()
            .any(|name| file.path.split(['/', '.']).any(|part| part == *name))
    };
    none(rust_files().into_iter().filter(empty).map(|file| file.path).collect());
}

#[test]
fn unit_tests_lie_beside_the_code() {
    let mut found = Vec::new();
    for file in rust_files() {
        let code = code(&file.text);
        let Some((_, tests)) = code.split_once("#[cfg(test)]\nmod tests {") else { continue };
        let lines = tests.lines().count();
        if lines > 30 {
            found.push(format!("{}: {lines} lines of tests belong in a `tests.rs`", file.path));
        }
    }
    none(found);
}

#[test]
fn nothing_is_committed_that_must_not_be() {
    let mut found = Vec::new();
    for Text { path, text } in texts() {
        for (number, line) in (1..).zip(text.lines()) {
            for (word, reason) in FORBIDDEN {
                if line.contains(word) {
                    found.push(format!("{path}:{number}: `{word}`: {reason}"));
                }
            }
        }
    }
    none(found);
}

#[test]
fn texts_end_in_one_line_break_and_no_line_ends_in_blanks() {
    let mut found = Vec::new();
    for Text { path, text } in texts() {
        if !text.is_empty() && (!text.ends_with('\n') || text.ends_with("\n\n")) {
            found.push(format!("{path} does not end in one line break"));
        }
        if text.contains('\r') {
            found.push(format!("{path} has carriage returns"));
        }
        let blank = text.lines().position(|line| line.ends_with([' ', '\t']));
        found.extend(blank.map(|line| format!("{path}:{} ends in blanks", line + 1)));
    }
    none(found);
}
