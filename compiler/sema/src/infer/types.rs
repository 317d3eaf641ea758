//! Written types.

use std::collections::BTreeMap;

use evc_base::Span;
use evc_syntax::ast;
use smol_str::SmolStr;

use super::Infer;
use crate::names::similar;
use crate::problems;
use crate::ty::{Con, TyId};

impl Infer {
    /// The type that a text writes; an error in it stands for any type.
    pub(super) fn ty(&mut self, ty: &ast::Type) -> TyId {
        match &ty.kind {
            ast::TypeKind::Var(_) => self.type_not_yet(ty.span, "an explicit type variable"),
            ast::TypeKind::Constructor(name, args) => self.constructor(name, args),
            ast::TypeKind::Product(components) => {
                let components: Vec<_> = components.iter().map(|c| self.ty(c)).collect();
                self.hir.types.product(&components)
            }
            ast::TypeKind::Sum(left, right) => {
                let args = vec![self.ty(left), self.ty(right)];
                self.hir.types.con(Con::Sum, args)
            }
            ast::TypeKind::Arrow(from, to) | ast::TypeKind::DependentArrow(_, from, to) => {
                let (from, to) = (self.ty(from), self.ty(to));
                self.hir.types.arrow(from, to)
            }
            // For inference a subset is its base type; its predicate belongs to the logic.
            ast::TypeKind::Subset(_, base, _) => self.ty(base),
        }
    }

    fn type_not_yet(&mut self, span: Span, what: &str) -> TyId {
        self.report(problems::not_yet(span, what));
        self.fresh()
    }

    fn constructor(&mut self, name: &ast::Name, args: &[ast::Type]) -> TyId {
        let args: Vec<_> = args.iter().map(|arg| self.ty(arg)).collect();
        if let Some(alias) = self.aliases.get(&name.text) {
            let scheme = alias.scheme.clone();
            self.arity(name, scheme.generics.len(), args.len());
            let by: BTreeMap<_, _> = scheme.generics.iter().copied().zip(args).collect();
            return self.hir.types.substitute(scheme.ty, &by);
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
            "Nat" | "Real" | "Event" | "Prop" | "Type" | "Deq" | "Top" => {
                self.type_not_yet(name.span, &format!("the type `{}`", name.text))
            }
            text => {
                let known: Vec<SmolStr> = [
                    "Int",
                    "Bool",
                    "Unit",
                    "String",
                    "Tok",
                    "Loc",
                    "List",
                    "Bag",
                    "Class",
                    "Interface",
                ]
                .into_iter()
                .map(SmolStr::new_static)
                .chain(self.aliases.keys().cloned())
                .collect();
                let similar = similar(text, known.iter());
                self.report(problems::unknown_type(name.span, text, similar.map(SmolStr::as_str)));
                self.fresh()
            }
        }
    }

    /// Whether a constructor is given the arguments it takes; reports it if not.
    fn arity(&mut self, name: &ast::Name, expected: usize, found: usize) -> bool {
        if expected != found {
            self.report(problems::type_arity(name.span, &name.text, expected, found));
        }
        expected == found
    }
}
