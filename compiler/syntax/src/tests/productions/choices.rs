//! The examples of section 3.10, and the choices of sections 9 and 10.

use expect_test::expect;

use crate::tests::{check_all, check_all_errors};

/// Section 3.10.
#[test]
fn the_accepted_examples() {
    check_all(
        &[
            "let pairup x y = (x, y) ;;",
            "let third (x : Int * (Bool * Tok)) = (x : Int * Bool * Tok) ;;",
            "variable k1 k2 : Int ;;  let same k1 k2 = k1 = k2 ;;",
            "parameter Item, ideq : Type * Item Deq ;;  parameter it : Item ;;  let refl = (it = it) ;;",
            "let choose v = case v of inl (a,b) => a of inr () => 0 ;;",
            "let neg x = ~(x) ;;",
            "let same x y = x = y ;;",
            "parameter Item : Type ;; parameter it : Item ;; let refl = (it = it) ;;",
            "input q : Int ;; let g = q'send ;;",
            "input q : Int ;; main q'base",
            "class C = {1} ;;",
            "let d = (op =) 1 2 ;;",
            "let dec n = n-1 ;;",
        ],
        expect![[r#"
            let pairup x y = (x, y) ;;
                (let pairup x y (tuple x y))
            let third (x : Int * (Bool * Tok)) = (x : Int * Bool * Tok) ;;
                (let third (: x (* Int (* Bool Tok))) (: x (* Int Bool Tok)))
            variable k1 k2 : Int ;;  let same k1 k2 = k1 = k2 ;;
                (variable k1 k2 Int)
                (let same k1 k2 (= k1 k2))
            parameter Item, ideq : Type * Item Deq ;;  parameter it : Item ;;  let refl = (it = it) ;;
                (type-parameter Item ideq (* Type (Deq Item)))
                (parameter it Item)
                (let refl (= it it))
            let choose v = case v of inl (a,b) => a of inr () => 0 ;;
                (let choose v (case v (of (inl (tuple a b)) a) (of (inr ()) 0)))
            let neg x = ~(x) ;;
                (let neg x (~ x))
            let same x y = x = y ;;
                (let same x y (= x y))
            parameter Item : Type ;; parameter it : Item ;; let refl = (it = it) ;;
                (parameter Item Type)
                (parameter it Item)
                (let refl (= it it))
            input q : Int ;; let g = q'send ;;
                (input q Int)
                (let g q'send)
            input q : Int ;; main q'base
                (input q Int)
                (main q'base)
            class C = {1} ;;
                (class C (bag 1))
            let d = (op =) 1 2 ;;
                (let d (apply (op =) 1 2))
            let dec n = n-1 ;;
                (let dec n n-1)
        "#]],
    );
}

/// Section 3.10: those that the grammar rejects; the others are about names and types.
#[test]
fn the_rejected_examples() {
    check_all_errors(
        &["let f [a; b] = a ;;", "letrec loop = loop ;;"],
        expect![[r#"
        let f [a; b] = a ;;
            EV0013 1:7 `[a; b]`: a list cannot be matched here
              expected a variable, `_`, `()` or a tuple of these
                 found a list
              help: bind a variable and take it apart with `case`
        letrec loop = loop ;;
            EV0010 1:8 `loop`: `letrec` defines a function, but there is no parameter
              help: write `let` for a value
    "#]],
    );
}

/// Section 9, and the checklist of section 10.
#[test]
fn choices() {
    check_all(
        &[
            "let x = mk-lookup-list-map Cid ::Int d ;;",
            "let x = ~5 ;;",
            "let f x = case x of [] => 1 of y . ys => 2 ;;",
            "let f n = case n of _ => 1 ;; let g n = case n of k => k ;;",
            "class* X = Y ;;",
            "input a, ``b c`` : Int",
            "let x = (op +) 1 2 ;;",
            "class X = {(* nothing *)} ;;",
        ],
        expect![[r#"
            let x = mk-lookup-list-map Cid ::Int d ;;
                (let x (apply mk-lookup-list-map Cid (:: Int) d))
            let x = ~5 ;;
                (let x -5)
            let f x = case x of [] => 1 of y . ys => 2 ;;
                (let f x (case x (of (list) 1) (of (. y ys) 2)))
            let f n = case n of _ => 1 ;; let g n = case n of k => k ;;
                (let f n (case n (of _ 1)))
                (let g n (case n (of k k)))
            class* X = Y ;;
                (class* X Y)
            input a, ``b c`` : Int
                (input a ``b c`` Int)
            let x = (op +) 1 2 ;;
                (let x (apply (op +) 1 2))
            class X = {(* nothing *)} ;;
                (class X (bag))
        "#]],
    );
}

/// Section 9, and the checklist of section 10.
#[test]
fn the_checklist() {
    check_all(
        &[
            r#"class X = a'base >>= (\x. Y) ;;"#,
            "let x = bag-inject ::Loc b ::Int ;;",
            "let x = union-deq ::(Int * Int) ::(A List) a b ;;",
            r#"class X = Prior(X)?(\l. {0}) ;;"#,
            "parameter f : Int -> Int | (forall x : Int. f x > 0)",
            "class X = Memory (i, a, A, b, B, c, C, d, D) ;;",
            "let x = if a then b else if c then d else e ;;",
            "main (A || B || C) @ locs",
            "main A @ locs || B @ {l}",
            "let f : T Deq = g ;;",
            "class X = m'verify || m::base ;; let s = m'bsign + m::send + S::member ;;",
            "let x = MSG(``h``, e) ;;",
            "let g = fn x => fn (y, z) => x ;;",
        ],
        expect![[r#"
            class X = a'base >>= (\x. Y) ;;
                (class X (>>= a'base (\ x Y)))
            let x = bag-inject ::Loc b ::Int ;;
                (let x (apply bag-inject (:: Loc) b (:: Int)))
            let x = union-deq ::(Int * Int) ::(A List) a b ;;
                (let x (apply union-deq (:: (* Int Int)) (:: (List A)) a b))
            class X = Prior(X)?(\l. {0}) ;;
                (class X (? (Prior X) (\ l (bag 0))))
            parameter f : Int -> Int | (forall x : Int. f x > 0)
                (parameter f (-> Int Int) (forall x Int (> (apply f x) 0)))
            class X = Memory (i, a, A, b, B, c, C, d, D) ;;
                (class X (Memory i (on a A) (on b B) (on c C) (on d D)))
            let x = if a then b else if c then d else e ;;
                (let x (if a b (if c d e)))
            main (A || B || C) @ locs
                (main (@ (|| (|| A B) C) locs))
            main A @ locs || B @ {l}
                (main (|| (@ A locs) (@ B (bag l))))
            let f : T Deq = g ;;
                (let f (: (Deq T)) g)
            class X = m'verify || m::base ;; let s = m'bsign + m::send + S::member ;;
                (class X (|| m'verify m'base))
                (let s (+ (+ m'bsign m'send) S'member))
            let x = MSG(``h``, e) ;;
                (let x (MSG ``h`` e))
            let g = fn x => fn (y, z) => x ;;
                (let g (\ x (\ (tuple y z) x)))
        "#]],
    );
}

/// Section 9, choices 17 and 23: what EventML read and did not support.
#[test]
fn choices_against() {
    check_all_errors(
        &[
            "let f (a, a) = a ;;",
            "let x = 0w1 ;;",
            "type T = {e}",
            "let f (struct : x) = 1 ;;",
            "infix 12 <+>",
            "let x = (let infix 10 <+> a b = a in 1) ;;",
        ],
        expect![[r#"
            let f (a, a) = a ;;
                EV0105 1:11 `a`: `a` is bound twice in one pattern
                  1:8 first bound here
                  help: give one of the two another name, or write `_`
            let x = 0w1 ;;
                EV0004 1:9 `0w1`: word literals are not part of the language
                  help: write a decimal or `0x` integer
            type T = {e}
                EV0010 1:10 `{e}`: an expression in braces is no type
                  help: write `{x : T | P}`
            let f (struct : x) = 1 ;;
                EV0013 1:8 `struct : x`: `struct` patterns are not part of the language
                  help: take the value apart with a tuple pattern, as in `(a, b)`
            infix 12 <+>
                EV0012 1:7 `12`: `12` is no precedence
                  expected a number from 0 to 9
                     found `12`
                  help: write one digit: operators of a greater number bind tighter
            let x = (let infix 10 <+> a b = a in 1) ;;
                EV0012 1:20 `10`: `10` is no precedence
                  expected a number from 0 to 9
                     found `10`
                  help: write one digit: operators of a greater number bind tighter
        "#]],
    );
}
