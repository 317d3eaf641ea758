//! `any`, `MSG` and `wait`.

use evc_base::Span;
use evc_syntax::ast;

use super::Infer;
use crate::hir::Expr;

impl Infer {
    /// `any(e)`: a hole.
    pub(super) fn hole(&mut self, span: Span, _inner: &ast::Expr) -> Expr {
        self.not_yet(span, "`any`")
    }

    /// ``MSG(``h``, e)``: a message.
    pub(super) fn message_value(
        &mut self,
        span: Span,
        _header: &ast::Expr,
        _body: &ast::Expr,
    ) -> Expr {
        self.not_yet(span, "`MSG`")
    }

    /// `wait(t, e)`
    pub(super) fn wait(&mut self, span: Span, _seconds: &ast::Expr, _value: &ast::Expr) -> Expr {
        self.not_yet(span, "`wait`")
    }
}
