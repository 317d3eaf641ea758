//! The text form.

use expect_test::expect;

use super::kit::*;
use crate::expr::{Binary, ExprKind, Unary};
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
