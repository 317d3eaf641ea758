//! Texts from outside a specification: the expressions and types of a configuration.

use evc_base::Diagnostic;
use evc_syntax::ast;
use smol_str::SmolStr;

use super::{Alias, Infer};
use crate::hir::{
    ConstantId, DataFunction, DefId, Expr, Hir, LocalId, ParamId, TypeDefId, TypeDefKind,
};
use crate::names::Entry;
use crate::prelude;
use crate::ty::{Con, Scheme, TyId};

/// What an expression from outside a specification may name, such as a configuration value,
/// besides what the specification's tree has of the library, and the functions of data constructors.
#[derive(Clone, Debug, Default)]
pub struct ExprContext {
    /// The locations in scope, each of type `Loc`.
    pub locations: Vec<SmolStr>,
    /// Parameters of the specification that already have a value.
    pub params: Vec<ParamId>,
}

/// An expression from outside, analysed.
#[derive(Clone, Debug)]
pub struct OuterExpr {
    /// The specification's tree with the expression's locals and types added.
    pub hir: Hir,
    /// For each local variable that stands for a location, the location's name.
    pub locations: Vec<(LocalId, SmolStr)>,
    /// The expression, of the expected type.
    pub expr: Expr,
}

/// Analyses an expression that must have a given type of `hir`; definitions of the specification
/// are not in scope, its parameters are as far as `context` lists them.
pub fn analyse_expr(
    hir: &Hir,
    context: &ExprContext,
    expr: &ast::Expr,
    expected: TyId,
) -> (OuterExpr, Vec<Diagnostic>) {
    let mut infer = Infer::outside(hir);
    infer.bind_library();
    infer.bind_constructors();
    let loc = infer.atom(Con::Loc);
    let mut locations = Vec::new();
    for name in &context.locations {
        let id = infer.local(name.clone(), loc, expr.span);
        infer.scope.bind(name.clone(), Entry::Local(id));
        locations.push((id, name.clone()));
    }
    // A parameter hides a location of the same name, as it does when the value is computed.
    for param in &context.params {
        infer.scope.bind(hir[*param].name.clone(), Entry::Param(*param));
    }
    let expr = infer.check(expr, expected, &None);
    infer.settle_comparisons();
    infer.settle_program();
    (OuterExpr { hir: infer.hir, locations, expr }, infer.diagnostics)
}

/// Makes a type parameter without variables stand for a type of `hir`, wherever the tree mentions
/// it. The type is one that [`analyse_type`] gives, so it does not contain the parameter.
pub fn give_type(hir: &mut Hir, parameter: TypeDefId, ty: TyId) {
    hir.types.define(parameter, ty);
}

/// Analyses a type from outside: the built-in types are known, those of the library, the data
/// types and abstract types of `hir`, and type parameters that are [given](give_type). The result
/// is `hir` with the type, which has no variables unless something is reported, added.
pub fn analyse_type(hir: &Hir, ty: &ast::Type) -> (Hir, TyId, Vec<Diagnostic>) {
    let mut infer = Infer::outside(hir);
    infer.declare_types();
    let ty = infer.with_variables(&[], |infer| infer.ty(ty)).1;
    (infer.hir, ty, infer.diagnostics)
}

impl Infer {
    /// The state in which texts from outside are read.
    fn outside(hir: &Hir) -> Self {
        let mut infer = Self { hir: hir.clone(), outer: true, ..Self::default() };
        prelude::populate(&mut infer.scope);
        infer
    }

    /// Brings what the tree has of the library into scope; a configuration has no imports.
    fn bind_library(&mut self) {
        let (constants, defs) = (self.hir.constants.iter().enumerate(), self.hir.defs.iter());
        for (index, constant) in constants.filter(|(_, constant)| constant.library) {
            let id = ConstantId(index as u32);
            self.scope.bind(constant.name.clone(), Entry::Constant(id));
        }
        for (index, def) in defs.take(self.hir.library).enumerate() {
            self.scope.bind(def.name.clone(), Entry::Global(DefId(index as u32)));
        }
    }

    /// Brings the functions of all data constructors into scope.
    fn bind_constructors(&mut self) {
        for (index, def) in self.hir.type_defs.iter().enumerate() {
            let TypeDefKind::Data(constructors) = &def.kind else { continue };
            let id = TypeDefId(index as u32);
            for (place, constructor) in constructors.iter().enumerate() {
                let name = &constructor.name;
                for (name, function) in [
                    (name.clone(), DataFunction::Build),
                    (smol_str::format_smolstr!("is_{name}"), DataFunction::Test),
                    (smol_str::format_smolstr!("get_{name}"), DataFunction::Get),
                ] {
                    self.scope.bind(name, Entry::Data(id, place as u32, function));
                }
            }
        }
    }

    /// Makes the declared types known that a configuration may name.
    fn declare_types(&mut self) {
        for index in 0..self.hir.type_defs.len() {
            let id = TypeDefId(index as u32);
            let def = &self.hir[id];
            let is_known = match def.kind {
                TypeDefKind::Data(_) | TypeDefKind::Abstract(_) => true,
                TypeDefKind::Constant { library, .. } => library,
                TypeDefKind::Parameter { .. } => self.hir.types.is_defined(id),
                TypeDefKind::Set { .. } | TypeDefKind::Map { .. } | TypeDefKind::Unread => false,
            };
            if !is_known {
                continue;
            }
            let (name, arity) = (def.name.clone(), def.arity);
            let types = &mut self.hir.types;
            let variables: Vec<_> = (0..arity).map(|_| types.generic()).collect();
            let args: Vec<_> = variables.iter().map(|(ty, _)| *ty).collect();
            let generics = variables.iter().map(|(_, generic)| *generic).collect();
            let ty = types.con(Con::Named(id, name.clone()), args);
            self.aliases.insert(name, Alias::Known(Scheme { generics, ty }));
        }
    }
}
