//! `case`: what its patterns match, what they leave, and what they never reach.

use expect_test::expect;

use super::{check_errors, check_types};

/// The declarations above each text, which begins in the line behind them.
const ABOVE: &str = "data Shape = Dot of Unit | Line of Int | Box of Shape * Shape data Side = Left of Int | Right of Int";

fn above(text: &str) -> String {
    format!("{ABOVE}\n{text}")
}

#[test]
fn sums() {
    check_types(
        &above(
            "let a v = case v of inl (x, y) => x + y of inr () => 0 ;; let b v = case v of inr x => x of inl y => y + 1 ;; let c (v : Int + (Bool + Tok)) = case v of inl _ => 0 of inr (inl b) => 1 of inr (inr t) => 2 ;; let d v = case v of inl x => x of _ => 0 ;;",
        ),
        expect![[r#"
            data Shape = Dot of Unit | Line of Int | Box of Shape * Shape
            data Side = Left of Int | Right of Int
            a : (Int * Int + Unit) -> Int
            b : (Int + Int) -> Int
            c : (Int + (Bool + Tok)) -> Int
            d : (Int + 'a) -> Int
        "#]],
    );
}

#[test]
fn lists() {
    check_types(
        &above(
            "let a xs = case xs of [] => 0 of x . _ => x + 0 ;; let b xs = case xs of x . y . _ => x of [x] => x of nil => 0 ;; let c xs = case xs of [(a, b); _] => a + b of _ => 0 ;; let d xs = case xs of ``a b`` => 1 of `c` . _ => 2 of _ => 3 ;; let e xs = case xs of [] => 0 of (inl x) . _ => x + 1 of (inr b) . _ => if b then 1 else 2 ;;",
        ),
        expect![[r#"
            data Shape = Dot of Unit | Line of Int | Box of Shape * Shape
            data Side = Left of Int | Right of Int
            a : Int List -> Int
            b : Int List -> Int
            c : (Int * Int) List -> Int
            d : Tok List -> Int
            e : (Int + Bool) List -> Int
        "#]],
    );
}

#[test]
fn literals() {
    check_types(
        &above(
            r#"let a n = case n of 0 => `zero` of 1 => `one` of ~1 => `minus` of _ => `many` ;; let b n = case n of 0 => 1 of k => k * 2 ;; let c x = case x of true => 1 of false => 0 ;; let d s = case s of "a" => 1 of _ => 2 ;; let e t = case t of `a` => 1 of `b` => 2 of _ => 3 ;; let f u = case u of () => 1 ;; let g n = case n of _ => 1 ;; let h n = case n of k => k ;; let i (n : Nat) = case n of 0 => true of _ => false ;;"#,
        ),
        expect![[r#"
            data Shape = Dot of Unit | Line of Int | Box of Shape * Shape
            data Side = Left of Int | Right of Int
            a : Int -> Tok
            b : Int -> Int
            c : Bool -> Int
            d : String -> Int
            e : Tok -> Int
            f : Unit -> Int
            g : 'a -> Int
            h : 'a -> 'a
            i : Nat -> Bool
        "#]],
    );
}

#[test]
fn data_types() {
    check_types(
        &above(
            "let area s = case s of Dot () => 0 of Line n => n of Box (a, b) => 1 ;; let deep s = case s of Box (Box (Line n, _), Dot _) => n of Box _ => 1 of Line n => n of Dot _ => 2 ;; let tags v = case v of (Left n, true) => n of (Right n, _) => n of (Left _, false) => 0 ;;",
        ),
        expect![[r#"
            data Shape = Dot of Unit | Line of Int | Box of Shape * Shape
            data Side = Left of Int | Right of Int
            area : Shape -> Int
            deep : Shape -> Int
            tags : Side * Bool -> Int
        "#]],
    );
}

#[test]
fn tuples() {
    check_types(
        &above(
            "let a v = case v of (0, true) => 1 of (n, _) => n ;; let b v = case v of (inl x, y) => x + y of (inr (), y) => y ;; let c v = case v of ((a, b), c) => a + b + c ;; let d v = case v of (true, p) => 1 of (false, (a, b)) => 2 ;;",
        ),
        expect![[r#"
            data Shape = Dot of Unit | Line of Int | Box of Shape * Shape
            data Side = Left of Int | Right of Int
            a : Int * Bool -> Int
            b : (Int + Unit) * Int -> Int
            c : (Int * Int) * Int -> Int
            d : Bool * 'a * 'b -> Int
        "#]],
    );
}

#[test]
fn arms_are_checked_against_what_is_expected() {
    check_types(
        &above(
            "let f v = (case v of inl x => {x} of inr y => {}) : Int Bag ;; let g v = (case v of inl x => \\y. x of inr z => \\y. y) : Int -> Int ;; let h v = case v of inl x => (case x of 0 => 1 of _ => 2) of inr y => y ;;",
        ),
        expect![[r#"
            data Shape = Dot of Unit | Line of Int | Box of Shape * Shape
            data Side = Left of Int | Right of Int
            f : (Int + 'a) -> Int Bag
            g : (Int + 'a) -> Int -> Int
            h : (Int + Int) -> Int
        "#]],
    );
}

#[test]
fn variables_are_monomorphic() {
    check_errors(
        &above("let f v = case v of inl g => (g 1, g true) of inr _ => (1, 2) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:38 `true` this is `Bool`
              2:36 `g` the function is `Int -> 'a`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn values_without_an_arm() {
    check_errors(
        &above("let f v = case v of inl x => x + 1 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `inr _`
          2:16 `v` can be `inr _`
          help: add the arm `of inr _ => …` at the end
    "#]],
    );
    check_errors(
        &above("let f v = case v of inl 0 => 1 of inr _ => 2 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `inl 1`
          2:16 `v` can be `inl 1`
          help: add the arm `of inl _ => …` at the end
    "#]],
    );
    check_errors(
        &above("let f v = case v of inr [] => 1 of inl _ => 2 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `inr (_ . _)`
          2:16 `v` can be `inr (_ . _)`
          help: add the arm `of inr (_ . _) => …` at the end
    "#]],
    );
    check_errors(
        &above("let f xs = case xs of x . _ => x + 1 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `[]`
          2:17 `xs` can be `[]`
          help: add the arm `of [] => …` at the end
    "#]],
    );
    check_errors(
        &above("let f xs = case xs of [] => 0 of [x] => x ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `_ . _ . _`
          2:17 `xs` can be `_ . _ . _`
          help: add the arm `of _ . _ . _ => …` at the end
    "#]],
    );
    check_errors(
        &above("let f n = case n of 0 => 1 of 1 => 2 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `2`
          2:16 `n` can be `2`
          help: add the arm `of _ => …` at the end
    "#]],
    );
    check_errors(
        &above("let f n = case n of 1 => 1 of 0 => 2 of 3 => 3 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `2`
          2:16 `n` can be `2`
          help: add the arm `of _ => …` at the end
    "#]],
    );
}

#[test]
fn values_without_an_arm_2() {
    check_errors(
        &above("let f t = case t of `a` => 1 of `b` => 2 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for other values
          2:16 `t` can have other values
          help: add the arm `of _ => …` at the end
    "#]],
    );
    check_errors(
        &above(r#"let f t = case t of "a" => 1 ;;"#),
        expect![[r#"
        error[EV0210]: this `case` has no arm for other values
          2:16 `t` can have other values
          help: add the arm `of _ => …` at the end
    "#]],
    );
    check_errors(
        &above("let f b = case b of true => 1 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `false`
          2:16 `b` can be `false`
          help: add the arm `of false => …` at the end
    "#]],
    );
    check_errors(
        &above("let f s = case s of Dot _ => 1 of Line _ => 2 ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `Box _`
          2:16 `s` can be `Box _`
          help: add the arm `of Box _ => …` at the end
    "#]],
    );
    check_errors(
        &above(
            "let f s = case s of Dot _ => 1 of Line _ => 2 of Box (Dot _, _) => 3 of Box (Line 5, _) => 4 of Box (Box _, _) => 5 ;;",
        ),
        expect![[r#"
            error[EV0210]: this `case` has no arm for `Box (Line 0, _)`
              2:16 `s` can be `Box (Line 0, _)`
              help: add the arm `of Box (Line _, _) => …` at the end
        "#]],
    );
    check_errors(
        &above("let f v = case v of (true, true) => 1 of (false, _) => 2 ;;"),
        expect![[r#"
            error[EV0210]: this `case` has no arm for `(true, false)`
              2:16 `v` can be `(true, false)`
              help: add the arm `of (true, false) => …` at the end
        "#]],
    );
    check_errors(
        &above(
            "let f v = case v of (0, true, x) => 1 of (_, false, 0) => 2 of (_, true, _) => 3 ;;",
        ),
        expect![[r#"
            error[EV0210]: this `case` has no arm for `(1, false, 1)`
              2:16 `v` can be `(1, false, 1)`
              help: add the arm `of (_, false, _) => …` at the end
        "#]],
    );
}

#[test]
fn values_without_an_arm_3() {
    check_errors(
        &above("let f v = case v of inl x => case x of 0 => 1 of 1 => 2 of _ => 3 ;;"),
        expect![[r#"
            error[EV0210]: this `case` has no arm for `inr _`
              2:16 `v` can be `inr _`
              2:30 `case x of 0 => 1 of 1 => 2 of _ => 3` this `case` takes all the arms behind it
              help: put the inner `case` in parentheses
        "#]],
    );
    check_errors(
        &above(
            "let f v = case v of inl x => 1 of inr y => case y of inl a => 1 of inr b => 2 ;; let g v = case v of inl x => case x of true => 1 of false => 2 ;;",
        ),
        expect![[r#"
            error[EV0210]: this `case` has no arm for `inr _`
              2:97 `v` can be `inr _`
              2:111 `case x of true => 1 of false => 2` this `case` takes all the arms behind it
              help: put the inner `case` in parentheses
        "#]],
    );
}

#[test]
fn arms_that_are_never_reached() {
    check_errors(
        &above("let f v = case v of inl x => 1 of inr y => 2 of inl z => 3 ;;"),
        expect![[r#"
            error[EV0211]: this arm is never reached
              2:49 `inl z` matches nothing that is left
              2:21 `inl x` matches all of it
              help: remove the arm, or move it up
        "#]],
    );
    check_errors(
        &above("let f v = case v of x => 1 of inl y => 2 ;;"),
        expect![[r#"
        error[EV0211]: this arm is never reached
          2:31 `inl y` matches nothing that is left
          2:21 `x` matches all of it
          help: remove the arm, or move it up
    "#]],
    );
    check_errors(
        &above("let f v = case v of inl _ => 1 of inr _ => 2 of _ => 3 ;;"),
        expect![[r#"
            error[EV0211]: this arm is never reached
              2:49 `_` matches nothing that is left
              help: remove the arm, or move it up
        "#]],
    );
    check_errors(
        &above("let f n = case n of 0 => 1 of 0 => 2 of _ => 3 ;;"),
        expect![[r#"
        error[EV0211]: this arm is never reached
          2:31 `0` matches nothing that is left
          2:21 `0` matches all of it
          help: remove the arm, or move it up
    "#]],
    );
    check_errors(
        &above("let f s = case s of Dot => 1 of Line => 2 of Box => 3 ;;"),
        expect![[r#"
        error[EV0211]: this arm is never reached
          2:33 `Line` matches nothing that is left
          2:21 `Dot` matches all of it
          help: `Dot` alone is a new variable: a constructor is matched with its argument, as in `Dot _`
    "#]],
    );
    check_errors(
        &above("parameter limit : Int let f n = case n of limit => 1 of _ => 2 ;;"),
        expect![[r#"
            error[EV0211]: this arm is never reached
              2:57 `_` matches nothing that is left
              2:43 `limit` matches all of it
              help: `limit` is a new variable here: compare with the other `limit` in an `if`
        "#]],
    );
    check_errors(
        &above("let f v = case v of (0, _) => 1 of (_, 0) => 2 of (0, 0) => 3 of _ => 4 ;;"),
        expect![[r#"
            error[EV0211]: this arm is never reached
              2:51 `(0, 0)` matches nothing that is left
              2:21 `(0, _)` matches all of it
              help: remove the arm, or move it up
        "#]],
    );
}

#[test]
fn arms_that_are_never_reached_2() {
    check_errors(
        &above("let f xs = case xs of [] => 1 of nil => 2 of x . _ => 3 ;;"),
        expect![[r#"
            error[EV0211]: this arm is never reached
              2:34 `nil` matches nothing that is left
              2:23 `[]` matches all of it
              help: remove the arm, or move it up
        "#]],
    );
}

#[test]
fn patterns_of_other_types() {
    check_errors(
        &above("let f (v : Int) = case v of inl x => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:29 `inl x` this matches `'a + 'b`
          2:24 `v` the value that is taken apart
          = expected `Int`
          =    found `'a + 'b`
          help: match with numbers, a variable or `_`
    "#]],
    );
    check_errors(
        &above("let f v = case v of inl x => 1 of Dot _ => 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:35 `Dot _` this matches `Shape`
          2:16 `v` the value that is taken apart
          1:14 `Dot` `Dot` is a constructor of `Shape`
          = expected `'a + 'b`
          =    found `Shape`
          help: match with `inl p` and `inr p`
    "#]],
    );
    check_errors(
        &above("let f s = case s of Dot _ => 1 of Left n => 2 of _ => 3 ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:35 `Left n` this matches `Side`
              2:16 `s` the value that is taken apart
              1:75 `Left` `Left` is a constructor of `Side`
              = expected `Shape`
              =    found `Side`
              help: match with the constructors of `Shape`, as in `Dot p`
        "#]],
    );
    check_errors(
        &above("let f v = case v of 0 => 1 of true => 2 of _ => 3 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:31 `true` this matches `Bool`
          2:16 `v` the value that is taken apart
          = expected `Int`
          =    found `Bool`
          help: match with numbers, a variable or `_`
    "#]],
    );
    check_errors(
        &above("let f (v : Int Bag) = case v of [] => 1 of x . _ => 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:33 `[]` this matches `'a List`
          2:28 `v` the value that is taken apart
          = expected `Int Bag`
          =    found `'a List`
          help: a bag cannot be taken apart: match it with a variable
    "#]],
    );
}

#[test]
fn patterns_of_other_types_2() {
    check_errors(
        &above("let f (v : Int * Bool) = case v of (a, b, c) => 1 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:36 `(a, b, c)` this matches `'a * 'b * 'c`
          2:31 `v` the value that is taken apart
          = expected `Int * Bool`
          =    found `'a * 'b * 'c`
          help: match a tuple of 2 components, as in `(x, y)`
    "#]],
    );
    check_errors(
        &above("let f s = case s of Line true => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:26 `true` this matches `Bool`
          1:28 `Line` the constructor is declared here
          = expected `Int`
          =    found `Bool`
          help: match with numbers, a variable or `_`
    "#]],
    );
    check_errors(
        &above("let f v = case v of [1; true] => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:25 `true` this matches `Bool`
          2:22 `1` the elements before it have this type
          = expected `Int`
          =    found `Bool`
          help: match with numbers, a variable or `_`
    "#]],
    );
    check_errors(
        &above("let f v = case v of (x : Bool, y : Int) => x ;; let g = f (1, 2) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:60 `1` this is `Int`
              2:57 `f` the function is `Bool * Int -> Bool`
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
    check_errors(
        &above("let f (n : Nat) = case n of ~1 => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:29 `~1` this matches `Int`
          2:24 `n` the value that is taken apart
          = expected `Nat`
          =    found `Int`
          help: match with numbers, a variable or `_`
    "#]],
    );
}

#[test]
fn patterns_of_other_types_3() {
    check_errors(
        &above("let f v = case v of 1.5 => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0013]: a real number cannot be matched
          2:21 `1.5` real numbers have no equality
          help: match with a variable or `_`
    "#]],
    );
}

#[test]
fn names_that_are_no_constructors() {
    check_errors(
        &above("let f s = case s of Lin n => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0101]: `Lin` is no constructor
          2:21 `Lin` no data type in scope has a constructor of this name
          help: did you mean `Line`?
    "#]],
    );
    check_errors(
        &above("let f v = case v of Inl n => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0101]: `Inl` is no constructor
          2:21 `Inl` no data type in scope has a constructor of this name
          help: did you mean `inl`?
    "#]],
    );
    check_errors(
        &above("let f v = case v of Some n => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0101]: `Some` is no constructor
          2:21 `Some` no data type in scope has a constructor of this name
          help: match with `inl p`, `inr p` or a constructor that `data` declares
    "#]],
    );
    check_errors(
        &above("let f s = case s of is_Dot x => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0101]: `is_Dot` is no constructor
          2:21 `is_Dot` no data type in scope has a constructor of this name
          help: did you mean `Dot`?
    "#]],
    );
    check_errors(
        &above("let f v = case v of fst x => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0101]: `fst` is no constructor
          2:21 `fst` no data type in scope has a constructor of this name
          help: match with `inl p`, `inr p` or a constructor that `data` declares
    "#]],
    );
    check_errors(
        &above("let f v = case v of inl fst => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0104]: `fst` cannot be rebound
          2:25 `fst` always means the built-in
          help: use another name, such as `fst1`
    "#]],
    );
}

#[test]
fn arms_of_other_types() {
    check_errors(
        &above("let f v = case v of inl x => 1 of inr y => true ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:44 `true` this is `Bool`
              2:30 `1` the first arm has this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        &above("let f v = (case v of inl x => 1 of inr y => true) : Int ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:45 `true` this is `Bool`
              2:53 `Int` annotated with this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        &above("let f v = case w of inl x => 1 of inr y => true ;;"),
        expect![[r#"
            error[EV0101]: unknown name `w`
              2:16 `w` nothing in scope has this name
              help: declare `w` above, as a `parameter` or with `let`
            error[EV0201]: type mismatch
              2:44 `true` this is `Bool`
              2:30 `1` the first arm has this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        &above("let f v = case v of inl x => x of inr y => y + z ;;"),
        expect![[r#"
        error[EV0101]: unknown name `z`
          2:48 `z` nothing in scope has this name
          help: declare `z` above, as a `parameter` or with `let`
    "#]],
    );
}

/// A `case` on columns of booleans that covers every value because so many pigeons do not fit into
/// one hole less: column `p * holes + h` says that pigeon `p` sits in hole `h`.
fn pigeons(holes: usize) -> String {
    let pigeons = holes + 1;
    let columns = pigeons * holes;
    let arm = |fixed: &dyn Fn(usize) -> &'static str| {
        let columns: Vec<_> = (0..columns).map(fixed).collect();
        format!(" of ({}) => 1", columns.join(", "))
    };
    let mut text = "let f v = case v".to_owned();
    for pigeon in 0..pigeons {
        text += &arm(&|at| if at / holes == pigeon { "false" } else { "_" });
    }
    for hole in 0..holes {
        for one in 0..pigeons {
            for other in 0..one {
                let both = [one * holes + hole, other * holes + hole];
                text += &arm(&|at| if both.contains(&at) { "true" } else { "_" });
            }
        }
    }
    text + " ;;"
}

#[test]
fn many_columns_have_an_answer() {
    check_errors(&pigeons(4), expect![[""]]);
    let diagonal = |at: usize| {
        let columns: Vec<_> = (0..20).map(|c| if c == at { "true" } else { "_" }).collect();
        format!(" of ({}) => 1", columns.join(", "))
    };
    let arms: String = (0..20).map(diagonal).collect();
    check_errors(
        &format!("let f v = case v{arms} ;;"),
        expect![[r#"
        error[EV0210]: this `case` has no arm for `(false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false)`
          1:16 `v` can be `(false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false)`
          help: add the arm `of (false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false) => …` at the end
    "#]],
    );
}

#[test]
fn what_is_too_large_to_tell_is_reported() {
    check_errors(
        &pigeons(6),
        expect![[r#"
        error[EV0210]: this `case` is too large to tell whether every value has an arm
          1:16 `v` its patterns combine in more ways than the compiler follows
          help: add the arm `of _ => …` at the end
    "#]],
    );
    let last = pigeons(6).replace(" ;;", " of _ => 1 ;;");
    check_errors(
        &last,
        expect![[r#"
        warning[EV0211]: this `case` is too large to tell whether all its arms are reached
          1:16 `v` its patterns combine in more ways than the compiler follows
          help: take the value apart in several steps
    "#]],
    );
    let elements = vec!["_"; 201].join("; ");
    check_errors(
        &format!("let f v = case v of [{elements}] => 1 of _ => 2 ;;"),
        expect![[r#"
        error[EV0014]: a list pattern of more than 200 elements
          1:21 `[_; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _; _]` has more elements than the compiler follows
          help: match the first elements, as in `a . b . rest`
    "#]],
    );
    let numbers: String = (0..300).map(|n| format!(" of {n} => {n}")).collect();
    check_errors(&format!("let f v = case v{numbers} of _ => 1 ;;"), expect![[""]]);
}
