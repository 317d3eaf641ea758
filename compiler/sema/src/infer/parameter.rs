//! Types and constants that are declared without a definition: type parameters, constants, and
//! implementations of sets and maps (language reference, sections 3.1, 3.5 and 3.6).

use evc_syntax::ast::{self, TypeKind};
use smol_str::{SmolStr, format_smolstr};

use super::types::is_type;
use super::{Alias, Infer};
use crate::hir::{
    Constant, ConstantId, Expr, ExprKind, Operation, Param, ParamId, TypeDef, TypeDefId,
    TypeDefKind,
};
use crate::names::Entry;
use crate::prelude::monomorphic;
use crate::problems;
use crate::ty::{Con, Scheme, TyId};

/// A declared type without a definition: `'a T`, perhaps with the decider of its equality.
#[derive(Clone, Copy)]
pub(super) struct Declared<'a> {
    /// The declaration.
    pub(super) item: &'a ast::Item,
    /// The variables before its name.
    pub(super) vars: &'a [ast::Name],
    /// Its name.
    pub(super) name: &'a ast::Name,
    /// The name of its decider.
    pub(super) decider: Option<&'a ast::Name>,
    /// What is written after the colon: `Type`, or `Type * T Deq`.
    pub(super) ty: &'a ast::Type,
}

impl Infer {
    /// Adds a declared type, whose definition may still be to come, and its type constructor.
    pub(super) fn add_type(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        vars: &[ast::Name],
    ) -> (TypeDefId, Scheme) {
        let id = TypeDefId(self.hir.type_defs.len() as u32);
        self.hir.type_defs.push(TypeDef {
            name: name.text.clone(),
            arity: vars.len(),
            kind: TypeDefKind::Unread,
            doc: item.doc.clone(),
            span: name.span,
        });
        let (generics, args) = self.with_variables(vars, |infer| {
            vars.iter().map(|var| infer.explicit_variable(var)).collect::<Vec<_>>()
        });
        let ty = self.hir.types.con(Con::Named(id, name.text.clone()), args);
        (id, Scheme { generics, ty })
    }

    /// Says what a declared type is.
    pub(super) fn define_type(&mut self, id: TypeDefId, kind: TypeDefKind) {
        if let Some(def) = self.hir.type_defs.get_mut(id.0 as usize) {
            def.kind = kind;
        }
    }

    /// `parameter T : Type`, with variables or a decider.
    pub(super) fn type_parameter(&mut self, declared: Declared<'_>) {
        if self.unit.include.is_some() {
            return self.type_argument(declared);
        }
        let (id, scheme) = self.add_type(declared.item, declared.name, declared.vars);
        self.declare_type(declared.name, Alias::Fixed(scheme.clone(), declared.name.span));
        let decider = declared.decider.map(|name| {
            let ty = self.decider_type(declared, &scheme);
            let param = Param {
                name: name.text.clone(),
                ty,
                constraint: None,
                doc: declared.item.doc.clone(),
                span: name.span,
            };
            self.add_param(name, param)
        });
        if decider.is_none() && !is_type(declared.ty) {
            self.report(problems::type_of_types(declared.ty.span, &declared.name.text));
        }
        self.define_type(id, TypeDefKind::Parameter { decider });
    }

    /// `constant T : Type`, with variables or a decider.
    pub(super) fn type_constant(&mut self, declared: Declared<'_>) {
        let (id, scheme) = self.add_type(declared.item, declared.name, declared.vars);
        self.declare_type(declared.name, Alias::Fixed(scheme.clone(), declared.name.span));
        let decider = declared.decider.map(|name| {
            self.enter();
            let ty = self.decider_type(declared, &scheme);
            self.leave();
            let scheme = self.hir.types.generalise(ty, self.level);
            self.add_constant(declared.item, name, name.text.clone(), scheme)
        });
        if decider.is_none() && !is_type(declared.ty) {
            self.report(problems::type_of_types(declared.ty.span, &declared.name.text));
        }
        if let Some(id) = decider
            && let Some(name) = declared.decider
        {
            self.bind_constant(name, Entry::Constant(id));
        }
        self.define_type(id, TypeDefKind::Constant { decider, library: self.in_library });
    }

    /// The type of the decider of `T` in `T, d : Type * T Deq`.
    pub(super) fn decider_type(&mut self, declared: Declared<'_>, scheme: &Scheme) -> TyId {
        let (own, _) = self.hir.types.instantiate(scheme, self.level);
        let wanted = self.hir.types.con(Con::Deq, [own]);
        match &declared.ty.kind {
            TypeKind::Product(parts) => match &parts[..] {
                [first, second] if is_type(first) => {
                    let why = format!("the type that it decides is `{}`", declared.name.text);
                    let written = self.ty(second);
                    let reason = Some((declared.name.span, why.into()));
                    self.unify(second.span, wanted, written, &reason);
                }
                _ => self.report(problems::decider_type(declared.ty.span, &declared.name.text)),
            },
            _ => self.report(problems::decider_type(declared.ty.span, &declared.name.text)),
        }
        wanted
    }

    /// The value of a parameter, which is brought into scope: a parameter of the specification, or
    /// the argument that an `include` gives.
    pub(super) fn value_parameter(&mut self, item: &ast::Item, name: &ast::Name, ty: TyId) -> Expr {
        if self.unit.include.is_some() {
            return self.value_argument(item, name, ty);
        }
        let param = Param {
            name: name.text.clone(),
            ty,
            constraint: None,
            doc: item.doc.clone(),
            span: name.span,
        };
        let id = self.add_param(name, param);
        Expr { kind: ExprKind::Param(id), ty, span: name.span }
    }

    /// Adds a value parameter and brings it into scope.
    pub(super) fn add_param(&mut self, name: &ast::Name, param: Param) -> ParamId {
        self.fix(name);
        self.refuse_reserved(name);
        let id = ParamId(self.hir.params.len() as u32);
        self.scope.bind(name.text.clone(), Entry::Param(id));
        self.hir.params.push(param);
        id
    }

    /// `constant f (x : T) : U`
    pub(super) fn constant_declaration(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        args: &[ast::ConstantArg],
        ty: &ast::Type,
        overloads: Option<&ast::Overloads>,
    ) {
        self.enter();
        let result = self.ty(ty);
        let whole = self.curried(args, result);
        let choices = overloads.map(|overloads| self.choices(overloads));
        let whole = self.bounded(name.span, whole);
        self.leave();
        let scheme = self.hir.types.generalise(whole, self.level);
        let entry = match choices {
            Some(choices) => self.overloaded(item, name, scheme, choices),
            None => Entry::Constant(self.add_constant(item, name, name.text.clone(), scheme)),
        };
        self.bind_constant(name, entry);
    }

    /// The type of a function of declared arguments, which may be functions themselves.
    fn curried(&mut self, args: &[ast::ConstantArg], result: TyId) -> TyId {
        let args: Vec<_> = args
            .iter()
            .map(|arg| {
                let ty = self.ty(&arg.ty);
                self.curried(&arg.args, ty)
            })
            .collect();
        args.into_iter().rev().fold(result, |to, from| self.hir.types.arrow(from, to))
    }

    /// Adds a constant.
    pub(super) fn add_constant(
        &mut self,
        item: &ast::Item,
        declared: &ast::Name,
        name: SmolStr,
        scheme: Scheme,
    ) -> ConstantId {
        let id = ConstantId(self.hir.constants.len() as u32);
        self.hir.constants.push(Constant {
            name,
            scheme,
            library: self.in_library,
            doc: item.doc.clone(),
            span: declared.span,
        });
        id
    }

    /// Brings a constant into scope.
    fn bind_constant(&mut self, name: &ast::Name, entry: Entry) {
        self.fix(name);
        self.refuse_reserved(name);
        self.scope.bind(name.text.clone(), entry);
    }

    /// `[set] S : T`
    pub(super) fn set_parameter(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        element: &ast::Type,
    ) {
        let element = self.ty(element);
        let signature = self.hir.types.con(Con::SetSig, [element]);
        let (set, implementation) = self.implementation(item, name, "set", signature);
        let bool = self.atom(Con::Bool);
        let kind = TypeDefKind::Set { implementation: implementation.clone().into() };
        self.define_type(set.0, kind);
        let set = set.1;
        self.operations(
            name,
            &implementation,
            &[
                (Operation::Member, "member", &[element, set], bool),
                (Operation::Empty, "empty", &[], set),
                (Operation::IsEmpty, "isEmpty", &[set], bool),
                (Operation::Singleton, "singleton", &[element], set),
                (Operation::Add, "add", &[element, set], set),
                (Operation::Union, "union", &[set, set], set),
                (Operation::Remove, "remove", &[element, set], set),
            ],
        );
    }

    /// `[map] M : K, V`
    pub(super) fn map_parameter(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        key: &ast::Type,
        value: &ast::Type,
    ) {
        let (key, value) = (self.ty(key), self.ty(value));
        let signature = self.hir.types.con(Con::MapSig, [key, value]);
        let (map, implementation) = self.implementation(item, name, "map", signature);
        let (bool, unit) = (self.atom(Con::Bool), self.atom(Con::Unit));
        let found = self.hir.types.con(Con::Sum, [value, unit]);
        let kind = TypeDefKind::Map { implementation: implementation.clone().into() };
        self.define_type(map.0, kind);
        let map = map.1;
        self.operations(
            name,
            &implementation,
            &[
                (Operation::EqualKey, "eqKey", &[key, key], bool),
                (Operation::Find, "find", &[key, map], found),
                (Operation::InDomain, "inDom", &[key, map], bool),
                (Operation::Empty, "empty", &[], map),
                (Operation::IsEmpty, "isEmpty", &[map], bool),
                (Operation::Update, "update", &[key, value, map], map),
                (Operation::Add, "add", &[key, value, map], map),
                (Operation::Remove, "remove", &[key, map], map),
            ],
        );
    }

    /// The parameter that implements sets or maps, and the type of those.
    fn implementation(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        suffix: &str,
        signature: TyId,
    ) -> ((TypeDefId, TyId), Expr) {
        let value = self.value_parameter(item, name, signature);
        let type_name = format_smolstr!("{}'{suffix}", name.text);
        let type_name = ast::Name { text: type_name, span: name.span };
        let (def, scheme) = self.add_type(item, &type_name, &[]);
        let ty = scheme.ty;
        self.declare_type(&type_name, Alias::Fixed(scheme, name.span));
        ((def, ty), value)
    }

    /// Brings the operations of an implementation into scope: what follows the name, the types of
    /// the arguments and of the result.
    fn operations(
        &mut self,
        name: &ast::Name,
        implementation: &Expr,
        operations: &[(Operation, &str, &[TyId], TyId)],
    ) {
        for (operation, suffix, args, result) in operations {
            let types = &mut self.hir.types;
            let ty = args.iter().rev().fold(*result, |to, from| types.arrow(*from, to));
            let kind = ExprKind::Operation(implementation.clone().into(), *operation);
            let index = self.kept.len() as u32;
            self.kept.push(Expr { kind, ty, span: name.span });
            self.scope.bind(format_smolstr!("{}'{suffix}", name.text), Entry::Kept(index));
        }
    }

    /// `type ('a, 'b) T = U`
    pub(super) fn abbreviation(&mut self, vars: &[ast::Name], name: &ast::Name, ty: &ast::Type) {
        let (generics, ty) = self.with_variables(vars, |infer| infer.ty(ty));
        let scheme = if generics.is_empty() { monomorphic(ty) } else { Scheme { generics, ty } };
        self.declare_type(name, Alias::Known(scheme));
    }
}
