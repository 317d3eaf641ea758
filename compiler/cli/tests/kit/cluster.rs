//! Nodes as processes of their own, at ports that nobody else uses.
//!
//! Nothing is decided by timing: whatever is waited for is waited for until it is there, and a
//! vote that is lost because a node was not reached in time is made up for by another epoch.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread::sleep;
use std::time::Duration;

use crate::command::{SPEC, folder, root, run};

/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// How often to look before giving up: two minutes.
const LOOKS_MAX: usize = 6_000;

/// How many elections to try.
const EPOCHS_MAX: usize = 10;

/// The nodes of the ring.
pub const NODES: [&str; 3] = ["n1", "n2", "n3"];

/// The ports below those that systems give to outgoing connections, from where to look on.
static NEXT_PORT: AtomicU16 = AtomicU16::new(0);

/// A port that is free now and that no other test of this program is given.
fn free_port() -> u16 {
    // Programs that run at the same time begin at different ports.
    let offset = u16::try_from(std::process::id() % 80).unwrap_or_default() * 100;
    loop {
        let port = 20_000 + offset + NEXT_PORT.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// Looks until something is there.
pub fn wait_for<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    let found = std::iter::repeat_with(look).take(LOOKS_MAX).find_map(|found| {
        if found.is_none() {
            sleep(PAUSE);
        }
        found
    });
    found.unwrap_or_else(|| panic!("{what} does not happen"))
}

/// A ring of three with addresses of its own. No election begins by itself.
pub struct Ring {
    /// Where its configuration and the logs of its nodes are.
    folder: PathBuf,
    /// The addresses of the nodes.
    addresses: Vec<String>,
    epoch: usize,
}

impl Ring {
    /// The ring of the example at free ports, its files in a folder of that name.
    pub fn new(name: &str) -> Self {
        let example = root().join("examples/leader-ring/three.toml");
        let text = fs::read_to_string(example).expect("the example is there");
        let (mut text, addresses) = NODES.iter().zip(7101..).fold(
            (text, Vec::new()),
            |(text, mut addresses), (_, port)| {
                let address = format!("127.0.0.1:{}", free_port());
                let moved = text.replace(&format!("127.0.0.1:{port}"), &address);
                addresses.push(address);
                (moved, addresses)
            },
        );
        text = text.replace("127.0.0.1:7100", &format!("127.0.0.1:{}", free_port()));
        let choose = "[[messages]]\nto = \"n1\"\nheader = \"choose\"\nvalue = \"()\"\n";
        assert!(text.ends_with(choose), "the example ends with the start of an election");
        let folder = folder(name);
        fs::write(folder.join("calm.toml"), text.trim_end_matches(choose)).expect("a new folder");
        fs::write(folder.join("ring.toml"), text).expect("a new folder");
        Self { folder, addresses, epoch: 1 }
    }

    /// The configuration in which nobody starts an election.
    pub fn calm(&self) -> PathBuf {
        self.folder.join("calm.toml")
    }

    /// The configuration in which `n1` starts an election.
    pub fn eager(&self) -> PathBuf {
        self.folder.join("ring.toml")
    }

    /// The address of a node.
    pub fn address(&self, node: &str) -> &str {
        let found = NODES.iter().zip(&self.addresses).find(|(name, _)| **name == node);
        found.expect("a node of the ring").1
    }

    /// Starts a program with `--config` and `--node`, and waits until it can be reached.
    pub fn start(&self, program: &Path, first: &[&str], node: &str) -> Node {
        let mut command = Command::new(program);
        command.args(first).arg("--config").arg(self.calm()).args(["--node", node]);
        let node = Node::start(&mut command, &self.folder, node);
        wait_for("a node's listening", || {
            let stream = std::net::TcpStream::connect(self.address(&node.name));
            assert!(!node.log().contains("cannot listen"), "{}", node.log());
            stream.ok()
        });
        node
    }

    /// Sends a message to a node as the client.
    fn send(&self, node: &str, header: &str, body: &str, more: &[&str]) -> Option<String> {
        let config = self.calm();
        let config = config.to_str().expect("a path is text");
        let send = ["send", SPEC, "--config", config, "--to", node, header, body];
        let ended = run(&[&send[..], more].concat());
        (ended.status == Some(0)).then_some(ended.out)
    }

    /// Elects in the current epoch, and if votes are lost in another one; checks the result.
    pub fn elect(&mut self) {
        for _ in 0..EPOCHS_MAX {
            let told = self.send("n1", "choose", "()", &["--wait", "leader", "--timeout", "5"]);
            if let Some(told) = told {
                let wanted = format!("n2  leader ({}, n2)", self.epoch);
                assert!(told.lines().any(|line| line == wanted), "{told} instead of {wanted}");
                return;
            }
            self.next_epoch();
        }
        panic!("nobody is elected in {EPOCHS_MAX} epochs");
    }

    /// Begins another epoch at every node.
    pub fn next_epoch(&mut self) {
        self.epoch += 1;
        for (node, successor) in NODES.iter().zip(NODES.iter().cycle().skip(1)) {
            let body = format!("({}, {successor})", self.epoch);
            let sent = self.send(node, "config", &body, &["--timeout", "60"]);
            assert!(sent.is_some(), "{node} is not reached");
        }
    }
}

/// A node in a process of its own, which ends with this value.
pub struct Node {
    /// Its name.
    pub name: String,
    child: Child,
    log: PathBuf,
}

impl Node {
    /// Starts a command whose output goes to files in a folder.
    pub fn start(command: &mut Command, folder: &Path, name: &str) -> Self {
        let log = folder.join(format!("{name}.log"));
        let open = |path: &Path| File::create(path).expect("temporary files can be written");
        let out = open(&log.with_extension("out"));
        command.stdin(Stdio::null()).stdout(out).stderr(open(&log)).current_dir(root());
        let child = command.spawn().expect("the program can be started");
        Self { name: name.to_owned(), child, log }
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).expect("the log was made before the node")
    }

    /// What it has printed.
    pub fn out(&self) -> String {
        fs::read_to_string(self.log.with_extension("out")).expect("the file was made before it")
    }

    /// Waits for its end, and gives its exit status.
    pub fn end(&mut self) -> Option<i32> {
        let ended = || self.child.try_wait().expect("a child can be waited for");
        wait_for("a node's end", ended).code()
    }

    /// Ends it at once, as a failing machine does.
    pub fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}
