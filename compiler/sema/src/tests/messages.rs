//! Messages, their headers and their components.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn headers() {
    check_types(
        "specification s\ninput a : Int\ninternal b : Int\noutput c : Int\ninput d, ``x y`` : Int
         internal e, ``z`` : Int",
        expect![[r#"
            input a, ``a`` : Int
            internal b, ``s b`` : Int
            output c, ``c`` : Int
            input d, ``x y`` : Int
            internal e, ``z`` : Int
        "#]],
    );
    check_types(
        "internal b : Int",
        expect![[r#"
        internal b, ``b`` : Int
    "#]],
    );
}

#[test]
fn components() {
    check_types(
        "internal m : Int * Bool
         let base = m'base ;; let send = m'send ;; let after = m''send ;;",
        expect![[r#"
            internal m, ``m`` : Int * Bool
            base : (Int * Bool) Class
            send : Loc -> Int * Bool -> Interface
            after : Int -> Loc -> Int * Bool -> Interface
        "#]],
    );
}

#[test]
fn inputs_are_not_sent() {
    check_errors(
        "input q : Int\nlet g = q'send ;;",
        expect![[r#"
        error[EV0107]: `q'send` does not exist: an input is never sent by the system
          2:9 `q'send` cannot be sent
          1:7 `q` `q` is an input
          help: declare `internal q : …` if the processes send it to each other
    "#]],
    );
    check_errors(
        "input q : Int\nlet g = q''send ;; let h = q'broadcast ;;",
        expect![[r#"
        error[EV0107]: `q''send` does not exist: an input is never sent by the system
          2:9 `q''send` cannot be sent
          1:7 `q` `q` is an input
          help: declare `internal q : …` if the processes send it to each other
        error[EV0107]: `q'broadcast` does not exist: an input is never sent by the system
          2:28 `q'broadcast` cannot be sent
          1:7 `q` `q` is an input
          help: declare `internal q : …` if the processes send it to each other
    "#]],
    );
}

#[test]
fn headers_are_distinct() {
    check_errors(
        "input a : Int\noutput a : Int",
        expect![[r#"
        error[EV0106]: two messages have the header ``a``
          2:8 `a` the second
          1:7 `a` the first
          help: name a different header after a comma, as in ``output m, ``other`` : T``
    "#]],
    );
    check_errors(
        "input a, ``x y`` : Int\noutput b, ``x y`` : Int",
        expect![[r#"
        error[EV0106]: two messages have the header ``x y``
          2:8 `b` the second
          1:7 `a` the first
          help: name a different header after a comma, as in ``output m, ``other`` : T``
    "#]],
    );
    check_errors(
        "specification s\ninternal a : Int\ninput b, ``s a`` : Int",
        expect![[r#"
        error[EV0106]: two messages have the header ``s a``
          3:7 `b` the second
          2:10 `a` the first
          help: name a different header after a comma, as in ``output m, ``other`` : T``
    "#]],
    );
}

#[test]
fn the_boot_header_is_reserved() {
    check_errors(
        "specification evc\ninternal boot : Int",
        expect![[r#"
        error[EV0108]: the header ``evc boot`` is reserved
          2:10 `boot` would be taken for the event that a node starts with
          help: give the message or the specification another name
    "#]],
    );
    check_errors(
        "input start, ``evc boot`` : Int",
        expect![[r#"
        error[EV0108]: the header ``evc boot`` is reserved
          1:7 `start` would be taken for the event that a node starts with
          help: give the message or the specification another name
    "#]],
    );
}

#[test]
fn sending() {
    let message = "output m : Int * Bool\nparameter l : Loc\n";
    let check = |text: &str, expect| check_errors(&format!("{message}{text}"), expect);
    check(
        "let f = m'send (1, true) l ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:16 `(1, true)` this is `Int * Bool`
              3:9 `m'send` the function is `Loc -> Int * Bool -> Interface`
              = expected `Loc`
              =    found `Int * Bool`
              help: write the arguments in the order of the function's type
        "#]],
    );
    check(
        "let f = m'send l 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:18 `1` this is `Int`
              3:9 `m'send l` the function is `Int * Bool -> Interface`
              = expected `Int * Bool`
              =    found `Int`
              help: write a tuple, as in `(a, b)`
        "#]],
    );
    check(
        "let f = m'send l 1 true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:18 `1` this is `Int`
              3:9 `m'send l` the function is `Int * Bool -> Interface`
              = expected `Int * Bool`
              =    found `Int`
              help: write a tuple, as in `(a, b)`
        "#]],
    );
    check(
        "let f = m''send l (1, true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:17 `l` this is `Loc`
              3:9 `m''send` the function is `Int -> Loc -> Int * Bool -> Interface`
              = expected `Int`
              =    found `Loc`
              help: write the arguments in the order of the function's type
        "#]],
    );
}

#[test]
fn sending_in_bags() {
    let message = "output m : Int * Bool\nparameter l : Loc\n";
    let check = |text: &str, expect| check_errors(&format!("{message}{text}"), expect);
    check(
        "let f b = if b then {} else m'send l (1, true) ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          3:29 `m'send l (1, true)` this is `Interface`
          3:21 `{}` the other branch has this type
          = expected `'a Bag`
          =    found `Interface`
          help: a bag of one value is written `{value}`
    "#]],
    );
    check(
        "let f b = if b then {} else {m'send l} ;; let g = [{}; f true; {m'send l (1, true)}] ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:65 `m'send l (1, true)` this is `Interface`
              3:52 `{}` the first element has this type
              = expected `Int * Bool -> Interface`
              =    found `Interface`
              help: write a function, as in `\x. value`
        "#]],
    );
}
