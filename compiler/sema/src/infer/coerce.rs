//! Where a value of one type is accepted as one of another (language reference, section 9).
//!
//! There are four such places, all decided by the outermost form of the two types: a `Nat` where
//! an `Int` is expected, a literal where a `Nat` is, a decider where a function is, and a function
//! with a boolean result where one with a proposition is.

use smol_str::SmolStr;

use super::{Infer, Reason};
use crate::hir::{Builtin, Expr, ExprKind, Pat, PatKind};
use crate::ty::{Con, TyId, View};

/// What makes a value of the expected type.
enum Coercion {
    /// A `Nat` is an `Int`.
    ToInt,
    /// A literal is a `Nat`.
    Natural,
    /// A decider is its function, which is expected to take this operand first.
    Function(TyId),
    /// A function of so many arguments to `Bool` is one to `Prop`.
    Predicate(usize),
}

impl Infer {
    /// Makes an expression of the expected type of one that was inferred.
    pub(super) fn fit(&mut self, found: Expr, expected: TyId, reason: &Reason) -> Expr {
        match self.coercion(&found, expected) {
            None => {
                self.unify(found.span, expected, found.ty, reason);
                found
            }
            Some(Coercion::ToInt) => {
                let (span, kind) = (found.span, ExprKind::ToInt(found.into()));
                Expr { kind, ty: expected, span }
            }
            Some(Coercion::Natural) => Expr { ty: expected, ..found },
            Some(Coercion::Function(operand)) => {
                let decider = self.hir.types.con(Con::Deq, [operand]);
                self.unify(found.span, decider, found.ty, reason);
                let function = self.function_of_decider(found, operand);
                self.fit(function, expected, reason)
            }
            Some(Coercion::Predicate(arguments)) => {
                let bool = self.atom(Con::Bool);
                let wanted = self.with_result(expected, arguments, bool);
                self.unify(found.span, wanted, found.ty, reason);
                self.predicate(found, arguments)
            }
        }
    }

    /// The type of a function with another result after so many arguments.
    fn with_result(&mut self, function: TyId, arguments: usize, result: TyId) -> TyId {
        match self.hir.types.view(function) {
            View::Con(Con::Arrow, [from, to]) if arguments > 0 => {
                let (from, to) = (*from, *to);
                let to = self.with_result(to, arguments - 1, result);
                self.hir.types.arrow(from, to)
            }
            _ => result,
        }
    }

    fn coercion(&self, found: &Expr, expected: TyId) -> Option<Coercion> {
        let types = &self.hir.types;
        let View::Con(wanted, args) = types.view(expected) else { return None };
        let View::Con(given, _) = types.view(found.ty) else { return None };
        match (wanted, given, args) {
            (Con::Int, Con::Nat, _) => Some(Coercion::ToInt),
            (Con::Nat, Con::Int, _) if matches!(found.kind, ExprKind::Int(0..)) => {
                Some(Coercion::Natural)
            }
            (Con::Arrow, Con::Deq, [operand, _]) => Some(Coercion::Function(*operand)),
            (Con::Arrow, Con::Arrow, _) => {
                self.predicate_arguments(expected, found.ty).map(Coercion::Predicate)
            }
            _ => None,
        }
    }

    /// How many arguments a function takes to give a `Bool` where a `Prop` is expected of it.
    fn predicate_arguments(&self, expected: TyId, found: TyId) -> Option<usize> {
        let (mut expected, mut found, mut arguments) = (expected, found, 0);
        loop {
            match (self.hir.types.view(expected), self.hir.types.view(found)) {
                (View::Con(Con::Arrow, [_, wanted]), View::Con(Con::Arrow, [_, given])) => {
                    (expected, found) = (*wanted, *given);
                    arguments += 1;
                }
                (View::Con(Con::Prop, _), View::Con(Con::Bool, _)) => return Some(arguments),
                _ => return None,
            }
        }
    }

    /// `eqof d`
    fn function_of_decider(&mut self, decider: Expr, decided: TyId) -> Expr {
        let span = decider.span;
        let bool = self.atom(Con::Bool);
        let types = &mut self.hir.types;
        let rest = types.arrow(decided, bool);
        let ty = types.arrow(decided, rest);
        let equal_by = types.arrow(decider.ty, ty);
        let equal_by = Expr { kind: ExprKind::Builtin(Builtin::EqualBy), ty: equal_by, span };
        Expr { kind: ExprKind::Apply(equal_by.into(), decider.into()), ty, span }
    }

    /// `\x y. f x y holds` for a function of that many arguments to `Bool`.
    fn predicate(&mut self, function: Expr, arguments: usize) -> Expr {
        let span = function.span;
        let mut pats = Vec::new();
        let mut body = function;
        for at in 0..arguments {
            let View::Con(Con::Arrow, [from, to]) = self.hir.types.view(body.ty) else { break };
            let (from, to) = (*from, *to);
            let local = self.local(SmolStr::new(format!("x{at}")), from, span);
            pats.push(Pat { kind: PatKind::Var(local), ty: from, span });
            let argument = Expr { kind: ExprKind::Local(local, Vec::new()), ty: from, span };
            let kind = ExprKind::Apply(body.into(), argument.into());
            body = Expr { kind, ty: to, span };
        }
        let prop = self.atom(Con::Prop);
        let holds = Expr { kind: ExprKind::Holds(body.into()), ty: prop, span };
        pats.into_iter().rev().fold(holds, |body, pat| {
            let ty = self.hir.types.arrow(pat.ty, body.ty);
            Expr { kind: ExprKind::Lambda(pat.into(), body.into()), ty, span }
        })
    }
}
