//! A chart as a page on which one can look around: one self-contained HTML file.
//!
//! The page holds the chart as data and draws the rows in sight only, so that a run of twenty
//! thousand events opens at once. It needs no network and no font, and a policy in its head
//! forbids it both. Whoever cannot use pictures or scripts finds the run as text at its end.

use super::{Chart, text};

mod data;
#[cfg(test)]
mod tests;

/// How many events the run as text has at most.
const TEXT_EVENTS_MAX: u64 = 300;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
/// The parts of the program, in the order in which they need each other.
const PROGRAM: [&str; 4] = [
    include_str!("html/model.js"),
    include_str!("html/picture.js"),
    include_str!("html/panel.js"),
    include_str!("html/page.js"),
];

/// The chart as an HTML file.
pub fn html(chart: &Chart) -> String {
    let title = escaped(&format!("{}: {}", chart.spec, chart.circumstances));
    // No width is enough for lanes, and lanes of characters are nothing to be read aloud.
    let listing = escaped(&text(&chart.folded(TEXT_EVENTS_MAX), Some(0)));
    let parts = [
        ("title", title),
        ("style", STYLE.to_owned()),
        ("spec", escaped(&chart.spec)),
        ("circumstances", escaped(&chart.circumstances)),
        ("listing", listing),
        ("data", data::json(chart)),
        ("program", PROGRAM.concat()),
    ];
    let mut page = String::new();
    let mut rest = PAGE;
    // The parts are filled in one pass, so that nothing in a part can name another.
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("every slot of the page is closed");
        let part = parts.iter().find(|(slot, _)| *slot == name);
        page.push_str(before);
        page.push_str(&part.expect("the page has these slots only").1);
        rest = after;
    }
    page + rest
}

/// Text as HTML writes it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
