//! Expressions as text, in evml syntax where evml has it.

use super::Printer;
use crate::expr::{Binary, Expr, ExprKind, Unary};

/// How tightly an expression binds, loosest first (language reference, section 2.8).
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Open,
    Or,
    And,
    Compare,
    Cons,
    Sum,
    Product,
    Apply,
    Atom,
}

impl Printer<'_> {
    /// An expression in a place where any may stand.
    pub(super) fn expr(&self, expr: &Expr) -> String {
        self.at(expr, Level::Open)
    }

    /// An expression in a place where only an atom may stand.
    pub(super) fn atom(&self, expr: &Expr) -> String {
        self.at(expr, Level::Atom)
    }

    fn at(&self, expr: &Expr, level: Level) -> String {
        let (text, own) = self.text(expr);
        if own < level { format!("({text})") } else { text }
    }

    fn list(&self, parts: &[Expr], separator: &str) -> String {
        let parts: Vec<_> = parts.iter().map(|part| self.expr(part)).collect();
        parts.join(separator)
    }

    fn text(&self, expr: &Expr) -> (String, Level) {
        let atom = |text: String| (text, Level::Atom);
        match &expr.kind {
            ExprKind::Unit => atom("()".to_owned()),
            ExprKind::Bool(value) => atom(value.to_string()),
            ExprKind::Int(value) if *value < 0 => atom(format!("~{}", value.unsigned_abs())),
            ExprKind::Int(value) => atom(value.to_string()),
            ExprKind::Str(text) => atom(format!("{:?}", text.as_str())),
            ExprKind::Tok(text) => atom(format!("`{text}`")),
            ExprKind::SelfLoc => atom("self".to_owned()),
            ExprKind::Local(id) => atom(self.local(id.index())),
            ExprKind::Param(id) => atom(self.system[*id].name.to_string()),
            ExprKind::When(id) => atom(self.machine[*id].name.to_string()),
            ExprKind::After(id) => (format!("after {}", self.machine[*id].name), Level::Apply),
            ExprKind::Tuple(parts) => atom(format!("({})", self.list(parts, ", "))),
            ExprKind::List(parts) => atom(format!("[{}]", self.list(parts, "; "))),
            ExprKind::Bag(parts) => atom(format!("{{{}}}", self.list(parts, "; "))),
            ExprKind::Let(pat, value, body) => {
                let (pat, value, body) = (self.pat(pat), self.expr(value), self.expr(body));
                (format!("let {pat} = {value} in {body}"), Level::Open)
            }
            ExprKind::If(condition, yes, no) => {
                let (condition, yes) = (self.expr(condition), self.expr(yes));
                (format!("if {condition} then {yes} else {}", self.expr(no)), Level::Open)
            }
            ExprKind::Case(value, arms) => {
                let mut text = format!("case {}", self.at(value, Level::Or));
                for (shape, arm) in arms {
                    // An arm extends as far as possible.
                    let arm = self.at(arm, Level::Or);
                    text.push_str(&format!(" of {} => {arm}", self.shape(shape)));
                }
                (text, Level::Open)
            }
            ExprKind::And(a, b) => {
                let (a, b) = (self.at(a, Level::Compare), self.at(b, Level::And));
                (format!("{a} & {b}"), Level::And)
            }
            ExprKind::Or(a, b) => {
                let (a, b) = (self.at(a, Level::And), self.at(b, Level::Or));
                (format!("{a} or {b}"), Level::Or)
            }
            ExprKind::Inl(a) => (format!("inl {}", self.atom(a)), Level::Apply),
            ExprKind::Inr(a) => (format!("inr {}", self.atom(a)), Level::Apply),
            ExprKind::Unary(Unary::Not, a) => (format!("!({})", self.expr(a)), Level::Apply),
            ExprKind::Unary(Unary::Negate, a) => (format!("~({})", self.expr(a)), Level::Apply),
            ExprKind::Unary(Unary::IsLeft, a) => (format!("isl {}", self.atom(a)), Level::Apply),
            ExprKind::Unary(Unary::ToBag, a) => atom(format!("({}/~)", self.atom(a))),
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b),
            ExprKind::Call(function, argument) => {
                let function = self.at(function, Level::Apply);
                (format!("{function} {}", self.atom(argument)), Level::Apply)
            }
        }
    }

    fn binary(&self, op: Binary, a: &Expr, b: &Expr) -> (String, Level) {
        let (own, left, right) = match op {
            Binary::Multiply | Binary::Divide => (Level::Product, Level::Product, Level::Apply),
            Binary::Add | Binary::Subtract => (Level::Sum, Level::Sum, Level::Product),
            Binary::Cons | Binary::Append => (Level::Cons, Level::Sum, Level::Cons),
            Binary::Less
            | Binary::Greater
            | Binary::AtMost
            | Binary::AtLeast
            | Binary::Equal
            | Binary::Unequal
            | Binary::Contains => (Level::Compare, Level::Cons, Level::Cons),
        };
        let (a, b) = (self.at(a, left), self.at(b, right));
        (format!("{a} {} {b}", op.symbol()), own)
    }
}
