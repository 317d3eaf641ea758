//! `evc run`

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use evc_net::{Console, Options};
use evc_runtime::Header;

use crate::cmd::build;
use crate::failure::{Outcome, environment, input, status};
use crate::output::Output;
use crate::session::Session;

/// What runs the processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// The interpreter: starts at once, needs no toolchain.
    Interp,
    /// Generated Rust, compiled by cargo.
    Native,
}

/// Run nodes over TCP, at the addresses of a configuration
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The specification
    file: String,
    /// The configuration
    #[arg(long, short, value_name = "CONFIG")]
    config: PathBuf,
    /// Run the node at this location; repeatable; without it all nodes, in one process
    #[arg(long, short, value_name = "NAME")]
    node: Vec<String>,
    /// What runs the processes
    #[arg(long, value_enum, default_value = "interp")]
    engine: Engine,
    /// Stop after an output with this header, tokens separated by blanks
    #[arg(long, value_name = "HEADER")]
    until: Option<String>,
    /// Log errors only
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the nodes until they are stopped.
pub fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let session = Session::open(&arguments.file, &arguments.config, output)?;
    let until = match &arguments.until {
        None => None,
        Some(text) => Some(output_header(&session, text)?),
    };
    for name in &arguments.node {
        session.named(name)?;
    }
    match arguments.engine {
        Engine::Interp => interpret(arguments, &session, until),
        Engine::Native => native(arguments, &session),
    }
}

/// The header of an output, so that a misspelt one does not make a run wait for ever.
pub fn output_header(session: &Session, text: &str) -> Outcome<Header> {
    let header = Header::new(text.split_whitespace());
    let outputs = session
        .system
        .messages
        .iter()
        .filter(|message| message.direction == evc_ir::Direction::Output)
        .map(|message| Header::new(message.header.iter().map(|token| token.as_str())));
    let outputs: Vec<_> = outputs.collect();
    if outputs.contains(&header) {
        return Ok(header);
    }
    let known: Vec<_> = outputs.iter().map(|header| format!("`{header}`")).collect();
    Err(input(format!("no output has the header `{text}`: there are {}", known.join(", "))))
}

fn interpret(arguments: &Arguments, session: &Session, until: Option<Header>) -> Outcome {
    evc_net::start_log(arguments.quiet);
    let program = session.program()?;
    let locs = match arguments.node.is_empty() {
        true => session.config.internal().collect(),
        false => {
            let named = arguments.node.iter().map(|name| session.named(name));
            let mut locs = named.collect::<Outcome<Vec<_>>>()?;
            locs.sort_unstable();
            locs.dedup();
            locs
        }
    };
    let nodes = session.machines(&program, locs)?;
    let options = Options { until, observer: Arc::new(Console) };
    evc_net::run(&session.config, program.schema(), nodes, options)
        .map_err(|error| status(&error, error.exit_code()))
}

/// Builds the node program and becomes it.
fn native(arguments: &Arguments, session: &Session) -> Outcome {
    let package =
        build::package(&session.system, &session.analysis.sources, &arguments.file, None)?;
    let binary = package.compile()?;
    let mut command = std::process::Command::new(&binary);
    command.arg("--config").arg(package.configuration(session, &arguments.config)?);
    for name in &arguments.node {
        command.args(["--node", name]);
    }
    if let Some(until) = &arguments.until {
        command.args(["--until", until]);
    }
    if arguments.quiet {
        command.arg("--quiet");
    }
    Err(become_program(command, &binary))
}

/// Replaces this program, so that signals and the exit status are the node's own.
#[cfg(unix)]
fn become_program(
    mut command: std::process::Command,
    binary: &std::path::Path,
) -> crate::failure::Failure {
    let error = std::os::unix::process::CommandExt::exec(&mut command);
    environment(format!("cannot run `{}`: {error}", binary.display()))
}

/// Runs the program and ends with its exit status.
#[cfg(not(unix))]
fn become_program(
    mut command: std::process::Command,
    binary: &std::path::Path,
) -> crate::failure::Failure {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(2)),
        Err(error) => environment(format!("cannot run `{}`: {error}", binary.display())),
    }
}
