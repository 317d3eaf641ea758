//! Names what is computed more than once: applications of a parameter's function.
//!
//! Lowering writes an application wherever the specification has one; `uid slf` in four classes
//! is four applications at one event. Where one of them is certain to be evaluated in a block,
//! it is evaluated first and its value used for all in that block. If it faults, the step would
//! have faulted anyway, since a fault undoes everything.
//!
//! *After this* no block evaluates an application to an atomic argument for certain and then
//! again.

use smol_str::{SmolStr, format_smolstr};

use crate::expr::{Expr, ExprKind, Pat};
use crate::system::{Action, Local, LocalId, ParamId, Stmt, StmtKind};
use crate::visit;

/// The names of parameters.
type Names<'a> = &'a dyn Fn(ParamId) -> SmolStr;

/// Names the repeated applications of an action; `params` gives the names of parameters.
pub fn run(action: &mut Action, params: Names<'_>) {
    block(&mut action.body, &mut action.locals, params);
}

fn block(body: &mut Vec<Stmt>, locals: &mut Vec<Local>, params: Names<'_>) {
    let mut index = 0;
    while let Some(stmt) = body.get(index) {
        // Each statement in its turn, because what one binds is known only behind it.
        if let Some(call) = applications(stmt).into_iter().find(|c| is_repeated(c, body, index)) {
            let id = LocalId(locals.len() as u32);
            locals.push(Local { name: name(&call, locals, params), ty: call.ty.clone() });
            for stmt in body.iter_mut().skip(index) {
                replace(stmt, &call, id);
            }
            let span = call.span;
            body.insert(index, Stmt { kind: StmtKind::Let(Pat::Local(id), call), span });
        } else if let Some(stmt) = body.get_mut(index) {
            visit::blocks_mut(stmt).into_iter().for_each(|inner| block(inner, locals, params));
        }
        index += 1;
    }
}

/// The applications in a statement and the blocks in it, in order of their places. One to the
/// value of a variable *after* the event is left alone: it may not move before an update.
fn applications(stmt: &Stmt) -> Vec<Expr> {
    let mut found = Vec::new();
    each_part(std::slice::from_ref(stmt), &mut |part| {
        if let ExprKind::Call(_, argument) = &part.kind
            && argument.is_atomic()
            && !matches!(argument.kind, ExprKind::After(_))
        {
            found.push(part.clone());
        }
    });
    found
}

fn each_part(block: &[Stmt], f: &mut dyn FnMut(&Expr)) {
    visit::each_stmt(block, &mut |stmt| {
        visit::exprs(stmt).into_iter().for_each(|expr| visit::each(expr, f));
    });
}

/// Whether an application is certain to be evaluated from a statement of a block on, occurs more
/// than once there, and reads nothing that is bound there.
fn is_repeated(call: &Expr, body: &[Stmt], from: usize) -> bool {
    let rest = body.get(from..).unwrap_or_default();
    let mut bound = false;
    let mut binds = |pat: &Pat| visit::bound(pat, &mut |id| bound |= reads(call, id));
    visit::each_stmt(rest, &mut |stmt| {
        if let StmtKind::Let(pat, _) | StmtKind::For(pat, ..) = &stmt.kind {
            binds(pat);
        }
    });
    let mut count = 0;
    each_part(rest, &mut |part| {
        count += usize::from(part.is_same(call));
        if let ExprKind::Let(pat, ..) = &part.kind {
            binds(pat);
        }
    });
    count > 1 && !bound && rest.iter().flat_map(visit::exprs).any(|expr| is_certain(expr, call))
}

fn reads(expr: &Expr, id: LocalId) -> bool {
    let mut found = false;
    visit::each(expr, &mut |part| found |= part.kind == ExprKind::Local(id));
    found
}

/// Whether evaluating an expression evaluates `call`, whatever the values are.
fn is_certain(expr: &Expr, call: &Expr) -> bool {
    expr.is_same(call)
        || match &expr.kind {
            ExprKind::And(first, _) | ExprKind::Or(first, _) | ExprKind::If(first, ..) => {
                is_certain(first, call)
            }
            _ => visit::parts(expr).into_iter().any(|part| is_certain(part, call)),
        }
}

fn replace(stmt: &mut Stmt, call: &Expr, id: LocalId) {
    visit::each_in_stmt_mut(stmt, &mut |part| {
        if part.is_same(call) {
            part.kind = ExprKind::Local(id);
        }
    });
}

/// `uid_self` for `uid self`.
fn name(call: &Expr, locals: &[Local], params: Names<'_>) -> SmolStr {
    let local = |id: LocalId| locals.get(id.index()).map(|local| local.name.clone());
    let word = |expr: &Expr| match &expr.kind {
        ExprKind::SelfLoc => Some("self".into()),
        ExprKind::Param(id) => Some(params(*id)),
        ExprKind::Local(id) => local(*id),
        _ => None,
    };
    let ExprKind::Call(function, argument) = &call.kind else { return "value".into() };
    let (function, argument) = (word(function), word(argument));
    let value = || SmolStr::new_static("value");
    format_smolstr!("{}_{}", function.unwrap_or_else(value), argument.unwrap_or_else(value))
}
