//! The language reference sentence by sentence: what it accepts has the tree it says, and what it
//! rejects is rejected. Sections are named in the comments.

use expect_test::expect;

use super::{check_all, check_all_errors};

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
        expect![[""]],
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
                EV0010 1:28 `|`: `|` separates the constructors of a `data` type
                  help: write `data D = A of T | B of U`
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
        expect![[""]],
    );
}

/// Section 2.1: where `;;` stands.
#[test]
fn programs() {
    check_all(
        &[
            "",
            "specification s",
            "specification s ;; ;; input a : Int ;; ;;",
            "specification input",
            "let x = 1 ; ; let y = 2 ;\n;",
            "main X",
            "main X ;;",
            "main X invariant i on x in X == x",
            "main X ;; invariant i on x in X == x ;; memory m on x then y in X with z in Y = x",
            "invariant i on x in X == x ;; main X",
            "parameter x : Int parameter y : Int ;; input a : Int variable v : Int",
        ],
        expect![[r#"

            specification s
                (specification s)
            specification s ;; ;; input a : Int ;; ;;
                (specification s)
                (input a Int)
            specification input
                (specification input)
            let x = 1 ; ; let y = 2 ;
            ;
                (let x 1)
                (let y 2)
            main X
                (main X)
            main X ;;
                (main X)
            main X invariant i on x in X == x
                (main X)
                (invariant i (on x) (in X) x)
            main X ;; invariant i on x in X == x ;; memory m on x then y in X with z in Y = x
                (main X)
                (invariant i (on x) (in X) x)
                (memory m (on x y) (in X) (with z Y) x)
            invariant i on x in X == x ;; main X
                (invariant i (on x) (in X) x)
                (main X)
            parameter x : Int parameter y : Int ;; input a : Int variable v : Int
                (parameter x Int)
                (parameter y Int)
                (input a Int)
                (variable v Int)
        "#]],
    );
}

/// Section 2.1: `;;` is mandatory behind definitions and properties.
#[test]
fn terminators_that_are_missing() {
    check_all_errors(
        &[
            "let x = 1",
            "letrec f x = 1",
            "class X = Y",
            "class* X = Y",
            "classrec F x = A || B >>= F",
            "abstype T = Int with a = 1",
            "invariant i on x in X == x",
            "let x = 1 main X",
            "class X = Y input a : Int",
            "class X = f o (Y)\ninput a : Int",
            "let x = 1 ; let y = 2 ;;",
            "let x = 1 ;",
            "main X ;",
            "input a : Int ; let x = 1 ;;",
            "main X main Y",
            "main X let y = 1 ;;",
        ],
        expect![[r#"
            let x = 1
                EV0011 1:10 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            letrec f x = 1
                EV0011 1:15 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            class X = Y
                EV0011 1:12 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            class* X = Y
                EV0011 1:13 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            classrec F x = A || B >>= F
                EV0011 1:28 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            abstype T = Int with a = 1
                EV0011 1:27 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            invariant i on x in X == x
                EV0011 1:27 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            let x = 1 main X
                EV0011 1:10 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            class X = Y input a : Int
                EV0011 1:26 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            class X = f o (Y)
            input a : Int
                EV0011 1:18 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
            let x = 1 ; let y = 2 ;;
                EV0011 1:11 `;`: one `;` ends no declaration
                  help: write `;;`
            let x = 1 ;
                EV0011 1:11 `;`: one `;` ends no declaration
                  help: write `;;`
            main X ;
                EV0011 1:8 `;`: one `;` ends no declaration
                  help: write `;;`
            input a : Int ; let x = 1 ;;
                EV0011 1:15 `;`: one `;` ends no declaration
                  help: write `;;`
            main X main Y
                EV0010 1:8 `main Y`: a specification has only one `main`
                  help: put classes side by side with `||`
            main X let y = 1 ;;
                EV0010 1:8 `let`: only properties can follow `main`
                  help: move `main` behind the declarations
        "#]],
    );
}

/// Section 2.2.
#[test]
fn message_and_type_declarations() {
    check_all(
        &[
            "input a, ``b`` : Int",
            "internal a, h : Int output b, (f x) : Int",
            "input a, [`x`] : Int",
            "input m : x : Int -> Int",
            "type 'a T = 'a List type ('a, 'b) U = ('b, 'a) T",
            "data D = A of Int | B of D * D | C of x : Int -> Int",
            "data input-like = A of Unit",
            "variable x y z : Int",
            "parameter T, d : Type * T Deq parameter 'a L : Type parameter ('a, 'b) M, e : Type",
            "parameter f : Int -> Int | (P f) parameter g : Int | x",
            "[set] S : Int * Int [map] M : Int List, Bool + Int",
        ],
        expect![[r#"
            input a, ``b`` : Int
                (input a ``b`` Int)
            internal a, h : Int output b, (f x) : Int
                (internal a h Int)
                (output b (apply f x) Int)
            input a, [`x`] : Int
                (input a (list `x`) Int)
            input m : x : Int -> Int
                (input m (-> x Int Int))
            type 'a T = 'a List type ('a, 'b) U = ('b, 'a) T
                (type (vars 'a) T (List 'a))
                (type (vars 'a 'b) U (T 'b 'a))
            data D = A of Int | B of D * D | C of x : Int -> Int
                (data D (A Int) (B (* D D)) (C (-> x Int Int)))
            data input-like = A of Unit
                (data input-like (A Unit))
            variable x y z : Int
                (variable x y z Int)
            parameter T, d : Type * T Deq parameter 'a L : Type parameter ('a, 'b) M, e : Type
                (type-parameter T d (* Type (Deq T)))
                (type-parameter (vars 'a) L Type)
                (type-parameter (vars 'a 'b) M e Type)
            parameter f : Int -> Int | (P f) parameter g : Int | x
                (parameter f (-> Int Int) (apply P f))
                (parameter g Int x)
            [set] S : Int * Int [map] M : Int List, Bool + Int
                ([set] S (* Int Int))
                ([map] M (List Int) (+ Bool Int))
        "#]],
    );
}

/// Section 2.2.
#[test]
fn library_declarations() {
    check_all(
        &[
            "constant f() : Int constant g(x : Int) : Int",
            "constant h(x : Int; y[z : Int; op : Int; 'a : Type] : Int; op : Int; 'b : Type) : Int",
            "constant 'a T : Type constant ('a, 'b) U, d : Type",
            "constant p : 'a with 'a in {Int, q : Bool, T List}",
            "constant p : 'a with ('a, 'b) in {r : (Int, Bool), (A, B List)}",
            "import a b-c m' import type T U",
            "export a b assume c guarantee d options mono noprop",
            "include F include G where x = 1 and y = (f 2) and z = ``t u`` and type T = Int and type U = Int * Int and interface i = ``a`` and interface j = [`a`; `b`]",
            "typeof (x) typeof(y)",
            "infix 3 <+> infixr <-> infix before",
        ],
        expect![[r#"
            constant f() : Int constant g(x : Int) : Int
                (constant f (args) Int)
                (constant g (args (x Int)) Int)
            constant h(x : Int; y[z : Int; op : Int; 'a : Type] : Int; op : Int; 'b : Type) : Int
                (constant h (args (x Int) (y (args (z Int) (op Int) ('a Type)) Int) (op Int) ('b Type)) Int)
            constant 'a T : Type constant ('a, 'b) U, d : Type
                (type-constant (vars 'a) T Type)
                (type-constant (vars 'a 'b) U d Type)
            constant p : 'a with 'a in {Int, q : Bool, T List}
                (constant p (args) 'a (with (vars 'a) (choice Int) (choice q Bool) (choice (List T))))
            constant p : 'a with ('a, 'b) in {r : (Int, Bool), (A, B List)}
                (constant p (args) 'a (with (vars 'a 'b) (choice r Int Bool) (choice A (List B))))
            import a b-c m' import type T U
                (import a b-c m')
                (import-type T U)
            export a b assume c guarantee d options mono noprop
                (export a b)
                (assume c)
                (guarantee d)
                (options mono noprop)
            include F include G where x = 1 and y = (f 2) and z = ``t u`` and type T = Int and type U = Int * Int and interface i = ``a`` and interface j = [`a`; `b`]
                (include F)
                (include G
                  (= x 1)
                  (= y (apply f 2))
                  (= z ``t u``)
                  (type T Int)
                  (type U (* Int Int))
                  (interface i ``a``)
                  (interface j ``a b``))
            typeof (x) typeof(y)
                (typeof x)
                (typeof y)
            infix 3 <+> infixr <-> infix before
                (infix 3 <+>)
                (infixr 0 <->)
                (infix 0 before)
        "#]],
    );
}

/// Section 2.2.
#[test]
fn property_declarations() {
    check_all(
        &[
            "invariant i on (a, b) in X == a ;;",
            "invariant i on a : Int in X p (q, _) () = a ;;",
            "ordering o' on a then b in input == a ;;",
            "consistency c on a and b in X == a ;;",
            "progress p on a then b in X with Y == a ;;",
            "progress p on a then b in X q with (c, d) in Y and condition ((s, t)). s = c == a ;;",
            "memory m on a then b in X with c in m'base == a = c ;;",
        ],
        expect![[r#"
            invariant i on (a, b) in X == a ;;
                (invariant i (on (tuple a b)) (in X) a)
            invariant i on a : Int in X p (q, _) () = a ;;
                (invariant i (on (: a Int)) (in X p (tuple q _) ()) a)
            ordering o' on a then b in input == a ;;
                (ordering o' (on a b) (in input) a)
            consistency c on a and b in X == a ;;
                (consistency c (on a b) (in X) a)
            progress p on a then b in X with Y == a ;;
                (progress p (on a b) (in X) (with Y) a)
            progress p on a then b in X q with (c, d) in Y and condition ((s, t)). s = c == a ;;
                (progress p (on a b) (in X q) (with (tuple c d) Y (condition (tuple s t) (= s c))) a)
            memory m on a then b in X with c in m'base == a = c ;;
                (memory m (on a b) (in X) (with c m'base) (= a c))
        "#]],
    );
}

/// Section 2.2.
#[test]
fn properties_that_are_wrong() {
    check_all_errors(
        &[
            "invariant i on x in main == x ;;",
            "invariant i on 0 in X == x ;;",
            "ordering o1 on a and b in X == a ;;",
            "consistency c on a then b in X == a ;;",
            "progress p on a then b in X == a ;;",
            "progress p on a then b in X with c in Y and condition (s). s = a ;;",
            "invariant i on (x, x) in X == x ;;",
            "ordering on a then b in X == a ;;",
        ],
        expect![[r#"
            invariant i on x in main == x ;;
                EV0010 1:21 `main`: unexpected `main`
                  expected a name
                     found `main`
                  help: `main` is a reserved word: choose another name
            invariant i on 0 in X == x ;;
                EV0013 1:16 `0`: a literal cannot be matched here
                  expected a variable, `_`, `()` or a tuple of these
                     found a literal
                  help: bind a variable and take it apart with `case`
            ordering o1 on a and b in X == a ;;
                EV0010 1:18 `and`: unexpected `and`
                  expected `then` or `:`
                     found `and`
                  help: write `then` or `:` before `and`
            consistency c on a then b in X == a ;;
                EV0010 1:20 `then`: unexpected `then`
                  expected `and` or `:`
                     found `then`
                  help: write `and` or `:` before `then`
            progress p on a then b in X == a ;;
                EV0010 1:29 `==`: `==` is no operator
                  help: write `=` for equality
            progress p on a then b in X with c in Y and condition (s). s = a ;;
                EV0010 1:66 `;`: unexpected `;;`
                  expected `==`
                     found `;;`
                  help: write `==` before `;;`
            invariant i on (x, x) in X == x ;;
                EV0105 1:20 `x`: `x` is bound twice in one pattern
                  1:17 first bound here
                  help: give one of the two another name, or write `_`
            ordering on a then b in X == a ;;
                EV0010 1:10 `on`: unexpected `on`
                  expected a name
                     found `on`
                  help: `on` is a reserved word: choose another name
        "#]],
    );
}

/// Section 2.3.
#[test]
fn bindings() {
    check_all(
        &[
            "let f x y : Int = x ;;",
            "let f (x, y) () _ (z : Int) = x ;;",
            "let x : Int * Int = y ;; let (a, (b, _)) : T = c ;; let () = d ;; let _ = e ;;",
            "let infixr 3 <+> (a, b) _ : Int = a ;;",
            "letrec f x : Int = f x ;; letrec infix 3 <+> a b = a <+> b ;;",
            "class X a b = Y ;; class (X, Y) = Z ;; class* W = X ;;",
            "abstype T = Int * Int with mk = abs_T and get x : Int = rep_T x and infix 3 <+> a b = a ;;",
            "classrec F (x, y) = X || Y >>= F ;; classrec G _ = A || B || C >>= G ;;",
        ],
        expect![[r#"
            let f x y : Int = x ;;
                (let f x y (: Int) x)
            let f (x, y) () _ (z : Int) = x ;;
                (let f (tuple x y) () _ (: z Int) x)
            let x : Int * Int = y ;; let (a, (b, _)) : T = c ;; let () = d ;; let _ = e ;;
                (let x (: (* Int Int)) y)
                (let (tuple a (tuple b _)) (: T) c)
                (let () d)
                (let _ e)
            let infixr 3 <+> (a, b) _ : Int = a ;;
                (let (infixr 3 <+>) <+> (tuple a b) _ (: Int) a)
            letrec f x : Int = f x ;; letrec infix 3 <+> a b = a <+> b ;;
                (letrec f x (: Int) (apply f x))
                (letrec (infix 3 <+>) <+> a b (<+> a b))
            class X a b = Y ;; class (X, Y) = Z ;; class* W = X ;;
                (class X a b Y)
                (class (tuple X Y) Z)
                (class* W X)
            abstype T = Int * Int with mk = abs_T and get x : Int = rep_T x and infix 3 <+> a b = a ;;
                (abstype T
                  (* Int Int)
                  (let mk abs_T)
                  (let get x (: Int) (apply rep_T x))
                  (let (infix 3 <+>) <+> a b a))
            classrec F (x, y) = X || Y >>= F ;; classrec G _ = A || B || C >>= G ;;
                (classrec F (tuple x y) (|| X (>>= Y F)))
                (classrec G _ (|| (|| A B) (>>= C G)))
        "#]],
    );
}

/// Sections 2.3 and 4.9.
#[test]
fn bindings_that_are_wrong() {
    check_all_errors(
        &[
            "letrec loop = loop ;;",
            "letrec (a, b) = c ;;",
            "let f x = letrec y = 1 in y ;;",
            "classrec F = X || Y >>= F ;;",
            "classrec F a b = X || Y >>= F ;;",
            "classrec F x = X || (Y >>= G) ;;",
            "classrec F x = Y >>= F || X ;;",
            "abstype T = Int ;;",
            "let x ;;",
            "let = = ;;",
            "let f (x = 1 ;;",
            "let infix f a b c = 1 ;;",
        ],
        expect![[r#"
            letrec loop = loop ;;
                EV0010 1:8 `loop`: `letrec` defines a function, but there is no parameter
                  help: write `let` for a value
            letrec (a, b) = c ;;
                EV0010 1:8 `(a, b)`: `letrec` defines a function, but there is no parameter
                  help: write `let` for a value
            let f x = letrec y = 1 in y ;;
                EV0010 1:18 `y`: `letrec` defines a function, but there is no parameter
                  help: write `let` for a value
            classrec F = X || Y >>= F ;;
                EV0010 1:10 `F`: a `classrec` takes exactly one parameter
                  help: write `classrec F p = X || Y >>= F`; `p` may be a tuple
            classrec F a b = X || Y >>= F ;;
                EV0010 1:10 `F`: a `classrec` takes exactly one parameter
                  help: write `classrec F p = X || Y >>= F`; `p` may be a tuple
            classrec F x = X || (Y >>= G) ;;
                EV0010 1:16 `X || (Y >>= G)`: the body of `classrec F` has the wrong shape
                  help: write `classrec F p = X || Y >>= F`
            classrec F x = Y >>= F || X ;;
                EV0010 1:16 `Y >>= F || X`: the body of `classrec F` has the wrong shape
                  help: write `classrec F p = X || Y >>= F`
            abstype T = Int ;;
                EV0010 1:17 `;`: unexpected `;;`
                  expected `with`
                     found `;;`
                  help: write `with` before `;;`
            let x ;;
                EV0010 1:7 `;`: unexpected `;;`
                  expected a pattern or `=`
                     found `;;`
                  help: write a pattern or `=` before `;;`
            let = = ;;
                EV0010 1:9 `;`: unexpected `;;`
                  expected an expression
                     found `;;`
                  help: write an expression before `;;`
            let f (x = 1 ;;
                EV0010 1:10 `=`: unexpected `=`
                  expected a pattern
                     found `=`
                  help: write a pattern before `=`
            let infix f a b c = 1 ;;
                EV0010 1:17 `c`: unexpected `c`
                  expected `:` or `=`
                     found the name `c`
                  help: write `:` or `=` before the name `c`
        "#]],
    );
}

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
fn patterns_that_are_wrong() {
    check_all_errors(
        &[
            "let 0 = x ;;",
            "let [a; b] = x ;;",
            "let (a . b) = x ;;",
            "let f (inl (a)) = x ;;",
            "letrec f 0 = x ;;",
            "class C [a] = x ;;",
            r#"let f = \(0, x). x ;;"#,
            r#"let f = \[x]. x ;;"#,
            "let f x = X >> [y] >> Y ;;",
            "let f x = y where [a] = x ;;",
            "let f (struct : x) = x ;;",
            "let f x = case x of struct : y => 1 ;;",
            "let f (x, x) = x ;;",
            r#"let f = \((x, y), x). x ;;"#,
            "let f y = case y of x . x => 1 of [x; x] => 2 of C (x, x) => 3 ;;",
            "let (a, a) = b ;;",
            "invariant i on (a, a) in X == a ;;",
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
                  expected the end of the expression
                     found `*`
                  help: remove `*`
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

/// Section 2.6.
#[test]
fn expressions() {
    check_all(
        &[
            "let x = f [] nil [1; 2] {} {a; b} () (1, 2, 3) ;;",
            "let x = (xs/~) ;; let y = f xs/~ ;; let z = (xs#) + k# ;;",
            "let x = Prior(X) || Once(X) || Output(f) || OnLoc(F) || Skip(X) || Null ;;",
            "let x = Local(X, l, ``h``) ;; let y = any(x) ;; let z = MSG(``h``, 1) ;; let w = MSG([`a`; `b`], (1, 2)) ;; let v = wait(1, x) ;;",
            "class X = State(i, f, X) || State(i, f, X, g, Y) || State(i, f, X, g, Y, h, Z) || State(i, a, A, b, B, c, C, d, D) || State(i, a, A, b, B, c, C, d, D, e, E) ;;",
            "class X = Memory(i, f, X) || Memory(i, f, X, g, Y) || Memory(i, f, X, g, Y, h, Z) || Memory(i, a, A, b, B, c, C, d, D) ;;",
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
fn expressions_that_are_wrong() {
    check_all_errors(
        &[
            "let x = 1 + if b then 1 else 2 ;;",
            "class X = f o Once(X) ;;",
            "class X = f o X || Y ;;",
            "class X = f o (X) @ l ;;",
            "class X = State(a, b) ;;",
            "class X = State(a, b, c, d) ;;",
            "class X = State(a, b, c, d, e, f, g, h, i, j, k, l, m) ;;",
            "class X = Memory(a, b, c, d, e, f, g, h, i, j, k) ;;",
            "class X = Memory() ;;",
            "let x = ~ y ;;",
            "let x = case y ;;",
            "let x = MSG(h, 1) ;;",
            "let x = 0w12 + 0wx1F ;;",
            "let x = a == b ;;",
            "let x = a < - b ;;",
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
    check_all_errors(&["let f [a; b] = a ;;", "letrec loop = loop ;;"], expect![[r#"
        let f [a; b] = a ;;
            EV0013 1:7 `[a; b]`: a list cannot be matched here
              expected a variable, `_`, `()` or a tuple of these
                 found a list
              help: bind a variable and take it apart with `case`
        letrec loop = loop ;;
            EV0010 1:8 `loop`: `letrec` defines a function, but there is no parameter
              help: write `let` for a value
    "#]]);
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
