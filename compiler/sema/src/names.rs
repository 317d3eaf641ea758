//! Scopes: what a name means at a place.

use std::collections::BTreeMap;

pub use evc_base::similar;
use smol_str::SmolStr;

use crate::hir::{
    AbstractFunction, Builtin, Component, ConstantId, DataFunction, DefId, LocalId, MessageId,
    ParamId, TypeDefId,
};

/// What a value name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "being filled in")]
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
    /// `nil`
    Nil,
    /// An operator on classes.
    ClassOperator(ClassOperator),
    /// A component of a message.
    Component(MessageId, Component),
    /// A constant.
    Constant(ConstantId),
    /// An overloaded constant, by its place among those.
    Overloaded(u32),
    /// A function of a data type's constructor, by its place among them.
    Data(TypeDefId, u32, DataFunction),
    /// A function of an abstract type.
    Abstract(TypeDefId, AbstractFunction),
    /// A value that the walk keeps a whole expression for, by its place among those.
    Kept(u32),
    /// A sending component of an input message, which does not exist.
    NeverSent(MessageId),
    /// What it stands for is not known, and that is already reported.
    Unread,
}

/// The operators on classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassOperator {
    /// `||`
    Parallel,
    /// `@`
    At,
    /// `>>=`
    Delegate,
    /// `until`
    Until,
    /// `?`
    Default,
    /// `??`
    Otherwise,
}

/// A stack of scopes with constant-time look-up however many names there are.
#[derive(Debug, Default)]
pub struct Scope {
    entries: BTreeMap<SmolStr, Vec<Entry>>,
    order: Vec<SmolStr>,
}

/// How many names are compared with unknown ones in one analysis. A text with thousands of both
/// is not one with misspelt names, and comparing all with all would take forever.
const COMPARED_MAX: usize = 500_000;

/// Looks for the names that misspelt ones were meant to be.
#[derive(Debug)]
pub struct Spelling {
    /// How many names may still be compared.
    left: usize,
}

impl Default for Spelling {
    fn default() -> Self {
        Self::new(COMPARED_MAX)
    }
}

impl Spelling {
    /// Compares with so many names in all.
    pub fn new(left: usize) -> Self {
        Self { left }
    }

    /// The candidate that most resembles `name`, if one is close enough to be meant.
    pub fn similar<'a>(
        &mut self,
        name: &str,
        candidates: impl Iterator<Item = &'a SmolStr>,
    ) -> Option<SmolStr> {
        let candidates = candidates.take(self.left).inspect(|_| self.left -= 1);
        similar(name, candidates).cloned()
    }
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

    /// The names in scope.
    pub fn names(&self) -> impl Iterator<Item = &SmolStr> {
        self.entries.keys()
    }
}
