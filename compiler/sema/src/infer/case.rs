//! `case` (language reference, section 3.7).

use evc_base::Span;
use evc_syntax::ast;

use super::{Infer, Reason};
use crate::exhaust::{self, Pattern, TooLarge};
use crate::hir::{Expr, ExprKind, Pat, PatKind};
use crate::problems;
use crate::ty::TyId;

impl Infer {
    /// A choice by patterns whose arms have an expected type.
    pub(super) fn case(
        &mut self,
        span: Span,
        value: &ast::Expr,
        arms: &[(ast::Pattern, ast::Expr)],
        expected: TyId,
        reason: &Reason,
    ) -> Expr {
        let value = self.infer(value);
        let matched = Some((value.span, "the value that is taken apart".to_owned()));
        let mut sound = !matches!(value.kind, ExprKind::Error);
        let mut same = None;
        let mut checked: Vec<(Pat, Expr)> = Vec::new();
        for (pat, body) in arms {
            let mark = self.scope.mark();
            let before = self.diagnostics.len();
            let pat = self.arm_pat(pat, value.ty, &matched);
            sound &= self.diagnostics.len() == before;
            let body = self.check(body, expected, if reason.is_some() { reason } else { &same });
            self.scope.leave(mark);
            same = same.or(Some((body.span, "the first arm has this type".to_owned())));
            checked.push((pat, body));
        }
        if sound {
            self.check_arms(&value, &checked, swallows(span, arms));
        }
        Expr { kind: ExprKind::Case(value.into(), checked), ty: expected, span }
    }

    /// Reports a value without an arm and arms without a value.
    fn check_arms(&mut self, value: &Expr, arms: &[(Pat, Expr)], swallows: Option<Span>) {
        let patterns: Vec<_> = arms.iter().map(|(pat, _)| Pattern::of(pat)).collect();
        match exhaust::missing(&self.hir, &patterns) {
            Ok(None) => {}
            Ok(Some(missing)) => {
                let text = exhaust::show(&self.hir, &missing);
                self.report(problems::not_exhaustive(value.span, &text, swallows));
            }
            Err(TooLarge) => return self.report(problems::too_many_combinations(value.span)),
        }
        let redundant = match exhaust::redundant(&self.hir, &patterns) {
            Ok(redundant) => redundant,
            Err(TooLarge) => return self.report(problems::arms_not_followed(value.span)),
        };
        for found in redundant {
            let place = |at: usize| arms.get(at).map(|(pat, _)| pat);
            let Some(arm) = place(found.arm) else { continue };
            let earlier = found.by.and_then(place);
            let variable = earlier.and_then(|pat| match pat.kind {
                PatKind::Var(id) => Some(self.hir[id].name.clone()),
                _ => None,
            });
            let earlier = earlier.map(|pat| pat.span);
            self.report(problems::redundant_arm(arm.span, earlier, variable.as_deref()));
        }
    }
}

/// The inner `case` at the end of a `case`, if it takes all the arms that are written behind it.
fn swallows(span: Span, arms: &[(ast::Pattern, ast::Expr)]) -> Option<Span> {
    let (_, last) = arms.last()?;
    let inner = matches!(last.kind, ast::ExprKind::Case(..));
    (inner && last.span.end == span.end).then_some(last.span)
}
