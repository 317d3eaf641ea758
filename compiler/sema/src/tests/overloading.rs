//! Overloaded constants.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn chosen() {
    check_types(
        "constant size (x : 'b) : Int with 'b in {List_length : 'a List, Bag_size : 'a Bag, Int}
         let a = size [1] ;; let b xs = size (xs : Bool Bag) ;; let c = size 3 ;;
         let d x = (size x, x + 1) ;;",
        expect![[r#"
            constant List_length : 'a List -> Int
            constant Bag_size : 'a Bag -> Int
            constant size : Int -> Int
            constant size : Int -> Int
            a : Int
            b : Bool Bag -> Int
            c : Int
            d : Int -> Int * Int
        "#]],
    );
    check_types(
        "constant convert (x : 'b) : 'c
           with ('b, 'c) in {bool_of : (Int, Bool), int_of : (Bool, Int), (Int, Tok)}
         let a = convert true ;; let b x = if convert x then 1 else 2 ;;
         let c : Tok = convert 1 ;;",
        expect![[r#"
            constant int_of : Bool -> Int
            constant bool_of : Int -> Bool
            constant convert : Int -> Tok
            a : Int
            b : Int -> Int
            c : Tok
        "#]],
    );
    check_types(
        "constant size (x : 'b) : Int with 'b in {Int, Bool, 'a List}
         let a = let g x = size x in g 1 ;;
         let b y = let g x = (size x, y) in let h x = (size x, y) in (g true, h [y]) ;;
         let c = (\\x. (size x, size [x], x : Int)) ;;",
        expect![[r#"
            constant size : Int -> Int
            constant size : Bool -> Int
            constant size : 'a List -> Int
            constant size : Int -> Int
            constant size : 'a List -> Int
            a : Int
            b : 'a -> (Int * 'a) * Int * 'a
            c : Int -> Int * Int * Int
        "#]],
    );
}

#[test]
fn not_determined() {
    check_errors(
        "constant size (x : 'b) : Int with 'b in {Int, Bool, 'a List}\nlet f x = size x ;;",
        expect![[r#"
            error[EV0212]: which `size` is meant is not determined
              2:11 `size` could be the one for `Int`, `Bool` or `'a List`
              help: annotate it or an operand with its type, as in `(x : Int)`
        "#]],
    );
    check_errors(
        "constant convert (x : 'b) : 'c with ('b, 'c) in {(Int, Bool), (Int, Tok)}\n\
         let f = convert 1 ;;",
        expect![[r#"
            error[EV0212]: which `convert` is meant is not determined
              2:9 `convert` could be the one for `(Int, Bool)` or `(Int, Tok)`
              help: annotate it or an operand with its type, as in `(x : Int)`
        "#]],
    );
    check_errors(
        "constant size (x : 'b) : Int with 'b in {Int, Bool}\n\
         let f = let g x = size x in (g 1, g true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:37 `true` this is `Bool`
              2:35 `g` the function is `Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "constant size (x : 'b) : Int with 'b in {Int, Bool}\nmain size",
        expect![[r#"
        error[EV0201]: type mismatch
          2:6 `size` this is `'a -> Int`, but `main` is a class of instructions
          = expected `Interface Class`
          =    found `'a -> Int`
          help: a function is not a class: compose it with one, as in `f o (X)`
    "#]],
    );
}

#[test]
fn no_alternative() {
    check_errors(
        "constant size (x : 'b) : Int with 'b in {Int, 'a List}\nlet f = size true ;;",
        expect![[r#"
            error[EV0201]: there is no `size` for `Bool`
              2:9 `size` used with `Bool`
              1:10 `size` declared here
              = expected `Int` or `'a List`
              =    found `Bool`
              help: use it with one of the types it is declared for
        "#]],
    );
    check_errors(
        "constant size (x : 'b) : Int with 'b in {Int, Bool List}\nlet f = size [1] ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:9 `size` this is `Int List`
              1:10 `size` declared for `Int` or `Bool List`
              = expected `Bool List`
              =    found `Int List`
              help: write an expression of type `Bool List` here
        "#]],
    );
}

#[test]
fn alternatives_that_cannot_be_told_apart() {
    check_errors(
        "constant size (x : 'b) : Int with 'b in {Int, Bool List, 'a List}",
        expect![[r#"
            error[EV0213]: two alternatives cannot be told apart
              1:58 `'a List` built like the first
              1:47 `Bool List` the first
              help: alternatives differ in their outermost type constructors: remove one of the two
        "#]],
    );
    check_errors(
        "constant size (x : 'b) : Int with 'b in {Int, 'a}",
        expect![[r#"
        error[EV0213]: an alternative that is any type cannot be told from the others
          1:47 `'a` a type variable
          help: write a type constructor, as in `'a List`
    "#]],
    );
    check_errors(
        "constant size (x : 'b) : Int with ('b, 'c) in {Int, (Bool, Int)}",
        expect![[r#"
        error[EV0213]: an alternative has one type for each variable
          1:48 `Int` 1 given
          = expected 2
          =    found 1
          help: write one type for each variable after `with`, as in `with ('a, 'b) in {(Int, Bool)}`
        error[EV0213]: the type of this does not have `'c`, so no use can choose
          1:10 `size` overloaded in a variable that its type does not have
          help: write `'c` in the constant's type, or leave it out after `with`
    "#]],
    );
}
