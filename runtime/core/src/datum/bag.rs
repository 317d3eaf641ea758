//! Bags: finite multisets that remember the order in which their elements were produced.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// A bag.
///
/// Elements keep the order in which they were produced, so that runs are reproducible, but
/// equality, order and hash are those of the multiset: `{1; 2} = {2; 1}`.
#[derive(Clone, Debug)]
pub struct Bag<T>(Vec<T>);

impl<T> Bag<T> {
    /// The empty bag.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds an element after the others.
    pub fn push(&mut self, element: T) {
        self.0.push(element);
    }

    /// Its elements in order, as a list.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T: Ord> Bag<T> {
    fn sorted(&self) -> Vec<&T> {
        let mut elements: Vec<&T> = self.0.iter().collect();
        elements.sort();
        elements
    }
}

impl<T> Default for Bag<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for Bag<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for Bag<T> {
    fn from(elements: Vec<T>) -> Self {
        Self(elements)
    }
}

impl<T, const N: usize> From<[T; N]> for Bag<T> {
    fn from(elements: [T; N]) -> Self {
        Self(elements.into())
    }
}

impl<T> FromIterator<T> for Bag<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self(elements.into_iter().collect())
    }
}

impl<T> Extend<T> for Bag<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        self.0.extend(elements);
    }
}

impl<T> IntoIterator for Bag<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Bag<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: Ord> PartialEq for Bag<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (self.0 == other.0 || self.sorted() == other.sorted())
    }
}

impl<T: Ord> Eq for Bag<T> {}

impl<T: Ord> Ord for Bag<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.0 == other.0 { Ordering::Equal } else { self.sorted().cmp(&other.sorted()) }
    }
}

impl<T: Ord> PartialOrd for Bag<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord + Hash> Hash for Bag<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sorted().hash(state);
    }
}
