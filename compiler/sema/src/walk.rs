//! Walks over the parts of expressions and patterns.

use evc_base::Span;

use crate::hir::{Expr, ExprKind, LocalId, Pat, PatKind};

impl Expr {
    /// Visits the expressions directly inside this one, from left to right.
    pub fn each_child<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        match &self.kind {
            ExprKind::Local(..)
            | ExprKind::Global(..)
            | ExprKind::Param(_)
            | ExprKind::Constant(..)
            | ExprKind::Builtin(_)
            | ExprKind::Component(..)
            | ExprKind::Data(..)
            | ExprKind::Abstract(..)
            | ExprKind::Int(_)
            | ExprKind::Real(_)
            | ExprKind::Bool(_)
            | ExprKind::Unit
            | ExprKind::Str(_)
            | ExprKind::Tok(_)
            | ExprKind::Type(_)
            | ExprKind::Null
            | ExprKind::Error => {}
            ExprKind::Operation(a, _)
            | ExprKind::ToBag(a)
            | ExprKind::ToInt(a)
            | ExprKind::Lambda(_, a)
            | ExprKind::Form(_, a)
            | ExprKind::Msg(_, a)
            | ExprKind::Any(a)
            | ExprKind::Holds(a)
            | ExprKind::Quantified(_, _, a) => visit(a),
            ExprKind::Apply(a, b)
            | ExprKind::Let(_, a, b)
            | ExprKind::LetRec(_, a, b)
            | ExprKind::And(a, b)
            | ExprKind::Or(a, b)
            | ExprKind::Parallel(a, b)
            | ExprKind::At(a, b)
            | ExprKind::Delegate(a, b)
            | ExprKind::Until(a, b)
            | ExprKind::Default(a, b)
            | ExprKind::Otherwise(a, b)
            | ExprKind::ClassRec(_, a, b)
            | ExprKind::Wait(a, b)
            | ExprKind::Logic(_, a, b) => [a, b].into_iter().for_each(|part| visit(part)),
            ExprKind::If(a, b, c) | ExprKind::Simulated(a, b, c) | ExprKind::Observes(a, b, c) => {
                [a, b, c].into_iter().for_each(|part| visit(part))
            }
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Bag(parts) => {
                parts.iter().for_each(visit);
            }
            ExprKind::ComposeBags(function, inputs) => {
                visit(function);
                inputs.iter().for_each(visit);
            }
            ExprKind::Compose(function, inputs, prior) => {
                visit(function);
                inputs.iter().for_each(&mut *visit);
                prior.iter().filter_map(|prior| prior.default.as_deref()).for_each(visit);
            }
            ExprKind::State(_, init, transitions) => {
                visit(init);
                for (transition, class) in transitions {
                    visit(transition);
                    visit(class);
                }
            }
            ExprKind::Case(value, arms) => {
                visit(value);
                arms.iter().for_each(|(_, arm)| visit(arm));
            }
        }
    }

    /// The expressions directly inside this one, from left to right, to be changed.
    fn children_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.kind {
            ExprKind::Local(..)
            | ExprKind::Global(..)
            | ExprKind::Param(_)
            | ExprKind::Constant(..)
            | ExprKind::Builtin(_)
            | ExprKind::Component(..)
            | ExprKind::Data(..)
            | ExprKind::Abstract(..)
            | ExprKind::Int(_)
            | ExprKind::Real(_)
            | ExprKind::Bool(_)
            | ExprKind::Unit
            | ExprKind::Str(_)
            | ExprKind::Tok(_)
            | ExprKind::Type(_)
            | ExprKind::Null
            | ExprKind::Error => Vec::new(),
            ExprKind::Operation(a, _)
            | ExprKind::ToBag(a)
            | ExprKind::ToInt(a)
            | ExprKind::Lambda(_, a)
            | ExprKind::Form(_, a)
            | ExprKind::Msg(_, a)
            | ExprKind::Any(a)
            | ExprKind::Holds(a)
            | ExprKind::Quantified(_, _, a) => vec![a],
            ExprKind::Apply(a, b)
            | ExprKind::Let(_, a, b)
            | ExprKind::LetRec(_, a, b)
            | ExprKind::And(a, b)
            | ExprKind::Or(a, b)
            | ExprKind::Parallel(a, b)
            | ExprKind::At(a, b)
            | ExprKind::Delegate(a, b)
            | ExprKind::Until(a, b)
            | ExprKind::Default(a, b)
            | ExprKind::Otherwise(a, b)
            | ExprKind::ClassRec(_, a, b)
            | ExprKind::Wait(a, b)
            | ExprKind::Logic(_, a, b) => vec![a, b],
            ExprKind::If(a, b, c) | ExprKind::Simulated(a, b, c) | ExprKind::Observes(a, b, c) => {
                vec![a, b, c]
            }
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Bag(parts) => {
                parts.iter_mut().collect()
            }
            ExprKind::ComposeBags(function, inputs) => {
                std::iter::once(&mut **function).chain(inputs).collect()
            }
            ExprKind::Compose(function, inputs, prior) => {
                let default = prior.iter_mut().filter_map(|prior| prior.default.as_deref_mut());
                std::iter::once(&mut **function).chain(inputs).chain(default).collect()
            }
            ExprKind::State(_, init, transitions) => {
                let parts = transitions.iter_mut().flat_map(|(change, class)| [change, class]);
                std::iter::once(&mut **init).chain(parts).collect()
            }
            ExprKind::Case(value, arms) => {
                let arms = arms.iter_mut().map(|(_, arm)| arm);
                std::iter::once(&mut **value).chain(arms).collect()
            }
        }
    }

    /// Changes the places of this expression and of all expressions inside it, which were read
    /// from a text that stands inside another one.
    pub fn relocate(&mut self, place: &dyn Fn(Span) -> Span) {
        self.span = place(self.span);
        for child in self.children_mut() {
            child.relocate(place);
        }
    }

    /// Visits this expression and all inside it, each before its parts.
    pub fn each<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        visit(self);
        self.each_child(&mut |child| child.each(visit));
    }

    /// The body under all leading lambdas, and how many there are.
    pub fn under_lambdas(&self) -> (&Expr, usize) {
        let (mut body, mut count) = (self, 0);
        while let ExprKind::Lambda(_, inner) = &body.kind {
            (body, count) = (inner, count + 1);
        }
        (body, count)
    }

    /// The function of a curried application with its arguments in order.
    pub fn spine(&self) -> (&Expr, Vec<&Expr>) {
        let (mut head, mut args) = (self, Vec::new());
        while let ExprKind::Apply(function, argument) = &head.kind {
            args.push(&**argument);
            head = function;
        }
        args.reverse();
        (head, args)
    }
}

impl Pat {
    /// Visits the variables of a pattern from left to right.
    pub fn each_variable(&self, visit: &mut dyn FnMut(LocalId)) {
        match &self.kind {
            PatKind::Var(id) => visit(*id),
            PatKind::Tuple(parts) => parts.iter().for_each(|part| part.each_variable(visit)),
            PatKind::Inl(inner) | PatKind::Inr(inner) | PatKind::Constructor(_, _, inner) => {
                inner.each_variable(visit);
            }
            PatKind::Cons(head, tail) => {
                head.each_variable(visit);
                tail.each_variable(visit);
            }
            PatKind::Wild
            | PatKind::Unit
            | PatKind::Int(_)
            | PatKind::Bool(_)
            | PatKind::Str(_)
            | PatKind::Tok(_)
            | PatKind::Nil => {}
        }
    }
}
