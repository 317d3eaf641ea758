//! Everything that can be wrong with a configuration, and where.

mod emlc;
mod expressions;
mod files;

use evc_base::SourceMap;
use expect_test::{Expect, expect};

use super::check;
use super::places::is_address;
use crate::loader::Memory;
use crate::render::{Format, render};
use crate::{Analysis, analyse};

const SPECIFICATION: &str = "specification s
parameter nodes : Loc Bag
parameter uid : Loc -> Int
input config : Int * Loc
input choose : Unit
internal wake : Unit
main (\\slf.\\x. {wake'send slf ()}) o choose'base";

/// The parts that are right, without messages.
const RIGHT: &str = "[locations]
n1 = \"127.0.0.1:7001\"
n2 = \"localhost:7002\"
client = \"[::1]:7003\"
[groups]
external = [\"client\"]
[parameters]
nodes = \"{n1; n2}\"
uid = '\\l. 1'
";

fn specification(text: &str) -> Analysis {
    let mut loader = Memory::default();
    loader.insert("s.evml", text);
    let analysis = analyse(&loader, "s.evml").unwrap();
    assert!(analysis.is_sound(), "{:?}", analysis.diagnostics);
    analysis
}

fn rendered(specification_text: &str, text: &str) -> String {
    let analysis = specification(specification_text);
    let mut sources = analysis.sources.clone();
    let found = check(&mut sources, &analysis.hir, "c.toml", text);
    for finding in &found {
        assert!(finding.help.is_some(), "every finding says what to write: {}", finding.message);
    }
    render(&sources, &found, Format::Human, false)
}

/// What is said about a configuration.
#[track_caller]
fn check_config(text: &str, expect: Expect) {
    expect.assert_eq(&rendered(SPECIFICATION, text));
}

/// What is said about lines after those that are right.
#[track_caller]
fn check_after(text: &str, expect: Expect) {
    check_config(&format!("{RIGHT}{text}"), expect);
}

/// What is said when one line of those that are right is another.
#[track_caller]
fn check_instead(line: &str, by: &str, expect: Expect) {
    assert_eq!(RIGHT.matches(line).count(), 1);
    check_config(&RIGHT.replace(line, by), expect);
}

#[test]
fn right() {
    assert_eq!(rendered(SPECIFICATION, RIGHT), "");
    let messages = "[[messages]]\nto = \"n1\"\nheader = \" config \"\nvalue = \"(1, n2)\"
[[messages]]\nto = \"n2\"\nheader = \"s wake\"\nvalue = '()'\n";
    assert_eq!(rendered(SPECIFICATION, &format!("boot = false\n{RIGHT}{messages}")), "");
    assert_eq!(rendered("specification t input m : Int", ""), "");
}

#[test]
fn not_toml() {
    check_config(
        "[locations\nn1 = 1\n",
        expect![[r#"
            error[EV0401]: this is not TOML: unclosed table, expected `]`
              ┌─ c.toml:1:11
              │
            1 │ [locations
              │           ^ unexpected here
              │
              = help: a line is `name = "value"` or the head of a section, `[name]`

        "#]],
    );
    check_config(
        "a = \nb = 1 2\nc = \"x\n",
        expect![[r#"
            error[EV0401]: this is not TOML: string values must be quoted, expected literal string
              ┌─ c.toml:1:5
              │
            1 │ a =
              │     ^ unexpected here
              │
              = help: a line is `name = "value"` or the head of a section, `[name]`

            error[EV0401]: this is not TOML: string values must be quoted, expected literal string
              ┌─ c.toml:2:5
              │
            2 │ b = 1 2
              │     ^^^ unexpected here
              │
              = help: a line is `name = "value"` or the head of a section, `[name]`

            error[EV0401]: this is not TOML: invalid basic string, expected `"`
              ┌─ c.toml:3:7
              │
            3 │ c = "x
              │       ^ unexpected here
              │
              = help: a line is `name = "value"` or the head of a section, `[name]`

        "#]],
    );
    check_after(
        "nodes = \"{}\"\n",
        expect![[r#"
            error[EV0401]: this is not TOML: duplicate key
               ┌─ c.toml:10:1
               │
            10 │ nodes = "{}"
               │ ^^^^^ unexpected here
               │
               = help: a line is `name = "value"` or the head of a section, `[name]`

        "#]],
    );
}

#[test]
fn unknown_keys() {
    check_config(
        &format!("seed = 1\n{RIGHT}[options]\nx = 1\n"),
        expect![[r#"
        error[EV0401]: a configuration has no `seed`
          ┌─ c.toml:1:1
          │
        1 │ seed = 1
          │ ^^^^ unknown
          │
          = help: the parts of a configuration are `boot`, `[locations]`, `[groups]`, `[parameters]` and `[[messages]]`

        error[EV0401]: a configuration has no `options`
           ┌─ c.toml:11:2
           │
        11 │ [options]
           │  ^^^^^^^ unknown
           │
           = help: the parts of a configuration are `boot`, `[locations]`, `[groups]`, `[parameters]` and `[[messages]]`

    "#]],
    );
    check_instead(
        "[groups]\n",
        "[groups]\ninternal = [\"n1\"]\n",
        expect![[r#"
        error[EV0401]: there is no group `internal`
          ┌─ c.toml:6:1
          │
        6 │ internal = ["n1"]
          │ ^^^^^^^^ unknown
          │
          = help: the only group is `external`

    "#]],
    );
    check_after(
        "[[messages]]\nto = \"n1\"\nheader = \"choose\"\nvalue = \"()\"\ndelay = 5\n",
        expect![[r#"
            error[EV0401]: a message has no `delay`
               ┌─ c.toml:14:1
               │
            14 │ delay = 5
               │ ^^^^^ unknown
               │
               = help: a message has `to`, `header` and `value`

        "#]],
    );
}

#[test]
fn wrong_forms() {
    check_config(
        "boot = 1\nlocations = 2\ngroups = \"x\"\nparameters = []\nmessages = 1979-05-27",
        expect![[r#"
            error[EV0401]: `boot` has the wrong form
              ┌─ c.toml:1:8
              │
            1 │ boot = 1
              │        ^ this is a number
              │
              = expected `true` or `false`
                   found a number
              = help: write `boot = true` or `boot = false`

            error[EV0401]: `locations` has the wrong form
              ┌─ c.toml:2:13
              │
            2 │ locations = 2
              │             ^ this is a number
              │
              = expected a table
                   found a number
              = help: write `[locations]` on a line of its own

            error[EV0401]: `groups` has the wrong form
              ┌─ c.toml:3:10
              │
            3 │ groups = "x"
              │          ^^^ this is a string
              │
              = expected a table
                   found a string
              = help: write `[groups]` on a line of its own

            error[EV0401]: `parameters` has the wrong form
              ┌─ c.toml:4:14
              │
            4 │ parameters = []
              │              ^^ this is an array
              │
              = expected a table
                   found an array
              = help: write `[parameters]` on a line of its own

            error[EV0401]: `messages` has the wrong form
              ┌─ c.toml:5:12
              │
            5 │ messages = 1979-05-27
              │            ^^^^^^^^^^ this is a date
              │
              = expected an array of tables
                   found a date
              = help: write `[[messages]]` above each message

        "#]],
    );
}

#[test]
fn wrong_forms_inside_sections() {
    check_instead(
        "[\"client\"]",
        "\"client\"",
        expect![[r#"
        error[EV0401]: `external` has the wrong form
          ┌─ c.toml:6:12
          │
        6 │ external = "client"
          │            ^^^^^^^^ this is a string
          │
          = expected an array of location names
               found a string
          = help: write it as in `external = ["client"]`

    "#]],
    );
    check_instead(
        "[\"client\"]",
        "[1, \"client\"]",
        expect![[r#"
        error[EV0401]: `external` has the wrong form
          ┌─ c.toml:6:13
          │
        6 │ external = [1, "client"]
          │             ^ this is a number
          │
          = expected an array of location names
               found a number
          = help: write the names in quotes

    "#]],
    );
    check_instead(
        "\"{n1; n2}\"",
        "[\"n1\", \"n2\"]",
        expect![[r#"
        error[EV0401]: `nodes` has the wrong form
          ┌─ c.toml:8:9
          │
        8 │ nodes = ["n1", "n2"]
          │         ^^^^^^^^^^^^ this is an array
          │
          = expected an expression in quotes
               found an array
          = help: write it as a string, as in `nodes = "…"`

    "#]],
    );
}

#[test]
fn wrong_forms_of_messages() {
    check_after(
        "[messages]\nto = \"n1\"\n",
        expect![[r#"
        error[EV0401]: `messages` has the wrong form
           ┌─ c.toml:10:1
           │
        10 │ [messages]
           │ ^^^^^^^^^^ this is a table
           │
           = expected an array of tables
                found a table
           = help: write `[[messages]]` above each message

    "#]],
    );
    check_config(
        &format!("messages = [1]\n{RIGHT}"),
        expect![[r#"
        error[EV0401]: `messages` has the wrong form
          ┌─ c.toml:1:13
          │
        1 │ messages = [1]
          │             ^ this is a number
          │
          = expected an array of tables
               found a number
          = help: write `[[messages]]` above each message

    "#]],
    );
}

#[test]
fn wrong_forms_of_fields() {
    check_after(
        "[[messages]]\nto = 1\nheader = 2\nvalue = 3\n",
        expect![[r#"
        error[EV0401]: `to` has the wrong form
           ┌─ c.toml:11:6
           │
        11 │ to = 1
           │      ^ this is a number
           │
           = expected the name of a location
                found a number
           = help: write the name in quotes

        error[EV0401]: `header` has the wrong form
           ┌─ c.toml:12:10
           │
        12 │ header = 2
           │          ^ this is a number
           │
           = expected a string of tokens separated by blanks
                found a number
           = help: write the tokens of the header in quotes

    "#]],
    );
    check_after(
        "[[messages]]\nto = \"n1\"\nheader = \"choose\"\nvalue = 3\n",
        expect![[r#"
        error[EV0401]: `value` has the wrong form
           ┌─ c.toml:13:9
           │
        13 │ value = 3
           │         ^ this is a number
           │
           = expected an expression in quotes
                found a number
           = help: write it as a string, as in `value = "…"`

    "#]],
    );
}

#[test]
fn addresses() {
    check_instead(
        "\"localhost:7002\"",
        "\"localhost\"",
        expect![[r#"
        error[EV0406]: the address of `n2` cannot be read
          ┌─ c.toml:3:6
          │
        3 │ n2 = "localhost"
          │      ^^^^^^^^^^^ not `host:port`
          │
          = help: an address is a host and a port, as in "127.0.0.1:7001"

    "#]],
    );
    check_instead(
        "\"localhost:7002\"",
        "7002",
        expect![[r#"
        error[EV0406]: the address of `n2` cannot be read
          ┌─ c.toml:3:6
          │
        3 │ n2 = 7002
          │      ^^^^ not `host:port`
          │
          = help: an address is a host and a port, as in "127.0.0.1:7001"

    "#]],
    );
    check_instead(
        "\"localhost:7002\"",
        "\"127.0.0.1:7001\"",
        expect![[r#"
        error[EV0406]: two locations have the address `127.0.0.1:7001`
          ┌─ c.toml:3:6
          │
        2 │ n1 = "127.0.0.1:7001"
          │      ---------------- the first
        3 │ n2 = "127.0.0.1:7001"
          │      ^^^^^^^^^^^^^^^^ the second
          │
          = help: give one another port

    "#]],
    );
    for right in ["a:1", "127.0.0.1:65535", "[::1]:80", "node-1.example:8080"] {
        assert!(is_address(right), "{right}");
    }
    for wrong in ["", ":", "a:", ":1", "a:0", "a:65536", "a:+1", "::1:1", "[::1:1", "a b:1", "a:1x"]
    {
        assert!(!is_address(wrong), "{wrong}");
    }
}

#[test]
fn names_of_locations() {
    check_instead(
        "[groups]",
        "\"\" = \"a:1\"\n[groups]",
        expect![[r#"
            error[EV0401]: this cannot name a location
              ┌─ c.toml:5:1
              │
            5 │ "" = "a:1"
              │ ^^ empty or longer than 255 bytes
              │
              = help: give the location a short name, such as `n1`

        "#]],
    );
    let long = "n".repeat(256);
    let found =
        rendered(SPECIFICATION, &RIGHT.replace("[groups]", &format!("{long} = \"a:1\"\n[groups]")));
    assert!(found.starts_with("error[EV0401]: this cannot name a location"), "{found}");
}

#[test]
fn unknown_locations() {
    check_instead(
        "[\"client\"]",
        "[\"cleint\", \"other\"]",
        expect![[r#"
        error[EV0402]: unknown location `cleint`
          ┌─ c.toml:6:13
          │
        6 │ external = ["cleint", "other"]
          │             ^^^^^^^^ no location has this name
          │
          = help: did you mean `client`?

        error[EV0402]: unknown location `other`
          ┌─ c.toml:6:23
          │
        6 │ external = ["cleint", "other"]
          │                       ^^^^^^^ no location has this name
          │
          = help: add it under `[locations]`, as in `other = "127.0.0.1:7000"`

    "#]],
    );
    check_after(
        "[[messages]]\nto = \"n3\"\nheader = \"config\"\nvalue = \"(1, n4)\"\n",
        expect![[r#"
            error[EV0402]: unknown location `n3`
               ┌─ c.toml:11:6
               │
            11 │ to = "n3"
               │      ^^^^ no location has this name
               │
               = help: did you mean `n1`?

            error[EV0402]: unknown location `n4`
               ┌─ c.toml:13:14
               │
            13 │ value = "(1, n4)"
               │              ^^ neither a location nor a parameter
               │
               = help: did you mean `n1`?

        "#]],
    );
    check_instead(
        "{n1; n2}",
        "{n1; node}",
        expect![[r#"
        error[EV0402]: unknown location `node`
          ┌─ c.toml:8:15
          │
        8 │ nodes = "{n1; node}"
          │               ^^^^ neither a location nor a parameter
          │
          = help: add it under `[locations]`, as in `node = "127.0.0.1:7000"`

    "#]],
    );
}

#[test]
fn external_locations() {
    check_instead(
        "[\"client\"]",
        "[\"client\", \"client\"]",
        expect![[r#"
            error[EV0401]: `client` is in the group twice
              ┌─ c.toml:6:23
              │
            6 │ external = ["client", "client"]
              │             --------  ^^^^^^^^ the second
              │             │
              │             the first
              │
              = help: remove one of the two

        "#]],
    );
    check_after(
        "[[messages]]\nto = \"client\"\nheader = \"choose\"\nvalue = \"()\"\n",
        expect![[r#"
            error[EV0407]: `client` is external: no process handles its messages
               ┌─ c.toml:11:6
               │
             6 │ external = ["client"]
               │             -------- made external here
               ·
            11 │ to = "client"
               │      ^^^^^^^^ external
               │
               = help: send the message to a location that is not in `external`

        "#]],
    );
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "[locations]",
        "[groups]",
        "[parameters]",
        "[[messages]]",
        "n1",
        "nodes",
        "uid",
        "to",
        "header",
        "value",
        " = ",
        "\"",
        "'",
        "'''",
        "\"\"\"",
        "\n",
        "{",
        "}",
        "\\",
        "\\u00e9",
        "é",
        "1",
        "[",
        "]",
        "external",
        "(1, n1)",
        "\\\\l. 1",
        "\r\n",
        ".",
        "a:1",
        "config",
    ];
    let analysis = specification(SPECIFICATION);
    let mut seed: u64 = 1;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..30 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
        }
        let mut sources = SourceMap::new();
        sources.add("s.evml", SPECIFICATION);
        let found = check(&mut sources, &analysis.hir, "c.toml", &text);
        render(&sources, &found, Format::Human, false);
    }
}
