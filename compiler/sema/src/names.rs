//! Scopes: what a name means at a place.

use std::collections::BTreeMap;

pub use evc_base::similar;
use smol_str::SmolStr;

use crate::hir::{Builtin, Component, DefId, LocalId, MessageId, ParamId};

/// What a value name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A local variable.
    Local(LocalId),
    /// A top-level definition.
    Global(DefId),
    /// A value parameter.
    Param(ParamId),
    /// A built-in function.
    Builtin(Builtin),
    /// `true` or `false`.
    Bool(bool),
    /// The class operator `||`.
    Parallel,
    /// The class operator `@`.
    At,
    /// A component of a message.
    Component(MessageId, Component),
    /// A sending component of an input message, which does not exist.
    NeverSent(MessageId),
    /// A part of the language or its library that is not compiled yet.
    NotYet,
    /// What it stands for is not known, and that is already reported.
    Unread,
}

/// A stack of scopes with constant-time look-up however many names there are.
#[derive(Debug, Default)]
pub struct Scope {
    entries: BTreeMap<SmolStr, Vec<Entry>>,
    order: Vec<SmolStr>,
}

/// A place in the stack to return to.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

impl Scope {
    /// Binds a name until the scope is left.
    pub fn bind(&mut self, name: impl Into<SmolStr>, entry: Entry) {
        let name = name.into();
        self.entries.entry(name.clone()).or_default().push(entry);
        self.order.push(name);
    }

    /// What a name stands for now.
    pub fn get(&self, name: &str) -> Option<Entry> {
        self.entries.get(name)?.last().copied()
    }

    /// Remembers the current scope.
    pub fn mark(&self) -> Mark {
        Mark(self.order.len())
    }

    /// Forgets everything bound since `mark`.
    pub fn leave(&mut self, mark: Mark) {
        for name in self.order.drain(mark.0..) {
            if let Some(stack) = self.entries.get_mut(&name) {
                stack.pop();
                if stack.is_empty() {
                    self.entries.remove(&name);
                }
            }
        }
    }

    /// The name in scope that most resembles `name`, if one is close enough to be meant.
    pub fn similar(&self, name: &str) -> Option<&SmolStr> {
        similar(name, self.entries.keys())
    }
}
