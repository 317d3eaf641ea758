//! Patterns.

use evc_syntax::ast::{self, Literal};

use super::{Infer, Reason};
use crate::hir::{DataFunction, LocalId, Pat, PatKind, TypeDefId, TypeDefKind};
use crate::names::Entry;
use crate::prelude::RESERVED_CONSTRUCTORS;
use crate::problems;
use crate::ty::{Con, TyId, View};

/// The greatest number of elements of a list pattern, whose tails are nested.
const ELEMENTS_MAX: usize = 200;

/// Where a pattern stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Where every value must match. That it may not is reported by the parser.
    Binding,
    /// In an arm of a `case`.
    Arm,
}

/// A constructor that a pattern names.
enum Named {
    Left,
    Right,
    Data(TypeDefId, u32),
}

impl Infer {
    /// A pattern that matches every value of a type; binds its variables in the current scope.
    pub(super) fn pat(&mut self, pat: &ast::Pattern, ty: TyId, reason: &Reason) -> Pat {
        self.pattern(pat, ty, reason, Place::Binding)
    }

    /// The pattern of a `case` arm for values of a type; binds its variables.
    pub(super) fn arm_pat(&mut self, pat: &ast::Pattern, ty: TyId, reason: &Reason) -> Pat {
        self.pattern(pat, ty, reason, Place::Arm)
    }

    fn pattern(&mut self, pat: &ast::Pattern, ty: TyId, reason: &Reason, place: Place) -> Pat {
        let kind = match &pat.kind {
            ast::PatternKind::Wild => PatKind::Wild,
            ast::PatternKind::Var(name) if place == Place::Arm => match name.text.as_str() {
                "true" => {
                    self.literal_pat(pat, ty, (reason, place), (Con::Bool, PatKind::Bool(true)))
                }
                "false" => {
                    self.literal_pat(pat, ty, (reason, place), (Con::Bool, PatKind::Bool(false)))
                }
                "nil" => self.list_pat(pat, &[], ty, reason, place),
                _ => PatKind::Var(self.bind_variable(name, ty)),
            },
            ast::PatternKind::Var(name) => PatKind::Var(self.bind_variable(name, ty)),
            ast::PatternKind::Unit => {
                self.literal_pat(pat, ty, (reason, place), (Con::Unit, PatKind::Unit))
            }
            ast::PatternKind::Tuple(parts) => self.tuple_pat(pat, parts, ty, reason, place),
            ast::PatternKind::Ascribe(inner, written) => {
                let why = Some((written.span, "annotated with this type".into()));
                let written = self.ty(written);
                self.unify(inner.span, ty, written, &why);
                return self.pattern(inner, written, &why, place);
            }
            ast::PatternKind::Lit(literal) if place == Place::Arm => {
                self.literal_arm(pat, literal, ty, reason)
            }
            ast::PatternKind::Lit(_) => PatKind::Wild,
            ast::PatternKind::List(parts) => self.list_pat(pat, parts, ty, reason, place),
            ast::PatternKind::Cons(head, tail) => {
                let element = self.list_element(pat, ty, reason, place);
                let head = self.pattern(head, element, reason, place);
                let tail = self.pattern(tail, ty, reason, place);
                PatKind::Cons(head.into(), tail.into())
            }
            ast::PatternKind::Constructor(name, inner) => {
                self.constructor_pat(pat, (name, inner), ty, reason, place)
            }
        };
        Pat { kind, ty, span: pat.span }
    }

    /// Makes the type that a pattern matches agree with that of the value.
    fn unify_pat(
        &mut self,
        pat: &ast::Pattern,
        (ty, matched): (TyId, TyId),
        reason: &Reason,
        place: Place,
    ) -> bool {
        let clash = match self.hir.types.unify(ty, matched) {
            Ok(()) => return true,
            Err(clash) => clash,
        };
        if self.ungrouped {
            return false;
        }
        if !self.is_plain(clash) {
            self.unify(pat.span, ty, matched, reason);
            return false;
        }
        let (expected, found) = self.texts(ty, matched);
        let help = self.pattern_for(ty, place);
        let texts = (&*expected, &*found);
        self.report(problems::wrong_pattern(pat.span, texts, self.in_words(reason), help));
        false
    }

    /// How to match a value of a type.
    fn pattern_for(&self, ty: TyId, place: Place) -> String {
        match self.hir.types.view(ty) {
            View::Con(Con::Product, _) => {
                let components = self.hir.types.components(ty).len();
                format!("match a tuple of {components} components, as in `(x, y)`")
            }
            View::Con(Con::Unit, _) => "match with `()`".to_owned(),
            View::Con(Con::Sum | Con::List | Con::Named(..), _) if place == Place::Binding => {
                "bind a variable and take it apart with `case`".to_owned()
            }
            _ if place == Place::Binding => {
                let text = self.hir.types.show(ty);
                format!("bind it with one variable: `{text}` has no components")
            }
            View::Con(Con::Int | Con::Nat, _) => "match with numbers, a variable or `_`".to_owned(),
            View::Con(Con::Tok, _) => "match with tokens, a variable or `_`".to_owned(),
            View::Con(Con::String, _) => "match with strings, a variable or `_`".to_owned(),
            View::Con(Con::Named(id, name), _)
                if let TypeDefKind::Data(constructors) = &self.hir[*id].kind
                    && let Some(first) = constructors.first() =>
            {
                format!("match with the constructors of `{name}`, as in `{} p`", first.name)
            }
            View::Con(Con::Sum, _) => "match with `inl p` and `inr p`".to_owned(),
            View::Con(Con::List, _) => "match with `[]` and `x . xs`".to_owned(),
            View::Con(Con::Bool, _) => "match with `true` and `false`".to_owned(),
            View::Con(Con::Bag, _) => {
                "a bag cannot be taken apart: match it with a variable".to_owned()
            }
            _ => format!("match values of `{}` with a variable", self.hir.types.show(ty)),
        }
    }

    /// A pattern for one value of a type without parameters.
    fn literal_pat(
        &mut self,
        pat: &ast::Pattern,
        ty: TyId,
        (reason, place): (&Reason, Place),
        (con, kind): (Con, PatKind),
    ) -> PatKind {
        let own = self.atom(con);
        if self.unify_pat(pat, (ty, own), reason, place) { kind } else { PatKind::Wild }
    }

    fn literal_arm(
        &mut self,
        pat: &ast::Pattern,
        literal: &Literal,
        ty: TyId,
        reason: &Reason,
    ) -> PatKind {
        let one = match literal {
            Literal::Int(value) => {
                let natural = matches!(self.hir.types.view(ty), View::Con(Con::Nat, _));
                let con = if natural && *value >= 0 { Con::Nat } else { Con::Int };
                (con, PatKind::Int(*value))
            }
            Literal::Str(text) => (Con::String, PatKind::Str(text.clone())),
            Literal::Token(text) => (Con::Tok, PatKind::Tok(text.clone())),
            Literal::TokenList(tokens) => {
                let token = |text: &smol_str::SmolStr| ast::Pattern {
                    kind: ast::PatternKind::Lit(Literal::Token(text.clone())),
                    span: pat.span,
                };
                let tokens: Vec<_> = tokens.iter().map(token).collect();
                return self.list_pat(pat, &tokens, ty, reason, Place::Arm);
            }
            Literal::Real(_) => {
                self.report(problems::real_pattern(pat.span));
                return PatKind::Wild;
            }
        };
        self.literal_pat(pat, ty, (reason, Place::Arm), one)
    }

    fn tuple_pat(
        &mut self,
        pat: &ast::Pattern,
        parts: &[ast::Pattern],
        ty: TyId,
        reason: &Reason,
        place: Place,
    ) -> PatKind {
        let types: Vec<_> = parts.iter().map(|_| self.fresh()).collect();
        let product = self.hir.types.product(&types);
        self.unify_pat(pat, (ty, product), reason, place);
        PatKind::Tuple(
            parts
                .iter()
                .zip(types)
                .map(|(part, ty)| self.pattern(part, ty, reason, place))
                .collect(),
        )
    }

    /// The type of the elements of the list that a pattern takes apart.
    fn list_element(
        &mut self,
        pat: &ast::Pattern,
        ty: TyId,
        reason: &Reason,
        place: Place,
    ) -> TyId {
        if let View::Con(Con::List, [element]) = self.hir.types.view(ty) {
            return *element;
        }
        let element = self.fresh();
        let list = self.hir.types.con(Con::List, vec![element]);
        self.unify_pat(pat, (ty, list), reason, place);
        element
    }

    fn list_pat(
        &mut self,
        pat: &ast::Pattern,
        parts: &[ast::Pattern],
        ty: TyId,
        reason: &Reason,
        place: Place,
    ) -> PatKind {
        if parts.len() > ELEMENTS_MAX {
            self.report(problems::list_pattern_too_long(pat.span, ELEMENTS_MAX));
        }
        let element = self.list_element(pat, ty, reason, place);
        let mut checked = Vec::new();
        let mut why = reason.clone();
        for part in parts.iter().take(ELEMENTS_MAX) {
            checked.push(self.pattern(part, element, &why, place));
            why = Some((part.span, "the elements before it have this type".into()));
        }
        checked.into_iter().rev().fold(PatKind::Nil, |tail, head| {
            let tail = Pat { kind: tail, ty, span: pat.span };
            PatKind::Cons(head.into(), tail.into())
        })
    }

    fn constructor_pat(
        &mut self,
        pat: &ast::Pattern,
        (name, inner): (&ast::Name, &ast::Pattern),
        ty: TyId,
        reason: &Reason,
        place: Place,
    ) -> PatKind {
        let Some(named) = self.constructor_named(name, place) else {
            let ty = self.fresh();
            self.pattern(inner, ty, &None, place);
            return PatKind::Wild;
        };
        match named {
            Named::Left | Named::Right => {
                let (left, right) = (self.fresh(), self.fresh());
                let sum = self.hir.types.con(Con::Sum, vec![left, right]);
                self.unify_pat(pat, (ty, sum), reason, place);
                if matches!(named, Named::Left) {
                    PatKind::Inl(self.pattern(inner, left, reason, place).into())
                } else {
                    PatKind::Inr(self.pattern(inner, right, reason, place).into())
                }
            }
            Named::Data(id, index) => {
                let own = self.atom(Con::Named(id, self.hir[id].name.clone()));
                let declared = match &self.hir[id].kind {
                    TypeDefKind::Data(constructors) => constructors.get(index as usize),
                    _ => None,
                };
                let (argument, declared) = match declared {
                    Some(constructor) => (constructor.ty, constructor.span),
                    None => (self.fresh(), name.span),
                };
                let before = self.diagnostics.len();
                self.unify_pat(pat, (ty, own), reason, place);
                if let Some(found) = self.diagnostics.get_mut(before) {
                    let words =
                        format!("`{}` is a constructor of `{}`", name.text, self.hir[id].name);
                    *found = found.clone().label(declared, words);
                }
                let why = Some((declared, "the constructor is declared here".into()));
                let inner = self.pattern(inner, argument, &why, place);
                PatKind::Constructor(id, index, inner.into())
            }
        }
    }

    /// The constructor that a pattern names; reports it if there is none.
    fn constructor_named(&mut self, name: &ast::Name, place: Place) -> Option<Named> {
        match self.scope.get(&name.text) {
            Some(Entry::Builtin(crate::hir::Builtin::Inl)) => return Some(Named::Left),
            Some(Entry::Builtin(crate::hir::Builtin::Inr)) => return Some(Named::Right),
            Some(Entry::Data(id, index, DataFunction::Build)) => {
                return Some(Named::Data(id, index));
            }
            Some(Entry::Unread) => return None,
            _ if place == Place::Binding || self.unread => return None,
            _ => {}
        }
        let known = self.hir.type_defs.iter().flat_map(|def| match &def.kind {
            TypeDefKind::Data(constructors) => constructors.as_slice(),
            _ => &[],
        });
        let names = known.map(|constructor| &constructor.name);
        let built_in = ["inl", "inr"].map(smol_str::SmolStr::new_static);
        let function = ["is_", "get_"].iter().find_map(|prefix| name.text.strip_prefix(prefix));
        let of_function =
            function.and_then(|function| names.clone().find(|own| *own == function).cloned());
        let similar =
            of_function.or_else(|| self.spelling.similar(&name.text, names.chain(&built_in)));
        self.report(problems::unknown_constructor(name.span, &name.text, similar.as_deref()));
        None
    }

    /// Binds a variable, with the type a `variable` declaration gives its name.
    pub(super) fn bind_variable(&mut self, name: &ast::Name, ty: TyId) -> LocalId {
        if RESERVED_CONSTRUCTORS.contains(&name.text.as_str()) {
            self.report(problems::reserved_constructor(name.span, &name.text));
        }
        self.constrain(name, ty);
        let id = self.local(name.text.clone(), ty, name.span);
        self.scope.bind(name.text.clone(), Entry::Local(id));
        id
    }

    /// Generalises the variables of a pattern over what its binding introduced.
    pub(super) fn generalise_pat(&mut self, pat: &Pat) {
        match &pat.kind {
            PatKind::Var(id) => {
                let ty = self.bounded(pat.span, pat.ty);
                let scheme = self.hir.types.generalise(ty, self.level);
                if let Some(local) = self.hir.locals.get_mut(id.0 as usize) {
                    local.scheme = scheme;
                }
            }
            PatKind::Tuple(parts) => parts.iter().for_each(|part| self.generalise_pat(part)),
            // The other forms are for `case`, whose variables are not generalised.
            _ => {}
        }
    }
}
