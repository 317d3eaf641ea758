//! What may fault is computed where the language computes it, used or not.

use expect_test::expect;

use super::kit::check_ir;

#[test]
fn in_what_is_ignored() {
    check_ir(
        r"main (\l.\x. let _ = (1 / x, x) in let y = 2 / x in let (z, _) = (x, 3 / x)
              in {ou'send l (fst (z, 4 / x))}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                let _ = 1 / body
                let _ = 2 / body
                let _ = 3 / body
                let _ = 4 / body
                send ou body to self

              only a sends ou
        "#]],
    );
}

#[test]
fn in_instructions_that_are_not_sent() {
    check_ir(
        r"main (\l.\x. let i = ou'send l (1 / x) in let bag = {ou'send c (2 / x)}
              in {}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                let _ = 1 / body
                let _ = 2 / body

        "#]],
    );
}

#[test]
fn in_inputs_whose_composition_does_not_fire() {
    check_ir(
        r"main (\l.\u.\y.{ou'send l y}) o (m'base, ((\l.\x.{1 / x}) o a'base))",
        &expect![[r#"
            machine main where true

              on a body
                let _ = 1 / body

        "#]],
    );
}

#[test]
fn in_inputs_after_one_that_may_be_empty() {
    check_ir(
        r"main (\l.\x.\y.{ou'send l x}) o ((\l.\x. if x > 0 then {x}
              else {}) o a'base, ((\l.\x.{1 / x}) o a'base))",
        &expect![[r#"
            machine main where true

              on a body
                let _ = 1 / body
                if body > 0
                  let _ = 1 / body
                  send ou body to self

              only a sends ou
        "#]],
    );
}

#[test]
fn in_a_branch_only_if_it_is_taken() {
    check_ir(
        r"main (\l.\x. if x > 0 & 1 / x > 0 then {ou'send l (2 / x)} else {}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                if body > 0 & 1 / body > 0
                  send ou (2 / body) to self

              only a sends ou
        "#]],
    );
}

#[test]
fn in_arguments_of_classes_when_they_are_installed() {
    check_ir(
        r"class Sub k = (\l.\x.if x > 0 then {ou'send l k} else {}) o a'base ;;
          main Sub (1 / p)",
        &expect![[r#"
            machine main where let _ = 1 / p in true

              on a body
                if body > 0
                  send ou (1 / p) to self

              only a sends ou
        "#]],
    );
}

#[test]
fn in_states_that_nothing_looks_at_there() {
    check_ir(
        r"class S = State (\l. 0, \l.\x.\s. s + x, a'base) ;;
          main (\l.\u.\s.{ou'send l s}) o (m'base, S)",
        &expect![[r#"
            machine main where true
              variable S : Int = 0

              on a body
                S := S + body

              on m _
                send ou (after S) to self

              only a affects S
              only m sends ou
        "#]],
    );
}
