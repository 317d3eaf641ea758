//! Sections 2.1 to 2.3: programs, declarations and bindings.

use expect_test::expect;

use crate::tests::{check_all, check_all_errors};

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
fn definitions_without_terminator() {
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
        "#]],
    );
}

/// Section 2.1: `;;` is mandatory behind definitions and properties.
#[test]
fn other_terminators_that_are_missing() {
    check_all_errors(
        &[
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
                EV0010 1:29 `==`: unexpected `==`
                  expected `with`
                     found `==`
                  help: write `with` before `==`
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
