//! Mistakes in parameters and messages.

use expect_test::{Expect, expect};

use super::{check, check_instead};

#[test]
fn parameters_without_colon_or_value() {
    check_instead(
        " limit : 10",
        " limit :",
        expect![[r#"
        error[EV0401]: `limit` is given nothing
           ┌─ c.emlc:11:8
           │
        11 │  limit :
           │        ^ a value follows
           │
           = help: write a value after the colon

    "#]],
    );
    check_instead(
        " limit : 10",
        " limit 10",
        expect![[r#"
        error[EV0403]: the parameter `limit` has no value
          ┌─ c.emlc:8:1
          │
        8 │ %parameters
          │ ^^^^^^^^^^^ not among these
          │
          = help: add `limit : …` under `%parameters`, with an expression of type `Int`

        error[EV0201]: this is applied, but it is not a function
           ┌─ c.emlc:10:10
           │
        10 │  sink  : LOC(u1)
           │          ^^^^^^^ this is `Loc`
        11 │  limit 10
           │  ----- the argument it is given
           │
           = expected a function
                found `Loc`
           = help: remove the argument, or write the operator that is missing before it

        error[EV0402]: the parameter `limit` has no value here
           ┌─ c.emlc:11:2
           │
        11 │  limit 10
           │  ^^^^^ neither a location nor a parameter given above
           │
           = help: write the value itself, or move this below the line that gives it to the parameter

    "#]],
    );
}

#[test]
fn parameters_unknown_or_given_twice() {
    check_instead(
        " limit : 10",
        " limits : 10",
        expect![[r#"
        error[EV0403]: the parameter `limit` has no value
          ┌─ c.emlc:8:1
          │
        8 │ %parameters
          │ ^^^^^^^^^^^ not among these
          │
          = help: add `limit : …` under `%parameters`, with an expression of type `Int`

        warning[EV0404]: the specification has no parameter `limits`
           ┌─ c.emlc:11:2
           │
        11 │  limits : 10
           │  ^^^^^^ ignored
           │
           = help: did you mean `limit`?

    "#]],
    );
    check_instead(
        " limit : 10",
        " limit : 10\n limit : 11",
        expect![[r#"
        error[EV0401]: `limit` is given twice
           ┌─ c.emlc:12:2
           │
        11 │  limit : 10
           │  ----- the first
        12 │  limit : 11
           │  ^^^^^ the second
           │
           = help: remove one of the two

    "#]],
    );
}

#[test]
fn values_that_are_no_expressions() {
    check_instead(
        " limit : 10",
        " limit : %% all\n  (true",
        expect![[r#"
        error[EV0010]: `(` is not closed
           ┌─ c.emlc:12:8
           │
        12 │   (true
           │   -    ^
           │   │
           │   opened here
           │
           = expected `)` or `,`
                found the end of the text
           = help: write `)` before the end of the text

    "#]],
    );
    check_instead(
        " limit : 10",
        " limit : #",
        expect![[r#"
        error[EV0010]: unexpected `#`
           ┌─ c.emlc:11:10
           │
        11 │  limit : #
           │          ^
           │
           = expected an expression
                found `#`
           = help: write an expression before `#`

    "#]],
    );
}

#[test]
fn values_with_unknown_locations() {
    check_instead(
        "LOC(u1)",
        "LOC(u2)",
        expect![[r#"
        error[EV0402]: unknown location `u2`
           ┌─ c.emlc:10:14
           │
        10 │  sink  : LOC(u2)
           │              ^^ no location has this name
           │
           = help: did you mean `u1`?

    "#]],
    );
    check_instead(
        "LOC(u1)",
        "somewhere",
        expect![[r#"
        error[EV0402]: unknown location `somewhere`
           ┌─ c.emlc:10:10
           │
        10 │  sink  : somewhere
           │          ^^^^^^^^^ neither a location nor a parameter
           │
           = help: add it to a group of locations, as in `somewhere : 127.0.0.1 7000`

    "#]],
    );
}

#[test]
fn ill_typed_values() {
    check_instead(
        " limit : 10",
        " limit : if LOC(w1) then 1 else LOC(w2)",
        expect![[r#"
            error[EV0201]: type mismatch
               ┌─ c.emlc:11:13
               │
            11 │  limit : if LOC(w1) then 1 else LOC(w2)
               │             ^^^^^^^ this is `Loc`, but a condition is a `Bool`
               │
               = expected `Bool`
                    found `Loc`
               = help: a condition compares values, as in `x = y`

            error[EV0201]: type mismatch
               ┌─ c.emlc:11:33
               │
            11 │  limit : if LOC(w1) then 1 else LOC(w2)
               │                          -      ^^^^^^^ this is `Loc`
               │                          │
               │                          the other branch has this type
               │
               = expected `Int`
                    found `Loc`
               = help: write an expression of type `Int` here

        "#]],
    );
    check_instead(
        " limit : 10",
        " limit : LOC(w1) 3",
        expect![[r#"
        error[EV0201]: this is applied, but it is not a function
           ┌─ c.emlc:11:10
           │
        11 │  limit : LOC(w1) 3
           │          ^^^^^^^ - the argument it is given
           │          │
           │          this is `Loc`
           │
           = expected a function
                found `Loc`
           = help: remove the argument, or write the operator that is missing before it

    "#]],
    );
}

#[test]
fn ill_typed_messages() {
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : (``tick``, Bool, 4)",
        expect![[r#"
        error[EV0201]: this is not the type of the message's bodies
           ┌─ c.emlc:13:18
           │
        13 │  w1 : (``tick``, Bool, 4)
           │                  ^^^^ this is `Bool`
           │
           ┌─ s.evml:5:7
           │
         5 │ input tick : Int
           │       ---- declared here
           │
           = expected `Int`
                found `Bool`
           = help: write `Int`

    "#]],
    );
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : (``tick``, Int, true)",
        expect![[r#"
            error[EV0201]: type mismatch
               ┌─ c.emlc:13:23
               │
            13 │  w1 : (``tick``, Int, true)
               │                       ^^^^ this is `Bool`
               │
               = expected `Int`
                    found `Bool`
               = help: the number of a `Bool` is `if b then 1 else 0`

        "#]],
    );
}

#[test]
fn mistakes_in_headers() {
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : (``tack``, Int, 4)",
        expect![[r#"
        error[EV0405]: no message has the header `tack`
           ┌─ c.emlc:13:8
           │
        13 │  w1 : (``tack``, Int, 4)
           │        ^^^^^^^^ unknown header
           │
           = help: did you mean `tick`?

    "#]],
    );
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : (tick, Int, 4)",
        expect![[r#"
            error[EV0401]: this is no header
               ┌─ c.emlc:13:8
               │
            13 │  w1 : (tick, Int, 4)
               │        ^^^^ not a list of tokens
               │
               = help: write the tokens of the header as in ``tick``

        "#]],
    );
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : (``tick, Int, 4)",
        expect![[r#"
            error[EV0401]: this header is not closed
               ┌─ c.emlc:13:8
               │
            13 │  w1 : (``tick, Int, 4)
               │        ^^^^^^^^^^^^^^^ ends with the line
               │
               = help: write two backquotes after its last token, as in ``tick``

        "#]],
    );
}

#[test]
fn messages_out_of_form() {
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : (``tick``, 4)",
        expect![[r#"
            error[EV0401]: a message has three parts
               ┌─ c.emlc:13:2
               │
            13 │  w1 : (``tick``, 4)
               │  ^^^^^^^^^^^^^^^^^^ not three
               │
               = help: write the header, the type of the body and the body, as in (``tick``, Int, 4)

        "#]],
    );
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : (``tick``, Int, 4",
        expect![[r#"
        error[EV0401]: this parenthesis is not closed
           ┌─ c.emlc:13:7
           │
        13 │  w1 : (``tick``, Int, 4
           │       ^ opened here
           │
           = help: write `)` after the body

    "#]],
    );
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "w1 : 4\n w2 : ()\n 7",
        expect![[r#"
        error[EV0401]: this is no message
           ┌─ c.emlc:13:7
           │
        13 │  w1 : 4
           │       ^ unexpected here
           │
           = help: a message is written `destination : (header, type, body)`

        error[EV0401]: this is no message
           ┌─ c.emlc:15:2
           │
        15 │  7
           │  ^ unexpected here
           │
           = help: a message is written `destination : (header, type, body)`

    "#]],
    );
}

#[test]
fn mistakes_in_destinations() {
    check_instead(
        "w1 : (``tick``, Int, 4)",
        "u1 : (``tick``, Int, 4)\n w3 : ()",
        expect![[r#"
        error[EV0407]: `u1` is external: no process handles its messages
           ┌─ c.emlc:13:2
           │
         5 │  u1 : localhost 9100
           │  -- made external here
           ·
        13 │  u1 : (``tick``, Int, 4)
           │  ^^ external
           │
           = help: send the message to a location of a group that is not external

        error[EV0402]: unknown location `w3`
           ┌─ c.emlc:14:2
           │
        14 │  w3 : ()
           │  ^^ no location has this name
           │
           = help: did you mean `w1`?

    "#]],
    );
}

/// What is said about [`many_mistakes_at_once`].
const MANY_MISTAKES: Expect = expect![[r#"
            error[EV0406]: the address of `a` cannot be read
              ┌─ c.emlc:2:6
              │
            2 │  a : h
              │      ^ no port
              │
              = help: a host and a port follow the colon: `a : 127.0.0.1 7001`

            error[EV0401]: two locations have the name `a`
              ┌─ c.emlc:3:2
              │
            2 │  a : h
              │  - the first
            3 │  a : h 1
              │  ^ the second
              │
              = help: remove one of the two

            error[EV0401]: this is no connection
              ┌─ c.emlc:4:16
              │
            4 │ %connections g - g
              │                ^ unexpected here
              │
              = help: a connection is written `group -> group`

            error[EV0403]: the parameter `limit` has no value
              ┌─ c.emlc:5:1
              │
            5 │ %parameters
              │ ^^^^^^^^^^^ not among these
              │
              = help: add `limit : …` under `%parameters`, with an expression of type `Int`

            error[EV0402]: unknown location `z`
              ┌─ c.emlc:6:15
              │
            6 │  nodes : {LOC(z)}
              │               ^ no location has this name
              │
              = help: add it to a group of locations, as in `z : 127.0.0.1 7000`

            error[EV0201]: type mismatch
              ┌─ c.emlc:7:9
              │
            7 │  sink : 1
              │         ^ this is `Int`
              │
              = expected `Loc`
                   found `Int`
              = help: a location has a name: declare it, as in `parameter l : Loc`

            warning[EV0404]: the specification has no parameter `extra`
              ┌─ c.emlc:8:2
              │
            8 │  extra : 2
              │  ^^^^^ ignored
              │
              = help: remove the line

            error[EV0201]: this is not the type of the message's bodies
               ┌─ c.emlc:10:17
               │
            10 │  a : (``tick``, Bool, [])
               │                 ^^^^ this is `Bool`
               │
               ┌─ s.evml:5:7
               │
             5 │ input tick : Int
               │       ---- declared here
               │
               = expected `Int`
                    found `Bool`
               = help: write `Int`

            error[EV0201]: type mismatch
               ┌─ c.emlc:10:23
               │
            10 │  a : (``tick``, Bool, [])
               │                       ^^ this is `'a List`
               │
               = expected `Int`
                    found `'a List`
               = help: write an expression of type `Int` here

        "#]];

#[test]
fn many_mistakes_at_once() {
    check(
        "%locations g\n a : h\n a : h 1\n%connections g - g\n%parameters\n nodes : {LOC(z)}\n \
         sink : 1\n extra : 2\n%messages\n a : (``tick``, Bool, [])\n",
        MANY_MISTAKES,
    );
}
