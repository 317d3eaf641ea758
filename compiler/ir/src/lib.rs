//! Message automata: the form of a specification that every engine runs.
//!
//! The IR can be understood without knowing EventML. A [`System`] is a set of [`Machine`]s; a
//! machine has state variables and actions; an action is triggered by the receipt of a message
//! and says, as a small program that ends, what is sent and what the variables become. Within an
//! action a variable read with *when* has its value before the event, one read with *after* its
//! value after it; updates take effect together when the action ends, or not at all if a partial
//! operation in it faults.
//!
//! Reading order: [`system`], [`expr`], [`ty`] are the data; [`verify`] says what every
//! well-formed system satisfies; [`text`] prints it; [`frames`] computes which actions may touch
//! what; [`simplify`] holds the passes that make it smaller.

pub mod expr;
pub mod frames;
pub mod simplify;
pub mod system;
pub mod text;
pub mod ty;
pub mod verify;
pub mod visit;

#[cfg(test)]
mod tests;

pub use expr::{Binary, Expr, ExprKind, Pat, Shape, Unary};
pub use system::{
    Action, Direction, Local, LocalId, Machine, MachineId, Message, MessageId, Param, ParamId,
    StateVar, Stmt, StmtKind, System, Trigger, VarId,
};
pub use ty::Ty;
