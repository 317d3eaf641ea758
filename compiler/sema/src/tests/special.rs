//! `any`, `MSG`, `wait` and types as arguments.

use expect_test::expect;

use super::{check_errors, check_types};

/// The declarations above each text, which begins in the line behind them.
const ABOVE: &str = "specification s input m : Int internal n : Bool output r, ``a b`` : Tok";

fn above(text: &str) -> String {
    format!("{ABOVE}\n{text}")
}

#[test]
fn forms() {
    check_types(
        &above(
            "let a = any(1) ;; let b : Int = any(true) ;; let c = wait(1, true) ;; let d : Int Bag = wait(2, {}) ;; let e = MSG(``m``, 1) ;; let f = MSG(``s n``, true) ;; let g = MSG([`a`; `b`], `c`) ;; let h = ::Int ;; let i = ::(Int List) ;; let j l = (0, l, MSG(``m``, 1)) : Interface ;; let k = Int ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            internal n, ``s n`` : Bool
            output r, ``a b`` : Tok
            a : 'a
            b : Int
            c : Bool
            d : Int Bag
            e : Msg
            f : Msg
            g : Msg
            h : Type
            i : Type
            j : Loc -> Interface
            k : Type
        "#]],
    );
}

#[test]
fn messages() {
    check_errors(
        &above("let f = MSG(``mm``, 1) ;;"),
        expect![[r#"
        error[EV0109]: no message has the header ``mm``
          2:13 ```mm``` not declared above
          help: did you mean ``m``?
    "#]],
    );
    check_errors(
        &above("let f = MSG(``n``, true) ;;"),
        expect![[r#"
        error[EV0109]: no message has the header ``n``
          2:13 ```n``` not declared above
          help: did you mean ``s n``?
    "#]],
    );
    check_errors(
        &above("let f = MSG(``nothing like it``, true) ;;"),
        expect![[r#"
        error[EV0109]: no message has the header ``nothing like it``
          2:13 ```nothing like it``` not declared above
          help: declare a message with it, as in `internal m, ``nothing like it`` : T`
    "#]],
    );
    check_errors(
        &above("let f = MSG(``m``, true) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:20 `true` this is `Bool`
              1:23 `m` the message with this header has bodies of this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        &above("let f = MSG(``b a``, `x`) + 1 ;;"),
        expect![[r#"
        error[EV0109]: no message has the header ``b a``
          2:13 ```b a``` not declared above
          help: declare a message with it, as in `internal m, ``b a`` : T`
        error[EV0201]: type mismatch
          2:9 `MSG(``b a``, `x`)` this is `Msg`
          2:27 `+` `+` is `Int -> Int -> Int`
          = expected `Int`
          =    found `Msg`
          help: write an expression of type `Int` here
    "#]],
    );
    check_errors(
        &above("let f = MSG(``m``, 1) + 1 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:9 `MSG(``m``, 1)` this is `Msg`
          2:23 `+` `+` is `Int -> Int -> Int`
          = expected `Int`
          =    found `Msg`
          help: write an expression of type `Int` here
    "#]],
    );
}

#[test]
fn messages_2() {
    check_errors(
        &above("let f : Int = MSG([`m`], 1) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:15 `MSG([`m`], 1)` this is `Msg`
          2:9 `Int` annotated with this type
          = expected `Int`
          =    found `Msg`
          help: write an expression of type `Int` here
    "#]],
    );
    check_errors(
        &above("let f = MSG(``a b``, x) ;;"),
        expect![[r#"
        error[EV0101]: unknown name `x`
          2:22 `x` nothing in scope has this name
          help: declare `x` above, as a `parameter` or with `let`
    "#]],
    );
}

#[test]
fn waiting_and_types() {
    check_errors(
        &above("let f = wait(true, 1) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:14 `true` this is `Bool`, but `wait` takes a number of seconds
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        &above("let f : Int = wait(1, true) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:23 `true` this is `Bool`
              2:9 `Int` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        &above("let f = any(x) ;;"),
        expect![[r#"
        error[EV0101]: unknown name `x`
          2:13 `x` nothing in scope has this name
          help: declare `x` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        &above("let f = 1 + ::Int ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:13 `::Int` this is `Type`
              2:11 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Type`
              help: a type is no value: declare one of it, as in `parameter x : T`
        "#]],
    );
    check_errors(
        &above("let f = ::Nothing ;;"),
        expect![[r#"
        error[EV0102]: unknown type `Nothing`
          2:11 `Nothing` nothing in scope has this name
          help: declare it above, as in `type Nothing = Int`
    "#]],
    );
    check_errors(
        &above("let f : Int = Bool ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:15 `Bool` this is `Type`
              2:9 `Int` annotated with this type
              = expected `Int`
              =    found `Type`
              help: a type is no value: declare one of it, as in `parameter x : T`
        "#]],
    );
}
