//! Classes that produce at every event where that is hardly meant.
//!
//! A State or Memory has a value at every event of its location. What is made of one alone
//! produces at every event too: an instruction is sent again at messages that have nothing to do
//! with it, `Once` and `until` see no more than the first event, and `>>=` starts a new process
//! at every event. What is made of two, of the state before and after the event, is a good way to
//! react to changes, and is not reported.

use std::collections::BTreeSet;

use evc_base::Diagnostic;

use super::own_exprs;
use crate::hir::{ClassForm, Component, DefId, Expr, ExprKind, Hir, MessageId};
use crate::problems;
use crate::ty::{Con, View};

/// Reports what the main class sends again and again, and the class forms that see every event.
pub(super) fn check(hir: &Hir) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for root in own_exprs(hir) {
        root.each(&mut |expr| found.extend(form(hir, expr)));
    }
    if let Some(main) = &hir.main {
        let received = Received::of(hir, main);
        let mut emission = Emission { hir, received, seen: BTreeSet::new(), found: Vec::new() };
        emission.follow(main);
        found.extend(emission.found);
    }
    found
}

/// `Once`, `until` and `>>=` of a State or Memory.
fn form(hir: &Hir, expr: &Expr) -> Option<Diagnostic> {
    match &expr.kind {
        ExprKind::Form(ClassForm::Once, class) if is_state(hir, class) => {
            Some(problems::once_of_state(expr.span, class.span))
        }
        ExprKind::Until(_, class) if is_state(hir, class) => {
            Some(problems::until_state(expr.span, class.span))
        }
        ExprKind::Delegate(class, _) if is_state(hir, class) => {
            Some(problems::delegation_by_state(expr.span, class.span))
        }
        _ => None,
    }
}

/// Whether a class is a State or Memory, or a name or an application of one.
fn is_state(hir: &Hir, class: &Expr) -> bool {
    match &class.spine().0.kind {
        ExprKind::State(..) => true,
        ExprKind::Global(id, _) => {
            let body = hir[*id].body.under_lambdas().0;
            match &body.kind {
                ExprKind::State(..) => true,
                // Earlier definitions only: a name cannot lead back to itself.
                ExprKind::Global(next, _) => next < id && is_state(hir, body),
                _ => false,
            }
        }
        _ => false,
    }
}

/// The messages that the classes of some expressions receive, directly or through definitions.
#[derive(Default)]
struct Received {
    messages: BTreeSet<MessageId>,
    seen: BTreeSet<DefId>,
}

impl Received {
    fn of(hir: &Hir, root: &Expr) -> BTreeSet<MessageId> {
        let mut received = Self::default();
        received.expr(hir, root);
        received.messages
    }

    fn expr(&mut self, hir: &Hir, root: &Expr) {
        root.each(&mut |expr| match &expr.kind {
            ExprKind::Component(id, Component::Base | Component::Verify) => {
                self.messages.insert(*id);
            }
            ExprKind::Global(id, _) if self.seen.insert(*id) => self.expr(hir, &hir[*id].body),
            _ => {}
        });
    }
}

/// The way from the main class to the compositions that make its instructions.
struct Emission<'h> {
    hir: &'h Hir,
    /// What the specification reacts to at all.
    received: BTreeSet<MessageId>,
    seen: BTreeSet<DefId>,
    found: Vec<Diagnostic>,
}

impl<'h> Emission<'h> {
    fn follow(&mut self, expr: &'h Expr) {
        match &expr.kind {
            ExprKind::Parallel(left, right) | ExprKind::Otherwise(left, right) => {
                self.follow(left);
                self.follow(right);
            }
            ExprKind::At(class, _)
            | ExprKind::Let(_, _, class)
            | ExprKind::Lambda(_, class)
            | ExprKind::Form(ClassForm::Skip | ClassForm::OnLoc, class)
            | ExprKind::Delegate(_, class) => self.follow(class),
            ExprKind::Compose(_, inputs, None) => self.composition(expr, inputs),
            ExprKind::Apply(..) | ExprKind::Global(..) => {
                let hir = self.hir;
                if let ExprKind::Global(id, _) = &expr.spine().0.kind
                    && hir[*id].include.is_none()
                    && self.seen.insert(*id)
                {
                    self.follow(hir[*id].body.under_lambdas().0);
                }
            }
            _ => {}
        }
    }

    /// Whether a class is a State or Memory, perhaps seen through functions.
    fn shows_one_state(&self, class: &'h Expr) -> bool {
        let hir = self.hir;
        match &class.kind {
            ExprKind::State(..) => true,
            ExprKind::Compose(_, inputs, None) => {
                matches!(&inputs[..], [input] if self.shows_one_state(input))
            }
            ExprKind::Let(_, _, body) => self.shows_one_state(body),
            // Earlier definitions only name earlier ones; what is recursive is no class form.
            ExprKind::Global(id, _) => self.shows_one_state(&hir[*id].body),
            ExprKind::Apply(..) => match &class.spine().0.kind {
                ExprKind::Global(id, _) => self.shows_one_state(hir[*id].body.under_lambdas().0),
                _ => false,
            },
            _ => false,
        }
    }

    fn composition(&mut self, expr: &'h Expr, inputs: &'h [Expr]) {
        let View::Con(Con::Class, [value]) = self.hir.types.view(expr.ty) else { return };
        if !self.hir.types.is_interface(*value) || !self.shows_one_state(expr) {
            return;
        }
        // At the messages that a state reacts to, it is meant to have a value.
        let hir = self.hir;
        let mut driving = Received::default();
        inputs.iter().for_each(|input| driving.expr(hir, input));
        if let Some(other) = self.received.difference(&driving.messages).next() {
            self.found.push(problems::sends_at_every_event(expr.span, &hir[*other].name));
        }
    }
}
