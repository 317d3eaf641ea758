//! The class forms.

use expect_test::expect;

use super::{check_errors, check_types};

const MESSAGES: &str = "specification s\ninput m : Int\ninput q : Bool * Tok\noutput r : Int\n";

/// A program with two inputs and an output above it, so that its first line is line 5.
fn with_messages(text: &str) -> String {
    format!("{MESSAGES}{text}")
}

#[test]
fn forms() {
    check_types(
        &with_messages(
            "let f slf n = {r'send slf n} ;;
             class One = f o m'base ;; class Two = (\\slf.\\n.\\(a, b). {(n, a)}) o (m'base, q'base) ;;
             class Sum = State (\\slf. 0, \\slf.\\n.\\s. s + n, m'base) ;;
             class Seen = Memory (\\slf. (0, false), \\slf.\\n.\\(s, b). (n, b), m'base,
                                  \\slf.\\(a, t).\\(s, b). (s, a), q'base) ;;
             class Either = One || One ;; class Here ls = Either @ ls ;;
             class Of x = (\\slf.\\n. {n + x}) o m'base ;;
             main (Either || One) @ {}",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            output r, ``r`` : Int
            f : Loc -> Int -> Interface Bag
            One : Interface Class
            Two : (Int * Bool) Class
            Sum : Int Class
            Seen : (Int * Bool) Class
            Either : Interface Class
            Here : Loc Bag -> Interface Class
            Of : Int -> Int Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn a_class_is_a_class() {
    check_errors(
        "class C = {1} ;;",
        expect![[r#"
        error[EV0207]: this is not an event class
          1:11 `{1}` this is `Int Bag`
          = expected an event class
          =    found `Int Bag`
          help: define it with `let`, or compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_errors(
        "class C x = x + 1 ;;",
        expect![[r#"
        error[EV0207]: this is not an event class
          1:13 `x + 1` this is `Int`
          = expected an event class
          =    found `Int`
          help: define it with `let`, or compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_types(
        "class C x = x ;; class* D x = x || x ;;",
        expect![[r#"
        C : 'a Class -> 'a Class
        D : 'a Class -> 'a Class
    "#]],
    );
    check_errors(
        "let f = class C = 1 in C ;;",
        expect![[r#"
        error[EV0207]: this is not an event class
          1:19 `1` this is `Int`
          = expected an event class
          =    found `Int`
          help: define it with `let`, or compose a function with a class, as in `f o (X)`
    "#]],
    );
}

#[test]
fn compositions() {
    check_errors(
        &with_messages("class C = (\\slf.\\n. n) o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:21 `n` this is `Int`, but a composition gives its function the location and a value of each class
              = expected `'a Bag`
              =    found `Int`
              help: a bag of one value is written `{value}`
        "#]],
    );
    check_errors(
        &with_messages("class C = (\\n. {n + 1}) o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:17 `n` this is `Loc`
              5:19 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Loc`
              help: write an expression of type `Int` here
            error[EV0201]: type mismatch
              5:16 `{n + 1}` this is `Int Bag`, but a composition gives its function the location and a value of each class
              = expected `Int -> 'a Bag`
              =    found `Int Bag`
              help: write an expression of type `Int -> 'a Bag` here
        "#]],
    );
    check_errors(
        &with_messages("class C = (\\slf.\\n. {n & true}) o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:22 `n` this is `Int`, but an operand of a boolean operator is a `Bool`
              = expected `Bool`
              =    found `Int`
              help: write an expression of type `Bool` here
        "#]],
    );
}

#[test]
fn compositions_of_what_is_no_class() {
    check_errors(
        &with_messages("let f slf n = {n} ;; class C = f o f ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:36 `f` this is `'b -> 'c -> 'c Bag`, but a composition combines event classes
              = expected `'a Class`
              =    found `'b -> 'c -> 'c Bag`
              help: a function is not a class: compose it with one, as in `f o (X)`
        "#]],
    );
    check_errors(
        &with_messages("let f slf n = {n} ;; class C = f o (m'base, {1}) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:45 `{1}` this is `Int Bag`, but a composition combines event classes
              = expected `'a Class`
              =    found `Int Bag`
              help: a bag is not a class: compose a function with a class, as in `f o (X)`
            error[EV0201]: type mismatch
              5:32 `f` this is `'c -> 'd -> 'd Bag`, but a composition gives its function the location and a value of each class
              = expected `Loc -> Int -> 'a -> 'b Bag`
              =    found `'c -> 'd -> 'd Bag`
              = they differ where `'a -> 'b Bag` meets `'d Bag`
              help: write an expression of type `Loc -> Int -> 'a -> 'b Bag` here
        "#]],
    );
    check_errors(
        &with_messages("class C = 1 o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:11 `1` this is `Int`, but a composition gives its function the location and a value of each class
              = expected `Loc -> Int -> 'a Bag`
              =    found `Int`
              help: write an expression of type `Loc -> Int -> 'a Bag` here
        "#]],
    );
    check_errors(
        &with_messages("let f slf n = [n] ;; class C = f o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:32 `f` this is `'b -> 'c -> 'c List`, but a composition gives its function the location and a value of each class
              = expected `Loc -> Int -> 'a Bag`
              =    found `'b -> 'c -> 'c List`
              help: a bag is written `{a; b}` and a list `[a; b]`
        "#]],
    );
}

#[test]
fn states() {
    check_errors(
        &with_messages("class C = State (0, \\l.\\n.\\s. s, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:18 `0` this is `Int`, but the initial state is a function of the location
              = expected `Loc -> 'a`
              =    found `Int`
              help: write an expression of type `Loc -> 'a` here
        "#]],
    );
    check_errors(
        &with_messages("class C = State (\\l. 0, \\l.\\n.\\s. true, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:35 `true` this is `Bool`
              5:41 `m'base` a transition takes the location, an input and the old state
              = expected `Int`
              =    found `Bool`
              help: write an expression of type `Int` here
        "#]],
    );
    check_errors(
        &with_messages("class C = State (\\l. 0, \\l.\\s. s, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:32 `s` this is `Int`
              5:35 `m'base` a transition takes the location, an input and the old state
              = expected `Int -> Int`
              =    found `Int`
              help: write an expression of type `Int -> Int` here
        "#]],
    );
    check_errors(
        &with_messages("class C = Memory (\\l. 0, \\l.\\n.\\s. s, 1) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:39 `1` this is `Int`
              = expected `'a Class`
              =    found `Int`
              help: write an expression of type `'a Class` here
        "#]],
    );
    check_errors(
        &with_messages(
            "class C = Memory (\\l. 0, \\l.\\n.\\s. n, m'base, \\l.\\(a, b).\\s. a, q'base) ;;",
        ),
        expect![[r#"
            error[EV0201]: type mismatch
              5:62 `a` this is `Bool`
              5:65 `q'base` a transition takes the location, an input and the old state
              = expected `Int`
              =    found `Bool`
              help: write an expression of type `Int` here
        "#]],
    );
}

#[test]
fn parallel_and_placement() {
    check_errors(
        &with_messages("class C = m'base || q'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:21 `q'base` this is `(Bool * Tok) Class`
              5:11 `m'base` the left side has this type
              = expected `Int Class`
              =    found `(Bool * Tok) Class`
              help: write an expression of type `Int Class` here
        "#]],
    );
    check_errors(
        &with_messages("class C = m'base || 1 ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:21 `1` this is `Int`
              5:11 `m'base` the left side has this type
              = expected `Int Class`
              =    found `Int`
              help: write an expression of type `Int Class` here
        "#]],
    );
    check_errors(
        &with_messages("parameter l : Loc\nclass C = m'base @ l ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          6:20 `l` this is `Loc`
          6:18 `@` `@` takes a bag of locations
          = expected `Loc Bag`
          =    found `Loc`
          help: a bag of one value is written `{value}`
    "#]],
    );
    check_errors(
        &with_messages("parameter l : Loc\nclass C = {1} @ {l} ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          6:11 `{1}` this is `Int Bag`
          = expected `'a Class`
          =    found `Int Bag`
          help: a bag is not a class: compose a function with a class, as in `f o (X)`
    "#]],
    );
}

#[test]
fn main_sends() {
    check_errors(
        &with_messages("main m'base"),
        expect![[r#"
        error[EV0201]: type mismatch
          5:6 `m'base` this is `Int Class`, but `main` is a class of instructions
          = expected `Interface Class`
          =    found `Int Class`
          help: a class that sends produces instructions: compose it with `m'send`
    "#]],
    );
    check_errors(
        &with_messages("main r'send"),
        expect![[r#"
        error[EV0201]: type mismatch
          5:6 `r'send` this is `Loc -> Int -> Interface`, but `main` is a class of instructions
          = expected `Interface Class`
          =    found `Loc -> Int -> Interface`
          help: a function is not a class: compose it with one, as in `f o (X)`
    "#]],
    );
    check_errors(
        &with_messages("main (\\slf.\\n. {r'send slf}) o m'base"),
        expect![[r#"
        error[EV0201]: type mismatch
          5:6 `(\slf.\n. {r'send slf}) o m'base` this is `(Int -> Interface) Class`, but `main` is a class of instructions
          = expected `Interface Class`
          =    found `(Int -> Interface) Class`
          help: the function is given too few arguments
    "#]],
    );
    check_errors(
        &with_messages(
            "let f slf n = {r'send slf n} ;; class C = f o m'base ;;\nmain (C || m'base || C) @ {}",
        ),
        expect![[r#"
            error[EV0201]: type mismatch
              6:12 `m'base` this is `Int Class`, but `main` is a class of instructions
              = expected `Interface Class`
              =    found `Int Class`
              help: a class that sends produces instructions: compose it with `m'send`
        "#]],
    );
}
