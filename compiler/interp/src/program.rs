//! A system with values for its parameters, compiled.

use evc_base::SourceMap;
use evc_ir::System;
use evc_runtime::{Fault, Fixed, Loc, Value};

use crate::compile::{Compiler, Frame};
use crate::compiled::{Compiled, CompiledAction};
use crate::machine::Machine;
use crate::schema::Messages;
use crate::scratch::Scratch;
use crate::typed::has_type;

/// A parameter whose value is not of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IllTyped {
    /// The parameter's name.
    pub param: String,
    /// Its type, as evml text.
    pub expected: String,
}

/// A system ready to run.
#[derive(Clone, Debug)]
pub struct Program {
    messages: Messages,
    machine: Fixed<Compiled>,
}

impl Program {
    /// Compiles a system. `params` holds a value for each parameter, in order; `sources` is where
    /// the system's places come from.
    ///
    /// # Errors
    /// The first parameter whose value is not of its type, or that has none.
    pub fn new(system: &System, params: Vec<Value>, sources: &SourceMap) -> Result<Self, IllTyped> {
        for (index, param) in system.params.iter().enumerate() {
            if !params.get(index).is_some_and(|value| has_type(value, &param.ty)) {
                let (param, expected) = (param.name.to_string(), param.ty.to_string());
                return Err(IllTyped { param, expected });
            }
        }
        let machine = &system[system.root];
        let compiler = Compiler::new(&system.file, sources);
        let mut actions: Vec<_> = system.messages.iter().map(|_| None).collect();
        let mut other = None;
        for action in &machine.actions {
            let compiled =
                CompiledAction { body: compiler.action(action), locals: action.locals.len() };
            match action.trigger {
                evc_ir::Trigger::Receive(id) => {
                    if let Some(slot) = actions.get_mut(id.index()) {
                        *slot = Some(compiled);
                    }
                }
                evc_ir::Trigger::Other => other = Some(compiled),
            }
        }
        let vars = machine.vars.iter().map(|var| (var.name.to_string(), compiler.expr(&var.init)));
        let compiled = Compiled {
            params,
            placement: compiler.test(&machine.placement),
            vars: vars.collect(),
            actions,
            other,
        };
        Ok(Self { messages: Messages::new(system), machine: Fixed::new(compiled) })
    }

    /// The system's messages.
    pub fn schema(&self) -> Messages {
        self.messages.clone()
    }

    /// What to install at a location; `None` where the specification puts nothing.
    ///
    /// # Errors
    /// A fault while the placement or the initial state is computed.
    pub fn at(&self, loc: Loc) -> Result<Option<Machine>, Fault> {
        let machine = &self.machine;
        let mut scratch = Scratch::default();
        let mut frame = Frame::new(loc, &machine.params, &[], &mut scratch, None);
        if !(machine.placement)(&mut frame)? {
            return Ok(None);
        }
        let vars: Result<Vec<_>, _> =
            machine.vars.iter().map(|(_, init)| init(&mut frame)).collect();
        Ok(Some(Machine::new(loc, self.machine.clone(), vars?)))
    }
}
