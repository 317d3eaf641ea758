//! The reference evaluator as a process, so that simulators and checkers can run it.

use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

use evc_runtime::value::Msg;
use evc_runtime::{Effects, Fault, Header, Loc, Process, Value};

use crate::past::Past;
use crate::{Instruction, Reference};

/// A type of messages that can stand for those of any specification.
pub trait Carrier: Clone + Eq + Ord + Hash + Debug + Send + 'static {
    /// The declared message of that number, from 0, with that body, and whether it is authentic.
    fn of(index: u32, body: Value, authentic: bool) -> Self;

    /// The number of the declared message, or nothing for the boot message.
    fn index(&self) -> Option<u32>;

    /// The body.
    fn body(&self) -> &Value;

    /// Whether a process has signed it.
    fn authentic(&self) -> bool;
}

impl Carrier for evc_runtime::dynamic::Message {
    fn of(index: u32, body: Value, authentic: bool) -> Self {
        Self { index: Some(index), body, authentic }
    }

    fn index(&self) -> Option<u32> {
        self.index
    }

    fn body(&self) -> &Value {
        &self.body
    }

    fn authentic(&self) -> bool {
        self.authentic
    }
}

/// A location: the messages it handled so far, with the main class evaluated at each.
///
/// Its state is its history, so two of them are equal only if they handled the same messages in
/// the same order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReferenceProcess<M> {
    reference: Reference,
    past: Past,
    carrier: PhantomData<fn() -> M>,
}

impl<M: Carrier> ReferenceProcess<M> {
    /// What to install at a location; nothing where the specification puts nothing.
    ///
    /// # Errors
    /// A fault while the locations of the classes or their initial states are computed.
    pub fn at(reference: &Reference, loc: Loc) -> Result<Option<Self>, Fault> {
        let mut past = Past::new(loc);
        let absent = past.install(reference)?;
        let reference = reference.clone();
        Ok((!absent).then_some(Self { reference, past, carrier: PhantomData }))
    }
}

impl<M: Carrier> Process for ReferenceProcess<M> {
    type Msg = M;

    fn step(&mut self, msg: M, fx: &mut Effects<M>) -> Result<(), Fault> {
        let headers = self.reference.headers();
        let header = match msg.index().and_then(|index| headers.get(index as usize)) {
            Some(header) => header.clone(),
            None => Header::boot(),
        };
        let content = Msg { header, body: msg.body().clone(), authentic: msg.authentic() };
        for Instruction { delay_ms, to, message, content } in
            self.past.receive(&self.reference, content)?
        {
            fx.send_after(delay_ms, to, M::of(message.0, content.body, content.authentic));
        }
        Ok(())
    }

    fn halted(&self) -> bool {
        self.past.halted
    }

    /// There are no state variables.
    fn state(&self) -> Vec<(String, Value)> {
        Vec::new()
    }
}
