//! Between meanings and the values that come from outside and go there.
//!
//! Both ways follow the type, which has no variables wherever values cross: in parameters and in
//! message bodies. Values of a type parameter, and those of an implementation of sets or maps, are
//! taken as they are: nothing here knows what they are made of.

use std::sync::Arc;

use evc_base::Span;
use evc_runtime::{Fault, FaultKind, Function, Value};
use evc_sema::hir::TypeDefKind;
use evc_sema::ty::{Con, TyId, View};

use crate::Reference;
use crate::equality::structure;
use crate::meaning::{Meaning, Message, Operator, Signature};

impl Signature {
    /// The type that it is about.
    pub fn ty(self) -> TyId {
        match self {
            Self::Arrow(ty) | Self::Decider(ty) | Self::Decided(ty) => ty,
        }
    }
}

/// The meaning of a value, if it is of that type. Of a function only its results can be checked,
/// each time it is applied.
pub(crate) fn enter(reference: &Reference, value: &Value, ty: TyId) -> Option<Meaning> {
    let types = &reference.program.hir.types;
    let all = |values: &[Value], ty| -> Option<Vec<Meaning>> {
        values.iter().map(|value| enter(reference, value, ty)).collect()
    };
    let View::Con(con, args) = types.view(ty) else { return None };
    Some(match (con, args, value) {
        (Con::Nat, _, Value::Int(..0)) => return None,
        (Con::Int | Con::Nat, _, Value::Int(_))
        | (Con::Bool, _, Value::Bool(_))
        | (Con::Unit, _, Value::Unit)
        | (Con::String, _, Value::Str(_))
        | (Con::Real, _, Value::Real(_))
        | (Con::Tok, _, Value::Tok(_))
        | (Con::Loc, _, Value::Loc(_)) => Meaning::Atom(value.clone()),
        (Con::List, [element], Value::List(values)) => Meaning::list(all(values, *element)?),
        (Con::Bag, [element], Value::Bag(values)) => Meaning::Bag(all(values, *element)?.into()),
        (Con::Sum, [ty, _], Value::Inl(value)) => {
            Meaning::Inl(enter(reference, value, *ty)?.into())
        }
        (Con::Sum, [_, ty], Value::Inr(value)) => {
            Meaning::Inr(enter(reference, value, *ty)?.into())
        }
        (Con::Arrow, _, value) => enter_function(value, Signature::Arrow(ty))?,
        (Con::Deq, [ty], value) => enter_function(value, Signature::Decider(*ty))?,
        (Con::Product, _, Value::Tuple(values)) => {
            let components = types.components(ty);
            let (last, firsts) = components.split_last()?;
            let (before, rest) = values.split_at_checked(firsts.len())?;
            let mut parts = Vec::new();
            for (value, ty) in before.iter().zip(firsts) {
                parts.push(enter(reference, value, *ty)?);
            }
            parts.push(match rest {
                [only] => enter(reference, only, *last)?,
                [] => return None,
                rest => enter(reference, &Value::tuple(rest.iter().cloned()), *last)?,
            });
            Meaning::tuple(parts)
        }
        (Con::Msg, _, Value::Msg(msg)) => {
            // Parameters come before headers, which may depend on them.
            if !reference.headers().is_empty() {
                reference.declared(msg)?;
            }
            Meaning::Msg(Arc::new(Message { content: (**msg).clone(), delay_span: None }))
        }
        (Con::Named(id, _), args, value) => {
            enter_declared(reference, &reference.program.hir[*id].kind, args, value)?
        }
        _ => return None,
    })
}

pub(crate) fn enter_function(value: &Value, signature: Signature) -> Option<Meaning> {
    let Value::Function(function) = value else { return None };
    Some(Meaning::Operator(Operator::Given(function.clone(), signature), [].into()))
}

/// The meaning of a value of a declared type.
fn enter_declared(
    reference: &Reference,
    kind: &TypeDefKind,
    args: &[TyId],
    value: &Value,
) -> Option<Meaning> {
    match (kind, args, value) {
        (TypeDefKind::Data(constructors), _, Value::Data(name, inner)) => {
            let own = constructors.iter().find(|own| own.name == name.as_str())?;
            Some(Meaning::Data(name.clone(), enter(reference, inner, own.ty)?.into()))
        }
        (TypeDefKind::Abstract(ty), ..) => enter(reference, value, *ty),
        (TypeDefKind::Constant { library: true, .. }, [key, item], Value::Map(entries)) => {
            let entries = entries.iter().map(|(k, v)| {
                let (key, value) = (enter(reference, k, *key)?, enter(reference, v, *item)?);
                Some((structure(&key)?, (key, value)))
            });
            Some(Meaning::Map(Arc::new(entries.collect::<Option<_>>()?)))
        }
        (
            TypeDefKind::Parameter { .. }
            | TypeDefKind::Constant { library: false, .. }
            | TypeDefKind::Set { .. }
            | TypeDefKind::Map { .. },
            ..,
        ) => Some(enter_any(value)),
        _ => None,
    }
}

/// The meaning of a value of a type that nothing here knows.
fn enter_any(value: &Value) -> Meaning {
    let all = |values: &[Value]| values.iter().map(enter_any).collect::<Vec<_>>();
    match value {
        Value::Tuple(values) => Meaning::tuple(all(values)),
        Value::List(values) => Meaning::list(all(values)),
        Value::Bag(values) => Meaning::Bag(all(values).into()),
        Value::Inl(value) => Meaning::Inl(enter_any(value).into()),
        Value::Inr(value) => Meaning::Inr(enter_any(value).into()),
        Value::Data(name, value) => Meaning::Data(name.clone(), enter_any(value).into()),
        Value::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(k, v)| (k.clone(), (enter_any(k), enter_any(v))));
            Meaning::Map(Arc::new(entries.collect()))
        }
        Value::Msg(msg) => {
            Meaning::Msg(Arc::new(Message { content: (**msg).clone(), delay_span: None }))
        }
        atom => Meaning::Atom(atom.clone()),
    }
}

impl Reference {
    /// The value of a meaning of that type; nothing for classes and propositions, which have none.
    /// `span` is where it is asked for.
    pub(crate) fn leave(&self, meaning: &Meaning, ty: TyId, span: Span) -> Option<Value> {
        let types = &self.program.hir.types;
        let all = |parts: &[Meaning], ty| -> Option<Vec<Value>> {
            parts.iter().map(|part| self.leave(part, ty, span)).collect()
        };
        let View::Con(con, args) = types.view(ty) else { return None };
        Some(match (con, args, meaning) {
            (Con::Arrow | Con::Deq, _, Meaning::Operator(Operator::Given(function, _), _)) => {
                Value::Function(function.clone())
            }
            (Con::Arrow, _, function) => self.leave_function(function, Signature::Arrow(ty), span),
            (Con::Deq, [ty], function) => {
                self.leave_function(function, Signature::Decider(*ty), span)
            }
            (Con::List, [element], Meaning::List(list)) => {
                Value::list(all(list.elements(), *element)?)
            }
            (Con::Bag, [element], Meaning::Bag(parts)) => Value::bag(all(parts, *element)?),
            (Con::Sum, [ty, _], Meaning::Inl(part)) => {
                Value::Inl(self.leave(part, *ty, span)?.into())
            }
            (Con::Sum, [_, ty], Meaning::Inr(part)) => {
                Value::Inr(self.leave(part, *ty, span)?.into())
            }
            (Con::Product, _, Meaning::Tuple(parts)) => {
                let components = types.components(ty);
                let (last, firsts) = components.split_last()?;
                let (before, rest) = parts.split_at_checked(firsts.len())?;
                let mut values = Vec::new();
                for (part, ty) in before.iter().zip(firsts) {
                    values.push(self.leave(part, *ty, span)?);
                }
                values.push(self.leave(&Meaning::rest(rest), *last, span)?);
                Value::tuple(values)
            }
            (Con::Named(id, _), args, meaning) => {
                self.leave_declared(&self.program.hir[*id].kind, args, meaning, span)?
            }
            (_, _, meaning) => self.leave_any(meaning)?,
        })
    }

    fn leave_declared(
        &self,
        kind: &TypeDefKind,
        args: &[TyId],
        meaning: &Meaning,
        span: Span,
    ) -> Option<Value> {
        match (kind, args, meaning) {
            (TypeDefKind::Data(constructors), _, Meaning::Data(name, inner)) => {
                let own = constructors.iter().find(|own| own.name == name.as_str())?;
                Some(Value::Data(name.clone(), self.leave(inner, own.ty, span)?.into()))
            }
            (TypeDefKind::Abstract(ty), ..) => self.leave(meaning, *ty, span),
            (TypeDefKind::Constant { library: true, .. }, [key, item], Meaning::Map(map)) => {
                let entries = map
                    .values()
                    .map(|(k, v)| Some((self.leave(k, *key, span)?, self.leave(v, *item, span)?)));
                Some(Value::Map(Arc::new(entries.collect::<Option<_>>()?)))
            }
            _ => self.leave_any(meaning),
        }
    }

    /// The value of a meaning of a type that nothing here knows, or without parts.
    fn leave_any(&self, meaning: &Meaning) -> Option<Value> {
        let all = |parts: &[Meaning]| -> Option<Vec<Value>> {
            parts.iter().map(|part| self.leave_any(part)).collect()
        };
        Some(match meaning {
            Meaning::Atom(value) => value.clone(),
            Meaning::Tuple(parts) => Value::tuple(all(parts)?),
            Meaning::List(list) => Value::list(all(list.elements())?),
            Meaning::Bag(parts) => Value::bag(all(parts)?),
            Meaning::Inl(part) => Value::Inl(self.leave_any(part)?.into()),
            Meaning::Inr(part) => Value::Inr(self.leave_any(part)?.into()),
            Meaning::Data(name, part) => Value::Data(name.clone(), self.leave_any(part)?.into()),
            Meaning::Map(map) => {
                let entries = map.values();
                let entries = entries.map(|(k, v)| Some((self.leave_any(k)?, self.leave_any(v)?)));
                Value::Map(Arc::new(entries.collect::<Option<_>>()?))
            }
            Meaning::Msg(msg) => Value::Msg(Arc::new(msg.content.clone())),
            Meaning::Operator(Operator::Given(function, _), _) => Value::Function(function.clone()),
            Meaning::Closure(_)
            | Meaning::Operator(..)
            | Meaning::Class(_)
            | Meaning::Proposition(_)
            | Meaning::Faulty(_) => return None,
        })
    }

    /// A function of the specification as one for outside.
    fn leave_function(&self, function: &Meaning, signature: Signature, span: Span) -> Value {
        let (reference, function) = (self.clone(), function.clone());
        Value::Function(Function::new(move |argument| {
            reference.called(&function, signature, &argument, span)
        }))
    }

    /// The result of a function of the specification that is called from outside.
    fn called(
        &self,
        function: &Meaning,
        signature: Signature,
        argument: &Value,
        span: Span,
    ) -> Result<Value, Fault> {
        let ill_typed = || self.fault(FaultKind::IllTyped, span);
        let (from, to) = match (signature, self.program.hir.types.view(signature.ty())) {
            (Signature::Arrow(_), View::Con(Con::Arrow, [from, to])) => (*from, Some(*to)),
            (Signature::Decider(ty) | Signature::Decided(ty), _) => (ty, None),
            _ => return Err(ill_typed()),
        };
        let argument = enter(self, argument, from).ok_or_else(ill_typed)?;
        let result = self.apply(function, argument, span)?;
        match (signature, to) {
            (Signature::Decider(ty), _) => {
                Ok(self.leave_function(&result, Signature::Decided(ty), span))
            }
            (_, Some(to)) => self.leave(&result, to, span).ok_or_else(ill_typed),
            (_, None) => result.as_bool().map(Value::Bool).ok_or_else(ill_typed),
        }
    }
}
