//! Where a machine is installed, and which of its parts live at a location.
//!
//! `X @ ls` evaluates nothing of `X` outside `ls`: state that is only named there is neither
//! initialised nor updated elsewhere. Everything else of the main class is evaluated when a
//! machine is installed, so a fault in a placement or an initial state shows then.

use std::collections::{BTreeMap, BTreeSet};

use evc_base::Span;
use evc_ir::{Expr, ExprKind, Pat, Ty, VarId};
use smol_str::SmolStr;

use crate::classes::{Class, ClassId};
use crate::{Lowered, Lowering};

/// The `@`s on the way from the main class to a class.
type Guards = BTreeSet<ClassId>;

/// The ways to each state variable.
#[derive(Debug, Default)]
struct Ways {
    seen: BTreeSet<(ClassId, Guards)>,
    to: BTreeMap<VarId, BTreeSet<Guards>>,
}

impl Lowering<'_> {
    /// Keeps the state variables that the main class is made of, and notes for each the condition
    /// under which it is, if there is one.
    pub(crate) fn reach(&mut self, main: ClassId, span: Span) -> Lowered<()> {
        let mut ways = Ways::default();
        self.walk(main, &Guards::new(), &mut ways, span)?;
        let mut kept = BTreeMap::new();
        let mut slots = Vec::new();
        for (index, mut slot) in std::mem::take(&mut self.classes.slots).into_iter().enumerate() {
            let old = VarId(index as u32);
            if let Some(guards) = ways.to.get(&old) {
                kept.insert(old, VarId(slots.len() as u32));
                self.height(guards.iter().map(|way| way.len().max(1)).sum(), slot.span)?;
                slot.guard = self.guard(guards);
                slots.push(slot);
            }
        }
        self.classes.slots = slots;
        self.classes.renumber(&kept);
        Ok(())
    }

    fn walk(
        &mut self,
        class: ClassId,
        guards: &Guards,
        ways: &mut Ways,
        span: Span,
    ) -> Lowered<()> {
        if !ways.seen.insert((class, guards.clone())) {
            return Ok(());
        }
        self.charge(guards.len() as u32 + 1, span)?;
        match &*self.classes.get(class) {
            Class::Base(_) => {}
            Class::Compose(_, inputs, _) => {
                for input in inputs {
                    self.walk(*input, guards, ways, span)?;
                }
            }
            Class::Parallel(a, b) => {
                self.walk(*a, guards, ways, span)?;
                self.walk(*b, guards, ways, span)?;
            }
            Class::State(_, var) => {
                ways.to.entry(*var).or_default().insert(guards.clone());
                let slot = self.classes.slots.get(var.index());
                let inputs = slot.iter().flat_map(|slot| &slot.transitions);
                let inputs: Vec<_> = inputs.map(|(_, input)| *input).collect();
                for input in inputs {
                    self.walk(input, guards, ways, span)?;
                }
            }
            Class::At(inner, _) => {
                let mut guards = guards.clone();
                guards.insert(class);
                self.walk(*inner, &guards, ways, span)?;
            }
        }
        Ok(())
    }

    /// That all conditions hold on some way.
    fn guard(&self, ways: &BTreeSet<Guards>) -> Option<Expr> {
        if ways.iter().any(BTreeSet::is_empty) {
            return None;
        }
        let condition = |class: &ClassId| match &*self.classes.get(*class) {
            Class::At(_, condition) => Some(condition.clone()),
            _ => None,
        };
        let all = |guards: &Guards| guards.iter().filter_map(condition).reduce(both);
        ways.iter().filter_map(all).reduce(either)
    }

    /// The condition under which something is installed. It computes all that is computed when
    /// something is, as far as it may fault.
    pub(crate) fn placement(&mut self, main: ClassId, inits: &[Expr], span: Span) -> Lowered<Expr> {
        self.height(self.installation.len(), span)?;
        let present = self.placed(main, inits, span)?;
        let installation = self.installation.iter().rev();
        Ok(installation.fold(present, |rest, first| after(first.clone(), rest)))
    }

    /// [`Self::present`], leaving out initial values that are computed in any case.
    fn placed(&mut self, class: ClassId, inits: &[Expr], span: Span) -> Lowered<Expr> {
        match &*self.classes.get(class) {
            Class::At(inner, condition) => {
                Ok(both(condition.clone(), self.placed(*inner, inits, span)?))
            }
            _ => match self.present(class, &[], span)? {
                always if is_true(&always) => Ok(always),
                _ => self.present(class, inits, span),
            },
        }
    }

    /// Whether the process of a class has not halted from the start.
    fn present(&mut self, class: ClassId, inits: &[Expr], span: Span) -> Lowered<Expr> {
        let yes = Expr::new(ExprKind::Bool(true), Ty::Bool, span);
        let present = match &*self.classes.get(class) {
            Class::Base(_) => yes,
            // A composition halts as soon as one of its components has.
            Class::Compose(_, inputs, _) => {
                let parts = self.all_present(inputs, inits, span)?;
                let all = parts.iter().cloned().reduce(both).unwrap_or(yes);
                // The first is computed in any case.
                let others = parts.into_iter().skip(1).rev();
                others.fold(all, |rest, first| after(first, rest))
            }
            Class::Parallel(a, b) => {
                let (a, b) = (self.present(*a, inits, span)?, self.present(*b, inits, span)?);
                let or = either(a.clone(), b.clone());
                if is_true(&b) { after(a, or) } else { after(b, or) }
            }
            Class::State(_, var) => {
                let slot = self.classes.slots.get(var.index());
                let inputs = slot.iter().flat_map(|slot| &slot.transitions);
                let inputs: Vec<_> = inputs.map(|(_, input)| *input).collect();
                let mut parts = self.all_present(&inputs, inits, span)?;
                if let Some(init) = inits.get(var.index()) {
                    self.charge_expr(init)?;
                    parts.push(init.clone());
                }
                parts.into_iter().rev().fold(yes, |rest, first| after(first, rest))
            }
            Class::At(inner, condition) => {
                both(condition.clone(), self.present(*inner, inits, span)?)
            }
        };
        self.charge_expr(&present)?;
        Ok(present)
    }

    fn all_present(
        &mut self,
        classes: &[ClassId],
        inits: &[Expr],
        span: Span,
    ) -> Lowered<Vec<Expr>> {
        // What may halt is nested in what follows it.
        let mut parts = Vec::new();
        for class in classes {
            parts.push(self.present(*class, inits, span)?);
        }
        self.height(parts.iter().filter(|part| !is_true(part)).count(), span)?;
        Ok(parts)
    }

    /// An initial value that is only computed where the variable lives.
    pub(crate) fn guarded_init(&self, var: VarId, init: Expr) -> Expr {
        let slot = self.classes.slots.get(var.index());
        match slot.and_then(|slot| slot.guard.clone()) {
            Some(guard) if init.may_fault() => match unused(&init.ty, init.span) {
                Some(unused) => {
                    let (ty, span) = (init.ty.clone(), init.span);
                    let kind = ExprKind::If(guard.into(), init.into(), unused.into());
                    Expr::new(kind, ty, span)
                }
                None => init,
            },
            _ => init,
        }
    }
}

/// Some value of a type, for what nothing reads; nothing if there is no way to write one.
fn unused(ty: &Ty, span: Span) -> Option<Expr> {
    let kind = match ty {
        Ty::Unit => ExprKind::Unit,
        Ty::Bool => ExprKind::Bool(false),
        Ty::Int => ExprKind::Int(0),
        Ty::Str => ExprKind::Str(SmolStr::default()),
        Ty::Tok => ExprKind::Tok("unused".into()),
        Ty::Loc => ExprKind::SelfLoc,
        Ty::Tuple(types) => {
            ExprKind::Tuple(types.iter().map(|ty| unused(ty, span)).collect::<Option<_>>()?)
        }
        Ty::List(_) => ExprKind::List(Vec::new()),
        Ty::Bag(_) => ExprKind::Bag(Vec::new()),
        Ty::Sum(left, _) => ExprKind::Inl(unused(left, span)?.into()),
        Ty::Function(..) => return None,
    };
    Some(Expr::new(kind, ty.clone(), span))
}

/// `rest`, once `first` is computed, which matters if it may fault.
fn after(first: Expr, rest: Expr) -> Expr {
    if !first.may_fault() {
        return rest;
    }
    let (ty, span) = (rest.ty.clone(), first.span);
    Expr::new(ExprKind::Let(Pat::Wild, first.into(), rest.into()), ty, span)
}

fn is_true(expr: &Expr) -> bool {
    expr.kind == ExprKind::Bool(true)
}

/// A conjunction.
fn both(a: Expr, b: Expr) -> Expr {
    if is_true(&a) {
        b
    } else if is_true(&b) || a == b {
        a
    } else {
        let span = a.span;
        Expr::new(ExprKind::And(a.into(), b.into()), Ty::Bool, span)
    }
}

/// A disjunction.
fn either(a: Expr, b: Expr) -> Expr {
    if is_true(&a) || a == b {
        a
    } else if is_true(&b) {
        b
    } else {
        let span = a.span;
        Expr::new(ExprKind::Or(a.into(), b.into()), Ty::Bool, span)
    }
}
