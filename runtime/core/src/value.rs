//! Values whose type is only known at run time: what traces record, charts print, clients send
//! and the interpreter computes with.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::function::Function;
use crate::header::{Header, Tok};
use crate::loc::Loc;

#[cfg(test)]
mod tests;

/// A value of any evml type.
///
/// Products are flat: a value of `A * B * C` is one tuple of three, however it was put together,
/// so the last component of a tuple is never a tuple itself unless its type is opaque there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// `()`
    Unit,
    /// `true` or `false`
    Bool(bool),
    /// An integer. Arithmetic on it is checked, never wrapping.
    Int(i64),
    /// A token.
    Tok(Tok),
    /// A location.
    Loc(Loc),
    /// A string.
    Str(Arc<str>),
    /// A tuple of two components or more.
    Tuple(Arc<[Value]>),
    /// A list.
    List(Arc<[Value]>),
    /// A bag, in the order its elements were produced.
    Bag(Arc<[Value]>),
    /// The left injection.
    Inl(Arc<Value>),
    /// The right injection.
    Inr(Arc<Value>),
    /// A data constructor with its argument.
    Data(Tok, Arc<Value>),
    /// A real number as it was written: evml computes nothing with it.
    Real(Arc<str>),
    /// A finite map, in the order of its keys.
    Map(Arc<BTreeMap<Value, Value>>),
    /// A message.
    Msg(Arc<Msg>),
    /// A function.
    Function(Function<Value, Value>),
}

/// A message as a value: what is received at an event, and what an instruction sends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Msg {
    /// Its header.
    pub header: Header,
    /// Its body.
    pub body: Value,
    /// Whether a process of the specification has signed it. The environment cannot: what comes
    /// from outside is not authentic, however it is written.
    pub authentic: bool,
}

impl Value {
    /// A tuple of those components.
    pub fn tuple(components: impl IntoIterator<Item = Value>) -> Self {
        Self::Tuple(components.into_iter().collect())
    }

    /// A list of those elements.
    pub fn list(elements: impl IntoIterator<Item = Value>) -> Self {
        Self::List(elements.into_iter().collect())
    }

    /// A bag of those elements.
    pub fn bag(elements: impl IntoIterator<Item = Value>) -> Self {
        Self::Bag(elements.into_iter().collect())
    }

    /// Whether evml's `=` holds between the two: bags are equal whatever their order, unlike for
    /// `==`, which tells apart what prints differently. Nothing if that depends on functions,
    /// which evml cannot compare.
    pub fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Function(_), _) | (_, Self::Function(_)) => None,
            (Self::Tuple(these), Self::Tuple(those)) | (Self::List(these), Self::List(those)) => {
                all_equal(these, those)
            }
            (Self::Bag(these), Self::Bag(those)) => same_elements(these, those),
            (Self::Inl(this), Self::Inl(that)) | (Self::Inr(this), Self::Inr(that)) => {
                this.equals(that)
            }
            (Self::Data(name, this), Self::Data(other, that)) if name == other => this.equals(that),
            (Self::Map(these), Self::Map(those)) => all_equal(&entries(these), &entries(those)),
            (Self::Msg(this), Self::Msg(that)) => {
                let alike = this.header == that.header && this.authentic == that.authentic;
                if alike { this.body.equals(&that.body) } else { Some(false) }
            }
            _ => Some(self == other),
        }
    }
}

/// The keys of a map with their values.
fn entries(map: &BTreeMap<Value, Value>) -> Vec<Value> {
    map.iter().map(|(key, value)| Value::tuple([key.clone(), value.clone()])).collect()
}

fn all_equal(these: &[Value], those: &[Value]) -> Option<bool> {
    if these.len() != those.len() {
        return Some(false);
    }
    for (this, that) in these.iter().zip(those) {
        if !this.equals(that)? {
            return Some(false);
        }
    }
    Some(true)
}

fn same_elements(these: &[Value], those: &[Value]) -> Option<bool> {
    if these.len() != those.len() || all_equal(these, those)? {
        return Some(these.len() == those.len());
    }
    let mut left: Vec<&Value> = those.iter().collect();
    for this in these {
        let mut found = None;
        for (i, that) in left.iter().enumerate() {
            if this.equals(that)? {
                found = Some(i);
                break;
            }
        }
        match found {
            Some(i) => left.swap_remove(i),
            None => return Some(false),
        };
    }
    Some(true)
}
