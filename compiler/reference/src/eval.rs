//! Expressions: pure functions of what their variables stand for, evaluated call by value.
//!
//! A well-typed specification never meets a value of the wrong shape here. Should one come from
//! outside all the same, it is a fault of kind [`FaultKind::IllTyped`].

use std::sync::Arc;
use std::sync::atomic::Ordering;

use evc_base::Span;
use evc_runtime::{Fault, FaultKind, Tok, Value};
use evc_sema::hir::{Builtin, Component, DefId, Expr, ExprKind, Pat, PatKind};
use evc_sema::ty::{Con, TyId, View};

use crate::Reference;
use crate::boundary::enter;
use crate::class::{Class, Form, State};
use crate::meaning::{Closure, Env, Meaning, Msg, Sender};

impl Reference {
    /// What an expression denotes where its free variables stand for what `env` says.
    pub(crate) fn eval(&self, expr: &Expr, env: &Env) -> Result<Meaning, Fault> {
        let span = expr.span;
        let atom = |value| Ok(Meaning::Atom(value));
        match &expr.kind {
            ExprKind::Unit => atom(Value::Unit),
            ExprKind::Int(value) => atom(Value::Int(*value)),
            ExprKind::Bool(value) => atom(Value::Bool(*value)),
            ExprKind::Str(text) => atom(Value::Str(text.as_str().into())),
            ExprKind::Tok(text) => atom(Value::Tok(Tok::new(text))),
            ExprKind::Local(id, _) => env.get(*id).cloned().ok_or_else(|| self.ill_typed(span)),
            ExprKind::Param(id) => {
                let param = self.program.params.get(id.0 as usize);
                param.cloned().ok_or_else(|| self.ill_typed(span))
            }
            ExprKind::Global(id, _) => self.global(*id),
            ExprKind::Builtin(builtin) => match self.program.hir.types.view(expr.ty) {
                View::Con(Con::Arrow, [operand, _]) => {
                    Ok(Meaning::Builtin(*builtin, *operand, Vec::new()))
                }
                _ => Err(self.ill_typed(span)),
            },
            ExprKind::Component(message, Component::Base) => {
                Ok(self.class(Form::Base(*message), env, span))
            }
            ExprKind::Component(message, component) => {
                let sender = Sender { message: *message, component: *component, delay_span: span };
                Ok(Meaning::Sender(sender, Vec::new()))
            }
            ExprKind::Tuple(parts) => Ok(Meaning::tuple(self.each(parts, env)?)),
            ExprKind::List(parts) => Ok(Meaning::List(self.each(parts, env)?.into())),
            ExprKind::Bag(parts) => Ok(Meaning::Bag(self.each(parts, env)?.into())),
            ExprKind::Apply(function, argument) => self.application(function, argument, env, span),
            ExprKind::Lambda(pat, body) => {
                let (pat, body) = ((**pat).clone(), (**body).clone());
                Ok(Meaning::Closure(Arc::new(Closure { pat, body, env: env.clone() })))
            }
            ExprKind::Let(pat, value, body) => {
                let value = self.eval(value, env)?;
                self.eval(body, &self.bind(pat, value, env.clone())?)
            }
            ExprKind::If(condition, yes, no) => {
                self.eval(if self.truth(condition, env)? { yes } else { no }, env)
            }
            ExprKind::And(a, b) => Ok(Meaning::bool(self.truth(a, env)? && self.truth(b, env)?)),
            ExprKind::Or(a, b) => Ok(Meaning::bool(self.truth(a, env)? || self.truth(b, env)?)),
            ExprKind::Compose(function, inputs, None) => {
                let inputs = inputs.iter().map(|input| self.eval_class(input, env));
                let form = Form::Compose((**function).clone(), inputs.collect::<Result<_, _>>()?);
                Ok(self.class(form, env, span))
            }
            ExprKind::State(kind, init, pairs) => {
                let pairs = pairs.iter().map(|(transition, input)| {
                    Ok((transition.clone(), self.eval_class(input, env)?))
                });
                let pairs = pairs.collect::<Result<_, Fault>>()?;
                let state = State { init: (**init).clone(), pairs };
                Ok(self.class(Form::State(*kind, state), env, span))
            }
            ExprKind::Parallel(a, b) => {
                let (a, b) = (self.eval_class(a, env)?, self.eval_class(b, env)?);
                Ok(self.class(Form::Parallel(a, b), env, span))
            }
            ExprKind::At(class, locations) => {
                let class = self.eval_class(class, env)?;
                Ok(self.class(Form::At(class, (**locations).clone()), env, span))
            }
            // What lowering refuses, which is asked first.
            _ => Err(self.ill_typed(span)),
        }
    }

    pub(crate) fn ill_typed(&self, span: Span) -> Fault {
        self.fault(FaultKind::IllTyped, span)
    }

    /// What a top-level definition denotes. All uses of a class are one class.
    fn global(&self, id: DefId) -> Result<Meaning, Fault> {
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
    pub(crate) fn eval_class(&self, expr: &Expr, env: &Env) -> Result<Arc<Class>, Fault> {
        match self.eval(expr, env)? {
            Meaning::Class(class) => Ok(class),
            _ => Err(self.ill_typed(expr.span)),
        }
    }

    fn truth(&self, expr: &Expr, env: &Env) -> Result<bool, Fault> {
        self.eval(expr, env)?.as_bool().ok_or_else(|| self.ill_typed(expr.span))
    }

    fn each(&self, exprs: &[Expr], env: &Env) -> Result<Vec<Meaning>, Fault> {
        exprs.iter().map(|expr| self.eval(expr, env)).collect()
    }

    /// Binds the variables of a pattern. The last of a tuple takes all components that are left.
    fn bind(&self, pat: &Pat, meaning: Meaning, env: Env) -> Result<Env, Fault> {
        match (&pat.kind, meaning) {
            (PatKind::Wild | PatKind::Unit, _) => Ok(env),
            (PatKind::Var(local), meaning) => Ok(env.with(*local, meaning)),
            (PatKind::Tuple(pats), Meaning::Tuple(parts)) => match pats.split_last() {
                Some((last, pats)) if pats.len() < parts.len() => {
                    let (firsts, rest) = parts.split_at(pats.len());
                    let env = pats
                        .iter()
                        .zip(firsts)
                        .try_fold(env, |env, (pat, part)| self.bind(pat, part.clone(), env))?;
                    self.bind(last, Meaning::rest(rest), env)
                }
                _ => Err(self.ill_typed(pat.span)),
            },
            _ => Err(self.ill_typed(pat.span)),
        }
    }

    fn application(
        &self,
        function: &Expr,
        argument: &Expr,
        env: &Env,
        span: Span,
    ) -> Result<Meaning, Fault> {
        let function = match self.eval(function, env)? {
            // The first argument of `m''send` is the delay, and the place of its faults.
            Meaning::Sender(sender, args) if args.is_empty() => {
                Meaning::Sender(Sender { delay_span: argument.span, ..sender }, args)
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
    ) -> Result<Meaning, Fault> {
        args.into_iter().try_fold(function, |function, arg| self.apply(&function, arg, span))
    }

    /// A function applied to an argument; `span` is the application.
    pub(crate) fn apply(
        &self,
        function: &Meaning,
        argument: Meaning,
        span: Span,
    ) -> Result<Meaning, Fault> {
        match function {
            Meaning::Closure(closure) => {
                let env = self.bind(&closure.pat, argument, closure.env.clone())?;
                self.eval(&closure.body, &env)
            }
            Meaning::Builtin(builtin, ty, args) => {
                let mut args = args.clone();
                args.push(argument);
                self.builtin(*builtin, *ty, args, span)
            }
            Meaning::Sender(sender, args) => {
                let mut args = args.clone();
                args.push(argument);
                self.send(*sender, args, span)
            }
            Meaning::Given(function, ty) => {
                let types = &self.program.hir.types;
                let View::Con(Con::Arrow, [from, to]) = types.view(*ty) else {
                    return Err(self.ill_typed(span));
                };
                let argument = self.leave(&argument, *from, span);
                let argument = argument.ok_or_else(|| self.ill_typed(span))?;
                let result = function.call(argument).map_err(|fault| fault.at(&self.site(span)))?;
                enter(types, &result, *to).ok_or_else(|| self.ill_typed(span))
            }
            Meaning::Atom(_)
            | Meaning::Tuple(_)
            | Meaning::List(_)
            | Meaning::Bag(_)
            | Meaning::Inl(_)
            | Meaning::Inr(_)
            | Meaning::Msg(_)
            | Meaning::Class(_) => Err(self.ill_typed(span)),
        }
    }

    /// `m'send l v = (0, (l, (h, v)))` and `m''send d l v = (d, (l, (h, v)))`, where `h` is the
    /// header of `m`, once all arguments are there.
    fn send(&self, sender: Sender, mut args: Vec<Meaning>, span: Span) -> Result<Meaning, Fault> {
        let wanted = if sender.component == Component::SendAfter { 3 } else { 2 };
        if args.len() < wanted {
            return Ok(Meaning::Sender(sender, args));
        }
        if sender.component == Component::Send {
            args.insert(0, Meaning::int(0));
        }
        let Sender { message, delay_span, .. } = sender;
        let body =
            args.pop().and_then(|body| self.leave(&body, self.program.hir[message].ty, span));
        let body = body.ok_or_else(|| self.ill_typed(span))?;
        args.push(Meaning::Msg(Arc::new(Msg { message, body, delay_span })));
        Ok(Meaning::Tuple(args.into()))
    }

    /// A built-in function, once all operands are there. Integers are those of 64 bits, and a
    /// result that is none of them is a fault; division truncates toward zero; bags are equal if
    /// they are as multisets.
    fn builtin(
        &self,
        builtin: Builtin,
        ty: TyId,
        args: Vec<Meaning>,
        span: Span,
    ) -> Result<Meaning, Fault> {
        let ill_typed = || self.ill_typed(span);
        let int = |a: &Meaning| a.as_int().ok_or_else(ill_typed);
        let checked = |result: Option<i64>| {
            result.map(Meaning::int).ok_or_else(|| self.fault(FaultKind::Overflow, span))
        };
        let equal = |a, b| {
            let values = self.leave(a, ty, span).zip(self.leave(b, ty, span));
            values.and_then(|(a, b)| a.equals(&b)).ok_or_else(ill_typed)
        };
        match (builtin, &args[..]) {
            (Builtin::Negate, [a]) => checked(int(a)?.checked_neg()),
            (Builtin::Not, [a]) => Ok(Meaning::bool(!a.as_bool().ok_or_else(ill_typed)?)),
            (Builtin::First, [pair]) => Ok(pair.as_pair().ok_or_else(ill_typed)?.0),
            (Builtin::Second, [pair]) => Ok(pair.as_pair().ok_or_else(ill_typed)?.1),
            (_, [_]) => Ok(Meaning::Builtin(builtin, ty, args)),
            (Builtin::Add, [a, b]) => checked(int(a)?.checked_add(int(b)?)),
            (Builtin::Subtract, [a, b]) => checked(int(a)?.checked_sub(int(b)?)),
            (Builtin::Multiply, [a, b]) => checked(int(a)?.checked_mul(int(b)?)),
            (Builtin::Divide, [_, b]) if int(b)? == 0 => {
                Err(self.fault(FaultKind::DivisionByZero, span))
            }
            (Builtin::Divide, [a, b]) => checked(int(a)?.checked_div(int(b)?)),
            (Builtin::Less, [a, b]) => Ok(Meaning::bool(int(a)? < int(b)?)),
            (Builtin::Greater, [a, b]) => Ok(Meaning::bool(int(a)? > int(b)?)),
            (Builtin::AtMost, [a, b]) => Ok(Meaning::bool(int(a)? <= int(b)?)),
            (Builtin::AtLeast, [a, b]) => Ok(Meaning::bool(int(a)? >= int(b)?)),
            (Builtin::Equal, [a, b]) => Ok(Meaning::bool(equal(a, b)?)),
            (Builtin::Unequal, [a, b]) => Ok(Meaning::bool(!equal(a, b)?)),
            _ => Err(ill_typed()),
        }
    }
}
