//! evml from build.rs: a specification becomes a Rust module while cargo builds the package.
//!
//! The build script compiles it in its `main`:
//!
//! ```no_run
//! evc_build::compile("leader-ring.evml");
//! ```
//!
//! and the package includes what comes out, in a module whose name is free:
//!
//! ```text
//! mod spec {
//!     include!(concat!(env!("OUT_DIR"), "/leader-ring.rs"));
//! }
//! ```
//!
//! The text is made to be included: it opens with ordinary comments, because Rust takes no inner
//! documentation from an included file. The package needs `evc-runtime` among its dependencies,
//! and `evc-net` if it runs nodes. The lints that the package turns on apply to the module too;
//! that it may offer more than one program uses is said where it is included, with
//! `#[allow(dead_code, reason = "…")]` if need be.

mod error;
mod generate;

#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process;

pub use error::BuildError;
use generate::Generated;

/// Compiles a specification to `OUT_DIR/STEM.rs`, where `STEM.evml` is its file name, and tells
/// cargo to do it again when the specification changes. `path` is relative to the package.
///
/// For build scripts: warnings about the specification become warnings of cargo; errors are
/// printed to standard error and end the script with status 1. Elsewhere, see [`try_compile`].
pub fn compile(path: impl AsRef<Path>) {
    if let Err(error) = script(path.as_ref()) {
        let text = match &error {
            // Its findings say themselves what they are.
            BuildError::Specification { rendered } => rendered.trim_end().to_owned(),
            other => format!("error: {other}"),
        };
        // Nothing can be said if standard error is closed; the exit status still tells.
        drop(writeln!(std::io::stderr(), "{text}"));
        process::exit(1);
    }
}

/// What [`compile`] does, for programs that want to go on: compiles a specification to
/// `out_dir/STEM.rs` and gives that path. Prints nothing; warnings about the specification are
/// dropped, and `evc check` shows them.
///
/// The file is left alone if it is right already, so that what depends on it is not built again.
///
/// # Errors
/// If the specification cannot be read, is wrong, or the file cannot be written.
pub fn try_compile(
    path: impl AsRef<Path>,
    out_dir: impl AsRef<Path>,
) -> Result<PathBuf, BuildError> {
    generate::generate(path.as_ref(), &mut |_| {})?.write(out_dir.as_ref())
}

fn script(path: &Path) -> Result<(), BuildError> {
    // Said in any case: whoever mends the specification wants the script to run again.
    let mut orders = vec![format!("cargo:rerun-if-changed={}", path.display())];
    let mut reads = |file: &str| orders.push(format!("cargo:rerun-if-changed={file}"));
    let generated = generate::generate(path, &mut reads);
    let warnings = generated.as_ref().map_or("", |generated: &Generated| &generated.warnings);
    orders.extend(warnings.lines().map(|line| format!("cargo:warning={line}")));
    writeln!(std::io::stdout(), "{}", orders.join("\n")).map_err(BuildError::Cargo)?;
    let generated = generated?;
    let out_dir = std::env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?;
    generated.write(Path::new(&out_dir))?;
    Ok(())
}
