//! Functions that a class form calls.
//!
//! A composition, a `State`, `>>=` and their relatives give a function its arguments and take its
//! result. What the form gives is known before the function is read, so a mistake is found at the
//! parameter or at the result that it was made with, and not at the function as a whole.

use evc_base::Span;
use evc_syntax::ast;

use super::{Infer, Reason};
use crate::hir::{Expr, ExprKind};
use crate::problems;
use crate::problems::Arity;
use crate::ty::{Con, TyId, View};

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
        self.from.map(|(place, words)| (place, words.to_owned()))
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
    /// What to write if it takes its arguments in another order.
    pub(super) order: &'static str,
}

impl Role {
    /// Why the result is needed: because of the form itself if the whole result may be wrong,
    /// otherwise because of what surrounds the form.
    fn reason(&self, inside: bool) -> Reason {
        let needs = self.needs.map(|needs| (self.form, needs.to_owned()));
        match &self.outer {
            Some(outer) if inside || needs.is_none() => Some(outer.clone()),
            _ => needs,
        }
    }

    fn starts_with_location(&self) -> bool {
        self.args.len() > 1 && self.args.first().is_some_and(|arg| arg.from.is_none())
    }
}

impl Infer {
    /// The function of a form.
    pub(super) fn given(&mut self, function: &ast::Expr, role: &Role) -> Expr {
        let (parameters, body) = parameters(function);
        let lacking = role.args.len().saturating_sub(parameters);
        if parameters > 0 && lacking > 0 && writes_result(body) {
            let arity = Arity { takes: parameters, given: role.args.len() };
            let lacks_location = lacking == 1 && role.starts_with_location();
            let place = (role.form, role.gives);
            self.report(problems::too_few_parameters(function.span, arity, place, lacks_location));
            // What was meant is read on, as if the first parameters were there.
            let args = role.args.get(lacking..).unwrap_or_default();
            return self.give(function, function.span, args, role);
        }
        self.give(function, function.span, &role.args, role)
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
                self.fit_given(found, whole, args, role)
            }
        }
    }

    /// Makes a function that is not written out here agree with what it is given.
    fn fit_given(&mut self, found: Expr, whole: Span, args: &[Given], role: &Role) -> Expr {
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
                self.unify(span, left, rest, &Some((role.form, role.gives.to_owned())));
                return found;
            };
            let (from, to) = (*from, *to);
            if self.hir.types.unify(arg.ty, from).is_err() {
                self.report_argument(&found, (at, from), args, (wanted, role));
                return Expr { ty: wanted, ..self.error(span) };
            }
            rest = to;
        }
        let inside = self.hir.types.is_alike(rest, role.result);
        self.unify(span, role.result, rest, &role.reason(inside));
        found
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
        } else if takes < args.len() {
            let lacks_location = arity.takes + 1 == arity.given
                && role.starts_with_location()
                && (bound > 0 || self.takes_the_rest(found.ty, args));
            problems::too_few_parameters(span, arity, place, lacks_location)
        } else {
            problems::too_many_parameters(span, arity, place)
        };
        self.report(report);
    }

    /// Whether a function takes the second argument first.
    fn takes_the_rest(&self, function: TyId, args: &[Given]) -> bool {
        let types = &self.hir.types;
        let (View::Con(Con::Arrow, [from, _]), Some(second)) = (types.view(function), args.get(1))
        else {
            return false;
        };
        match types.view(*from) {
            View::Con(Con::Loc, _) => types.show(*from) == types.show(second.ty),
            View::Con(..) => true,
            View::Var | View::Generic(_) => false,
        }
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
        let swapped = args.iter().any(|other| types.show(other.ty) == taken);
        let (wanted, whole) = self.texts(wanted, found.ty);
        let given = types.show(arg.ty);
        let help = if swapped { Some(role.order) } else { None };
        let place = arg.from.unwrap_or((role.form, role.gives));
        let (whole, parts) = ((&*wanted, &*whole), (&*given, &*taken));
        self.report(problems::wrong_parameter(found.span, at, whole, parts, place, help));
    }
}

/// How many parameters a written function has, and what stands behind them.
fn parameters(function: &ast::Expr) -> (usize, &ast::Expr) {
    let (mut count, mut body) = (0, function);
    while let ast::ExprKind::Lambda(_, inner) = &body.kind {
        count += 1;
        body = inner;
    }
    (count, body)
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
