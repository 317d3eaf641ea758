//! Where values may be compared.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn allowed() {
    check_types(
        "let a = 1 = 2 ;; let b = (1, true) <> (2, false) ;; let c x = x = [{()}] ;;
         let d x y = x = y & x = 1 ;; let e (x : Loc) = \\y. x = y ;; let f = ``a b`` = [`a`] ;;
         let g (x : Int + Bool) = x = x ;; let h = (\\x. x = 1) ;;",
        expect![[r#"
            a : Bool
            b : Bool
            c : Unit Bag List -> Bool
            d : Int -> Int -> Bool
            e : Loc -> Loc -> Bool
            f : Bool
            g : (Int + Bool) -> Bool
            h : Int -> Bool
        "#]],
    );
}

#[test]
fn types_without_equality() {
    check_errors(
        "let f = (\\x. x) = (\\y. y) ;;",
        expect![[r#"
            error[EV0203]: values of type `'a -> 'a` cannot be compared
              1:17 `=` functions have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
        "#]],
    );
    check_errors(
        "input m : Int\nlet f = m'base <> m'base ;;",
        expect![[r#"
            error[EV0203]: values of type `Int Class` cannot be compared
              2:16 `<>` event classes have no equality
              help: a class is no value: its values reach a function by composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        "output m : Int\nparameter l : Loc\nlet f = [m'send l 1] = [] ;;",
        expect![[r#"
            error[EV0203]: values of type `Interface List` cannot be compared
              3:22 `=` `Msg` is a part of it: messages have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
        "#]],
    );
}

#[test]
fn types_that_are_not_known() {
    check_errors(
        "let same x y = x = y ;;",
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:18 `=` compares values of type `'a`
              help: `x` and `y` can be of any type here: write the type that is meant, as in `(x : Int)`
        "#]],
    );
    check_errors(
        "let f = [] = [] ;;",
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:12 `=` compares values of type `'a List`
              help: write the type of what is compared, as in `(x : Int)` or `((op =) : Int Deq)`
        "#]],
    );
    check_errors(
        "let f x y = (x, 1) <> y ;;",
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:20 `<>` compares values of type `'a * Int`
              help: `x` and `y` can be of any type here: write the type that is meant, as in `(x : Int)`
        "#]],
    );
    check_errors(
        "let f = op = ;;",
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:9 `op =` compares values of type `'a`
              help: write the type of what is compared, as in `(x : Int)` or `((op =) : Int Deq)`
        "#]],
    );
}

#[test]
fn different_types() {
    check_errors(
        "parameter l : Loc\nlet f = l = 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:13 `1` this is `Int`
              2:9 `l` compared with `Loc`
              = expected `Loc`
              =    found `Int`
              help: a location has a name: declare it, as in `parameter l : Loc`
        "#]],
    );
    check_errors(
        "parameter l : Loc\nlet f x = x > 0 & l = x ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:23 `x` this is `Int`
              2:19 `l` compared with `Loc`
              = expected `Loc`
              =    found `Int`
              help: a location has a name: declare it, as in `parameter l : Loc`
        "#]],
    );
}
