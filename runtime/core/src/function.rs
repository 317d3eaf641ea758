//! Functions as values: parameters that a configuration gives.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::fault::{Fault, Site};

type Body<A, B> = dyn Fn(A) -> Result<B, Fault> + Send + Sync;

/// A function from `A` to `B` that may fault.
///
/// Evml has no equality on functions; the order and equality here are those of identity, so that
/// a state that happens to hold one can still be stored and compared within one run.
pub struct Function<A, B>(Arc<Body<A, B>>);

impl<A, B> Function<A, B> {
    /// Wraps a Rust function.
    pub fn new(body: impl Fn(A) -> Result<B, Fault> + Send + Sync + 'static) -> Self {
        Self(Arc::new(body))
    }

    /// Applies it.
    ///
    /// # Errors
    /// The fault of the partial operation that failed inside.
    pub fn call(&self, argument: A) -> Result<B, Fault> {
        (self.0)(argument)
    }

    /// Applies it at a place of the specification, which a fault names if it has no place of its
    /// own.
    ///
    /// # Errors
    /// As [`Function::call`].
    pub fn call_at(&self, argument: A, site: Site) -> Result<B, Fault> {
        self.call(argument).map_err(|fault| fault.at(&site))
    }

    fn address(&self) -> usize {
        Arc::as_ptr(&self.0).cast::<()>() as usize
    }
}

impl<A, B> Clone for Function<A, B> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<A, B> PartialEq for Function<A, B> {
    fn eq(&self, other: &Self) -> bool {
        self.address() == other.address()
    }
}

impl<A, B> Eq for Function<A, B> {}

impl<A, B> Ord for Function<A, B> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.address().cmp(&other.address())
    }
}

impl<A, B> PartialOrd for Function<A, B> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<A, B> Hash for Function<A, B> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.address().hash(state);
    }
}

impl<A, B> fmt::Debug for Function<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<function>")
    }
}
