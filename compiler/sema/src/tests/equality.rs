//! Which types have equality.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn types_with_equality() {
    check_types(
        "parameter K, keq : Type * K Deq\n\
         let a (x : Nat) y = x = y ;; let b (x : Tok * Atom) y = x = y ;; let c (x : String + Unit) y = x = y ;;\n\
         let d (x : K Bag List) y = x = y ;; let e (x : Event) y = x = y ;; let f (x : Top) y = x = y ;;",
        expect![[r#"
            parameter K, keq : Type * K Deq
            a : Nat -> Nat -> Bool
            b : Tok * Tok -> Tok * Tok -> Bool
            c : (String + Unit) -> (String + Unit) -> Bool
            d : K Bag List -> K Bag List -> Bool
            e : Event -> Event -> Bool
            f : Top -> Top -> Bool
        "#]],
    );
}

#[test]
fn built_in_types_without() {
    check_errors(
        "let a (x : Real) = x = x ;;\n\
         let b (x : Int Deq) = x = x ;;\n\
         let c (x : Type) = x = x ;;\n\
         let d (x : Prop) = x = x ;;\n\
         let e (x : Msg) = x = x ;;\n\
         let f (x : Interface) = x = x ;;\n\
         let g (x : Int set-sig) = x = x ;;\n\
         let h (x : (Int, Bool) map-sig) = x = x ;;",
        expect![[r#"
            error[EV0203]: values of type `Real` cannot be compared
              1:22 `=` real numbers have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
            error[EV0203]: values of type `Int Deq` cannot be compared
              2:25 `=` deciders have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
            error[EV0203]: values of type `Type` cannot be compared
              3:22 `=` types have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
            error[EV0203]: values of type `Prop` cannot be compared
              4:22 `=` propositions have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
            error[EV0203]: values of type `Msg` cannot be compared
              5:21 `=` messages have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
            error[EV0203]: values of type `Interface` cannot be compared
              6:27 `=` `Msg` is a part of it: messages have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
            error[EV0203]: values of type `Int set-sig` cannot be compared
              7:29 `=` implementations have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
            error[EV0203]: values of type `(Int, Bool) map-sig` cannot be compared
              8:37 `=` implementations have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
        "#]],
    );
}

#[test]
fn deciders() {
    check_types(
        "let a : Int Deq = op = ;; let b = eqof a 1 2 ;; let c = (op = : (Loc * Int List) Deq) ;;",
        expect![[r#"
            a : Int Deq
            b : Bool
            c : (Loc * Int List) Deq
        "#]],
    );
    check_errors(
        "let d = (op =) 1 2 ;;",
        expect![[r#"
            error[EV0201]: this is applied, but it is not a function
              1:9 `(op =)` this is `'a Deq`
              1:16 `1` the argument it is given
              = expected a function
              =    found `'a Deq`
              help: write `=` between the two, as in `x = y`, or `eqof (op =) x y`
        "#]],
    );
    check_errors(
        "let d = op = ;;",
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:9 `op =` compares values of type `'a`
              help: write the type of what is compared, as in `(x : Int)` or `((op =) : Int Deq)`
        "#]],
    );
    check_errors(
        "let d : (Int -> Int) Deq = op = ;;",
        expect![[r#"
        error[EV0203]: values of type `Int -> Int` cannot be compared
          1:28 `op =` functions have no equality
          help: compare parts that have equality, such as numbers, locations or tokens
    "#]],
    );
}

#[test]
fn type_known_later() {
    check_types(
        "let f = (\\x. \\y. x = y) 1 ;; let g x = let same = x = x in (same, x + 1) ;;",
        expect![[r#"
            f : Int -> Bool
            g : Int -> Bool * Int
        "#]],
    );
    check_errors(
        "let f z = let same x y = x = y in same 1 z ;;",
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:28 `=` compares values of type `'a`
              help: `x` and `y` can be of any type here: write the type that is meant, as in `(x : Int)`
        "#]],
    );
}
