//! Base classes, compositions, parallels and places.

use expect_test::expect;

use super::kit::check_ir;

#[test]
fn a_base_class_is_an_action_of_its_message() {
    check_ir(
        r"main (\l.\x.{ou'send c x}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                send ou body to c

              only a sends ou
        "#]],
    );
}

#[test]
fn two_inputs_fire_together() {
    check_ir(
        r"main (\l.\x.\y.{ou'send l (x + y)}) o (a'base, a'base)",
        &expect![[r#"
            machine main where true

              on a body
                send ou (body + body) to self

              only a sends ou
        "#]],
    );
}

#[test]
fn inputs_of_different_messages_never_fire() {
    check_ir(
        r"main (\l.\x.\y.{ou'send l x}) o (a'base, b'base)",
        &expect![[r#"
            machine main where true

        "#]],
    );
}

#[test]
fn three_inputs() {
    check_ir(
        r"main (\l.\x.\(y, t).\z.if t then {ou'send l (y + z)} else {})
              o (b'base, b'base, (\l.\(x, t).{x}) o b'base)",
        &expect![[r#"
            machine main where true

              on b (x, t)
                if t
                  send ou (x + x) to self

              only b sends ou
        "#]],
    );
}

#[test]
fn a_parallel_is_done_after_the_other() {
    check_ir(
        r"main ((\l.\x.{ou'send c x}) o a'base) || ((\l.\x.{m'send l ()}) o a'base)
              || ((\l.\(x, t).{}) o b'base)",
        &expect![[r#"
            machine main where true

              on a body
                send ou body to c
                send m () to self

              only a sends m
              only a sends ou
        "#]],
    );
}

#[test]
fn a_parallel_input_duplicates_what_uses_it() {
    check_ir(
        r"main (\l.\x.\y.{ou'send c (x * y)}) o ((((\l.\x.{x; 1}) o a'base) || a'base), a'base)",
        &expect![[r#"
            machine main where true

              on a body
                send ou (body * body) to c
                send ou (1 * body) to c
                send ou (body * body) to c

              only a sends ou
        "#]],
    );
}

#[test]
fn places_at_the_root_are_where_it_is_installed() {
    check_ir(
        r"main (((\l.\x.{ou'send c x}) o a'base) @ ls) @ {c}",
        &expect![[r#"
            machine main where {c} contains self & ls contains self

              on a body
                send ou body to c

              only a sends ou
        "#]],
    );
}

#[test]
fn places_of_parts() {
    check_ir(
        r"main (((\l.\x.{ou'send c x}) o a'base) @ ls)
              || (((\l.\x.{ou'send c 0}) o a'base) @ {c})",
        &expect![[r#"
            machine main where ls contains self or {c} contains self

              on a body
                if ls contains self
                  send ou body to c
                if {c} contains self
                  send ou 0 to c

              only a sends ou
        "#]],
    );
}

#[test]
fn a_place_of_an_input() {
    check_ir(
        r"main (\l.\x.{ou'send c x}) o (a'base @ ls)",
        &expect![[r#"
            machine main where ls contains self

              on a body
                if ls contains self
                  send ou body to c

              only a sends ou
        "#]],
    );
}

#[test]
fn delayed_sends() {
    check_ir(
        r"main (\l.\x.{ou''send 50 c x; ou''send x c 1}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                send ou body to c after 50
                send ou 1 to c after body

              only a sends ou
        "#]],
    );
}

#[test]
fn classes_with_parameters() {
    check_ir(
        r"class Sub k g = (\l.\x.if x > k then {ou'send c (g x)} else {}) o a'base ;;
          main Sub 3 f || Sub p (\x. x)",
        &expect![[r#"
            machine main where true

              on a body
                if body > 3
                  send ou (f body) to c
                if body > p
                  send ou body to c

              only a sends ou
        "#]],
    );
}

#[test]
fn what_is_never_used_is_not_there() {
    check_ir(
        r"class Unused = State (\l. 0, \l.\x.\s. s + x, a'base) ;;
          let keep x y = x ;;
          main keep ((\l.\x.{ou'send c x}) o a'base) Unused",
        &expect![[r#"
            machine main where true

              on a body
                send ou body to c

              only a sends ou
        "#]],
    );
}
