//! The compiler as a whole, from a path to findings or message automata.

use evc_base::{Diagnostic, SourceMap};
use expect_test::expect;

use crate::loader::{LoadError, Memory};
use crate::render::{Format, render};
use crate::{Analysis, analyse, check, lower, warnings_to_run};

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
parameter nodes : Loc Bag
input ask : Loc
output answer : Int
class Reply = (\\l.\\who. {answer'send who 1}) o ask'base ;;
";

#[test]
fn a_sound_specification() {
    let analysis = analysed("dir/echo.evml", &format!("{ECHO}main Reply @ nodes"));
    assert!(analysis.is_sound());
    assert_eq!(analysis.diagnostics, []);
    let system = lower(&analysis).unwrap();
    assert_eq!((system.name.as_str(), system.file.as_str()), ("echo", "echo.evml"));
}

#[test]
fn the_file_is_cited_without_its_directories() {
    for path in ["echo.evml", "/a/b/echo.evml", "..\\a\\echo.evml", "./echo.evml"] {
        let analysis = analysed(path, &format!("{ECHO}main Reply @ nodes"));
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
          ┌─ echo.evml:5:59
          │
        5 │ class Reply = (\l.\who. {answer'send who 1}) o ask'base ;;
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
    let text = format!(
        "{ECHO}parameter client : Loc
parameter C : Int Class
class Tell = (\\slf. \\n. {{answer'send client n}}) o C ;;
main (Reply || Tell) @ nodes"
    );
    let text = text.replace("specification echo\n", "");
    let analysis = analysed("a.evml", &text);
    assert_eq!(short(&analysis.sources, &analysis.diagnostics), "");
    let found = lower(&analysis).unwrap_err();
    expect![[r#"
        a.evml:7:51: error[EV0090]: a class as a value at run time is not compiled by this version
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

/// What `any` stands for is still to be written.
const HOLE: &str = "input ask : Loc
output answer : Int
main (\\slf. \\who. {answer'send who (any(who))}) o ask'base
";

#[test]
fn what_keeps_a_specification_from_being_run_is_an_error_only_then() {
    let analysis = analysed("hole.evml", HOLE);
    assert!(analysis.is_sound());
    let checked = check(&analysis);
    expect![[r#"
        hole.evml:3:36: warning[EV0309]: `any` stands for no value when running
    "#]]
    .assert_eq(&short(&analysis.sources, &checked));
    assert_eq!(warnings_to_run(&analysis), []);
    let found = lower(&analysis).unwrap_err();
    expect![[r#"
        hole.evml:3:36: error[EV0309]: `any` stands for no value when running
    "#]]
    .assert_eq(&short(&analysis.sources, &found));
}

#[test]
fn warnings_come_with_a_text_that_means_something_and_not_with_errors() {
    let unused = "parameter limit : Int\n";
    let analysis = analysed("a.evml", &format!("{ECHO}{unused}main Reply @ nodes"));
    expect![[r#"
        a.evml:6:11: warning[EV0302]: unused parameter `limit`
    "#]]
    .assert_eq(&short(&analysis.sources, &analysis.diagnostics));
    assert!(lower(&analysis).is_ok(), "a warning stops nothing");
    let analysis = analysed("a.evml", &format!("{ECHO}{unused}main Reply @ node"));
    expect![[r#"
        a.evml:7:14: error[EV0101]: unknown name `node`
    "#]]
    .assert_eq(&short(&analysis.sources, &analysis.diagnostics));
}
