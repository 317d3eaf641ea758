//! What a user can type, a line each.

use evc_runtime::sim::Recovery;
use smol_str::SmolStr;

#[cfg(test)]
mod tests;

/// A line, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    List,
    Deliver(u64),
    Drop(u64),
    Duplicate(u64),
    Crash(String),
    Recover(String, Recovery),
    Run(u64),
    Undo(u64),
    /// The states of one node, or of all.
    States(Option<String>),
    Save(String),
    Help,
    Quit,
}

/// All commands: name, short name, what follows it, what it does.
const COMMANDS: &[(&str, &str, &str, &str)] = &[
    ("list", "l", "", "the messages in flight, with their numbers"),
    ("deliver", "d", "MESSAGE", "let a message be received now"),
    ("drop", "", "MESSAGE", "lose a message"),
    ("dup", "", "MESSAGE", "put a message in flight once more"),
    ("crash", "", "NODE", "crash a node"),
    ("recover", "", "NODE [fresh|kept]", "let a node recover with a fresh state, or the kept one"),
    ("run", "r", "[STEPS]", "make one step or several as the schedule decides"),
    ("undo", "u", "[TIMES]", "take back the last command that changed something"),
    ("states", "s", "[NODE]", "the state variables of a node, or of all"),
    ("save", "", "FILE", "write the trace so far to a file"),
    ("help", "h", "", "this list"),
    ("quit", "q", "", "end; so does the end of input"),
];

/// The list of commands.
pub fn help() -> String {
    let mut text = String::new();
    for (name, short, follows, does) in COMMANDS {
        let short = if short.is_empty() { String::new() } else { format!(", {short}") };
        let left = format!("{name}{short} {follows}");
        text.push_str(&format!("  {left:<27} {does}\n"));
    }
    text
}

/// Understands a line; an empty one is no command.
///
/// # Errors
/// In words, if it cannot be understood.
pub fn parse(line: &str) -> Result<Option<Command>, String> {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    if word.is_empty() {
        return Ok(None);
    }
    let found = COMMANDS.iter().find(|(name, short, ..)| word == *name || word == *short);
    let Some((name, _, follows, _)) = found else {
        return Err(unknown(word));
    };
    let wrong = || Err(format!("expected `{}`", format!("{name} {follows}").trim_end()));
    let words: Vec<&str> = rest.split_whitespace().collect();
    let count = |text: &str| text.parse::<u64>().ok();
    Ok(Some(match (*name, &words[..]) {
        ("list", []) => Command::List,
        ("help", []) => Command::Help,
        ("quit", []) => Command::Quit,
        ("crash", [node]) => Command::Crash((*node).to_owned()),
        ("recover", [node] | [node, "fresh"]) => {
            Command::Recover((*node).to_owned(), Recovery::Fresh)
        }
        ("recover", [node, "kept"]) => Command::Recover((*node).to_owned(), Recovery::Kept),
        ("run", []) => Command::Run(1),
        ("undo", []) => Command::Undo(1),
        ("states", []) => Command::States(None),
        ("states", [node]) => Command::States(Some((*node).to_owned())),
        // The name of a file may have blanks in it.
        ("save", [_, ..]) => Command::Save(rest.to_owned()),
        (name, [number]) => match (name, count(number)) {
            ("deliver", Some(message)) => Command::Deliver(message),
            ("drop", Some(message)) => Command::Drop(message),
            ("dup", Some(message)) => Command::Duplicate(message),
            ("run", Some(steps)) => Command::Run(steps),
            ("undo", Some(times)) => Command::Undo(times),
            _ => return wrong(),
        },
        _ => return wrong(),
    }))
}

fn unknown(word: &str) -> String {
    let names: Vec<SmolStr> = COMMANDS.iter().map(|(name, ..)| SmolStr::new(name)).collect();
    match evc_sema::similar(word, names.iter()) {
        Some(similar) => format!("there is no command `{word}`: did you mean `{similar}`?"),
        None => format!("there is no command `{word}`: `help` lists them"),
    }
}
