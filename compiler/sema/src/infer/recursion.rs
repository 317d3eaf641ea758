//! `letrec`, `classrec`, top-level patterns and `typeof`.

use evc_syntax::ast;

use super::Infer;

impl Infer {
    /// `letrec f x = e`
    pub(super) fn define_recursive(&mut self, item: &ast::Item, _binding: &ast::Binding) {
        self.not_yet_declaration(item, "a recursive definition");
    }

    /// `classrec F p = X || Y >>= F`
    pub(super) fn define_recursive_class(&mut self, item: &ast::Item, _binding: &ast::Binding) {
        self.not_yet_declaration(item, "a recursive class");
    }

    /// `let (a, b) = e` at top level.
    pub(super) fn define_pattern(&mut self, _item: &ast::Item, binding: &ast::Binding) {
        let found = crate::problems::not_yet(binding.target.span, "a pattern defined at top level");
        self.report(found);
        self.leave_unread(|names| names.pattern(&binding.target));
    }

    /// `typeof (x)`
    pub(super) fn type_of(&mut self, item: &ast::Item, _name: &ast::Name) {
        self.not_yet_declaration(item, "`typeof`");
    }
}
