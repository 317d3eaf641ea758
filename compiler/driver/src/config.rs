//! Configurations, checked against the specification they are for.
//!
//! There are two formats, TOML and the one of EventML's tools, told apart by the ending of the
//! file's name. Either is read into one `document`, and only then checked, so that both mean the
//! same and get the same findings. Reading order: `tables` and `emlc` read, `places`, `check` and
//! `messages` judge, `forms` has what configurations write differently from evml, `text` and `literal` know
//! where everything stands.
//!
//! Expressions may name locations, parameters that have their value further up, data constructors,
//! and what the specification uses of the library: a configuration has no imports of its own.
//! Definitions of the specification are not in scope.
//!
//! A configuration is read twice: here, with the whole compiler at hand, to say everything that
//! is wrong with it and where; and by the runtime, which is all a generated node has.

mod check;
mod document;
mod emlc;
mod forms;
mod literal;
mod messages;
mod places;
mod tables;
#[cfg(test)]
mod tests;
mod text;
mod write;

use evc_base::{Diagnostic, FileId, SourceMap, Span};
use evc_sema::hir::{Expr, Hir, LocalId, MessageId, ParamId, TypeDefId};
use evc_sema::ty::TyId;
use smol_str::SmolStr;

use check::Checker;
pub use document::Format;
pub use text::Text;

/// A configuration as engines need it. It is complete only if no finding is an error.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// Its file.
    pub file: FileId,
    /// The specification's tree, where the type parameters stand for the types that they are
    /// given, with the locals and types of the values added: ids in values are ids of this tree.
    pub hir: Hir,
    /// Whether every node starts with an event of header ``` ``evc boot`` ```.
    pub boot: bool,
    /// The locations, in the order of the file, which is that in which nodes start.
    pub locations: Vec<Location>,
    /// The groups, in the order of the file. In TOML only the external locations have one.
    pub groups: Vec<Group>,
    /// Which groups are connected. Nothing depends on it: nodes connect as they send.
    pub connections: Vec<(SmolStr, SmolStr)>,
    /// What the type parameters are given, in the order of the file.
    pub types: Vec<(TypeDefId, TyId)>,
    /// What the parameters are given, in the order of the file; each value may name parameters
    /// before it. Deciders that the file leaves out follow, with the equality of their type.
    /// Implementations of sets and maps that the file leaves out are not there.
    pub parameters: Vec<(ParamId, Value)>,
    /// The initial messages, in the order of the file.
    pub messages: Vec<Initial>,
}

/// A location with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Its name.
    pub name: SmolStr,
    /// `host:port`
    pub address: SmolStr,
    /// Whether it runs no process of the specification.
    pub external: bool,
    /// Where its name is declared.
    pub span: Span,
}

/// A named group of locations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: SmolStr,
    /// Whether its members run no process of the specification.
    pub external: bool,
    /// Its members, in the order of the file.
    pub members: Vec<SmolStr>,
}

/// An expression of a configuration.
#[derive(Clone, Debug)]
pub struct Value {
    /// The typed expression, with its places in the file.
    pub expr: Expr,
    /// For each local variable that stands for a location, the location's name.
    pub locations: Vec<(LocalId, SmolStr)>,
    /// The same for a node, which has no compiler: an evml expression in which locations are
    /// names or have the form `LOC(name)`. Nodes know neither the library nor constructors.
    pub text: Text,
}

/// A message in transit at the start.
#[derive(Clone, Debug)]
pub struct Initial {
    /// Where it arrives; in a message file that leaves the choice to the client, nothing.
    pub to: Option<SmolStr>,
    /// The message with its body; `None` is a message without header and body, which no class
    /// recognises.
    pub message: Option<(MessageId, Value)>,
    /// Its place in the file.
    pub span: Span,
}

/// Reads a configuration for a sound specification, adds it to `sources` under `name`, whose
/// ending says its format, and checks it.
pub fn read(
    sources: &mut SourceMap,
    hir: &Hir,
    name: &str,
    text: &str,
) -> (Configuration, Vec<Diagnostic>) {
    let file = sources.add(name, text);
    let (document, mut found) = match Format::of(name) {
        Format::Toml => tables::read(file, text),
        Format::Emlc => {
            let (document, found) = emlc::read(file, text);
            (Some(document), found)
        }
    };
    let mut checker = Checker::new(hir, file);
    if let Some(document) = document {
        checker.document(&document);
    }
    found.append(&mut checker.found);
    found.sort_by_key(|diagnostic| diagnostic.primary.span);
    (checker.configuration, found)
}

/// Checks a configuration as [`read`] does.
pub fn check(sources: &mut SourceMap, hir: &Hir, name: &str, text: &str) -> Vec<Diagnostic> {
    read(sources, hir, name, text).1
}

/// Reads a message file (language reference, section 7.2) for a configuration that has no errors,
/// and adds it to `sources` under `name`.
pub fn read_messages(
    sources: &mut SourceMap,
    configuration: &Configuration,
    name: &str,
    text: &str,
) -> (Vec<Initial>, Vec<Diagnostic>) {
    let file = sources.add(name, text);
    let (document, mut found) = emlc::read_messages(file, text);
    let mut checker = Checker::of(configuration, file);
    checker.message_file(&document);
    found.append(&mut checker.found);
    found.sort_by_key(|diagnostic| diagnostic.primary.span);
    (checker.configuration.messages, found)
}

/// Checks an expression that must have a type of the configuration's tree and may name its
/// locations, and adds it to `sources` under `name`.
pub fn check_value(
    sources: &mut SourceMap,
    configuration: &Configuration,
    name: &str,
    text: &str,
    expected: TyId,
) -> (Value, Vec<Diagnostic>) {
    let file = sources.add(name, text);
    let text = Text::new(file, text.to_owned(), (0..=text.len()).collect(), 0);
    let mut checker = Checker::of(configuration, file);
    let value = checker.value(&text, expected, &[]);
    (value, checker.found)
}
