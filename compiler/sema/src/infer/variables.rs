//! Explicit type variables (language reference, section 3.2).
//!
//! A variable belongs to the innermost binding whose text it occurs in, and stands for every type
//! there. Outside all bindings, as in a message declaration, it is an unknown type that the
//! program's uses determine.

use std::collections::BTreeMap;

use evc_base::{Severity, Span};
use evc_syntax::ast;
use smol_str::SmolStr;

use super::{Infer, Reason};
use crate::mismatch::Mismatch;
use crate::problems;
use crate::ty::{Clash, GenericId, Scheme, TyId, View};

/// The explicit type variables of a program.
#[derive(Debug, Default)]
pub(super) struct Explicit {
    /// Those of the bindings that are being read, by depth.
    bound: BTreeMap<(u32, SmolStr), TyId>,
    /// Where each is first written.
    places: BTreeMap<GenericId, Span>,
    /// Those that the type being declared takes, while its text is read: it may name no others.
    declared: Option<BTreeMap<SmolStr, TyId>>,
    /// Those that stand for unknown types.
    unknown: Vec<(TyId, ast::Name)>,
}

impl Explicit {
    /// Forgets what only concerns the declaration before.
    pub(super) fn begin(&mut self) {
        self.bound.clear();
    }
}

impl Infer {
    /// Begins a binding, which is general in what is introduced inside it.
    pub(super) fn enter(&mut self) {
        self.level += 1;
    }

    /// Ends a binding: what is generalised next is general in what was introduced inside it.
    pub(super) fn leave(&mut self) {
        self.level -= 1;
        self.hold_overloads();
        let inside = (self.level + 1, SmolStr::default());
        self.explicit.bound.split_off(&inside);
    }

    /// `'a`
    pub(super) fn explicit_variable(&mut self, name: &ast::Name) -> TyId {
        if let Some(declared) = &self.explicit.declared {
            if let Some(ty) = declared.get(&name.text) {
                return *ty;
            }
            self.report(problems::undeclared_variable(name.span, &name.text));
            return self.fresh();
        }
        let key = (self.level, name.text.clone());
        if let Some(ty) = self.explicit.bound.get(&key) {
            return *ty;
        }
        let ty = if self.level == 0 {
            let unknown = self.fresh();
            self.explicit.unknown.push((unknown, name.clone()));
            unknown
        } else {
            let (ty, generic) = self.hir.types.rigid(self.level, name.text.clone());
            self.explicit.places.insert(generic, name.span);
            ty
        };
        self.explicit.bound.insert(key, ty);
        ty
    }

    /// Reads the text of a declared type, which may name the variables `vars` and no others, and
    /// gives those that it is general in with the result.
    pub(super) fn with_variables<R>(
        &mut self,
        vars: &[ast::Name],
        read: impl FnOnce(&mut Self) -> R,
    ) -> (Vec<GenericId>, R) {
        let mut declared: BTreeMap<SmolStr, TyId> = BTreeMap::new();
        let mut generics = Vec::new();
        for var in vars {
            let (ty, generic) = self.hir.types.generic();
            generics.push(generic);
            if declared.insert(var.text.clone(), ty).is_some() {
                let first = vars.iter().find(|other| other.text == var.text);
                let first = first.map_or(var.span, |first| first.span);
                self.report(problems::already_declared(var.span, &var.text, first));
            }
        }
        let outer = self.explicit.declared.replace(declared);
        let result = read(self);
        self.explicit.declared = outer;
        (generics, result)
    }

    /// The type of a use of something with a scheme, and what its generic types stand for here.
    pub(super) fn instance(&mut self, span: Span, scheme: &Scheme) -> (TyId, Vec<TyId>) {
        let (ty, args) = self.hir.types.instantiate(scheme, self.level);
        for (generic, arg) in scheme.generics.iter().zip(&args) {
            if self.hir.types.needs_equality(*generic) {
                self.demand_equality(span, *arg);
            }
        }
        (ty, args)
    }

    /// Reports that two types differ because one has an explicit variable where the other has
    /// something else, if that is so.
    pub(super) fn explicit_clash(
        &mut self,
        span: Span,
        (wanted, given): (TyId, TyId),
        mismatch: &Mismatch,
        reason: &Reason,
    ) -> bool {
        let Some((name, place)) = self.written(wanted).or_else(|| self.written(given)) else {
            return false;
        };
        let other = if self.written(wanted).is_some() { given } else { wanted };
        let found = match self.written(other) {
            Some((second, at)) if at != place => {
                problems::variables_differ(span, (&name, place), (&second, at), mismatch)
            }
            _ => {
                let other = self.hir.types.show(other);
                let reason = self.in_words(reason);
                problems::variable_not_general(span, (&name, place), &other, mismatch, reason)
            }
        };
        self.report(found);
        true
    }

    /// Whether two types differ in what they are built of, and not in an explicit variable.
    pub(super) fn is_plain(&self, clash: Clash) -> bool {
        matches!(clash, Clash::Mismatch(one, other)
            if self.written(one).is_none() && self.written(other).is_none())
    }

    /// Reports that an explicit variable would leave its binding.
    pub(super) fn escape(&mut self, span: Span, variable: TyId) {
        if let Some((name, place)) = self.written(variable) {
            self.report(problems::variable_escapes(span, &name, place));
        }
    }

    /// The name and the place of an explicit variable.
    fn written(&self, ty: TyId) -> Option<(SmolStr, Span)> {
        let View::Generic(generic) = self.hir.types.view(ty) else { return None };
        let name = self.hir.types.explicit_name(generic)?.clone();
        Some((name, *self.explicit.places.get(&generic)?))
    }

    /// Decides what only the whole program determines: the unknown types of its declarations and
    /// the comparisons that involve them.
    pub(super) fn settle_program(&mut self) {
        let is_error = |found: &evc_base::Diagnostic| found.severity == Severity::Error;
        let sound = !self.diagnostics.iter().any(is_error);
        for (ty, name) in std::mem::take(&mut self.explicit.unknown) {
            let unsolved = self.hir.types.any(ty, &|view| view == View::Var);
            if sound && unsolved {
                let partly = self.hir.types.view(ty) != View::Var;
                let known = partly.then(|| self.hir.types.show(ty));
                self.report(problems::unsolved_variable(name.span, &name.text, known));
            }
        }
        self.settle_undecided(!self.diagnostics.iter().any(is_error));
    }
}
