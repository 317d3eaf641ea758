//! The Rust types that stand for evml types in generated code.
//!
//! A [`Datum`] knows its two other forms: the [`Value`] that traces and charts show, and the
//! bytes that travel (see [`wire`]). Tuples are flat in both, as in [`Value`].

use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use crate::header::Tok;
use crate::loc::Loc;
use crate::value::Value;
use crate::wire::{self, Reader, WireError};

mod any;
mod bag;
#[cfg(test)]
mod tests;

pub use bag::Bag;

/// A Rust type that stands for an evml type.
pub trait Datum: Clone + Eq + Ord + Hash + Debug + Send + 'static {
    /// The same as a value.
    fn to_value(&self) -> Value;

    /// The datum of which `value` is the value, if it is one of this type.
    fn from_value(value: &Value) -> Option<Self>;

    /// Appends the wire form.
    fn encode(&self, out: &mut Vec<u8>);

    /// Reads the wire form.
    ///
    /// # Errors
    /// If the bytes are not of this type; whatever the bytes, it never panics.
    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError>;
}

/// A value of a disjoint union `A + B`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sum<A, B> {
    /// `inl a`
    Inl(A),
    /// `inr b`
    Inr(B),
}

impl Datum for () {
    fn to_value(&self) -> Value {
        Value::Unit
    }

    fn from_value(value: &Value) -> Option<Self> {
        matches!(value, Value::Unit).then_some(())
    }

    fn encode(&self, _: &mut Vec<u8>) {}

    fn decode(_: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(())
    }
}

impl Datum for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Bool(truth) = value { Some(*truth) } else { None }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        wire::put_bool(*self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        input.take_bool()
    }
}

impl Datum for i64 {
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Int(integer) = value { Some(*integer) } else { None }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        wire::put_i64(*self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        input.take_i64()
    }
}

impl Datum for Loc {
    fn to_value(&self) -> Value {
        Value::Loc(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Loc(loc) = value { Some(*loc) } else { None }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        wire::put_loc(*self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        input.take_loc()
    }
}

impl Datum for Tok {
    fn to_value(&self) -> Value {
        Value::Tok(self.clone())
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Tok(token) = value { Some(token.clone()) } else { None }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        wire::put_str(self.as_str(), out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        input.take_str().map(Self::new)
    }
}

impl Datum for Arc<str> {
    fn to_value(&self) -> Value {
        Value::Str(Self::clone(self))
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Str(text) = value { Some(Self::clone(text)) } else { None }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        wire::put_str(self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        input.take_str().map(Self::from)
    }
}

impl Datum for String {
    fn to_value(&self) -> Value {
        Value::Str(self.as_str().into())
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Str(text) = value { Some((&**text).into()) } else { None }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        wire::put_str(self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        input.take_str().map(Self::from)
    }
}

/// A box makes recursive data finite in size; neither values nor bytes show it. Reading one counts
/// as one level of nesting.
impl<T: Datum> Datum for Box<T> {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }

    fn from_value(value: &Value) -> Option<Self> {
        T::from_value(value).map(Self::new)
    }

    fn encode(&self, out: &mut Vec<u8>) {
        (**self).encode(out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        input.nested(T::decode).map(Self::new)
    }
}

/// A list of evml.
impl<T: Datum> Datum for Vec<T> {
    fn to_value(&self) -> Value {
        Value::list(self.iter().map(T::to_value))
    }

    fn from_value(value: &Value) -> Option<Self> {
        let Value::List(elements) = value else { return None };
        elements.iter().map(T::from_value).collect()
    }

    fn encode(&self, out: &mut Vec<u8>) {
        encode_all(self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        decode_all(input)
    }
}

impl<T: Datum> Datum for Bag<T> {
    fn to_value(&self) -> Value {
        Value::bag(self.iter().map(T::to_value))
    }

    fn from_value(value: &Value) -> Option<Self> {
        let Value::Bag(elements) = value else { return None };
        elements.iter().map(T::from_value).collect()
    }

    fn encode(&self, out: &mut Vec<u8>) {
        encode_all(self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        decode_all(input).map(Self::from)
    }
}

impl<A: Datum, B: Datum> Datum for Sum<A, B> {
    fn to_value(&self) -> Value {
        match self {
            Self::Inl(left) => Value::Inl(Arc::new(left.to_value())),
            Self::Inr(right) => Value::Inr(Arc::new(right.to_value())),
        }
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Inl(left) => A::from_value(left).map(Self::Inl),
            Value::Inr(right) => B::from_value(right).map(Self::Inr),
            _ => None,
        }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Self::Inl(left) => {
                wire::put_variant(0, out);
                left.encode(out);
            }
            Self::Inr(right) => {
                wire::put_variant(1, out);
                right.encode(out);
            }
        }
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        match input.take_variant()? {
            0 => A::decode(input).map(Self::Inl),
            1 => B::decode(input).map(Self::Inr),
            variant => Err(WireError::UnknownVariant(variant)),
        }
    }
}

fn encode_all<T: Datum>(elements: &[T], out: &mut Vec<u8>) {
    wire::put_len(elements.len(), out);
    for element in elements {
        element.encode(out);
    }
}

fn decode_all<T: Datum>(input: &mut Reader<'_>) -> Result<Vec<T>, WireError> {
    let length = input.take_len()?;
    let mut elements = Vec::with_capacity(input.capacity::<T>(length));
    for _ in 0..length {
        elements.push(T::decode(input)?);
    }
    Ok(elements)
}

/// Rust has no way to speak of all tuples but a macro.
macro_rules! tuple {
    ($($Part:ident $part:ident),+) => {
        impl<$($Part: Datum),+> Datum for ($($Part,)+) {
            fn to_value(&self) -> Value {
                let ($($part,)+) = self;
                Value::tuple([$($part.to_value()),+])
            }

            fn from_value(value: &Value) -> Option<Self> {
                let Value::Tuple(components) = value else { return None };
                let mut components = components.iter();
                let tuple = ($($Part::from_value(components.next()?)?,)+);
                components.next().is_none().then_some(tuple)
            }

            fn encode(&self, out: &mut Vec<u8>) {
                let ($($part,)+) = self;
                $($part.encode(out);)+
            }

            fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
                Ok(($($Part::decode(input)?,)+))
            }
        }
    };
}

tuple!(A a, B b);
tuple!(A a, B b, C c);
tuple!(A a, B b, C c, D d);
tuple!(A a, B b, C c, D d, E e);
tuple!(A a, B b, C c, D d, E e, F f);
tuple!(A a, B b, C c, D d, E e, F f, G g);
tuple!(A a, B b, C c, D d, E e, F f, G g, H h);
tuple!(A a, B b, C c, D d, E e, F f, G g, H h, I i);
tuple!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j);
tuple!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k);
tuple!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l);
