//! The forms that make event classes, and what people write instead.

use expect_test::expect;

use super::{check_errors, check_types};

/// The declarations above each text, which begins in the line behind them.
const ABOVE: &str =
    "specification s input m : Int input q : Bool * Tok input b : Bool output r : Int";

fn above(text: &str) -> String {
    format!("{ABOVE}\n{text}")
}

#[test]
fn compositions() {
    check_types(
        &above(
            "class A = (\\slf. {slf}) o () ;; class B = (\\slf.\\n.\\(c, t). {(n, c)}) o (m'base, q'base) ;; let f slf n = {n} ;; class C = f o m'base ;; class D = (if true then f else f) o m'base ;; class E = (let g slf n = {n + 1} in g) o m'base ;; class F = (case inl 1 of inl k => \\slf.\\n. {n + k} of inr () => f) o m'base ;; class G h = h o m'base ;; class H = (\\slf. f slf) o m'base ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            A : Loc Class
            B : (Int * Bool) Class
            f : 'a -> 'b -> 'b Bag
            C : Int Class
            D : Int Class
            E : Int Class
            F : Int Class
            G : (Loc -> Int -> 'a Bag) -> 'a Class
            H : Int Class
        "#]],
    );
    check_types(
        &above(
            "class A = (\\slf.\\n.\\s. {n + s}) o (m'base, Prior(self)) ;; class B = (\\slf.\\n.\\s. {n + s}) o (m'base, Prior(self)?{0}) ;; class C = (\\slf.\\n.\\s. {n + s}) o (m'base, Prior(self)?(\\slf. {1})) ;; class D = (\\slf.\\s. {(0, [])}) o (Prior(self)?{}) ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            A : Int Class
            B : Int Class
            C : Int Class
            D : (Int * 'a List) Class
        "#]],
    );
    check_types(
        &above(
            "class A = (\\slf.\\ns.\\bs. ns) O (m'base, b'base) ;; class B = (\\slf.\\ns. {ns}) oo m'base ;; class C = (\\slf. {slf}) O () ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            A : Int Class
            B : Int Bag Class
            C : Loc Class
        "#]],
    );
}

#[test]
fn states() {
    check_types(
        &above(
            "class A = State (\\l. 0, \\l.\\x.\\s. s + x, m'base, \\l.\\(c, t).\\s. s, q'base, \\l.\\c.\\s. s, b'base, \\l.\\x.\\s. x, m'base, \\l.\\x.\\s. x, m'base) ;; class B = Memory (\\_. [], \\l.\\x.\\s. x . s, m'base, \\l.\\x.\\s. [], b'base, \\l.\\x.\\s. s, m'base, \\l.\\x.\\s. s, m'base) ;; let init l = (l, 0) ;; let upd l x (k, n) = (k, n + x) ;; class C = State (init, upd, m'base) ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            A : Int Class
            B : Int List Class
            init : 'a -> 'a * Int
            upd : 'a -> Int -> 'b * Int -> 'b * Int
            C : (Loc * Int) Class
        "#]],
    );
}

#[test]
fn operators() {
    check_types(
        &above(
            "class A = m'base >>= (\\n. (\\slf.\\x. {x + n}) o m'base) ;; class F n = (\\slf.\\x. {x + n}) o m'base ;; class B = m'base >>= F ;; class C = q'base >> (c, t) >> Once(q'base) ;; class D = m'base until q'base ;; class E = m'base ? (\\l. {0}) ;; class G = m'base ?? m'base ;; class H = Prior(m'base)?(\\l. {1}) ;; class I x = x >>= (\\y. y) ;; class J = m'base || m'base until b'base ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            A : Int Class
            F : Int -> Int Class
            B : Int Class
            C : (Bool * Tok) Class
            D : Int Class
            E : Int Class
            G : Int Class
            H : Int Class
            I : 'a Class Class -> 'a Class
            J : Int Class
        "#]],
    );
    check_types(
        &above(
            "let a = op || ;; let b = op @ ;; let c = op >>= ;; let d = op until ;; let e = op ? ;; let f = op ?? ;; class A = (op ||) m'base m'base ;; let both (f : Int Class -> Int Class -> Int Class) = f m'base m'base ;; class B = both (op ??) ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            a : 'a Class -> 'a Class -> 'a Class
            b : 'a Class -> Loc Bag -> 'a Class
            c : 'a Class -> ('a -> 'b Class) -> 'b Class
            d : 'a Class -> 'b Class -> 'a Class
            e : 'a Class -> (Loc -> 'a Bag) -> 'a Class
            f : 'a Class -> 'a Class -> 'a Class
            A : Int Class
            both : (Int Class -> Int Class -> Int Class) -> Int Class
            B : Int Class
        "#]],
    );
}

#[test]
fn forms() {
    check_types(
        &above(
            "class A = Once(m'base) ;; class B = Prior(m'base) ;; class C = Skip(m'base) ;; class D = Output(\\l. {l}) ;; class E = OnLoc(\\l. Output(\\k. {(l, k)})) ;; class F = Null ;; class G = m'base || Null ;; class H h = Local(m'base, h, ``a b``) ;; class I (c : 'a Class) = Once(c) ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            A : Int Class
            B : Int Class
            C : Int Class
            D : Loc Class
            E : (Loc * Loc) Class
            F : 'a Class
            G : Int Class
            H : Loc -> Int Class
            I : 'a Class -> 'a Class
        "#]],
    );
}

#[test]
fn expected_types_reach_the_parts() {
    check_types(
        &above(
            "class A : Int Class = Null ;; class B : Interface Class = (\\slf.\\n. {r'send slf n}) o m'base ;; class C : (Int List) Class = State (\\l. [], \\l.\\x.\\s. s, m'base) ;; let D = (Output(\\l. {}) : Tok Class) ;;",
        ),
        expect![[r#"
            input m, ``m`` : Int
            input q, ``q`` : Bool * Tok
            input b, ``b`` : Bool
            output r, ``r`` : Int
            A : Int Class
            B : Interface Class
            C : Int List Class
            D : Tok Class
        "#]],
    );
}

#[test]
fn functions_of_too_few_or_too_many_arguments() {
    check_errors(
        &above("class C = (\\n. {n + 1}) o m'base ;;"),
        expect![[r#"
        error[EV0201]: this function takes 1 argument, but it is given 2
          2:11 `(\n. {n + 1})` takes too few arguments
          2:11 `(\n. {n + 1}) o m'base` a composition gives its function the location and a value of each class
          help: take the location first and then what each class gives, as in `\slf.\x. {x}`
    "#]],
    );
    check_errors(
        &above("class C = (\\n.\\(c, t). {n + 1}) o (m'base, q'base) ;;"),
        expect![[r#"
        error[EV0201]: this function takes 2 arguments, but it is given 3
          2:11 `(\n.\(c, t). {n + 1})` takes too few arguments
          2:11 `(\n.\(c, t). {n + 1}) o (m'base, q'base)` a composition gives its function the location and a value of each class
          help: take the location first and then what each class gives, as in `\slf.\x. {x}`
    "#]],
    );
    check_errors(
        &above("let f n = {n + 1} ;; class C = f o m'base ;;"),
        expect![[r#"
        error[EV0201]: this function takes 1 argument, but it is given 2
          2:32 `f` takes too few arguments
          2:32 `f o m'base` a composition gives its function the location and a value of each class
          help: take the location first and then what each class gives, as in `\slf.\x. {x}`
    "#]],
    );
    check_errors(
        &above("let f slf n k = {n + k} ;; class C = f o m'base ;;"),
        expect![[r#"
        error[EV0201]: this function takes 3 arguments, but it is given 2
          2:38 `f` takes too many arguments
          2:38 `f o m'base` a composition gives its function the location and a value of each class
          help: remove a parameter, or give the form the class that it stands for
    "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\n.\\k. {n + k}) o m'base ;;"),
        expect![[r#"
        error[EV0201]: this function takes 3 arguments, but it is given 2
          2:11 `(\slf.\n.\k. {n + k})` takes too many arguments
          2:11 `(\slf.\n.\k. {n + k}) o m'base` a composition gives its function the location and a value of each class
          help: remove a parameter, or give the form the class that it stands for
    "#]],
    );
    check_errors(
        &above("class C = {1} o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:11 `{1}` this is `Int Bag`
          2:11 `{1} o m'base` a composition gives its function the location and a value of each class
          = expected `Loc -> Int -> 'a Bag`
          =    found `Int Bag`
          help: write a function on the left, as in `(\slf.\x. {x}) o (X)`
    "#]],
    );
}

#[test]
fn functions_of_too_few_or_too_many_arguments_2() {
    check_errors(
        &above("class C = m'base o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:11 `m'base` this is `Int Class`
          2:11 `m'base o m'base` a composition gives its function the location and a value of each class
          = expected `Loc -> Int -> 'a Bag`
          =    found `Int Class`
          help: write a function on the left, as in `(\slf.\x. {x}) o (X)`
    "#]],
    );
    check_errors(
        &above("class C = (\\slf. {1}) o m'base ;;"),
        expect![[r#"
        error[EV0201]: this function takes 1 argument, but it is given 2
          2:11 `(\slf. {1})` takes too few arguments
          2:11 `(\slf. {1}) o m'base` a composition gives its function the location and a value of each class
          help: take the location first and then what each class gives, as in `\slf.\x. {x}`
    "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\n. n) o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:21 `n` this is `Int`, but the function of a composition returns a bag
          = expected `'a Bag`
          =    found `Int`
          help: a bag of one value is written `{value}`
    "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\n. [n]) o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:21 `[n]` this is `Int List`, but the function of a composition returns a bag
          = expected `'a Bag`
          =    found `Int List`
          help: a bag is written `{a; b}`, and `(xs/~)` is the bag of a list
    "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\n. ()) o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:21 `()` this is `Unit`, but the function of a composition returns a bag
          = expected `'a Bag`
          =    found `Unit`
          help: a bag of one value is written `{value}`
    "#]],
    );
    check_errors(
        &above("let f slf n = n + 1 ;; class C = f o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:34 `f` this returns `Int`, but the function of a composition returns a bag
          = expected `'a Bag`
          =    found `Int`
          help: a bag of one value is written `{value}`
    "#]],
    );
}

#[test]
fn functions_of_too_few_or_too_many_arguments_3() {
    check_errors(
        &above("class C = (\\slf.\\n. m'base) o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:21 `m'base` this is `Int Class`, but the function of a composition returns a bag
          = expected `'a Bag`
          =    found `Int Class`
          help: a class is no value: its values reach a function by composition, as in `f o (X)`
    "#]],
    );
    check_errors(
        &above("class C = State (\\l. 0, \\x.\\s. s + x, m'base) ;;"),
        expect![[r#"
        error[EV0201]: this function takes 2 arguments, but it is given 3
          2:25 `\x.\s. s + x` takes too few arguments
          2:11 `State (\l. 0, \x.\s. s + x, m'base)` a transition takes the location, an input and the old state
          help: take the location, the input and the old state, in this order, as in `\slf.\x.\s. …`
    "#]],
    );
    check_errors(
        &above("let upd x s = s + x ;; class C = State (\\l. 0, upd, m'base) ;;"),
        expect![[r#"
            error[EV0201]: this function takes 2 arguments, but it is given 3
              2:48 `upd` takes too few arguments
              2:34 `State (\l. 0, upd, m'base)` a transition takes the location, an input and the old state
              help: take the location, the input and the old state, in this order, as in `\slf.\x.\s. …`
        "#]],
    );
    check_errors(
        &above(
            "let upd (l : Loc) (x : Int) (s : Int) (k : Int) = s + x ;; class C = State (\\l. 0, upd, m'base) ;;",
        ),
        expect![[r#"
            error[EV0201]: this function takes 4 arguments, but it is given 3
              2:84 `upd` takes too many arguments
              2:70 `State (\l. 0, upd, m'base)` a transition takes the location, an input and the old state
              help: remove a parameter, or give the form the class that it stands for
        "#]],
    );
}

#[test]
fn arguments_in_another_order() {
    check_errors(
        &above("let f slf (n : Int) (c : Bool) = {n} ;; class C = f o (b'base, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:51 `f` its second argument is `Int`, but it is given `Bool`
              2:56 `b'base` the function gets the values of this class
              = expected `Loc -> Bool -> Int -> 'a Bag`
              =    found `Loc -> Int -> Bool -> Int Bag`
              help: take the location first and then what each class gives, as in `\slf.\x. {x}`
        "#]],
    );
    check_errors(
        &above("let upd slf (s : Int) (x : Bool) = s ;; class C = State (\\l. 0, upd, b'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:65 `upd` its second argument is `Int`, but it is given `Bool`
              2:70 `b'base` the transition gets the values of this class
              = expected `Loc -> Bool -> Int -> Int`
              =    found `Loc -> Int -> Bool -> Int`
              help: take the location, the input and the old state, in this order, as in `\slf.\x.\s. …`
        "#]],
    );
    check_errors(
        &above("class C = State (\\l. 0, \\l.\\s.\\(c, t). s + 1, q'base) ;;"),
        expect![[r#"
            error[EV0201]: these parameters take their arguments in the wrong order
              2:29 `s.\(c, t)` each takes apart what the other is given
              2:11 `State (\l. 0, \l.\s.\(c, t). s + 1, q'base)` a transition takes the location, an input and the old state
              help: take the location, the input and the old state, in this order, as in `\slf.\x.\s. …`
        "#]],
    );
    check_errors(
        &above("let f (n : Int) (slf : Loc) = {n} ;; class C = f o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:48 `f` its first argument is `Int`, but it is given `Loc`
              2:48 `f o m'base` a composition gives its function the location and a value of each class
              = expected `Loc -> Int -> 'a Bag`
              =    found `Int -> Loc -> Int Bag`
              help: take the location first and then what each class gives, as in `\slf.\x. {x}`
        "#]],
    );
    check_errors(
        &above("class C = State (\\l. 0, m'base, \\l.\\x.\\s. s + x) ;;"),
        expect![[r#"
        error[EV0201]: a transition stands behind the class that drives it
          2:33 `\l.\x.\s. s + x` a function where the class is expected
          2:25 `m'base` a class where the transition is expected
          help: write the initial state, then each transition and its class, as in `State (i, t, X)`
    "#]],
    );
    check_errors(
        &above("class C = State (\\l.\\x.\\s. s + x, m'base, \\l. 0) ;;"),
        expect![[r#"
        error[EV0201]: a transition stands behind the class that drives it
          2:43 `\l. 0` a function where the class is expected
          2:35 `m'base` a class where the transition is expected
          help: write the initial state, then each transition and its class, as in `State (i, t, X)`
    "#]],
    );
}

#[test]
fn arguments_of_another_type() {
    check_errors(
        &above("let f slf (t : Tok) = {t} ;; class C = f o m'base ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:40 `f` its second argument is `Tok`, but it is given `Int`
          2:44 `m'base` the function gets the values of this class
          = expected `Loc -> Int -> 'a Bag`
          =    found `Loc -> Tok -> Tok Bag`
          help: let the function take `Int` as its second argument
    "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\(a, b). {a}) o m'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:18 `(a, b)` this matches `'a * 'b`
              2:33 `m'base` the function gets the values of this class
              = expected `Int`
              =    found `'a * 'b`
              help: bind it with one variable: `Int` has no components
        "#]],
    );
    check_errors(
        &above("class C = (\\slf.\\(a : Int, b). {a}) o q'base ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:19 `a` this is `Int`
              2:23 `Int` annotated with this type
              = expected `Bool`
              =    found `Int`
              help: a number is no `Bool`: compare it, as in `n > 0`
        "#]],
    );
    check_errors(
        &above("let upd slf (t : Tok) (s : Int) = s ;; class C = State (\\l. 0, upd, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:64 `upd` its second argument is `Tok`, but it is given `Int`
              2:69 `m'base` the transition gets the values of this class
              = expected `Loc -> Int -> Int -> Int`
              =    found `Loc -> Tok -> Int -> Int`
              help: let the function take `Int` as its second argument
        "#]],
    );
    check_errors(
        &above("class C = State (\\l. 0, \\l.\\x.\\s. s = x, m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:35 `s = x` this is `Bool`
              2:18 `\l. 0` the initial state has this type
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
}

#[test]
fn arguments_of_another_type_2() {
    check_errors(
        &above("class C = State (\\l. 0, \\l.\\x.\\(a, b). (a, b), m'base) ;;"),
        expect![[r#"
            error[EV0201]: type mismatch
              2:32 `(a, b)` this matches `'a * 'b`
              2:18 `\l. 0` the transition gets the old state
              = expected `Int`
              =    found `'a * 'b`
              help: bind it with one variable: `Int` has no components
            error[EV0201]: type mismatch
              2:40 `(a, b)` this is `'a * 'b`
              2:18 `\l. 0` the initial state has this type
              = expected `Int`
              =    found `'a * 'b`
              help: take the tuple apart: `let (a, b) = t in …`, `fst t`, `snd t`
        "#]],
    );
    check_errors(
        &above("let f (n : Int) = {n} ;; class C = Output(f) ;;"),
        expect![[r#"
        error[EV0201]: type mismatch
          2:43 `f` its first argument is `Int`, but it is given `Loc`
          2:36 `Output(f)` this form gives its function the location
          = expected `Loc -> 'a Bag`
          =    found `Int -> Int Bag`
          help: let the function take `Loc` as its first argument
    "#]],
    );
}

#[test]
fn what_surrounds_a_composition_without_parentheses() {
    check_errors(
        &above("let f slf n = {n} ;; class C = m'base || f o m'base ;;"),
        expect![[r#"
        error[EV0201]: a class made by `||` is no function that could be composed
          2:32 `m'base || f` all of this stands to the left of `o`
          2:32 `m'base || f o m'base` `o` is looser than every operator
          help: put the composition in parentheses, as in `A || (f o (X))`
    "#]],
    );
    check_errors(
        &above("let f slf n = {n} ;; class C = m'base || m'base || f o (m'base) ;;"),
        expect![[r#"
            error[EV0201]: a class made by `||` is no function that could be composed
              2:32 `m'base || m'base || f` all of this stands to the left of `o`
              2:32 `m'base || m'base || f o (m'base)` `o` is looser than every operator
              help: put the composition in parentheses, as in `A || (f o (X))`
        "#]],
    );
    check_errors(
        &above("let f slf n = {n + 1} ;; class C = (m'base until f) o b'base ;;"),
        expect![[r#"
            error[EV0201]: a class made by `until` is no function that could be composed
              2:36 `(m'base until f)` all of this stands to the left of `o`
              2:36 `(m'base until f) o b'base` `o` is looser than every operator
              help: put the composition in parentheses, as in `A until (f o (X))`
            error[EV0201]: type mismatch
              2:50 `f` its second argument is `Int`, but it is given `Bool`
              2:55 `b'base` the function gets the values of this class
              = expected `Loc -> Bool -> 'a Bag`
              =    found `Loc -> Int -> Int Bag`
              help: let the function take `Bool` as its second argument
        "#]],
    );
}
