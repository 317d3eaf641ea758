//! A builder for small systems.

use evc_base::{FileId, Span};

use crate::expr::{Binary, Expr, ExprKind, Pat, Shape, Unary};
use crate::system::{
    Action, Direction, Local, LocalId, Machine, MachineId, Message, MessageId, Param, ParamId,
    StateVar, Stmt, StmtKind, System, Trigger, VarId,
};
use crate::ty::Ty;

/// The message `in : Int * Int`.
pub const IN: MessageId = MessageId(0);
/// The message `out : Int`.
pub const OUT: MessageId = MessageId(1);
/// The variable `count : Int`.
pub const COUNT: VarId = VarId(0);
/// The variable `ring : Int * Bool`, with named fields.
pub const RING: VarId = VarId(1);

pub fn span() -> Span {
    Span::new(FileId(0), 0, 0)
}

pub fn expr(kind: ExprKind, ty: Ty) -> Expr {
    Expr::new(kind, ty, span())
}

pub fn int(value: i64) -> Expr {
    expr(ExprKind::Int(value), Ty::Int)
}

pub fn truth(value: bool) -> Expr {
    expr(ExprKind::Bool(value), Ty::Bool)
}

pub fn here() -> Expr {
    expr(ExprKind::SelfLoc, Ty::Loc)
}

pub fn local(id: u32, ty: Ty) -> Expr {
    expr(ExprKind::Local(LocalId(id)), ty)
}

/// The local of that number, an integer.
pub fn x(id: u32) -> Expr {
    local(id, Ty::Int)
}

pub fn when(var: VarId, ty: Ty) -> Expr {
    expr(ExprKind::When(var), ty)
}

pub fn after(var: VarId, ty: Ty) -> Expr {
    expr(ExprKind::After(var), ty)
}

pub fn param(id: u32, ty: Ty) -> Expr {
    expr(ExprKind::Param(ParamId(id)), ty)
}

pub fn binary(op: Binary, a: Expr, b: Expr) -> Expr {
    let ty = if op.may_fault() { Ty::Int } else { Ty::Bool };
    expr(ExprKind::Binary(op, a.into(), b.into()), ty)
}

/// `a > b`
pub fn greater(a: Expr, b: Expr) -> Expr {
    binary(Binary::Greater, a, b)
}

/// `a / b`, which may fault.
pub fn quotient(a: Expr, b: Expr) -> Expr {
    binary(Binary::Divide, a, b)
}

pub fn and(a: Expr, b: Expr) -> Expr {
    expr(ExprKind::And(a.into(), b.into()), Ty::Bool)
}

pub fn or(a: Expr, b: Expr) -> Expr {
    expr(ExprKind::Or(a.into(), b.into()), Ty::Bool)
}

pub fn not(a: Expr) -> Expr {
    expr(ExprKind::Unary(Unary::Not, a.into()), Ty::Bool)
}

pub fn tuple(parts: Vec<Expr>) -> Expr {
    let ty = Ty::Tuple(parts.iter().map(|part| part.ty.clone()).collect());
    expr(ExprKind::Tuple(parts), ty)
}

pub fn name(id: u32) -> Pat {
    Pat::Local(LocalId(id))
}

pub fn names<const N: usize>(ids: [u32; N]) -> Pat {
    Pat::Tuple(ids.map(name).into())
}

fn stmt(kind: StmtKind) -> Stmt {
    Stmt { kind, span: span() }
}

pub fn set(var: VarId, value: Expr) -> Stmt {
    stmt(StmtKind::Set(var, value))
}

pub fn bind(pat: Pat, value: Expr) -> Stmt {
    stmt(StmtKind::Let(pat, value))
}

pub fn when_holds(condition: Expr, yes: Vec<Stmt>, no: Vec<Stmt>) -> Stmt {
    stmt(StmtKind::If(condition, yes, no))
}

pub fn case_of(value: Expr, arms: Vec<(Shape, Vec<Stmt>)>) -> Stmt {
    stmt(StmtKind::Case(value, arms))
}

/// A sum of type `Int + Bool`.
pub fn either() -> Ty {
    Ty::Sum(Ty::Int.into(), Ty::Bool.into())
}

/// `inl a`, of type `Int + Bool`.
pub fn inl(a: Expr) -> Expr {
    expr(ExprKind::Inl(a.into()), either())
}

/// A list of integers.
pub fn ints(elements: Vec<Expr>) -> Expr {
    expr(ExprKind::List(elements), Ty::List(Ty::Int.into()))
}

/// Sends `out` with a body to the own location.
pub fn send(body: Expr) -> Stmt {
    stmt(StmtKind::Send { delay: None, to: here(), message: OUT, body })
}

pub fn send_after(delay: Expr, body: Expr) -> Stmt {
    stmt(StmtKind::Send { delay: Some(delay), to: here(), message: OUT, body })
}

/// The receipt of `in` with the locals `a` (0), `b` (1) for its parts, and further ones.
pub fn on_in(more: &[(&str, Ty)], body: Vec<Stmt>) -> Action {
    let parts = [("a", Ty::Int), ("b", Ty::Int)];
    let locals = parts.iter().chain(more);
    let locals = locals.map(|(name, ty)| Local { name: (*name).into(), ty: ty.clone() });
    Action { trigger: Trigger::Receive(IN), pattern: names([0, 1]), locals: locals.collect(), body }
}

fn message(name: &str, direction: Direction, ty: Ty) -> Message {
    let header = vec![name.into()];
    Message { name: name.into(), direction, header, ty, doc: None, span: span() }
}

/// A system with two messages, two parameters and two variables.
pub fn system(actions: Vec<Action>) -> System {
    let param = |name: &str, ty| Param { name: name.into(), ty, doc: None, span: span() };
    let var = |name: &str, ty, fields: &[&str], init| StateVar {
        name: name.into(),
        ty,
        fields: fields.iter().map(|field| (*field).into()).collect(),
        init,
        doc: None,
        span: span(),
    };
    let pair = Ty::Tuple(vec![Ty::Int, Ty::Bool]);
    let function = Ty::Function(Ty::Loc.into(), Ty::Int.into());
    System {
        name: "small".into(),
        file: "small.evml".into(),
        params: vec![param("limit", Ty::Int), param("uid", function)],
        messages: vec![
            message("in", Direction::Input, Ty::Tuple(vec![Ty::Int, Ty::Int])),
            message("out", Direction::Output, Ty::Int),
        ],
        machines: vec![Machine {
            name: "small".into(),
            placement: truth(true),
            vars: vec![
                var("count", Ty::Int, &[], int(0)),
                var("ring", pair, &["epoch", "voted"], tuple(vec![int(1), truth(false)])),
            ],
            actions,
        }],
        root: MachineId(0),
    }
}

/// The text of the action of a system that has one.
pub fn actions_text(system: &System) -> String {
    let text = crate::text::print(system);
    let start = text.find("  on ").unwrap_or(text.len());
    let action = text.get(start..).and_then(|rest| rest.split("\n\n").next());
    format!("{}\n", action.unwrap_or_default())
}
