//! Names, literals, patterns and types to documents.

use std::fmt::Write as _;

use crate::ast::{Literal, Name, Pattern, PatternKind, Type, TypeKind};

use super::Printer;
use super::doc::{Doc, align, concat, group, token};

/// How tightly the place of a pattern or type binds (language reference, sections 2.4 and 2.5).
/// What is looser than its place is put in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tightness {
    /// Anything: `p : T`, `x : A -> B`.
    Whole,
    /// No dependent arrow; `p . q`.
    Plain,
    /// No arrow.
    Sum,
    /// A product; `C p`.
    Product,
    /// A constructor with its arguments.
    Applied,
    /// What needs no parentheses anywhere.
    Atom,
}

/// A name.
pub(super) fn name(name: &Name) -> Doc {
    token(&name.text)
}

/// Names one after another; the line is broken where it must be.
pub(super) fn names(list: &[Name]) -> Doc {
    let rest = list.iter().skip(1).flat_map(|n| [Doc::Fill, name(n)]);
    align(list.first().map(name).into_iter().chain(rest))
}

/// Elements between brackets. If they do not fit on a line they go on one each, or, if all of
/// them are `small`, on as many as they need.
pub(super) fn brackets(
    open: &str,
    parts: Vec<Doc>,
    separator: &str,
    close: &str,
    small: bool,
) -> Doc {
    let mut inside = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            inside.push(token(separator));
            inside.push(if small { Doc::Fill } else { Doc::Line });
        }
        inside.push(part);
    }
    group([token(open), align(inside), token(close)])
}

/// A literal in its plainest spelling.
pub(super) fn literal(literal: &Literal) -> Doc {
    token(&match literal {
        Literal::Int(n) if *n < 0 => format!("~{}", n.unsigned_abs()),
        Literal::Int(n) => n.to_string(),
        Literal::Real(text) => text.to_string(),
        Literal::Str(text) => format!("\"{}\"", escape(text, false)),
        Literal::Token(text) => format!("`{}`", escape(text, false)),
        Literal::TokenList(tokens) => {
            let tokens: Vec<_> = tokens.iter().map(|token| escape(token, true)).collect();
            format!("``{}``", tokens.join(" "))
        }
    })
}

/// The inside of a string or token; in a token list blanks are escaped, too.
fn escape(text: &str, blanks: bool) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '"' | '`' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if c.is_control() || (blanks && c.is_whitespace()) => {
                let code = u32::from(c);
                // Writing to a string cannot fail.
                let _ = match code {
                    0..1000 => write!(out, "\\{code:03}"),
                    _ => write!(out, "\\u{code:04X}"),
                };
            }
            _ => out.push(c),
        }
    }
    out
}

/// In parentheses, if that is needed.
pub(super) fn parens(needed: bool, inner: Doc) -> Doc {
    if needed { group([token("("), align([inner]), token(")")]) } else { inner }
}

impl Printer {
    /// The argument of a definition: an atomic pattern.
    pub(super) fn argument(&mut self, p: &Pattern) -> Doc {
        self.pattern(p, Tightness::Atom)
    }

    /// The pattern of a lambda, where `p : T` needs no parentheses.
    pub(super) fn lambda_pattern(&mut self, p: &Pattern) -> Doc {
        match &p.kind {
            PatternKind::Ascribe(inner, ty) => {
                let inner = self.lambda_pattern(inner);
                self.ascription(inner, ty)
            }
            _ => self.argument(p),
        }
    }

    /// `what : T`
    pub(super) fn ascription(&mut self, what: Doc, ty: &Type) -> Doc {
        concat([what, Doc::Space, token(":"), Doc::Space, self.ty(ty, Tightness::Plain)])
    }

    /// A pattern.
    pub(super) fn pattern(&mut self, p: &Pattern, at: Tightness) -> Doc {
        let (own, doc) = match &p.kind {
            PatternKind::Wild => (Tightness::Atom, token("_")),
            PatternKind::Var(n) => (Tightness::Atom, name(n)),
            PatternKind::Lit(l) => (Tightness::Atom, literal(l)),
            PatternKind::Unit => (Tightness::Atom, concat([token("("), token(")")])),
            PatternKind::Tuple(parts) => (Tightness::Atom, self.patterns("(", parts, ",", ")")),
            PatternKind::List(parts) => (Tightness::Atom, self.patterns("[", parts, ";", "]")),
            PatternKind::Cons(head, tail) => {
                let head = self.pattern(head, Tightness::Product);
                let tail = self.pattern(tail, Tightness::Plain);
                let doc = [head, Doc::Space, token("."), Doc::Space, tail];
                (Tightness::Plain, concat(doc))
            }
            PatternKind::Constructor(n, inner) => {
                let inner = self.pattern(inner, Tightness::Atom);
                (Tightness::Product, concat([name(n), Doc::Space, inner]))
            }
            PatternKind::Ascribe(inner, ty) => {
                let inner = self.pattern(inner, Tightness::Whole);
                (Tightness::Whole, self.ascription(inner, ty))
            }
        };
        parens(own < at, doc)
    }

    fn patterns(&mut self, open: &str, parts: &[Pattern], separator: &str, close: &str) -> Doc {
        let single = matches!(parts, [p] if matches!(&p.kind, PatternKind::Var(n) if is_sort(n)));
        let docs = parts.iter().map(|part| self.pattern(part, Tightness::Whole)).collect();
        spaced(single, brackets(open, docs, separator, close, true))
    }

    /// A type.
    pub(super) fn ty(&mut self, t: &Type, at: Tightness) -> Doc {
        let (own, doc) = match &t.kind {
            TypeKind::Var(n) => (Tightness::Atom, name(n)),
            TypeKind::Constructor(n, args) => match args.as_slice() {
                [] => (Tightness::Atom, name(n)),
                [arg] => {
                    let arg = self.ty(arg, Tightness::Applied);
                    (Tightness::Applied, concat([arg, Doc::Space, name(n)]))
                }
                args => {
                    let args = self.types(args);
                    (Tightness::Applied, concat([args, Doc::Space, name(n)]))
                }
            },
            TypeKind::Product(parts) => {
                let parts: Vec<_> =
                    parts.iter().map(|part| self.ty(part, Tightness::Applied)).collect();
                (Tightness::Product, row(parts, "*"))
            }
            // `A + B -> C` is `A + (B -> C)`, which few expect: the arrow keeps its parentheses.
            TypeKind::Sum(a, b) => {
                let a = self.ty(a, Tightness::Sum);
                let b = self.ty(b, Tightness::Product);
                (Tightness::Sum, row(vec![a, b], "+"))
            }
            TypeKind::Arrow(..) => (Tightness::Plain, self.arrows(t)),
            TypeKind::DependentArrow(..) => (Tightness::Whole, self.arrows(t)),
            TypeKind::Subset(n, base, e) => {
                let base = self.ty(base, Tightness::Whole);
                let base = concat([name(n), Doc::Space, token(":"), Doc::Space, base]);
                let inside = row(vec![base, self.whole(e)], "|");
                (Tightness::Atom, group([token("{"), align([inside]), token("}")]))
            }
        };
        parens(own < at, doc)
    }

    /// A function type: its arguments and its result side by side, however many there are.
    fn arrows(&mut self, t: &Type) -> Doc {
        let mut parts = Vec::new();
        let mut rest = t;
        let mut result = Tightness::Plain;
        loop {
            rest = match &rest.kind {
                TypeKind::Arrow(a, b) => {
                    parts.push(self.ty(a, Tightness::Product));
                    b
                }
                // Behind a plain arrow, one with a name is in parentheses.
                TypeKind::DependentArrow(n, a, b)
                    if parts.is_empty() || result == Tightness::Whole =>
                {
                    let a = self.ty(a, Tightness::Applied);
                    parts.push(concat([name(n), Doc::Space, token(":"), Doc::Space, a]));
                    result = Tightness::Whole;
                    b
                }
                _ => break,
            };
            if matches!(rest.kind, TypeKind::Arrow(..)) {
                result = Tightness::Plain;
            }
        }
        parts.push(self.ty(rest, result));
        row(parts, "->")
    }

    /// Types in parentheses.
    pub(super) fn types(&mut self, types: &[Type]) -> Doc {
        let types = types.iter().map(|ty| self.ty(ty, Tightness::Whole)).collect();
        brackets("(", types, ",", ")", true)
    }
}

/// Operands with an operator between them, which leads its line.
fn row(parts: Vec<Doc>, operator: &str) -> Doc {
    let mut docs = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            docs.extend([Doc::Fill, token(operator), Doc::Space]);
        }
        docs.push(part);
    }
    group([align(docs)])
}

/// Whether a name in brackets would read as one of the words `[set]` and `[map]`.
pub(super) fn is_sort(name: &Name) -> bool {
    matches!(name.text.as_str(), "set" | "map")
}

/// Puts blanks inside the brackets of a list whose only element would make a word of them.
pub(super) fn spaced(needed: bool, list: Doc) -> Doc {
    match list {
        Doc::Group(inner) => match *inner {
            Doc::Concat(parts) if needed => {
                group(parts.into_iter().flat_map(|part| [part, Doc::Space]).take(5))
            }
            other => Doc::Group(Box::new(other)),
        },
        other => other,
    }
}
