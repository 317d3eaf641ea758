//! The traps for people who come from other languages: each has a message that names the fix.

use expect_test::expect;

use super::{FILE, check_all, check_all_errors, check_parse, check_recovery};
use crate::parse;

/// Line comments end at the line, whatever stands in them.
#[test]
fn comments_of_other_languages() {
    check_all_errors(
        &[
            r#"let x = 1 ;; // a comment isn't "closed
let y = ) ;;"#,
            "// first\n//second\n/// third\nlet x = 1 ;;",
            "-- a comment\nlet x = 1 -- another\n ;;",
            "# a comment\n## another (\nlet x = 1 ;;",
            "let x = 1 /* over\n lines */ + 2 ;;",
            "let x = 1 // no end\nlet y = 2 ;;",
            "input a : Int # c\n# d\n",
        ],
        expect![[r#"
            let x = 1 ;; // a comment isn't "closed
            let y = ) ;;
                EV0010 1:14 `//`: `//` begins no comment
                  help: write `(* … *)` around a comment
                EV0010 2:9 `)`: unexpected `)`
                  expected an expression
                     found `)`
                  help: write an expression before `)`
            // first
            //second
            /// third
            let x = 1 ;;
                EV0010 1:1 `//`: `//` begins no comment
                  help: write `(* … *)` around a comment
                EV0010 2:1 `//`: `//` begins no comment
                  help: write `(* … *)` around a comment
                EV0010 3:1 `///`: `///` begins no comment
                  help: write `(* … *)` around a comment
            -- a comment
            let x = 1 -- another
             ;;
                EV0010 1:1 `--`: `--` begins no comment
                  help: write `(* … *)` around a comment
                EV0010 2:11 `--`: `--` begins no comment
                  help: write `(* … *)` around a comment
            # a comment
            ## another (
            let x = 1 ;;
                EV0010 1:1 `#`: `#` begins no comment
                  help: write `(* … *)` around a comment
                EV0010 2:1 `##`: `##` begins no comment
                  help: write `(* … *)` around a comment
            let x = 1 /* over
             lines */ + 2 ;;
                EV0010 1:11 `/*`: `/*` begins no comment
                  help: write `(* … *)` around a comment
            let x = 1 // no end
            let y = 2 ;;
                EV0011 1:10 ``: the declaration is not ended by `;;`
                  1:1 it begins here
                  help: write `;;` here
                EV0010 1:11 `//`: `//` begins no comment
                  help: write `(* … *)` around a comment
            input a : Int # c
            # d
                EV0010 1:15 `#`: unexpected `#`
                  expected a declaration
                     found `#`
                  help: remove `#`
                EV0010 2:1 `#`: `#` begins no comment
                  help: write `(* … *)` around a comment
        "#]],
    );
}

/// A declared operator is what it is declared to be.
#[test]
fn names_that_look_like_comments() {
    check_all(
        &[
            "let infix 6 // a b = a ;; let x = 1 // 2 ;;",
            "infixr 3 --\nlet x = 1 -- 2 ;;",
            "let // x = x ;; let y = // 1 ;;",
            "let x = k\n# ;;",
            "let rec = 1 ;; let rec x = rec ;;",
            "let x = a - b ;;",
        ],
        expect![[r#"
            let infix 6 // a b = a ;; let x = 1 // 2 ;;
                (let (infix 6 //) // a b a)
                (let x (// 1 2))
            infixr 3 --
            let x = 1 -- 2 ;;
                (infixr 3 --)
                (let x (-- 1 2))
            let // x = x ;; let y = // 1 ;;
                (let // x x)
                (let y (apply // 1))
            let x = k
            # ;;
                (let x (# k))
            let rec = 1 ;; let rec x = rec ;;
                (let rec 1)
                (let rec x rec)
            let x = a - b ;;
                (let x (- a b))
        "#]],
    );
}

/// Lambdas and functions of other languages.
#[test]
fn functions() {
    check_all_errors(
        &[
            r#"let f = \a b. a + b ;;"#,
            r#"let f = \(a, b) c. a ;;"#,
            "let f = fn a b => a ;;",
            r#"let f = \x -> x ;;"#,
            r#"let f = \x => x ;;"#,
            "let f = fn x . x ;;",
            "let f = fun x -> x + 1 ;;",
            "let f = x -> x + 1 ;;",
            "let rec f x = f x ;;",
            "let x = let rec f x = f x in f ;;",
            "def f(x) = 1 ;;",
            "fn f(x) => 1 ;;",
            "function f x = 1 ;;",
        ],
        expect![[r#"
            let f = \a b. a + b ;;
                EV0010 1:12 `b`: a function has one parameter
                  help: write `\a. \b. …`
            let f = \(a, b) c. a ;;
                EV0010 1:17 `c`: a function has one parameter
                  help: write `\(a, b). \c. …`
            let f = fn a b => a ;;
                EV0010 1:14 `b`: a function has one parameter
                  help: write `fn a => fn b => …`
            let f = \x -> x ;;
                EV0010 1:12 `->`: `->` does not end the parameter of a function
                  help: write `.` instead of `->`
            let f = \x => x ;;
                EV0010 1:12 `=>`: `=>` does not end the parameter of a function
                  help: write `.` instead of `=>`
            let f = fn x . x ;;
                EV0010 1:14 `.`: `.` does not end the parameter of a function
                  help: write `=>` instead of `.`
            let f = fun x -> x + 1 ;;
                EV0010 1:15 `->`: `->` is no operator
                  help: write `\x. …` for a function of `x`
            let f = x -> x + 1 ;;
                EV0010 1:11 `->`: `->` is no operator
                  help: write `\x. …` for a function of `x`
            let rec f x = f x ;;
                EV0010 1:1 `let rec`: `let rec` is two words
                  help: write `letrec` for a function that calls itself
            let x = let rec f x = f x in f ;;
                EV0010 1:9 `let rec`: `let rec` is two words
                  help: write `letrec` for a function that calls itself
            def f(x) = 1 ;;
                EV0010 1:1 `def`: no word `def` begins a declaration
                  help: write `let f x = … ;;` for a function
            fn f(x) => 1 ;;
                EV0010 1:1 `fn`: no word `fn` begins a declaration
                  help: write `let f x = … ;;` for a function
            function f x = 1 ;;
                EV0010 1:1 `function`: no word `function` begins a declaration
                  help: write `let f x = … ;;` for a function
        "#]],
    );
}

/// `match`, `elif` and their like.
#[test]
fn cases_and_conditions() {
    check_all_errors(
        &[
            "let f x = match x with 0 -> 1 | _ -> 2 ;;",
            "let f x = case x with 0 => 1 ;;",
            "let f x = case x of 0 -> 1 of _ -> 2 ;;",
            "let f x = case x of | 0 => 1 ;;",
            "let f x = case x of 0 => 1 | _ => 2 ;;",
            "let f x = case x { 0 => 1 } ;;",
            "let f x = if x then 1 elif y then 2 else 3 ;;",
            "let f x = if x then 1 else if y then 2 ;;",
            "let f x = (if x then 1) ;;",
            "let f x = if x == 1 then 1 else 2 ;;",
            "let f x = if x { 1 } else { 2 } ;;",
        ],
        expect![[r#"
            let f x = match x with 0 -> 1 | _ -> 2 ;;
                EV0010 1:19 `with`: `match` is no word of the language
                  help: write `case x of p => e of q => f`
            let f x = case x with 0 => 1 ;;
                EV0010 1:18 `with`: each arm of a `case` begins with `of`
                  help: write `of` instead of `with`
            let f x = case x of 0 -> 1 of _ -> 2 ;;
                EV0010 1:23 `->`: `->` does not end the pattern of an arm
                  help: write `=>` instead of `->`
            let f x = case x of | 0 => 1 ;;
                EV0010 1:21 `|`: no `|` stands before the pattern of an arm
                  help: remove `|`
            let f x = case x of 0 => 1 | _ => 2 ;;
                EV0010 1:28 `|`: each arm of a `case` begins with `of`
                  help: write `of` instead of `|`
            let f x = case x { 0 => 1 } ;;
                EV0010 1:29 `;`: unexpected `;;`
                  expected `of`
                     found `;;`
                  help: write `of` before `;;`
            let f x = if x then 1 elif y then 2 else 3 ;;
                EV0010 1:30 `then`: one `if` has one `then`
                  help: write `else if` for another condition
            let f x = if x then 1 else if y then 2 ;;
                EV0010 1:40 `;`: every `if` has an `else`
                  help: write `else` and the value for that case
            let f x = (if x then 1) ;;
                EV0010 1:23 `)`: every `if` has an `else`
                  help: write `else` and the value for that case
            let f x = if x == 1 then 1 else 2 ;;
                EV0010 1:16 `==`: `==` is no operator
                  help: write `=` for equality
            let f x = if x { 1 } else { 2 } ;;
                EV0010 1:22 `else`: unexpected `else`
                  expected `then`
                     found `else`
                  help: write `then` before `else`
        "#]],
    );
}

/// Signs that change something elsewhere.
#[test]
fn assignments() {
    check_all_errors(
        &[
            "x := 1 ;;",
            "let x := 1 ;;",
            "let f y = y <- 1 ;;",
            "invariant i on x in X := x ;;",
            "let f x = x and y ;;",
            "let p = forall x. x = 1 ;;",
            "let x = 1 in y ;;",
            "let x = let y = 1 ;; y ;;",
            "let f x = let y = 1; y ;;",
        ],
        expect![[r#"
            x := 1 ;;
                EV0010 1:1 `x`: no word `x` begins a declaration
                  help: write `let x = … ;;` to declare `x`
            let x := 1 ;;
                EV0010 1:12 `;`: `:=` is no sign of the language
                  help: write `=` instead of `:=`
            let f y = y <- 1 ;;
                EV0010 1:13 `<-`: `<-` has no meaning
                  help: write `let x = e in …` for a value; what changes is kept by `State`
            invariant i on x in X := x ;;
                EV0010 1:28 `;`: `:=` is no sign of the language
                  help: write `=` instead of `:=`
            let f x = x and y ;;
                EV0010 1:13 `and`: `and` is no operator
                  help: write `&` between values of type `Bool`, `/\` between propositions
            let p = forall x. x = 1 ;;
                EV0010 1:17 `.`: the type of the variable is missing
                  help: write `forall x : T. …`
            let x = 1 in y ;;
                EV0010 1:11 `in`: only a local definition is followed by `in`
                  help: write `;;` instead of `in`
            let x = let y = 1 ;; y ;;
                EV0010 1:19 `;`: the expression behind a local definition is missing
                  help: write `in` instead of `;;`
            let f x = let y = 1; y ;;
                EV0010 1:20 `;`: the expression behind a local definition is missing
                  help: write `in` instead of `;`
        "#]],
    );
}

/// `,` and `;` in the wrong brackets.
#[test]
fn separators() {
    check_all_errors(
        &[
            "let b = {a, b} ;;",
            "let b = [a, b] ;;",
            "let b = (a; b) ;;",
            "let b = f (a; b) c ;;",
            "let b = [(1, 2), 3] ;;",
            "let b = {a; b, c} ;;",
        ],
        expect![[r#"
            let b = {a, b} ;;
                EV0010 1:11 `,`: `;` separates the elements of a bag
                  help: write `;` instead of `,`
            let b = [a, b] ;;
                EV0010 1:11 `,`: `;` separates the elements of a list
                  help: write `;` instead of `,`
            let b = (a; b) ;;
                EV0010 1:11 `;`: `,` separates the parts of a tuple
                  help: write `,` instead of `;`
            let b = f (a; b) c ;;
                EV0010 1:13 `;`: `,` separates the parts of a tuple
                  help: write `,` instead of `;`
            let b = [(1, 2), 3] ;;
                EV0010 1:16 `,`: `;` separates the elements of a list
                  help: write `;` instead of `,`
            let b = {a; b, c} ;;
                EV0010 1:14 `,`: `;` separates the elements of a bag
                  help: write `;` instead of `,`
        "#]],
    );
}

/// Class forms without their parentheses.
#[test]
fn class_forms() {
    check_all_errors(
        &[
            "class X = Once X ;;",
            "class X = Prior X ;;",
            "class X = State i f X ;;",
            "class X = f o Once(X) ;;",
            "class X = f o ;;",
            "class X = (f o X) || g o (Y) @ l ;;",
            "class X = f o (X) >>= F ;;",
            "let x = op (+) ;;",
            "let x = (+) ;;",
            "let x = op ;;",
        ],
        expect![[r#"
            class X = Once X ;;
                EV0010 1:16 `X`: what follows `Once` stands in parentheses
                  help: write `Once (X)`
            class X = Prior X ;;
                EV0010 1:17 `X`: what follows `Prior` stands in parentheses
                  help: write `Prior (X)`
            class X = State i f X ;;
                EV0010 1:17 `i`: what follows `State` stands in parentheses
                  help: write `State (i)`
            class X = f o Once(X) ;;
                EV0010 1:15 `Once`: only a name or a list in parentheses can follow `o`
                  help: write `o (Once …)`
            class X = f o ;;
                EV0010 1:15 `;`: the class behind `o` is missing
                  help: write `f o X` or `f o (X, Y)`
            class X = (f o X) || g o (Y) @ l ;;
                EV0010 1:30 `@`: a composition cannot be followed by `@`
                  help: put the composition in parentheses: `(f o (X, Y)) @ …`
            class X = f o (X) >>= F ;;
                EV0010 1:19 `>>=`: a composition cannot be followed by `>>=`
                  help: put the composition in parentheses: `(f o (X, Y)) >>= …`
            let x = op (+) ;;
                EV0010 1:12 `(`: an operator follows `op`
                  help: write `(op +)`, for instance
            let x = (+) ;;
                EV0010 1:10 `+`: an operator alone is no value
                  help: write `(op +)`
            let x = op ;;
                EV0010 1:12 `;`: an operator follows `op`
                  help: write `(op +)`, for instance
        "#]],
    );
}

/// Words that are almost right.
#[test]
fn misspelt_words() {
    check_all_errors(
        &[
            "clas X = Y ;;",
            "paramter x : Int",
            "speficication s",
            "Class X = Y ;;",
            "inout a : Int",
            "mian X",
            "Stat X = Y ;;",
        ],
        expect![[r#"
            clas X = Y ;;
                EV0010 1:1 `clas`: no word `clas` begins a declaration
                  help: did you mean `class`?
            paramter x : Int
                EV0010 1:1 `paramter`: no word `paramter` begins a declaration
                  help: did you mean `parameter`?
            speficication s
                EV0010 1:1 `speficication`: no word `speficication` begins a declaration
                  help: did you mean `specification`?
            Class X = Y ;;
                EV0010 1:1 `Class`: no word `Class` begins a declaration
                  help: did you mean `class`?
            inout a : Int
                EV0010 1:1 `inout`: no word `inout` begins a declaration
                  help: did you mean `input`?
            mian X
                EV0010 1:1 `mian`: no word `mian` begins a declaration
                  help: did you mean `main`?
            Stat X = Y ;;
                EV0010 1:1 `Stat`: no word `Stat` begins a declaration
                  help: write `let Stat = … ;;` to declare `Stat`
        "#]],
    );
}

/// Words that begin declarations elsewhere.
#[test]
fn declarations_of_other_languages() {
    check_all_errors(
        &[
            "var x : Int",
            "const N = 3 ;;",
            "val x = 1 ;;",
            "machine M { }",
            "event e : Int",
            "module M",
            "CONSTANT N",
            "VARIABLES x",
            "open Foo",
            "enum T = A",
            "struct T = A",
        ],
        expect![[r#"
            var x : Int
                EV0010 1:1 `var`: no word `var` begins a declaration
                  help: what changes is kept by a class: `class S = State (…) ;;`
            const N = 3 ;;
                EV0010 1:1 `const`: no word `const` begins a declaration
                  help: write `let x = … ;;` for a value
            val x = 1 ;;
                EV0010 1:1 `val`: no word `val` begins a declaration
                  help: write `let x = … ;;` for a value
            machine M { }
                EV0010 1:1 `machine`: no word `machine` begins a declaration
                  help: write `class C = … ;;` for a process
            event e : Int
                EV0010 1:1 `event`: no word `event` begins a declaration
                  help: write `input`, `internal` or `output`
            module M
                EV0010 1:1 `module`: no word `module` begins a declaration
                  help: write `specification s` in the first line
            CONSTANT N
                EV0010 1:1 `CONSTANT`: no word `CONSTANT` begins a declaration
                  help: write `parameter x : T`
            VARIABLES x
                EV0010 1:1 `VARIABLES`: no word `VARIABLES` begins a declaration
                  help: what changes is kept by a class: `class S = State (…) ;;`
            open Foo
                EV0010 1:1 `open`: no word `open` begins a declaration
                  help: write `import f` for a name of the library
            enum T = A
                EV0010 1:1 `enum`: no word `enum` begins a declaration
                  help: write `data D = A of T | B of U`
            struct T = A
                EV0010 1:1 `struct`: no word `struct` begins a declaration
                  help: write `data D = A of T | B of U`
        "#]],
    );
}

/// Definitions and expressions alone.
#[test]
fn declarations_without_a_word() {
    check_all_errors(
        &[
            "x = 1 ;;",
            "x : Int",
            "f x = 1 ;;",
            "State(i, f, X)",
            "1 + 2 ;;",
            "(f x) ;;",
            "forall x : Int. x = x",
            "specification s { input a : Int }",
            "while true do x",
        ],
        expect![[r#"
            x = 1 ;;
                EV0010 1:1 `x`: no word `x` begins a declaration
                  help: write `let x = … ;;` to declare `x`
            x : Int
                EV0010 1:1 `x`: no word `x` begins a declaration
                  help: write `parameter x : T`, or `variable x : T`
            f x = 1 ;;
                EV0010 1:1 `f`: no word `f` begins a declaration
                  help: write `let f = … ;;` to declare `f`
            State(i, f, X)
                EV0010 1:1 `State`: no word `State` begins a declaration
                  help: write `class X = … ;;` to give a class a name
            1 + 2 ;;
                EV0010 1:1 `1`: an expression is not a declaration
                  help: give it a name: `let x = … ;;`
            (f x) ;;
                EV0010 1:1 `(`: an expression is not a declaration
                  help: give it a name: `let x = … ;;`
            forall x : Int. x = x
                EV0010 1:1 `forall`: an expression is not a declaration
                  help: give it a name: `let x = … ;;`
            specification s { input a : Int }
                EV0010 1:17 `{`: braces enclose no declarations
                  help: remove `{`, and the `}` that closes it
            while true do x
                EV0010 1:1 `while`: no word `while` begins a declaration
                  help: an expression is written behind `=`: `let x = … ;;`
        "#]],
    );
}

/// `data`, `type` and `parameter` in other manners.
#[test]
fn data_and_parameters() {
    check_all_errors(
        &[
            "parameter x = 1",
            "let x :: Int = 1 ;;",
            "type T = A | B",
            "data T = A | B of Int",
            "data List a = Nil of a",
            "data T = A of Int | B",
        ],
        expect![[r#"
            parameter x = 1
                EV0010 1:13 `=`: a parameter has a type, not a value
                  help: write `parameter x : T`; the value is given by the configuration
            let x :: Int = 1 ;;
                EV0010 1:7 `::`: a type follows one `:`
                  help: write `:`
            type T = A | B
                EV0010 1:12 `|`: `|` separates the constructors of a `data` type
                  help: write `data D = A of T | B of U`
            data T = A | B of Int
                EV0010 1:12 `|`: a constructor has an argument
                  help: write `A of Unit` for one without content
            data List a = Nil of a
                EV0010 1:11 `a`: a `data` type has no parameters
                  help: write the types of its parts out
            data T = A of Int | B
                EV0010 1:22 ``: a constructor has an argument
                  help: write `B of Unit` for one without content
        "#]],
    );
}

/// What is no value.
#[test]
fn operands() {
    check_all_errors(
        &[
            "let c = 'a' ;;",
            "let c = 'a ;;",
            "let x = _y ;;",
            "let x = _ ;;",
            "let x = 1_000 ;;",
            "let x = -1 ;;",
            "let x = f (-1) ;;",
            "let x = ~ y ;;",
            r#"let s = "abc ;;
let t = ) ;;"#,
            "let s = `abc ;;\nlet t = ``a b ;;\nlet u = ) ;;",
        ],
        expect![[r#"
            let c = 'a' ;;
                EV0010 1:9 `'a'`: there are no characters
                  help: write a string, `"a"`, or a token, `` `a` ``
            let c = 'a ;;
                EV0010 1:9 `'a`: a type is no value
                  help: write `::'a` for a type as an argument
            let x = _y ;;
                EV0010 1:9 `_`: `_` is no value, and no name begins with it
                  help: write a name that begins with a letter
            let x = _ ;;
                EV0010 1:9 `_`: `_` is no value, and no name begins with it
                  help: write a name that begins with a letter
            let x = 1_000 ;;
                EV0010 1:10 `_`: the digits of a number stand together
                  help: write them without `_`
            let x = -1 ;;
                EV0012 1:9 `-`: the operator `-` has no left operand
                  help: write `~1` or `~(x)` for a negative number
            let x = f (-1) ;;
                EV0012 1:12 `-`: the operator `-` has no left operand
                  help: write `~1` or `~(x)` for a negative number
            let x = ~ y ;;
                EV0010 1:11 `y`: only a number or an expression in parentheses can follow `~`
                  help: write `~(y)`
            let s = "abc ;;
            let t = ) ;;
                EV0004 1:9 `"abc `: the string is not closed
                  help: close it on the same line
                EV0010 2:9 `)`: unexpected `)`
                  expected an expression
                     found `)`
                  help: write an expression before `)`
            let s = `abc ;;
            let t = ``a b ;;
            let u = ) ;;
                EV0004 1:9 ``abc `: the token is not closed
                  help: close it on the same line
                EV0004 2:9 ```a b `: the token list is not closed
                  help: close it on the same line
                EV0010 3:9 `)`: unexpected `)`
                  expected an expression
                     found `)`
                  help: write an expression before `)`
        "#]],
    );
}

/// Characters that begin no token.
#[test]
fn characters() {
    check_all_errors(
        &[
            "let é = 1 ;;",
            "let s = “abc” ;;",
            "let t = ‘abc’ ;;",
            "let f = λx. x ;;",
            "let x = 1 – 2 ;;",
            "type T = A → B",
            "let x = a ≤ b ≥ c ≠ d ;;",
            "let p = a ∧ b ∨ ¬ c ⇒ d ;;",
            "let p = ∀ x : Int. x ;;",
            "let x = 1 ;;",
            "let x = 1；；",
            "let x = § $ ;;",
        ],
        expect![[r#"
            let é = 1 ;;
                EV0001 1:5 `é`: this character begins no token: `é`
                  help: write names with the letters a to z and A to Z, digits, `_`, `'` and `-`
            let s = “abc” ;;
                EV0001 1:9 `“abc”`: typographic quotes begin no string and no token
                  help: write `"abc"` for a string
            let t = ‘abc’ ;;
                EV0001 1:9 `‘abc’`: typographic quotes begin no string and no token
                  help: write `` `abc` `` for a token
            let f = λx. x ;;
                EV0001 1:9 `λ`: this character begins no token: `λ`
                  help: write `\`
            let x = 1 – 2 ;;
                EV0001 1:11 `–`: this character begins no token: `–`
                  help: write `-`
            type T = A → B
                EV0001 1:12 `→`: this character begins no token: `→`
                  help: write `->`
            let x = a ≤ b ≥ c ≠ d ;;
                EV0001 1:11 `≤`: this character begins no token: `≤`
                  help: write `<=`
                EV0001 1:15 `≥`: this character begins no token: `≥`
                  help: write `>=`
                EV0001 1:19 `≠`: this character begins no token: `≠`
                  help: write `<>`
            let p = a ∧ b ∨ ¬ c ⇒ d ;;
                EV0001 1:11 `∧`: this character begins no token: `∧`
                  help: write `/\`
                EV0001 1:15 `∨`: this character begins no token: `∨`
                  help: write `\/`
                EV0001 1:17 `¬`: this character begins no token: `¬`
                  help: write `!`
                EV0001 1:21 `⇒`: this character begins no token: `⇒`
                  help: write `=>`
            let p = ∀ x : Int. x ;;
                EV0001 1:9 `∀`: this character begins no token: `∀`
                  help: write `forall`
            let x = 1 ;;
                EV0001 1:8 ` `: this character begins no token: `\u{a0}`
                  help: write a blank
            let x = 1；；
                EV0001 1:10 `；；`: these characters begin no token: `；；`
                  help: remove it, or put it in a string or a comment
            let x = § $ ;;
                EV0001 1:9 `§`: this character begins no token: `§`
                  help: remove it, or put it in a string or a comment
        "#]],
    );
}

/// Tabs, line ends of every kind and a byte order mark are blanks.
#[test]
fn blanks() {
    check_parse("\u{feff}let\tx =\r\n 1\r;;\r\n", expect![["(let x 1)\n"]]);
    check_parse("\u{feff}\u{feff}(* a *)\u{feff}input a : Int\r\n", expect![["(input a Int)\n"]]);
}

#[test]
fn ten_wrong_declarations() {
    check_recovery(
        "clas A = B ;;
let f = \\a b. a ;;
let b = {1, 2} ;;
class C = f o Once(X) ;;
parameter x Int
let good = 1 ;;
let d = if a then b ;;
let e = 1 + if a then b else c ;;
data D = A | B of Int
let rec g x = g x ;;
let [h] = 'c' ;;
type T = {e}
main good ;",
        expect![[r#"
            EV0010 1:1 `clas`: no word `clas` begins a declaration
              help: did you mean `class`?
            EV0010 2:12 `b`: a function has one parameter
              help: write `\a. \b. …`
            EV0010 3:11 `,`: `;` separates the elements of a bag
              help: write `;` instead of `,`
            EV0010 4:15 `Once`: only a name or a list in parentheses can follow `o`
              help: write `o (Once …)`
            EV0010 5:13 `Int`: unexpected `Int`
              expected `,` or `:`
                 found the name `Int`
              help: write `,` or `:` before the name `Int`
            EV0010 7:21 `;`: every `if` has an `else`
              help: write `else` and the value for that case
            EV0010 8:13 `if`: `if` cannot be an operand of `+`
              help: put it in parentheses: `(if …)`
            EV0010 9:12 `|`: a constructor has an argument
              help: write `A of Unit` for one without content
            EV0010 10:1 `let rec`: `let rec` is two words
              help: write `letrec` for a function that calls itself
            EV0013 11:5 `[h]`: a list cannot be matched here
              expected a variable, `_`, `()` or a tuple of these
                 found a list
              help: bind a variable and take it apart with `case`
            EV0010 11:11 `'c'`: there are no characters
              help: write a string, `"c"`, or a token, `` `c` ``
            EV0010 12:10 `{e}`: an expression in braces is no type
              help: write `{x : T | P}`
            EV0011 13:11 `;`: one `;` ends no declaration
              help: write `;;`
            --
            (error)
            (error)
            (error)
            (error)
            (error)
            (let good 1)
            (error)
            (error)
            (error)
            (letrec g x (apply g x))
            (error)
            (type T Top)
            (main good)
        "#]],
    );
}

/// Texts that a fuzzer found, or that once made the parser go round in circles.
#[test]
fn every_text_ends() {
    for text in [
        ";",
        "; ;",
        ";;;",
        "main X ;",
        "main X ; ;",
        "; let x = 1 ; ; ;",
        "main X main",
        "# #",
        "//",
        "/*",
    ] {
        let (_, diagnostics) = parse(FILE, text);
        assert!(diagnostics.iter().all(|d| d.help.is_some()), "{text}");
        parse(FILE, &text.repeat(50));
    }
}
