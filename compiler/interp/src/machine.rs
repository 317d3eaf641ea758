//! An interpreted process.

use evc_runtime::dynamic::Message;
use evc_runtime::{Effects, Fault, Fixed, Loc, Process, Value};

use crate::compile::Frame;
use crate::compiled::Compiled;
use crate::scratch::Scratch;

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
