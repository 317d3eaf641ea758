//! Imports of the library's values and types, and shadowing of top-level names.

use evc_base::FileId;
use expect_test::{Expect, expect};

use super::{FILE, check_errors, check_types, check_wording, render};
use crate::{Includes, Library, Others, analyse_with, dump};

/// A small library.
const LIBRARY: &str = "
type pairs = (Int * Int) List
let imax (a : Int) (b : Int) = if a > b then a else b ;;
let (left, right) = (\\x. \\y. x, \\x. \\y. y) ;;
letrec count n = if n > 9 then n else count (n + 1) ;;
";

/// Analyses a text with that library; then the findings, then the types.
#[track_caller]
fn check(text: &str, expect: Expect) {
    let (library, found) = evc_syntax::parse(FileId(1), LIBRARY);
    assert_eq!(found, []);
    let (program, found) = evc_syntax::parse(FILE, text);
    assert_eq!(found, []);
    let library = Library { files: &[library], ..Library::default() };
    let others = Others { library, includes: &Includes::default() };
    let (hir, found) = analyse_with(&program, others);
    check_wording(&found);
    expect.assert_eq(&format!("{}{}", render(text, &found), dump::types(&hir, FILE)));
}

#[test]
fn values_and_types() {
    check(
        "import imax left count
         import type pairs set-sig map-sig
         let f (ps : pairs) = (imax 1 2, left ps (count 3)) ;;",
        expect![[r#"
            f : (Int * Int) List -> Int * (Int * Int) List
        "#]],
    );
}

#[test]
fn what_is_not_imported_is_not_there() {
    check(
        "let f x = imax 1 x ;;",
        expect![[r#"
        error[EV0101]: unknown name `imax`
          1:11 `imax` the library has it, but it is not imported
          help: write `import imax` above
        f : 'a -> 'b
    "#]],
    );
    check(
        "parameter p : pairs",
        expect![[r#"
            error[EV0102]: unknown type `pairs`
              1:15 `pairs` the library has it, but it is not imported
              help: write `import type pairs` above
            parameter p : 'a
        "#]],
    );
}

#[test]
fn what_the_library_does_not_have() {
    check(
        "import imaks import type pair",
        expect![[r#"
        error[EV0101]: the library has no `imaks`
          1:8 `imaks` nothing to import
          help: define `imaks` in this file; `evc doc` lists the library
        error[EV0102]: the library has no type `pair`
          1:26 `pair` nothing to import
          help: did you mean `pairs`?
    "#]],
    );
    check(
        "import pairs import type imax",
        expect![[r#"
        error[EV0101]: `pairs` is a type of the library
          1:8 `pairs` imported as a value
          help: write `import type pairs`
        error[EV0102]: `imax` is a value of the library
          1:26 `imax` imported as a type
          help: write `import imax`
    "#]],
    );
    check(
        "import zzz import type yyy let f (x : yyy) = zzz x ;;",
        expect![[r#"
        error[EV0101]: the library has no `zzz`
          1:8 `zzz` nothing to import
          help: define `zzz` in this file; `evc doc` lists the library
        error[EV0102]: the library has no type `yyy`
          1:24 `yyy` nothing to import
          help: declare `yyy` in this file; `evc doc` lists the library
        f : 'a -> 'b
    "#]],
    );
}

#[test]
fn what_is_predefined_needs_no_import() {
    check(
        "import fst nil isl let f p = fst p ;;",
        expect![[r#"
        f : 'a * 'b -> 'a
    "#]],
    );
}

#[test]
fn imported_twice() {
    check(
        "import imax imax import type pairs pairs",
        expect![[r#"
        error[EV0103]: `imax` is already declared
          1:13 `imax` declared again here
          1:8 `imax` first declared here
          help: give one of the two another name
        error[EV0103]: `pairs` is already declared
          1:36 `pairs` declared again here
          1:30 `pairs` first declared here
          help: give one of the two another name
    "#]],
    );
    check(
        "let imax = 1 ;; import imax let x = imax 1 2 ;;",
        expect![[r#"
            error[EV0103]: `imax` is already declared
              1:24 `imax` declared again here
              1:5 `imax` first declared here
              help: give one of the two another name
            error[EV0201]: this is applied, but it is not a function
              1:37 `imax` this is `Int`
              1:42 `1` the argument it is given
              = expected a function
              =    found `Int`
              help: remove the argument, or write the operator that is missing before it
            imax : Int
            x : 'a
        "#]],
    );
    check(
        "parameter imax : Int import imax",
        expect![[r#"
        error[EV0103]: `imax` is already declared
          1:29 `imax` declared again here
          1:11 `imax` first declared here
          help: give one of the two another name
        parameter imax : Int
    "#]],
    );
    check(
        "import imax let imax = 1 ;; let left = 1 ;;",
        expect![[r#"
        error[EV0103]: `imax` is already declared
          1:17 `imax` declared again here
          1:8 `imax` first declared here
          help: give one of the two another name
        imax : Int
        left : Int
    "#]],
    );
}

#[test]
fn variables_constrain_imports() {
    check(
        "variable imax : Bool ;; import imax",
        expect![[r#"
            error[EV0201]: type mismatch
              1:32 `imax` this is `Int -> Int -> Int`
              1:10 `imax` a `variable` declaration gives this name its type
              = expected `Bool`
              =    found `Int -> Int -> Int`
              help: give it another name: from the `variable` declaration on, `imax` is `Bool`
        "#]],
    );
    check(
        "variable left : Int -> Int -> Int ;; import left let x = left 1 2 ;;",
        expect![[r#"
        x : Int
    "#]],
    );
}

#[test]
fn top_level_names_may_be_taken_again() {
    check_types(
        "input m : Int
         let x = 1 ;; let x = (x, x) ;;
         class m'base = m'base ;;
         type T = Int type T = T List
         let y : T = [1] ;;",
        expect![[r#"
            input m, ``m`` : Int
            x : Int
            x : Int * Int
            m'base : Int Class
            y : Int List
        "#]],
    );
    check_errors(
        "parameter x : Int let x = 1 ;; parameter x : Int",
        expect![[r#"
        error[EV0103]: `x` is already declared
          1:23 `x` declared again here
          1:11 `x` first declared here
          help: give one of the two another name
        error[EV0103]: `x` is already declared
          1:42 `x` declared again here
          1:11 `x` first declared here
          help: give one of the two another name
    "#]],
    );
}

#[test]
fn a_variable_holds_until_the_next_one() {
    check_errors(
        "let x = true ;; variable x : Int ;; let f x = x ;; let x = true ;;
         variable x : Bool ;; let g x = !x ;; let h = let x = 1 in x ;;",
        expect![[r#"
            error[EV0201]: type mismatch
              1:56 `x` this is `Bool`
              1:26 `x` a `variable` declaration gives this name its type
              = expected `Int`
              =    found `Bool`
              help: give it another name: from the `variable` declaration on, `x` is `Int`
            error[EV0201]: type mismatch
              2:59 `x` this is `Int`
              2:19 `x` a `variable` declaration gives this name its type
              = expected `Bool`
              =    found `Int`
              help: give it another name: from the `variable` declaration on, `x` is `Bool`
        "#]],
    );
}
