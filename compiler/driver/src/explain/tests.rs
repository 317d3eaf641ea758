use std::collections::BTreeSet;

use evc_base::{Code, codes};

use super::{PAGES, UnknownCode, list, page};
use crate::{Analysis, Memory, analyse, config, lower};

/// Codes that no text of a page can show, each with the reason, which its page tells too.
const NOT_SHOWN: &[(Code, &str)] = &[
    (codes::FILE_TOO_LARGE, "the text would have 4 GiB"),
    (codes::PARAMETER_FAULT, "values are computed when a run starts"),
    (codes::NEEDS_COMPILER, "it depends on what computes the value"),
];

/// What stands behind the fence of a file that the other texts may include, before its name.
const FILE: &str = "evml file ";

/// The fenced texts of a page: what stands behind the fence, and the lines inside.
fn blocks(page: &'static str) -> Vec<(&'static str, &'static str)> {
    let fenced = page.split("```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').expect("a fence ends its line")).collect()
}

/// Analyses a text beside files that it may include, each with its name behind its fence.
fn analysed(text: &str, files: &[(&str, &str)]) -> Analysis {
    let mut texts = Memory::default();
    texts.insert("page.evml", text);
    for (name, text) in files {
        texts.insert(*name, *text);
    }
    analyse(&texts, "page.evml").expect("the text is there")
}

/// What the compiler finds in a specification.
fn found_in_specification(text: &str, files: &[(&str, &str)]) -> Vec<Code> {
    let analysis = analysed(text, files);
    let mut found = analysis.diagnostics.clone();
    if found.is_empty()
        && let Err(more) = lower(&analysis)
    {
        found.extend(more);
    }
    found.into_iter().map(|finding| finding.code).collect()
}

/// What the compiler finds in a configuration of a specification without findings; the fence
/// begins with the ending of its name.
fn found_in_configuration(fence: &str, analysis: &Analysis, text: &str) -> Vec<Code> {
    let mut sources = analysis.sources.clone();
    let ending = fence.split(' ').next().unwrap_or_default();
    let found = config::check(&mut sources, &analysis.hir, &format!("page.{ending}"), text);
    found.into_iter().map(|finding| finding.code).collect()
}

/// What is found in the wrong and in the right text of a page; nothing if it has no texts.
fn found(code: Code, page: &'static str) -> Option<(Vec<Code>, Vec<Code>)> {
    let is_file = |(fence, _): &(&str, &str)| fence.starts_with(FILE);
    let (files, texts): (Vec<_>, Vec<_>) = blocks(page).into_iter().partition(is_file);
    let files: Vec<_> =
        files.iter().map(|(fence, text)| (fence.trim_start_matches(FILE), *text)).collect();
    // What only engines cannot do yet is no fault of a text, unless the page is about that.
    let checked = |text| {
        let mut found = found_in_specification(text, &files);
        found.retain(|found| *found != codes::NOT_YET || code == codes::NOT_YET);
        found
    };
    match texts[..] {
        [] => None,
        [("evml wrong", wrong), ("evml right", right)] => {
            // A right text need not run.
            let right = analysed(right, &files).diagnostics;
            Some((checked(wrong), right.into_iter().map(|finding| finding.code).collect()))
        }
        [
            ("evml specification", specification),
            (of_wrong @ ("toml wrong" | "emlc wrong"), wrong),
            (of_right @ ("toml right" | "emlc right"), right),
        ] => {
            assert_eq!(checked(specification), [], "{code}: the specification");
            let specification = analysed(specification, &[]);
            let wrong = found_in_configuration(of_wrong, &specification, wrong);
            Some((wrong, found_in_configuration(of_right, &specification, right)))
        }
        // What is wrong with the configuration is put right in the specification.
        [
            ("evml specification echo.evml", echo),
            (of_wrong @ "toml wrong", wrong),
            ("evml specification", specification),
            (of_right @ "toml right", right),
        ] => {
            assert_eq!(checked(echo), [], "{code}: the first specification");
            let wrong = found_in_configuration(of_wrong, &analysed(echo, &[]), wrong);
            let specification = analysed(specification, &[("echo.evml", echo)]);
            assert_eq!(specification.diagnostics, [], "{code}: the second specification");
            Some((wrong, found_in_configuration(of_right, &specification, right)))
        }
        ref others => panic!("{code} has other texts: {others:#?}"),
    }
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let of_pages = PAGES.iter().map(|(code, _)| code);
    assert!(of_pages.eq(codes::ALL.iter().map(|(code, _)| code)));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("explain");
    let files = std::fs::read_dir(folder).expect("the pages can be listed");
    let files = files.map(|file| file.expect("the pages can be listed").file_name());
    let files: BTreeSet<_> = files.map(|name| name.to_string_lossy().into_owned()).collect();
    let wanted: BTreeSet<_> = PAGES.iter().map(|(code, _)| format!("{code}.md")).collect();
    assert_eq!(files, wanted);
}

#[test]
fn a_page_begins_with_its_code_and_its_meaning() {
    for ((code, meaning), (_, page)) in codes::ALL.iter().zip(PAGES) {
        let prose = page.strip_prefix(&format!("# {code}: {meaning}\n\n"));
        let prose = prose.unwrap_or_else(|| panic!("{code} has another title"));
        let prose = prose.split("\n\n").next().unwrap_or_default();
        let sentences = prose.matches(['.', ':']).count();
        assert!(sentences >= 2, "{code} explains too little: {prose}");
    }
}

#[test]
fn wrong_texts_give_the_code_of_their_page_and_right_ones_nothing() {
    let mut failed = Vec::new();
    for (code, page) in PAGES {
        let exempt = NOT_SHOWN.iter().any(|(other, _)| other == code);
        let Some((wrong, right)) = found(*code, page) else {
            assert!(exempt, "{code} has no texts");
            continue;
        };
        let is_shown = !wrong.is_empty() && wrong.iter().all(|found| found == code);
        if is_shown == exempt || !right.is_empty() {
            failed.push(format!("{code}: wrong gives {wrong:?}, right gives {right:?}"));
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn a_code_is_found_however_it_is_written() {
    let wanted = page("EV0101").expect("there is such a code");
    assert!(wanted.starts_with("# EV0101: "));
    for written in ["ev0101", "Ev101", "101", "0101", " EV0101\n"] {
        assert_eq!(page(written), Ok(wanted), "{written:?}");
    }
}

#[test]
fn an_unknown_code_is_answered_with_the_nearest() {
    let unknown = |written: &str| page(written).expect_err("there is no such code");
    let nearest = |written| unknown(written).nearest;
    assert_eq!(nearest("EV0100"), Some(codes::UNKNOWN_NAME));
    assert_eq!(nearest("0"), Some(codes::UNKNOWN_CHARACTER));
    assert_eq!(nearest("EV9999"), codes::ALL.last().map(|(code, _)| *code));
    assert_eq!(nearest("99999999999999999999999"), codes::ALL.last().map(|(code, _)| *code));
    for written in ["", "EV", "name", "EV01O1", "+101", "-1", "eé", "EVEV0101", "\u{1b}[2J"] {
        assert_eq!(nearest(written), None, "{written:?}");
    }
    let UnknownCode { written, .. } = unknown("E0308");
    assert_eq!(written, "E0308");
}

#[test]
fn the_answer_to_an_unknown_code_says_how_to_go_on() {
    let unknown = page("EV0100").expect_err("there is no such code");
    assert_eq!(unknown.to_string(), "there is no diagnostic code `EV0100`");
    assert_eq!(unknown.help(), "the nearest code is EV0101; `evc explain` lists all codes");
    let unknown = page("\u{7}bell").expect_err("there is no such code");
    assert_eq!(unknown.to_string(), "there is no diagnostic code `\\u{7}bell`");
    assert_eq!(unknown.help(), "a code is written as in `EV0101`; `evc explain` lists all codes");
}

#[test]
fn the_list_has_one_line_for_each_code() {
    let list = list();
    assert_eq!(list.lines().count(), codes::ALL.len());
    assert_eq!(list.lines().next(), Some("EV0001  a character that begins no token"));
}
