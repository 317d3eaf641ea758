//! Every production of the grammar, read as it should be.

use expect_test::expect;

use super::{check_expr, check_parse};

#[test]
fn the_orienting_example() {
    check_parse(
        r#"
specification counter            (* name *)

parameter nodes  : Loc Bag
parameter sink   : Loc
parameter limit  : Int

input    tick : Int              (* header ``tick`` *)
internal wake : Unit
output   full : Loc * Int

let on_tick slf k total = total + k ;;

class Total = State (\slf. 0, on_tick, tick'base) ;;

class Report =
  let F slf k total =
    if total > limit then { full'send sink (slf, total) } else { wake'send slf () }
  in F o (tick'base, Total) ;;

main Report @ nodes
"#,
        expect![[r#"
            (specification counter)
            (parameter nodes (Bag Loc))
            (parameter sink Loc)
            (parameter limit Int)
            (input tick Int)
            (internal wake Unit)
            (output full (* Loc Int))
            (let on_tick slf k total (+ total k))
            (class Total (State (\ slf 0) (on on_tick tick'base)))
            (class Report
              (let-in F slf k total
                (if
                  (> total limit)
                  (bag (apply full'send sink (tuple slf total)))
                  (bag (apply wake'send slf ())))
                (o F tick'base Total)))
            (main (@ Report nodes))
        "#]],
    );
}

#[test]
fn parameters() {
    check_parse(
        "parameter x : Int | (x > 0 /\\ true) ;; parameter T : Type parameter 'a L : Type
         parameter ('a, 'b) M, d : Type * M Deq parameter T, d : Type * T Deq
         [set] S : Int ;; [map] m : Int , Bool",
        expect![[r#"
            (parameter x Int (/\ (> x 0) true))
            (parameter T Type)
            (type-parameter (vars 'a) L Type)
            (type-parameter (vars 'a 'b) M d (* Type (Deq M)))
            (type-parameter T d (* Type (Deq T)))
            ([set] S Int)
            ([map] m Int Bool)
        "#]],
    );
}

#[test]
fn constants() {
    check_parse(
        "constant x : Int constant f(x : Int; g[y : Int; op : Bool; 'a : Type] : Int) : Bool
         constant h() : Int constant 'a List : Type constant T, d : Type * T Deq
         constant + : 'a -> 'a with 'a in {Int, f : Real}
         constant - : 'a -> 'b with ('a, 'b) in {p : (Int, Bool), (Nat, Nat)}",
        expect![[r#"
            (constant x (args) Int)
            (constant f (args (x Int) (g (args (y Int) (op Bool) ('a Type)) Int)) Bool)
            (constant h (args) Int)
            (type-constant (vars 'a) List Type)
            (type-constant T d (* Type (Deq T)))
            (constant + (args) (-> 'a 'a) (with (vars 'a) (choice Int) (choice f Real)))
            (constant - (args) (-> 'a 'b) (with (vars 'a 'b) (choice p Int Bool) (choice Nat Nat)))
        "#]],
    );
}

#[test]
fn types_and_messages() {
    check_parse(
        "type ('a, 'b) P = 'a * 'b type T = x : Int -> Int
         data Proc = Out of Int * Proc | Nil of Unit
         variable x y : Int
         input a : Int input b, ``b c`` : Int internal c, h : Int * Int output d, (f x) : 'a",
        expect![[r#"
            (type (vars 'a 'b) P (* 'a 'b))
            (type T (-> x Int Int))
            (data Proc (Out (* Int Proc)) (Nil Unit))
            (variable x y Int)
            (input a Int)
            (input b ``b c`` Int)
            (internal c h (* Int Int))
            (output d (apply f x) 'a)
        "#]],
    );
}

#[test]
fn lists_of_names() {
    check_parse(
        "import a b-c import type T U ;; export e assume p guarantee q options mono typeof (x)
         include paxos include F where x = 1 and type T = Int List and interface h = ``a b``
         and interface k = [`a`; `b`]",
        expect![[r#"
            (import a b-c)
            (import-type T U)
            (export e)
            (assume p)
            (guarantee q)
            (options mono)
            (typeof x)
            (include paxos)
            (include F (= x 1) (type T (List Int)) (interface h ``a b``) (interface k ``a b``))
        "#]],
    );
}

#[test]
fn definitions() {
    check_parse(
        "let f (x, _) () (y : Int) : T = e ;; let (a, b) : Int * Int = c ;; let + x y = z ;;
         letrec g x = g x ;; class* X = Null ;; classrec F (p, q) = A || B p || C >>= F ;;
         abstype T = Int with mk x = abs_T x and get t = rep_T t ;;",
        expect![[r#"
            (let f (tuple x _) () (: y Int) (: T) e)
            (let (tuple a b) (: (* Int Int)) c)
            (let + x y z)
            (letrec g x (apply g x))
            (class* X Null)
            (classrec F (tuple p q) (|| (|| A (apply B p)) (>>= C F)))
            (abstype T Int (let mk x (apply abs_T x)) (let get t (apply rep_T t)))
        "#]],
    );
}

#[test]
fn properties() {
    check_parse(
        "invariant i on (a, b) in X p _ == a = b ;;
         ordering o1 on a then b in X = a < b ;;
         main X
         consistency c on a and b in X = a = b
         progress p on a then b in X () with Y = a < b ;;
         progress q on a then b in X with (i, j) in Y and condition (s). s = i == a < b ;;
         (** remembered *)
         memory m on a then b in X with i in Y = a = b",
        expect![[r#"
            (invariant i (on (tuple a b)) (in X p _) (= a b))
            (ordering o1 (on a b) (in X) (< a b))
            (main X)
            (consistency c (on a b) (in X) (= a b))
            (progress p (on a b) (in X ()) (with Y) (< a b))
            (progress q (on a b) (in X) (with (tuple i j) Y (condition s (= s i))) (< a b))
            (doc "remembered" (memory m (on a b) (in X) (with i Y) (= a b)))
        "#]],
    );
}

#[test]
fn local_definitions() {
    check_expr(
        "let f x = 1 in letrec g x = 2 in class X = f o (Y) in X",
        expect!["(let-in f x 1 (letrec-in g x 2 (class-in X (o f Y) X)))"],
    );
    check_expr("f where (f, g) = h", expect!["(where (tuple f g) h f)"]);
}

#[test]
fn atoms() {
    check_expr(
        "(op =) op + (op before) ::Int ::(Int List) ::'a",
        expect!["(apply (op =) (op +) (op before) (:: Int) (:: (List Int)) (:: 'a))"],
    );
    check_expr(
        "f [] [1;2] {} {a;b} () (1,x,3) input [set] [ set ]",
        expect![
            "(apply f (list) (list 1 2) (bag) (bag a b) () (tuple 1 x 3) input set (list set))"
        ],
    );
    check_expr(
        "0x1F ~5 ~ 5 ~(x) 1.5e~3 \"a\\n\\\"\" `tok en` ``a b  2/3``",
        expect![[r#"(apply 31 -5 (~ 5) (~ x) 1.5e~3 "a\n\"" `tok en` ``a b 2/3``)"#]],
    );
    check_expr("any(x) + wait(1, y)", expect!["(+ (any x) (wait 1 y))"]);
    check_expr(
        "(MSG(``a b``, 1), MSG([`a`;`b`], 2))",
        expect!["(tuple (MSG ``a b`` 1) (MSG ``a b`` 2))"],
    );
    check_expr("bag-union (f x)/~", expect!["(apply bag-union (/~ (apply f x)))"]);
    check_expr("(xs/~) ++ (n#) + k#", expect!["(++ (/~ xs) (+ (# n) (# k)))"]);
}

#[test]
fn class_forms() {
    check_expr(
        "Prior(X)?(f) || Once(X) || Output(f) || OnLoc(F) || Skip(X) || Null",
        expect![
            "(|| (|| (|| (|| (|| (? (Prior X) f) (Once X)) (Output f)) (OnLoc F)) (Skip X)) Null)"
        ],
    );
    check_expr("Local(X, l, h) @ {a;b}", expect!["(@ (Local X l h) (bag a b))"]);
    check_expr(
        "State(i, f, X, g, Y, h, Z, k, V, l, W)",
        expect!["(State i (on f X) (on g Y) (on h Z) (on k V) (on l W))"],
    );
    check_expr("Memory(i, f, X, g, Y)", expect!["(Memory i (on f X) (on g Y))"]);
}

#[test]
fn propositions() {
    check_expr(
        "forall e1 e2 : Event. c observes (a, b) @ e1 /\\ exists x : Int. x = 1",
        expect![[
            r#"(forall e1 e2 Event (/\ (observes c (tuple a b) e1) (exists x Int (= x 1))))"#
        ]],
    );
}

#[test]
fn members_and_functions_in_the_spelling_of_rust() {
    check_expr("f o (ping::base, m'base)", expect!["(o f ping'base m'base)"]);
    check_expr("f ::Int g::Int g ::base", expect!["(apply f (:: Int) g (:: Int) g (:: base))"]);
}

#[test]
fn documentation() {
    check_parse(
        "(*****) (** The spec. *) specification s (** Ticks. *) (*******)
         input t : Int (** One. *) (** Two (* nested *).\n\n      - a\n        b **) let x = 1 ;;
         (** unused *)",
        expect![[r#"
            (specification s)
            (doc "Ticks." (input t Int))
            (doc "One.\n\nTwo (* nested *).\n\n- a\n  b" (let x 1))
        "#]],
    );
}
