//! Expressions from outside a specification.

use evc_base::Diagnostic;
use evc_syntax::{parse_expr, parse_type};
use expect_test::{Expect, expect};
use smol_str::SmolStr;

use super::{FILE, analysed, render};
use crate::hir::{ExprKind, Hir, ParamId, TypeDefId};
use crate::ty::TyId;
use crate::{ExprContext, OuterExpr, analyse_expr, analyse_type, give_type};

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

const GENERAL: &str = "data Shape = Dot of Unit | Line of Int
parameter T, same : Type * T Deq
parameter start : T
parameter next : T -> T Bag";

/// `text` as a type from outside.
fn outer_type(hir: &Hir, text: &str) -> (Hir, TyId, Vec<Diagnostic>) {
    let (ty, found) = parse_type(FILE, text, 0);
    assert_eq!(found, []);
    analyse_type(hir, &ty)
}

/// What is found in an expression for the parameter of that name, where `T` is a given type.
#[track_caller]
fn check_given(ty: &str, parameter: &str, text: &str, expect: Expect) {
    let (hir, _) = analysed(GENERAL);
    let (mut hir, ty, found) = outer_type(&hir, ty);
    assert_eq!(found, []);
    let general = hir.type_defs.iter().position(|def| def.name == "T").unwrap();
    give_type(&mut hir, TypeDefId(general as u32), ty);
    let context = ExprContext { locations: vec!["n1".into()], params: Vec::new() };
    let (expr, found) = parse_expr(FILE, text, 0);
    assert_eq!(found, []);
    let expected = hir.params.iter().find(|param| param.name == parameter).unwrap().ty;
    expect.assert_eq(&render(text, &analyse_expr(&hir, &context, &expr, expected).1));
}

#[test]
fn type_parameters_are_what_they_are_given() {
    check_given("Int", "start", "3", expect![[""]]);
    check_given("Int", "same", "(op =)", expect![[""]]);
    check_given("Int * Loc", "next", "\\(n, l). {(n + 1, n1); (n, l)}", expect![[""]]);
    check_given(
        "Int * Loc",
        "next",
        "\\x. {1}",
        expect![[r#"
            error[EV0201]: type mismatch
              1:6 `1` this is `Int`
              = expected `Int * Loc`
              =    found `Int`
              help: write an expression of type `Int * Loc` here
        "#]],
    );
    check_given(
        "Int -> Int",
        "same",
        "(op =)",
        expect![[r#"
        error[EV0203]: values of type `Int -> Int` cannot be compared
          1:1 `(op =)` functions have no equality
          help: compare parts that have equality, such as numbers, locations or tokens
    "#]],
    );
}

#[test]
fn constructors_and_the_library_are_known() {
    check_given("Shape", "start", "Line 3", expect![[""]]);
    check_given(
        "Shape",
        "next",
        "\\s. if is_Dot s then {} else {Line (get_Line s + 1)}",
        expect![[""]],
    );
    check_given(
        "Shape",
        "start",
        "Line true",
        expect![[r#"
        error[EV0201]: type mismatch
          1:6 `true` this is `Bool`
          1:1 `Line` the function is `Int -> Shape`
          = expected `Int`
          =    found `Bool`
          help: write an expression of type `Int` here
    "#]],
    );
}

#[test]
fn given_types() {
    let (mut hir, _) = analysed(GENERAL);
    let check = |hir: &Hir, text: &str, expect: Expect| {
        expect.assert_eq(&render(text, &outer_type(hir, text).2));
    };
    check(&hir, "Shape List * Atom + Unit", expect![[""]]);
    check(
        &hir,
        "'a List",
        expect![[r#"
        error[EV0102]: unknown type variable `'a`
          1:1 `'a` not one that this declaration takes
          help: only `type` takes variables, before its name: `type 'a T = 'a List`
    "#]],
    );
    check(
        &hir,
        "T Bag",
        expect![[r#"
        error[EV0102]: unknown type `T`
          1:1 `T` nothing in scope has this name
          help: declare it above, as in `type T = Int`
    "#]],
    );
    check(
        &hir,
        "Shapes",
        expect![[r#"
        error[EV0102]: unknown type `Shapes`
          1:1 `Shapes` nothing in scope has this name
          help: did you mean `Shape`?
    "#]],
    );
    check(
        &hir,
        "Bag",
        expect![[r#"
        error[EV0206]: `Bag` is given the wrong number of types
          1:1 `Bag` takes 1 type
          = expected 1 type
          =    found no types
          help: the types stand before the name, as in `Int List` or `(Int, Bool) pair`
    "#]],
    );
    let (with_int, int, _) = outer_type(&hir, "Int");
    hir = with_int;
    give_type(&mut hir, TypeDefId(1), int);
    check(&hir, "T Bag", expect![[""]]);
}
