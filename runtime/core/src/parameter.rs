//! Parameters: values that a configuration gives to a generated specification.

use crate::datum::Datum;
use crate::fault::{Fault, FaultKind, Site};
use crate::function::Function;
use crate::value::Value;

/// A Rust type that a parameter may have: data, or functions between data.
pub trait Parameter: Sized {
    /// The parameter of which `value` is the value, if it is of this type.
    fn from_value(value: &Value) -> Option<Self>;
}

impl<T: Datum> Parameter for T {
    fn from_value(value: &Value) -> Option<Self> {
        Datum::from_value(value)
    }
}

/// Of a function only its results can be checked, when it is applied: one that is not of type `B`
/// is a fault of kind [`FaultKind::IllTyped`], whose place the caller knows better (see
/// [`Fault::at`]).
impl<A: Datum, B: Parameter + 'static> Parameter for Function<A, B> {
    fn from_value(value: &Value) -> Option<Self> {
        let Value::Function(function) = value else { return None };
        let function = function.clone();
        Some(Self::new(move |argument: A| {
            let result = function.call(argument.to_value())?;
            B::from_value(&result).ok_or(Fault { kind: FaultKind::IllTyped, site: Site::UNKNOWN })
        }))
    }
}
