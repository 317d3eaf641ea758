//! What is not compiled yet.

use expect_test::expect;

use super::kit::check_refused;

#[test]
fn transitions_that_fire_together() {
    check_refused(
        r"class S = State (\l. 0, \l.\x.\s. x, a'base, \l.\x.\s. s, a'base) ;;
          main (\l.\x.\s.{}) o (a'base, S)",
        &expect![[r#"
            a state that several transitions change at once is not compiled by this version
        "#]],
    );
}

#[test]
fn functions_as_state() {
    check_refused(
        r"class S = State (\l. f, \l.\x.\s. \y. x, a'base) ;;
          main (\l.\x.\s.{}) o (a'base, S)",
        &expect![[r#"
            a state that holds functions is not compiled by this version
        "#]],
    );
}

#[test]
fn functions_in_lists() {
    check_refused(
        r"main (\l.\x. let fs = [\y. y + x] in {}) o a'base",
        &expect![[r#"
            a function as a value at run time is not compiled by this version
        "#]],
    );
}

#[test]
fn tuples_taken_apart_outside_events() {
    check_refused(
        r"class S = State (\l. fst q, \l.\x.\s. x, a'base) ;;
          main (\l.\x.\s.{ou'send l s}) o (a'base, S)",
        &expect![[r#"
            a tuple taken apart outside any event is not compiled by this version
        "#]],
    );
}

#[test]
fn conditional_functions_within_values() {
    check_refused(
        r"main (\l.\x. {ou'send l ((if x > 0 then f else \y. y) 1 + 1)}) o a'base",
        &expect![[r#"
            a conditional of functions is not compiled by this version
        "#]],
    );
}

#[test]
fn actions_that_no_memory_holds() {
    check_refused(
        r"let d g x = g (g x) ;;
          let e g = d (d (d (d (d (d (d (d (d (d (d (d (d (d g))))))))))))) ;;
          main (\l.\x. {ou'send l (e (e (\y. y + 1)) x)}) o a'base",
        &expect![[r#"
            a specification that unfolds to more than 200,000 parts is not compiled by this version
        "#]],
    );
}
