//! An interpreted process.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use evc_runtime::dynamic::Message;
use evc_runtime::{Effects, Fault, Fixed, Loc, Process, Value};

use crate::compile::Frame;
use crate::program::Compiled;

/// Working space of a step, kept so that a step need not allocate it. It is no part of the state:
/// all of them are equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    pub locals: Vec<Value>,
    pub after: Vec<Option<Value>>,
}

impl PartialEq for Scratch {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Scratch {}

impl Ord for Scratch {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl PartialOrd for Scratch {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Scratch {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A machine at a location, with its state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Machine {
    loc: Loc,
    compiled: Fixed<Compiled>,
    vars: Vec<Value>,
    scratch: Scratch,
}

impl Machine {
    pub(crate) fn new(loc: Loc, compiled: Fixed<Compiled>, vars: Vec<Value>) -> Self {
        Self { loc, compiled, vars, scratch: Scratch::default() }
    }
}

impl Process for Machine {
    type Msg = Message;

    fn step(&mut self, msg: Message, fx: &mut Effects<Message>) -> Result<(), Fault> {
        let action = match msg.index {
            Some(index) => self.compiled.actions.get(index as usize).and_then(Option::as_ref),
            None => self.compiled.other.as_ref(),
        };
        let Some(action) = action else { return Ok(()) };
        let scratch = &mut self.scratch;
        scratch.locals.clear();
        scratch.locals.resize(action.locals, Value::Unit);
        scratch.after.clear();
        scratch.after.resize(self.vars.len(), None);
        let params = &self.compiled.params;
        let mut frame = Frame::new(self.loc, params, &self.vars, scratch, Some(fx));
        frame.body = msg.body;
        (action.body)(&mut frame)?;
        for (var, after) in self.vars.iter_mut().zip(&mut self.scratch.after) {
            if let Some(after) = after.take() {
                *var = after;
            }
        }
        Ok(())
    }

    fn state(&self) -> Vec<(String, Value)> {
        let names = self.compiled.vars.iter().map(|(name, _)| name.clone());
        names.zip(self.vars.iter().cloned()).collect()
    }
}
