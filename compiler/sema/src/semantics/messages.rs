//! What is known of the messages of a specification (language reference, section 4.11).

use super::Semantics;
use super::dependencies::Dependencies;
use super::statement::Statement;
use crate::hir::{Direction, Header, Message};

impl Semantics<'_> {
    /// Who may send each message, and the two standing assumptions about messages: those that only
    /// processes of the system send were sent by one, and what is sent is delivered.
    pub(super) fn messages(&self) -> Vec<Statement> {
        let mut found: Vec<_> = self.hir.messages.iter().map(|each| self.message(each)).collect();
        let Some(main) = &self.hir.main else { return found };
        let depends = Dependencies::of(self.hir, [main]).at_events();
        let sent = |each: &&Message| each.direction != Direction::Input;
        let sent: Vec<_> = self.hir.messages.iter().filter(sent).map(header).collect();
        if !sent.is_empty() {
            found.push(self.constraint(&depends, &sent));
        }
        found.push(self.delivery(&depends));
        found
    }

    fn message(&self, message: &Message) -> Statement {
        let (word, sender) = match message.direction {
            Direction::Input => {
                ("input", "the environment sends it: its receipt needs no cause in the system")
            }
            Direction::Internal => {
                ("internal", "only the system sends it: main produced it at an earlier event")
            }
            Direction::Output => (
                "output",
                "only the system sends it, to the environment: main produced it at an earlier event",
            ),
        };
        let ty = self.hir.types.show(message.ty);
        let mut statement = Statement::new(format!("message {} [{word}]", message.name));
        statement.line(&format!("header {}", header(message)));
        statement.line(&format!("body {ty}"));
        statement.line(sender);
        statement
    }

    fn constraint(&self, depends: &Dependencies, sent: &[String]) -> Statement {
        let name = self.name(None, "message-constraint");
        let mut statement = Statement::new(format!("assumption {name}"));
        self.context(&mut statement, depends, "forall");
        statement.line("forall e : Event.");
        let among = format!("header e is one of {}", sent.join(", "));
        let cause = "exists e' : Event. exists d : Int.\n   \
                     e' before e /\\ main observes (d, location e, message e) @ e'";
        statement.implication(&[among], cause);
        statement
    }

    fn delivery(&self, depends: &Dependencies) -> Statement {
        let name = self.name(None, "messages-delivered");
        let mut statement = Statement::new(format!("assumption {name}"));
        self.context(&mut statement, depends, "forall");
        statement.line("forall e : Event.");
        statement.line("forall d : Int. forall l : Loc. forall m : Msg.");
        let receipt = "exists e' : Event. e before e' /\\ location e' = l /\\ message e' = m";
        statement.implication(&["main observes (d, l, m) @ e".to_owned()], receipt);
        statement
    }
}

/// The header of a message as evml text.
fn header(message: &Message) -> String {
    match &message.header {
        Header::Literal(tokens) => format!("``{}``", tokens.join(" ")),
        Header::Computed(_) => format!("the header of `{}`", message.name),
    }
}
