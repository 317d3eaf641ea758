//! Properties, assumptions and guarantees (language reference, section 5).
//!
//! A property observes a class at one or two events. The variables of the class's arguments are
//! seen by all of it; those of the patterns for observed values by the statement; the input of a
//! progress property and the state of its condition by the condition alone, because they are only
//! claimed to exist.

use std::collections::BTreeMap;

use evc_base::Span;
use evc_syntax::Fragments;
use evc_syntax::ast::{self, PropertyKind};
use smol_str::{SmolStr, format_smolstr};

use super::Infer;
use crate::hir::{DefId, Expr, ExprKind, ParamId, Pat, PatKind, Property, PropertyText};
use crate::hir::{LocalId, StateKind, With};
use crate::names::Entry;
use crate::problems;
use crate::ty::{Con, TyId, View};

/// The library's combinators that stand for `State (…)`.
const STATE_COMBINATORS: &[&str] = &["State1", "State2", "State3", "State4"];

/// What the walk remembers for properties: all of it ends with the text it is read from.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The names of the properties so far, with their places.
    names: BTreeMap<SmolStr, Span>,
    /// The propositions assumed so far.
    assumptions: Vec<Expr>,
    /// The parameters so far that are classes.
    classes: Vec<ParamId>,
    /// How many parameters were looked at for that.
    looked_at: usize,
    /// Prints the parts of properties.
    pub(super) fragments: Fragments,
}

impl Infer {
    /// A property declaration.
    pub(super) fn property(&mut self, item: &ast::Item, property: &ast::Property) {
        let name = &property.name;
        if let Some(first) = self.properties.names.insert(name.text.clone(), name.span) {
            self.report(problems::property_twice(name.span, &name.text, first));
        }
        let mark = self.scope.mark();
        let (class, variables) = self.observed(property);
        let value = self.observed_type(&class, &property.class.text);
        let with = property.with.as_ref();
        let with = with.map(|with| self.with(with, value, property.class.span));
        let because = Some((property.class.span, "the class has values of this type".into()));
        let first = self.pat(&property.first, value, &because);
        let second = property.second.as_ref().map(|pat| self.pat(pat, value, &because));
        if property.kind == PropertyKind::Memory {
            self.bind_input(with.as_ref());
        }
        let body = self.proposition(&property.body);
        self.scope.leave(mark);
        self.settle_comparisons();
        let is_state = self.is_state(&class);
        let property = Property {
            name: name.text.clone(),
            kind: property.kind,
            variables,
            class,
            is_state,
            first,
            second,
            with,
            body,
            assumptions: self.properties.assumptions.clone(),
            single_valued: self.class_parameters(),
            text: self.property_text(property),
            include: self.unit.include,
            doc: item.doc.clone(),
            span: name.span,
        };
        self.hir.properties.push(property);
    }

    /// The class that a property observes, applied to its argument patterns, with the variables
    /// that they bind.
    fn observed(&mut self, property: &ast::Property) -> (Expr, Vec<LocalId>) {
        let name = &property.class;
        let mut class = self.name(name.span, &name.text);
        let mut variables = Vec::new();
        for (at, arg) in property.args.iter().enumerate() {
            let (from, to) = match self.hir.types.view(class.ty) {
                View::Con(Con::Arrow, [from, to]) => (*from, *to),
                _ => {
                    if !matches!(class.kind, ExprKind::Error) {
                        let given = property.args.len();
                        self.report(problems::too_many_patterns(arg.span, &name.text, at, given));
                    }
                    (self.fresh(), self.fresh())
                }
            };
            let surplus = !matches!(self.hir.types.view(class.ty), View::Con(Con::Arrow, _));
            let because = Some((name.span, format!("`{}` takes this type", name.text).into()));
            let pat = self.pat(arg, from, &because);
            let argument = self.pattern_value(&pat, &mut variables);
            let span = class.span.to(arg.span);
            if surplus {
                // The patterns that are left only give their variables a meaning.
                class = Expr { kind: ExprKind::Error, ty: to, span };
                continue;
            }
            let kind = ExprKind::Apply(class.into(), argument.into());
            class = Expr { kind, ty: to, span };
        }
        (class, variables)
    }

    /// The value that a pattern matches, as an expression of its variables; each `_` becomes a
    /// variable that no text can name.
    fn pattern_value(&mut self, pat: &Pat, variables: &mut Vec<LocalId>) -> Expr {
        let kind = match &pat.kind {
            PatKind::Var(id) => {
                variables.push(*id);
                ExprKind::Local(*id, Vec::new())
            }
            PatKind::Unit => ExprKind::Unit,
            PatKind::Tuple(parts) => {
                ExprKind::Tuple(parts.iter().map(|p| self.pattern_value(p, variables)).collect())
            }
            // Other patterns are reported by the parser, which leaves them as `_` would be.
            _ => {
                let name = format_smolstr!("_{}", variables.len() + 1);
                let id = self.local(name, pat.ty, pat.span);
                variables.push(id);
                ExprKind::Local(id, Vec::new())
            }
        };
        Expr { kind, ty: pat.ty, span: pat.span }
    }

    /// The type of the values of an observed class.
    fn observed_type(&mut self, class: &Expr, name: &str) -> TyId {
        let element = self.fresh();
        let wanted = self.hir.types.con(Con::Class, vec![element]);
        if !matches!(class.kind, ExprKind::Error) && self.hir.types.unify(wanted, class.ty).is_err()
        {
            let found = self.hir.types.show(class.ty);
            let lacking = self.lacks_arguments(class.ty);
            self.report(problems::observes_no_class(class.span, name, &found, lacking));
        }
        element
    }

    /// Whether a type is a function that gives a class in the end.
    fn lacks_arguments(&self, mut ty: TyId) -> bool {
        let mut takes_some = false;
        while let View::Con(Con::Arrow, [_, to]) = self.hir.types.view(ty) {
            (ty, takes_some) = (*to, true);
        }
        takes_some && self.is_class(ty)
    }

    /// What a progress or memory property says after `with`. Its variables are left in scope
    /// nowhere: the condition is read in a scope of its own.
    fn with(&mut self, with: &ast::PropertyWith, state: TyId, observed: Span) -> With {
        let name = &with.class;
        let class = self.name(name.span, &name.text);
        let input = self.observed_type(&class, &name.text);
        let mark = self.scope.mark();
        let because = Some((name.span, "the class has values of this type".into()));
        let pattern = with.pattern.as_ref().map(|pat| self.pat(pat, input, &because));
        let condition = with.condition.as_ref().map(|(pat, condition)| {
            let because = Some((observed, "the class has values of this type".into()));
            let pat = self.pat(pat, state, &because);
            (pat, self.proposition(condition))
        });
        self.scope.leave(mark);
        With { pattern, class, condition }
    }

    /// Brings the input of a memory property into the scope of its statement.
    fn bind_input(&mut self, with: Option<&With>) {
        let mut ids = Vec::new();
        if let Some(pat) = with.and_then(|with| with.pattern.as_ref()) {
            pat.each_variable(&mut |id| ids.push(id));
        }
        for id in ids {
            let name = self.hir[id].name.clone();
            self.scope.bind(name, Entry::Local(id));
        }
    }

    /// Whether the definition of a class is `State (…)` behind its parameters and the definitions
    /// that are local to it.
    fn is_state(&self, class: &Expr) -> bool {
        let ExprKind::Global(id, _) = &class.spine().0.kind else { return false };
        let mut body = &self.hir[*id].body;
        while let ExprKind::Lambda(_, inner)
        | ExprKind::Let(_, _, inner)
        | ExprKind::LetRec(_, _, inner) = &body.kind
        {
            body = inner;
        }
        match (&body.kind, &body.spine().0.kind) {
            (ExprKind::State(kind, ..), _) => *kind == StateKind::State,
            (_, ExprKind::Global(combinator, _)) => self.is_state_combinator(*combinator),
            _ => false,
        }
    }

    fn is_state_combinator(&self, id: DefId) -> bool {
        let is_library = (id.0 as usize) < self.hir.library;
        is_library && STATE_COMBINATORS.contains(&self.hir[id].name.as_str())
    }

    /// The parameters so far that are classes.
    fn class_parameters(&mut self) -> Vec<ParamId> {
        for (at, param) in self.hir.params.iter().enumerate().skip(self.properties.looked_at) {
            if matches!(self.hir.types.view(param.ty), View::Con(Con::Class, _)) {
                self.properties.classes.push(ParamId(at as u32));
            }
        }
        self.properties.looked_at = self.hir.params.len();
        self.properties.classes.clone()
    }

    fn property_text(&mut self, property: &ast::Property) -> PropertyText {
        let print = &mut self.properties.fragments;
        let mut text = PropertyText {
            first: print.pattern(&property.first),
            second: property.second.as_ref().map(|pat| print.pattern(pat)).unwrap_or_default(),
            class: print.application(&property.class, &property.args),
            body: print.expr(&property.body),
            ..PropertyText::default()
        };
        if let Some(with) = &property.with {
            text.input = with.pattern.as_ref().map(|pat| print.pattern(pat)).unwrap_or_default();
            text.with = with.class.text.to_string();
            if let Some((state, condition)) = &with.condition {
                text.state = print.pattern(state);
                text.condition = print.expr(condition);
            }
        }
        text
    }

    /// `assume p q`: hypotheses of all properties that follow.
    pub(super) fn assume(&mut self, _item: &ast::Item, names: &[ast::Name]) {
        let assumed = self.propositions(names);
        self.properties.assumptions.extend(assumed);
    }

    /// `guarantee p q`: claims of the specification.
    pub(super) fn guarantee(&mut self, _item: &ast::Item, names: &[ast::Name]) {
        let guaranteed = self.propositions(names);
        self.hir.guarantees.extend(guaranteed);
    }

    /// The named propositions. A `Bool` is none here: only a declaration of type `Prop` is meant
    /// to be assumed or guaranteed.
    fn propositions(&mut self, names: &[ast::Name]) -> Vec<Expr> {
        let mut found = Vec::new();
        for name in names {
            let expr = self.name(name.span, &name.text);
            if matches!(expr.kind, ExprKind::Error) {
                continue;
            }
            if matches!(self.hir.types.view(expr.ty), View::Con(Con::Prop, _)) {
                found.push(expr);
            } else {
                let is_bool = matches!(self.hir.types.view(expr.ty), View::Con(Con::Bool, _));
                let ty = self.hir.types.show(expr.ty);
                self.report(problems::no_named_proposition(name.span, &name.text, &ty, is_bool));
            }
        }
        found
    }
}
