//! Headers of messages: literal, computed, equal.

use expect_test::expect;

use super::{check_errors, check_types};

#[test]
fn headers_that_the_text_fixes() {
    check_types(
        "specification s
         let name = ``from a name`` ;;
         let other = name ;;
         input a : Int
         internal b : Int
         output c, ``a b`` : Int
         input d, [`x`; `y z`] : Int
         input e, other : Int",
        expect![[r#"
            name : Tok List
            other : Tok List
            input a, ``a`` : Int
            internal b, ``s b`` : Int
            output c, ``a b`` : Int
            input d, ``x y z`` : Int
            input e, ``from a name`` : Int
        "#]],
    );
    check_types(
        "internal b : Int",
        expect![[r#"
        internal b, ``b`` : Int
    "#]],
    );
}

#[test]
fn headers_of_parameters() {
    check_types(
        "parameter propose : Tok List
         input propose, propose : Int
         input b, (if true then ``x`` else propose) : Int
         output c, propose : Int
         main (\\l. \\x. {c'send l x}) o propose'base",
        expect![[r#"
            parameter propose : Tok List
            input propose, (…) : Int
            input b, (…) : Int
            output c, (…) : Int
            main : Interface Class
        "#]],
    );
    check_errors(
        "parameter n : Int input a, n : Int",
        expect![[r#"
        error[EV0201]: type mismatch
          1:28 `n` this is `Int`
          1:25 `a` a header is a list of tokens
          = expected `Tok List`
          =    found `Int`
          help: write an expression of type `Tok List` here
    "#]],
    );
    check_errors(
        "input a, zzz : Int class B = a'base ;;",
        expect![[r#"
        error[EV0101]: unknown name `zzz`
          1:10 `zzz` nothing in scope has this name
          help: declare `zzz` above, as a `parameter` or with `let`
    "#]],
    );
}

#[test]
fn equal_headers() {
    check_errors(
        "input a, ``x y`` : Int output b, [`x`; `y`] : Bool",
        expect![[r#"
        error[EV0106]: two messages have the header ``x y``
          1:31 `b` the second
          1:7 `a` the first
          help: name a different header after a comma, as in ``output m, ``other`` : T``
    "#]],
    );
    check_errors(
        "let h = ``x`` ;; input a, h : Int output x : Int",
        expect![[r#"
        error[EV0106]: two messages have the header ``x``
          1:42 `x` the second
          1:24 `a` the first
          help: name a different header after a comma, as in ``output m, ``other`` : T``
    "#]],
    );
    check_errors(
        "let h = ``evc boot`` ;; input a, h : Int",
        expect![[r#"
        error[EV0108]: the header ``evc boot`` is reserved
          1:31 `a` would be taken for the event that a node starts with
          help: give the message or the specification another name
    "#]],
    );
}

#[test]
fn one_name_for_two_messages() {
    check_errors(
        "input a : Int output a, ``b`` : Int",
        expect![[r#"
        error[EV0115]: two messages have the name `a`
          1:22 `a` the second
          1:7 `a` the first
          help: give one of the two another name; its header may stay what it is
    "#]],
    );
    check_errors(
        "input a : Int input a : Int",
        expect![[r#"
            error[EV0106]: two messages have the header ``a``
              1:21 `a` the second
              1:7 `a` the first
              help: name a different header after a comma, as in ``output m, ``other`` : T``
        "#]],
    );
}
