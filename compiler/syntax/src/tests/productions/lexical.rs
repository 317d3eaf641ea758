//! Section 1: characters and tokens.

use expect_test::expect;

use crate::tests::{check_all, check_all_errors};

/// Sections 1.2 and 1.4.
#[test]
fn names_and_literals() {
    check_all(
        &[
            "let n-1 = n - 1 ;;",
            "let x' = bag-map config'base m''send ;;",
            "let Foo x = x ;;",
            "let f (x : 'a) (y : ''b) = x ;;",
            "let x = a & !(b) ;;",
            r#"let x = \y. y ;;"#,
            "let x = e l-before f ;;",
            "let x = 0x10 + ~0x10 + 0xfF ;;",
            "let x = ~5 + ~ 5 + ~(y) ;;",
            "let x = 1.5 ;; let y = 2.5e10 ;; let z = ~1.0E~3 ;;",
            r#"let x = "\a\b\t\n\v\f\r\\\"\`\065\u0041\ \" ;;"#,
            "let x = `a b` ;;",
            "let x = ``2/3  a-b\n c`` ;; let y = ```` ;;",
            "let x = isl fst snd eqof not location nil true false inl inr ;;",
        ],
        expect![[r#"
            let n-1 = n - 1 ;;
                (let n-1 (- n 1))
            let x' = bag-map config'base m''send ;;
                (let x' (apply bag-map config'base m''send))
            let Foo x = x ;;
                (let Foo x x)
            let f (x : 'a) (y : ''b) = x ;;
                (let f (: x 'a) (: y ''b) x)
            let x = a & !(b) ;;
                (let x (& a (apply ! b)))
            let x = \y. y ;;
                (let x (\ y y))
            let x = e l-before f ;;
                (let x (l-before e f))
            let x = 0x10 + ~0x10 + 0xfF ;;
                (let x (+ (+ 16 -16) 255))
            let x = ~5 + ~ 5 + ~(y) ;;
                (let x (+ (+ -5 (~ 5)) (~ y)))
            let x = 1.5 ;; let y = 2.5e10 ;; let z = ~1.0E~3 ;;
                (let x 1.5)
                (let y 2.5e10)
                (let z ~1.0E~3)
            let x = "\a\b\t\n\v\f\r\\\"\`\065\u0041\ \" ;;
                (let x "\u{7}\u{8}\t\n\u{b}\u{c}\r\\\"`AA")
            let x = `a b` ;;
                (let x `a b`)
            let x = ``2/3  a-b
             c`` ;; let y = ```` ;;
                (let x ``2/3 a-b c``)
                (let y ````)
            let x = isl fst snd eqof not location nil true false inl inr ;;
                (let x (apply isl fst snd eqof not location nil true false inl inr))
        "#]],
    );
}

/// Section 1.3: words and symbols that are also identifiers.
#[test]
fn contextual_words() {
    check_all(
        &[
            "let x = input + output + internal ;;",
            "let f input output (internal, x) = input ;;",
            "let input = 1 ;; let x = f input ;;",
            "let x = [set] ;; let y = [ set ] ;; let z = [map] x ;;",
            r#"let f = \input. \[set]. input ;;"#,
            "input input : Int output output : Int internal internal : Int",
            "parameter internal : Int parameter [set] : Int",
            "typeof ( input )",
            "let + x y = x ;; let * = 1 ;; let = = 2 ;; let . a b = a ;;",
            "parameter + : Int -> Int -> Int constant = : Int",
            "let case-x = o' + in_ + of2 ;;",
        ],
        expect![[r#"
            let x = input + output + internal ;;
                (let x (+ (+ input output) internal))
            let f input output (internal, x) = input ;;
                (let f input output (tuple internal x) input)
            let input = 1 ;; let x = f input ;;
                (let input 1)
                (let x (apply f input))
            let x = [set] ;; let y = [ set ] ;; let z = [map] x ;;
                (let x set)
                (let y (list set))
                (let z (apply map x))
            let f = \input. \[set]. input ;;
                (let f (\ input (\ set input)))
            input input : Int output output : Int internal internal : Int
                (input input Int)
                (output output Int)
                (internal internal Int)
            parameter internal : Int parameter [set] : Int
                (parameter internal Int)
                (parameter set Int)
            typeof ( input )
                (typeof input)
            let + x y = x ;; let * = 1 ;; let = = 2 ;; let . a b = a ;;
                (let + x y x)
                (let * 1)
                (let = 2)
                (let . a b a)
            parameter + : Int -> Int -> Int constant = : Int
                (parameter + (-> Int (-> Int Int)))
                (constant = (args) Int)
            let case-x = o' + in_ + of2 ;;
                (let case-x (+ (+ o' in_) of2))
        "#]],
    );
}

/// Section 1.1.
#[test]
fn comments_and_documentation() {
    check_all(
        &[
            r#"(* a (* b *) " ` *) let x = 1 ;; (*c*)"#,
            "(*******) let x = 1 ;; (*****)",
            "(** One. *) input a : Int (** Two. *) output b : Int",
            "(** The class. *) class X = Y ;; (** The whole. *) main X (** Holds. *) invariant i on x in X == x ;;",
            "(** About nothing. *)",
            "let x = 1 ;; (** About nothing. *)",
            "main X (** About nothing. *)",
            "(** a *) (** b *) infix 3 <+>",
            "(***) type T = Int (**) type U = Int",
            "(** p *) parameter x : Int (** v *) variable y : Int (** d *) data D = A of Int",
        ],
        expect![[r#"
            (* a (* b *) " ` *) let x = 1 ;; (*c*)
                (let x 1)
            (*******) let x = 1 ;; (*****)
                (let x 1)
            (** One. *) input a : Int (** Two. *) output b : Int
                (doc "One." (input a Int))
                (doc "Two." (output b Int))
            (** The class. *) class X = Y ;; (** The whole. *) main X (** Holds. *) invariant i on x in X == x ;;
                (doc "The class." (class X Y))
                (main X)
                (doc "Holds." (invariant i (on x) (in X) x))
            (** About nothing. *)
            let x = 1 ;; (** About nothing. *)
                (let x 1)
            main X (** About nothing. *)
                (main X)
            (** a *) (** b *) infix 3 <+>
                (doc "a\n\nb" (infix 3 <+>))
            (***) type T = Int (**) type U = Int
                (type T Int)
                (type U Int)
            (** p *) parameter x : Int (** v *) variable y : Int (** d *) data D = A of Int
                (doc "p" (parameter x Int))
                (doc "v" (variable y Int))
                (doc "d" (data D (A Int)))
        "#]],
    );
}

/// Section 1.1.
#[test]
fn comments_that_are_wrong() {
    check_all_errors(
        &[
            "let x = (** a *) 1 ;;",
            "let x = a (*****) + b ;;",
            "let x = 1 *) ;;",
            "let x = 1 ;; (* never",
            "let x = 1 ;; (** never (* closed *)",
            "type T = (** d *) Int",
            "data D = A of Int (** d *) | B of Int",
        ],
        expect![[r#"
            let x = (** a *) 1 ;;
                EV0010 1:9 `(** a *)`: a documentation comment cannot stand inside a declaration
                  help: begin it with `(* ` instead of `(**`
            let x = a (*****) + b ;;
                EV0010 1:11 `(*****)`: a documentation comment cannot stand inside a declaration
                  help: begin it with `(* ` instead of `(**`
            let x = 1 *) ;;
                EV0003 1:11 `*)`: `*)` closes a comment that was never opened
                  help: remove it, or write `(*` where the comment begins
            let x = 1 ;; (* never
                EV0002 1:14 `(*`: the comment is never closed
                  help: comments nest: every `(*` inside needs its own `*)`
            let x = 1 ;; (** never (* closed *)
                EV0002 1:14 `(**`: the comment is never closed
                  help: comments nest: every `(*` inside needs its own `*)`
            type T = (** d *) Int
                EV0010 1:10 `(** d *)`: a documentation comment cannot stand inside a declaration
                  help: begin it with `(* ` instead of `(**`
            data D = A of Int (** d *) | B of Int
                EV0010 1:19 `(** d *)`: a documentation comment cannot stand inside a declaration
                  help: begin it with `(* ` instead of `(**`
        "#]],
    );
}

/// Sections 1.5 and 1.6.
#[test]
fn operators_as_values() {
    check_all(
        &[
            "let x = op + ;; let y = (op =) ;; let z = op before a b ;;",
            "let x = op < 1 2 + (op ++) ;;",
            "let x = op @ ;; let y = op ? a ;; let z = op input ;;",
            "infix 0 a infix 1 b infix 2 c infix 3 d infix 4 e let x = 1 a 2 b 3 c 4 d 5 e 6 ;;",
            "infix 5 a infix 6 b infix 7 c infix 8 d infix 9 e let x = 1 a 2 b 3 c 4 d 5 e 6 ;;",
            "infixr 9 ^ infix 8 % let x = f a ^ g b ^ c % d * e ;;",
            "infix 4 ~~ infixr 4 ~> let x = a ~> b ~~ c = d ~> e ;;",
            "infix + let x = 1 + 2 * 3 ;;",
            "let infix && a b = a & b ;; let x = a && b || c ;;",
            "let infixr 5 ::: x xs : Int List = x . xs ;; let y = a ::: b ::: c ;;",
            "let x = (let infix 6 ** a b = a in 1 ** 2 + 3) ;; let y = ** 1 2 ;;",
            "let f x = (x plus 1) where infix 6 plus a b = a + b ;;",
            "let infix 3 o' a b = a ;; let y = a o' b ;;",
        ],
        expect![[r#"
            let x = op + ;; let y = (op =) ;; let z = op before a b ;;
                (let x (op +))
                (let y (op =))
                (let z (apply (op before) a b))
            let x = op < 1 2 + (op ++) ;;
                (let x (+ (apply (op <) 1 2) (op ++)))
            let x = op @ ;; let y = op ? a ;; let z = op input ;;
                (let x (op @))
                (let y (apply (op ?) a))
                (let z (op input))
            infix 0 a infix 1 b infix 2 c infix 3 d infix 4 e let x = 1 a 2 b 3 c 4 d 5 e 6 ;;
                (infix 0 a)
                (infix 1 b)
                (infix 2 c)
                (infix 3 d)
                (infix 4 e)
                (let x (a 1 (b 2 (c 3 (d 4 (e 5 6))))))
            infix 5 a infix 6 b infix 7 c infix 8 d infix 9 e let x = 1 a 2 b 3 c 4 d 5 e 6 ;;
                (infix 5 a)
                (infix 6 b)
                (infix 7 c)
                (infix 8 d)
                (infix 9 e)
                (let x (a 1 (b 2 (c 3 (d 4 (e 5 6))))))
            infixr 9 ^ infix 8 % let x = f a ^ g b ^ c % d * e ;;
                (infixr 9 ^)
                (infix 8 %)
                (let x (* (% (^ (apply f a) (^ (apply g b) c)) d) e))
            infix 4 ~~ infixr 4 ~> let x = a ~> b ~~ c = d ~> e ;;
                (infix 4 ~~)
                (infixr 4 ~>)
                (let x (~> a (~> (= (~~ b c) d) e)))
            infix + let x = 1 + 2 * 3 ;;
                (infix 0 +)
                (let x (+ 1 (* 2 3)))
            let infix && a b = a & b ;; let x = a && b || c ;;
                (let (infix 0 &&) && a b (& a b))
                (let x (&& a (|| b c)))
            let infixr 5 ::: x xs : Int List = x . xs ;; let y = a ::: b ::: c ;;
                (let (infixr 5 :::) ::: x xs (: (List Int)) (. x xs))
                (let y (::: a (::: b c)))
            let x = (let infix 6 ** a b = a in 1 ** 2 + 3) ;; let y = ** 1 2 ;;
                (let x (let-in (infix 6 **) ** a b a (+ (** 1 2) 3)))
                (let y (apply ** 1 2))
            let f x = (x plus 1) where infix 6 plus a b = a + b ;;
                (let f x (where (infix 6 plus) plus a b (+ a b) (plus x 1)))
            let infix 3 o' a b = a ;; let y = a o' b ;;
                (let (infix 3 o') o' a b a)
                (let y (o' a b))
        "#]],
    );
}
