//! Declared types: abbreviations, parameters, constants, data, abstract types, sets and maps.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn abbreviations() {
    check_types(
        "type ('a, 'b) pair = 'a * 'b\n\
         type 'a many = 'a List\n\
         type ('a, 'b) phantom = 'a\n\
         let f ((x, y) : (Int, Bool) pair) = x ;;\n\
         let g (xs : Int many many) = xs ;;\n\
         let h (x : (Tok, Loc -> Loc) phantom) = x ;;\n\
         let k (x : ('a, Int) pair) = x ;;",
        expect![[r#"
            f : Int * Bool -> Int
            g : Int List List -> Int List List
            h : Tok -> Tok
            k : 'a * Int -> 'a * Int
        "#]],
    );
    check_types(
        "type T = Int\n\
         let f (x : T) = x ;;\n\
         type T = Bool\n\
         let g (x : T) = (x, f 1) ;;\n\
         type T = T List\n\
         let h (x : T) = x ;;",
        expect![[r#"
            f : Int -> Int
            g : Bool -> Bool * Int
            h : Bool List -> Bool List
        "#]],
    );
}

#[test]
fn abbreviations_that_are_wrong() {
    check_errors(
        "type ('a, 'b) pair = 'a * 'b\n\
         let f (x : Int pair) = x ;;\n\
         let g (x : pair) = x ;;\n\
         let h (x : (Int, Int) List) = x ;;",
        expect![[r#"
            error[EV0206]: `pair` is given the wrong number of types
              2:16 `pair` takes 2 types
              = expected 2 types
              =    found 1 type
              help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
            error[EV0206]: `pair` is given the wrong number of types
              3:12 `pair` takes 2 types
              = expected 2 types
              =    found no types
              help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
            error[EV0206]: `List` is given the wrong number of types
              4:23 `List` takes 1 type
              = expected 1 type
              =    found 2 types
              help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
        "#]],
    );
    check_errors(
        "type Int = Bool\n\
         type List = Int\n\
         data Bag = C of Int\n\
         parameter Loc : Type\n\
         abstype Interface = Int with f = 1 ;;",
        expect![[r#"
            error[EV0103]: the built-in type `Int` cannot be redefined
              1:6 `Int` always means the built-in
              help: give the type another name
            error[EV0103]: the built-in type `List` cannot be redefined
              2:6 `List` always means the built-in
              help: give the type another name
            error[EV0103]: the built-in type `Bag` cannot be redefined
              3:6 `Bag` always means the built-in
              help: give the type another name
            error[EV0103]: the built-in type `Loc` cannot be redefined
              4:11 `Loc` always means the built-in
              help: give the type another name
            error[EV0103]: the built-in type `Interface` cannot be redefined
              5:9 `Interface` always means the built-in
              help: give the type another name
        "#]],
    );
}

#[test]
fn type_parameters() {
    check_types(
        "parameter T : Type\n\
         parameter K, keq : Type * K Deq\n\
         parameter 'a box : Type\n\
         parameter t : T\n\
         parameter b : K box\n\
         let f (x : T) = (x, b, keq) ;;\n\
         let same (x : K) y = x = y ;;\n\
         let g (xs : (K * Int) List) = xs = [] ;;",
        expect![[r#"
            parameter T : Type
            parameter K, keq : Type * K Deq
            parameter 'a box : Type
            parameter t : T
            parameter b : K box
            f : T -> T * K box * K Deq
            same : K -> K -> Bool
            g : (K * Int) List -> Bool
        "#]],
    );
    check_errors(
        "parameter T : Type\n\
         parameter t : T\n\
         let f = t = t ;;",
        expect![[r#"
            error[EV0203]: values of type `T` cannot be compared
              3:11 `=` `T` is declared without a decider
              1:11 `T` declared here
              help: declare it with a decider, as in `parameter T, eq : Type * T Deq`
        "#]],
    );
    check_errors(
        "parameter T : Type\n\
         let f (x : (Int * T) List) y = x <> y ;;",
        expect![[r#"
            error[EV0203]: values of type `(Int * T) List` cannot be compared
              2:34 `<>` `T` is declared without a decider
              1:11 `T` declared here
              help: declare it with a decider, as in `parameter T, eq : Type * T Deq`
        "#]],
    );
}

#[test]
fn type_parameters_that_are_wrong() {
    check_errors(
        "parameter T, d : Type * Int Deq",
        expect![[r#"
        error[EV0201]: type mismatch
          1:25 `Int Deq` this is `Int Deq`
          1:11 `T` the type that it decides is `T`
          = expected `T Deq`
          =    found `Int Deq`
          help: write an expression of type `T Deq` here
    "#]],
    );
    check_errors(
        "parameter T, d : Type",
        expect![[r#"
        error[EV0201]: this is not the type of a type with its decider
          1:18 `Type` a type comes with a decider of its equality
          help: write `Type * T Deq`
    "#]],
    );
    check_errors(
        "parameter T, d : Int * T Deq",
        expect![[r#"
        error[EV0201]: this is not the type of a type with its decider
          1:18 `Int * T Deq` a type comes with a decider of its equality
          help: write `Type * T Deq`
    "#]],
    );
    check_errors(
        "parameter 'a T : Int",
        expect![[r#"
        error[EV0201]: `T` is declared as a type of something else than `Type`
          1:18 `Int` this is not `Type`
          help: a declared type with variables is written `'a T : Type`
    "#]],
    );
    check_errors(
        "parameter T : Type\n\
         parameter T : Type\n\
         type T = Int\n\
         data T = C of Int",
        expect![[r#"
            error[EV0103]: `T` is already declared
              2:11 `T` declared again here
              1:11 `T` first declared here
              help: give one of the two another name
            error[EV0103]: `T` is already declared
              3:6 `T` declared again here
              1:11 `T` first declared here
              help: give one of the two another name
            error[EV0103]: `T` is already declared
              4:6 `T` declared again here
              1:11 `T` first declared here
              help: give one of the two another name
        "#]],
    );
}

#[test]
fn values_of_a_type_parameter() {
    check_errors(
        "parameter T : Type | (1 = 1)",
        expect![[r#"
        error[EV0214]: `T` is a type, and a type cannot be constrained
          1:22 `(1 = 1)` only parameters that are values have constraints
          help: remove the constraint, or write it on a parameter of this type
    "#]],
    );
    check_errors(
        "parameter T : Type\n\
         let f (x : T) = x + 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:17 `x` this is `T`
              2:19 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `T`
              help: write an expression of type `Int` here
        "#]],
    );
    check_errors(
        "parameter 'a box : Type\n\
         let f (x : 'a box) (y : Int box) = [x; y] ;;",
        expect![[r#"
            error[EV0205]: `'a` stands for every type, but here it would be `Int`
              2:40 `y` this is `Int box`
              2:12 `'a` `'a` is written here
              2:37 `x` the first element has this type
              = expected `'a box`
              =    found `Int box`
              help: write the type that is meant instead of `'a`, or no annotation
        "#]],
    );
}

#[test]
fn deciders_of_type_constructors() {
    check_types(
        "parameter 'a box, d : Type * 'a box Deq\n\
         let f (x : Int box) y = x = y ;;",
        expect![[r#"
            parameter 'a box, d : Type * Int box Deq
            f : Int box -> Int box -> Bool
        "#]],
    );
    check_errors(
        "parameter 'a box, d : Type * 'a box Deq\n\
         let f (x : Int box) y = x = y ;;\n\
         let g (x : Bool box) y = x = y ;;",
        expect![[r#"
            error[EV0203]: values of type `Bool box` cannot be compared
              3:28 `=` the decider is not one of `Bool box`
              1:14 `box` declared here
              help: take a decider as an argument and apply `eqof` to it
        "#]],
    );
}

#[test]
fn constants() {
    check_types(
        "constant T : Type\n\
         constant 'a tree : Type\n\
         constant K, keq : Type * K Deq\n\
         constant size (x : 'a tree) : Int\n\
         constant fold (f[x : 'a; y : 'b] : 'b; z : 'b; t : 'a tree) : 'b\n\
         constant make ('a : Type; x : 'a) : 'a tree\n\
         constant zero : Int\n\
         constant comparison (op : 'a -> 'a -> Int) : 'a Deq\n\
         let a = fold (\\x. \\n. n + size x) zero ;;\n\
         let b = make ::Int 1 ;;\n\
         let c = (keq, comparison) ;;\n\
         let d (x : K) = x = x ;;",
        expect![[r#"
            constant T : Type
            constant 'a tree : Type
            constant K, keq : Type * K Deq
            constant size : 'a tree -> Int
            constant fold : ('a -> 'b -> 'b) -> 'b -> 'a tree -> 'b
            constant make : Type -> 'a -> 'a tree
            constant zero : Int
            constant comparison : ('a -> 'a -> Int) -> 'a Deq
            a : 'a tree tree -> Int
            b : Int tree
            c : K Deq * (('a -> 'a -> Int) -> 'a Deq)
            d : K -> Bool
        "#]],
    );
    check_errors(
        "constant T : Type\n\
         constant c : T\n\
         let f = c = c ;;\n\
         let c = 1 ;;\n\
         constant c : Int",
        expect![[r#"
            error[EV0203]: values of type `T` cannot be compared
              3:11 `=` `T` is declared without a decider
              1:10 `T` declared here
              help: declare it with a decider, as in `constant T, eq : Type * T Deq`
            error[EV0103]: `c` is already declared
              4:5 `c` declared again here
              2:10 `c` first declared here
              help: give one of the two another name
            error[EV0103]: `c` is already declared
              5:10 `c` declared again here
              2:10 `c` first declared here
              help: give one of the two another name
        "#]],
    );
    check_errors(
        "constant T : Int -> Type\n\
         constant U, d : Type",
        expect![[r#"
            error[EV0201]: this is not the type of a type with its decider
              2:17 `Type` a type comes with a decider of its equality
              help: write `Type * U Deq`
        "#]],
    );
}

#[test]
fn data_types() {
    check_types(
        "data tree = Leaf of Unit | Node of tree * Int * tree\n\
         let grow t = if is_Leaf t then Node (t, 1, t) else let (l, n, r) = get_Node t in Node (r, n + 1, l) ;;\n\
         let leaf = Leaf () ;;",
        expect![[r#"
            data tree = Leaf of Unit | Node of tree * Int * tree
            grow : tree -> tree
            leaf : tree
        "#]],
    );
}

#[test]
fn data_types_that_are_wrong() {
    check_errors(
        "data D = A of Int | B of Bool | A of Loc\n\
         let f = B 1 ;;",
        expect![[r#"
            error[EV0103]: `A` is already declared
              1:33 `A` declared again here
              1:10 `A` first declared here
              help: give one of the two another name
            error[EV0201]: type mismatch
              2:11 `1` this is `Int`
              2:9 `B` the function is `Bool -> D`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
    check_errors(
        "data D = nil of Int\n\
         parameter is_C : Int\n\
         data E = C of Int",
        expect![[r#"
            error[EV0104]: `nil` cannot be rebound
              1:10 `nil` always means the built-in
              help: use another name, such as `nil1`
            error[EV0103]: `is_C` is already declared
              3:10 `C` declared again here
              2:11 `is_C` first declared here
              help: give one of the two another name
        "#]],
    );
    check_errors(
        "data D = A of Missing | B of Int List List List Lst",
        expect![[r#"
        error[EV0102]: unknown type `Missing`
          1:15 `Missing` nothing in scope has this name
          help: declare it above, as in `type Missing = Int`
        error[EV0102]: unknown type `Lst`
          1:49 `Lst` nothing in scope has this name
          help: did you mean `List`?
    "#]],
    );
}

#[test]
fn values_of_data_types() {
    check_errors(
        "data D = A of Int\n\
         let f x = A x = A x ;;",
        expect![[r#"
            error[EV0203]: values of type `D` cannot be compared
              2:15 `=` data types have no equality
              1:6 `D` declared here
              help: define the comparison you mean with `is_A` and `get_A`
        "#]],
    );
    check_errors(
        "data D = A of Int\n\
         let f x = [A 1] ;;\n\
         let g = f A <> [] ;;",
        expect![[r#"
            error[EV0203]: values of type `D List` cannot be compared
              3:13 `<>` `D` is a part of it: data types have no equality
              1:6 `D` declared here
              help: define the comparison you mean with `is_A` and `get_A`
        "#]],
    );
    check_errors(
        "data D = A of Int\n\
         data E = B of D\n\
         let f = A 1 : E ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              3:9 `A 1` this is `D`
              3:15 `E` annotated with this type
              = expected `E`
              =    found `D`
              help: write an expression of type `E` here
        "#]],
    );
}

#[test]
fn abstract_types() {
    check_types(
        "abstype counter = Int with zero = abs_counter 0\n\
           and next c = abs_counter (rep_counter c + 1)\n\
           and two = next (next zero)\n\
           and value c = rep_counter c ;;\n\
         let f = value (next two) ;;",
        expect![[r#"
            abstype counter = Int
            zero : counter
            next : counter -> counter
            two : counter
            value : counter -> Int
            f : Int
        "#]],
    );
    check_errors(
        "abstype T = Int with a = b and b = abs_T 1 ;;\n\
         let f = abs_T 2 ;;\n\
         let g = rep_T b ;;\n\
         let h = b + 1 ;;",
        expect![[r#"
            error[EV0101]: `b` is used before it is declared
              1:26 `b` not declared yet
              1:32 `b` declared here
              help: move the declaration above its use
            error[EV0101]: unknown name `abs_T`
              2:9 `abs_T` nothing in scope has this name
              help: declare `abs_T` above, as a `parameter` or with `let`
            error[EV0101]: unknown name `rep_T`
              3:9 `rep_T` nothing in scope has this name
              help: declare `rep_T` above, as a `parameter` or with `let`
            error[EV0201]: type mismatch
              4:9 `b` this is `T`
              4:11 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `T`
              help: write an expression of type `Int` here
        "#]],
    );
    check_errors(
        "abstype T = Int with a = abs_T 1 and same (x : T) y = x = y ;;",
        expect![[r#"
        error[EV0203]: values of type `T` cannot be compared
          1:57 `=` abstract types have no equality
          1:9 `T` declared here
          help: compare what `rep_T` gives, in a binding of the `abstype` declaration
    "#]],
    );
    check_errors(
        "parameter p : Int\n\
         abstype T = Int with p = abs_T 1 ;;",
        expect![[r#"
            error[EV0103]: `p` is already declared
              2:22 `p` declared again here
              1:11 `p` first declared here
              help: give one of the two another name
        "#]],
    );
}

#[test]
fn sets_and_maps() {
    check_types(
        "[set] S : Int * Loc\n\
         let a x = S'member x (S'add x (S'singleton x)) ;;\n\
         let b x (s : S'set) = S'union s (S'remove x S'empty) ;;\n\
         let c = S'isEmpty ;;",
        expect![[r#"
            [set] S : Int * Loc
            a : Int * Loc -> Bool
            b : Int * Loc -> S'set -> S'set
            c : S'set -> Bool
        "#]],
    );
    check_types(
        "[map] M : Loc, Int List\n\
         let a = (M'eqKey, M'find, M'inDom) ;;\n\
         let b = (M'empty, M'isEmpty) ;;\n\
         let c = (M'update, M'add, M'remove) ;;\n\
         let d (m : M'map) k = m ;;\n\
         let e = M ;;",
        expect![[r#"
            [map] M : Loc, Int List
            a : (Loc -> Loc -> Bool) * (Loc -> M'map -> Int List + Unit) * (Loc -> M'map -> Bool)
            b : M'map * (M'map -> Bool)
            c : (Loc -> Int List -> M'map -> M'map) * (Loc -> Int List -> M'map -> M'map) * (Loc -> M'map -> M'map)
            d : M'map -> 'a -> M'map
            e : (Loc, Int List) map-sig
        "#]],
    );
    check_errors(
        "[set] S : Int\n\
         let f (x : S'set) = x = x ;;\n\
         let g = S'member true ;;\n\
         let S = 1 ;;\n\
         type S'set = Int\n\
         let h = S'size ;;",
        expect![[r#"
            error[EV0203]: values of type `S'set` cannot be compared
              2:23 `=` sets and maps have no equality
              1:7 `S` declared here
              help: compare elements, or the results of its operations
            error[EV0201]: type mismatch
              3:18 `true` this is `Bool`
              3:9 `S'member` the function is `Int -> S'set -> Bool`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
            error[EV0103]: `S` is already declared
              4:5 `S` declared again here
              1:7 `S` first declared here
              help: give one of the two another name
            error[EV0103]: `S'set` is already declared
              5:6 `S'set` declared again here
              1:7 `S` first declared here
              help: give one of the two another name
            error[EV0101]: unknown name `S'size`
              6:9 `S'size` nothing in scope has this name
              help: declare `S'size` above, as a `parameter` or with `let`
        "#]],
    );
}

#[test]
fn types_as_values() {
    check_types(
        "constant size (t : Type) : Int\n\
         parameter T : Type\n\
         type U = Int * Bool\n\
         let a = size T + size U + size Int + size Interface + size ::(Int List) ;;",
        expect![[r#"
            constant size : Type -> Int
            parameter T : Type
            a : Int
        "#]],
    );
    check_errors(
        "parameter T : Type\n\
         let f = T + 1 ;;\n\
         let g T = T + 1 ;;\n\
         let h = List ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:9 `T` this is `Type`
              2:11 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Type`
              help: a type is no value: declare one of it, as in `parameter x : T`
            error[EV0206]: `List` is given the wrong number of types
              4:9 `List` takes 1 type
              = expected 1 type
              =    found no types
              help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
        "#]],
    );
}

#[test]
fn constraints() {
    check_types(
        "parameter limit : Int | (limit > 0)\n\
         parameter f : Int -> Int | (f 0 = 0)",
        expect![[r#"
            parameter limit : Int
            parameter f : Int -> Int
        "#]],
    );
    check_errors(
        "parameter limit : Int | (limit + 1)\n\
         parameter f : Int | (f = true)",
        expect![[r#"
            error[EV0214]: this is not a proposition
              1:25 `(limit + 1)` this is `Int`
              = expected a proposition or a `Bool`
              =    found `Int`
              help: compare it with a value, as in `x = y`
            error[EV0201]: type mismatch
              2:26 `true` this is `Bool`
              2:22 `f` compared with `Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}
