//! Delays that are no time to wait.

use evc_base::Diagnostic;

use super::own_exprs;
use crate::hir::{Builtin, Component, Expr, ExprKind, Hir};
use crate::problems;

/// Reports delays that are written as negative numbers.
pub(super) fn check(hir: &Hir) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut check = |expr: &Expr| {
        let ExprKind::Apply(function, delay) = &expr.kind else { return };
        let delayed = [Component::SendAfter, Component::BroadcastAfter];
        if let ExprKind::Component(_, component) = function.kind
            && delayed.contains(&component)
            && is_negative(delay)
        {
            found.push(problems::negative_delay(delay.span));
        }
    };
    own_exprs(hir).for_each(|expr| expr.each(&mut check));
    found
}

fn is_negative(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Int(value) => *value < 0,
        ExprKind::Apply(function, operand) => {
            matches!(function.kind, ExprKind::Builtin(Builtin::Negate))
                && matches!(operand.kind, ExprKind::Int(value) if value > 0)
        }
        _ => false,
    }
}
