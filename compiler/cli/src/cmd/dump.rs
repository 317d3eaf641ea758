//! `evc dump`

use clap::ValueEnum;
use evc_driver::dump;

use crate::failure::{Outcome, environment};
use crate::output::{Output, print};
use crate::session;

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Phase {
    /// Tokens with their places.
    Tokens,
    /// The syntax tree.
    Ast,
    /// The typed tree: the type of every declaration.
    Hir,
    /// What the properties and messages say, as statements of logic.
    Semantics,
    /// The message automata.
    Ir,
}

/// Print what the compiler makes of a specification, phase by phase
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The specification; `-` is standard input
    file: String,
    /// Which phase
    #[arg(long, value_enum)]
    phase: Phase,
}

/// Prints the result of a phase, even of a text that has no meaning as far as the phase goes.
pub fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let analysis = evc_driver::analyse(&evc_driver::Disk, &arguments.file).map_err(environment)?;
    match arguments.phase {
        Phase::Tokens => print(&dump::tokens(&analysis)),
        Phase::Ast => print(&dump::ast(&analysis)),
        Phase::Hir => {
            print(&dump::types(&analysis))?;
            output.report(&analysis.sources, &analysis.diagnostics)
        }
        Phase::Semantics => {
            output.report(&analysis.sources, &analysis.diagnostics)?;
            print(&dump::semantics(&analysis))
        }
        Phase::Ir => {
            output.report(&analysis.sources, &analysis.diagnostics)?;
            print(&dump::ir(&session::lower(&analysis, output)?))
        }
    }
}
