//! The arguments of an `include`: what stands for the parameters of the included text.

use std::collections::{BTreeMap, BTreeSet};

use evc_base::Span;
use evc_syntax::ast::{self, IncludeArg, ItemKind, TypeKind};
use smol_str::{SmolStr, format_smolstr};

use super::library::MAKE_DECIDER;
use super::parameter::Declared;
use super::types::is_type;
use super::{Alias, Infer, Reason};
use crate::hir::{ConstantId, DefId, DefKind, Expr, ExprKind, Header, Hir, TypeDefId, TypeDefKind};
use crate::names::{Entry, similar};
use crate::prelude::monomorphic;
use crate::problems;
use crate::ty::{Con, Scheme, TyId, View};

/// What an included text is given for its parameters, and what it misses.
#[derive(Debug, Default)]
pub(super) struct Given {
    values: BTreeMap<SmolStr, ast::Expr>,
    types: BTreeMap<SmolStr, ast::Type>,
    /// The parameters without an argument: each is a constant without a value.
    missing: Vec<(ConstantId, SmolStr)>,
    /// The type parameters without an argument: each is a type of which nothing is known.
    missing_types: Vec<(TypeDefId, SmolStr)>,
}

/// The two kinds of parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A value.
    Value,
    /// A type.
    Type,
}

/// The parameters of a text, with their kinds and places.
fn parameters(program: &ast::Program) -> BTreeMap<SmolStr, (Kind, Span)> {
    let mut found = BTreeMap::new();
    let mut add = |name: &ast::Name, kind| {
        found.entry(name.text.clone()).or_insert((kind, name.span));
    };
    for item in &program.items {
        match &item.kind {
            ItemKind::Parameter { name, ty, .. } if is_type(ty) => add(name, Kind::Type),
            ItemKind::Parameter { name, .. }
            | ItemKind::SetParameter { name, .. }
            | ItemKind::MapParameter { name, .. } => add(name, Kind::Value),
            ItemKind::TypeParameter { name, decider, .. } => {
                add(name, Kind::Type);
                decider.iter().for_each(|decider| add(decider, Kind::Value));
            }
            _ => {}
        }
    }
    found
}

impl Infer {
    /// Sorts the arguments of an `include` by the parameters of the included text.
    pub(super) fn sort_arguments(&mut self, program: &ast::Program, args: &[IncludeArg]) -> Given {
        let parameters = parameters(program);
        let mut given = Given::default();
        let mut places: BTreeMap<SmolStr, Span> = BTreeMap::new();
        for arg in args {
            let (name, kind) = match arg {
                IncludeArg::Value(name, _) => (name, Kind::Value),
                IncludeArg::Type(name, _) => (name, Kind::Type),
                IncludeArg::Interface(name, _) => {
                    self.report(problems::interface_argument(name.span, &name.text));
                    continue;
                }
            };
            if let Some(first) = places.insert(name.text.clone(), name.span) {
                self.report(problems::argument_twice(name.span, &name.text, first));
                continue;
            }
            let Some((wanted, declared)) = parameters.get(&name.text) else {
                let similar = similar(&name.text, parameters.keys()).map(SmolStr::as_str);
                self.report(problems::unknown_argument(name.span, &name.text, similar));
                continue;
            };
            if *wanted != kind {
                let is_type = *wanted == Kind::Type;
                self.report(problems::misplaced_argument(
                    name.span, &name.text, is_type, *declared,
                ));
            }
            match arg {
                IncludeArg::Value(_, value) => {
                    given.values.insert(name.text.clone(), value.clone());
                }
                IncludeArg::Type(_, ty) => {
                    given.types.insert(name.text.clone(), ty.clone());
                }
                IncludeArg::Interface(..) => {}
            }
        }
        given
    }

    /// The argument for a value parameter of an included text, as a definition of it.
    pub(super) fn value_argument(&mut self, item: &ast::Item, name: &ast::Name, ty: TyId) -> Expr {
        self.fix(name);
        self.refuse_reserved(name);
        let (entry, kind) = match self.unit.given.values.remove(&name.text) {
            Some(value) => {
                let reason = Some((name.span, "the parameter has this type".into()));
                let value = self.in_includer(|infer| infer.argument(&value, ty, &reason));
                let id = self.add_definition(item, name, DefKind::Argument);
                self.complete_definition(id, monomorphic(ty), value);
                (Entry::Global(id), ExprKind::Global(id, Vec::new()))
            }
            None => {
                let id = self.add_constant(item, name, name.text.clone(), monomorphic(ty));
                if !self.unit.given.types.contains_key(&name.text) {
                    self.unit.given.missing.push((id, name.text.clone()));
                }
                (Entry::Constant(id), ExprKind::Constant(id, Vec::new()))
            }
        };
        self.scope.bind(name.text.clone(), entry);
        Expr { kind, ty, span: name.span }
    }

    /// An argument, in the scope of the text that gives it.
    fn argument(&mut self, value: &ast::Expr, ty: TyId, reason: &Reason) -> Expr {
        self.begin();
        let checked = match self.hir.types.view(ty) {
            View::Con(Con::Deq, [element]) => self.decider(value, *element, (ty, reason)),
            _ => self.check(value, ty, reason),
        };
        self.settle_overloads();
        self.settle_comparisons();
        checked
    }

    /// An argument that must be a decider: a function is taken for one, with a warning (language
    /// reference, section 9, point 5).
    fn decider(&mut self, value: &ast::Expr, element: TyId, (ty, reason): (TyId, &Reason)) -> Expr {
        let found = self.infer(value);
        let make = self.library.values.get(MAKE_DECIDER).copied();
        let is_function = matches!(self.hir.types.view(found.ty), View::Con(Con::Arrow, _));
        let (true, Some(Entry::Constant(make))) = (is_function, make) else {
            self.unify(value.span, ty, found.ty, reason);
            return found;
        };
        let bool = self.atom(Con::Bool);
        let rest = self.hir.types.arrow(element, bool);
        let function = self.hir.types.arrow(element, rest);
        let before = self.diagnostics.len();
        self.unify(value.span, function, found.ty, reason);
        if self.diagnostics.len() == before {
            let shown = self.hir.types.show(ty);
            self.report(problems::function_as_decider(value.span, &shown));
        }
        let make = self.constant_value(value.span, make);
        let wanted = self.hir.types.arrow(function, ty);
        self.unify(value.span, make.ty, wanted, &None);
        Expr { kind: ExprKind::Apply(make.into(), found.into()), ty, span: value.span }
    }

    /// The argument for a type parameter of an included text, as an abbreviation.
    pub(super) fn type_argument(&mut self, declared: Declared<'_>) {
        let name = declared.name;
        let Some(written) = self.unit.given.types.remove(&name.text) else {
            return self.missing_type(declared);
        };
        let arity = declared.vars.len();
        let scheme = self.in_includer(|infer| {
            infer.begin();
            if arity == 0 { monomorphic(infer.ty(&written)) } else { infer.family(&written, arity) }
        });
        self.declare_type(name, Alias::Fixed(scheme.clone(), name.span));
        if let Some(decider) = declared.decider {
            let ty = self.decider_type(declared, &scheme);
            self.value_argument(declared.item, decider, ty);
        }
    }

    /// A type argument that takes types itself, which is written as its name alone.
    fn family(&mut self, written: &ast::Type, arity: usize) -> Scheme {
        if let TypeKind::Constructor(name, args) = &written.kind
            && args.is_empty()
        {
            if let Some(Alias::Known(scheme) | Alias::Fixed(scheme, _)) =
                self.aliases.get(&name.text)
                && scheme.generics.len() == arity
            {
                return scheme.clone();
            }
            if let Some((con, _)) = Con::named(&name.text).filter(|(_, own)| *own == arity) {
                let generics: Vec<_> = (0..arity).map(|_| self.hir.types.generic()).collect();
                let args: Vec<_> = generics.iter().map(|(ty, _)| *ty).collect();
                let ty = self.hir.types.con(con, args);
                return Scheme { generics: generics.into_iter().map(|(_, id)| id).collect(), ty };
            }
        }
        self.report(problems::argument_takes_no_types(written.span, arity));
        let generics = (0..arity).map(|_| self.hir.types.generic().1).collect();
        Scheme { generics, ty: self.fresh() }
    }

    /// A type parameter without an argument: a type of which nothing is known.
    fn missing_type(&mut self, declared: Declared<'_>) {
        let name = declared.name;
        let (id, scheme) = self.add_type(declared.item, name, declared.vars);
        self.declare_type(name, Alias::Fixed(scheme.clone(), name.span));
        if !self.unit.given.values.contains_key(&name.text) {
            self.unit.given.missing_types.push((id, name.text.clone()));
        }
        let decider = declared.decider.map(|decider| {
            let ty = self.decider_type(declared, &scheme);
            // An argument for it could only disagree with a type of which nothing is known.
            let is_given = self.unit.given.values.remove(&decider.text).is_some();
            let value = self.value_argument(declared.item, decider, ty);
            if is_given {
                self.unit.given.missing.pop();
            }
            value
        });
        let decider = decider.and_then(|value| match value.kind {
            ExprKind::Constant(id, _) => Some(id),
            _ => None,
        });
        self.define_type(id, TypeDefKind::Constant { decider, library: false });
    }

    /// The parameters without an argument that a definition depends on, as arguments are written:
    /// first the types, then the values, both in the order of their declarations.
    pub(super) fn needed(&self, given: &Given, main: DefId) -> Vec<SmolStr> {
        if given.missing.is_empty() && given.missing_types.is_empty() {
            return Vec::new();
        }
        let mut reached = Reached::of(&self.hir);
        reached.definition(main);
        let types = given.missing_types.iter().filter(|(id, _)| reached.types.contains(id));
        let values = given.missing.iter().filter(|(id, _)| reached.constants.contains(id));
        types
            .map(|(_, name)| format_smolstr!("type {name}"))
            .chain(values.map(|(_, name)| name.clone()))
            .collect()
    }
}

/// What a definition depends on.
struct Reached<'h> {
    hir: &'h Hir,
    definitions: BTreeSet<DefId>,
    constants: BTreeSet<ConstantId>,
    types: BTreeSet<TypeDefId>,
}

impl<'h> Reached<'h> {
    fn of(hir: &'h Hir) -> Self {
        let (definitions, constants, types) = Default::default();
        Self { hir, definitions, constants, types }
    }

    /// Goes through a definition and all that it names.
    fn definition(&mut self, id: DefId) {
        let mut left = vec![id];
        while let Some(id) = left.pop() {
            if self.definitions.insert(id) {
                self.ty(self.hir[id].scheme.ty);
                self.expression(&self.hir[id].body, &mut left);
            }
        }
    }

    fn expression(&mut self, expr: &'h Expr, left: &mut Vec<DefId>) {
        expr.each(&mut |part| {
            self.ty(part.ty);
            match &part.kind {
                ExprKind::Global(id, _) => left.push(*id),
                ExprKind::Constant(id, _) => {
                    self.constants.insert(*id);
                }
                ExprKind::Operation(implementation, _) => self.expression(implementation, left),
                ExprKind::Component(id, _) => {
                    let message = &self.hir[*id];
                    self.ty(message.ty);
                    if let Header::Computed(header) = &message.header {
                        self.expression(header, left);
                    }
                }
                _ => {}
            }
        });
    }

    fn ty(&mut self, ty: TyId) {
        let types = &mut self.types;
        each(self.hir, ty, &mut |view| {
            if let View::Con(Con::Named(id, _), _) = view {
                types.insert(*id);
            }
        });
    }
}

/// Visits a type and its parts.
fn each(hir: &Hir, ty: TyId, visit: &mut dyn FnMut(View<'_>)) {
    let view = hir.types.view(ty);
    visit(view);
    if let View::Con(_, args) = view {
        args.iter().for_each(|arg| each(hir, *arg, visit));
    }
}
