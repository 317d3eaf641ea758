//! From a specification's path to the module's text, and to its file.

use std::path::{Path, PathBuf};

use evc_base::Diagnostic;
use evc_driver::Disk;
use evc_driver::render::{Format, render};

use crate::BuildError;

/// A module that is to be included.
#[derive(Debug)]
pub struct Generated {
    /// The specification's file name without its extension.
    stem: String,
    /// The module.
    text: String,
    /// What is doubtful about the specification, one finding a line.
    pub warnings: String,
}

/// Compiles the specification at a path. Each file that was read for it, in whatever way it ends,
/// is told to `reads` but the specification's own.
pub fn generate(path: &Path, reads: &mut dyn FnMut(&str)) -> Result<Generated, BuildError> {
    let named = path.to_str().zip(path.file_stem().and_then(|stem| stem.to_str()));
    let (name, stem) = named.ok_or_else(|| BuildError::Path(path.to_owned()))?;
    // A file of that name, not standard input.
    let name = if name == "-" { "./-" } else { name };
    let analysis = evc_driver::analyse(&Disk, name)?;
    analysis.files().skip(1).for_each(reads);
    let report = |found: &[Diagnostic], format| render(&analysis.sources, found, format, false);
    let system = evc_driver::lower(&analysis)
        .map_err(|found| BuildError::Specification { rendered: report(&found, Format::Human) })?;
    Ok(Generated {
        stem: stem.to_owned(),
        text: includable(&evc_codegen::module(&system, &analysis.sources)),
        warnings: report(&analysis.diagnostics, Format::Short),
    })
}

/// Turns the documentation at the head of a module, which an included text cannot have, into
/// ordinary comments.
fn includable(module: &str) -> String {
    let is_head = |line: &&str| line.starts_with("//!");
    let head_length: usize = module.split_inclusive('\n').take_while(is_head).map(str::len).sum();
    let (head, rest) = module.split_at(head_length);
    let head = head.split_inclusive('\n').map(|line| line.replacen("//!", "//", 1));
    head.chain([rest.to_owned()]).collect()
}

impl Generated {
    /// Writes the module into a folder, which is made if need be.
    pub fn write(&self, folder: &Path) -> Result<PathBuf, BuildError> {
        let path = folder.join(format!("{}.rs", self.stem));
        if std::fs::read_to_string(&path).is_ok_and(|old| old == self.text) {
            return Ok(path);
        }
        let written =
            std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, &self.text));
        match written {
            Ok(()) => Ok(path),
            Err(source) => Err(BuildError::Write { path, source }),
        }
    }
}
