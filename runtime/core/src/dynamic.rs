//! Messages of a specification that is not compiled: what interpreting engines exchange.

use crate::value::Value;

/// A message whose kind and body are only known at run time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    /// Which declared message it is, in order of declaration; `None` for the boot message.
    pub index: Option<u32>,
    /// Its body.
    pub body: Value,
    /// Whether a process has signed it.
    pub authentic: bool,
}
