//! The typed, resolved tree.
//!
//! Names have become ids, operators have become applications of what they name, functions of
//! several arguments have become nested lambdas, and every expression has its type in
//! [`Hir::types`]. What a user wrote as sugar is gone; what the language means by an event class
//! is still there, because the reference evaluator reads its equations straight from this tree.

use evc_base::Span;
pub use evc_syntax::ast::{ClassForm, Connective, Direction, PropertyKind, Quantifier, StateKind};
use smol_str::SmolStr;

use crate::ty::{Scheme, TyId, Types};

/// A whole specification, with all that it includes.
///
/// What an `include` brings stands in the same lists as the specification's own declarations:
/// its value parameters have become definitions of the arguments they are given, its type
/// parameters stand for the types they are given, and its messages are the specification's where
/// the headers are the same.
#[derive(Clone, Debug, Default)]
pub struct Hir {
    /// The name after `specification`.
    pub name: Option<SmolStr>,
    /// All types.
    pub types: Types,
    /// The value parameters.
    pub params: Vec<Param>,
    /// The declared types.
    pub type_defs: Vec<TypeDef>,
    /// The constants: those of the library are its primitives, which engines know by name; others
    /// have a type and no value.
    pub constants: Vec<Constant>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The top-level definitions, in order: first those of the library.
    pub defs: Vec<Def>,
    /// How many of them are the library's.
    pub library: usize,
    /// Every local variable of every definition.
    pub locals: Vec<Local>,
    /// What is included, in the order of the declarations.
    pub includes: Vec<Include>,
    /// The properties, in order.
    pub properties: Vec<Property>,
    /// The propositions named by `guarantee`, in order.
    pub guarantees: Vec<Expr>,
    /// The predicates of the subset types `{x : T | P}` that are written anywhere, which say
    /// nothing about a run.
    pub predicates: Vec<Expr>,
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
    /// Names a declared type.
    TypeDefId => type_defs: TypeDef;
    /// Names a constant.
    ConstantId => constants: Constant;
    /// Names a message.
    MessageId => messages: Message;
    /// Names a top-level definition.
    DefId => defs: Def;
    /// Names a local variable.
    LocalId => locals: Local;
    /// Names an included specification.
    IncludeId => includes: Include;
    /// Names a property.
    PropertyId => properties: Property;
}

/// A value parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: SmolStr,
    /// Its type, which has no variables.
    pub ty: TyId,
    /// The proposition after `|`, which may name the parameter; it has no meaning when running.
    pub constraint: Option<Expr>,
    /// Its documentation comment.
    pub doc: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// A declared type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub name: SmolStr,
    /// How many types it takes.
    pub arity: usize,
    /// What it is.
    pub kind: TypeDefKind,
    /// Its documentation comment.
    pub doc: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// What a declared type is.
#[derive(Clone, Debug)]
pub enum TypeDefKind {
    /// `parameter T : Type`, or with the decider that `=` uses.
    Parameter {
        /// The parameter that decides its equality; without one it has none.
        decider: Option<ParamId>,
    },
    /// `constant T : Type`, or with a decider.
    Constant {
        /// The constant that decides its equality.
        decider: Option<ConstantId>,
        /// Whether the library declares it: then its values are equal if their parts are.
        library: bool,
    },
    /// `data D = C1 of T1 | …`; it has no equality.
    Data(Vec<Constructor>),
    /// `abstype T = U with …`: `U` as another type, which has no equality.
    Abstract(TyId),
    /// `S'set` of `[set] S : T`: the sets of the implementation, without equality.
    Set {
        /// The implementation, of type `T set-sig`.
        implementation: Box<Expr>,
    },
    /// `M'map` of `[map] M : K, V`: the maps of the implementation, without equality.
    Map {
        /// The implementation, of type `(K, V) map-sig`.
        implementation: Box<Expr>,
    },
    /// A type whose declaration is still being read.
    Unread,
}

/// A constructor of a data type.
#[derive(Clone, Debug)]
pub struct Constructor {
    /// Its name.
    pub name: SmolStr,
    /// The type of its argument.
    pub ty: TyId,
    /// Where its name is declared.
    pub span: Span,
}

/// A constant: a name with a type and, in the library, a meaning that engines know.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Its name; for an overloaded constant the name of the chosen alternative.
    pub name: SmolStr,
    /// Its type.
    pub scheme: Scheme,
    /// Whether the library declares it.
    pub library: bool,
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
    /// Which way it travels in the whole system: a message that one specification sends and
    /// another receives is internal.
    pub direction: Direction,
    /// Its header.
    pub header: Header,
    /// The type of its body.
    pub ty: TyId,
    /// What declares it first, if it is not the specification itself.
    pub include: Option<IncludeId>,
    /// Its documentation comment.
    pub doc: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// The header of a message: a list of tokens.
#[derive(Clone, Debug)]
pub enum Header {
    /// Tokens that the text fixes.
    Literal(Vec<SmolStr>),
    /// An expression of type `Tok List` over the parameters.
    Computed(Box<Expr>),
}

impl Header {
    /// The tokens, if the text fixes them.
    pub fn literal(&self) -> Option<&[SmolStr]> {
        match self {
            Self::Literal(tokens) => Some(tokens),
            Self::Computed(_) => None,
        }
    }
}

/// A top-level definition.
#[derive(Clone, Debug)]
pub struct Def {
    /// Its name.
    pub name: SmolStr,
    /// What it was declared as.
    pub kind: DefKind,
    /// Its type.
    pub scheme: Scheme,
    /// Its value; a function is a lambda. A recursive one names itself by its own id.
    pub body: Expr,
    /// What defines it, if it is not the specification itself.
    pub include: Option<IncludeId>,
    /// Its documentation comment.
    pub doc: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// What a definition was declared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefKind {
    /// `let`, or a binding of `abstype`.
    Let,
    /// `letrec`
    LetRec,
    /// `class`
    Class,
    /// `class*`: meant to have one value at most.
    Single,
    /// `classrec`
    ClassRec,
    /// The value of `let (a, b) = e`, which the definitions of `a` and `b` take apart. It has no
    /// name that a text could use.
    Whole,
    /// A parameter of an included specification, with the argument it is given.
    Argument,
    /// The main class of an included specification.
    Main,
}

/// An included specification.
#[derive(Clone, Debug)]
pub struct Include {
    /// Its specification name.
    pub name: SmolStr,
    /// What includes it, if it is not the specification itself.
    pub parent: Option<IncludeId>,
    /// Its main class, named `<name>_main`.
    pub main: Option<DefId>,
    /// The place of the `include`.
    pub span: Span,
}

/// A property declaration (language reference, section 5).
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name.
    pub name: SmolStr,
    /// Which statement it makes.
    pub kind: PropertyKind,
    /// The variables of the class's arguments, over which the statement is general.
    pub variables: Vec<LocalId>,
    /// The class observed, applied to its arguments.
    pub class: Expr,
    /// Whether the class is defined by `State (…)`, rather than by `Memory (…)` or otherwise.
    pub is_state: bool,
    /// The pattern for the value at the first event.
    pub first: Pat,
    /// The pattern for the value at the second event, except in an invariant.
    pub second: Option<Pat>,
    /// The class that a progress or memory property is about.
    pub with: Option<With>,
    /// The statement, a `Prop`.
    pub body: Expr,
    /// The assumptions declared so far.
    pub assumptions: Vec<Expr>,
    /// The parameters that are classes, which are taken to have one value at most.
    pub single_valued: Vec<ParamId>,
    /// Its patterns and statements as evml text, laid out by the formatter.
    pub text: PropertyText,
    /// What declares it, if it is not the specification itself.
    pub include: Option<IncludeId>,
    /// Its documentation comment.
    pub doc: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// The class that a progress or memory property is about.
#[derive(Clone, Debug)]
pub struct With {
    /// The pattern for its value; absent in plain progress.
    pub pattern: Option<Pat>,
    /// The class.
    pub class: Expr,
    /// `and condition (s). Q` of progress: a pattern for the state, and the condition, a `Prop`.
    pub condition: Option<(Pat, Expr)>,
}

/// The parts of a property declaration as evml text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropertyText {
    /// The pattern for the value at the first event.
    pub first: String,
    /// The pattern for the value at the second event.
    pub second: String,
    /// The class with its arguments.
    pub class: String,
    /// The pattern for the value of the class after `with`.
    pub input: String,
    /// The class after `with`.
    pub with: String,
    /// The pattern for the state in the condition.
    pub state: String,
    /// The condition.
    pub condition: String,
    /// The statement.
    pub body: String,
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
    /// Matches one integer; in `case` only, as all that follow.
    Int(i64),
    /// Matches `true` or `false`.
    Bool(bool),
    /// Matches one string.
    Str(SmolStr),
    /// Matches one token.
    Tok(SmolStr),
    /// Matches `inl p`.
    Inl(Box<Pat>),
    /// Matches `inr p`.
    Inr(Box<Pat>),
    /// Matches a data constructor, by its place among those of its type.
    Constructor(TypeDefId, u32, Box<Pat>),
    /// Matches the empty list.
    Nil,
    /// Matches a list with a first element.
    Cons(Box<Pat>, Box<Pat>),
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
    /// `m'broadcast`: locations, body to a bag of instructions.
    Broadcast,
    /// `m''broadcast`: delay in milliseconds, locations, body to a bag of instructions.
    BroadcastAfter,
    /// `m'verify`: the class of its bodies in authentic messages.
    Verify,
    /// `m'sign`: location, body to an authentic instruction.
    Sign,
    /// `m'bsign`: locations, body to a bag of authentic instructions.
    SignAll,
}

impl Component {
    /// What follows the name of the message in the component's name.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Base => "'base",
            Self::Verify => "'verify",
            Self::Send => "'send",
            Self::SendAfter => "''send",
            Self::Broadcast => "'broadcast",
            Self::BroadcastAfter => "''broadcast",
            Self::Sign => "'sign",
            Self::SignAll => "'bsign",
        }
    }
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
    /// `inl`
    Inl,
    /// `inr`
    Inr,
    /// `isl`
    IsLeft,
    /// `.`: puts an element before a list
    Cons,
    /// `++`
    Append,
    /// `(op =)`: the decider of the type it has here
    Decider,
    /// `eqof`: the function of a decider
    EqualBy,
    /// `not`, of propositions
    Negation,
    /// `location` of an event
    Location,
    /// `before`: the causal order of events
    Before,
    /// `l-before`: the order of the events of a location
    LocallyBefore,
}

/// What a data constructor gives a name to (language reference, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataFunction {
    /// `C`: builds a value.
    Build,
    /// `is_C`: whether a value was built by it.
    Test,
    /// `get_C`: its argument; a fault if another constructor built the value.
    Get,
}

/// What an abstract type gives a name to inside its declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AbstractFunction {
    /// `abs_T`
    Abstract,
    /// `rep_T`
    Represent,
}

/// The operations of a `[set]` or `[map]` parameter (language reference, section 3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// `S'member`
    Member,
    /// `S'empty` or `M'empty`
    Empty,
    /// `S'isEmpty` or `M'isEmpty`
    IsEmpty,
    /// `S'singleton`
    Singleton,
    /// `S'add` or `M'add`
    Add,
    /// `S'union`
    Union,
    /// `S'remove` or `M'remove`
    Remove,
    /// `M'eqKey`
    EqualKey,
    /// `M'find`
    Find,
    /// `M'inDom`
    InDomain,
    /// `M'update`
    Update,
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
    /// A constant, with what its generic types stand for here.
    Constant(ConstantId, Vec<TyId>),
    /// A built-in function.
    Builtin(Builtin),
    /// A component of a message.
    Component(MessageId, Component),
    /// A function of a data type's constructor, by its place among them.
    Data(TypeDefId, u32, DataFunction),
    /// A function of an abstract type; the identity when running.
    Abstract(TypeDefId, AbstractFunction),
    /// An operation of an implementation of sets or maps.
    Operation(Box<Expr>, Operation),
    /// An integer.
    Int(i64),
    /// A real, as written.
    Real(SmolStr),
    /// A boolean.
    Bool(bool),
    /// `()`
    Unit,
    /// A string.
    Str(SmolStr),
    /// A token.
    Tok(SmolStr),
    /// `::T`: a type as an argument, which has no meaning when running.
    Type(TyId),
    /// A tuple of two components or more.
    Tuple(Vec<Expr>),
    /// A list.
    List(Vec<Expr>),
    /// A bag.
    Bag(Vec<Expr>),
    /// `xs /~`: a list as a bag.
    ToBag(Box<Expr>),
    /// `n #`, or a `Nat` where an `Int` is needed: the identity when running.
    ToInt(Box<Expr>),
    /// An application.
    Apply(Box<Expr>, Box<Expr>),
    /// A function.
    Lambda(Box<Pat>, Box<Expr>),
    /// A local definition.
    Let(Box<Pat>, Box<Expr>, Box<Expr>),
    /// A local recursive function, which its value and the body may name.
    LetRec(LocalId, Box<Expr>, Box<Expr>),
    /// A conditional; only the chosen branch is evaluated.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A choice by patterns; the first that matches is chosen, and one always does.
    Case(Box<Expr>, Vec<(Pat, Expr)>),
    /// `a & b`; `b` is evaluated only if `a` holds.
    And(Box<Expr>, Box<Expr>),
    /// `a or b`; `b` is evaluated only if `a` does not hold.
    Or(Box<Expr>, Box<Expr>),
    /// `f o (X1, …, Xn)`, with `Prior(self)` if it is the last component.
    Compose(Box<Expr>, Vec<Expr>, Option<SelfReference>),
    /// `F O (X1, …, Xn)`: the function is given the bags.
    ComposeBags(Box<Expr>, Vec<Expr>),
    /// `State (i, t1, X1, …)` or `Memory (i, t1, X1, …)`
    State(StateKind, Box<Expr>, Vec<(Expr, Expr)>),
    /// `X || Y`
    Parallel(Box<Expr>, Box<Expr>),
    /// `X @ ls`
    At(Box<Expr>, Box<Expr>),
    /// `X >>= F`, which `X >> p >> Y` also is.
    Delegate(Box<Expr>, Box<Expr>),
    /// `X until Y`
    Until(Box<Expr>, Box<Expr>),
    /// `X ? b`, where `b` is a function of the location.
    Default(Box<Expr>, Box<Expr>),
    /// `X ?? Y`
    Otherwise(Box<Expr>, Box<Expr>),
    /// `Once(X)`, `Prior(X)`, `Skip(X)`, `Output(f)` or `OnLoc(F)`
    Form(ClassForm, Box<Expr>),
    /// `Null`
    Null,
    /// `Local(X, l, h)`
    Simulated(Box<Expr>, Box<Expr>, Box<Expr>),
    /// The function that `classrec F p = X || Y >>= F` defines: `p`, `X` and `Y`.
    ClassRec(Box<Pat>, Box<Expr>, Box<Expr>),
    /// `MSG(hdr, e)`: a message with a declared header.
    Msg(MessageId, Box<Expr>),
    /// `wait(t, e)`: `e`, `t` seconds later.
    Wait(Box<Expr>, Box<Expr>),
    /// `any(e)`: a hole of any type, which cannot run.
    Any(Box<Expr>),
    /// A `Bool` as a proposition: that it is true.
    Holds(Box<Expr>),
    /// A connective of propositions.
    Logic(Connective, Box<Expr>, Box<Expr>),
    /// `forall x y : T. P` or `exists …`
    Quantified(Quantifier, Vec<LocalId>, Box<Expr>),
    /// `c observes v @ e`
    Observes(Box<Expr>, Box<Expr>, Box<Expr>),
    /// An expression with an error that is already reported.
    Error,
}

/// `Prior(self)` as the last component of a composition.
#[derive(Clone, Debug)]
pub struct SelfReference {
    /// What stands in for it before the first value: a function of the location to a bag.
    pub default: Option<Box<Expr>>,
    /// Its place.
    pub span: Span,
}
