//! Sums, lists, bags, tuples and deciders of equality.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn sums() {
    check_types(
        "let a = inl 1 ;; let b = inr true ;; let c v = if isl v then 1 else 2 ;; let d = [inl 1; inr true] ;; let e = {inl (); inr 1} ;; let f = op . ;; let g = isl (inl 1 : Int + Bool) ;;",
        expect![[r#"
            a : Int + 'a
            b : 'a + Bool
            c : ('a + 'b) -> Int
            d : (Int + Bool) List
            e : (Unit + Int) Bag
            f : 'a -> 'a List -> 'a List
            g : Bool
        "#]],
    );
}

#[test]
fn lists() {
    check_types(
        "let a = nil ;; let b = 1 . nil ;; let c = 1 . 2 . [3] ;; let d x y = x ++ y ;; let e = [1] ++ [2] ++ nil ;; let f xs = (xs/~) ;; let g = ([1; 2]/~) ;; let h = [[]; [1]] ;; let i = op ++ ;; let j (x : Nat) = x# + 1 ;; let k x = x# ;; let l = ([] : (Int List) List) ;; let m = ([(1, inl 2)] : (Int * (Int + Bool)) List) ;;",
        expect![[r#"
            a : 'a List
            b : Int List
            c : Int List
            d : 'a List -> 'a List -> 'a List
            e : Int List
            f : 'a List -> 'a Bag
            g : Int Bag
            h : Int List List
            i : 'a List -> 'a List -> 'a List
            j : Nat -> Int
            k : Int -> Int
            l : Int List List
            m : (Int * (Int + Bool)) List
        "#]],
    );
}

#[test]
fn deciders() {
    check_types(
        "let a = ((op =) : Int Deq) ;; let b d x y = eqof d x y ;; let c = eqof (op =) 1 2 ;; let d = (op <>) 1 2 ;; let e = (op <) 1 ;; let f = (op !) true ;; let g (d : 'a Deq) (x : 'a) = eqof d x x ;;",
        expect![[r#"
            a : Int Deq
            b : 'a Deq -> 'a -> 'a -> Bool
            c : Bool
            d : Bool
            e : Int -> Bool
            f : Bool
            g : 'a Deq -> 'a -> Bool
        "#]],
    );
}

#[test]
fn tuples() {
    check_types(
        "let a = ((1, true, `a`) : Int * Bool * Tok) ;; let b (x : Bool * Tok) = ((1, x) : Int * Bool * Tok) ;; let c = (((1, true), `a`) : (Int * Bool) * Tok) ;; let d = (1, inl 2, []) ;; let e = ((1, \\x. x) : Int * (Int -> Int)) ;;",
        expect![[r#"
            a : Int * Bool * Tok
            b : Bool * Tok -> Int * Bool * Tok
            c : (Int * Bool) * Tok
            d : Int * (Int + 'a) * 'b List
            e : Int * (Int -> Int)
        "#]],
    );
}

#[test]
fn local_definitions() {
    check_types(
        "let a = (x + y) where (x, y) = (1, 2) ;;",
        expect![[r#"
        a : Int
    "#]],
    );
    check_types(
        "let a = let infix 6 plus x y = x + y in 1 plus 2 ;; let b = let f x = x in (f 1, f true) ;; let c x = let x = x + 1 in let x = x = 2 in x ;; let d (C : Int Class) = class D = Once(C) in D ;; let e = (g 1) where g x = x + 1 ;; let fst1 p = let (a, b) = p in a ;;",
        expect![[r#"
            a : Int
            b : Int * Bool
            c : Int -> Bool
            d : Int Class -> Int Class
            e : Int
            fst1 : 'a * 'b -> 'a
        "#]],
    );
}

#[test]
fn list_mistakes() {
    check_errors(
        "let f = 1 . 2 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:13 `2` this is `Int`
          1:11 `.` `.` is `'a -> 'a List -> 'a List`
          = expected `Int List`
          =    found `Int`
          help: a list of one value is written `[value]`
    "#]],
    );
    check_errors(
        "let f = [1] . [2] ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:16 `2` this is `Int`
          1:13 `.` `.` is `'a -> 'a List -> 'a List`
          = expected `Int List`
          =    found `Int`
          help: a list of one value is written `[value]`
    "#]],
    );
    check_errors(
        "let f = 1 ++ [2] ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:9 `1` this is `Int`
          1:11 `++` `++` is `'a List -> 'a List -> 'a List`
          = expected `'a List`
          =    found `Int`
          help: a list of one value is written `[value]`
    "#]],
    );
    check_errors(
        "let f = [1] ++ 2 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:16 `2` this is `Int`
          1:13 `++` `++` is `'a List -> 'a List -> 'a List`
          = expected `Int List`
          =    found `Int`
          help: a list of one value is written `[value]`
    "#]],
    );
    check_errors(
        "let f = {1} ++ {2} ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:9 `{1}` this is `Int Bag`
          1:13 `++` `++` is `'a List -> 'a List -> 'a List`
          = expected `'a List`
          =    found `Int Bag`
          help: a list is written `[a; b]`; a bag has no order that could make it one
        error[EV0201]: type mismatch
          1:16 `{2}` this is `Int Bag`
          1:13 `++` `++` is `'a List -> 'a List -> 'a List`
          = expected `'a List`
          =    found `Int Bag`
          help: a list is written `[a; b]`; a bag has no order that could make it one
    "#]],
    );
}

#[test]
fn list_mistakes_2() {
    check_errors(
        "let f = 1 . {2} ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:13 `{2}` this is `Int Bag`
          1:11 `.` `.` is `'a -> 'a List -> 'a List`
          = expected `Int List`
          =    found `Int Bag`
          help: a list is written `[a; b]`; a bag has no order that could make it one
    "#]],
    );
    check_errors(
        "let f = [1; 2] ++ [true] ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:20 `true` this is `Bool`
              1:16 `++` `++` is `'a List -> 'a List -> 'a List`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f = [(1, 2)] ++ [3] ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:22 `3` this is `Int`
              1:18 `++` `++` is `'a List -> 'a List -> 'a List`
              = expected `Int * Int`
              =    found `Int`
              help: write a tuple, as in `(a, b)`
        "#]],
    );
    check_errors(
        "let f : Int List = 1 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:20 `1` this is `Int`
          1:9 `Int List` annotated with this type
          = expected `Int List`
          =    found `Int`
          help: a list of one value is written `[value]`
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
}

#[test]
fn list_mistakes_3() {
    check_errors(
        "let f = ({1}/~) ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:10 `{1}` this is `Int Bag`, but `/~` makes a bag of a list
          = expected a list
          =    found `Int Bag`
          help: remove `/~`: this is a bag already
    "#]],
    );
    check_errors(
        "let f = (1/~) ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:10 `1` this is `Int`, but `/~` makes a bag of a list
          = expected `'a List`
          =    found `Int`
          help: a list of one value is written `[value]`
    "#]],
    );
    check_errors(
        "let f = [1]# ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:9 `[1]` this is `Int List`, but `#` makes an `Int` of a `Nat`
              = expected `Int`
              =    found `Int List`
              help: this has several such values: apply a function to each of them
        "#]],
    );
    check_errors(
        "let f = true# ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:9 `true` this is `Bool`, but `#` makes an `Int` of a `Nat`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
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
}

#[test]
fn sum_mistakes() {
    check_errors(
        "let f = isl 1 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:13 `1` this is `Int`
          1:9 `isl` the function is `('a + 'b) -> Bool`
          = expected `'a + 'b`
          =    found `Int`
          help: a value of the left type is written `inl value`
    "#]],
    );
    check_errors(
        "let f : Int + Bool = inl true ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:22 `inl true` this is `Bool + 'a`
          1:9 `Int + Bool` annotated with this type
          = expected `Int + Bool`
          =    found `Bool + 'a`
          help: write an expression of type `Int + Bool` here
    "#]],
    );
    check_errors(
        "let f : Int + Bool = 1 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:22 `1` this is `Int`
          1:9 `Int + Bool` annotated with this type
          = expected `Int + Bool`
          =    found `Int`
          help: a value of the left type is written `inl value`
    "#]],
    );
    check_errors(
        "let f = [inl 1; inl true] ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:17 `inl true` this is `Bool + 'b`
          1:10 `inl 1` the first element has this type
          = expected `Int + 'a`
          =    found `Bool + 'b`
          help: write an expression of type `Int + 'a` here
    "#]],
    );
    check_errors(
        "let f = [inl 1; 2] ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:17 `2` this is `Int`
          1:10 `inl 1` the first element has this type
          = expected `Int + 'a`
          =    found `Int`
          help: a value of the left type is written `inl value`
    "#]],
    );
}

#[test]
fn sum_mistakes_2() {
    check_errors(
        "let f x = if isl x then fst x else 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:29 `x` this is `'c + 'd`
              1:25 `fst` the function is `'a * 'b -> 'a`
              = expected `'a * 'b`
              =    found `'c + 'd`
              help: write a tuple, as in `(a, b)`
        "#]],
    );
    check_errors(
        "let inl x = x ;;",
        expect![[r#"
        error[EV0104]: `inl` cannot be rebound
          1:5 `inl` always means the built-in
          help: use another name, such as `inl1`
    "#]],
    );
}

#[test]
fn decider_mistakes() {
    check_errors(
        "let d = (op =) 1 2 ;;",
        expect![[r#"
            error[EV0201]: this is applied, but it is not a function
              1:9 `(op =)` this is `'a Deq`
              1:16 `1` the argument it is given
              = expected a function
              =    found `'a Deq`
              help: write `=` between the two, as in `x = y`, or `eqof (op =) x y`
        "#]],
    );
    check_errors(
        "let f = eqof 1 2 ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:14 `1` this is `Int`
          1:9 `eqof` the function is `'a Deq -> 'a -> 'a -> Bool`
          = expected `'a Deq`
          =    found `Int`
          help: write a decider: `(op =)`, or the `d` of `parameter T, d : Type * T Deq`
    "#]],
    );
    check_errors(
        "let f (d : Int Deq) = d 1 2 ;;",
        expect![[r#"
        error[EV0201]: this is applied, but it is not a function
          1:23 `d` this is `Int Deq`
          1:25 `1` the argument it is given
          = expected a function
          =    found `Int Deq`
          help: `eqof` gives the function of a decider, as in `eqof d x y`
    "#]],
    );
    check_errors(
        "let f = (op =) ;;",
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:9 `(op =)` compares values of type `'a`
              help: write the type of what is compared, as in `(x : Int)` or `((op =) : Int Deq)`
        "#]],
    );
    check_errors(
        "let f = ((op =) : (Int -> Int) Deq) ;;",
        expect![[r#"
        error[EV0203]: values of type `Int -> Int` cannot be compared
          1:10 `(op =)` functions have no equality
          help: compare parts that have equality, such as numbers, locations or tokens
    "#]],
    );
    check_errors(
        "let f : Int Deq = \\x.\\y. x = y ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:19 `\x.\y. x = y` this is `'a -> 'a -> Bool`
          1:9 `Int Deq` annotated with this type
          = expected `Int Deq`
          =    found `'a -> 'a -> Bool`
          help: write a decider: `(op =)`, or the `d` of `parameter T, d : Type * T Deq`
    "#]],
    );
}

#[test]
fn decider_mistakes_2() {
    check_errors(
        "let f = op || 1 2 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:15 `1` this is `Int`
              1:9 `op ||` the function is `'a Class -> 'a Class -> 'a Class`
              = expected `'a Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        "let f = op nothing ;;",
        expect![[r#"
        error[EV0101]: unknown name `nothing`
          1:9 `op nothing` nothing in scope has this name
          help: declare `nothing` above, as a `parameter` or with `let`
    "#]],
    );
}

#[test]
fn tuple_mistakes() {
    check_errors(
        "let f : Int * Bool = (1, 2) ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:26 `2` this is `Int`
          1:9 `Int * Bool` annotated with this type
          = expected `Bool`
          =    found `Int`
          help: a number is no `Bool`: compare it, as in `n > 0`
    "#]],
    );
    check_errors(
        "let f : Int * Bool * Tok = (1, true) ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:28 `(1, true)` this is `Int * Bool`
          1:9 `Int * Bool * Tok` annotated with this type
          = expected `Int * Bool * Tok`
          =    found `Int * Bool`
          help: write a tuple of 3 components
    "#]],
    );
    check_errors(
        "let f : Int * Bool = (1, true, `a`) ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:22 `(1, true, `a`)` this is `Int * Bool * Tok`
          1:9 `Int * Bool` annotated with this type
          = expected `Int * Bool`
          =    found `Int * Bool * Tok`
          help: write a tuple of 2 components
    "#]],
    );
    check_errors(
        "let f : Int * Bool = (1, 2, 3) ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:22 `(1, 2, 3)` this is `Int * Int * Int`
          1:9 `Int * Bool` annotated with this type
          = expected `Int * Bool`
          =    found `Int * Int * Int`
          help: write a tuple of 2 components
    "#]],
    );
    check_errors(
        "let f : (Int * Bool) * Tok = (1, true, `a`) ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:30 `(1, true, `a`)` this is `Int * Bool * Tok`
          1:9 `(Int * Bool) * Tok` annotated with this type
          = expected `(Int * Bool) * Tok`
          =    found `Int * Bool * Tok`
          help: write a tuple of 2 components
    "#]],
    );
}

#[test]
fn tuple_mistakes_2() {
    check_errors(
        "let f : Int * (Int -> Int) = (1, \\x. true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:38 `true` this is `Bool`
              1:9 `Int * (Int -> Int)` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f : (Int * Bool) List = [(1, true); (2, 3)] ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:45 `3` this is `Int`
          1:9 `(Int * Bool) List` annotated with this type
          = expected `Bool`
          =    found `Int`
          help: a number is no `Bool`: compare it, as in `n > 0`
    "#]],
    );
    check_errors(
        "let f (x : Int * Bool) = x ;; let g = f (true, 1) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:42 `true` this is `Bool`
              1:39 `f` the function is `Int * Bool -> Int * Bool`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
            error[EV0201]: type mismatch
              1:48 `1` this is `Int`
              1:39 `f` the function is `Int * Bool -> Int * Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
}

#[test]
fn local_definition_mistakes() {
    check_errors(
        "let f = let x = 1 in x & true ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:22 `x` this is `Int`, but an operand of a boolean operator is a `Bool`
          = expected `Bool`
          =    found `Int`
          help: a number is no `Bool`: compare it, as in `n > 0`
    "#]],
    );
    check_errors(
        "let f = (x + 1) where x = true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:10 `x` this is `Bool`
              1:12 `+` `+` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f = class C = {1} in C ;;",
        expect![[r#"
        error[EV0207]: this is not an event class
          1:19 `{1}` this is `Int Bag`
          = expected an event class
          =    found `Int Bag`
          help: define it with `let`, or compose a function with a class, as in `f o (X)`
    "#]],
    );
    check_errors(
        "let f = let (a, b) = 1 in a ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:13 `(a, b)` this matches `'a * 'b`
              1:22 `1` the value has this type
              = expected `Int`
              =    found `'a * 'b`
              help: bind it with one variable: `Int` has no components
        "#]],
    );
    check_errors(
        "let f = let g x = x + 1 in g true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:30 `true` this is `Bool`
              1:28 `g` the function is `Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn local_definition_mistakes_2() {
    check_errors(
        "let f = let x : Int = true in x ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:23 `true` this is `Bool`
              1:17 `Int` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f = let infix 6 plus x y = x + y in 1 plus true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:48 `true` this is `Bool`
              1:43 `plus` `plus` is `Int -> Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f : Int = let x = 1 in true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:28 `true` this is `Bool`
              1:9 `Int` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "let f : Int = if true then 1 else `a` ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:35 ``a`` this is `Tok`
          1:9 `Int` annotated with this type
          = expected `Int`
          =    found `Tok`
          help: write an expression of type `Int` here
    "#]],
    );
    check_errors(
        "let f : Int -> Bool = \\x. x ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:27 `x` this is `Int`
          1:9 `Int -> Bool` annotated with this type
          = expected `Bool`
          =    found `Int`
          help: a number is no `Bool`: compare it, as in `n > 0`
    "#]],
    );
}

#[test]
fn local_definition_mistakes_3() {
    check_errors(
        "let f : Int = \\x. x ;;",
        expect![[r#"
        error[EV0201]: type mismatch
          1:15 `\x. x` this is `'a -> 'a`
          1:9 `Int` annotated with this type
          = expected `Int`
          =    found `'a -> 'a`
          help: the function is given too few arguments
    "#]],
    );
}
