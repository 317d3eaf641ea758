//! The command line: results, findings and exit statuses, as scripts and people see them.
//!
//! `UPDATE_EXPECT=1 cargo test -p evc --test cli` writes what is expected anew.

#[path = "kit/command.rs"]
mod command;
#[path = "cli/findings.rs"]
mod findings;
#[path = "cli/pages.rs"]
mod pages;
#[path = "cli/results.rs"]
mod results;
#[path = "cli/simulations.rs"]
mod simulations;
#[path = "cli/statuses.rs"]
mod statuses;
#[path = "cli/tools.rs"]
mod tools;

/// The configuration of a ring of three, from the root.
const CONFIG: &str = "examples/leader-ring/three.toml";
