//! Actions: what a class graph does at the events of one trigger.
//!
//! A class is walked with a continuation that is given each value it produces; the continuation
//! of the main class sends, that of a state's input updates. Every step returns how often the
//! continuation ran at most on any path, which is how many values the class has at one event.

use std::collections::{BTreeMap, BTreeSet};

use evc_base::Span;
use evc_ir::{self as ir, Expr, ExprKind, Pat, Stmt, StmtKind, Trigger, Ty, VarId};
use evc_sema::hir::{self, StateKind};
use smol_str::{SmolStr, format_smolstr};

use crate::classes::{Class, ClassId};
use crate::eval::Block;
use crate::value::{Env, Value};
use crate::{Lowered, Lowering};

/// The action under construction.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    trigger: Option<hir::MessageId>,
    locals: Vec<ir::Local>,
    /// The locals for the components of the message body, once a pattern took it apart.
    body: Option<Vec<ir::LocalId>>,
    /// The locals for the components of a state variable before the event.
    when: BTreeMap<VarId, Vec<ir::LocalId>>,
}

/// For each component of a state variable, the names that patterns give it.
pub(crate) type FieldNames = BTreeMap<VarId, Vec<BTreeSet<SmolStr>>>;

/// A continuation: what to do with a value, in a block.
type Then<'k, 'a> = &'k mut dyn FnMut(&mut Lowering<'a>, Value, &mut Block) -> Lowered<u32>;

/// The local that stands for the whole message body.
const BODY: ir::LocalId = ir::LocalId(0);

impl Draft {
    /// A new local variable.
    pub fn local(&mut self, name: &str, ty: Ty) -> ir::LocalId {
        let id = ir::LocalId(self.locals.len() as u32);
        self.locals.push(ir::Local { name: name.into(), ty });
        id
    }

    /// Whether a local still has the name it got for want of a better one.
    fn is_anonymous(&self, id: ir::LocalId) -> bool {
        self.locals.get(id.index()).is_some_and(|local| local.name == ANONYMOUS)
    }
}

/// The name of a component that no pattern names.
const ANONYMOUS: &str = "part";

impl<'a> Lowering<'a> {
    /// The machine of a main class.
    pub(crate) fn machine(&mut self, main: &hir::Expr) -> Lowered<ir::Machine> {
        let main_span = main.span;
        let root = self.class(main, &Env::default())?;
        let placement = self.placement(root, main_span);
        let inner = match &*self.classes.get(root) {
            Class::At(inner, _) => *inner,
            _ => root,
        };
        let triggers = (0..self.hir.messages.len() as u32).map(|id| Some(hir::MessageId(id)));
        let mut actions = Vec::new();
        for trigger in triggers.chain([None]) {
            actions.extend(self.action(inner, trigger));
        }
        let vars = self.vars()?;
        let name = self.hir.name.clone().unwrap_or_else(|| "main".into());
        Ok(ir::Machine { name, placement, vars, actions })
    }

    /// The condition under which the process of a class has not halted from the start.
    fn placement(&self, class: ClassId, span: Span) -> Expr {
        let everywhere = Expr::new(ExprKind::Bool(true), Ty::Bool, span);
        match &*self.classes.get(class) {
            Class::At(inner, condition) => {
                both(condition.clone(), self.placement(*inner, span), &everywhere)
            }
            Class::Parallel(a, b) => {
                let (a, b) = (self.placement(*a, span), self.placement(*b, span));
                if a == everywhere || b == everywhere {
                    return everywhere;
                }
                Expr::new(ExprKind::Or(a.into(), b.into()), Ty::Bool, span)
            }
            // A composition halts as soon as one of its components has.
            Class::Compose(_, inputs, _) => {
                let places = inputs.iter().map(|input| self.placement(*input, span));
                places.fold(everywhere.clone(), |all, one| both(all, one, &everywhere))
            }
            Class::Base(_) | Class::State(..) => everywhere,
        }
    }

    fn vars(&mut self) -> Lowered<Vec<ir::StateVar>> {
        let mut vars: Vec<ir::StateVar> = Vec::new();
        for (index, slot) in self.classes.slots.clone().into_iter().enumerate() {
            self.action = Draft::default();
            let here = Value::Dynamic(Expr::new(ExprKind::SelfLoc, Ty::Loc, slot.span));
            let mut out = Block::new();
            let init = self.apply(slot.init, here, slot.span, &mut out)?;
            let init = self.reify(init, slot.span)?;
            if !out.is_empty() {
                return self.not_yet(slot.span, "an initial state that names its parts");
            }
            let def = slot.def.map(|id| &self.hir[id]);
            let name = def.map_or_else(|| "State".into(), |def| def.name.clone());
            let taken = |name: &SmolStr| vars.iter().any(|var| var.name == *name);
            let numbered = (2..).map(|n| format_smolstr!("{name}{n}"));
            let name = std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name));
            let fields = self.field_names(VarId(index as u32));
            vars.push(ir::StateVar {
                name: name.unwrap_or_default(),
                ty: slot.ty,
                fields,
                init,
                doc: def.and_then(|def| def.doc.clone()),
                span: slot.span,
            });
        }
        Ok(vars)
    }

    /// A name for each component of a variable, if some pattern takes it apart: the name that
    /// all patterns agree on, or a numbered one.
    fn field_names(&self, var: VarId) -> Vec<SmolStr> {
        let Some(candidates) = self.fields.get(&var) else { return Vec::new() };
        let mut names: Vec<SmolStr> = Vec::new();
        for (i, candidates) in candidates.iter().enumerate() {
            let agreed = candidates.iter().next().filter(|_| candidates.len() == 1);
            let name = agreed.filter(|name| !names.contains(name)).cloned();
            names.push(name.unwrap_or_else(|| format_smolstr!("{ANONYMOUS}{}", i + 1)));
        }
        names
    }

    /// The action at one trigger, if it does anything; `None` is any undeclared message.
    fn action(&mut self, main: ClassId, trigger: Option<hir::MessageId>) -> Option<ir::Action> {
        self.action = Draft { trigger, ..Draft::default() };
        self.naming = true;
        if let Some(id) = trigger {
            let (ty, span) = (self.hir[id].ty, self.hir[id].span);
            let ty = self.ty(ty, &Env::default(), span).ok()?;
            self.action.local("body", ty);
        }
        let parts = self.updates().and_then(|updates| Ok((updates, self.sends(main)?)));
        self.naming = false;
        // What went wrong is reported; the other actions may have findings of their own.
        let (updates, sends) = parts.ok()?;
        let draft = std::mem::take(&mut self.action);
        if updates.is_empty() && sends.is_empty() {
            return None;
        }
        let ordered = if reads_after(&sends) { [updates, sends] } else { [sends, updates] };
        let mut body = self.prologue(&draft);
        body.extend(ordered.into_iter().flatten());
        let pattern = match (&draft.body, trigger) {
            (_, None) => Pat::Wild,
            (Some(parts), _) => Pat::Tuple(parts.iter().copied().map(Pat::Local).collect()),
            (None, _) => Pat::Local(BODY),
        };
        let trigger = trigger.map_or(Trigger::Other, |id| Trigger::Receive(ir::MessageId(id.0)));
        Some(ir::Action { trigger, pattern, locals: draft.locals, body })
    }

    /// Takes apart the state variables whose components the action reads.
    fn prologue(&self, draft: &Draft) -> Block {
        let mut block = Block::new();
        for (var, parts) in &draft.when {
            let Some(slot) = self.classes.slots.get(var.index()) else { continue };
            let pat = Pat::Tuple(parts.iter().copied().map(Pat::Local).collect());
            let value = Expr::new(ExprKind::When(*var), slot.ty.clone(), slot.span);
            block.push(Stmt { kind: StmtKind::Let(pat, value), span: slot.span });
        }
        block
    }

    /// The updates of all state variables.
    fn updates(&mut self) -> Lowered<Block> {
        let mut out = Block::new();
        for (index, slot) in self.classes.slots.clone().into_iter().enumerate() {
            let var = VarId(index as u32);
            let mut firing = 0;
            for (transition, class) in slot.transitions {
                let old = Expr::new(ExprKind::When(var), slot.ty.clone(), slot.span);
                firing += self.emit(class, &mut out, &mut |this, value, out| {
                    let here = this.here(slot.span);
                    let args = [here, value, Value::Dynamic(old.clone())];
                    this.apply_all(
                        transition.clone(),
                        &args,
                        slot.span,
                        out,
                        &mut |this, new, out| this.update(var, new, slot.span, out),
                    )
                })?;
            }
            if firing > 1 {
                return self.not_yet(slot.span, "a state that several transitions change at once");
            }
        }
        Ok(out)
    }

    fn update(&mut self, var: VarId, new: Value, span: Span, out: &mut Block) -> Lowered<u32> {
        let value = self.reify(new, span)?;
        if !self.is_unchanged(var, &value) {
            out.push(Stmt { kind: StmtKind::Set(var, value), span });
        }
        Ok(1)
    }

    /// Whether a value is what the variable already holds.
    fn is_unchanged(&self, var: VarId, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::When(same) => *same == var,
            ExprKind::Tuple(parts) => self.action.when.get(&var).is_some_and(|locals| {
                let pairs = parts.iter().zip(locals);
                parts.len() == locals.len()
                    && pairs.into_iter().all(|(part, id)| part.kind == ExprKind::Local(*id))
            }),
            _ => false,
        }
    }

    /// What the main class sends.
    fn sends(&mut self, main: ClassId) -> Lowered<Block> {
        let mut out = Block::new();
        self.emit(main, &mut out, &mut |this, value, out| match value {
            Value::Instruction(instruction) => {
                let span = instruction.body.span;
                let kind = StmtKind::Send {
                    delay: instruction.delay.clone(),
                    to: instruction.to.clone(),
                    message: ir::MessageId(instruction.message.0),
                    body: instruction.body.clone(),
                };
                out.push(Stmt { kind, span });
                Ok(1)
            }
            _ => {
                let span = Span::new(evc_base::FileId(0), 0, 0);
                this.not_yet(span, "an instruction that is not made by a `'send`")
            }
        })?;
        Ok(out)
    }

    fn here(&self, span: Span) -> Value {
        Value::Dynamic(Expr::new(ExprKind::SelfLoc, Ty::Loc, span))
    }

    /// Gives each value of a class at the current trigger to `then`.
    fn emit(&mut self, class: ClassId, out: &mut Block, then: Then<'_, 'a>) -> Lowered<u32> {
        if !self.classes.can_produce(class, self.action.trigger) {
            return Ok(0);
        }
        match &*self.classes.get(class) {
            Class::Base(id) => {
                let ty = self.hir[*id].ty;
                let span = self.hir[*id].span;
                let ty = self.ty(ty, &Env::default(), span)?;
                then(self, Value::Dynamic(Expr::new(ExprKind::Local(BODY), ty, span)), out)
            }
            Class::Parallel(a, b) => Ok(self.emit(*a, out, then)? + self.emit(*b, out, then)?),
            Class::State(kind, var) => {
                let slot = self.classes.slots.get(var.index());
                let (ty, span) = match slot {
                    Some(slot) => (slot.ty.clone(), slot.span),
                    None => return Ok(0),
                };
                let read = match kind {
                    StateKind::State => ExprKind::After(*var),
                    StateKind::Memory => ExprKind::When(*var),
                };
                then(self, Value::Dynamic(Expr::new(read, ty, span)), out)
            }
            Class::At(class, condition) => {
                let mut inside = Block::new();
                let count = self.emit(*class, &mut inside, then)?;
                let kind = StmtKind::If(condition.clone(), inside, Block::new());
                out.push(Stmt { span: condition.span, kind });
                Ok(count)
            }
            Class::Compose(function, inputs, span) => {
                let args = vec![self.here(*span)];
                self.compose(function, inputs, args, *span, out, then)
            }
        }
    }

    /// One more input of a composition, or, when all have a value, its function's bag.
    fn compose(
        &mut self,
        function: &Value,
        inputs: &[ClassId],
        args: Vec<Value>,
        span: Span,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        let Some((first, rest)) = inputs.split_first() else {
            return self.apply_all(function.clone(), &args, span, out, &mut |this, bag, out| {
                match bag {
                    Value::Bag(elements) => {
                        let mut count = 0;
                        for element in elements {
                            count += then(this, element, out)?;
                        }
                        Ok(count)
                    }
                    Value::Dynamic(Expr { kind: ExprKind::Bag(elements), .. }) => {
                        let mut count = 0;
                        for element in elements {
                            count += then(this, Value::Dynamic(element), out)?;
                        }
                        Ok(count)
                    }
                    _ => this.not_yet(span, "a bag that is not written out"),
                }
            });
        };
        self.emit(*first, out, &mut |this, value, out| {
            let mut args = args.clone();
            args.push(value);
            this.compose(function, rest, args, span, out, then)
        })
    }

    /// Applies a function to several arguments, giving its result to `then` in every branch.
    fn apply_all(
        &mut self,
        function: Value,
        args: &[Value],
        span: Span,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        let Some((first, rest)) = args.split_first() else { return then(self, function, out) };
        match function {
            Value::Closure(closure) => {
                let mut env = closure.env.clone();
                self.bind(&closure.pat, first.clone(), &mut env, out)?;
                self.tail(&closure.body, &env, out, &mut |this, value, out| {
                    this.apply_all(value, rest, span, out, then)
                })
            }
            Value::Suspended(expr, env) => self.tail(&expr, &env, out, &mut |this, value, out| {
                this.apply_all(value, args, span, out, then)
            }),
            function => {
                let value = self.apply(function, first.clone(), span, out)?;
                self.apply_all(value, rest, span, out, then)
            }
        }
    }

    /// Evaluates an expression whose value goes to `then`, once in each of its branches.
    fn tail(
        &mut self,
        expr: &hir::Expr,
        env: &Env,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        match &expr.kind {
            hir::ExprKind::If(condition, yes, no) => {
                let condition = self.eval_expr(condition, env, out)?;
                let (mut then_block, mut else_block) = (Block::new(), Block::new());
                let a = self.tail(yes, env, &mut then_block, then)?;
                let b = self.tail(no, env, &mut else_block, then)?;
                let kind = StmtKind::If(condition, then_block, else_block);
                out.push(Stmt { kind, span: expr.span });
                Ok(a.max(b))
            }
            hir::ExprKind::Let(pat, value, body) => {
                let env = self.define(pat, value, env, out)?;
                self.tail(body, &env, out, then)
            }
            hir::ExprKind::Apply(function, argument) => {
                let function = self.eval(function, env, out)?;
                let argument = self.eval(argument, env, out)?;
                self.apply_all(function, &[argument], expr.span, out, then)
            }
            _ => match self.eval(expr, env, out)? {
                Value::Suspended(expr, env) => self.tail(&expr, &env, out, then),
                value => then(self, value, out),
            },
        }
    }

    /// The components of a run-time tuple, named after the patterns that take them.
    ///
    /// The message body and the old value of a state variable are taken apart once an action.
    pub(crate) fn split(&mut self, expr: Expr, pats: &[hir::Pat], out: &mut Block) -> Vec<Value> {
        let Ty::Tuple(types) = expr.ty.clone() else { return vec![Value::Dynamic(expr)] };
        let known = match &expr.kind {
            ExprKind::Local(BODY) if self.action.trigger.is_some() => self.action.body.clone(),
            ExprKind::When(var) => self.action.when.get(var).cloned(),
            _ => None,
        };
        let ids = known.unwrap_or_else(|| {
            let ids: Vec<_> =
                types.iter().map(|ty| self.action.local(ANONYMOUS, ty.clone())).collect();
            match &expr.kind {
                ExprKind::Local(BODY) if self.action.trigger.is_some() => {
                    self.action.body = Some(ids.clone());
                }
                ExprKind::When(var) => {
                    self.action.when.insert(*var, ids.clone());
                }
                _ => {
                    let pat = Pat::Tuple(ids.iter().copied().map(Pat::Local).collect());
                    let kind = StmtKind::Let(pat, expr.clone());
                    out.push(Stmt { kind, span: expr.span });
                }
            }
            ids
        });
        self.name_parts(&expr, &ids, pats);
        let local = |(id, ty)| Value::Dynamic(Expr::new(ExprKind::Local(id), ty, expr.span));
        ids.into_iter().zip(types).map(local).collect()
    }

    /// Names the components of a tuple after the variables of patterns.
    fn name_parts(&mut self, expr: &Expr, ids: &[ir::LocalId], pats: &[hir::Pat]) {
        let hir = self.hir;
        for (i, (id, pat)) in ids.iter().zip(pats).enumerate() {
            // The last pattern names a component only if it takes no more than that.
            let whole = i + 1 < pats.len() || pats.len() == ids.len();
            let hir::PatKind::Var(local) = pat.kind else { continue };
            if !whole {
                continue;
            }
            let name = &hir[local].name;
            if self.action.is_anonymous(*id)
                && let Some(local) = self.action.locals.get_mut(id.index())
            {
                local.name = name.clone();
            }
            if let ExprKind::When(var) | ExprKind::After(var) = expr.kind {
                let fields =
                    self.fields.entry(var).or_insert_with(|| vec![BTreeSet::new(); ids.len()]);
                if let Some(names) = fields.get_mut(i) {
                    names.insert(name.clone());
                }
            }
        }
    }
}

/// The conjunction of two conditions, of which one may be that of everywhere.
fn both(a: Expr, b: Expr, everywhere: &Expr) -> Expr {
    match (a == *everywhere, b == *everywhere || a == b) {
        (true, _) => b,
        (_, true) => a,
        (false, false) => {
            let span = a.span;
            Expr::new(ExprKind::And(a.into(), b.into()), Ty::Bool, span)
        }
    }
}

/// Whether a block reads the value of a state variable after the event.
fn reads_after(block: &[Stmt]) -> bool {
    ir::frames::reads_after(block)
}
