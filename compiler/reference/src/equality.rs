//! When values are equal (language reference, section 3.2).
//!
//! `=` decides by the type that it has where it stands: pairs, sums, lists by their parts, bags as
//! multisets, and a type parameter by the decider that it is paired with, also inside of others.

use std::sync::Arc;

use evc_base::Span;
use evc_runtime::{Fault, Value};
use evc_sema::hir::{ParamId, TypeDefKind};
use evc_sema::ty::{Con, TyId, View};

use crate::Reference;
use crate::meaning::Meaning;

impl Reference {
    /// Whether two values of a type are equal.
    pub(crate) fn equal(
        &self,
        ty: TyId,
        a: &Meaning,
        b: &Meaning,
        span: Span,
    ) -> Result<bool, Fault> {
        let types = &self.program.hir.types;
        let View::Con(con, args) = types.view(ty) else { return self.alike(a, b, span) };
        match (con, args, a, b) {
            (Con::Product, _, Meaning::Tuple(these), Meaning::Tuple(those)) => {
                let tys = types.components(ty);
                let (these, those) = (split(these, tys.len()), split(those, tys.len()));
                for ((a, b), ty) in these.iter().zip(&those).zip(tys) {
                    if !self.equal(ty, a, b, span)? {
                        return Ok(false);
                    }
                }
                Ok(these.len() == those.len())
            }
            (Con::List, [element], Meaning::List(these), Meaning::List(those)) => {
                self.all_equal(*element, these.elements(), those.elements(), span)
            }
            (Con::Bag, [element], Meaning::Bag(these), Meaning::Bag(those)) => {
                self.same_elements(*element, these, those, span)
            }
            (Con::Sum, [ty, _], Meaning::Inl(a), Meaning::Inl(b))
            | (Con::Sum, [_, ty], Meaning::Inr(a), Meaning::Inr(b)) => self.equal(*ty, a, b, span),
            (Con::Named(id, _), args, a, b) => match (&self.program.hir[*id].kind, args, a, b) {
                (TypeDefKind::Parameter { decider: Some(decider) }, ..) => {
                    self.asked(*decider, a, b, span)
                }
                (
                    TypeDefKind::Constant { .. },
                    [_, value],
                    Meaning::Map(these),
                    Meaning::Map(those),
                ) => {
                    let values = |(_, value): &(Meaning, Meaning)| value.clone();
                    let (a, b): (Vec<_>, Vec<_>) = (
                        these.values().map(values).collect(),
                        those.values().map(values).collect(),
                    );
                    Ok(these.keys().eq(those.keys()) && self.all_equal(*value, &a, &b, span)?)
                }
                _ => self.alike(a, b, span),
            },
            _ => self.alike(a, b, span),
        }
    }

    /// Whether two values are the same by their structure.
    fn alike(&self, a: &Meaning, b: &Meaning, span: Span) -> Result<bool, Fault> {
        let both = structure(a).zip(structure(b));
        both.map(|(a, b)| a == b).ok_or_else(|| self.ill_typed(span))
    }

    /// What the decider of a type parameter says.
    fn asked(&self, decider: ParamId, a: &Meaning, b: &Meaning, span: Span) -> Result<bool, Fault> {
        let decider = self.param(decider);
        let decider = decider.ok_or_else(|| self.ill_typed(span))?;
        let answer = self.apply_all(decider, [a.clone(), b.clone()], span)?;
        answer.as_bool().ok_or_else(|| self.ill_typed(span))
    }

    fn all_equal(
        &self,
        ty: TyId,
        these: &[Meaning],
        those: &[Meaning],
        span: Span,
    ) -> Result<bool, Fault> {
        if these.len() != those.len() {
            return Ok(false);
        }
        for (a, b) in these.iter().zip(those) {
            if !self.equal(ty, a, b, span)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether each element of two bags is as often in one as in the other.
    fn same_elements(
        &self,
        ty: TyId,
        these: &[Meaning],
        those: &[Meaning],
        span: Span,
    ) -> Result<bool, Fault> {
        let mut left: Vec<&Meaning> = those.iter().collect();
        for a in these {
            let mut found = None;
            for (at, b) in left.iter().enumerate() {
                if self.equal(ty, a, b, span)? {
                    found = Some(at);
                    break;
                }
            }
            match found {
                Some(at) => left.remove(at),
                None => return Ok(false),
            };
        }
        Ok(left.is_empty())
    }
}

/// The components of a tuple of so many, the last of which may be a tuple itself.
fn split(parts: &[Meaning], count: usize) -> Vec<Meaning> {
    let (firsts, rest) = parts.split_at(count.saturating_sub(1).min(parts.len()));
    firsts.iter().cloned().chain([Meaning::rest(rest)]).collect()
}

/// What a value is whatever its type: a bag by its sorted elements, so that equal values have
/// equal structures, by whose order maps are ordered. Functions, classes and propositions have
/// none.
pub(crate) fn structure(meaning: &Meaning) -> Option<Value> {
    let all = |parts: &[Meaning]| parts.iter().map(structure).collect::<Option<Vec<_>>>();
    Some(match meaning {
        Meaning::Atom(Value::Function(_))
        | Meaning::Closure(_)
        | Meaning::Operator(..)
        | Meaning::Class(_)
        | Meaning::Proposition(_)
        | Meaning::Faulty(_) => return None,
        Meaning::Atom(value) => value.clone(),
        Meaning::Tuple(parts) => Value::tuple(all(parts)?),
        Meaning::List(list) => Value::list(all(list.elements())?),
        Meaning::Bag(parts) => {
            let mut parts = all(parts)?;
            parts.sort_unstable();
            Value::bag(parts)
        }
        Meaning::Inl(inner) => Value::Inl(Arc::new(structure(inner)?)),
        Meaning::Inr(inner) => Value::Inr(Arc::new(structure(inner)?)),
        Meaning::Data(name, inner) => Value::Data(name.clone(), Arc::new(structure(inner)?)),
        Meaning::Map(map) => {
            let entries =
                map.iter().map(|(key, (_, value))| Some((key.clone(), structure(value)?)));
            Value::Map(Arc::new(entries.collect::<Option<_>>()?))
        }
        Meaning::Msg(msg) => Value::Msg(Arc::new(msg.content.clone())),
    })
}
