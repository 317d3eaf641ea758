//! Message declarations (language reference, section 3.5).

use evc_base::Span;
use evc_syntax::ast::{self, Direction};
use smol_str::{SmolStr, format_smolstr};

use super::Infer;
use crate::hir::{Component, DefKind, Expr, ExprKind, Header, Message, MessageId};
use crate::names::Entry;
use crate::problems;
use crate::ty::{Con, TyId, Types};

impl Infer {
    /// One message declaration.
    pub(super) fn message(
        &mut self,
        item: &ast::Item,
        direction: Direction,
        name: &ast::Name,
        header: Option<&ast::Expr>,
        ty: &ast::Type,
    ) {
        let header = self.header(direction, name, header);
        let ty = self.ty(ty);
        let sound = self.diagnostics.len();
        self.settle_comparisons();
        if header.literal().is_some_and(|tokens| tokens == ["evc", "boot"]) {
            self.report(problems::reserved_header(name.span));
        }
        let id = match self.known_message(&header, name.span) {
            Some(id) => {
                self.merge_message(id, item, direction, name, ty);
                id
            }
            None => self.add_message(item, direction, name, header, ty),
        };
        if let Some(first) = self.unit.message_place(&name.text)
            && sound == self.diagnostics.len()
        {
            self.report(problems::message_twice(name.span, &name.text, first));
        }
        self.unit.declare_message(name, id);
        self.components(id, direction, &name.text);
    }

    /// The message of another text with that header. One of this text is reported.
    fn known_message(&mut self, header: &Header, span: Span) -> Option<MessageId> {
        let tokens = header.literal()?;
        let id = *self.headers.get(tokens)?;
        let Some(first) = self.unit.place(id) else { return Some(id) };
        self.report(problems::duplicate_header(span, &tokens.join(" "), first));
        None
    }

    fn add_message(
        &mut self,
        item: &ast::Item,
        direction: Direction,
        name: &ast::Name,
        header: Header,
        ty: TyId,
    ) -> MessageId {
        let id = MessageId(self.hir.messages.len() as u32);
        if let Some(tokens) = header.literal() {
            self.headers.entry(tokens.to_vec()).or_insert(id);
        }
        self.hir.messages.push(Message {
            name: name.text.clone(),
            direction,
            header,
            ty,
            include: self.unit.include,
            doc: item.doc.clone(),
            span: name.span,
        });
        id
    }

    /// Makes one message of two that different texts declare with one header.
    fn merge_message(
        &mut self,
        id: MessageId,
        item: &ast::Item,
        direction: Direction,
        name: &ast::Name,
        ty: TyId,
    ) {
        let (own, first) = (self.hir[id].ty, self.hir[id].span);
        if self.hir.types.unify(own, ty).is_err() {
            let header = self.hir[id].header.literal().unwrap_or_default().join(" ");
            let (found, expected) = (self.hir.types.show(ty), self.hir.types.show(own));
            let types = (found.as_str(), expected.as_str());
            self.report(problems::header_of_another_type(name.span, &header, types, first));
        }
        let is_own = self.unit.include.is_none();
        let Some(message) = self.hir.messages.get_mut(id.0 as usize) else { return };
        if message.direction != direction {
            message.direction = Direction::Internal;
        }
        // What the specification itself says of a message is how its readers know it.
        if is_own {
            message.name = name.text.clone();
            message.include = None;
            message.doc = item.doc.clone();
            message.span = name.span;
        }
    }

    /// The header of a message (language reference, section 3.5).
    fn header(
        &mut self,
        direction: Direction,
        name: &ast::Name,
        written: Option<&ast::Expr>,
    ) -> Header {
        let Some(written) = written else {
            return Header::Literal(match (&self.unit.spec, direction) {
                (Some(spec), Direction::Internal) => vec![spec.clone(), name.text.clone()],
                (None, _) | (_, Direction::Input | Direction::Output) => vec![name.text.clone()],
            });
        };
        let tok = self.atom(Con::Tok);
        let tokens = self.hir.types.con(Con::List, vec![tok]);
        let why = Some((name.span, "a header is a list of tokens".into()));
        let expr = self.check(written, tokens, &why);
        match self.literal_tokens(&expr) {
            Some(tokens) => Header::Literal(tokens),
            None => Header::Computed(expr.into()),
        }
    }

    /// The tokens of a list that is written out, here or where a name is defined.
    pub(super) fn literal_tokens(&self, expr: &Expr) -> Option<Vec<SmolStr>> {
        let mut expr = expr;
        while let ExprKind::Global(id, _) = expr.kind {
            let def = &self.hir[id];
            // Only recursive definitions can name themselves.
            if !matches!(def.kind, DefKind::Let | DefKind::Argument) {
                return None;
            }
            expr = &def.body;
        }
        let ExprKind::List(elements) = &expr.kind else { return None };
        let token = |element: &Expr| match &element.kind {
            ExprKind::Tok(text) => Some(text.clone()),
            _ => None,
        };
        elements.iter().map(token).collect()
    }

    /// Brings the components of a message into scope. An input has those that send only to be
    /// told that it is never sent.
    fn components(&mut self, id: MessageId, direction: Direction, name: &SmolStr) {
        for (suffix, component) in COMPONENTS {
            let received = matches!(component, Component::Base | Component::Verify);
            let entry = if direction == Direction::Input && !received {
                Entry::NeverSent(id)
            } else {
                Entry::Component(id, *component)
            };
            self.scope.bind(format_smolstr!("{name}{suffix}"), entry);
        }
    }

    /// A component of a message as a value.
    pub(super) fn component(&mut self, span: Span, id: MessageId, component: Component) -> Expr {
        let body = self.hir[id].ty;
        let types = &mut self.hir.types;
        let (one, all) = (types.atom(Con::Loc), types.interface());
        let ty = match component {
            Component::Base | Component::Verify => types.con(Con::Class, vec![body]),
            Component::Send | Component::Sign => sender(types, &[one, body], all),
            Component::SendAfter => {
                let delay = types.atom(Con::Int);
                sender(types, &[delay, one, body], all)
            }
            Component::Broadcast | Component::SignAll | Component::BroadcastAfter => {
                let locations = types.con(Con::Bag, vec![one]);
                let instructions = types.con(Con::Bag, vec![all]);
                if component == Component::BroadcastAfter {
                    let delay = types.atom(Con::Int);
                    sender(types, &[delay, locations, body], instructions)
                } else {
                    sender(types, &[locations, body], instructions)
                }
            }
        };
        Expr { kind: ExprKind::Component(id, component), ty, span }
    }
}

/// The type of a curried function.
fn sender(types: &mut Types, arguments: &[TyId], result: TyId) -> TyId {
    arguments.iter().rev().fold(result, |to, from| types.arrow(*from, to))
}

/// The components of a message by what follows its name.
const COMPONENTS: &[(&str, Component)] = &[
    ("'base", Component::Base),
    ("'verify", Component::Verify),
    ("'send", Component::Send),
    ("''send", Component::SendAfter),
    ("'broadcast", Component::Broadcast),
    ("''broadcast", Component::BroadcastAfter),
    ("'sign", Component::Sign),
    ("'bsign", Component::SignAll),
];
