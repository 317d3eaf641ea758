//! What expressions denote.

use std::collections::BTreeMap;
use std::sync::Arc;

use evc_base::Span;
use evc_runtime::value::Msg;
use evc_runtime::{Fault, Function, Header, Loc, Tok, Value};
use evc_sema::hir::{Builtin, Component, DataFunction, Expr, LocalId, MessageId};
use evc_sema::ty::TyId;

use crate::class::Class;
use crate::library::Primitive;

/// The value of an expression of any type. Products are flat, as in [`Value`].
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// A value without parts: `()`, a boolean, integer, real, token, location or string, or a
    /// function that came in a value of an abstract type.
    Atom(Value),
    /// A tuple of two components or more, the last of which is no tuple.
    Tuple(Bag),
    /// A list.
    List(List),
    /// A bag, in the order its elements were produced.
    Bag(Bag),
    /// The left injection.
    Inl(Arc<Meaning>),
    /// The right injection.
    Inr(Arc<Meaning>),
    /// A data constructor with its argument.
    Data(Tok, Arc<Meaning>),
    /// A finite map: under the structure of each key, the key and its value.
    Map(Arc<BTreeMap<Value, (Meaning, Meaning)>>),
    /// A function of the specification.
    Closure(Arc<Closure>),
    /// An operator with the arguments it already has.
    Operator(Operator, Bag),
    /// A message.
    Msg(Arc<Message>),
    /// An event class.
    Class(Arc<Class>),
    /// A proposition, which no run evaluates: the expression, and what its free variables stand
    /// for.
    Proposition(Arc<Closure>),
    /// What the library folds where the rest of a list has no value: the fault of whoever uses it.
    Faulty(Arc<Fault>),
}

/// Finitely many meanings, in order.
pub(crate) type Bag = Arc<[Meaning]>;

/// A list: what is left of some meanings behind the first few, so that the rest of a list is no
/// copy of it.
#[derive(Clone, Debug)]
pub(crate) struct List {
    all: Bag,
    start: usize,
}

impl List {
    pub fn elements(&self) -> &[Meaning] {
        self.all.get(self.start..).unwrap_or_default()
    }

    /// The list without its first `count` elements.
    pub fn behind(&self, count: usize) -> Self {
        Self { all: self.all.clone(), start: self.all.len().min(self.start + count) }
    }

    /// The first element and the others.
    pub fn split_first(&self) -> Option<(&Meaning, Self)> {
        self.elements().first().map(|first| (first, self.behind(1)))
    }
}

/// An expression with what its free variables stand for: a lambda or `classrec`, if it is a
/// function.
#[derive(Debug)]
pub(crate) struct Closure {
    pub code: Arc<Expr>,
    pub env: Env,
}

/// A function that is not written in the specification.
#[derive(Clone, Debug)]
pub(crate) enum Operator {
    /// A built-in function, with the type of its first operand.
    Builtin(Builtin, TyId),
    /// A primitive of the library.
    Primitive(Primitive),
    /// A sending component of a message.
    Sender(Sender),
    /// A function of the data constructor of that name.
    Data(DataFunction, Tok),
    /// What changes nothing when running: `eqof`, `abs_T`, `rep_T`.
    Identity,
    /// A function from outside.
    Given(Function<Value, Value>, Signature),
}

/// The type of a function from outside.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Signature {
    /// A function of that arrow type.
    Arrow(TyId),
    /// A decider on that type.
    Decider(TyId),
    /// A decider on that type that has its first operand.
    Decided(TyId),
}

/// A component of a message that makes instructions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sender {
    pub message: MessageId,
    pub component: Component,
    /// The place of the delay, for its fault.
    pub delay_span: Span,
}

/// A message, as an instruction sends it or as it was received.
#[derive(Debug)]
pub(crate) struct Message {
    pub content: Msg,
    /// The place of the delay that it is sent with, if it was made with one.
    pub delay_span: Option<Span>,
}

impl Meaning {
    pub const UNIT: Self = Self::Atom(Value::Unit);

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

    pub fn list(elements: Vec<Self>) -> Self {
        Self::List(List { all: elements.into(), start: 0 })
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

    /// `inl value`, or `inr ()` for none.
    pub fn found(value: Option<Self>) -> Self {
        value.map_or_else(|| Self::Inr(Self::UNIT.into()), |value| Self::Inl(value.into()))
    }

    pub fn as_int(&self) -> Option<i64> {
        if let Self::Atom(Value::Int(value)) = self { Some(*value) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Atom(Value::Bool(value)) = self { Some(*value) } else { None }
    }

    pub fn as_loc(&self) -> Option<Loc> {
        if let Self::Atom(Value::Loc(value)) = self { Some(*value) } else { None }
    }

    /// A tuple as a pair: its first component, and what is left.
    pub fn as_pair(&self) -> Option<(Self, Self)> {
        let Self::Tuple(parts) = self else { return None };
        parts.split_first().map(|(first, rest)| (first.clone(), Self::rest(rest)))
    }

    pub fn as_bag(&self) -> Option<Bag> {
        if let Self::Bag(elements) = self { Some(elements.clone()) } else { None }
    }

    pub fn as_list(&self) -> Option<&List> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// A list of tokens as a header.
    pub fn as_header(&self) -> Option<Header> {
        let token = |element: &Self| match element {
            Self::Atom(Value::Tok(token)) => Some(token.clone()),
            _ => None,
        };
        let tokens: Option<Vec<_>> = self.as_list()?.elements().iter().map(token).collect();
        Some(Header::new(tokens?.iter().map(Tok::as_str)))
    }
}

/// What the local variables in scope stand for, innermost first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Env(Option<Arc<Binding>>);

#[derive(Debug)]
struct Binding {
    local: LocalId,
    bound: Bound,
    outer: Env,
}

#[derive(Debug)]
enum Bound {
    /// A variable stands for this.
    To(Meaning),
    /// It is the recursive function of that expression, which sees the binding itself.
    Recursive(Arc<Expr>),
}

impl Env {
    pub fn get(&self, local: LocalId) -> Option<Meaning> {
        let mut env = self;
        while let Some(binding) = &env.0 {
            if binding.local == local {
                return Some(match &binding.bound {
                    Bound::To(meaning) => meaning.clone(),
                    Bound::Recursive(code) => {
                        let (code, env) = (code.clone(), env.clone());
                        Meaning::Closure(Arc::new(Closure { code, env }))
                    }
                });
            }
            env = &binding.outer;
        }
        None
    }

    #[must_use]
    pub fn with(self, local: LocalId, meaning: Meaning) -> Self {
        self.bind(local, Bound::To(meaning))
    }

    /// With a variable that stands for the function of that expression, which may name it.
    #[must_use]
    pub fn with_recursive(self, local: LocalId, function: Arc<Expr>) -> Self {
        self.bind(local, Bound::Recursive(function))
    }

    fn bind(self, local: LocalId, bound: Bound) -> Self {
        Self(Some(Arc::new(Binding { local, bound, outer: self })))
    }
}
