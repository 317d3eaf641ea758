//! The compiler as a whole, from a path to findings or message automata.

use evc_base::{Diagnostic, SourceMap};
use expect_test::expect;

use crate::loader::{LoadError, Memory};
use crate::render::{Format, render};
use crate::{Analysis, analyse, lower};

/// Analyses a text under a path.
fn analysed(path: &str, text: &str) -> Analysis {
    let mut loader = Memory::default();
    loader.insert(path, text);
    analyse(&loader, path).unwrap()
}

/// Findings one a line.
fn short(sources: &SourceMap, found: &[Diagnostic]) -> String {
    render(sources, found, Format::Short, false)
}

const ECHO: &str = "specification echo
input ask : Loc
output answer : Int
class Reply = (\\l.\\who. {answer'send who 1}) o ask'base ;;
";

#[test]
fn a_sound_specification() {
    let analysis = analysed("dir/echo.evml", &format!("{ECHO}main Reply @ {{}}"));
    assert!(analysis.is_sound());
    assert_eq!(analysis.diagnostics, []);
    let system = lower(&analysis).unwrap();
    assert_eq!((system.name.as_str(), system.file.as_str()), ("echo", "echo.evml"));
}

#[test]
fn the_file_is_cited_without_its_directories() {
    for path in ["echo.evml", "/a/b/echo.evml", "..\\a\\echo.evml", "./echo.evml"] {
        let analysis = analysed(path, &format!("{ECHO}main Reply @ {{}}"));
        assert_eq!(lower(&analysis).unwrap().file.as_str(), "echo.evml");
    }
}

#[test]
fn missing_main() {
    let analysis = analysed("echo.evml", &format!("{ECHO}\n\n"));
    assert!(analysis.is_sound(), "a library has no `main`");
    let found = lower(&analysis).unwrap_err();
    let human = render(&analysis.sources, &found, Format::Human, false);
    expect![[r#"
        error[EV0301]: there is no `main` to run
          ┌─ echo.evml:4:59
          │
        4 │ class Reply = (\l.\who. {answer'send who 1}) o ask'base ;;
          │                                                           ^ this file declares no main class
          │
          = help: end the file with `main X @ locations`, where `X` produces instructions

    "#]]
    .assert_eq(&human);
    let empty = analysed("empty.evml", "");
    let found = lower(&empty).unwrap_err();
    expect![[r#"
        error[EV0301]: there is no `main` to run
          ┌─ empty.evml:1:1
          │
        1 │
          │ ^ this file declares no main class
          │
          = help: end the file with `main X @ locations`, where `X` produces instructions

    "#]]
    .assert_eq(&render(&empty.sources, &found, Format::Human, false));
}

#[test]
fn findings_of_all_phases_come_in_the_order_of_the_text() {
    let analysis =
        analysed("a.evml", "let f = zzz ;;\nlet g = 1 + ;;\nlet h = true + 1 ;;\nlet i = é ;;");
    assert!(!analysis.is_sound());
    expect![[r#"
        a.evml:1:9: error[EV0101]: unknown name `zzz`
        a.evml:2:11: error[EV0012]: the operator `+` has no right operand
        a.evml:3:9: error[EV0201]: type mismatch
        a.evml:4:9: error[EV0001]: this character begins no token: `é`
    "#]]
    .assert_eq(&short(&analysis.sources, &analysis.diagnostics));
    assert_eq!(lower(&analysis).unwrap_err(), analysis.diagnostics);
}

#[test]
fn what_cannot_be_lowered_is_said() {
    let text = format!("parameter c : Int Class\n{ECHO}main Reply @ {{}}");
    let text = text.replace("specification echo\n", "");
    let analysis = analysed("a.evml", &text);
    assert_eq!(short(&analysis.sources, &analysis.diagnostics), "");
    let found = lower(&analysis).unwrap_err();
    expect![[r#"
        a.evml:1:11: error[EV0090]: a class as a value at run time is not compiled by this version
    "#]]
    .assert_eq(&short(&analysis.sources, &found));
}

#[test]
fn a_text_that_is_not_there() {
    let error = analyse(&Memory::default(), "nowhere.evml").unwrap_err();
    assert!(matches!(error, LoadError::Io { .. }));
    assert_eq!(error.to_string(), "cannot read `nowhere.evml`: entity not found");
}

#[test]
fn strange_texts_come_back() {
    for text in
        ["", "\u{feff}let f = 1 ;;", "\0", "(*", "main", "\r\n\r\n", "é", ";;", "let", "`", "\""]
    {
        let analysis = analysed("x.evml", text);
        for format in [Format::Human, Format::Short, Format::Json] {
            render(&analysis.sources, &analysis.diagnostics, format, true);
        }
        if let Err(found) = lower(&analysis) {
            assert!(!found.is_empty(), "{text:?}");
        }
    }
}

/// Analyses the first of some files, and shows the findings and the files that were read.
fn included(files: &[(&str, &str)]) -> String {
    let mut loader = Memory::default();
    for (path, text) in files {
        loader.insert(*path, *text);
    }
    let (path, _) = files.first().unwrap();
    let analysis = analyse(&loader, path).unwrap();
    let read: Vec<_> = analysis.files().collect();
    let found = render(&analysis.sources, &analysis.diagnostics, Format::Human, false);
    format!("{}\n{found}", read.join(" "))
}

#[test]
fn included_files_stand_beside_the_one_that_includes_them() {
    let part = "output o1 : Int main (\\l. {o1'send l 1}) o ()";
    expect![[r#"
        a/top.evml a/one.esh a/two.esh a/three.evml
    "#]]
    .assert_eq(&included(&[
        ("a/top.evml", "include one include two main one_main || two_main"),
        ("a/one.esh", "include three main three_main"),
        ("a/two.eml", "output o2 : Int main (\\l. {o2'send l 2}) o ()"),
        ("a/two.esh", "output o3 : Int main (\\l. {o3'send l 2}) o ()"),
        ("a/three.evml", part),
        ("three.evml", "wrong"),
    ]));
    expect![[r#"
        - one.evml
        error[EV0010]: unexpected `o`
          ┌─ one.evml:1:8
          │
        1 │ output o : Int let x = ;; main Null
          │        ^
          │
          ┌─ -:1:9
          │
        1 │ include one main one_main
          │         --- included here
          │
          = expected a name
               found `o`
          = help: `o` is a reserved word: choose another name

    "#]]
    .assert_eq(&included(&[
        ("-", "include one main one_main"),
        ("one.evml", "output o : Int let x = ;; main Null"),
    ]));
    expect![[r#"
        b/top.evml
        error[EV0110]: there is no file for `include one`
          ┌─ b/top.evml:1:9
          │
        1 │ include one main one_main
          │         ^^^ not found
          │
          = looked for `b/one.evml`, `b/one.esh`, `b/one.eml`
          = help: an included file stands beside the one that includes it: write its name without the ending

    "#]]
        .assert_eq(&included(&[("b/top.evml", "include one main one_main"), ("one.evml", part)]));
}

#[test]
fn files_that_include_each_other_are_read_once() {
    expect![[r#"
        top.evml one.evml
        error[EV0111]: `include top` includes a file in itself
          ┌─ one.evml:1:27
          │
        1 │ specification one include top main t_main
          │                           ^^^ leads back here
          │
          ┌─ top.evml:1:25
          │
        1 │ specification t include one main one_main
          │                         --- includes `one`
          │
          = help: move what both need to a third file that includes neither

    "#]]
    .assert_eq(&included(&[
        ("top.evml", "specification t include one main one_main"),
        ("one.evml", "specification one include top main t_main"),
    ]));
}
