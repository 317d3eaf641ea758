//! What every well-formed system satisfies.
//!
//! The rules, each checked here and nowhere assumed without:
//!
//! 1. every id names an entry of its table, and a machine has at most one action per trigger;
//! 2. every expression has the type its form gives it, and every pattern matches its type;
//! 3. on no path a local is bound twice, and it is bound before it is read, in a block that
//!    encloses the reading;
//! 4. initial values and placements read no local and no state;
//! 5. no path through an action sets a variable twice, and none sets it after reading its value
//!    *after* the event;
//! 6. only internal and output messages are sent;
//! 7. no loop sets a variable.
//!
//! Lowering and every pass keep them; tests and debug builds run [`verify`] after each.

mod types;

use std::collections::BTreeSet;
use std::fmt;

use crate::expr::{Expr, ExprKind, Pat};
use crate::system::{Action, Direction, LocalId, Machine, Stmt, StmtKind, System, VarId};
use crate::ty::Ty;
use crate::visit;

/// A rule that a system breaks, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The machine and action, or `system`.
    pub place: String,
    /// Which rule, in words.
    pub rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.rule)
    }
}

/// Checks a system.
///
/// # Errors
/// The first violation of each action, initial value and placement.
pub fn verify(system: &System) -> Result<(), Vec<Violation>> {
    let mut violations = Vec::new();
    let mut check = |place: String, result: Result<(), String>| {
        if let Err(rule) = result {
            violations.push(Violation { place, rule });
        }
    };
    let root = system.machines.get(system.root.index());
    check("system".to_owned(), root.map(|_| ()).ok_or_else(|| "no root machine".to_owned()));
    for machine in &system.machines {
        let closed = Checker::new(system, machine, &[]);
        check(
            format!("{} placement", machine.name),
            closed.constant(&machine.placement, &Ty::Bool),
        );
        for var in &machine.vars {
            let place = format!("{} variable {}", machine.name, var.name);
            check(place.clone(), closed.constant(&var.init, &var.ty));
            check(place, fields(&var.ty, &var.fields));
        }
        let mut triggers = BTreeSet::new();
        for action in &machine.actions {
            let place = format!("{} on {:?}", machine.name, action.trigger);
            let fresh = triggers.insert(action.trigger);
            check(place.clone(), fresh.then_some(()).ok_or_else(|| "a second action".to_owned()));
            check(place, Checker::new(system, machine, &action.locals).action(action));
        }
    }
    if violations.is_empty() { Ok(()) } else { Err(violations) }
}

fn fields(ty: &Ty, fields: &[smol_str::SmolStr]) -> Result<(), String> {
    let wanted = match ty {
        Ty::Tuple(components) => components.len(),
        _ => 0,
    };
    let distinct: BTreeSet<_> = fields.iter().collect();
    require(
        fields.is_empty() || (fields.len() == wanted && distinct.len() == wanted),
        "its fields are not one name for each component",
    )
}

fn require(holds: bool, rule: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(rule.to_owned()) }
}

/// What has happened on the way to a statement.
#[derive(Clone, Debug, Default)]
struct Path {
    bound: BTreeSet<LocalId>,
    set: BTreeSet<VarId>,
    read_after: BTreeSet<VarId>,
}

struct Checker<'a> {
    system: &'a System,
    machine: &'a Machine,
    locals: &'a [crate::system::Local],
}

impl<'a> Checker<'a> {
    fn new(system: &'a System, machine: &'a Machine, locals: &'a [crate::system::Local]) -> Self {
        Self { system, machine, locals }
    }

    /// Rule 4.
    fn constant(&self, expr: &Expr, ty: &Ty) -> Result<(), String> {
        let mut reads_state = false;
        visit::each(expr, &mut |part| {
            reads_state |= matches!(part.kind, ExprKind::When(_) | ExprKind::After(_));
        });
        require(!reads_state, "a constant reads the state")?;
        self.expr(expr, ty, &mut Path::default())
    }

    fn action(&self, action: &Action) -> Result<(), String> {
        let mut path = Path::default();
        let body = match action.trigger {
            crate::system::Trigger::Receive(id) => {
                let message = self.system.messages.get(id.index());
                &message.ok_or_else(|| format!("{id:?} names no message"))?.ty
            }
            crate::system::Trigger::Other => &Ty::Unit,
        };
        self.bind(&action.pattern, body, &mut path)?;
        self.block(&action.body, &mut path)
    }

    fn block(&self, block: &[Stmt], path: &mut Path) -> Result<(), String> {
        block.iter().try_for_each(|stmt| self.stmt(stmt, path))
    }

    fn stmt(&self, stmt: &Stmt, path: &mut Path) -> Result<(), String> {
        match &stmt.kind {
            StmtKind::Let(pat, value) => {
                self.expr(value, &value.ty, path)?;
                self.bind(pat, &value.ty, path)
            }
            StmtKind::If(condition, yes, no) => {
                self.expr(condition, &Ty::Bool, path)?;
                let (mut then, mut otherwise) = (path.clone(), path.clone());
                self.block(yes, &mut then)?;
                self.block(no, &mut otherwise)?;
                // What a branch binds is not visible behind it.
                path.set.extend(then.set.union(&otherwise.set));
                path.read_after.extend(then.read_after.union(&otherwise.read_after));
                Ok(())
            }
            StmtKind::For(pat, bag, block) => {
                let Ty::Bag(element) = &bag.ty else {
                    return Err("a loop over something that is no bag".to_owned());
                };
                self.expr(bag, &bag.ty, path)?;
                let mut inside = path.clone();
                self.bind(pat, element, &mut inside)?;
                self.block(block, &mut inside)?;
                require(inside.set == path.set, "a variable is set in a loop")?;
                path.read_after = inside.read_after;
                Ok(())
            }
            StmtKind::Set(id, value) => {
                let var = self.machine.vars.get(id.index());
                let var = var.ok_or_else(|| format!("{id:?} names no variable"))?;
                self.expr(value, &var.ty, path)?;
                require(!path.read_after.contains(id), "a variable is set after it is read after")?;
                require(path.set.insert(*id), "a variable is set twice")
            }
            StmtKind::Send { delay, to, message, body } => {
                if let Some(delay) = delay {
                    self.expr(delay, &Ty::Int, path)?;
                }
                self.expr(to, &Ty::Loc, path)?;
                let declared = self.system.messages.get(message.index());
                let declared = declared.ok_or_else(|| format!("{message:?} names no message"))?;
                require(declared.direction != Direction::Input, "an input is sent")?;
                self.expr(body, &declared.ty, path)
            }
        }
    }

    /// Rule 3, and the patterns of rule 2.
    fn bind(&self, pat: &Pat, ty: &Ty, path: &mut Path) -> Result<(), String> {
        match (pat, ty) {
            (Pat::Wild, _) => Ok(()),
            (Pat::Local(id), _) => {
                let local = self.locals.get(id.index());
                let local = local.ok_or_else(|| format!("{id:?} names no local"))?;
                require(local.ty == *ty, "a pattern binds a local of another type")?;
                require(path.bound.insert(*id), "a local is bound twice")
            }
            (Pat::Tuple(pats), Ty::Tuple(components)) if pats.len() == components.len() => {
                pats.iter().zip(components).try_for_each(|(pat, ty)| self.bind(pat, ty, path))
            }
            (Pat::Tuple(_), _) => Err(format!("a tuple pattern for a value of type {ty}")),
        }
    }
}
