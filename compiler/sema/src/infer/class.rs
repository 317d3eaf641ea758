//! The class forms and the operators on classes (language reference, section 3.3).

use evc_base::Span;
use evc_syntax::ast;

use super::given::{Given, Role};
use super::{Infer, Reason};
use crate::hir::{ClassForm, Expr, ExprKind, Pat, PatKind, SelfReference};
use crate::names::{ClassOperator, Entry};
use crate::problems;
use crate::ty::{Con, TyId, View};

/// What a composition says about its function's arguments.
const COMPOSITION_GIVES: &str =
    "a composition gives its function the location and a value of each class";

/// What a composition of bags says about its function's arguments.
const BAGS_GIVES: &str = "`O` gives its function the location and the bag of each class";

/// What a form says about a function of the location.
const LOCATION_GIVES: &str = "this form gives its function the location";

impl Infer {
    /// The operator on classes that a name is, if it is one.
    pub(super) fn class_operator_of(&self, op: &ast::Name) -> Option<ClassOperator> {
        match self.scope.get(&op.text) {
            Some(Entry::ClassOperator(operator)) => Some(operator),
            _ => None,
        }
    }

    /// Whether a type is an event class.
    pub(super) fn is_class(&self, ty: TyId) -> bool {
        matches!(self.hir.types.view(ty), View::Con(Con::Class, _))
    }

    fn class_of(&mut self, element: TyId) -> TyId {
        self.hir.types.con(Con::Class, vec![element])
    }

    fn bag_of(&mut self, element: TyId) -> TyId {
        self.hir.types.con(Con::Bag, vec![element])
    }

    /// The type of the values of a class.
    fn element_of(&mut self, class: TyId) -> TyId {
        match self.hir.types.view(class) {
            View::Con(Con::Class, [element]) => *element,
            View::Con(..) | View::Var | View::Generic(_) => self.fresh(),
        }
    }

    /// A class with values of any type, for a reason; the type of its values.
    pub(super) fn any_class(
        &mut self,
        class: &ast::Expr,
        why: (Span, &'static str),
    ) -> (Expr, TyId) {
        let element = self.fresh();
        let ty = self.class_of(element);
        (self.check(class, ty, &Some((why.0, why.1.into()))), element)
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
        let Some(operator) = self.class_operator_of(op) else { return self.error(span) };
        if operator == ClassOperator::Delegate {
            return self.delegate(span, left, right, (class, reason));
        }
        let own = Some((op.span, words(operator).into()));
        let before = self.diagnostics.len();
        let left = self.check(left, class, if reason.is_some() { reason } else { &own });
        let kind: fn(Box<Expr>, Box<Expr>) -> ExprKind = match operator {
            ClassOperator::At => ExprKind::At,
            ClassOperator::Until => ExprKind::Until,
            ClassOperator::Default => ExprKind::Default,
            ClassOperator::Otherwise => ExprKind::Otherwise,
            ClassOperator::Parallel | ClassOperator::Delegate => ExprKind::Parallel,
        };
        let right = match operator {
            ClassOperator::At => {
                let loc = self.atom(Con::Loc);
                let locations = self.bag_of(loc);
                let why = Some((op.span, "`@` takes a bag of locations".into()));
                self.check(right, locations, &why)
            }
            ClassOperator::Until => self.any_class(right, (op.span, words(operator))).0,
            ClassOperator::Default => {
                let element = self.element_of(class);
                let same = Some((left.span, "the class has values of this type".into()));
                self.default_bag(right, (op.span, element), &same)
            }
            // What is no operator on classes on the left is none on the right, either.
            _ if self.diagnostics.len() > before && !self.is_class(left.ty) => self.infer(right),
            ClassOperator::Parallel | ClassOperator::Otherwise | ClassOperator::Delegate => {
                let same = Some((left.span, "the left side has this type".into()));
                self.check(right, class, if reason.is_some() { reason } else { &same })
            }
        };
        Expr { kind: kind(left.into(), right.into()), ty: class, span }
    }

    /// `X >>= F`
    fn delegate(
        &mut self,
        span: Span,
        left: &ast::Expr,
        right: &ast::Expr,
        (class, reason): (TyId, &Reason),
    ) -> Expr {
        let (left, element) = self.any_class(left, (span, "`>>=` takes the values of a class"));
        let from = Some((left.span, "`>>=` gives each value of this class to the function"));
        let role = Role {
            form: span,
            args: vec![Given { ty: element, from }],
            gives: "`>>=` gives each value of the class to this function",
            result: class,
            needs: Some("`>>=` starts the class that the function returns"),
            outer: reason.clone(),
            wrap: "write a function of the value to a class, as in `\\_. X`",
            order: "take one value of the class, as in `\\x. …`",
            unsound: false,
        };
        let right = self.given(right, &role);
        Expr { kind: ExprKind::Delegate(left.into(), right.into()), ty: class, span }
    }

    /// The default of `X ? b` or `Prior(self) ? b`: a function of the location to a bag.
    fn default_bag(
        &mut self,
        default: &ast::Expr,
        (form, element): (Span, TyId),
        outer: &Reason,
    ) -> Expr {
        let result = self.bag_of(element);
        self.function_of_location(
            default,
            (form, result),
            "`?` needs a function of the location to a bag",
            outer,
        )
    }

    /// A function that a form gives the location only.
    fn function_of_location(
        &mut self,
        function: &ast::Expr,
        (form, result): (Span, TyId),
        needs: &'static str,
        outer: &Reason,
    ) -> Expr {
        let loc = self.atom(Con::Loc);
        let role = Role {
            form,
            args: vec![Given::location(loc)],
            gives: LOCATION_GIVES,
            result,
            needs: Some(needs),
            outer: outer.clone(),
            wrap: "write a function of the location, as in `\\slf. value`",
            order: "take the location only, as in `\\slf. …`",
            unsound: false,
        };
        self.given(function, &role)
    }

    /// An operator on classes as a function, as in `op ||`.
    pub(super) fn class_operator_value(&mut self, span: Span, operator: ClassOperator) -> Expr {
        let (a, b) = (self.fresh(), self.fresh());
        let (class, other) = (self.class_of(a), self.class_of(b));
        let loc = self.atom(Con::Loc);
        let (right, result) = match operator {
            ClassOperator::Parallel | ClassOperator::Otherwise => (class, class),
            ClassOperator::At => (self.bag_of(loc), class),
            ClassOperator::Until => (other, class),
            ClassOperator::Delegate => (self.hir.types.arrow(a, other), other),
            ClassOperator::Default => {
                let bag = self.bag_of(a);
                (self.hir.types.arrow(loc, bag), class)
            }
        };
        let build: fn(Box<Expr>, Box<Expr>) -> ExprKind = match operator {
            ClassOperator::Parallel => ExprKind::Parallel,
            ClassOperator::At => ExprKind::At,
            ClassOperator::Delegate => ExprKind::Delegate,
            ClassOperator::Until => ExprKind::Until,
            ClassOperator::Default => ExprKind::Default,
            ClassOperator::Otherwise => ExprKind::Otherwise,
        };
        let (left_pat, left) = self.fresh_argument(span, "x", class);
        let (right_pat, right) = self.fresh_argument(span, "y", right);
        let body = Expr { kind: build(left.into(), right.into()), ty: result, span };
        let inner = self.wrap_lambda(right_pat, body);
        self.wrap_lambda(left_pat, inner)
    }

    /// A new local variable of a function that no text writes: its pattern and its value.
    fn fresh_argument(&mut self, span: Span, name: &'static str, ty: TyId) -> (Pat, Expr) {
        let id = self.local(name.into(), ty, span);
        let value = Expr { kind: ExprKind::Local(id, Vec::new()), ty, span };
        (Pat { kind: PatKind::Var(id), ty, span }, value)
    }

    fn wrap_lambda(&mut self, pat: Pat, body: Expr) -> Expr {
        let (ty, span) = (self.hir.types.arrow(pat.ty, body.ty), body.span);
        Expr { kind: ExprKind::Lambda(pat.into(), body.into()), ty, span }
    }

    /// The class forms (language reference, section 3.3), where a class of a type is expected.
    pub(super) fn class_form(&mut self, expr: &ast::Expr, expected: (TyId, &Reason)) -> Expr {
        let span = expr.span;
        let (class, reason) = expected;
        let kind = match &expr.kind {
            ast::ExprKind::Compose { function, composition, inputs, prior } => {
                if let Some(meant) = self.swallowed(span, function, expr) {
                    return self.check(&meant, class, reason);
                }
                let inputs = (&inputs[..], prior.as_ref());
                return self.composition(span, *composition, (function, inputs), expected);
            }
            ast::ExprKind::State { kind, init, transitions } => {
                return self.state(span, *kind, (init, transitions), expected);
            }
            ast::ExprKind::Form(form, argument) => {
                return self.form(span, *form, argument, expected);
            }
            ast::ExprKind::Local(simulated, location, header) => {
                self.simulated((span, expected), simulated, location, header)
            }
            ast::ExprKind::Delegate(left, pat, right) => {
                let (left, element) =
                    self.any_class(left, (span, "`>>` takes the values of a class"));
                let from = "`>>` takes the values of this class apart";
                let argument = (element, &Some((left.span, from.into())));
                let own = Some((span, "`>>` starts a class for each value".into()));
                let reason = if reason.is_some() { reason } else { &own };
                let place = pat.span.to(right.span);
                let lambda =
                    self.lambda(place, pat, argument, |infer| infer.check(right, class, reason));
                ExprKind::Delegate(left.into(), lambda.into())
            }
            _ => ExprKind::Null,
        };
        Expr { kind, ty: class, span }
    }

    /// `Once(X)` and the other forms of one argument.
    fn form(
        &mut self,
        span: Span,
        form: ClassForm,
        argument: &ast::Expr,
        (class, reason): (TyId, &Reason),
    ) -> Expr {
        let argument = match form {
            ClassForm::Prior | ClassForm::Once | ClassForm::Skip => {
                let own = Some((span, "this form takes an event class".into()));
                self.check(argument, class, if reason.is_some() { reason } else { &own })
            }
            ClassForm::Output => {
                let element = self.element_of(class);
                let bag = self.bag_of(element);
                let needs = "`Output` needs a function of the location to a bag";
                self.function_of_location(argument, (span, bag), needs, reason)
            }
            ClassForm::OnLoc => {
                let needs = "`OnLoc` needs a function of the location to a class";
                self.function_of_location(argument, (span, class), needs, reason)
            }
        };
        Expr { kind: ExprKind::Form(form, argument.into()), ty: class, span }
    }

    /// `Local(X, l, h)`
    fn simulated(
        &mut self,
        (span, (class, reason)): (Span, (TyId, &Reason)),
        simulated: &ast::Expr,
        location: &ast::Expr,
        header: &ast::Expr,
    ) -> ExprKind {
        let own = Some((span, "`Local` simulates an event class".into()));
        let reason = if reason.is_some() { reason } else { &own };
        let simulated = self.check(simulated, class, reason);
        let loc = self.atom(Con::Loc);
        let why = Some((span, "`Local` simulates the class at a location".into()));
        let location = self.check(location, loc, &why);
        let tok = self.atom(Con::Tok);
        let tokens = self.hir.types.con(Con::List, vec![tok]);
        let why = Some((span, "`Local` takes a header, which is a list of tokens".into()));
        let header = self.check(header, tokens, &why);
        ExprKind::Simulated(simulated.into(), location.into(), header.into())
    }

    /// What was meant by `A || f o X`, which composes all of `A || f`; reports it.
    fn swallowed(
        &mut self,
        span: Span,
        function: &ast::Expr,
        compose: &ast::Expr,
    ) -> Option<ast::Expr> {
        let ast::ExprKind::Infix(left, op, right) = &function.kind else { return None };
        self.class_operator_of(op)?;
        self.report(problems::operator_in_composition(function.span, &op.text, span));
        let mut inner = compose.clone();
        inner.span = right.span.to(span);
        if let ast::ExprKind::Compose { function, .. } = &mut inner.kind {
            *function = right.clone();
        }
        let kind = ast::ExprKind::Infix(left.clone(), op.clone(), inner.into());
        Some(ast::Expr { kind, span })
    }

    /// `f o (X, Y)`, `F O (X, Y)`, each perhaps with `Prior(self)`.
    fn composition(
        &mut self,
        span: Span,
        composition: ast::Composition,
        (function, (inputs, prior)): (&ast::Expr, (&[ast::Expr], Option<&ast::PriorSelf>)),
        (class, reason): (TyId, &Reason),
    ) -> Expr {
        let bags = composition == ast::Composition::General;
        let element = self.element_of(class);
        let before = self.diagnostics.len();
        let mut args = vec![Given::location(self.atom(Con::Loc))];
        let mut classes = Vec::new();
        for input in inputs {
            let why = "a composition combines event classes";
            let (input, value) = self.any_class(input, (span, why));
            let ty = if bags { self.bag_of(value) } else { value };
            let words = if bags {
                "the function gets the bag of this class"
            } else {
                "the function gets the values of this class"
            };
            args.push(Given { ty, from: Some((input.span, words)) });
            classes.push(input);
        }
        if let Some(prior) = prior {
            args.push(Given {
                ty: element,
                from: Some((prior.span, "the function gets its own prior values")),
            });
        }
        let result = self.bag_of(element);
        let role = Role {
            form: span,
            args,
            gives: if bags { BAGS_GIVES } else { COMPOSITION_GIVES },
            result,
            needs: Some("the function of a composition returns a bag"),
            outer: reason.clone(),
            wrap: "write a function on the left, as in `(\\slf.\\x. {x}) o (X)`",
            order: "take the location first and then what each class gives, as in `\\slf.\\x. {x}`",
            unsound: self.diagnostics.len() > before,
        };
        let function = self.given(function, &role).into();
        let prior = prior.map(|prior| self.self_reference(prior, element));
        let kind = match (bags, prior) {
            (false, prior) => ExprKind::Compose(function, classes, prior),
            (true, None) => ExprKind::ComposeBags(function, classes),
            (true, Some(prior)) => {
                self.report(problems::self_in_bags(prior.span));
                ExprKind::Error
            }
        };
        Expr { kind, ty: class, span }
    }

    /// `Prior(self)` with its default; a bag stands for the function that always returns it.
    fn self_reference(&mut self, prior: &ast::PriorSelf, element: TyId) -> SelfReference {
        let default = prior.default.as_ref().map(|default| {
            let why =
                Some((prior.span, "the default of `Prior(self)` stands for its values".into()));
            if !matches!(default.kind, ast::ExprKind::Bag(_)) {
                return Box::new(self.default_bag(default, (prior.span, element), &why));
            }
            let bag = self.bag_of(element);
            let bag = self.check(default, bag, &why);
            let loc = self.atom(Con::Loc);
            let wild = Pat { kind: PatKind::Wild, ty: loc, span: default.span };
            Box::new(self.wrap_lambda(wild, bag))
        });
        SelfReference { default, span: prior.span }
    }

    /// `State (i, t1, X1, …)` or `Memory (i, t1, X1, …)`
    fn state(
        &mut self,
        span: Span,
        kind: ast::StateKind,
        (init, transitions): (&ast::Expr, &[(ast::Expr, ast::Expr)]),
        (class, reason): (TyId, &Reason),
    ) -> Expr {
        let state = self.element_of(class);
        let needs = "the initial state is a function of the location";
        let init = self.function_of_location(init, (span, state), needs, reason);
        let mut checked = Vec::new();
        for (transition, input) in transitions {
            checked.push(self.transition((span, init.span, state), transition, input));
        }
        Expr { kind: ExprKind::State(kind, init.into(), checked), ty: class, span }
    }

    /// A transition of a state with the class that drives it.
    fn transition(
        &mut self,
        (form, init, state): (Span, Span, TyId),
        transition: &ast::Expr,
        input: &ast::Expr,
    ) -> (Expr, Expr) {
        let before = self.diagnostics.len();
        let input = self.infer(input);
        if matches!(self.hir.types.view(input.ty), View::Con(Con::Arrow, _)) {
            let transition = self.infer(transition);
            if self.is_class(transition.ty) {
                self.report(problems::transition_behind_class(input.span, transition.span));
                return (input, transition);
            }
        }
        let value = self.fresh();
        let class = self.class_of(value);
        let why = "every second argument behind the initial state is an event class";
        let input = self.fit(input, class, &Some((form, why.into())));
        let loc = self.atom(Con::Loc);
        let from_input = Some((input.span, "the transition gets the values of this class"));
        let from_state = Some((init, "the transition gets the old state"));
        let role = Role {
            form,
            args: vec![
                Given::location(loc),
                Given { ty: value, from: from_input },
                Given { ty: state, from: from_state },
            ],
            gives: "a transition takes the location, an input and the old state",
            result: state,
            needs: None,
            outer: Some((init, "the initial state has this type".into())),
            wrap: "write a transition, as in `\\slf.\\x.\\s. s`",
            order: "take the location, the input and the old state, in this order, as in \
                    `\\slf.\\x.\\s. …`",
            unsound: self.diagnostics.len() > before,
        };
        (self.given(transition, &role), input)
    }
}

/// What an operator says about its operands.
fn words(operator: ClassOperator) -> &'static str {
    match operator {
        ClassOperator::Parallel => "`||` joins two event classes",
        ClassOperator::At => "`@` places an event class at locations",
        ClassOperator::Delegate => "`>>=` takes the values of a class",
        ClassOperator::Until => "`until` ends one event class with another",
        ClassOperator::Default => "`?` gives an event class a default",
        ClassOperator::Otherwise => "`??` joins two event classes",
    }
}
