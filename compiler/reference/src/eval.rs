//! Expressions: pure functions of what their variables stand for, evaluated call by value.
//!
//! A well-typed specification never meets a value of the wrong shape here. Should one come from
//! outside all the same, it is a fault of kind [`FaultKind::IllTyped`].

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use evc_base::Span;
use evc_runtime::{Fault, FaultKind, Tok, Value};
use evc_sema::hir::{
    AbstractFunction, ClassForm, Component, DataFunction, DefId, Expr, ExprKind, MessageId, Pat,
    SelfReference, TypeDefId, TypeDefKind,
};
use evc_sema::ty::{Con, View};

use crate::Reference;
use crate::class::{Class, Form, OnLoc, Part, State};
use crate::library::Primitive;
use crate::meaning::{Closure, Env, Meaning, Operator, Sender};
use crate::stack::Level;

type Evaluated = Result<Meaning, Fault>;

impl Reference {
    /// What an expression denotes where its free variables stand for what `env` says.
    pub(crate) fn eval(&self, expr: &Expr, env: &Env) -> Evaluated {
        let Some(_level) = Level::enter() else {
            return Err(self.fault(FaultKind::TooDeep, expr.span));
        };
        match &expr.kind {
            ExprKind::Tuple(parts) => self.each(parts, env).map(Meaning::tuple),
            ExprKind::List(parts) => self.each(parts, env).map(Meaning::list),
            ExprKind::Bag(parts) => Ok(Meaning::Bag(self.each(parts, env)?.into())),
            ExprKind::ToBag(list) => self.to_bag(list, env),
            // Identities when running; the pause of `wait` is none of the specification's matter.
            ExprKind::ToInt(inner) | ExprKind::Wait(_, inner) => self.eval(inner, env),
            ExprKind::Apply(function, argument) => {
                self.application(function, argument, env, expr.span)
            }
            ExprKind::Let(pat, value, body) => {
                let value = self.eval(value, env)?;
                self.eval(body, &self.bind(pat, value, env.clone())?)
            }
            ExprKind::LetRec(local, function, body) => {
                let function = self.program.shared(function);
                self.eval(body, &env.clone().with_recursive(*local, function))
            }
            ExprKind::If(condition, yes, no) => {
                self.eval(if self.truth(condition, env)? { yes } else { no }, env)
            }
            ExprKind::Case(value, arms) => self.case(value, arms, env, expr.span),
            ExprKind::And(a, b) => Ok(Meaning::bool(self.truth(a, env)? && self.truth(b, env)?)),
            ExprKind::Or(a, b) => Ok(Meaning::bool(self.truth(a, env)? || self.truth(b, env)?)),
            ExprKind::Operation(implementation, operation) => {
                self.operation(implementation, *operation, env)
            }
            ExprKind::Msg(message, body) => {
                let body = self.eval(body, env)?;
                self.message(*message, &body, false, None, expr.span)
            }
            ExprKind::Lambda(..)
            | ExprKind::ClassRec(..)
            | ExprKind::Holds(_)
            | ExprKind::Logic(..)
            | ExprKind::Quantified(..)
            | ExprKind::Observes(..) => Ok(self.closure(expr, env)),
            _ if self.is_class(expr) => self.class_form(expr, env),
            _ => self.leaf(expr, env),
        }
    }

    /// An expression without parts that are evaluated.
    fn leaf(&self, expr: &Expr, env: &Env) -> Evaluated {
        let span = expr.span;
        let atom = |value| Ok(Meaning::Atom(value));
        match &expr.kind {
            ExprKind::Unit | ExprKind::Type(_) => atom(Value::Unit),
            ExprKind::Int(value) => atom(Value::Int(*value)),
            ExprKind::Real(digits) => atom(Value::Real(digits.as_str().into())),
            ExprKind::Bool(value) => atom(Value::Bool(*value)),
            ExprKind::Str(text) => atom(Value::Str(text.as_str().into())),
            ExprKind::Tok(text) => atom(Value::Tok(Tok::new(text))),
            ExprKind::Local(id, _) => match env.get(*id) {
                Some(Meaning::Faulty(fault)) => Err((*fault).clone()),
                found => found.ok_or_else(|| self.ill_typed(span)),
            },
            ExprKind::Param(id) => {
                let param = self.param(*id);
                param.ok_or_else(|| self.ill_typed(span))
            }
            ExprKind::Global(id, _) => self.global(*id),
            ExprKind::Constant(id, _) => {
                let constant = &self.program.hir[*id];
                match Primitive::named(&constant.name).filter(|_| constant.library) {
                    Some(primitive) => self.primitive(primitive, Vec::new(), span),
                    None => Err(self.fault(FaultKind::NoValue(constant.name.to_string()), span)),
                }
            }
            ExprKind::Builtin(builtin) => match self.program.hir.types.view(expr.ty) {
                View::Con(Con::Arrow | Con::Deq, [operand, ..]) => {
                    Ok(operator(Operator::Builtin(*builtin, *operand)))
                }
                _ => Err(self.ill_typed(span)),
            },
            ExprKind::Component(message, component) => {
                let sender = Sender { message: *message, component: *component, delay_span: span };
                Ok(operator(Operator::Sender(sender)))
            }
            ExprKind::Data(ty, index, function) => self.data(*ty, *index, *function, span),
            ExprKind::Abstract(_, AbstractFunction::Abstract | AbstractFunction::Represent) => {
                Ok(operator(Operator::Identity))
            }
            ExprKind::Any(_) => Err(self.fault(FaultKind::Hole, span)),
            _ => Err(self.ill_typed(span)),
        }
    }

    fn is_class(&self, expr: &Expr) -> bool {
        matches!(
            expr.kind,
            ExprKind::Component(_, Component::Base | Component::Verify)
                | ExprKind::Compose(..)
                | ExprKind::ComposeBags(..)
                | ExprKind::State(..)
                | ExprKind::Parallel(..)
                | ExprKind::At(..)
                | ExprKind::Delegate(..)
                | ExprKind::Until(..)
                | ExprKind::Default(..)
                | ExprKind::Otherwise(..)
                | ExprKind::Form(..)
                | ExprKind::Null
                | ExprKind::Simulated(..)
        )
    }

    /// A class, whose parts are classes of their own.
    fn class_form(&self, expr: &Expr, env: &Env) -> Evaluated {
        let part = |expr: &Expr| self.eval_class(expr, env);
        let parts = |exprs: &[Expr]| exprs.iter().map(part).collect::<Result<Vec<_>, _>>();
        let shared = |expr: &Expr| self.program.shared(expr);
        let form = match &expr.kind {
            ExprKind::Component(message, Component::Base) => Form::Base(*message),
            ExprKind::Component(message, Component::Verify) => Form::Verify(*message),
            ExprKind::Compose(function, inputs, None) => {
                Form::Compose(shared(function), parts(inputs)?)
            }
            ExprKind::Compose(function, inputs, Some(SelfReference { default, .. })) => {
                let init = default.as_deref().map(shared);
                Form::Feedback(shared(function), parts(inputs)?, init)
            }
            ExprKind::ComposeBags(function, inputs) => {
                Form::ComposeBags(shared(function), parts(inputs)?)
            }
            ExprKind::State(kind, init, pairs) => {
                let pairs = pairs.iter().map(|(tr, input)| Ok((shared(tr), part(input)?)));
                let pairs = pairs.collect::<Result<_, Fault>>()?;
                Form::State(*kind, State { init: shared(init), pairs })
            }
            ExprKind::Parallel(x, y) => Form::Parallel(part(x)?, part(y)?),
            ExprKind::At(x, locations) => Form::At(part(x)?, shared(locations)),
            ExprKind::Delegate(x, function) => Form::Delegate(part(x)?, shared(function)),
            ExprKind::Until(x, y) => Form::Until(part(x)?, part(y)?),
            ExprKind::Default(x, default) => Form::Default(part(x)?, shared(default)),
            ExprKind::Otherwise(x, y) => Form::Otherwise(part(x)?, part(y)?),
            ExprKind::Form(ClassForm::Once, x) => Form::Once(part(x)?),
            ExprKind::Form(ClassForm::Prior, x) => Form::Prior(part(x)?),
            ExprKind::Form(ClassForm::Skip, x) => Form::Skip(part(x)?),
            ExprKind::Form(ClassForm::Output, function) => Form::Output(shared(function)),
            ExprKind::Form(ClassForm::OnLoc, function) => {
                let at = Mutex::new(BTreeMap::new());
                Form::OnLoc(OnLoc { function: shared(function), at })
            }
            ExprKind::Simulated(x, loc, header) => {
                Form::Simulated(part(x)?, shared(loc), shared(header))
            }
            ExprKind::Null => Form::Null,
            _ => return Err(self.ill_typed(expr.span)),
        };
        Ok(self.class(form, env, expr.span))
    }

    pub(crate) fn ill_typed(&self, span: Span) -> Fault {
        self.fault(FaultKind::IllTyped, span)
    }

    /// What a top-level definition denotes. All uses of a class are one class.
    pub(crate) fn global(&self, id: DefId) -> Evaluated {
        let body = &self.program.hir[id].body;
        let cell = self.program.globals.get(id.0 as usize);
        let cell = cell.ok_or_else(|| self.ill_typed(body.span))?;
        cell.get_or_init(|| self.eval(body, &Env::default())).clone()
    }

    fn class(&self, form: Form, env: &Env, span: Span) -> Meaning {
        let id = self.program.classes.fetch_add(1, Ordering::Relaxed);
        Meaning::Class(Arc::new(Class { id, form, env: env.clone(), span }))
    }

    /// The class that an expression of a class type denotes.
    pub(crate) fn eval_class(&self, expr: &Expr, env: &Env) -> Result<Part, Fault> {
        let meaning = self.eval(expr, env)?;
        self.as_class(meaning, expr.span)
    }

    pub(crate) fn as_class(&self, meaning: Meaning, span: Span) -> Result<Part, Fault> {
        match meaning {
            Meaning::Class(class) => Ok(class),
            _ => Err(self.ill_typed(span)),
        }
    }

    /// A function or a proposition.
    fn closure(&self, expr: &Expr, env: &Env) -> Meaning {
        let closure = Arc::new(Closure { code: self.program.shared(expr), env: env.clone() });
        match expr.kind {
            ExprKind::Lambda(..) | ExprKind::ClassRec(..) => Meaning::Closure(closure),
            _ => Meaning::Proposition(closure),
        }
    }

    fn truth(&self, expr: &Expr, env: &Env) -> Result<bool, Fault> {
        self.eval(expr, env)?.as_bool().ok_or_else(|| self.ill_typed(expr.span))
    }

    fn each(&self, exprs: &[Expr], env: &Env) -> Result<Vec<Meaning>, Fault> {
        exprs.iter().map(|expr| self.eval(expr, env)).collect()
    }

    fn to_bag(&self, list: &Expr, env: &Env) -> Evaluated {
        match self.eval(list, env)? {
            Meaning::List(list) => Ok(Meaning::Bag(list.elements().into())),
            _ => Err(self.ill_typed(list.span)),
        }
    }

    fn case(&self, value: &Expr, arms: &[(Pat, Expr)], env: &Env, span: Span) -> Evaluated {
        let value = self.eval(value, env)?;
        for (pat, body) in arms {
            if let Some(env) = self.matches(pat, &value, env.clone())? {
                return self.eval(body, &env);
            }
        }
        Err(self.ill_typed(span))
    }

    fn data(&self, ty: TypeDefId, index: u32, function: DataFunction, span: Span) -> Evaluated {
        let TypeDefKind::Data(constructors) = &self.program.hir[ty].kind else {
            return Err(self.ill_typed(span));
        };
        let own = constructors.get(index as usize).ok_or_else(|| self.ill_typed(span))?;
        Ok(operator(Operator::Data(function, Tok::new(&own.name))))
    }

    fn application(&self, function: &Expr, argument: &Expr, env: &Env, span: Span) -> Evaluated {
        let function = match self.eval(function, env)? {
            // The first argument of `m''send` is the delay, and the place of its faults.
            Meaning::Operator(Operator::Sender(sender), args) if args.is_empty() => {
                let sender = Sender { delay_span: argument.span, ..sender };
                Meaning::Operator(Operator::Sender(sender), args)
            }
            function => function,
        };
        let argument = self.eval(argument, env)?;
        self.apply(&function, argument, span)
    }

    /// A function applied to arguments, one after the other.
    pub(crate) fn apply_all(
        &self,
        function: Meaning,
        args: impl IntoIterator<Item = Meaning>,
        span: Span,
    ) -> Evaluated {
        args.into_iter().try_fold(function, |function, arg| self.apply(&function, arg, span))
    }

    /// A function applied to an argument; `span` is the application.
    pub(crate) fn apply(&self, function: &Meaning, argument: Meaning, span: Span) -> Evaluated {
        match function {
            Meaning::Closure(closure) => match &closure.code.kind {
                ExprKind::Lambda(pat, body) => {
                    let env = self.bind(pat, argument, closure.env.clone())?;
                    self.eval(body, &env)
                }
                _ => Ok(self.class(Form::Recursive(closure.clone(), argument), &closure.env, span)),
            },
            Meaning::Operator(operator, args) => {
                if let Meaning::Faulty(fault) = argument {
                    return Err((*fault).clone());
                }
                let args = args.iter().cloned().chain([argument]).collect();
                self.operate(operator, args, span)
            }
            _ => Err(self.ill_typed(span)),
        }
    }

    /// `X[v]` and `Y[v]` of the function that `classrec F p = X || Y >>= F` defines.
    pub(crate) fn recursive_parts(
        &self,
        function: &Closure,
        value: &Meaning,
        span: Span,
    ) -> Result<(Part, Part), Fault> {
        let ExprKind::ClassRec(pat, x, y) = &function.code.kind else {
            return Err(self.ill_typed(span));
        };
        let env = self.bind(pat, value.clone(), function.env.clone())?;
        Ok((self.eval_class(x, &env)?, self.eval_class(y, &env)?))
    }

    /// A message with a declared header.
    pub(crate) fn message(
        &self,
        id: MessageId,
        body: &Meaning,
        authentic: bool,
        delay_span: Option<Span>,
        span: Span,
    ) -> Evaluated {
        let body = self.leave(body, self.program.hir[id].ty, span);
        let body = body.ok_or_else(|| self.ill_typed(span))?;
        let header = self.header(id).clone();
        let content = evc_runtime::value::Msg { header, body, authentic };
        Ok(Meaning::Msg(Arc::new(crate::meaning::Message { content, delay_span })))
    }
}

/// A function that is not written in the specification, without arguments.
fn operator(operator: Operator) -> Meaning {
    Meaning::Operator(operator, [].into())
}

impl crate::Program {
    /// A copy of an expression that outlives the walk over the tree it stands in. Each is made
    /// once: an expression is known by its address, which stays the same, because all that is
    /// evaluated is a part of the program or of one of these copies, and neither is ever dropped
    /// or changed before the other.
    pub(crate) fn shared(&self, expr: &Expr) -> Arc<Expr> {
        let address = std::ptr::from_ref(expr).addr();
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        shared.entry(address).or_insert_with(|| Arc::new(expr.clone())).clone()
    }
}
