//! The language as a corpus: programs that are accepted, each with the types it has, and programs
//! that are rejected or warned of, each with all that is said about it.
//!
//! A file of `language/accepted` or `language/rejected` holds the cases of a topic. A case is a
//! line `==== NAME`, a program, further texts that it includes under lines `---- file NAME.evml`,
//! and under a line `----` what the compiler makes of it. `UPDATE_EXPECT=1 cargo test -p evc-tests
//! --test language` writes the last part anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use evc_base::codes::{self, Code};
use evc_base::{Diagnostic, FileId, Label, SourceMap};
use evc_driver::{Analysis, Memory};

/// The path of the program of a case.
const PROGRAM: &str = "spec.evml";

/// One program with what the compiler is to make of it.
#[derive(Clone, Debug, PartialEq)]
struct Case {
    name: String,
    /// The program and what it includes, each with its path.
    texts: Vec<(String, String)>,
    expected: String,
}

/// The cases of a file, after what it says about all of them.
fn cases(text: &str) -> (String, Vec<Case>) {
    let (mut preamble, mut cases) = (String::new(), Vec::<Case>::new());
    let mut answer = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("==== ") {
            let texts = vec![(PROGRAM.to_owned(), String::new())];
            cases.push(Case { name: name.to_owned(), texts, expected: String::new() });
            answer = false;
            continue;
        }
        let Some(case) = cases.last_mut() else {
            let _ = writeln!(preamble, "{line}");
            continue;
        };
        if let Some(path) = line.strip_prefix("---- file ") {
            case.texts.push((path.to_owned(), String::new()));
        } else if line == "----" {
            answer = true;
        } else if answer {
            let _ = writeln!(case.expected, "{line}");
        } else if let Some((_, text)) = case.texts.last_mut() {
            let _ = writeln!(text, "{line}");
        }
    }
    for case in &mut cases {
        case.expected = case.expected.trim_end().to_owned();
    }
    (preamble, cases)
}

/// The text of a file of cases.
fn print(preamble: &str, cases: &[Case]) -> String {
    let mut out = preamble.to_owned();
    for case in cases {
        let _ = writeln!(out, "==== {}", case.name);
        for (path, text) in &case.texts {
            if path != PROGRAM {
                let _ = writeln!(out, "---- file {path}");
            }
            out.push_str(text);
        }
        let _ = writeln!(out, "----\n{}\n", case.expected);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn analyse(case: &Case) -> Analysis {
    let mut texts = Memory::default();
    for (path, text) in &case.texts {
        texts.insert(path, text);
    }
    evc_driver::analyse(&texts, PROGRAM).expect("the program is there")
}

/// Findings with every place and word of theirs, without the source around them.
fn render(sources: &SourceMap, main: FileId, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    let place = |label: &Label| {
        let at = sources.position(label.span);
        let file = match label.span.file {
            file if file == main => String::new(),
            file => format!("{}:", sources.source(file).name),
        };
        let covered = sources.text(label.span).lines().next().unwrap_or("");
        format!("  {file}{}:{} `{covered}` {}", at.line, at.column, label.text)
    };
    for finding in findings {
        let (severity, code) = (finding.severity.name(), finding.code);
        let _ = writeln!(out, "{severity}[{code}]: {}", finding.message);
        for label in std::iter::once(&finding.primary).chain(&finding.labels) {
            let _ = writeln!(out, "{}", place(label).trim_end());
        }
        for note in &finding.notes {
            let _ = writeln!(out, "  = {note}");
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    out.trim_end().to_owned()
}

/// The files of a folder of the corpus, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("language").join(folder);
    let entries = std::fs::read_dir(&folder).expect("the corpus is there");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// Runs every case of a folder through `answer`, and returns how many there are.
#[track_caller]
fn check(folder: &str, answer: impl Fn(&Case) -> String) -> usize {
    let bless = std::env::var_os("UPDATE_EXPECT").is_some();
    let (mut count, mut failed) = (0, String::new());
    for path in files(folder) {
        let text = evc_tests::read(&path);
        let (preamble, mut cases) = cases(&text);
        count += cases.len();
        for case in &mut cases {
            let found = answer(case);
            if found != case.expected {
                let (file, name) = (path.display(), &case.name);
                let _ = writeln!(failed, "{file}: {name}\nexpected:\n{}\n", case.expected);
                let _ = writeln!(failed, "found:\n{found}\n");
                case.expected = found;
            }
        }
        if bless {
            std::fs::write(&path, print(&preamble, &cases)).expect("the corpus can be written");
        } else {
            assert_eq!(print(&preamble, &cases_of(&text)), text, "{}: layout", path.display());
        }
    }
    assert!(bless || failed.is_empty(), "\n{failed}");
    count
}

fn cases_of(text: &str) -> Vec<Case> {
    cases(text).1
}

/// What is expected of an accepted program: its types, after all warnings.
fn types(case: &Case) -> String {
    let analysis = analyse(case);
    let findings = render(&analysis.sources, analysis.file, &analysis.diagnostics);
    let types = evc_driver::dump::types(&analysis);
    format!("{findings}\n{types}").trim().to_owned()
}

/// What is expected of a rejected program: everything that is said about it.
fn findings(case: &Case) -> String {
    let analysis = analyse(case);
    render(&analysis.sources, analysis.file, &analysis.diagnostics)
}

#[test]
fn accepted_programs_have_these_types() {
    let count = check("accepted", types);
    assert!(count >= 100, "the corpus has {count} accepted programs");
}

#[test]
fn rejected_programs_are_answered_with_these_findings() {
    let count = check("rejected", findings);
    assert!(count >= 150, "the corpus has {count} rejected programs");
}

#[test]
fn no_accepted_program_has_an_error_and_every_rejected_one_has_a_finding() {
    for (folder, wanted) in [("accepted", false), ("rejected", true)] {
        for path in files(folder) {
            for case in cases_of(&evc_tests::read(&path)) {
                let analysis = analyse(&case);
                let found = !analysis.diagnostics.is_empty();
                let fits = if wanted { found } else { analysis.is_sound() };
                assert!(fits, "{}: {}", path.display(), case.name);
            }
        }
    }
}

#[test]
fn every_finding_names_a_fix_and_begins_with_a_small_letter() {
    for path in files("rejected") {
        for case in cases_of(&evc_tests::read(&path)) {
            for finding in analyse(&case).diagnostics {
                let help = finding.help.as_deref().unwrap_or_default();
                let texts = [&*finding.message, help];
                let fine = |text: &&str| {
                    !text.is_empty()
                        && !text.ends_with('.')
                        && !text.starts_with(char::is_uppercase)
                };
                assert!(texts.iter().all(fine), "{}: {}", path.display(), case.name);
            }
        }
    }
}

/// The codes that no text of the corpus can have: of texts larger than memory, of constructs that
/// cannot be compiled, of which there are none, and of programs that are to be run.
const OUTSIDE: &[Code] =
    &[codes::FILE_TOO_LARGE, codes::NOT_YET, codes::NO_MAIN, codes::CANNOT_RUN];

#[test]
fn every_code_about_a_text_occurs() {
    let mut found = BTreeSet::new();
    for path in files("rejected") {
        for case in cases_of(&evc_tests::read(&path)) {
            found.extend(analyse(&case).diagnostics.iter().map(|finding| finding.code));
        }
    }
    let about_text = |code: &Code| *code < codes::CONFIG_SYNTAX && !OUTSIDE.contains(code);
    let codes = codes::ALL.iter().map(|(code, _)| *code).filter(about_text);
    let missing = codes.filter(|code| !found.contains(code)).map(|code| code.to_string());
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<String>::new());
}
