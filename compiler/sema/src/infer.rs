//! The walk over the declarations that resolves names and infers types.
//!
//! Inference is Hindley and Milner's with levels (Rémy 1992): every binding is generalised over
//! the variables introduced inside it, without a value restriction, because evml has no effects.
//! Expected types are pushed inwards, so that a mismatch is found where it was made.

mod argument;
mod arms;
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
mod outer;
mod overload;
mod parameter;
mod pat;
mod property;
mod reason;
mod recursion;
mod sending;
mod special;
mod types;
mod unit;
mod variables;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use evc_base::{Diagnostic, FileId, Span, codes};
use evc_syntax::ast;
use smol_str::SmolStr;

use crate::hir::{DefId, Expr, ExprKind, Hir, Local, LocalId, MessageId};
use crate::mismatch::Mismatch;
use crate::names::{Scope, Spelling};
use crate::prelude;
use crate::problems;
use crate::ty::{Clash, Con, Scheme, TyId};
use equality::Equality;
pub use library::USED_BY_THE_LANGUAGE;
pub use outer::{ExprContext, OuterExpr, analyse_expr, analyse_type, give_type};
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

/// What is not as it should be because of something that is reported.
#[derive(Debug, Default)]
struct Unsound {
    /// Whether the current top-level declaration uses such a thing.
    present: bool,
    /// The definitions that are reported themselves or use such a thing.
    defs: BTreeSet<DefId>,
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
    /// How many local variables there were before it.
    locals_before: usize,
    /// What earlier findings are behind, so that nothing more is to be said of it.
    unsound: Unsound,
    /// Where names are used whose type a `variable` declaration gives, with its place.
    declared_uses: BTreeMap<Span, Span>,
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

impl Infer {
    fn report(&mut self, diagnostic: Diagnostic) {
        let diagnostic = self.with_declared_types(diagnostic);
        self.diagnostics.push(diagnostic);
    }

    /// A finding about types, with the `variable` declarations that its places have theirs from.
    fn with_declared_types(&self, mut found: Diagnostic) -> Diagnostic {
        let about_types = [
            codes::TYPE_MISMATCH,
            codes::NO_EQUALITY,
            codes::NOT_A_CLASS,
            codes::NOT_A_PROPOSITION,
        ];
        if self.declared_uses.is_empty() || !about_types.contains(&found.code) {
            return found;
        }
        let places = std::iter::once(&found.primary).chain(&found.labels);
        let places: BTreeSet<Span> =
            places.filter_map(|label| self.declared_uses.get(&label.span)).copied().collect();
        for place in places {
            if found.labels.iter().all(|label| label.span != place) {
                found = found.label(place, "the `variable` declaration that its type is from");
            }
        }
        found
    }

    /// Whether the current top-level declaration is free of errors, its own and earlier ones that
    /// it depends on.
    fn is_sound(&self) -> bool {
        self.diagnostics.len() == self.found_before && !self.unsound.present
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
