//! The logical statements that a specification stands for (language reference, sections 4.11
//! and 5), as text.
//!
//! A property declaration is short because everything around it is understood: for which
//! parameters, event orderings, events and values it speaks, and under which hypotheses. Here it
//! is all written out, in the notation of the language's own propositions: `X observes v @ e` says
//! that `v` is among the values of `X` at `e`, `e1 l-before e2` that `e1` is the earlier of two
//! events of one location, and `pred e` is the event just before `e` at its location.

mod dependencies;
mod messages;
mod property;
mod statement;

use std::collections::BTreeMap;

use evc_syntax::Fragments;
use evc_syntax::ast::{self, ItemKind, PatternKind};
use smol_str::SmolStr;

use crate::hir::{Def, DefId, Expr, ExprKind, Hir, IncludeId};
use crate::ty::{Con, View};
use dependencies::Dependencies;
use statement::Statement;

/// All statements of a specification without errors: those of the propositions it defines, of its
/// properties unless `options noprop` forbids them, of what it guarantees, and of its messages
/// unless `options noextra` does.
pub fn statements(program: &ast::Program, hir: &Hir) -> String {
    let texts = Texts::read(program);
    let view = Semantics { hir, texts: &texts };
    let mut found: Vec<Statement> = view.definitions();
    if !texts.options.iter().any(|option| option == "noprop") {
        found.extend(hir.properties.iter().map(|property| view.property(property)));
    }
    found.extend(hir.guarantees.iter().map(|claim| view.guarantee(claim)));
    if !texts.options.iter().any(|option| option == "noextra") {
        found.extend(view.messages());
    }
    found.iter().map(Statement::to_string).collect::<Vec<_>>().join("\n")
}

/// What only the syntax tree knows.
struct Texts {
    /// The constraints of parameters.
    constraints: BTreeMap<SmolStr, String>,
    /// The arguments and the body of each definition, by the place of its name.
    bodies: BTreeMap<evc_base::Span, (Vec<String>, String)>,
    /// The options that are set.
    options: Vec<SmolStr>,
}

impl Texts {
    fn read(program: &ast::Program) -> Self {
        let mut print = Fragments::default();
        let (mut constraints, mut bodies) = (BTreeMap::new(), BTreeMap::new());
        let mut options = Vec::new();
        for item in &program.items {
            print.declare(&item.kind);
            match &item.kind {
                ItemKind::Parameter { name, constraint: Some(constraint), .. } => {
                    constraints.insert(name.text.clone(), print.expr(constraint));
                }
                ItemKind::Let(binding) => {
                    if let PatternKind::Var(name) = &binding.target.kind {
                        let args = binding.args.iter().map(|arg| print.pattern(arg)).collect();
                        bodies.insert(name.span, (args, print.expr(&binding.body)));
                    }
                }
                ItemKind::Options(names) => {
                    options.extend(names.iter().map(|name| name.text.clone()));
                }
                _ => {}
            }
        }
        Self { constraints, bodies, options }
    }
}

/// Everything a statement is made from.
struct Semantics<'a> {
    hir: &'a Hir,
    texts: &'a Texts,
}

impl Semantics<'_> {
    /// The name of a lemma or definition in the logic.
    fn name(&self, include: Option<IncludeId>, name: &str) -> String {
        let own = || self.hir.name.clone();
        let prefix = include.map_or_else(own, |id| Some(self.hir[id].name.clone()));
        prefix.map_or_else(|| name.to_owned(), |prefix| format!("{prefix}_{name}"))
    }

    /// The propositions that the specification's own text defines.
    fn definitions(&self) -> Vec<Statement> {
        let defs = self.hir.defs.iter().enumerate().skip(self.hir.library);
        defs.filter(|(_, def)| def.include.is_none() && self.gives_proposition(def))
            .filter_map(|(at, def)| self.definition(DefId(at as u32), def))
            .collect()
    }

    /// Whether a definition is a proposition or a function that gives one.
    fn gives_proposition(&self, def: &Def) -> bool {
        let mut ty = def.scheme.ty;
        while let View::Con(Con::Arrow, [_, to]) = self.hir.types.view(ty) {
            ty = *to;
        }
        matches!(self.hir.types.view(ty), View::Con(Con::Prop, _))
    }

    fn definition(&self, id: DefId, def: &Def) -> Option<Statement> {
        let (args, body) = self.texts.bodies.get(&def.span)?;
        let name = self.name(None, &def.name);
        let title = format!("definition {name} : {}", self.hir.types.show(def.scheme.ty));
        let mut statement = Statement::new(title);
        let depends = Dependencies::of(self.hir, [&def.body]);
        self.context(&mut statement, &depends, "given");
        if !args.is_empty() {
            statement.line(&format!("given {}", self.arguments(id, args)));
        }
        statement.body(body);
        Some(statement)
    }

    /// The arguments of a definition with their types.
    fn arguments(&self, id: DefId, args: &[String]) -> String {
        let mut ty = self.hir[id].scheme.ty;
        let mut shown = Vec::new();
        for arg in args {
            if let View::Con(Con::Arrow, [from, to]) = self.hir.types.view(ty) {
                shown.push(format!("({arg} : {})", self.hir.types.show(*from)));
                ty = *to;
            }
        }
        shown.join(" ")
    }

    /// A proposition that the specification claims of every event ordering.
    fn guarantee(&self, claim: &Expr) -> Statement {
        let (name, include) = match &claim.kind {
            ExprKind::Global(id, _) => (self.hir[*id].name.clone(), self.hir[*id].include),
            _ => ("proposition".into(), None),
        };
        let mut statement = Statement::new(format!("guarantee {}", self.name(include, &name)));
        let depends = Dependencies::of(self.hir, [claim]);
        self.context(&mut statement, &depends, "forall");
        statement.body(&name);
        statement
    }

    /// What every statement about events begins with: the parameters it depends on, the typing of
    /// headers and the event ordering.
    fn context(&self, statement: &mut Statement, depends: &Dependencies, word: &str) {
        let stop = if word == "forall" { "." } else { "" };
        for id in &depends.types {
            let def = &self.hir[*id];
            let line = format!("{word} {} : Type, of values{stop}", def.name);
            statement.line(&line);
        }
        for id in &depends.params {
            let param = &self.hir[*id];
            let ty = self.hir.types.show(param.ty);
            let mut line = format!("{word} {} : {ty}", param.name);
            if let Some(constraint) = self.texts.constraints.get(&param.name) {
                line.push_str(&format!(" | ({constraint})"));
            }
            statement.line(&(line + stop));
        }
        if depends.events {
            statement.line(&format!("{word} mf : types of headers{stop}"));
            statement.line(&format!("{word} es : event ordering of mf{stop}"));
        }
    }
}
