//! Declarations.

use evc_syntax::ast::{self, ItemKind, LetKind, PatternKind};

use super::types::{is_built_in, is_type};
use super::unread::Unread;
use super::{Alias, Infer};
use crate::hir::{Def, DefId, DefKind, Expr, Param};
use crate::names::Entry;
use crate::prelude::RESERVED_CONSTRUCTORS;
use crate::problems;
use crate::ty::Con;

impl Infer {
    /// Forgets what only concerns the declaration before.
    fn begin(&mut self) {
        self.found_before = self.diagnostics.len();
        self.ungrouped = false;
        self.explicit.begin();
    }

    /// One declaration.
    pub(super) fn item(&mut self, item: &ast::Item) {
        self.begin();
        match &item.kind {
            ItemKind::Parameter { name, ty, constraint } if !is_type(ty) => {
                self.parameter(item, name, ty, constraint.as_ref());
            }
            ItemKind::Message { direction, name, header, ty } => {
                self.message(item, *direction, name, header.as_ref(), ty);
            }
            ItemKind::Variable { names, ty } => {
                let ty = self.ty(ty);
                for name in names {
                    self.variables.insert(name.text.clone(), (ty, name.span));
                }
            }
            ItemKind::Let(binding) => self.define(item, LetKind::Let, binding),
            ItemKind::Class { binding, .. } => self.define(item, LetKind::Class, binding),
            ItemKind::Import(names) => names.iter().for_each(|name| self.import(name)),
            ItemKind::ImportType(names) => self.import_types(item, names),
            ItemKind::Include { file, args } => self.include(item, file, args),
            ItemKind::Parameter { .. }
            | ItemKind::TypeParameter { .. }
            | ItemKind::SetParameter { .. }
            | ItemKind::MapParameter { .. }
            | ItemKind::Constant { .. }
            | ItemKind::TypeConstant { .. }
            | ItemKind::TypeAlias { .. }
            | ItemKind::Data { .. }
            | ItemKind::AbsType { .. } => self.type_declaration(item),
            ItemKind::LetRec(binding) => self.define_recursive(item, binding),
            ItemKind::ClassRec(binding) => self.define_recursive_class(item, binding),
            ItemKind::Property(property) => self.property(item, property),
            ItemKind::Assume(names) => self.assume(item, names),
            ItemKind::Guarantee(names) => self.guarantee(item, names),
            ItemKind::TypeOf(name) => self.type_of(item, name),
            // Fixity is the parser's; exports and options steer nothing that exists here; a
            // declaration that could not be read is already reported.
            ItemKind::Fixity(_) | ItemKind::Export(_) | ItemKind::Options(_) => {}
            ItemKind::Error => self.unread = true,
        }
    }

    /// Reports a declaration that is not compiled yet, once.
    pub(super) fn not_yet_declaration(&mut self, item: &ast::Item, what: &str) {
        self.report(problems::not_yet(item.span, what));
        self.leave_unread(|names| names.declaration(&item.kind));
    }

    /// Takes note of names whose declaration is already reported.
    pub(super) fn leave_unread(&mut self, collect: impl FnOnce(&mut Unread)) {
        let mut names = Unread::default();
        collect(&mut names);
        for name in names.values {
            self.scope.bind(name, Entry::Unread);
        }
        for name in names.types {
            self.aliases.insert(name, Alias::Unread);
        }
    }

    /// The main class, which produces instructions.
    pub(super) fn main(&mut self, main: &ast::Expr) {
        let interface = self.hir.types.interface();
        let expected = self.hir.types.con(Con::Class, vec![interface]);
        self.begin();
        let reason = Some((main.span, "`main` is a class of instructions".to_owned()));
        let expr = self.check(main, expected, &reason);
        self.settle_comparisons();
        self.hir.main = Some(expr);
    }

    /// Gives a type name its meaning from here on.
    pub(super) fn declare_type(&mut self, name: &ast::Name, alias: Alias) {
        if is_built_in(&name.text) {
            self.report(problems::built_in_type(name.span, &name.text));
        } else if let Some(Alias::Fixed(_, first)) = self.aliases.get(&name.text) {
            let first = *first;
            self.report(problems::already_declared(name.span, &name.text, first));
        } else {
            self.aliases.insert(name.text.clone(), alias);
        }
    }

    /// Refuses to declare again a name that is fixed; otherwise fixes it.
    pub(super) fn fix(&mut self, name: &ast::Name) {
        if !self.refuse_fixed(name) {
            self.fixed.insert(name.text.clone(), name.span);
        }
    }

    /// Reports a name that is fixed already, and says so.
    pub(super) fn refuse_fixed(&mut self, name: &ast::Name) -> bool {
        let first = self.fixed.get(&name.text).copied();
        if let Some(first) = first {
            self.report(problems::already_declared(name.span, &name.text, first));
        }
        first.is_some()
    }

    /// Reports a name that no binding may take.
    pub(super) fn refuse_reserved(&mut self, name: &ast::Name) {
        if RESERVED_CONSTRUCTORS.contains(&name.text.as_str()) {
            self.report(problems::reserved_constructor(name.span, &name.text));
        }
    }

    /// `parameter p : T | (P)`
    fn parameter(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        ty: &ast::Type,
        constraint: Option<&ast::Expr>,
    ) {
        let param = Param {
            name: name.text.clone(),
            ty: self.ty(ty),
            constraint: None,
            doc: item.doc.clone(),
            span: name.span,
        };
        let id = self.add_param(name, param);
        let constraint = constraint.map(|constraint| self.proposition(constraint));
        self.settle_comparisons();
        if let Some(param) = self.hir.params.get_mut(id.0 as usize) {
            param.constraint = constraint;
        }
    }

    /// A top-level definition.
    pub(super) fn define(&mut self, item: &ast::Item, kind: LetKind, binding: &ast::Binding) {
        let PatternKind::Var(name) = &binding.target.kind else {
            return self.define_pattern(item, binding);
        };
        self.refuse_fixed(name);
        self.refuse_reserved(name);
        self.enter();
        self.defining = Some(name.span);
        let body = self.binding_value(kind, binding);
        self.defining = None;
        if let Some(declared) = self.variables.get(&name.text).copied() {
            let (declared, place) = declared;
            let reason = "a `variable` declaration gives this name its type".to_owned();
            self.unify(name.span, declared, body.ty, &Some((place, reason)));
        }
        let ty = self.bounded(name.span, body.ty);
        self.leave();
        self.settle_overloads();
        let scheme = self.hir.types.generalise(ty, self.level);
        self.settle_comparisons();
        let id = DefId(self.hir.defs.len() as u32);
        self.hir.defs.push(Def {
            name: name.text.clone(),
            kind: if kind == LetKind::Class { DefKind::Class } else { DefKind::Let },
            scheme,
            body,
            include: None,
            doc: item.doc.clone(),
            span: name.span,
        });
        self.scope.bind(name.text.clone(), Entry::Global(id));
    }

    /// The value of a binding: its body under its arguments.
    pub(super) fn binding_value(&mut self, kind: LetKind, binding: &ast::Binding) -> Expr {
        if kind == LetKind::LetRec {
            return self.not_yet(binding.span, "a recursive definition");
        }
        self.function(&binding.args, binding, kind)
    }

    /// Reports a class declaration whose value is not a class.
    pub(super) fn require_class(&mut self, value: &Expr) {
        if self.is_class(value.ty) {
            return;
        }
        let element = self.fresh();
        let class = self.hir.types.con(Con::Class, vec![element]);
        if self.hir.types.unify(class, value.ty).is_err() {
            let found = self.hir.types.show(value.ty);
            self.report(problems::not_a_class(value.span, &found));
        }
    }
}

/// The name of the value that a declaration gives a meaning, if it is one and has one.
pub(super) fn value_name(kind: &ItemKind) -> Option<&ast::Name> {
    match kind {
        ItemKind::Parameter { name, .. } => Some(name),
        ItemKind::Let(binding)
        | ItemKind::LetRec(binding)
        | ItemKind::Class { binding, .. }
        | ItemKind::ClassRec(binding) => match &binding.target.kind {
            PatternKind::Var(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}
