//! The passes, from text to text: what goes, what stays because it may fault, and that nothing is
//! evaluated that was not before.

use expect_test::{Expect, expect};

use super::kit::*;
use crate::expr::{Expr, ExprKind, Pat, Shape};
use crate::simplify::simplify;
use crate::system::Stmt;
use crate::ty::Ty;
use crate::verify::verify;

fn check(more: &[(&str, Ty)], body: Vec<Stmt>, expected: &Expect) {
    let mut system = system(vec![on_in(more, body)]);
    assert_eq!(verify(&system), Ok(()));
    let before = actions_text(&system);
    simplify(&mut system);
    assert_eq!(verify(&system), Ok(()));
    expected.assert_eq(&format!("{before}=>\n{}", actions_text(&system)));
}

#[test]
fn what_nothing_reads_goes_and_what_may_fault_stays() {
    let body = vec![
        bind(name(2), greater(x(0), x(1))),
        bind(name(3), quotient(x(0), int(2))),
        when_holds(greater(x(0), int(1)), vec![], vec![]),
        when_holds(greater(quotient(x(0), int(3)), int(1)), vec![], vec![]),
    ];
    check(
        &[("c", Ty::Bool), ("d", Ty::Int)],
        body,
        &expect![[r#"
          on in (a, b)
            let c = a > b
            let d = a / 2
            if a > 1
            if a / 3 > 1
        =>
          on in (a, _)
            let _ = a / 2
            if a / 3 > 1
    "#]],
    );
}

#[test]
fn what_only_dead_definitions_read_goes_too() {
    let body = vec![bind(name(2), x(0)), bind(name(3), x(2)), send(x(1))];
    check(
        &[("c", Ty::Int), ("d", Ty::Int)],
        body,
        &expect![[r#"
          on in (a, b)
            let c = a
            let d = c
            send out b to self
        =>
          on in (_, b)
            send out b to self
    "#]],
    );
}

#[test]
fn an_empty_branch_is_turned_away() {
    let positive = || greater(x(0), int(0));
    let body = vec![
        when_holds(positive(), vec![], vec![send(int(1))]),
        when_holds(not(positive()), vec![], vec![send(int(2))]),
    ];
    check(
        &[],
        body,
        &expect![[r#"
          on in (a, b)
            if a > 0
            else
              send out 1 to self
            if !(a > 0)
            else
              send out 2 to self
        =>
          on in (a, _)
            if !(a > 0)
              send out 1 to self
            if a > 0
              send out 2 to self
    "#]],
    );
}

#[test]
fn neighbours_that_ask_the_same_are_joined() {
    let positive = || greater(x(0), int(0));
    let body = vec![
        when_holds(positive(), vec![send(int(1))], vec![send(int(2))]),
        when_holds(positive(), vec![send(int(3))], vec![]),
        when_holds(greater(x(1), int(0)), vec![send(int(4))], vec![]),
        when_holds(positive(), vec![send(int(5))], vec![]),
    ];
    check(
        &[],
        body,
        &expect![[r#"
          on in (a, b)
            if a > 0
              send out 1 to self
            else
              send out 2 to self
            if a > 0
              send out 3 to self
            if b > 0
              send out 4 to self
            if a > 0
              send out 5 to self
        =>
          on in (a, b)
            if a > 0
              send out 1 to self
              send out 3 to self
            else
              send out 2 to self
            if b > 0
              send out 4 to self
            if a > 0
              send out 5 to self
    "#]],
    );
}

#[test]
fn a_common_first_condition_is_asked_once() {
    let (first, second) = (|| greater(x(0), int(0)), || greater(x(1), int(0)));
    let body = vec![
        when_holds(and(first(), second()), vec![send(int(1))], vec![]),
        when_holds(and(first(), not(second())), vec![send(int(2))], vec![]),
    ];
    check(
        &[],
        body,
        &expect![[r#"
          on in (a, b)
            if a > 0 & b > 0
              send out 1 to self
            if a > 0 & !(b > 0)
              send out 2 to self
        =>
          on in (a, b)
            if a > 0
              if b > 0
                send out 1 to self
              if !(b > 0)
                send out 2 to self
    "#]],
    );
}

#[test]
fn a_second_condition_that_may_fault_is_asked_where_the_first_holds() {
    let first = || greater(x(0), int(0));
    let second = || greater(quotient(int(1), x(0)), int(0));
    let body = vec![
        when_holds(and(first(), second()), vec![send(int(1))], vec![]),
        when_holds(first(), vec![send(int(2))], vec![]),
        when_holds(second(), vec![], vec![]),
    ];
    check(
        &[],
        body,
        &expect![[r#"
          on in (a, b)
            if a > 0 & 1 / a > 0
              send out 1 to self
            if a > 0
              send out 2 to self
            if 1 / a > 0
        =>
          on in (a, _)
            if a > 0
              if 1 / a > 0
                send out 1 to self
              send out 2 to self
            if 1 / a > 0
    "#]],
    );
}

#[test]
fn conditionals_with_alternatives_are_not_taken_apart() {
    let (first, second) = (|| greater(x(0), int(0)), || greater(x(1), int(0)));
    let body = vec![
        when_holds(and(first(), second()), vec![send(int(1))], vec![send(int(2))]),
        when_holds(
            first(),
            vec![when_holds(second(), vec![send(int(3))], vec![send(int(4))])],
            vec![],
        ),
    ];
    check(
        &[],
        body,
        &expect![[r#"
          on in (a, b)
            if a > 0 & b > 0
              send out 1 to self
            else
              send out 2 to self
            if a > 0
              if b > 0
                send out 3 to self
              else
                send out 4 to self
        =>
          on in (a, b)
            if a > 0 & b > 0
              send out 1 to self
            else
              send out 2 to self
            if a > 0
              if b > 0
                send out 3 to self
              else
                send out 4 to self
    "#]],
    );
}

#[test]
fn the_order_of_sends_is_kept() {
    let (first, second) = (|| greater(x(0), int(0)), || greater(x(1), int(0)));
    let body = vec![
        when_holds(first(), vec![send(int(1))], vec![]),
        send(int(2)),
        when_holds(first(), vec![when_holds(second(), vec![send(int(3))], vec![])], vec![]),
        when_holds(first(), vec![set(COUNT, int(4))], vec![]),
    ];
    check(
        &[],
        body,
        &expect![[r#"
          on in (a, b)
            if a > 0
              send out 1 to self
            send out 2 to self
            if a > 0
              if b > 0
                send out 3 to self
            if a > 0
              count := 4
        =>
          on in (a, b)
            if a > 0
              send out 1 to self
            send out 2 to self
            if a > 0
              if b > 0
                send out 3 to self
              count := 4
    "#]],
    );
}

#[test]
fn actions_that_do_nothing_go() {
    let mut system = system(vec![on_in(&[("c", Ty::Int)], vec![bind(name(2), x(0))])]);
    simplify(&mut system);
    assert_eq!(system.machines[0].actions, []);
}

/// The application of the parameter of function type to the machine's location.
fn identifier() -> Expr {
    let function = param(1, Ty::Function(Ty::Loc.into(), Ty::Int.into()));
    expr(ExprKind::Call(function.into(), here().into()), Ty::Int)
}

#[test]
fn what_is_certain_and_repeated_is_named_once() {
    let body = vec![
        when_holds(greater(x(0), int(0)), vec![send(identifier())], vec![]),
        when_holds(greater(x(1), identifier()), vec![send(x(1))], vec![]),
    ];
    check(
        &[],
        body,
        &expect![[r#"
          on in (a, b)
            if a > 0
              send out (uid self) to self
            if b > uid self
              send out b to self
        =>
          on in (a, b)
            let uid_self = uid self
            if a > 0
              send out uid_self to self
            if b > uid_self
              send out b to self
    "#]],
    );
}

#[test]
fn what_may_not_be_evaluated_is_not() {
    let positive = greater(x(0), int(0));
    let body = vec![
        when_holds(positive, vec![send(identifier())], vec![send(int(1))]),
        bind(name(2), and(greater(x(1), int(0)), greater(x(1), identifier()))),
        when_holds(local(2, Ty::Bool), vec![send(x(1))], vec![]),
    ];
    check(
        &[("c", Ty::Bool)],
        body,
        &expect![[r#"
          on in (a, b)
            if a > 0
              send out (uid self) to self
            else
              send out 1 to self
            let c = b > 0 & b > uid self
            if c
              send out b to self
        =>
          on in (a, b)
            if a > 0
              send out (uid self) to self
            else
              send out 1 to self
            let c = b > 0 & b > uid self
            if c
              send out b to self
    "#]],
    );
}

#[test]
fn what_reads_a_later_definition_stays_behind_it() {
    let of = |id| {
        let function = param(1, Ty::Function(Ty::Loc.into(), Ty::Int.into()));
        expr(ExprKind::Call(function.into(), local(id, Ty::Loc).into()), Ty::Int)
    };
    let body = vec![send(x(0)), bind(name(2), here()), send(of(2)), send(of(2))];
    check(
        &[("l", Ty::Loc)],
        body,
        &expect![[r#"
          on in (a, b)
            send out a to self
            let l = self
            send out (uid l) to self
            send out (uid l) to self
        =>
          on in (a, _)
            send out a to self
            let l = self
            let uid_l = uid l
            send out uid_l to self
            send out uid_l to self
    "#]],
    );
}

/// A choice on `inl a` whose left arm names its value with the local 2.
fn on_left(left: Vec<crate::Stmt>, right: Vec<crate::Stmt>) -> crate::Stmt {
    case_of(inl(x(0)), vec![(Shape::Inl(name(2)), left), (Shape::Inr(Pat::Wild), right)])
}

#[test]
fn a_choice_that_does_nothing_goes_and_takes_its_names_along() {
    check(
        &[("left", Ty::Int), ("kept", Ty::Int), ("gone", Ty::Int)],
        vec![on_left(vec![bind(name(4), x(2))], vec![]), bind(name(3), x(1)), send(x(3))],
        &expect![[r#"
              on in (a, b)
                case inl a
                of inl left
                  let gone = left
                of inr _
                let kept = b
                send out kept to self
            =>
              on in (_, b)
                let kept = b
                send out kept to self
        "#]],
    );
}

#[test]
fn names_that_an_arm_does_not_read_go() {
    check(
        &[("left", Ty::Int)],
        vec![on_left(vec![send(x(1))], vec![send(int(0))])],
        &expect![[r#"
              on in (a, b)
                case inl a
                of inl left
                  send out b to self
                of inr _
                  send out 0 to self
            =>
              on in (a, b)
                case inl a
                of inl _
                  send out b to self
                of inr _
                  send out 0 to self
        "#]],
    );
}

#[test]
fn an_application_in_an_arm_is_not_certain() {
    check(
        &[("left", Ty::Int)],
        vec![on_left(vec![send(identifier()), send(identifier())], vec![])],
        &expect![[r#"
              on in (a, b)
                case inl a
                of inl left
                  send out (uid self) to self
                  send out (uid self) to self
                of inr _
            =>
              on in (a, _)
                case inl a
                of inl _
                  let uid_self = uid self
                  send out uid_self to self
                  send out uid_self to self
                of inr _
        "#]],
    );
}
