//! Declared types: parameters, constants, data, abstract types, sets and maps.

use evc_base::Span;
use evc_syntax::ast::{self, ItemKind};

use super::Infer;
use crate::hir::{AbstractFunction, ConstantId, DataFunction, Expr, TypeDefId};

impl Infer {
    /// A declaration of a type, of a constant, or of an implementation of sets or maps.
    pub(super) fn type_declaration(&mut self, item: &ast::Item) {
        let what = match &item.kind {
            ItemKind::TypeParameter { .. } | ItemKind::Parameter { .. } => "a type parameter",
            ItemKind::SetParameter { .. } => "a set parameter",
            ItemKind::MapParameter { .. } => "a map parameter",
            ItemKind::Constant { .. } | ItemKind::TypeConstant { .. } => "a constant",
            ItemKind::TypeAlias { .. } => "a type abbreviation with variables",
            ItemKind::Data { .. } => "a data type",
            ItemKind::AbsType { .. } => "an abstract type",
            _ => "this declaration",
        };
        self.not_yet_declaration(item, what);
    }

    /// A constant as a value.
    pub(super) fn constant_value(&mut self, span: Span, _id: ConstantId) -> Expr {
        self.not_yet(span, "a constant")
    }

    /// `C`, `is_C` or `get_C` of a constructor.
    pub(super) fn data_function(
        &mut self,
        span: Span,
        _id: TypeDefId,
        _index: u32,
        _function: DataFunction,
    ) -> Expr {
        self.not_yet(span, "a data type")
    }

    /// `abs_T` or `rep_T`
    pub(super) fn abstract_function(
        &mut self,
        span: Span,
        _id: TypeDefId,
        _function: AbstractFunction,
    ) -> Expr {
        self.not_yet(span, "an abstract type")
    }

    /// A value that a whole expression is kept for, such as an operation of a `[map]` parameter.
    pub(super) fn kept(&mut self, span: Span, index: u32) -> Expr {
        match self.kept.get(index as usize) {
            Some(value) => Expr { span, ..value.clone() },
            None => self.error(span),
        }
    }
}
