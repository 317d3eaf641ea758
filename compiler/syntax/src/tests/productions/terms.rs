//! Sections 2.4 and 2.5: patterns and types.

use expect_test::expect;

use crate::tests::{check_all, check_all_errors};

/// Section 2.4.
#[test]
fn patterns() {
    check_all(
        &[
            "let f x = case x of 0 => a of ~5 => b of 0x1F => c of _ => d ;;",
            "let f x = case x of [] => a of [y] => b of [y; (z, _)] => c of y . z . w => d ;;",
            "let f x = case x of inl (a, b) => a of inr () => b ;;",
            "let f x = case x of Some (Pair (a, b)) => a of None _ => b of C () => c of D [x] => d ;;",
            "let f x = case x of true => a of false => b of nil => c ;;",
            r#"let f x = case x of "s" => a of `t` => b of ``u v`` => c of 1.5 => d of () => e ;;"#,
            "let f x = case x of (a : Int) . (b : Int List) => a of (c, d) : T => c of e : Int : Int => e ;;",
            "let f x = case x of (0, [inl (a)], b . c) => a ;;",
            "let f x = case x of (y) => y of (((z))) => z ;;",
            r#"let f = \(x : Int, _). x ;; let g = \x : Int. x ;; let h = fn (x, y) : T => x ;; let i = \_. \(). 1 ;;"#,
            "let f x = X >> (a, _) : T >> Y ;;",
            "let f x = case x of input => 1 of [set] => 2 ;;",
        ],
        expect![[r#"
            let f x = case x of 0 => a of ~5 => b of 0x1F => c of _ => d ;;
                (let f x (case x (of 0 a) (of -5 b) (of 31 c) (of _ d)))
            let f x = case x of [] => a of [y] => b of [y; (z, _)] => c of y . z . w => d ;;
                (let f x (case x (of (list) a) (of (list y) b) (of (list y (tuple z _)) c) (of (. y (. z w)) d)))
            let f x = case x of inl (a, b) => a of inr () => b ;;
                (let f x (case x (of (inl (tuple a b)) a) (of (inr ()) b)))
            let f x = case x of Some (Pair (a, b)) => a of None _ => b of C () => c of D [x] => d ;;
                (let f x
                  (case x (of (Some (Pair (tuple a b))) a) (of (None _) b) (of (C ()) c) (of (D (list x)) d)))
            let f x = case x of true => a of false => b of nil => c ;;
                (let f x (case x (of true a) (of false b) (of nil c)))
            let f x = case x of "s" => a of `t` => b of ``u v`` => c of 1.5 => d of () => e ;;
                (let f x (case x (of "s" a) (of `t` b) (of ``u v`` c) (of 1.5 d) (of () e)))
            let f x = case x of (a : Int) . (b : Int List) => a of (c, d) : T => c of e : Int : Int => e ;;
                (let f x
                  (case x (of (. (: a Int) (: b (List Int))) a) (of (: (tuple c d) T) c) (of (: (: e Int) Int) e)))
            let f x = case x of (0, [inl (a)], b . c) => a ;;
                (let f x (case x (of (tuple 0 (list (inl a)) (. b c)) a)))
            let f x = case x of (y) => y of (((z))) => z ;;
                (let f x (case x (of y y) (of z z)))
            let f = \(x : Int, _). x ;; let g = \x : Int. x ;; let h = fn (x, y) : T => x ;; let i = \_. \(). 1 ;;
                (let f (\ (tuple (: x Int) _) x))
                (let g (\ (: x Int) x))
                (let h (\ (: (tuple x y) T) x))
                (let i (\ _ (\ () 1)))
            let f x = X >> (a, _) : T >> Y ;;
                (let f x (>> X (: (tuple a _) T) Y))
            let f x = case x of input => 1 of [set] => 2 ;;
                (let f x (case x (of input 1) (of set 2)))
        "#]],
    );
}

/// Section 2.4: what may fail to match stands only in `case`.
#[test]
fn patterns_of_bindings_that_are_wrong() {
    check_all_errors(
        &[
            "let 0 = x ;;",
            "let [a; b] = x ;;",
            "let (a . b) = x ;;",
            "let f (inl (a)) = x ;;",
            "letrec f 0 = x ;;",
            "class C [a] = x ;;",
        ],
        expect![[r#"
            let 0 = x ;;
                EV0013 1:5 `0`: a literal cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a literal
                  help: bind a variable and take it apart with `case`
            let [a; b] = x ;;
                EV0013 1:5 `[a; b]`: a list cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a list
                  help: bind a variable and take it apart with `case`
            let (a . b) = x ;;
                EV0013 1:6 `a . b`: a list cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a list
                  help: bind a variable and take it apart with `case`
            let f (inl (a)) = x ;;
                EV0013 1:8 `inl (a)`: a constructor cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a constructor
                  help: bind a variable and take it apart with `case`
            letrec f 0 = x ;;
                EV0013 1:10 `0`: a literal cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a literal
                  help: bind a variable and take it apart with `case`
            class C [a] = x ;;
                EV0013 1:9 `[a]`: a list cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a list
                  help: bind a variable and take it apart with `case`
        "#]],
    );
}

/// Section 2.4: what may fail to match stands only in `case`.
#[test]
fn other_patterns_that_are_wrong() {
    check_all_errors(
        &[
            r#"let f = \(0, x). x ;;"#,
            r#"let f = \[x]. x ;;"#,
            "let f x = X >> [y] >> Y ;;",
            "let f x = y where [a] = x ;;",
            "let f (struct : x) = x ;;",
            "let f x = case x of struct : y => 1 ;;",
        ],
        expect![[r#"
            let f = \(0, x). x ;;
                EV0013 1:11 `0`: a literal cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a literal
                  help: bind a variable and take it apart with `case`
            let f = \[x]. x ;;
                EV0013 1:10 `[x]`: a list cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a list
                  help: bind a variable and take it apart with `case`
            let f x = X >> [y] >> Y ;;
                EV0013 1:16 `[y]`: a list cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a list
                  help: bind a variable and take it apart with `case`
            let f x = y where [a] = x ;;
                EV0013 1:19 `[a]`: a list cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a list
                  help: bind a variable and take it apart with `case`
            let f (struct : x) = x ;;
                EV0013 1:8 `struct : x`: `struct` patterns are not part of the language
                  help: take the value apart with a tuple pattern, as in `(a, b)`
            let f x = case x of struct : y => 1 ;;
                EV0013 1:21 `struct : y`: `struct` patterns are not part of the language
                  help: take the value apart with a tuple pattern, as in `(a, b)`
        "#]],
    );
}

/// Section 2.4: what may fail to match stands only in `case`.
#[test]
fn variables_bound_twice() {
    check_all_errors(
        &[
            "let f (x, x) = x ;;",
            r#"let f = \((x, y), x). x ;;"#,
            "let f y = case y of x . x => 1 of [x; x] => 2 of C (x, x) => 3 ;;",
            "let (a, a) = b ;;",
            "invariant i on (a, a) in X == a ;;",
        ],
        expect![[r#"
            let f (x, x) = x ;;
                EV0105 1:11 `x`: `x` is bound twice in one pattern
                  1:8 first bound here
                  help: give one of the two another name, or write `_`
            let f = \((x, y), x). x ;;
                EV0105 1:19 `x`: `x` is bound twice in one pattern
                  1:12 first bound here
                  help: give one of the two another name, or write `_`
            let f y = case y of x . x => 1 of [x; x] => 2 of C (x, x) => 3 ;;
                EV0105 1:25 `x`: `x` is bound twice in one pattern
                  1:21 first bound here
                  help: give one of the two another name, or write `_`
                EV0105 1:39 `x`: `x` is bound twice in one pattern
                  1:36 first bound here
                  help: give one of the two another name, or write `_`
                EV0105 1:56 `x`: `x` is bound twice in one pattern
                  1:53 first bound here
                  help: give one of the two another name, or write `_`
            let (a, a) = b ;;
                EV0105 1:9 `a`: `a` is bound twice in one pattern
                  1:6 first bound here
                  help: give one of the two another name, or write `_`
            invariant i on (a, a) in X == a ;;
                EV0105 1:20 `a`: `a` is bound twice in one pattern
                  1:17 first bound here
                  help: give one of the two another name, or write `_`
        "#]],
    );
}

/// Section 2.5.
#[test]
fn types() {
    check_all(
        &[
            "type T = A -> B + C",
            "type T = A + B -> C",
            "type T = A + B + C -> D",
            "type T = A * B + C * D -> E * F",
            "type T = A -> B -> C",
            "type T = A + B + C",
            "type T = A * B * C List",
            "type T = (Int * Bool) List Bag",
            "type T = (A, B) pairtype List type U = (A, B, C List) triple",
            "type T = x : Int -> y : Int List -> Int",
            r#"type T = {x : Int | x > 0 /\ true} List"#,
            "type T = 'a -> ''b -> ('c)",
            "type T = {input : Int * Int | p} * Int",
            "let x = ::Int List ;; let y = ::(Int List) ;; let z = f ::'a ::{x : Int | p} ::Int ;;",
            "let x = y : Int -> Int : T ;;",
        ],
        expect![[r#"
            type T = A -> B + C
                (type T (-> A (+ B C)))
            type T = A + B -> C
                (type T (+ A (-> B C)))
            type T = A + B + C -> D
                (type T (+ (+ A B) (-> C D)))
            type T = A * B + C * D -> E * F
                (type T (+ (* A B) (-> (* C D) (* E F))))
            type T = A -> B -> C
                (type T (-> A (-> B C)))
            type T = A + B + C
                (type T (+ (+ A B) C))
            type T = A * B * C List
                (type T (* A B (List C)))
            type T = (Int * Bool) List Bag
                (type T (Bag (List (* Int Bool))))
            type T = (A, B) pairtype List type U = (A, B, C List) triple
                (type T (List (pairtype A B)))
                (type U (triple A B (List C)))
            type T = x : Int -> y : Int List -> Int
                (type T (-> x Int (-> y (List Int) Int)))
            type T = {x : Int | x > 0 /\ true} List
                (type T (List (subset x Int (/\ (> x 0) true))))
            type T = 'a -> ''b -> ('c)
                (type T (-> 'a (-> ''b 'c)))
            type T = {input : Int * Int | p} * Int
                (type T (* (subset input (* Int Int) p) Int))
            let x = ::Int List ;; let y = ::(Int List) ;; let z = f ::'a ::{x : Int | p} ::Int ;;
                (let x (apply (:: Int) List))
                (let y (:: (List Int)))
                (let z (apply f (:: 'a) (:: (subset x Int p)) (:: Int)))
            let x = y : Int -> Int : T ;;
                (let x (: (: y (-> Int Int)) T))
        "#]],
    );
}

/// Section 2.5.
#[test]
fn types_that_are_wrong() {
    check_all_errors(
        &[
            "type T = {x}",
            "type T = {(f x)} List",
            "let x : {1} = 2 ;;",
            "type T = ",
            "type T = A +",
            "type T = (A, B)",
            "type T = A -> -> B",
            "type T = x : A * B -> C",
            "type int",
            "parameter x : (Int",
            "let x = :: ;;",
        ],
        expect![[r#"
            type T = {x}
                EV0010 1:10 `{x}`: an expression in braces is no type
                  help: write `{x : T | P}`
            type T = {(f x)} List
                EV0010 1:10 `{(f x)}`: an expression in braces is no type
                  help: write `{x : T | P}`
            let x : {1} = 2 ;;
                EV0010 1:9 `{1}`: an expression in braces is no type
                  help: write `{x : T | P}`
            type T =
                EV0010 1:9 ``: unexpected end of the text
                  expected a type
                     found the end of the text
                  help: write a type at the end
            type T = A +
                EV0010 1:13 ``: unexpected end of the text
                  expected a type
                     found the end of the text
                  help: write a type at the end
            type T = (A, B)
                EV0010 1:16 ``: unexpected end of the text
                  expected a name
                     found the end of the text
                  help: write a name at the end
            type T = A -> -> B
                EV0010 1:15 `->`: unexpected `->`
                  expected a type
                     found `->`
                  help: write a type before `->`
            type T = x : A * B -> C
                EV0010 1:16 `*`: unexpected `*`
                  expected `->`
                     found `*`
                  help: write `->` before `*`
            type int
                EV0010 1:9 ``: unexpected end of the text
                  expected `=`
                     found the end of the text
                  help: write `=` at the end
            parameter x : (Int
                EV0010 1:19 ``: `(` is not closed
                  1:15 opened here
                  expected `)` or `,`
                     found the end of the text
                  help: write `)` before the end of the text
            let x = :: ;;
                EV0010 1:12 `;`: unexpected `;;`
                  expected a type
                     found `;;`
                  help: write a type before `;;`
        "#]],
    );
}
