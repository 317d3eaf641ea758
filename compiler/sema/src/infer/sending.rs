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
    /// Replaces the findings since then by the send that is the reason, if all of them say that a
    /// class produces no instructions.
    pub(super) fn explain_main(&mut self, main: &Expr, before: usize) {
        let findings = self.diagnostics.get(before..).unwrap_or_default();
        let Some(first) = findings.first().map(|found| found.primary.span) else { return };
        let is_about_main = |found: &Diagnostic| {
            let expects =
                found.notes.first().is_some_and(|note| note.ends_with("`Interface Class`"));
            found.code == codes::TYPE_MISMATCH && expects && found.primary.span.file == first.file
        };
        if !findings.iter().all(is_about_main) {
            return;
        }
        if let Some(explained) = self.wrong_send(main, &mut BTreeSet::new()) {
            let explained = explained.label(first, "`main` is a class of instructions");
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
                let written = match component {
                    Component::SendAfter => "delay l value",
                    Component::BroadcastAfter => "delay ls value",
                    Component::Broadcast | Component::SignAll => "ls value",
                    _ => "l value",
                };
                let written = format!("{name} {written}");
                let types = (takes.as_str(), lacks.as_str());
                Some(problems::send_without_argument(place, &name, types, &written))
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
