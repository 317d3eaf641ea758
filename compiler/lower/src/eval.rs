//! Evaluation as far as the program determines it.
//!
//! Arguments are evaluated before functions, as every engine does, so that a fault happens in
//! all of them or in none. A value of run time that is bound to a variable becomes a named local
//! of the action, so that it is computed once.

use std::rc::Rc;

use evc_base::Span;
use evc_ir::{self as ir, Expr, ExprKind, Stmt, StmtKind, Ty};
use evc_sema::hir::{self, Builtin, Component};
use evc_sema::ty::{Con, TyId, View};

use crate::value::{Bound, Closure, Env, Instruction, Value};
use crate::{Lowered, Lowering};

/// The statements of the block under construction.
pub(crate) type Block = Vec<Stmt>;

impl Lowering<'_> {
    /// Evaluates an expression; what has to be computed first goes to `out`.
    pub(crate) fn eval(&mut self, expr: &hir::Expr, env: &Env, out: &mut Block) -> Lowered<Value> {
        self.enter(expr.span)?;
        let value = self.eval_form(expr, env, out);
        self.leave();
        value
    }

    /// Every case is a function of its own, so that nested expressions need little stack.
    fn eval_form(&mut self, expr: &hir::Expr, env: &Env, out: &mut Block) -> Lowered<Value> {
        match &expr.kind {
            hir::ExprKind::Local(id, args) => self.local(*id, args, env, expr.span, out),
            hir::ExprKind::Global(id, args) => self.global(*id, args, env, out, expr.span),
            hir::ExprKind::Component(_, Component::Base)
            | hir::ExprKind::Compose(..)
            | hir::ExprKind::State(..)
            | hir::ExprKind::Parallel(..)
            | hir::ExprKind::At(..) => self.class_form(expr, env),
            hir::ExprKind::Tuple(parts) => self.tuple(parts, env, out),
            hir::ExprKind::List(elements) => self.list(elements, expr, env, out),
            hir::ExprKind::Bag(elements) => self.bag(elements, expr, env, out),
            hir::ExprKind::Apply(function, argument) => {
                self.application(function, argument, env, expr.span, out)
            }
            hir::ExprKind::Let(pat, value, body) => self.let_in(pat, value, body, env, out),
            hir::ExprKind::If(condition, yes, no) => {
                self.conditional(expr, [condition, yes, no], env, out)
            }
            hir::ExprKind::And(a, b) | hir::ExprKind::Or(a, b) => {
                self.connective(expr, a, b, env, out)
            }
            _ => self.atom(expr, env),
        }
    }

    /// An expression without parts to evaluate.
    fn atom(&mut self, expr: &hir::Expr, env: &Env) -> Lowered<Value> {
        let span = expr.span;
        let (kind, ty) = match &expr.kind {
            hir::ExprKind::Int(value) => (ExprKind::Int(*value), Ty::Int),
            hir::ExprKind::Bool(value) => (ExprKind::Bool(*value), Ty::Bool),
            hir::ExprKind::Unit => (ExprKind::Unit, Ty::Unit),
            hir::ExprKind::Str(text) => (ExprKind::Str(text.clone()), Ty::Str),
            hir::ExprKind::Tok(text) => (ExprKind::Tok(text.clone()), Ty::Tok),
            hir::ExprKind::Param(id) => {
                (ExprKind::Param(ir::ParamId(id.0)), self.ty(expr.ty, env, span)?)
            }
            hir::ExprKind::Builtin(builtin) if is_lowered(*builtin) => {
                return Ok(Value::Builtin(*builtin, Vec::new(), span));
            }
            hir::ExprKind::Component(id, component) if is_sent(*component) => {
                return Ok(Value::Send(*id, *component, Vec::new()));
            }
            hir::ExprKind::Lambda(pat, body) => {
                let (pat, body, env) = ((**pat).clone(), (**body).clone(), env.clone());
                return Ok(Value::Closure(Rc::new(Closure { pat, body, env })));
            }
            _ => return self.not_yet(span, "this expression"),
        };
        Ok(Value::Dynamic(Expr::new(kind, ty, span)))
    }

    fn bag(
        &mut self,
        elements: &[hir::Expr],
        expr: &hir::Expr,
        env: &Env,
        out: &mut Block,
    ) -> Lowered<Value> {
        if elements.is_empty() && self.is_data(expr.ty, env) {
            let ty = self.ty(expr.ty, env, expr.span)?;
            return Ok(Value::Dynamic(Expr::new(ExprKind::Bag(Vec::new()), ty, expr.span)));
        }
        Ok(Value::Bag(self.each(elements, env, out)?))
    }

    fn application(
        &mut self,
        function: &hir::Expr,
        argument: &hir::Expr,
        env: &Env,
        span: Span,
        out: &mut Block,
    ) -> Lowered<Value> {
        let function = self.eval(function, env, out)?;
        let argument = self.eval(argument, env, out)?;
        self.apply(function, argument, span, out)
    }

    fn let_in(
        &mut self,
        pat: &hir::Pat,
        value: &hir::Expr,
        body: &hir::Expr,
        env: &Env,
        out: &mut Block,
    ) -> Lowered<Value> {
        let env = self.define(pat, value, env, out)?;
        self.eval(body, &env, out)
    }

    fn conditional(
        &mut self,
        expr: &hir::Expr,
        [condition, yes, no]: [&hir::Expr; 3],
        env: &Env,
        out: &mut Block,
    ) -> Lowered<Value> {
        if !self.is_data(expr.ty, env) {
            return self.not_yet(expr.span, "a conditional of functions");
        }
        let condition = self.eval_expr(condition, env, out)?;
        let (yes, no) = (self.closed_expr(yes, env)?, self.closed_expr(no, env)?);
        let ty = yes.ty.clone();
        let kind = ExprKind::If(condition.into(), yes.into(), no.into());
        Ok(Value::Dynamic(Expr::new(kind, ty, expr.span)))
    }

    /// `/\` and `\/`, which leave out what they need not compute.
    fn connective(
        &mut self,
        expr: &hir::Expr,
        a: &hir::Expr,
        b: &hir::Expr,
        env: &Env,
        out: &mut Block,
    ) -> Lowered<Value> {
        let (a, b) = (self.eval_expr(a, env, out)?, self.closed_expr(b, env)?);
        let kind = match &expr.kind {
            hir::ExprKind::And(..) => ExprKind::And(a.into(), b.into()),
            _ => ExprKind::Or(a.into(), b.into()),
        };
        Ok(Value::Dynamic(Expr::new(kind, Ty::Bool, expr.span)))
    }

    fn list(
        &mut self,
        elements: &[hir::Expr],
        expr: &hir::Expr,
        env: &Env,
        out: &mut Block,
    ) -> Lowered<Value> {
        let span = expr.span;
        let elements = self.each(elements, env, out)?;
        let ty = self.ty(expr.ty, env, span)?;
        let mut exprs = Vec::new();
        for element in elements {
            exprs.push(self.reify(element, span)?);
        }
        Ok(Value::Dynamic(Expr::new(ExprKind::List(exprs), ty, span)))
    }

    fn each(&mut self, exprs: &[hir::Expr], env: &Env, out: &mut Block) -> Lowered<Vec<Value>> {
        exprs.iter().map(|expr| self.eval(expr, env, out)).collect()
    }

    /// Evaluates to a run-time expression.
    pub(crate) fn eval_expr(
        &mut self,
        expr: &hir::Expr,
        env: &Env,
        out: &mut Block,
    ) -> Lowered<Expr> {
        let value = self.eval(expr, env, out)?;
        self.reify(value, expr.span)
    }

    /// Evaluates to a run-time expression that carries what has to be computed first.
    pub(crate) fn closed_expr(&mut self, expr: &hir::Expr, env: &Env) -> Lowered<Expr> {
        let mut out = Block::new();
        let result = self.eval_expr(expr, env, &mut out)?;
        self.wrap(out, result)
    }

    /// An expression that computes first what has been put before it.
    pub(crate) fn wrap(&mut self, first: Block, mut result: Expr) -> Lowered<Expr> {
        self.height(first.len(), result.span)?;
        for stmt in first.into_iter().rev() {
            match stmt.kind {
                StmtKind::Let(pat, value) => {
                    let ty = result.ty.clone();
                    let kind = ExprKind::Let(pat, value.into(), result.into());
                    result = Expr::new(kind, ty, stmt.span);
                }
                StmtKind::Set(..)
                | StmtKind::If(..)
                | StmtKind::For(..)
                | StmtKind::Send { .. } => {
                    return self.not_yet(stmt.span, "an effect within an expression");
                }
            }
        }
        self.check_height(&result)?;
        Ok(result)
    }

    /// The run-time form of a value.
    pub(crate) fn reify(&mut self, value: Value, span: Span) -> Lowered<Expr> {
        match value {
            Value::Dynamic(expr) => Ok(expr),
            Value::Tuple(parts) => {
                let mut exprs = Vec::new();
                for part in parts {
                    exprs.push(self.reify(part, span)?);
                }
                let ty = Ty::Tuple(exprs.iter().map(|expr| expr.ty.clone()).collect());
                Ok(Expr::new(ExprKind::Tuple(exprs), ty, span))
            }
            Value::Bag(elements) => {
                let mut exprs = Vec::new();
                for element in elements {
                    exprs.push(self.reify(element, span)?);
                }
                match exprs.first().map(|first| first.ty.clone()) {
                    Some(ty) => Ok(Expr::new(ExprKind::Bag(exprs), Ty::Bag(ty.into()), span)),
                    None => self.not_yet(span, "an empty bag of instructions as a value"),
                }
            }
            Value::Closure(_) | Value::Builtin(..) | Value::Send(..) => {
                self.not_yet(span, "a function as a value at run time")
            }
            Value::Instruction(_) | Value::Broadcast(_) => {
                self.not_yet(span, "an instruction as a value at run time")
            }
            Value::Class(_) => self.not_yet(span, "a class as a value at run time"),
        }
    }

    fn local(
        &mut self,
        id: hir::LocalId,
        args: &[TyId],
        env: &Env,
        span: Span,
        out: &mut Block,
    ) -> Lowered<Value> {
        match env.local(id).cloned() {
            // A fault that a variable's value causes is one of the place where it is used.
            Some(Bound::Value(Value::Dynamic(expr))) if expr.is_atomic() => {
                Ok(Value::Dynamic(Expr { span, ..expr }))
            }
            Some(Bound::Value(value)) => {
                self.charge_value(&value, span)?;
                Ok(value)
            }
            Some(Bound::General(expr, defined)) => {
                let generics = self.hir[id].scheme.generics.clone();
                let types = self.known_types(args, env, span);
                let known = generics.into_iter().zip(types).filter_map(|(g, t)| Some((g, t?)));
                let env = defined.with_generics(known);
                self.eval(&expr, &env, out)
            }
            None => self.not_yet(span, "this use of a variable"),
        }
    }

    fn global(
        &mut self,
        id: hir::DefId,
        args: &[TyId],
        env: &Env,
        out: &mut Block,
        span: Span,
    ) -> Lowered<Value> {
        let types = self.known_types(args, env, span);
        if let Some(class) = self.classes.definition(id, &types) {
            return Ok(Value::Class(class));
        }
        let hir = self.hir;
        let inside = self.global_env(id, args, env, span);
        let outer = self.current.replace(id);
        let value = self.eval(&hir[id].body, &inside, out);
        self.current = outer;
        if let Ok(Value::Class(class)) = value {
            self.classes.define(id, types, class);
        }
        value
    }

    /// What the generic types of a definition stand for at a use.
    pub(crate) fn global_env(
        &mut self,
        id: hir::DefId,
        args: &[TyId],
        env: &Env,
        span: Span,
    ) -> Env {
        let types = self.known_types(args, env, span);
        let generics = self.hir[id].scheme.generics.iter().copied();
        let known = generics.zip(types).filter_map(|(generic, ty)| Some((generic, ty?)));
        Env::default().with_generics(known)
    }

    /// Whether a definition binds a name that is general in types.
    pub(crate) fn is_general(&self, pat: &hir::Pat) -> bool {
        matches!(pat.kind, hir::PatKind::Var(id) if !self.hir[id].scheme.generics.is_empty())
    }

    /// The closed forms of types, as far as they have one.
    pub(crate) fn known_types(&mut self, types: &[TyId], env: &Env, span: Span) -> Vec<Option<Ty>> {
        let reported = self.diagnostics.len();
        let known = types.iter().map(|ty| self.ty(*ty, env, span).ok()).collect();
        self.diagnostics.truncate(reported);
        known
    }

    /// Whether values of a type have a run-time form.
    pub(crate) fn is_data(&mut self, ty: TyId, env: &Env) -> bool {
        let without =
            |view: View<'_>| matches!(view, View::Con(Con::Arrow | Con::Class | Con::Msg, _));
        !self.hir.types.any(ty, &without)
            && self.known_types(&[ty], env, Span::new(evc_base::FileId(0), 0, 0)) != [None]
    }

    fn tuple(&mut self, parts: &[hir::Expr], env: &Env, out: &mut Block) -> Lowered<Value> {
        let mut values = self.each(parts, env, out)?;
        let span = parts.last().map(|last| last.span);
        match (values.pop(), span) {
            (Some(Value::Tuple(tail)), _) => values.extend(tail),
            (Some(Value::Dynamic(last)), _) if matches!(last.ty, Ty::Tuple(_)) => {
                values.extend(self.split(last, &[], out)?);
            }
            (last, _) => values.extend(last),
        }
        Ok(Value::Tuple(values))
    }

    /// A definition: its value bound to its pattern.
    pub(crate) fn define(
        &mut self,
        pat: &hir::Pat,
        value: &hir::Expr,
        env: &Env,
        out: &mut Block,
    ) -> Lowered<Env> {
        let mut inside = env.clone();
        if let hir::PatKind::Var(id) = pat.kind
            && !self.hir[id].scheme.generics.is_empty()
        {
            self.force_general(id, value, env, out)?;
            inside.bind(id, Bound::General(Rc::new(value.clone()), env.clone()));
            return Ok(inside);
        }
        let value = self.eval(value, env, out)?;
        self.bind(pat, value, &mut inside, out)?;
        Ok(inside)
    }

    /// Binds the variables of a pattern.
    pub(crate) fn bind(
        &mut self,
        pat: &hir::Pat,
        value: Value,
        env: &mut Env,
        out: &mut Block,
    ) -> Lowered<()> {
        match &pat.kind {
            hir::PatKind::Wild | hir::PatKind::Unit => {
                self.discard(value, out);
            }
            hir::PatKind::Var(id) => {
                let value = self.name(&self.hir[*id].name, value, out);
                env.bind(*id, Bound::Value(value));
            }
            hir::PatKind::Tuple(pats) => {
                let mut parts = match value {
                    Value::Tuple(parts) => parts,
                    Value::Dynamic(expr) => self.split(expr, pats, out)?,
                    _ => return self.not_yet(pat.span, "this value taken apart"),
                };
                // The last pattern takes all that is left.
                let rest = parts.split_off((pats.len() - 1).min(parts.len()));
                parts.push(match <[Value; 1]>::try_from(rest) {
                    Ok([only]) => only,
                    Err(rest) => Value::Tuple(rest),
                });
                for (pat, part) in pats.iter().zip(parts) {
                    self.bind(pat, part, env, out)?;
                }
            }
            _ => return self.not_yet(pat.span, "this pattern"),
        }
        Ok(())
    }

    /// Applies a function to an argument.
    pub(crate) fn apply(
        &mut self,
        function: Value,
        argument: Value,
        span: Span,
        out: &mut Block,
    ) -> Lowered<Value> {
        match function {
            Value::Closure(closure) => {
                let mut env = closure.env.clone();
                self.bind(&closure.pat, argument, &mut env, out)?;
                self.eval(&closure.body, &env, out)
            }
            Value::Builtin(builtin, mut args, at) => {
                args.push(argument);
                let wanted = match builtin {
                    Builtin::Not | Builtin::Negate | Builtin::First | Builtin::Second => 1,
                    _ => 2,
                };
                if args.len() < wanted {
                    return Ok(Value::Builtin(builtin, args, at));
                }
                self.builtin(builtin, args, span, out)
            }
            Value::Send(message, component, mut args) => {
                args.push(argument);
                self.sending(message, component, args, span)
            }
            Value::Dynamic(function) => {
                let Ty::Function(_, to) = &function.ty else {
                    return self.not_yet(span, "this application");
                };
                let (to, argument) = ((**to).clone(), self.reify(argument, span)?);
                let kind = ExprKind::Call(function.into(), argument.into());
                Ok(Value::Dynamic(Expr::new(kind, to, span)))
            }
            Value::Tuple(_)
            | Value::Instruction(_)
            | Value::Broadcast(_)
            | Value::Bag(_)
            | Value::Class(_) => self.not_yet(span, "this application"),
        }
    }

    /// A sending component, an instruction once it has all its arguments.
    fn sending(
        &mut self,
        message: hir::MessageId,
        component: Component,
        args: Vec<Value>,
        span: Span,
    ) -> Lowered<Value> {
        let is_delayed = matches!(component, Component::SendAfter | Component::BroadcastAfter);
        let wanted = if is_delayed { 3 } else { 2 };
        if args.len() < wanted {
            return Ok(Value::Send(message, component, args));
        }
        let mut exprs = Vec::new();
        for arg in args {
            exprs.push(self.reify(arg, span)?);
        }
        let (body, to, delay) = (exprs.pop(), exprs.pop(), exprs.pop());
        match (body, to) {
            (Some(body), Some(to)) => {
                let instruction = Rc::new(Instruction { delay, to, message, body });
                Ok(match component {
                    Component::Send | Component::SendAfter => Value::Instruction(instruction),
                    _ => Value::Broadcast(instruction),
                })
            }
            _ => self.not_yet(span, "this instruction"),
        }
    }

    fn builtin(
        &mut self,
        builtin: Builtin,
        args: Vec<Value>,
        span: Span,
        out: &mut Block,
    ) -> Lowered<Value> {
        if matches!(builtin, Builtin::First | Builtin::Second) {
            return self.projection(builtin, args, span, out);
        }
        let mut exprs = Vec::new();
        for arg in args {
            exprs.push(self.reify(arg, span)?);
        }
        let mut exprs = exprs.into_iter();
        let (Some(a), b) = (exprs.next(), exprs.next()) else {
            return self.not_yet(span, "this operator");
        };
        let (kind, ty) = match (builtin, b) {
            (Builtin::Not, _) => (ExprKind::Unary(ir::Unary::Not, a.into()), Ty::Bool),
            // A negated literal is the negative number: `~ 1` needs no arithmetic at run time.
            (Builtin::Negate, _) => match a.kind {
                ExprKind::Int(value) if value != i64::MIN => (ExprKind::Int(-value), Ty::Int),
                _ => (ExprKind::Unary(ir::Unary::Negate, a.into()), Ty::Int),
            },
            (builtin, Some(b)) => match binary(builtin) {
                Some((op, ty)) => (ExprKind::Binary(op, a.into(), b.into()), ty),
                None => return self.not_yet(span, "this operator"),
            },
            (_, None) => return self.not_yet(span, "this operator"),
        };
        Ok(Value::Dynamic(Expr::new(kind, ty, span)))
    }

    /// `fst` and `snd`.
    fn projection(
        &mut self,
        builtin: Builtin,
        args: Vec<Value>,
        span: Span,
        out: &mut Block,
    ) -> Lowered<Value> {
        let parts = match args.into_iter().next() {
            Some(Value::Tuple(parts)) => parts,
            Some(Value::Dynamic(expr)) => self.split(expr, &[], out)?,
            _ => return self.not_yet(span, "this pair taken apart"),
        };
        let mut parts = parts.into_iter();
        let first = parts.next();
        let rest = match <[Value; 1]>::try_from(parts.collect::<Vec<_>>()) {
            Ok([only]) => only,
            Err(rest) => Value::Tuple(rest),
        };
        match (builtin, first) {
            (Builtin::First, Some(first)) => {
                self.discard(rest, out);
                Ok(first)
            }
            (_, first) => {
                first.into_iter().for_each(|first| self.discard(first, out));
                Ok(rest)
            }
        }
    }
}

/// The IR operator of a built-in function with two arguments, and its result type.
fn binary(builtin: Builtin) -> Option<(ir::Binary, Ty)> {
    Some(match builtin {
        Builtin::Add => (ir::Binary::Add, Ty::Int),
        Builtin::Subtract => (ir::Binary::Subtract, Ty::Int),
        Builtin::Multiply => (ir::Binary::Multiply, Ty::Int),
        Builtin::Divide => (ir::Binary::Divide, Ty::Int),
        Builtin::Less => (ir::Binary::Less, Ty::Bool),
        Builtin::Greater => (ir::Binary::Greater, Ty::Bool),
        Builtin::AtMost => (ir::Binary::AtMost, Ty::Bool),
        Builtin::AtLeast => (ir::Binary::AtLeast, Ty::Bool),
        Builtin::Equal => (ir::Binary::Equal, Ty::Bool),
        Builtin::Unequal => (ir::Binary::Unequal, Ty::Bool),
        _ => return None,
    })
}

/// Whether a component sends without a signature.
fn is_sent(component: Component) -> bool {
    matches!(
        component,
        Component::Send | Component::SendAfter | Component::Broadcast | Component::BroadcastAfter
    )
}

/// Whether a built-in function is lowered so far.
fn is_lowered(builtin: Builtin) -> bool {
    let unary = [Builtin::Not, Builtin::Negate, Builtin::First, Builtin::Second];
    unary.contains(&builtin) || binary(builtin).is_some()
}
