//! The `main` of a generated node program.
//!
//! A generated package implements [`Program`] and calls [`node_main`]; everything that all such
//! programs share is here, so that what is generated stays small.

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use evc_runtime::{Fault, Header, Loc, Process, Schema, Value};
use lexopt::prelude::{Long, Short, ValueExt};
use tracing::level_filters::LevelFilter;

use crate::cluster::{self, Options, RunError};
use crate::config::{Config, ConfigError};
use crate::handshake;
use crate::observe::Console;

/// A specification compiled to Rust, with values for its parameters.
pub trait Program: Sized {
    /// The processes it installs.
    type Process: Process;
    /// Its messages.
    type Schema: Schema<Msg = <Self::Process as Process>::Msg>;

    /// Its name, for help and version.
    const NAME: &'static str;
    /// The names of its value parameters, in the order in which [`Program::new`] takes them.
    const PARAMETERS: &'static [&'static str];

    /// The specification with those values.
    ///
    /// # Errors
    /// What is wrong with them, for people: a value that is not of its parameter's type.
    fn new(values: Vec<Value>) -> Result<Self, String>;

    /// What its messages look like from outside.
    fn schema(&self) -> Self::Schema;

    /// The process that it installs at a location, if any.
    ///
    /// # Errors
    /// A fault while its placement or initial state is computed.
    fn at(&self, loc: Loc) -> Result<Option<Self::Process>, Fault>;
}

/// Runs the program as its command line says, and gives its exit status: 0 fine; 1 the
/// configuration is wrong; 2 usage, or the system refuses.
pub fn node_main<P: Program>() -> ExitCode {
    let code = match parse(std::env::args_os()) {
        Ok(Command::Help) => print(&help(P::NAME)),
        Ok(Command::Version) => print(&version(P::NAME)),
        Ok(Command::Run(request)) => {
            start_log(request.quiet);
            match serve::<P>(&request) {
                Ok(()) => 0,
                Err(error) => fail(P::NAME, &error.to_string(), error.exit_code()),
            }
        }
        Err(error) => fail(P::NAME, &format!("{error}; try `--help`"), 2),
    };
    ExitCode::from(code)
}

/// Sends log lines to standard error: from `info`, or only errors if `quiet`. Does nothing if the
/// program has installed a subscriber already.
pub fn start_log(quiet: bool) {
    let level = if quiet { LevelFilter::ERROR } else { LevelFilter::INFO };
    let subscriber = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_max_level(level)
        .with_target(false)
        .without_time()
        .finish();
    // Fails only where there is a subscriber, and then lines go where the program wants them.
    drop(tracing::subscriber::set_global_default(subscriber));
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Help,
    Version,
    Run(Request),
}

#[derive(Debug, PartialEq, Eq)]
struct Request {
    config: PathBuf,
    /// The nodes to run; all if empty.
    nodes: Vec<String>,
    until: Option<Header>,
    quiet: bool,
}

/// Why a program cannot do what its command line asks for.
#[derive(Debug, thiserror::Error)]
enum ProgramError {
    #[error("{0}")]
    Run(#[from] RunError),
    #[error("{file}: {problem}")]
    Parameters { file: String, problem: String },
    #[error("cannot install a process at `{loc}`: {fault}")]
    Placement { loc: Loc, fault: Fault },
}

impl From<ConfigError> for ProgramError {
    fn from(error: ConfigError) -> Self {
        Self::Run(error.into())
    }
}

impl ProgramError {
    fn exit_code(&self) -> u8 {
        match self {
            Self::Run(error) => error.exit_code(),
            Self::Parameters { .. } | Self::Placement { .. } => 1,
        }
    }
}

fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut parser = lexopt::Parser::from_iter(arguments);
    let (mut config, mut nodes, mut until, mut quiet) = (None, Vec::new(), None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("config") | Short('c') => config = Some(PathBuf::from(parser.value()?)),
            Long("node") | Short('n') => {
                let node = parser.value()?.string()?;
                if !nodes.contains(&node) {
                    nodes.push(node);
                }
            }
            Long("until") => until = Some(header(&parser.value()?.string()?)?),
            Long("quiet") | Short('q') => quiet = true,
            Long("help") | Short('h') => return Ok(Command::Help),
            Long("version") | Short('V') => return Ok(Command::Version),
            other => return Err(other.unexpected()),
        }
    }
    let config = config.ok_or("the option `--config FILE` is needed")?;
    Ok(Command::Run(Request { config, nodes, until, quiet }))
}

fn header(text: &str) -> Result<Header, lexopt::Error> {
    let header = Header::new(text.split_whitespace());
    if header.tokens().is_empty() { Err("`--until` needs a header".into()) } else { Ok(header) }
}

fn serve<P: Program>(request: &Request) -> Result<(), ProgramError> {
    let config = Config::read(&request.config)?;
    let values = config.values(P::PARAMETERS)?;
    let program = P::new(values)
        .map_err(|problem| ProgramError::Parameters { file: config.file.clone(), problem })?;
    let locs: Vec<Loc> = if request.nodes.is_empty() {
        config.internal().collect()
    } else {
        let places = request.nodes.iter().map(|name| config.named(name));
        places.map(|place| place.map(|place| place.loc)).collect::<Result<_, _>>()?
    };
    let place = |loc| {
        let process = program.at(loc).map_err(|fault| ProgramError::Placement { loc, fault });
        process.map(|process| (loc, process))
    };
    let nodes = locs.into_iter().map(place).collect::<Result<_, _>>()?;
    let options = Options { until: request.until.clone(), observer: Arc::new(Console) };
    Ok(cluster::run(&config, program.schema(), nodes, options)?)
}

fn help(name: &str) -> String {
    format!(
        "Runs nodes of the specification `{name}` over TCP.\n\n\
         Usage: {name} --config FILE [--node NAME]... [--until HEADER] [--quiet]\n\n\
         Options:\n  \
         -c, --config FILE    where the locations are and what the parameters are (TOML)\n  \
         -n, --node NAME      run the node at this location; repeatable; all without it\n      \
         --until HEADER   stop after an output with this header, tokens separated by blanks\n  \
         -q, --quiet          log errors only\n  \
         -h, --help           print this\n  \
         -V, --version        print the version\n\n\
         Outputs are printed to standard output, one a line: FROM -> TO  HEADER VALUE\n\
         Exit status: 0 fine; 1 the configuration is wrong; 2 usage, or the system refuses.\n"
    )
}

fn version(name: &str) -> String {
    let (crate_version, protocol) = (env!("CARGO_PKG_VERSION"), handshake::VERSION);
    format!("{name} (evc-net {crate_version}, protocol {protocol})\n")
}

fn print(text: &str) -> u8 {
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => 0,
        // Whoever asked has gone.
        Err(_) => 2,
    }
}

fn fail(name: &str, problem: &str, code: u8) -> u8 {
    // Nothing can be said if standard error is closed; the exit status still tells.
    drop(writeln!(std::io::stderr(), "{name}: error: {problem}"));
    code
}
