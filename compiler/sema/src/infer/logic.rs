//! Propositions (language reference, section 3.2).
//!
//! A proposition has no value when running; a `Bool` becomes one by holding. In a propositional
//! position either is accepted, and only there.

use evc_base::Span;
use evc_syntax::ast::{self, Connective, Quantifier};

use super::{Infer, Reason};
use crate::hir::{Builtin, Expr, ExprKind};
use crate::problems;
use crate::ty::{Con, View};

impl Infer {
    /// An expression in a propositional position: a proposition, or a `Bool` that must hold.
    pub(super) fn proposition(&mut self, expr: &ast::Expr) -> Expr {
        let prop = self.atom(Con::Prop);
        self.check(expr, prop, &None)
    }

    /// Makes a proposition of an expression whose form does not pass the position on.
    pub(super) fn as_proposition(&mut self, found: Expr) -> Expr {
        let prop = self.atom(Con::Prop);
        let span = found.span;
        if matches!(found.kind, ExprKind::Error) {
            return Expr { ty: prop, ..found };
        }
        let help = match self.hir.types.view(found.ty) {
            View::Con(Con::Bool, _) => {
                return Expr { kind: ExprKind::Holds(found.into()), ty: prop, span };
            }
            View::Con(Con::Prop, _) => return found,
            View::Var => {
                self.unify(span, prop, found.ty, &None);
                return found;
            }
            View::Con(Con::Arrow, _) => "give the function all its arguments",
            View::Con(Con::Class, _) => {
                "say what the class has at an event, as in `X observes v @ e`"
            }
            View::Con(..) | View::Generic(_) => "compare it with a value, as in `x = y`",
        };
        if !self.ungrouped {
            let text = self.hir.types.show(found.ty);
            self.report(problems::not_a_proposition(span, &text, help));
        }
        Expr { ty: prop, ..self.error(span) }
    }

    /// `P /\\ Q` and the other connectives of propositions.
    pub(super) fn logic(
        &mut self,
        span: Span,
        connective: Connective,
        left: &ast::Expr,
        right: &ast::Expr,
    ) -> Expr {
        let left = self.proposition(left);
        let right = self.proposition(right);
        let kind = ExprKind::Logic(connective, left.into(), right.into());
        self.constant(span, kind, Con::Prop)
    }

    /// `forall x y : T. P` or `exists x y : T. P`
    pub(super) fn quantified(
        &mut self,
        span: Span,
        quantifier: Quantifier,
        names: &[ast::Name],
        ty: &ast::Type,
        body: &ast::Expr,
    ) -> Expr {
        let ty = self.ty(ty);
        let mark = self.scope.mark();
        let locals = names.iter().map(|name| self.bind_variable(name, ty)).collect();
        let body = self.proposition(body);
        self.scope.leave(mark);
        self.constant(span, ExprKind::Quantified(quantifier, locals, body.into()), Con::Prop)
    }

    /// `c observes v @ e`
    pub(super) fn observes(
        &mut self,
        span: Span,
        class: &ast::Expr,
        value: &ast::Expr,
        event: &ast::Expr,
    ) -> Expr {
        let (class, element) = self.any_class(class, (span, "`observes` speaks of an event class"));
        let why = Some((class.span, "the class has values of this type".into()));
        let value = self.check(value, element, &why);
        let event_type = self.atom(Con::Event);
        let why = Some((span, "`observes` speaks of an event, behind its `@`".into()));
        let event = self.check(event, event_type, &why);
        let kind = ExprKind::Observes(class.into(), value.into(), event.into());
        self.constant(span, kind, Con::Prop)
    }

    /// The argument of `not`, which must be a proposition as it stands.
    pub(super) fn negated(&mut self, function: &Expr, argument: &ast::Expr) -> Expr {
        let found = self.infer(argument);
        if matches!(self.hir.types.view(found.ty), View::Con(Con::Bool, _)) {
            self.report(problems::not_of_bool(function.span, found.span));
            let prop = self.atom(Con::Prop);
            return Expr { ty: prop, ..self.error(found.span) };
        }
        self.as_proposition(found)
    }

    /// Reports a proposition where a `Bool` is needed, if that is what an expression is.
    pub(super) fn is_misplaced(&mut self, expr: &ast::Expr, found: &Expr, reason: &Reason) -> bool {
        if !matches!(self.hir.types.view(found.ty), View::Con(Con::Prop, _)) {
            return false;
        }
        let help = match &expr.kind {
            ast::ExprKind::Connective(Connective::Conj, ..) => "write `&` instead of `/\\`",
            ast::ExprKind::Connective(Connective::Disj, ..) => "write `or` instead of `\\/`",
            ast::ExprKind::Connective(Connective::Implies, ..) => "write `!(a) or b`",
            ast::ExprKind::Connective(Connective::Iff, ..) => "compare the two with `=`",
            ast::ExprKind::Quantified { .. } => {
                "only a property can speak of all values: ask the elements of a list instead"
            }
            ast::ExprKind::Observes(..) => "only a property can speak of events",
            ast::ExprKind::Infix(_, op, _) if matches!(&*op.text, "before" | "l-before") => {
                "only a property can speak of events"
            }
            _ if names_negation(found) => "write `!` instead of `not`",
            _ => "combine conditions with `&`, `or` and `!`",
        };
        self.report(problems::proposition_as_condition(expr.span, self.in_words(reason), help));
        true
    }
}

/// Whether an expression is `not P`.
fn names_negation(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Apply(function, _)
        if matches!(function.kind, ExprKind::Builtin(Builtin::Negation)))
}
