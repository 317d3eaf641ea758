//! What comes from other files: imports of the library, and includes.

use evc_syntax::ast;

use super::Infer;
use crate::names::{Entry, similar};
use crate::problems;

impl Infer {
    /// Brings a definition of the library into scope.
    pub(super) fn import(&mut self, name: &ast::Name) {
        self.fix(name);
        match self.library.get(&name.text) {
            Some(entry) => self.scope.bind(name.text.clone(), *entry),
            None => {
                let similar = similar(&name.text, self.library.keys()).map(ToString::to_string);
                self.report(problems::unknown_import(name.span, &name.text, similar.as_deref()));
                self.scope.bind(name.text.clone(), Entry::Unread);
            }
        }
    }

    /// `import type T`
    pub(super) fn import_types(&mut self, item: &ast::Item, _names: &[ast::Name]) {
        self.not_yet_declaration(item, "the import of a type");
    }

    /// `include F where …`
    pub(super) fn include(
        &mut self,
        item: &ast::Item,
        _file: &ast::Name,
        _args: &[ast::IncludeArg],
    ) {
        self.not_yet_declaration(item, "an include");
    }
}
