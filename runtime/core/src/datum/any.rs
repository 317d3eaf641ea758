//! The wire form of values whose type the reader does not know: each says what it is.

use std::sync::Arc;

use crate::datum::Datum;
use crate::header::{Header, Tok};
use crate::value::{Msg, Value};
use crate::wire::{self, Reader, WireError};

/// The numbers of the forms. A function has one, too, so that there is something to refuse.
mod form {
    pub(super) const UNIT: u32 = 0;
    pub(super) const BOOL: u32 = 1;
    pub(super) const INT: u32 = 2;
    pub(super) const TOK: u32 = 3;
    pub(super) const LOC: u32 = 4;
    pub(super) const STR: u32 = 5;
    pub(super) const TUPLE: u32 = 6;
    pub(super) const LIST: u32 = 7;
    pub(super) const BAG: u32 = 8;
    pub(super) const INL: u32 = 9;
    pub(super) const INR: u32 = 10;
    pub(super) const DATA: u32 = 11;
    pub(super) const FUNCTION: u32 = 12;
    pub(super) const REAL: u32 = 13;
    pub(super) const MAP: u32 = 14;
    pub(super) const MSG: u32 = 15;
}

/// A value of any type, which its bytes tell: a number for its form before each part. Functions
/// have no wire form that could be read.
impl Datum for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }

    fn from_value(value: &Value) -> Option<Self> {
        Some(value.clone())
    }

    fn encode(&self, out: &mut Vec<u8>) {
        let mut put = |form, write: &dyn Fn(&mut Vec<u8>)| {
            wire::put_variant(form, out);
            write(out);
        };
        match self {
            Self::Unit => put(form::UNIT, &|_| {}),
            Self::Bool(truth) => put(form::BOOL, &|out| truth.encode(out)),
            Self::Int(integer) => put(form::INT, &|out| integer.encode(out)),
            Self::Tok(token) => put(form::TOK, &|out| token.encode(out)),
            Self::Loc(loc) => put(form::LOC, &|out| loc.encode(out)),
            Self::Str(text) => put(form::STR, &|out| text.encode(out)),
            Self::Tuple(parts) => put(form::TUPLE, &|out| put_all(parts, out)),
            Self::List(parts) => put(form::LIST, &|out| put_all(parts, out)),
            Self::Bag(parts) => put(form::BAG, &|out| put_all(parts, out)),
            Self::Inl(inner) => put(form::INL, &|out| inner.encode(out)),
            Self::Inr(inner) => put(form::INR, &|out| inner.encode(out)),
            Self::Data(name, inner) => put(form::DATA, &|out| {
                name.encode(out);
                inner.encode(out);
            }),
            Self::Function(_) => put(form::FUNCTION, &|_| {}),
            Self::Real(digits) => put(form::REAL, &|out| digits.encode(out)),
            Self::Map(entries) => put(form::MAP, &|out| {
                wire::put_len(entries.len(), out);
                for (key, value) in &**entries {
                    key.encode(out);
                    value.encode(out);
                }
            }),
            Self::Msg(msg) => put(form::MSG, &|out| msg.encode(out)),
        }
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(match input.take_variant()? {
            form::UNIT => Self::Unit,
            form::BOOL => Self::Bool(Datum::decode(input)?),
            form::INT => Self::Int(Datum::decode(input)?),
            form::TOK => Self::Tok(Datum::decode(input)?),
            form::LOC => Self::Loc(Datum::decode(input)?),
            form::STR => Self::Str(Datum::decode(input)?),
            form::TUPLE => Self::tuple(take_all(input)?),
            form::LIST => Self::list(take_all(input)?),
            form::BAG => Self::bag(take_all(input)?),
            form::INL => Self::Inl(Arc::new(input.nested(Self::decode)?)),
            form::INR => Self::Inr(Arc::new(input.nested(Self::decode)?)),
            form::DATA => {
                let name = Tok::decode(input)?;
                Self::Data(name, Arc::new(input.nested(Self::decode)?))
            }
            form::REAL => Self::Real(Datum::decode(input)?),
            form::MAP => Self::Map(Arc::new(take_entries(input)?.into_iter().collect())),
            form::MSG => Self::Msg(Arc::new(input.nested(Msg::decode)?)),
            other => return Err(WireError::UnknownVariant(other)),
        })
    }
}

impl Msg {
    /// Appends the wire form: header, body, and whether it is authentic.
    fn encode(&self, out: &mut Vec<u8>) {
        wire::put_len(self.header.tokens().len(), out);
        self.header.tokens().iter().for_each(|token| token.encode(out));
        self.body.encode(out);
        self.authentic.encode(out);
    }

    fn decode(input: &mut Reader<'_>) -> Result<Self, WireError> {
        let tokens = Vec::<Tok>::decode(input)?;
        let header = Header::new(tokens.iter().map(Tok::as_str));
        Ok(Self { header, body: Value::decode(input)?, authentic: bool::decode(input)? })
    }
}

fn put_all(parts: &[Value], out: &mut Vec<u8>) {
    wire::put_len(parts.len(), out);
    parts.iter().for_each(|part| part.encode(out));
}

fn take_all(input: &mut Reader<'_>) -> Result<Vec<Value>, WireError> {
    let length = input.take_len()?;
    let mut parts = Vec::with_capacity(input.capacity::<Value>(length));
    for _ in 0..length {
        parts.push(input.nested(Value::decode)?);
    }
    Ok(parts)
}

fn take_entries(input: &mut Reader<'_>) -> Result<Vec<(Value, Value)>, WireError> {
    let length = input.take_len()?;
    let mut entries = Vec::with_capacity(input.capacity::<(Value, Value)>(length));
    for _ in 0..length {
        let key = input.nested(Value::decode)?;
        entries.push((key, input.nested(Value::decode)?));
    }
    Ok(entries)
}
