//! The layers of the compiler: which package may use which.
//!
//! They are written here and in ARCHITECTURE.md, and both are compared with what cargo says.

use std::collections::{BTreeMap, BTreeSet};

use evc_tests::{read, root};

use crate::repository::{Package, packages};

/// A package that is above all others.
const ALL: &[&str] = &["*"];

/// Each package with the packages of ours that it may be built with.
const MAY_USE: &[(&str, &[&str])] = &[
    ("evc-base", &[]),
    ("evc-syntax", &["evc-base"]),
    ("evc-sema", &["evc-base", "evc-syntax"]),
    ("evc-ir", &["evc-base"]),
    ("evc-lower", &["evc-base", "evc-sema", "evc-ir"]),
    ("evc-reference", &["evc-base", "evc-sema", "evc-runtime"]),
    ("evc-interp", &["evc-base", "evc-ir", "evc-runtime"]),
    ("evc-codegen", &["evc-base", "evc-ir"]),
    ("evc-check", &["evc-runtime"]),
    ("evc-driver", &["evc-base", "evc-syntax", "evc-sema", "evc-ir", "evc-lower", "evc-stdlib"]),
    ("evc-macros", &["evc-base", "evc-driver", "evc-codegen"]),
    ("evc-build", &["evc-base", "evc-driver", "evc-codegen"]),
    ("evc-lsp", &["evc-base", "evc-driver", "evc-syntax", "evc-sema"]),
    ("evc", ALL),
    ("evc-runtime", &[]),
    ("evc-net", &["evc-runtime"]),
    ("evc-stdlib", &[]),
    ("leader-ring-node", &["evc-runtime", "evc-net", "evc-build"]),
    ("evc-tests", ALL),
    ("evc-bench", ALL),
];

/// The packages that a row of the table or of ARCHITECTURE.md allows.
type Allowed = BTreeMap<String, BTreeSet<String>>;

fn table() -> Allowed {
    let row = |(name, uses): &(&str, &[&str])| {
        ((*name).to_owned(), uses.iter().map(|used| (*used).to_owned()).collect())
    };
    MAY_USE.iter().map(row).collect()
}

/// Where a package uses what it may not.
fn violations(packages: &[Package], allowed: &Allowed) -> Vec<String> {
    let mut found = Vec::new();
    for package in packages {
        let Some(uses) = allowed.get(&package.name) else {
            found.push(format!("{} is in no layer", package.name));
            continue;
        };
        for used in package.built_with.iter().filter(|used| used.is_ours) {
            if !uses.contains("*") && !uses.contains(&used.name) {
                found.push(format!("{} must not use {}", package.name, used.name));
            }
        }
    }
    for name in allowed.keys() {
        if !packages.iter().any(|package| package.name == *name) {
            found.push(format!("{name} is in a layer, but there is no such package"));
        }
    }
    found
}

#[test]
fn packages_use_only_what_their_layer_may() {
    assert_eq!(violations(&packages(), &table()), [""; 0]);
}

/// The test above would notice.
#[test]
fn a_use_against_the_layers_is_found() {
    let mut allowed = table();
    allowed.remove("evc-base");
    allowed.insert("evc-check".to_owned(), BTreeSet::new());
    allowed.insert("evc-nothing".to_owned(), BTreeSet::new());
    let found = violations(&packages(), &allowed);
    let wanted = [
        "evc-base is in no layer",
        "evc-check must not use evc-runtime",
        "evc-nothing is in a layer, but there is no such package",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn every_package_has_the_lints_of_the_workspace() {
    for package in packages() {
        let manifest = read(&root().join(&package.folder).join("Cargo.toml"));
        assert!(manifest.contains("\n[lints]\nworkspace = true\n"), "{}", package.name);
    }
}

/// The rows of the table of packages in ARCHITECTURE.md: package, folder, and what it may use.
fn documented() -> Vec<(String, String, BTreeSet<String>)> {
    let text = read(&root().join("ARCHITECTURE.md"));
    let mut rows = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["", name, folder, uses, _, ""] = cells[..]
            && name.starts_with('`')
        {
            let uses = match uses {
                "nothing" => BTreeSet::new(),
                "all" | "all of these" => ALL.iter().map(|&all| all.to_owned()).collect(),
                _ => uses.split(',').map(|used| format!("evc-{}", used.trim())).collect(),
            };
            rows.push((name.replace('`', ""), folder.replace('`', ""), uses));
        }
    }
    rows
}

#[test]
fn architecture_tells_the_layers() {
    let documented = documented();
    for package in packages() {
        let row = documented.iter().find(|(name, ..)| *name == package.name);
        let (_, folder, _) = row.unwrap_or_else(|| panic!("no row for {}", package.name));
        assert_eq!(*folder, package.folder, "the folder of {}", package.name);
    }
    let told: Allowed = documented.into_iter().map(|(name, _, uses)| (name, uses)).collect();
    assert_eq!(told, table());
}

/// Adding a dependency is a decision about the architecture.
#[test]
fn architecture_gives_a_reason_for_every_dependency() {
    let text = read(&root().join("ARCHITECTURE.md"));
    let section = text.split_once("\n## Dependencies").map(|(_, rest)| rest).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let named: Vec<&str> = section.split('`').skip(1).step_by(2).collect();
    // `lalrpop-util` comes with `lalrpop`, and so on.
    let is_named = |name: &str| {
        let stems = named.iter().map(|stem| name.strip_prefix(stem));
        stems.flatten().any(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let packages = packages();
    let all =
        packages.iter().flat_map(|package| package.built_with.iter().chain(&package.tested_with));
    let foreign: BTreeSet<&str> =
        all.filter(|used| !used.is_ours).map(|used| used.name.as_str()).collect();
    let unnamed: Vec<_> = foreign.into_iter().filter(|name| !is_named(name)).collect();
    assert_eq!(unnamed, [""; 0], "ARCHITECTURE.md gives no reason for these");
}

/// The lock file was made with the public registry and no mirror of it.
#[test]
fn the_lock_file_names_the_public_registry_only() {
    let lock = read(&root().join("Cargo.lock"));
    for line in lock.lines().filter(|line| line.starts_with("source = ")) {
        let public = concat!("registry+https://github.com/rust-lang/", "crates.io-index");
        assert_eq!(line, format!("source = \"{public}\""));
    }
}
