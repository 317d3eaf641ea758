//! What is to be explored, as data: processes, the messages there are at the beginning, and what
//! the environment may do.

use std::fmt;

use evc_runtime::{Loc, Process};

/// A network between the nodes: messages arrive in any order, or not at all, or more than once.
///
/// Losses are only worth their states for properties that look at what is in flight, such as what
/// holds once nothing is: a message that is never delivered has the same effect on processes as a
/// lost one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// How many messages are lost at most.
    pub drop: u32,
    /// How many messages are delivered once more at most; one message can be several of them.
    pub duplicate: u32,
}

impl Network {
    /// A network that loses and duplicates nothing. The order is still any.
    pub const RELIABLE: Self = Self { drop: 0, duplicate: 0 };
}

/// What becomes of messages to locations that are no nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outputs {
    /// They are forgotten.
    Forgotten,
    /// Their set is part of the state, whoever sent them and how often. Needed for properties of
    /// what was said rather than of what processes know, at the price of more states.
    Kept,
}

/// A system to be explored.
#[derive(Clone)]
pub struct Model<P: Process> {
    /// The nodes. One without a process, because the specification puts none there, is as one
    /// whose process has halted.
    pub nodes: Vec<(Loc, Option<P>)>,
    /// The messages in flight at the beginning, and the nodes they go to. They pass the network.
    pub initial: Vec<(Loc, P::Msg)>,
    /// The message that every node handles before all others, if there is one.
    pub boot: Option<P::Msg>,
    /// What happens to messages on their way.
    pub network: Network,
    /// What becomes of messages to locations that are no nodes.
    pub outputs: Outputs,
}

/// Why a model makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// Two nodes have the same location.
    DuplicateNode(Loc),
    /// A message at the beginning goes to a location that is no node.
    NoSuchNode(Loc),
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateNode(loc) => write!(f, "`{loc}` is a node twice"),
            Self::NoSuchNode(loc) => {
                write!(f, "an initial message goes to `{loc}`, which is no node")
            }
        }
    }
}

impl std::error::Error for ModelError {}
