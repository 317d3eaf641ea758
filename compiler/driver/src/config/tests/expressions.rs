//! The evml expressions of a configuration.

use expect_test::expect;

use super::{SPECIFICATION, check_after, check_config, check_instead, rendered, specification};
use crate::config::{check, check_value, read};
use crate::render::{Format, render};

#[test]
fn parameters() {
    check_instead(
        "uid = '\\l. 1'\n",
        "",
        expect![[r#"
        error[EV0403]: the parameter `uid` has no value
          ┌─ c.toml:7:2
          │
        7 │ [parameters]
          │  ^^^^^^^^^^ not among these
          │
          = help: add `uid = "…"` under `[parameters]`, with an expression of type `Loc -> Int`

    "#]],
    );
    check_config(
        "",
        expect![[r#"
            error[EV0403]: the parameter `nodes` has no value
              ┌─ c.toml:1:1
              │
            1 │
              │ ^
              │
              = help: add `nodes = "…"` under `[parameters]`, with an expression of type `Loc Bag`

            error[EV0403]: the parameter `uid` has no value
              ┌─ c.toml:1:1
              │
            1 │
              │ ^
              │
              = help: add `uid = "…"` under `[parameters]`, with an expression of type `Loc -> Int`

        "#]],
    );
}

#[test]
fn unknown_parameters() {
    check_instead(
        "uid =",
        "uidd =",
        expect![[r#"
        error[EV0403]: the parameter `uid` has no value
          ┌─ c.toml:7:2
          │
        7 │ [parameters]
          │  ^^^^^^^^^^ not among these
          │
          = help: add `uid = "…"` under `[parameters]`, with an expression of type `Loc -> Int`

        warning[EV0404]: the specification has no parameter `uidd`
          ┌─ c.toml:9:1
          │
        9 │ uidd = '\l. 1'
          │ ^^^^ ignored
          │
          = help: did you mean `uid`?

    "#]],
    );
    check_after(
        "whatever = \"1\"\n",
        expect![[r#"
        warning[EV0404]: the specification has no parameter `whatever`
           ┌─ c.toml:10:1
           │
        10 │ whatever = "1"
           │ ^^^^^^^^ ignored
           │
           = help: remove the line

    "#]],
    );
}

#[test]
fn ill_typed_parameters() {
    check_instead(
        "'\\l. 1'",
        "'\\l. l'",
        expect![[r#"
            error[EV0201]: type mismatch
              ┌─ c.toml:9:12
              │
            9 │ uid = '\l. l'
              │            ^ this is `Loc`
              │
              = expected `Int`
                   found `Loc`
              = help: write an expression of type `Int` here

        "#]],
    );
    check_instead(
        "\"{n1; n2}\"",
        "\"{n1; uid n2}\"",
        expect![[r#"
        error[EV0402]: the parameter `uid` has no value here
          ┌─ c.toml:8:15
          │
        8 │ nodes = "{n1; uid n2}"
          │               ^^^ neither a location nor a parameter given above
          │
          = help: write the value itself, or move this below the line that gives it to the parameter

    "#]],
    );
}

#[test]
fn unreadable_parameters() {
    check_instead(
        "\"{n1; n2}\"",
        "\"{n1; n2\"",
        expect![[r#"
            error[EV0010]: `{` is not closed
              ┌─ c.toml:8:17
              │
            8 │ nodes = "{n1; n2"
              │          -      ^
              │          │
              │          opened here
              │
              = expected `}` or `;`
                   found the end of the text
              = help: write `}` before the end of the text

        "#]],
    );
    check_instead(
        "\"{n1; n2}\"",
        "\"\"",
        expect![[r#"
            error[EV0010]: unexpected end of the text
              ┌─ c.toml:8:10
              │
            8 │ nodes = ""
              │          ^
              │
              = expected an expression
                   found the end of the text
              = help: write an expression at the end

        "#]],
    );
}

#[test]
fn a_parameter_sees_those_above_it() {
    let text = "specification s parameter a : Int parameter b : Int";
    assert_eq!(rendered(text, "[parameters]\nb = \"1\"\na = \"b + 1\"\n"), "");
    assert!(
        rendered(text, "[parameters]\na = \"b + 1\"\nb = \"1\"\n")
            .contains("`b` has no value here")
    );
}

#[test]
fn messages() {
    check_after(
        "[[messages]]\nto = \"n1\"\n[[messages]]\n",
        expect![[r#"
        error[EV0401]: a message needs `header`
           ┌─ c.toml:10:1
           │
        10 │ [[messages]]
           │ ^^^^^^^^^^^^ incomplete
           │
           = help: add `header = "…"`

        error[EV0401]: a message needs `value`
           ┌─ c.toml:10:1
           │
        10 │ [[messages]]
           │ ^^^^^^^^^^^^ incomplete
           │
           = help: add `value = "…"`

        error[EV0401]: a message needs `to`
           ┌─ c.toml:12:1
           │
        12 │ [[messages]]
           │ ^^^^^^^^^^^^ incomplete
           │
           = help: add `to = "…"`

        error[EV0401]: a message needs `header`
           ┌─ c.toml:12:1
           │
        12 │ [[messages]]
           │ ^^^^^^^^^^^^ incomplete
           │
           = help: add `header = "…"`

        error[EV0401]: a message needs `value`
           ┌─ c.toml:12:1
           │
        12 │ [[messages]]
           │ ^^^^^^^^^^^^ incomplete
           │
           = help: add `value = "…"`

    "#]],
    );
}

#[test]
fn unknown_headers() {
    check_after(
        "[[messages]]\nto = \"n1\"\nheader = \"chose\"\nvalue = \"()\"\n",
        expect![[r#"
        error[EV0405]: no message has the header `chose`
           ┌─ c.toml:12:10
           │
        12 │ header = "chose"
           │          ^^^^^^^ unknown header
           │
           = help: did you mean `choose`?

    "#]],
    );
    check_after(
        "[[messages]]\nto = \"n1\"\nheader = \"\"\nvalue = \"()\"\n",
        expect![[r#"
            error[EV0405]: the header is empty
               ┌─ c.toml:12:10
               │
            12 │ header = ""
               │          ^^ unknown header
               │
               = help: the inputs are `config`, `choose`

        "#]],
    );
}

#[test]
fn ill_typed_messages() {
    check_after(
        "[[messages]]\nto = \"n1\"\nheader = \"config\"\nvalue = \"(n1, 1)\"\n",
        expect![[r#"
            error[EV0201]: type mismatch
               ┌─ c.toml:13:11
               │
            13 │ value = "(n1, 1)"
               │           ^^ this is `Loc`
               │
               = expected `Int`
                    found `Loc`
               = help: write an expression of type `Int` here

            error[EV0201]: type mismatch
               ┌─ c.toml:13:15
               │
            13 │ value = "(n1, 1)"
               │               ^ this is `Int`
               │
               = expected `Loc`
                    found `Int`
               = help: write an expression of type `Loc` here

        "#]],
    );
    check_after(
        "[[messages]]\nto = \"n1\"\nheader = \"config\"\nvalue = \"(uid n1, n1)\"\n",
        expect![[r#"
            error[EV0402]: the parameter `uid` has no value here
               ┌─ c.toml:13:11
               │
            13 │ value = "(uid n1, n1)"
               │           ^^^ neither a location nor a parameter given above
               │
               = help: write the value itself, or move this below the line that gives it to the parameter

        "#]],
    );
}

#[test]
fn unknown_headers_with_few_inputs() {
    let one = "specification t input only : Int";
    assert!(
        rendered(one, "[locations]\nn='a:1'\n[[messages]]\nto='n'\nheader='xyz'\nvalue='1'")
            .contains("help: the only input is `only`")
    );
    let none = "specification t output only : Int";
    assert!(
        rendered(none, "[locations]\nn='a:1'\n[[messages]]\nto='n'\nheader='xyz'\nvalue='1'")
            .contains("help: the specification has no inputs")
    );
}

#[test]
fn places_inside_strings() {
    check_instead(
        "'\\l. 1'",
        "'''\n\\l.\n  if l = nx then 1\n  else 2'''",
        expect![[r#"
        error[EV0402]: unknown location `nx`
           ┌─ c.toml:11:10
           │
        11 │   if l = nx then 1
           │          ^^ neither a location nor a parameter
           │
           = help: did you mean `n1`?

    "#]],
    );
    check_instead(
        "'\\l. 1'",
        "\"\\\\l. if l = nx then 1 else 2\"",
        expect![[r#"
        error[EV0402]: unknown location `nx`
          ┌─ c.toml:9:20
          │
        9 │ uid = "\\l. if l = nx then 1 else 2"
          │                    ^^ neither a location nor a parameter
          │
          = help: did you mean `n1`?

    "#]],
    );
}

#[test]
fn places_behind_what_is_written_otherwise() {
    check_instead(
        "'\\l. 1'",
        "\"\"\"\n\\\\l. \\\n     if l = n1 \\u0074hen 1 else nx\"\"\"",
        expect![[r#"
            error[EV0402]: unknown location `nx`
               ┌─ c.toml:11:33
               │
            11 │      if l = n1 \u0074hen 1 else nx"""
               │                                 ^^ neither a location nor a parameter
               │
               = help: did you mean `n1`?

        "#]],
    );
    check_instead(
        "'\\l. 1'",
        "'''\r\n\\l.\r\n  nx'''",
        expect![[r#"
            error[EV0402]: unknown location `nx`
               ┌─ c.toml:11:3
               │
            11 │   nx'''
               │   ^^ neither a location nor a parameter
               │
               = help: did you mean `n1`?

        "#]],
    );
    check_instead(
        "'\\l. 1'",
        "'(* é *) \\l. nx'",
        expect![[r#"
        error[EV0402]: unknown location `nx`
          ┌─ c.toml:9:20
          │
        9 │ uid = '(* é *) \l. nx'
          │                    ^^ neither a location nor a parameter
          │
          = help: did you mean `n1`?

    "#]],
    );
}

#[test]
fn everything_is_said_in_one_run() {
    let text = "boot = 0\nsped = 1\n[locations]\nn1 = \"x\"\nn2 = \"a:1\"\n[groups]\nexternal = [\"n3\", \"n2\"]
[parameters]\nnodes = \"{n4}\"\nwhatever = \"1\"\n[[messages]]\nto = \"n2\"\nheader = \"config\"
value = \"(true, n5)\"\n[[messages]]\nto = \"n6\"\nheader = \"x\"\n";
    let analysis = specification(SPECIFICATION);
    let mut sources = analysis.sources.clone();
    let found = check(&mut sources, &analysis.hir, "c.toml", text);
    expect![[r#"
        c.toml:1:8: error[EV0401]: `boot` has the wrong form
        c.toml:2:1: error[EV0401]: a configuration has no `sped`
        c.toml:4:6: error[EV0406]: the address of `n1` cannot be read
        c.toml:7:13: error[EV0402]: unknown location `n3`
        c.toml:8:2: error[EV0403]: the parameter `uid` has no value
        c.toml:9:11: error[EV0402]: unknown location `n4`
        c.toml:10:1: warning[EV0404]: the specification has no parameter `whatever`
        c.toml:12:6: error[EV0407]: `n2` is external: no process handles its messages
        c.toml:14:11: error[EV0201]: type mismatch
        c.toml:14:17: error[EV0402]: unknown location `n5`
        c.toml:15:1: error[EV0401]: a message needs `value`
        c.toml:16:6: error[EV0402]: unknown location `n6`
        c.toml:17:10: error[EV0405]: no message has the header `x`
    "#]]
    .assert_eq(&render(&sources, &found, Format::Short, false));
}

#[test]
fn values_of_their_own() {
    let analysis = specification(SPECIFICATION);
    let says = |text: &str| {
        let mut sources = analysis.sources.clone();
        let one = "locations = { n1 = \"a:1\" }";
        let (configuration, _) = read(&mut sources, &analysis.hir, "c.toml", one);
        let ty = analysis.hir.messages[0].ty;
        let (_, found) = check_value(&mut sources, &configuration, "<value>", text, ty);
        render(&sources, &found, Format::Human, false)
    };
    assert_eq!(says("(1, n1)"), "");
    expect![[r#"
        error[EV0402]: unknown location `n2`
          ┌─ <value>:1:5
          │
        1 │ (1, n2)
          │     ^^ neither a location nor a parameter
          │
          = help: did you mean `n1`?

    "#]]
    .assert_eq(&says("(1, n2)"));
    expect![[r#"
        error[EV0201]: type mismatch
          ┌─ <value>:1:1
          │
        1 │ 1
          │ ^ this is `Int`
          │
          = expected `Int * Loc`
               found `Int`
          = help: write an expression of type `Int * Loc` here

    "#]]
    .assert_eq(&says("1"));
    expect![[r#"
        error[EV0010]: `(` is not closed
          ┌─ <value>:1:4
          │
        1 │ (1,
          │ -  ^
          │ │
          │ opened here
          │
          = expected an expression
               found the end of the text
          = help: write `)` before the end of the text

    "#]]
    .assert_eq(&says("(1, "));
}
