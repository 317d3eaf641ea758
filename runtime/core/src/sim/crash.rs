//! Crashes and recoveries: the plan of them, and how they happen.

use std::collections::{BTreeSet, VecDeque};

use super::World;
use crate::loc::Loc;
use crate::process::Process;
use crate::schema::Schema;
use crate::trace::{Happening, Incident};

/// The crash of a node, which handles nothing from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crash {
    /// The node. A location that is no node cannot crash.
    pub loc: Loc,
    /// When it crashes.
    pub when: When,
    /// How many milliseconds later it recovers, and how; nothing if never.
    pub recovery: Option<(u64, Recovery)>,
}

/// When a node crashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Before the step of that number or the first one after it at which something is in flight.
    Step(u64),
    /// At that virtual time, in milliseconds, if something happens then or later.
    Time(u64),
}

/// With which state a node recovers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recovery {
    /// The one it began with: it boots again where nodes boot, and what it had sent itself is
    /// lost.
    Fresh,
    /// The one it crashed with.
    Kept,
}

impl Crash {
    /// The crash of a node at a step, for ever.
    pub fn stop(loc: Loc, step: u64) -> Self {
        Self { loc, when: When::Step(step), recovery: None }
    }
}

/// What the plan wants done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    /// The crash of this number among the options.
    Crash(usize),
    /// The recovery from it.
    Recover(usize),
}

/// What is still to be done.
#[derive(Clone)]
pub(super) struct Plan {
    crashes: Vec<Crash>,
    by_step: VecDeque<(u64, usize)>,
    by_time: BTreeSet<(u64, Deed)>,
    /// How many recoveries are to come.
    recoveries: usize,
    /// The crashes that found their node crashed already.
    vain: Vec<usize>,
}

impl Plan {
    pub(super) fn new(crashes: Vec<Crash>) -> Self {
        let mut by_step = Vec::new();
        let mut by_time = BTreeSet::new();
        for (number, crash) in crashes.iter().enumerate() {
            match crash.when {
                When::Step(step) => by_step.push((step, number)),
                When::Time(ms) => {
                    by_time.insert((ms, Deed::Crash(number)));
                }
            }
        }
        by_step.sort_by_key(|(step, _)| *step);
        Self { crashes, by_step: by_step.into(), by_time, recoveries: 0, vain: Vec::new() }
    }

    pub(super) fn crash(&self, number: usize) -> Crash {
        *self.crashes.get(number).expect("numbers of crashes come from the list of crashes")
    }

    /// Whether a run that has no message in flight still has to go on.
    pub(super) fn goes_on(&self) -> bool {
        self.recoveries > 0
    }

    /// The next crash that is planned for that step or one before it.
    pub(super) fn by_step(&mut self, step: u64) -> Option<usize> {
        self.by_step.pop_front_if(|(at, _)| *at <= step).map(|(_, number)| number)
    }

    /// The next thing that is planned for that time or one before it, and for when.
    pub(super) fn by_time(&mut self, ms: u64) -> Option<(u64, Deed)> {
        self.by_time.first().filter(|(at, _)| *at <= ms)?;
        let (at, deed) = self.by_time.pop_first()?;
        self.recoveries -= usize::from(matches!(deed, Deed::Recover(_)));
        Some((at, deed))
    }

    /// Notes that a crash happened at that time, so that the recovery from it is to come.
    pub(super) fn crashed(&mut self, number: usize, now_ms: u64) {
        if let Some((after_ms, _)) = self.crash(number).recovery {
            self.by_time.insert((now_ms.saturating_add(after_ms), Deed::Recover(number)));
            self.recoveries += 1;
        }
    }

    /// Notes that a crash found its node crashed already.
    pub(super) fn was_vain(&mut self, number: usize) {
        self.vain.push(number);
    }

    /// The crashes that have not happened: those to come, and those that came in vain.
    pub(super) fn left(&self) -> (Vec<Crash>, Vec<Crash>) {
        let timed = self.by_time.iter().filter_map(|(_, deed)| match deed {
            Deed::Crash(number) => Some(*number),
            Deed::Recover(_) => None,
        });
        let coming = self.by_step.iter().map(|(_, number)| *number).chain(timed);
        let crashes = |numbers: Vec<usize>| numbers.into_iter().map(|n| self.crash(n)).collect();
        (crashes(coming.collect()), crashes(self.vain.clone()))
    }
}

impl<P: Process, S: Schema<Msg = P::Msg>> World<P, S> {
    /// Makes the next crash that is planned for this step.
    pub(super) fn planned_by_step(&mut self) -> Option<Incident> {
        while let Some(number) = self.plan.by_step(self.steps) {
            if let Some(incident) = self.planned_crash(number) {
                return Some(incident);
            }
        }
        None
    }

    /// Makes what is planned for before the next message arrives.
    pub(super) fn planned_by_time(&mut self) -> Option<Incident> {
        if self.plan.by_time.is_empty() {
            return None;
        }
        let idle = self.in_flight.len() == 0;
        let limit_ms = match self.in_flight.due_ms() {
            Some(due_ms) => due_ms,
            None if idle => u64::MAX,
            None => self.now_ms,
        };
        while let Some((ms, deed)) = self.plan.by_time(limit_ms) {
            self.tick(ms);
            let incident = match deed {
                Deed::Crash(number) => self.planned_crash(number),
                Deed::Recover(number) => {
                    let crash = self.plan.crash(number);
                    let recovery = crash.recovery.map(|(_, recovery)| recovery);
                    self.number(crash.loc).zip(recovery).and_then(|(n, how)| self.recover(n, how))
                }
            };
            if incident.is_some() {
                return incident;
            }
        }
        None
    }

    fn planned_crash(&mut self, number: usize) -> Option<Incident> {
        let node = self.number(self.plan.crash(number).loc)?;
        let incident = self.crash(node);
        match incident {
            Some(_) => self.plan.crashed(number, self.now_ms),
            None => self.plan.was_vain(number),
        }
        incident
    }

    /// Crashes a node, unless it has crashed already.
    pub(super) fn crash(&mut self, node: usize) -> Option<Incident> {
        let node = self.node(node);
        if std::mem::replace(&mut node.crashed, true) {
            return None;
        }
        let loc = node.loc;
        self.totals.crashed += 1;
        Some(self.incident(Happening::Crashed(loc)))
    }

    /// Lets a node recover, unless it has not crashed.
    pub(super) fn recover(&mut self, number: usize, recovery: Recovery) -> Option<Incident> {
        let node = self.node(number);
        if !std::mem::replace(&mut node.crashed, false) {
            return None;
        }
        let loc = node.loc;
        if recovery == Recovery::Fresh {
            node.process = node.origin.clone();
            node.life += 1;
            self.boot(number);
        }
        self.totals.recovered += 1;
        Some(self.incident(Happening::Recovered(loc, recovery)))
    }
}
