//! Runs the command as a user does: a process of its own, started at the root of the repository.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The ring example, from the root.
pub const SPEC: &str = "examples/leader-ring/leader-ring.evml";

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The command with those arguments, not yet started. What a terminal or a user's settings would
/// change is as if there were none.
pub fn evc(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evc"));
    command.args(arguments).current_dir(root()).env_remove("NO_COLOR").env_remove("COLUMNS");
    command
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit status.
    pub status: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

/// Runs the command with a text on standard input.
pub fn evc_reading(input: &[u8], arguments: &[&str]) -> Ended {
    end_of(&mut evc(arguments), input)
}

/// Runs the command with nothing on standard input.
pub fn run(arguments: &[&str]) -> Ended {
    evc_reading(b"", arguments)
}

/// Runs a command to its end.
pub fn end_of(command: &mut Command, input: &[u8]) -> Ended {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command has been built and can be started");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // A command that does not read its input has closed it.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("a child that was started can be waited for");
    let text = |bytes| String::from_utf8(bytes).expect("the command writes text");
    let ended =
        Ended { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
    assert!(!ended.err.contains("panicked"), "the command panics: {}", ended.err);
    ended
}

/// An empty folder of that name for a test's files.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    folder
}
