//! Frame conditions: which actions may affect a variable, which may send a message.
//!
//! In the logic of message automata these are what makes composition a union: a clause that says
//! nothing of a variable leaves it alone because a frame condition says who may touch it.

use crate::expr::{Expr, ExprKind};
use crate::system::{Machine, MessageId, Stmt, StmtKind, System, Trigger, VarId};
use crate::visit;

/// The frame conditions of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frames {
    /// For each state variable, the triggers of the actions that may change it.
    pub affects: Vec<(VarId, Vec<Trigger>)>,
    /// For each message that some action may send, the triggers of those actions.
    pub sends: Vec<(MessageId, Vec<Trigger>)>,
}

/// Computes the frame conditions of a machine.
pub fn frames(system: &System, machine: &Machine) -> Frames {
    let triggers = |touches: &dyn Fn(&StmtKind) -> bool| -> Vec<Trigger> {
        let mut found = Vec::new();
        for action in &machine.actions {
            let mut touched = false;
            visit::each_stmt(&action.body, &mut |stmt| touched |= touches(&stmt.kind));
            if touched {
                found.push(action.trigger);
            }
        }
        found
    };
    let affects = (0..machine.vars.len() as u32)
        .map(VarId)
        .map(|var| (var, triggers(&|stmt| matches!(stmt, StmtKind::Set(set, _) if *set == var))));
    let sends = (0..system.messages.len() as u32).map(MessageId).map(|id| {
        (id, triggers(&|stmt| matches!(stmt, StmtKind::Send { message, .. } if *message == id)))
    });
    Frames {
        affects: affects.collect(),
        sends: sends.filter(|(_, triggers)| !triggers.is_empty()).collect(),
    }
}

/// Whether something in a block may fault.
pub fn may_fault(block: &[Stmt]) -> bool {
    let mut found = false;
    visit::each_stmt(block, &mut |stmt| {
        // A negative delay is a fault.
        found |= matches!(stmt.kind, StmtKind::Send { delay: Some(_), .. })
            || visit::exprs(stmt).into_iter().any(Expr::may_fault);
    });
    found
}

/// Whether a block reads the value that a state variable has after the event.
pub fn reads_after(block: &[Stmt]) -> bool {
    let mut found = false;
    visit::each_stmt(block, &mut |stmt| {
        for expr in visit::exprs(stmt) {
            visit::each(expr, &mut |part| found |= matches!(part.kind, ExprKind::After(_)));
        }
    });
    found
}
