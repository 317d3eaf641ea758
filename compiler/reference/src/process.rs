//! The reference evaluator as a process, so that simulators and checkers can run it.

use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

use evc_runtime::{Effects, Fault, Header, Loc, Process, Value};

use crate::past::Past;
use crate::{Instruction, Reference};

/// A type of messages that can stand for those of any specification.
pub trait Carrier: Clone + Eq + Ord + Hash + Debug + Send + 'static {
    /// The declared message of that number, from 0, with that body.
    fn of(index: u32, body: Value) -> Self;

    /// The number of the declared message, or nothing for the boot message, and the body.
    fn parts(&self) -> (Option<u32>, &Value);
}

impl Carrier for evc_runtime::dynamic::Message {
    fn of(index: u32, body: Value) -> Self {
        Self { index: Some(index), body }
    }

    fn parts(&self) -> (Option<u32>, &Value) {
        (self.index, &self.body)
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
        let absent = reference.is_absent(&*reference.main()?, loc)?;
        let (reference, past) = (reference.clone(), Past::new(loc));
        Ok((!absent).then_some(Self { reference, past, carrier: PhantomData }))
    }
}

impl<M: Carrier> Process for ReferenceProcess<M> {
    type Msg = M;

    fn step(&mut self, msg: M, fx: &mut Effects<M>) -> Result<(), Fault> {
        let (index, body) = msg.parts();
        let header = match index.and_then(|i| self.reference.program.headers.get(i as usize)) {
            Some(header) => header.clone(),
            None => Header::boot(),
        };
        for Instruction { delay_ms, to, message, body, .. } in
            self.past.receive(&self.reference, &header, body)?
        {
            fx.send_after(delay_ms, to, M::of(message.0, body));
        }
        Ok(())
    }

    /// There are no state variables.
    fn state(&self) -> Vec<(String, Value)> {
        Vec::new()
    }
}
