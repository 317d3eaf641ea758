//! Arms of a `case` that lack their `of`.
//!
//! In `case x of inl a => 1 inr b => 2` the first arm is all that follows, because `=>` is an
//! operator, too: `1` is applied to `inr` and `b`, and implies `2`. Nothing that can be said about
//! that helps its author.

use evc_base::Span;
use evc_syntax::ast::{self, Connective, ExprKind};

use super::Infer;
use crate::names::Entry;
use crate::problems;

/// What seems to be the beginning of another arm inside the body of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct LostArm {
    /// The pattern.
    pattern: Span,
    /// All that stands to the left of its `=>` and is read as one operand.
    operand: Span,
    /// The body that it stands in.
    body: Span,
}

impl Infer {
    /// The first arm of a `case` that seems to lack its `of`.
    pub(super) fn lost_arm(&self, arms: &[(ast::Pattern, ast::Expr)]) -> Option<LostArm> {
        arms.iter().find_map(|(_, body)| self.lost_in(body))
    }

    fn lost_in(&self, body: &ast::Expr) -> Option<LostArm> {
        let mut tail = body;
        while let ExprKind::Let(_, _, inner) | ExprKind::Lambda(_, inner) = &tail.kind {
            if inner.span.end != tail.span.end {
                return None;
            }
            tail = inner;
        }
        let ExprKind::Connective(Connective::Implies, left, _) = &tail.kind else { return None };
        // One in parentheses is meant.
        if left.span.start != tail.span.start {
            return None;
        }
        let (pattern, operand) = self.last_pattern(left)?;
        Some(LostArm { pattern, operand, body: body.span })
    }

    /// The operand at the end of an expression that reads as a pattern, and all of the row of
    /// operands that it ends.
    fn last_pattern(&self, expr: &ast::Expr) -> Option<(Span, Span)> {
        match &expr.kind {
            ExprKind::If(_, _, last) | ExprKind::Connective(_, _, last)
                if last.span.end == expr.span.end =>
            {
                self.last_pattern(last)
            }
            ExprKind::Infix(head, op, tail) if tail.span.end == expr.span.end => {
                match self.last_pattern(head) {
                    Some((pattern, row)) if op.text == "." => {
                        Some((pattern.to(tail.span), row.to(tail.span)))
                    }
                    _ => self.last_pattern(tail),
                }
            }
            ExprKind::Apply(function, argument) if argument.span.end == expr.span.end => {
                let constructor = match &function.kind {
                    ExprKind::Apply(_, constructor) => Some(constructor),
                    _ => None,
                };
                let constructor = constructor.filter(|name| self.names_constructor(name));
                let start = constructor.map_or(argument.span, |name| name.span);
                Some((start.to(argument.span), expr.span))
            }
            _ => None,
        }
    }

    fn names_constructor(&self, expr: &ast::Expr) -> bool {
        use crate::hir::{Builtin, DataFunction};
        let ExprKind::Name(name) = &expr.kind else { return false };
        matches!(
            self.scope.get(&name.text),
            Some(
                Entry::Builtin(Builtin::Inl | Builtin::Inr)
                    | Entry::Data(_, _, DataFunction::Build)
            )
        )
    }

    /// Replaces what was found since then by the finding that an arm lacks its `of`, if that is
    /// the reason: what is left of the `=>` is wrong, or no proposition.
    pub(super) fn explain_lost_arm(&mut self, lost: LostArm, before: usize) -> bool {
        let within = |outer: Span, inner: Span| outer.to(inner) == outer;
        let explained = self.diagnostics.iter().skip(before).any(|found| {
            let place = found.primary.span;
            found.is_error()
                && place.file == lost.body.file
                && (within(lost.operand, place)
                    || found.code == evc_base::codes::NOT_A_PROPOSITION && within(lost.body, place))
        });
        if explained {
            self.diagnostics.truncate(before);
            self.report(problems::arm_without_of(lost.pattern));
        }
        explained
    }
}
