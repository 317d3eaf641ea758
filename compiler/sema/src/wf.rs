//! Well-formedness: what has a meaning, but hardly the one that its author wants.
//!
//! All of it is said of a finished tree without errors, and as warnings. A specification that is
//! as it should be gets none, so each check would rather be silent than wrong. What an `include`
//! brings is judged where it is written, not again by those who include it.

mod delays;
mod destinations;
mod emission;
mod firing;
mod holes;
mod mentions;
mod never;
mod together;
mod traffic;
mod unused;

use evc_base::Diagnostic;
use evc_syntax::ast;

use crate::hir::{Def, DefId, Expr, Hir};
use firing::Firings;
use mentions::Mentions;

/// Everything that is suspicious in a specification without errors, in the order of the places.
pub fn check(program: &ast::Program, hir: &Hir) -> Vec<Diagnostic> {
    let mentions = Mentions::read(program, hir);
    let mut firings = Firings::of(hir);
    let mut found = unused::check(program, hir, &mentions);
    found.extend(traffic::check(hir, &mentions));
    found.extend(never::check(hir, &mut firings));
    found.extend(together::check(hir, &mut firings));
    found.extend(emission::check(hir));
    found.extend(destinations::check(hir));
    found.extend(delays::check(hir));
    found.extend(holes::check(hir).into_iter().map(Diagnostic::as_warning));
    found.sort_by_key(|finding| finding.primary.span);
    found
}

/// What keeps a specification that has a meaning from being run: holes, and constants that
/// nothing defines.
pub fn cannot_run(hir: &Hir) -> Vec<Diagnostic> {
    holes::check(hir)
}

/// The definitions that the specification itself makes.
fn own_defs(hir: &Hir) -> impl Iterator<Item = (DefId, &Def)> {
    let all = hir.defs.iter().enumerate().map(|(at, def)| (DefId(at as u32), def));
    all.skip(hir.library).filter(|(_, def)| def.include.is_none())
}

/// The expressions that the specification itself writes and that can run: the bodies of its
/// definitions and its main class.
fn own_exprs(hir: &Hir) -> impl Iterator<Item = &Expr> {
    own_defs(hir).map(|(_, def)| &def.body).chain(&hir.main)
}
