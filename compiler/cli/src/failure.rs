//! How a command ends when it does not end well.

use std::io::Write;

use miette::Report;

/// Why a command failed, which decides its exit status.
#[derive(Debug)]
pub enum Failure {
    /// The findings are already printed: status 1.
    Reported,
    /// What the user gave is wrong, and no source text can show where: status 1.
    Input(Report),
    /// A file, port, tool or the usage is: status 2.
    Environment(Report),
}

/// The result of a command.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Turns an error of this machine into a failure.
pub fn environment(error: impl std::fmt::Display) -> Failure {
    Failure::Environment(miette::miette!("{error}"))
}

/// Turns an error about what the user gave into a failure.
pub fn input(error: impl std::fmt::Display) -> Failure {
    Failure::Input(miette::miette!("{error}"))
}

/// The failure of a part of the runtime, which says with its exit status whose fault it is.
pub fn status(error: impl std::fmt::Display, exit_code: u8) -> Failure {
    if exit_code == 1 { input(error) } else { environment(error) }
}

/// Writes a file, making its folder if need be.
pub fn write(path: &std::path::Path, text: &str) -> Outcome {
    let failed = |error| environment(format!("cannot write `{}`: {error}", path.display()));
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
}

/// Prints a failure to standard error, with what helps against it.
pub fn tell(report: &Report) {
    let help = report.help().map(|help| format!("\n  help: {help}")).unwrap_or_default();
    // Nothing can be said if standard error is closed, and the exit status says enough.
    let _ = writeln!(std::io::stderr(), "error: {report}{help}");
}
