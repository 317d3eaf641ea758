//! Expressions from outside a specification.

use evc_base::Diagnostic;
use evc_syntax::parse_expr;
use expect_test::{Expect, expect};
use smol_str::SmolStr;

use super::{FILE, analysed, render};
use crate::hir::{ExprKind, ParamId};
use crate::{ExprContext, OuterExpr, analyse_expr};

const SPECIFICATION: &str = "parameter limit : Int\nparameter n1 : Bool\nlet helper = 1 ;;";

/// Reads an expression that must have the type of the parameter `limit`, where the locations `n1`
/// and `node2` exist and the given parameters have values.
fn outer(text: &str, params: &[u32]) -> (OuterExpr, Vec<Diagnostic>) {
    let (hir, _) = analysed(SPECIFICATION);
    let (expr, found) = parse_expr(FILE, text, 0);
    assert_eq!(found, []);
    let context = ExprContext {
        locations: ["n1", "node2"].map(SmolStr::new_static).into(),
        params: params.iter().map(|index| ParamId(*index)).collect(),
    };
    analyse_expr(&hir, &context, &expr, hir.params[0].ty)
}

#[track_caller]
fn check(text: &str, params: &[u32], expect: Expect) {
    expect.assert_eq(&render(text, &outer(text, params).1));
}

#[test]
fn locations_are_known() {
    let (expr, found) = outer("if n1 = node2 then 1 else 2", &[]);
    assert_eq!(found, []);
    let names: Vec<_> = expr.locations.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["n1", "node2"]);
}

#[test]
fn parameters_are_known_once_given() {
    check("limit + 1", &[0], expect![[""]]);
    check(
        "limit + 1",
        &[],
        expect![[r#"
        error[EV0402]: the parameter `limit` has no value here
          1:1 `limit` neither a location nor a parameter given above
          help: write the value itself, or move this below the line that gives it to the parameter
    "#]],
    );
}

#[test]
fn a_parameter_hides_a_location() {
    let (expr, found) = outer("if n1 then 1 else 2", &[1]);
    assert_eq!(found, []);
    let ExprKind::If(condition, ..) = expr.expr.kind else { panic!("not a conditional") };
    assert!(matches!(condition.kind, ExprKind::Param(ParamId(1))));
}

#[test]
fn unknown_locations() {
    check(
        "if node1 = n1 then 1 else 2",
        &[],
        expect![[r#"
        error[EV0402]: unknown location `node1`
          1:4 `node1` neither a location nor a parameter
          help: did you mean `node2`?
    "#]],
    );
    check(
        "if elsewhere = n1 then 1 else 2",
        &[],
        expect![[r#"
        error[EV0402]: unknown location `elsewhere`
          1:4 `elsewhere` neither a location nor a parameter
          help: add it under `[locations]`, as in `elsewhere = "127.0.0.1:7000"`
    "#]],
    );
}

#[test]
fn definitions_of_the_specification_are_not_known() {
    check(
        "helper",
        &[],
        expect![[r#"
        error[EV0402]: unknown location `helper`
          1:1 `helper` neither a location nor a parameter
          help: add it under `[locations]`, as in `helper = "127.0.0.1:7000"`
    "#]],
    );
}

#[test]
fn types() {
    check(
        "n1",
        &[],
        expect![[r#"
            error[EV0201]: type mismatch
              1:1 `n1` this is `Loc`
              = expected `Int`
              =    found `Loc`
              help: write an expression of type `Int` here
        "#]],
    );
    check(
        "if (\\x. x) = (\\x. x) then 1 else 2",
        &[],
        expect![[r#"
            error[EV0203]: values of type `'a -> 'a` cannot be compared
              1:12 `=` functions have no equality
              help: compare parts that have equality, such as numbers, locations or tokens
        "#]],
    );
    check(
        "if [] = [] then 1 else 2",
        &[],
        expect![[r#"
            error[EV0204]: the type that is compared here is not known
              1:7 `=` compares values of type `'a List`
              help: write the type of what is compared, as in `(x : Int)` or `((op =) : Int Deq)`
        "#]],
    );
}
