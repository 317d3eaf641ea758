//! What every evml process runs on: values, messages, effects, traces and a deterministic world.
//!
//! A process is a function from a message to effects; it has no clock, socket, thread or
//! randomness of its own. The same process is stepped by the [simulator](sim), by a network node
//! and by a model checker, and none of them can tell an interpreted process from a generated one.
//!
//! Reading order: [`loc`], [`header`], [`value`] are the vocabulary; [`process`], [`effects`],
//! [`fault`] are what a process is; [`schema`], [`datum`], [`wire`], [`text`] and [`json`] carry
//! its messages in and out; [`trace`] records a run, [`ordering`] says what in it
//! came before what, and [`sim`] makes one.
//!
//! The crate depends on nothing, so that generated code stands alone.

pub mod datum;
pub mod dynamic;
pub mod effects;
pub mod fault;
pub mod fixed;
pub mod function;
pub mod header;
pub mod json;
pub mod list;
pub mod loc;
pub mod num;
pub mod ordering;
pub mod parameter;
pub mod process;
pub mod rng;
pub mod schema;
pub mod sim;
pub mod text;
pub mod trace;
pub mod value;
pub mod wire;

pub use datum::{Bag, Datum, Sum};
pub use effects::{Effects, Send};
pub use fault::{Fault, FaultKind, Site};
pub use fixed::Fixed;
pub use function::Function;
pub use header::{Header, Tok};
pub use loc::Loc;
pub use parameter::Parameter;
pub use process::Process;
pub use schema::{Schema, SchemaError};
pub use trace::Record;
pub use value::Value;
