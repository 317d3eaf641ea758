//! Code in shapes that a Rust programmer would not choose and linters advise against.
//!
//! Conditions stay as the specification puts them, so that the two can be read side by side.
//! Where one of them is of such a shape, the generated code says so once, with the reason.

use evc_ir::{Action, Binary, Expr, ExprKind, Machine, Stmt, StmtKind, Ty, Unary, visit};
use proc_macro2::TokenStream;
use quote::quote;

/// The attribute that keeps linters quiet about the shapes in some actions, if there are any.
pub fn in_actions(actions: &[Action]) -> Option<TokenStream> {
    attribute(actions.iter().any(|action| is_odd_block(&action.body)))
}

/// The same for where a machine is placed and what its variables start with.
pub fn in_start(machine: &Machine) -> Option<TokenStream> {
    let placement = &machine.placement;
    // It is negated, unless it always holds and is left out.
    let odd_negated =
        matches!(placement.kind, ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Bool(false));
    let odd = odd_negated
        || has_odd_part(placement)
        || machine.vars.iter().any(|var| has_odd_part(&var.init));
    attribute(odd)
}

fn attribute(odd: bool) -> Option<TokenStream> {
    odd.then(|| {
        quote! {
            #[allow(
                clippy::absurd_extreme_comparisons,
                clippy::bool_comparison,
                clippy::cmp_owned,
                clippy::eq_op,
                clippy::if_same_then_else,
                clippy::ifs_same_cond,
                clippy::manual_range_contains,
                clippy::needless_bool,
                clippy::nonminimal_bool,
                clippy::overly_complex_bool_expr,
                clippy::unit_arg,
                clippy::unused_unit,
                unused_comparisons,
                reason = "conditions are as the specification puts them"
            )]
        }
    })
}

fn is_odd_block(block: &[Stmt]) -> bool {
    let mut odd = false;
    visit::each_stmt(block, &mut |stmt| {
        odd |= visit::exprs(stmt).into_iter().any(has_odd_part);
        if let StmtKind::If(condition, yes, no) = &stmt.kind {
            odd |= same_block(yes, no) || asks_again(condition, no);
            odd |= is_literal(condition);
        }
    });
    odd
}

/// Whether an alternative asks the same question again.
fn asks_again(condition: &Expr, no: &[Stmt]) -> bool {
    let [Stmt { kind: StmtKind::If(other, _, no), .. }] = no else { return false };
    condition.is_same(other) || asks_again(condition, no)
}

fn same_block(a: &[Stmt], b: &[Stmt]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_stmt(a, b))
}

fn same_stmt(a: &Stmt, b: &Stmt) -> bool {
    let (these, those) = (visit::exprs(a), visit::exprs(b));
    let same = these.len() == those.len() && these.iter().zip(those).all(|(a, b)| a.is_same(b));
    same && match (&a.kind, &b.kind) {
        (StmtKind::If(_, a, b), StmtKind::If(_, c, d)) => same_block(a, c) && same_block(b, d),
        (StmtKind::For(p, _, a), StmtKind::For(q, _, b)) => p == q && same_block(a, b),
        (StmtKind::Set(a, _), StmtKind::Set(b, _)) => a == b,
        (StmtKind::Send { message: a, .. }, StmtKind::Send { message: b, .. }) => a == b,
        _ => false,
    }
}

fn has_odd_part(expr: &Expr) -> bool {
    let mut odd = false;
    visit::each(expr, &mut |part| odd |= is_odd(part));
    odd
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Bool(_))
}

fn is_odd(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Unary(Unary::Not, a) => {
            matches!(a.kind, ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Bool(_))
        }
        ExprKind::Binary(_, a, b) => {
            let written = |e: &Expr| {
                matches!(e.kind, ExprKind::List(_) | ExprKind::Bag(_) | ExprKind::Str(_))
            };
            let literal = is_literal(a) || is_literal(b) || (written(a) && written(b));
            let limit = |e: &Expr| matches!(e.kind, ExprKind::Int(i64::MIN | i64::MAX));
            expr.ty == Ty::Bool && (a.is_same(b) || literal || limit(a) || limit(b))
        }
        ExprKind::If(condition, yes, no) => {
            expr.ty == Ty::Unit
                || yes.is_same(no)
                || is_literal(condition)
                || is_literal(yes)
                || is_literal(no)
        }
        ExprKind::Let(..) => expr.ty == Ty::Unit,
        ExprKind::And(..) | ExprKind::Or(..) => {
            let mut atoms = Vec::new();
            flatten(expr, &mut atoms);
            let related = atoms.iter().enumerate().any(|(index, atom)| {
                atoms.iter().skip(index + 1).any(|other| are_related(atom, other))
            });
            related || atoms.into_iter().any(is_literal)
        }
        _ => false,
    }
}

/// What a condition connects.
fn flatten<'e>(expr: &'e Expr, atoms: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::And(a, b) | ExprKind::Or(a, b) => {
            flatten(a, atoms);
            flatten(b, atoms);
        }
        ExprKind::Unary(Unary::Not, a) => flatten(a, atoms),
        _ => atoms.push(expr),
    }
}

/// Whether one of two conditions says something about the other: they are the same, compare the
/// same, or bound the same number.
fn are_related(a: &Expr, b: &Expr) -> bool {
    if a.is_same(b) {
        return true;
    }
    let (ExprKind::Binary(op, a, b), ExprKind::Binary(other, c, d)) = (&a.kind, &b.kind) else {
        return false;
    };
    let pairs = (a.is_same(c) && b.is_same(d)) || (a.is_same(d) && b.is_same(c));
    let bounds = |op: &Binary| {
        matches!(op, Binary::Less | Binary::Greater | Binary::AtMost | Binary::AtLeast)
    };
    let shared = [a, b].into_iter().any(|x| x.is_same(c) || x.is_same(d));
    pairs || (bounds(op) && bounds(other) && shared)
}
