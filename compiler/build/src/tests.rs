//! Tests.

use std::path::{Path, PathBuf};

use crate::{BuildError, try_compile};

const RING: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/leader-ring/leader-ring.evml");

/// A folder of one test, empty at first.
fn folder(test: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("evc-build-{}-{test}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn spec(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("s.evml");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_module_can_be_included() {
    let folder = folder("module");
    let path = try_compile(RING, folder.join("deep/er")).unwrap();
    assert_eq!(path, folder.join("deep/er/leader-ring.rs"));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("// The specification `leader_ring` "), "{text}");
    assert!(!text.contains("//!"), "{text}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_module_that_is_right_is_left_alone() {
    let folder = folder("again");
    let path = try_compile(RING, &folder).unwrap();
    let first = std::fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(try_compile(RING, &folder).unwrap(), path);
    assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), first);
    std::fs::write(&path, "old").unwrap();
    try_compile(RING, &folder).unwrap();
    assert!(std::fs::read_to_string(&path).unwrap().len() > 3);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_wrong_is_shown_with_its_place() {
    let folder = folder("wrong");
    let path = spec(&folder, "specification s\ninput ping : Imt\ninput pong : Itn\n");
    let error = try_compile(&path, &folder).unwrap_err();
    assert!(matches!(error, BuildError::Specification { .. }), "{error:?}");
    let shown = error.to_string();
    assert!(shown.starts_with("error[EV"), "{shown}");
    assert!(shown.contains("s.evml:2:14"), "{shown}");
    assert!(shown.contains("s.evml:3:14"), "{shown}");
    assert!(!folder.join("s.rs").exists());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_text_without_main_is_no_program() {
    let folder = folder("no-main");
    let path = spec(&folder, "specification s\ninput ping : Int\n");
    let error = try_compile(&path, &folder).unwrap_err();
    assert!(error.to_string().contains("main"), "{error}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn paths_are_judged() {
    let folder = folder("paths");
    let load = try_compile(folder.join("none.evml"), &folder).unwrap_err();
    assert!(matches!(load, BuildError::Load(_)), "{load:?}");
    assert!(load.to_string().contains("none.evml"), "{load}");
    let path = try_compile("..", &folder).unwrap_err();
    assert!(matches!(path, BuildError::Path(_)), "{path:?}");
    let file = spec(&folder, "");
    let write = try_compile(RING, file).unwrap_err();
    assert!(matches!(write, BuildError::Write { .. }), "{write:?}");
    std::fs::remove_dir_all(folder).unwrap();
}
