//! What expressions denote.

use std::sync::Arc;

use evc_base::Span;
use evc_runtime::{Function, Loc, Value};
use evc_sema::hir::{Builtin, Component, Expr, LocalId, MessageId, Pat};
use evc_sema::ty::TyId;

use crate::class::Class;

/// The value of an expression of any type. Products are flat, as in [`Value`].
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// A value without parts: `()`, a boolean, integer, token, location or string.
    Atom(Value),
    /// A tuple of two components or more, the last of which is no tuple.
    Tuple(Bag),
    /// A list.
    List(Bag),
    /// A bag, in the order its elements were produced.
    Bag(Bag),
    /// The left injection.
    Inl(Arc<Meaning>),
    /// The right injection.
    Inr(Arc<Meaning>),
    /// A function of the specification.
    Closure(Arc<Closure>),
    /// A built-in function with the type of its first operand and the operands it already has.
    Builtin(Builtin, TyId, Vec<Meaning>),
    /// A sending component with the arguments it already has.
    Sender(Sender, Vec<Meaning>),
    /// A parameter's function with its type.
    Given(Function<Value, Value>, TyId),
    /// A message.
    Msg(Arc<Msg>),
    /// An event class.
    Class(Arc<Class>),
}

/// Finitely many meanings, in order.
pub(crate) type Bag = Arc<[Meaning]>;

/// A function: a pattern, a body and what its free variables stand for.
#[derive(Debug)]
pub(crate) struct Closure {
    pub pat: Pat,
    pub body: Expr,
    pub env: Env,
}

/// `m'send` or `m''send`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sender {
    pub message: MessageId,
    pub component: Component,
    /// The place of the delay, for its fault.
    pub delay_span: Span,
}

/// A message: a header and a body.
#[derive(Debug)]
pub(crate) struct Msg {
    pub message: MessageId,
    pub body: Value,
    /// The place of the delay that the message is sent with.
    pub delay_span: Span,
}

impl Meaning {
    /// A tuple, flattened: its last component may be one itself.
    pub fn tuple(mut parts: Vec<Self>) -> Self {
        match parts.pop() {
            Some(Self::Tuple(rest)) => parts.extend(rest.iter().cloned()),
            last => parts.extend(last),
        }
        Self::Tuple(parts.into())
    }

    /// What is left of a tuple: components, or the only one there is.
    pub fn rest(parts: &[Self]) -> Self {
        match parts {
            [only] => only.clone(),
            parts => Self::Tuple(parts.into()),
        }
    }

    pub fn int(value: i64) -> Self {
        Self::Atom(Value::Int(value))
    }

    pub fn loc(value: Loc) -> Self {
        Self::Atom(Value::Loc(value))
    }

    pub fn bool(value: bool) -> Self {
        Self::Atom(Value::Bool(value))
    }

    pub fn as_int(&self) -> Option<i64> {
        if let Self::Atom(Value::Int(value)) = self { Some(*value) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Atom(Value::Bool(value)) = self { Some(*value) } else { None }
    }

    /// A tuple as a pair: its first component, and what is left.
    pub fn as_pair(&self) -> Option<(Self, Self)> {
        let Self::Tuple(parts) = self else { return None };
        parts.split_first().map(|(first, rest)| (first.clone(), Self::rest(rest)))
    }

    pub fn as_bag(&self) -> Option<Bag> {
        if let Self::Bag(elements) = self { Some(elements.clone()) } else { None }
    }
}

/// What the local variables in scope stand for, innermost first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Env(Option<Arc<Binding>>);

#[derive(Debug)]
struct Binding {
    local: LocalId,
    meaning: Meaning,
    outer: Env,
}

impl Env {
    pub fn get(&self, local: LocalId) -> Option<&Meaning> {
        let mut env = self;
        while let Some(binding) = &env.0 {
            if binding.local == local {
                return Some(&binding.meaning);
            }
            env = &binding.outer;
        }
        None
    }

    #[must_use]
    pub fn with(self, local: LocalId, meaning: Meaning) -> Self {
        Self(Some(Arc::new(Binding { local, meaning, outer: self })))
    }
}
