//! The equations of the event classes.
//!
//! `X(e)` is the bag that class `X` produces at event `e`, `first(e)` says that no event of the
//! location comes before `e`, `pred(e)` is the one just before it, `⊎` appends bags. Bags are
//! unordered for a specification's meaning; the order in which the equations list elements is the
//! one that every engine keeps, so that runs can be compared.
//!
//! Expressions inside a class are evaluated where its equation names them, for each event anew.

use std::slice::from_ref;
use std::sync::Arc;

use evc_base::Span;
use evc_runtime::{Fault, FaultKind, Loc, Value};
use evc_sema::hir::{Expr, MessageId, StateKind};

use crate::boundary::enter;
use crate::meaning::{Bag, Env, Meaning};
use crate::past::{Key, Past};
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

/// The forms of class.
#[derive(Debug)]
pub(crate) enum Form {
    /// `m'base`
    Base(MessageId),
    /// `f o (X1, …, Xn)`
    Compose(Expr, Vec<Arc<Class>>),
    /// `State (i, t1, X1, …)` or `Memory (i, t1, X1, …)`
    State(StateKind, State),
    /// `X || Y`
    Parallel(Arc<Class>, Arc<Class>),
    /// `X @ ls`
    At(Arc<Class>, Expr),
}

/// What a `State` and a `Memory` are made of: `i`, and the pairs `tk`, `Xk`.
#[derive(Debug)]
pub(crate) struct State {
    pub init: Expr,
    pub pairs: Vec<(Expr, Arc<Class>)>,
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
        let triples = self.class(&main, e)?;
        triples.iter().map(|triple| self.reference.instruction(triple, main.span)).collect()
    }

    /// `X(e)`, computed once.
    fn class(&mut self, class: &Class, e: usize) -> Result<Bag, Fault> {
        let key = Key::Produced(class.id);
        if let Some(bag) = self.past.known(e, key) {
            return Ok(bag);
        }
        let bag = match &class.form {
            Form::Base(message) => self.base(*message, class, e)?,
            Form::Compose(function, inputs) => self.compose(function, inputs, class, e)?,
            Form::State(StateKind::State, state) => self.after(state, class, e)?,
            Form::State(StateKind::Memory, state) => {
                self.after(state, class, e)?;
                self.before(state, class, e)?
            }
            Form::Parallel(a, b) => self.parallel(a, b, e)?,
            Form::At(inner, locations) => self.at(inner, locations, class, e)?,
        };
        self.past.remember(e, key, &bag);
        Ok(bag)
    }

    /// Base class: `m'base(e) = {body(info(e))}` if the header of `info(e)` is that of `m`, token
    /// by token, else `{}`.
    fn base(&self, message: MessageId, class: &Class, e: usize) -> Result<Bag, Fault> {
        let (header, body) = self.past.info(e);
        if header != self.reference.header(message) {
            return Ok([].into());
        }
        let hir = &self.reference.program.hir;
        let body = enter(&hir.types, body, hir[message].ty);
        Ok([body.ok_or_else(|| self.reference.ill_typed(class.span))?].into())
    }

    /// Simple composition:
    /// `(f o (X1, …, Xn))(e) = ⊎ {f loc(e) x1 … xn | x1 ∈ X1(e), …, xn ∈ Xn(e)}`,
    /// `x1` changing slowest and `xn` fastest.
    fn compose(
        &mut self,
        function: &Expr,
        inputs: &[Arc<Class>],
        class: &Class,
        e: usize,
    ) -> Result<Bag, Fault> {
        let mut choices = vec![vec![Meaning::loc(self.past.loc)]];
        for input in inputs {
            let values = self.class(input, e)?;
            let mut longer = Vec::new();
            for choice in choices {
                longer.extend(values.iter().map(|value| [&choice[..], from_ref(value)].concat()));
            }
            choices = longer;
        }
        let mut bag = Vec::new();
        for args in choices {
            let function = self.reference.eval(function, &class.env)?;
            let made = self.reference.apply_all(function, args, class.span)?.as_bag();
            let made = made.ok_or_else(|| self.reference.ill_typed(class.span))?;
            bag.extend(made.iter().cloned());
        }
        Ok(bag.into())
    }

    /// State: `State(i, t1, X1, …)(e) = Step(e)` if that is not `{}`, else `Pre(e)`, where
    /// `Step(e) = {u s | u ∈ U(e), s ∈ Pre(e)}` and `U(e) = ⊎k {tk loc(e) x | x ∈ Xk(e)}`, in the
    /// order of the pairs. Every transition that fires is applied to the old states, so that
    /// there are several states after an event at which several fire.
    fn after(&mut self, state: &State, class: &Class, e: usize) -> Result<Bag, Fault> {
        let key = Key::After(class.id);
        if let Some(states) = self.past.known(e, key) {
            return Ok(states);
        }
        let pre = self.before(state, class, e)?;
        let mut pending = Vec::new();
        for (transition, input) in &state.pairs {
            for value in self.class(input, e)?.iter() {
                let transition = self.reference.eval(transition, &class.env)?;
                let args = [Meaning::loc(self.past.loc), value.clone()];
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
        self.past.remember(e, key, &states);
        Ok(states)
    }

    /// Memory, and the states that a State starts from: `Memory(i, t1, X1, …)(e) = Pre(e)`, where
    /// `Pre(e) = {i loc(e)}` if `first(e)`, else `State(i, t1, X1, …)(pred(e))`.
    fn before(&mut self, state: &State, class: &Class, e: usize) -> Result<Bag, Fault> {
        match e.checked_sub(1) {
            Some(pred) => self.after(state, class, pred),
            None => Ok([self.reference.initial(state, class, self.past.loc)?].into()),
        }
    }

    /// Parallel: `(X || Y)(e) = X(e) ⊎ Y(e)`.
    fn parallel(&mut self, a: &Class, b: &Class, e: usize) -> Result<Bag, Fault> {
        let (a, b) = (self.class(a, e)?, self.class(b, e)?);
        Ok(a.iter().chain(b.iter()).cloned().collect())
    }

    /// Location: `(X @ ls)(e) = X(e)` if `loc(e) ∈ ls`, else `{}`.
    fn at(&mut self, inner: &Class, ls: &Expr, class: &Class, e: usize) -> Result<Bag, Fault> {
        let among = self.reference.is_among(self.past.loc, ls, class)?;
        if among { self.class(inner, e) } else { Ok([].into()) }
    }
}

impl Reference {
    /// The main class.
    pub(crate) fn main(&self) -> Result<Arc<Class>, Fault> {
        let main = self.program.hir.main.as_ref().expect("only programs with `main` are accepted");
        self.program.main.get_or_init(|| self.eval_class(main, &Env::default())).clone()
    }

    fn instruction(&self, triple: &Meaning, span: Span) -> Result<Instruction, Fault> {
        let Meaning::Tuple(parts) = triple else { return Err(self.ill_typed(span)) };
        let [Meaning::Atom(Value::Int(delay)), Meaning::Atom(Value::Loc(to)), Meaning::Msg(msg)] =
            &parts[..]
        else {
            return Err(self.ill_typed(span));
        };
        let delay_ms = u64::try_from(*delay)
            .map_err(|_| self.fault(FaultKind::NegativeDelay(*delay), msg.delay_span))?;
        let (message, body) = (msg.message, msg.body.clone());
        Ok(Instruction { delay_ms, to: *to, message, header: self.header(message).clone(), body })
    }

    /// `i loc(e)`
    fn initial(&self, state: &State, class: &Class, loc: Loc) -> Result<Meaning, Fault> {
        let init = self.eval(&state.init, &class.env)?;
        self.apply(&init, Meaning::loc(loc), class.span)
    }

    /// Whether `loc ∈ ls`.
    fn is_among(&self, loc: Loc, ls: &Expr, class: &Class) -> Result<bool, Fault> {
        let among = self.eval(ls, &class.env)?.as_bag().ok_or_else(|| self.ill_typed(ls.span))?;
        Ok(among.iter().any(|other| matches!(other, Meaning::Atom(Value::Loc(l)) if *l == loc)))
    }

    /// Whether a class produces at no event of a location, whatever happens: nothing is installed
    /// there. `X @ ls` does not where `loc ∉ ls`, `f o (X1, …, Xn)` if some `Xk` does not, and
    /// `X || Y` if neither does. The initial states are evaluated, as they are when a process is
    /// installed.
    pub(crate) fn is_absent(&self, class: &Class, loc: Loc) -> Result<bool, Fault> {
        let absent = |class: &Arc<Class>| self.is_absent(class, loc);
        match &class.form {
            Form::Base(_) => Ok(false),
            Form::Compose(_, inputs) => {
                let inputs: Vec<bool> = inputs.iter().map(absent).collect::<Result<_, _>>()?;
                Ok(inputs.contains(&true))
            }
            Form::State(_, state) => {
                state.pairs.iter().try_for_each(|(_, input)| absent(input).map(drop))?;
                self.initial(state, class, loc)?;
                Ok(false)
            }
            Form::Parallel(a, b) => {
                let (a, b) = (absent(a)?, absent(b)?);
                Ok(a && b)
            }
            Form::At(inner, ls) => Ok(!self.is_among(loc, ls, class)? || absent(inner)?),
        }
    }
}
