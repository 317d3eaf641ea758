//! The chart as JSON, for the program of the page.
//!
//! Texts are listed once and named by their number, as values repeat. What is not there has its
//! default: an empty list, false, or nothing.

use std::collections::BTreeMap;

use evc_runtime::json::write_str;

use crate::chart::{Arrow, Change, Chart, End, Row, Variables};

/// The chart as JSON that can stand inside of a script element.
pub(super) fn json(chart: &Chart) -> String {
    let mut texts = Texts::default();
    let rows = list(&chart.rows, |row| match row {
        Row::Arrow(arrow) => message(arrow, &mut texts),
        Row::Boots(boots) => {
            let boots = list(boots, |boot| {
                format!("[{},{},{}]", boot.lane, boot.event, u8::from(boot.halted))
            });
            format!("{{\"boots\":{boots}}}")
        }
        Row::Change(change) => changed(chart, change),
        Row::Fold(fold) => {
            let changes = list(&fold.changes, |change| changed(chart, change));
            format!("{{\"fold\":{},\"changes\":{changes}}}", quoted(&fold.advice()))
        }
    });
    let starts = list(&chart.starts, |variables| state(variables, &mut texts));
    let moments = list(&chart.moments, |(lane, moment)| {
        let time = moment.time_ms.map_or("null".to_owned(), |time| time.to_string());
        format!("[{lane},{time},{}]", state(&moment.changes, &mut texts))
    });
    let lanes = list(&chart.lanes, |lane| {
        format!("{{\"name\":{},\"external\":{}}}", quoted(&lane.name), lane.external)
    });
    let (spec, about) = (quoted(&chart.spec), quoted(&chart.circumstances));
    let json = format!(
        "{{\"spec\":{spec},\"circumstances\":{about},\n\"lanes\":{lanes},\n\
         \"texts\":{},\n\"starts\":{starts},\n\"moments\":{moments},\n\"rows\":{rows}}}",
        list(&texts.list, |text| quoted(text))
    );
    // These three stand in texts only, where JSON may write them otherwise; so no text can end
    // the element.
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The texts so far.
#[derive(Default)]
struct Texts {
    list: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Texts {
    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.list.push(text.to_owned());
        self.numbers.insert(text.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}

fn message(arrow: &Arrow, texts: &mut Texts) -> String {
    let mut fields = Vec::new();
    if let Some(from) = arrow.from {
        fields.push(format!("\"from\":[{},{},{}]", from.lane, from.row, from.event));
    }
    if let Some(to) = arrow.to {
        fields.push(format!("\"to\":{to}"));
    }
    match &arrow.end {
        End::Event { number, halted, fault } => {
            fields.push(format!("\"event\":{number}"));
            if *halted {
                fields.push("\"halted\":true".to_owned());
            }
            if let Some(fault) = fault {
                fields.push(format!("\"fault\":{}", quoted(fault)));
            }
        }
        End::Output => fields.push("\"end\":\"output\"".to_owned()),
        End::Lost => fields.push("\"end\":\"lost\"".to_owned()),
        End::Pending => fields.push("\"end\":\"pending\"".to_owned()),
        End::Undelivered => fields.push("\"end\":\"undelivered\"".to_owned()),
    }
    let header = texts.number(&arrow.label.full_header);
    fields.push(format!("\"kind\":{},\"header\":{header}", arrow.kind));
    if !["()", ""].contains(&arrow.label.full_value.as_str()) {
        fields.push(format!("\"value\":{}", texts.number(&arrow.label.full_value)));
    }
    if !arrow.label.notes.is_empty() {
        let notes = list(&arrow.label.notes, |note| texts.number(note).to_string());
        fields.push(format!("\"notes\":{notes}"));
    }
    format!("{{{}}}", fields.join(","))
}

fn changed(chart: &Chart, change: &Change) -> String {
    let kind = match change {
        Change::Crash(_) => "crash",
        Change::Recovery(_) => "recovery",
        Change::Partition(_) => "partition",
        Change::Heal => "heal",
    };
    let lane = change.lane().map_or(String::new(), |lane| format!(",\"lane\":{lane}"));
    format!("{{\"change\":\"{kind}\"{lane},\"words\":{}}}", quoted(&change.words(chart)))
}

/// State variables as a list of numbers of names and values in turn.
fn state(variables: &Variables, texts: &mut Texts) -> String {
    list(variables, |(name, value)| format!("{},{}", texts.number(name), texts.number(value)))
}

fn list<T>(items: &[T], mut json: impl FnMut(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(&mut json).collect();
    format!("[{}]", items.join(","))
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_str(text, &mut out);
    out
}
