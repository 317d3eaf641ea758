//! What a statement speaks about: the parameters and type parameters that it depends on.

use std::collections::BTreeSet;

use crate::hir::{Builtin, Component, DefId, Expr, ExprKind, Hir, ParamId, TypeDefId, TypeDefKind};
use crate::ty::{Con, TyId, View};

/// The parameters that some expressions depend on, directly or through definitions.
#[derive(Debug, Default)]
pub(super) struct Dependencies {
    /// Value parameters, in the order of their declarations.
    pub(super) params: BTreeSet<ParamId>,
    /// Type parameters, in the order of their declarations.
    pub(super) types: BTreeSet<TypeDefId>,
    /// Whether events play a part.
    pub(super) events: bool,
    defs: BTreeSet<DefId>,
    seen: BTreeSet<TyId>,
}

impl Dependencies {
    /// What some expressions depend on.
    pub(super) fn of<'h>(hir: &'h Hir, roots: impl IntoIterator<Item = &'h Expr>) -> Self {
        let mut found = Self::default();
        for root in roots {
            found.expr(hir, root);
        }
        found
    }

    /// The same for a statement that speaks of events itself.
    pub(super) fn at_events(self) -> Self {
        Self { events: true, ..self }
    }

    fn expr(&mut self, hir: &Hir, root: &Expr) {
        root.each(&mut |expr| {
            self.ty(hir, expr.ty);
            match &expr.kind {
                ExprKind::Param(id) => self.param(hir, *id),
                ExprKind::Global(id, _) if self.defs.insert(*id) => {
                    self.expr(hir, &hir[*id].body);
                }
                ExprKind::Component(id, component) => {
                    self.events |= matches!(component, Component::Base | Component::Verify);
                    if let crate::hir::Header::Computed(header) = &hir[*id].header {
                        self.expr(hir, header);
                    }
                }
                ExprKind::Observes(..)
                | ExprKind::Builtin(
                    Builtin::Location | Builtin::Before | Builtin::LocallyBefore,
                ) => self.events = true,
                _ => {}
            }
        });
    }

    fn param(&mut self, hir: &Hir, id: ParamId) {
        if self.params.insert(id) {
            self.ty(hir, hir[id].ty);
            if let Some(constraint) = &hir[id].constraint {
                self.expr(hir, constraint);
            }
        }
    }

    fn ty(&mut self, hir: &Hir, ty: TyId) {
        let ty = hir.types.shallow(ty);
        if !self.seen.insert(ty) {
            return;
        }
        if let View::Con(con, args) = hir.types.view(ty) {
            self.events |= *con == Con::Event;
            if let Con::Named(id, _) = con {
                self.type_def(hir, *id);
            }
            args.iter().for_each(|arg| self.ty(hir, *arg));
        }
    }

    fn type_def(&mut self, hir: &Hir, id: TypeDefId) {
        match &hir[id].kind {
            TypeDefKind::Parameter { decider } => {
                self.types.insert(id);
                decider.iter().for_each(|decider| self.param(hir, *decider));
            }
            TypeDefKind::Set { implementation } | TypeDefKind::Map { implementation } => {
                self.expr(hir, implementation);
            }
            TypeDefKind::Data(constructors) => {
                constructors.iter().for_each(|constructor| self.ty(hir, constructor.ty));
            }
            TypeDefKind::Abstract(ty) => self.ty(hir, *ty),
            TypeDefKind::Constant { .. } | TypeDefKind::Unread => {}
        }
    }
}
