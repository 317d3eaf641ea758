//! The three forms of a finding.

use evc_base::{Diagnostic, FileId, SourceMap, Span, codes};
use expect_test::{Expect, expect};
use serde_json::Value;

use super::{Format, render};

const FILE: FileId = FileId(0);

fn sources(text: &str) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("dir/a.evml", text);
    sources
}

/// A finding with everything a finding can have.
fn full() -> (SourceMap, Diagnostic) {
    let sources = sources("let é = 1 ;;\n\nlet b = é\n  + true ;;\n");
    let found = Diagnostic::error(codes::TYPE_MISMATCH, Span::new(FILE, 30, 34), "type mismatch")
        .here("this is `Bool`")
        .label(Span::new(FILE, 4, 6), "declared here")
        .expected("`Int`", "`Bool`")
        .help("write a number");
    (sources, found)
}

#[track_caller]
fn check(text: &str, range: (u32, u32), format: Format, expect: Expect) {
    let found = Diagnostic::warning(codes::SYNTAX, Span::new(FILE, range.0, range.1), "message")
        .here("here");
    expect.assert_eq(&render(&sources(text), &[found], format, false));
}

#[test]
fn human() {
    let (sources, found) = full();
    expect![[r#"
        error[EV0201]: type mismatch
          ┌─ dir/a.evml:4:5
          │
        1 │ let é = 1 ;;
          │     - declared here
          ·
        4 │   + true ;;
          │     ^^^^ this is `Bool`
          │
          = expected `Int`
               found `Bool`
          = help: write a number

        error[EV0201]: type mismatch
          ┌─ dir/a.evml:4:5
          │
        1 │ let é = 1 ;;
          │     - declared here
          ·
        4 │   + true ;;
          │     ^^^^ this is `Bool`
          │
          = expected `Int`
               found `Bool`
          = help: write a number

    "#]]
    .assert_eq(&render(&sources, &[found.clone(), found], Format::Human, false));
}

#[test]
fn colors_are_asked_for() {
    let (sources, found) = full();
    let colored = render(&sources, std::slice::from_ref(&found), Format::Human, true);
    assert!(colored.contains("\u{1b}["));
    for format in [Format::Short, Format::Json] {
        let plain = render(&sources, std::slice::from_ref(&found), format, true);
        assert!(!plain.contains('\u{1b}'), "color is of the human form only");
    }
}

#[test]
fn short() {
    let (sources, found) = full();
    expect![[r#"
        dir/a.evml:4:5: error[EV0201]: type mismatch
        dir/a.evml:4:5: error[EV0201]: type mismatch
    "#]]
    .assert_eq(&render(&sources, &[found.clone(), found], Format::Short, false));
}

#[test]
fn json() {
    let (sources, found) = full();
    let text = render(&sources, &[found.clone(), found], Format::Json, false);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    expect![[r#"
        {
          "code": "EV0201",
          "file": "dir/a.evml",
          "help": "write a number",
          "labels": [
            {
              "file": "dir/a.evml",
              "message": "this is `Bool`",
              "span": {
                "end": {
                  "column": 9,
                  "line": 4
                },
                "start": {
                  "column": 5,
                  "line": 4
                }
              }
            },
            {
              "file": "dir/a.evml",
              "message": "declared here",
              "span": {
                "end": {
                  "column": 6,
                  "line": 1
                },
                "start": {
                  "column": 5,
                  "line": 1
                }
              }
            }
          ],
          "message": "type mismatch",
          "notes": [
            "expected `Int`",
            "   found `Bool`"
          ],
          "severity": "error",
          "span": {
            "end": {
              "column": 9,
              "line": 4
            },
            "start": {
              "column": 5,
              "line": 4
            }
          }
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&lines[0]).unwrap());
}

#[test]
fn json_escapes() {
    let mut sources = SourceMap::new();
    let file = sources.add("a \"b\"\n.evml", "x");
    let found = Diagnostic::error(codes::SYNTAX, Span::new(file, 0, 1), "`\"` and \\ and \n and é");
    let text = render(&sources, &[found], Format::Json, false);
    assert_eq!(text.lines().count(), 1);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["file"], "a \"b\"\n.evml");
    assert_eq!(value["message"], "`\"` and \\ and \n and é");
    assert_eq!(value["help"], Value::Null);
}

#[test]
fn several_files() {
    let (mut sources, found) = full();
    let other = sources.add("b.toml", "key = 1\n");
    let found = found.label(Span::new(other, 6, 7), "given here");
    expect![[r#"
        error[EV0201]: type mismatch
          ┌─ dir/a.evml:4:5
          │
        1 │ let é = 1 ;;
          │     - declared here
          ·
        4 │   + true ;;
          │     ^^^^ this is `Bool`
          │
          ┌─ b.toml:1:7
          │
        1 │ key = 1
          │       - given here
          │
          = expected `Int`
               found `Bool`
          = help: write a number

    "#]]
    .assert_eq(&render(&sources, &[found], Format::Human, false));
}

#[test]
fn columns_count_characters() {
    check(
        "let ééé = x",
        (13, 14),
        Format::Human,
        expect![[r#"
        warning[EV0010]: message
          ┌─ dir/a.evml:1:11
          │
        1 │ let ééé = x
          │           ^ here

    "#]],
    );
    check(
        "let ééé = x",
        (13, 14),
        Format::Short,
        expect![[r#"
        dir/a.evml:1:11: warning[EV0010]: message
    "#]],
    );
    check(
        "\tx",
        (1, 2),
        Format::Human,
        expect![[r#"
        warning[EV0010]: message
          ┌─ dir/a.evml:1:2
          │
        1 │     x
          │     ^ here

    "#]],
    );
    check(
        "日本 x",
        (7, 8),
        Format::Human,
        expect![[r#"
        warning[EV0010]: message
          ┌─ dir/a.evml:1:4
          │
        1 │ 日本 x
          │      ^ here

    "#]],
    );
}

#[test]
fn ends_of_the_text() {
    check(
        "let x = 1\n",
        (10, 10),
        Format::Human,
        expect![[r#"
            warning[EV0010]: message
              ┌─ dir/a.evml:2:1
              │
            2 │
              │ ^ here

        "#]],
    );
    check(
        "let x = 1",
        (9, 9),
        Format::Human,
        expect![[r#"
        warning[EV0010]: message
          ┌─ dir/a.evml:1:10
          │
        1 │ let x = 1
          │          ^ here

    "#]],
    );
    check(
        "",
        (0, 0),
        Format::Human,
        expect![[r#"
            warning[EV0010]: message
              ┌─ dir/a.evml:1:1
              │
            1 │
              │ ^ here

        "#]],
    );
    check(
        "a\r\nb\r\n",
        (3, 4),
        Format::Human,
        expect![[r#"
        warning[EV0010]: message
          ┌─ dir/a.evml:2:1
          │
        2 │ b
          │ ^ here

    "#]],
    );
}

#[test]
fn places_outside_the_text_lose_nothing() {
    check(
        "é",
        (1, 1),
        Format::Human,
        expect![[r#"
        warning[EV0010]: message
          ┌─ dir/a.evml:1:1
          │
        1 │ é
          │ ^ here

    "#]],
    );
    check(
        "x",
        (5, 9),
        Format::Human,
        expect![[r#"
        warning[EV0010]: message
          ┌─ dir/a.evml:1:2
          │
        1 │ x
          │    here

    "#]],
    );
    check(
        "x",
        (5, 9),
        Format::Short,
        expect![[r#"
        dir/a.evml:1:2: warning[EV0010]: message
    "#]],
    );
    check(
        "é",
        (1, 2),
        Format::Json,
        expect![[r#"
        {"code":"EV0010","file":"dir/a.evml","help":null,"labels":[{"file":"dir/a.evml","message":"here","span":{"end":{"column":2,"line":1},"start":{"column":1,"line":1}}}],"message":"message","notes":[],"severity":"warning","span":{"end":{"column":2,"line":1},"start":{"column":1,"line":1}}}
    "#]],
    );
}

#[test]
fn nothing_to_say() {
    for format in [Format::Human, Format::Short, Format::Json] {
        assert_eq!(render(&sources(""), &[], format, false), "");
    }
}
