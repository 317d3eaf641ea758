//! `evc fmt`

use std::path::Path;

use evc_base::SourceMap;
use evc_driver::{Disk, Loader};

use crate::failure::{Failure, Outcome, environment, write};
use crate::output::{Output, print};

/// Write specifications in the one layout of the language
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The specifications; `-` is standard input, which is formatted to standard output
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Change nothing, but list the files that are not formatted and fail if there is one
    #[arg(long)]
    check: bool,
}

/// Formats every file that can be read, however many cannot.
pub fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let mut failed = false;
    for path in &arguments.files {
        let text = Disk.load(path).map_err(environment)?;
        let mut sources = SourceMap::new();
        let input = path == "-";
        let name = if input { "<stdin>" } else { path };
        let file = sources.add(name, text.as_str());
        let formatted = match evc_syntax::format(file, &text) {
            Ok(formatted) => formatted,
            Err(found) => {
                failed |= output.report(&sources, &found).is_err();
                continue;
            }
        };
        if arguments.check {
            if formatted != text {
                failed = true;
                print(&format!("{name}\n"))?;
            }
        } else if input {
            print(&formatted)?;
        } else if formatted != text {
            write(Path::new(path), &formatted)?;
        }
    }
    if failed { Err(Failure::Reported) } else { Ok(()) }
}
