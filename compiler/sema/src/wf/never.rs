//! Classes that can never produce.

use evc_base::Diagnostic;

use super::firing::{Events, Firings};
use super::own_exprs;
use crate::hir::{ClassForm, Expr, ExprKind, Hir};
use crate::problems;

/// Reports each class that can never produce although what it is made of can: the innermost cause.
pub(super) fn check<'h>(hir: &'h Hir, firings: &mut Firings<'h>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for root in own_exprs(hir) {
        root.each(&mut |expr| found.extend(cause(hir, firings, expr)));
    }
    found
}

/// What is to be said about a class that never produces by itself.
fn cause<'h>(hir: &'h Hir, firings: &mut Firings<'h>, expr: &'h Expr) -> Option<Diagnostic> {
    match &expr.kind {
        ExprKind::Compose(_, inputs, prior) => {
            let parts: Vec<_> = inputs.iter().map(|input| firings.class(input).may).collect();
            if parts.iter().any(Events::is_none) || !firings.class(expr).may.is_none() {
                return None;
            }
            if let Some(prior) = prior.as_ref().filter(|prior| prior.default.is_none()) {
                return Some(problems::prior_without_default(prior.span));
            }
            let together = parts.iter().try_fold(None, |all: Option<Events>, part| match all {
                None => Some(Some(part.clone())),
                Some(all) if all.is_none() => None,
                Some(all) => Some(Some(all.and(part))),
            });
            if together.flatten().is_some_and(|together| !together.is_none()) {
                return Some(problems::gives_nothing(expr.span));
            }
            let parts = inputs.iter().zip(parts).filter(|(_, part)| !part.any);
            let places = parts.map(|(input, part)| (input.span, describe(hir, &part)));
            Some(problems::never_together(expr.span, places.collect()))
        }
        ExprKind::At(class, places) => {
            let nowhere = matches!(&places.kind, ExprKind::Bag(places) if places.is_empty());
            (nowhere && !firings.class(class).may.is_none())
                .then(|| problems::placed_nowhere(expr.span, places.span))
        }
        ExprKind::Form(ClassForm::Skip, inner) => {
            let skipped = firings.class(expr).may.is_none();
            (skipped && !firings.class(inner).may.is_none())
                .then(|| problems::skipped_whole(expr.span, inner.span))
        }
        _ => None,
    }
}

/// The events of a class in words.
fn describe(hir: &Hir, events: &Events) -> String {
    let mut parts: Vec<_> =
        events.headers.iter().map(|id| format!("`{}`", hir[*id].name)).collect();
    if events.first {
        parts.push("the first event".to_owned());
    }
    format!("produces at {} only", parts.join(" or "))
}
