//! The text form.

use expect_test::expect;

use super::kit::*;
use crate::expr::{Binary, ExprKind, Shape, Unary};
use crate::system::Stmt;
use crate::ty::Ty;

#[test]
fn a_whole_system() {
    let body = vec![
        bind(names([2, 3]), when(RING, Ty::Tuple(vec![Ty::Int, Ty::Bool]))),
        when_holds(
            and(greater(x(0), x(2)), not(local(3, Ty::Bool))),
            vec![set(RING, tuple(vec![x(0), truth(true)])), send(after(COUNT, Ty::Int))],
            vec![send_after(int(50), int(-1))],
        ),
    ];
    let system = system(vec![on_in(&[("a", Ty::Int), ("voted", Ty::Bool)], body)]);
    assert_eq!(crate::verify::verify(&system), Ok(()));
    expect![[r#"
        system small from "small.evml"

        parameter limit : Int
        parameter uid : Loc -> Int

        input in ``in`` : Int * Int
        output out ``out`` : Int

        machine small where true
          variable count : Int = 0
          variable ring : (epoch : Int, voted : Bool) = (1, false)

          on in (a, b)
            let (a.2, voted) = ring
            if a > a.2 & !(voted)
              ring := (a, true)
              send out (after count) to self
            else
              send out ~1 to self after 50

          nothing affects count
          only in affects ring
          only in sends out
    "#]]
    .assert_eq(&crate::text::print(&system));
}

/// An expression as text.
fn shown(value: crate::Expr) -> String {
    let stmt: Stmt = bind(crate::Pat::Wild, value);
    let text = actions_text(&system(vec![on_in(&[("c", Ty::Int)], vec![stmt])]));
    text.split_once(" = ").map(|(_, value)| value.trim_end().to_owned()).unwrap()
}

#[test]
fn operators_keep_their_operands_together() {
    let (add, times) = (Binary::Add, Binary::Multiply);
    let sum = || binary(add, x(0), x(1));
    assert_eq!(shown(binary(times, sum(), x(1))), "(a + b) * b");
    assert_eq!(shown(binary(add, x(1), sum())), "b + (a + b)");
    assert_eq!(shown(binary(add, sum(), x(1))), "a + b + b");
    let less = || greater(x(0), x(1));
    assert_eq!(shown(and(or(less(), less()), less())), "(a > b or a > b) & a > b");
    assert_eq!(shown(or(and(less(), less()), less())), "a > b & a > b or a > b");
    assert_eq!(shown(binary(Binary::Equal, less(), less())), "(a > b) = (a > b)");
    let negated = expr(ExprKind::Unary(Unary::Negate, sum().into()), Ty::Int);
    assert_eq!(shown(negated), "~(a + b)");
    let choice = expr(ExprKind::If(less().into(), x(0).into(), x(1).into()), Ty::Int);
    assert_eq!(shown(binary(add, choice, int(1))), "(if a > b then a else b) + 1");
    let inner = ExprKind::Let(name(2), int(i64::MIN).into(), x(2).into());
    assert_eq!(shown(expr(inner, Ty::Int)), "let c = ~9223372036854775808 in c");
    let call = |argument| {
        let uid = param(1, Ty::Function(Ty::Loc.into(), Ty::Int.into()));
        expr(ExprKind::Call(uid.into(), Box::new(argument)), Ty::Int)
    };
    assert_eq!(shown(binary(add, call(here()), int(1))), "uid self + 1");
}

#[test]
fn literals_are_evml() {
    let locs = Ty::Bag(Ty::Loc.into());
    assert_eq!(shown(expr(ExprKind::Str("a\"b".into()), Ty::Str)), "\"a\\\"b\"");
    assert_eq!(shown(expr(ExprKind::Tok("a b".into()), Ty::Tok)), "`a b`");
    assert_eq!(shown(expr(ExprKind::Bag(vec![here(), here()]), locs)), "{self; self}");
    let list = expr(ExprKind::List(vec![int(1)]), Ty::List(Ty::Int.into()));
    assert_eq!(shown(tuple(vec![list, expr(ExprKind::Unit, Ty::Unit)])), "([1], ())");
}

#[test]
fn types_are_evml() {
    let pair = |a, b| Ty::Tuple(vec![a, b]);
    let function = |a: Ty, b: Ty| Ty::Function(a.into(), b.into());
    let sum = |a: Ty, b: Ty| Ty::Sum(a.into(), b.into());
    let cases = [
        (pair(pair(Ty::Int, Ty::Bool), Ty::Tok), "(Int * Bool) * Tok"),
        (Ty::List(pair(Ty::Int, Ty::Bool).into()), "(Int * Bool) List"),
        (Ty::Bag(Ty::List(Ty::Loc.into()).into()), "Loc List Bag"),
        (
            function(function(Ty::Int, Ty::Int), function(Ty::Int, Ty::Int)),
            "(Int -> Int) -> Int -> Int",
        ),
        (sum(sum(Ty::Int, Ty::Unit), sum(Ty::Str, Ty::Unit)), "(Int + Unit) + (String + Unit)"),
        (pair(sum(Ty::Int, Ty::Unit), Ty::Int), "(Int + Unit) * Int"),
    ];
    for (ty, text) in cases {
        assert_eq!(ty.to_string(), text);
    }
    assert_eq!(Ty::product(vec![Ty::Int, pair(Ty::Bool, Ty::Tok)]).to_string(), "Int * Bool * Tok");
    assert_eq!(Ty::product(vec![Ty::Int]), Ty::Int);
}

#[test]
fn sums_and_lists_are_evml() {
    let list = || Ty::List(Ty::Int.into());
    let cons = |a: crate::Expr, b: crate::Expr| {
        expr(ExprKind::Binary(Binary::Cons, a.into(), b.into()), list())
    };
    let sum = || binary(Binary::Add, x(0), x(1));
    let isl = |a: crate::Expr| expr(ExprKind::Unary(Unary::IsLeft, a.into()), Ty::Bool);
    assert_eq!(shown(cons(sum(), cons(x(0), ints(vec![])))), "a + b . a . []");
    let both = expr(
        ExprKind::Binary(Binary::Append, ints(vec![x(0)]).into(), cons(x(1), ints(vec![])).into()),
        list(),
    );
    assert_eq!(shown(cons(int(1), both.clone())), "1 . [a] ++ b . []");
    let equal = binary(Binary::Equal, both, ints(vec![]));
    assert_eq!(shown(equal), "[a] ++ b . [] = []");
    assert_eq!(shown(inl(sum())), "inl (a + b)");
    assert_eq!(shown(isl(inl(int(1)))), "isl (inl 1)");
    let bag = expr(ExprKind::Unary(Unary::ToBag, cons(x(0), ints(vec![])).into()), Ty::Int);
    assert_eq!(shown(bag), "((a . [])/~)");
    let case = |value: crate::Expr, arm| {
        let right = expr(ExprKind::Inr(truth(true).into()), either());
        let arms = vec![(Shape::Inl(name(2)), arm), (Shape::Inr(crate::Pat::Wild), right)];
        expr(ExprKind::Case(value.into(), arms), either())
    };
    let inner = case(inl(x(0)), inl(x(2)));
    assert_eq!(shown(inner.clone()), "case inl a of inl c => inl c of inr _ => inr true");
    assert_eq!(
        shown(case(inner.clone(), inner)),
        "case (case inl a of inl c => inl c of inr _ => inr true) \
         of inl c => (case inl a of inl c => inl c of inr _ => inr true) of inr _ => inr true"
    );
}

#[test]
fn a_choice_by_shape() {
    let more = [("first", Ty::Int), ("rest", Ty::List(Ty::Int.into()))];
    let arms = vec![
        (Shape::Nil, vec![send(int(0))]),
        (Shape::Cons(name(2), name(3)), vec![set(COUNT, x(2))]),
    ];
    let body = vec![case_of(ints(vec![x(0), x(1)]), arms)];
    let actions = actions_text(&system(vec![on_in(&more, body)]));
    expect![[r#"
        actions
          on in (a, b)
            case [a; b]
            of []
              send out 0 to self
            of first . rest
              count := first
    "#]]
    .assert_eq(&format!("actions\n{actions}"));
}
