//! Mistakes in locations, connections and parts.

use expect_test::expect;

use super::{EXAMPLE, check, check_instead};

#[test]
fn mistakes_in_addresses() {
    check_instead(
        " w2 : 127.0.0.1 9002",
        " w2 : 127.0.0.1",
        expect![[r#"
            error[EV0406]: the address of `w2` cannot be read
              ┌─ c.emlc:3:7
              │
            3 │  w2 : 127.0.0.1
              │       ^^^^^^^^^ no port
              │
              = help: a host and a port follow the colon: `w2 : 127.0.0.1 7001`

        "#]],
    );
    check_instead(
        " w2 : 127.0.0.1 9002",
        " w2 : 127.0.0.1 70000",
        expect![[r#"
        error[EV0406]: the address of `w2` cannot be read
          ┌─ c.emlc:3:7
          │
        3 │  w2 : 127.0.0.1 70000
          │       ^^^^^^^^^^^^^^^ not a host and a port
          │
          = help: a port is a number from 1 to 65535, as in `127.0.0.1 7001`

    "#]],
    );
    check_instead(
        " w2 : 127.0.0.1 9002",
        " w2 : 127.0.0.1 9001",
        expect![[r#"
        error[EV0406]: two locations have the address `127.0.0.1:9001`
          ┌─ c.emlc:3:7
          │
        2 │  w1 : 127.0.0.1 9001
          │       -------------- the first
        3 │  w2 : 127.0.0.1 9001
          │       ^^^^^^^^^^^^^^ the second
          │
          = help: give one another port

    "#]],
    );
    check_instead(
        " w2 : 127.0.0.1 9002",
        " w2 : 127.0.0.1:9002",
        expect![[r#"
            error[EV0406]: the address of `w2` cannot be read
              ┌─ c.emlc:3:7
              │
            3 │  w2 : 127.0.0.1:9002
              │       ^^^^^^^^^^ not a host and a port
              │
              = help: a host and a port follow the colon: `w2 : 127.0.0.1 7001`

        "#]],
    );
}

#[test]
fn locations_and_groups_out_of_form() {
    check_instead(
        " w2 : 127.0.0.1 9002",
        " w2 9002",
        expect![[r#"
            error[EV0401]: this is no location
              ┌─ c.emlc:3:2
              │
            3 │  w2 9002
              │  ^^ unexpected here
              │
              = help: a location is written `name : host port`, as in `n1 : 127.0.0.1 7001`

        "#]],
    );
    check_instead(
        "%locations workers",
        "%locations ?",
        expect![[r#"
            error[EV0401]: a group of locations needs a name
              ┌─ c.emlc:1:12
              │
            1 │ %locations ?
              │            ^ unexpected here
              │
              = help: write the name of the group, as in `%locations nodes`

        "#]],
    );
    check_instead(
        "%locations external users\n u1 : localhost 9100\n",
        "%locations users\n",
        expect![[r#"
            error[EV0401]: a group needs a location
              ┌─ c.emlc:5:1
              │
            5 │ %connections
              │ ^^^^^^^^^^^^ unexpected here
              │
              = help: a location is written `name : host port`, as in `n1 : 127.0.0.1 7001`

            error[EV0402]: unknown location `u1`
              ┌─ c.emlc:9:14
              │
            9 │  sink  : LOC(u1)
              │              ^^ no location has this name
              │
              = help: did you mean `w1`?

        "#]],
    );
}

#[test]
fn names_given_twice() {
    check_instead(
        " w2 : 127.0.0.1 9002",
        " w1 : 127.0.0.1 9002",
        expect![[r#"
        error[EV0401]: two locations have the name `w1`
          ┌─ c.emlc:3:2
          │
        2 │  w1 : 127.0.0.1 9001
          │  -- the first
        3 │  w1 : 127.0.0.1 9002
          │  ^^ the second
          │
          = help: remove one of the two

        error[EV0402]: unknown location `w2`
          ┌─ c.emlc:9:23
          │
        9 │  nodes : {LOC(w1);LOC(w2)}
          │                       ^^ no location has this name
          │
          = help: did you mean `w1`?

    "#]],
    );
    check_instead(
        "external users",
        "external workers",
        expect![[r#"
        error[EV0401]: two groups have the name `workers`
          ┌─ c.emlc:4:21
          │
        1 │ %locations workers
          │            ------- the first
          ·
        4 │ %locations external workers
          │                     ^^^^^^^ the second
          │
          = help: remove one of the two

        error[EV0410]: unknown group `users`
          ┌─ c.emlc:7:2
          │
        7 │  users -> workers
          │  ^^^^^ no group has this name
          │
          = help: declare its locations after `%locations users`

    "#]],
    );
}

#[test]
fn mistakes_in_connections() {
    check_instead(
        "users -> workers",
        "users -> w1",
        expect![[r#"
        error[EV0410]: `w1` is a location: connections join groups
          ┌─ c.emlc:7:11
          │
        7 │  users -> w1
          │           ^^ a location
          │
          = help: write its group, `workers`

    "#]],
    );
    check_instead(
        "users -> workers",
        "user->workers",
        expect![[r#"
        error[EV0410]: unknown group `user`
          ┌─ c.emlc:7:2
          │
        7 │  user->workers
          │  ^^^^ no group has this name
          │
          = help: did you mean `users`?

    "#]],
    );
    check_instead(
        "users -> workers",
        "users workers\n workers -> nobody",
        expect![[r#"
        error[EV0401]: this is no connection
          ┌─ c.emlc:7:8
          │
        7 │  users workers
          │        ^^^^^^^ unexpected here
          │
          = help: a connection is written `group -> group`

        error[EV0410]: unknown group `nobody`
          ┌─ c.emlc:8:13
          │
        8 │  workers -> nobody
          │             ^^^^^^ no group has this name
          │
          = help: declare its locations after `%locations nobody`

    "#]],
    );
}

#[test]
fn an_unknown_part() {
    check_instead(
        "%messages",
        "%mesages",
        expect![[r#"
        error[EV0401]: a configuration has no part `%mesages`
           ┌─ c.emlc:12:1
           │
        12 │ %mesages
           │ ^^^^^^^^ unknown
           │
           = help: the parts are `%locations`, `%connections`, `%parameters` and `%messages`

    "#]],
    );
}

#[test]
fn texts_that_do_not_begin_with_locations() {
    check(
        "",
        expect![[r#"
        error[EV0403]: the parameter `nodes` has no value
          ┌─ c.emlc:1:1
          │
        1 │
          │ ^
          │
          = help: add `nodes : …` under `%parameters`, with an expression of type `Loc Bag`

        error[EV0403]: the parameter `sink` has no value
          ┌─ c.emlc:1:1
          │
        1 │
          │ ^
          │
          = help: add `sink : …` under `%parameters`, with an expression of type `Loc`

        error[EV0403]: the parameter `limit` has no value
          ┌─ c.emlc:1:1
          │
        1 │
          │ ^
          │
          = help: add `limit : …` under `%parameters`, with an expression of type `Int`

    "#]],
    );
    check(
        "nodes : {}",
        expect![[r#"
            error[EV0401]: a configuration begins with `%locations`
              ┌─ c.emlc:1:1
              │
            1 │ nodes : {}
              │ ^^^^^ unexpected here
              │
              = help: write `%locations` and the name of a group above the locations

            error[EV0406]: the address of `nodes` cannot be read
              ┌─ c.emlc:1:9
              │
            1 │ nodes : {}
              │         ^ not a host and a port
              │
              = help: a host and a port follow the colon: `nodes : 127.0.0.1 7001`

        "#]],
    );
    check(
        &EXAMPLE.replace("%locations workers\n", ""),
        expect![[r#"
            error[EV0401]: a configuration begins with `%locations`
              ┌─ c.emlc:1:2
              │
            1 │  w1 : 127.0.0.1 9001
              │  ^^ unexpected here
              │
              = help: write `%locations` and the name of a group above the locations

        "#]],
    );
}
