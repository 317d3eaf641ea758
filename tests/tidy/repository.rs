//! What the repository consists of: its packages as cargo sees them, and its texts.

use std::path::{Path, PathBuf};
use std::process::Command;

use evc_tests::root;
use serde_json::Value;

/// Folders that hold nothing of ours.
const FOREIGN_FOLDERS: &[&str] = &[".git", "target", "node_modules"];

/// What a compiler or a tool has written, and no person edits: how the paths begin and end.
const MADE_BY_TOOLS: &[(&str, &str)] =
    &[("Cargo.lock", ""), ("tests/codegen/", ".rs"), ("compiler/codegen/tests/golden/", ".rs")];

/// A package of the workspace.
pub struct Package {
    /// Its name.
    pub name: String,
    /// The folder of its manifest, from the root.
    pub folder: String,
    /// What its library and programs are built with, at run time or by its build script.
    pub built_with: Vec<Dependency>,
    /// What its tests need besides.
    pub tested_with: Vec<Dependency>,
}

/// A package that another one names in its manifest.
pub struct Dependency {
    /// Its name.
    pub name: String,
    /// Whether it is in this repository.
    pub is_ours: bool,
}

/// The packages of the workspace, in cargo's order.
pub fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--offline", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .expect("cargo runs, as it runs this test");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata fails: {errors}");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    list(&metadata, "packages").iter().map(package).collect()
}

fn package(package: &Value) -> Package {
    let manifest = PathBuf::from(text(package, "manifest_path"));
    let folder = manifest.parent().expect("a manifest lies in a folder");
    let dependencies = |is_wanted: &dyn Fn(&Value) -> bool| {
        let all = list(package, "dependencies").iter();
        let wanted = all.filter(|dependency| dependency.get("kind").is_some_and(is_wanted));
        wanted
            .map(|dependency| Dependency {
                name: text(dependency, "name").to_owned(),
                is_ours: dependency.get("path").is_some(),
            })
            .collect()
    };
    Package {
        name: text(package, "name").to_owned(),
        folder: from_root(folder),
        built_with: dependencies(&|kind| kind.as_str() != Some("dev")),
        tested_with: dependencies(&|kind| kind.as_str() == Some("dev")),
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).unwrap_or_else(|| panic!("a list `{key}`"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("a text `{key}`"))
}

/// A text of the repository.
pub struct Text {
    /// Its path from the root, with `/` between the parts.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Text {
    /// Whether its name has this ending.
    pub fn ends_in(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
    }

    /// Its name without folders and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.split('.').next().unwrap_or_default()
    }
}

/// All texts that people have written, in the order of their paths.
pub fn texts() -> Vec<Text> {
    let mut texts = Vec::new();
    collect(&root(), &mut texts);
    texts.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(texts.len() > 100, "the walk through the repository finds too little");
    texts
}

/// All Rust files that people have written, in the order of their paths.
pub fn rust_files() -> Vec<Text> {
    texts().into_iter().filter(|text| text.ends_in("rs")).collect()
}

fn collect(folder: &Path, texts: &mut Vec<Text>) {
    let entries = std::fs::read_dir(folder).expect("the folders of the repository can be listed");
    for entry in entries {
        let entry = entry.expect("the folders of the repository can be listed");
        let (path, name) = (entry.path(), entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if !FOREIGN_FOLDERS.iter().any(|foreign| name == *foreign) {
                collect(&path, texts);
            }
            continue;
        }
        let short = from_root(&path);
        let is_made =
            |(start, end): &(&str, &str)| short.starts_with(start) && short.ends_with(end);
        if MADE_BY_TOOLS.iter().any(is_made) {
            continue;
        }
        // What is no text is none of the concerns here.
        if let Ok(text) = std::fs::read_to_string(&path) {
            texts.push(Text { path: short, text });
        }
    }
}

fn from_root(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}
