//! The typed, resolved tree.
//!
//! Names have become ids, operators have become applications of what they name, functions of
//! several arguments have become nested lambdas, and every expression has its type in
//! [`Hir::types`]. What a user wrote as sugar is gone; what the language means by an event class
//! is still there, because the reference evaluator reads its equations straight from this tree.

use evc_base::Span;
pub use evc_syntax::ast::{Direction, StateKind};
use smol_str::SmolStr;

use crate::ty::{Scheme, TyId, Types};

/// A whole specification.
#[derive(Clone, Debug, Default)]
pub struct Hir {
    /// The name after `specification`.
    pub name: Option<SmolStr>,
    /// All types.
    pub types: Types,
    /// The value parameters.
    pub params: Vec<Param>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The top-level definitions, in order: first those of the library.
    pub defs: Vec<Def>,
    /// How many of them are the library's.
    pub library: usize,
    /// Every local variable of every definition.
    pub locals: Vec<Local>,
    /// The main class.
    pub main: Option<Expr>,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident => $field:ident: $item:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl std::ops::Index<$name> for Hir {
            type Output = $item;

            fn index(&self, id: $name) -> &$item {
                self.$field.get(id.0 as usize).expect("an id comes from its own tree")
            }
        }
    )*};
}

ids! {
    /// Names a value parameter.
    ParamId => params: Param;
    /// Names a message.
    MessageId => messages: Message;
    /// Names a top-level definition.
    DefId => defs: Def;
    /// Names a local variable.
    LocalId => locals: Local;
}

/// A value parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: SmolStr,
    /// Its type, which has no variables.
    pub ty: TyId,
    /// Its documentation comment.
    pub doc: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// A message declaration.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name.
    pub name: SmolStr,
    /// Which way it travels.
    pub direction: Direction,
    /// The tokens of its header.
    pub header: Vec<SmolStr>,
    /// The type of its body.
    pub ty: TyId,
    /// Its documentation comment.
    pub doc: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// A top-level definition.
#[derive(Clone, Debug)]
pub struct Def {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub scheme: Scheme,
    /// Its value; a function is a lambda.
    pub body: Expr,
    /// Its documentation comment.
    pub doc: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// A local variable.
#[derive(Clone, Debug)]
pub struct Local {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub scheme: Scheme,
    /// Where it is bound.
    pub span: Span,
}

/// A pattern with its type and place.
#[derive(Clone, Debug)]
pub struct Pat {
    /// Its form.
    pub kind: PatKind,
    /// The type of what it takes apart.
    pub ty: TyId,
    /// Its place.
    pub span: Span,
}

/// The forms of pattern.
#[derive(Clone, Debug)]
pub enum PatKind {
    /// Matches anything.
    Wild,
    /// Names what it matches.
    Var(LocalId),
    /// Matches `()`.
    Unit,
    /// Takes a product apart; the last pattern takes all that is left.
    Tuple(Vec<Pat>),
}

/// An expression with its type and place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its form.
    pub kind: ExprKind,
    /// Its type.
    pub ty: TyId,
    /// Its place.
    pub span: Span,
}

/// The components of a message declaration that are values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Component {
    /// `m'base`: the class of its bodies.
    Base,
    /// `m'send`: location, body to instruction.
    Send,
    /// `m''send`: delay in milliseconds, location, body to instruction.
    SendAfter,
}

/// The built-in functions. All are curried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Builtin {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`, truncating toward zero
    Divide,
    /// `~`
    Negate,
    /// `<`
    Less,
    /// `>`
    Greater,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `=`
    Equal,
    /// `<>`
    Unequal,
    /// `!`
    Not,
    /// `fst`
    First,
    /// `snd`
    Second,
}

/// The forms of expression.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A local variable, with what its generic types stand for here.
    Local(LocalId, Vec<TyId>),
    /// A top-level definition, with what its generic types stand for here.
    Global(DefId, Vec<TyId>),
    /// A value parameter.
    Param(ParamId),
    /// A built-in function.
    Builtin(Builtin),
    /// A component of a message.
    Component(MessageId, Component),
    /// An integer.
    Int(i64),
    /// A boolean.
    Bool(bool),
    /// `()`
    Unit,
    /// A string.
    Str(SmolStr),
    /// A token.
    Tok(SmolStr),
    /// A tuple of two components or more.
    Tuple(Vec<Expr>),
    /// A list.
    List(Vec<Expr>),
    /// A bag.
    Bag(Vec<Expr>),
    /// An application.
    Apply(Box<Expr>, Box<Expr>),
    /// A function.
    Lambda(Box<Pat>, Box<Expr>),
    /// A local definition.
    Let(Box<Pat>, Box<Expr>, Box<Expr>),
    /// A conditional; only the chosen branch is evaluated.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `a & b`; `b` is evaluated only if `a` holds.
    And(Box<Expr>, Box<Expr>),
    /// `a or b`; `b` is evaluated only if `a` does not hold.
    Or(Box<Expr>, Box<Expr>),
    /// `f o (X1, …, Xn)`
    Compose(Box<Expr>, Vec<Expr>),
    /// `State (i, t1, X1, …)` or `Memory (i, t1, X1, …)`
    State(StateKind, Box<Expr>, Vec<(Expr, Expr)>),
    /// `X || Y`
    Parallel(Box<Expr>, Box<Expr>),
    /// `X @ ls`
    At(Box<Expr>, Box<Expr>),
    /// An expression with an error that is already reported.
    Error,
}
