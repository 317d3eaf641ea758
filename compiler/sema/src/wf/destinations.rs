//! Outputs that are sent to processes of the system, where that can be seen.

use std::collections::{BTreeMap, BTreeSet};

use evc_base::Diagnostic;

use super::own_exprs;
use crate::hir::{ClassForm, Component, Direction, Expr, ExprKind, Hir, LocalId, ParamId, PatKind};
use crate::problems;

/// Reports outputs sent to the location of the sender, or to parameters where `main` is placed.
pub(super) fn check(hir: &Hir) -> Vec<Diagnostic> {
    let inside = Inside::of(hir);
    let mut found = Vec::new();
    for root in own_exprs(hir) {
        root.each(&mut |expr| found.extend(inside.sending(hir, expr)));
    }
    found
}

/// What is known to be a location of the system.
#[derive(Default)]
struct Inside<'h> {
    /// The variables that are the location of the process.
    own: BTreeSet<LocalId>,
    /// The parameters, and bags of them, where processes are placed.
    placed: BTreeSet<ParamId>,
    /// The values of local definitions.
    locals: BTreeMap<LocalId, &'h Expr>,
}

impl<'h> Inside<'h> {
    fn of(hir: &'h Hir) -> Self {
        let mut inside = Self::default();
        for root in own_exprs(hir) {
            root.each(&mut |expr| {
                if let ExprKind::Let(pat, value, _) = &expr.kind
                    && let PatKind::Var(id) = pat.kind
                {
                    inside.locals.insert(id, &**value);
                }
            });
        }
        for root in own_exprs(hir) {
            root.each(&mut |expr| inside.class(hir, expr));
        }
        inside
    }

    /// The functions that a class form gives its location, and where classes are placed.
    fn class(&mut self, hir: &'h Hir, expr: &'h Expr) {
        match &expr.kind {
            ExprKind::Compose(function, ..)
            | ExprKind::ComposeBags(function, _)
            | ExprKind::Default(_, function)
            | ExprKind::Form(ClassForm::Output | ClassForm::OnLoc, function) => {
                self.given_location(hir, function);
            }
            ExprKind::State(_, init, transitions) => {
                self.given_location(hir, init);
                transitions.iter().for_each(|(each, _)| self.given_location(hir, each));
            }
            ExprKind::At(_, places) => match &places.kind {
                ExprKind::Param(id) => {
                    self.placed.insert(*id);
                }
                ExprKind::Bag(places) => {
                    self.placed.extend(places.iter().filter_map(|place| match place.kind {
                        ExprKind::Param(id) => Some(id),
                        _ => None,
                    }));
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// Takes note of the variable that a function names its next argument, the location.
    fn given_location(&mut self, hir: &'h Hir, function: &'h Expr) {
        let (head, args) = function.spine();
        let mut value = match &head.kind {
            ExprKind::Global(id, _) => &hir[*id].body,
            ExprKind::Local(id, _) => match self.locals.get(id) {
                Some(value) => value,
                None => return,
            },
            _ => head,
        };
        for _ in args {
            let ExprKind::Lambda(_, body) = &value.kind else { return };
            value = body;
        }
        if let ExprKind::Lambda(pat, _) = &value.kind
            && let PatKind::Var(id) = pat.kind
        {
            self.own.insert(id);
        }
    }

    /// What is to be said about an expression that sends an output.
    fn sending(&self, hir: &Hir, expr: &Expr) -> Option<Diagnostic> {
        let ExprKind::Apply(function, to) = &expr.kind else { return None };
        let (head, before) = function.spine();
        let ExprKind::Component(id, component) = head.kind else { return None };
        let delays = match component {
            Component::Send | Component::Broadcast | Component::Sign | Component::SignAll => 0,
            Component::SendAfter | Component::BroadcastAfter => 1,
            Component::Base | Component::Verify => return None,
        };
        let message = &hir[id];
        if message.direction != Direction::Output || before.len() != delays {
            return None;
        }
        let place = match &to.kind {
            ExprKind::Local(local, _) if self.own.contains(local) => {
                "the location of the sender itself".to_owned()
            }
            ExprKind::Param(param) if self.placed.contains(param) => {
                format!("processes run at `{}`", hir[*param].name)
            }
            _ => return None,
        };
        Some(problems::output_stays_inside(to.span, message, &place))
    }
}
