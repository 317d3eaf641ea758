//! Message declarations (language reference, section 3.5).

use evc_base::Span;
use evc_syntax::ast::{self, Direction};
use smol_str::{SmolStr, format_smolstr};

use super::Infer;
use crate::hir::{Component, Expr, ExprKind, Header, Message, MessageId};
use crate::names::Entry;
use crate::problems;
use crate::ty::{Con, TyId, Types};

impl Infer {
    pub(super) fn message(
        &mut self,
        item: &ast::Item,
        direction: Direction,
        name: &ast::Name,
        header: Option<&ast::Expr>,
        ty: &ast::Type,
    ) {
        let header = self.header(direction, name, header);
        if header == ["evc", "boot"] {
            self.report(problems::reserved_header(name.span));
        }
        let same = self.hir.messages.iter().find(|other| other.header.literal() == Some(&*header));
        if let Some(first) = same.map(|other| other.span) {
            self.report(problems::duplicate_header(name.span, &header.join(" "), first));
        }
        let ty = self.ty(ty);
        let id = MessageId(self.hir.messages.len() as u32);
        self.components(id, direction, &name.text);
        self.hir.messages.push(Message {
            name: name.text.clone(),
            direction,
            header: Header::Literal(header),
            ty,
            include: None,
            doc: item.doc.clone(),
            span: name.span,
        });
    }

    /// The header of a message (language reference, section 3.5).
    fn header(
        &mut self,
        direction: Direction,
        name: &ast::Name,
        written: Option<&ast::Expr>,
    ) -> Vec<SmolStr> {
        match written.map(|expr| (&expr.kind, expr.span)) {
            Some((ast::ExprKind::Lit(ast::Literal::TokenList(tokens)), _)) => tokens.clone(),
            Some((_, span)) => {
                self.report(problems::not_yet(span, "a header given by an expression"));
                vec![name.text.clone()]
            }
            None => match (&self.hir.name, direction) {
                (Some(spec), Direction::Internal) => vec![spec.clone(), name.text.clone()],
                (None, _) | (_, Direction::Input | Direction::Output) => vec![name.text.clone()],
            },
        }
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
