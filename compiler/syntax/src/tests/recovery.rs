//! One wrong declaration hides nothing of the others; nothing makes the parser crash.

use expect_test::expect;

use super::{FILE, check_recovery};
use crate::{parse, parse_expr, parse_type};

#[test]
fn each_declaration_on_its_own() {
    check_recovery(
        "parameter x Int\nlet a = 1 + ;;\nlet b = ) ;; let c = 3 ;;\ninput m ;; let d = 4 ;;
let e = (1 ;;\ndata D = C of Int |\nlet f = 6 ;; ) let g = 7 ;;\nmain g invariant i in ;;
invariant j on x in X = x = 1",
        expect![[r#"
            EV0010 1:13 `Int`: unexpected `Int`
              expected `,` or `:`
                 found the name `Int`
              help: write `,` or `:` before the name `Int`
            EV0012 2:11 `+`: the operator `+` has no right operand
              help: write an operand behind `+`
            EV0010 3:9 `)`: unexpected `)`
              expected an expression
                 found `)`
              help: write an expression before `)`
            EV0010 4:9 `;`: unexpected `;;`
              expected `,` or `:`
                 found `;;`
              help: write `,` or `:` before `;;`
            EV0010 5:12 `;`: `(` is not closed
              5:9 opened here
              expected `)` or `,`
                 found `;;`
              help: write `)` before `;;`
            EV0010 7:1 `let`: unexpected `let`
              expected a name
                 found `let`
              help: write a name before `let`
            EV0010 7:14 `)`: unexpected `)`
              expected a declaration
                 found `)`
              help: remove `)`
            EV0010 8:20 `in`: unexpected `in`
              expected `on`
                 found `in`
              help: write `on` before `in`
            --
            (error)
            (let a (error))
            (error)
            (let c 3)
            (error)
            (let d 4)
            (error)
            (error)
            (let f 6)
            (error)
            (error)
            (main g)
            (invariant j (on x) (in X) (= x 1))
        "#]],
    );
}

#[test]
fn completed_declarations_stay() {
    check_recovery(
        "let a = 1 let b (0) = 2\nclass C = Null\nmain D\nlet e = 1 ;;",
        expect![[r#"
        EV0011 1:10 ``: the declaration is not ended by `;;`
          1:1 it begins here
          help: write `;;` here
        EV0013 1:18 `0`: a literal cannot be matched here
          expected a variable, `_`, `()` or a tuple of these
             found a literal
          help: bind a variable and take it apart with `case`
        EV0011 1:24 ``: the declaration is not ended by `;;`
          1:11 it begins here
          help: write `;;` here
        EV0011 2:15 ``: the declaration is not ended by `;;`
          2:1 it begins here
          help: write `;;` here
        EV0010 4:1 `let`: only properties can follow `main`
          help: move `main` behind the declarations
        --
        (let a 1)
        (let b 0 2)
        (class C Null)
        (let e 1)
        (main D)
    "#]],
    );
}

/// The codes of what is found in a text.
fn codes(text: &str) -> Vec<String> {
    parse(FILE, text).1.iter().map(|d| d.code.to_string()).collect()
}

#[test]
fn deep_nesting() {
    for (open, inside, close) in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{", "1", "}"),
        ("~(", "1", ")"),
        ("(x, ", "1", ")"),
        ("f (", "x", ")"),
        ("Once (", "X", ")"),
        ("State (i, f, ", "X", ")"),
        ("Local (", "X", ", l, h)"),
        ("wait (1, ", "x", ")"),
        ("f o (", "X", ")"),
        ("f o (X, Prior(self) ? ", "x", ")"),
        ("::(", "Int", ")"),
        ("\\x. ", "x", ""),
        ("\\x. (", "1", ")"),
        ("fn x => ", "x", ""),
        ("let x = 1 in ", "x", ""),
        ("let x = ", "1", " in x"),
        ("letrec f x = ", "1", " in f"),
        ("class X = Y in ", "X", ""),
        ("x where x = ", "1", ""),
        ("if a then b else ", "c", ""),
        ("if a then ", "b", " else c"),
        ("if ", "a", " then b else c"),
        ("case a of 0 => ", "1", ""),
        ("case a of 0 => 1 of n => ", "2", ""),
        ("(case ", "a", " of 0 => 1 of _ => 2)"),
        ("forall x : Int. ", "p", ""),
        ("p => ", "q", ""),
        ("p & ", "q", ""),
        ("p \\/ ", "q", ""),
        ("X >> p >> ", "Y", ""),
        ("x . ", "y", ""),
        ("x + ", "y", ""),
        ("x ", "y", ""),
        ("x : {y : ", "Int", " | p}"),
        ("\\(x, ", "y", ")"),
        ("\\(x : {y : Int | ", "p", "})"),
        ("case a of [", "x", "] => 1"),
        ("case a of x . ", "y", " => 1"),
        ("case a of inl (", "y", ") => 1"),
        ("x", "", " : T"),
        ("x", "", " o Y"),
        ("x", "", " o (Y)"),
    ] {
        let nested = format!("{}{inside}{}", open.repeat(10_000), close.repeat(10_000));
        let (_, diagnostics) = parse(FILE, &format!("let a = {nested} ;; let b = ) ;;"));
        let found: Vec<String> = diagnostics.iter().map(|d| d.code.to_string()).collect();
        assert_eq!(found, ["EV0014", "EV0010"], "{open}");
        assert_eq!(parse_expr(FILE, &nested, 7).1.len(), 1, "{open}");
    }
}

#[test]
fn deep_types_and_patterns() {
    for (open, inside, close) in [
        ("(", "A", ")"),
        ("A -> ", "B", ""),
        ("x : A -> ", "B", ""),
        ("A + ", "B", ""),
        ("(A * ", "B", ")"),
        ("(A, ", "B", ") T"),
        ("A", "", " List"),
        ("{x : ", "A", " | p}"),
        ("{x : A | ", "p", "}"),
    ] {
        let nested = format!("{}{inside}{}", open.repeat(10_000), close.repeat(10_000));
        let many = format!("type T = {nested} let b = ) ;; input m : {nested} ;;");
        let found = codes(&many);
        assert_eq!(found.first().map(String::as_str), Some("EV0014"), "{open}");
        assert_eq!(found.last().map(String::as_str), Some("EV0014"), "{open}");
        assert_eq!(parse_type(FILE, &nested, 7).1.len(), 1, "{open}");
    }
    for (open, close) in [("(x, ", ")"), ("(", ", x)"), ("(", " : T)"), ("[", "]"), ("(C ", ")")] {
        let nested = format!("{}x{}", open.repeat(10_000), close.repeat(10_000));
        let text = format!("let f {nested} = 1 ;; let b = ) ;;");
        assert_eq!(codes(&text), ["EV0014", "EV0010"], "{open}");
    }
}

#[test]
fn deep_rows_in_brackets() {
    for (open, close) in [("(", " : T : T : T)"), ("f (", ") & x & x"), ("x : T => (", ")")] {
        let text = format!("let a = {}x{} ;;", open.repeat(200), close.repeat(200));
        assert_eq!(codes(&text), ["EV0014"], "{open}");
    }
}

/// What stands side by side adds up to nothing, with or without `;;`.
#[test]
fn wide_is_not_deep() {
    for part in [
        "type T = Int -> Int\n",
        "type 'a T = 'a List type U = (A, B) T ",
        "input a : Int\n",
        "output a, ``h`` : Int * (Int -> Int) internal b : {x : Int | x > 0} ",
        "[set] S : Int [map] m : Int, Int\n",
        "data D = A of Int * Int | B of (Int -> Int)\n",
        "parameter x : Int -> Int\n",
        "variable x : Int import a import type b export c options d typeof (e)\n",
        "infix 3 <+>\n",
        "(** One. *)\ntype T = Int\n",
        "(** One. *)\n",
        "include F where type T = Int and x = 1\n",
        "constant f(x : Int) : Int -> Int with 'a in {Int, Bool}\n",
        "let f (x : Int) = \\y. x + y ;;\n",
        "invariant i on x in X = x = 1 ;; ",
    ] {
        assert_eq!(codes(&part.repeat(5_000)), [""; 0], "{part}");
    }
    for part in ["let x = \\y. 1\n", "class X = f o (Y)\n", "letrec f x = f x "] {
        assert_eq!(codes(&part.repeat(5_000)), vec!["EV0011"; 5_000], "{part}");
    }
    for (before, part, after) in [
        ("import", " a", ""),
        ("variable", " a", " : Int"),
        ("data D = A of Int", " | B of Int * Int", ""),
        ("let x = case y", " of 0 => a & f (\\x. x)", " of _ => 2 ;;"),
        ("let x = {", "1; ", "2} ;;"),
        ("let x = [", "\\x. f x + 1; ", "2] ;;"),
        ("let x = (", "a & b, ", "2) ;;"),
        ("abstype T = Int with a = 1", " and f x = abs_T x", " ;;"),
        ("include F where a = 1", " and b = 2", ""),
    ] {
        let text = format!("{before}{}{after}", part.repeat(5_000));
        assert_eq!(codes(&text), [""; 0], "{part}");
    }
}

/// Arms of several `case`s, in every way that they can follow each other, are never taken for less
/// deep than they are.
#[test]
fn deep_arms() {
    for part in [
        "case a of 0 => 1 of n => ",
        "case a of 0 => let x = 1 in ",
        "case a of 0 => b of 1 => case c of 2 => d of 3 => ",
        "let x = case a of 0 => 1 of _ => 2 in ",
        "case a of 0 => (case b of 1 => 2 of _ => 3) of _ => ",
        "case case a of 0 => 1 of 1 => ",
    ] {
        let text = format!("let x = {}1 ;;", part.repeat(10_000));
        assert_eq!(codes(&text), ["EV0014"], "{part}");
    }
}

#[test]
fn long_texts_are_fine() {
    let text = "input a : Int\nlet f x = {x; x; x} ;;\n".repeat(3000);
    let (program, diagnostics) = parse(FILE, &text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(program.items.len(), 6000);
    let bag = format!("{{{}1}}", "f (x, y) + 1; ".repeat(10_000));
    assert!(parse_expr(FILE, &bag, 0).1.is_empty());
}

#[test]
fn unfinished_texts_never_crash() {
    let text = "specification s (** d *) parameter x : Int | (p) let f (a, b) : T = \\x. if a then \
                case b of 0 => {1} of n => [`a`] else let q = \"s\" in f o (X, Prior(self)?{0}) ;; \
                [map] m : K, V class C = X >> p >> State(a, b, c) ;; invariant i on a in X = a \
                main C progress p on a then b in X with c in Y and condition (s). s == t";
    for end in 0..text.len() {
        let (start, end) = (text.get(..end).unwrap(), text.get(end..).unwrap());
        for piece in [start.to_owned(), end.to_owned(), format!("{end}{start}")] {
            let (_, diagnostics) = parse(FILE, &piece);
            for d in diagnostics {
                assert!(d.primary.span.end as usize <= piece.len(), "{piece} {d:?}");
            }
        }
    }
}

#[test]
fn spans_are_shifted() {
    let (expr, diagnostics) = parse_expr(FILE, "f (x)", 100);
    assert!(diagnostics.is_empty());
    assert_eq!((expr.span.start, expr.span.end), (100, 105));
    let (_, diagnostics) = parse_expr(FILE, "f )", 100);
    assert_eq!(diagnostics.first().map(|d| d.primary.span.start), Some(102));
    let (ty, _) = parse_type(FILE, "Int List", 10);
    assert_eq!((ty.span.start, ty.span.end), (10, 18));
}

#[test]
fn many_errors_take_linear_time() {
    let text = "let x = ) ;;\nlet y = 1\nlet (0) = `` ;;\n".repeat(3000);
    let (program, diagnostics) = parse(FILE, &text);
    assert_eq!(program.items.len(), 9000);
    assert_eq!(diagnostics.len(), 12_000);
}

/// Words in an order that means nothing, from a generator whose sequence is fixed.
#[test]
fn nonsense_never_crashes() {
    let words = [
        "let",
        "x",
        "=",
        "1",
        ";;",
        ";;",
        "in",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ";",
        ",",
        "if",
        "then",
        "else",
        "case",
        "of",
        "=>",
        "\\",
        ".",
        ":",
        "Int",
        "->",
        "*",
        "class",
        "o",
        "State",
        "\ninput",
        "\nlet",
        "main",
        "invariant",
        "on",
        "(** d *)",
        "``a``",
        "~",
        "infix",
        "7",
        "parameter",
        "type",
        "+",
        "||",
        "where",
        "with",
        "and",
        "'a",
        "forall",
        ">>",
        "§",
        "\"q",
    ];
    let mut seed = 1_u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..40 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push_str(words[(seed >> 33) as usize % words.len()]);
            text.push(' ');
        }
        let (_, diagnostics) = parse(FILE, &text);
        for d in &diagnostics {
            assert!(d.primary.span.end as usize <= text.len(), "{text} {d:?}");
        }
        let (_, diagnostics) = parse_expr(FILE, &text, 0);
        assert!(!diagnostics.is_empty(), "{text}");
        let (_, diagnostics) = parse_type(FILE, &text, 0);
        assert!(!diagnostics.is_empty(), "{text}");
    }
}
