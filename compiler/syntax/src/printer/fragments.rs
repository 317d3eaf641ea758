//! Parts of a text, printed on their own.

use super::doc::Doc;
use super::terms::Tightness;
use super::{Printer, layout};
use crate::ast::{Expr, ItemKind, Name, Pattern};

/// Prints expressions and patterns as the formatter would, given the operators that are declared
/// before them. What it prints does not end in a line break.
#[derive(Debug, Default)]
pub struct Fragments(Printer);

impl Fragments {
    /// Takes note of the operator that a declaration introduces, if it introduces one.
    pub fn declare(&mut self, item: &ItemKind) {
        let fixity = match item {
            ItemKind::Fixity(fixity) => Some(fixity),
            ItemKind::Let(binding) => binding.fixity.as_ref(),
            _ => None,
        };
        if let Some(fixity) = fixity {
            self.0.scope.declare(fixity);
        }
    }

    /// An expression, on as many lines as it needs.
    pub fn expr(&mut self, expr: &Expr) -> String {
        let doc = self.0.whole(expr);
        text(&doc)
    }

    /// A pattern that stands alone.
    pub fn pattern(&mut self, pattern: &Pattern) -> String {
        let doc = self.0.pattern(pattern, Tightness::Whole);
        text(&doc)
    }

    /// A name with the patterns it is applied to, as in `C slf (a, b)`.
    pub fn application(&mut self, name: &Name, args: &[Pattern]) -> String {
        let mut out = name.text.to_string();
        for arg in args {
            let doc = self.0.argument(arg);
            out.push(' ');
            out.push_str(&text(&doc));
        }
        out
    }
}

fn text(doc: &Doc) -> String {
    layout::render(doc).trim_end().to_owned()
}
