//! What this version does not compile is said once, at its place.

use expect_test::expect;

use super::{analysed, check_errors, render};

/// Each text has one finding, of this title, at the first place it covers.
#[track_caller]
fn check_not_yet(cases: &[(&str, &str, &str)]) {
    for (text, covered, what) in cases {
        let (_, found) = analysed(text);
        let shown = render(text, &found);
        let covered = format!("`{covered}` part of the language, but not supported yet");
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines.len(), 3, "{text}\n{shown}");
        assert_eq!(lines[0], format!("error[EV0090]: {what} is not compiled by this version"));
        assert!(lines[1].ends_with(&covered), "{text}\n{shown}");
    }
}

#[test]
fn full() {
    check_errors(
        "let f = nil ;;",
        expect![[r#"
            error[EV0090]: `nil` is not compiled by this version
              1:9 `nil` part of the language, but not supported yet
              help: `evc explain EV0090` lists what is missing
        "#]],
    );
}

#[test]
fn declarations() {
    check_not_yet(&[
        ("parameter T : Type\nparameter p : T", "parameter T : Type", "a type parameter"),
        (
            "parameter T, d : Type * T Deq\nlet f (x : T) = d ;;",
            "parameter T, d : Type * T Deq",
            "a type parameter",
        ),
        ("parameter 'a T : Type\nparameter p : Int T", "parameter 'a T : Type", "a type parameter"),
        ("[set] S : Int\nlet f (x : S'set) = S'member 1 x ;;", "[set] S : Int", "a set parameter"),
        (
            "[map] M : Int, Tok\nlet f (x : M'map) = M'find 1 x ;;",
            "[map] M : Int, Tok",
            "a map parameter",
        ),
        ("constant c : Int\nlet f = c ;;", "constant c : Int", "a constant"),
        ("constant 'a C : Type\nparameter p : Int C", "constant 'a C : Type", "a constant"),
        (
            "type 'a pair = 'a * 'a\nparameter p : Int pair",
            "type 'a pair = 'a * 'a",
            "a type abbreviation with variables",
        ),
        (
            "data D = C of Int | E of D\nlet f (x : D) = (C 1, is_E x, get_C x) ;;",
            "data D = C of Int | E of D",
            "a data type",
        ),
        ("import type bag\nlet f = 1 ;;", "import type bag", "the import of a type"),
        (
            "import type comparison\nparameter p : comparison",
            "import type comparison",
            "the import of a type",
        ),
        ("assume a", "assume a", "an assumption"),
        ("guarantee a", "guarantee a", "an assumption"),
        ("include ping\nmain ping_main", "include ping", "an include"),
        ("typeof (x)", "typeof (x)", "`typeof`"),
        ("letrec f x = f x ;; let g = f 1 ;;", "letrec f x = f x", "a recursive definition"),
        (
            "abstype T = Int with mk x = abs_T x and un x = rep_T x ;;\nlet g (x : T) = (mk, un) ;;",
            "abstype T = Int with mk x = abs_T x and un x = rep_T x",
            "an abstract type",
        ),
        ("let (a, b) = (1, 2) ;; let c = a + b ;;", "(a, b)", "a pattern defined at top level"),
        ("invariant i on x in X = x = 1 ;;", "invariant i on x in X = x = 1", "a property"),
    ]);
}

#[test]
fn headers() {
    check_not_yet(&[(
        "parameter h : Tok List\ninput m, h : Int",
        "h",
        "a header given by an expression",
    )]);
}

#[test]
fn types() {
    check_not_yet(&[
        ("parameter p : Nat", "Nat", "the type `Nat`"),
        ("parameter p : Real", "Real", "the type `Real`"),
        ("parameter p : 'a List", "'a", "an explicit type variable"),
        ("let f (x : Int Deq) = x ;;", "Deq", "the type `Deq`"),
    ]);
}

#[test]
fn expressions() {
    check_not_yet(&[
        ("let f = 1.5 ;;", "1.5", "a real number"),
        ("let f = ::Int ;;", "::Int", "a type as an argument"),
        (
            "let f x = case x of inl a => a of inr b => b ;;",
            "case x of inl a => a of inr b => b",
            "`case`",
        ),
        ("let f x = x/~ ;;", "x/~", "`/~`"),
        ("let f x = x # ;;", "x #", "`#`"),
        ("let f X = Once(X) ;;", "Once(X)", "this class form"),
        ("let f = Null ;;", "Null", "this class form"),
        ("let f X = X >> x >> X ;;", "X >> x >> X", "delegation"),
        ("let f X = X >>= (\\x. X) ;;", ">>=", "`>>=`"),
        ("let f X Y = X until Y ;;", "until", "`until`"),
        ("let f = any(1) ;;", "any(1)", "`any`"),
        ("let f = wait(1, 2) ;;", "wait(1, 2)", "`wait`"),
        ("let f X = Local(X, 1, 2) ;;", "Local(X, 1, 2)", "`Local`"),
        ("let f = MSG(``a``, 2) ;;", "MSG(``a``, 2)", "`MSG`"),
        ("let f = (1 = 1) /\\ (2 = 2) ;;", "(1 = 1) /\\ (2 = 2)", "a proposition"),
        ("let f = forall x : Int. x = x ;;", "forall x : Int. x = x", "a proposition"),
        ("let f X = letrec g x = g x in g X ;;", "g x = g x", "a recursive definition"),
        ("let f g X = g oo (X) ;;", "g oo (X)", "the composition of bags"),
        ("let f g X = g o (X, Prior(self)) ;;", "Prior(self)", "`Prior(self)`"),
        ("let f x y = x . y ;;", ".", "`.`"),
        ("let f = op || ;;", "op ||", "`||` as a function"),
        ("output m : Int\nlet f = m'broadcast ;;", "m'broadcast", "`m'broadcast`"),
        ("input m : Int\nlet f = m'verify ;;", "m'verify", "`m'verify`"),
        ("let f x = eqof x ;;", "eqof", "`eqof`"),
    ]);
}
