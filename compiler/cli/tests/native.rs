//! `evc build`: the package compiles, its nodes elect, and they are as interpreted ones.
//!
//! One test, since compiling takes a while; the package's own target folder is kept, so that it
//! takes a while only once.

#[path = "kit/cluster.rs"]
mod cluster;
#[path = "kit/command.rs"]
mod command;

use std::path::{Path, PathBuf};
use std::process::Command;

use cluster::{NODES, Node, Ring};
use command::{SPEC, end_of, evc};

/// Builds the node program of the example and gives its path. What is downloaded already
/// suffices if this machine has no network.
fn built() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("native").join("leader ring");
    let path = folder.to_str().expect("a path is text");
    let build = |offline: &str| {
        end_of(evc(&["build", SPEC, "--out", path]).env("CARGO_NET_OFFLINE", offline), b"")
    };
    let mut ended = build("true");
    if ended.status != Some(0) {
        ended = build("false");
    }
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    assert!(!ended.err.contains("generated"), "rustc warns: {}", ended.err);
    let program = PathBuf::from(ended.out.trim_end());
    assert!(program.starts_with(&folder) && program.exists(), "{}", program.display());
    program
}

#[test]
fn native_nodes_elect_among_themselves_and_with_interpreted_ones() {
    let program = built();
    let ring = Ring::new("native nodes in one process");
    let mut command = Command::new(&program);
    command.arg("--config").arg(ring.eager()).args(["--until", "leader"]);
    let mut all = Node::start(&mut command, &ring.eager().with_file_name(""), "all");
    assert_eq!(all.end(), Some(0), "{}", all.log());
    assert_eq!(all.out(), "n2 -> client  leader (1, n2)\n", "{}", all.log());

    let mut ring = Ring::new("native ring");
    let nodes = NODES.map(|node| ring.start(&program, &[], node));
    ring.elect();
    ring.next_epoch();
    ring.elect();
    drop(nodes);

    let interpreter = Path::new(env!("CARGO_BIN_EXE_evc"));
    for native in NODES {
        let mut ring = Ring::new("mixed ring");
        let _nodes = NODES.map(|node| match node == native {
            true => ring.start(&program, &[], node),
            false => ring.start(interpreter, &["run", SPEC], node),
        });
        ring.elect();
    }
}
