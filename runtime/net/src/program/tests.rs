//! Command lines, and a whole program.

use std::ffi::OsString;
use std::path::PathBuf;

use evc_runtime::{Fault, Header, Loc, Value};

use super::{Command, Program, Request, parse, serve};
use crate::tests::{Messages, Player, config_with, player};

/// The specification of the tests as a generated program would have it.
struct Players;

impl Program for Players {
    type Process = Player;
    type Schema = Messages;

    const NAME: &'static str = "players";
    const PARAMETERS: &'static [&'static str] = &["first"];

    fn new(values: Vec<Value>) -> Result<Self, String> {
        match values.as_slice() {
            [Value::Int(_)] => Ok(Self),
            _ => Err("the value of the parameter `first` is not of type Int".into()),
        }
    }

    fn schema(&self) -> Messages {
        Messages::new()
    }

    fn at(&self, loc: Loc) -> Result<Option<Player>, Fault> {
        Ok(player(loc.name()).1)
    }
}

fn command(line: &str) -> Result<Command, String> {
    let words = std::iter::once("players").chain(line.split(' ').filter(|word| !word.is_empty()));
    parse(words.map(OsString::from)).map_err(|error| error.to_string())
}

#[test]
fn command_lines() {
    let request = Request {
        config: PathBuf::from("c.toml"),
        nodes: vec!["a".into(), "b".into()],
        until: Some(Header::new(["done"])),
        quiet: true,
    };
    let line = "--config c.toml --node a --node=b -n a --until done -q";
    assert_eq!(command(line), Ok(Command::Run(request)));
    assert_eq!(command("--version --what"), Ok(Command::Version));
    assert_eq!(command("-h"), Ok(Command::Help));
    assert_eq!(command("").unwrap_err(), "the option `--config FILE` is needed");
    assert_eq!(command("--what").unwrap_err(), "invalid option '--what'");
    assert!(command("c.toml").is_err());
    assert!(command("--config").is_err());
    assert_eq!(command("--until=").unwrap_err(), "`--until` needs a header");
}

/// Runs the program with a configuration that has those parameters.
fn run(name: &str, parameters: &str, nodes: &[&str]) -> Result<(), (u8, String)> {
    let rest = format!(
        "[parameters]\n{parameters}\n[[messages]]\nto = 'a'\nheader = 'start'\nvalue = '1'\n"
    );
    let config = config_with(&rest, "boot = true");
    let mut text = String::from("[locations]\n");
    for place in &config.places {
        text += &format!("{} = '{}'\n", place.loc, place.address);
    }
    text += &format!("[groups]\nexternal = ['client']\n{rest}");
    let path = std::env::temp_dir().join(format!("evc-net-{}-{name}.toml", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let request = Request {
        config: path.clone(),
        nodes: nodes.iter().map(|node| (*node).into()).collect(),
        until: Some(Header::new(["done"])),
        quiet: true,
    };
    let result = serve::<Players>(&request);
    std::fs::remove_file(path).unwrap();
    result.map_err(|error| (error.exit_code(), error.to_string()))
}

#[test]
fn a_program_runs_until_its_output() {
    assert_eq!(run("whole", "first = '1'", &[]), Ok(()));
}

#[test]
fn exit_codes_tell_who_is_wrong() {
    let (code, text) = run("missing", "", &[]).unwrap_err();
    assert!(code == 1 && text.contains("no value for the parameter `first`"), "{code} {text}");
    let (code, text) = run("type", "first = 'true'", &[]).unwrap_err();
    assert!(
        code == 1 && text.ends_with(".toml: the value of the parameter `first` is not of type Int"),
        "{code} {text}"
    );
    let (code, text) = run("node", "first = '1'", &["c"]).unwrap_err();
    assert!(code == 2 && text.ends_with("no location is named `c`"), "{code} {text}");
    let (code, text) = run("external", "first = '1'", &["client"]).unwrap_err();
    assert!(code == 2 && text.starts_with("`client` is external"), "{code} {text}");
}
