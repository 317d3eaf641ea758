//! The statement of a property (the table of section 5 of the language reference).

use std::collections::{BTreeMap, BTreeSet};

use super::Semantics;
use super::dependencies::Dependencies;
use super::statement::{Statement, after, conjunction};
use crate::hir::{Expr, ExprKind, Hir, LocalId, Property, PropertyKind, PropertyText, With};
use crate::ty::{Con, TyId, View};

impl Semantics<'_> {
    /// The lemma that a property declaration stands for.
    pub(super) fn property(&self, property: &Property) -> Statement {
        let name = self.name(property.include, &property.name);
        let mut statement = Statement::new(format!("lemma {name} [{}]", tag(property)));
        for hint in self.hints(property) {
            statement.line(&format!("hint {hint}"));
        }
        let depends = Dependencies::of(self.hir, parts(property)).at_events();
        self.context(&mut statement, &depends, "forall");
        Writer::new(self.hir, property, &depends).write(&mut statement);
        statement
    }

    /// The invariants declared earlier for the same class, which help to prove what has a
    /// condition.
    fn hints(&self, property: &Property) -> Vec<String> {
        if !matches!(tag(property), "progress2" | "memory") {
            return Vec::new();
        }
        let class = head(&property.class);
        let earlier = self.hir.properties.iter().take_while(|other| other.span != property.span);
        earlier
            .filter(|other| other.kind == PropertyKind::Invariant && head(&other.class) == class)
            .map(|other| self.name(other.include, &other.name))
            .collect()
    }
}

/// What identifies the class of a property.
fn head(class: &Expr) -> Option<String> {
    match &class.spine().0.kind {
        ExprKind::Error => None,
        other => Some(format!("{other:?}")),
    }
}

/// The tag of a lemma.
fn tag(property: &Property) -> &'static str {
    let condition = property.with.as_ref().and_then(|with| with.condition.as_ref());
    match property.kind {
        PropertyKind::Invariant => "invariant",
        PropertyKind::Ordering => "ordering",
        PropertyKind::Consistency => "consistency",
        PropertyKind::Progress if condition.is_some() => "progress2",
        PropertyKind::Progress => "progress",
        PropertyKind::Memory => "memory",
    }
}

/// The expressions of a property.
fn parts(property: &Property) -> Vec<&Expr> {
    let mut parts = vec![&property.class, &property.body];
    parts.extend(&property.assumptions);
    if let Some(with) = &property.with {
        parts.push(&with.class);
        parts.extend(with.condition.iter().map(|(_, condition)| condition));
    }
    parts
}

/// Writes the part of a statement below its parameters.
struct Writer<'a> {
    hir: &'a Hir,
    property: &'a Property,
    depends: &'a Dependencies,
    /// Names that the property itself uses.
    taken: BTreeSet<String>,
    /// The names of arguments that the property leaves without one.
    named: BTreeMap<LocalId, String>,
}

impl<'a> Writer<'a> {
    fn new(hir: &'a Hir, property: &'a Property, depends: &'a Dependencies) -> Self {
        let taken = words(&property.text);
        let mut writer = Self { hir, property, depends, taken, named: BTreeMap::new() };
        for id in &property.variables {
            if hir[*id].name.starts_with('_') {
                let name = writer.fresh("x");
                writer.taken.insert(name.clone());
                writer.named.insert(*id, name);
            }
        }
        writer
    }

    /// A name that the property does not use, as near to the wanted one as there is.
    fn fresh(&self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while self.taken.contains(&name) {
            name.push('\'');
        }
        name
    }

    fn write(&self, statement: &mut Statement) {
        let property = self.property;
        let [e1, e2] = ["e1", "e2"].map(|name| self.fresh(name));
        let [v1, v2] = ["v1", "v2"].map(|name| self.fresh(name));
        let both = property.second.is_some();
        let events = if both { format!("{e1} {e2}") } else { e1.clone() };
        statement.line(&format!("forall {events} : Event."));
        for id in &property.variables {
            let ty = self.show(self.hir[*id].scheme.ty);
            statement.line(&format!("forall {} : {ty}.", self.variable(*id)));
        }
        let values = if both { format!("{v1} {v2}") } else { v1.clone() };
        statement.line(&format!("forall {values} : {}.", self.show(property.first.ty)));
        let input = self.fresh("a");
        if let (PropertyKind::Memory, Some(with)) = (property.kind, &property.with) {
            statement.line(&format!("forall {input} : {}.", self.input_type(with)));
        }
        let class = self.expr(&property.class);
        let mut hypotheses = self.assumed();
        if let (PropertyKind::Progress, Some(with)) = (property.kind, &property.with) {
            hypotheses.push(self.witness(with, &class, (&e1, &e2)));
        }
        if both {
            hypotheses.push(format!("{e1} l-before {e2}"));
        }
        let mut bindings = Vec::new();
        if let (PropertyKind::Memory, Some(with)) = (property.kind, &property.with) {
            hypotheses.push(format!("{} observes {input} @ {e1}", self.expr(&with.class)));
            bindings.push((property.text.input.as_str(), input.as_str()));
        }
        hypotheses.push(format!("{class} observes {v1} @ {e1}"));
        bindings.push((property.text.first.as_str(), v1.as_str()));
        if both {
            hypotheses.push(format!("{class} observes {v2} @ {e2}"));
            bindings.push((property.text.second.as_str(), v2.as_str()));
        }
        statement.implication(&hypotheses, &bound(&bindings, &property.text.body));
    }

    /// The hypotheses that stand before all others.
    fn assumed(&self) -> Vec<String> {
        let assumed = self.property.assumptions.iter().map(|expr| self.expr(expr));
        let single = self.property.single_valued.iter();
        let single = single.filter(|id| self.depends.params.contains(id));
        let single = single.map(|id| format!("{} is single-valued in es", self.hir[*id].name));
        assumed.chain(single).collect()
    }

    /// That an event of the class after `with` lies in between, under the condition if there is
    /// one. A State shows the effect of an event at the event itself, a Memory only after it.
    fn witness(&self, with: &With, class: &str, (e1, e2): (&str, &str)) -> String {
        let [a, s, e] = ["a", "s", "e"].map(|name| self.fresh(name));
        let from_to = if self.property.is_state {
            format!("{e1} l-before {e} /\\ ({e} l-before {e2} \\/ {e} = {e2})")
        } else {
            format!("({e1} l-before {e} \\/ {e1} = {e}) /\\ {e} l-before {e2}")
        };
        let mut variables = format!("exists {a} : {}. ", self.input_type(with));
        let mut parts = vec![from_to, format!("{} observes {a} @ {e}", self.expr(&with.class))];
        if with.condition.is_some() {
            let text = &self.property.text;
            variables.push_str(&format!("exists {s} : {}. ", self.show(self.property.first.ty)));
            let before = if self.property.is_state { format!("pred {e}") } else { e.clone() };
            parts.push(format!("{class} observes {s} @ {before}"));
            let bindings = [(text.input.as_str(), a.as_str()), (text.state.as_str(), s.as_str())];
            parts.push(format!("{})", after("(", &bound(&bindings, &text.condition))));
        }
        let body = after("   ", &conjunction(&parts));
        format!("({variables}exists {e} : Event.\n{body})")
    }

    fn input_type(&self, with: &With) -> String {
        match self.hir.types.view(with.class.ty) {
            View::Con(Con::Class, [element]) => self.show(*element),
            _ => self.show(with.class.ty),
        }
    }

    fn show(&self, ty: TyId) -> String {
        self.hir.types.show(ty)
    }

    fn variable(&self, id: LocalId) -> String {
        let own = || self.hir[id].name.to_string();
        self.named.get(&id).cloned().unwrap_or_else(own)
    }

    /// A class or proposition named by an identifier, applied to variables.
    fn expr(&self, expr: &Expr) -> String {
        let (head, args) = expr.spine();
        let mut out = match &head.kind {
            ExprKind::Local(id, _) => self.variable(*id),
            ExprKind::Global(id, _) => self.hir[*id].name.to_string(),
            ExprKind::Param(id) => self.hir[*id].name.to_string(),
            ExprKind::Constant(id, _) => self.hir[*id].name.to_string(),
            ExprKind::Component(id, component) => {
                format!("{}{}", self.hir[*id].name, component.suffix())
            }
            ExprKind::Unit => "()".to_owned(),
            ExprKind::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.expr(part)).collect();
                format!("({})", parts.join(", "))
            }
            // A property names its classes, and an assumption its proposition.
            _ => "_".to_owned(),
        };
        for arg in args {
            out.push(' ');
            out.push_str(&self.expr(arg));
        }
        if expr.spine().1.is_empty() { out } else { format!("({out})") }
    }
}

/// A text under the bindings of patterns to values.
fn bound(bindings: &[(&str, &str)], body: &str) -> String {
    let mut out = String::new();
    for (pattern, value) in bindings {
        out.push_str(&format!("let {} = {value} in\n", after("    ", pattern).trim_start()));
    }
    out + body
}

/// All names in the texts of a property.
fn words(text: &PropertyText) -> BTreeSet<String> {
    let parts = [
        &text.first,
        &text.second,
        &text.class,
        &text.input,
        &text.with,
        &text.state,
        &text.condition,
        &text.body,
    ];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '\'' | '-');
    let words = parts.iter().flat_map(|part| part.split(move |c| !is_part(c)));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
