//! Sums, lists and `case`: nested patterns become choices one level deep.

use expect_test::expect;

use super::kit::{check_ir, check_refused};

/// Messages with sums and lists, and a parameter of each.
const MORE: &str = "
parameter either : Int + Bool
parameter several : Int List
input sum : Int + Bool
input pairs : (Int * Bool) + (Tok * Int)
input list : Int List
input nested : (Int + Bool) * Int List
input deep : (Int + Bool) List
input word : Tok * String
input flags : Bool * Bool
output so : Int + Bool
output lo : Int List
";

fn check(text: &str, expected: &expect_test::Expect) {
    check_ir(&format!("{MORE}{text}"), expected);
}

fn refused(text: &str, expected: &expect_test::Expect) {
    check_refused(&format!("{MORE}{text}"), expected);
}

#[test]
fn the_sides_of_a_sum() {
    check(
        r"main (\l.\v. case v of inl n => {ou'send l (n + 1)} of inr b => if b then {ou'send l 0} else {})
            o sum'base",
        &expect![[r#"
            machine main where true

              on sum body
                case body
                of inl n
                  send ou (n + 1) to self
                of inr b
                  if b
                    send ou 0 to self

              only sum sends ou
        "#]],
    );
}

#[test]
fn tuples_in_a_sum() {
    check(
        r"main (\l.\v. {ou'send l (case v of inl (n, b) => n of inr (t, n) => if t = `x` then n else 0)})
            o pairs'base",
        &expect![[r#"
            machine main where true

              on pairs body
                send ou (case body of inl (n, _) => n of inr (t, n.2) => (if t = `x` then n.2 else 0)) to self

              only pairs sends ou
        "#]],
    );
}

#[test]
fn a_list_is_empty_or_has_a_first_element() {
    check(
        r"main (\l.\v. case v of [] => {ou'send l 0} of x . xs => {ou'send l x; lo'send l xs}) o list'base",
        &expect![[r#"
            machine main where true

              on list body
                case body
                of []
                  send ou 0 to self
                of x . xs
                  send ou x to self
                  send lo xs to self

              only list sends ou
              only list sends lo
        "#]],
    );
}

#[test]
fn the_order_of_the_arms_does_not_matter() {
    check(
        r"main (\l.\v. {ou'send l (case v of x . _ => x of [] => 0)}) o list'base",
        &expect![[r#"
            machine main where true

              on list body
                send ou (case body of [] => 0 of x . _ => x) to self

              only list sends ou
        "#]],
    );
}

#[test]
fn lists_of_one_two_and_more() {
    check(
        r"main (\l.\v. {ou'send l (case v of [] => 0 of [x] => x of [x; y] => x + y of x . y . zs => y)})
            o list'base",
        &expect![[r#"
            machine main where true

              on list body
                send ou (case body of [] => 0 of x . part => (case part of [] => x of y . zs => (case zs of [] => x + y of _ . _ => y))) to self

              only list sends ou
        "#]],
    );
}

#[test]
fn the_first_arm_that_matches_is_chosen() {
    check(
        r"main (\l.\v. {ou'send l (
            case v of (inl 0, _) => 1 of (inl n, [x]) => n + x of (_, []) => 2 of (inr true, x . _) => x
              of (w, xs) => 3)}) o nested'base",
        &expect![[r#"
            machine main where true

              on nested (w, xs)
                send ou (case w of inl n => (if n = 0 then 1 else case xs of [] => 2 of x . part.2 => (case part.2 of [] => n + x of _ . _ => 3)) of inr part => (case xs of [] => 2 of x.2 . _ => (if part then x.2 else 3))) to self

              only nested sends ou
        "#]],
    );
}

#[test]
fn sums_in_lists() {
    check(
        r"main (\l.\v. {ou'send l (
            case v of inl n . inl m . [] => n + m of inr b . _ => if b then 1 else 0 of rest => 2)})
            o deep'base",
        &expect![[r#"
            machine main where true

              on deep body
                send ou (case body of [] => 2 of part . part.2 => (case part of inl n => (case part.2 of [] => 2 of part.3 . part.4 => (case part.3 of inl m => (case part.4 of [] => n + m of _ . _ => 2) of inr _ => 2)) of inr b => (if b then 1 else 0))) to self

              only deep sends ou
        "#]],
    );
}

#[test]
fn literals() {
    check(
        r#"main (\l.\(t, s). {ou'send l (
            case (t, s) of (`x`, "") => 0 of (`y`, _) => 1 of (_, "a") => 2 of (u, w) => if u = t then 3 else 4)})
            o word'base"#,
        &expect![[r#"
            machine main where true

              on word (t, s)
                send ou (if t = `x` then if s = "" then 0 else if s = "a" then 2 else if t = t then 3 else 4 else if t = `y` then 1 else if s = "a" then 2 else if t = t then 3 else 4) to self

              only word sends ou
        "#]],
    );
    check(
        r"main (\l.\v. {ou'send l (case v of 0 => 10 of 1 => 11 of n => n)}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                send ou (if body = 0 then 10 else if body = 1 then 11 else body) to self

              only a sends ou
        "#]],
    );
    check(
        r"main (\l.\v. {ou'send l (case v of (false, true) => 1 of (true, b) => 2 of (false, _) => 3)})
            o flags'base",
        &expect![[r#"
            machine main where true

              on flags (part, b)
                send ou (if part then 2 else if b then 1 else 3) to self

              only flags sends ou
        "#]],
    );
}

#[test]
fn the_value_is_computed_once() {
    check(
        r"main (\l.\v. case v / p of 0 => {ou'send l 0} of 1 => {ou'send l 2} of n => {ou'send l n}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                let n = body / p
                if n = 0
                  send ou 0 to self
                else
                  if n = 1
                    send ou 2 to self
                  else
                    send ou n to self

              only a sends ou
        "#]],
    );
}

#[test]
fn only_what_the_chosen_arm_computes_may_fault() {
    check(
        r"main (\l.\v. {ou'send l (case v of inl n => (let m = p / n in m + m) of inr b => 0)}) o sum'base",
        &expect![[r#"
            machine main where true

              on sum body
                send ou (case body of inl n => (let m = p / n in m + m) of inr _ => 0) to self

              only sum sends ou
        "#]],
    );
}

#[test]
fn what_is_known_is_decided_before_any_event() {
    check(
        r"let make b x = if b then inl x else inr (x > 0) ;;
          let use v = case v of inl n => n of inr b => (if b then 1 else 0) ;;
          main (\l.\x. {ou'send l (use (inl (x + 1))); ou'send l (use (inr true)); so'send l (make true x);
            ou'send l (case (x, [x]) of (n, m . []) => n + m of (n, _) => n)}) o a'base",
        &expect![[r#"
            machine main where true

              on a body
                let v = body + 1
                let part = [body]
                send ou v to self
                send ou (if true then 1 else 0) to self
                send so (if true then inl body else inr (body > 0)) to self
                send ou (case part of [] => body of m . part.2 => (case part.2 of [] => body + m of _ . _ => body)) to self

              only a sends ou
              only a sends so
        "#]],
    );
}

#[test]
fn functions_and_instructions_are_followed_into_the_arms() {
    check(
        r"let adder v = case v of inl x => (\y. x + y) of inr b => (\y. y) ;;
          main (\l.\v. {ou'send l (let f = adder (inl 2) in f 1)}
            ) o a'base",
        &expect![[r#"
            machine main where true

              on a _
                send ou (2 + 1) to self

              only a sends ou
        "#]],
    );
    check(
        r"let instruct l v = case v of inl n => inl (ou'send l n) of inr b => inr (so'send l v) ;;
          main (\l.\v. case instruct l v of inl i => {i} of inr j => {j; j}) o sum'base",
        &expect![[r#"
            machine main where true

              on sum body
                case body
                of inl n
                  send ou n to self
                of inr _
                  send so body to self
                  send so body to self

              only sum sends ou
              only sum sends so
        "#]],
    );
    refused(
        r"main (\l.\v. {ou'send l ((case v of inl x => f of inr b => (\y. y)) 1 + 1)}) o sum'base",
        &expect![[r#"
            a `case` of functions is not compiled by this version
        "#]],
    );
}

#[test]
fn state_that_is_a_sum_or_a_list() {
    check(
        r"class Held = State (\l. [], \l.\v.\held. case held of [] => [v] of x . _ => (v . held) ++ [x], sum'base) ;;
          class Last = State (\l. inr false, \l.\v.\last. case (v, last) of (inl 0, _) => last of (inl n, _) => v
            of (inr b, inr c) => inr (b & c) of (_, inl m) => inl (m - 1), sum'base) ;;
          main (\l.\v.\held.\last. case held of x . y . _ => {so'send l x; so'send l last} of _ => {})
            o (sum'base, Held, Last)",
        &expect![[r#"
            machine main where true
              variable Held : (Int + Bool) List = []
              variable Last : Int + Bool = inr false

              on sum body
                case Held
                of []
                  Held := [body]
                of x . _
                  Held := (body . Held) ++ [x]
                case body
                of inl n
                  if !(n = 0)
                    Last := body
                of inr b
                  case Last
                  of inl m
                    Last := inl (m - 1)
                  of inr c
                    Last := inr (b & c)
                case after Held
                of []
                of x.2 . part
                  case part
                  of []
                  of _ . _
                    send so x.2 to self
                    send so (after Last) to self

              only sum affects Held
              only sum affects Last
              only sum sends so
        "#]],
    );
}

#[test]
fn tests_and_bags_of_lists() {
    check(
        r"main (\l.\v. if isl v & !(isl (inl 1 : Int + Bool)) then {} else {so'send l v}) o sum'base",
        &expect![[r#"
            machine main where true

              on sum body
                if !(isl body & !(true))
                  send so body to self

              only sum sends so
        "#]],
    );
    check(
        r"class Each = (\l.\xs. ((xs ++ several)/~)) o list'base ;;
          main (\l.\x. {ou'send l x}) o Each",
        &expect![[r#"
            machine main where true

              on list body
                for x in ((body ++ several)/~)
                  send ou x to self

              only list sends ou
        "#]],
    );
    check(
        r"main (\l.\x. {ou'send l x}) o ((\l.\x. ([x; x + 1]/~)) o a'base)",
        &expect![[r#"
        machine main where true

          on a body
            let x = body + 1
            send ou body to self
            send ou x to self

          only a sends ou
    "#]],
    );
}

#[test]
fn deciders_that_are_equality() {
    check(
        r"let same d x y = eqof d x y ;;
          main (\l.\v. if same (op =) v either & eqof (op =) 1 p then {so'send l v} else {}) o sum'base",
        &expect![[r#"
            machine main where true

              on sum body
                if body = either & 1 = p
                  send so body to self

              only sum sends so
        "#]],
    );
    refused(
        r"parameter d : Int Deq
          main (\l.\x. if eqof d x 1 then {ou'send l x} else {}) o a'base",
        &expect![[r#"
            this type is not compiled by this version
        "#]],
    );
}

#[test]
fn abstract_types_are_what_represents_them() {
    check(
        r"abstype Stack = Int List with empty = abs_Stack [] and push x s = abs_Stack (x . rep_Stack s)
            and top s = (case rep_Stack s of [] => inr () of x . _ => inl x) ;;
          class Pushed = State (\l. empty, \l.\x.\s. push x s, a'base) ;;
          main (\l.\x.\s. case top s of inl n => {ou'send l n} of inr () => {}) o (a'base, Pushed)",
        &expect![[r#"
            machine main where true
              variable Pushed : Int List = []

              on a body
                Pushed := body . Pushed
                let part = case after Pushed of [] => inr () of x . _ => inl x
                case part
                of inl n
                  send ou n to self
                of inr _

              only a affects Pushed
              only a sends ou
        "#]],
    );
}

#[test]
fn outside_any_event_nothing_is_named() {
    check(
        r"class S = State (\l. case either of inl _ => 1 of inr _ => 2, \l.\x.\s. x + s, a'base) ;;
          main (\l.\x.\s.{ou'send l s}) o (a'base, S)",
        &expect![[r#"
            machine main where true
              variable S : Int = case either of inl _ => 1 of inr _ => 2

              on a body
                S := body + S
                send ou (after S) to self

              only a affects S
              only a sends ou
        "#]],
    );
    refused(
        r"class S = State (\l. case either of inl n => n of inr _ => 2, \l.\x.\s. x + s, a'base) ;;
          main (\l.\x.\s.{ou'send l s}) o (a'base, S)",
        &expect![[r#"
            a sum or list taken apart outside any event is not compiled by this version
        "#]],
    );
}

#[test]
fn what_is_made_again_as_it_was_is_not_taken_apart() {
    check(
        r"main (\l.\v. {so'send l (case v of inl n => inl n of inr b => inr b)}) o sum'base",
        &expect![[r#"
            machine main where true

              on sum body
                send so body to self

              only sum sends so
        "#]],
    );
    check(
        r"main (\l.\v. {lo'send l (case v of [] => [] of x . xs => x . xs)}) o list'base",
        &expect![[r#"
            machine main where true

              on list body
                send lo body to self

              only list sends lo
        "#]],
    );
    check(
        r"main (\l.\v. {so'send l (case v of inl n => inl n of inr b => inr (!b))}) o sum'base",
        &expect![[r#"
            machine main where true

              on sum body
                send so (case body of inl n => inl n of inr b => inr (!(b))) to self

              only sum sends so
        "#]],
    );
}
