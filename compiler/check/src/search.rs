//! The search: breadth first, so that what it finds first is nearest.
//!
//! Of the states behind it a search keeps only fingerprints and how each was reached; the path to
//! a violation is found by going there again from the initial state.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use evc_runtime::Process;

use crate::fingerprint::{Fingerprint, Fingerprinter};
use crate::property::{Faults, Invariant};
use crate::report::{
    Counterexample, Coverage, Limit, Progress, Report, Unrepeatable, Verdict, Violation,
};
use crate::seen::{self, Link, Seen, StateId};
use crate::state::State;
use crate::system::{self, Choice, Move, System};

#[cfg(test)]
mod tests;

/// How many states are explored between two reports of progress.
const PROGRESS_STATES: u64 = 1024;

/// How far a search goes, and what it looks for besides invariants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many different states are visited at most. More than some four thousand million never
    /// are.
    pub states_max: Option<u64>,
    /// How many choices are made in a row at most.
    pub depth_max: Option<u32>,
    /// How much memory the search takes at most, in bytes. It is an estimate: what processes and
    /// messages own counts by what they write when hashed.
    pub memory_max_bytes: u64,
    /// How steps that fault are judged.
    pub faults: Faults,
}

impl Options {
    /// No limit but one GiB of memory, which suffices for millions of small states and leaves most
    /// machines usable; faults are allowed.
    pub const SAFE: Self = Self {
        states_max: None,
        depth_max: None,
        memory_max_bytes: 1 << 30,
        faults: Faults::Allowed,
    };
}

/// Visits the states of a system, nearest first, until all are visited, an invariant does not
/// hold, or a limit is reached. Of several invariants that do not hold in a state, the first one
/// counts.
///
/// `progress` is called now and then, and can stop the search.
///
/// # Errors
/// If a violation was found but cannot be reached again, as a process does not do the same when
/// given the same messages.
pub fn explore<P: Process>(
    system: &System<P>,
    invariants: &[Invariant<P>],
    options: &Options,
    progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<Report<P::Msg>, Unrepeatable> {
    let mut search = Search {
        system,
        invariants,
        options,
        progress,
        prints: Fingerprinter::default(),
        seen: Seen::new(),
        level: VecDeque::new(),
        next: VecDeque::new(),
        frontier_bytes: 0,
        explored: 0,
        coverage: Coverage::default(),
    };
    let verdict = match search.run() {
        ControlFlow::Continue(()) => Verdict::Verified,
        ControlFlow::Break(End::Limit(limit)) => Verdict::Incomplete(limit),
        ControlFlow::Break(End::Violated { violation, at, last }) => {
            let choices = search.path(at, last).ok_or(Unrepeatable)?;
            Verdict::Violated(Counterexample { violation, choices })
        }
    };
    Ok(Report { verdict, coverage: search.coverage() })
}

/// Why a search ends before it has visited all.
enum End {
    Limit(Limit),
    /// `violation` shows in the state `at`, or in making the `last` of its choices.
    Violated {
        violation: Violation,
        at: StateId,
        last: Option<Move>,
    },
}

/// A state visited whose choices are to be taken.
struct Found<P: Process> {
    id: StateId,
    state: State<P>,
    /// Its share of the memory.
    bytes: u64,
}

struct Search<'a, P: Process> {
    system: &'a System<P>,
    invariants: &'a [Invariant<P>],
    options: &'a Options,
    progress: &'a mut dyn FnMut(&Progress) -> ControlFlow<()>,
    prints: Fingerprinter,
    seen: Seen,
    /// What is left of the states at the depth being explored.
    level: VecDeque<Found<P>>,
    /// The states found one choice farther.
    next: VecDeque<Found<P>>,
    /// The memory of both.
    frontier_bytes: u64,
    /// How many states had all their choices taken.
    explored: u64,
    coverage: Coverage,
}

impl<P: Process> Search<'_, P> {
    fn run(&mut self) -> ControlFlow<End> {
        let initial = self.system.initial().clone();
        self.visit(initial, Link { parent: 0, choice: 0 }, 0)?;
        for depth in 0.. {
            self.level = std::mem::take(&mut self.next);
            if self.level.is_empty() {
                break;
            }
            self.coverage.depth_covered = depth;
            if let Some(max) = self.options.depth_max.filter(|max| *max <= depth) {
                return self.stop_at_depth(max);
            }
            while !self.level.is_empty() {
                self.watch(depth)?;
                let Some(found) = self.level.pop_front() else { break };
                if let ControlFlow::Break(end) = self.expand(&found, depth) {
                    // some of its choices were not taken
                    self.level.push_front(found);
                    return ControlFlow::Break(end);
                }
                self.frontier_bytes -= found.bytes;
                self.explored += 1;
            }
        }
        ControlFlow::Continue(())
    }

    /// Now and then reports the progress.
    fn watch(&mut self, depth: u32) -> ControlFlow<End> {
        if !self.explored.is_multiple_of(PROGRESS_STATES) {
            return ControlFlow::Continue(());
        }
        let progress = Progress {
            states: self.coverage.states,
            transitions: self.coverage.transitions,
            depth,
            waiting: (self.level.len() + self.next.len()) as u64,
            memory_bytes: self.memory_bytes(),
        };
        (self.progress)(&progress).map_break(|()| End::Limit(Limit::Stopped))
    }

    /// Takes every choice of a state.
    fn expand(&mut self, found: &Found<P>, depth: u32) -> ControlFlow<End> {
        let Found { id, state, .. } = found;
        let moves = self.system.moves(state);
        self.coverage.quiescent += u64::from(moves.is_empty());
        for (choice, made) in (0..).zip(moves) {
            let (next, fault) = self.system.apply(state, made, &mut |_| {});
            self.coverage.transitions += 1;
            if let Some(fault) = fault {
                self.coverage.faults += 1;
                if self.options.faults == Faults::Violations {
                    let violation = Violation::Fault(fault);
                    return ControlFlow::Break(End::Violated {
                        violation,
                        at: *id,
                        last: Some(made),
                    });
                }
            }
            self.visit(next, Link { parent: *id, choice }, depth + 1)?;
        }
        ControlFlow::Continue(())
    }

    /// Looks at a state unless it was visited before.
    fn visit(&mut self, state: State<P>, link: Link, depth: u32) -> ControlFlow<End> {
        let (fingerprint, written) = self.prints.of(&state);
        if self.seen.contains(fingerprint) {
            return ControlFlow::Continue(());
        }
        let states_max = self.options.states_max.unwrap_or(seen::CAPACITY).min(seen::CAPACITY);
        if self.seen.len() >= states_max {
            return ControlFlow::Break(End::Limit(Limit::States(states_max)));
        }
        let bytes = (state.shallow_bytes() + written) as u64;
        if self.seen.bytes_with_one_more() + self.frontier_bytes + bytes
            > self.options.memory_max_bytes
        {
            let limit = Limit::Memory(self.options.memory_max_bytes);
            return ControlFlow::Break(End::Limit(limit));
        }
        let id = self.seen.insert(fingerprint, link);
        self.coverage.states = self.seen.len();
        self.coverage.depth = depth;
        let broken = self.invariants.iter().find(|invariant| !(invariant.holds)(&state));
        self.frontier_bytes += bytes;
        self.next.push_back(Found { id, state, bytes });
        let Some(broken) = broken else { return ControlFlow::Continue(()) };
        let violation = Violation::Invariant(broken.name.clone());
        ControlFlow::Break(End::Violated { violation, at: id, last: None })
    }

    /// Ends the search at a depth at which states are left: early if there is anything to choose.
    fn stop_at_depth(&mut self, depth_max: u32) -> ControlFlow<End> {
        if self.level.iter().all(|found| self.system.moves(&found.state).is_empty()) {
            return ControlFlow::Continue(());
        }
        ControlFlow::Break(End::Limit(Limit::Depth(depth_max)))
    }

    /// The coverage, with the states that were visited and then left alone.
    fn coverage(&self) -> Coverage {
        let mut coverage = self.coverage;
        for found in self.level.iter().chain(&self.next) {
            if self.system.moves(&found.state).is_empty() {
                coverage.quiescent += 1;
            } else {
                coverage.unexplored += 1;
            }
        }
        coverage
    }

    fn memory_bytes(&self) -> u64 {
        self.seen.bytes() + self.frontier_bytes
    }

    /// The choices from the initial state to a state, and the last one made there.
    fn path(&mut self, at: StateId, last: Option<Move>) -> Option<Vec<Choice<P::Msg>>> {
        let mut links: Vec<(Fingerprint, u32)> = Vec::new();
        let mut id = at;
        while id != 0 {
            let (fingerprint, link) = self.seen.get(id)?;
            links.push((fingerprint, link.choice));
            id = link.parent;
        }
        let mut state = self.system.initial().clone();
        let mut choices = Vec::with_capacity(links.len() + 1);
        for (fingerprint, choice) in links.into_iter().rev() {
            let made = *self.system.moves(&state).get(choice as usize)?;
            choices.push(system::choice(&state, made));
            state = self.system.apply(&state, made, &mut |_| {}).0;
            if self.prints.of(&state).0 != fingerprint {
                return None;
            }
        }
        if let Some(made) = last {
            choices.push(system::choice(&state, made));
        }
        Some(choices)
    }
}
