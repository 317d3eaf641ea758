//! What names mean, and what is said about those that mean nothing.

use expect_test::expect;
use smol_str::SmolStr;

use super::{check_errors, check_errors_after_syntax, check_types};
use crate::similar;

#[test]
fn unknown() {
    check_errors(
        "let x = zzz ;;",
        expect![[r#"
        error[EV0101]: unknown name `zzz`
          1:9 `zzz` nothing in scope has this name
          help: declare `zzz` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        "let vote_once = 1 ;; let x = vote_onec ;;",
        expect![[r#"
        error[EV0101]: unknown name `vote_onec`
          1:30 `vote_onec` nothing in scope has this name
          help: did you mean `vote_once`?
    "#]],
    );
    check_errors(
        "let x = y ;;",
        expect![[r#"
        error[EV0101]: unknown name `y`
          1:9 `y` nothing in scope has this name
          help: declare `y` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        "let x = 1 <+> 2 ;;",
        expect![[r#"
            error[EV0101]: `<+>` is no operator
              1:11 `<+>` nothing in scope has this name
              help: declare it above, as in `let infix 5 <+> x y = …`
        "#]],
    );
}

#[test]
fn minus_is_a_letter() {
    check_errors(
        "let dec n = n-1 ;;",
        expect![[r#"
        error[EV0101]: unknown name `n-1`
          1:13 `n-1` one name: `-` can be part of a name
          help: write `n - 1` with blanks to subtract
    "#]],
    );
    check_errors(
        "let f bag-size n = bag-size-n ;;",
        expect![[r#"
        error[EV0101]: unknown name `bag-size-n`
          1:20 `bag-size-n` one name: `-` can be part of a name
          help: write `bag-size - n` with blanks to subtract
    "#]],
    );
    check_errors(
        "let f n = n-m ;;",
        expect![[r#"
        error[EV0101]: unknown name `n-m`
          1:11 `n-m` nothing in scope has this name
          help: declare `n-m` above, as a `parameter` or with `let`
    "#]],
    );
    check_types(
        "let f n-1 = n-1 + 1 ;;",
        expect![[r#"
        f : Int -> Int
    "#]],
    );
}

#[test]
fn too_early() {
    check_errors(
        "let f x = g x ;;\nlet g x = x ;;",
        expect![[r#"
            error[EV0101]: `g` is used before it is declared
              1:11 `g` not declared yet
              2:5 `g` declared here
              help: move the declaration above its use
        "#]],
    );
    check_errors(
        "let f x = f (x - 1) ;;",
        expect![[r#"
            error[EV0101]: `f` is used in its own definition
              1:11 `f` not declared yet
              1:5 `f` being defined here
              help: define a recursive function with `letrec` and a recursive class with `classrec`
        "#]],
    );
    check_errors(
        "class X = X ;;",
        expect![[r#"
            error[EV0101]: `X` is used in its own definition
              1:11 `X` not declared yet
              1:7 `X` being defined here
              help: define a recursive function with `letrec` and a recursive class with `classrec`
        "#]],
    );
    check_errors(
        "let f x = p ;; parameter p : Int",
        expect![[r#"
            error[EV0101]: `p` is used before it is declared
              1:11 `p` not declared yet
              1:26 `p` declared here
              help: move the declaration above its use
        "#]],
    );
}

#[test]
fn messages_are_no_values() {
    check_errors(
        "input m : Int\nlet f = m ;;",
        expect![[r#"
        error[EV0101]: `m` is a message, and a message is no value
          2:9 `m` the name of a message
          1:7 `m` declared here
          help: the class of its bodies is `m'base`
    "#]],
    );
    check_errors(
        "output m : Int\nlet f = m ;;",
        expect![[r#"
        error[EV0101]: `m` is a message, and a message is no value
          2:9 `m` the name of a message
          1:8 `m` declared here
          help: the class of its bodies is `m'base`, the function that sends it `m'send`
    "#]],
    );
}

#[test]
fn parameters_are_fixed() {
    check_errors(
        "parameter p : Int\nlet p = 1 ;;",
        expect![[r#"
        error[EV0103]: `p` is already declared
          2:5 `p` declared again here
          1:11 `p` first declared here
          help: give one of the two another name
    "#]],
    );
    check_errors(
        "parameter p : Int\nparameter p : Int",
        expect![[r#"
        error[EV0103]: `p` is already declared
          2:11 `p` declared again here
          1:11 `p` first declared here
          help: give one of the two another name
    "#]],
    );
}

#[test]
fn constructors_are_fixed() {
    check_errors(
        "let nil = 1 ;;",
        expect![[r#"
        error[EV0104]: `nil` cannot be rebound
          1:5 `nil` always means the built-in
          help: use another name, such as `nil1`
    "#]],
    );
    check_errors(
        "let f true = 1 ;;",
        expect![[r#"
        error[EV0104]: `true` cannot be rebound
          1:7 `true` always means the built-in
          help: use another name, such as `true1`
    "#]],
    );
    check_errors(
        "let x = let fst = 1 in fst ;;",
        expect![[r#"
        error[EV0104]: `fst` cannot be rebound
          1:13 `fst` always means the built-in
          help: use another name, such as `fst1`
    "#]],
    );
    check_errors(
        "parameter false : Int",
        expect![[r#"
        error[EV0104]: `false` cannot be rebound
          1:11 `false` always means the built-in
          help: use another name, such as `false1`
    "#]],
    );
}

#[test]
fn shadowing() {
    check_types(
        "let x = 1 ;; let x = (x, true) ;; let y = x ;;",
        expect![[r#"
        x : Int
        x : Int * Bool
        y : Int * Bool
    "#]],
    );
    check_types(
        "parameter p : Int\nlet f p = p & true ;;",
        expect![[r#"
        parameter p : Int
        f : Bool -> Bool
    "#]],
    );
    check_types(
        "let f x = \\x. x + 1 ;;",
        expect![[r#"
        f : 'a -> Int -> Int
    "#]],
    );
    check_types(
        "let f loc (loc, x) = (loc + 1, x) ;;",
        expect![[r#"
        f : 'a -> Int * 'b -> Int * 'b
    "#]],
    );
    check_types(
        "let x = true ;; let y = let x = 1 in x + (let x = 2 in x) ;; let z = x ;;",
        expect![[r#"
            x : Bool
            y : Int
            z : Bool
        "#]],
    );
    check_types(
        "input m : Int\nclass m'base = m'base ;; class Y = m'base ;;",
        expect![[r#"
        input m, ``m`` : Int
        m'base : Int Class
        Y : Int Class
    "#]],
    );
}

#[test]
fn scopes_end() {
    check_errors(
        "let f inner = 1 ;; let g = inner ;;",
        expect![[r#"
        error[EV0101]: unknown name `inner`
          1:28 `inner` nothing in scope has this name
          help: declare `inner` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        "let f = (let inner = 1 in inner, inner) ;;",
        expect![[r#"
        error[EV0101]: unknown name `inner`
          1:34 `inner` nothing in scope has this name
          help: declare `inner` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        "let f = ((\\inner. inner) 1, inner) ;;",
        expect![[r#"
        error[EV0101]: unknown name `inner`
          1:29 `inner` nothing in scope has this name
          help: declare `inner` above, as a `parameter` or with `let`
    "#]],
    );
}

#[test]
fn each_use_is_reported() {
    check_errors(
        "let f = (aaa, bbb) ;; let g = aaa ;;",
        expect![[r#"
        error[EV0101]: unknown name `aaa`
          1:10 `aaa` nothing in scope has this name
          help: declare `aaa` above, as a `parameter` or with `let`
        error[EV0101]: unknown name `bbb`
          1:15 `bbb` nothing in scope has this name
          help: declare `bbb` above, as a `parameter` or with `let`
        error[EV0101]: unknown name `aaa`
          1:31 `aaa` nothing in scope has this name
          help: declare `aaa` above, as a `parameter` or with `let`
    "#]],
    );
}

#[test]
fn a_broken_declaration_may_have_declared_it() {
    check_errors_after_syntax(
        "let g = 1 + ;;\nlet f = aaa ;;\nlet h = true + 1 ;;",
        expect![[r#"
            error[EV0101]: unknown name `aaa`
              2:9 `aaa` nothing in scope has this name
              help: declare `aaa` above, as a `parameter` or with `let`
            error[EV0201]: type mismatch
              3:9 `true` this is `Bool`
              3:14 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors_after_syntax(
        "type T = ;;\nparameter p : T\nlet h = true + 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:9 `true` this is `Bool`
              3:14 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn similar_names() {
    let names: Vec<SmolStr> =
        ["!", "+", "n1", "N", "vote_once", "epoch", "Int"].map(SmolStr::new_static).into();
    let found = |name: &str| similar(name, names.iter()).map(SmolStr::as_str);
    assert_eq!(found("x"), None, "a letter resembles no operator and no other letter");
    assert_eq!(found("n"), Some("N"), "nor a longer name");
    assert_eq!(found("n2"), Some("n1"));
    assert_eq!(found("vote_onec"), Some("vote_once"));
    assert_eq!(found("ovte_onec"), Some("vote_once"));
    assert_eq!(found("Itn"), Some("Int"));
    assert_eq!(found("epcoh"), Some("epoch"));
    assert_eq!(found("epo"), None, "two of three letters are too many");
    assert_eq!(found("epoch"), None, "a name does not resemble itself");
    assert_eq!(found(""), None);
    assert_eq!(found("épochs"), Some("epoch"));
}

#[test]
fn unknown_operators() {
    check_errors(
        "let f a b = a > 1 && b > 2 ;;",
        expect![[r#"
        error[EV0101]: `&&` is no operator
          1:19 `&&` nothing in scope has this name
          help: write `&`
    "#]],
    );
    check_errors(
        "let f a = if a != 1 then 1 else true ;; let g = true + 1 ;;",
        expect![[r#"
            error[EV0101]: `!=` is no operator
              1:16 `!=` nothing in scope has this name
              help: write `<>`
            error[EV0201]: type mismatch
              1:49 `true` this is `Bool`
              1:54 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f a = 1 + (a %% 2) & true ;;\nmain 1 <$> 2",
        expect![[r#"
        error[EV0101]: `%%` is no operator
          1:18 `%%` nothing in scope has this name
          help: declare it above, as in `let infix 5 %% x y = …`
        error[EV0101]: `<$>` is no operator
          2:8 `<$>` nothing in scope has this name
          help: declare it above, as in `let infix 5 <$> x y = …`
    "#]],
    );
    check_errors(
        "let f a = op %% ;;",
        expect![[r#"
            error[EV0101]: `%%` is no operator
              1:11 `op %%` nothing in scope has this name
              help: declare it above, as in `let infix 5 %% x y = …`
        "#]],
    );
}
