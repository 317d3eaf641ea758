//! `letrec`, `classrec`, top-level patterns and `typeof`.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn functions_that_name_themselves() {
    check_types(
        "letrec sum n = if n = 0 then 0 else n + sum (n - 1) ;;
         letrec fix f x = f (fix f) x ;;
         let twice = (sum 1, fix (\\g. \\n. n + 1) 2, fix (\\g. \\b. b) true) ;;",
        expect![[r#"
            sum : Int -> Int
            fix : (('a -> 'b) -> 'a -> 'b) -> 'a -> 'b
            twice : Int * Int * Bool
        "#]],
    );
    check_types(
        "let f n = letrec go k = if k = n then k else go (k + 1) in (go 0, go) ;;
         let g x = letrec loop y = loop y in (loop 1, loop true, x) ;;",
        expect![[r#"
            f : Int -> Int * (Int -> Int)
            g : 'a -> 'b * 'c * 'a
        "#]],
    );
}

#[test]
fn a_recursive_function_has_one_type_inside() {
    check_errors(
        "letrec f x = f 1 + f true ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:22 `true` this is `Bool`
              1:20 `f` the function is `Int -> Int`
              = expected `Int`
              =    found `Bool`
              help: the number of a `Bool` is `if b then 1 else 0`
        "#]],
    );
    check_errors(
        "letrec f x = f ;;",
        expect![[r#"
        error[EV0202]: this expression would need an infinite type
          1:8 `f` its type would contain itself
          help: a value cannot be applied to itself or be a part of itself
    "#]],
    );
    check_errors(
        "let g = letrec f x = f true + x in f 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:16 `f` this is `Int -> Int`, but its definition uses it with this type
              = expected `Bool -> Int`
              =    found `Int -> Int`
              help: write an expression of type `Bool -> Int` here
        "#]],
    );
    check_errors(
        "letrec f x = f x + zzz ;; let y = f 1 ;; let z = f (f 1) ;;",
        expect![[r#"
        error[EV0101]: unknown name `zzz`
          1:20 `zzz` nothing in scope has this name
          help: declare `zzz` above, as a `parameter` or with `let`
    "#]],
    );
    check_errors(
        "variable f : Int -> Bool ;; letrec f x = x + 1 ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:36 `f` this is `Int -> Int`
              1:10 `f` a `variable` declaration gives this name its type
              = expected `Int -> Bool`
              =    found `Int -> Int`
              help: give it another name: from the `variable` declaration on, `f` is `Int -> Bool`
        "#]],
    );
}

#[test]
fn recursive_classes() {
    check_types(
        "input a : Int
         output b : Int
         class* First = a'base ;;
         classrec Go (n, k) = ((\\l. \\x. {b'send l (x + n)}) o a'base)
           || ((\\l. \\x. {(x + n, k)}) o a'base) >>= Go ;;
         main Go (1, true)",
        expect![[r#"
            input a, ``a`` : Int
            output b, ``b`` : Int
            First : Int Class
            Go : Int * 'a -> Interface Class
            main : Interface Class
        "#]],
    );
}

#[test]
fn other_shapes_of_recursive_classes() {
    check_errors(
        "input a : Int classrec F n = a'base ;; class G = F 1 ;;",
        expect![[r#"
        error[EV0215]: `classrec F` does not have the shape of a recursive class
          1:30 `a'base` this is not two classes with `||` between them
          help: write `classrec F p = X || Y >>= F`
    "#]],
    );
    check_errors(
        "input a : Int classrec F n = a'base || a'base ;;",
        expect![[r#"
        error[EV0215]: `classrec F` does not have the shape of a recursive class
          1:40 `a'base` this is right of `||` and must be `Y >>= F`
          help: write `classrec F p = X || Y >>= F`
    "#]],
    );
    check_errors(
        "input a : Int class G = a'base ;; classrec F n = a'base || a'base >>= G ;;",
        expect![[r#"
            error[EV0215]: `classrec F` does not have the shape of a recursive class
              1:71 `G` this is right of `>>=` and must be `F`
              help: write `classrec F p = X || Y >>= F`
        "#]],
    );
    check_errors(
        "input a : Int classrec F n = F n || a'base >>= F ;;",
        expect![[r#"
        error[EV0215]: `F` is named inside its own `classrec` at another place than the end
          1:30 `F` a recursive class goes on only behind the last `>>=`
          help: in `X || Y >>= F`, neither `X` nor `Y` may name `F`
    "#]],
    );
    check_errors(
        "input a : Int classrec F n = a'base || 5 >>= F ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:40 `5` this is `Int`
              1:26 `n` `Y` in `Y >>= F` is a class of what `F` takes
              = expected `'a Class`
              =    found `Int`
              help: a value is no class: use it inside the function of a composition, as in `f o (X)`
        "#]],
    );
    check_errors(
        "input a : Int classrec F (n, m) = a'base || a'base >>= F ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:45 `a'base` this is `Int Class`
              1:26 `(n, m)` `Y` in `Y >>= F` is a class of what `F` takes
              = expected `('a * 'b) Class`
              =    found `Int Class`
              help: give its values another type by composition, as in `(\slf.\x. {y}) o (X)`
        "#]],
    );
}

#[test]
fn patterns_at_top_level() {
    check_types(
        "let (a, (b, _), c : Bool) = (1, (\\x. x, 2), true) ;;
         let d = (b a, b c) ;;
         let _ = a ;;
         let () = () ;;",
        expect![[r#"
            a : Int
            b : 'a -> 'a
            c : Bool
            d : Int * Bool
        "#]],
    );
    check_errors(
        "let (a, b) = 1 ;; let c = a + b ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:5 `(a, b)` this matches `'a * 'b`
              = expected `Int`
              =    found `'a * 'b`
              help: bind it with one variable: `Int` has no components
        "#]],
    );
    check_errors(
        "parameter b : Int let (a, b) = (1, 2) ;;",
        expect![[r#"
        error[EV0103]: `b` is already declared
          1:27 `b` declared again here
          1:11 `b` first declared here
          help: give one of the two another name
    "#]],
    );
    check_errors(
        "let (a, nil) = (1, 2) ;;",
        expect![[r#"
        error[EV0104]: `nil` cannot be rebound
          1:9 `nil` always means the built-in
          help: use another name, such as `nil1`
    "#]],
    );
    check_errors(
        "variable b : Int ;; let (a, b) = (1, true) ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:29 `b` this is `Bool`
              1:10 `b` a `variable` declaration gives this name its type
              = expected `Int`
              =    found `Bool`
              help: give it another name: from the `variable` declaration on, `b` is `Int`
        "#]],
    );
    check_errors(
        "input m : Int class (a, b) = (m'base, m'base) ;;",
        expect![[r#"
        error[EV0207]: this is not an event class
          1:30 `(m'base, m'base)` this is `Int Class * Int Class`
          = expected an event class
          =    found `Int Class * Int Class`
          help: define it with `let`, or compose a function with a class, as in `f o (X)`
    "#]],
    );
}

#[test]
fn types_on_demand() {
    check_errors(
        "parameter p : Int let pair x y = (x, y) ;; input m : Bool
         typeof (pair) typeof (p) typeof (m'base) typeof (inl) typeof (=)",
        expect![[r#"
            note[EV0217]: `pair` is `'a -> 'b -> 'a * 'b`
              2:18 `pair` this is `'a -> 'b -> 'a * 'b`
              help: remove the `typeof` when you know enough
            note[EV0217]: `p` is `Int`
              2:32 `p` this is `Int`
              help: remove the `typeof` when you know enough
            note[EV0217]: `m'base` is `Bool Class`
              2:43 `m'base` this is `Bool Class`
              help: remove the `typeof` when you know enough
            note[EV0217]: `inl` is `'a -> 'a + 'b`
              2:59 `inl` this is `'a -> 'a + 'b`
              help: remove the `typeof` when you know enough
            note[EV0217]: `=` is `'a -> 'a -> Bool`
              2:72 `=` this is `'a -> 'a -> Bool`
              help: remove the `typeof` when you know enough
        "#]],
    );
    check_errors(
        "typeof (nothing)",
        expect![[r#"
        error[EV0101]: unknown name `nothing`
          1:9 `nothing` nothing in scope has this name
          help: declare `nothing` above, as a `parameter` or with `let`
    "#]],
    );
}
