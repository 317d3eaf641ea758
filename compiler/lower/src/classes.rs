//! The graph of event classes that a specification's main class is made of.
//!
//! Nodes are shared by construction: a definition without arguments is evaluated once for each
//! choice of its types, so all its uses are one node and all uses of a state class one variable.

use std::collections::BTreeMap;
use std::rc::Rc;

use evc_base::Span;
use evc_ir::{self as ir, Ty};
use evc_sema::hir::{self, StateKind};

use crate::budget::Extent;
use crate::eval::Block;
use crate::value::{Deferred, Env, Value};
use crate::{Lowered, Lowering};

/// Names a node of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClassId(u32);

/// A node: an event class.
#[derive(Clone, Debug)]
pub(crate) enum Class {
    /// The bodies of a message.
    Base(hir::MessageId),
    /// A function of the values of other classes.
    Compose(Deferred, Vec<ClassId>, Span),
    /// The value of a state variable before or after the event.
    State(StateKind, ir::VarId),
    /// What either produces.
    Parallel(ClassId, ClassId),
    /// What a class produces at some locations: those that satisfy the condition.
    At(ClassId, ir::Expr),
}

/// A state variable with what drives it.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    pub init: Deferred,
    pub transitions: Vec<(Deferred, ClassId)>,
    /// Where the variable lives, if not everywhere the machine is installed.
    pub guard: Option<ir::Expr>,
    pub ty: Ty,
    pub def: Option<hir::DefId>,
    pub span: Span,
}

/// The graph. Slots are in an order in which each depends on earlier ones only.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    nodes: Vec<Rc<Class>>,
    /// How large what is below each node is.
    extents: Vec<Extent>,
    pub slots: Vec<Slot>,
    definitions: BTreeMap<(hir::DefId, Vec<Option<Ty>>), ClassId>,
}

impl Classes {
    pub fn add(&mut self, class: Class) -> ClassId {
        let id = ClassId(self.nodes.len() as u32);
        let extent = self.extent(&class);
        self.extents.push(extent);
        self.nodes.push(Rc::new(class));
        id
    }

    /// How large a class is with all it is made of.
    pub fn extent(&self, class: &Class) -> Extent {
        let of = |id: &ClassId| self.extents.get(id.0 as usize).copied().unwrap_or_default();
        match class {
            Class::Base(_) => Extent::above([]),
            Class::Compose(_, inputs, _) => Extent::above(inputs.iter().map(of)),
            Class::State(_, var) => {
                let slot = self.slots.get(var.index());
                let inputs = slot.iter().flat_map(|slot| &slot.transitions);
                Extent::above(inputs.map(|(_, input)| of(input)))
            }
            Class::Parallel(a, b) => Extent::above([of(a), of(b)]),
            Class::At(inner, _) => Extent::above([of(inner)]),
        }
    }

    pub fn get(&self, id: ClassId) -> Rc<Class> {
        self.nodes.get(id.0 as usize).expect("a class id comes from its own graph").clone()
    }

    pub fn definition(&self, def: hir::DefId, types: &[Option<Ty>]) -> Option<ClassId> {
        self.definitions.get(&(def, types.to_vec())).copied()
    }

    pub fn define(&mut self, def: hir::DefId, types: Vec<Option<Ty>>, class: ClassId) {
        self.definitions.insert((def, types), class);
    }

    /// Gives state variables new numbers. What names others is not used any more.
    pub fn renumber(&mut self, new: &BTreeMap<ir::VarId, ir::VarId>) {
        for node in &mut self.nodes {
            if let Class::State(kind, var) = **node
                && let Some(new) = new.get(&var)
            {
                *node = Rc::new(Class::State(kind, *new));
            }
        }
    }

    /// Whether a class produces something at every event of that trigger, as far as is known.
    pub fn must_produce(&self, id: ClassId, trigger: Option<hir::MessageId>) -> bool {
        match &*self.get(id) {
            Class::Base(message) => trigger == Some(*message),
            Class::State(..) => true,
            Class::Parallel(a, b) => {
                self.must_produce(*a, trigger) || self.must_produce(*b, trigger)
            }
            Class::Compose(..) | Class::At(..) => false,
        }
    }

    /// Whether a class can produce anything at an event of that trigger.
    pub fn can_produce(&self, id: ClassId, trigger: Option<hir::MessageId>) -> bool {
        match &*self.get(id) {
            Class::Base(message) => trigger == Some(*message),
            Class::Compose(_, inputs, _) => {
                inputs.iter().all(|input| self.can_produce(*input, trigger))
            }
            Class::State(..) => true,
            Class::Parallel(a, b) => self.can_produce(*a, trigger) || self.can_produce(*b, trigger),
            Class::At(class, _) => self.can_produce(*class, trigger),
        }
    }
}

impl Lowering<'_> {
    /// A class form as a node of the graph.
    pub(crate) fn class_form(&mut self, expr: &hir::Expr, env: &Env) -> Lowered<Value> {
        let named = std::mem::replace(&mut self.naming, false);
        let class = self.class_node(expr, env);
        self.naming = named;
        let class = class?;
        self.check_class(self.classes.extent(&class), expr.span)?;
        Ok(Value::Class(self.classes.add(class)))
    }

    fn class_node(&mut self, expr: &hir::Expr, env: &Env) -> Lowered<Class> {
        match &expr.kind {
            hir::ExprKind::Component(id, _) => Ok(Class::Base(*id)),
            hir::ExprKind::Compose(function, inputs, None) => {
                let function = Deferred { expr: (**function).clone().into(), env: env.clone() };
                let mut classes = Vec::new();
                for input in inputs {
                    classes.push(self.class(input, env)?);
                }
                Ok(Class::Compose(function, classes, expr.span))
            }
            hir::ExprKind::State(kind, init, transitions) => {
                let slot = self.slot(expr, init, transitions, env)?;
                Ok(Class::State(*kind, slot))
            }
            hir::ExprKind::Parallel(a, b) => {
                Ok(Class::Parallel(self.class(a, env)?, self.class(b, env)?))
            }
            hir::ExprKind::At(class, locations) => {
                let class = self.class(class, env)?;
                let locations = self.closed_expr(locations, env)?;
                let span = locations.span;
                let here = ir::Expr::new(ir::ExprKind::SelfLoc, Ty::Loc, span);
                let contains =
                    ir::ExprKind::Binary(ir::Binary::Contains, locations.into(), here.into());
                Ok(Class::At(class, ir::Expr::new(contains, Ty::Bool, span)))
            }
            _ => self.not_yet(expr.span, "this class"),
        }
    }

    fn slot(
        &mut self,
        expr: &hir::Expr,
        init: &hir::Expr,
        transitions: &[(hir::Expr, hir::Expr)],
        env: &Env,
    ) -> Lowered<ir::VarId> {
        let deferred = |expr: &hir::Expr| Deferred { expr: expr.clone().into(), env: env.clone() };
        let init = deferred(init);
        let mut driven = Vec::new();
        for (transition, class) in transitions {
            driven.push((deferred(transition), self.class(class, env)?));
        }
        let ty = match self.hir.types.view(expr.ty) {
            evc_sema::ty::View::Con(_, [element]) => *element,
            _ => return self.not_yet(expr.span, "this state"),
        };
        let ty = self.ty(ty, env, expr.span)?;
        if !ty.is_data() {
            return self.not_yet(expr.span, "a state that holds functions");
        }
        let id = ir::VarId(self.classes.slots.len() as u32);
        let def = self.current;
        self.classes.slots.push(Slot {
            init,
            transitions: driven,
            guard: None,
            ty,
            def,
            span: expr.span,
        });
        Ok(id)
    }

    /// Evaluates an expression of a class type. What has to be computed for it, because it may
    /// fault, is computed when the machine is installed.
    pub(crate) fn class(&mut self, expr: &hir::Expr, env: &Env) -> Lowered<ClassId> {
        let mut out = Block::new();
        let value = self.eval(expr, env, &mut out)?;
        for stmt in out {
            match stmt.kind {
                ir::StmtKind::Let(ir::Pat::Wild, value) => self.installation.push(value),
                _ => return self.not_yet(stmt.span, "a tuple taken apart here"),
            }
        }
        match value {
            Value::Class(id) => Ok(id),
            _ => self.not_yet(expr.span, "a class that depends on an event"),
        }
    }
}
