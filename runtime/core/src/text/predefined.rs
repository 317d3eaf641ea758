//! The names that every expression may use.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fault::{Fault, FaultKind, Site};
use crate::function::Function;
use crate::header::Header;
use crate::value::{Msg, Value};

/// The value of a predefined name.
pub(super) fn predefined(name: &str) -> Option<Value> {
    match name {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        "nil" => Some(Value::list([])),
        "inl" => Some(inject(Value::Inl)),
        "inr" => Some(inject(Value::Inr)),
        "map-empty" => Some(Value::Map(Arc::default())),
        "map-put" => Some(put()),
        "MSG" => Some(function(|parts| message(&parts).ok_or_else(ill_typed))),
        _ => None,
    }
}

fn function(body: impl Fn(Value) -> Result<Value, Fault> + Send + Sync + 'static) -> Value {
    Value::Function(Function::new(body))
}

fn ill_typed() -> Fault {
    Fault { kind: FaultKind::IllTyped, site: Site::UNKNOWN }
}

/// The function that wraps its argument.
fn inject(wrap: fn(Arc<Value>) -> Value) -> Value {
    function(move |value| Ok(wrap(Arc::new(value))))
}

/// The function of a key, a value and a map.
fn put() -> Value {
    function(|key| {
        Ok(function(move |value| {
            let key = key.clone();
            Ok(function(move |map| {
                let Value::Map(entries) = map else { return Err(ill_typed()) };
                let mut entries: BTreeMap<Value, Value> = (*entries).clone();
                entries.insert(key.clone(), value.clone());
                Ok(Value::Map(Arc::new(entries)))
            }))
        }))
    })
}

/// The message of a header and a body, which nobody has signed.
fn message(parts: &Value) -> Option<Value> {
    let Value::Tuple(parts) = parts else { return None };
    let (Value::List(tokens), rest) = parts.split_first()? else { return None };
    let token = |token: &Value| if let Value::Tok(tok) = token { Some(tok.clone()) } else { None };
    let tokens: Vec<_> = tokens.iter().map(token).collect::<Option<_>>()?;
    let header = Header::new(tokens.iter().map(|token| token.as_str()));
    let body = match rest {
        [only] => only.clone(),
        rest => Value::tuple(rest.iter().cloned()),
    };
    Some(Value::Msg(Arc::new(Msg { header, body, authentic: false })))
}
