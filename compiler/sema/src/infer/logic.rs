//! Propositions.

use evc_base::Span;
use evc_syntax::ast::{self, Connective, Quantifier};

use super::Infer;
use crate::hir::{Expr, ExprKind};
use crate::ty::{Con, View};

impl Infer {
    /// An expression in the place of a proposition: a `Prop`, or a `Bool` as one.
    pub(super) fn proposition(&mut self, expr: &ast::Expr) -> Expr {
        let found = self.infer(expr);
        let prop = self.atom(Con::Prop);
        if matches!(self.hir.types.view(found.ty), View::Con(Con::Bool, _)) {
            let span = found.span;
            return Expr { kind: ExprKind::Holds(found.into()), ty: prop, span };
        }
        self.unify(expr.span, prop, found.ty, &None);
        found
    }

    /// `P /\\ Q` and the other connectives of propositions.
    pub(super) fn logic(
        &mut self,
        span: Span,
        _connective: Connective,
        _left: &ast::Expr,
        _right: &ast::Expr,
    ) -> Expr {
        self.not_yet(span, "a proposition")
    }

    /// `forall x y : T. P` or `exists x y : T. P`
    pub(super) fn quantified(
        &mut self,
        span: Span,
        _quantifier: Quantifier,
        _names: &[ast::Name],
        _ty: &ast::Type,
        _body: &ast::Expr,
    ) -> Expr {
        self.not_yet(span, "a proposition")
    }

    /// `c observes v @ e`
    pub(super) fn observes(
        &mut self,
        span: Span,
        _class: &ast::Expr,
        _value: &ast::Expr,
        _event: &ast::Expr,
    ) -> Expr {
        self.not_yet(span, "a proposition")
    }
}
