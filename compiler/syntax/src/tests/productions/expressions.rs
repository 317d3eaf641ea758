//! Sections 2.6 to 2.8: expressions.

use expect_test::expect;

use crate::tests::{check_all, check_all_errors};

/// Section 2.6.
#[test]
fn atoms_and_class_forms() {
    check_all(
        &[
            "let x = f [] nil [1; 2] {} {a; b} () (1, 2, 3) ;;",
            "let x = (xs/~) ;; let y = f xs/~ ;; let z = (xs#) + k# ;;",
            "let x = Prior(X) || Once(X) || Output(f) || OnLoc(F) || Skip(X) || Null ;;",
            "let x = Local(X, l, ``h``) ;; let y = any(x) ;; let z = MSG(``h``, 1) ;; let w = MSG([`a`; `b`], (1, 2)) ;; let v = wait(1, x) ;;",
            "class X = State(i, f, X) || State(i, f, X, g, Y) || State(i, f, X, g, Y, h, Z) || State(i, a, A, b, B, c, C, d, D) || State(i, a, A, b, B, c, C, d, D, e, E) ;;",
            "class X = Memory(i, f, X) || Memory(i, f, X, g, Y) || Memory(i, f, X, g, Y, h, Z) || Memory(i, a, A, b, B, c, C, d, D) ;;",
        ],
        expect![[r#"
            let x = f [] nil [1; 2] {} {a; b} () (1, 2, 3) ;;
                (let x (apply f (list) nil (list 1 2) (bag) (bag a b) () (tuple 1 2 3)))
            let x = (xs/~) ;; let y = f xs/~ ;; let z = (xs#) + k# ;;
                (let x (/~ xs))
                (let y (apply f (/~ xs)))
                (let z (+ (# xs) (# k)))
            let x = Prior(X) || Once(X) || Output(f) || OnLoc(F) || Skip(X) || Null ;;
                (let x (|| (|| (|| (|| (|| (Prior X) (Once X)) (Output f)) (OnLoc F)) (Skip X)) Null))
            let x = Local(X, l, ``h``) ;; let y = any(x) ;; let z = MSG(``h``, 1) ;; let w = MSG([`a`; `b`], (1, 2)) ;; let v = wait(1, x) ;;
                (let x (Local X l ``h``))
                (let y (any x))
                (let z (MSG ``h`` 1))
                (let w (MSG ``a b`` (tuple 1 2)))
                (let v (wait 1 x))
            class X = State(i, f, X) || State(i, f, X, g, Y) || State(i, f, X, g, Y, h, Z) || State(i, a, A, b, B, c, C, d, D) || State(i, a, A, b, B, c, C, d, D, e, E) ;;
                (class X
                  (||
                    (||
                      (|| (|| (State i (on f X)) (State i (on f X) (on g Y))) (State i (on f X) (on g Y) (on h Z)))
                      (State i (on a A) (on b B) (on c C) (on d D)))
                    (State i (on a A) (on b B) (on c C) (on d D) (on e E))))
            class X = Memory(i, f, X) || Memory(i, f, X, g, Y) || Memory(i, f, X, g, Y, h, Z) || Memory(i, a, A, b, B, c, C, d, D) ;;
                (class X
                  (||
                    (|| (|| (Memory i (on f X)) (Memory i (on f X) (on g Y))) (Memory i (on f X) (on g Y) (on h Z)))
                    (Memory i (on a A) (on b B) (on c C) (on d D))))
        "#]],
    );
}

/// Section 2.6.
#[test]
fn compositions_and_scopes() {
    check_all(
        &[
            "class X = f o () ;;",
            "class X = f o (A, B) ;;",
            "class X = f o A ;;",
            "class X = f o input ;;",
            "class X = f o (A, Prior(self)) ;;",
            "class X = f o (A, Prior(self)?{0}) ;;",
            r#"class X = f o (Prior(self) ? \l. {l}) ;;"#,
            "class X = F O (A) ;; class Y = F oo (A, B) ;;",
            "class X = f o (Once(X)) ;; class Y = (f o X) || Z ;; class Z = A || f o X ;; class W = f o X o Y ;;",
            "let p = c observes v @ e ;; let q = (f x) observes (a, b) @ e2 ;;",
            "let p = forall x y : Int. exists z : Int List. x = y ;;",
            "let x = f where f = 1 ;; let y = (a b) where (a, b) = c ;;",
            "let x = let a = 1 in letrec f b = f b in class X = Y in X ;;",
            "let x = X >> (a, b) >> Y >> _ >> Z ;;",
            "let x = a . b . nil ++ c ;;",
            "let f x = f x y (g z) input m'base ;;",
        ],
        expect![[r#"
            class X = f o () ;;
                (class X (o f))
            class X = f o (A, B) ;;
                (class X (o f A B))
            class X = f o A ;;
                (class X (o f A))
            class X = f o input ;;
                (class X (o f input))
            class X = f o (A, Prior(self)) ;;
                (class X (o f A (Prior-self)))
            class X = f o (A, Prior(self)?{0}) ;;
                (class X (o f A (Prior-self (bag 0))))
            class X = f o (Prior(self) ? \l. {l}) ;;
                (class X (o f (Prior-self (\ l (bag l)))))
            class X = F O (A) ;; class Y = F oo (A, B) ;;
                (class X (O F A))
                (class Y (O F A B))
            class X = f o (Once(X)) ;; class Y = (f o X) || Z ;; class Z = A || f o X ;; class W = f o X o Y ;;
                (class X (o f (Once X)))
                (class Y (|| (o f X) Z))
                (class Z (o (|| A f) X))
                (class W (o (o f X) Y))
            let p = c observes v @ e ;; let q = (f x) observes (a, b) @ e2 ;;
                (let p (observes c v e))
                (let q (observes (apply f x) (tuple a b) e2))
            let p = forall x y : Int. exists z : Int List. x = y ;;
                (let p (forall x y Int (exists z (List Int) (= x y))))
            let x = f where f = 1 ;; let y = (a b) where (a, b) = c ;;
                (let x (where f 1 f))
                (let y (where (tuple a b) c (apply a b)))
            let x = let a = 1 in letrec f b = f b in class X = Y in X ;;
                (let x (let-in a 1 (letrec-in f b (apply f b) (class-in X Y X))))
            let x = X >> (a, b) >> Y >> _ >> Z ;;
                (let x (>> X (tuple a b) (>> Y _ Z)))
            let x = a . b . nil ++ c ;;
                (let x (. a (. b (++ nil c))))
            let f x = f x y (g z) input m'base ;;
                (let f x (apply f x y (apply g z) input m'base))
        "#]],
    );
}

/// Section 2.6.
#[test]
fn compositions_that_are_wrong() {
    check_all_errors(
        &[
            "let x = 1 + if b then 1 else 2 ;;",
            "class X = f o Once(X) ;;",
            "class X = f o X || Y ;;",
            "class X = f o (X) @ l ;;",
        ],
        expect![[r#"
            let x = 1 + if b then 1 else 2 ;;
                EV0010 1:13 `if`: `if` cannot be an operand of `+`
                  help: put it in parentheses: `(if …)`
            class X = f o Once(X) ;;
                EV0010 1:15 `Once`: only a name or a list in parentheses can follow `o`
                  help: write `o (Once …)`
            class X = f o X || Y ;;
                EV0010 1:17 `||`: a composition cannot be followed by `||`
                  help: put the composition in parentheses: `(f o (X, Y)) || …`
            class X = f o (X) @ l ;;
                EV0010 1:19 `@`: a composition cannot be followed by `@`
                  help: put the composition in parentheses: `(f o (X, Y)) @ …`
        "#]],
    );
}

/// Section 2.6.
#[test]
fn state_classes_that_are_wrong() {
    check_all_errors(
        &[
            "class X = State(a, b) ;;",
            "class X = State(a, b, c, d) ;;",
            "class X = State(a, b, c, d, e, f, g, h, i, j, k, l, m) ;;",
            "class X = Memory(a, b, c, d, e, f, g, h, i, j, k) ;;",
            "class X = Memory() ;;",
        ],
        expect![[r#"
            class X = State(a, b) ;;
                EV0010 1:11 `State(a, b)`: `State` cannot take 2 arguments
                  expected 3, 5, 7, 9 or 11 arguments
                     found 2
                  help: write `State (initial, transition, class, …)`
            class X = State(a, b, c, d) ;;
                EV0010 1:11 `State(a, b, c, d)`: `State` cannot take 4 arguments
                  expected 3, 5, 7, 9 or 11 arguments
                     found 4
                  help: write `State (initial, transition, class, …)`
            class X = State(a, b, c, d, e, f, g, h, i, j, k, l, m) ;;
                EV0010 1:11 `…`: `State` cannot take 13 arguments
                  expected 3, 5, 7, 9 or 11 arguments
                     found 13
                  help: write `State (initial, transition, class, …)`
            class X = Memory(a, b, c, d, e, f, g, h, i, j, k) ;;
                EV0010 1:11 `…`: `Memory` cannot take 11 arguments
                  expected 3, 5, 7 or 9 arguments
                     found 11
                  help: write `Memory (initial, transition, class, …)`
            class X = Memory() ;;
                EV0010 1:11 `Memory()`: `Memory` cannot take 0 arguments
                  expected 3, 5, 7 or 9 arguments
                     found 0
                  help: write `Memory (initial, transition, class, …)`
        "#]],
    );
}

/// Section 2.6.
#[test]
fn forms_that_are_wrong() {
    check_all_errors(
        &[
            "let x = ~ y ;;",
            "let x = case y ;;",
            "let x = MSG(h, 1) ;;",
            "let x = 0w12 + 0wx1F ;;",
            "let x = a == b ;;",
            "let x = a < - b ;;",
        ],
        expect![[r#"
            let x = ~ y ;;
                EV0010 1:11 `y`: only a number or an expression in parentheses can follow `~`
                  help: write `~(y)`
            let x = case y ;;
                EV0010 1:16 `;`: unexpected `;;`
                  expected `of`
                     found `;;`
                  help: write `of` before `;;`
            let x = MSG(h, 1) ;;
                EV0010 1:13 `h`: unexpected `h`
                  expected a token list or `[`
                     found the name `h`
                  help: write a token list or `[` before the name `h`
            let x = 0w12 + 0wx1F ;;
                EV0004 1:9 `0w12`: word literals are not part of the language
                  help: write a decimal or `0x` integer
                EV0004 1:16 `0wx1F`: word literals are not part of the language
                  help: write a decimal or `0x` integer
            let x = a == b ;;
                EV0010 1:11 `==`: `==` is no operator
                  help: write `=` for equality
            let x = a < - b ;;
                EV0012 1:13 `-`: the operator `-` has no left operand
                  help: write `~1` or `~(x)` for a negative number
        "#]],
    );
}

/// Section 2.6.
#[test]
fn words_and_ends_that_are_wrong() {
    check_all_errors(
        &[
            "class X = f o (Prior(self), X) ;;",
            "let x = self ;;",
            "let x = overload ;;",
            "let x = if a then b ;;",
            "let x = { 1; } ;;",
            "let x = (1, ) ;;",
            "let x = [1 2; ] ;;",
            "infix 10 ^",
            "infixr ~1 ^",
        ],
        expect![[r#"
            class X = f o (Prior(self), X) ;;
                EV0010 1:27 `,`: unexpected `,`
                  expected `)` or `?`
                     found `,`
                  help: write `)` or `?` before `,`
            let x = self ;;
                EV0010 1:9 `self`: unexpected `self`
                  expected an expression
                     found `self`
                  help: write an expression before `self`
            let x = overload ;;
                EV0010 1:9 `overload`: unexpected `overload`
                  expected an expression
                     found `overload`
                  help: write an expression before `overload`
            let x = if a then b ;;
                EV0010 1:21 `;`: every `if` has an `else`
                  help: write `else` and the value for that case
            let x = { 1; } ;;
                EV0010 1:14 `}`: unexpected `}`
                  expected an expression
                     found `}`
                  help: write an expression before `}`
            let x = (1, ) ;;
                EV0010 1:13 `)`: unexpected `)`
                  expected an expression
                     found `)`
                  help: write an expression before `)`
            let x = [1 2; ] ;;
                EV0010 1:15 `]`: unexpected `]`
                  expected an expression
                     found `]`
                  help: write an expression before `]`
            infix 10 ^
                EV0012 1:7 `10`: `10` is no precedence
                  expected a number from 0 to 9
                     found `10`
                  help: write one digit: operators of a greater number bind tighter
            infixr ~1 ^
                EV0012 1:8 `~1`: `~1` is no precedence
                  expected a number from 0 to 9
                     found `~1`
                  help: write one digit: operators of a greater number bind tighter
        "#]],
    );
}

/// Section 2.8: the order of operators, in the forms that the reference spells out.
#[test]
fn layers() {
    check_all(
        &[
            r#"let x = a & b /\ c ;;"#,
            r#"let x = a <=> b /\ c ;;"#,
            r#"let x = p /\ q => r ;;"#,
            "let x = x & y : Bool ;;",
            "let x = x + y : Int ;;",
            "let x = if c then p else q => r ;;",
            r#"let x = q /\ forall x : Int. a => b ;;"#,
            "let x = a or if b then a else c ;;",
            "let x = ! x & y ;;",
            "let x = a = b @ c ;;",
            "let x = f x y * 2 + 1 . z ++ w = v ? u until t || s ;;",
            "let x = a <> b < c <= d ;;",
            "let x = a - b - c / d / e ;;",
            "let x = a >>= b >>= c ;;",
            "let x = a l-before b before c ;;",
            "let x = a ?? b ? c ;;",
        ],
        expect![[r#"
            let x = a & b /\ c ;;
                (let x (& a (/\ b c)))
            let x = a <=> b /\ c ;;
                (let x (/\ (<=> a b) c))
            let x = p /\ q => r ;;
                (let x (=> (/\ p q) r))
            let x = x & y : Bool ;;
                (let x (& x (: y Bool)))
            let x = x + y : Int ;;
                (let x (: (+ x y) Int))
            let x = if c then p else q => r ;;
                (let x (=> (if c p q) r))
            let x = q /\ forall x : Int. a => b ;;
                (let x (/\ q (forall x Int (=> a b))))
            let x = a or if b then a else c ;;
                (let x (or a (if b a c)))
            let x = ! x & y ;;
                (let x (& (apply ! x) y))
            let x = a = b @ c ;;
                (let x (@ (= a b) c))
            let x = f x y * 2 + 1 . z ++ w = v ? u until t || s ;;
                (let x (|| (until (? (= (. (+ (* (apply f x y) 2) 1) (++ z w)) v) u) t) s))
            let x = a <> b < c <= d ;;
                (let x (<= (< (<> a b) c) d))
            let x = a - b - c / d / e ;;
                (let x (- (- a b) (/ (/ c d) e)))
            let x = a >>= b >>= c ;;
                (let x (>>= a (>>= b c)))
            let x = a l-before b before c ;;
                (let x (l-before a (before b c)))
            let x = a ?? b ? c ;;
                (let x (? (?? a b) c))
        "#]],
    );
}
