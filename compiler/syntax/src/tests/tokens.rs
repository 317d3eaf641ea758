//! Tokens: places, kinds, comments, literals.

use expect_test::{Expect, expect};

use super::{FILE, check_error, check_expr_error};
use crate::dump_tokens;

fn check_tokens(text: &str, expect: Expect) {
    expect.assert_eq(&dump_tokens(FILE, text));
}

#[test]
fn names_and_symbols() {
    check_tokens(
        "n-1 n - 1 m''send _x 'a ''b a & !(b)",
        expect![[r#"
        1:1     name          n-1
        1:5     name          n
        1:7     name          -
        1:9     integer       1
        1:11    name          m''send
        1:19    symbol        _
        1:20    name          x
        1:22    type-variable 'a
        1:25    type-variable ''b
        1:29    name          a
        1:31    symbol        &
        1:33    name          !
        1:34    symbol        (
        1:35    name          b
        1:36    symbol        )
    "#]],
    );
    check_tokens(
        "&! =\\ ||\\ \\x.x class* class * [set] [ set ] l-before o oo ooo",
        expect![[r#"
        1:1     name          &!
        1:4     name          =\
        1:7     name          ||\
        1:11    symbol        \
        1:12    name          x
        1:13    symbol        .
        1:14    name          x
        1:16    word          class*
        1:23    word          class
        1:29    symbol        *
        1:31    symbol        [set]
        1:37    symbol        [
        1:39    name          set
        1:43    symbol        ]
        1:45    name          l-before
        1:54    word          o
        1:56    word          oo
        1:59    name          ooo
    "#]],
    );
    check_tokens(
        "m'base m::base m::Int f ::base x::y::base",
        expect![[r#"
        1:1     name          m'base
        1:8     name          m::base
        1:16    name          m
        1:17    symbol        ::
        1:19    name          Int
        1:23    name          f
        1:25    symbol        ::
        1:27    name          base
        1:32    name          x
        1:33    symbol        ::
        1:35    name          y::base
    "#]],
    );
}

#[test]
fn literals() {
    check_tokens(
        "1 0x1F ~5 ~ 5 ~0xA 1.5 2.5E~3 \"a\\\"b\" `a b` ``c d`` ````",
        expect![[r#"
        1:1     integer       1
        1:3     integer       0x1F
        1:8     integer       ~5
        1:11    symbol        ~
        1:13    integer       5
        1:15    integer       ~0xA
        1:20    real          1.5
        1:24    real          2.5E~3
        1:31    string        "a\"b"
        1:38    token         `a b`
        1:44    token-list    ``c d``
        1:52    token-list    ````
    "#]],
    );
}

#[test]
fn comments() {
    check_tokens(
        "a (* (* b *) \" *) c (**)\n (** d (* e *) *) (***) f",
        expect![[r#"
        1:1     name          a
        1:19    name          c
        2:2     doc           (** d (* e *) *)
        2:19    doc           (***)
        2:25    name          f
    "#]],
    );
}

#[test]
fn malformed_literals() {
    check_expr_error(
        "\"a",
        expect![[r#"
            EV0004 1:1 `"a`: the string is not closed
              help: close it on the same line
        "#]],
    );
    check_expr_error(
        "f \"a\\q\\300\\u12\" `b` ",
        expect![[r#"
        EV0004 1:5 `\q`: the backslash begins no escape
          help: write `\\` for a backslash
        EV0004 1:11 `\u`: the backslash begins no escape
          help: write `\\` for a backslash
    "#]],
    );
    check_expr_error(
        "0w12",
        expect![[r#"
        EV0004 1:1 `0w12`: word literals are not part of the language
          help: write a decimal or `0x` integer
    "#]],
    );
    check_expr_error(
        "9223372036854775808",
        expect![[r#"
            EV0004 1:1 `9223372036854775808`: `9223372036854775808` does not fit into 64 bits
              integers reach from ~9223372036854775808 to 9223372036854775807
              help: write a number in this range
        "#]],
    );
    check_expr_error(
        "`` + x",
        expect![[r#"
            EV0004 1:1 ``` + x`: the token list is not closed
              help: close it on the same line
        "#]],
    );
    check_error(
        "let a = ``b\n c`` ;; let d = `` ;;\nlet e = ``f`` ;;",
        expect![[r#"
            EV0004 2:17 ``` `: the token list is not closed
              help: close it on the same line
        "#]],
    );
    check_expr_error("~9223372036854775808", expect![[""]]);
}

#[test]
fn malformed_comments() {
    check_error(
        "let x = 1 ;; (* a (* b *)",
        expect![[r#"
        EV0002 1:14 `(*`: the comment is never closed
          help: comments nest: every `(*` inside needs its own `*)`
    "#]],
    );
    check_error(
        "let x = (op *) ;;",
        expect![[r#"
        EV0003 1:13 `*)`: `*)` closes a comment that was never opened
          help: write `(op * )` with a blank
    "#]],
    );
}

#[test]
fn unknown_characters() {
    check_error(
        "let x = §§ 1 ;; let y = é ;; let z = ;;",
        expect![[r#"
            EV0001 1:9 `§§`: these characters begin no token: `§§`
              help: remove it, or put it in a string or a comment
            EV0001 1:25 `é`: this character begins no token: `é`
              help: write names with the letters a to z and A to Z, digits, `_`, `'` and `-`
            EV0010 1:38 `;`: unexpected `;;`
              expected an expression
                 found `;;`
              help: write an expression before `;;`
        "#]],
    );
}
