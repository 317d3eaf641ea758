//! Functions, definitions, tuples and conditionals.

use expect_test::expect;

use super::kit::check_ir;

#[test]
fn functions_are_applied() {
    check_ir(
        r"let infix 6 <+> x y = x + y ;;
          let twice g x = g (g x) ;;
          let swap (x, y) = (y, x) ;;
          main (\l.\(x, t). let add = (op <+>) 2 in let (t, y) = swap (x, t)
              in if t then {ou'send l (twice add y)} else {}) o b'base",
        &expect![[r#"
            machine main where true

              on b (x, t)
                if t
                  let y = 2 + x
                  send ou (2 + y) to self

              only b sends ou
        "#]],
    );
}

#[test]
fn polymorphic_functions_are_used_at_several_types() {
    check_ir(
        r"main (\l.\(x, t). let pair y = (y, y) in if snd (pair t)
              then {ou'send l (fst (pair x))} else {}) o b'base",
        &expect![[r#"
            machine main where true

              on b (x, t)
                if t
                  send ou x to self

              only b sends ou
        "#]],
    );
}

#[test]
fn values_are_computed_once() {
    check_ir(
        r"main (\l.\x. let y = x + 1 in {ou'send l (y * y)}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                let y = body + 1
                send ou (y * y) to self

              only a sends ou
        "#]],
    );
}

#[test]
fn the_last_pattern_takes_the_rest() {
    check_ir(
        r"main (\l.\x. let (u, v) = (x, (x > 0, l)) in let (w, l2) = v in if w
              then {ou'send l2 u} else {}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                let v = body > 0
                if v
                  send ou body to self

              only a sends ou
        "#]],
    );
}

#[test]
fn whole_and_parts_of_a_body() {
    check_ir(
        r"main (\l.\w. let (x, t) = w in if w = (1, t) then {ou'send l x} else {}) o b'base",
        &expect![[r#"
            machine main where true

              on b body
                let (x, t) = body
                if body = (1, t)
                  send ou x to self

              only b sends ou
        "#]],
    );
}

#[test]
fn a_conditional_value() {
    check_ir(
        r"main (\l.\(x, t). {ou'send l (if t then f x else x)}) o b'base",
        &expect![[r#"
            machine main where true

              on b (x, t)
                send ou (if t then f x else x) to self

              only b sends ou
        "#]],
    );
}

#[test]
fn a_conditional_bag() {
    check_ir(
        r"main (\l.\(x, t). let bag = if t then {ou'send l x} else {m'send l ()} in if x > 0
              then bag else {}) o b'base",
        &expect![[r#"
            machine main where true

              on b (x, t)
                if t
                  if x > 0
                    send ou x to self
                else
                  if x > 0
                    send m () to self

              only b sends m
              only b sends ou
        "#]],
    );
}

#[test]
fn a_conditional_function() {
    check_ir(
        r"main (\l.\(x, t). let g = if t then f else \y. y in {ou'send l (g x)}) o b'base",
        &expect![[r#"
            machine main where true

              on b (x, t)
                if t
                  send ou (f x) to self
                else
                  send ou x to self

              only b sends ou
        "#]],
    );
}

#[test]
fn a_conditional_instruction() {
    check_ir(
        r"main (\l.\(x, t). {if t then ou'send l x else m'send l (); m'send c ()}) o b'base",
        &expect![[r#"
            machine main where true

              on b (x, t)
                if t
                  send ou x to self
                  send m () to c
                else
                  send m () to self
                  send m () to c

              only b sends m
              only b sends ou
        "#]],
    );
}

#[test]
fn partly_applied_sends() {
    check_ir(
        r"main (\l.\x. let tell = ou'send c in {tell x; tell 0}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                send ou body to c
                send ou 0 to c

              only a sends ou
        "#]],
    );
}

#[test]
fn the_function_of_a_composition_may_be_chosen() {
    check_ir(
        r"main (if p > 0 then \l.\x.{ou'send l x} else \l.\x.{}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                if p > 0
                  send ou body to self

              only a sends ou
        "#]],
    );
}
