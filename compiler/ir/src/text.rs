//! The text form of the IR: what `evc dump --phase ir` prints and every fixture compares.
//!
//! Names are those of the specification. A local whose name is taken in its action carries a
//! number, as in `epoch.2`; `.` is no letter of evml names, so nothing can clash with it.

mod expr;

use std::fmt::Write;

use crate::expr::Pat;
use crate::frames::{self, Frames};
use crate::system::{Action, Direction, Local, Machine, Message, Stmt, StmtKind, System, Trigger};
use crate::ty::Ty;

/// Prints a system.
pub fn print(system: &System) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "system {} from {:?}", system.name, system.file.as_str());
    out.push('\n');
    for param in &system.params {
        let _ = writeln!(out, "parameter {} : {}", param.name, param.ty);
    }
    out.push('\n');
    for message in &system.messages {
        let (direction, header) = (direction(message), message.header.join(" "));
        let _ = writeln!(out, "{direction} {} ``{header}`` : {}", message.name, message.ty);
    }
    for machine in &system.machines {
        out.push('\n');
        machine_text(system, machine, &mut out);
    }
    out
}

/// The word that declares a message.
fn direction(message: &Message) -> &'static str {
    match message.direction {
        Direction::Input => "input",
        Direction::Internal => "internal",
        Direction::Output => "output",
    }
}

fn machine_text(system: &System, machine: &Machine, out: &mut String) {
    let closed = Printer { system, machine, names: Vec::new() };
    let placement = closed.expr(&machine.placement);
    let _ = writeln!(out, "machine {} where {placement}", machine.name);
    for var in &machine.vars {
        let init = closed.expr(&var.init);
        let ty = match &var.ty {
            Ty::Tuple(types) if !var.fields.is_empty() => {
                let fields = var.fields.iter().zip(types);
                let fields: Vec<_> = fields.map(|(name, ty)| format!("{name} : {ty}")).collect();
                format!("({})", fields.join(", "))
            }
            ty => ty.to_string(),
        };
        let _ = writeln!(out, "  variable {} : {ty} = {init}", var.name);
    }
    for action in &machine.actions {
        out.push('\n');
        let printer = Printer { system, machine, names: unique_names(&action.locals) };
        printer.action(action, out);
    }
    out.push('\n');
    frames_text(system, machine, out);
}

fn frames_text(system: &System, machine: &Machine, out: &mut String) {
    let list = |triggers: &[Trigger]| {
        let names: Vec<_> = triggers.iter().map(|t| trigger(system, *t)).collect();
        names.join(", ")
    };
    let Frames { affects, sends } = frames::frames(system, machine);
    for (var, triggers) in affects {
        let name = &machine[var].name;
        let _ = match triggers.is_empty() {
            true => writeln!(out, "  nothing affects {name}"),
            false => writeln!(out, "  only {} affects {name}", list(&triggers)),
        };
    }
    for (message, triggers) in sends {
        let _ = writeln!(out, "  only {} sends {}", list(&triggers), system[message].name);
    }
}

fn trigger(system: &System, trigger: Trigger) -> &str {
    match trigger {
        Trigger::Receive(message) => &system[message].name,
        Trigger::Other => "other",
    }
}

/// Names for the locals of an action, all different.
pub fn unique_names(locals: &[Local]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for local in locals {
        let taken = |name: &str| names.iter().any(|other| other == name);
        let numbered = (2..).map(|n| format!("{}.{n}", local.name));
        let name = std::iter::once(local.name.to_string()).chain(numbered).find(|n| !taken(n));
        names.push(name.unwrap_or_default());
    }
    names
}

/// Prints the parts of one machine, within one action.
struct Printer<'a> {
    system: &'a System,
    machine: &'a Machine,
    names: Vec<String>,
}

impl Printer<'_> {
    fn action(&self, action: &Action, out: &mut String) {
        let trigger = trigger(self.system, action.trigger);
        match action.trigger {
            Trigger::Receive(_) => {
                let _ = writeln!(out, "  on {trigger} {}", self.pat(&action.pattern));
            }
            Trigger::Other => {
                let _ = writeln!(out, "  on {trigger}");
            }
        }
        self.block(&action.body, 2, out);
    }

    fn block(&self, block: &[Stmt], depth: usize, out: &mut String) {
        for stmt in block {
            let indent = "  ".repeat(depth);
            match &stmt.kind {
                StmtKind::Let(pat, value) => {
                    let _ = writeln!(out, "{indent}let {} = {}", self.pat(pat), self.expr(value));
                }
                StmtKind::If(condition, yes, no) => {
                    let _ = writeln!(out, "{indent}if {}", self.expr(condition));
                    self.block(yes, depth + 1, out);
                    if !no.is_empty() {
                        let _ = writeln!(out, "{indent}else");
                        self.block(no, depth + 1, out);
                    }
                }
                StmtKind::For(pat, bag, block) => {
                    let (pat, bag) = (self.pat(pat), self.expr(bag));
                    let _ = writeln!(out, "{indent}for {pat} in {bag}");
                    self.block(block, depth + 1, out);
                }
                StmtKind::Set(var, value) => {
                    let name = &self.machine[*var].name;
                    let _ = writeln!(out, "{indent}{name} := {}", self.expr(value));
                }
                StmtKind::Send { delay, to, message, body } => {
                    let name = &self.system[*message].name;
                    let (to, body) = (self.expr(to), self.atom(body));
                    let _ = write!(out, "{indent}send {name} {body} to {to}");
                    if let Some(delay) = delay {
                        let _ = write!(out, " after {}", self.expr(delay));
                    }
                    out.push('\n');
                }
            }
        }
    }

    fn pat(&self, pat: &Pat) -> String {
        match pat {
            Pat::Wild => "_".to_owned(),
            Pat::Local(id) => self.local(id.index()),
            Pat::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.pat(part)).collect();
                format!("({})", parts.join(", "))
            }
        }
    }

    fn local(&self, index: usize) -> String {
        self.names.get(index).cloned().unwrap_or_default()
    }
}
