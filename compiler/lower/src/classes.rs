//! The graph of event classes that a specification's main class is made of.
//!
//! Nodes are shared by construction: a definition without arguments is evaluated once for each
//! choice of its types, so all its uses are one node and all uses of a state class one variable.

use std::collections::BTreeMap;
use std::rc::Rc;

use evc_base::Span;
use evc_ir::{self as ir, Ty};
use evc_sema::hir::{self, StateKind};

use crate::value::{Env, Value};
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
    Compose(Value, Vec<ClassId>, Span),
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
    pub init: Value,
    pub transitions: Vec<(Value, ClassId)>,
    pub ty: Ty,
    pub def: Option<hir::DefId>,
    pub span: Span,
}

/// The graph. Slots are in an order in which each depends on earlier ones only.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    nodes: Vec<Rc<Class>>,
    pub slots: Vec<Slot>,
    definitions: BTreeMap<(hir::DefId, Vec<Ty>), ClassId>,
}

impl Classes {
    pub fn add(&mut self, class: Class) -> ClassId {
        let id = ClassId(self.nodes.len() as u32);
        self.nodes.push(Rc::new(class));
        id
    }

    pub fn get(&self, id: ClassId) -> Rc<Class> {
        self.nodes.get(id.0 as usize).expect("a class id comes from its own graph").clone()
    }

    pub fn definition(&self, def: hir::DefId, types: &[Ty]) -> Option<ClassId> {
        self.definitions.get(&(def, types.to_vec())).copied()
    }

    pub fn define(&mut self, def: hir::DefId, types: Vec<Ty>, class: ClassId) {
        self.definitions.insert((def, types), class);
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
        Ok(Value::Class(self.classes.add(class)))
    }

    fn class_node(&mut self, expr: &hir::Expr, env: &Env) -> Lowered<Class> {
        match &expr.kind {
            hir::ExprKind::Component(id, _) => Ok(Class::Base(*id)),
            hir::ExprKind::Compose(function, inputs) => {
                let function = self.constant(function, env)?;
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
                let locations = self.to_expr(locations, env)?;
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
        let init = self.constant(init, env)?;
        let mut driven = Vec::new();
        for (transition, class) in transitions {
            driven.push((self.constant(transition, env)?, self.class(class, env)?));
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
        self.classes.slots.push(Slot { init, transitions: driven, ty, def, span: expr.span });
        Ok(id)
    }

    /// Evaluates an expression of a class type.
    pub(crate) fn class(&mut self, expr: &hir::Expr, env: &Env) -> Lowered<ClassId> {
        match self.constant(expr, env)? {
            Value::Class(id) => Ok(id),
            _ => self.not_yet(expr.span, "a class that depends on an event"),
        }
    }

    /// Evaluates an expression outside any action.
    fn constant(&mut self, expr: &hir::Expr, env: &Env) -> Lowered<Value> {
        let mut out = Vec::new();
        let value = self.eval(expr, env, &mut out)?;
        if out.is_empty() { Ok(value) } else { self.not_yet(expr.span, "a tuple taken apart here") }
    }
}
