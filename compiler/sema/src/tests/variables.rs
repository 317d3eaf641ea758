//! Explicit type variables.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn general() {
    check_types(
        "let id (x : 'a) = x ;;\n\
         let pair (x : 'item) y = (x, y) ;;\n\
         let swap ((x, y) : 'a * 'b) : 'b * 'a = (y, x) ;;\n\
         let used = (id 1, id true, pair 1 2, swap (1, true)) ;;",
        expect![[r#"
            id : 'a -> 'a
            pair : 'item -> 'a -> 'item * 'a
            swap : 'a * 'b -> 'b * 'a
            used : Int * Bool * (Int * Int) * Bool * Int
        "#]],
    );
    check_types(
        "let f (x : 'a) y = (x, y, (nil : 'b List)) ;;\n\
         let outer x = let inner (y : 'a) = (x, y) in (inner 1, inner true) ;;\n\
         let both (x : 'a) = let id (y : 'a) = y in (id x, id 1) ;;",
        expect![[r#"
            f : 'a -> 'c -> 'a * 'c * 'b List
            outer : 'a -> ('a * Int) * 'a * Bool
            both : 'a -> 'a * Int
        "#]],
    );
    check_types(
        "input m : Int\n\
         class C (f : Loc -> Int -> 'a Bag) = f o m'base ;;\n\
         let after = 1 ;;",
        expect![[r#"
            input m, ``m`` : Int
            C : (Loc -> Int -> 'a Bag) -> 'a Class
            after : Int
        "#]],
    );
}

#[test]
fn specialised() {
    check_errors(
        "let f (x : 'a) = x + 1 ;;",
        expect![[r#"
        error[EV0205]: `'a` stands for every type, but here it would be `Int`
          1:18 `x` this is `'a`
          1:12 `'a` `'a` is written here
          1:20 `+` `+` is `Int -> Int -> Int`
          = expected `Int`
          =    found `'a`
          help: write the type that is meant instead of `'a`, or no annotation
    "#]],
    );
    check_errors(
        "let f (x : 'a) (y : 'b) = [x; y] ;;",
        expect![[r#"
        error[EV0205]: `'a` and `'b` need not be the same type
          1:31 `y` this is `'b`
          1:12 `'a` `'a` stands for every type
          1:21 `'b` so does `'b`
          = expected `'a`
          =    found `'b`
          help: write `'a` in both places
    "#]],
    );
    check_errors(
        "let f (x : 'a) : Int = x ;;",
        expect![[r#"
        error[EV0205]: `'a` stands for every type, but here it would be `Int`
          1:24 `x` this is `'a`
          1:12 `'a` `'a` is written here
          1:18 `Int` annotated with this type
          = expected `Int`
          =    found `'a`
          help: write the type that is meant instead of `'a`, or no annotation
    "#]],
    );
    check_errors(
        "let f (x : 'a) = if x then 1 else 2 ;;",
        expect![[r#"
        error[EV0205]: `'a` stands for every type, but here it would be `Bool`
          1:21 `x` this is `'a`
          1:12 `'a` `'a` is written here
          1:21 `x` a condition is a `Bool`
          = expected `Bool`
          =    found `'a`
          help: write the type that is meant instead of `'a`, or no annotation
    "#]],
    );
}

#[test]
fn specialised_by_an_application() {
    check_errors(
        "let f (x : 'a) = x 1 ;;",
        expect![[r#"
        error[EV0201]: this is applied, but it is not a function
          1:18 `x` this is `'a`
          1:20 `1` the argument it is given
          = expected a function
          =    found `'a`
          help: remove the argument, or write the operator that is missing before it
    "#]],
    );
    check_errors(
        "let f (x : 'a) = [(x, 1); (x, x)] ;;",
        expect![[r#"
            error[EV0205]: `'a` stands for every type, but here it would be `Int`
              1:31 `x` this is `'a`
              1:12 `'a` `'a` is written here
              1:19 `(x, 1)` the first element has this type
              = expected `Int`
              =    found `'a`
              help: write the type that is meant instead of `'a`, or no annotation
        "#]],
    );
    check_errors(
        "let f = \\(x : 'a). ~(x) ;;",
        expect![[r#"
        error[EV0205]: `'a` stands for every type, but here it would be `Int`
          1:21 `(x)` this is `'a`
          1:15 `'a` `'a` is written here
          1:20 `~(x)` `~` negates an `Int`
          = expected `Int`
          =    found `'a`
          help: write the type that is meant instead of `'a`, or no annotation
    "#]],
    );
}

#[test]
fn escaping() {
    check_errors(
        "let f x = let g (y : 'a) = [x; y] in g ;;",
        expect![[r#"
        error[EV0205]: `'a` stands for every type, but what is around it has one type only
          1:32 `y` its type would depend on something outside the inner definition
          1:22 `'a` `'a` belongs to the innermost definition around it
          help: leave `'a` out here, or write it on the outer definition's argument
    "#]],
    );
    check_errors(
        "let f (x : 'a) = let y : 'a = x in y ;;",
        expect![[r#"
            error[EV0205]: the two `'a` belong to different definitions
              1:31 `x` would make them the same type
              1:26 `'a` `'a` stands for every type
              1:12 `'a` so does `'a`
              help: a variable belongs to the innermost definition around it: leave one out
        "#]],
    );
}

#[test]
fn equality_variables() {
    check_types(
        "let pick (x : ''a) (y : ''a) = x ;;\n\
         let used = (pick 1 2, pick [true] [], pick {()} {}) ;;\n\
         let again x = pick x x ;;\n\
         let explicit (x : ''b) = pick x x ;;",
        expect![[r#"
            pick : ''a -> ''a -> ''a
            used : Int * Bool List * Unit Bag
            again : 'a -> 'a
            explicit : ''b -> ''b
        "#]],
    );
    check_errors(
        "let pick (x : ''a) = x ;;\n\
         let f = pick (\\x. x + 1) ;;",
        expect![[r#"
            error[EV0203]: values of type `Int -> Int` cannot be compared
              2:9 `pick` functions have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
        "#]],
    );
    check_errors(
        "let pick (x : ''a) = x ;;\n\
         let f (x : 'b) = pick x ;;",
        expect![[r#"
            error[EV0203]: values of type `'b` cannot be compared
              2:18 `pick` needs a type with equality, and `'b` stands for every type
              help: write `''b`, which stands for types with equality only
        "#]],
    );
    check_errors(
        "let pick (x : ''a) = x ;;\n\
         let again x = pick x ;;\n\
         let f = again (\\x. x + 1) ;;",
        expect![[r#"
            error[EV0203]: values of type `Int -> Int` cannot be compared
              3:9 `again` functions have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
        "#]],
    );
    check_errors(
        "let same (x : ''a) y = x = y ;;",
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:26 `=` compares values of type `''a`
              help: `x` and `y` can be of any type here: write the type that is meant, as in `(x : Int)`
        "#]],
    );
    check_errors(
        "input m : 'u\n\
         let pick (x : ''a) = x ;;\n\
         class C = (\\l. \\x. {pick x}) o m'base ;;\n\
         class D = (\\l. \\x. {x l + 1}) o m'base ;;",
        expect![[r#"
            error[EV0203]: values of type `Loc -> Int` cannot be compared
              3:21 `pick` functions have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
        "#]],
    );
}

#[test]
fn unknown_in_messages_and_parameters() {
    check_types(
        "input m : 'a * 'a List\n\
         internal n : 'a\n\
         parameter pick : 'a -> 'a\n\
         let f l (x, xs) = {x + 1} ;;\n\
         class C = f o m'base ;;\n\
         let send l = n'send l true ;;\n\
         let g = pick `t` ;;",
        expect![[r#"
            input m, ``m`` : Int * Int List
            internal n, ``n`` : Bool
            parameter pick : Tok -> Tok
            f : 'a -> Int * 'b -> Int Bag
            C : Int Class
            send : Loc -> Interface
            g : Tok
        "#]],
    );
    check_types(
        "input m : 'a\n\
         class C = (\\l. \\x. {x = x}) o m'base ;;\n\
         class D = (\\l. \\x. {x + 1}) o m'base ;;",
        expect![[r#"
            input m, ``m`` : Int
            C : Bool Class
            D : Int Class
        "#]],
    );
}

#[test]
fn determined_by_nothing() {
    check_errors(
        "input m : 'a Bag\n\
         parameter f : 'b -> Int\n\
         let x = 1 ;;",
        expect![[r#"
            error[EV0208]: nothing determines the type `'a`
              1:11 `'a` one type for the whole program, found from its uses
              help: write the type that is meant
            error[EV0208]: nothing determines the type `'b`
              2:15 `'b` one type for the whole program, found from its uses
              help: write the type that is meant
        "#]],
    );
    check_errors(
        "input m : 'a\n\
         class C = (\\l. \\x. {x = x}) o m'base ;;",
        expect![[r#"
            error[EV0208]: nothing determines the type `'a`
              1:11 `'a` one type for the whole program, found from its uses
              help: write the type that is meant
        "#]],
    );
    check_errors(
        "input m : 'a\n\
         class C = (\\l. \\x. {x = x}) o m'base ;;\n\
         class D = (\\l. \\x. {x l}) o m'base ;;",
        expect![[r#"
            error[EV0208]: nothing determines the type `'a`
              1:11 `'a` its uses say no more than that it is `Loc -> 'a`
              help: write the type that is meant
            error[EV0203]: values of type `Loc -> 'a` cannot be compared
              2:23 `=` functions have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
        "#]],
    );
}

#[test]
fn determined_by_two_uses() {
    check_errors(
        "input m : 'a\n\
         class C = (\\l. \\x. {x + 1}) o m'base ;;\n\
         class D = (\\l. \\x. {x & true}) o m'base ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:21 `x` this is `Int`, but an operand of a boolean operator is a `Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
    check_errors(
        "input m : 'a\n\
         let f = unknown ;;",
        expect![[r#"
            error[EV0101]: unknown name `unknown`
              2:9 `unknown` nothing in scope has this name
              help: declare `unknown` above, as a `parameter` or with `let`
        "#]],
    );
}

#[test]
fn in_declared_types() {
    check_errors(
        "type T = 'a List\n\
         let f (x : T) = x + 1 ;;",
        expect![[r#"
            error[EV0102]: unknown type variable `'a`
              1:10 `'a` not one that this declaration takes
              help: only `type` takes variables, before its name: `type 'a T = 'a List`
            error[EV0201]: type mismatch
              2:17 `x` this is `'a List`
              2:19 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `'a List`
              help: write an expression of type `Int` here
        "#]],
    );
    check_errors(
        "data D = C of 'a\n\
         let x = 1 ;;",
        expect![[r#"
            error[EV0102]: unknown type variable `'a`
              1:15 `'a` not one that this declaration takes
              help: only `type` takes variables, before its name: `type 'a T = 'a List`
        "#]],
    );
    check_errors(
        "type ('a, 'a) T = 'a List",
        expect![[r#"
        error[EV0103]: `'a` is already declared
          1:11 `'a` declared again here
          1:7 `'a` first declared here
          help: give one of the two another name
    "#]],
    );
}

#[test]
fn large_types() {
    check_errors(
        "let p1 x = (x, x) ;; let p2 x = p1 (p1 x) ;; let p3 x = p2 (p2 x) ;; let p4 x = p3 (p3 x) ;;\n\
         let p5 x = p4 (p4 x) ;; let p6 (x : 'a) = p5 (p5 x) ;; let p7 x = p6 (p6 x) ;;",
        expect![[r#"
            error[EV0209]: the type of this is too large
              2:5 `p5` its type has more parts than the compiler follows
              help: use smaller tuples, or annotate an operand with a simpler type
        "#]],
    );
    check_errors(
        "type 'a P = 'a * 'a\n\
         type 'a Q = 'a P P P P\n\
         type 'a R = 'a Q Q Q Q\n\
         let f (x : Int R) = x ;;",
        expect![[r#"
            error[EV0209]: the type of this is too large
              3:13 `'a Q Q Q Q` its type has more parts than the compiler follows
              help: use smaller tuples, or annotate an operand with a simpler type
        "#]],
    );
    check_types(
        "let f (a, b, c, d, e, g, h, i, j, k, l, m) = (m, l, k, j, i, h, g, e, d, c, b, a) ;;",
        expect![[r#"
            f : 'a * 'b * 'c * 'd * 'e * 'f * 'g * 'h * 'i * 'j * 'k * 'l -> 'l * 'k * 'j * 'i * 'h * 'g * 'f * 'e * 'd * 'c * 'b * 'a
        "#]],
    );
}
