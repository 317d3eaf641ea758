//! Which types have equality, and where values are compared (language reference, section 3.2).
//!
//! The decider of a comparison is made from its type at its place in the text, so that type must
//! be known: it may have no variable that the definition becomes general in.

use evc_base::Span;
use smol_str::SmolStr;

use super::Infer;
use crate::hir::{TypeDef, TypeDefKind};
use crate::problems::{self, Lack};
use crate::ty::{Con, TyId, View};

/// The places where equality is needed.
#[derive(Debug, Default)]
pub(super) struct Equality {
    /// Types that an equality variable `''a` stands for in the present declaration.
    demands: Vec<(TyId, Span)>,
    /// Comparisons whose type only the whole program determines.
    undecided: Vec<(TyId, Span)>,
    /// The same for equality variables.
    undecided_demands: Vec<(TyId, Span)>,
}

impl Infer {
    /// A type that an equality variable stands for.
    pub(super) fn demand_equality(&mut self, span: Span, ty: TyId) {
        self.equality.demands.push((ty, span));
    }

    /// Decides the comparisons of the declaration just read and generalised.
    pub(super) fn settle_comparisons(&mut self) {
        // What is wrong here already may be why a type is not known.
        let sound = self.is_sound();
        let mut comparisons = std::mem::take(&mut self.comparisons);
        comparisons.dedup();
        for (ty, span) in comparisons {
            if self.has_equality(ty, span) && self.is_open(ty) {
                if !self.is_undecided(ty) {
                    self.not_ground(ty, span, sound);
                } else if sound {
                    self.equality.undecided.push((ty, span));
                }
            }
        }
        for (ty, span) in std::mem::take(&mut self.equality.demands) {
            self.settle_demand(ty, span);
        }
    }

    /// Decides the comparisons that the whole program was needed for.
    pub(super) fn settle_undecided(&mut self, sound: bool) {
        for (ty, span) in std::mem::take(&mut self.equality.undecided) {
            if self.has_equality(ty, span) && self.is_open(ty) {
                self.not_ground(ty, span, sound);
            }
        }
        for (ty, span) in std::mem::take(&mut self.equality.undecided_demands) {
            self.has_equality(ty, span);
        }
    }

    /// Reports a comparison at a type that is not known, unless that follows from another error.
    fn not_ground(&mut self, ty: TyId, span: Span, sound: bool) {
        if sound {
            let text = self.hir.types.show(ty);
            let open = self.open_parameters(ty);
            self.report(problems::equality_not_ground(span, &text, &open));
        }
    }

    /// The names of the present declaration whose types have a variable of the type compared, each
    /// with its type in which every variable is shown as that of locations or of numbers.
    fn open_parameters(&self, compared: TyId) -> Vec<(SmolStr, String)> {
        let mut variables = Vec::new();
        self.variables_of(compared, &mut variables);
        let shares = |view: View<'_>| match view {
            View::Generic(generic) => variables.contains(&generic),
            View::Con(..) | View::Var => false,
        };
        let mut found: Vec<(SmolStr, String)> = Vec::new();
        for local in self.hir.locals.iter().skip(self.locals_before) {
            let ty = local.scheme.ty;
            let general = !matches!(self.hir.types.view(ty), View::Con(Con::Arrow, _));
            if general
                && self.hir.types.any(ty, &shares)
                && found.iter().all(|(name, _)| *name != local.name)
            {
                found.push((local.name.clone(), self.hir.types.show(ty)));
            }
        }
        found
    }

    /// Makes sure that an equality variable stands for a type with equality; what the declaration
    /// became general in is an equality variable from here on.
    fn settle_demand(&mut self, ty: TyId, span: Span) {
        if !self.has_equality(ty, span) {
            return;
        }
        if self.is_undecided(ty) {
            self.equality.undecided_demands.push((ty, span));
        }
        let mut generics = Vec::new();
        self.variables_of(ty, &mut generics);
        for generic in generics {
            match self.hir.types.explicit_name(generic) {
                Some(name) if !self.hir.types.needs_equality(generic) => {
                    let found = problems::variable_without_equality(span, name);
                    self.report(found);
                }
                Some(_) => {}
                None => self.hir.types.demand_equality(generic),
            }
        }
    }

    fn variables_of(&self, ty: TyId, found: &mut Vec<crate::ty::GenericId>) {
        match self.hir.types.view(ty) {
            View::Generic(generic) => found.push(generic),
            View::Con(_, args) => args.iter().for_each(|arg| self.variables_of(*arg, found)),
            View::Var => {}
        }
    }

    /// Whether a comparison has an operand of a type without equality; reports it, and that alone.
    pub(super) fn compares_nothing(&mut self, operator: Span, operand: TyId) -> bool {
        if self.has_equality(operand, operator) {
            return false;
        }
        self.comparisons.retain(|(_, place)| *place != operator);
        true
    }

    /// Whether a type has variables.
    fn is_open(&self, ty: TyId) -> bool {
        self.hir.types.any(ty, &|view| matches!(view, View::Var | View::Generic(_)))
    }

    /// Whether later declarations determine the variables of a type: none of them belongs to a
    /// binding.
    fn is_undecided(&self, ty: TyId) -> bool {
        match self.hir.types.view(ty) {
            View::Var => self.hir.types.level(ty) == Some(0),
            View::Generic(_) => false,
            View::Con(_, args) => args.iter().all(|arg| self.is_undecided(*arg)),
        }
    }

    /// Whether the values of a type can be compared, as far as the type is known; reports it if
    /// they cannot.
    fn has_equality(&mut self, ty: TyId, span: Span) -> bool {
        let Some(part) = self.part_without_equality(ty) else { return true };
        let whole = self.hir.types.show(ty);
        let text = self.hir.types.show(part);
        let lack = self.lack(part);
        self.report(problems::no_equality(span, &whole, &text, &lack));
        false
    }

    /// The first part of a type that has no equality.
    fn part_without_equality(&mut self, ty: TyId) -> Option<TyId> {
        let View::Con(con, args) = self.hir.types.view(ty) else { return None };
        let by_parts = match con {
            Con::Arrow
            | Con::Class
            | Con::Deq
            | Con::Msg
            | Con::Real
            | Con::Type
            | Con::Prop
            | Con::SetSig
            | Con::MapSig => false,
            Con::Named(id, _) => match &self.hir[*id].kind {
                TypeDefKind::Parameter { decider: Some(decider) } => {
                    let decider = self.hir[*decider].ty;
                    return (!self.decides(decider, ty)).then_some(ty);
                }
                TypeDefKind::Constant { decider: Some(_), .. } | TypeDefKind::Unread => {
                    return None;
                }
                TypeDefKind::Constant { library, .. } => *library,
                TypeDefKind::Parameter { .. }
                | TypeDefKind::Data(_)
                | TypeDefKind::Abstract(_)
                | TypeDefKind::Set { .. }
                | TypeDefKind::Map { .. } => false,
            },
            _ => true,
        };
        if !by_parts {
            return Some(ty);
        }
        let args = args.to_vec();
        args.into_iter().find_map(|arg| self.part_without_equality(arg))
    }

    /// Whether a decider of some type is one of this type, which may determine its arguments.
    fn decides(&mut self, decider: TyId, ty: TyId) -> bool {
        match self.hir.types.view(decider) {
            View::Con(Con::Deq, [decided]) => {
                let decided = *decided;
                self.hir.types.unify(decided, ty).is_ok()
            }
            _ => true,
        }
    }

    /// Why a type without equality has none.
    fn lack(&self, ty: TyId) -> Lack {
        let plural = |text| Lack::Built(text);
        match self.hir.types.view(ty) {
            View::Con(Con::Named(id, _), _) => declared_lack(&self.hir[*id]),
            View::Con(Con::Arrow, _) => plural("functions"),
            View::Con(Con::Class, _) => plural("event classes"),
            View::Con(Con::Deq, _) => plural("deciders"),
            View::Con(Con::Msg, _) => plural("messages"),
            View::Con(Con::Real, _) => plural("real numbers"),
            View::Con(Con::Type, _) => plural("types"),
            View::Con(Con::Prop, _) => plural("propositions"),
            View::Con(..) | View::Var | View::Generic(_) => plural("implementations"),
        }
    }
}

/// Why a declared type has no equality.
fn declared_lack(def: &TypeDef) -> Lack {
    match &def.kind {
        TypeDefKind::Parameter { decider: Some(_) } => Lack::OtherDecider(def.span),
        TypeDefKind::Data(constructors) => {
            Lack::Data(def.span, constructors.first().map(|first| first.name.clone()))
        }
        TypeDefKind::Abstract(_) => Lack::Abstract(def.span),
        TypeDefKind::Set { .. } | TypeDefKind::Map { .. } => Lack::Collection(def.span),
        TypeDefKind::Constant { .. } => Lack::NoDecider(def.span, "constant"),
        TypeDefKind::Parameter { .. } | TypeDefKind::Unread => {
            Lack::NoDecider(def.span, "parameter")
        }
    }
}
