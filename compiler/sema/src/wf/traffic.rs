//! Messages that are sent and never received, or received and never sent.

use std::collections::BTreeSet;

use evc_base::Diagnostic;

use super::mentions::Mentions;
use super::own_defs;
use crate::hir::{Component, DefId, Direction, Expr, ExprKind, Hir, MessageId};
use crate::problems;

/// Compares what the main class sends and receives with what the declarations promise. What an
/// unused definition does counts as well, because that it is unused is already reported.
pub(super) fn check(hir: &Hir, mentions: &Mentions) -> Vec<Diagnostic> {
    let Some(main) = &hir.main else { return Vec::new() };
    let mut traffic = Traffic::default();
    traffic.expr(hir, main);
    let unused = own_defs(hir).filter(|(id, _)| !mentions.defs.contains(id));
    unused.for_each(|(_, def)| traffic.expr(hir, &def.body));
    let messages = hir.messages.iter().enumerate();
    messages
        .filter(|(_, message)| message.include.is_none())
        .filter_map(|(at, message)| {
            let id = MessageId(at as u32);
            let (sent, received) = (traffic.sent.contains(&id), traffic.received.contains(&id));
            if !mentions.message(id) {
                return None;
            }
            match message.direction {
                Direction::Input => (!received).then(|| problems::never_received(message)),
                Direction::Output => (!sent).then(|| problems::never_sent(message)),
                Direction::Internal if !sent => Some(problems::never_sent(message)),
                Direction::Internal => (!received).then(|| problems::never_received(message)),
            }
        })
        .collect()
}

/// The messages that some expressions send and receive, directly or through definitions.
#[derive(Default)]
struct Traffic {
    sent: BTreeSet<MessageId>,
    received: BTreeSet<MessageId>,
    seen: BTreeSet<DefId>,
}

impl Traffic {
    fn expr(&mut self, hir: &Hir, root: &Expr) {
        root.each(&mut |expr| match &expr.kind {
            ExprKind::Component(id, Component::Base | Component::Verify) => {
                self.received.insert(*id);
            }
            ExprKind::Component(id, _) | ExprKind::Msg(id, _) => {
                self.sent.insert(*id);
            }
            ExprKind::Global(id, _) if self.seen.insert(*id) => self.expr(hir, &hir[*id].body),
            _ => {}
        });
    }
}
