//! Propositions, and where they are none.

use expect_test::expect;

use super::{check_errors, check_types};

/// The declarations above each text, which begins in the line behind them.
const ABOVE: &str =
    "specification s input m : Int input q : Bool * Tok input b : Bool output r : Int";

fn above(text: &str) -> String {
    format!("{ABOVE}\n{text}")
}

#[test]
fn connectives() {
    check_types(
        &above(
            "let a p q = p /\\ q ;; let b x = x = 1 /\\ x < 2 \\/ !(x = 3) ;; let c x = x = 1 => x > 0 ;; let d x = x = 1 <=> x > 0 ;; let e (p : Prop) = not p ;; let f x = not (x = 1 /\\ x = 2) ;; let g x = (x = 1) : Prop ;; let h x = (if x = 1 then x = 2 else x = 3 /\\ x = 4) : Prop ;; let i v = (case v of inl x => x = 1 of inr y => y = 2 /\\ y = 3) : Prop ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            a : Prop -> Prop -> Prop
            b : Int -> Prop
            c : Int -> Prop
            d : Int -> Prop
            e : Prop -> Prop
            f : Int -> Prop
            g : Int -> Prop
            h : Int -> Prop
            i : (Int + Int) -> Prop
        "#]],
    );
}

#[test]
fn quantifiers() {
    check_types(
        &above(
            "let a = forall x y : Int. x = y ;; let b = exists x : Tok List. x = [] ;; variable k : Int let c = forall k : Int. exists j : Int. k = j ;; let d p = forall x : Int. p x ;; let e = forall b : Bool. b ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            a : Prop
            b : Prop
            c : Prop
            d : (Int -> Prop) -> Prop
            e : Prop
        "#]],
    );
}

#[test]
fn events() {
    check_types(
        &above(
            "let a e1 e2 = e1 before e2 /\\ location e1 = location e2 ;; let b e1 e2 = e1 l-before e2 => e1 before e2 ;; let c v e = m'base observes v @ e ;; let d = forall e : Event. forall v : Int. m'base observes v @ e => v > 0 ;; let f = op before ;; let g = forall e : Event. forall b : Bool. q'base observes (b, `a`) @ e ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            a : Event -> Event -> Prop
            b : Event -> Event -> Prop
            c : Int -> Event -> Prop
            d : Prop
            f : Event -> Event -> Prop
            g : Prop
        "#]],
    );
}

#[test]
fn propositions_where_booleans_are_needed() {
    check_errors(
        &above("let f x = if x = 1 /\\ x = 2 then 1 else 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:14 `x = 1 /\ x = 2` a proposition has no value when running
          = expected `Bool`
          =    found `Prop`
          help: write `&` instead of `/\`
    "#]],
    );
    check_errors(
        &above("let f x = if x = 1 \\/ x = 2 then 1 else 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:14 `x = 1 \/ x = 2` a proposition has no value when running
          = expected `Bool`
          =    found `Prop`
          help: write `or` instead of `\/`
    "#]],
    );
    check_errors(
        &above("let f x = if x = 1 => x = 2 then 1 else 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:14 `x = 1 => x = 2` a proposition has no value when running
          = expected `Bool`
          =    found `Prop`
          help: write `!(a) or b`
    "#]],
    );
    check_errors(
        &above("let f x = if x = 1 <=> x = 2 then 1 else 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:14 `x = 1 <=> x = 2` a proposition has no value when running
          = expected `Bool`
          =    found `Prop`
          help: compare the two with `=`
    "#]],
    );
    check_errors(
        &above("let f x = x = 1 & (x = 2 \\/ x = 3) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:19 `(x = 2 \/ x = 3)` a proposition has no value when running
          = expected `Bool`
          =    found `Prop`
          help: write `or` instead of `\/`
    "#]],
    );
    check_errors(
        &above("let f x = !(x = 1 /\\ x = 2) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:12 `(x = 1 /\ x = 2)` a proposition has no value when running
          2:11 `!` the function is `Bool -> Bool`
          = expected `Bool`
          =    found `Prop`
          help: write `&` instead of `/\`
    "#]],
    );
}

#[test]
fn propositions_where_booleans_are_needed_2() {
    check_errors(
        &above("let p x = x = 1 /\\ x = 2 ;; let f x = if p x then 1 else 2 ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:42 `p x` a proposition has no value when running
              = expected `Bool`
              =    found `Prop`
              help: combine conditions with `&`, `or` and `!`
        "#]],
    );
    check_errors(
        &above("let f x = if forall y : Int. x = y then 1 else 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:14 `forall y : Int. x = y` a proposition has no value when running
          = expected `Bool`
          =    found `Prop`
          help: only a property can speak of all values: ask the elements of a list instead
    "#]],
    );
    check_errors(
        &above("let f (p : Prop) = if not p then 1 else 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:23 `not p` a proposition has no value when running
          = expected `Bool`
          =    found `Prop`
          help: write `!` instead of `not`
    "#]],
    );
    check_errors(
        &above("let f e1 e2 = if e1 before e2 then 1 else 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:18 `e1 before e2` a proposition has no value when running
          = expected `Bool`
          =    found `Prop`
          help: only a property can speak of events
    "#]],
    );
}

#[test]
fn negation() {
    check_errors(
        &above("let f x = not (x = 1) ;;"),
        expect![[r#"
        error[EV0214]: `not` takes a proposition
          2:15 `(x = 1)` this is `Bool`
          2:11 `not` negates a proposition
          = expected a proposition
          =    found `Bool`
          help: negate a `Bool` with `!`, or make it a proposition with `assert`
    "#]],
    );
    check_errors(
        &above("let f x = not x = 1 ;;"),
        expect![[r#"
        error[EV0214]: `not` takes only what stands directly behind it
          2:11 `not x` negated before it is compared
          2:17 `=` compares the negation
          help: put the comparison in parentheses and negate it with `!`, as in `!(x = y)`
    "#]],
    );
    check_errors(
        &above("let f x = not 1 ;;"),
        expect![[r#"
        error[EV0214]: this is not a proposition
          2:15 `1` this is `Int`
          = expected a proposition or a `Bool`
          =    found `Int`
          help: compare it with a value, as in `x = y`
    "#]],
    );
    check_errors(
        &above("let f x = !(m'base) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:12 `(m'base)` this is `Int Class`
          2:11 `!` the function is `Bool -> Bool`
          = expected `Bool`
          =    found `Int Class`
          help: a class is no value: its values reach a function by composition, as in `f o (X)`
    "#]],
    );
}

#[test]
fn values_where_propositions_are_needed() {
    check_errors(
        &above("let f x = x + 1 /\\ x = 2 ;;"),
        expect![[r#"
        error[EV0214]: this is not a proposition
          2:11 `x + 1` this is `Int`
          = expected a proposition or a `Bool`
          =    found `Int`
          help: compare it with a value, as in `x = y`
    "#]],
    );
    check_errors(
        &above("let f = forall x : Int. x ;;"),
        expect![[r#"
        error[EV0214]: this is not a proposition
          2:25 `x` this is `Int`
          = expected a proposition or a `Bool`
          =    found `Int`
          help: compare it with a value, as in `x = y`
    "#]],
    );
    check_errors(
        &above("let p x = x = 1 ;; let f = forall x : Int. p ;;"),
        expect![[r#"
        error[EV0214]: this is not a proposition
          2:44 `p` this is `Int -> Bool`
          = expected a proposition or a `Bool`
          =    found `Int -> Bool`
          help: give the function all its arguments
    "#]],
    );
    check_errors(
        &above("let f = forall e : Event. m'base ;;"),
        expect![[r#"
        error[EV0214]: this is not a proposition
          2:27 `m'base` this is `Int Class`
          = expected a proposition or a `Bool`
          =    found `Int Class`
          help: say what the class has at an event, as in `X observes v @ e`
    "#]],
    );
    check_errors(
        &above("let f x = x = 1 => {x} ;;"),
        expect![[r#"
        error[EV0214]: this is not a proposition
          2:20 `{x}` this is `Int Bag`
          = expected a proposition or a `Bool`
          =    found `Int Bag`
          help: compare it with a value, as in `x = y`
    "#]],
    );
    check_errors(
        &above("let f = 1 : Prop ;;"),
        expect![[r#"
        error[EV0214]: this is not a proposition
          2:9 `1` this is `Int`
          = expected a proposition or a `Bool`
          =    found `Int`
          help: compare it with a value, as in `x = y`
    "#]],
    );
}

#[test]
fn values_where_propositions_are_needed_2() {
    check_errors(
        &above("let f = unknown /\\ 1 = 1 ;;"),
        expect![[r#"
        error[EV0101]: unknown name `unknown`
          2:9 `unknown` nothing in scope has this name
          help: declare `unknown` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        &above("parameter p : Int | p parameter q : Int | (q > 0)"),
        expect![[r#"
        error[EV0214]: this is not a proposition
          2:21 `p` this is `Int`
          = expected a proposition or a `Bool`
          =    found `Int`
          help: compare it with a value, as in `x = y`
    "#]],
    );
}

#[test]
fn observations() {
    check_errors(
        &above("let f e = m'base observes true @ e ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:27 `true` this is `Bool`
              2:11 `m'base` the class has values of this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        &above("let f e = 1 observes true @ e ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:11 `1` this is `Int`, but `observes` speaks of an event class
              = expected `'a Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        &above("let f e = m'base observes 1 @ 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:31 `2` this is `Int`, but `observes` speaks of an event, behind its `@`
          = expected `Event`
          =    found `Int`
          help: write an expression of type `Event` here
    "#]],
    );
    check_errors(
        &above("let f (l : Loc) = m'base observes 1 @ l ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:39 `l` this is `Loc`, but `observes` speaks of an event, behind its `@`
          = expected `Event`
          =    found `Loc`
          help: write an expression of type `Event` here
    "#]],
    );
    check_errors(
        &above("variable k : Bool let f = forall k : Int. k = k ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:34 `k` this is `Int`
              2:10 `k` a `variable` declaration gives this name its type
              = expected `Bool`
              =    found `Int`
              help: give it another name: from the `variable` declaration on, `k` is `Bool`
        "#]],
    );
}

#[test]
fn observations_2() {
    check_errors(
        &above("let f e = location e before e ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:11 `location e` this is `Loc`
          2:22 `before` `before` is `Event -> Event -> Prop`
          = expected `Event`
          =    found `Loc`
          help: write an expression of type `Event` here
    "#]],
    );
    check_errors(
        &above("let f = 1 before 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:9 `1` this is `Int`
          2:11 `before` `before` is `Event -> Event -> Prop`
          = expected `Event`
          =    found `Int`
          help: write an expression of type `Event` here
        error[EV0201]: type mismatch
          2:18 `2` this is `Int`
          2:11 `before` `before` is `Event -> Event -> Prop`
          = expected `Event`
          =    found `Int`
          help: write an expression of type `Event` here
    "#]],
    );
}
