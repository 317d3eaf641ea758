//! Patterns.

use evc_syntax::ast;

use super::{Infer, Reason};
use crate::hir::{LocalId, Pat, PatKind};
use crate::names::Entry;
use crate::prelude::RESERVED_CONSTRUCTORS;
use crate::problems;
use crate::ty::{Con, TyId, View};

impl Infer {
    /// A pattern for values of a type; binds its variables in the current scope.
    pub(super) fn pat(&mut self, pat: &ast::Pattern, ty: TyId, reason: &Reason) -> Pat {
        let kind = match &pat.kind {
            ast::PatternKind::Wild => PatKind::Wild,
            ast::PatternKind::Var(name) => PatKind::Var(self.bind_variable(name, ty)),
            ast::PatternKind::Unit => {
                let unit = self.atom(Con::Unit);
                self.unify(pat.span, ty, unit, reason);
                PatKind::Unit
            }
            ast::PatternKind::Tuple(parts) => self.tuple_pat(pat, parts, ty, reason),
            ast::PatternKind::Ascribe(inner, written) => {
                let written = self.ty(written);
                self.unify(inner.span, ty, written, reason);
                return self.pat(inner, ty, reason);
            }
            // These are allowed in `case` only, which is reported for each of them elsewhere;
            // their variables are known from here on.
            ast::PatternKind::Lit(_) => PatKind::Wild,
            ast::PatternKind::List(parts) => self.loose_pats(parts.iter()),
            ast::PatternKind::Cons(head, tail) => self.loose_pats([&**head, &**tail].into_iter()),
            ast::PatternKind::Constructor(_, inner) => self.loose_pats([&**inner].into_iter()),
        };
        Pat { kind, ty, span: pat.span }
    }

    /// Patterns whose types are not known.
    fn loose_pats<'a>(&mut self, pats: impl Iterator<Item = &'a ast::Pattern>) -> PatKind {
        for pat in pats {
            let ty = self.fresh();
            self.pat(pat, ty, &None);
        }
        PatKind::Wild
    }

    fn tuple_pat(
        &mut self,
        pat: &ast::Pattern,
        parts: &[ast::Pattern],
        ty: TyId,
        reason: &Reason,
    ) -> PatKind {
        let types: Vec<_> = parts.iter().map(|_| self.fresh()).collect();
        let product = self.hir.types.product(&types);
        self.unify(pat.span, ty, product, reason);
        PatKind::Tuple(
            parts.iter().zip(types).map(|(part, ty)| self.pat(part, ty, &None)).collect(),
        )
    }

    /// Binds a variable, with the type a `variable` declaration gives its name.
    pub(super) fn bind_variable(&mut self, name: &ast::Name, ty: TyId) -> LocalId {
        if RESERVED_CONSTRUCTORS.contains(&name.text.as_str()) {
            self.report(problems::reserved_constructor(name.span, &name.text));
        }
        if let Some(declared) = self.variables.get(&name.text).copied() {
            let reason = "a `variable` declaration gives this name its type".to_owned();
            let (declared, place) = declared;
            self.unify(name.span, declared, ty, &Some((place, reason)));
        }
        let id = self.local(name.text.clone(), ty, name.span);
        self.scope.bind(name.text.clone(), Entry::Local(id));
        id
    }

    /// Generalises the variables of a pattern over what its binding introduced.
    pub(super) fn generalise_pat(&mut self, pat: &Pat) {
        match &pat.kind {
            PatKind::Var(id) => {
                let ty = self.bounded(pat.span, pat.ty);
                let scheme = self.hir.types.generalise(ty, self.level);
                if let Some(local) = self.hir.locals.get_mut(id.0 as usize) {
                    local.scheme = scheme;
                }
            }
            PatKind::Tuple(parts) => parts.iter().for_each(|part| self.generalise_pat(part)),
            // The other forms are for `case`, whose variables are not generalised.
            _ => {}
        }
    }

    /// Whether a type is an event class, or could be one.
    pub(super) fn is_class(&self, ty: TyId) -> bool {
        matches!(self.hir.types.view(ty), View::Con(Con::Class, _))
    }
}
