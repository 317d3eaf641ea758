//! `evc sim`

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use evc_interp::Message;
use evc_ir::System;
use evc_reference::{Reference, ReferenceProcess};
use evc_runtime::rng::Probability;
use evc_runtime::sim::{Delay, Effect, Network, Options, Schedule, Step, World};
use evc_runtime::trace::{Happening, Trace, Written};
use evc_runtime::{Fault, FaultKind, Loc, Process, Record, Schema, Site};

use crate::chart::{self, Chart, Deed, Incident, Journal, Scene};
use crate::failure::{Failure, Outcome, environment, input, write};
use crate::output::{Output, print};
use crate::session::{Deployment, analyse, lower, machines, runnable};

mod crash;
mod interactive;
mod network;

use interactive::Table;
use network::Environment;

/// How long a message takes, in milliseconds, if nobody says so.
const DELAY: Delay = Delay::Uniform(1, 20);

/// How many events a chart in the terminal has at most, unless it is asked for more.
const PRINTED_EVENTS_MAX: u64 = 200;

/// How many events a picture has at most, unless it is asked for more.
const DRAWN_EVENTS_MAX: u64 = 300;

/// How wide a chart in a text file is at most.
const WRITTEN_COLUMNS_MAX: usize = 300;

/// Which message is delivered next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Order {
    /// The one that arrives first, by virtual time and seeded delays.
    Timed,
    /// Any, by the seed.
    Random,
    /// The oldest; needs no seed.
    Fifo,
}

/// What runs the processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// The interpreter of message automata.
    Interp,
    /// The definition of the language, evaluated over the whole history: slow.
    Reference,
    /// All of them, event by event, until they disagree.
    All,
}

/// Run a specification in a deterministic world
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The specification
    file: String,
    /// The configuration
    #[arg(long, short, value_name = "CONFIG")]
    config: PathBuf,
    /// What all chance comes from
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many steps at most. Events are steps, and so are losing or duplicating a message and the
    /// crash or the recovery of a node
    #[arg(long, default_value_t = 100_000)]
    steps: u64,
    /// Which message is delivered next
    #[arg(long, value_enum, default_value = "timed")]
    schedule: Order,
    /// The link delay of each message, in virtual milliseconds: from LEAST to MOST. Without it, and
    /// without a network file, it is 1..20
    #[arg(long, value_name = "LEAST..MOST", value_parser = delay)]
    delay: Option<Delay>,
    /// The share of messages that are lost, from 0 to 1
    #[arg(long, value_name = "P", default_value = "0")]
    drop: Probability,
    /// The share of messages that are duplicated, from 0 to 1
    #[arg(long, value_name = "P", default_value = "0")]
    dup: Probability,
    /// Crash a node at a step; repeatable. With +MS it recovers after that many virtual
    /// milliseconds, and with +MS:kept it does so with the state it had. A chart numbers events,
    /// a trace both events and steps
    #[arg(long, value_name = "NODE@STEP[+MS]")]
    crash: Vec<String>,
    /// What the network does and which nodes crash, in a TOML file; besides what the other options
    /// say
    #[arg(long, value_name = "FILE")]
    network: Option<PathBuf>,
    /// Make the run of a trace again, step by step
    #[arg(long, value_name = "TRACE", conflicts_with_all =
        ["seed", "steps", "schedule", "delay", "drop", "dup", "crash", "network"])]
    replay: Option<PathBuf>,
    /// Decide step by step what happens, with commands on standard input; `help` lists them
    #[arg(long, conflicts_with_all = ["json", "steps"])]
    interactive: bool,
    /// What runs the processes
    #[arg(long, value_enum, default_value = "interp")]
    engine: Engine,
    /// Print the trace as JSON Lines instead of a chart
    #[arg(long)]
    json: bool,
    /// Write the trace to a file
    #[arg(long, value_name = "OUT")]
    trace: Option<PathBuf>,
    /// Write a sequence chart to a file; its ending says which kind: .html, .svg or .txt
    #[arg(long, value_name = "OUT")]
    chart: Option<PathBuf>,
    /// Draw only events from this number on
    #[arg(long, value_name = "EVENT")]
    chart_from: Option<u64>,
    /// Draw only events up to this number
    #[arg(long, value_name = "EVENT")]
    chart_to: Option<u64>,
}

fn delay(text: &str) -> Result<Delay, String> {
    let parse = |text: &str| text.parse::<u64>().map_err(|error| format!("`{text}`: {error}"));
    match text.split_once("..") {
        Some((least, most)) => {
            let (least, most) = (parse(least)?, parse(most)?);
            let delay = Delay::Uniform(least, most);
            if least <= most { Ok(delay) } else { Err("the first is the least".to_owned()) }
        }
        None => parse(text).map(Delay::Constant),
    }
}

impl Arguments {
    /// Fails if a file to be written is one that is read.
    fn spare_inputs(&self, out: &Path) -> Outcome {
        let same = |input: &Path| {
            out.canonicalize().is_ok_and(|out| input.canonicalize().is_ok_and(|input| input == out))
        };
        let inputs = [Some(&self.config), self.network.as_ref(), self.replay.as_ref()];
        if same(Path::new(&self.file)) || inputs.into_iter().flatten().any(|input| same(input)) {
            let message = format!("`{}` is read by this run: write to another file", out.display());
            return Err(environment(message));
        }
        Ok(())
    }
}

/// Runs the world and shows what happened.
pub fn run(arguments: &Arguments, output: &Output) -> Outcome {
    if let Some(path) = &arguments.chart {
        kind(path)?;
    }
    if let (Some(from), Some(to)) = (arguments.chart_from, arguments.chart_to)
        && from > to
    {
        return Err(environment(format!("no event is from {from} on and up to {to}")));
    }
    for out in arguments.trace.iter().chain(&arguments.chart) {
        arguments.spare_inputs(out)?;
    }
    if arguments.interactive && arguments.engine == Engine::All {
        return Err(environment("an interactive run has one engine: say which with `--engine`"));
    }
    if arguments.interactive && arguments.file == "-" {
        return Err(environment(
            "standard input has the commands: name the file of the specification",
        ));
    }
    let analysis = analyse(&arguments.file, output)?;
    // The definition runs what cannot be lowered, too.
    let system = match arguments.engine {
        Engine::Interp | Engine::All => Some(lower(&analysis, output)?),
        Engine::Reference => {
            runnable(&analysis, output)?;
            None
        }
    };
    let session = Deployment::open(analysis, &arguments.config, output)?;
    let text = arguments.replay.as_deref().map(read).transpose()?;
    let setting = Setting {
        arguments,
        session: &session,
        environment: surroundings(arguments, &session, output)?,
        script: script(arguments, text.as_deref())?,
    };
    let run = match (arguments.engine, &system) {
        (Engine::Interp, Some(system)) => setting.interpret(system)?,
        (Engine::All, Some(system)) => setting.compare(system)?,
        _ => setting.refer()?,
    };
    tell(&run.notes);
    if let Some(path) = &arguments.trace {
        write(path, &run.trace.to_json_lines())?;
    }
    let chart = run.chart(arguments, &session);
    if let Some(path) = &arguments.chart {
        write(path, &kind(path)?.draw(&arguments.part(&chart, kind(path)?.events_max())))?;
    }
    if arguments.json {
        return print(&run.trace.to_json_lines());
    }
    if !arguments.interactive {
        print(&chart::text(&arguments.part(&chart, Some(PRINTED_EVENTS_MAX)), width()))?;
    }
    print(&run.summary())
}

/// A kind of file that holds a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Html,
    Svg,
    Text,
}

impl Kind {
    /// How many events it holds at most without being asked for more.
    fn events_max(self) -> Option<u64> {
        (self == Self::Svg).then_some(DRAWN_EVENTS_MAX)
    }

    fn draw(self, chart: &Chart) -> String {
        match self {
            Self::Html => chart::html(chart),
            Self::Svg => chart::svg(chart),
            Self::Text => chart::text(chart, Some(WRITTEN_COLUMNS_MAX)),
        }
    }
}

/// The kind of a file of that name.
fn kind(path: &Path) -> Outcome<Kind> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => Ok(Kind::Html),
        Some("svg") => Ok(Kind::Svg),
        Some("txt") => Ok(Kind::Text),
        _ => {
            let path = path.display();
            let message = format!("a chart's file ends in .html, .svg or .txt, not `{path}`");
            Err(environment(message))
        }
    }
}

impl Arguments {
    /// The part of the chart that is asked for, or of a long one the beginning and the end.
    fn part(&self, chart: &Chart, events_max: Option<u64>) -> Chart {
        match (self.chart_from, self.chart_to, events_max) {
            (None, None, Some(events_max)) => chart.folded(events_max),
            (None, None, None) => chart.clone(),
            (from, to, _) => chart.window(&(from.unwrap_or(0)..=to.unwrap_or(u64::MAX))),
        }
    }

    /// Whether the states of the processes are to be shown.
    fn shows_states(&self) -> bool {
        let kind = self.chart.as_deref().map(kind);
        kind.is_some_and(|kind| kind.is_ok_and(|kind| kind == Kind::Html))
    }
}

/// The width of the terminal as the shell tells it; unlimited where there is none.
fn width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).or(Some(100))
}

/// The text of a file.
fn read(path: &Path) -> Outcome<String> {
    let failed = |error| environment(format!("cannot read `{}`: {error}", path.display()));
    std::fs::read_to_string(path).map_err(failed)
}

/// Prints remarks about the run to standard error, a line each.
fn tell(notes: &str) {
    for note in notes.lines() {
        // Nothing can be said if standard error is closed, and the run is what it is.
        let _ = writeln!(std::io::stderr(), "note: {note}");
    }
}

/// What the arguments and the network file say of the network and of crashes.
fn surroundings(
    arguments: &Arguments,
    session: &Deployment,
    output: &Output,
) -> Outcome<Environment> {
    let mut environment = Environment::default();
    if let Some(path) = &arguments.network {
        let mut sources = session.analysis.sources.clone();
        let (name, text) = (path.to_string_lossy(), read(path)?);
        let (said, found) = network::read(&mut sources, &session.config, &name, &text);
        output.report(&sources, &found)?;
        environment = said;
    }
    let usual = arguments.network.is_none().then_some(DELAY);
    let network = match arguments.delay.or(usual) {
        Some(delay) => Network::PERFECT.with(Effect::Delay(delay)),
        None => Network::PERFECT,
    };
    environment.network = network
        .with(Effect::Loss(arguments.drop))
        .with(Effect::Duplication(arguments.dup))
        .and(environment.network);
    for text in &arguments.crash {
        environment.crashes.push(crash::parse(text, session)?);
    }
    Ok(environment)
}

/// The trace that is to be made again.
fn script<'t>(arguments: &Arguments, text: Option<&'t str>) -> Outcome<Option<Written<'t>>> {
    let Some((path, text)) = arguments.replay.as_ref().zip(text) else { return Ok(None) };
    let wrong = |error| input(format!("`{}`: {error}", path.display()));
    Written::read(text).map(Some).map_err(wrong)
}

/// A finished run.
struct Run {
    trace: Trace,
    /// Times and states, if the chart shows them and nobody made the choices by hand.
    journal: Option<Journal>,
    /// What is to be said about it, a line each.
    notes: String,
}

/// All that a run depends on but the engine.
struct Setting<'a> {
    arguments: &'a Arguments,
    session: &'a Deployment,
    environment: Environment,
    script: Option<Written<'a>>,
}

impl Setting<'_> {
    /// Runs the interpreted processes.
    fn interpret(&self, system: &System) -> Outcome<Run> {
        let program = self.session.program(system)?;
        let nodes = machines(&program, self.session.config.internal())?;
        self.simulate(program.schema(), nodes)
    }

    /// Runs the definition of the language.
    fn refer(&self) -> Outcome<Run> {
        let session = self.session;
        let (hir, sources) = (&session.analysis.hir, &session.analysis.sources);
        let reference = Reference::new(hir, sources, &session.values).map_err(input)?;
        let place = |loc| match ReferenceProcess::<Message>::at(&reference, loc) {
            Ok(process) => Ok((loc, process)),
            Err(fault) => Err(input(format!("cannot install a process at `{loc}`: {fault}"))),
        };
        let nodes = session.config.internal().map(place).collect::<Outcome<Vec<_>>>()?;
        self.simulate(reference.schema(), nodes)
    }

    /// Runs every engine and fails at the first event on which they disagree.
    fn compare(&self, system: &System) -> Outcome<Run> {
        let (run, reference) = (self.interpret(system)?, self.refer()?);
        let (ours, theirs) = (comparable(&run.trace), comparable(&reference.trace));
        if let Some((ours, theirs)) = ours.lines().zip(theirs.lines()).find(|(a, b)| a != b) {
            return Err(Failure::Input(miette::miette!(
                help = "this is a mistake in evc: report it with the specification and this seed",
                "the engines disagree\n  interp     {ours}\n  reference  {theirs}"
            )));
        }
        Ok(run)
    }

    /// A run of those processes.
    fn simulate<P: Process<Msg = Message>>(
        &self,
        schema: impl Schema<Msg = Message> + Clone,
        nodes: Vec<(Loc, Option<P>)>,
    ) -> Outcome<Run> {
        let config = &self.session.config;
        let messages = self.session.messages(&schema)?;
        let options = Options {
            seed: self.arguments.seed,
            schedule: match self.arguments.schedule {
                Order::Timed => Schedule::Timed,
                Order::Random => Schedule::Random,
                Order::Fifo => Schedule::Fifo,
            },
            network: self.environment.network.clone(),
            crashes: self.environment.crashes.clone(),
            boot: config.boot,
        };
        let mut world = World::new(schema, nodes, config.external().collect(), options);
        for (to, msg) in messages {
            if !world.post(to, msg) {
                return Err(input(format!("an initial message goes to `{to}`, which is no node")));
            }
        }
        if self.arguments.interactive {
            return self.play(world);
        }
        match &self.script {
            Some(script) => self.replay(world, script),
            None => Ok(self.finish(world)),
        }
    }

    /// Lets the user decide what happens.
    fn play<P: Process, S: Schema<Msg = P::Msg> + Clone>(
        &self,
        world: World<P, S>,
    ) -> Outcome<Run> {
        let (lines, out) = (std::io::stdin(), std::io::stdout());
        let prompt = if lines.is_terminal() { "> " } else { "" };
        let save = |path: &Path, text: &str| {
            self.arguments.spare_inputs(path)?;
            write(path, text)
        };
        let table = Table::new(world, self.script.as_ref(), &save);
        let (world, trace) = table.play(lines.lock(), out.lock(), prompt)?;
        Ok(Run { trace, journal: None, notes: crash::in_vain(&world) })
    }

    /// Makes a recorded run again.
    fn replay<P: Process, S: Schema<Msg = P::Msg> + Clone>(
        &self,
        mut world: World<P, S>,
        script: &Written<'_>,
    ) -> Outcome<Run> {
        let left = |divergence| {
            Failure::Input(miette::miette!(
                help = "the specification, the configuration or evc is not what it was",
                "{divergence}"
            ))
        };
        let trace = world.clone().replay(script).map_err(left)?;
        let mut journal = self.journal(&world);
        if journal.is_some() {
            for line in &script.lines {
                let step = world.follow(line).map_err(left)?;
                self.enter(&mut journal, &step, &world);
            }
        }
        Ok(Run { trace, journal, notes: String::new() })
    }

    /// Steps a world to its end, or to the limit.
    fn finish<P: Process, S: Schema<Msg = P::Msg>>(&self, mut world: World<P, S>) -> Run {
        let (mut records, mut incidents) = (Vec::new(), Vec::new());
        let mut journal = self.journal(&world);
        while world.steps() < self.arguments.steps
            && let Some(step) = world.step()
        {
            self.enter(&mut journal, &step, &world);
            match step {
                Step::Event(record) => records.push(*record),
                Step::Incident(incident) => incidents.push(incident),
            }
        }
        let trace = Trace::new(records, world.summary()).with_incidents(incidents);
        Run { trace, journal, notes: crash::in_vain(&world) }
    }

    /// A journal of that world, if the chart shows states.
    fn journal<P: Process, S: Schema<Msg = P::Msg>>(&self, world: &World<P, S>) -> Option<Journal> {
        self.arguments.shows_states().then(|| Journal::new(world.states()))
    }

    /// Enters a step that the world has made into the journal, if it was an event.
    fn enter<P: Process, S: Schema<Msg = P::Msg>>(
        &self,
        journal: &mut Option<Journal>,
        step: &Step,
        world: &World<P, S>,
    ) {
        if let (Some(journal), Step::Event(record)) = (journal, step) {
            let state = world.process(record.loc).map(Process::state).unwrap_or_default();
            let timed = self.arguments.schedule == Order::Timed;
            journal.enter(record.loc, state, timed.then_some(record.time_ms));
        }
    }
}

/// What a chart shows of a step that was no event: copies are seen where they arrive.
fn drawn(incident: &evc_runtime::trace::Incident) -> Option<Incident> {
    let deed = match incident.happening {
        Happening::Lost { to, cause, .. } => Deed::Lost { to, cause },
        Happening::Crashed(loc) => Deed::Crash(loc),
        Happening::Recovered(loc, _) => Deed::Recovery(loc),
        Happening::Duplicated { .. } => return None,
    };
    Some(Incident { step: incident.step, deed })
}

/// A trace as the engines must agree on it. Where several parts of one event fault, the language
/// does not say which fault is reported.
fn comparable(trace: &Trace) -> String {
    let hidden = Fault { kind: FaultKind::IllTyped, site: Site::UNKNOWN };
    let record = |record: &Record| Record {
        fault: record.fault.as_ref().map(|_| hidden.clone()),
        ..record.clone()
    };
    let records = trace.records().iter().map(record).collect();
    let comparable = Trace::new(records, trace.summary());
    comparable.with_incidents(trace.incidents().to_vec()).to_json_lines()
}

impl Run {
    fn chart(&self, arguments: &Arguments, session: &Deployment) -> Chart {
        let nodes: Vec<Loc> = session.config.internal().collect();
        let external: Vec<Loc> = session.config.external().collect();
        let told = arguments.interactive || arguments.replay.is_some();
        let seeded = !told && arguments.schedule != Order::Fifo;
        let incidents: Vec<Incident> = self.trace.incidents().iter().filter_map(drawn).collect();
        let scene = Scene {
            spec: &session.name(),
            schedule: match arguments.schedule {
                _ if arguments.interactive => "interactive",
                _ if told => "recorded",
                Order::Timed => "timed",
                Order::Random => "random",
                Order::Fifo => "fifo",
            },
            seed: seeded.then_some(arguments.seed),
            nodes: &nodes,
            external: &external,
            incidents: Some(&incidents),
            journal: self.journal.as_ref(),
        };
        Chart::new(&self.trace, &scene)
    }

    /// One line of numbers, and one for each fault.
    fn summary(&self) -> String {
        let summary = self.trace.summary();
        let mut text = format!(
            "{} events, {} outputs, {} pending, {} faults",
            summary.events, summary.outputs, summary.pending, summary.faults
        );
        for (count, what) in [
            (summary.lost, "lost"),
            (summary.duplicated, "duplicated"),
            (summary.crashed, "crashed"),
            (summary.recovered, "recovered"),
        ] {
            if count > 0 {
                text.push_str(&format!(", {count} {what}"));
            }
        }
        text.push('\n');
        for record in self.trace.records() {
            if let Some(fault) = &record.fault {
                text.push_str(&format!(
                    "fault at {} in event {}: {fault}\n",
                    record.loc, record.event
                ));
            }
        }
        text
    }
}
