//! Traces read from their text, as far as it takes to make the run again.
//!
//! Values are not read back: their text does not say of which type they are. Who makes a run
//! again compares the lines it gets with those that were written.

use std::fmt;

use super::{Choice, VERSION};
use crate::json::{Json, JsonError};
use crate::loc::Loc;
use crate::sim::Recovery;

/// The text of a trace, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<'t> {
    /// One line for each step, in order.
    pub lines: Vec<Line<'t>>,
    /// The line with the totals.
    pub summary: &'t str,
}

/// One step of a written trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// Which line of the text it is, from 1.
    pub number: usize,
    /// The virtual time of the step, in milliseconds.
    pub time_ms: u64,
    /// What the environment chose.
    pub choice: Choice,
    /// The line, without its end.
    pub text: &'t str,
}

/// Why a text is no trace that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceError {
    /// Its first line is not that of a trace.
    NoTrace,
    /// It is a trace of the first version of the format, which did not record all choices.
    Old,
    /// It is a trace of a version that this one does not know.
    Version(u64),
    /// A line is not JSON.
    Json(usize, JsonError),
    /// A line, by its number from 1, is no step; the words say what it should have.
    Step(usize, &'static str),
    /// A line, by its number from 1, names a location that the system does not have.
    Location(usize, String),
    /// A line, by its number from 1, stands behind the totals.
    Behind(usize),
    /// It has no totals at its end: it was cut off.
    Cut,
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTrace => f.write_str("this is not a trace"),
            Self::Old => write!(
                f,
                "this trace is of version 1, which does not record what was lost and who crashed: \
                 record the run again to get one of version {VERSION}"
            ),
            Self::Version(version) => {
                write!(f, "this trace is of version {version}, and only {VERSION} is understood")
            }
            Self::Json(line, error) => write!(f, "line {line} is not JSON: {error}"),
            Self::Step(line, wanted) => write!(f, "line {line} is no step: it lacks {wanted}"),
            Self::Location(line, name) => {
                write!(f, "line {line} names `{name}`, which is no location of this system")
            }
            Self::Behind(line) => write!(f, "line {line} stands behind the summary"),
            Self::Cut => f.write_str("this trace was cut off: it does not end with a summary"),
        }
    }
}

impl std::error::Error for TraceError {}

impl<'t> Written<'t> {
    /// Takes the text of a trace apart. Empty lines mean nothing.
    ///
    /// # Errors
    /// If it is no trace, one of another version, or incomplete.
    pub fn read(text: &'t str) -> Result<Self, TraceError> {
        let numbered = text.lines().enumerate().map(|(index, line)| (index + 1, line));
        let mut all = numbered.filter(|(_, line)| !line.trim().is_empty());
        version(all.next().map_or("", |(_, line)| line))?;
        let (mut lines, mut summary) = (Vec::new(), None);
        for (number, text) in all {
            let json = Json::parse(text).map_err(|error| TraceError::Json(number, error))?;
            if summary.is_some() {
                return Err(TraceError::Behind(number));
            }
            if json.get("summary").is_some() {
                summary = Some(text);
            } else {
                lines.push(line(number, text, &json)?);
            }
        }
        Ok(Self { lines, summary: summary.ok_or(TraceError::Cut)? })
    }
}

/// Whether the first line is that of a trace which can be read.
fn version(first: &str) -> Result<(), TraceError> {
    let json = Json::parse(first).map_err(|_| TraceError::NoTrace)?;
    let Some(head) = json.get("trace") else {
        let old = json.get("summary").or(json.get("event")).is_some();
        return Err(if old { TraceError::Old } else { TraceError::NoTrace });
    };
    match head.get("version").and_then(Json::as_u64) {
        Some(VERSION) => Ok(()),
        Some(version) => Err(TraceError::Version(version)),
        None => Err(TraceError::NoTrace),
    }
}

fn line<'t>(number: usize, text: &'t str, json: &Json) -> Result<Line<'t>, TraceError> {
    let step = |wanted| TraceError::Step(number, wanted);
    let time_ms = json.get("time").and_then(Json::as_u64).ok_or(step("the `time`"))?;
    let message = |name, wanted| match json.get(name) {
        Some(value) => value.as_u64().map(Some).ok_or(step(wanted)),
        None => Ok(None),
    };
    let loc = |name, wanted| match json.get(name) {
        Some(value) => {
            let name = value.as_str().ok_or(step(wanted))?;
            // Only names that the system has can be meant, so no other one is kept.
            let loc = Loc::lookup(name);
            loc.map(Some).ok_or_else(|| TraceError::Location(number, name.to_owned()))
        }
        None => Ok(None),
    };
    let choice = if json.get("event").is_some() {
        let received = message("message", "the number of its `message`")?;
        Choice::Deliver(received.ok_or(step("the number of its `message`"))?)
    } else if let Some(lost) = message("lost", "the number of the message that was `lost`")? {
        Choice::Lose(lost)
    } else if let Some(original) = message("duplicated", "the number of what was `duplicated`")? {
        Choice::Duplicate(original)
    } else if let Some(loc) = loc("crashed", "the name of who `crashed`")? {
        Choice::Crash(loc)
    } else if let Some(loc) = loc("recovered", "the name of who `recovered`")? {
        let recovery = match json.get("state").and_then(Json::as_str) {
            Some("fresh") => Recovery::Fresh,
            Some("kept") => Recovery::Kept,
            _ => return Err(step("a `state`, `fresh` or `kept`")),
        };
        Choice::Recover(loc, recovery)
    } else {
        return Err(step("what happened"));
    };
    Ok(Line { number, time_ms, choice, text })
}
