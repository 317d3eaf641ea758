//! Values checked against types, and their wire form, which only the type determines.

use std::sync::Arc;

use evc_ir::Ty;
use evc_runtime::wire::{self, Reader, WireError};
use evc_runtime::{Tok, Value};

/// Whether a value is of a type. Of a function only that it is one can be known before it is
/// applied.
pub fn has_type(value: &Value, ty: &Ty) -> bool {
    match (value, ty) {
        (Value::Unit, Ty::Unit)
        | (Value::Bool(_), Ty::Bool)
        | (Value::Int(_), Ty::Int)
        | (Value::Str(_), Ty::Str)
        | (Value::Tok(_), Ty::Tok)
        | (Value::Loc(_), Ty::Loc)
        | (Value::Function(_), Ty::Function(..)) => true,
        (Value::Tuple(parts), Ty::Tuple(types)) => {
            parts.len() == types.len()
                && parts.iter().zip(types).all(|(part, ty)| has_type(part, ty))
        }
        (Value::List(elements), Ty::List(ty)) | (Value::Bag(elements), Ty::Bag(ty)) => {
            elements.iter().all(|element| has_type(element, ty))
        }
        (Value::Inl(inner), Ty::Sum(ty, _)) | (Value::Inr(inner), Ty::Sum(_, ty)) => {
            has_type(inner, ty)
        }
        _ => false,
    }
}

/// Appends the wire form of a value of data, as `Datum::encode` of the corresponding Rust type
/// does.
///
/// # Panics
/// If the value is not of the type: schemas only hold checked values.
pub fn encode(value: &Value, ty: &Ty, out: &mut Vec<u8>) {
    match (value, ty) {
        (Value::Unit, Ty::Unit) => {}
        (Value::Bool(value), Ty::Bool) => wire::put_bool(*value, out),
        (Value::Int(value), Ty::Int) => wire::put_i64(*value, out),
        (Value::Str(text), Ty::Str) => wire::put_str(text, out),
        (Value::Tok(token), Ty::Tok) => wire::put_str(token.as_str(), out),
        (Value::Loc(loc), Ty::Loc) => wire::put_loc(*loc, out),
        (Value::Tuple(parts), Ty::Tuple(types)) => {
            parts.iter().zip(types).for_each(|(part, ty)| encode(part, ty, out));
        }
        (Value::List(elements), Ty::List(ty)) | (Value::Bag(elements), Ty::Bag(ty)) => {
            wire::put_len(elements.len(), out);
            elements.iter().for_each(|element| encode(element, ty, out));
        }
        (Value::Inl(inner), Ty::Sum(ty, _)) => {
            wire::put_variant(0, out);
            encode(inner, ty, out);
        }
        (Value::Inr(inner), Ty::Sum(_, ty)) => {
            wire::put_variant(1, out);
            encode(inner, ty, out);
        }
        (value, ty) => panic!("a value in a message is of its type: {value} is not {ty}"),
    }
}

/// Reads the wire form of a value of a type of data.
///
/// # Errors
/// If the bytes are not a value of the type.
pub fn decode(ty: &Ty, input: &mut Reader<'_>) -> Result<Value, WireError> {
    Ok(match ty {
        // No message holds a function: lowering refuses it. As bytes there is none.
        Ty::Function(..) => return Err(WireError::UnknownVariant(0)),
        Ty::Unit => Value::Unit,
        Ty::Bool => Value::Bool(input.take_bool()?),
        Ty::Int => Value::Int(input.take_i64()?),
        Ty::Str => Value::Str(input.take_str()?.into()),
        Ty::Tok => Value::Tok(Tok::new(input.take_str()?)),
        Ty::Loc => Value::Loc(input.take_loc()?),
        Ty::Tuple(types) => {
            let parts: Result<Vec<_>, _> = types.iter().map(|ty| decode(ty, input)).collect();
            Value::tuple(parts?)
        }
        Ty::List(ty) => Value::list(elements(ty, input)?),
        Ty::Bag(ty) => Value::bag(elements(ty, input)?),
        Ty::Sum(left, right) => match input.take_variant()? {
            0 => Value::Inl(Arc::new(input.nested(|input| decode(left, input))?)),
            1 => Value::Inr(Arc::new(input.nested(|input| decode(right, input))?)),
            other => return Err(WireError::UnknownVariant(other)),
        },
    })
}

fn elements(ty: &Ty, input: &mut Reader<'_>) -> Result<Vec<Value>, WireError> {
    let length = input.take_len()?;
    let mut elements = Vec::with_capacity(input.capacity::<Value>(length));
    for _ in 0..length {
        elements.push(input.nested(|input| decode(ty, input))?);
    }
    Ok(elements)
}
