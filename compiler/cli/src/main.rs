//! The `evc` command.
//!
//! Each module of [`cmd`] is one command: its arguments, one call, its printing. Findings about a
//! specification go to standard error in the form that `--message-format` asks for and end with
//! status 1; trouble with files, ports and tools ends with status 2.

mod chart;
mod cmd;
mod failure;
mod output;
mod session;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;
use output::Output;

/// The compiler of evml: check, simulate, run and build distributed protocols from one text.
#[derive(Debug, Parser)]
#[command(name = "evc", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    output: output::Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(cmd::check::Arguments),
    Sim(cmd::sim::Arguments),
    Run(cmd::run::Arguments),
    Send(cmd::send::Arguments),
    Build(cmd::build::Arguments),
    Dump(cmd::dump::Arguments),
    Explain(cmd::explain::Arguments),
    Doc(cmd::doc::Arguments),
    Fmt(cmd::fmt::Arguments),
    Lsp(cmd::lsp::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let output = Output::new(&arguments.output);
    let result = match arguments.command {
        Command::Check(arguments) => cmd::check::run(&arguments, &output),
        Command::Sim(arguments) => cmd::sim::run(&arguments, &output),
        Command::Run(arguments) => cmd::run::run(&arguments, &output),
        Command::Send(arguments) => cmd::send::run(&arguments, &output),
        Command::Build(arguments) => cmd::build::run(&arguments, &output),
        Command::Dump(arguments) => cmd::dump::run(&arguments, &output),
        Command::Explain(arguments) => cmd::explain::run(&arguments),
        Command::Doc(arguments) => cmd::doc::run(&arguments),
        Command::Fmt(arguments) => cmd::fmt::run(&arguments, &output),
        Command::Lsp(arguments) => cmd::lsp::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Reported) => ExitCode::from(1),
        Err(Failure::Input(report)) => {
            failure::tell(&report);
            ExitCode::from(1)
        }
        Err(Failure::Environment(report)) => {
            failure::tell(&report);
            ExitCode::from(2)
        }
    }
}
