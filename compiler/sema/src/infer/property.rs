//! Properties, assumptions and guarantees (language reference, section 5).

use evc_syntax::ast;

use super::Infer;

impl Infer {
    /// A property declaration.
    pub(super) fn property(&mut self, item: &ast::Item, _property: &ast::Property) {
        self.not_yet_declaration(item, "a property");
    }

    /// `assume p q`
    pub(super) fn assume(&mut self, item: &ast::Item, _names: &[ast::Name]) {
        self.not_yet_declaration(item, "an assumption");
    }

    /// `guarantee p q`
    pub(super) fn guarantee(&mut self, item: &ast::Item, _names: &[ast::Name]) {
        self.not_yet_declaration(item, "an assumption");
    }
}
