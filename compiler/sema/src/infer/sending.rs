//! Sends that give no instruction, found where they are made.
//!
//! That a send lacks its body or that a broadcast stands in a bag of its own shows only where the
//! class is placed as `main`. What is wrong is looked for from there.

use std::collections::BTreeSet;

use evc_base::{Diagnostic, Span, codes};

use super::Infer;
use crate::hir::{Component, DefId, Expr, ExprKind};
use crate::problems;
use crate::ty::{Con, View};

impl Infer {
    /// Completes the finding that a class produces no instructions, if it is the only one since
    /// then, by the send that is the reason.
    pub(super) fn explain_main(&mut self, main: &Expr, before: usize) {
        let Some([found]) = self.diagnostics.get(before..) else { return };
        if found.code != codes::TYPE_MISMATCH || found.primary.span != main.span {
            return;
        }
        if let Some(explained) = self.wrong_send(main, &mut BTreeSet::new()) {
            let explained = explained.label(main.span, "`main` is a class of instructions");
            self.diagnostics.truncate(before);
            self.report(explained);
        }
    }

    /// A send in an expression, or in the definitions that it names, that gives no instruction.
    fn wrong_send(&self, expr: &Expr, seen: &mut BTreeSet<DefId>) -> Option<Diagnostic> {
        let mut found = None;
        let mut named = Vec::new();
        expr.each(&mut |part| {
            if let ExprKind::Bag(elements) = &part.kind {
                let wrong = elements.iter().find_map(|element| self.wrong_element(element));
                found = found.take().or(wrong);
            }
            if let ExprKind::Global(id, _) = part.kind {
                named.push(id);
            }
        });
        let in_named = |id: DefId, seen: &mut BTreeSet<DefId>| {
            let own = id.0 as usize >= self.hir.library;
            (own && seen.insert(id)).then(|| self.wrong_send(&self.hir[id].body, seen)).flatten()
        };
        found.or_else(|| named.into_iter().find_map(|id| in_named(id, seen)))
    }

    /// An element of a bag that is a send without its body or a whole broadcast.
    fn wrong_element(&self, element: &Expr) -> Option<Diagnostic> {
        let (head, _) = element.spine();
        let ExprKind::Component(message, component) = head.kind else { return None };
        let name = format!("{}{}", self.hir[message].name, component.suffix());
        let place: Span = element.span;
        match self.hir.types.view(element.ty) {
            View::Con(Con::Arrow, [lacks, _]) => {
                let lacks = self.hir.types.show(*lacks);
                let takes = self.hir.types.show(head.ty);
                Some(problems::send_without_argument(place, &name, &takes, &lacks))
            }
            View::Con(Con::Bag, _) if is_broadcast(component) => {
                Some(problems::broadcast_in_bag(place, &name))
            }
            _ => None,
        }
    }
}

fn is_broadcast(component: Component) -> bool {
    matches!(component, Component::Broadcast | Component::BroadcastAfter | Component::SignAll)
}
