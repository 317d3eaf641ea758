//! The class forms and the operators on classes (language reference, section 3.3).

use evc_base::Span;
use evc_syntax::ast;

use super::{Infer, Reason};
use crate::hir::{Builtin, Expr, ExprKind};
use crate::names::{ClassOperator, Entry};
use crate::ty::{Con, TyId};

impl Infer {
    /// The operator on classes that a name is, if it is one.
    pub(super) fn class_operator_of(&self, op: &ast::Name) -> Option<ClassOperator> {
        match self.scope.get(&op.text) {
            Some(Entry::ClassOperator(operator)) => Some(operator),
            _ => None,
        }
    }

    /// An operator on classes where a class of a type is expected.
    pub(super) fn class_operator(
        &mut self,
        span: Span,
        left: &ast::Expr,
        op: &ast::Name,
        right: &ast::Expr,
        (class, reason): (TyId, &Reason),
    ) -> Expr {
        let operator = self.class_operator_of(op);
        if !matches!(operator, Some(ClassOperator::Parallel | ClassOperator::At)) {
            return self.not_yet(span, &format!("`{}`", op.text));
        }
        let left = self.check(left, class, reason);
        if operator == Some(ClassOperator::At) {
            let loc = self.atom(Con::Loc);
            let locations = self.hir.types.con(Con::Bag, vec![loc]);
            let why = Some((op.span, "`@` takes a bag of locations".to_owned()));
            let right = self.check(right, locations, &why);
            return Expr { kind: ExprKind::At(left.into(), right.into()), ty: class, span };
        }
        let same = Some((left.span, "the left side has this type".to_owned()));
        let right = self.check(right, class, if reason.is_some() { reason } else { &same });
        Expr { kind: ExprKind::Parallel(left.into(), right.into()), ty: class, span }
    }

    /// An operator on classes as a function, as in `op ||`.
    pub(super) fn class_operator_value(
        &mut self,
        span: Span,
        name: &str,
        _operator: ClassOperator,
    ) -> Expr {
        self.not_yet(span, &format!("`{name}` as a function"))
    }

    /// `op +`: an operator as a function; `op =` is a decider.
    pub(super) fn operator_value(&mut self, span: Span, operator: &ast::Name) -> Expr {
        match self.scope.get(&operator.text) {
            Some(Entry::Builtin(Builtin::Equal)) => self.builtin(span, Builtin::Decider),
            _ => self.name(span, &operator.text),
        }
    }

    /// The class forms (language reference, section 3.3).
    pub(super) fn class_form(&mut self, expr: &ast::Expr) -> Expr {
        match &expr.kind {
            ast::ExprKind::Compose { prior: Some(prior), .. } => {
                self.not_yet(prior.span, "`Prior(self)`")
            }
            ast::ExprKind::Compose { composition: ast::Composition::General, .. } => {
                self.not_yet(expr.span, "the composition of bags")
            }
            ast::ExprKind::Compose { function, inputs, .. } => {
                self.composition(expr.span, function, inputs)
            }
            ast::ExprKind::State { kind, init, transitions } => {
                self.state(expr.span, *kind, init, transitions)
            }
            _ => self.not_yet(expr.span, "this class form"),
        }
    }

    fn composition(&mut self, span: Span, function: &ast::Expr, inputs: &[ast::Expr]) -> Expr {
        let loc = self.atom(Con::Loc);
        let mut wanted = vec![loc];
        let mut classes = Vec::new();
        for input in inputs {
            let element = self.fresh();
            let class = self.hir.types.con(Con::Class, vec![element]);
            let why = Some((span, "a composition combines event classes".to_owned()));
            classes.push(self.check(input, class, &why));
            wanted.push(element);
        }
        let result = self.fresh();
        let bag = self.hir.types.con(Con::Bag, vec![result]);
        let ty = wanted.into_iter().rev().fold(bag, |to, from| self.hir.types.arrow(from, to));
        let why = "a composition gives its function the location and a value of each class";
        let function = self.check(function, ty, &Some((span, why.to_owned())));
        let class = self.hir.types.con(Con::Class, vec![result]);
        Expr { kind: ExprKind::Compose(function.into(), classes, None), ty: class, span }
    }

    fn state(
        &mut self,
        span: Span,
        kind: ast::StateKind,
        init: &ast::Expr,
        transitions: &[(ast::Expr, ast::Expr)],
    ) -> Expr {
        let (loc, state) = (self.atom(Con::Loc), self.fresh());
        let from_loc = self.hir.types.arrow(loc, state);
        let why = "the initial state is a function of the location".to_owned();
        let init = self.check(init, from_loc, &Some((span, why)));
        let mut checked = Vec::new();
        for (transition, class) in transitions {
            let element = self.fresh();
            let class_type = self.hir.types.con(Con::Class, vec![element]);
            let class = self.check(class, class_type, &None);
            let types = &mut self.hir.types;
            let next = types.arrow(state, state);
            let from_element = types.arrow(element, next);
            let wanted = types.arrow(loc, from_element);
            let why = "a transition takes the location, an input and the old state".to_owned();
            let transition = self.check(transition, wanted, &Some((class.span, why)));
            checked.push((transition, class));
        }
        let ty = self.hir.types.con(Con::Class, vec![state]);
        Expr { kind: ExprKind::State(kind, init.into(), checked), ty, span }
    }
}
