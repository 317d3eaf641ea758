//! The syntax tree: what was written, where, and nothing about what it means.
//!
//! Every construct of the language has its node here, with a span. Infix runs leave the grammar
//! as [`ExprKind::Run`] and are grouped by [`fixity`](crate::fixity), because users declare
//! operators of their own; no `Run` is left in a tree that [`parse`](crate::parse) returns.

use evc_base::Span;
use smol_str::SmolStr;

/// A name as written, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The characters.
    pub text: SmolStr,
    /// The place.
    pub span: Span,
}

/// A whole source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The name after `specification`, which prefixes internal headers.
    pub name: Option<Name>,
    /// The declarations before `main`, in order.
    pub items: Vec<Item>,
    /// The class after `main`.
    pub main: Option<Expr>,
    /// The properties after `main`.
    pub properties: Vec<Item>,
}

/// One declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The text of the documentation comment before it, without its delimiters.
    pub doc: Option<String>,
    /// What it declares.
    pub kind: ItemKind,
    /// From its first to its last token, without `;;`.
    pub span: Span,
}

/// Whether a message enters, stays inside or leaves the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Sent by the environment to the system.
    Input,
    /// Sent by the system to itself.
    Internal,
    /// Sent by the system to the environment.
    Output,
}

/// The kinds of declaration (language reference, section 2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `parameter x : T | P`
    Parameter {
        /// The value parameter.
        name: Name,
        /// Its type; the type `Type` makes it a type parameter.
        ty: Type,
        /// The logical constraint after `|`.
        constraint: Option<Expr>,
    },
    /// `parameter 'a T : Type` or, with a decider, `parameter T, d : Type * T Deq`
    TypeParameter {
        /// The type variables the constructor takes.
        vars: Vec<Name>,
        /// The type.
        name: Name,
        /// The name of its equality decider.
        decider: Option<Name>,
        /// The written type of the pair, or `Type`.
        ty: Type,
    },
    /// `[set] S : T`
    SetParameter {
        /// The prefix of the operations.
        name: Name,
        /// The element type.
        element: Type,
    },
    /// `[map] M : K, V`
    MapParameter {
        /// The prefix of the operations.
        name: Name,
        /// The key type.
        key: Type,
        /// The value type.
        value: Type,
    },
    /// `constant f : T`, in any of its forms; describes a library.
    Constant {
        /// The constant.
        name: Name,
        /// Declared argument names, as in `f(x : T; y : U)`.
        args: Vec<ConstantArg>,
        /// Its type.
        ty: Type,
        /// `with ('a, 'b) in {…}`
        overloads: Option<Overloads>,
    },
    /// `constant 'a T : Type` or `constant T, d : Type * T Deq`
    TypeConstant {
        /// The type variables the constructor takes.
        vars: Vec<Name>,
        /// The type.
        name: Name,
        /// The name of its equality decider.
        decider: Option<Name>,
        /// The written type.
        ty: Type,
    },
    /// `type ('a, 'b) T = U`
    TypeAlias {
        /// The type variables.
        vars: Vec<Name>,
        /// The alias.
        name: Name,
        /// What it stands for.
        ty: Type,
    },
    /// `data D = C1 of T1 | C2 of T2`
    Data {
        /// The type.
        name: Name,
        /// Its constructors, each with its argument type.
        constructors: Vec<(Name, Type)>,
    },
    /// `variable x y : T`
    Variable {
        /// The names that take the type wherever they are bound.
        names: Vec<Name>,
        /// The type.
        ty: Type,
    },
    /// `input m, hdr : T`, `internal …`, `output …`
    Message {
        /// Which way it travels.
        direction: Direction,
        /// The message.
        name: Name,
        /// The header expression after the comma.
        header: Option<Expr>,
        /// The type of the body.
        ty: Type,
    },
    /// `import a b c`
    Import(Vec<Name>),
    /// `import type a b c`
    ImportType(Vec<Name>),
    /// `export a b c`
    Export(Vec<Name>),
    /// `assume p q`
    Assume(Vec<Name>),
    /// `guarantee p q`
    Guarantee(Vec<Name>),
    /// `options o1 o2`
    Options(Vec<Name>),
    /// `include F where …`
    Include {
        /// The file's name without its ending.
        file: Name,
        /// The arguments after `where`.
        args: Vec<IncludeArg>,
    },
    /// `typeof (x)`
    TypeOf(Name),
    /// `infix 4 op` or `infixr 5 op`
    Fixity(Fixity),
    /// `let f x = e`
    Let(Binding),
    /// `letrec f x = e`
    LetRec(Binding),
    /// `class X = e`, or `class* X = e` when `single` holds
    Class {
        /// Whether it was written `class*`: meant to be single-valued.
        single: bool,
        /// The definition.
        binding: Binding,
    },
    /// `classrec F p = X || Y >>= F`
    ClassRec(Binding),
    /// `abstype T = U with b1 and b2`
    AbsType {
        /// The type.
        name: Name,
        /// Its representation.
        ty: Type,
        /// The bindings that see `abs_T` and `rep_T`.
        bindings: Vec<Binding>,
    },
    /// `invariant`, `ordering`, `consistency`, `progress`, `memory`
    Property(Property),
    /// A declaration that could not be read; its error is already reported.
    Error,
}

/// One declared argument of a `constant`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstantArg {
    /// The argument's name; a type variable for `'a : Type`.
    pub name: Name,
    /// Its own arguments, as in `f[x : T]`.
    pub args: Vec<ConstantArg>,
    /// Its type.
    pub ty: Type,
}

/// The alternatives of an overloaded constant (language reference, section 3.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overloads {
    /// The type variables chosen together.
    pub vars: Vec<Name>,
    /// Each choice: the library's own name for it, and one type a variable.
    pub choices: Vec<(Option<Name>, Vec<Type>)>,
}

/// One argument of an `include`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncludeArg {
    /// `x = e`
    Value(Name, Expr),
    /// `type T = ty`
    Type(Name, Type),
    /// ``interface h = ``a b`` ``
    Interface(Name, Expr),
}

/// A declared operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixity {
    /// `infixr` rather than `infix`.
    pub right: bool,
    /// The written precedence; 0 when absent.
    pub precedence: i64,
    /// The operator.
    pub operator: Name,
}

/// A definition: of a function, of a value or of an operator (section 2.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Set when the binding also declares its name an operator.
    pub fixity: Option<Fixity>,
    /// The bound name, or the pattern that takes the value apart.
    pub target: Pattern,
    /// The curried arguments; none for a value.
    pub args: Vec<Pattern>,
    /// The annotated type of the body.
    pub ty: Option<Type>,
    /// The body.
    pub body: Expr,
    /// From the target to the end of the body.
    pub span: Span,
}

/// A property declaration (sections 2.2 and 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Which statement it makes.
    pub kind: PropertyKind,
    /// Its name.
    pub name: Name,
    /// The pattern for the value at the first event.
    pub first: Pattern,
    /// The pattern for the value at the second event, except in an invariant.
    pub second: Option<Pattern>,
    /// The class observed.
    pub class: Name,
    /// The patterns its arguments are given.
    pub args: Vec<Pattern>,
    /// `with q in X`, for progress and memory.
    pub with: Option<PropertyWith>,
    /// The statement.
    pub body: Expr,
}

/// The kinds of property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PropertyKind {
    /// Every observed value satisfies the body.
    Invariant,
    /// Any two values in local order satisfy the body.
    Ordering,
    /// Said of any two values; the same statement as an ordering.
    Consistency,
    /// A strict change when an event of another class lies in between.
    Progress,
    /// An input seen at one event is remembered at every later one.
    Memory,
}

/// The class that a progress or memory property is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyWith {
    /// The pattern for the input; absent in plain progress.
    pub pattern: Option<Pattern>,
    /// The class of the input.
    pub class: Name,
    /// `and condition (s). Q` of progress: a pattern for the state, and the condition.
    pub condition: Option<(Pattern, Expr)>,
}

/// A pattern with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Its form.
    pub kind: PatternKind,
    /// Its place.
    pub span: Span,
}

/// The forms of pattern (section 2.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternKind {
    /// `_`
    Wild,
    /// `x`
    Var(Name),
    /// A literal, in `case` only.
    Lit(Literal),
    /// `()`
    Unit,
    /// `(p, q, r)`
    Tuple(Vec<Pattern>),
    /// `[p; q]`, in `case` only.
    List(Vec<Pattern>),
    /// `p . q`, in `case` only.
    Cons(Box<Pattern>, Box<Pattern>),
    /// `inl p`, or a data constructor, in `case` only.
    Constructor(Name, Box<Pattern>),
    /// `p : T`
    Ascribe(Box<Pattern>, Type),
}

/// A type with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// Its form.
    pub kind: TypeKind,
    /// Its place.
    pub span: Span,
}

/// The forms of type (section 2.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// `'a`, with its quote or quotes.
    Var(Name),
    /// `(A, B) T`, `A T` or `T`
    Constructor(Name, Vec<Type>),
    /// `A * B * C`, two components or more
    Product(Vec<Type>),
    /// `A + B`
    Sum(Box<Type>, Box<Type>),
    /// `A -> B`
    Arrow(Box<Type>, Box<Type>),
    /// `x : A -> B`; typing ignores the name
    DependentArrow(Name, Box<Type>, Box<Type>),
    /// `{x : T | P}`
    Subset(Name, Box<Type>, Box<Expr>),
}

/// A literal constant (section 1.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A decimal or hexadecimal integer, in the range of 64 bits.
    Int(i64),
    /// A real, as written.
    Real(SmolStr),
    /// A string, with its escapes resolved.
    Str(SmolStr),
    /// `` `abc` ``, with its escapes resolved.
    Token(SmolStr),
    /// ``` ``a b c`` ```
    TokenList(Vec<SmolStr>),
}

/// An expression with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// Its form.
    pub kind: ExprKind,
    /// Its place.
    pub span: Span,
}

/// The binary connectives of layer 2 (section 2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Connective {
    /// `&`
    And,
    /// `or`
    Or,
    /// `/\`
    Conj,
    /// `\/`
    Disj,
    /// `=>`
    Implies,
    /// `<=>`
    Iff,
}

/// `forall` or `exists`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// `forall`
    Forall,
    /// `exists`
    Exists,
}

/// Which composition operator was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Composition {
    /// `f o (…)`: once for every combination of values.
    Simple,
    /// `F O (…)` or `F oo (…)`: once, with the bags.
    General,
}

/// The last component `Prior(self)` of a composition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorSelf {
    /// The default after `?`.
    pub default: Option<Box<Expr>>,
    /// The place of `Prior(self)`.
    pub span: Span,
}

/// How a local definition was introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetKind {
    /// `let b in e`
    Let,
    /// `letrec b in e`
    LetRec,
    /// `class b in e`
    Class,
    /// `e where b`
    Where,
}

/// `State` or `Memory`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateKind {
    /// The value after the event.
    State,
    /// The value before the event.
    Memory,
}

/// The class forms that take one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClassForm {
    /// `Prior(X)`
    Prior,
    /// `Once(X)`
    Once,
    /// `Output(f)`
    Output,
    /// `OnLoc(F)`
    OnLoc,
    /// `Skip(X)`
    Skip,
}

/// The forms of expression (section 2.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A name in value position.
    Name(Name),
    /// `op +`
    Op(Name),
    /// A literal.
    Lit(Literal),
    /// `::T`
    TypeArg(Type),
    /// `()`
    Unit,
    /// `(a, b, c)`
    Tuple(Vec<Expr>),
    /// `[a; b]`
    List(Vec<Expr>),
    /// `{a; b}`
    Bag(Vec<Expr>),
    /// `~ e`
    Negate(Box<Expr>),
    /// `f x`
    Apply(Box<Expr>, Box<Expr>),
    /// `a + b` and every other infix operator of layer 1.
    Infix(Box<Expr>, Name, Box<Expr>),
    /// A run of operands and operators that is not grouped yet; only inside the parser.
    Run(Vec<Expr>),
    /// `a & b` and the other connectives of layer 2.
    Connective(Connective, Box<Expr>, Box<Expr>),
    /// `forall x y : T. e`
    Quantified {
        /// Which quantifier.
        quantifier: Quantifier,
        /// The bound names.
        names: Vec<Name>,
        /// Their type.
        ty: Type,
        /// The statement.
        body: Box<Expr>,
    },
    /// `c observes v @ e`
    Observes(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `e : T`
    Ascribe(Box<Expr>, Type),
    /// `\p. e`
    Lambda(Pattern, Box<Expr>),
    /// `if a then b else c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A local definition.
    Let(LetKind, Box<Binding>, Box<Expr>),
    /// `case e of p => a of q => b`
    Case(Box<Expr>, Vec<(Pattern, Expr)>),
    /// `xs /~`
    ToBag(Box<Expr>),
    /// `n #`
    ToInt(Box<Expr>),
    /// `f o (X, Y)` and its relatives.
    Compose {
        /// The combining function.
        function: Box<Expr>,
        /// `o`, or `O` and `oo`.
        composition: Composition,
        /// The component classes.
        inputs: Vec<Expr>,
        /// `Prior(self)` as the last component.
        prior: Option<PriorSelf>,
    },
    /// `State (i, t1, X1, …)` or `Memory (i, t1, X1, …)`
    State {
        /// `State` or `Memory`.
        kind: StateKind,
        /// The initial value, a function of the location.
        init: Box<Expr>,
        /// Each transition with the class that drives it.
        transitions: Vec<(Expr, Expr)>,
    },
    /// `Once(X)` and the other forms with one argument.
    Form(ClassForm, Box<Expr>),
    /// `Null`
    Null,
    /// `Local(X, l, h)`
    Local(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `X >> p >> Y`
    Delegate(Box<Expr>, Pattern, Box<Expr>),
    /// `any(e)`
    Any(Box<Expr>),
    /// ``MSG(``h``, e)``
    Msg(Box<Expr>, Box<Expr>),
    /// `wait(t, e)`
    Wait(Box<Expr>, Box<Expr>),
    /// An expression that could not be read; its error is already reported.
    Error,
}
