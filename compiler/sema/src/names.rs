//! Scopes: what a name means at a place.

use std::collections::BTreeMap;

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

/// The candidate closest to `name`, at most a third of its letters away; the first in order wins
/// a tie. Exchanged neighbours are one difference, and a single letter only resembles itself in
/// the other case. Operators resemble nothing.
pub fn similar<'a>(
    name: &str,
    candidates: impl Iterator<Item = &'a SmolStr>,
) -> Option<&'a SmolStr> {
    let letters = name.chars().count();
    let limit = (letters / 3).max(1);
    candidates
        .filter(|candidate| candidate.starts_with(char::is_alphabetic))
        .filter(|candidate| letters > 1 || candidate.eq_ignore_ascii_case(name))
        .map(|candidate| (distance(name, candidate, limit), candidate))
        .filter(|(distance, _)| *distance <= limit && *distance > 0)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many characters must be replaced, inserted, removed or exchanged with their neighbour to
/// get from `a` to `b` (optimal string alignment); any number beyond `limit` may be wrong.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let b: Vec<char> = b.chars().collect();
    if a.chars().count().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut best = at(&row, j) + usize::from(x != *y);
            best = best.min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let exchanged = j > 0 && previous == Some(*y) && b.get(j - 1) == Some(&x);
            if exchanged {
                best = best.min(at(&above, j - 1) + 1);
            }
            next.push(best);
        }
        above = std::mem::replace(&mut row, next);
        previous = Some(x);
    }
    row.last().copied().unwrap_or(0)
}
