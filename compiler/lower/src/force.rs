//! Keeping what is computed where the language computes it.
//!
//! Evaluation in this crate moves expressions to where their values are used. What cannot fault
//! may be moved, repeated and dropped; what can is evaluated exactly when its binding is, so that
//! a fault happens in every engine or in none.

use evc_base::Span;
use evc_ir::{Expr, ExprKind, LocalId, Pat, Stmt, StmtKind, Ty, visit};
use evc_sema::hir;
use std::rc::Rc;

use crate::eval::Block;
use crate::value::{Env, Instruction, Value};
use crate::{Lowered, Lowering};

impl Lowering<'_> {
    /// Names what would otherwise be computed at each use.
    pub(crate) fn name(&mut self, name: &str, value: Value, out: &mut Block) -> Value {
        match value {
            Value::Dynamic(expr) if self.naming => {
                if let ExprKind::Local(id) = expr.kind {
                    self.action.rename(id, name);
                }
                if expr.is_atomic() { Value::Dynamic(expr) } else { self.bound(name, expr, out) }
            }
            Value::Tuple(parts) => {
                Value::Tuple(parts.into_iter().map(|part| self.name(name, part, out)).collect())
            }
            value => self.force(value, out),
        }
    }

    /// Evaluates what may fault in a value, or defines locals and so may stand in one place only.
    pub(crate) fn force(&mut self, value: Value, out: &mut Block) -> Value {
        let mut all = |values: Vec<Value>| -> Vec<Value> {
            values.into_iter().map(|value| self.force(value, out)).collect()
        };
        match value {
            Value::Dynamic(expr) => Value::Dynamic(self.force_expr(expr, out)),
            Value::Tuple(parts) => Value::Tuple(all(parts)),
            Value::Bag(elements) => Value::Bag(all(elements)),
            Value::Builtin(builtin, args, span) => Value::Builtin(builtin, all(args), span),
            Value::Send(message, component, args) => Value::Send(message, component, all(args)),
            Value::Instruction(instruction) => {
                Value::Instruction(self.force_instruction(&instruction, out))
            }
            Value::Broadcast(instruction) => {
                Value::Broadcast(self.force_instruction(&instruction, out))
            }
            value @ (Value::Closure(_) | Value::Class(_)) => value,
        }
    }

    fn force_instruction(&mut self, instruction: &Instruction, out: &mut Block) -> Rc<Instruction> {
        let Instruction { delay, to, message, body } = instruction.clone();
        let delay = delay.map(|delay| self.force_expr(delay, out));
        let (to, body) = (self.force_expr(to, out), self.force_expr(body, out));
        Rc::new(Instruction { delay, to, message, body })
    }

    /// Evaluates what may fault in a value that nothing uses.
    pub(crate) fn discard(&mut self, value: Value, out: &mut Block) {
        match value {
            Value::Dynamic(expr) => {
                if expr.may_fault() {
                    out.push(Stmt { span: expr.span, kind: StmtKind::Let(Pat::Wild, expr) });
                }
            }
            Value::Tuple(parts)
            | Value::Bag(parts)
            | Value::Builtin(_, parts, _)
            | Value::Send(_, _, parts) => {
                parts.into_iter().for_each(|part| self.discard(part, out));
            }
            Value::Instruction(instruction) | Value::Broadcast(instruction) => {
                let Instruction { delay, to, body, .. } = &*instruction;
                for expr in delay.iter().chain([to, body]) {
                    self.discard(Value::Dynamic(expr.clone()), out);
                }
            }
            Value::Closure(_) | Value::Class(_) => {}
        }
    }

    /// Evaluates a definition that is general in types once, as all its uses do, whatever the
    /// types are.
    pub(crate) fn force_general(
        &mut self,
        id: hir::LocalId,
        value: &hir::Expr,
        env: &Env,
        out: &mut Block,
    ) -> Lowered<()> {
        if matches!(value.kind, hir::ExprKind::Lambda(..)) {
            return Ok(());
        }
        let generics = self.hir[id].scheme.generics.clone();
        let env = env.with_generics(generics.into_iter().map(|generic| (generic, Ty::Unit)));
        let value = self.eval(value, &env, out)?;
        self.discard(value, out);
        Ok(())
    }

    fn force_expr(&mut self, expr: Expr, out: &mut Block) -> Expr {
        if !expr.may_fault() && !defines(&expr) {
            return expr;
        }
        if self.naming {
            let (id, ty, span) = self.local_for(crate::emit::ANONYMOUS, expr, out);
            return Expr::new(ExprKind::Local(id), ty, span);
        }
        // Outside any action nothing can be named; computing it twice gives the same.
        self.discard(Value::Dynamic(expr.clone()), out);
        expr
    }

    fn bound(&mut self, name: &str, expr: Expr, out: &mut Block) -> Value {
        let (id, ty, span) = self.local_for(name, expr, out);
        Value::Dynamic(Expr::new(ExprKind::Local(id), ty, span))
    }

    fn local_for(&mut self, name: &str, expr: Expr, out: &mut Block) -> (LocalId, Ty, Span) {
        let (ty, span) = (expr.ty.clone(), expr.span);
        let id = self.action.local(name, ty.clone());
        out.push(Stmt { kind: StmtKind::Let(Pat::Local(id), expr), span });
        (id, ty, span)
    }
}

/// Whether an expression defines locals.
fn defines(expr: &Expr) -> bool {
    let mut found = false;
    visit::each(expr, &mut |part| found |= matches!(part.kind, ExprKind::Let(..)));
    found
}
