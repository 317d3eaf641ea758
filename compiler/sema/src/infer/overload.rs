//! Overloaded constants (language reference, section 3.6).
//!
//! A use of one is resolved when the outermost constructors of its variables are known, which may
//! be after the use: until then it is pending, and no binding becomes general in its variables.
//! Every pending use has a constant of its own, which becomes the chosen one.

use std::collections::BTreeMap;

use evc_base::Span;
use evc_syntax::ast;
use smol_str::SmolStr;

use super::{Infer, Reason};
use crate::hir::{Constant, ConstantId, Expr, ExprKind};
use crate::names::Entry;
use crate::problems;
use crate::ty::{GenericId, Scheme, TyId, View};

/// The overloaded constants and their uses.
#[derive(Debug, Default)]
pub(super) struct Overloads {
    declared: Vec<Overloaded>,
    /// The uses that are not resolved, in order.
    pending: Vec<Use>,
}

/// An overloaded constant.
#[derive(Debug)]
struct Overloaded {
    constant: Constant,
    /// Its own variables and those of its choices.
    generics: Vec<GenericId>,
    choices: Choices,
}

/// What the variables of an overloaded constant may be.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    vars: Vec<TyId>,
    /// The constant's name for each choice, and one type a variable.
    choices: Vec<(Option<SmolStr>, Vec<TyId>)>,
}

/// A use that is not resolved.
#[derive(Debug)]
struct Use {
    overloaded: usize,
    span: Span,
    /// What stands for the variables here.
    vars: Vec<TyId>,
    /// The types of each choice here.
    choices: Vec<Vec<TyId>>,
    constant: ConstantId,
}

impl Infer {
    /// `with ('a, 'b) in {(t, u), …}`
    pub(super) fn choices(&mut self, written: &ast::Overloads) -> Choices {
        let vars = written.vars.iter().map(|var| self.explicit_variable(var)).collect();
        let mut choices: Vec<(Option<SmolStr>, Vec<TyId>)> = Vec::new();
        let mut places = Vec::new();
        for (name, types) in &written.choices {
            let Some(span) = types.first().map(|first| first.span) else { continue };
            if types.len() != written.vars.len() {
                let (expected, found) = (written.vars.len(), types.len());
                self.report(problems::choice_size(span, expected, found));
                continue;
            }
            let types: Vec<_> = types.iter().map(|ty| self.ty(ty)).collect();
            if types.iter().any(|ty| matches!(self.hir.types.view(*ty), View::Generic(_))) {
                self.report(problems::choice_is_variable(span));
                continue;
            }
            let same = choices.iter().position(|(_, other)| self.same_heads(other, &types));
            if let Some(first) = same.and_then(|at| places.get(at)) {
                self.report(problems::choices_alike(span, *first));
                continue;
            }
            places.push(span);
            choices.push((name.as_ref().map(|name| name.text.clone()), types));
        }
        Choices { vars, choices }
    }

    /// Whether two choices have the same outermost constructors.
    fn same_heads(&self, some: &[TyId], others: &[TyId]) -> bool {
        some.iter().zip(others).all(|(a, b)| self.same_head(*a, *b))
    }

    fn same_head(&self, a: TyId, b: TyId) -> bool {
        match (self.hir.types.view(a), self.hir.types.view(b)) {
            (View::Con(a, _), View::Con(b, _)) => a == b,
            _ => false,
        }
    }

    /// Declares an overloaded constant.
    pub(super) fn overloaded(
        &mut self,
        item: &ast::Item,
        name: &ast::Name,
        scheme: Scheme,
        choices: Choices,
    ) -> Entry {
        let parts = choices.choices.iter().flat_map(|(_, types)| types).chain(&choices.vars);
        let parts: Vec<_> = std::iter::once(&scheme.ty).chain(parts).copied().collect();
        let all = self.hir.types.product(&parts);
        let generics = self.hir.types.generalise(all, self.level).generics;
        for var in &choices.vars {
            let own = self.hir.types.view(*var);
            if !self.hir.types.any(scheme.ty, &|view| view == own) {
                let text = self.hir.types.show(*var);
                self.report(problems::overloading_unused(name.span, &text));
            }
        }
        let constant = Constant {
            name: name.text.clone(),
            scheme,
            library: self.in_library,
            doc: item.doc.clone(),
            span: name.span,
        };
        self.overloads.declared.push(Overloaded { constant, generics, choices });
        Entry::Overloaded(self.overloads.declared.len() as u32 - 1)
    }

    /// A use of an overloaded constant.
    pub(super) fn overloaded_value(&mut self, span: Span, index: u32) -> Expr {
        let overloaded = index as usize;
        let Some(declared) = self.overloads.declared.get(overloaded) else {
            return self.error(span);
        };
        let (constant, choices) = (declared.constant.clone(), declared.choices.clone());
        let generics = declared.generics.clone();
        let args: Vec<_> = generics.iter().map(|_| self.fresh()).collect();
        let by: BTreeMap<_, _> = generics.into_iter().zip(args.iter().copied()).collect();
        let types = &mut self.hir.types;
        let ty = types.substitute(constant.scheme.ty, &by);
        let mut copy = |types_of: &[TyId]| {
            types_of.iter().map(|ty| types.substitute(*ty, &by)).collect::<Vec<_>>()
        };
        let vars = copy(&choices.vars);
        let choices = choices.choices.iter().map(|(_, types_of)| copy(types_of)).collect();
        let id = ConstantId(self.hir.constants.len() as u32);
        self.hir.constants.push(constant);
        self.overloads.pending.push(Use { overloaded, span, vars, choices, constant: id });
        Expr { kind: ExprKind::Constant(id, args), ty, span }
    }

    /// Resolves what can be resolved, and keeps the binding that ends from becoming general in
    /// the variables of the rest.
    pub(super) fn hold_overloads(&mut self) {
        for pending in std::mem::take(&mut self.overloads.pending) {
            if let Some(pending) = self.resolve(pending) {
                for var in &pending.vars {
                    self.hir.types.hold(*var, self.level);
                }
                self.overloads.pending.push(pending);
            }
        }
    }

    /// Resolves all uses in a declaration of the top level; one solved later may determine an
    /// earlier one.
    pub(super) fn settle_overloads(&mut self) {
        loop {
            let before = self.overloads.pending.len();
            self.hold_overloads();
            if self.overloads.pending.len() == before {
                break;
            }
        }
        for pending in std::mem::take(&mut self.overloads.pending) {
            if let Some(declared) = self.overloads.declared.get(pending.overloaded) {
                let name = declared.constant.name.clone();
                let choices = self.alternatives(&pending);
                let found = problems::unresolved_overloading(pending.span, &name, &choices);
                self.report(found);
            }
        }
    }

    /// Chooses for a use, or gives it back if several choices are possible.
    fn resolve(&mut self, pending: Use) -> Option<Use> {
        let possible = |choice: &Vec<TyId>| {
            let mut pairs = pending.vars.iter().zip(choice);
            pairs.all(|(var, ty)| {
                self.hir.types.view(*var) == View::Var || self.same_head(*var, *ty)
            })
        };
        let mut fitting = (0..).zip(&pending.choices).filter(|(_, choice)| possible(choice));
        match (fitting.next(), fitting.next()) {
            (Some(_), Some(_)) => Some(pending),
            (Some((at, choice)), None) => {
                let reason = self.declared_choices(&pending);
                for (var, ty) in pending.vars.iter().zip(choice) {
                    self.unify(pending.span, *ty, *var, &reason);
                }
                self.choose(&pending, at);
                None
            }
            (None, _) => {
                self.report_no_choice(&pending);
                None
            }
        }
    }

    /// Makes the constant of a use the chosen one.
    fn choose(&mut self, pending: &Use, at: usize) {
        let Some(declared) = self.overloads.declared.get(pending.overloaded) else { return };
        let Some((name, types_of)) = declared.choices.choices.get(at) else { return };
        let mut by = BTreeMap::new();
        for (var, ty) in declared.choices.vars.iter().zip(types_of) {
            if let View::Generic(generic) = self.hir.types.view(*var) {
                by.insert(generic, *ty);
            }
        }
        let ty = self.hir.types.substitute(declared.constant.scheme.ty, &by);
        let name = name.as_ref().unwrap_or(&declared.constant.name);
        if let Some(constant) = self.hir.constants.get_mut(pending.constant.0 as usize) {
            constant.name = name.clone();
            constant.scheme = Scheme { generics: declared.generics.clone(), ty };
        }
    }

    /// Why a use has one of the types that its constant is declared for.
    fn declared_choices(&self, pending: &Use) -> Reason {
        let declared = self.overloads.declared.get(pending.overloaded)?;
        let choices = problems::either(&self.alternatives(pending));
        Some((declared.constant.span, format!("declared for {choices}").into()))
    }

    fn report_no_choice(&mut self, pending: &Use) {
        let Some(declared) = self.overloads.declared.get(pending.overloaded) else { return };
        let (name, place) = (declared.constant.name.clone(), declared.constant.span);
        let choices = self.alternatives(pending);
        let found = self.tuple_text(&pending.vars);
        self.report(problems::no_choice(pending.span, &name, place, &choices, &found));
    }

    /// The choices of a use as text.
    fn alternatives(&self, pending: &Use) -> Vec<String> {
        pending.choices.iter().map(|choice| self.tuple_text(choice)).collect()
    }

    /// One type as it is, several in parentheses.
    fn tuple_text(&self, types_of: &[TyId]) -> String {
        match &self.hir.types.show_all(types_of)[..] {
            [one] => one.clone(),
            several => format!("({})", several.join(", ")),
        }
    }
}
