//! Inference, and written types.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn literals() {
    check_types(
        "let a = 1 ;; let b = ~(2) ;; let c = true ;; let d = () ;; let e = \"s\" ;;
         let f = `t` ;; let g = ``t u`` ;; let h = [1; 2] ;; let i = {true} ;; let j = {} ;;
         let k = (1, true, ()) ;; let l = ((1, true), ()) ;; let m = [] ;;",
        expect![[r#"
            a : Int
            b : Int
            c : Bool
            d : Unit
            e : String
            f : Tok
            g : Tok List
            h : Int List
            i : Bool Bag
            j : 'a Bag
            k : Int * Bool * Unit
            l : (Int * Bool) * Unit
            m : 'a List
        "#]],
    );
}

#[test]
fn operators() {
    check_types(
        "let f a b = a + b * 2 - b / 3 ;; let g a b = a < b & a >= b or !(a <= b) ;;
         let h x = fst x ;; let i x = snd (snd x) ;; let j = op + ;; let k = (op <) 1 ;;
         let l a b = if a > b then a else ~(b) ;;",
        expect![[r#"
            f : Int -> Int -> Int
            g : Int -> Int -> Bool
            h : 'a * 'b -> 'a
            i : 'a * 'b * 'c -> 'c
            j : Int -> Int -> Int
            k : Int -> Bool
            l : Int -> Int -> Int
        "#]],
    );
}

#[test]
fn generalisation() {
    check_types(
        "let id x = x ;; let const x y = x ;; let compose f g x = f (g x) ;;
         let twice f x = f (f x) ;; let swap (a, b) = (b, a) ;; let apply = \\f. \\x. f x ;;
         let both = (id 1, id true) ;; let pick = const id ;;",
        expect![[r#"
            id : 'a -> 'a
            const : 'a -> 'b -> 'a
            compose : ('a -> 'b) -> ('c -> 'a) -> 'c -> 'b
            twice : ('a -> 'a) -> 'a -> 'a
            swap : 'a * 'b -> 'b * 'a
            apply : ('a -> 'b) -> 'a -> 'b
            both : Int * Bool
            pick : 'a -> 'b -> 'b
        "#]],
    );
}

#[test]
fn there_is_no_value_restriction() {
    check_types(
        "let id x = x ;; let same = id id ;; let use = (same 1, same true) ;;
         let empty = {} ;; let two = ({1; 2}, if true then empty else {true}) ;;",
        expect![[r#"
            id : 'a -> 'a
            same : 'a -> 'a
            use : Int * Bool
            empty : 'a Bag
            two : Int Bag * Bool Bag
        "#]],
    );
}

#[test]
fn local_polymorphism() {
    check_types(
        "let f = let id = \\x. x in (id 1, id true) ;;
         let g y = let k x = (x, y) in (k 1, k true, y) ;;
         let h y = let (a, b) = (\\x. x, y) in (a 1, a true, b) ;;
         let i y = let z = y in z ;;",
        expect![[r#"
            f : Int * Bool
            g : 'a -> (Int * 'a) * (Bool * 'a) * 'a
            h : 'a -> Int * Bool * 'a
            i : 'a -> 'a
        "#]],
    );
}

#[test]
fn lambda_variables_are_monomorphic() {
    check_errors(
        "let f = \\id. (id 1, id true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:24 `true` this is `Bool`
              1:21 `id` the function is `Int -> 'a`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f id = let i = id in (i 1, i true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:34 `true` this is `Bool`
              1:32 `i` the function is `Int -> 'a`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn arguments_of_a_generalised_binding_stay_monomorphic() {
    check_errors(
        "let f y = let k = \\x. (x, y) in (k 1, y + 1, y & true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:46 `y` this is `Int`, but an operand of a boolean operator is a `Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
}

#[test]
fn types_that_contain_themselves() {
    check_errors(
        "let f x = x x ;;",
        expect![[r#"
        error[EV0202]: this expression would need an infinite type
          1:13 `x` its type would contain itself
          help: a value cannot be applied to itself or be a part of itself
    "#]],
    );
    check_errors(
        "let f x = [x; [x]] ;;",
        expect![[r#"
        error[EV0202]: this expression would need an infinite type
          1:15 `[x]` its type would contain itself
          help: a value cannot be applied to itself or be a part of itself
    "#]],
    );
    check_errors(
        "let f x = if true then x else (x, x) ;;",
        expect![[r#"
        error[EV0202]: this expression would need an infinite type
          1:31 `(x, x)` its type would contain itself
          help: a value cannot be applied to itself or be a part of itself
    "#]],
    );
}

#[test]
fn variables() {
    check_types(
        "variable k1 k2 : Int\nlet same k1 k2 = k1 = k2 ;;",
        expect![[r#"
        same : Int -> Int -> Bool
    "#]],
    );
    check_types(
        "let f k = k ;; variable k : Int\nlet g k = k ;; let h = \\(k, y). y ;;",
        expect![[r#"
            f : 'a -> 'a
            g : Int -> Int
            h : Int * 'a -> 'a
        "#]],
    );
    check_types(
        "variable k : Int\nvariable k : Bool\nlet g k = k ;;",
        expect![[r#"
        g : Bool -> Bool
    "#]],
    );
    check_errors(
        "variable k : Int\nlet k = true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:5 `k` this is `Bool`
              1:10 `k` a `variable` declaration gives this name its type
              = expected `Int`
              =    found `Bool`
              help: give it another name: from the `variable` declaration on, `k` is `Int`
        "#]],
    );
    check_errors(
        "variable k : Int\nlet f k = k & true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:11 `k` this is `Int`, but an operand of a boolean operator is a `Bool`
              1:10 `k` the `variable` declaration that its type is from
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
    check_errors(
        "variable k : Int\nlet f = let k = true in k ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              2:13 `k` this is `Bool`
              1:10 `k` a `variable` declaration gives this name its type
              = expected `Int`
              =    found `Bool`
              help: give it another name: from the `variable` declaration on, `k` is `Int`
        "#]],
    );
}

#[test]
fn annotations() {
    check_types(
        "let f (x : Int) : Bool = x > 0 ;; let g = (\\(x : Bool). x) ;; let h = ([] : Int List) ;;
         let i (x : Int * (Bool * Tok)) = (x : Int * Bool * Tok) ;; let j x : Int Bag = {x} ;;",
        expect![[r#"
            f : Int -> Bool
            g : Bool -> Bool
            h : Int List
            i : Int * Bool * Tok -> Int * Bool * Tok
            j : Int -> Int Bag
        "#]],
    );
    check_errors(
        "let f : Int = true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:15 `true` this is `Bool`
              1:9 `Int` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f x : Int = if x then 1 else true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:34 `true` this is `Bool`
              1:11 `Int` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f (x : Bool) = x + 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:20 `x` this is `Bool`
              1:22 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f = (1 : Int * Int) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:10 `1` this is `Int`
              1:14 `Int * Int` annotated with this type
              = expected `Int * Int`
              =    found `Int`
              help: write a tuple, as in `(a, b)`
        "#]],
    );
    check_errors(
        "let f (x : (Int * Bool) * Tok) = (x : Int * Bool * Tok) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:35 `x` this is `(Int * Bool) * Tok`
              1:39 `Int * Bool * Tok` annotated with this type
              = expected `Int * Bool * Tok`
              =    found `(Int * Bool) * Tok`
              help: write an expression of type `Int * Bool * Tok` here
        "#]],
    );
}

#[test]
fn written_types() {
    check_types(
        "type pair = Int * Bool\ntype pairs = pair List Bag
         parameter a : pairs -> Atom -> String\nparameter b : (Int + Bool -> Unit) + Tok
         parameter c : (Int + Bool) -> Unit\nparameter d : (Int -> Bool) -> Interface
         parameter e : {x : Int | x = 1 /\\ x = 1}\nparameter f : (Int * Loc * Msg) Class
         parameter g : (Int * Bool) * Tok\nparameter h : (n : Int -> Bool)
         parameter i : Int + Bool + Tok\nparameter j : Int -> Bool + Tok
         type pair = Tok\nparameter k : pair",
        expect![[r#"
            parameter a : (Int * Bool) List Bag -> Tok -> String
            parameter b : (Int + (Bool -> Unit)) + Tok
            parameter c : (Int + Bool) -> Unit
            parameter d : (Int -> Bool) -> Interface
            parameter e : Int
            parameter f : Interface Class
            parameter g : (Int * Bool) * Tok
            parameter h : Int -> Bool
            parameter i : (Int + Bool) + Tok
            parameter j : Int -> Bool + Tok
            parameter k : Tok
        "#]],
    );
}

#[test]
fn unknown_types() {
    check_errors(
        "input m : Itn * Loc",
        expect![[r#"
        error[EV0102]: unknown type `Itn`
          1:11 `Itn` nothing in scope has this name
          help: did you mean `Int`?
    "#]],
    );
    check_errors(
        "parameter p : whatever List",
        expect![[r#"
        error[EV0102]: unknown type `whatever`
          1:15 `whatever` nothing in scope has this name
          help: declare it above, as in `type whatever = Int`
    "#]],
    );
    check_errors(
        "type pair = Int * Int\nparameter p : piar",
        expect![[r#"
        error[EV0102]: unknown type `piar`
          2:15 `piar` nothing in scope has this name
          help: did you mean `pair`?
    "#]],
    );
    check_errors(
        "parameter p : later\ntype later = Int",
        expect![[r#"
        error[EV0102]: unknown type `later`
          1:15 `later` nothing in scope has this name
          help: declare it above, as in `type later = Int`
    "#]],
    );
}

#[test]
fn numbers_of_type_arguments() {
    check_errors(
        "parameter p : List",
        expect![[r#"
        error[EV0206]: `List` is given the wrong number of types
          1:15 `List` takes 1 type
          = expected 1 type
          =    found no types
          help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
    "#]],
    );
    check_errors(
        "parameter p : Bool Int",
        expect![[r#"
        error[EV0206]: `Int` is given the wrong number of types
          1:20 `Int` takes no types
          = expected no types
          =    found 1 type
          help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
    "#]],
    );
    check_errors(
        "parameter p : (Int, Bool) Bag",
        expect![[r#"
        error[EV0206]: `Bag` is given the wrong number of types
          1:27 `Bag` takes 1 type
          = expected 1 type
          =    found 2 types
          help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
    "#]],
    );
    check_errors(
        "type t = Int\nparameter p : Bool t",
        expect![[r#"
        error[EV0206]: `t` is given the wrong number of types
          2:20 `t` takes no types
          = expected no types
          =    found 1 type
          help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
    "#]],
    );
    check_errors(
        "parameter p : Int Interface",
        expect![[r#"
        error[EV0206]: `Interface` is given the wrong number of types
          1:19 `Interface` takes no types
          = expected no types
          =    found 1 type
          help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
    "#]],
    );
}

#[test]
fn built_in_types_are_fixed() {
    check_errors(
        "type Int = Bool\nparameter p : Int\nlet f = p + 1 ;;",
        expect![[r#"
        error[EV0103]: the built-in type `Int` cannot be redefined
          1:6 `Int` always means the built-in
          help: give the type another name
    "#]],
    );
    check_errors(
        "type Nat = Int",
        expect![[r#"
        error[EV0103]: the built-in type `Nat` cannot be redefined
          1:6 `Nat` always means the built-in
          help: give the type another name
    "#]],
    );
}

#[test]
fn one_error_does_not_cause_another() {
    check_errors(
        "let f = zzz ;; let g = f + 1 ;; let h = f & true ;;",
        expect![[r#"
        error[EV0101]: unknown name `zzz`
          1:9 `zzz` nothing in scope has this name
          help: declare `zzz` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        "let f (x, y) = (zzz x) = y ;;",
        expect![[r#"
        error[EV0101]: unknown name `zzz`
          1:17 `zzz` nothing in scope has this name
          help: declare `zzz` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        "let f x = (x + true, x + 1) ;; let g = f 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:16 `true` this is `Bool`
              1:14 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn all_errors_are_reported() {
    check_errors(
        "let f = 1 + true ;;\nlet g = (1 2, !(3)) ;;\nmain 4",
        expect![[r#"
            error[EV0201]: type mismatch
              1:13 `true` this is `Bool`
              1:11 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
            error[EV0201]: this is applied, but it is not a function
              2:10 `1` this is `Int`
              2:12 `2` the argument it is given
              = expected a function
              =    found `Int`
              help: remove the argument, or write the operator that is missing before it
            error[EV0201]: type mismatch
              2:16 `(3)` this is `Int`
              2:15 `!` the function is `Bool -> Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
            error[EV0201]: type mismatch
              3:6 `4` this is `Int`, but `main` is a class of instructions
              = expected `Interface Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
}
