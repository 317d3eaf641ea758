//! Syntax trees to text: the formatter.
//!
//! [`print`] writes a tree in the one layout of the language; [`format`] also keeps what only the
//! source has: comments, empty lines between declarations, the spelling of literals, and the
//! author's choice to put a body on a line of its own. The way there: `items`, `exprs` and `terms`
//! turn the tree into a document (`doc`), `source` reads what the tree does not hold, `weave` puts
//! it into the document, `layout` breaks the lines.
//!
//! Reading what was printed gives the same tree, and formatting what was formatted changes
//! nothing.

mod doc;
mod exprs;
mod fragments;
mod items;
mod layout;
mod source;
mod terms;
#[cfg(test)]
pub(crate) mod tests;
mod weave;

use evc_base::{Diagnostic, FileId};

use crate::ast::{Item, Program};
use crate::fixity::Scope;
use crate::parse;
use doc::{Doc, concat, end, nest, token};
pub use fragments::Fragments;

/// Formats a text. The result ends in a line break, unless it is empty.
///
/// # Errors
/// A text with errors is not formatted; its findings are returned.
pub fn format(file: FileId, text: &str) -> Result<String, Vec<Diagnostic>> {
    let (program, diagnostics) = parse(file, text);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    let mut doc = Printer::default().program(&program, false);
    weave::weave(&mut doc, text);
    Ok(layout::render(&doc))
}

/// The text of a tree, with its documentation. It ends in a line break, unless it is empty.
///
/// The tree must come from a text without errors, or be one that such a text could have: what is
/// printed for an erroneous node is not meant to be read again.
pub fn print(program: &Program) -> String {
    layout::render(&Printer::default().program(program, true))
}

/// Turns trees into documents.
#[derive(Debug, Default)]
struct Printer {
    /// The operators declared so far.
    scope: Scope,
}

impl Printer {
    /// A whole text. Documentation is taken from the tree if `documented` holds; otherwise it is
    /// among the comments of the source.
    fn program(&mut self, program: &Program, documented: bool) -> Doc {
        let mut parts = Vec::new();
        if let Some(name) = &program.name {
            parts.push(concat([token("specification"), Doc::Space, terms::name(name)]));
        }
        let items = |this: &mut Self, list: &[Item], parts: &mut Vec<Doc>| {
            for item in list {
                if let Some(doc) = item.doc.as_ref().filter(|_| documented) {
                    parts.push(documentation(doc));
                }
                parts.push(this.item(&item.kind));
            }
        };
        items(self, &program.items, &mut parts);
        if let Some(main) = &program.main {
            let main = self.whole(main);
            parts.push(concat([token("main"), Doc::Space, nest(5, [main])]));
        }
        items(self, &program.properties, &mut parts);
        parts.push(end());
        concat(parts.into_iter().flat_map(|part| [part.begin(), Doc::Hard]))
    }
}

/// A documentation comment; its lines are below each other.
fn documentation(text: &str) -> Doc {
    let mut comment = String::from("(** ");
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            comment.push('\n');
            if !line.is_empty() {
                comment.push_str("    ");
            }
        }
        comment.push_str(line);
    }
    token(&(comment + " *)"))
}
