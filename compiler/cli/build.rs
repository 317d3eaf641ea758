//! Embeds the runtime's sources, so that `evc build` can write packages that stand alone.
//!
//! The manifests are made self-contained here: what they inherit from the workspace is written
//! out, and what only tests need is left behind.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::de::{DeTable, DeValue};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut table = String::from("&[\n");
    let workspace = read(&root.join("Cargo.toml"));
    for krate in ["core", "net"] {
        let folder = root.join("runtime").join(krate);
        let manifest = standalone(&read(&folder.join("Cargo.toml")), &workspace);
        entry(&mut table, &format!("runtime/{krate}/Cargo.toml"), &manifest);
        for path in sources(&folder.join("src")) {
            let name = path.strip_prefix(&root).expect("a file below the root");
            let name = name.to_string_lossy().replace('\\', "/");
            entry(&mut table, &name, &read(&path));
        }
        println!("cargo:rerun-if-changed={}", folder.display());
    }
    entry(&mut table, "Cargo.lock", &read(&root.join("Cargo.lock")));
    println!("cargo:rerun-if-changed={}", root.join("Cargo.toml").display());
    println!("cargo:rerun-if-changed={}", root.join("Cargo.lock").display());
    table.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("runtime.rs"), table).expect("the output folder can be written");
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn entry(table: &mut String, name: &str, text: &str) {
    writeln!(table, "({name:?}, {text:?}),").expect("writing to a string cannot fail");
}

/// The Rust files below a folder, in order, without tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap_or_default();
        if name == "tests" {
            continue;
        } else if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// A runtime crate's manifest without the workspace around it.
fn standalone(manifest: &str, workspace: &str) -> String {
    let manifest = DeTable::parse(manifest).expect("a manifest is TOML");
    let workspace = DeTable::parse(workspace).expect("a manifest is TOML");
    let package = table(manifest.get_ref(), "package");
    let shared = table(workspace.get_ref(), "workspace");
    let inherited = table(shared, "package");
    let versions = table(shared, "dependencies");
    let mut out = String::from("[package]\n");
    for key in ["name", "description"] {
        writeln!(out, "{key} = {}", text(get(package, key))).expect("infallible");
    }
    for key in ["version", "edition", "rust-version", "license"] {
        writeln!(out, "{key} = {}", text(get(inherited, key))).expect("infallible");
    }
    out.push_str("\n[dependencies]\n");
    for (name, value) in table(manifest.get_ref(), "dependencies") {
        let name = name.get_ref();
        if name == "evc-runtime" {
            out.push_str("evc-runtime = { path = \"../core\" }\n");
            continue;
        }
        let mut features = Vec::new();
        let mut defaults = true;
        let mut version = String::new();
        for value in [get(versions, name), value.get_ref()] {
            match value {
                DeValue::String(plain) => version = plain.to_string(),
                DeValue::Table(table) => {
                    for (key, value) in table {
                        match (&**key.get_ref(), value.get_ref()) {
                            ("version", DeValue::String(plain)) => version = plain.to_string(),
                            ("default-features", DeValue::Boolean(on)) => defaults = *on,
                            ("features", DeValue::Array(list)) => {
                                features.extend(list.iter().map(|f| text(f.get_ref())));
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        writeln!(
            out,
            "{name} = {{ version = {version:?}, default-features = {defaults}, features = [{}] }}",
            features.join(", ")
        )
        .expect("infallible");
    }
    out
}

fn get<'t>(table: &'t DeTable<'t>, key: &str) -> &'t DeValue<'t> {
    let found = table.iter().find(|(name, _)| &**name.get_ref() == key);
    found.unwrap_or_else(|| panic!("the manifest has `{key}`")).1.get_ref()
}

fn table<'t>(of: &'t DeTable<'t>, key: &str) -> &'t DeTable<'t> {
    match get(of, key) {
        DeValue::Table(table) => table,
        _ => panic!("`{key}` is a table"),
    }
}

/// A string value as TOML text.
fn text(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        _ => panic!("a string is expected in the manifest"),
    }
}
