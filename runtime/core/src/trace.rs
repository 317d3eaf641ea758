//! What happened in a run, event by event.
//!
//! Simulated, networked and verified runs are recorded alike, and written as JSON Lines: one
//! object for each event, then one with totals. Equal runs give equal bytes, so comparing two
//! engines is comparing two texts.

use crate::fault::Fault;
use crate::header::Header;
use crate::json;
use crate::loc::Loc;
use crate::value::Value;

#[cfg(test)]
mod tests;

/// The send of which an event is the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cause {
    /// The event that sent the message.
    pub event: u64,
    /// Which of that event's sends it was, from 0.
    pub send: usize,
}

/// One message sent at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendRecord {
    /// Where it goes.
    pub to: Loc,
    /// How long its sending waits, in milliseconds.
    pub delay_ms: u64,
    /// Its header.
    pub header: Header,
    /// Its body.
    pub value: Value,
    /// Whether it goes to a location outside the system, and so is an output of the system.
    pub external: bool,
    /// Whether it goes to a location that the system has not heard of, and so to nobody.
    pub unknown: bool,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The step of the run, from 0. Losing and duplicating a message and crashing a node are
    /// steps that are no events, so these numbers have gaps.
    pub step: u64,
    /// The event, from 0 without gaps.
    pub event: u64,
    /// Where it happened.
    pub loc: Loc,
    /// What caused it; nothing for what came from outside.
    pub cause: Option<Cause>,
    /// The header of the message received.
    pub header: Header,
    /// The body of the message received.
    pub value: Value,
    /// What was sent, in order.
    pub sends: Vec<SendRecord>,
    /// Whether the process had halted before, or had crashed, or never was there.
    pub halted: bool,
    /// Why the process handled the message in vain.
    pub fault: Option<Fault>,
}

/// Totals of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many events there were.
    pub events: u64,
    /// How many messages went to external locations.
    pub outputs: u64,
    /// How many messages were still in flight at the end.
    pub pending: u64,
    /// How many events faulted.
    pub faults: u64,
}

/// A recorded run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    records: Vec<Record>,
    summary: Summary,
}

impl Trace {
    /// The trace of those events and totals.
    pub fn new(records: Vec<Record>, summary: Summary) -> Self {
        Self { records, summary }
    }

    /// The events in the order they happened.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The totals.
    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// The trace as JSON Lines.
    pub fn to_json_lines(&self) -> String {
        let mut out = String::new();
        for record in &self.records {
            write_record(record, &mut out);
            out.push('\n');
        }
        write_summary(self.summary, &mut out);
        out.push('\n');
        out
    }
}

/// Appends one event to `out` as a JSON object, without a line end.
pub fn write_record(record: &Record, out: &mut String) {
    out.push_str("{\"step\":");
    json::write_number(record.step, out);
    out.push_str(",\"event\":");
    json::write_number(record.event, out);
    out.push_str(",\"loc\":");
    json::write_str(record.loc.name(), out);
    out.push_str(",\"cause\":");
    match record.cause {
        Some(cause) => json::write_number(cause.event, out),
        None => out.push_str("null"),
    }
    write_message(&record.header, &record.value, out);
    out.push_str(",\"sends\":");
    json::write_array(&record.sends, out, write_send);
    if record.halted {
        out.push_str(",\"halted\":true");
    }
    if let Some(fault) = &record.fault {
        out.push_str(",\"fault\":");
        json::write_str(&fault.to_string(), out);
    }
    out.push('}');
}

/// Appends the totals to `out` as a JSON object, without a line end.
pub fn write_summary(summary: Summary, out: &mut String) {
    let Summary { events, outputs, pending, faults } = summary;
    out.push_str("{\"summary\":{\"events\":");
    json::write_number(events, out);
    out.push_str(",\"outputs\":");
    json::write_number(outputs, out);
    out.push_str(",\"pending\":");
    json::write_number(pending, out);
    out.push_str(",\"faults\":");
    json::write_number(faults, out);
    out.push_str("}}");
}

fn write_send(send: &SendRecord, out: &mut String) {
    out.push_str("{\"to\":");
    json::write_str(send.to.name(), out);
    out.push_str(",\"delay\":");
    json::write_number(send.delay_ms, out);
    write_message(&send.header, &send.value, out);
    if send.external {
        out.push_str(",\"external\":true");
    }
    if send.unknown {
        out.push_str(",\"unknown\":true");
    }
    out.push('}');
}

fn write_message(header: &Header, value: &Value, out: &mut String) {
    out.push_str(",\"header\":");
    json::write_array(header.tokens(), out, |token, out| json::write_str(token.as_str(), out));
    out.push_str(",\"value\":");
    json::write_value(value, out);
}
