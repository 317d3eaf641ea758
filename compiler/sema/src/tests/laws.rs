//! Laws of inference: what is inferred depends neither on names, nor on the order of declarations
//! that do not refer to each other, nor on declarations that nothing refers to.
//!
//! The programs are arbitrary, so most have type errors. The laws hold for these as well: the
//! findings must be the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use evc_base::{Code, Diagnostic};
use proptest::prelude::*;

use super::FILE;
use crate::analyse;

/// An expression; variables are numbers that are taken modulo what is in scope.
#[derive(Clone, Debug)]
enum Term {
    Int(u8),
    Bool(bool),
    Nil,
    Variable(usize),
    Binary(&'static str, Box<Term>, Box<Term>),
    Pair(Box<Term>, Box<Term>),
    Project(&'static str, Box<Term>),
    Apply(Box<Term>, Box<Term>),
    Lambda(Box<Term>),
    Let(Box<Term>, Box<Term>),
    If(Box<Term>, Box<Term>, Box<Term>),
    /// `case e of inl x => a inr y => b`
    Sum(Box<Term>, Box<Term>, Box<Term>),
    /// `case e of [] => a x . y => b`
    List(Box<Term>, Box<Term>, Box<Term>),
}

fn term() -> impl Strategy<Value = Term> {
    let leaf = prop_oneof![
        1 => any::<u8>().prop_map(Term::Int),
        1 => any::<bool>().prop_map(Term::Bool),
        1 => Just(Term::Nil),
        4 => any::<usize>().prop_map(Term::Variable),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let one = inner.clone().prop_map(Box::new);
        let two = (one.clone(), one.clone());
        let three = (one.clone(), one.clone(), one.clone());
        let binary = prop::sample::select(vec!["+", "=", ".", "++", "<"]);
        let project = prop::sample::select(vec!["fst", "snd", "inl", "inr", "isl", "!"]);
        prop_oneof![
            (binary, two.clone()).prop_map(|(op, (a, b))| Term::Binary(op, a, b)),
            two.clone().prop_map(|(a, b)| Term::Pair(a, b)),
            (project, one.clone()).prop_map(|(function, a)| Term::Project(function, a)),
            two.clone().prop_map(|(f, a)| Term::Apply(f, a)),
            one.prop_map(Term::Lambda),
            two.prop_map(|(a, b)| Term::Let(a, b)),
            three.clone().prop_map(|(a, b, c)| Term::If(a, b, c)),
            three.clone().prop_map(|(a, b, c)| Term::Sum(a, b, c)),
            three.prop_map(|(a, b, c)| Term::List(a, b, c)),
        ]
    })
}

/// The declarations of a program: each may refer to those before it.
fn program() -> impl Strategy<Value = Vec<Term>> {
    prop::collection::vec(term(), 1..6)
}

/// Writes a program, with names of a kind.
struct Writer<'a> {
    name: &'a dyn Fn(usize) -> String,
    /// The numbers of the local variables in scope.
    scope: Vec<usize>,
    /// How many variables were named so far.
    named: usize,
    /// The declarations that were referred to.
    used: Vec<usize>,
}

impl Writer<'_> {
    fn fresh(&mut self) -> (usize, String) {
        self.named += 1;
        (self.named, (self.name)(1_000 + self.named))
    }

    /// The text of a term in the declaration of a number.
    fn text(&mut self, term: &Term, at: usize) -> String {
        match term {
            Term::Int(value) => value.to_string(),
            Term::Bool(value) => value.to_string(),
            Term::Nil => "[]".to_owned(),
            Term::Variable(number) => self.variable(*number, at),
            Term::Binary(op, a, b) => format!("({} {op} {})", self.text(a, at), self.text(b, at)),
            Term::Pair(a, b) => format!("({}, {})", self.text(a, at), self.text(b, at)),
            Term::Project(function, a) => format!("({function} {})", self.text(a, at)),
            Term::Apply(f, a) => format!("({} {})", self.text(f, at), self.text(a, at)),
            Term::Lambda(body) => {
                let (id, name) = self.fresh();
                format!("(\\{name}. {})", self.under(&[id], body, at))
            }
            Term::Let(value, body) => {
                let value = self.text(value, at);
                let (id, name) = self.fresh();
                format!("(let {name} = {value} in {})", self.under(&[id], body, at))
            }
            Term::If(a, b, c) => {
                let (a, b, c) = (self.text(a, at), self.text(b, at), self.text(c, at));
                format!("(if {a} then {b} else {c})")
            }
            Term::Sum(value, left, right) => {
                let value = self.text(value, at);
                let ((x, left_name), (y, right_name)) = (self.fresh(), self.fresh());
                let (left, right) = (self.under(&[x], left, at), self.under(&[y], right, at));
                format!("(case {value} of inl {left_name} => {left} inr {right_name} => {right})")
            }
            Term::List(value, empty, full) => {
                let (value, empty) = (self.text(value, at), self.text(empty, at));
                let ((x, head), (y, tail)) = (self.fresh(), self.fresh());
                let full = self.under(&[x, y], full, at);
                format!("(case {value} of [] => {empty} {head} . {tail} => {full})")
            }
        }
    }

    fn under(&mut self, ids: &[usize], body: &Term, at: usize) -> String {
        self.scope.extend(ids);
        let text = self.text(body, at);
        self.scope.truncate(self.scope.len() - ids.len());
        text
    }

    /// A variable in scope: a local one or a declaration above; a number if there is none.
    fn variable(&mut self, number: usize, at: usize) -> String {
        let count = self.scope.len() + at;
        match number.checked_rem(count) {
            None => "0".to_owned(),
            Some(index) => match self.scope.get(index) {
                Some(id) => (self.name)(1_000 + id),
                None => {
                    let declaration = index - self.scope.len();
                    self.used.push(declaration);
                    (self.name)(declaration)
                }
            },
        }
    }
}

/// The declarations of a program as text, each with the declarations it refers to.
fn declarations(terms: &[Term], name: &dyn Fn(usize) -> String) -> Vec<(String, Vec<usize>)> {
    let write = |(at, term): (usize, &Term)| {
        let mut writer = Writer { name, scope: Vec::new(), named: 0, used: Vec::new() };
        let body = writer.text(term, at);
        (format!("let {} = {body} ;;", name(at)), writer.used)
    };
    terms.iter().enumerate().map(write).collect()
}

fn join<'a>(declarations: impl Iterator<Item = &'a String>) -> String {
    declarations.fold(String::new(), |mut text, declaration| {
        let _ = writeln!(text, "{declaration}");
        text
    })
}

/// The type of each definition and the findings inside it.
type Inferred = BTreeMap<String, (String, Vec<Code>)>;

fn inferred(text: &str) -> Inferred {
    let (program, syntax) = evc_syntax::parse(FILE, text);
    assert!(syntax.is_empty(), "{text}");
    let (hir, found) = analyse(&program);
    let within = |span: evc_base::Span| {
        let found = found.iter().filter(|finding| span.to(finding.primary.span) == span);
        found.map(|finding: &Diagnostic| finding.code).collect()
    };
    let spans = program.items.iter().map(|item| item.span);
    let def = |(def, span): (&crate::hir::Def, _)| {
        (def.name.to_string(), (hir.types.show(def.scheme.ty), within(span)))
    };
    hir.defs.iter().zip(spans).map(def).collect()
}

fn plain(number: usize) -> String {
    format!("x{number}")
}

/// Names in another order and of another look.
fn strange(number: usize) -> String {
    format!("Q{}-o'{}", 99_999 - number, number % 7)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn names_do_not_matter(terms in program()) {
        let write = |name: &dyn Fn(usize) -> String| {
            join(declarations(&terms, name).iter().map(|(text, _)| text))
        };
        let (a, b) = (inferred(&write(&plain)), inferred(&write(&strange)));
        for number in 0..terms.len() {
            prop_assert_eq!(a.get(&plain(number)), b.get(&strange(number)));
        }
    }

    #[test]
    fn the_order_of_independent_declarations_does_not_matter(
        terms in program(),
        start in any::<prop::sample::Index>(),
    ) {
        let mut declarations = declarations(&terms, &plain);
        let before = inferred(&join(declarations.iter().map(|(text, _)| text)));
        let independent = |first: &usize| {
            declarations.get(first + 1).is_some_and(|(_, used)| !used.contains(first))
        };
        let start = start.index(terms.len());
        if let Some(first) = (start..terms.len()).chain(0..start).find(independent) {
            declarations.swap(first, first + 1);
            prop_assert_eq!(before, inferred(&join(declarations.iter().map(|(text, _)| text))));
        }
    }

    #[test]
    fn a_declaration_that_nothing_refers_to_does_not_matter(
        terms in program(),
        extra in term(),
        place in any::<prop::sample::Index>(),
    ) {
        let mut declarations: Vec<_> =
            declarations(&terms, &plain).into_iter().map(|(text, _)| text).collect();
        let before = inferred(&join(declarations.iter()));
        let mut writer = Writer { name: &strange, scope: Vec::new(), named: 0, used: Vec::new() };
        let extra = format!("let unrelated = {} ;;", writer.text(&extra, 0));
        declarations.insert(place.index(declarations.len() + 1), extra);
        let mut after = inferred(&join(declarations.iter()));
        after.remove("unrelated");
        prop_assert_eq!(before, after);
    }
}
