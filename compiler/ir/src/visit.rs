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

/// The direct parts of an expression, to be changed.
pub fn parts_mut(expr: &mut Expr) -> Vec<&mut Expr> {
    match &mut expr.kind {
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
            parts.iter_mut().collect()
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

/// Calls `f` on an expression and everything in it, outermost first, to change it.
pub fn each_mut(expr: &mut Expr, f: &mut dyn FnMut(&mut Expr)) {
    f(expr);
    for part in parts_mut(expr) {
        each_mut(part, f);
    }
}

/// Calls `f` on every expression of a statement and of the statements in it, and on everything
/// in them, to change it.
pub fn each_in_stmt_mut(stmt: &mut Stmt, f: &mut dyn FnMut(&mut Expr)) {
    match &mut stmt.kind {
        StmtKind::Let(_, value) | StmtKind::Set(_, value) => each_mut(value, f),
        StmtKind::If(condition, yes, no) => {
            each_mut(condition, f);
            yes.iter_mut().chain(no).for_each(|stmt| each_in_stmt_mut(stmt, f));
        }
        StmtKind::For(_, bag, block) => {
            each_mut(bag, f);
            block.iter_mut().for_each(|stmt| each_in_stmt_mut(stmt, f));
        }
        StmtKind::Send { delay, to, body, .. } => {
            delay.iter_mut().chain([to, body]).for_each(|expr| each_mut(expr, f));
        }
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
        StmtKind::For(_, bag, _) => vec![bag],
        StmtKind::Send { delay, to, body, .. } => delay.iter().chain([to, body]).collect(),
    }
}

/// The blocks in a statement.
pub fn blocks(stmt: &Stmt) -> Vec<&[Stmt]> {
    match &stmt.kind {
        StmtKind::If(_, yes, no) => vec![yes, no],
        StmtKind::For(_, _, block) => vec![block],
        StmtKind::Let(..) | StmtKind::Set(..) | StmtKind::Send { .. } => Vec::new(),
    }
}

/// The blocks in a statement, to be changed.
pub fn blocks_mut(stmt: &mut Stmt) -> Vec<&mut Vec<Stmt>> {
    match &mut stmt.kind {
        StmtKind::If(_, yes, no) => vec![yes, no],
        StmtKind::For(_, _, block) => vec![block],
        StmtKind::Let(..) | StmtKind::Set(..) | StmtKind::Send { .. } => Vec::new(),
    }
}

/// Calls `f` on every statement of a block and of the blocks in it, in order.
pub fn each_stmt<'a>(block: &'a [Stmt], f: &mut dyn FnMut(&'a Stmt)) {
    for stmt in block {
        f(stmt);
        blocks(stmt).into_iter().for_each(|block| each_stmt(block, f));
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
