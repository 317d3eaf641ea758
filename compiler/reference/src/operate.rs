//! What the operators of the language do, once all operands are there.

use evc_base::Span;
use evc_runtime::{Fault, FaultKind, Value};
use evc_sema::hir::{Builtin, Component, DataFunction, Expr, Operation};
use evc_sema::ty::{Con, TyId, View};

use crate::Reference;
use crate::boundary::{enter, enter_function};
use crate::meaning::{Env, Meaning, Operator, Sender, Signature};

type Evaluated = Result<Meaning, Fault>;

impl Reference {
    /// An operator applied to arguments; with too few of them it waits for more.
    pub(crate) fn operate(&self, operator: &Operator, args: Vec<Meaning>, span: Span) -> Evaluated {
        match operator {
            Operator::Builtin(builtin, ty) => self.builtin(*builtin, *ty, args, span),
            Operator::Primitive(primitive) => self.primitive(*primitive, args, span),
            Operator::Sender(sender) => self.send(*sender, args, span),
            Operator::Data(function, name) => match (function, &args[..], args.first()) {
                (DataFunction::Build, [inner], _) => {
                    Ok(Meaning::Data(name.clone(), inner.clone().into()))
                }
                (DataFunction::Test, [Meaning::Data(own, _)], _) => Ok(Meaning::bool(own == name)),
                (DataFunction::Get, [Meaning::Data(own, inner)], _) if own == name => {
                    Ok((**inner).clone())
                }
                (DataFunction::Get, [Meaning::Data(..)], _) => {
                    let kind = FaultKind::WrongConstructor(format!("get_{name}"));
                    Err(self.fault(kind, span))
                }
                _ => Err(self.ill_typed(span)),
            },
            Operator::Identity => args.into_iter().next().ok_or_else(|| self.ill_typed(span)),
            Operator::Given(function, signature) => {
                let argument = args.first().ok_or_else(|| self.ill_typed(span))?;
                self.call(function, *signature, argument, span)
            }
        }
    }

    /// A function from outside, whose result is checked.
    fn call(
        &self,
        function: &evc_runtime::Function<Value, Value>,
        signature: Signature,
        argument: &Meaning,
        span: Span,
    ) -> Evaluated {
        let types = &self.program.hir.types;
        let from = match signature {
            Signature::Arrow(ty) => match types.view(ty) {
                View::Con(Con::Arrow, [from, _]) => *from,
                _ => return Err(self.ill_typed(span)),
            },
            Signature::Decider(ty) | Signature::Decided(ty) => ty,
        };
        let argument = self.leave(argument, from, span).ok_or_else(|| self.ill_typed(span))?;
        let result = function.call(argument).map_err(|fault| fault.at(&self.site(span)))?;
        let entered = match (signature, types.view(signature.ty())) {
            (Signature::Arrow(_), View::Con(Con::Arrow, [_, to])) => enter(self, &result, *to),
            (Signature::Decider(ty), _) => enter_function(&result, Signature::Decided(ty)),
            (Signature::Decided(_), _) => match result {
                Value::Bool(truth) => Some(Meaning::bool(truth)),
                _ => None,
            },
            _ => None,
        };
        entered.ok_or_else(|| self.ill_typed(span))
    }

    /// `m'send l v = (0, (l, (h, v)))` and `m''send d l v = (d, (l, (h, v)))`, where `h` is the
    /// header of `m`; `m'broadcast ls v` and `m''broadcast d ls v` are the bags of these for the
    /// `l ∈ ls`; `m'sign` and `m'bsign` make authentic messages.
    fn send(&self, sender: Sender, mut args: Vec<Meaning>, span: Span) -> Evaluated {
        let delayed = matches!(sender.component, Component::SendAfter | Component::BroadcastAfter);
        if args.len() < if delayed { 3 } else { 2 } {
            return Ok(Meaning::Operator(Operator::Sender(sender), args.into()));
        }
        if !delayed {
            args.insert(0, Meaning::int(0));
        }
        let [delay, to, body] = &args[..] else { return Err(self.ill_typed(span)) };
        let authentic = matches!(sender.component, Component::Sign | Component::SignAll);
        let message =
            self.message(sender.message, body, authentic, Some(sender.delay_span), span)?;
        let instruction =
            |to: &Meaning| Meaning::tuple(vec![delay.clone(), to.clone(), message.clone()]);
        match sender.component {
            Component::Send | Component::SendAfter | Component::Sign => Ok(instruction(to)),
            _ => {
                let all = to.as_bag().ok_or_else(|| self.ill_typed(span))?;
                Ok(Meaning::Bag(all.iter().map(instruction).collect()))
            }
        }
    }

    /// An operation of an implementation of sets or maps, which is the tuple of its operations in
    /// the order of the library.
    pub(crate) fn operation(
        &self,
        implementation: &Expr,
        operation: Operation,
        env: &Env,
    ) -> Evaluated {
        let is_map =
            matches!(self.program.hir.types.view(implementation.ty), View::Con(Con::MapSig, _));
        let place = match (operation, is_map) {
            (Operation::EqualKey | Operation::Member, _) => 0,
            (Operation::Find, _) | (Operation::Empty, false) => 1,
            (Operation::InDomain, _) | (Operation::IsEmpty, false) => 2,
            (Operation::Empty, true) | (Operation::Singleton, _) => 3,
            (Operation::IsEmpty, true) | (Operation::Add, false) => 4,
            (Operation::Update | Operation::Union, _) => 5,
            (Operation::Add, true) | (Operation::Remove, false) => 6,
            (Operation::Remove, true) => 7,
        };
        let Meaning::Tuple(parts) = self.eval(implementation, env)? else {
            return Err(self.ill_typed(implementation.span));
        };
        parts.get(place).cloned().ok_or_else(|| self.ill_typed(implementation.span))
    }

    /// A built-in function. Integers are those of 64 bits, and a result that is none of them is a
    /// fault; division truncates toward zero.
    fn builtin(&self, builtin: Builtin, ty: TyId, args: Vec<Meaning>, span: Span) -> Evaluated {
        let ill_typed = || self.ill_typed(span);
        match (builtin, &args[..]) {
            (Builtin::Negate, [a]) => {
                self.checked(a.as_int().ok_or_else(ill_typed)?.checked_neg(), span)
            }
            (Builtin::Not, [a]) => Ok(Meaning::bool(!a.as_bool().ok_or_else(ill_typed)?)),
            (Builtin::First, [pair]) => Ok(pair.as_pair().ok_or_else(ill_typed)?.0),
            (Builtin::Second, [pair]) => Ok(pair.as_pair().ok_or_else(ill_typed)?.1),
            (Builtin::Inl, [a]) => Ok(Meaning::Inl(a.clone().into())),
            (Builtin::Inr, [a]) => Ok(Meaning::Inr(a.clone().into())),
            (Builtin::IsLeft, [Meaning::Inl(_)]) => Ok(Meaning::bool(true)),
            (Builtin::IsLeft, [Meaning::Inr(_)]) => Ok(Meaning::bool(false)),
            (Builtin::EqualBy, [decider]) => Ok(decider.clone()),
            (_, [_]) => Ok(Meaning::Operator(Operator::Builtin(builtin, ty), args.into())),
            (Builtin::Equal | Builtin::Decider, [a, b]) => {
                Ok(Meaning::bool(self.equal(ty, a, b, span)?))
            }
            (Builtin::Unequal, [a, b]) => Ok(Meaning::bool(!self.equal(ty, a, b, span)?)),
            (Builtin::Cons, [first, Meaning::List(rest)]) => {
                Ok(Meaning::list([std::slice::from_ref(first), rest.elements()].concat()))
            }
            (Builtin::Append, [Meaning::List(a), Meaning::List(b)]) => {
                Ok(Meaning::list([a.elements(), b.elements()].concat()))
            }
            (_, [a, b]) => match (a.as_int(), b.as_int()) {
                (Some(a), Some(b)) => self.arithmetic(builtin, a, b, span),
                _ => Err(ill_typed()),
            },
            _ => Err(ill_typed()),
        }
    }

    fn arithmetic(&self, builtin: Builtin, a: i64, b: i64, span: Span) -> Evaluated {
        match builtin {
            Builtin::Add => self.checked(a.checked_add(b), span),
            Builtin::Subtract => self.checked(a.checked_sub(b), span),
            Builtin::Multiply => self.checked(a.checked_mul(b), span),
            Builtin::Divide if b == 0 => Err(self.fault(FaultKind::DivisionByZero, span)),
            Builtin::Divide => self.checked(a.checked_div(b), span),
            Builtin::Less => Ok(Meaning::bool(a < b)),
            Builtin::Greater => Ok(Meaning::bool(a > b)),
            Builtin::AtMost => Ok(Meaning::bool(a <= b)),
            Builtin::AtLeast => Ok(Meaning::bool(a >= b)),
            _ => Err(self.ill_typed(span)),
        }
    }

    fn checked(&self, result: Option<i64>, span: Span) -> Evaluated {
        result.map(Meaning::int).ok_or_else(|| self.fault(FaultKind::Overflow, span))
    }
}
