//! `evc check`

use evc_base::Diagnostic;

use crate::failure::{Failure, Outcome, environment};
use crate::output::{Output, print};

/// Parse, resolve and type specifications, and say everything that is wrong with them
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The specifications; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Print the type of every declaration
    #[arg(long)]
    types: bool,
}

/// Checks every file, however many are wrong.
pub fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let mut failed = false;
    for path in &arguments.files {
        let analysis = evc_driver::analyse(&evc_driver::Disk, path).map_err(environment)?;
        let found = evc_driver::check(&analysis);
        failed |= output.report(&analysis.sources, &found).is_err();
        if arguments.types {
            print(&evc_driver::dump::types(&analysis))?;
        } else if !found.iter().any(Diagnostic::is_error) {
            let (messages, defs) =
                (analysis.hir.messages.len(), analysis.hir.defs.len() - analysis.hir.library);
            print(&format!("{path}: ok, {messages} messages, {defs} definitions\n"))?;
        }
    }
    if failed { Err(Failure::Reported) } else { Ok(()) }
}
