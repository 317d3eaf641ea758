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
              5:21 `n` this is `Int`, but the function of a composition returns a bag
              = expected `'a Bag`
              =    found `Int`
              help: a bag of one value is written `{value}`
        "#]],
    );
    check_errors(
        &with_messages("class C = (\\n. {n + 1}) o m'base ;;"),
        expect![[r#"
            error[EV0201]: this function takes 1 argument, but it is given 2
              5:11 `(\n. {n + 1})` takes too few arguments
              5:11 `(\n. {n + 1}) o m'base` a composition gives its function the location and a value of each class
              help: take the location first and then what each class gives, as in `\slf.\x. {x}`
        "#]],
    );
    check_errors(
        &with_messages("class C = (\\slf.\\n. {n & true}) o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:22 `n` this is `Int`, but an operand of a boolean operator is a `Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
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
        "#]],
    );
    check_errors(
        &with_messages("class C = 1 o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:11 `1` this is `Int`
              5:11 `1 o m'base` a composition gives its function the location and a value of each class
              = expected `Loc -> Int -> 'a Bag`
              =    found `Int`
              help: write a function on the left, as in `(\slf.\x. {x}) o (X)`
        "#]],
    );
    check_errors(
        &with_messages("let f slf n = [n] ;; class C = f o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:32 `f` this returns `Int List`, but the function of a composition returns a bag
              = expected `'a Bag`
              =    found `Int List`
              help: a bag is written `{a; b}`, and `(xs/~)` is the bag of a list
        "#]],
    );
}

#[test]
fn states() {
    check_errors(
        &with_messages("class C = State (0, \\l.\\n.\\s. s, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:18 `0` this is `Int`
              5:11 `State (0, \l.\n.\s. s, m'base)` this form gives its function the location
              = expected `Loc -> 'a`
              =    found `Int`
              help: write a function of the location, as in `\slf. value`
        "#]],
    );
    check_errors(
        &with_messages("class C = State (\\l. 0, \\l.\\n.\\s. true, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:35 `true` this is `Bool`
              5:18 `\l. 0` the initial state has this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        &with_messages("class C = State (\\l. 0, \\l.\\s. s, m'base) ;;"),
        expect![[r#"
            error[EV0201]: this function takes 2 arguments, but it is given 3
              5:25 `\l.\s. s` takes too few arguments
              5:11 `State (\l. 0, \l.\s. s, m'base)` a transition takes the location, an input and the old state
              help: take the location, the input and the old state, in this order, as in `\slf.\x.\s. …`
        "#]],
    );
    check_errors(
        &with_messages("class C = Memory (\\l. 0, \\l.\\n.\\s. s, 1) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              5:39 `1` this is `Int`, but every second argument behind the initial state is an event class
              = expected `'a Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        &with_messages(
            "class C = Memory (\\l. 0, \\l.\\n.\\s. n, m'base, \\l.\\(a, b).\\s. a, q'base) ;;",
        ),
        expect![[r#"
            error[EV0201]: type mismatch
              5:62 `a` this is `Bool`
              5:19 `\l. 0` the initial state has this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
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
              help: give its values another type by composition, as in `(\slf.\x. {y}) o (X)`
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
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
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
              6:15 `@` `@` places an event class at locations
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
              5:17 `r'send slf` this is `Int -> Interface`, but `main` is a class of instructions
              = expected `Interface`
              =    found `Int -> Interface`
              help: a send takes a location and then a body: `m'send l value`
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
