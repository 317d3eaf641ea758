//! `evc doc`

use evc_driver::doc;

use crate::failure::{Failure, Outcome};
use crate::output::print;

/// List the names of the standard library with their types and what they mean
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The names to list; without any, all
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// Write Markdown
    #[arg(long)]
    markdown: bool,
}

/// Prints the library's documentation, or the part that is asked for.
pub fn run(arguments: &Arguments) -> Outcome {
    let files = doc::only(doc::library(), &arguments.names)
        .map_err(|unknown| Failure::Input(miette::miette!(help = unknown.help(), "{unknown}")))?;
    print(&if arguments.markdown { doc::markdown(&files) } else { doc::text(&files) })
}
