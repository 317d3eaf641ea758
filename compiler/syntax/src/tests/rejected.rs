//! The traps of the language, and what is said about them.

use expect_test::expect;

use super::{check_error, check_expr_error};

#[test]
fn missing_terminators() {
    check_error(
        "let x = 1\n\nclass Y = f o (X)\nparameter z : Int let w = 1",
        expect![[r#"
        EV0011 1:10 ``: the declaration is not ended by `;;`
          1:1 it begins here
          help: write `;;` here
        EV0011 3:18 ``: the declaration is not ended by `;;`
          3:1 it begins here
          help: write `;;` here
        EV0011 4:28 ``: the declaration is not ended by `;;`
          4:19 it begins here
          help: write `;;` here
    "#]],
    );
    check_error(
        "let x = 1\ninput m : Int\noutput n, h : Int\nlet y = 2 ;;",
        expect![[r#"
        EV0011 1:10 ``: the declaration is not ended by `;;`
          1:1 it begins here
          help: write `;;` here
    "#]],
    );
    check_error(
        "let x = 1\n(** doc *)\nlet y = 2 ;;",
        expect![[r#"
        EV0011 1:10 ``: the declaration is not ended by `;;`
          1:1 it begins here
          help: write `;;` here
    "#]],
    );
    check_error(
        "invariant i on x in X = x = 1\nmain X",
        expect![[r#"
        EV0011 1:30 ``: the declaration is not ended by `;;`
          1:1 it begins here
          help: write `;;` here
    "#]],
    );
}

#[test]
fn compositions() {
    check_expr_error(
        "f o Once(X)",
        expect![[r#"
        EV0010 1:5 `Once`: only a name or a list in parentheses can follow `o`
          help: write `o (Once …)`
    "#]],
    );
    check_expr_error(
        "f o (X) || Y",
        expect![[r#"
            EV0010 1:9 `||`: a composition cannot be followed by `||`
              help: put the composition in parentheses: `(f o (X, Y)) || …`
        "#]],
    );
    check_expr_error(
        "f o X @ l",
        expect![[r#"
            EV0010 1:7 `@`: a composition cannot be followed by `@`
              help: put the composition in parentheses: `(f o (X, Y)) @ …`
        "#]],
    );
    check_expr_error(
        "f o (X) Y",
        expect![[r#"
            EV0010 1:9 `Y`: a composition cannot be followed by `Y`
              help: put the composition in parentheses: `(f o (X, Y)) Y …`
        "#]],
    );
}

#[test]
fn operands_that_need_parentheses() {
    check_expr_error(
        "1 + \\x. x",
        expect![[r#"
            EV0010 1:5 `\`: `\` cannot be an operand of `+`
              help: put it in parentheses: `(\x. …)`
        "#]],
    );
    check_expr_error(
        "f if a then b else c",
        expect![[r#"
        EV0010 1:3 `if`: `if` cannot be an argument
          help: put it in parentheses: `(if …)`
    "#]],
    );
    check_expr_error(
        "X >>= \\x. Y",
        expect![[r#"
            EV0010 1:7 `\`: `\` cannot be an operand of `>>=`
              help: put it in parentheses: `(\x. …)`
        "#]],
    );
    check_expr_error(
        "~ x",
        expect![[r#"
        EV0010 1:3 `x`: only a number or an expression in parentheses can follow `~`
          help: write `~(x)`
    "#]],
    );
}

#[test]
fn argument_counts() {
    check_expr_error(
        "State(i, f)",
        expect![[r#"
        EV0010 1:1 `State(i, f)`: `State` cannot take 2 arguments
          expected 3, 5, 7, 9 or 11 arguments
             found 2
          help: write `State (initial, transition, class, …)`
    "#]],
    );
    check_expr_error(
        "Memory(i, f, X, f, X, f, X, f, X, f, X)",
        expect![[r#"
        EV0010 1:1 `…`: `Memory` cannot take 11 arguments
          expected 3, 5, 7 or 9 arguments
             found 11
          help: write `Memory (initial, transition, class, …)`
    "#]],
    );
    check_expr_error(
        "State()",
        expect![[r#"
        EV0010 1:1 `State()`: `State` cannot take 0 arguments
          expected 3, 5, 7, 9 or 11 arguments
             found 0
          help: write `State (initial, transition, class, …)`
    "#]],
    );
}

#[test]
fn patterns() {
    check_expr_error(
        "\\0. x",
        expect![[r#"
        EV0013 1:2 `0`: a literal cannot be matched here
          expected a variable, `_`, `()` or a tuple of these
             found a literal
          help: bind a variable and take it apart with `case`
    "#]],
    );
    check_expr_error(
        "let f (inl (x)) [a] (b.c) = 1 in X >> `t` >> Y",
        expect![[r#"
        EV0013 1:8 `inl (x)`: a constructor cannot be matched here
          expected a variable, `_`, `()` or a tuple of these
             found a constructor
          help: bind a variable and take it apart with `case`
        EV0013 1:17 `[a]`: a list cannot be matched here
          expected a variable, `_`, `()` or a tuple of these
             found a list
          help: bind a variable and take it apart with `case`
        EV0013 1:22 `b.c`: a list cannot be matched here
          expected a variable, `_`, `()` or a tuple of these
             found a list
          help: bind a variable and take it apart with `case`
        EV0013 1:39 ``t``: a literal cannot be matched here
          expected a variable, `_`, `()` or a tuple of these
             found a literal
          help: bind a variable and take it apart with `case`
    "#]],
    );
    check_expr_error(
        "\\(x, (y, x)). x",
        expect![[r#"
            EV0105 1:10 `x`: `x` is bound twice in one pattern
              1:3 first bound here
              help: give one of the two another name, or write `_`
        "#]],
    );
    check_error(
        "let f x (x, y) = x ;; let g (struct : x) = 1 ;;",
        expect![[r#"
            EV0013 1:30 `struct : x`: `struct` patterns are not part of the language
              help: take the value apart with a tuple pattern, as in `(a, b)`
        "#]],
    );
}

#[test]
fn definitions() {
    check_error(
        "letrec x = 1 ;; classrec F = A || B >>= F ;;",
        expect![[r#"
        EV0010 1:8 `x`: `letrec` defines a function, but there is no parameter
          help: write `let` for a value
        EV0010 1:26 `F`: a `classrec` takes exactly one parameter
          help: write `classrec F p = X || Y >>= F`; `p` may be a tuple
    "#]],
    );
    check_error(
        "infix 10 <+> let infixr ~1 f x y = x ;;",
        expect![[r#"
            EV0012 1:7 `10`: `10` is no precedence
              expected a number from 0 to 9
                 found `10`
              help: write one digit: operators of a greater number bind tighter
            EV0012 1:25 `~1`: `~1` is no precedence
              expected a number from 0 to 9
                 found `~1`
              help: write one digit: operators of a greater number bind tighter
        "#]],
    );
    check_error(
        "let data = 1 ;; let f of = 1 ;;",
        expect![[r#"
            EV0010 1:5 `data`: unexpected `data`
              expected a name or a pattern
                 found `data`
              help: `data` is a reserved word: choose another name
            EV0010 1:23 `of`: unexpected `of`
              expected a pattern or `=`
                 found `of`
              help: `of` is a reserved word: choose another name
        "#]],
    );
    check_error(
        "type T = {x} let y = 1 ;;",
        expect![[r#"
        EV0010 1:10 `{x}`: an expression in braces is no type
          help: write `{x : T | P}`
    "#]],
    );
}

#[test]
fn order_of_declarations() {
    check_error(
        "let x = 1 ;; specification s",
        expect![[r#"
            EV0010 1:14 `specification s`: `specification` comes first, and only once
              help: write `specification NAME` once, in the first line
        "#]],
    );
    check_error(
        "main X ;; class Y = Z ;; let q = ;; main Y",
        expect![[r#"
            EV0010 1:11 `class`: only properties can follow `main`
              help: move `main` behind the declarations
            EV0010 1:34 `;`: unexpected `;;`
              expected an expression
                 found `;;`
              help: write an expression before `;;`
            EV0010 1:37 `main Y`: a specification has only one `main`
              help: put classes side by side with `||`
        "#]],
    );
}

#[test]
fn brackets_and_ends() {
    check_error(
        "let f = (1 + {2; 3 ;;\nlet g = 1 ;;",
        expect![[r#"
            EV0010 1:21 `;`: `{` is not closed
              1:14 opened here
              expected an expression
                 found `;;`
              help: write `}` before `;;`
        "#]],
    );
    check_error(
        "let f = (1 + 2",
        expect![[r#"
            EV0010 1:15 ``: `(` is not closed
              1:9 opened here
              expected `)` or `,`
                 found the end of the text
              help: write `)` before the end of the text
        "#]],
    );
    check_expr_error(
        "(1, 2]",
        expect![[r#"
            EV0010 1:6 `]`: unexpected `]`
              expected `)` or `,`
                 found `]`
              help: write `)` or `,` before `]`
        "#]],
    );
    check_expr_error(
        "if a then b",
        expect![[r#"
            EV0010 1:12 ``: unexpected end of the text
              expected `else`
                 found the end of the text
              help: write `else` at the end
        "#]],
    );
    check_expr_error(
        "",
        expect![[r#"
            EV0010 1:1 ``: unexpected end of the text
              expected an expression
                 found the end of the text
              help: write an expression at the end
        "#]],
    );
    check_expr_error(
        "a == b",
        expect![[r#"
        EV0010 1:3 `==`: `==` is no operator
          help: write `=` for equality
    "#]],
    );
    check_expr_error(
        "let x = 1",
        expect![[r#"
            EV0010 1:10 ``: unexpected end of the text
              expected `in`
                 found the end of the text
              help: write `in` at the end
        "#]],
    );
    check_expr_error(
        "x : ",
        expect![[r#"
            EV0010 1:4 ``: unexpected end of the text
              expected a type
                 found the end of the text
              help: write a type at the end
        "#]],
    );
    check_expr_error(
        "1 2 )",
        expect![[r#"
            EV0010 1:5 `)`: unexpected `)`
              expected the end of the text
                 found `)`
              help: remove `)`
        "#]],
    );
}

#[test]
fn documentation_inside() {
    check_error(
        "let f = a (*****) + b ;; let g = ;;",
        expect![[r#"
            EV0010 1:11 `(*****)`: a documentation comment cannot stand inside a declaration
              help: begin it with `(* ` instead of `(**`
            EV0010 1:34 `;`: unexpected `;;`
              expected an expression
                 found `;;`
              help: write an expression before `;;`
        "#]],
    );
}
