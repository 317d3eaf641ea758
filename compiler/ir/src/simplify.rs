//! The passes that make a system smaller, in the order they run.
//!
//! After [`join`]: no two neighbouring conditionals ask the same question.
//!
//! After [`name`]: no block evaluates an application of a parameter's function to an atomic
//! argument for certain and then again.
//!
//! After [`dead`]: every local that is bound is read, and every block that is there does
//! something, except where evaluating it may fault.

pub mod dead;
pub mod join;
pub mod name;

use crate::system::{ParamId, System};

/// Runs all passes.
pub fn simplify(system: &mut System) {
    let params: Vec<_> = system.params.iter().map(|param| param.name.clone()).collect();
    let param = |id: ParamId| params.get(id.index()).cloned().unwrap_or_default();
    for machine in &mut system.machines {
        for action in &mut machine.actions {
            // Empty branches go first: they would keep their neighbours apart.
            dead::run(action);
            join::run(&mut action.body);
            name::run(action, &param);
            dead::run(action);
        }
        machine.actions.retain(|action| !action.body.is_empty());
    }
}
