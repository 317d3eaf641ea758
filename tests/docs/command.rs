//! The command, as the manual's readers have it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use evc_tests::root;
use serde_json::Value;

/// The built command and what it says of itself.
pub struct Evc {
    program: PathBuf,
    /// The help of each subcommand.
    help: BTreeMap<String, String>,
}

impl Evc {
    /// The command, built once for all tests.
    pub fn built() -> &'static Self {
        static BUILT: OnceLock<Evc> = OnceLock::new();
        BUILT.get_or_init(Self::build)
    }

    fn build() -> Self {
        let program = program();
        let mut evc = Self { program, help: BTreeMap::new() };
        let here = root();
        let general = evc.run(&here, &["--help"]);
        let commands = general.lines().skip_while(|line| *line != "Commands:").skip(1);
        for line in commands.take_while(|line| !line.is_empty()) {
            let name = line.split_whitespace().next().unwrap_or_default().to_owned();
            let help = evc.run(&here, &[&name, "--help"]);
            evc.help.insert(name, help);
        }
        assert!(evc.help.contains_key("sim"), "the command does not list its subcommands");
        evc
    }

    /// What the command prints when it is started in that folder: findings, then results.
    pub fn run(&self, folder: &Path, arguments: &[&str]) -> String {
        let mut command = Command::new(&self.program);
        command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("COLUMNS");
        let Output { stdout, stderr, .. } = command.output().expect("the built command starts");
        [stderr, stdout].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat()
    }

    /// What is wrong with a command line, given as its words after the name of the program.
    pub fn refuses(&self, words: &[&str]) -> Option<String> {
        let (first, rest) = words.split_first()?;
        if *first == "--help" || *first == "--version" {
            return None;
        }
        let Some(help) = self.help.get(*first) else {
            return Some(format!("there is no `evc {first}`"));
        };
        let flags = rest.iter().map(|word| word.split('=').next().unwrap_or(word));
        let mut flags = flags.filter(|word| word.starts_with('-') && word.len() > 1);
        let unknown = flags.find(|flag| !help.split([' ', ',', '\n']).any(|word| word == *flag))?;
        Some(format!("`evc {first}` has no `{unknown}`"))
    }
}

/// Has cargo build the command, and asks where it is.
fn program() -> PathBuf {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "--offline", "-p", "evc", "--message-format=json"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let output = command.current_dir(root()).output().expect("cargo runs, as it runs this test");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the command cannot be built: {errors}");
    let messages = String::from_utf8_lossy(&output.stdout);
    let built = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs =
        built.filter_map(|message| Some(message.get("executable")?.as_str()?.into()));
    programs.next_back().expect("cargo names the program that it has built")
}

/// The words of a command line; quotes keep blanks together.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
