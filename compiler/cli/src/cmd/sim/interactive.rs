//! `evc sim --interactive`: a run whose environment is a person.
//!
//! Commands are lines, so that a script can be the person. Before a command changes the world it
//! is kept as it is, which is what undoing goes back to: seed, time and network are exactly what
//! they were.

use std::io::{BufRead, Write};
use std::path::Path;

use evc_runtime::sim::{Pending, Recovery, Step, World};
use evc_runtime::trace::{Cause, Choice, Happening, Incident, Record, Trace, Written};
use evc_runtime::{Loc, Process, Schema};

use crate::failure::{Failure, Outcome, environment};

mod command;

use command::Command;

/// A world, what has happened in it, and what it was before.
pub struct Table<'t, P: Process, S: Schema<Msg = P::Msg>> {
    now: Moment<P, S>,
    past: Vec<Moment<P, S>>,
    records: Vec<Record>,
    incidents: Vec<Incident>,
    /// The trace that is followed instead of the schedule, if there is one.
    script: Option<&'t Written<'t>>,
    /// Writes a file, unless it is one that the run was read from.
    write: &'t dyn Fn(&Path, &str) -> Outcome,
}

/// A world with the number of events and incidents that led to it.
#[derive(Clone)]
struct Moment<P: Process, S: Schema<Msg = P::Msg>> {
    world: World<P, S>,
    events: usize,
    incidents: usize,
    /// The next line of the trace that is followed; nothing if it has been left.
    line: Option<usize>,
}

impl<'t, P: Process, S: Schema<Msg = P::Msg> + Clone> Table<'t, P, S> {
    /// A world to play with, in which nothing has happened, a trace to follow, and a way to write
    /// files.
    pub fn new(
        world: World<P, S>,
        script: Option<&'t Written<'t>>,
        write: &'t dyn Fn(&Path, &str) -> Outcome,
    ) -> Self {
        let line = script.map(|_| 0);
        let now = Moment { world, events: 0, incidents: 0, line };
        Self { now, past: Vec::new(), records: Vec::new(), incidents: Vec::new(), script, write }
    }

    /// Does what the lines say, up to the last one or `quit`, and gives the world and its trace.
    pub fn play(
        mut self,
        mut lines: impl BufRead,
        mut out: impl Write,
        prompt: &str,
    ) -> Outcome<(World<P, S>, Trace)> {
        self.say(&mut out, &format!("{}`help` lists the commands\n", self.situation()))?;
        let mut line = String::new();
        loop {
            self.say(&mut out, prompt)?;
            line.clear();
            let read = lines.read_line(&mut line).map_err(environment)?;
            let answer = match command::parse(&line) {
                Ok(Some(Command::Quit)) => break,
                Ok(Some(command)) => self.obey(&command),
                Ok(None) if read == 0 => break,
                Ok(None) => continue,
                Err(wrong) => format!("{wrong}\n"),
            };
            self.say(&mut out, &answer)?;
        }
        let trace = self.trace();
        Ok((self.now.world, trace))
    }

    fn say(&self, out: &mut impl Write, text: &str) -> Outcome {
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        written.map_err(|error| environment(format!("cannot write to standard output: {error}")))
    }

    fn trace(&self) -> Trace {
        let trace = Trace::new(self.records.clone(), self.now.world.summary());
        trace.with_incidents(self.incidents.clone())
    }

    /// Carries out a command and gives the answer to it.
    fn obey(&mut self, command: &Command) -> String {
        match command {
            Command::List => self.list(),
            Command::Deliver(message) => self.choose(Choice::Deliver(*message)),
            Command::Drop(message) => self.choose(Choice::Lose(*message)),
            Command::Duplicate(message) => self.choose(Choice::Duplicate(*message)),
            Command::Crash(node) => self.at(node, Choice::Crash),
            Command::Recover(node, how) => self.at(node, |loc| Choice::Recover(loc, *how)),
            Command::Run(steps) => self.run(*steps),
            Command::Undo(times) => self.undo(*times),
            Command::States(node) => self.states(node.as_deref()),
            Command::Save(path) => self.save(Path::new(path)),
            Command::Help => command::help(),
            Command::Quit => String::new(),
        }
    }

    /// One line about where the run is.
    fn situation(&self) -> String {
        let world = &self.now.world;
        let (steps, ms, pending) = (world.steps(), world.now_ms(), world.summary().pending);
        format!("step {steps}, {ms} ms, {pending} in flight\n")
    }

    fn list(&self) -> String {
        let pending = self.now.world.pending();
        if pending.is_empty() {
            return "no messages are in flight\n".to_owned();
        }
        pending.iter().map(|message| format!("{}\n", described(message))).collect()
    }

    fn states(&self, node: Option<&str>) -> String {
        let (world, mut text) = (&self.now.world, String::new());
        let nodes = world.nodes();
        if let Some(name) = node.filter(|name| nodes.iter().all(|(loc, _)| loc.name() != *name)) {
            return self.no_node(name);
        }
        for (loc, crashed) in nodes {
            if node.is_some_and(|name| loc.name() != name) {
                continue;
            }
            let process = world.process(loc);
            let standing = match (crashed, process.map(Process::halted)) {
                (true, _) => " (crashed)",
                (false, None) => " (no process)",
                (false, Some(true)) => " (halted)",
                (false, Some(false)) => "",
            };
            text.push_str(&format!("{loc}{standing}\n"));
            for (name, value) in process.map(Process::state).unwrap_or_default() {
                text.push_str(&format!("  {name} = {value}\n"));
            }
        }
        text
    }

    fn no_node(&self, name: &str) -> String {
        let nodes = self.now.world.nodes();
        let names: Vec<String> = nodes.iter().map(|(loc, _)| format!("`{loc}`")).collect();
        format!("there is no node `{name}`: the nodes are {}\n", names.join(", "))
    }

    fn at(&mut self, node: &str, choice: impl FnOnce(Loc) -> Choice) -> String {
        match self.now.world.nodes().iter().find(|(loc, _)| loc.name() == node) {
            Some((loc, _)) => self.choose(choice(*loc)),
            None => self.no_node(node),
        }
    }

    fn choose(&mut self, choice: Choice) -> String {
        let before = self.now.clone();
        match self.now.world.choose(choice) {
            Ok(step) => {
                self.past.push(before);
                let mut text = String::new();
                if let Some((line, script)) = self.now.line.take().zip(self.script)
                    && line < script.lines.len()
                {
                    text.push_str("the trace is left: from now on the schedule decides\n");
                }
                text.push_str(&self.note(step));
                for step in self.now.world.settle() {
                    text.push_str(&self.note(step));
                }
                text
            }
            Err(refusal) => format!("{refusal}\n"),
        }
    }

    fn run(&mut self, steps: u64) -> String {
        let before = self.now.clone();
        let mut text = String::new();
        let end = self.now.world.steps().saturating_add(steps);
        while self.now.world.steps() < end {
            match self.next() {
                Ok(Some(step)) => text.push_str(&self.note(step)),
                Ok(None) => {
                    text.push_str("nothing is left to happen\n");
                    break;
                }
                Err(wrong) => {
                    text.push_str(&wrong);
                    break;
                }
            }
        }
        if before.world.steps() < self.now.world.steps() {
            self.past.push(before);
        }
        text
    }

    /// The next step of the trace, or else of the schedule.
    fn next(&mut self) -> Result<Option<Step>, String> {
        let scripted = self.now.line.zip(self.script);
        let Some(line) = scripted.and_then(|(line, script)| script.lines.get(line)) else {
            return Ok(self.now.world.step());
        };
        let before = self.now.world.clone();
        let step = self.now.world.follow(line);
        match step {
            Ok(step) => {
                self.now.line = self.now.line.map(|line| line + 1);
                Ok(Some(step))
            }
            Err(divergence) => {
                self.now.world = before;
                self.now.line = None;
                Err(format!("{divergence}\nfrom now on the schedule decides\n"))
            }
        }
    }

    fn undo(&mut self, times: u64) -> String {
        for undone in 0..times {
            let Some(before) = self.past.pop() else {
                let said = match undone {
                    0 => "there is nothing to undo".to_owned(),
                    _ => format!("there were only {undone} to undo"),
                };
                return format!("{said}\n{}", self.situation());
            };
            self.records.truncate(before.events);
            self.incidents.truncate(before.incidents);
            self.now = before;
        }
        self.situation()
    }

    fn save(&self, path: &Path) -> String {
        match (self.write)(path, &self.trace().to_json_lines()) {
            Ok(()) => format!("{} steps are in `{}`\n", self.now.world.steps(), path.display()),
            Err(Failure::Environment(report) | Failure::Input(report)) => format!("{report}\n"),
            Err(Failure::Reported) => String::new(),
        }
    }

    /// Keeps a step for the trace and puts it into words.
    fn note(&mut self, step: Step) -> String {
        match step {
            Step::Event(record) => {
                let text = self.event(&record);
                self.records.push(*record);
                self.now.events += 1;
                text
            }
            Step::Incident(incident) => {
                let text = told(&incident);
                self.incidents.push(incident);
                self.now.incidents += 1;
                text
            }
        }
    }

    fn event(&self, record: &Record) -> String {
        let Record { step, loc, message, header, value, .. } = record;
        let mut text = format!("step {step}: {loc} receives {message}: {header} {value}\n");
        if record.halted {
            text.push_str("  nobody is there to handle it\n");
        }
        if let Some(fault) = &record.fault {
            text.push_str(&format!("  fault: {fault}\n"));
        }
        let pending = self.now.world.pending();
        for (index, send) in record.sends.iter().enumerate() {
            let cause = Some(Cause { event: record.event, send: index });
            let number = pending.iter().find(|sent| sent.cause == cause).map(|sent| sent.message);
            let what = match number {
                Some(message) => format!("sends {message}"),
                None if send.external => "outputs".to_owned(),
                None => "sends in vain".to_owned(),
            };
            text.push_str(&format!("  {what} to {}: {} {}\n", send.to, send.header, send.value));
        }
        text
    }
}

/// A message in flight, on a line.
fn described(message: &Pending) -> String {
    let Pending { message, from, to, due_ms, header, value, .. } = message;
    let from = match from {
        Some(from) if from == to => format!("{to} to itself"),
        Some(from) => format!("{from} to {to}"),
        None => format!("outside to {to}"),
    };
    format!("{message:>4}  {from}: {header} {value}, due at {due_ms} ms")
}

/// What happened that was no event, on a line.
fn told(incident: &Incident) -> String {
    let step = incident.step;
    match &incident.happening {
        Happening::Lost { message, to, .. } => {
            format!("step {step}: {message} to {to} is lost\n")
        }
        Happening::Duplicated { message, copy, to, .. } => {
            format!("step {step}: {copy} to {to} is a copy of {message}\n")
        }
        Happening::Crashed(loc) => format!("step {step}: {loc} crashes\n"),
        Happening::Recovered(loc, Recovery::Fresh) => {
            format!("step {step}: {loc} recovers with a fresh state\n")
        }
        Happening::Recovered(loc, Recovery::Kept) => {
            format!("step {step}: {loc} recovers with the state it had\n")
        }
    }
}
