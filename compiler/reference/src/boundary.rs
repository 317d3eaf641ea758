//! Between meanings and the values that come from outside and go there.
//!
//! Both ways follow the type, which has no variables wherever values cross: in parameters, in
//! message bodies, and where values are compared.

use evc_base::Span;
use evc_runtime::{FaultKind, Function, Value};
use evc_sema::ty::{Con, TyId, Types, View};

use crate::Reference;
use crate::meaning::{Bag, Meaning};

/// The meaning of a value, if it is of that type. Of a function only its results can be checked,
/// each time it is applied.
pub(crate) fn enter(types: &Types, value: &Value, ty: TyId) -> Option<Meaning> {
    let all = |values: &[Value], ty| -> Option<Bag> {
        values.iter().map(|value| enter(types, value, ty)).collect()
    };
    let View::Con(con, args) = types.view(ty) else { return None };
    Some(match (con, args, value) {
        (Con::Int, _, Value::Int(_))
        | (Con::Bool, _, Value::Bool(_))
        | (Con::Unit, _, Value::Unit)
        | (Con::String, _, Value::Str(_))
        | (Con::Tok, _, Value::Tok(_))
        | (Con::Loc, _, Value::Loc(_)) => Meaning::Atom(value.clone()),
        (Con::List, [element], Value::List(values)) => Meaning::List(all(values, *element)?),
        (Con::Bag, [element], Value::Bag(values)) => Meaning::Bag(all(values, *element)?),
        (Con::Sum, [left, _], Value::Inl(value)) => {
            Meaning::Inl(enter(types, value, *left)?.into())
        }
        (Con::Sum, [_, right], Value::Inr(value)) => {
            Meaning::Inr(enter(types, value, *right)?.into())
        }
        (Con::Arrow, _, Value::Function(function)) => Meaning::Given(function.clone(), ty),
        (Con::Product, _, Value::Tuple(values)) => {
            let components = types.components(ty);
            if components.len() != values.len() {
                return None;
            }
            let parts = values.iter().zip(components).map(|(value, ty)| enter(types, value, ty));
            Meaning::Tuple(parts.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

impl Reference {
    /// The value of a meaning of that type; nothing for classes and messages, which have none.
    /// `span` is where it is asked for.
    pub(crate) fn leave(&self, meaning: &Meaning, ty: TyId, span: Span) -> Option<Value> {
        let types = &self.program.hir.types;
        let all = |parts: &[Meaning], ty| -> Option<Vec<Value>> {
            parts.iter().map(|part| self.leave(part, ty, span)).collect()
        };
        let View::Con(con, args) = types.view(ty) else { return None };
        Some(match (con, args, meaning) {
            (_, _, Meaning::Atom(value)) => value.clone(),
            (Con::List, [element], Meaning::List(parts)) => Value::list(all(parts, *element)?),
            (Con::Bag, [element], Meaning::Bag(parts)) => Value::bag(all(parts, *element)?),
            (Con::Sum, [left, _], Meaning::Inl(part)) => {
                Value::Inl(self.leave(part, *left, span)?.into())
            }
            (Con::Sum, [_, right], Meaning::Inr(part)) => {
                Value::Inr(self.leave(part, *right, span)?.into())
            }
            (Con::Product, _, Meaning::Tuple(parts)) => {
                let parts = parts.iter().zip(types.components(ty));
                let values = parts.map(|(part, ty)| self.leave(part, ty, span));
                Value::tuple(values.collect::<Option<Vec<_>>>()?)
            }
            (Con::Arrow, _, Meaning::Given(function, _)) => Value::Function(function.clone()),
            (Con::Arrow, [from, to], function) => {
                let (reference, function) = (self.clone(), function.clone());
                let (from, to) = (*from, *to);
                Value::Function(Function::new(move |argument| {
                    let types = &reference.program.hir.types;
                    let ill_typed = || reference.fault(FaultKind::IllTyped, span);
                    let argument = enter(types, &argument, from).ok_or_else(ill_typed)?;
                    let result = reference.apply(&function, argument, span)?;
                    reference.leave(&result, to, span).ok_or_else(ill_typed)
                }))
            }
            _ => return None,
        })
    }
}
