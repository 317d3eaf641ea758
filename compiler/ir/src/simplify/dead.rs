//! Removes what has no effect: locals that nothing reads, conditionals with nothing in them.
//!
//! A definition whose value may fault stays, because the fault is part of the meaning.

use std::collections::BTreeSet;

use crate::expr::{Expr, ExprKind, Pat};
use crate::system::{Action, Local, LocalId, Stmt, StmtKind};
use crate::visit;

/// Cleans one action.
pub fn run(action: &mut Action) {
    loop {
        let before = size(&action.body);
        let read = read_locals(action);
        block(&mut action.body, &read);
        if size(&action.body) == before {
            prune(&mut action.pattern, &read);
            return renumber(action);
        }
    }
}

fn size(body: &[Stmt]) -> usize {
    let mut count = 0;
    visit::each_stmt(body, &mut |_| count += 1);
    count
}

fn read_locals(action: &Action) -> BTreeSet<LocalId> {
    let mut read = BTreeSet::new();
    visit::each_stmt(&action.body, &mut |stmt| {
        for expr in visit::exprs(stmt) {
            visit::each(expr, &mut |part| {
                if let ExprKind::Local(id) = part.kind {
                    read.insert(id);
                }
            });
        }
    });
    read
}

fn block(body: &mut Vec<Stmt>, read: &BTreeSet<LocalId>) {
    body.retain_mut(|stmt| match &mut stmt.kind {
        StmtKind::Let(pat, value) => {
            prune(pat, read);
            *pat != Pat::Wild || value.may_fault()
        }
        StmtKind::If(condition, yes, no) => {
            block(yes, read);
            block(no, read);
            if yes.is_empty() && !no.is_empty() {
                negate(condition);
                std::mem::swap(yes, no);
            }
            !yes.is_empty() || condition.may_fault()
        }
        StmtKind::For(pat, bag, inner) => {
            prune(pat, read);
            block(inner, read);
            !inner.is_empty() || bag.may_fault()
        }
        StmtKind::Set(..) | StmtKind::Send { .. } => true,
    });
}

/// Turns a condition into its negation, so that the only branch is the first.
fn negate(condition: &mut Expr) {
    use crate::expr::Unary;
    let (ty, span) = (condition.ty.clone(), condition.span);
    let inner = std::mem::replace(condition, Expr::new(ExprKind::Unit, ty.clone(), span));
    *condition = match inner.kind {
        ExprKind::Unary(Unary::Not, operand) => *operand,
        kind => {
            let operand = Expr::new(kind, ty.clone(), span);
            Expr::new(ExprKind::Unary(Unary::Not, operand.into()), ty, span)
        }
    };
}

/// Replaces the locals that nothing reads by `_`.
fn prune(pat: &mut Pat, read: &BTreeSet<LocalId>) {
    match pat {
        Pat::Local(id) if !read.contains(id) => *pat = Pat::Wild,
        Pat::Tuple(parts) => {
            parts.iter_mut().for_each(|part| prune(part, read));
            if parts.iter().all(|part| *part == Pat::Wild) {
                *pat = Pat::Wild;
            }
        }
        Pat::Wild | Pat::Local(_) => {}
    }
}

/// Drops the table entries of locals that are gone.
fn renumber(action: &mut Action) {
    let mut kept: Vec<LocalId> = Vec::new();
    let mut keep = |id: LocalId| kept.push(id);
    visit::bound(&action.pattern, &mut keep);
    visit::each_stmt(&action.body, &mut |stmt| {
        if let StmtKind::Let(pat, _) | StmtKind::For(pat, ..) = &stmt.kind {
            visit::bound(pat, &mut keep);
        }
        for expr in visit::exprs(stmt) {
            visit::each(expr, &mut |part| {
                if let ExprKind::Let(pat, ..) = &part.kind {
                    visit::bound(pat, &mut keep);
                }
            });
        }
    });
    let new_id = |id: LocalId| {
        let place = kept.iter().position(|other| *other == id);
        LocalId(place.expect("every local that is left is bound") as u32)
    };
    let locals: Vec<Local> =
        kept.iter().filter_map(|id| action.locals.get(id.index())).cloned().collect();
    rename_pat(&mut action.pattern, &new_id);
    rename_block(&mut action.body, &new_id);
    action.locals = locals;
}

type Rename<'a> = &'a dyn Fn(LocalId) -> LocalId;

fn rename_pat(pat: &mut Pat, new_id: Rename<'_>) {
    match pat {
        Pat::Wild => {}
        Pat::Local(id) => *id = new_id(*id),
        Pat::Tuple(parts) => parts.iter_mut().for_each(|part| rename_pat(part, new_id)),
    }
}

fn rename_block(body: &mut [Stmt], new_id: Rename<'_>) {
    for stmt in body {
        rename_bound(stmt, new_id);
        visit::each_in_stmt_mut(stmt, &mut |expr| match &mut expr.kind {
            ExprKind::Local(id) => *id = new_id(*id),
            ExprKind::Let(pat, ..) => rename_pat(pat, new_id),
            _ => {}
        });
    }
}

/// Renames what the statement and the statements in it bind.
fn rename_bound(stmt: &mut Stmt, new_id: Rename<'_>) {
    match &mut stmt.kind {
        StmtKind::Let(pat, _) => rename_pat(pat, new_id),
        StmtKind::If(_, yes, no) => {
            yes.iter_mut().chain(no).for_each(|stmt| rename_bound(stmt, new_id));
        }
        StmtKind::For(pat, _, block) => {
            rename_pat(pat, new_id);
            block.iter_mut().for_each(|stmt| rename_bound(stmt, new_id));
        }
        StmtKind::Set(..) | StmtKind::Send { .. } => {}
    }
}
