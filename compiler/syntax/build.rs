//! Turns `src/grammar.lalrpop` into the parser that the package includes.
//!
//! What the generator has to say about a wrong grammar goes to the terminal as it stands; a
//! panic would bury it under a backtrace.

use std::process::ExitCode;

fn main() -> ExitCode {
    match lalrpop::process_src() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("the grammar is not accepted: {problem}");
            ExitCode::FAILURE
        }
    }
}
