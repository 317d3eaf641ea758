//! The configurations of the repository are right.

use std::path::{Path, PathBuf};

use crate::config::check;
use crate::render::{Format, render};
use crate::{Disk, Loader, analyse};

/// The files of a folder whose names end so, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be listed");
    let paths = entries.map(|entry| entry.expect("the folder can be listed").path());
    let is_wanted = |path: &PathBuf| path.extension().is_some_and(|own| own == ending);
    let mut files: Vec<_> = paths.filter(is_wanted).collect();
    files.sort();
    files
}

/// What is said about a configuration of a specification.
fn said(specification: &Path, configuration: &Path) -> String {
    let [specification, configuration] =
        [specification, configuration].map(|path| path.to_string_lossy().into_owned());
    let analysis = analyse(&Disk, &specification).expect("the specification is there");
    let text = Disk.load(&configuration).expect("the configuration is there");
    let mut sources = analysis.sources.clone();
    let found = check(&mut sources, &analysis.hir, &configuration, &text);
    render(&sources, &found, Format::Short, false)
}

#[test]
fn configurations_fit_their_specifications() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let ring = root.join("examples/leader-ring");
    let specs = root.join("tests/specs");
    let of_ring =
        files(&ring, "toml").into_iter().map(|path| (ring.join("leader-ring.evml"), path));
    let of_specs =
        files(&specs, "toml").into_iter().map(|path| (path.with_extension("evml"), path));
    let pairs: Vec<_> = of_ring.chain(of_specs).collect();
    assert!(pairs.len() > 20, "only {} configurations were found", pairs.len());
    let said: Vec<_> = pairs.iter().map(|(evml, toml)| said(evml, toml)).collect();
    assert_eq!(said.concat(), "");
}
