//! `evc lsp`

use crate::failure::{Outcome, status};

/// Serve an editor over standard input and output (Language Server Protocol)
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Speak over standard input and output; the only way there is, accepted because editors
    /// pass it
    #[arg(long)]
    stdio: bool,
}

/// Serves until the editor says to exit.
pub fn run(arguments: &Arguments) -> Outcome {
    // The flag changes nothing: it only has to be accepted.
    let Arguments { stdio: _ } = arguments;
    evc_lsp::serve_stdio().map_err(|error| status(&error, error.exit_code()))
}
