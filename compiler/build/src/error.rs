//! Why a specification does not become a module.

use std::path::PathBuf;

use evc_driver::LoadError;

/// Why a specification does not become a module.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// Its path does not name a file, or is not UTF-8 text.
    #[error("`{}` cannot name a specification: expected the UTF-8 path of a file", .0.display())]
    Path(PathBuf),
    /// Its text cannot be loaded.
    #[error("{0}")]
    Load(#[from] LoadError),
    /// It is wrong.
    #[error("{rendered}")]
    Specification {
        /// Everything that the compiler found, errors and warnings, each with the source text
        /// around it.
        rendered: String,
    },
    /// The module cannot be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// The module's file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The program is no build script.
    #[error("cargo sets no OUT_DIR: `evc_build::compile` is for build scripts")]
    NoOutDir,
    /// Cargo does not listen.
    #[error("cannot give orders to cargo: {0}")]
    Cargo(std::io::Error),
}
