//! Actions: what a class graph does at the events of one trigger.
//!
//! A class is walked with a continuation that is given each value it produces; the continuation
//! of the main class sends, that of a state's input updates. Every step returns how often the
//! continuation ran at most on any path, which is how many values the class has at one event.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use evc_base::Span;
use evc_ir::{self as ir, Expr, ExprKind, Pat, Stmt, StmtKind, Trigger, Ty, VarId};
use evc_sema::hir::{self, StateKind};
use smol_str::{SmolStr, format_smolstr};

use crate::classes::{Class, ClassId};
use crate::eval::Block;
use crate::value::{Deferred, Env, Instruction, Value};
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

/// The same for several values.
type ThenAll<'k, 'a> = &'k mut dyn FnMut(&mut Lowering<'a>, Vec<Value>, &mut Block) -> Lowered<u32>;

/// The local that stands for the whole message body.
const BODY: ir::LocalId = ir::LocalId(0);

impl Draft {
    /// A new local variable.
    pub fn local(&mut self, name: &str, ty: Ty) -> ir::LocalId {
        let id = ir::LocalId(self.locals.len() as u32);
        self.locals.push(ir::Local { name: name.into(), ty });
        id
    }

    /// Gives a name to a local that still has the one it got for want of a better.
    pub fn rename(&mut self, id: ir::LocalId, name: &str) {
        if let Some(local) = self.locals.get_mut(id.index())
            && local.name == ANONYMOUS
        {
            local.name = name.into();
        }
    }
}

/// The name of a component that no pattern names.
pub(crate) const ANONYMOUS: &str = "part";

impl<'a> Lowering<'a> {
    /// The machine of a main class.
    pub(crate) fn machine(&mut self, main: &hir::Expr) -> Lowered<ir::Machine> {
        let span = main.span;
        let root = self.class(main, &Env::default())?;
        let mut inner = root;
        while let Class::At(class, _) = &*self.classes.get(inner) {
            inner = *class;
        }
        self.reach(inner, span)?;
        let inits = self.inits()?;
        let placement = self.placement(root, &inits, span)?;
        let triggers = (0..self.hir.messages.len() as u32).map(|id| Some(hir::MessageId(id)));
        let mut actions = Vec::new();
        for trigger in triggers.chain([None]) {
            actions.extend(self.action(inner, trigger, span));
        }
        let vars = self.vars(inits);
        let name = self.hir.name.clone().unwrap_or_else(|| "main".into());
        Ok(ir::Machine { name, placement, vars, actions })
    }

    /// The initial values of the state variables.
    fn inits(&mut self) -> Lowered<Vec<Expr>> {
        let mut inits = Vec::new();
        for slot in self.classes.slots.clone() {
            let here = self.here(slot.span);
            let mut out = Block::new();
            let init = self.eval(&slot.init.expr, &slot.init.env, &mut out)?;
            let init = self.apply(init, here, slot.span, &mut out)?;
            let init = self.reify(init, slot.span)?;
            inits.push(self.wrap(out, init)?);
        }
        Ok(inits)
    }

    fn vars(&mut self, inits: Vec<Expr>) -> Vec<ir::StateVar> {
        let mut vars: Vec<ir::StateVar> = Vec::new();
        for (index, (slot, init)) in self.classes.slots.iter().zip(inits).enumerate() {
            let init = self.guarded_init(VarId(index as u32), init);
            let def = slot.def.map(|id| &self.hir[id]);
            let name = def.map_or_else(|| "State".into(), |def| def.name.clone());
            let taken = |name: &SmolStr| vars.iter().any(|var| var.name == *name);
            let numbered = (2..).map(|n| format_smolstr!("{name}{n}"));
            let name = std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name));
            let fields = self.field_names(VarId(index as u32));
            vars.push(ir::StateVar {
                name: name.unwrap_or_default(),
                ty: slot.ty.clone(),
                fields,
                init,
                doc: def.and_then(|def| def.doc.clone()),
                span: slot.span,
            });
        }
        vars
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
    fn action(
        &mut self,
        main: ClassId,
        trigger: Option<hir::MessageId>,
        main_span: Span,
    ) -> Option<ir::Action> {
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
        let whole = Pat::Local(BODY);
        let pattern = match (draft.body.as_deref().map(tuple), trigger) {
            (_, None) => Pat::Wild,
            (None, _) => whole,
            (Some(parts), _) if ir::visit::reads(&body, BODY) => {
                body.insert(0, self.taken_apart(parts, &draft, main_span));
                whole
            }
            (Some(parts), _) => parts,
        };
        let trigger = trigger.map_or(Trigger::Other, |id| Trigger::Receive(ir::MessageId(id.0)));
        Some(ir::Action { trigger, pattern, locals: draft.locals, body })
    }

    /// Takes apart the state variables whose components the action reads.
    fn prologue(&self, draft: &Draft) -> Block {
        let mut block = Block::new();
        for (var, parts) in &draft.when {
            let Some(slot) = self.classes.slots.get(var.index()) else { continue };
            let pat = tuple(parts);
            let value = Expr::new(ExprKind::When(*var), slot.ty.clone(), slot.span);
            block.push(Stmt { kind: StmtKind::Let(pat, value), span: slot.span });
        }
        block
    }

    /// Takes apart a body that is also read as a whole.
    fn taken_apart(&self, parts: Pat, draft: &Draft, span: Span) -> Stmt {
        let ty = draft.locals.get(BODY.index()).map_or(Ty::Unit, |local| local.ty.clone());
        let body = Expr::new(ExprKind::Local(BODY), ty, span);
        Stmt { kind: StmtKind::Let(parts, body), span }
    }

    /// The updates of all state variables.
    fn updates(&mut self) -> Lowered<Block> {
        let mut out = Block::new();
        for (index, slot) in self.classes.slots.clone().into_iter().enumerate() {
            let var = VarId(index as u32);
            let mut block = Block::new();
            let mut firing = 0;
            for (transition, class) in &slot.transitions {
                let old = Expr::new(ExprKind::When(var), slot.ty.clone(), slot.span);
                firing += self.emit(*class, &mut block, &mut |this, value, out| {
                    let args = [this.here(slot.span), value, Value::Dynamic(old.clone())];
                    this.deferred(transition, &args, slot.span, out, &mut |this, new, out| {
                        this.update(var, new, slot.span, out)
                    })
                })?;
            }
            if firing > 1 {
                return self.not_yet(slot.span, "a state that several transitions change at once");
            }
            match &slot.guard {
                Some(guard) if !block.is_empty() => {
                    let kind = StmtKind::If(guard.clone(), block, Block::new());
                    out.push(Stmt { span: guard.span, kind });
                }
                _ => out.extend(block),
            }
        }
        Ok(out)
    }

    fn update(&mut self, var: VarId, new: Value, span: Span, out: &mut Block) -> Lowered<u32> {
        let value = self.reify(new, span)?;
        self.charge_expr(&value)?;
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
                for part in instruction.delay.iter().chain([&instruction.to, &instruction.body]) {
                    this.charge_expr(part)?;
                }
                let kind = StmtKind::Send {
                    delay: instruction.delay.clone(),
                    to: instruction.to.clone(),
                    message: ir::MessageId(instruction.message.0),
                    body: instruction.body.clone(),
                };
                out.push(Stmt { kind, span });
                Ok(1)
            }
            _ => this.not_yet(this.main_span, "an instruction that is not made by a `'send`"),
        })?;
        Ok(out)
    }

    fn here(&self, span: Span) -> Value {
        Value::Dynamic(Expr::new(ExprKind::SelfLoc, Ty::Loc, span))
    }

    /// Where a class is written, as far as is known.
    fn class_span(&self, class: ClassId) -> Span {
        match &*self.classes.get(class) {
            Class::Base(id) => self.hir[*id].span,
            Class::Compose(_, _, span) => *span,
            Class::State(_, var) => {
                self.classes.slots.get(var.index()).map_or(self.main_span, |slot| slot.span)
            }
            Class::At(_, condition) => condition.span,
            Class::Parallel(..) => self.main_span,
        }
    }

    /// Gives each value of a class at the current trigger to `then`.
    fn emit(&mut self, class: ClassId, out: &mut Block, then: Then<'_, 'a>) -> Lowered<u32> {
        self.enter(self.class_span(class))?;
        let count = self.emit_node(class, out, then);
        self.leave();
        count
    }

    fn emit_node(&mut self, class: ClassId, out: &mut Block, then: Then<'_, 'a>) -> Lowered<u32> {
        match &*self.classes.get(class) {
            Class::Base(id) if self.action.trigger != Some(*id) => Ok(0),
            Class::Base(id) => {
                let ty = self.hir[*id].ty;
                let span = self.hir[*id].span;
                let ty = self.ty(ty, &Env::default(), span)?;
                then(self, Value::Dynamic(Expr::new(ExprKind::Local(BODY), ty, span)), out)
            }
            Class::Parallel(a, b) => {
                Ok(self.emit(*a, out, then)?.saturating_add(self.emit(*b, out, then)?))
            }
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
                if !self.classes.can_produce(class, self.action.trigger) {
                    for input in inputs {
                        self.check(*input, out)?;
                    }
                    return Ok(0);
                }
                let args = vec![self.here(*span)];
                self.compose(function, inputs, args, *span, out, then)
            }
        }
    }

    /// Evaluates a class whose values may not be used, for the faults in it.
    fn check(&mut self, class: ClassId, out: &mut Block) -> Lowered<()> {
        let mut block = Block::new();
        self.emit(class, &mut block, &mut |this, value, out| {
            this.discard(value, out);
            Ok(1)
        })?;
        if ir::frames::may_fault(&block) {
            out.extend(block);
        }
        Ok(())
    }

    /// One more input of a composition, or, when all have a value, its function's bag.
    fn compose(
        &mut self,
        function: &Deferred,
        inputs: &[ClassId],
        args: Vec<Value>,
        span: Span,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        let Some((first, rest)) = inputs.split_first() else {
            return self.deferred(function, &args, span, out, &mut |this, bag, out| {
                let elements = match bag {
                    Value::Bag(elements) => elements,
                    Value::Dynamic(Expr { kind: ExprKind::Bag(elements), .. }) => {
                        elements.into_iter().map(Value::Dynamic).collect()
                    }
                    Value::Broadcast(broadcast) => return this.broadcast(&broadcast, out, then),
                    Value::Dynamic(bag) => return this.each_of(bag, ANONYMOUS, out, then),
                    _ => return this.not_yet(span, "a bag that is not written out"),
                };
                this.elements(elements, out, then)
            });
        };
        // What follows an input is only reached if that has a value, but evaluated in any case.
        if !self.classes.must_produce(*first, self.action.trigger) {
            for input in rest {
                self.check(*input, out)?;
            }
        }
        self.emit(*first, out, &mut |this, value, out| {
            let mut args = args.clone();
            args.push(value);
            this.compose(function, rest, args, span, out, then)
        })
    }

    /// Gives the elements of a bag to `then`. All are evaluated before the first is used.
    fn elements(
        &mut self,
        elements: Vec<Value>,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        let mut values = Vec::new();
        for element in elements {
            // An instruction is carried out whatever happens, and evaluated then.
            let is_instruction = matches!(element, Value::Instruction(_));
            values.push(match is_instruction {
                true => element,
                false => self.name(ANONYMOUS, element, out),
            });
        }
        let mut count = 0;
        for value in values {
            count += then(self, value, out)?;
        }
        Ok(count)
    }

    /// Gives an instruction for each location of a bag to `then`. Body and delay are evaluated
    /// before, and if there is no location as well.
    fn broadcast(
        &mut self,
        broadcast: &Instruction,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        let named = |this: &mut Self, expr: &Expr, out: &mut Block| {
            let value = match &expr.kind {
                ExprKind::Tuple(parts) => {
                    Value::Tuple(parts.iter().cloned().map(Value::Dynamic).collect())
                }
                _ => Value::Dynamic(expr.clone()),
            };
            let value = this.name(ANONYMOUS, value, out);
            this.reify(value, expr.span)
        };
        let body = named(self, &broadcast.body, out)?;
        let delay = match &broadcast.delay {
            Some(delay) => Some(named(self, delay, out)?),
            None => None,
        };
        let message = broadcast.message;
        self.each_of(broadcast.to.clone(), "to", out, &mut |this, to, out| {
            let to = this.reify(to, body.span)?;
            let (delay, body) = (delay.clone(), body.clone());
            let instruction = Instruction { delay, to, message, body };
            then(this, Value::Instruction(Rc::new(instruction)), out)
        })
    }

    /// Gives each element of a bag that is known when running to `then`, in a loop.
    fn each_of(
        &mut self,
        bag: Expr,
        name: &str,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        let (span, ty) = (bag.span, bag.ty.clone());
        let Ty::Bag(element) = ty else { return self.not_yet(span, "this bag") };
        self.charge_expr(&bag)?;
        let id = self.action.local(name, (*element).clone());
        let value = Expr::new(ExprKind::Local(id), *element, span);
        let mut inside = Block::new();
        let count = then(self, Value::Dynamic(value), &mut inside)?;
        out.push(Stmt { kind: StmtKind::For(Pat::Local(id), bag, inside), span });
        // More than once, which is all that is asked of a count.
        Ok(count.saturating_mul(2))
    }

    /// Evaluates a function and applies it to arguments, giving the result to `then`.
    fn deferred(
        &mut self,
        function: &Deferred,
        args: &[Value],
        span: Span,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        self.tail(&function.expr, &function.env, out, &mut |this, function, out| {
            this.apply_all(function, args, span, out, then)
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
            function => {
                let value = self.apply(function, first.clone(), span, out)?;
                self.apply_all(value, rest, span, out, then)
            }
        }
    }

    /// Evaluates an expression whose value goes to `then`, once in each of its branches.
    ///
    /// Data is evaluated in place. What has no run-time form (functions, instructions, bags of
    /// them) is followed into its branches, and what comes after it is written in each.
    fn tail(
        &mut self,
        expr: &hir::Expr,
        env: &Env,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        self.enter(expr.span)?;
        let count = self.tail_form(expr, env, out, then);
        self.leave();
        count
    }

    fn tail_form(
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
                if self.is_general(pat) {
                    let env = self.define(pat, value, env, out)?;
                    return self.tail(body, &env, out, then);
                }
                self.operand(value, env, out, &mut |this, value, out| {
                    let mut inside = env.clone();
                    this.bind(pat, value, &mut inside, out)?;
                    this.tail(body, &inside, out, then)
                })
            }
            hir::ExprKind::Apply(function, argument) => {
                self.tail(function, env, out, &mut |this, function, out| {
                    this.operand(argument, env, out, &mut |this, argument, out| {
                        this.charge_value(&function, expr.span)?;
                        this.apply_all(function.clone(), &[argument], expr.span, out, then)
                    })
                })
            }
            hir::ExprKind::Bag(elements) if !self.is_data(expr.ty, env) => {
                self.operands(elements, env, Vec::new(), out, &mut |this, elements, out| {
                    then(this, Value::Bag(elements), out)
                })
            }
            hir::ExprKind::Global(id, args) if !self.is_data(expr.ty, env) => {
                let env = self.global_env(*id, args, env, expr.span);
                let hir = self.hir;
                self.tail(&hir[*id].body, &env, out, then)
            }
            _ => {
                let value = self.eval(expr, env, out)?;
                then(self, value, out)
            }
        }
    }

    /// Evaluates an expression that is part of another.
    fn operand(
        &mut self,
        expr: &hir::Expr,
        env: &Env,
        out: &mut Block,
        then: Then<'_, 'a>,
    ) -> Lowered<u32> {
        if !self.is_data(expr.ty, env) {
            return self.tail(expr, env, out, then);
        }
        let value = self.eval(expr, env, out)?;
        then(self, value, out)
    }

    fn operands(
        &mut self,
        exprs: &[hir::Expr],
        env: &Env,
        values: Vec<Value>,
        out: &mut Block,
        then: ThenAll<'_, 'a>,
    ) -> Lowered<u32> {
        let (mut values, mut exprs) = (values, exprs);
        // What has no branches is evaluated here, so that long bags nest nothing.
        while let [first, rest @ ..] = exprs
            && self.is_straight(first, env)
        {
            values.push(self.eval(first, env, out)?);
            exprs = rest;
        }
        let Some((first, rest)) = exprs.split_first() else { return then(self, values, out) };
        self.operand(first, env, out, &mut |this, value, out| {
            let values = values.iter().cloned().chain([value]).collect();
            this.enter(first.span)?;
            let count = this.operands(rest, env, values, out, then);
            this.leave();
            count
        })
    }

    /// Whether an expression is data or a sending component with arguments that are.
    fn is_straight(&mut self, expr: &hir::Expr, env: &Env) -> bool {
        let mut head = expr;
        while let hir::ExprKind::Apply(function, argument) = &head.kind {
            if !self.is_data(argument.ty, env) {
                return false;
            }
            head = function;
        }
        matches!(head.kind, hir::ExprKind::Component(..)) || self.is_data(expr.ty, env)
    }

    /// The components of a run-time tuple, named after the patterns that take them.
    ///
    /// The message body and the old value of a state variable are taken apart once an action.
    pub(crate) fn split(
        &mut self,
        expr: Expr,
        pats: &[hir::Pat],
        out: &mut Block,
    ) -> Lowered<Vec<Value>> {
        let Ty::Tuple(types) = expr.ty.clone() else { return Ok(vec![Value::Dynamic(expr)]) };
        if !self.naming {
            return self.not_yet(expr.span, "a tuple taken apart outside any event");
        }
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
                    let pat = tuple(&ids);
                    let kind = StmtKind::Let(pat, expr.clone());
                    out.push(Stmt { kind, span: expr.span });
                }
            }
            ids
        });
        self.name_parts(&expr, &ids, pats);
        let local = |(id, ty)| Value::Dynamic(Expr::new(ExprKind::Local(id), ty, expr.span));
        Ok(ids.into_iter().zip(types).map(local).collect())
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
            self.action.rename(*id, name);
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

/// The pattern of those locals.
fn tuple(locals: &[ir::LocalId]) -> Pat {
    Pat::Tuple(locals.iter().copied().map(Pat::Local).collect())
}

/// Whether a block reads the value of a state variable after the event.
fn reads_after(block: &[Stmt]) -> bool {
    ir::frames::reads_after(block)
}
