//! `case` (language reference, section 3.7).

use evc_base::Span;
use evc_syntax::ast;
use smol_str::SmolStr;

use super::{Infer, Reason};
use crate::exhaust::{self, Pattern, Redundant, TooLarge};
use crate::hir::{DataFunction, Expr, ExprKind, Pat, PatKind};
use crate::names::Entry;
use crate::problems;
use crate::problems::Meant;
use crate::ty::{Con, TyId, View};

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
        let lost = self.lost_arm(arms).filter(|_| !self.is_proposition(expected));
        let Some(lost) = lost else { return self.arms(span, value, arms, (expected, reason)) };
        let before = self.diagnostics.len();
        let comparisons = self.comparisons.len();
        let ty = self.fresh();
        let found = self.arms(span, value, arms, (ty, &None));
        if self.explain_lost_arm(lost, before) {
            self.comparisons.truncate(comparisons);
            return Expr { ty: expected, ..self.error(span) };
        }
        self.fit(found, expected, reason)
    }

    fn is_proposition(&self, ty: TyId) -> bool {
        matches!(self.hir.types.view(ty), View::Con(Con::Prop, _))
    }

    fn arms(
        &mut self,
        span: Span,
        value: &ast::Expr,
        arms: &[(ast::Pattern, ast::Expr)],
        (expected, reason): (TyId, &Reason),
    ) -> Expr {
        let value = self.infer(value);
        let matched = Some((value.span, "the value that is taken apart".into()));
        let mut sound = !matches!(value.kind, ExprKind::Error);
        let mut same = None;
        let found_before = self.diagnostics.len();
        let mut checked: Vec<(Pat, Expr)> = Vec::new();
        for (pat, body) in arms {
            let mark = self.scope.mark();
            let before = self.diagnostics.len();
            let pat = self.arm_pat(pat, value.ty, &matched);
            sound &= self.diagnostics.len() == before;
            self.forget_repeated(found_before, before);
            let body = self.check(body, expected, if reason.is_some() { reason } else { &same });
            self.scope.leave(mark);
            same = same.or(Some((body.span, "the first arm has this type".into())));
            checked.push((pat, body));
        }
        if sound {
            self.check_arms(&value, &checked, swallows(span, arms));
        }
        Expr { kind: ExprKind::Case(value.into(), checked), ty: expected, span }
    }

    /// Forgets findings about a pattern that say the same as those of an arm above it.
    fn forget_repeated(&mut self, from: usize, new: usize) {
        let fresh = self.diagnostics.split_off(new);
        for found in fresh {
            let earlier = self.diagnostics.get(from..).unwrap_or_default();
            let repeated = earlier.iter().any(|other| {
                other.code == found.code
                    && !found.notes.is_empty()
                    && other.notes == found.notes
                    && other.labels == found.labels
            });
            if !repeated {
                self.report(found);
            }
        }
    }

    /// Reports a value without an arm and arms without a value.
    fn check_arms(&mut self, value: &Expr, arms: &[(Pat, Expr)], swallows: Option<Span>) {
        let patterns: Vec<_> = arms.iter().map(|(pat, _)| Pattern::of(pat)).collect();
        match exhaust::missing(&self.hir, &patterns) {
            Ok(None) => {}
            Ok(Some(missing)) => {
                let text = exhaust::show(&self.hir, &missing);
                let arm = exhaust::show(&self.hir, &exhaust::general(&missing));
                self.report(problems::not_exhaustive(value.span, (&text, &arm), swallows));
            }
            Err(TooLarge) => return self.report(problems::too_many_combinations(value.span)),
        }
        let redundant = match exhaust::redundant(&self.hir, &patterns) {
            Ok(redundant) => redundant,
            Err(TooLarge) => return self.report(problems::arms_not_followed(value.span)),
        };
        let mut explained = None;
        for Redundant { arm, by } in redundant {
            let (Some((arm, _)), earlier) = (arms.get(arm), by.and_then(|by| arms.get(by))) else {
                continue;
            };
            let variable = earlier.and_then(|(pat, _)| self.meant(pat));
            if variable.is_some() && explained == by {
                continue;
            }
            explained = by;
            let meant = variable.as_ref().map(|(name, meant)| (name.as_str(), *meant));
            let earlier = earlier.map(|(pat, _)| pat.span);
            self.report(problems::redundant_arm(arm.span, earlier, meant));
        }
    }

    /// What else the variable of a pattern that is nothing more names around the `case`.
    fn meant(&self, pat: &Pat) -> Option<(SmolStr, Meant)> {
        let PatKind::Var(id) = pat.kind else { return None };
        let name = &self.hir[id].name;
        let meant = match self.scope.get(name)? {
            Entry::Data(_, _, DataFunction::Build) => Meant::Constructor,
            _ => Meant::Value,
        };
        Some((name.clone(), meant))
    }
}

/// The inner `case` at the end of a `case`, if it takes all the arms that are written behind it.
fn swallows(span: Span, arms: &[(ast::Pattern, ast::Expr)]) -> Option<Span> {
    let (_, last) = arms.last()?;
    let inner = matches!(last.kind, ast::ExprKind::Case(..));
    (inner && last.span.end == span.end).then_some(last.span)
}
