//! `evc explain`

use evc_driver::explain;

use crate::failure::{Failure, Outcome};
use crate::output::print;

/// Say what a diagnostic code means, with a wrong and a right text; without a code, list all
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The code, as in `EV0101`, `ev0101` or `101`
    code: Option<String>,
}

/// Prints the page of a code, or all codes.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(code) = &arguments.code else {
        return print(&explain::list());
    };
    match explain::page(code) {
        Ok(page) => print(page),
        Err(unknown) => Err(Failure::Input(miette::miette!(help = unknown.help(), "{unknown}"))),
    }
}
