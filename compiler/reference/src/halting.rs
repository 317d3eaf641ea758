//! When a class has halted: it produces at no event from one on, whatever happens there.
//!
//! The language defines this for each form, and engines agree on it, because the expressions of a
//! class that has halted are not evaluated any more and cannot fault. It says less than there is
//! to know: a class may never produce again and not have halted.

use std::sync::Arc;

use evc_runtime::{Fault, Loc};

use crate::Reference;
use crate::class::{Class, Copy, Form, Here, Part, key};
use crate::past::{Known, Order, What};

impl Here<'_> {
    /// Whether the main class has halted before the event of that number, which need not have
    /// happened.
    pub fn main_halted(&mut self, e: usize) -> Result<bool, Fault> {
        let main = self.reference.main()?;
        self.halted(&main, &self.past.order(), e)
    }

    /// Whether `X` has halted before `e`. What has halted stays so.
    pub fn halted(&mut self, class: &Class, o: &Arc<Order>, e: usize) -> Result<bool, Fault> {
        let key = key(class, o, What::Halted);
        if let Some(Known::Truth(halted)) = self.past.known(e, &key) {
            return Ok(halted);
        }
        let pred = self.past.pred(o, e);
        let halted = match pred {
            Some(pred) if self.halted(class, o, pred)? => true,
            _ => self.halts(class, o, e, pred)?,
        };
        self.past.remember(e, key, Known::Truth(halted));
        Ok(halted)
    }

    /// The same by the form of `X`, where it had not halted before `pred(e)`.
    fn halts(
        &mut self,
        class: &Class,
        o: &Arc<Order>,
        e: usize,
        pred: Option<usize>,
    ) -> Result<bool, Fault> {
        match &class.form {
            Form::Null => Ok(true),
            // These may produce at any event, or at every one.
            Form::Base(_)
            | Form::Verify(_)
            | Form::ComposeBags(..)
            | Form::State(..)
            | Form::Prior(_)
            | Form::Default(..) => Ok(false),
            // One input that cannot produce is enough.
            Form::Compose(_, inputs) | Form::Feedback(_, inputs, _) => self.any(inputs, o, e),
            Form::Parallel(x, y) | Form::Otherwise(x, y) => {
                Ok(self.halted(x, o, e)? & self.halted(y, o, e)?)
            }
            Form::At(x, ls) => {
                Ok(!self.reference.is_among(o.loc, ls, class)? || self.halted(x, o, e)?)
            }
            Form::Delegate(x, _) => {
                Ok(self.halted(x, o, e)? && self.copies_before(class, o, e)?.is_empty())
            }
            Form::Recursive(..) => Ok(self.copies_before(class, o, e)?.is_empty()),
            Form::Until(x, y) => Ok(self.halted(x, o, e)? || self.produced(y, o, pred)?),
            Form::Once(x) => Ok(self.halted(x, o, e)? || self.produced(x, o, pred)?),
            Form::Skip(x) => self.halted(x, o, e),
            Form::Output(_) => Ok(pred.is_some()),
            Form::OnLoc(inner) => {
                let x = self.reference.on_loc(inner, class, o.loc)?;
                self.halted(&x, o, e)
            }
            Form::Simulated(x, loc, header) => {
                let inside = self.reference.inside(loc, header, class, o)?;
                self.halted(x, &inside, e)
            }
        }
    }

    fn any(&mut self, parts: &[Part], o: &Arc<Order>, e: usize) -> Result<bool, Fault> {
        let halted: Result<Vec<_>, _> = parts.iter().map(|part| self.halted(part, o, e)).collect();
        Ok(halted?.contains(&true))
    }

    /// Whether a class produced at the event just before.
    fn produced(
        &mut self,
        class: &Class,
        o: &Arc<Order>,
        pred: Option<usize>,
    ) -> Result<bool, Fault> {
        pred.map_or(Ok(false), |pred| Ok(!self.class(class, o, pred)?.is_empty()))
    }

    /// Whether a copy produces no more and starts no more.
    pub fn copy_halted(&mut self, copy: &Copy, e: usize) -> Result<bool, Fault> {
        let starter = match &copy.starter {
            Some(starter) => self.halted(starter, &copy.order, e)?,
            None => true,
        };
        Ok(self.halted(&copy.class, &copy.order, e)? && starter)
    }
}

impl Reference {
    /// Evaluates the initial states of a class where a process for it is installed, so that one
    /// that cannot start is never there. Those of sub-processes wait for their first event.
    pub(crate) fn install(&self, class: &Class, loc: Loc) -> Result<(), Fault> {
        let all = |parts: &[Part]| parts.iter().try_for_each(|part| self.install(part, loc));
        match &class.form {
            Form::Null
            | Form::Base(_)
            | Form::Verify(_)
            | Form::Output(_)
            | Form::Recursive(..)
            | Form::Simulated(..) => Ok(()),
            Form::Compose(_, inputs)
            | Form::Feedback(_, inputs, _)
            | Form::ComposeBags(_, inputs) => all(inputs),
            Form::State(_, state) => {
                state.pairs.iter().try_for_each(|(_, input)| self.install(input, loc))?;
                self.initial(state, class, loc).map(drop)
            }
            Form::Parallel(x, y) | Form::Until(x, y) | Form::Otherwise(x, y) => {
                self.install(x, loc)?;
                self.install(y, loc)
            }
            Form::Delegate(x, _)
            | Form::Once(x)
            | Form::Prior(x)
            | Form::Skip(x)
            | Form::Default(x, _) => self.install(x, loc),
            Form::At(x, ls) => {
                if self.is_among(loc, ls, class)? {
                    self.install(x, loc)
                } else {
                    Ok(())
                }
            }
            Form::OnLoc(inner) => self.install(&*self.on_loc(inner, class, loc)?, loc),
        }
    }
}
