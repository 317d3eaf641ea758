//! Propositions.

use evc_base::Span;
use evc_syntax::ast::{self, Connective, Quantifier};

use super::Infer;
use crate::hir::{Expr, ExprKind};
use crate::problems;
use crate::ty::{Con, View};

impl Infer {
    /// An expression where a proposition is needed: a `Prop`, or a `Bool` that is to hold.
    pub(super) fn proposition(&mut self, expr: &ast::Expr) -> Expr {
        let found = self.infer(expr);
        match self.hir.types.view(found.ty) {
            View::Con(Con::Prop, _) => return found,
            View::Con(Con::Bool, _) | View::Var => {}
            View::Con(..) | View::Generic(_) => {
                let text = self.hir.types.show(found.ty);
                self.report(problems::not_a_proposition(expr.span, &text));
                return self.error(expr.span);
            }
        }
        let (bool, ty) = (self.atom(Con::Bool), self.atom(Con::Prop));
        self.unify(expr.span, bool, found.ty, &None);
        Expr { kind: ExprKind::Holds(found.into()), ty, span: expr.span }
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
