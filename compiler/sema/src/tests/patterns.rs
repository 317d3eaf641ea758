//! What patterns take apart.

use expect_test::expect;

use super::{check_errors, check_errors_after_syntax, check_types};

#[test]
fn forms() {
    check_types(
        "let a (x, y) = x + y ;; let b (x, (y, z), _) = x + z ;; let c () = 1 ;; let d _ = 1 ;;
         let e (x, y : Int) = y ;; let f ((x, y) : Int * Bool * Tok) = y ;;
         let g = let (x, _) = (1, true) in x ;; let h = (\\(x, y). x) ;;",
        expect![[r#"
            a : Int * Int -> Int
            b : Int * ('a * Int) * 'b -> Int
            c : Unit -> Int
            d : 'a -> Int
            e : 'a * Int -> Int
            f : Int * Bool * Tok -> Bool * Tok
            g : Int
            h : 'a * 'b -> 'a
        "#]],
    );
}

#[test]
fn mismatches() {
    check_errors(
        "let f = (\\(x, y). x) 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:22 `1` this is `Int`
              1:9 `(\(x, y). x)` the function is `'a * 'b -> 'a`
              = expected `'a * 'b`
              =    found `Int`
              help: write a tuple, as in `(a, b)`
        "#]],
    );
    check_errors(
        "let f = let (x, y, z) = (1, true) in x ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:13 `(x, y, z)` this matches `'a * 'b * 'c`
              1:25 `(1, true)` the value has this type
              = expected `Int * Bool`
              =    found `'a * 'b * 'c`
              help: match a tuple of 2 components, as in `(x, y)`
        "#]],
    );
    check_errors(
        "let f = let () = 1 in 2 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:13 `()` this matches `Unit`
              1:18 `1` the value has this type
              = expected `Int`
              =    found `Unit`
              help: bind it with one variable: `Int` has no components
        "#]],
    );
    check_errors(
        "let f ((x, y) : Int) = x ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:8 `(x, y)` this matches `'a * 'b`
              1:17 `Int` annotated with this type
              = expected `Int`
              =    found `'a * 'b`
              help: bind it with one variable: `Int` has no components
        "#]],
    );
    check_errors(
        "let f = let (x : Bool, y) = (1, 2) in x ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:14 `x` this is `Bool`
              1:18 `Bool` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn patterns_that_do_not_belong_here_still_bind() {
    check_errors_after_syntax("let f [a; b] = a + b ;;", expect![[""]]);
    check_errors_after_syntax("let f (inl x) (1, y.z) = (x, y, z) ;;", expect![[""]]);
}
