//! Pages with mistakes, and what is said of them.

use std::path::Path;

use expect_test::{Expect, expect};

use crate::command::Evc;
use crate::judge::judge;
use crate::page::Page;

/// Judges a page; `~~~` stands for the fence.
fn check(name: &str, text: &str, expected: Expect) {
    let text = text.replace("~~~", "```");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong").join(name);
    let found = match Page::parse("page.md", &text) {
        Ok(page) => judge(&page, Evc::built(), &folder).wrong,
        Err(malformed) => vec![malformed],
    };
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    expected.assert_eq(&format!("{}\n", found.join("\n")));
}

#[test]
fn a_finding_names_its_line_on_the_page() {
    check(
        "line",
        "# Title\n\n~~~evml\nlet a = 1 ;;\nlet b = a + true ;;\n~~~\n\n\
         <!-- context: parameter n : Int ;;\nlet m = n ;; -->\n\
         ~~~evml fragment\nlet k = m & n ;;\n~~~\n",
        expect![[r#"
            page.md:5: [EV0201] type mismatch; expected `Int`; found `Bool` (the number of a `Bool` is `if b then 1 else 0`)
            page.md:11: [EV0201] type mismatch; expected `Bool`; found `Int` (a number is no `Bool`: compare it, as in `n > 0`)
            page.md:11: [EV0201] type mismatch; expected `Bool`; found `Int` (a number is no `Bool`: compare it, as in `n > 0`)
        "#]],
    );
}

#[test]
fn blocks_say_what_they_are() {
    check(
        "kinds",
        "~~~\na\n~~~\n~~~rust\nb\n~~~\n~~~evml fails 201\nc\n~~~\n",
        expect![[r#"
        page.md:1: no kind of block is called ``
        page.md:4: no kind of block is called `rust`
        page.md:7: no kind of block is called `evml fails 201`
    "#]],
    );
    check(
        "open",
        "~~~evml\nlet a = 1 ;;\n",
        expect![[r#"
        page.md:1: the block has no end
    "#]],
    );
    check(
        "indented",
        "- a\n  ~~~evml\n  ~~~\n",
        expect![[r#"
        page.md:2: a block is not indented
    "#]],
    );
    check(
        "comment",
        "<!-- contxt: a -->\n~~~evml\n~~~\n",
        expect![[r#"
        page.md:1: the directives are `context:`, `then:` and `checked only`
    "#]],
    );
    check(
        "apart",
        "<!-- checked only -->\n\n~~~evml\n~~~\n",
        expect![[r#"
        page.md:2: a block follows its directives
    "#]],
    );
    check(
        "fragment",
        "~~~evml fragment\nlet a = 1 ;;\n~~~\n",
        expect![[r#"
        page.md:1: `evml fragment` has a context, and `evml` has none
    "#]],
    );
    check(
        "stray",
        "~~~text\nfound\n~~~\n~~~text diagnostic\nfound\n~~~\n",
        expect![[r#"
        page.md:1: the block before it does not print this
        page.md:4: the block before it does not print this
    "#]],
    );
}

#[test]
fn findings_are_exactly_those_announced() {
    let wrong = "let a = 1 + true ;;\n~~~\n";
    check(
        "sound",
        "~~~evml fails EV0201\nlet a = 1 ;;\n~~~\n",
        expect![[r#"
        page.md:1: expected {"EV0201"}, found {}
    "#]],
    );
    check(
        "other",
        &format!("~~~evml fails EV0101\n{wrong}"),
        expect![[r#"
        page.md:1: expected {"EV0101"}, found {"EV0201"}
    "#]],
    );
    check(
        "more",
        &format!("~~~evml fails EV0101 EV0201\n{wrong}"),
        expect![[r#"
        page.md:1: expected {"EV0101", "EV0201"}, found {"EV0201"}
    "#]],
    );
    check(
        "calm",
        "~~~evml warns EV0305\nlet a = 1 ;;\n~~~\n",
        expect![[r#"
        page.md:1: expected {"EV0305"}, found {}
    "#]],
    );
    check(
        "graver",
        &format!("~~~evml warns EV0305\n{wrong}"),
        expect![[r#"
        page.md:1: expected {"EV0305"}, found {"EV0201"}
    "#]],
    );
    let shown = "~~~text diagnostic\nerror: no\n~~~\n";
    check(
        "shown",
        &format!("~~~evml fails EV0201\n{wrong}{shown}"),
        expect![[r#"
            page.md:4: this should read
            error[EV0201]: type mismatch
              ┌─ example.evml:1:13
              │
            1 │ let a = 1 + true ;;
              │           - ^^^^ this is `Bool`
              │           │
              │           `+` is `Int -> Int -> Int`
              │
              = expected `Int`
                   found `Bool`
              = help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn types_and_laws_hold() {
    check(
        "type",
        "~~~evml expr : Bool\n1 + 1\n~~~\n",
        expect![[r#"
        page.md:1: the type is `Int`
    "#]],
    );
    check(
        "law",
        "~~~evml laws\n1 + 1 = 2\n2 / 2 = 2\n1 < 2\n~~~\n",
        expect![[r#"
        page.md:3: this does not hold: 2 / 2 = 2
    "#]],
    );
    check(
        "number",
        "~~~evml laws\n1 + 1\n~~~\n",
        expect![[r#"
            page.md:2: [EV0201] type mismatch; expected `Bool`; found `Int` (a number is no `Bool`: compare it, as in `n > 0`)
        "#]],
    );
    check(
        "fault",
        "~~~evml laws\n1 / 0 = 0\n~~~\n",
        expect![[r#"
            page.md:1: a fault: page.md:2:22: division by zero
        "#]],
    );
}

#[test]
fn classes_see_what_is_shown() {
    let class = "~~~evml sees\nclass X = a'base ;;\n~~~\n";
    check(
        "sees",
        &format!("{class}~~~text seen\na 1   {{2}}\nb 1\n~~~\n"),
        expect![[r#"
            page.md:4: this should read
            a 1         {1}
            b 1         {}
        "#]],
    );
    check(
        "message",
        &format!("{class}~~~text seen\nc 1   {{1}}\n~~~\n"),
        expect![[r#"
        page.md:4: world.toml:13: no message has the header ``c``
    "#]],
    );
    check(
        "empty",
        &format!("{class}~~~text seen\na\n~~~\n"),
        expect![[r#"
        page.md:4: each line is a header, a body, and a bag of values
    "#]],
    );
    check(
        "nothing",
        class,
        expect![[r#"
        page.md:1: no block `text seen` says what `X` sees
    "#]],
    );
    let other = class.replace('X', "Y");
    check(
        "class",
        &format!("{other}~~~text seen\na 1   {{1}}\n~~~\n"),
        expect![[r#"
        page.md:1: there is no class `X`
    "#]],
    );
}

#[test]
fn library_entries_have_their_types() {
    check(
        "entry",
        "### `imax`\n\n`imax : Int -> Bool -> Int`\n",
        expect![[r#"
            page.md:3: [EV0201] type mismatch; expected `Int -> Bool -> Int`; found `Int -> Int -> Int` (write an expression of type `Int -> Bool -> Int` here)
        "#]],
    );
    check(
        "untyped",
        "### `imax`\n\nThe greater one.\n",
        expect![[r#"
        page.md:3: no line `imax : …` follows the heading
    "#]],
    );
}

/// A specification and its configuration.
const ECHO: &str = "~~~toml echo.toml\n[locations]\nn = \"127.0.0.1:7001\"\nc = \"127.0.0.1:7002\"\n\
    [groups]\nexternal = [\"c\"]\n[parameters]\nclient = \"c\"\n\
    [[messages]]\nto = \"n\"\nheader = \"ask\"\nvalue = \"1\"\n~~~\n\
    <!-- context: parameter client : Loc input ask : Int output told : Int -->\n\
    <!-- then: main Tell -->\n\
    ~~~evml run echo.toml\nclass Tell = (\\slf. \\n. {told'send client n}) o (ask'base) ;;\n~~~\n";

#[test]
fn outputs_are_what_is_printed() {
    check(
        "run",
        &format!("{ECHO}~~~text\nnothing\n~~~\n"),
        expect![[r#"
            page.md:19: this should read
            example: fifo schedule, 2 events

                               n            c
            boot               ●            ┊
               1   o─ ask 1 ──>│            ┊
                               ├─ told 1 ──>┊
                               n            c
            2 events, 1 outputs, 0 pending, 0 faults
        "#]],
    );
    check(
        "silent",
        ECHO,
        expect![[r#"
        page.md:16: no block `text` shows what is printed
    "#]],
    );
    check(
        "unused",
        "~~~toml echo.toml\n~~~\n",
        expect![[r#"
        page.md:1: nothing on this page runs with `echo.toml`
    "#]],
    );
    let ill = ECHO.replace("value = \"1\"", "value = \"true\"");
    check(
        "config",
        &format!("{ill}~~~text\nnothing\n~~~\n"),
        expect![[r#"
            page.md:16: the configuration: echo.toml:11:10: error[EV0201]: type mismatch
        "#]],
    );
}

#[test]
fn marks_are_needed() {
    let marked = ECHO.replace("<!-- then", "<!-- checked only -->\n<!-- then");
    check(
        "mark",
        &format!("{marked}~~~text\n~~~\n"),
        expect![[r#"
            page.md:15: this runs by now: remove the mark `checked only`
            page.md:20: this should read
            example: fifo schedule, 2 events

                               n            c
            boot               ●            ┊
               1   o─ ask 1 ──>│            ┊
                               ├─ told 1 ──>┊
                               n            c
            2 events, 1 outputs, 0 pending, 0 faults
        "#]],
    );
    check(
        "pointless",
        "<!-- checked only -->\n~~~evml\nlet a = 1 ;;\n~~~\n",
        expect![[r#"
        page.md:1: nothing without `main` runs, marked or not
    "#]],
    );
}

#[test]
fn commands_exist() {
    let lines = "evc simulate a.evml\nevc sim a.evml --config b --fast\nls\nevc explain EV0201\n";
    check(
        "commands",
        &format!("~~~sh\n{lines}~~~\n"),
        expect![[r#"
        page.md:2: there is no `evc simulate`
        page.md:3: `evc sim` has no `--fast`
        page.md:4: commands of other programs are not checked
    "#]],
    );
    let file = "~~~evml a.evml\nlet a = 1 ;;\n~~~\n~~~sh\nevc check --types a.evml\n~~~\n";
    check(
        "printed",
        &format!("{file}~~~text\na : Bool\n~~~\n"),
        expect![[r#"
            page.md:7: this should read
            a : Int
        "#]],
    );
}
