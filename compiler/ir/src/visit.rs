//! Walks over expressions and statements, for the analyses of this crate.

use crate::expr::{Expr, ExprKind, Pat};
use crate::system::{LocalId, Stmt, StmtKind};

/// The direct parts of an expression, in order of evaluation.
pub fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Unit
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Str(_)
        | ExprKind::Tok(_)
        | ExprKind::SelfLoc
        | ExprKind::Local(_)
        | ExprKind::Param(_)
        | ExprKind::When(_)
        | ExprKind::After(_) => Vec::new(),
        ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Bag(parts) => {
            parts.iter().collect()
        }
        ExprKind::Unary(_, a) => vec![a],
        ExprKind::Let(_, a, b)
        | ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::Binary(_, a, b)
        | ExprKind::Call(a, b) => vec![a, b],
        ExprKind::If(a, b, c) => vec![a, b, c],
    }
}

/// Calls `f` on an expression and everything in it, outermost first.
pub fn each(expr: &Expr, f: &mut dyn FnMut(&Expr)) {
    f(expr);
    for part in parts(expr) {
        each(part, f);
    }
}

/// The direct expressions of a statement, without those of nested statements.
pub fn exprs(stmt: &Stmt) -> Vec<&Expr> {
    match &stmt.kind {
        StmtKind::Let(_, value) | StmtKind::Set(_, value) => vec![value],
        StmtKind::If(condition, ..) => vec![condition],
        StmtKind::Send { delay, to, body, .. } => delay.iter().chain([to, body]).collect(),
    }
}

/// Calls `f` on every statement of a block and of the blocks in it, in order.
pub fn each_stmt<'a>(block: &'a [Stmt], f: &mut dyn FnMut(&'a Stmt)) {
    for stmt in block {
        f(stmt);
        if let StmtKind::If(_, yes, no) = &stmt.kind {
            each_stmt(yes, f);
            each_stmt(no, f);
        }
    }
}

/// Whether a block reads a local.
pub fn reads(block: &[Stmt], local: LocalId) -> bool {
    let mut found = false;
    each_stmt(block, &mut |stmt| {
        for expr in exprs(stmt) {
            each(expr, &mut |part| found |= part.kind == ExprKind::Local(local));
        }
    });
    found
}

/// The locals a pattern binds, in order.
pub fn bound(pat: &Pat, f: &mut dyn FnMut(LocalId)) {
    match pat {
        Pat::Wild => {}
        Pat::Local(id) => f(*id),
        Pat::Tuple(parts) => parts.iter().for_each(|part| bound(part, f)),
    }
}
