//! `case`.

use evc_base::Span;
use evc_syntax::ast;

use super::{Infer, Reason};
use crate::hir::Expr;
use crate::ty::TyId;

impl Infer {
    /// A choice by patterns whose arms have an expected type.
    pub(super) fn case(
        &mut self,
        span: Span,
        _value: &ast::Expr,
        _arms: &[(ast::Pattern, ast::Expr)],
        _expected: TyId,
        _reason: &Reason,
    ) -> Expr {
        self.not_yet(span, "`case`")
    }
}
