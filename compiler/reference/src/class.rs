//! The equations of the event classes.
//!
//! `X(e)` is the bag that class `X` produces at event `e` of the ordering in which it runs,
//! `first(e)` says that no event of the location comes before `e` in that ordering, `pred(e)` is
//! the one just before it, `⊎` appends bags. Bags are unordered for a specification's meaning; the
//! order in which the equations list elements is the one that every engine keeps, so that runs can
//! be compared.
//!
//! Expressions inside a class are evaluated where its equation names them, for each event anew. A
//! class that has halted (see `halting`) produces nothing, and nothing inside it is evaluated but
//! the inputs of a composition and the sides of a parallel, which may be parts of others that go
//! on.

use std::collections::BTreeMap;
use std::slice::from_ref;
use std::sync::{Arc, Mutex, PoisonError};

use evc_base::Span;
use evc_runtime::{Fault, FaultKind, Loc};
use evc_sema::hir::{Expr, MessageId, StateKind};

use crate::boundary::enter;
use crate::meaning::{Bag, Closure, Env, Meaning};
use crate::past::{Key, Known, Order, Past, What};
use crate::{Instruction, Reference};

/// An event class.
#[derive(Debug)]
pub(crate) struct Class {
    /// Tells it from all others.
    pub id: u32,
    pub form: Form,
    /// What the free variables of its expressions stand for.
    pub env: Env,
    pub span: Span,
}

/// A part of a class that is one itself.
pub(crate) type Part = Arc<Class>;

/// The forms of class.
#[derive(Debug)]
pub(crate) enum Form {
    /// `m'base`
    Base(MessageId),
    /// `m'verify`
    Verify(MessageId),
    /// `f o (X1, …, Xn)`
    Compose(Arc<Expr>, Vec<Part>),
    /// `f o (X1, …, Xn, Prior(self)?init)`, where `init` may be left out.
    Feedback(Arc<Expr>, Vec<Part>, Option<Arc<Expr>>),
    /// `F O (X1, …, Xn)`
    ComposeBags(Arc<Expr>, Vec<Part>),
    /// `State (i, t1, X1, …)` or `Memory (i, t1, X1, …)`
    State(StateKind, State),
    /// `X || Y`
    Parallel(Part, Part),
    /// `X @ ls`
    At(Part, Arc<Expr>),
    /// `X >>= F`
    Delegate(Part, Arc<Expr>),
    /// `F v` for `classrec F p = X || Y >>= F`
    Recursive(Arc<Closure>, Meaning),
    /// `X until Y`
    Until(Part, Part),
    /// `Once(X)`
    Once(Part),
    /// `Prior(X)`
    Prior(Part),
    /// `Skip(X)`
    Skip(Part),
    /// `X ? b`
    Default(Part, Arc<Expr>),
    /// `X ?? Y`
    Otherwise(Part, Part),
    /// `Output(f)`
    Output(Arc<Expr>),
    /// `OnLoc(F)`
    OnLoc(OnLoc),
    /// `Local(X, l, h)`
    Simulated(Part, Arc<Expr>, Arc<Expr>),
    /// `Null`
    Null,
}

/// What a `State` and a `Memory` are made of: `i`, and the pairs `tk`, `Xk`.
#[derive(Debug)]
pub(crate) struct State {
    pub init: Arc<Expr>,
    pub pairs: Vec<(Arc<Expr>, Part)>,
}

/// The `F` of an `OnLoc`, with the class that it is at each location.
#[derive(Debug)]
pub(crate) struct OnLoc {
    pub function: Arc<Expr>,
    pub at: Mutex<BTreeMap<Loc, Part>>,
}

/// A copy of a class that runs on an ordering of its own: of a delegation, `F x` as `x` started
/// it; of a recursive class `F v`, the `X[v]` and the `Y[v]` of a value.
#[derive(Clone, Debug)]
pub(crate) struct Copy {
    /// What produces.
    pub class: Part,
    /// What starts more copies.
    pub starter: Option<Part>,
    /// `eo.e'`, where `e'` is the event that started it.
    pub order: Arc<Order>,
}

/// The classes at the events of one location.
pub(crate) struct Here<'a> {
    pub reference: &'a Reference,
    pub past: &'a mut Past,
}

impl Here<'_> {
    /// `main(e)`: the instructions of an event, which are triples of a delay in milliseconds, a
    /// destination and a message. A negative delay is a fault.
    pub fn main(&mut self, e: usize) -> Result<Vec<Instruction>, Fault> {
        let main = self.reference.main()?;
        let triples = self.class(&main, &self.past.order(), e)?;
        triples.iter().map(|triple| self.reference.instruction(triple, main.span)).collect()
    }

    /// `X(e)`, computed once.
    pub fn class(&mut self, class: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        let key = key(class, o, What::Produced);
        if let Some(Known::Bag(bag)) = self.past.known(e, &key) {
            return Ok(bag);
        }
        let bag = match &class.form {
            Form::Parallel(x, y) => self.parallel(x, y, o, e)?,
            Form::Compose(_, inputs) | Form::Feedback(_, inputs, _)
                if self.halted(class, o, e)? =>
            {
                // Its other inputs are stepped all the same, as engines with shared states do.
                self.each(inputs, o, e)?;
                [].into()
            }
            _ if self.halted(class, o, e)? => [].into(),
            Form::Base(message) => self.base(*message, class, o, e)?,
            Form::Verify(message) => self.verify(*message, class, o, e)?,
            Form::Compose(function, inputs) => {
                let bags = self.each(inputs, o, e)?;
                self.reference.cross(function, &bags, class, o.loc)?
            }
            Form::Feedback(function, inputs, init) => {
                self.feedback(function, inputs, init.as_deref(), class, o, e)?
            }
            Form::ComposeBags(function, inputs) => {
                self.compose_bags(function, inputs, class, o, e)?
            }
            Form::State(StateKind::State, state) => self.after(state, class, o, e)?,
            Form::State(StateKind::Memory, state) => {
                self.after(state, class, o, e)?;
                self.before(state, class, o, e)?
            }
            // Elsewhere than at its locations it has halted.
            Form::At(x, _) => self.class(x, o, e)?,
            Form::Delegate(..) | Form::Recursive(..) => self.copies_produce(class, o, e)?,
            Form::Until(x, y) => self.until(x, y, o, e)?,
            Form::Once(x) => self.class(x, o, e)?,
            Form::Prior(x) => self.prior(x, o, e)?,
            Form::Skip(x) => self.skip(x, o, e)?,
            Form::Default(x, default) => self.default(x, default, class, o, e)?,
            Form::Otherwise(x, y) => self.otherwise(x, y, o, e)?,
            Form::Output(function) => self.reference.at_loc(function, class, o.loc)?,
            Form::OnLoc(inner) => {
                let x = self.reference.on_loc(inner, class, o.loc)?;
                self.class(&x, o, e)?
            }
            Form::Simulated(x, loc, header) => self.simulated(x, loc, header, class, o, e)?,
            Form::Null => [].into(),
        };
        self.past.remember(e, key, Known::Bag(bag.clone()));
        Ok(bag)
    }

    /// `X1(e), …, Xn(e)`
    fn each(&mut self, inputs: &[Part], o: &Arc<Order>, e: usize) -> Result<Vec<Bag>, Fault> {
        inputs.iter().map(|input| self.class(input, o, e)).collect()
    }

    /// Base class: `m'base(e) = {body(info(e))}` if the header of `info(e)` is that of `m`, token
    /// by token, else `{}`.
    fn base(&self, message: MessageId, class: &Class, o: &Order, e: usize) -> Result<Bag, Fault> {
        let reference = self.reference;
        let Some(msg) = self.past.info(o, e).filter(|m| m.header == *reference.header(message))
        else {
            return Ok([].into());
        };
        let body = enter(reference, &msg.body, reference.program.hir[message].ty);
        Ok([body.ok_or_else(|| reference.ill_typed(class.span))?].into())
    }

    /// Verified base class: `m'verify(e) = m'base(e)` if `info(e)` is authentic, else `{}`.
    fn verify(&self, message: MessageId, class: &Class, o: &Order, e: usize) -> Result<Bag, Fault> {
        match self.past.info(o, e) {
            Some(msg) if msg.authentic => self.base(message, class, o, e),
            _ => Ok([].into()),
        }
    }

    /// Composition with `Prior(self)`:
    /// `R(e) = ⊎ {f loc(e) x1 … xn s | x1 ∈ X1(e), …, xn ∈ Xn(e), s ∈ prev}`, where
    /// `prev = R(e')` for the last `e' <loc e` with `R(e') ≠ {}`; if there is none, `init loc(e)`,
    /// or `{}` without an `init`.
    fn feedback(
        &mut self,
        function: &Expr,
        inputs: &[Part],
        init: Option<&Expr>,
        class: &Class,
        o: &Arc<Order>,
        e: usize,
    ) -> Result<Bag, Fault> {
        let mut bags = self.each(inputs, o, e)?;
        let prev = self.last_before(class, o, e)?;
        bags.push(match init {
            Some(init) if prev.is_empty() => self.reference.at_loc(init, class, o.loc)?,
            _ => prev,
        });
        self.reference.cross(function, &bags, class, o.loc)
    }

    /// General composition: `(F O (X1, …, Xn))(e) = F loc(e) X1(e) … Xn(e)`.
    fn compose_bags(
        &mut self,
        function: &Expr,
        inputs: &[Part],
        class: &Class,
        o: &Arc<Order>,
        e: usize,
    ) -> Result<Bag, Fault> {
        let bags = self.each(inputs, o, e)?;
        let args = [Meaning::loc(o.loc)].into_iter().chain(bags.into_iter().map(Meaning::Bag));
        let function = self.reference.eval(function, &class.env)?;
        let made = self.reference.apply_all(function, args, class.span)?.as_bag();
        made.ok_or_else(|| self.reference.ill_typed(class.span))
    }

    /// State: `State(i, t1, X1, …)(e) = Step(e)` if that is not `{}`, else `Pre(e)`, where
    /// `Step(e) = {u s | u ∈ U(e), s ∈ Pre(e)}` and `U(e) = ⊎k {tk loc(e) x | x ∈ Xk(e)}`, in the
    /// order of the pairs. Every transition that fires is applied to the old states, so that
    /// there are several states after an event at which several fire.
    fn after(
        &mut self,
        state: &State,
        class: &Class,
        o: &Arc<Order>,
        e: usize,
    ) -> Result<Bag, Fault> {
        let key = key(class, o, What::After);
        if let Some(Known::Bag(states)) = self.past.known(e, &key) {
            return Ok(states);
        }
        let pre = self.before(state, class, o, e)?;
        let mut pending = Vec::new();
        for (transition, input) in &state.pairs {
            for value in self.class(input, o, e)?.iter() {
                let transition = self.reference.eval(transition, &class.env)?;
                let args = [Meaning::loc(o.loc), value.clone()];
                pending.push(self.reference.apply_all(transition, args, class.span)?);
            }
        }
        let mut step = Vec::new();
        for update in &pending {
            for old in pre.iter() {
                step.push(self.reference.apply(update, old.clone(), class.span)?);
            }
        }
        let states: Bag = if step.is_empty() { pre } else { step.into() };
        self.past.remember(e, key, Known::Bag(states.clone()));
        Ok(states)
    }

    /// Memory: `Memory(i, t1, X1, …)(e) = Pre(e) = {i loc(e)}` if `first(e)`, else
    /// `State(i, t1, X1, …)(pred(e))`.
    fn before(
        &mut self,
        state: &State,
        class: &Class,
        o: &Arc<Order>,
        e: usize,
    ) -> Result<Bag, Fault> {
        match self.past.pred(o, e) {
            None => Ok([self.reference.initial(state, class, o.loc)?].into()),
            Some(pred) => self.after(state, class, o, pred),
        }
    }

    /// Parallel: `(X || Y)(e) = X(e) ⊎ Y(e)`.
    fn parallel(&mut self, x: &Class, y: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        let (x, y) = (self.class(x, o, e)?, self.class(y, o, e)?);
        Ok(x.iter().chain(y.iter()).cloned().collect())
    }

    /// Delegation and recursive classes:
    /// `X(e) = ⊎ {C(eo.e', e) | C a copy that some e' <=loc e started}`, oldest first.
    fn copies_produce(&mut self, class: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        let mut bag = Vec::new();
        for copy in &*self.copies(class, o, e)? {
            bag.extend(self.class(&copy.class, &copy.order, e)?.iter().cloned());
        }
        Ok(bag.into())
    }

    /// The copies at an event that may produce there or later: those of its predecessor, and
    /// behind them those that it starts itself.
    fn copies(&mut self, class: &Class, o: &Arc<Order>, e: usize) -> Result<Arc<[Copy]>, Fault> {
        let key = key(class, o, What::Copies);
        if let Some(Known::Copies(copies)) = self.past.known(e, &key) {
            return Ok(copies);
        }
        let mut copies = self.copies_before(class, o, e)?;
        copies.extend(match &class.form {
            Form::Delegate(x, function) => self.delegate(x, function, class, o, e)?,
            Form::Recursive(function, _) => self.recur(function, &copies, o, e, class.span)?,
            _ => Vec::new(),
        });
        let copies: Arc<[Copy]> = copies.into();
        self.past.remember(e, key, Known::Copies(copies.clone()));
        Ok(copies)
    }

    /// The copies from before an event that have not halted. `F v` begins with the copy of `v`
    /// itself.
    pub fn copies_before(
        &mut self,
        class: &Class,
        o: &Arc<Order>,
        e: usize,
    ) -> Result<Vec<Copy>, Fault> {
        let earlier = match (self.past.pred(o, e), &class.form) {
            (Some(pred), _) => self.copies(class, o, pred)?,
            (None, Form::Recursive(function, value)) => {
                [self.reference.copy(function, value, o, class.span)?].into()
            }
            (None, _) => [].into(),
        };
        let mut alive = Vec::new();
        for copy in &*earlier {
            if !self.copy_halted(copy, e)? {
                alive.push(copy.clone());
            }
        }
        Ok(alive)
    }

    /// Delegation: `(X >>= F)(e) = ⊎ {(F x)(eo.e', e) | e' <=loc e, x ∈ X(e')}`, by `e'` and then
    /// by the order of `X(e')`. These are the `F x` that `e` starts.
    fn delegate(
        &mut self,
        x: &Class,
        function: &Expr,
        class: &Class,
        o: &Arc<Order>,
        e: usize,
    ) -> Result<Vec<Copy>, Fault> {
        let mut started = Vec::new();
        for value in self.class(x, o, e)?.iter() {
            let function = self.reference.eval(function, &class.env)?;
            let copy = self.reference.apply(&function, value.clone(), class.span)?;
            let class = self.reference.as_class(copy, class.span)?;
            started.push(Copy { class, starter: None, order: forward(o, e) });
        }
        Ok(started)
    }

    /// Recursive classes: `F v` is the least solution of `F v = X[v] || (Skip(Y[v]) >>= F)`. These
    /// are the copies of the `w ∈ Y[v](eo.e', e)`, for every copy of a `v` that some `e' <loc e`
    /// started, oldest first.
    fn recur(
        &mut self,
        function: &Arc<Closure>,
        copies: &[Copy],
        o: &Arc<Order>,
        e: usize,
        span: Span,
    ) -> Result<Vec<Copy>, Fault> {
        let mut started = Vec::new();
        for copy in copies {
            let Some(starter) = &copy.starter else { continue };
            for value in self.skip(starter, &copy.order, e)?.iter() {
                let copy = self.reference.copy(function, value, &forward(o, e), span)?;
                if let Some(starter) = &copy.starter {
                    self.class(starter, &copy.order, e)?;
                }
                started.push(copy);
            }
        }
        Ok(started)
    }

    /// Until: `(X until Y)(e) = X(e)` if `Y(e') = {}` for all `e' <loc e`, else `{}`. Behind the
    /// first such `e'` it has halted.
    fn until(&mut self, x: &Class, y: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        let bag = self.class(x, o, e)?;
        self.class(y, o, e)?;
        Ok(bag)
    }

    /// Prior: `Prior(X)(e) = X(e')` for the last `e' <loc e` with `X(e') ≠ {}`; `{}` if there is
    /// none.
    fn prior(&mut self, x: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        self.last(x, o, e)?;
        self.last_before(x, o, e)
    }

    /// `X(e')` for the last `e' <=loc e` with `X(e') ≠ {}`; `{}` if there is none.
    fn last(&mut self, x: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        let key = key(x, o, What::Last);
        if let Some(Known::Bag(bag)) = self.past.known(e, &key) {
            return Ok(bag);
        }
        let mut bag = self.class(x, o, e)?;
        if bag.is_empty() {
            bag = self.last_before(x, o, e)?;
        }
        self.past.remember(e, key, Known::Bag(bag.clone()));
        Ok(bag)
    }

    fn last_before(&mut self, x: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        match self.past.pred(o, e) {
            None => Ok([].into()),
            Some(pred) => self.last(x, o, pred),
        }
    }

    /// Skip: `Skip(X)(e) = {}` if `first(e)`, else `X(e)`.
    fn skip(&mut self, x: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        let bag = self.class(x, o, e)?;
        Ok(if self.past.pred(o, e).is_none() { [].into() } else { bag })
    }

    /// Default: `(X ? b)(e) = X(e)` if that is not `{}`, else `b loc(e)`.
    fn default(
        &mut self,
        x: &Class,
        default: &Expr,
        class: &Class,
        o: &Arc<Order>,
        e: usize,
    ) -> Result<Bag, Fault> {
        let bag = self.class(x, o, e)?;
        if bag.is_empty() { self.reference.at_loc(default, class, o.loc) } else { Ok(bag) }
    }

    /// Otherwise: `(X ?? Y)(e) = X(e)` if that is not `{}`, else `Y(e)`.
    fn otherwise(&mut self, x: &Class, y: &Class, o: &Arc<Order>, e: usize) -> Result<Bag, Fault> {
        let (x, y) = (self.class(x, o, e)?, self.class(y, o, e)?);
        Ok(if x.is_empty() { y } else { x })
    }

    /// Local: `Local(X, l, h)(e) = X(e)` in the ordering of the messages `m` received as `(l, m)`
    /// with the header `h`, whose location is `l`, if `e` is one of its events; else `{}`.
    fn simulated(
        &mut self,
        x: &Class,
        loc: &Expr,
        header: &Expr,
        class: &Class,
        o: &Arc<Order>,
        e: usize,
    ) -> Result<Bag, Fault> {
        let inside = self.reference.inside(loc, header, class, o)?;
        match self.past.info(&inside, e) {
            Some(_) => self.class(x, &inside, e),
            None => Ok([].into()),
        }
    }
}

/// `eo.e`: the ordering without the events of the location before `e`.
fn forward(o: &Order, e: usize) -> Arc<Order> {
    Arc::new(Order { from: e, ..o.clone() })
}

/// What is remembered of a class.
pub(crate) fn key(class: &Class, o: &Arc<Order>, what: What) -> Key {
    Key { class: class.id, order: o.clone(), what }
}

impl Reference {
    /// Simple composition:
    /// `(f o (X1, …, Xn))(e) = ⊎ {f loc(e) x1 … xn | x1 ∈ X1(e), …, xn ∈ Xn(e)}`,
    /// `x1` changing slowest and `xn` fastest.
    fn cross(&self, function: &Expr, bags: &[Bag], class: &Class, loc: Loc) -> Result<Bag, Fault> {
        let mut choices = vec![vec![Meaning::loc(loc)]];
        for values in bags {
            let mut longer = Vec::new();
            for choice in choices {
                longer.extend(values.iter().map(|value| [&choice[..], from_ref(value)].concat()));
            }
            choices = longer;
        }
        let mut bag = Vec::new();
        for args in choices {
            let function = self.eval(function, &class.env)?;
            let made = self.apply_all(function, args, class.span)?.as_bag();
            let made = made.ok_or_else(|| self.ill_typed(class.span))?;
            bag.extend(made.iter().cloned());
        }
        Ok(bag.into())
    }

    /// Output: `Output(f)(e) = f loc(e)` if `first(e)`, behind which it has halted. So are the
    /// bags of `?` and of `Prior(self)?` made.
    fn at_loc(&self, function: &Expr, class: &Class, loc: Loc) -> Result<Bag, Fault> {
        let function = self.eval(function, &class.env)?;
        let made = self.apply(&function, Meaning::loc(loc), class.span)?.as_bag();
        made.ok_or_else(|| self.ill_typed(class.span))
    }

    /// On location: `OnLoc(F)(e) = (F loc(e))(e)`.
    pub(crate) fn on_loc(&self, inner: &OnLoc, class: &Class, loc: Loc) -> Result<Part, Fault> {
        let known = || inner.at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(class) = known().get(&loc) {
            return Ok(class.clone());
        }
        let function = self.eval(&inner.function, &class.env)?;
        let made = self.apply(&function, Meaning::loc(loc), class.span)?;
        let made = self.as_class(made, class.span)?;
        Ok(known().entry(loc).or_insert(made).clone())
    }

    /// The ordering that `Local(X, l, h)` makes of another.
    pub(crate) fn inside(
        &self,
        loc: &Expr,
        header: &Expr,
        class: &Class,
        o: &Order,
    ) -> Result<Arc<Order>, Fault> {
        let at = self.eval(loc, &class.env)?.as_loc().ok_or_else(|| self.ill_typed(loc.span))?;
        let carrier = self.eval(header, &class.env)?.as_header();
        let carrier = carrier.ok_or_else(|| self.ill_typed(header.span))?;
        let inside = o.inside.iter().cloned().chain([(carrier, at)]).collect();
        Ok(Arc::new(Order { from: o.from, loc: at, inside }))
    }

    /// `X[v]` and `Y[v]` of a recursive class, on an ordering.
    fn copy(
        &self,
        function: &Closure,
        value: &Meaning,
        order: &Arc<Order>,
        span: Span,
    ) -> Result<Copy, Fault> {
        let (class, starter) = self.recursive_parts(function, value, span)?;
        Ok(Copy { class, starter: Some(starter), order: order.clone() })
    }

    /// An element of a bag of instructions.
    fn instruction(&self, triple: &Meaning, span: Span) -> Result<Instruction, Fault> {
        let Meaning::Tuple(parts) = triple else { return Err(self.ill_typed(span)) };
        let [delay, to, Meaning::Msg(msg)] = &parts[..] else {
            return Err(self.ill_typed(span));
        };
        let (Some(delay), Some(to)) = (delay.as_int(), to.as_loc()) else {
            return Err(self.ill_typed(span));
        };
        let delay_ms = u64::try_from(delay).map_err(|_| {
            self.fault(FaultKind::NegativeDelay(delay), msg.delay_span.unwrap_or(span))
        })?;
        let message = self.declared(&msg.content).ok_or_else(|| self.ill_typed(span))?;
        Ok(Instruction { delay_ms, to, message, content: msg.content.clone() })
    }

    /// `i loc(e)`
    pub(crate) fn initial(&self, state: &State, class: &Class, loc: Loc) -> Result<Meaning, Fault> {
        let init = self.eval(&state.init, &class.env)?;
        self.apply(&init, Meaning::loc(loc), class.span)
    }

    /// Whether `loc ∈ ls`.
    pub(crate) fn is_among(&self, loc: Loc, ls: &Expr, class: &Class) -> Result<bool, Fault> {
        let among = self.eval(ls, &class.env)?.as_bag().ok_or_else(|| self.ill_typed(ls.span))?;
        Ok(among.iter().any(|other| other.as_loc() == Some(loc)))
    }
}
