//! Systems, machines and actions.

use evc_base::Span;
use smol_str::SmolStr;

use crate::expr::{Expr, Pat};
use crate::ty::Ty;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident in $owner:ident.$field:ident: $item:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Its position in the table it names an entry of.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::ops::Index<$name> for $owner {
            type Output = $item;

            fn index(&self, id: $name) -> &$item {
                self.$field.get(id.index()).expect("an id comes from its own table")
            }
        }
    )*};
}

ids! {
    /// Names a parameter of a system.
    ParamId in System.params: Param;
    /// Names a message of a system.
    MessageId in System.messages: Message;
    /// Names a machine of a system.
    MachineId in System.machines: Machine;
    /// Names a state variable of a machine.
    VarId in Machine.vars: StateVar;
    /// Names a local variable of an action.
    LocalId in Action.locals: Local;
}

/// A specification as message automata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// The name of the specification, or of its file where it has none.
    pub name: SmolStr,
    /// The name of its file, without directories: what faults and generated code cite.
    pub file: SmolStr,
    /// The parameters, in order of declaration.
    pub params: Vec<Param>,
    /// The messages, in order of declaration.
    pub messages: Vec<Message>,
    /// The machines.
    pub machines: Vec<Machine>,
    /// The machine that is installed at locations.
    pub root: MachineId,
}

/// A value that a configuration gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub ty: Ty,
    /// Its documentation.
    pub doc: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// Which way a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the environment.
    Input,
    /// Between machines.
    Internal,
    /// To the environment.
    Output,
}

/// A kind of message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its name.
    pub name: SmolStr,
    /// Which way it travels.
    pub direction: Direction,
    /// The tokens of its header.
    pub header: Vec<SmolStr>,
    /// The type of its body.
    pub ty: Ty,
    /// Its documentation.
    pub doc: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// A message automaton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its name.
    pub name: SmolStr,
    /// Where it runs: a condition on its location and the parameters.
    pub placement: Expr,
    /// Its state variables.
    pub vars: Vec<StateVar>,
    /// Its actions: at most one for each trigger.
    pub actions: Vec<Action>,
}

/// A state variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateVar {
    /// Its name, unique in the machine.
    pub name: SmolStr,
    /// Its type.
    pub ty: Ty,
    /// For a tuple, a name for each component, unique in the variable; empty otherwise.
    pub fields: Vec<SmolStr>,
    /// Its initial value, a function of location and parameters.
    pub init: Expr,
    /// Its documentation.
    pub doc: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

/// What makes an action happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trigger {
    /// The receipt of a message.
    Receive(MessageId),
    /// The receipt of anything the system does not declare, such as the boot event.
    Other,
}

/// What a machine does at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// When it happens.
    pub trigger: Trigger,
    /// Takes the body of the message apart; `Wild` for [`Trigger::Other`].
    pub pattern: Pat,
    /// The local variables of the pattern and the body.
    pub locals: Vec<Local>,
    /// What it does, in order.
    pub body: Vec<Stmt>,
}

/// A local variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// Its name; several locals may have the same.
    pub name: SmolStr,
    /// Its type.
    pub ty: Ty,
}

/// A statement with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stmt {
    /// Its form.
    pub kind: StmtKind,
    /// Where it comes from.
    pub span: Span,
}

/// The forms of statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StmtKind {
    /// Names parts of a value for the statements that follow in the block.
    Let(Pat, Expr),
    /// Does one or the other.
    If(Expr, Vec<Stmt>, Vec<Stmt>),
    /// Does a block for each element of a bag, in order. The block sets no variable.
    For(Pat, Expr, Vec<Stmt>),
    /// Gives a state variable its value after the event. On no path twice.
    Set(VarId, Expr),
    /// Sends a message.
    Send {
        /// How long to wait, in milliseconds; absent for none.
        delay: Option<Expr>,
        /// Where to.
        to: Expr,
        /// Which message.
        message: MessageId,
        /// Its body.
        body: Expr,
    },
}
