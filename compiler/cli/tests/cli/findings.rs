//! Findings: what they say, where they point, and in which form.

use std::fs;

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::CONFIG;
use crate::command::{Ended, SPEC, evc_reading, folder, root, run};

/// A finding as `--message-format json` gives it.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    code: String,
    /// Line and column of its start and end, from 1.
    span: [u64; 4],
}

fn found(line: &str) -> Found {
    let value: Value = serde_json::from_str(line).expect("a JSON object a line");
    let part = |path: &str| value.pointer(path).unwrap_or_else(|| panic!("no {path}: {line}"));
    let number = |path: &str| part(path).as_u64().expect("a place");
    for path in ["/severity", "/message", "/file", "/help"] {
        assert!(part(path).as_str().is_some_and(|text| !text.is_empty()), "{path}: {line}");
    }
    assert!(part("/labels").is_array(), "{line}");
    Found {
        code: part("/code").as_str().expect("a code").to_owned(),
        span: ["start/line", "start/column", "end/line", "end/column"]
            .map(|end| number(&format!("/span/{end}"))),
    }
}

fn at(code: &str, span: [u64; 4]) -> Found {
    Found { code: code.to_owned(), span }
}

/// Checks a specification on standard input, in every form of findings.
fn check(text: &str, wanted: &[Found], human: Expect) {
    let lines = |form| {
        let Ended { status, out, err } =
            evc_reading(text.as_bytes(), &["check", "-", "--message-format", form]);
        assert_eq!((status, &*out), (Some(1), ""), "{form}");
        err
    };
    let json: Vec<Found> = lines("json").lines().map(found).collect();
    assert_eq!(json, wanted);
    for (line, wanted) in lines("short").lines().zip(wanted) {
        let [row, column, ..] = wanted.span;
        let start = format!("-:{row}:{column}: error[{}]: ", wanted.code);
        assert!(line.starts_with(&start), "{line}");
    }
    human.assert_eq(&trimmed(&lines("human")));
}

/// The lines of a text without the blanks at their ends.
fn trimmed(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn a_syntax_error() {
    check(
        "specification s\ninput a : Int\nlet f x = (x + 1 ;;\n",
        &[at("EV0010", [3, 18, 3, 19])],
        expect![[r#"
            error[EV0010]: `(` is not closed
              ┌─ -:3:18
              │
            3 │ let f x = (x + 1 ;;
              │           -      ^
              │           │
              │           opened here
              │
              = expected `)` or `,`
                   found `;;`
              = help: write `)` before `;;`

        "#]],
    );
}

#[test]
fn a_declaration_without_its_end() {
    check(
        "specification s\nlet f x = x + 1\nlet g y = y ;;\n",
        &[at("EV0011", [2, 16, 2, 16])],
        expect![[r#"
            error[EV0011]: the declaration is not ended by `;;`
              ┌─ -:2:16
              │
            2 │ let f x = x + 1
              │ ---            ^
              │ │
              │ it begins here
              │
              = help: write `;;` here

        "#]],
    );
}

#[test]
fn a_type_error() {
    check(
        "specification s\nlet f x = if x > 0 then x else \"none\" ;;\n",
        &[at("EV0201", [2, 32, 2, 38])],
        expect![[r#"
            error[EV0201]: type mismatch
              ┌─ -:2:32
              │
            2 │ let f x = if x > 0 then x else "none" ;;
              │                         -      ^^^^^^ this is `String`
              │                         │
              │                         the other branch has this type
              │
              = expected `Int`
                   found `String`
              = help: strings are compared and sent, not computed with

        "#]],
    );
}

#[test]
fn a_type_error_with_a_hint() {
    check(
        "specification s\nlet f x = if x + 1 then x else 0 ;;\n",
        &[at("EV0201", [2, 14, 2, 19])],
        expect![[r#"
            error[EV0201]: type mismatch
              ┌─ -:2:14
              │
            2 │ let f x = if x + 1 then x else 0 ;;
              │              ^^^^^ this is `Int`, but a condition is a `Bool`
              │
              = expected `Bool`
                   found `Int`
              = help: a number is no `Bool`: compare it, as in `n > 0`

        "#]],
    );
}

#[test]
fn an_unknown_name() {
    check(
        "specification s\nlet weight x = x + 1 ;;\nlet f x = wieght x ;;\n",
        &[at("EV0101", [3, 11, 3, 17])],
        expect![[r#"
            error[EV0101]: unknown name `wieght`
              ┌─ -:3:11
              │
            3 │ let f x = wieght x ;;
              │           ^^^^^^ nothing in scope has this name
              │
              = help: did you mean `weight`?

        "#]],
    );
}

#[test]
fn every_mistake_is_told() {
    check(
        "specification s\nlet f x = x + true ;;\nlet g y = z ;;\n",
        &[at("EV0201", [2, 15, 2, 19]), at("EV0101", [3, 11, 3, 12])],
        expect![[r#"
            error[EV0201]: type mismatch
              ┌─ -:2:15
              │
            2 │ let f x = x + true ;;
              │             - ^^^^ this is `Bool`
              │             │
              │             `+` is `Int -> Int -> Int`
              │
              = expected `Int`
                   found `Bool`
              = help: the number of a `Bool` is `if b then 1 else 0`

            error[EV0101]: unknown name `z`
              ┌─ -:3:11
              │
            3 │ let g y = z ;;
              │           ^ nothing in scope has this name
              │
              = help: declare `z` above, as a `parameter` or with `let`

        "#]],
    );
}

/// The example's configuration with a part replaced, as a file of that name.
fn config(name: &str, part: &str, by: &str) -> String {
    let text = fs::read_to_string(root().join(CONFIG)).expect("the example is there");
    assert!(text.contains(part), "the example's configuration has no {part}");
    let file = folder("configurations").with_file_name(name);
    fs::write(&file, text.replacen(part, by, 1)).expect("temporary files can be written");
    file.to_str().expect("a path is text").to_owned()
}

/// Simulates with a wrong configuration; the file's path is shown as `CONFIG`.
fn simulate(config: &str, wanted: &[Found], human: Expect) {
    let run = |form| {
        let Ended { status, out, err } =
            run(&["sim", SPEC, "--config", config, "--message-format", form]);
        assert_eq!((status, &*out), (Some(1), ""), "{form}");
        err
    };
    let json: Vec<Found> = run("json").lines().map(found).collect();
    assert_eq!(json, wanted);
    human.assert_eq(&trimmed(&run("human").replace(config, "CONFIG")));
}

#[test]
fn a_configuration_that_names_a_missing_location() {
    simulate(
        &config("message.toml", "to = \"n2\"", "to = \"n4\""),
        &[at("EV0402", [23, 6, 23, 10])],
        expect![[r#"
            error[EV0402]: unknown location `n4`
               ┌─ CONFIG:23:6
               │
            23 │ to = "n4"
               │      ^^^^ no location has this name
               │
               = help: did you mean `n1`?

        "#]],
    );
    simulate(
        &config("parameter.toml", "\"{n1; n2; n3}\"", "\"{n1; n2; m3}\""),
        &[at("EV0402", [12, 19, 12, 21])],
        expect![[r#"
            error[EV0402]: unknown location `m3`
               ┌─ CONFIG:12:19
               │
            12 │ nodes = "{n1; n2; m3}"
               │                   ^^ neither a location nor a parameter
               │
               = help: did you mean `n3`?

        "#]],
    );
    simulate(
        &config("group.toml", "[\"client\"]", "[\"clients\"]"),
        &[at("EV0402", [9, 13, 9, 22])],
        expect![[r#"
            error[EV0402]: unknown location `clients`
              ┌─ CONFIG:9:13
              │
            9 │ external = ["clients"]
              │             ^^^^^^^^^ no location has this name
              │
              = help: did you mean `client`?

        "#]],
    );
}

#[test]
fn a_configuration_that_does_not_fit() {
    simulate(
        &config("missing.toml", "client = \"client\"", ""),
        &[at("EV0403", [11, 2, 11, 12])],
        expect![[r#"
            error[EV0403]: the parameter `client` has no value
               ┌─ CONFIG:11:2
               │
            11 │ [parameters]
               │  ^^^^^^^^^^ not among these
               │
               = help: add `client = "…"` under `[parameters]`, with an expression of type `Loc`

        "#]],
    );
    simulate(
        &config("body.toml", "\"(1, n2)\"", "\"(n2, 1)\""),
        &[at("EV0201", [20, 11, 20, 13]), at("EV0201", [20, 15, 20, 16])],
        expect![[r#"
            error[EV0201]: type mismatch
               ┌─ CONFIG:20:11
               │
            20 │ value = "(n2, 1)"
               │           ^^ this is `Loc`
               │
               = expected `Int`
                    found `Loc`
               = help: write an expression of type `Int` here

            error[EV0201]: type mismatch
               ┌─ CONFIG:20:15
               │
            20 │ value = "(n2, 1)"
               │               ^ this is `Int`
               │
               = expected `Loc`
                    found `Int`
               = help: a location has a name: declare it, as in `parameter l : Loc`

        "#]],
    );
    simulate(
        &config("syntax.toml", "[groups]", "[groups"),
        &[at("EV0401", [8, 8, 8, 8])],
        expect![[r#"
            error[EV0401]: this is not TOML: unclosed table, expected `]`
              ┌─ CONFIG:8:8
              │
            8 │ [groups
              │        ^ unexpected here
              │
              = help: a line is `name = "value"` or the head of a section, `[name]`

        "#]],
    );
}

#[test]
fn the_body_of_a_sent_message_is_checked() {
    let arguments = ["send", SPEC, "--config", CONFIG, "--to", "n1", "config", "(1, nobody)"];
    let Ended { status, out, err } = run(&arguments);
    assert_eq!((status, &*out), (Some(1), ""));
    expect![[r#"
        error[EV0402]: unknown location `nobody`
          ┌─ <value>:1:5
          │
        1 │ (1, nobody)
          │     ^^^^^^ neither a location nor a parameter
          │
          = help: add it under `[locations]`, as in `nobody = "127.0.0.1:7000"`

    "#]]
    .assert_eq(&trimmed(&err));
}

#[test]
fn colour_is_as_asked_for() {
    let coloured = |arguments: &[&str]| {
        let Ended { err, .. } =
            evc_reading(b"let x = y ;;\n", &[&["check", "-"], arguments].concat());
        assert!(err.contains("EV0101"), "{err}");
        err.contains('\u{1b}')
    };
    assert!(coloured(&["--color", "always"]));
    assert!(!coloured(&["--color", "never"]));
    assert!(!coloured(&[]), "standard error is no terminal here");
    assert!(!coloured(&["--color", "always", "--message-format", "json"]));
}

#[test]
fn an_included_file_is_checked_with_the_one_that_includes_it() {
    let folder = folder("includes");
    let leaf = "specification leaf parameter k : Int input i : Int output out : Int\n\
        main (\\l. \\x. {out'send l (x + k)}) o i'base\n";
    fs::write(folder.join("leaf.esh"), leaf).expect("the folder can be written");
    let path = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).expect("the folder can be written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let good = path("good.evml", "include leaf where k = 1 main leaf_main");
    let bad = path("bad.evml", "include leaf where k = true main leaf_main");
    let none = path("none.evml", "include nowhere main nowhere_main");
    let Ended { status, out, err } =
        run(&["check", &bad, &good, &none, "--message-format", "short"]);
    let shown = format!("{status:?}\n{out}{err}").replace(folder.to_str().expect("UTF-8"), "");
    expect![[r#"
        Some(1)
        /good.evml: ok, 2 messages, 2 definitions
        /bad.evml:1:24: error[EV0201]: type mismatch
        /none.evml:1:9: error[EV0110]: there is no file for `include nowhere`
    "#]]
    .assert_eq(&shown);
}

#[test]
fn warnings_are_told_and_stop_nothing() {
    let text = "parameter limit : Int
input ask : Loc
output answer : Int
main (\\slf. \\who. {answer'send who 1}) o ask'base
";
    let arguments = ["check", "-", "--message-format", "json"];
    let Ended { status, out, err } = evc_reading(text.as_bytes(), &arguments);
    assert_eq!((status, &*out), (Some(0), "-: ok, 2 messages, 0 definitions\n"));
    assert_eq!(err.lines().map(found).collect::<Vec<_>>(), [at("EV0302", [1, 11, 1, 16])]);
    assert!(err.contains(r#""severity":"warning""#), "{err}");
    let Ended { status, err, .. } = evc_reading(text.as_bytes(), &["build", "-", "--emit", "rust"]);
    assert_eq!(status, Some(0), "{err}");
    assert!(err.contains("warning[EV0302]: unused parameter `limit`"), "{err}");
}
