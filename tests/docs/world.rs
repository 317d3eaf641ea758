//! The worlds in which laws and classes of the manual are evaluated.
//!
//! Both have one node and one client, and what the node sends to the client is looked at.

use evc_net::Config;
use evc_runtime::Value;
use evc_runtime::sim::{Network, Options, Schedule};
use evc_tests::{Scenario, Spec};

/// What every world declares: where the node and the client are.
pub const PLACES: &str = "parameter here : Loc parameter there : Loc ";

/// What the examples of classes may name besides.
pub const MESSAGES: &str = "input a : Int input b : Int input z : Unit ";

/// The values that a specification sends from `here` at each message, given by header and body.
///
/// # Errors
/// If a message is none of the specification, or the node faults.
pub fn sent(spec: &Spec, messages: &[(&str, &str)]) -> Result<Vec<Vec<Value>>, String> {
    let mut config = "boot = false\n[locations]\nhere = \"127.0.0.1:7001\"\nthere = \"127.0.0.1:7002\"\n\
                      [groups]\nexternal = [\"there\"]\n[parameters]\nhere = \"here\"\nthere = \"there\"\n"
        .to_owned();
    for (header, body) in messages {
        config.push_str(&format!(
            "[[messages]]\nto = \"here\"\nheader = \"{header}\"\nvalue = '{body}'\n"
        ));
    }
    let config = Config::parse("world.toml", &config).map_err(|error| error.to_string())?;
    let schema = spec.program(&config).schema();
    config.messages(&schema).map_err(|error| error.to_string())?;
    let options = Options {
        seed: 0,
        schedule: Schedule::Fifo,
        network: Network::PERFECT,
        crashes: Vec::new(),
        boot: config.boot,
    };
    let ran = Scenario { config, options, later: None }.interpret(spec);
    let mut sent = Vec::new();
    for record in ran.trace.records() {
        if let Some(fault) = &record.fault {
            return Err(format!("a fault: {fault}"));
        }
        sent.push(record.sends.iter().map(|send| send.value.clone()).collect());
    }
    Ok(sent)
}

/// A line of a block `text seen`: a message, and what the class sees where it arrives.
pub fn seen_line(header: &str, body: &str, values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("{:<12}{{{}}}\n", format!("{header} {body}"), values.join("; "))
}

/// The header and the body of the message of a line.
pub fn message(line: &str) -> Option<(&str, &str)> {
    let message = line.split_once('{').map_or(line, |(message, _)| message);
    message.trim().split_once(' ')
}
