//! Steps as JSON.

use super::{Cause, Happening, Incident, Record, SendRecord, Summary, VERSION};
use crate::header::Header;
use crate::json;
use crate::sim::Recovery;
use crate::value::Value;

/// Appends the first line of a trace, without a line end.
pub(super) fn write_version(out: &mut String) {
    out.push_str("{\"trace\":{\"version\":");
    json::write_number(VERSION, out);
    out.push_str("}}");
}

/// Appends one event to `out` as a JSON object, without a line end.
pub fn write_record(record: &Record, out: &mut String) {
    write_moment(record.step, record.time_ms, out);
    write_member("event", record.event, out);
    out.push_str(",\"loc\":");
    json::write_str(record.loc.name(), out);
    write_member("message", record.message, out);
    write_cause(record.cause, out);
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

/// Appends a step that was no event to `out` as a JSON object, without a line end.
pub fn write_incident(incident: &Incident, out: &mut String) {
    write_moment(incident.step, incident.time_ms, out);
    match &incident.happening {
        Happening::Lost { message, to, cause } => {
            write_member("lost", *message, out);
            out.push_str(",\"to\":");
            json::write_str(to.name(), out);
            write_cause(*cause, out);
        }
        Happening::Duplicated { message, copy, to, cause } => {
            write_member("duplicated", *message, out);
            write_member("copy", *copy, out);
            out.push_str(",\"to\":");
            json::write_str(to.name(), out);
            write_cause(*cause, out);
        }
        Happening::Crashed(loc) => {
            out.push_str(",\"crashed\":");
            json::write_str(loc.name(), out);
        }
        Happening::Recovered(loc, recovery) => {
            out.push_str(",\"recovered\":");
            json::write_str(loc.name(), out);
            out.push_str(match recovery {
                Recovery::Fresh => ",\"state\":\"fresh\"",
                Recovery::Kept => ",\"state\":\"kept\"",
            });
        }
    }
    out.push('}');
}

/// Appends the totals to `out` as a JSON object, without a line end.
pub fn write_summary(summary: Summary, out: &mut String) {
    let Summary { events, outputs, pending, faults, lost, duplicated, crashed, recovered } =
        summary;
    out.push_str("{\"summary\":{\"events\":");
    json::write_number(events, out);
    write_member("outputs", outputs, out);
    write_member("pending", pending, out);
    write_member("faults", faults, out);
    write_member("lost", lost, out);
    write_member("duplicated", duplicated, out);
    write_member("crashed", crashed, out);
    write_member("recovered", recovered, out);
    out.push_str("}}");
}

fn write_moment(step: u64, time_ms: u64, out: &mut String) {
    out.push_str("{\"step\":");
    json::write_number(step, out);
    write_member("time", time_ms, out);
}

/// Appends a member that is a number and not the first one.
fn write_member(name: &str, number: u64, out: &mut String) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":");
    json::write_number(number, out);
}

fn write_cause(cause: Option<Cause>, out: &mut String) {
    match cause {
        Some(Cause { event, send }) => {
            write_member("cause", event, out);
            write_member("send", send as u64, out);
        }
        None => out.push_str(",\"cause\":null"),
    }
}

fn write_send(send: &SendRecord, out: &mut String) {
    out.push_str("{\"to\":");
    json::write_str(send.to.name(), out);
    write_member("delay", send.delay_ms, out);
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
