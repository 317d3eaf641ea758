//! Declarations that nothing uses.
//!
//! A file without a main class and without properties is for others, who use its definitions, or
//! is still being written; everyone else is told of each name that could be removed. One finding
//! a name: what only an unused definition uses is not reported beside it.

use std::collections::{BTreeMap, BTreeSet};

use evc_base::{Diagnostic, Span};
use evc_syntax::ast::{self, ItemKind};

use super::mentions::Mentions;
use super::{own_defs, own_exprs};
use crate::hir::{DefKind, Direction, Expr, ExprKind, Hir, PatKind, TypeDefId, TypeDefKind};
use crate::problems;
use crate::ty::{Con, TyId, View};

/// Reports every unused declaration of the specification's own text.
pub(super) fn check(program: &ast::Program, hir: &Hir, used: &Mentions) -> Vec<Diagnostic> {
    let mut found = locals(hir, used);
    if hir.main.is_none() && hir.properties.is_empty() {
        return found;
    }
    found.extend(params(hir, used));
    found.extend(type_params(program, hir, used));
    found.extend(messages(hir, used));
    found.extend(definitions(hir, used));
    found.extend(constructors(program, hir, used));
    found.extend(variables(program, hir));
    for item in &program.items {
        match &item.kind {
            ItemKind::Import(names) => found.extend(imports(hir, used, names)),
            ItemKind::ImportType(names) => found.extend(type_imports(hir, used, names)),
            _ => {}
        }
    }
    found
}

fn unused(what: &str, name: &str, span: Span, help: &str) -> Diagnostic {
    problems::unused(span, what, name, help)
}

fn params(hir: &Hir, used: &Mentions) -> Vec<Diagnostic> {
    let deciders: BTreeSet<_> = hir
        .type_defs
        .iter()
        .filter_map(|def| match &def.kind {
            TypeDefKind::Parameter { decider } => *decider,
            _ => None,
        })
        .map(|id| hir[id].span)
        .collect();
    let params = hir.params.iter().enumerate();
    params
        .filter(|(at, _)| !used.params.contains(&crate::hir::ParamId(*at as u32)))
        .filter(|(_, param)| !deciders.contains(&param.span))
        .map(|(_, param)| {
            let help = "remove it: every configuration has to give it a value";
            unused("parameter", &param.name, param.span, help)
        })
        .collect()
}

fn type_params(program: &ast::Program, hir: &Hir, used: &Mentions) -> Vec<Diagnostic> {
    let own = program.items.first().map(|item| item.span.file);
    let defs = hir.type_defs.iter().enumerate();
    defs.filter(|(_, def)| matches!(def.kind, TypeDefKind::Parameter { .. }))
        .filter(|(_, def)| Some(def.span.file) == own)
        .filter(|(at, _)| !used.types.contains(&TypeDefId(*at as u32)))
        .map(|(_, def)| unused("type parameter", &def.name, def.span, "remove it"))
        .collect()
}

fn messages(hir: &Hir, used: &Mentions) -> Vec<Diagnostic> {
    let own = hir.messages.iter().enumerate().filter(|(_, message)| message.include.is_none());
    own.filter(|(at, _)| !used.message(crate::hir::MessageId(*at as u32)))
        .map(|(_, message)| {
            let name = &message.name;
            let help = match message.direction {
                Direction::Input => {
                    format!("remove it, or react to it in a class with `{name}'base`")
                }
                Direction::Internal | Direction::Output => {
                    format!("remove it, or send it with `{name}'send`")
                }
            };
            unused("message", name, message.span, &help)
        })
        .collect()
}

fn definitions(hir: &Hir, used: &Mentions) -> Vec<Diagnostic> {
    let mut later: BTreeMap<&str, Span> = BTreeMap::new();
    let mut found = Vec::new();
    let own: Vec<_> = own_defs(hir).collect();
    for (id, def) in own.into_iter().rev() {
        let what = match def.kind {
            DefKind::Let | DefKind::LetRec => "definition",
            DefKind::Class | DefKind::Single | DefKind::ClassRec => "class",
            DefKind::Whole | DefKind::Argument | DefKind::Main => continue,
        };
        if !used.defs.contains(&id) {
            let hidden = later.get(def.name.as_str());
            found.push(match hidden {
                Some(by) => problems::unused_and_hidden(def.span, what, &def.name, *by),
                None => {
                    let help = "remove it, or use it: `main` says what the processes do";
                    unused(what, &def.name, def.span, help)
                }
            });
        }
        later.insert(&def.name, def.span);
    }
    found
}

/// The constructors that build nothing, of types whose values come from nowhere else.
fn constructors(program: &ast::Program, hir: &Hir, used: &Mentions) -> Vec<Diagnostic> {
    let mut received = BTreeSet::new();
    let inputs = hir.messages.iter().filter(|each| each.direction == Direction::Input);
    inputs.for_each(|message| named(hir, message.ty, &mut received));
    hir.params.iter().for_each(|param| named(hir, param.ty, &mut received));
    let own = program.items.first().map(|item| item.span.file);
    let mut found = Vec::new();
    for (at, def) in hir.type_defs.iter().enumerate() {
        let id = TypeDefId(at as u32);
        let TypeDefKind::Data(constructors) = &def.kind else { continue };
        if own != Some(def.span.file) || received.contains(&id) {
            continue;
        }
        for (index, constructor) in constructors.iter().enumerate() {
            if !used.built.contains(&(id, index as u32)) {
                let help = "remove it with the arms that match it, or build a value with it";
                found.push(unused("constructor", &constructor.name, constructor.span, help));
            }
        }
    }
    found
}

/// The declared types that a type is made of.
fn named(hir: &Hir, ty: TyId, found: &mut BTreeSet<TypeDefId>) {
    let View::Con(con, args) = hir.types.view(ty) else { return };
    if let Con::Named(id, _) = con
        && found.insert(*id)
        && let TypeDefKind::Data(constructors) = &hir[*id].kind
    {
        constructors.iter().for_each(|constructor| named(hir, constructor.ty, found));
    }
    args.iter().for_each(|arg| named(hir, *arg, found));
}

fn locals(hir: &Hir, used: &Mentions) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut check = |expr: &Expr| {
        let id = match &expr.kind {
            ExprKind::Let(pat, ..) => match pat.kind {
                PatKind::Var(id) => id,
                _ => return,
            },
            ExprKind::LetRec(id, ..) => *id,
            _ => return,
        };
        if !used.locals.contains(&id) {
            let local = &hir[id];
            let help = "remove it: nothing happens when it is evaluated";
            found.push(unused("local definition", &local.name, local.span, help));
        }
    };
    own_exprs(hir).for_each(|expr| expr.each(&mut check));
    found
}

fn imports(hir: &Hir, used: &Mentions, names: &[ast::Name]) -> Vec<Diagnostic> {
    let library = hir.defs.iter().take(hir.library).map(|def| &def.name);
    let constants = hir.constants.iter().filter(|constant| constant.library);
    let known: BTreeSet<_> = library.chain(constants.map(|constant| &constant.name)).collect();
    names
        .iter()
        .filter(|name| known.contains(&name.text))
        .filter(|name| !used.library.contains(&name.text) && !used.listed.contains(&name.text))
        .map(|name| unused("import", &name.text, name.span, "remove it from the list"))
        .collect()
}

fn type_imports(hir: &Hir, used: &Mentions, names: &[ast::Name]) -> Vec<Diagnostic> {
    let library = hir.type_defs.iter().enumerate();
    let library: BTreeMap<_, _> =
        library.map(|(at, def)| (&def.name, TypeDefId(at as u32))).collect();
    names
        .iter()
        .filter(|name| library.get(&name.text).is_some_and(|id| !used.types.contains(id)))
        .map(|name| unused("import", &name.text, name.span, "remove it from the list"))
        .collect()
}

/// The names of `variable` declarations that nothing binds from there on.
fn variables(program: &ast::Program, hir: &Hir) -> Vec<Diagnostic> {
    let mut last: BTreeMap<&str, Span> = BTreeMap::new();
    let bound = hir.locals.iter().map(|local| (&local.name, local.span));
    for (name, span) in bound.chain(own_defs(hir).map(|(_, def)| (&def.name, def.span))) {
        let place = last.entry(name.as_str()).or_insert(span);
        *place = (*place).max(span);
    }
    let mut found = Vec::new();
    for item in &program.items {
        let ItemKind::Variable { names, .. } = &item.kind else { continue };
        for name in names {
            let binds = last.get(name.text.as_str());
            if !binds.is_some_and(|place| place.file != name.span.file || *place > name.span) {
                let help = "remove it: no variable of this name is bound below";
                found.push(unused("variable declaration of", &name.text, name.span, help));
            }
        }
    }
    found
}
