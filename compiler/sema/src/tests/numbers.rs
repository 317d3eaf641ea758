//! Where a value of one type is accepted as one of another.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn naturals() {
    check_types(
        "parameter n : Nat\n\
         parameter l : Loc\n\
         output m : Nat * (Nat List * Int)\n\
         let a = n + 1 ;; let b = ~ (n #) + (3 #) ;; let c = n < 2 & 1 < n ;; let d = n = 1 ;; let e = 1 = n ;;\n\
         let f = m'send l (3, ([1; n; 2], n)) ;;\n\
         let g = [n; 1] ;; let h = [1; n] ;; let i = if true then n else 0 ;; let j = (3 : Nat) ;; let k : Nat Bag = {1; 2} ;;\n\
         let q (x : Int) = x ;; let p = q n ;;",
        expect![[r#"
            parameter n : Nat
            parameter l : Loc
            output m, ``m`` : Nat * Nat List * Int
            a : Int
            b : Int
            c : Bool
            d : Bool
            e : Bool
            f : Interface
            g : Nat List
            h : Int List
            i : Nat
            j : Nat
            k : Nat Bag
            q : Int -> Int
            p : Int
        "#]],
    );
}

#[test]
fn integers_are_no_naturals() {
    check_errors(
        "parameter n : Nat\n\
         let f : Nat = ~ 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:15 `~ 1` this is `Int`
              2:9 `Nat` annotated with this type
              = expected `Nat`
              =    found `Int`
              help: an `Int` may be negative: declare what takes it with `Int` instead of `Nat`
        "#]],
    );
    check_errors(
        "let f (x : Int) = (x : Nat) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:20 `x` this is `Int`
              1:24 `Nat` annotated with this type
              = expected `Nat`
              =    found `Int`
              help: an `Int` may be negative: declare what takes it with `Int` instead of `Nat`
        "#]],
    );
    check_errors(
        "parameter ns : Nat List\n\
         let f (xs : Int List) = xs ;;\n\
         let g = f ns ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:11 `ns` this is `Nat List`
              3:9 `f` the function is `Int List -> Int List`
              = expected `Int List`
              =    found `Nat List`
              help: write an expression of type `Int List` here
        "#]],
    );
}

#[test]
fn other_values_are_no_naturals() {
    check_errors(
        "let f : Nat * Bool = (1, 2) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:26 `2` this is `Int`
              1:9 `Nat * Bool` annotated with this type
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
    check_errors(
        "let f : Nat = true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:15 `true` this is `Bool`
              1:9 `Nat` annotated with this type
              = expected `Nat`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn deciders_as_functions() {
    check_types(
        "parameter T, d : Type * T Deq\n\
         parameter t : T\n\
         let by (same : T -> T -> Bool) = same t t ;;\n\
         let a = by d ;; let b = by (op =) ;;\n\
         let c : T -> T -> Bool = d ;;",
        expect![[r#"
            parameter T, d : Type * T Deq
            parameter t : T
            by : (T -> T -> Bool) -> Bool
            a : Bool
            b : Bool
            c : T -> T -> Bool
        "#]],
    );
    check_errors(
        "parameter T, d : Type * T Deq\n\
         let by (same : Int -> Int -> Bool) = same 1 2 ;;\n\
         let a = by d ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:12 `d` this is `T Deq`
              3:9 `by` the function is `(Int -> Int -> Bool) -> Bool`
              = expected `Int Deq`
              =    found `T Deq`
              help: write an expression of type `Int Deq` here
        "#]],
    );
    check_errors(
        "let by (same : Int Deq) = eqof same 1 2 ;;\n\
         let a = by (\\x. \\y. x = y) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:12 `(\x. \y. x = y)` this is `'a -> 'a -> Bool`
              2:9 `by` the function is `Int Deq -> Bool`
              = expected `Int Deq`
              =    found `'a -> 'a -> Bool`
              help: write a decider: `(op =)`, or the `d` of `parameter T, d : Type * T Deq`
        "#]],
    );
}

#[test]
fn functions_to_propositions() {
    check_types(
        "constant ordered ('a : Type; lt : 'a -> 'a -> Prop; xs : 'a List) : Prop\n\
         constant all (f[x : Int] : Prop) : Prop\n\
         let lt x y = x < y ;;\n\
         let a = ordered ::Int lt [1; 2] ;; let b = ordered ::Int (\\x. \\y. x < y) [] ;; let c = all (lt 3) ;;\n\
         let d = ordered ::Int (op <) [1] ;; let e = all (\\x. all (\\y. x = y)) ;;",
        expect![[r#"
            constant ordered : Type -> ('a -> 'a -> Prop) -> 'a List -> Prop
            constant all : (Int -> Prop) -> Prop
            lt : Int -> Int -> Bool
            a : Prop
            b : Prop
            c : Prop
            d : Prop
            e : Prop
        "#]],
    );
    check_errors(
        "let f x = not (x = 1) ;;",
        expect![[r#"
            error[EV0214]: `not` takes a proposition
              1:15 `(x = 1)` this is `Bool`
              1:11 `not` negates a proposition
              = expected a proposition
              =    found `Bool`
              help: negate a `Bool` with `!`, or make it a proposition with `assert`
        "#]],
    );
    check_errors(
        "constant all (f[x : Int] : Prop) : Prop\n\
         let lt (x : Bool) y = x & y ;;\n\
         let a = all (lt true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:13 `(lt true)` this is `Bool -> Bool`
              3:9 `all` the function is `(Int -> Prop) -> Prop`
              = expected `Int -> Bool`
              =    found `Bool -> Bool`
              help: write an expression of type `Int -> Bool` here
        "#]],
    );
    check_errors(
        "constant all (f[x : Int] : Prop) : Prop\n\
         let a = all (\\x. x + 1) ;;\n\
         let b = all (\\x. \\y. true) ;;",
        expect![[r#"
            error[EV0214]: this is not a proposition
              2:18 `x + 1` this is `Int`
              = expected a proposition or a `Bool`
              =    found `Int`
              help: compare it with a value, as in `x = y`
            error[EV0214]: this is not a proposition
              3:18 `\y. true` this is `'a -> Bool`
              = expected a proposition or a `Bool`
              =    found `'a -> Bool`
              help: give the function all its arguments
        "#]],
    );
}
