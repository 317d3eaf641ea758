//! How disagreements are explained.

use expect_test::expect;

use super::check_errors;

#[test]
fn applications() {
    check_errors(
        "let f = 1 2 ;;",
        expect![[r#"
        error[EV0201]: this is applied, but it is not a function
          1:9 `1` this is `Int`
          1:11 `2` the argument it is given
          = expected a function
          =    found `Int`
          help: remove the argument, or write the operator that is missing before it
    "#]],
    );
    check_errors(
        "let g x y = x + y ;; let f = g 1 2 3 ;;",
        expect![[r#"
        error[EV0201]: this is applied, but it is not a function
          1:30 `g 1 2` this is `Int`
          1:36 `3` the argument it is given
          = expected a function
          =    found `Int`
          help: remove the argument, or write the operator that is missing before it
    "#]],
    );
    check_errors(
        "let g x (y : Bool) = x + 1 ;; let f = g true 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:41 `true` this is `Bool`
              1:39 `g` the function is `Int -> Bool -> Int`
              = expected `Int`
              =    found `Bool`
              help: write the arguments in the order of the function's type
        "#]],
    );
    check_errors(
        "let f = {1 2} ;;",
        expect![[r#"
        error[EV0201]: this is applied, but it is not a function
          1:10 `1` this is `Int`
          1:12 `2` the argument it is given
          = expected a function
          =    found `Int`
          help: remove the argument, or write the operator that is missing before it
    "#]],
    );
    check_errors(
        "let f = (\\x. x + 1) true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:21 `true` this is `Bool`
              1:9 `(\x. x + 1)` the function is `Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn operators() {
    check_errors(
        "let f = true + 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:9 `true` this is `Bool`
              1:14 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f = 1 + true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:13 `true` this is `Bool`
              1:11 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f = 1 < `a` ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:13 ``a`` this is `Tok`
              1:11 `<` `<` is `Int -> Int -> Bool`
              = expected `Int`
              =    found `Tok`
              help: write an expression of type `Int` here
        "#]],
    );
    check_errors(
        "let f = ~(true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:10 `(true)` this is `Bool`, but `~` negates an `Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let g = 1 ;; infix 5 g\nlet f = 1 g 2 ;;",
        expect![[r#"
        error[EV0201]: this is applied, but it is not a function
          2:11 `g` this is `Int`
          2:9 `1` the argument it is given
          = expected a function
          =    found `Int`
          help: remove the argument, or write the operator that is missing before it
    "#]],
    );
    check_errors(
        "let g x = x ;; infix 5 g\nlet f = 1 g 2 ;;",
        expect![[r#"
        error[EV0201]: this is applied, but it is not a function
          2:9 `1 g` this is `Int`
          2:13 `2` the argument it is given
          = expected a function
          =    found `Int`
          help: remove the argument, or write the operator that is missing before it
    "#]],
    );
}

#[test]
fn conditions() {
    check_errors(
        "let f n = if n + 1 then 1 else 2 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:14 `n + 1` this is `Int`, but a condition is a `Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
    check_errors(
        "let f = 1 & true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:9 `1` this is `Int`, but an operand of a boolean operator is a `Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
    check_errors(
        "let f = true or () ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:17 `()` this is `Unit`, but an operand of a boolean operator is a `Bool`
              = expected `Bool`
              =    found `Unit`
              help: a condition compares values, as in `x = y`
        "#]],
    );
    check_errors(
        "let f b = if b then 1 else true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:28 `true` this is `Bool`
              1:21 `1` the other branch has this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f b = (if b then 1 else true) : Int ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:29 `true` this is `Bool`
              1:37 `Int` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn collections() {
    check_errors(
        "let f = [1; true] ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:13 `true` this is `Bool`
              1:10 `1` the first element has this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f : Int Bag = 1 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:19 `1` this is `Int`
          1:9 `Int Bag` annotated with this type
          = expected `Int Bag`
          =    found `Int`
          help: a bag of one value is written `{value}`
    "#]],
    );
    check_errors(
        "let f : Int Bag = [1] ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:19 `[1]` this is `Int List`
              1:9 `Int Bag` annotated with this type
              = expected `Int Bag`
              =    found `Int List`
              help: a bag is written `{a; b}`, and `(xs/~)` is the bag of a list
        "#]],
    );
    check_errors(
        "let f : Int List = {1} ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:20 `{1}` this is `Int Bag`
              1:9 `Int List` annotated with this type
              = expected `Int List`
              =    found `Int Bag`
              help: a list is written `[a; b]`; a bag has no order that could make it one
        "#]],
    );
    check_errors(
        "let f : Int Bag = true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:19 `true` this is `Bool`
              1:9 `Int Bag` annotated with this type
              = expected `Int Bag`
              =    found `Bool`
              help: write an expression of type `Int Bag` here
        "#]],
    );
}

#[test]
fn classes_and_functions() {
    check_errors(
        "input m : Int\nlet f : Int Class = {1} ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          2:21 `{1}` this is `Int Bag`
          2:9 `Int Class` annotated with this type
          = expected `Int Class`
          =    found `Int Bag`
          help: a bag is not a class: compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_errors(
        "let f : Int Class = \\x. 1 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:21 `\x. 1` this is `'a -> Int`
          1:9 `Int Class` annotated with this type
          = expected `Int Class`
          =    found `'a -> Int`
          help: a function is not a class: compose it with one, as in `f o (X)`
    "#]],
    );
    check_errors(
        "let f : Int = \\x. 1 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:15 `\x. 1` this is `'a -> Int`
          1:9 `Int` annotated with this type
          = expected `Int`
          =    found `'a -> Int`
          help: the function is given too few arguments
    "#]],
    );
}

#[test]
fn long_types_say_where_they_differ() {
    check_errors(
        "parameter a : Int * Loc * Bool * Tok * Int * Unit
         let f = (a : Int * Loc * Bool * Tok * Bool * Unit) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:19 `a` this is `Int * Loc * Bool * Tok * Int * Unit`
              2:23 `Int * Loc * Bool * Tok * Bool * Unit` annotated with this type
              = expected `Int * Loc * Bool * Tok * Bool * Unit`
              =    found `Int * Loc * Bool * Tok * Int * Unit`
              = they differ where `Bool` meets `Int`
              help: write an expression of type `Int * Loc * Bool * Tok * Bool * Unit` here
        "#]],
    );
    check_errors(
        "parameter g : (Loc -> Int -> Int * Loc * Bool -> Int Bag) -> Int\nlet f (a : Loc) b (c, d, e, f) = {1} ;;\nlet h = g f ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:11 `f` this is `Loc -> 'a -> 'b * 'c * 'd * 'e -> Int Bag`
              3:9 `g` the function is `(Loc -> Int -> Int * Loc * Bool -> Int Bag) -> Int`
              = expected `Loc -> Int -> Int * Loc * Bool -> Int Bag`
              =    found `Loc -> 'a -> 'b * 'c * 'd * 'e -> Int Bag`
              = they differ where `Bool` meets `'d * 'e`
              help: write an expression of type `Loc -> Int -> Int * Loc * Bool -> Int Bag` here
        "#]],
    );
}

#[test]
fn what_is_shown_is_what_was_there_before() {
    // Comparing the first components must not change what is said of the whole.
    check_errors(
        "let f x = let (a, b, c) = (1, true) in x ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:15 `(a, b, c)` this matches `'a * 'b * 'c`
              1:27 `(1, true)` the value has this type
              = expected `Int * Bool`
              =    found `'a * 'b * 'c`
              help: match a tuple of 2 components, as in `(x, y)`
        "#]],
    );
    check_errors(
        "let f x y = (x : Int * Bool) = (y, 1) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:36 `1` this is `Int`
              1:13 `(x : Int * Bool)` compared with `Int * Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
}
