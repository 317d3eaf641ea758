//! The initial messages of a configuration.

use evc_base::{Diagnostic, Span, codes};
use evc_sema::hir::{self, Builtin, Direction, Expr, ExprKind, MessageId};
use evc_sema::ty::{Con, TyId};
use smol_str::SmolStr;

use super::check::Checker;
use super::document::{Content, Document, Format, Header, Word};
use super::text::Text;
use super::write::UNRECOGNISED;
use super::{Configuration, Initial, Value};

impl Checker {
    /// The messages of a document.
    pub(super) fn messages(&mut self, document: &Document) {
        for message in &document.messages {
            let errors = self.errors();
            if let Some(to) = &message.to {
                self.destination(to);
            }
            let content = match &message.content {
                Content::Empty => Some(None),
                Content::Full { header: Some(header), value: Some(value), .. }
                    if header.tokens == UNRECOGNISED =>
                {
                    let unit = self.configuration.hir.types.atom(Con::Unit);
                    self.value(value, unit, &[]);
                    Some(None)
                }
                Content::Full { header, ty, value } => {
                    self.content(header.as_ref(), ty.as_ref(), value.as_ref()).map(Some)
                }
            };
            if let Some(content) = content.filter(|_| self.errors() == errors) {
                self.configuration.messages.push(Initial {
                    to: message.to.as_ref().map(|to| to.text.clone()),
                    message: content,
                    span: message.span,
                });
            }
        }
    }

    fn destination(&mut self, to: &Word) {
        if !self.known_location(to) {
            return;
        }
        let Word { text: name, span } = to;
        if let Some(group) = self.known.get(name).and_then(|place| place.external) {
            let message = format!("`{name}` is external: no process handles its messages");
            let found = Diagnostic::error(codes::EXTERNAL_LOCATION, *span, message);
            let help = match self.format {
                Format::Toml => "send the message to a location that is not in `external`",
                Format::Emlc => "send the message to a location of a group that is not external",
            };
            let found = found.here("external").label(group, "made external here").help(help);
            self.found.push(found);
        }
    }

    /// The message that a header, perhaps a type, and a body make.
    fn content(
        &mut self,
        header: Option<&Header>,
        ty: Option<&Text>,
        value: Option<&Text>,
    ) -> Option<(MessageId, Value)> {
        let header = header?;
        let Some(id) = self.declared(&header.tokens) else {
            self.unknown_header(header);
            return None;
        };
        let message = &self.hir()[id];
        let (body, declared) = (message.ty, message.span);
        if self.is_open(body) {
            return None;
        }
        if let Some(ty) = ty {
            self.written_type(ty, body, declared);
        }
        Some((id, self.value(value?, body, &[])))
    }

    /// Whether the type written beside a body is the one that the message declares; reports it
    /// if not.
    fn written_type(&mut self, written: &Text, wanted: TyId, declared: Span) {
        let Some(ty) = self.ty(written) else { return };
        let mut types = self.hir().types.clone();
        if types.unify(wanted, ty).is_ok() {
            return;
        }
        let (wanted, given) = (types.show(wanted), types.show(ty));
        let message = "this is not the type of the message's bodies";
        let found = Diagnostic::error(codes::TYPE_MISMATCH, written.span(), message);
        let found = found.here(format!("this is `{given}`")).label(declared, "declared here");
        let found = found.expected(format!("`{wanted}`"), format!("`{given}`"));
        self.found.push(found.help(format!("write `{wanted}`")));
    }

    /// The message with that header.
    fn declared(&self, tokens: &[SmolStr]) -> Option<MessageId> {
        let same = |message: &hir::Message| {
            self.configuration.tokens_of(message).is_some_and(|own| own == tokens)
        };
        let at = self.hir().messages.iter().position(same)?;
        Some(MessageId(at as u32))
    }

    fn unknown_header(&mut self, header: &Header) {
        let text = header.tokens.join(" ");
        let declared = self.hir().messages.iter();
        let inputs = declared.clone().filter(|message| message.direction == Direction::Input);
        let inputs: Vec<SmolStr> = inputs
            .filter_map(|message| Some(self.configuration.tokens_of(message)?.join(" ").into()))
            .collect();
        let unknown = declared.filter(|message| self.configuration.tokens_of(message).is_none());
        let unknown: Vec<_> = unknown.map(|message| format!("`{}`", message.name)).collect();
        let help = match (evc_base::similar(&text, inputs.iter()), &inputs[..]) {
            (Some(similar), _) => format!("did you mean `{similar}`?"),
            (None, []) => "the specification has no inputs".to_owned(),
            (None, [only]) => format!("the only input is `{only}`"),
            (None, inputs) => {
                let quoted: Vec<_> = inputs.iter().map(|input| format!("`{input}`")).collect();
                format!("the inputs are {}", quoted.join(", "))
            }
        };
        let message = match text.as_str() {
            "" => "the header is empty".to_owned(),
            text => format!("no message has the header `{text}`"),
        };
        let mut found = Diagnostic::error(codes::UNKNOWN_MESSAGE, header.span, message);
        if !unknown.is_empty() {
            found = found.note(format!(
                "the headers of {} are not known here: their parameters are no token lists",
                unknown.join(", ")
            ));
        }
        self.found.push(found.here("unknown header").help(help));
    }
}

impl Configuration {
    /// The header of a message, if the text fixes it or parameters that are given a token list.
    pub(super) fn tokens_of(&self, message: &hir::Message) -> Option<Vec<SmolStr>> {
        match &message.header {
            hir::Header::Literal(tokens) => Some(tokens.clone()),
            hir::Header::Computed(expr) => self.tokens(expr),
        }
    }

    /// The token list that an expression is, if it is made of literals, `++`, `.` and parameters.
    fn tokens(&self, expr: &Expr) -> Option<Vec<SmolStr>> {
        match &expr.kind {
            ExprKind::List(parts) => parts.iter().map(token).collect(),
            ExprKind::Param(id) => {
                let given = self.parameters.iter().find(|(given, _)| given == id)?;
                self.tokens(&given.1.expr)
            }
            ExprKind::Apply(partial, right) => {
                let ExprKind::Apply(operator, left) = &partial.kind else { return None };
                let right = self.tokens(right)?;
                let left = match operator.kind {
                    ExprKind::Builtin(Builtin::Append) => self.tokens(left)?,
                    ExprKind::Builtin(Builtin::Cons) => vec![token(left)?],
                    _ => return None,
                };
                Some([left, right].concat())
            }
            _ => None,
        }
    }
}

/// The token that an expression is.
fn token(expr: &Expr) -> Option<SmolStr> {
    match &expr.kind {
        ExprKind::Tok(token) => Some(token.clone()),
        _ => None,
    }
}
