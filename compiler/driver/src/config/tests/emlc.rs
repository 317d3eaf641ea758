//! Configurations in the format of EventML's tools.

mod form;
mod given;

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::specification;
use crate::config::{read, read_messages};
use crate::render::{Format, render};

const SPECIFICATION: &str = "specification s
parameter nodes : Loc Bag
parameter sink : Loc
parameter limit : Int
input tick : Int
output tock : Int
main ((\\slf.\\n. {tock'send sink (n + limit)}) o tick'base) @ nodes";

/// The example of the language reference, section 7.3.
const EXAMPLE: &str = "%locations workers
 w1 : 127.0.0.1 9001
 w2 : 127.0.0.1 9002
%locations external users
 u1 : localhost 9100
%connections
 users -> workers
%parameters
 nodes : {LOC(w1);LOC(w2)}
 sink  : LOC(u1)
 limit : 10
%messages
 w1 : (``tick``, Int, 4)
";

/// What a configuration gives, and what is said about it.
fn shown(specification_text: &str, text: &str) -> String {
    let analysis = specification(specification_text);
    let mut sources = analysis.sources.clone();
    let (configuration, found) = read(&mut sources, &analysis.hir, "c.emlc", text);
    for finding in &found {
        assert!(finding.help.is_some(), "every finding says what to write: {}", finding.message);
    }
    let mut shown = render(&sources, &found, Format::Human, false);
    if found.iter().any(evc_base::Diagnostic::is_error) {
        return shown;
    }
    let mut line = |text: String| writeln!(shown, "{text}").expect("a string takes all");
    line(format!("boot {}", configuration.boot));
    for location in &configuration.locations {
        line(format!("{} {}", location.name, location.address));
    }
    for group in &configuration.groups {
        let external = if group.external { "external " } else { "" };
        line(format!("{external}{}: {}", group.name, group.members.join(" ")));
    }
    for (from, to) in &configuration.connections {
        line(format!("{from} -> {to}"));
    }
    let hir = &configuration.hir;
    for (id, ty) in &configuration.types {
        line(format!("{} is {}", hir[*id].name, hir.types.show(*ty)));
    }
    for (id, value) in &configuration.parameters {
        line(format!("{} = {}", hir[*id].name, value.text.as_str()));
    }
    for message in &configuration.messages {
        let to = message.to.as_deref().unwrap_or("anyone");
        let content = match &message.message {
            Some((id, value)) => format!("{} {}", hir[*id].name, value.text.as_str()),
            None => "nothing".to_owned(),
        };
        line(format!("{to} <- {content}"));
    }
    shown
}

#[track_caller]
fn check(text: &str, expect: Expect) {
    expect.assert_eq(&shown(SPECIFICATION, text));
}

/// The example with one line in place of another.
#[track_caller]
fn check_instead(line: &str, by: &str, expect: Expect) {
    assert_eq!(EXAMPLE.matches(line).count(), 1, "{line}");
    check(&EXAMPLE.replace(line, by), expect);
}

/// A configuration whose one parameter `p`, of that type, is given a text.
#[track_caller]
fn check_value(ty: &str, value: &str, expect: Expect) {
    let specification = format!("import map parameter q : Int parameter p : {ty}");
    let text = format!("%locations g\n a : h 1\n b : h 2\n%parameters\n q : 1\n p : {value}\n");
    let shown = shown(&specification, &text);
    let values = shown.split_once("q = 1\n").map_or(shown.as_str(), |(_, values)| values);
    expect.assert_eq(values);
}

#[test]
fn the_example() {
    check(
        EXAMPLE,
        expect![[r#"
        boot false
        w1 127.0.0.1:9001
        w2 127.0.0.1:9002
        u1 localhost:9100
        workers: w1 w2
        external users: u1
        users -> workers
        nodes = {LOC(w1);LOC(w2)}
        sink = LOC(u1)
        limit = 10
        w1 <- tick 4
    "#]],
    );
}

#[test]
fn comments_and_what_follows_the_end() {
    check_instead(
        " nodes : {LOC(w1);LOC(w2)}\n",
        " nodes : {LOC(w1); %% the first }\n   LOC( w2 ) %% é\n }\n",
        expect![["
            boot false
            w1 127.0.0.1:9001
            w2 127.0.0.1:9002
            u1 localhost:9100
            workers: w1 w2
            external users: u1
            users -> workers
            nodes = {LOC(w1);              \x20
               LOC( w2 )     \x20
             }
            sink = LOC(u1)
            limit = 10
            w1 <- tick 4
        "]],
    );
    check(
        &format!("%% before\n{EXAMPLE}%databases\n db : ??? (\n"),
        expect![[r#"
        boot false
        w1 127.0.0.1:9001
        w2 127.0.0.1:9002
        u1 localhost:9100
        workers: w1 w2
        external users: u1
        users -> workers
        nodes = {LOC(w1);LOC(w2)}
        sink = LOC(u1)
        limit = 10
        w1 <- tick 4
    "#]],
    );
    check(
        &format!("{EXAMPLE}%tobroadcast whatever"),
        expect![[r#"
        boot false
        w1 127.0.0.1:9001
        w2 127.0.0.1:9002
        u1 localhost:9100
        workers: w1 w2
        external users: u1
        users -> workers
        nodes = {LOC(w1);LOC(w2)}
        sink = LOC(u1)
        limit = 10
        w1 <- tick 4
    "#]],
    );
    check(
        &EXAMPLE.replace('\n', "\r\n"),
        expect![[r#"
        boot false
        w1 127.0.0.1:9001
        w2 127.0.0.1:9002
        u1 localhost:9100
        workers: w1 w2
        external users: u1
        users -> workers
        nodes = {LOC(w1);LOC(w2)}
        sink = LOC(u1)
        limit = 10
        w1 <- tick 4
    "#]],
    );
}

#[test]
fn the_older_format() {
    check(
        "%locations\n w1 : 127.0.0.1 9001\n w2 : 127.0.0.1 9002\nand\n u1 : localhost 9100\n\
         %parameters\n nodes : {LOC(w1)} sink : LOC(u1) limit : 1\n",
        expect![[r#"
            boot false
            w1 127.0.0.1:9001
            w2 127.0.0.1:9002
            u1 localhost:9100
            internal: w1 w2
            external clients: u1
            nodes = {LOC(w1)}
            sink = LOC(u1)
            limit = 1
        "#]],
    );
    check(
        "%locations w1 : h 1 and external u1 : h 2 %parameters nodes : {} sink : LOC(u1) limit : 1",
        expect![[r#"
            boot false
            w1 h:1
            u1 h:2
            internal: w1
            external clients: u1
            nodes = {}
            sink = LOC(u1)
            limit = 1
        "#]],
    );
}

#[test]
fn a_configuration_without_messages_or_connections() {
    check(
        "%locations g a : h 1 %parameters nodes : {} sink : LOC(a) limit : 1",
        expect![[r#"
        boot false
        a h:1
        g: a
        nodes = {}
        sink = LOC(a)
        limit = 1
    "#]],
    );
}

#[test]
fn the_types_of_headers_are_known() {
    check_instead(
        " limit : 10\n",
        " limit : 10\n mf : \\hdr.1\n",
        expect![[r#"
        boot false
        w1 127.0.0.1:9001
        w2 127.0.0.1:9002
        u1 localhost:9100
        workers: w1 w2
        external users: u1
        users -> workers
        nodes = {LOC(w1);LOC(w2)}
        sink = LOC(u1)
        limit = 10
        w1 <- tick 4
    "#]],
    );
}

#[test]
fn locations_numbers_and_unit() {
    check_value(
        "Loc",
        "LOC(a)",
        expect![[r#"
        p = LOC(a)
    "#]],
    );
    check_value(
        "Loc",
        "LOC( b )",
        expect![[r#"
        p = LOC( b )
    "#]],
    );
    check_value(
        "Int",
        "42",
        expect![[r#"
        p = 42
    "#]],
    );
    check_value(
        "Unit",
        "()",
        expect![[r#"
        p = ()
    "#]],
    );
}

#[test]
fn lists_bags_and_pairs() {
    check_value(
        "Tok List",
        "``a b``",
        expect![[r#"
        p = ``a b``
    "#]],
    );
    check_value(
        "Int List",
        "[1;2;3]",
        expect![[r#"
        p = [1;2;3]
    "#]],
    );
    check_value(
        "Int List",
        "[]",
        expect![[r#"
        p = []
    "#]],
    );
    check_value(
        "Loc Bag",
        "{LOC(a);LOC(b)}",
        expect![[r#"
        p = {LOC(a);LOC(b)}
    "#]],
    );
    check_value(
        "Loc Bag",
        "{}",
        expect![[r#"
        p = {}
    "#]],
    );
    check_value(
        "Int * Loc * Int",
        "(1,(LOC(a),3))",
        expect![[r#"
        p = (1,(LOC(a),3))
    "#]],
    );
}

#[test]
fn functions_and_deciders() {
    check_value(
        "Loc -> Int",
        "\\l.if l = LOC(a) then 1 else 2",
        expect![[r#"
        p = \l.if l = LOC(a) then 1 else 2
    "#]],
    );
    check_value(
        "Int -> Bool",
        "\\x.x=1",
        expect![[r#"
        p = \x.x=1
    "#]],
    );
    check_value(
        "Int -> Int -> Int",
        "\\x.\\y.if 1 = x then y else x",
        expect![[r#"
        p = \x.\y.if 1 = x then y else x
    "#]],
    );
    check_value(
        "Int Deq",
        "DEQ(Int)",
        expect![[r#"
        p = (op =)
    "#]],
    );
    check_value(
        "(Int * (Tok List)) Deq",
        "DEQ(Int * (Tok List))",
        expect![[r#"
        p = (op =)
    "#]],
    );
}

#[test]
fn any_expression_is_a_value() {
    check_value(
        "Int",
        "2 * (q + 1)",
        expect![[r#"
        p = 2 * (q + 1)
    "#]],
    );
    check_value(
        "Int",
        "~5",
        expect![[r#"
        p = ~5
    "#]],
    );
    check_value(
        "Int + Bool",
        "inr true",
        expect![[r#"
        p = inr true
    "#]],
    );
    check_value(
        "String",
        "\"p : 1 %% no comment\"",
        expect![[r#"
        p = "p : 1 %% no comment"
    "#]],
    );
    check_value(
        "Int -> Int",
        "\\x : Int. let y : Int = x in y",
        expect![[r#"
        p = \x : Int. let y : Int = x in y
    "#]],
    );
    check_value(
        "Int * Bool * Tok",
        "(1, true, `t`)",
        expect![[r#"
        p = (1, true, `t`)
    "#]],
    );
    check_value(
        "Int List",
        "map (\\x. x + 1) [1; 2]",
        expect![[r#"
        p = map (\x. x + 1) [1; 2]
    "#]],
    );
}

#[test]
fn a_location_is_meant_even_where_another_thing_has_its_name() {
    let specification = "parameter a : Loc parameter b : Loc parameter f : Loc -> Loc -> Bool";
    let text = "%locations g a : h 1 b : h 2\n%parameters\n a : LOC(b)\n b : LOC(a)\n \
                f : \\a.\\b. a = LOC(b)\n";
    expect![[r#"
        boot false
        a h:1
        b h:2
        g: a b
        a = LOC(b)
        b = LOC(a)
        f = \a.\b. a = LOC(b)
    "#]]
    .assert_eq(&shown(specification, text));
}

/// A configuration of a specification with types among its parameters, which are given a text.
#[track_caller]
fn check_types(given: &str, expect: Expect) {
    let specification = "data Shape = Dot of Unit | Line of Int
        parameter T, same : Type * T Deq
        parameter U : Type
        parameter x : T -> U
        input m : T * U";
    let text = format!("%locations g\n n : h 1\n%parameters\n{given}\n");
    expect.assert_eq(&shown(specification, &text));
}

#[test]
fn types_and_deciders() {
    check_types(
        " T : TYPE(Int * Tok)\n same : DEQ(Int * Atom)\n U : TYPE(Int -> Loc List)\n \
         x : \\p.\\i.[LOC(n)]\n%messages\n n : (``m``, T * U, ((1, `t`), \\i.[]))",
        expect![[r#"
            boot false
            n h:1
            g: n
            T is Int * Tok
            U is Int -> Loc List
            same = (op =)
            x = \p.\i.[LOC(n)]
            n <- m ((1, `t`), \i.[])
        "#]],
    );
}

#[test]
fn deciders_left_out() {
    check_types(
        " T : TYPE(Bool)\n U : TYPE(Bool)\n x : \\b. b",
        expect![[r#"
        boot false
        n h:1
        g: n
        T is Bool
        U is Bool
        x = \b. b
        same = (op =)
    "#]],
    );
    check_types(
        " T : TYPE(Shape)\n U : TYPE(Shape)\n x : \\b. Line 1",
        expect![[r#"
        error[EV0403]: the parameter `same` has no value
          ┌─ c.emlc:3:1
          │
        3 │ %parameters
          │ ^^^^^^^^^^^ not among these
          │
          = help: add `same : …` under `%parameters`, with an expression of type `Shape Deq`

    "#]],
    );
}

#[test]
fn types_and_values_in_place_of_each_other() {
    check_types(
        " T : Int\n U : TYPE()\n x : TYPE(Int)",
        expect![[r#"
        error[EV0401]: `T` is a type, and is given a value
          ┌─ c.emlc:4:6
          │
        4 │  T : Int
          │      ^^^ not `TYPE(…)`
          │
          = help: write it as in `T : TYPE(Int)`

        error[EV0401]: this is no type
          ┌─ c.emlc:5:6
          │
        5 │  U : TYPE()
          │      ^^^^^^ not `TYPE(…)`
          │
          = help: a type is given as in `T : TYPE(Int)`

        error[EV0401]: `x` is a value, and is given a type
          ┌─ c.emlc:6:11
          │
        6 │  x : TYPE(Int)
          │           ^^^ a type
          │
          = help: write an expression of type `T -> U`

    "#]],
    );
}

#[test]
fn types_unknown_or_without_equality() {
    check_types(
        " T : TYPE(Int -> Int)\n same : DEQ(Int -> Int)\n U : TYPE(Lco)\n x : 1",
        expect![[r#"
            error[EV0203]: values of type `Int -> Int` cannot be compared
              ┌─ c.emlc:5:9
              │
            5 │  same : DEQ(Int -> Int)
              │         ^^^^^^^^^^^^^^^ functions have no equality
              │
              = help: compare parts that have equality, such as numbers, locations or tokens

            error[EV0102]: unknown type `Lco`
              ┌─ c.emlc:6:11
              │
            6 │  U : TYPE(Lco)
              │           ^^^ nothing in scope has this name
              │
              = help: did you mean `Loc`?

        "#]],
    );
}

#[test]
fn values_of_other_types_than_those_given() {
    check_types(
        " U : TYPE((Unit))\n T : TYPE(Shape)\n same : \\x.\\y.true\n x : \\s. ()",
        expect![[r#"
        error[EV0201]: type mismatch
          ┌─ c.emlc:6:9
          │
        6 │  same : \x.\y.true
          │         ^^^^^^^^^^ this is `'a -> 'b -> Bool`
          │
          = expected `Shape Deq`
               found `'a -> 'b -> Bool`
          = help: write a decider: `(op =)`, or the `d` of `parameter T, d : Type * T Deq`

    "#]],
    );
    check_types(
        " T : TYPE(Int)\n U : TYPE(Int)\n same : DEQ(Bool)\n x : \\n.()\n",
        expect![[r#"
            error[EV0201]: type mismatch
              ┌─ c.emlc:6:9
              │
            6 │  same : DEQ(Bool)
              │         ^^^^^^^^^ this is `Bool Deq`
              │
              = expected `Int Deq`
                   found `Bool Deq`
              = help: write an expression of type `Int Deq` here

            error[EV0201]: type mismatch
              ┌─ c.emlc:7:9
              │
            7 │  x : \n.()
              │         ^^ this is `Unit`
              │
              = expected `Int`
                   found `Unit`
              = help: write an expression of type `Int` here

        "#]],
    );
}

#[test]
fn classes_and_types_that_take_types_are_given_by_specifications() {
    let specification = "specification part
        parameter 'a T : Type
        parameter X : Int Class
        [set] S : Int";
    let check = |text: &str, expect: Expect| expect.assert_eq(&shown(specification, text));
    check(
        "%locations g n : h 1 %parameters X : 1",
        expect![[r#"
        error[EV0409]: the parameter `T` cannot be given by a configuration
          ┌─ c.emlc:1:22
          │
        1 │ %locations g n : h 1 %parameters X : 1
          │                      ^^^^^^^^^^^ it is a type that takes other types
          │
          = help: give it in a specification with `include part where T = …`, and run that one

        error[EV0409]: the parameter `X` cannot be given by a configuration
          ┌─ c.emlc:1:34
          │
        1 │ %locations g n : h 1 %parameters X : 1
          │                                  ^ its type has event classes
          │
          = help: give it in a specification with `include part where X = …`, and run that one

    "#]],
    );
}

#[test]
fn implementations_may_be_left_out() {
    let specification = "[set] S : Int [map] M : Loc, Int";
    expect![[r#"
        boot false
        n h:1
        g: n
    "#]]
    .assert_eq(&shown(specification, "%locations g n : h 1 %parameters"));
}

#[test]
fn empty_messages() {
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : ( ) w2 : ()",
        expect![[r#"
        boot false
        w1 127.0.0.1:9001
        w2 127.0.0.1:9002
        u1 localhost:9100
        workers: w1 w2
        external users: u1
        users -> workers
        nodes = {LOC(w1);LOC(w2)}
        sink = LOC(u1)
        limit = 10
        w1 <- nothing
        w2 <- nothing
    "#]],
    );
}

/// What a message file gives to the example, and what is said about it.
#[track_caller]
fn check_messages(text: &str, expect: Expect) {
    let analysis = specification(SPECIFICATION);
    let mut sources = analysis.sources.clone();
    let (configuration, found) = read(&mut sources, &analysis.hir, "c.emlc", EXAMPLE);
    assert_eq!(found, []);
    let (messages, found) = read_messages(&mut sources, &configuration, "m.emlc", text);
    let mut shown = render(&sources, &found, Format::Human, false);
    for message in &messages {
        let value = message.message.as_ref().map(|(_, value)| value.text.as_str());
        writeln!(shown, "{:?} <- {value:?}", message.to).expect("a string takes all");
    }
    expect.assert_eq(&shown);
}

#[test]
fn message_files() {
    check_messages(
        "(``tick``, Int, 4)",
        expect![[r#"
        None <- Some("4")
    "#]],
    );
    check_messages(
        "()",
        expect![[r#"
        None <- None
    "#]],
    );
    check_messages(
        "%% two\nw1 : (``tick``, Int, 4) w2 : ()",
        expect![[r#"
        Some("w1") <- Some("4")
        Some("w2") <- None
    "#]],
    );
}

#[test]
fn mistakes_in_message_files() {
    check_messages(
        "(``tick``, Int, 4) w2 : ()",
        expect![[r#"
        error[EV0401]: a message without a destination stands alone
          ┌─ m.emlc:1:20
          │
        1 │ (``tick``, Int, 4) w2 : ()
          │                    ^^ unexpected here
          │
          = help: write `destination : ` before each message

        None <- Some("4")
    "#]],
    );
    check_messages(
        "w2 : () %parameters",
        expect![[r#"
        error[EV0401]: a message file has no parts
          ┌─ m.emlc:1:9
          │
        1 │ w2 : () %parameters
          │         ^^^^^^^^^^^ unexpected here
          │
          = help: a file with `%parameters` begins with `%locations`

        Some("w2") <- None
    "#]],
    );
    check_messages(
        "w5 : (``tick``, Int, LOC(w1))",
        expect![[r#"
        error[EV0402]: unknown location `w5`
          ┌─ m.emlc:1:1
          │
        1 │ w5 : (``tick``, Int, LOC(w1))
          │ ^^ no location has this name
          │
          = help: did you mean `w1`?

        error[EV0201]: type mismatch
          ┌─ m.emlc:1:22
          │
        1 │ w5 : (``tick``, Int, LOC(w1))
          │                      ^^^^^^^ this is `Loc`
          │
          = expected `Int`
               found `Loc`
          = help: write an expression of type `Int` here

    "#]],
    );
}
