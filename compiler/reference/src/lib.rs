//! The definition of evml: event classes evaluated by their equations.
//!
//! A class of type `T` assigns to every event a finite bag of values of type `T`. This crate
//! computes those bags as the language defines them, from the typed tree and a recorded
//! [`EventOrdering`]: recursion over the earlier events of a location, remembered, and no state
//! variable anywhere. It is slow and obvious on purpose, and shares nothing with the compiler
//! behind the typed tree, so that a mistake there shows as a disagreement.
//!
//! Reading order: [`ordering`] is what the equations range over, `class` holds the equations and
//! `halting` says when a class is at its end; `eval` and `operate` evaluate the expressions in them
//! to what `meaning` lists, with the primitives of `library`; [`process`] and [`schema`] let
//! simulators run it all like any other engine.
//!
//! Five decisions make the equations a definition of *runs*:
//!
//! - **Faults.** An event at which a partial operation has no value has no effect: its message is
//!   dropped, and it is no predecessor of any later event. The equations range over the events
//!   that did not fault.
//! - **When a fault happens.** Every class that the main class is made of is evaluated at every
//!   event until it halts, inputs before what uses them, as if each were a process that is stepped:
//!   a transition of a state faults at the event it handles, even if nothing looks at that state
//!   there. Where several parts of one event have no value, the first in that order is reported,
//!   and negative delays after everything else; the language leaves that choice open, and other
//!   engines may report another of them.
//! - **Expressions.** Arguments are evaluated before the functions applied to them; `&`, `or`, `if`
//!   and `case` evaluate only what they need; definitions without arguments are evaluated once.
//!   Functions that call each other too deep are a fault.
//! - **Signatures.** Whether a message is authentic is a part of it that only `m'sign` and
//!   `m'bsign` can set. What comes from outside the system is not authentic.
//! - **Propositions.** No run evaluates them: a definition of one denotes the proposition itself.

mod boundary;
mod class;
mod equality;
mod eval;
mod halting;
mod library;
mod meaning;
mod operate;
pub mod ordering;
mod past;
mod pattern;
pub mod process;
mod proposition;
pub mod schema;
mod stack;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, OnceLock};

use evc_base::{SourceMap, Span};
use evc_runtime::value::Msg;
use evc_runtime::{Fault, FaultKind, Fixed, Header, Loc, Site, Value};
use evc_sema::hir::{self, Expr, Hir, MessageId};

use class::Class;
use meaning::{Env, Meaning};
pub use ordering::{Event, EventId, EventOrdering, NotCausal, Receipt};
use past::Past;
pub use process::{Carrier, ReferenceProcess};
pub use schema::Messages;

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
    /// The header of a message, which is computed from parameters, has no value.
    #[error("the header of the message `{message}` cannot be computed: {fault}")]
    Header {
        /// The message's name.
        message: String,
        /// Why.
        fault: Fault,
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
    /// The message itself.
    pub content: Msg,
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
    sources: SourceMap,
    params: OnceLock<Vec<Meaning>>,
    /// The header of each message.
    headers: OnceLock<Vec<Header>>,
    /// What each top-level definition means, once it was needed.
    globals: Vec<OnceLock<Result<Meaning, Fault>>>,
    main: OnceLock<Result<Arc<Class>, Fault>>,
    /// The expressions that outlive the walk over the tree they stand in, by their addresses.
    shared: Mutex<BTreeMap<usize, Arc<Expr>>>,
    /// How many class expressions were met: their numbers.
    classes: AtomicU32,
}

impl Reference {
    /// A specification that was analysed without errors, with a value for each parameter, in
    /// order. Its places are in `sources`; faults cite them under the last part of each text's
    /// name.
    ///
    /// # Errors
    /// If there is no main class, a parameter has no value of its type, or a header no value.
    pub fn new(hir: &Hir, sources: &SourceMap, params: &[Value]) -> Result<Self, Unusable> {
        if hir.main.is_none() {
            return Err(Unusable::NoMain);
        }
        let program = Program {
            sources: sources.clone(),
            params: OnceLock::new(),
            headers: OnceLock::new(),
            globals: hir.defs.iter().map(|_| OnceLock::new()).collect(),
            main: OnceLock::new(),
            shared: Mutex::default(),
            classes: AtomicU32::new(0),
            hir: hir.clone(),
        };
        let reference = Self { program: Fixed::new(program) };
        let meanings = reference.parameters(params)?;
        reference.program.params.get_or_init(|| meanings);
        // They may depend on parameters.
        let headers = hir.messages.iter().map(|message| reference.compute_header(message));
        let headers = headers.collect::<Result<_, _>>()?;
        reference.program.headers.get_or_init(|| headers);
        Ok(reference)
    }

    fn parameters(&self, values: &[Value]) -> Result<Vec<Meaning>, Unusable> {
        let hir = &self.program.hir;
        let enter = |(index, param): (usize, &hir::Param)| {
            let value = values.get(index);
            let meaning = value.and_then(|value| boundary::enter(self, value, param.ty));
            meaning.ok_or_else(|| Unusable::IllTyped {
                param: param.name.to_string(),
                expected: hir.types.show(param.ty),
            })
        };
        hir.params.iter().enumerate().map(enter).collect()
    }

    fn compute_header(&self, message: &hir::Message) -> Result<Header, Unusable> {
        let expr = match &message.header {
            hir::Header::Literal(tokens) => {
                return Ok(Header::new(tokens.iter().map(|token| &**token)));
            }
            hir::Header::Computed(expr) => expr,
        };
        let meaning = stack::ample(|| self.eval(expr, &Env::default()));
        let header = meaning
            .and_then(|meaning| meaning.as_header().ok_or_else(|| self.ill_typed(expr.span)));
        header.map_err(|fault| Unusable::Header { message: message.name.to_string(), fault })
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

    /// The messages of the specification, as worlds exchange them.
    pub fn schema(&self) -> Messages {
        Messages::new(self.clone())
    }

    /// The headers of the messages, in the order of their declarations.
    fn headers(&self) -> &[Header] {
        self.program.headers.get().map(Vec::as_slice).unwrap_or_default()
    }

    /// The header of a message.
    fn header(&self, id: MessageId) -> &Header {
        self.headers().get(id.0 as usize).expect("an id comes from its own tree")
    }

    /// A parameter.
    fn param(&self, id: hir::ParamId) -> Option<Meaning> {
        self.program.params.get()?.get(id.0 as usize).cloned()
    }

    /// Which declared message a message is: the first of its header, of those whose bodies are of
    /// the type of its own.
    fn declared(&self, msg: &Msg) -> Option<MessageId> {
        let ids = (0..).map(MessageId);
        let mut alike = ids.zip(self.headers()).filter(|(_, header)| **header == msg.header);
        let fits =
            |id: MessageId| boundary::enter(self, &msg.body, self.program.hir[id].ty).is_some();
        alike.find(|(id, _)| fits(*id)).map(|(id, _)| id)
    }

    /// The main class.
    fn main(&self) -> Result<Arc<Class>, Fault> {
        let hir = &self.program.hir;
        let main = hir.main.as_ref().expect("a specification without one is not usable");
        let evaluate = || self.eval_class(main, &Env::default());
        self.program.main.get_or_init(evaluate).clone()
    }

    fn fault(&self, kind: FaultKind, span: Span) -> Fault {
        Fault { kind, site: self.site(span) }
    }

    fn site(&self, span: Span) -> Site {
        let source = self.program.sources.source(span.file);
        let position = source.position(span.start);
        let name = source.name.rsplit(['/', '\\']).next().unwrap_or(&source.name);
        Site { file: name.to_owned().into(), line: position.line, column: position.column }
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
            let outcome = past.receive(&self.reference, event.message());
            self.outcomes.insert(event.id, outcome);
        }
        self.outcomes.get(&event).expect("every event up to this one was evaluated").clone()
    }
}
