//! The definition of evml: event classes evaluated by their equations.
//!
//! A class of type `T` assigns to every event a finite bag of values of type `T`. This crate
//! computes those bags as the language defines them, from the typed tree and a recorded
//! [`EventOrdering`]: recursion over the earlier events of a location, remembered, and no state
//! variable anywhere. It is slow and obvious on purpose, and shares nothing with the compiler
//! behind the typed tree, so that a mistake there shows as a disagreement.
//!
//! Reading order: [`ordering`] is what the equations range over, `class` holds the equations,
//! `eval` evaluates the expressions in them to what `meaning` lists, [`process`] lets simulators
//! run it all like any other engine.
//!
//! Three decisions make the equations a definition of *runs*:
//!
//! - **Faults.** An event at which a partial operation has no value has no effect: its message is
//!   dropped, and it is no predecessor of any later event. The equations range over the events
//!   that did not fault.
//! - **When a fault happens.** Every class that the main class is made of is evaluated at every
//!   event, inputs before what uses them, as if each were a process that is stepped: a transition
//!   of a state faults at the event it handles, even if nothing looks at that state there. Where
//!   several parts of one event have no value, the first in that order is reported, and negative
//!   delays after everything else; the language leaves that choice open, and other engines may
//!   report another of them.
//! - **Expressions.** Arguments are evaluated before the functions applied to them; `&`, `or` and
//!   `if` evaluate only what they need; definitions without arguments are evaluated once.

mod boundary;
mod class;
mod eval;
mod meaning;
pub mod ordering;
mod past;
pub mod process;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, OnceLock};

use evc_base::{SourceMap, Span};
use evc_runtime::{Fault, FaultKind, Fixed, Header, Loc, Site, Value};
use evc_sema::hir::{Hir, MessageId};

use class::Class;
use meaning::Meaning;
pub use ordering::{Event, EventId, EventOrdering, NotCausal, Receipt};
use past::Past;
pub use process::{Carrier, ReferenceProcess};

/// Why a specification cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It declares no main class.
    #[error("there is no `main` to run")]
    NoMain,
    /// A parameter has no value, or one that is not of its type.
    #[error("the value of parameter `{param}` is not of type `{expected}`")]
    IllTyped {
        /// The parameter's name.
        param: String,
        /// Its type, as evml text.
        expected: String,
    },
}

/// What the main class produces: a message to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// How long to wait before sending, in milliseconds.
    pub delay_ms: u64,
    /// Where it goes.
    pub to: Loc,
    /// Which declared message it is.
    pub message: MessageId,
    /// The header of the message.
    pub header: Header,
    /// The body of the message.
    pub body: Value,
}

/// A specification with values for its parameters. Copies share it.
///
/// As with [`Fixed`] data, any two are equal: within one run there is only one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    program: Fixed<Program>,
}

#[derive(Debug)]
struct Program {
    hir: Hir,
    /// The name that faults cite.
    file: String,
    sources: SourceMap,
    params: Vec<Meaning>,
    /// The header of each message.
    headers: Vec<Header>,
    /// What each top-level definition means, once it was needed.
    globals: Vec<OnceLock<Result<Meaning, Fault>>>,
    main: OnceLock<Result<Arc<Class>, Fault>>,
    /// How many class expressions were met: their numbers.
    classes: AtomicU32,
}

impl Reference {
    /// A specification that was analysed without errors, with a value for each parameter, in
    /// order. Its places are in `sources`; faults cite them under the name `file`.
    ///
    /// # Errors
    /// If there is no main class, or a parameter has no value of its type.
    pub fn new(
        hir: &Hir,
        file: &str,
        sources: &SourceMap,
        params: Vec<Value>,
    ) -> Result<Self, Unusable> {
        if hir.main.is_none() {
            return Err(Unusable::NoMain);
        }
        let mut meanings = Vec::new();
        for (index, param) in hir.params.iter().enumerate() {
            let value = params.get(index);
            let meaning = value.and_then(|value| boundary::enter(&hir.types, value, param.ty));
            meanings.push(meaning.ok_or_else(|| Unusable::IllTyped {
                param: param.name.to_string(),
                expected: hir.types.show(param.ty),
            })?);
        }
        let header = |message: &evc_sema::hir::Message| {
            let tokens = message.header.literal().unwrap_or_default();
            Header::new(tokens.iter().map(|token| &**token))
        };
        let program = Program {
            file: file.to_owned(),
            sources: sources.clone(),
            params: meanings,
            headers: hir.messages.iter().map(header).collect(),
            globals: hir.defs.iter().map(|_| OnceLock::new()).collect(),
            main: OnceLock::new(),
            classes: AtomicU32::new(0),
            hir: hir.clone(),
        };
        Ok(Self { program: Fixed::new(program) })
    }

    /// Evaluates classes over an ordering, remembering what it computes from event to event.
    pub fn over<'o>(&self, ordering: &'o EventOrdering) -> Evaluation<'o> {
        let (pasts, outcomes) = (BTreeMap::new(), BTreeMap::new());
        Evaluation { reference: self.clone(), ordering, pasts, outcomes }
    }

    /// What the main class produces at an event of an ordering, in order. Whoever asks at many
    /// events of one ordering asks [`Reference::over`].
    ///
    /// # Errors
    /// The fault of the event; it has no effect then.
    ///
    /// # Panics
    /// If the event is not one of the ordering.
    pub fn main_at(
        &self,
        ordering: &EventOrdering,
        event: EventId,
    ) -> Result<Vec<Instruction>, Fault> {
        self.over(ordering).main_at(event)
    }

    /// The header of a message.
    fn header(&self, id: MessageId) -> &Header {
        self.program.headers.get(id.0 as usize).expect("an id comes from its own tree")
    }

    fn fault(&self, kind: FaultKind, span: Span) -> Fault {
        Fault { kind, site: self.site(span) }
    }

    fn site(&self, span: Span) -> Site {
        let position = self.program.sources.position(span);
        let file = self.program.file.clone().into();
        Site { file, line: position.line, column: position.column }
    }
}

/// The classes of a specification over one ordering.
#[derive(Debug)]
pub struct Evaluation<'o> {
    reference: Reference,
    ordering: &'o EventOrdering,
    /// The events evaluated so far that did not fault, by location.
    pasts: BTreeMap<Loc, Past>,
    /// What came of every event evaluated so far.
    outcomes: BTreeMap<EventId, Result<Vec<Instruction>, Fault>>,
}

impl Evaluation<'_> {
    /// What the main class produces at an event, in order.
    ///
    /// # Errors
    /// The fault of the event; it has no effect then.
    ///
    /// # Panics
    /// If the event is not one of the ordering.
    pub fn main_at(&mut self, event: EventId) -> Result<Vec<Instruction>, Fault> {
        let mut pending: Vec<&Event> = Vec::new();
        let mut next = Some(event);
        // Which of the earlier events count is known once they are evaluated: oldest first.
        while let Some(id) = next.filter(|id| !self.outcomes.contains_key(id)) {
            let event = self.ordering.event(id);
            pending.push(event);
            next = event.pred;
        }
        for event in pending.into_iter().rev() {
            let past = self.pasts.entry(event.loc).or_insert_with(|| Past::new(event.loc));
            let outcome = past.receive(&self.reference, &event.header, &event.body);
            self.outcomes.insert(event.id, outcome);
        }
        self.outcomes.get(&event).expect("every event up to this one was evaluated").clone()
    }
}
