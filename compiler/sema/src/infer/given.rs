//! Functions that a class form calls.
//!
//! A composition, a `State`, `>>=` and their relatives give a function its arguments and take its
//! result. What the form gives is known before the function is read, so a mistake is found at the
//! parameter or at the result that it was made with, and not at the function as a whole.

use evc_base::{Diagnostic, Span};
use evc_syntax::ast;

use super::{Infer, Reason};
use crate::hir::{Expr, ExprKind};
use crate::mismatch::Mismatch;
use crate::problems;
use crate::problems::Arity;
use crate::ty::{Clash, Con, TyId, View};

/// An argument that a form gives to a function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    /// Its type.
    pub(super) ty: TyId,
    /// Where it comes from, and what to say about that place; the location comes from nowhere.
    pub(super) from: Option<(Span, &'static str)>,
}

impl Given {
    /// The location of the event.
    pub(super) fn location(ty: TyId) -> Self {
        Self { ty, from: None }
    }

    fn reason(&self) -> Reason {
        self.from.map(|(place, words)| (place, words.into()))
    }
}

/// What a form gives to a function and needs of it.
#[derive(Clone, Debug)]
pub(super) struct Role {
    /// The place of the form.
    pub(super) form: Span,
    /// The arguments, in order.
    pub(super) args: Vec<Given>,
    /// What the form says about them, such as "a composition gives its function the location".
    pub(super) gives: &'static str,
    /// The result that is needed.
    pub(super) result: TyId,
    /// Why, if the form itself needs a bag or a class.
    pub(super) needs: Option<&'static str>,
    /// Why the result has the type that it has beyond that.
    pub(super) outer: Reason,
    /// What to write if the function is no function but its result.
    pub(super) wrap: &'static str,
    /// What to write if it takes other arguments, or in another order.
    pub(super) order: &'static str,
    /// Whether something about the arguments is reported, so that their number says nothing.
    pub(super) unsound: bool,
}

impl Role {
    /// Why the result is needed: because of the form itself if the whole result may be wrong,
    /// otherwise because of what surrounds the form.
    fn reason(&self, inside: bool) -> Reason {
        let needs = self.needs.map(|needs| (self.form, needs.into()));
        match &self.outer {
            Some(outer) if inside || needs.is_none() => Some(outer.clone()),
            _ => needs,
        }
    }

    /// The arguments by place, with those exchanged that a written function takes in the other
    /// order: it takes one apart that is no tuple, and not its neighbour, which is one.
    fn exchanged(&self, pats: &[&ast::Pattern], infer: &Infer) -> Option<(usize, Vec<Given>)> {
        let is_tuple =
            |at: usize| pats.get(at).map(|pat| matches!(pat.kind, ast::PatternKind::Tuple(_)));
        let is_product = |at: usize| match infer.hir.types.view(self.args.get(at)?.ty) {
            View::Con(con, _) => Some(*con == Con::Product),
            View::Var | View::Generic(_) => None,
        };
        let crossed = |at: usize| {
            let tuples = (is_tuple(at)?, is_tuple(at + 1)?);
            let products = (is_product(at)?, is_product(at + 1)?);
            Some(tuples.0 != tuples.1 && tuples == (products.1, products.0))
        };
        let at = (1..self.args.len()).find(|at| crossed(*at) == Some(true))?;
        let mut args = self.args.clone();
        args.swap(at, at + 1);
        Some((at, args))
    }
}

impl Infer {
    /// The function of a form.
    pub(super) fn given(&mut self, function: &ast::Expr, role: &Role) -> Expr {
        let span = function.span;
        let (pats, body) = parameters(function);
        let arity = Arity { takes: pats.len(), given: role.args.len() };
        let place = (role.form, role.gives);
        if arity.takes > 0 && arity.takes < arity.given && writes_result(body) {
            if !role.unsound {
                self.report(problems::too_few_parameters(span, arity, place, role.order));
            }
            // What was meant is read on, as if the first parameters were there.
            let first = arity.given - arity.takes;
            return self.give(function, span, role.args.get(first..).unwrap_or_default(), role);
        }
        if arity.takes > arity.given && self.is_written_out(role.result) {
            if !role.unsound {
                self.report(problems::too_many_parameters(span, arity, place));
            }
            let mut args = role.args.clone();
            let more = arity.given..arity.takes;
            args.extend(more.map(|_| Given { ty: self.fresh(), from: None }));
            return self.give(function, span, &args, role);
        }
        if let Some((at, args)) = role.exchanged(&pats, self) {
            let place = match (pats.get(at), pats.get(at + 1)) {
                (Some(one), Some(other)) => one.span.to(other.span),
                _ => span,
            };
            let gives = (role.form, role.gives);
            self.report(problems::exchanged_parameters(place, gives, role.order));
            return self.give(function, span, &args, role);
        }
        self.give(function, span, &role.args, role)
    }

    /// Whether a form needs a bag or a class, which no function is.
    fn is_written_out(&self, result: TyId) -> bool {
        matches!(self.hir.types.view(result), View::Con(Con::Bag | Con::Class, _))
    }

    fn give(&mut self, function: &ast::Expr, whole: Span, args: &[Given], role: &Role) -> Expr {
        match (&function.kind, args) {
            (_, []) => self.check(function, role.result, &role.reason(writes_result(function))),
            (ast::ExprKind::Lambda(pat, body), [first, rest @ ..]) => {
                let argument = (first.ty, &first.reason());
                self.lambda(function.span, pat, argument, |infer| {
                    infer.give(body, whole, rest, role)
                })
            }
            _ => {
                let found = self.infer(function);
                self.fit_function(found, whole, args, role)
            }
        }
    }

    /// Makes a function that is not written out here agree with what it is given.
    fn fit_function(&mut self, found: Expr, whole: Span, args: &[Given], role: &Role) -> Expr {
        let wanted = self.arrows(args, role.result);
        let span = found.span;
        if let Some(takes) = self.takes(found.ty)
            && takes != args.len()
            && !self.ungrouped
        {
            self.report_arity((&found, whole), (takes, args), (wanted, role));
            return Expr { ty: wanted, ..self.error(span) };
        }
        let mut rest = found.ty;
        for (at, arg) in args.iter().enumerate() {
            let View::Con(Con::Arrow, [from, to]) = self.hir.types.view(rest) else {
                // The parameters that are left are not known: they become what is given.
                let left = self.arrows(args.get(at..).unwrap_or_default(), role.result);
                self.unify(span, left, rest, &Some((role.form, role.gives.into())));
                return found;
            };
            let (from, to) = (*from, *to);
            if let Err(clash) = self.hir.types.unify(arg.ty, from) {
                if self.is_plain(clash) {
                    self.report_argument(&found, (at, from), args, (wanted, role));
                } else {
                    self.unify(span, arg.ty, from, &arg.reason());
                }
                return Expr { ty: wanted, ..self.error(span) };
            }
            rest = to;
        }
        let inside = self.hir.types.is_alike(rest, role.result);
        let reason = role.reason(inside);
        match self.hir.types.unify(role.result, rest) {
            Ok(()) => {}
            Err(Clash::Mismatch(one, other)) if self.is_plain(Clash::Mismatch(one, other)) => {
                let whole = (role.result, rest);
                let mismatch = Mismatch::between(&self.hir.types, whole, (one, other));
                self.report_plainly(problems::wrong_result(
                    span,
                    &mismatch,
                    self.in_words(&reason),
                ));
            }
            Err(_) => self.unify(span, role.result, rest, &reason),
        }
        found
    }

    /// Reports a finding about types, unless the expressions are not grouped as they were meant.
    fn report_plainly(&mut self, found: Diagnostic) {
        if !self.ungrouped {
            self.report(found);
        }
    }

    /// The type of a function with the given arguments.
    fn arrows(&mut self, args: &[Given], result: TyId) -> TyId {
        let types = &mut self.hir.types;
        args.iter().rev().fold(result, |to, arg| types.arrow(arg.ty, to))
    }

    /// How many arguments a function takes, if its type says it.
    fn takes(&self, mut ty: TyId) -> Option<usize> {
        let mut count = 0;
        loop {
            match self.hir.types.view(ty) {
                View::Con(Con::Arrow, [_, to]) => {
                    count += 1;
                    ty = *to;
                }
                View::Con(..) | View::Generic(_) => return Some(count),
                View::Var => return None,
            }
        }
    }

    fn report_arity(
        &mut self,
        (found, span): (&Expr, Span),
        (takes, args): (usize, &[Given]),
        (wanted, role): (TyId, &Role),
    ) {
        if matches!(found.kind, ExprKind::Error) {
            return;
        }
        let place = (role.form, role.gives);
        let bound = role.args.len() - args.len();
        let arity = Arity { takes: bound + takes, given: role.args.len() };
        let (wanted, own) = self.texts(wanted, found.ty);
        let report = if arity.takes == 0 {
            let texts = (&*wanted, &*own);
            problems::not_the_function_of_a_form(span, texts, place, role.wrap)
        } else if role.unsound {
            return;
        } else if takes < args.len() {
            problems::too_few_parameters(span, arity, place, role.order)
        } else {
            problems::too_many_parameters(span, arity, place)
        };
        self.report(report);
    }

    fn report_argument(
        &mut self,
        found: &Expr,
        (at, takes): (usize, TyId),
        args: &[Given],
        (wanted, role): (TyId, &Role),
    ) {
        if self.ungrouped {
            return;
        }
        let Some(arg) = args.get(at) else { return };
        let types = &self.hir.types;
        let taken = types.show(takes);
        let others = args.get(at..).unwrap_or_default();
        let swapped = others.iter().any(|other| types.show(other.ty) == taken);
        let (wanted, whole) = self.texts(wanted, found.ty);
        let given = types.show(arg.ty);
        let help = if swapped { Some(role.order) } else { None };
        let place = arg.from.unwrap_or((role.form, role.gives));
        let (whole, parts) = ((&*wanted, &*whole), (&*given, &*taken));
        self.report(problems::wrong_parameter(found.span, at, whole, parts, place, help));
    }
}

/// The parameters of a written function, and what stands behind them.
fn parameters(function: &ast::Expr) -> (Vec<&ast::Pattern>, &ast::Expr) {
    let (mut pats, mut body) = (Vec::new(), function);
    while let ast::ExprKind::Lambda(pat, inner) = &body.kind {
        pats.push(pat);
        body = inner;
    }
    (pats, body)
}

/// Whether an expression is certainly no function, because it writes out a value.
fn writes_result(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::If(_, yes, _) => writes_result(yes),
        ast::ExprKind::Let(_, _, body) => writes_result(body),
        ast::ExprKind::Case(_, arms) => arms.first().is_some_and(|(_, body)| writes_result(body)),
        ast::ExprKind::Bag(_)
        | ast::ExprKind::List(_)
        | ast::ExprKind::ToBag(_)
        | ast::ExprKind::Tuple(_)
        | ast::ExprKind::Lit(_)
        | ast::ExprKind::Unit
        | ast::ExprKind::Negate(_)
        | ast::ExprKind::Infix(..)
        | ast::ExprKind::Compose { .. }
        | ast::ExprKind::State { .. }
        | ast::ExprKind::Form(..)
        | ast::ExprKind::Null
        | ast::ExprKind::Local(..)
        | ast::ExprKind::Delegate(..) => true,
        _ => false,
    }
}
