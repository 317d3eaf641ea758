//! Written types.

use std::collections::BTreeMap;

use evc_base::Span;
use evc_syntax::ast;
use smol_str::SmolStr;

use super::{Alias, Infer};
use crate::hir::{Expr, ExprKind};
use crate::problems;
use crate::ty::{Con, TyId};

impl Infer {
    /// The type that a text writes; an error in it stands for any type.
    pub(super) fn ty(&mut self, ty: &ast::Type) -> TyId {
        let written = self.part(ty);
        self.bounded(ty.span, written)
    }

    fn part(&mut self, ty: &ast::Type) -> TyId {
        match &ty.kind {
            ast::TypeKind::Var(name) => self.explicit_variable(name),
            ast::TypeKind::Constructor(name, args) => self.constructor(name, args),
            ast::TypeKind::Product(components) => {
                let components: Vec<_> = components.iter().map(|c| self.part(c)).collect();
                self.hir.types.product(&components)
            }
            ast::TypeKind::Sum(left, right) => {
                let args = vec![self.part(left), self.part(right)];
                self.hir.types.con(Con::Sum, args)
            }
            ast::TypeKind::Arrow(from, to) | ast::TypeKind::DependentArrow(_, from, to) => {
                let (from, to) = (self.part(from), self.part(to));
                self.hir.types.arrow(from, to)
            }
            ast::TypeKind::Subset(name, base, predicate) => self.subset(name, base, predicate),
        }
    }

    /// `{x : T | P}`: for inference it is its base type; its predicate belongs to the logic, where
    /// the type of what is compared need not be known.
    fn subset(&mut self, name: &ast::Name, base: &ast::Type, predicate: &ast::Expr) -> TyId {
        let base = self.part(base);
        let mark = self.scope.mark();
        self.bind_variable(name, base);
        let others = std::mem::take(&mut self.comparisons);
        let predicate = self.proposition(predicate);
        self.comparisons = others;
        self.scope.leave(mark);
        self.hir.predicates.push(predicate);
        base
    }

    fn constructor(&mut self, name: &ast::Name, args: &[ast::Type]) -> TyId {
        let args: Vec<_> = args.iter().map(|arg| self.part(arg)).collect();
        match self.aliases.get(&name.text).cloned() {
            Some(Alias::Known(scheme) | Alias::Fixed(scheme, _)) => {
                if !self.arity(name, scheme.generics.len(), args.len()) {
                    return self.fresh();
                }
                let by: BTreeMap<_, _> = scheme.generics.iter().copied().zip(args).collect();
                return self.hir.types.substitute(scheme.ty, &by);
            }
            Some(Alias::Unread) => return self.fresh(),
            None => {}
        }
        if let Some((con, arity)) = Con::named(&name.text) {
            return if self.arity(name, arity, args.len()) {
                self.hir.types.con(con, args)
            } else {
                self.fresh()
            };
        }
        match name.text.as_str() {
            "Interface" if self.arity(name, 0, args.len()) => self.hir.types.interface(),
            "Interface" => self.fresh(),
            _ if self.unread => self.fresh(),
            text if self.library.has_type(text) => {
                self.report(problems::type_not_imported(name.span, text));
                self.fresh()
            }
            text => {
                let built_in = Con::names().chain(["Interface"]).map(SmolStr::new_static);
                let built_in: Vec<SmolStr> = built_in.collect();
                let known = built_in.iter().chain(self.aliases.keys());
                let similar = self.spelling.similar(text, known);
                self.report(problems::unknown_type(name.span, text, similar.as_deref()));
                self.fresh()
            }
        }
    }

    /// The name of a type where a value is expected: the type as an argument.
    pub(super) fn type_as_value(&mut self, span: Span, name: &str) -> Option<Expr> {
        let is_type = self.aliases.contains_key(name) || is_built_in(name);
        is_type.then(|| {
            let ty = self.constructor(&ast::Name { text: SmolStr::new(name), span }, &[]);
            self.constant(span, ExprKind::Type(ty), Con::Type)
        })
    }

    /// Whether a constructor is given the arguments it takes; reports it if not.
    fn arity(&mut self, name: &ast::Name, expected: usize, found: usize) -> bool {
        if expected != found {
            self.report(problems::type_arity(name.span, &name.text, expected, found));
        }
        expected == found
    }
}

/// Whether the language itself declares a type of that name.
pub(super) fn is_built_in(name: &str) -> bool {
    name == "Interface" || Con::named(name).is_some()
}

/// Whether a written type is `Type`, the type of types.
pub(super) fn is_type(ty: &ast::Type) -> bool {
    matches!(&ty.kind, ast::TypeKind::Constructor(name, args)
        if name.text == "Type" && args.is_empty())
}
