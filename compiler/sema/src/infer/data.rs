//! Data types and abstract types (language reference, section 3.1).

use evc_base::Span;
use evc_syntax::ast::{self, ItemKind};
use smol_str::{SmolStr, format_smolstr};

use super::parameter::Declared;
use super::{Alias, Infer, decl};
use crate::hir::{
    AbstractFunction, ConstantId, Constructor, DataFunction, DefKind, Expr, ExprKind, TypeDefId,
    TypeDefKind,
};
use crate::names::Entry;
use crate::problems;
use crate::ty::Con;

impl Infer {
    /// A declaration of a type, of a constant, or of an implementation of sets or maps.
    pub(super) fn type_declaration(&mut self, item: &ast::Item) {
        match &item.kind {
            ItemKind::TypeParameter { vars, name, decider, ty } => {
                let decider = decider.as_ref();
                self.type_parameter(Declared { item, vars, name, decider, ty });
            }
            ItemKind::TypeConstant { vars, name, decider, ty } => {
                let decider = decider.as_ref();
                self.type_constant(Declared { item, vars, name, decider, ty });
            }
            ItemKind::Parameter { name, ty, constraint } => {
                if let Some(constraint) = constraint {
                    self.report(problems::constraint_of_type(constraint.span, &name.text));
                }
                self.type_parameter(Declared { item, vars: &[], name, decider: None, ty });
            }
            ItemKind::Constant { name, args, ty, overloads: None }
                if args.is_empty() && super::types::is_type(ty) =>
            {
                self.type_constant(Declared { item, vars: &[], name, decider: None, ty });
            }
            ItemKind::Constant { name, args, ty, overloads } => {
                self.constant_declaration(item, name, args, ty, overloads.as_ref());
            }
            ItemKind::SetParameter { name, element } => self.set_parameter(item, name, element),
            ItemKind::MapParameter { name, key, value } => {
                self.map_parameter(item, name, key, value);
            }
            ItemKind::TypeAlias { vars, name, ty } => self.abbreviation(vars, name, ty),
            ItemKind::Data { name, constructors } => self.data(item, name, constructors),
            ItemKind::AbsType { name, ty, bindings } => {
                self.abstract_type(item, name, ty, bindings);
            }
            _ => {}
        }
    }

    /// `data D = C1 of T1 | C2 of T2`
    fn data(&mut self, item: &ast::Item, name: &ast::Name, cases: &[(ast::Name, ast::Type)]) {
        let (id, scheme) = self.add_type(item, name, &[]);
        self.declare_type(name, Alias::Known(scheme));
        let mut constructors: Vec<Constructor> = Vec::new();
        for (case, ty) in cases {
            let ty = self.with_variables(&[], |infer| infer.ty(ty)).1;
            if let Some(first) = constructors.iter().find(|other| other.name == case.text) {
                self.report(problems::already_declared(case.span, &case.text, first.span));
                continue;
            }
            self.refuse_reserved(case);
            constructors.push(Constructor { name: case.text.clone(), ty, span: case.span });
        }
        for (index, constructor) in constructors.iter().enumerate() {
            for (prefix, function) in DATA_FUNCTIONS {
                let text = format_smolstr!("{prefix}{}", constructor.name);
                self.refuse_fixed(&ast::Name { text: text.clone(), span: constructor.span });
                self.scope.bind(text, Entry::Data(id, index as u32, *function));
            }
        }
        self.define_type(id, TypeDefKind::Data(constructors));
    }

    /// `abstype T = U with b1 and b2`: the bindings see what makes a `T` of a `U` and back, and
    /// those before them; all of them are ordinary definitions afterwards.
    fn abstract_type(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        ty: &ast::Type,
        bindings: &[ast::Binding],
    ) {
        let represented = self.with_variables(&[], |infer| infer.ty(ty)).1;
        let (id, scheme) = self.add_type(item, name, &[]);
        self.declare_type(name, Alias::Known(scheme));
        self.define_type(id, TypeDefKind::Abstract(represented));
        let outside = self.scope.mark();
        for (prefix, function) in ABSTRACT_FUNCTIONS {
            let entry = Entry::Abstract(id, *function);
            self.scope.bind(format_smolstr!("{prefix}{}", name.text), entry);
        }
        let mut names: Vec<SmolStr> = Vec::new();
        for binding in bindings {
            self.define(item, DefKind::Let, binding);
            decl::each_variable(&binding.target, &mut |name| names.push(name.text.clone()));
        }
        let defined: Vec<(SmolStr, Option<Entry>)> =
            names.into_iter().map(|name| (name.clone(), self.scope.get(&name))).collect();
        self.scope.leave(outside);
        for (name, entry) in defined {
            if let Some(entry) = entry {
                self.scope.bind(name, entry);
            }
        }
    }

    /// A constant as a value.
    pub(super) fn constant_value(&mut self, span: Span, id: ConstantId) -> Expr {
        let scheme = self.hir[id].scheme.clone();
        let (ty, args) = self.instance(span, &scheme);
        Expr { kind: ExprKind::Constant(id, args), ty, span }
    }

    /// `C`, `is_C` or `get_C` of a constructor.
    pub(super) fn data_function(
        &mut self,
        span: Span,
        id: TypeDefId,
        index: u32,
        function: DataFunction,
    ) -> Expr {
        let def = &self.hir[id];
        let TypeDefKind::Data(constructors) = &def.kind else { return self.error(span) };
        let Some(constructor) = constructors.get(index as usize) else { return self.error(span) };
        let (part, name) = (constructor.ty, def.name.clone());
        let whole = self.hir.types.atom(Con::Named(id, name));
        let ty = match function {
            DataFunction::Build => self.hir.types.arrow(part, whole),
            DataFunction::Test => {
                let bool = self.atom(Con::Bool);
                self.hir.types.arrow(whole, bool)
            }
            DataFunction::Get => self.hir.types.arrow(whole, part),
        };
        Expr { kind: ExprKind::Data(id, index, function), ty, span }
    }

    /// `abs_T` or `rep_T`
    pub(super) fn abstract_function(
        &mut self,
        span: Span,
        id: TypeDefId,
        function: AbstractFunction,
    ) -> Expr {
        let def = &self.hir[id];
        let TypeDefKind::Abstract(represented) = def.kind else { return self.error(span) };
        let name = def.name.clone();
        let own = self.hir.types.atom(Con::Named(id, name));
        let ty = match function {
            AbstractFunction::Abstract => self.hir.types.arrow(represented, own),
            AbstractFunction::Represent => self.hir.types.arrow(own, represented),
        };
        Expr { kind: ExprKind::Abstract(id, function), ty, span }
    }

    /// A value that a whole expression is kept for, such as an operation of a `[map]` parameter.
    pub(super) fn kept(&mut self, span: Span, index: u32) -> Expr {
        match self.kept.get(index as usize) {
            Some(value) => Expr { span, ..value.clone() },
            None => self.error(span),
        }
    }
}

/// What a constructor gives a name to, by what stands before its own.
const DATA_FUNCTIONS: &[(&str, DataFunction)] =
    &[("", DataFunction::Build), ("is_", DataFunction::Test), ("get_", DataFunction::Get)];

/// What an abstract type gives a name to, by what stands before its own.
const ABSTRACT_FUNCTIONS: &[(&str, AbstractFunction)] =
    &[("abs_", AbstractFunction::Abstract), ("rep_", AbstractFunction::Represent)];
