//! Joins conditionals that ask the same question.
//!
//! Lowering asks each class's questions on its own, so that an action that is one thought in the
//! specification's author's mind is a row of conditionals. Locals and state do not change within
//! an action, so a condition has one answer wherever it stands: neighbours that begin with the
//! same condition become one conditional, and a conditional that holds nothing but another
//! becomes one with both conditions.
//!
//! *After this* no two neighbouring conditionals begin with the same condition, and none holds
//! just one other without an alternative.

use crate::expr::{Expr, ExprKind};
use crate::system::{Stmt, StmtKind};
use crate::ty::Ty;
use crate::visit;

/// Joins the conditionals of a block and of all blocks in it.
pub fn run(block: &mut Vec<Stmt>) {
    split(block);
    join(block);
    collapse(block);
}

/// Makes each conjunction in a condition a conditional of its own, where there is no alternative.
fn split(block: &mut [Stmt]) {
    for stmt in block {
        let span = stmt.span;
        visit::blocks_mut(stmt).into_iter().for_each(|block| split(block));
        let StmtKind::If(condition, yes, no) = &mut stmt.kind else { continue };
        if !no.is_empty() {
            continue;
        }
        while let ExprKind::And(first, second) = &condition.kind {
            let (first, second) = ((**first).clone(), (**second).clone());
            let inner = StmtKind::If(second, std::mem::take(yes), Vec::new());
            let mut inner = vec![Stmt { kind: inner, span }];
            split(&mut inner);
            *yes = inner;
            *condition = first;
        }
    }
}

/// Joins neighbours with equal conditions.
fn join(block: &mut Vec<Stmt>) {
    let mut joined: Vec<Stmt> = Vec::new();
    for stmt in block.drain(..) {
        match (joined.last_mut().map(|last| &mut last.kind), stmt) {
            (
                Some(StmtKind::If(same, yes, no)),
                Stmt { kind: StmtKind::If(condition, then, otherwise), .. },
            ) if same.is_same(&condition) => {
                yes.extend(then);
                no.extend(otherwise);
            }
            (_, stmt) => joined.push(stmt),
        }
    }
    for stmt in &mut joined {
        visit::blocks_mut(stmt).into_iter().for_each(join);
    }
    *block = joined;
}

/// Makes a conditional that holds just another one a conditional with both conditions.
fn collapse(block: &mut [Stmt]) {
    for stmt in block {
        visit::blocks_mut(stmt).into_iter().for_each(|block| collapse(block));
        let StmtKind::If(condition, yes, no) = &mut stmt.kind else { continue };
        let just_one = matches!(
            (&yes[..], &no[..]),
            ([Stmt { kind: StmtKind::If(_, _, otherwise), .. }], []) if otherwise.is_empty()
        );
        if just_one && let Some(Stmt { kind: StmtKind::If(second, then, _), .. }) = yes.pop() {
            let span = condition.span.to(second.span);
            let kind = ExprKind::And(condition.clone().into(), second.into());
            *condition = Expr::new(kind, Ty::Bool, span);
            *yes = then;
        }
    }
}
