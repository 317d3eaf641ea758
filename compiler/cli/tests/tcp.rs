//! Interpreted nodes over TCP: elections between processes, in spite of noise and of crashes.

#[path = "kit/cluster.rs"]
mod cluster;
#[path = "kit/command.rs"]
mod command;

use std::io::Write;
use std::net::TcpStream;
use std::path::Path;

use cluster::{NODES, Node, Ring, wait_for};
use command::{SPEC, evc};

/// Starts an interpreted node.
fn start(ring: &Ring, node: &str) -> Node {
    ring.start(Path::new(env!("CARGO_BIN_EXE_evc")), &["run", SPEC], node)
}

#[test]
fn all_nodes_in_one_process_elect_and_stop() {
    let ring = Ring::new("one process");
    let config = ring.eager();
    let config = config.to_str().expect("a path is text");
    let mut command = evc(&["run", SPEC, "--config", config, "--until", "leader"]);
    let folder = ring.eager().with_file_name("");
    let mut node = Node::start(&mut command, &folder, "all");
    assert_eq!(node.end(), Some(0), "{}", node.log());
    assert_eq!(node.out(), "n2 -> client  leader (1, n2)\n", "{}", node.log());
}

#[test]
fn three_processes_elect_in_two_epochs() {
    let mut ring = Ring::new("three processes");
    let nodes = NODES.map(|node| start(&ring, node));
    ring.elect();
    ring.next_epoch();
    ring.elect();
    let leader = nodes.iter().find(|node| node.name == "n2").expect("it runs");
    assert!(leader.out().lines().count() >= 2, "{}", leader.out());
    for node in &nodes {
        let is_leader = node.name == "n2";
        let told =
            node.out().lines().all(|line| is_leader && line.starts_with("n2 -> client  leader "));
        assert!(told, "{}: {}", node.name, node.out());
    }
}

#[test]
fn noise_is_logged_and_changes_nothing() {
    let mut ring = Ring::new("noise");
    let nodes = NODES.map(|node| start(&ring, node));
    let disturbed = nodes.first().expect("there are three");
    let noises: [&[u8]; 4] = [b"GET / HTTP/1.1\r\n\r\n", &[0; 4096], &[0xff; 100_000], b"evc"];
    for noise in noises {
        let mut stream = TcpStream::connect(ring.address("n1")).expect("the node listens");
        // The node may have closed the connection before all is written.
        let _ = stream.write_all(noise);
    }
    wait_for("a line in the log about noise", || {
        let log = disturbed.log();
        log.lines()
            .any(|line| line.contains("n1: connection from") && line.contains("closed"))
            .then_some(())
    });
    ring.elect();
    assert_eq!(disturbed.out(), "", "only the leader tells");
}

#[test]
fn a_node_that_is_killed_comes_back() {
    let mut ring = Ring::new("comes back");
    let mut nodes = NODES.map(|node| start(&ring, node));
    if let Some(node) = nodes.get_mut(1) {
        node.kill();
        *node = start(&ring, "n2");
    }
    ring.elect();
}
