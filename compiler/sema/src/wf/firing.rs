//! At which events classes produce.
//!
//! For every class two answers, by the equations of section 4.2 of the language reference: at
//! which events it *may* produce, which errs towards too many, and at which it *does* at least
//! once, which errs towards too few. What is not known, such as a class that is an argument, may
//! produce at any event and does at none.

use std::collections::{BTreeMap, BTreeSet};

use crate::hir::{
    ClassForm, Component, DefId, Expr, ExprKind, Header, Hir, LocalId, MessageId, PatKind,
};
use crate::ty::{Con, View};

/// Some of the events of a location.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Events {
    /// All events, whatever their header.
    pub(super) any: bool,
    /// Whether that is only because nothing is known.
    pub(super) unknown: bool,
    /// The events with these headers.
    pub(super) headers: BTreeSet<MessageId>,
    /// The first event.
    pub(super) first: bool,
}

impl Events {
    pub(super) fn none() -> Self {
        Self::default()
    }

    fn all() -> Self {
        Self { any: true, ..Self::default() }
    }

    fn unknown() -> Self {
        Self { any: true, unknown: true, ..Self::default() }
    }

    fn first() -> Self {
        Self { first: true, ..Self::default() }
    }

    fn header(id: MessageId) -> Self {
        Self { headers: [id].into(), ..Self::default() }
    }

    /// Whether there are none.
    pub(super) fn is_none(&self) -> bool {
        !self.any && !self.first && self.headers.is_empty()
    }

    fn or(mut self, other: &Self) -> Self {
        self.any |= other.any;
        self.unknown |= other.unknown;
        self.first |= other.first;
        self.headers.extend(&other.headers);
        self
    }

    /// The events that are among both. The first event may have any header.
    pub(super) fn and(&self, other: &Self) -> Self {
        if self.any {
            let unknown = self.unknown && other.any || other.unknown;
            return Self { unknown, ..other.clone() };
        }
        if other.any {
            return self.clone();
        }
        let mut headers: BTreeSet<_> = self.headers.intersection(&other.headers).copied().collect();
        if self.first {
            headers.extend(&other.headers);
        }
        if other.first {
            headers.extend(&self.headers);
        }
        let first = self.first && other.first;
        Self { any: false, unknown: false, headers, first }
    }
}

/// When a class produces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Firing {
    /// It produces at no other events.
    pub(super) may: Events,
    /// It does produce when such an event happens for the first time.
    pub(super) does: Events,
}

impl Firing {
    fn exactly(events: Events) -> Self {
        Self { may: events.clone(), does: events }
    }

    fn at_most(may: Events) -> Self {
        Self { may, does: Events::none() }
    }

    fn unknown() -> Self {
        Self::at_most(Events::unknown())
    }

    fn or(self, other: &Self) -> Self {
        Self { may: self.may.or(&other.may), does: self.does.or(&other.does) }
    }

    fn and(&self, other: &Self) -> Self {
        Self { may: self.may.and(&other.may), does: self.does.and(&other.does) }
    }

    /// Either of the two, but it is not known which.
    fn one_of(self, other: &Self) -> Self {
        Self { may: self.may.or(&other.may), does: self.does.and(&other.does) }
    }
}

/// What a function gives, whatever its arguments are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bag {
    Empty,
    Full,
    Unknown,
}

/// The firings of classes, those of definitions computed once.
pub(super) struct Firings<'h> {
    hir: &'h Hir,
    /// The values of local definitions.
    locals: BTreeMap<LocalId, &'h Expr>,
    /// The firings of the class arguments that are being looked into.
    bound: BTreeMap<LocalId, Firing>,
    done: BTreeMap<DefId, Firing>,
    /// The definitions that are being looked into.
    open: BTreeSet<DefId>,
    /// How many steps the present question may still take.
    left: u32,
}

/// How many expressions one question looks at: functions are followed wherever they are applied,
/// which could take time that is exponential in the text. What is left out is unknown.
const STEPS_MAX: u32 = 10_000;

impl<'h> Firings<'h> {
    /// Ready to answer for the classes of a tree.
    pub(super) fn of(hir: &'h Hir) -> Self {
        let mut locals = BTreeMap::new();
        let mut collect = |expr: &'h Expr| {
            if let ExprKind::Let(pat, value, _) = &expr.kind
                && let PatKind::Var(id) = pat.kind
            {
                locals.insert(id, &**value);
            }
        };
        hir.defs.iter().for_each(|def| def.body.each(&mut collect));
        hir.main.iter().for_each(|main| main.each(&mut collect));
        let (bound, done, open) = Default::default();
        Self { hir, locals, bound, done, open, left: 0 }
    }

    /// When a class produces.
    pub(super) fn class(&mut self, expr: &'h Expr) -> Firing {
        self.left = STEPS_MAX;
        self.look(expr)
    }

    /// Takes a step; whether there was one left.
    fn step(&mut self) -> bool {
        let left = self.left.checked_sub(1);
        self.left = left.unwrap_or(0);
        left.is_some()
    }

    fn look(&mut self, expr: &'h Expr) -> Firing {
        if !self.step() {
            return Firing::unknown();
        }
        match &expr.kind {
            ExprKind::Component(id, Component::Base | Component::Verify) => self.base(*id),
            ExprKind::Compose(function, inputs, prior) => {
                if prior.as_ref().is_some_and(|prior| prior.default.is_none()) {
                    return Firing::default();
                }
                self.composition(function, inputs)
            }
            ExprKind::State(..) => Firing::exactly(Events::all()),
            ExprKind::Parallel(left, right) | ExprKind::Otherwise(left, right) => {
                let left = self.look(left);
                left.or(&self.look(right))
            }
            ExprKind::At(class, places) => match &places.kind {
                ExprKind::Bag(places) if places.is_empty() => Firing::default(),
                _ => Firing::at_most(self.look(class).may),
            },
            ExprKind::Delegate(class, function) => self.delegation(class, function),
            ExprKind::Until(class, _) | ExprKind::Wait(_, class) => self.look(class),
            ExprKind::Default(class, bag) => {
                let class = self.look(class);
                match self.bag(bag) {
                    Bag::Empty => class,
                    Bag::Full => Firing::exactly(Events::all()),
                    Bag::Unknown => Firing { may: Events::all(), does: class.does },
                }
            }
            ExprKind::Form(form, inner) => self.form(*form, inner),
            ExprKind::Null => Firing::default(),
            ExprKind::If(_, yes, no) => {
                let yes = self.look(yes);
                yes.one_of(&self.look(no))
            }
            ExprKind::Case(_, arms) => {
                let firings: Vec<_> = arms.iter().map(|(_, arm)| self.look(arm)).collect();
                let one_of = firings.into_iter().reduce(|all, arm| all.one_of(&arm));
                one_of.unwrap_or_else(Firing::unknown)
            }
            ExprKind::Let(_, _, body) | ExprKind::LetRec(_, _, body) => self.look(body),
            _ => self.applied(expr),
        }
    }

    fn base(&self, id: MessageId) -> Firing {
        match &self.hir[id].header {
            Header::Literal(_) => Firing::exactly(Events::header(id)),
            // Another message may have the same header when running.
            Header::Computed(_) => Firing { may: Events::unknown(), does: Events::header(id) },
        }
    }

    fn composition(&mut self, function: &'h Expr, inputs: &'h [Expr]) -> Firing {
        let given = inputs.iter().fold(Firing::exactly(Events::all()), |all, input| {
            let input = self.look(input);
            all.and(&input)
        });
        match self.bag(function) {
            Bag::Empty => Firing::default(),
            Bag::Full => given,
            Bag::Unknown => Firing::at_most(given.may),
        }
    }

    fn form(&mut self, form: ClassForm, inner: &'h Expr) -> Firing {
        match form {
            ClassForm::Once => {
                let firing = self.look(inner);
                if firing.does.any { Firing::exactly(Events::first()) } else { firing }
            }
            ClassForm::Prior => {
                let firing = self.look(inner);
                if firing.may.is_none() { firing } else { Firing::at_most(Events::all()) }
            }
            ClassForm::Skip => {
                let mut firing = self.look(inner);
                firing.may.first = false;
                firing.does.first = false;
                firing
            }
            ClassForm::Output => match self.bag(inner) {
                Bag::Empty => Firing::default(),
                Bag::Full => Firing::exactly(Events::first()),
                Bag::Unknown => Firing::at_most(Events::first()),
            },
            ClassForm::OnLoc => Firing::at_most(self.result(inner).may),
        }
    }

    /// What starts at events of a class produces from then on; its first event is that one.
    fn delegation(&mut self, class: &'h Expr, function: &'h Expr) -> Firing {
        let spawned = self.result(function).may;
        let spawning = self.look(class).may;
        if spawning.is_none() {
            return Firing::default();
        }
        let mut may = Events { first: spawned.first && spawning.first, ..spawned.clone() };
        if spawned.first {
            may = may.or(&spawning);
        }
        Firing::at_most(may)
    }

    /// When the class that a function gives produces, whatever its argument is.
    fn result(&mut self, function: &'h Expr) -> Firing {
        let (head, args) = function.spine();
        self.application(head, &args, 1)
    }

    /// A class that is a name, or a function applied to arguments.
    fn applied(&mut self, expr: &'h Expr) -> Firing {
        let (head, args) = expr.spine();
        self.application(head, &args, 0)
    }

    /// A function applied to some arguments and to some more that are not known.
    fn application(&mut self, head: &'h Expr, args: &[&'h Expr], more: usize) -> Firing {
        let hir = self.hir;
        match &head.kind {
            ExprKind::Global(id, _) => {
                if let Some(done) = self.done.get(id).filter(|_| args.is_empty()) {
                    return done.clone();
                }
                if !self.open.insert(*id) {
                    return Firing::unknown();
                }
                let firing = self.call(&hir[*id].body, args, more);
                self.open.remove(id);
                if args.is_empty() {
                    self.done.insert(*id, firing.clone());
                }
                firing
            }
            ExprKind::Local(id, _) => match (self.bound.get(id), self.locals.get(id)) {
                (Some(bound), _) if args.is_empty() => bound.clone(),
                (_, Some(value)) => {
                    let value: &'h Expr = value;
                    self.call(value, args, more)
                }
                _ => Firing::unknown(),
            },
            ExprKind::Lambda(..) | ExprKind::ClassRec(..) => self.call(head, args, more),
            _ => Firing::unknown(),
        }
    }

    /// The class that a function's value gives.
    fn call(&mut self, function: &'h Expr, args: &[&'h Expr], more: usize) -> Firing {
        match (&function.kind, args) {
            (ExprKind::Lambda(pat, body), [arg, rest @ ..]) => {
                let is_class = matches!(self.hir.types.view(arg.ty), View::Con(Con::Class, _));
                if let (PatKind::Var(id), true) = (&pat.kind, is_class) {
                    let firing = self.look(arg);
                    let outer = self.bound.insert(*id, firing);
                    let result = self.call(body, rest, more);
                    match outer {
                        Some(outer) => self.bound.insert(*id, outer),
                        None => self.bound.remove(id),
                    };
                    return result;
                }
                self.call(body, rest, more)
            }
            (ExprKind::Lambda(_, body), []) if more > 0 => self.call(body, &[], more - 1),
            (ExprKind::Let(_, _, body) | ExprKind::LetRec(_, _, body), _) => {
                self.call(body, args, more)
            }
            (ExprKind::ClassRec(_, class, next), _) if args.len() + more == 1 => {
                self.recursive(class, next)
            }
            (_, []) if more == 0 => self.look(function),
            (_, []) => {
                let (head, inner) = function.spine();
                if inner.is_empty() && matches!(head.kind, ExprKind::Error) {
                    return Firing::unknown();
                }
                match head.kind {
                    ExprKind::Global(..) | ExprKind::Local(..) => {
                        self.application(head, &inner, more)
                    }
                    _ => Firing::unknown(),
                }
            }
            _ => Firing::unknown(),
        }
    }

    /// `classrec F p = X || Y >>= F`: copies of X, the later ones from events of Y on.
    fn recursive(&mut self, class: &'h Expr, next: &'h Expr) -> Firing {
        let class = self.look(class);
        let mut may = class.may.clone();
        if class.may.first {
            may = may.or(&self.look(next).may);
        }
        Firing { may, does: class.does }
    }

    /// What is known of the bag that a function gives.
    fn bag(&mut self, function: &'h Expr) -> Bag {
        if !self.step() {
            return Bag::Unknown;
        }
        let hir = self.hir;
        let body = function.under_lambdas().0;
        match &body.kind {
            ExprKind::Bag(elements) if elements.is_empty() => Bag::Empty,
            ExprKind::Bag(_) => Bag::Full,
            ExprKind::Let(_, _, body) | ExprKind::LetRec(_, _, body) => self.bag(body),
            ExprKind::If(_, yes, no) => {
                let yes = self.bag(yes);
                if yes == self.bag(no) { yes } else { Bag::Unknown }
            }
            ExprKind::Global(..) | ExprKind::Local(..) | ExprKind::Apply(..) => {
                let (head, args) = body.spine();
                let value = match &head.kind {
                    ExprKind::Global(id, _) if self.open.insert(*id) => {
                        let value = &hir[*id].body;
                        let bag = self.bag_of(value, args.len());
                        self.open.remove(id);
                        return bag;
                    }
                    ExprKind::Local(id, _) => self.locals.get(id).copied(),
                    _ => None,
                };
                value.map_or(Bag::Unknown, |value| self.bag_of(value, args.len()))
            }
            _ => Bag::Unknown,
        }
    }

    /// What is known of the bag that a function gives when it has these many arguments or more.
    fn bag_of(&mut self, function: &'h Expr, args: usize) -> Bag {
        if function.under_lambdas().1 < args { Bag::Unknown } else { self.bag(function) }
    }
}
