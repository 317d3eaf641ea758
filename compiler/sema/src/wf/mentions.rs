//! Which names are used.

use std::collections::BTreeSet;

use evc_syntax::ast::{self, ItemKind};
use smol_str::SmolStr;

use super::own_defs;
use crate::hir::{
    Component, DataFunction, DefId, Expr, ExprKind, Hir, LocalId, MessageId, Param, ParamId,
    Property, TypeDefId, TypeDefKind,
};
use crate::ty::{Con, TyId, View};

/// What is used anywhere in a specification but in its own definition.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) defs: BTreeSet<DefId>,
    pub(super) params: BTreeSet<ParamId>,
    pub(super) locals: BTreeSet<LocalId>,
    pub(super) components: BTreeSet<(MessageId, Component)>,
    /// The constructors that build a value somewhere.
    pub(super) built: BTreeSet<(TypeDefId, u32)>,
    /// The messages made by `MSG`.
    pub(super) made: BTreeSet<MessageId>,
    /// The names of the library that are used.
    pub(super) library: BTreeSet<SmolStr>,
    /// The declared types that something has.
    pub(super) types: BTreeSet<TypeDefId>,
    /// The names that declarations list: exported, assumed, guaranteed, asked for with `typeof`.
    pub(super) listed: BTreeSet<SmolStr>,
    /// The types that were looked into, by their places in the arena.
    seen: Vec<bool>,
}

impl Mentions {
    /// Reads a specification.
    pub(super) fn read(program: &ast::Program, hir: &Hir) -> Self {
        let mut found = Self { seen: vec![false; hir.types.len()], ..Self::default() };
        for (at, def) in hir.defs.iter().enumerate().skip(hir.library) {
            found.expr(hir, &def.body, Some(DefId(at as u32)));
        }
        for param in &hir.params {
            param.constraint.iter().for_each(|constraint| found.expr(hir, constraint, None));
        }
        for message in &hir.messages {
            if let crate::hir::Header::Computed(header) = &message.header {
                found.expr(hir, header, None);
            }
        }
        let roots = hir.guarantees.iter().chain(&hir.predicates).chain(&hir.main);
        roots.for_each(|root| found.expr(hir, root, None));
        hir.properties.iter().for_each(|property| found.property(hir, property));
        program.items.iter().chain(&program.properties).for_each(|item| found.item(&item.kind));
        found.declared_types(hir);
        let listed = own_defs(hir).filter(|(_, def)| found.listed.contains(&def.name));
        let listed: Vec<_> = listed.map(|(id, _)| id).collect();
        found.defs.extend(listed);
        found
    }

    /// Whether a component of a message is used, or `MSG` makes the message.
    pub(super) fn message(&self, id: MessageId) -> bool {
        let mut components = self.components.range((id, Component::Base)..);
        components.next().is_some_and(|(next, _)| *next == id) || self.made.contains(&id)
    }

    fn property(&mut self, hir: &Hir, property: &Property) {
        let with = property.with.iter();
        let conditions = with.clone().filter_map(|with| with.condition.as_ref());
        let parts = [&property.class, &property.body].into_iter().chain(&property.assumptions);
        parts
            .chain(with.map(|with| &with.class))
            .chain(conditions.map(|(_, condition)| condition))
            .for_each(|part| self.expr(hir, part, None));
    }

    fn expr(&mut self, hir: &Hir, root: &Expr, own: Option<DefId>) {
        root.each(&mut |expr| {
            self.ty(hir, expr.ty);
            self.kind(hir, expr, own);
        });
    }

    fn kind(&mut self, hir: &Hir, expr: &Expr, own: Option<DefId>) {
        match &expr.kind {
            ExprKind::Local(id, _) => {
                self.locals.insert(*id);
            }
            ExprKind::Global(id, _) if (id.0 as usize) < hir.library => {
                self.library.insert(hir[*id].name.clone());
            }
            ExprKind::Global(id, _) if own != Some(*id) => {
                self.defs.insert(*id);
            }
            ExprKind::Constant(id, _) => {
                self.library.insert(hir[*id].name.clone());
            }
            ExprKind::Param(id) => {
                self.params.insert(*id);
            }
            ExprKind::Component(id, component) => {
                self.components.insert((*id, *component));
            }
            ExprKind::Msg(id, _) => {
                self.made.insert(*id);
            }
            ExprKind::Data(id, index, DataFunction::Build) => {
                self.built.insert((*id, *index));
            }
            ExprKind::Type(ty) => self.ty(hir, *ty),
            _ => {}
        }
    }

    /// The types that declarations write; a decider has the type of its own parameter anyway.
    fn declared_types(&mut self, hir: &Hir) {
        let is_decider = |param: &Param| {
            matches!(hir.types.view(param.ty), View::Con(Con::Deq | Con::SetSig | Con::MapSig, _))
        };
        hir.params.iter().filter(|each| !is_decider(each)).for_each(|each| self.ty(hir, each.ty));
        hir.messages.iter().for_each(|message| self.ty(hir, message.ty));
        hir.locals.iter().for_each(|local| self.ty(hir, local.scheme.ty));
    }

    /// The types that a type is made of; what decides their equality is used with them.
    fn ty(&mut self, hir: &Hir, ty: TyId) {
        let ty = hir.types.shallow(ty);
        if std::mem::replace(self.seen.get_mut(ty.at()).expect("the tree's own type"), true) {
            return;
        }
        let View::Con(con, args) = hir.types.view(ty) else { return };
        if let Con::Named(id, _) = con
            && self.types.insert(*id)
        {
            self.type_def(hir, *id);
        }
        args.iter().for_each(|arg| self.ty(hir, *arg));
    }

    fn type_def(&mut self, hir: &Hir, id: TypeDefId) {
        match &hir[id].kind {
            TypeDefKind::Parameter { decider: Some(decider) } => {
                self.params.insert(*decider);
            }
            TypeDefKind::Set { implementation } | TypeDefKind::Map { implementation } => {
                self.expr(hir, implementation, None);
            }
            TypeDefKind::Data(constructors) => {
                constructors.iter().for_each(|constructor| self.ty(hir, constructor.ty));
            }
            TypeDefKind::Abstract(ty) => self.ty(hir, *ty),
            _ => {}
        }
    }

    /// The names that only the syntax tree has.
    fn item(&mut self, item: &ItemKind) {
        match item {
            ItemKind::Export(names) | ItemKind::Assume(names) | ItemKind::Guarantee(names) => {
                self.listed.extend(names.iter().map(|name| name.text.clone()));
            }
            ItemKind::TypeOf(name) => {
                self.listed.insert(name.text.clone());
            }
            _ => {}
        }
    }
}
