//! `any`, `MSG` and `wait`.

use evc_base::Span;
use evc_syntax::ast::{self, Literal};
use smol_str::SmolStr;

use super::{Infer, Reason};
use crate::hir::{Expr, ExprKind, MessageId};
use crate::names::similar;
use crate::problems;
use crate::ty::{Con, TyId};

impl Infer {
    /// `any(e)`: a hole.
    pub(super) fn hole(&mut self, span: Span, inner: &ast::Expr) -> Expr {
        let inner = self.infer(inner);
        Expr { kind: ExprKind::Any(inner.into()), ty: self.fresh(), span }
    }

    /// ``MSG(``h``, e)``: a message with a declared header.
    pub(super) fn message_value(
        &mut self,
        span: Span,
        header: &ast::Expr,
        body: &ast::Expr,
    ) -> Expr {
        let Some(id) = self.declared_header(header) else {
            self.infer(body);
            let msg = self.atom(Con::Msg);
            return Expr { ty: msg, ..self.error(span) };
        };
        let (ty, declared) = (self.hir[id].ty, self.hir[id].span);
        let why = Some((declared, "the message with this header has bodies of this type".into()));
        let body = self.check(body, ty, &why);
        self.constant(span, ExprKind::Msg(id, body.into()), Con::Msg)
    }

    /// The message with a header; reports it if there is none. A header that is not written out
    /// is reported by the parser.
    fn declared_header(&mut self, header: &ast::Expr) -> Option<MessageId> {
        let tokens = tokens(header)?;
        let messages = &self.hir.messages;
        let same = messages.iter().position(|message| message.header.literal() == Some(&tokens));
        if let Some(at) = same {
            return Some(MessageId(at as u32));
        }
        let joined = tokens.join(" ");
        let known: Vec<SmolStr> = messages
            .iter()
            .filter_map(|message| Some(message.header.literal()?.join(" ").into()))
            .collect();
        let named = messages.iter().find(|message| message.name == joined);
        let named = named.and_then(|message| Some(message.header.literal()?.join(" ")));
        let similar =
            named.as_deref().or_else(|| similar(&joined, known.iter()).map(SmolStr::as_str));
        let found = problems::unknown_header(header.span, &joined, similar);
        self.report(found);
        None
    }

    /// `wait(t, e)`, where a value of a type is expected.
    pub(super) fn wait(
        &mut self,
        span: Span,
        (seconds, value): (&ast::Expr, &ast::Expr),
        (ty, reason): (TyId, &Reason),
    ) -> Expr {
        let int = self.atom(Con::Int);
        let why = Some((span, "`wait` takes a number of seconds".into()));
        let seconds = self.check(seconds, int, &why);
        let value = self.check(value, ty, reason);
        Expr { kind: ExprKind::Wait(seconds.into(), value.into()), ty, span }
    }
}

/// The tokens of a header that is written out.
fn tokens(header: &ast::Expr) -> Option<Vec<SmolStr>> {
    match &header.kind {
        ast::ExprKind::Lit(Literal::TokenList(tokens)) => Some(tokens.clone()),
        ast::ExprKind::List(elements) => elements
            .iter()
            .map(|element| match &element.kind {
                ast::ExprKind::Lit(Literal::Token(token)) => Some(token.clone()),
                _ => None,
            })
            .collect(),
        _ => None,
    }
}
