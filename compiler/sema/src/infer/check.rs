//! Expressions of an expected type.
//!
//! The expectation is passed to the parts of the forms that have one, so that a mismatch is found
//! where it was made and not at the whole.

use evc_base::{Diagnostic, Span};
use evc_syntax::ast;

use super::{Infer, Reason};
use crate::hir::{Expr, ExprKind};
use crate::problems;
use crate::ty::{Con, TyId, View};

impl Infer {
    /// An expression of an expected type.
    pub(super) fn check(&mut self, expr: &ast::Expr, expected: TyId, reason: &Reason) -> Expr {
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::If(condition, yes, no) => {
                let condition = self.check_bool(condition, "a condition is a `Bool`");
                let yes = self.check(yes, expected, reason);
                let same = Some((yes.span, "the other branch has this type".into()));
                let no = self.check(no, expected, if reason.is_some() { reason } else { &same });
                let kind = ExprKind::If(condition.into(), yes.into(), no.into());
                return Expr { kind, ty: expected, span };
            }
            ast::ExprKind::Let(kind, binding, body) => {
                return self.local_definition(span, *kind, binding, body, expected, reason);
            }
            ast::ExprKind::Case(value, arms) => {
                return self.case(span, value, arms, expected, reason);
            }
            ast::ExprKind::Wait(seconds, value) => {
                return self.wait(span, (seconds, value), (expected, reason));
            }
            _ => {}
        }
        match self.hir.types.view(expected) {
            View::Con(con, args) => {
                let (con, args) = (con.clone(), args.to_vec());
                self.check_against(expr, (&con, &args), expected, reason)
            }
            View::Var | View::Generic(_) => self.check_inferred(expr, expected, reason),
        }
    }

    /// An expression whose expected type is built by a known constructor.
    fn check_against(
        &mut self,
        expr: &ast::Expr,
        (con, args): (&Con, &[TyId]),
        expected: TyId,
        reason: &Reason,
    ) -> Expr {
        let span = expr.span;
        match (&expr.kind, con, args) {
            (_, Con::Prop, _) => {
                let found = self.infer(expr);
                self.as_proposition(found)
            }
            (ast::ExprKind::Lambda(pat, body), Con::Arrow, [from, to]) => {
                self.lambda(span, pat, (*from, reason), |infer| infer.check(body, *to, reason))
            }
            (ast::ExprKind::Tuple(parts), Con::Product, _) => {
                self.tuple(span, parts, expected, reason)
            }
            (ast::ExprKind::List(elements), Con::List, [element]) => {
                self.elements(span, elements, (Con::List, *element), reason)
            }
            (ast::ExprKind::Bag(elements), Con::Bag, [element]) => {
                self.elements(span, elements, (Con::Bag, *element), reason)
            }
            (ast::ExprKind::Infix(left, op, right), Con::Class, _)
                if self.class_operator_of(op).is_some() =>
            {
                self.class_operator(span, left, op, right, (expected, reason))
            }
            (kind, Con::Class, _) if is_class_form(kind) => {
                self.class_form(expr, (expected, reason))
            }
            _ => self.check_inferred(expr, expected, reason),
        }
    }

    /// An expression that is inferred first and then compared with what is expected.
    fn check_inferred(&mut self, expr: &ast::Expr, expected: TyId, reason: &Reason) -> Expr {
        let found = self.infer(expr);
        let bool = matches!(self.hir.types.view(expected), View::Con(Con::Bool, _));
        if bool && self.is_misplaced(expr, &found, reason) {
            return found;
        }
        self.fit(found, expected, reason)
    }

    /// A tuple where a product is expected, component by component.
    fn tuple(&mut self, span: Span, parts: &[ast::Expr], expected: TyId, reason: &Reason) -> Expr {
        let before = self.diagnostics.len();
        let wanted = self.split(expected, parts.len());
        let mut checked = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let wanted = wanted.as_ref().and_then(|wanted| wanted.get(at)).copied();
            checked.push(match wanted {
                Some(wanted) if !self.lacks_components(part, wanted) => {
                    self.check(part, wanted, reason)
                }
                _ => self.infer(part),
            });
        }
        let types: Vec<_> = checked.iter().map(|part| part.ty).collect();
        let ty = self.hir.types.product(&types);
        // A component that is wrong is reported already.
        if !self.reported_since(before) && self.hir.types.unify(expected, ty).is_err() {
            self.report_tuple(span, (expected, ty), parts.len(), reason);
        }
        if self.reported_since(before) {
            return Expr { kind: ExprKind::Error, ty: expected, span };
        }
        Expr { kind: ExprKind::Tuple(checked), ty: expected, span }
    }

    /// Whether an error was found since there were that many findings.
    fn reported_since(&self, before: usize) -> bool {
        self.diagnostics.iter().skip(before).any(Diagnostic::is_error)
    }

    /// Whether an expression stands where a product is expected, as the last component does in a
    /// tuple that is too short, and writes out no tuple: then the whole tuple may be wrong.
    fn lacks_components(&self, part: &ast::Expr, wanted: TyId) -> bool {
        matches!(self.hir.types.view(wanted), View::Con(Con::Product, _))
            && !matches!(part.kind, ast::ExprKind::Tuple(_))
    }

    /// The types of the components of a tuple of so many, if a product says them.
    fn split(&self, ty: TyId, count: usize) -> Option<Vec<TyId>> {
        let mut components = Vec::new();
        let mut rest = ty;
        while components.len() + 1 < count {
            let View::Con(Con::Product, [head, tail]) = self.hir.types.view(rest) else {
                return None;
            };
            components.push(*head);
            rest = *tail;
        }
        components.push(rest);
        Some(components)
    }

    fn report_tuple(
        &mut self,
        span: Span,
        (expected, found): (TyId, TyId),
        parts: usize,
        reason: &Reason,
    ) {
        let components = self.hir.types.components(expected).len();
        if components == parts || self.ungrouped {
            return self.unify(span, expected, found, reason);
        }
        let (expected, found) = self.texts(expected, found);
        let texts = (&*expected, &*found);
        self.report(problems::tuple_length(span, texts, self.in_words(reason), components));
    }

    /// Two types as text, with shared names of variables.
    pub(super) fn texts(&self, one: TyId, other: TyId) -> (String, String) {
        let mut texts = self.hir.types.show_all(&[one, other]).into_iter();
        let mut next = || texts.next().unwrap_or_default();
        (next(), next())
    }
}

/// Whether an expression is one of the class forms that are written with a word of their own.
fn is_class_form(kind: &ast::ExprKind) -> bool {
    matches!(
        kind,
        ast::ExprKind::Compose { .. }
            | ast::ExprKind::State { .. }
            | ast::ExprKind::Form(..)
            | ast::ExprKind::Null
            | ast::ExprKind::Local(..)
            | ast::ExprKind::Delegate(..)
    )
}
