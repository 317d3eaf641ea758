//! The statements that properties and messages stand for.

use expect_test::{Expect, expect};

use super::{FILE, analysed, render};
use crate::semantics::statements;

#[track_caller]
fn check(text: &str, expect: Expect) {
    let (hir, found) = analysed(text);
    assert_eq!(render(text, &found), "", "{text}");
    let (program, _) = evc_syntax::parse(FILE, text);
    let statements = statements(&program, &hir);
    assert!(statements.is_ascii(), "{statements}");
    expect.assert_eq(&statements);
}

const COUNTER: &str = "specification counter
options noextra
parameter start : Int | (start >= 0)
parameter other : Bool
input tick : Int
internal more : Int
let on_tick slf k total = total + k ;;
class Total = State (\\slf. start, on_tick, tick'base) ;;
class Before = Memory (\\slf. start, on_tick, tick'base) ;;
";

#[test]
fn an_invariant_speaks_of_one_event() {
    check(
        &format!("{COUNTER}invariant nonneg on t in Total == t >= 0 ;;"),
        expect![[r#"
        lemma counter_nonneg [invariant]
          forall start : Int | (start >= 0).
          forall mf : types of headers.
          forall es : event ordering of mf.
          forall e1 : Event.
          forall v1 : Int.
            Total observes v1 @ e1
            => let t = v1 in
               t >= 0
    "#]],
    );
}

#[test]
fn orderings_and_consistencies_speak_of_two() {
    check(
        &format!(
            "{COUNTER}ordering grows on t1 then t2 in Total == t1 <= t2 ;;
             consistency same on t1 and t2 in Before == t1 <= t2 ;;"
        ),
        expect![[r#"
            lemma counter_grows [ordering]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
                e1 l-before e2
                => Total observes v1 @ e1
                => Total observes v2 @ e2
                => let t1 = v1 in
                   let t2 = v2 in
                   t1 <= t2

            lemma counter_same [consistency]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
                e1 l-before e2
                => Before observes v1 @ e1
                => Before observes v2 @ e2
                => let t1 = v1 in
                   let t2 = v2 in
                   t1 <= t2
        "#]],
    );
}

#[test]
fn progress_needs_an_event_in_between_which_a_state_shows_at_once_and_a_memory_later() {
    check(
        &format!(
            "{COUNTER}progress moves on t1 then t2 in Total with tick'base == t1 < t2 ;;
             progress moved on t1 then t2 in Before with tick'base == t1 < t2 ;;"
        ),
        expect![[r#"
            lemma counter_moves [progress]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
                (exists a : Int. exists e : Event.
                   e1 l-before e /\ (e l-before e2 \/ e = e2)
                   /\ tick'base observes a @ e)
                => e1 l-before e2
                => Total observes v1 @ e1
                => Total observes v2 @ e2
                => let t1 = v1 in
                   let t2 = v2 in
                   t1 < t2

            lemma counter_moved [progress]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
                (exists a : Int. exists e : Event.
                   (e1 l-before e \/ e1 = e) /\ e l-before e2
                   /\ tick'base observes a @ e)
                => e1 l-before e2
                => Before observes v1 @ e1
                => Before observes v2 @ e2
                => let t1 = v1 in
                   let t2 = v2 in
                   t1 < t2
        "#]],
    );
}

#[test]
fn a_class_is_a_state_behind_its_local_definitions() {
    const CLASSES: &str = "
        class Front = let add slf k total = total + k in State (\\slf. 0, add, tick'base) ;;
        class Inner n = class X = tick'base in (let i slf = n in State (i, on_tick, X)) ;;
        class Behind = (State (\\slf. 0, add, tick'base)) where add = on_tick ;;
        class Old = let add slf k total = total + k in Memory (\\slf. 0, add, tick'base) ;;
        progress front on a then b in Front with tick'base == a < b ;;
        progress inner on a then b in Inner n with tick'base == a < b ;;
        progress behind on a then b in Behind with tick'base == a < b ;;
        progress old on a then b in Old with tick'base == a < b ;;";
    let (hir, found) = analysed(&format!("{COUNTER}{CLASSES}"));
    assert!(found.is_empty(), "{found:?}");
    let states: Vec<_> = hir.properties.iter().map(|p| (p.name.as_str(), p.is_state)).collect();
    let expected = [("front", true), ("inner", true), ("behind", true), ("old", false)];
    assert_eq!(states, expected);
}

#[test]
fn progress_under_a_condition_looks_at_the_state_before_the_event() {
    check(
        &format!(
            "{COUNTER}progress moves on t1 then t2 in Total with k in tick'base
               and condition (t). k > t == t1 < t2 ;;
             progress moved on t1 then t2 in Before with k in tick'base
               and condition (t). k > t == t1 < t2 ;;"
        ),
        expect![[r#"
            lemma counter_moves [progress2]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
                (exists a : Int. exists s : Int. exists e : Event.
                   e1 l-before e /\ (e l-before e2 \/ e = e2)
                   /\ tick'base observes a @ e
                   /\ Total observes s @ pred e
                   /\ (let k = a in
                       let t = s in
                       k > t))
                => e1 l-before e2
                => Total observes v1 @ e1
                => Total observes v2 @ e2
                => let t1 = v1 in
                   let t2 = v2 in
                   t1 < t2

            lemma counter_moved [progress2]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
                (exists a : Int. exists s : Int. exists e : Event.
                   (e1 l-before e \/ e1 = e) /\ e l-before e2
                   /\ tick'base observes a @ e
                   /\ Before observes s @ e
                   /\ (let k = a in
                       let t = s in
                       k > t))
                => e1 l-before e2
                => Before observes v1 @ e1
                => Before observes v2 @ e2
                => let t1 = v1 in
                   let t2 = v2 in
                   t1 < t2
        "#]],
    );
}

#[test]
fn earlier_invariants_of_the_same_class_are_hints() {
    check(
        &format!(
            "{COUNTER}invariant nonneg on t in Total == t >= 0 ;;
             invariant kept on t in Before == t >= 0 ;;
             memory moves on t1 then t2 in Total with k in tick'base == k <= t2 ;;"
        ),
        expect![[r#"
            lemma counter_nonneg [invariant]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 : Event.
              forall v1 : Int.
                Total observes v1 @ e1
                => let t = v1 in
                   t >= 0

            lemma counter_kept [invariant]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 : Event.
              forall v1 : Int.
                Before observes v1 @ e1
                => let t = v1 in
                   t >= 0

            lemma counter_moves [memory]
              hint counter_nonneg
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
              forall a : Int.
                e1 l-before e2
                => tick'base observes a @ e1
                => Total observes v1 @ e1
                => Total observes v2 @ e2
                => let k = a in
                   let t1 = v1 in
                   let t2 = v2 in
                   k <= t2
        "#]],
    );
}

#[test]
fn a_memory_property_quantifies_the_input() {
    check(
        &format!(
            "{COUNTER}memory kept on t1 then t2 in Total with k in tick'base == k <= t2 - t1 ;;"
        ),
        expect![[r#"
            lemma counter_kept [memory]
              forall start : Int | (start >= 0).
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
              forall a : Int.
                e1 l-before e2
                => tick'base observes a @ e1
                => Total observes v1 @ e1
                => Total observes v2 @ e2
                => let k = a in
                   let t1 = v1 in
                   let t2 = v2 in
                   k <= t2 - t1
        "#]],
    );
}

#[test]
fn variables_of_the_arguments_are_quantified_and_names_are_kept_apart() {
    check(
        "options noextra
         input a : Int * Int
         let step slf (x, y) s = s + x ;;
         class C n (p, q) (z : Bool) = State (\\slf. n + p + q, step, a'base) ;;
         invariant i on v1 in C e1 (x, _) _ == v1 > e1 + x ;;",
        expect![[r#"
            lemma i [invariant]
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1' : Event.
              forall e1 : Int.
              forall x : Int.
              forall x' : Int.
              forall x'' : Bool.
              forall v1' : Int.
                (C e1 (x, x') x'') observes v1' @ e1'
                => let v1 = v1' in
                   v1 > e1 + x
        "#]],
    );
}

#[test]
fn options_leave_statements_out() {
    check(
        &format!("{COUNTER}options noprop\ninvariant nonneg on t in Total == t >= 0 ;;"),
        expect![[""]],
    );
}

#[test]
fn messages_say_who_may_send_them() {
    check(
        "specification relay
         parameter client : Loc
         input ask : Int
         internal pass : Int
         output answer, ``the answer`` : Int
         class Ask = (\\slf. \\n. {pass'send slf n}) o ask'base ;;
         class Pass = (\\slf. \\n. {answer'send client n}) o pass'base ;;
         main Ask || Pass",
        expect![[r#"
            message ask [input]
              header ``ask``
              body Int
              the environment sends it: its receipt needs no cause in the system

            message pass [internal]
              header ``relay pass``
              body Int
              only the system sends it: main produced it at an earlier event

            message answer [output]
              header ``the answer``
              body Int
              only the system sends it, to the environment: main produced it at an earlier event

            assumption relay_message-constraint
              forall client : Loc.
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e : Event.
                header e is one of ``relay pass``, ``the answer``
                => exists e' : Event. exists d : Int.
                      e' before e /\ main observes (d, location e, message e) @ e'

            assumption relay_messages-delivered
              forall client : Loc.
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e : Event.
              forall d : Int. forall l : Loc. forall m : Msg.
                main observes (d, l, m) @ e
                => exists e' : Event. e before e' /\ location e' = l /\ message e' = m
        "#]],
    );
}

#[test]
fn assumptions_and_single_valued_parameters_are_hypotheses() {
    check(
        "specification guarded
         options noextra
         parameter Source : Int Class
         parameter Other : Int Class
         let earlier e1 e2 : Prop = e1 before e2 ;;
         parameter fair : Prop
         let nothing : Prop = not fair ;;
         assume nothing
         class Sum = State (\\slf. 0, \\slf. \\k. \\s. s + k, Source) ;;
         ordering grows on s1 then s2 in Sum == s1 <= s2 ;;
         guarantee nothing",
        expect![[r#"
            definition guarded_earlier : Event -> Event -> Prop
              given mf : types of headers
              given es : event ordering of mf
              given (e1 : Event) (e2 : Event)
                e1 before e2

            definition guarded_nothing : Prop
              given fair : Prop
                not fair

            lemma guarded_grows [ordering]
              forall Source : Int Class.
              forall fair : Prop.
              forall mf : types of headers.
              forall es : event ordering of mf.
              forall e1 e2 : Event.
              forall v1 v2 : Int.
                nothing
                => Source is single-valued in es
                => e1 l-before e2
                => Sum observes v1 @ e1
                => Sum observes v2 @ e2
                => let s1 = v1 in
                   let s2 = v2 in
                   s1 <= s2

            guarantee guarded_nothing
              forall fair : Prop.
                nothing
        "#]],
    );
}
