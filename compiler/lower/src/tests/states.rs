//! State variables.

use expect_test::expect;

use super::kit::check_ir;

#[test]
fn state_is_read_after_and_memory_before() {
    check_ir(
        r"class S = State (\l. 0, \l.\x.\s. x, a'base) ;;
          class M = Memory (\l. 1, \l.\x.\s. x, a'base) ;;
          main (\l.\x.\s.\t.{ou'send c s; ou'send c t}) o (a'base, S, M)",
        &expect![[r#"
            machine main where true
              variable S : Int = 0
              variable M : Int = 1

              on a body
                S := body
                M := body
                send ou (after S) to c
                send ou M to c

              only a affects S
              only a affects M
              only a sends ou
        "#]],
    );
}

#[test]
fn every_event_sees_a_state() {
    check_ir(
        r"class S = State (\l. p, \l.\x.\s. x, a'base) ;; main (\l.\s.{ou'send c s}) o S",
        &expect![[r#"
            machine main where true
              variable S : Int = p

              on a body
                S := body
                send ou (after S) to c

              on b _
                send ou (after S) to c

              on m _
                send ou (after S) to c

              on ou _
                send ou (after S) to c

              on other
                send ou (after S) to c

              only a affects S
              only a, b, m, ou, other sends ou
        "#]],
    );
}

#[test]
fn a_state_feeds_another() {
    check_ir(
        r"class S = State (\l. 0, \l.\x.\s. s + x, a'base) ;;
          class T = State (\l. 0, \l.\x.\s. if x > s then x else s, S) ;;
          main (\l.\u.\t.{ou'send c t}) o (m'base, T)",
        &expect![[r#"
            machine main where true
              variable S : Int = 0
              variable T : Int = 0

              on a body
                S := S + body
                if after S > T
                  T := after S

              on b _
                if after S > T
                  T := after S

              on m _
                if after S > T
                  T := after S
                send ou (after T) to c

              on ou _
                if after S > T
                  T := after S

              on other
                if after S > T
                  T := after S

              only a affects S
              only a, b, m, ou, other affects T
              only m sends ou
        "#]],
    );
}

#[test]
fn one_definition_is_one_variable() {
    check_ir(
        r"class S = State (\l. 0, \l.\x.\s. x, a'base) ;;
          main ((\l.\x.\s.{ou'send c s}) o (a'base, S))
              || ((\l.\x.\s.\t.{ou'send c (s + t)}) o (b'base, S, S))
              || ((\l.\s.{}) o S)",
        &expect![[r#"
            machine main where true
              variable S : Int = 0

              on a body
                S := body
                send ou (after S) to c

              on b _
                send ou (after S + after S) to c

              only a affects S
              only a, b sends ou
        "#]],
    );
}

#[test]
fn two_definitions_of_a_name_are_two() {
    check_ir(
        r"class S = State (\l. 0, \l.\x.\s. x, a'base) ;;
          class S = State (\l. 1, \l.\x.\s. x, S) ;;
          main (\l.\x.\s.{ou'send c s}) o (a'base, S)",
        &expect![[r#"
            machine main where true
              variable S : Int = 0
              variable S2 : Int = 1

              on a body
                S := body
                S2 := after S
                send ou (after S2) to c

              on b _
                S2 := after S

              on m _
                S2 := after S

              on ou _
                S2 := after S

              on other
                S2 := after S

              only a affects S
              only a, b, m, ou, other affects S2
              only a sends ou
        "#]],
    );
}

#[test]
fn a_class_with_parameters_is_one_for_each_use() {
    check_ir(
        r"class S k = State (\l. k, \l.\x.\s. x, a'base) ;;
          main (\l.\x.\s.\t.{ou'send c (s + t)}) o (a'base, S 1, S 2)",
        &expect![[r#"
            machine main where true
              variable State : Int = 1
              variable State2 : Int = 2

              on a body
                State := body
                State2 := body
                send ou (after State + after State2) to c

              only a affects State
              only a affects State2
              only a sends ou
        "#]],
    );
}

#[test]
fn fields_are_named_where_patterns_agree() {
    check_ir(
        r"let step l x (low, high) = (x, low) ;;
          class S = State (\l. (0, 1), step, a'base) ;;
          main (\l.\x.\(low, top).{ou'send c (low + top)}) o (a'base, S)",
        &expect![[r#"
            machine main where true
              variable S : (low : Int, part2 : Int) = (0, 1)

              on a body
                let (low, _) = S
                S := (body, low)
                let (low.2, top) = after S
                send ou (low.2 + top) to c

              only a affects S
              only a sends ou
        "#]],
    );
}

#[test]
fn an_unchanged_state_is_not_set() {
    check_ir(
        r"let step l x (low, high) = if x > 0 then (x, high) else (low, high) ;;
          class S = State (\l. (0, 1), step, a'base, \l.\y.\s. s, b'base) ;;
          main (\l.\x.\s.{}) o (a'base, S)",
        &expect![[r#"
            machine main where true
              variable S : (low : Int, high : Int) = (0, 1)

              on a body
                let (_, high) = S
                if body > 0
                  S := (body, high)

              only a affects S
        "#]],
    );
}

#[test]
fn nested_tuples_are_flat_on_the_right() {
    check_ir(
        r"class S = State (\l. (0, (1, l)), \l.\x.\(x1, rest). (x, rest), a'base) ;;
          class T = State (\l. ((0, 1), l)
              , \l.\x.\((x1, x2), l2). ((x2, x), l2), a'base) ;;
          main (\l.\x.\(x1, x2, l1).\t.{ou'send l1 (x1 + x2)
              ; ou'send (snd t) (fst (fst t))}) o (a'base, S, T)",
        &expect![[r#"
            machine main where true
              variable S : (x1 : Int, x2 : Int, l1 : Loc) = (0, 1, self)
              variable T : (part1 : Int * Int, l2 : Loc) = ((0, 1), self)

              on a body
                let (_, rest, rest.2) = S
                let (part, l2) = T
                S := (body, rest, rest.2)
                let (_, x2) = part
                T := ((x2, body), l2)
                let (x1, x2.2, l1) = after S
                let (_, part.2) = after T
                let (part.3, _) = after T
                let (part.4, _) = part.3
                send ou (x1 + x2.2) to l1
                send ou part.4 to part.2

              only a affects S
              only a affects T
              only a sends ou
        "#]],
    );
}

#[test]
fn a_state_of_some_places_lives_only_there() {
    check_ir(
        r"class S = State (\l. 1 / p, \l.\x.\s. s / x, a'base) ;;
          class Told = (\l.\x.\s.{ou'send c s}) o (a'base, S) ;;
          main (Told @ ls) || ((\l.\x.{ou'send c x}) o a'base)",
        &expect![[r#"
            machine main where true
              variable S : Int = if ls contains self then 1 / p else 0

              on a body
                if ls contains self
                  S := S / body
                  send ou (after S) to c
                send ou body to c

              only a affects S
              only a sends ou
        "#]],
    );
}
