//! Working space that a machine keeps from step to step.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use evc_runtime::Value;

/// Working space of a step, kept so that a step need not allocate it. It is no part of the state:
/// all of them are equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    pub locals: Vec<Value>,
    pub after: Vec<Option<Value>>,
}

impl PartialEq for Scratch {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Scratch {}

impl Ord for Scratch {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl PartialOrd for Scratch {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Scratch {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
