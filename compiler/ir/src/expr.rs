//! Expressions: pure, first order, and total up to faults.

use evc_base::Span;
use smol_str::SmolStr;

use crate::system::{LocalId, ParamId, VarId};
use crate::ty::Ty;

/// An expression with its type and the place in the specification that a fault in it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expr {
    /// Its form.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Ty,
    /// Where it comes from.
    pub span: Span,
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unary {
    /// Boolean negation.
    Not,
    /// Integer negation; faults on overflow.
    Negate,
    /// Whether a value of a disjoint union is a left one.
    IsLeft,
    /// A list as a bag.
    ToBag,
}

/// Operators with two operands, both always evaluated, left first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Binary {
    /// Sum; faults on overflow.
    Add,
    /// Difference; faults on overflow.
    Subtract,
    /// Product; faults on overflow.
    Multiply,
    /// Quotient, truncated toward zero; faults on zero divisors and overflow.
    Divide,
    /// Less than, on integers.
    Less,
    /// Greater than, on integers.
    Greater,
    /// At most, on integers.
    AtMost,
    /// At least, on integers.
    AtLeast,
    /// Equality on values without functions; bags compare as multisets.
    Equal,
    /// Its negation.
    Unequal,
    /// Whether the left operand, a bag, has the right one as an element.
    Contains,
    /// The left operand before the elements of the right one, a list.
    Cons,
    /// The elements of one list before those of another.
    Append,
}

/// The forms of expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// `()`
    Unit,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Str(SmolStr),
    /// A token.
    Tok(SmolStr),
    /// The location of the machine.
    SelfLoc,
    /// A local variable of the action.
    Local(LocalId),
    /// A parameter of the system.
    Param(ParamId),
    /// A state variable as it was before the event.
    When(VarId),
    /// A state variable as it is after the event; no update of it may follow.
    After(VarId),
    /// A tuple of two components or more.
    Tuple(Vec<Expr>),
    /// A list.
    List(Vec<Expr>),
    /// A bag.
    Bag(Vec<Expr>),
    /// The left injection into a disjoint union.
    Inl(Box<Expr>),
    /// The right injection into a disjoint union.
    Inr(Box<Expr>),
    /// A local definition.
    Let(Pat, Box<Expr>, Box<Expr>),
    /// A conditional; only the chosen branch is evaluated.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A choice by the shape of a value; only the arm of its shape is evaluated. There is one for
    /// each shape of the value's type, in the order of [`Shape`].
    Case(Box<Expr>, Vec<(Shape, Expr)>),
    /// Conjunction; the right operand is evaluated only if the left holds.
    And(Box<Expr>, Box<Expr>),
    /// Disjunction; the right operand is evaluated only if the left does not hold.
    Or(Box<Expr>, Box<Expr>),
    /// An operator with one operand.
    Unary(Unary, Box<Expr>),
    /// An operator with two operands.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// The application of a function-valued parameter; faults where the function does.
    Call(Box<Expr>, Box<Expr>),
}

/// A pattern that always matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pat {
    /// Ignores the value.
    Wild,
    /// Names the value.
    Local(LocalId),
    /// Takes a tuple apart; as many patterns as the tuple has components.
    Tuple(Vec<Pat>),
}

/// A pattern for one of the forms that a disjoint union or a list has, one level deep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A left value.
    Inl(Pat),
    /// A right value.
    Inr(Pat),
    /// The empty list.
    Nil,
    /// A list with its first element and the list of all others.
    Cons(Pat, Pat),
}

impl Shape {
    /// The patterns in it, in order.
    pub fn pats(&self) -> Vec<&Pat> {
        match self {
            Self::Inl(pat) | Self::Inr(pat) => vec![pat],
            Self::Nil => Vec::new(),
            Self::Cons(head, tail) => vec![head, tail],
        }
    }

    /// The patterns in it, to be changed.
    pub fn pats_mut(&mut self) -> Vec<&mut Pat> {
        match self {
            Self::Inl(pat) | Self::Inr(pat) => vec![pat],
            Self::Nil => Vec::new(),
            Self::Cons(head, tail) => vec![head, tail],
        }
    }
}

impl Expr {
    /// An expression of that form, type and place.
    pub fn new(kind: ExprKind, ty: Ty, span: Span) -> Self {
        Self { kind, ty, span }
    }

    /// Whether evaluating it costs nothing and can neither fault nor be worth naming.
    pub fn is_atomic(&self) -> bool {
        matches!(
            self.kind,
            ExprKind::Unit
                | ExprKind::Bool(_)
                | ExprKind::Int(_)
                | ExprKind::SelfLoc
                | ExprKind::Local(_)
                | ExprKind::Param(_)
                | ExprKind::When(_)
                | ExprKind::After(_)
        )
    }

    /// Whether it is the same as another but for their places. Expressions that define locals
    /// are never the same, because each defines its own.
    pub fn is_same(&self, other: &Self) -> bool {
        let all = |xs: &[Self], ys: &[Self]| {
            xs.len() == ys.len() && xs.iter().zip(ys).all(|(x, y)| x.is_same(y))
        };
        self.ty == other.ty
            && match (&self.kind, &other.kind) {
                (ExprKind::Tuple(xs), ExprKind::Tuple(ys))
                | (ExprKind::List(xs), ExprKind::List(ys))
                | (ExprKind::Bag(xs), ExprKind::Bag(ys)) => all(xs, ys),
                (ExprKind::And(a, b), ExprKind::And(c, d))
                | (ExprKind::Or(a, b), ExprKind::Or(c, d))
                | (ExprKind::Call(a, b), ExprKind::Call(c, d)) => a.is_same(c) && b.is_same(d),
                (ExprKind::Binary(op, a, b), ExprKind::Binary(same, c, d)) => {
                    op == same && a.is_same(c) && b.is_same(d)
                }
                (ExprKind::Unary(op, a), ExprKind::Unary(same, b)) => op == same && a.is_same(b),
                (ExprKind::If(a, b, c), ExprKind::If(d, e, f)) => {
                    a.is_same(d) && b.is_same(e) && c.is_same(f)
                }
                (ExprKind::Inl(a), ExprKind::Inl(b)) | (ExprKind::Inr(a), ExprKind::Inr(b)) => {
                    a.is_same(b)
                }
                (ExprKind::Let(..) | ExprKind::Case(..), _)
                | (_, ExprKind::Let(..) | ExprKind::Case(..)) => false,
                (a, b) => a == b,
            }
    }

    /// Whether evaluating it may fault.
    pub fn may_fault(&self) -> bool {
        match &self.kind {
            ExprKind::Unit
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Str(_)
            | ExprKind::Tok(_)
            | ExprKind::SelfLoc
            | ExprKind::Local(_)
            | ExprKind::Param(_)
            | ExprKind::When(_)
            | ExprKind::After(_) => false,
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Bag(parts) => {
                parts.iter().any(Self::may_fault)
            }
            ExprKind::Let(_, a, b) | ExprKind::And(a, b) | ExprKind::Or(a, b) => {
                a.may_fault() || b.may_fault()
            }
            ExprKind::If(a, b, c) => a.may_fault() || b.may_fault() || c.may_fault(),
            ExprKind::Case(value, arms) => {
                value.may_fault() || arms.iter().any(|(_, arm)| arm.may_fault())
            }
            ExprKind::Inl(a)
            | ExprKind::Inr(a)
            | ExprKind::Unary(Unary::Not | Unary::IsLeft | Unary::ToBag, a) => a.may_fault(),
            ExprKind::Unary(Unary::Negate, _) | ExprKind::Call(..) => true,
            ExprKind::Binary(op, a, b) => op.may_fault() || a.may_fault() || b.may_fault(),
        }
    }
}

impl Binary {
    /// Whether the operator is partial.
    pub fn may_fault(self) -> bool {
        matches!(self, Self::Add | Self::Subtract | Self::Multiply | Self::Divide)
    }

    /// The operator in evml syntax; `contains` for [`Binary::Contains`], which has none.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Less => "<",
            Self::Greater => ">",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Equal => "=",
            Self::Unequal => "<>",
            Self::Contains => "contains",
            Self::Cons => ".",
            Self::Append => "++",
        }
    }
}
