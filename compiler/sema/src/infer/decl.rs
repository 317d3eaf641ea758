//! Declarations.

use evc_syntax::ast::{self, ItemKind, LetKind, PatternKind};

use super::types::{is_built_in, is_type};
use super::{Alias, Infer};
use crate::hir::{Def, DefId, DefKind, Expr, ExprKind};
use crate::names::Entry;
use crate::prelude::{self, RESERVED_CONSTRUCTORS};
use crate::problems;
use crate::ty::{Con, Scheme, TyId};

impl Infer {
    /// Forgets what only concerns the declaration before.
    pub(super) fn begin(&mut self) {
        self.found_before = self.diagnostics.len();
        self.locals_before = self.hir.locals.len();
        self.unsound.present = false;
        self.ungrouped = false;
        self.explicit.begin();
    }

    /// One declaration.
    pub(super) fn item(&mut self, item: &ast::Item) {
        self.begin();
        self.properties.fragments.declare(&item.kind);
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
            ItemKind::Let(binding) => self.define(item, DefKind::Let, binding),
            ItemKind::Class { single, binding } => {
                let kind = if *single { DefKind::Single } else { DefKind::Class };
                self.define(item, kind, binding);
            }
            ItemKind::Import(names) => names.iter().for_each(|name| self.import(name)),
            ItemKind::ImportType(names) => self.import_types(names),
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
            ItemKind::TypeOf(name) => self.type_of(name),
            // Fixity is the parser's; exports and options steer nothing that exists here; a
            // declaration that could not be read is already reported.
            ItemKind::Fixity(_) | ItemKind::Export(_) | ItemKind::Options(_) => {}
            ItemKind::Error => self.unread = true,
        }
    }

    /// Takes note of the variables of a pattern whose declaration is already reported.
    pub(super) fn leave_unread(&mut self, pattern: &ast::Pattern) {
        each_variable(pattern, &mut |name| self.scope.bind(name.text.clone(), Entry::Unread));
    }

    /// The main class, which produces instructions.
    pub(super) fn main(&mut self, main: &ast::Expr) -> Expr {
        let interface = self.hir.types.interface();
        let expected = self.hir.types.con(Con::Class, vec![interface]);
        self.begin();
        let reason = Some((main.span, "`main` is a class of instructions".into()));
        let before = self.diagnostics.len();
        let expr = self.check(main, expected, &reason);
        self.explain_main(&expr, before);
        self.settle_comparisons();
        expr
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
        let ty = self.ty(ty);
        let value = self.value_parameter(item, name, ty);
        let constraint = constraint.map(|constraint| self.proposition(constraint));
        self.settle_comparisons();
        if let ExprKind::Param(id) = value.kind
            && let Some(param) = self.hir.params.get_mut(id.0 as usize)
        {
            param.constraint = constraint;
        }
    }

    /// A top-level definition that does not name itself.
    pub(super) fn define(&mut self, item: &ast::Item, kind: DefKind, binding: &ast::Binding) {
        let PatternKind::Var(name) = &binding.target.kind else {
            return self.define_pattern(item, kind, binding);
        };
        self.check_redefinition(name);
        self.enter();
        self.defining = Some(name.span);
        let body = self.function(&binding.args, binding, let_kind(kind));
        self.defining = None;
        self.constrain(name, body.ty);
        let ty = self.bounded(name.span, body.ty);
        self.leave();
        self.settle_overloads();
        let scheme = self.hir.types.generalise(ty, self.level);
        self.settle_comparisons();
        let id = self.add_definition(item, name, kind);
        self.complete_definition(id, scheme, body);
        self.scope.bind(name.text.clone(), Entry::Global(id));
    }

    /// Reports a definition of a name that no definition may have.
    pub(super) fn check_redefinition(&mut self, name: &ast::Name) {
        self.refuse_fixed(name);
        self.refuse_reserved(name);
    }

    /// Makes the type of what a name is bound to agree with a `variable` declaration of its name.
    pub(super) fn constrain(&mut self, name: &ast::Name, ty: TyId) {
        let Some((declared, place)) = self.variables.get(&name.text).copied() else { return };
        let before = self.diagnostics.len();
        let reason = "a `variable` declaration gives this name its type".into();
        self.unify(name.span, declared, ty, &Some((place, reason)));
        if let Some(found) = self.diagnostics.get_mut(before..).and_then(<[_]>::last_mut) {
            let shown = self.hir.types.show(declared);
            found.help = Some(format!(
                "give it another name: from the `variable` declaration on, `{}` is `{shown}`",
                name.text
            ));
        }
    }

    /// Adds a definition whose type and value are still to come.
    pub(super) fn add_definition(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        kind: DefKind,
    ) -> DefId {
        let id = DefId(self.hir.defs.len() as u32);
        let body = self.error(name.span);
        self.hir.defs.push(Def {
            name: name.text.clone(),
            kind,
            scheme: prelude::monomorphic(body.ty),
            body,
            include: self.unit.include,
            doc: item.doc.clone(),
            span: name.span,
        });
        id
    }

    /// Gives a definition its type and value.
    pub(super) fn complete_definition(&mut self, id: DefId, scheme: Scheme, body: Expr) {
        if !self.is_sound() {
            self.unsound.defs.insert(id);
        }
        if let Some(def) = self.hir.defs.get_mut(id.0 as usize) {
            (def.scheme, def.body) = (scheme, body);
        }
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

/// How a definition of a kind would be written as a local one.
pub(super) fn let_kind(kind: DefKind) -> LetKind {
    match kind {
        DefKind::Class | DefKind::Single | DefKind::ClassRec | DefKind::Main => LetKind::Class,
        DefKind::LetRec => LetKind::LetRec,
        DefKind::Let | DefKind::Whole | DefKind::Argument => LetKind::Let,
    }
}

/// Visits the names of the values that a declaration gives a meaning.
pub(super) fn each_value_name<'a>(kind: &'a ItemKind, visit: &mut dyn FnMut(&'a ast::Name)) {
    match kind {
        ItemKind::Parameter { name, ty, .. } if !is_type(ty) => visit(name),
        ItemKind::Constant { name, .. } => visit(name),
        ItemKind::TypeParameter { decider, .. } | ItemKind::TypeConstant { decider, .. } => {
            decider.iter().for_each(visit);
        }
        ItemKind::Let(binding)
        | ItemKind::LetRec(binding)
        | ItemKind::Class { binding, .. }
        | ItemKind::ClassRec(binding) => each_variable(&binding.target, visit),
        ItemKind::AbsType { bindings, .. } => {
            bindings.iter().for_each(|binding| each_variable(&binding.target, visit));
        }
        ItemKind::Data { constructors, .. } => {
            constructors.iter().for_each(|(name, _)| visit(name));
        }
        _ => {}
    }
}

/// Visits the variables of a pattern that is allowed in a binding.
pub(super) fn each_variable<'a>(pat: &'a ast::Pattern, visit: &mut dyn FnMut(&'a ast::Name)) {
    match &pat.kind {
        PatternKind::Var(name) => visit(name),
        PatternKind::Tuple(parts) => parts.iter().for_each(|part| each_variable(part, visit)),
        PatternKind::Ascribe(inner, _) => each_variable(inner, visit),
        _ => {}
    }
}

/// The name of the type that a declaration gives a meaning, if it has a name in the text.
pub(super) fn type_name(kind: &ItemKind) -> Option<&ast::Name> {
    match kind {
        ItemKind::Parameter { name, ty, .. } if is_type(ty) => Some(name),
        // A constant of the type `Type` is a type.
        ItemKind::Constant { name, .. }
        | ItemKind::TypeParameter { name, .. }
        | ItemKind::TypeConstant { name, .. }
        | ItemKind::TypeAlias { name, .. }
        | ItemKind::Data { name, .. }
        | ItemKind::AbsType { name, .. } => Some(name),
        _ => None,
    }
}
