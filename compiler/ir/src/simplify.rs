//! The passes that make a system smaller, in the order they run.
//!
//! After [`join`]: no two neighbouring conditionals ask the same question.
//!
//! After [`dead`]: every local that is bound is read, and every block that is there does
//! something, except where evaluating it may fault.

pub mod dead;
pub mod join;

use crate::system::System;

/// Runs all passes.
pub fn simplify(system: &mut System) {
    for machine in &mut system.machines {
        for action in &mut machine.actions {
            // Empty branches go first: they would keep their neighbours apart.
            dead::run(action);
            join::run(&mut action.body);
            dead::run(action);
        }
        machine.actions.retain(|action| !action.body.is_empty());
    }
}
