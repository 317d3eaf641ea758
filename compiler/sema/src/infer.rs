//! The walk over the declarations that resolves names and infers types.
//!
//! Inference is Hindley and Milner's with levels (Rémy 1992): every binding is generalised over
//! the variables introduced inside it, without a value restriction, because evml has no effects.
//! Expected types are pushed inwards, so that a mismatch is found where it was made.

mod argument;
mod case;
mod check;
mod class;
mod coerce;
mod data;
mod decl;
mod equality;
mod expr;
mod given;
mod include;
mod library;
mod logic;
mod message;
mod overload;
mod parameter;
mod pat;
mod property;
mod reason;
mod recursion;
mod special;
mod types;
mod unit;
mod variables;

use std::collections::BTreeMap;
use std::sync::Arc;

use evc_base::{Diagnostic, FileId, Span};
use evc_syntax::ast;
use smol_str::SmolStr;

use crate::hir::{Expr, ExprKind, Hir, Local, LocalId, MessageId, ParamId};
use crate::mismatch::Mismatch;
use crate::names::{Entry, Scope, Spelling};
use crate::prelude;
use crate::problems;
use crate::ty::{Clash, Con, Scheme, TyId};
use equality::Equality;
pub use library::USED_BY_THE_LANGUAGE;
use overload::Overloads;
use reason::Reason;
use variables::Explicit;

/// What a declared type name stands for.
#[derive(Clone, Debug)]
enum Alias {
    /// An abbreviation: its variables and what it stands for.
    Known(Scheme),
    /// A type that may not be declared again, with its place: a parameter or a constant.
    Fixed(Scheme, Span),
    /// A type whose declaration is already reported.
    Unread,
}

/// The state of the walk.
#[derive(Debug, Default)]
struct Infer {
    hir: Hir,
    scope: Scope,
    aliases: BTreeMap<SmolStr, Alias>,
    /// The types that `variable` declarations give to names.
    variables: BTreeMap<SmolStr, (TyId, Span)>,
    /// Names that may not be declared again at top level, with their place.
    fixed: BTreeMap<SmolStr, Span>,
    diagnostics: Vec<Diagnostic>,
    /// What the library defines.
    library: library::Names,
    /// What `include` declarations refer to.
    includes: Includes,
    /// The text that is being read.
    unit: unit::Unit,
    /// The texts that include it, the specification itself first, put aside.
    includers: Vec<unit::Aside>,
    /// The specification names so far, with the places that brought them.
    specifications: BTreeMap<SmolStr, Span>,
    /// The messages of all texts so far, by their literal headers.
    headers: BTreeMap<Vec<SmolStr>, MessageId>,
    /// Where each top-level name is first declared, for those who use it too early.
    declared: BTreeMap<SmolStr, Span>,
    /// The name of the top-level definition that is being read.
    defining: Option<Span>,
    /// Whether a declaration so far could not be read: it may have declared any name.
    unread: bool,
    /// What unknown names may have been meant to be.
    spelling: Spelling,
    /// Depth of bindings.
    level: u32,
    /// Whether this is an expression of a configuration, where names are mostly locations.
    outer: bool,
    /// The expressions that names stand for which are kept whole.
    kept: Vec<Expr>,
    /// The comparisons of the current top-level declaration: type and place.
    comparisons: Vec<(TyId, Span)>,
    /// The explicit type variables.
    explicit: Explicit,
    /// What is to be said about equality once more is known.
    equality: Equality,
    /// The overloaded constants.
    overloads: Overloads,
    /// Whether the library is being read.
    in_library: bool,
    /// Whether the current top-level declaration names an unknown operator: then its expressions
    /// are not grouped as they were meant, and their types say nothing.
    ungrouped: bool,
    /// How many findings there were before the current top-level declaration.
    found_before: usize,
    /// What properties need to know of the text before them.
    properties: property::Context,
}

/// The other texts that a program may refer to.
#[derive(Clone, Copy, Debug)]
pub struct Others<'a> {
    /// The library. Nothing of it is in scope of a program but what it imports.
    pub library: Library<'a>,
    /// What the `include` declarations of the program and of its includes refer to.
    pub includes: &'a Includes,
}

/// The library, as far as a program and what it includes may need it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Library<'a> {
    /// Its files, in an order in which each sees what those before it define.
    pub files: &'a [ast::Program],
    /// The values that it has beside those of the files, and that nobody imports.
    pub other_values: &'a [&'a str],
    /// The same for types.
    pub other_types: &'a [&'a str],
}

/// What `include` declarations refer to.
#[derive(Clone, Debug, Default)]
pub struct Includes {
    files: BTreeMap<FileId, Arc<ast::Program>>,
    named: BTreeMap<(FileId, SmolStr), Result<FileId, NotIncluded>>,
}

/// Why an included file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotIncluded {
    /// There is none; the paths that were tried, in order.
    Missing(Vec<String>),
    /// It is there and cannot be read: the words of the system.
    Unreadable(String),
}

impl Includes {
    /// Says which file the `include` of a name in a file refers to.
    pub fn name(&mut self, by: FileId, name: SmolStr, file: Result<FileId, NotIncluded>) {
        self.named.insert((by, name), file);
    }

    /// Adds the tree of a file.
    pub fn add(&mut self, file: FileId, program: ast::Program) {
        self.files.insert(file, Arc::new(program));
    }

    /// The tree of a file, if it was added.
    pub fn program(&self, file: FileId) -> Option<&Arc<ast::Program>> {
        self.files.get(&file)
    }

    /// All trees that were added.
    pub fn programs(&self) -> impl Iterator<Item = &ast::Program> {
        self.files.values().map(|program| &**program)
    }

    /// The file that the `include` of a name in a file refers to.
    pub fn find(&self, by: FileId, name: &str) -> Option<&Result<FileId, NotIncluded>> {
        self.named.get(&(by, SmolStr::new(name)))
    }
}

/// Analyses a whole program that refers to nothing outside it.
///
/// The tree is complete only if no diagnostic is an error: what could not be understood is
/// [`ExprKind::Error`] in it.
pub fn analyse(program: &ast::Program) -> (Hir, Vec<Diagnostic>) {
    analyse_with(program, Others { library: Library::default(), includes: &Includes::default() })
}

/// Analyses a whole program that may refer to other texts.
pub fn analyse_with(program: &ast::Program, others: Others<'_>) -> (Hir, Vec<Diagnostic>) {
    let mut infer = Infer { includes: others.includes.clone(), ..Infer::default() };
    infer.read_library(others.library);
    prelude::populate(&mut infer.scope);
    let name = program.name.as_ref();
    infer.hir.name = name.map(|name| name.text.clone());
    infer.specifications.extend(name.map(|name| (name.text.clone(), name.span)));
    infer.unit.spec = infer.hir.name.clone();
    infer.remember_declared(program);
    for item in &program.items {
        infer.item(item);
    }
    infer.hir.main = program.main.as_ref().map(|main| infer.main(main));
    for item in &program.properties {
        infer.item(item);
    }
    infer.settle_program();
    (infer.hir, infer.diagnostics)
}

/// What an expression from outside a specification may name, such as a configuration value.
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
    let mut infer = Infer { hir: hir.clone(), outer: true, ..Infer::default() };
    prelude::populate(&mut infer.scope);
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

impl Infer {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn atom(&mut self, con: Con) -> TyId {
        self.hir.types.atom(con)
    }

    fn fresh(&mut self) -> TyId {
        self.hir.types.fresh(self.level)
    }

    /// A new local variable of a type that is not general.
    fn local(&mut self, name: SmolStr, ty: TyId, span: Span) -> LocalId {
        let id = LocalId(self.hir.locals.len() as u32);
        self.hir.locals.push(Local { name, scheme: prelude::monomorphic(ty), span });
        id
    }

    /// Makes `found` at `span` agree with `expected`.
    fn unify(&mut self, span: Span, expected: TyId, found: TyId, reason: &Reason) {
        match self.hir.types.unify(expected, found) {
            Ok(()) => {}
            Err(_) if self.ungrouped => {}
            Err(Clash::Infinite) => self.report(problems::infinite_type(span)),
            Err(Clash::TooLarge) => self.report(problems::type_too_large(span)),
            Err(Clash::Escape(variable)) => self.escape(span, variable),
            Err(Clash::Mismatch(wanted, given)) => {
                let mismatch =
                    Mismatch::between(&self.hir.types, (expected, found), (wanted, given));
                if !self.explicit_clash(span, (wanted, given), &mismatch, reason) {
                    self.report(problems::type_mismatch(span, &mismatch, self.in_words(reason)));
                }
            }
        }
    }

    /// A type that is small enough to be worked with: the given one, or any after a report.
    fn bounded(&mut self, span: Span, ty: TyId) -> TyId {
        if self.hir.types.fits(ty) {
            return ty;
        }
        self.report(problems::type_too_large(span));
        self.fresh()
    }

    /// The stand-in for an expression whose error is reported: it has every type.
    fn error(&mut self, span: Span) -> Expr {
        let ty = self.fresh();
        Expr { kind: ExprKind::Error, ty, span }
    }
}
