//! What an expression is before any event: known as far as the program determines it.

use std::collections::BTreeMap;
use std::rc::Rc;

use evc_base::Span;
use evc_ir::{self as ir, Ty};
use evc_sema::hir::{self, Builtin, Component};
use evc_sema::ty::GenericId;

use crate::classes::ClassId;

/// A value of the program as lowering knows it.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Known only at run time.
    Dynamic(ir::Expr),
    /// A tuple of two components or more, flat.
    Tuple(Vec<Value>),
    /// A function of the program.
    Closure(Rc<Closure>),
    /// A built-in function with the arguments it already has.
    Builtin(Builtin, Vec<Value>, Span),
    /// A sending component of a message with the arguments it already has.
    Send(hir::MessageId, Component, Vec<Value>),
    /// An instruction: what to send where.
    Instruction(Rc<Instruction>),
    /// An instruction for each location of a bag, which stands in place of its destination.
    Broadcast(Rc<Instruction>),
    /// A bag of values that are not all of run time.
    Bag(Vec<Value>),
    /// An event class.
    Class(ClassId),
}

/// A function: a pattern, a body and what its free variables stand for.
#[derive(Clone, Debug)]
pub(crate) struct Closure {
    pub pat: hir::Pat,
    pub body: hir::Expr,
    pub env: Env,
}

/// An expression with what its variables stand for, to be evaluated at events.
#[derive(Clone, Debug)]
pub(crate) struct Deferred {
    pub expr: Rc<hir::Expr>,
    pub env: Env,
}

/// What to send where.
#[derive(Clone, Debug)]
pub(crate) struct Instruction {
    pub delay: Option<ir::Expr>,
    pub to: ir::Expr,
    pub message: hir::MessageId,
    pub body: ir::Expr,
}

/// What the variables and generic types of an expression stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Env {
    locals: Rc<BTreeMap<hir::LocalId, Bound>>,
    generics: Rc<BTreeMap<GenericId, Ty>>,
}

/// What a local variable stands for.
#[derive(Clone, Debug)]
pub(crate) enum Bound {
    /// A value.
    Value(Value),
    /// A function that is general in types: its definition, evaluated afresh at each use.
    General(Rc<hir::Expr>, Env),
}

impl Env {
    pub fn local(&self, id: hir::LocalId) -> Option<&Bound> {
        self.locals.get(&id)
    }

    pub fn bind(&mut self, id: hir::LocalId, bound: Bound) {
        Rc::make_mut(&mut self.locals).insert(id, bound);
    }

    pub fn generic(&self, id: GenericId) -> Option<Ty> {
        self.generics.get(&id).cloned()
    }

    /// The same variables with more generic types known.
    pub fn with_generics(&self, more: impl IntoIterator<Item = (GenericId, Ty)>) -> Self {
        let mut generics = self.generics.clone();
        Rc::make_mut(&mut generics).extend(more);
        Self { locals: self.locals.clone(), generics }
    }
}
