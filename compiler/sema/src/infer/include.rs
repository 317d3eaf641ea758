//! Includes.

use evc_syntax::ast;

use super::Infer;

impl Infer {
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
