//! Whether the arms of a `case` cover every value, and whether each covers one of its own.
//!
//! Both are one question: is there a value that a row of patterns matches and no row above it
//! does? It is answered as by Luc Maranget ("Warnings for pattern matching", Journal of
//! Functional Programming 17(3), 2007): by the constructor that the first pattern asks for, or, if
//! it asks for none, by every constructor in turn or by one that no row names. The value is built
//! on the way back.
//!
//! The question is as hard as the satisfiability of a formula, so the number of steps is bounded;
//! beyond the bound the answer is [`TooLarge`], never a guess.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::hir::{Hir, Pat, PatKind, TypeDefId, TypeDefKind};

/// How many patterns one question may look at.
const STEPS_MAX: usize = 1_000_000;

/// How many patterns one row may hold, nested ones included: rows are walked by recursion.
const DEPTH_MAX: usize = 1_000;

/// The question has no answer within the bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// What values of a type are built with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    /// `()`
    Unit,
    /// A pair; a longer tuple is a pair whose second component is one.
    Pair,
    /// An integer.
    Int(i64),
    /// `true` or `false`
    Bool(bool),
    /// A string.
    Str(SmolStr),
    /// A token.
    Tok(SmolStr),
    /// `inl`
    Inl,
    /// `inr`
    Inr,
    /// A constructor of a data type, by its place among those of the type.
    Data(TypeDefId, u32),
    /// The empty list.
    Nil,
    /// A list with a first element.
    Cons,
}

impl Head {
    /// How many values it puts together.
    fn arity(&self) -> usize {
        match self {
            Self::Pair | Self::Cons => 2,
            Self::Inl | Self::Inr | Self::Data(..) => 1,
            Self::Unit | Self::Int(_) | Self::Bool(_) | Self::Str(_) | Self::Tok(_) | Self::Nil => {
                0
            }
        }
    }

    /// All heads of the values that this one is a head of; none if there are too many to list.
    fn family(&self, hir: &Hir) -> Option<Vec<Self>> {
        match self {
            Self::Unit | Self::Pair => Some(vec![self.clone()]),
            Self::Bool(_) => Some(vec![Self::Bool(true), Self::Bool(false)]),
            Self::Inl | Self::Inr => Some(vec![Self::Inl, Self::Inr]),
            Self::Nil | Self::Cons => Some(vec![Self::Nil, Self::Cons]),
            Self::Data(id, _) => match &hir[*id].kind {
                TypeDefKind::Data(constructors) => {
                    Some((0..constructors.len() as u32).map(|at| Self::Data(*id, at)).collect())
                }
                _ => None,
            },
            Self::Int(_) | Self::Str(_) | Self::Tok(_) => None,
        }
    }
}

/// A pattern as far as it matters for what it matches; also a set of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Matches anything.
    Any,
    /// Matches the values that a head builds of what the patterns match.
    Of(Head, Vec<Pattern>),
}

impl Pattern {
    /// What a pattern matches.
    pub fn of(pat: &Pat) -> Self {
        let of = |head, parts: &[&Pat]| Self::Of(head, parts.iter().map(|p| Self::of(p)).collect());
        match &pat.kind {
            PatKind::Wild | PatKind::Var(_) => Self::Any,
            PatKind::Unit => of(Head::Unit, &[]),
            PatKind::Tuple(parts) => Self::tuple(parts),
            PatKind::Int(value) => of(Head::Int(*value), &[]),
            PatKind::Bool(value) => of(Head::Bool(*value), &[]),
            PatKind::Str(text) => of(Head::Str(text.clone()), &[]),
            PatKind::Tok(text) => of(Head::Tok(text.clone()), &[]),
            PatKind::Inl(inner) => of(Head::Inl, &[inner]),
            PatKind::Inr(inner) => of(Head::Inr, &[inner]),
            PatKind::Constructor(id, at, inner) => of(Head::Data(*id, *at), &[inner]),
            PatKind::Nil => of(Head::Nil, &[]),
            PatKind::Cons(head, tail) => of(Head::Cons, &[head, tail]),
        }
    }

    /// Tuples are pairs nested to the right, so that those of different lengths can meet.
    fn tuple(parts: &[Pat]) -> Self {
        let mut rest = parts.iter().rev().map(Self::of);
        let last = rest.next().unwrap_or(Self::Any);
        rest.fold(last, |tail, head| Self::Of(Head::Pair, vec![head, tail]))
    }
}

/// An arm that no value reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redundant {
    /// Which it is.
    pub arm: usize,
    /// The arm above it that alone matches all that it matches, if there is one.
    pub by: Option<usize>,
}

/// Values that no arm matches, if there are any.
///
/// # Errors
/// [`TooLarge`] if the arms combine in too many ways to tell.
pub fn missing(hir: &Hir, arms: &[Pattern]) -> Result<Option<Pattern>, TooLarge> {
    let mut search = Search { hir, steps: 0 };
    let rows: Vec<_> = arms.iter().map(|arm| vec![arm]).collect();
    Ok(search.value(&rows, &[&Pattern::Any], 0)?.and_then(|mut value| value.pop()))
}

/// The arms that match nothing that those above them leave, in order.
///
/// # Errors
/// [`TooLarge`] if the arms combine in too many ways to tell.
pub fn redundant(hir: &Hir, arms: &[Pattern]) -> Result<Vec<Redundant>, TooLarge> {
    let mut search = Search { hir, steps: 0 };
    let mut above: Vec<Vec<&Pattern>> = Vec::new();
    let mut found = Vec::new();
    for (at, arm) in arms.iter().enumerate() {
        if search.value(&above, &[arm], 0)?.is_none() {
            let mut by = None;
            for (earlier, row) in above.iter().enumerate() {
                if search.value(std::slice::from_ref(row), &[arm], 0)?.is_none() {
                    by = Some(earlier);
                    break;
                }
            }
            found.push(Redundant { arm: at, by });
        }
        above.push(vec![arm]);
    }
    Ok(found)
}

const ANY: &Pattern = &Pattern::Any;

/// The search for a value, with what it has cost.
struct Search<'a> {
    hir: &'a Hir,
    steps: usize,
}

impl Search<'_> {
    /// Values, one for each pattern of `row`, that they match and no row of `above` does.
    fn value(
        &mut self,
        above: &[Vec<&Pattern>],
        row: &[&Pattern],
        depth: usize,
    ) -> Result<Option<Vec<Pattern>>, TooLarge> {
        self.steps += 1 + above.len();
        if self.steps > STEPS_MAX || depth > DEPTH_MAX {
            return Err(TooLarge);
        }
        if above.iter().any(|row| row.iter().all(|pattern| **pattern == Pattern::Any)) {
            return Ok(None);
        }
        let Some((first, rest)) = row.split_first() else { return Ok(Some(Vec::new())) };
        if let Pattern::Of(head, parts) = first {
            let parts: Vec<_> = parts.iter().collect();
            return self.built_by(head, &parts, (above, rest), depth);
        }
        let named: BTreeSet<&Head> = above.iter().filter_map(|row| head(row)).collect();
        let family = named.first().and_then(|head| head.family(self.hir));
        let absent = match &family {
            Some(family) => family.iter().find(|head| !named.contains(head)),
            None => None,
        };
        if let (Some(family), None) = (&family, absent) {
            for head in family {
                let parts = vec![ANY; head.arity()];
                let found = self.built_by(head, &parts, (above, rest), depth)?;
                if found.is_some() {
                    return Ok(found);
                }
            }
            return Ok(None);
        }
        let others: Vec<Vec<&Pattern>> = above
            .iter()
            .filter(|row| head(row).is_none())
            .map(|row| row.iter().skip(1).copied().collect())
            .collect();
        let other = match absent {
            Some(head) => Pattern::Of(head.clone(), vec![Pattern::Any; head.arity()]),
            None => unnamed(&named),
        };
        let found = self.value(&others, rest, depth + 1)?;
        Ok(found.map(|values| std::iter::once(other).chain(values).collect()))
    }

    /// Such values whose first is built by a head.
    fn built_by(
        &mut self,
        head: &Head,
        parts: &[&Pattern],
        (above, rest): (&[Vec<&Pattern>], &[&Pattern]),
        depth: usize,
    ) -> Result<Option<Vec<Pattern>>, TooLarge> {
        let above: Vec<_> = above.iter().filter_map(|row| specialised(row, head)).collect();
        let row: Vec<_> = parts.iter().chain(rest).copied().collect();
        let Some(mut values) = self.value(&above, &row, depth + 1)? else { return Ok(None) };
        let others = values.split_off(head.arity());
        let value = Pattern::Of(head.clone(), values);
        Ok(Some(std::iter::once(value).chain(others).collect()))
    }
}

/// The head that the first pattern of a row asks for.
fn head<'a>(row: &[&'a Pattern]) -> Option<&'a Head> {
    match row.first() {
        Some(Pattern::Of(head, _)) => Some(head),
        _ => None,
    }
}

/// What is left of a row once the first value is known to be built by a head.
fn specialised<'a>(row: &[&'a Pattern], by: &Head) -> Option<Vec<&'a Pattern>> {
    let (first, rest) = row.split_first()?;
    let parts: Vec<&Pattern> = match first {
        Pattern::Any => vec![ANY; by.arity()],
        Pattern::Of(head, parts) if head == by => parts.iter().collect(),
        Pattern::Of(..) => return None,
    };
    Some(parts.into_iter().chain(rest.iter().copied()).collect())
}

/// Values whose head is none of those named: of integers the least from 0, otherwise all others.
fn unnamed(named: &BTreeSet<&Head>) -> Pattern {
    match named.first() {
        Some(Head::Int(_)) => (0..)
            .map(Head::Int)
            .find(|head| !named.contains(head))
            .map_or(Pattern::Any, |head| Pattern::Of(head, Vec::new())),
        _ => Pattern::Any,
    }
}

/// The same values and those that differ from them only in literals: what an arm for them matches.
pub fn general(values: &Pattern) -> Pattern {
    match values {
        Pattern::Any | Pattern::Of(Head::Int(_) | Head::Str(_) | Head::Tok(_), _) => Pattern::Any,
        Pattern::Of(head, parts) => Pattern::Of(head.clone(), parts.iter().map(general).collect()),
    }
}

/// How tightly a place in a pattern binds.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Precedence {
    List,
    Operand,
    Argument,
}

/// Values as an evml pattern.
pub fn show(hir: &Hir, values: &Pattern) -> String {
    text(hir, values, Precedence::List)
}

fn text(hir: &Hir, pattern: &Pattern, at: Precedence) -> String {
    let Pattern::Of(head, parts) = pattern else { return "_".to_owned() };
    let part = |index: usize, at| parts.get(index).map_or_else(String::new, |p| text(hir, p, at));
    let (text, own) = match head {
        Head::Unit => ("()".to_owned(), Precedence::Argument),
        Head::Int(value) if *value < 0 => {
            (format!("~{}", value.unsigned_abs()), Precedence::Argument)
        }
        Head::Int(value) => (value.to_string(), Precedence::Argument),
        Head::Bool(value) => (value.to_string(), Precedence::Argument),
        Head::Str(text) => (format!("{text:?}"), Precedence::Argument),
        Head::Tok(text) => (format!("`{text}`"), Precedence::Argument),
        Head::Nil => ("[]".to_owned(), Precedence::Argument),
        Head::Pair => (tuple(hir, pattern), Precedence::Argument),
        Head::Cons => {
            let (head, tail) = (part(0, Precedence::Operand), part(1, Precedence::List));
            (format!("{head} . {tail}"), Precedence::List)
        }
        Head::Inl => (format!("inl {}", part(0, Precedence::Argument)), Precedence::Operand),
        Head::Inr => (format!("inr {}", part(0, Precedence::Argument)), Precedence::Operand),
        Head::Data(id, index) => {
            let name = match &hir[*id].kind {
                TypeDefKind::Data(constructors) => constructors.get(*index as usize),
                _ => None,
            };
            let name = name.map_or("_", |constructor| constructor.name.as_str());
            (format!("{name} {}", part(0, Precedence::Argument)), Precedence::Operand)
        }
    };
    if own < at { format!("({text})") } else { text }
}

fn tuple(hir: &Hir, pattern: &Pattern) -> String {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Pattern::Of(Head::Pair, pair) = rest {
        let [first, second] = pair.as_slice() else { break };
        parts.push(text(hir, first, Precedence::List));
        rest = second;
    }
    parts.push(text(hir, rest, Precedence::List));
    format!("({})", parts.join(", "))
}
