//! Operators: the table of the language reference, section 2.8.

use expect_test::expect;

use super::{check_expr, check_expr_error, check_parse, check_type};

#[test]
fn application_is_tightest() {
    check_expr("f x y + g z", expect!["(+ (apply f x y) (apply g z))"]);
    check_expr("! x & y", expect!["(& (apply ! x) y)"]);
}

#[test]
fn layer_1() {
    check_expr("1 + 2 * 3 - 4", expect!["(- (+ 1 (* 2 3)) 4)"]);
    check_expr("a . b . c ++ d", expect!["(. a (. b (++ c d)))"]);
    check_expr("a = b @ c", expect!["(@ (= a b) c)"]);
    check_expr("a @ b = c", expect!["(@ a (= b c))"]);
    check_expr("a before b before c", expect!["(before a (before b c))"]);
    check_expr("A || B || C >>= F until D ? E", expect!["(|| (|| A B) (until (>>= C F) (? D E)))"]);
    check_expr("X >>= F >>= G", expect!["(>>= X (>>= F G))"]);
    check_expr("x <> y", expect!["(<> x y)"]);
}

#[test]
fn layer_2() {
    check_expr("a & b /\\ c", expect![[r#"(& a (/\ b c))"#]]);
    check_expr("a <=> b /\\ c", expect![[r#"(/\ (<=> a b) c)"#]]);
    check_expr("p /\\ q => r", expect![[r#"(=> (/\ p q) r)"#]]);
    check_expr("x & y : Bool", expect!["(& x (: y Bool))"]);
    check_expr("x + y : Int", expect!["(: (+ x y) Int)"]);
    check_expr("if c then p else q => r", expect!["(=> (if c p q) r)"]);
    check_expr("q /\\ forall x : Int. a => b", expect![[r#"(/\ q (forall x Int (=> a b)))"#]]);
    check_expr("a => b => c or d \\/ e", expect![[r#"(=> a (=> b (or c (\/ d e))))"#]]);
    check_expr("a or b or c", expect!["(or a (or b c))"]);
}

#[test]
fn an_if_is_a_last_operand() {
    check_expr("a or if b then a else c", expect!["(or a (if b a c))"]);
    check_expr("a & if b then c else d or e", expect!["(& a (if b c (or d e)))"]);
    check_expr("if a then b else if c then d else e & f", expect!["(if a b (if c d (& e f)))"]);
    check_expr(
        "a /\\ if b then c else \\x. x => y",
        expect![[r#"(/\ a (if b c (\ x (=> x y))))"#]],
    );
    check_expr("if a then b else X >> p >> Y", expect!["(>> (if a b X) p Y)"]);
    check_expr_error(
        "1 + if b then 1 else 2",
        expect![[r#"
        EV0010 1:5 `if`: `if` cannot be an operand of `+`
          help: put it in parentheses: `(if …)`
    "#]],
    );
}

#[test]
fn open_forms_extend_to_the_right() {
    check_expr("\\x. x : Int & b => c", expect![[r#"(\ x (=> (& (: x Int) b) c))"#]]);
    check_expr("a => let x = 1 in x => y", expect!["(=> a (let-in x 1 (=> x y)))"]);
    check_expr("a & b where b = c or d", expect!["(& a (where b (or c d) b))"]);
    check_expr("fn (x, y) => x => y", expect![[r#"(\ (tuple x y) (=> x y))"#]]);
    check_expr("X >> (a, b) >> Y >> _ >> Z", expect!["(>> X (tuple a b) (>> Y _ Z))"]);
    check_expr("X >> a >> \\y. Z >> b >> W", expect![[r#"(>> X a (\ y (>> Z b W)))"#]]);
}

#[test]
fn compositions() {
    check_expr("A || f o X", expect!["(o (|| A f) X)"]);
    check_expr("f o (X, Y) : T & b", expect!["(& (: (o f X Y) T) b)"]);
    check_expr("f o (g o (X)) o Y", expect!["(o (o f (o g X)) Y)"]);
    check_expr("F O (X) oo ()", expect!["(O (O F X))"]);
    check_expr("f o (X, Prior(self))", expect!["(o f X (Prior-self))"]);
    check_expr(
        "f o (Prior(X), Prior(self) ? {0})",
        expect!["(o f (Prior X) (Prior-self (bag 0)))"],
    );
    check_expr("(\\_. {1}) o X", expect![[r#"(o (\ _ (bag 1)) X)"#]]);
}

#[test]
fn a_case_takes_the_arms_that_follow() {
    check_expr("case a of 0 => x of n => y => z", expect!["(case a (of 0 x) (of n (=> y z)))"]);
    check_expr(
        "case a of 0 => case b of 1 => x of 2 => y",
        expect!["(case a (of 0 (case b (of 1 x) (of 2 y))))"],
    );
    check_expr(
        "case a of 0 => (case b of 1 => x) of 2 => y",
        expect!["(case a (of 0 (case b (of 1 x))) (of 2 y))"],
    );
    check_expr(
        "case a of 0 => \\x. x of n => if a then b else \\x. case c of _ => d",
        expect![[r#"(case a (of 0 (\ x x)) (of n (if a b (\ x (case c (of _ d))))))"#]],
    );
    check_expr(
        "case a of x.xs => 1 of [] => 2 of inl (y, _) => 3 of C z => 4",
        expect!["(case a (of (. x xs) 1) (of (list) 2) (of (inl (tuple y _)) 3) (of (C z) 4))"],
    );
}

#[test]
fn declared_operators() {
    check_parse(
        "infix 6 <+> ;; infixr <-> let x = a <-> b <+> c * d <-> e ;;",
        expect![[r#"
        (infix 6 <+>)
        (infixr 0 <->)
        (let x (<-> a (<-> (<+> b (* c d)) e)))
    "#]],
    );
    check_parse(
        "let infix 7 ** a b : Int = a ** b ;; let y = a + b ** c ** d ;;",
        expect![[r#"
        (let (infix 7 **) ** a b (: Int) (** a b))
        (let y (+ a (** (** b c) d)))
    "#]],
    );
    check_parse(
        "let y = (let infixr 7 ** a b = a in a + b ** c ** d) ;; let z = a + b ** c ;;",
        expect![[r#"
            (let y (let-in (infixr 7 **) ** a b a (+ a (** b (** c d)))))
            (let z (+ a (apply b ** c)))
        "#]],
    );
}

#[test]
fn operators_without_operands() {
    check_expr_error(
        "a + ",
        expect![[r#"
            EV0012 1:3 `+`: the operator `+` has no right operand
              help: write an operand behind `+`
        "#]],
    );
    check_expr_error(
        "a = < b",
        expect![[r#"
            EV0012 1:5 `<`: the operator `<` has no left operand
              help: write `(op <)` for the operator as a value
        "#]],
    );
    check_expr_error(
        "f (<) x",
        expect![[r#"
            EV0012 1:4 `<`: the operator `<` has no left operand
              help: write `(op <)` for the operator as a value
        "#]],
    );
    check_expr_error(
        "a * - b",
        expect![[r#"
            EV0012 1:5 `-`: the operator `-` has no left operand
              help: write `~1` or `~(x)` for a negative number
        "#]],
    );
}

#[test]
fn types() {
    check_type("A -> B + C", expect!["(-> A (+ B C))"]);
    check_type("A + B -> C", expect!["(+ A (-> B C))"]);
    check_type("A + B + C", expect!["(+ (+ A B) C)"]);
    check_type("A * B * C -> D -> E", expect!["(-> (* A B C) (-> D E))"]);
    check_type("(Int * Bool) List Bag", expect!["(Bag (List (* Int Bool)))"]);
    check_type("(A, 'b) pairtype List", expect!["(List (pairtype A 'b))"]);
    check_type(
        "x : Int List -> {y : Int | y = x /\\ true}",
        expect![[r#"(-> x (List Int) (subset y Int (/\ (= y x) true)))"#]],
    );
    check_type("S'set -> S::set", expect!["(-> S'set S'set)"]);
}
