//! Literals whose Rust type their surroundings must tell.
//!
//! An integer that nothing ties to `i64` would be an `i32`. Most are tied by a field, a call or
//! another operand and stay plain, which reads best; this module finds those that are not.

use evc_ir::{Binary, Expr, ExprKind, Pat, Ty, Unary};

/// Whether the type of an expression's code is left open by some integer in it. Empty lists and
/// bags name their type.
pub fn is_open(expr: &Expr) -> bool {
    match &expr.kind {
        // The least integer is written as a constant, which has a type.
        ExprKind::Int(value) => *value != i64::MIN,
        ExprKind::Tuple(parts) => parts.iter().any(is_open),
        ExprKind::List(parts) | ExprKind::Bag(parts) => are_open(parts.iter()),
        ExprKind::Let(Pat::Local(id), value, body) if body.kind == ExprKind::Local(*id) => {
            is_open(value)
        }
        ExprKind::Let(_, _, body) => is_open(body),
        // Nothing tells the type of the other side.
        ExprKind::Inl(_) | ExprKind::Inr(_) => true,
        ExprKind::Case(_, arms) => are_open(arms.iter().map(|(_, arm)| arm)),
        ExprKind::Unary(Unary::ToBag, list) => is_open(list),
        ExprKind::Binary(Binary::Cons | Binary::Append, a, b) => is_open(a) || is_open(b),
        ExprKind::If(_, yes, no) => are_open([&**yes, &**no].into_iter()),
        _ => false,
    }
}

/// Whether a definition must name the type of its value; linters want units to be named too.
pub fn needs_type(value: &Expr) -> bool {
    is_open(value) || (value.ty == Ty::Unit && value.kind != ExprKind::Unit)
}

/// Of expressions of one type: among integers one that has a type tells that of the others.
fn are_open<'e>(mut exprs: impl Iterator<Item = &'e Expr> + Clone) -> bool {
    let integers = exprs.clone().all(|expr| expr.ty == Ty::Int);
    let some = exprs.clone().next().is_some();
    if integers { some && exprs.all(is_open) } else { exprs.any(is_open) }
}
