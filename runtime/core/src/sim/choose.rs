//! A world that is told what to do: by hand, or by the trace of an earlier run.

use std::fmt;

use super::{Flight, Step, World};
use crate::header::Header;
use crate::loc::Loc;
use crate::process::Process;
use crate::schema::Schema;
use crate::trace::{Cause, Choice, Line, Record, Trace, Written};
use crate::trace::{write_incident, write_record, write_summary};
use crate::value::Value;

/// A message in flight, for people to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Its number.
    pub message: u64,
    /// Where it comes from; nothing if from outside.
    pub from: Option<Loc>,
    /// Where it goes.
    pub to: Loc,
    /// The send that it comes from; nothing for what came from outside.
    pub cause: Option<Cause>,
    /// When it arrives, in virtual milliseconds. Only the timed schedule looks at it.
    pub due_ms: u64,
    /// Its header.
    pub header: Header,
    /// Its body.
    pub value: Value,
}

/// Why a choice cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No message of this number is in flight.
    NotInFlight(u64),
    /// The message passes no network, which could lose or duplicate it.
    Local(u64),
    /// The message is lost: its node sent it to itself before it began anew.
    Forgotten(u64),
    /// No node is there.
    NoNode(Loc),
    /// The node has crashed already.
    Crashed(Loc),
    /// The node has not crashed.
    Running(Loc),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInFlight(message) => write!(f, "no message {message} is in flight"),
            Self::Local(message) => {
                write!(f, "message {message} stays at its node, and no network can harm it")
            }
            Self::Forgotten(message) => {
                write!(f, "message {message} is lost: its node began anew after sending it")
            }
            Self::NoNode(loc) => write!(f, "`{loc}` is no node"),
            Self::Crashed(loc) => write!(f, "`{loc}` has crashed already"),
            Self::Running(loc) => write!(f, "`{loc}` has not crashed"),
        }
    }
}

impl std::error::Error for Refusal {}

/// What a run that is made again did instead of what was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// Another step, or other totals, as the line that would be written.
    Line(String),
    /// Nothing: the recorded choice cannot be made.
    Refused(Refusal),
}

/// Where a run that is made again goes another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// Which line of the trace the run does not follow, from 1; nothing for that of the totals.
    pub line: Option<usize>,
    /// The line of the trace.
    pub recorded: String,
    /// What happened instead.
    pub made: Made,
}

impl fmt::Display for Divergence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "the run leaves the trace at line {line}")?,
            None => f.write_str("the run ends with other totals than the trace")?,
        }
        write!(f, "\n  recorded  {}", self.recorded)?;
        match &self.made {
            Made::Line(line) => write!(f, "\n  now       {line}"),
            Made::Refused(refusal) => write!(f, "\n  now       {refusal}"),
        }
    }
}

impl std::error::Error for Divergence {}

impl<P: Process, S: Schema<Msg = P::Msg>> World<P, S> {
    /// The messages in flight, boot messages included, in the order of their numbers.
    pub fn pending(&self) -> Vec<Pending> {
        let loc = |node: usize| self.nodes.get(node).map(|node| node.loc);
        let pending = |flight: &Flight<P::Msg>| {
            Some(Pending {
                message: flight.id,
                from: flight.from.and_then(loc),
                to: loc(flight.to)?,
                cause: flight.cause,
                due_ms: flight.due_ms,
                header: self.schema.header(&flight.msg).clone(),
                value: self.schema.body(&flight.msg),
            })
        };
        self.in_flight.flights().into_iter().filter_map(pending).collect()
    }

    /// Makes the step that is chosen, whatever the schedule would do next. Copies that the network
    /// makes of what is sent then are steps of their own, which [`World::settle`] makes.
    ///
    /// In timed order a message can be delivered before it is due, and the time stays; or after
    /// others that were due before it, and it moves on.
    ///
    /// # Errors
    /// If the choice cannot be made; then nothing has changed.
    pub fn choose(&mut self, choice: Choice) -> Result<Step, Refusal> {
        let incident = match choice {
            Choice::Deliver(message) => return self.receive(message),
            Choice::Lose(message) => {
                let flight = self.find(message, |flight, forgotten| {
                    if flight.local && !forgotten { Err(Refusal::Local(message)) } else { Ok(()) }
                })?;
                self.tick(self.now_ms);
                self.lose(flight)
            }
            Choice::Duplicate(message) => {
                let ticket = self.in_flight.find(message).ok_or(Refusal::NotInFlight(message))?;
                if self.in_flight.get(ticket).is_some_and(|flight| flight.local) {
                    return Err(Refusal::Local(message));
                }
                self.duplicate(ticket)
            }
            Choice::Crash(loc) => {
                let node = self.number(loc).ok_or(Refusal::NoNode(loc))?;
                self.tick(self.now_ms);
                self.crash(node).ok_or(Refusal::Crashed(loc))?
            }
            Choice::Recover(loc, recovery) => {
                let node = self.number(loc).ok_or(Refusal::NoNode(loc))?;
                self.tick(self.now_ms);
                self.recover(node, recovery).ok_or(Refusal::Running(loc))?
            }
        };
        Ok(Step::Incident(incident))
    }

    /// Makes the copies that the network makes of what was sent last.
    pub fn settle(&mut self) -> Vec<Step> {
        let mut steps = Vec::new();
        while let Some(ticket) = self.copies.pop_front() {
            steps.push(Step::Incident(self.duplicate(ticket)));
        }
        steps
    }

    fn receive(&mut self, message: u64) -> Result<Step, Refusal> {
        let flight =
            self.find(
                message,
                |_, forgotten| {
                    if forgotten { Err(Refusal::Forgotten(message)) } else { Ok(()) }
                },
            )?;
        self.tick(flight.due_ms);
        let mut record: Option<Box<Record>> = None;
        self.deliver(flight, Some(&mut |made| record = Some(Box::new(made))));
        Ok(Step::Event(record.expect("every event is recorded when asked")))
    }

    /// Takes a message out of flight, if a look at it, and at whether its node has forgotten it,
    /// gives no reason against that.
    fn find(
        &mut self,
        message: u64,
        look: impl FnOnce(&Flight<P::Msg>, bool) -> Result<(), Refusal>,
    ) -> Result<Flight<P::Msg>, Refusal> {
        let absent = Refusal::NotInFlight(message);
        let ticket = self.in_flight.find(message).ok_or(absent)?;
        let flight = self.in_flight.get(ticket).ok_or(absent)?;
        look(flight, self.forgotten(flight))?;
        // A message that is gone cannot be copied any more.
        self.copies.retain(|copied| *copied != ticket);
        self.in_flight.redeem(ticket).ok_or(absent)
    }

    /// Makes one recorded step again, at its time, whatever schedule and network would do.
    ///
    /// # Errors
    /// If the step is not what was recorded. It has happened all the same, if it could.
    pub fn follow(&mut self, line: &Line<'_>) -> Result<Step, Box<Divergence>> {
        let diverges = |made| {
            let recorded = line.text.to_owned();
            Box::new(Divergence { line: Some(line.number), recorded, made })
        };
        // What the network would copy by chance is among the recorded steps if it was copied.
        self.copies.clear();
        (self.following, self.now_ms) = (true, line.time_ms);
        let chosen = self.choose(line.choice);
        self.following = false;
        self.copies.clear();
        let step = chosen.map_err(|refusal| diverges(Made::Refused(refusal)))?;
        let mut text = String::new();
        match &step {
            Step::Event(record) => write_record(record, &mut text),
            Step::Incident(incident) => write_incident(incident, &mut text),
        }
        if text == line.text { Ok(step) } else { Err(diverges(Made::Line(text))) }
    }

    /// Makes a recorded run again, in a world where the same messages were posted and nothing has
    /// happened. What its options say of seed, schedule, network and crashes changes nothing.
    ///
    /// # Errors
    /// If it goes another way.
    pub fn replay(&mut self, written: &Written<'_>) -> Result<Trace, Box<Divergence>> {
        let (mut records, mut incidents) = (Vec::new(), Vec::new());
        for line in &written.lines {
            match self.follow(line)? {
                Step::Event(record) => records.push(*record),
                Step::Incident(incident) => incidents.push(incident),
            }
        }
        let mut text = String::new();
        write_summary(self.summary(), &mut text);
        if text != written.summary {
            let recorded = written.summary.to_owned();
            return Err(Box::new(Divergence { line: None, recorded, made: Made::Line(text) }));
        }
        Ok(Trace::new(records, self.summary()).with_incidents(incidents))
    }
}
