//! What has a type and no value.

use std::collections::BTreeSet;

use evc_base::Diagnostic;

use crate::hir::{DefId, Expr, ExprKind, Hir};
use crate::problems;

/// The holes, and the uses of constants that nothing defines, in what the main class is made of.
pub(super) fn check(hir: &Hir) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    hir.main.iter().for_each(|main| look(hir, main, &mut seen, &mut found));
    found
}

fn look(hir: &Hir, root: &Expr, seen: &mut BTreeSet<DefId>, found: &mut Vec<Diagnostic>) {
    root.each(&mut |expr| match &expr.kind {
        ExprKind::Any(_) => found.push(problems::hole(expr.span)),
        ExprKind::Constant(id, _) if !hir[*id].library => {
            found.push(problems::undefined_constant(expr.span, &hir[*id].name, hir[*id].span));
        }
        ExprKind::Global(id, _) if seen.insert(*id) => look(hir, &hir[*id].body, seen, found),
        _ => {}
    });
}
