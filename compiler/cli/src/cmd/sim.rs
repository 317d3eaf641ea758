//! `evc sim`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use evc_interp::{Message, Messages};
use evc_reference::{Reference, ReferenceProcess};
use evc_runtime::rng::Probability;
use evc_runtime::sim::{Network, Options, Schedule, Step, Tally, World};
use evc_runtime::trace::Trace;
use evc_runtime::{Fault, FaultKind, Loc, Process, Record, Schema, Site};

use crate::chart::{self, Chart, Deed, Incident, Journal, Scene};
use crate::failure::{Failure, Outcome, environment, input, write};
use crate::output::{Output, print};
use crate::session::Session;

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
    /// How many steps at most
    #[arg(long, default_value_t = 100_000)]
    steps: u64,
    /// Which message is delivered next
    #[arg(long, value_enum, default_value = "timed")]
    schedule: Order,
    /// The link delay of each message, in virtual milliseconds: from LEAST to MOST
    #[arg(long, value_name = "LEAST..MOST", default_value = "1..20", value_parser = delay)]
    delay: (u64, u64),
    /// The share of messages that are lost, from 0 to 1
    #[arg(long, value_name = "P", default_value = "0")]
    drop: Probability,
    /// The share of messages that are duplicated, from 0 to 1
    #[arg(long, value_name = "P", default_value = "0")]
    dup: Probability,
    /// Crash a node at a step; repeatable
    #[arg(long, value_name = "NODE@STEP")]
    crash: Vec<String>,
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

fn delay(text: &str) -> Result<(u64, u64), String> {
    let parse = |text: &str| text.parse::<u64>().map_err(|error| format!("`{text}`: {error}"));
    match text.split_once("..") {
        Some((least, most)) => {
            let (least, most) = (parse(least)?, parse(most)?);
            if least <= most { Ok((least, most)) } else { Err("the first is the least".to_owned()) }
        }
        None => parse(text).map(|exactly| (exactly, exactly)),
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
        let same = |input: &Path| {
            out.canonicalize().is_ok_and(|out| input.canonicalize().is_ok_and(|input| input == out))
        };
        if same(Path::new(&arguments.file)) || same(&arguments.config) {
            let message = format!("`{}` is read by this run: write to another file", out.display());
            return Err(environment(message));
        }
    }
    let session = Session::open(&arguments.file, &arguments.config, output)?;
    let run = match arguments.engine {
        Engine::Interp => interpret(arguments, &session)?,
        Engine::Reference => refer(arguments, &session)?,
        Engine::All => compare(arguments, &session)?,
    };
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
    print(&chart::text(&arguments.part(&chart, Some(PRINTED_EVENTS_MAX)), width()))?;
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

/// A finished run.
struct Run {
    trace: Trace,
    incidents: Vec<Incident>,
    journal: Option<Journal>,
    tally: Tally,
}

/// Runs the interpreted processes.
fn interpret(arguments: &Arguments, session: &Session) -> Outcome<Run> {
    let program = session.program()?;
    let nodes = session.machines(&program, session.config.internal())?;
    simulate(arguments, session, program.schema(), nodes)
}

/// Runs the definition of the language.
fn refer(arguments: &Arguments, session: &Session) -> Outcome<Run> {
    let (hir, sources) = (&session.analysis.hir, &session.analysis.sources);
    let values = session.values.clone();
    let reference = Reference::new(hir, &session.system.file, sources, values).map_err(input)?;
    let place = |loc| match ReferenceProcess::<Message>::at(&reference, loc) {
        Ok(process) => Ok((loc, process)),
        Err(fault) => Err(input(format!("cannot install a process at `{loc}`: {fault}"))),
    };
    let nodes = session.config.internal().map(place).collect::<Outcome<Vec<_>>>()?;
    simulate(arguments, session, session.program()?.schema(), nodes)
}

/// Runs every engine and fails at the first event on which they disagree.
fn compare(arguments: &Arguments, session: &Session) -> Outcome<Run> {
    let (run, reference) = (interpret(arguments, session)?, refer(arguments, session)?);
    let (ours, theirs) = (comparable(&run.trace), comparable(&reference.trace));
    if let Some((ours, theirs)) = ours.lines().zip(theirs.lines()).find(|(a, b)| a != b) {
        return Err(Failure::Input(miette::miette!(
            help = "this is a mistake in evc: report it with the specification and this seed",
            "the engines disagree\n  interp     {ours}\n  reference  {theirs}"
        )));
    }
    Ok(run)
}

/// A trace as the engines must agree on it. Where several parts of one event fault, the language
/// does not say which fault is reported.
fn comparable(trace: &Trace) -> String {
    let hidden = Fault { kind: FaultKind::IllTyped, site: Site::UNKNOWN };
    let record = |record: &Record| Record {
        fault: record.fault.as_ref().map(|_| hidden.clone()),
        ..record.clone()
    };
    Trace::new(trace.records().iter().map(record).collect(), trace.summary()).to_json_lines()
}

/// A run of those processes in the world that the arguments describe.
fn simulate<P: Process<Msg = Message>>(
    arguments: &Arguments,
    session: &Session,
    schema: Messages,
    nodes: Vec<(Loc, Option<P>)>,
) -> Outcome<Run> {
    let messages = session.messages(&schema)?;
    let crashes = crashes(arguments, session)?;
    let options = Options {
        seed: arguments.seed,
        schedule: match arguments.schedule {
            Order::Timed => Schedule::Timed,
            Order::Random => Schedule::Random,
            Order::Fifo => Schedule::Fifo,
        },
        network: Network {
            delay_ms: arguments.delay.0..=arguments.delay.1,
            drop: arguments.drop,
            duplicate: arguments.dup,
        },
        crashes,
        boot: session.config.boot,
    };
    let external = session.config.external().collect();
    let mut world = World::new(schema, nodes, external, options);
    for (to, msg) in messages {
        if !world.post(to, msg) {
            return Err(input(format!("an initial message goes to `{to}`, which is no node")));
        }
    }
    Ok(finish(world, arguments))
}

/// Steps a world to its end, or to the limit.
fn finish<P: Process, S: Schema<Msg = P::Msg>>(
    mut world: World<P, S>,
    arguments: &Arguments,
) -> Run {
    let timed = arguments.schedule == Order::Timed;
    let (mut records, mut incidents) = (Vec::new(), Vec::new());
    let mut journal = arguments.shows_states().then(|| Journal::new(world.states()));
    while world.steps() < arguments.steps {
        let step = world.steps();
        let deed = match world.step() {
            Some(Step::Event(record)) => {
                if let Some(journal) = &mut journal {
                    let state = world.process(record.loc).map(Process::state);
                    let time_ms = timed.then(|| world.now_ms());
                    journal.enter(record.loc, state.unwrap_or_default(), time_ms);
                }
                records.push(*record);
                continue;
            }
            Some(Step::Lost { to, cause }) => Deed::Lost { to, cause },
            Some(Step::Crashed(loc)) => Deed::Crash(loc),
            None => break,
        };
        incidents.push(Incident { step, deed });
    }
    let trace = Trace::new(records, world.summary());
    Run { trace, incidents, journal, tally: world.tally() }
}

fn crashes(arguments: &Arguments, session: &Session) -> Outcome<Vec<(Loc, u64)>> {
    let parse = |text: &String| {
        let parts = text.split_once('@').and_then(|(node, step)| Some((node, step.parse().ok()?)));
        let Some((node, step)) = parts else {
            return Err(input(format!("a crash is `NODE@STEP`, as in `n1@12`, not `{text}`")));
        };
        let loc = session.named(node)?;
        if session.config.external().any(|external| external == loc) {
            return Err(input(format!("`{node}` is external: only nodes crash")));
        }
        Ok((loc, step))
    };
    arguments.crash.iter().map(parse).collect()
}

impl Run {
    fn chart(&self, arguments: &Arguments, session: &Session) -> Chart {
        let nodes: Vec<Loc> = session.config.internal().collect();
        let external: Vec<Loc> = session.config.external().collect();
        let fifo = arguments.schedule == Order::Fifo;
        let scene = Scene {
            spec: &session.system.name,
            schedule: match arguments.schedule {
                Order::Timed => "timed",
                Order::Random => "random",
                Order::Fifo => "fifo",
            },
            seed: (!fifo).then_some(arguments.seed),
            nodes: &nodes,
            external: &external,
            incidents: Some(&self.incidents),
            journal: self.journal.as_ref(),
        };
        Chart::new(&self.trace, &scene)
    }

    /// One line of numbers, and one for each fault.
    fn summary(&self) -> String {
        let (summary, tally) = (self.trace.summary(), self.tally);
        let mut text = format!(
            "{} events, {} outputs, {} pending, {} faults",
            summary.events, summary.outputs, summary.pending, summary.faults
        );
        for (count, what) in
            [(tally.lost, "lost"), (tally.duplicated, "duplicated"), (tally.crashed, "crashed")]
        {
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
