//! Transitions of one state that happen together.
//!
//! Each is then applied to the same old state, and the state has several values from then on
//! (language reference, section 4.5). Only transitions that certainly happen together are
//! reported: classes that tell messages of one header apart are a good way to write a state.

use evc_base::Diagnostic;

use super::firing::Firings;
use super::own_exprs;
use crate::hir::{Expr, ExprKind, Hir};
use crate::problems;

/// Reports pairs of transitions whose classes produce at the same events.
pub(super) fn check<'h>(hir: &'h Hir, firings: &mut Firings<'h>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for root in own_exprs(hir) {
        root.each(&mut |expr| {
            if let ExprKind::State(_, _, transitions) = &expr.kind {
                found.extend(state(hir, firings, transitions));
            }
        });
    }
    found
}

fn state<'h>(
    hir: &'h Hir,
    firings: &mut Firings<'h>,
    transitions: &'h [(Expr, Expr)],
) -> Option<Diagnostic> {
    let does: Vec<_> = transitions.iter().map(|(_, class)| firings.class(class).does).collect();
    for (at, (later, (_, class))) in does.iter().zip(transitions).enumerate() {
        for (earlier, (_, other)) in does.iter().zip(transitions).take(at) {
            let both = earlier.and(later);
            if both.is_none() {
                continue;
            }
            let header = both.headers.first().map(|id| hir[*id].name.as_str());
            return Some(problems::fire_together(class.span, other.span, header));
        }
    }
    None
}
