//! A chart as a list, for terminals that are too narrow for lanes.

use super::columns;
use crate::chart::{Arrow, Chart, End, Row};

/// What stands for the sender of a message that came from outside.
const OUTSIDE: &str = "·";
/// What stands for the receiver of a message to no location of the system.
const NOBODY: &str = "?";

/// Appends the list to `out`: one line a row.
pub(super) fn write(chart: &Chart, out: &mut String) {
    let names = chart.lanes.iter().map(|lane| columns(&lane.name));
    let widest = names.max().unwrap_or(0).max(1);
    let numbers = super::numbers(chart);
    for row in &chart.rows {
        match row {
            Row::Boots(boots) => {
                let names: Vec<&str> = boots.iter().map(|boot| name(chart, boot.lane)).collect();
                out.push_str(&format!("{:>numbers$}  {}\n", "boot", names.join(" ")));
            }
            Row::Change(change) => {
                let lane =
                    change.lane().map_or(String::new(), |lane| name(chart, lane).to_owned() + " ");
                out.push_str(&format!("{:numbers$}  {lane}{}\n", "", change.words(chart)));
            }
            Row::Fold(fold) => out.push_str(&format!("{:numbers$}  … {}\n", "", fold.advice())),
            Row::Arrow(arrow) => message(chart, arrow, numbers, widest, out),
        }
    }
}

fn message(chart: &Chart, arrow: &Arrow, numbers: usize, widest: usize, out: &mut String) {
    let number = match arrow.end {
        End::Event { number, .. } => number.to_string(),
        _ => String::new(),
    };
    let stroke = match arrow.end {
        End::Event { .. } | End::Output => "──>",
        End::Lost => "──×",
        End::Pending | End::Undelivered => "┄┄ ",
    };
    let from = padded(arrow.from.map_or(OUTSIDE, |point| name(chart, point.lane)), widest);
    let to = padded(arrow.to.map_or(NOBODY, |lane| name(chart, lane)), widest);
    let label = arrow.label.line();
    out.push_str(&format!("{number:>numbers$}  {from} {stroke} {to}  {label}\n"));
    if let End::Event { fault: Some(fault), .. } = &arrow.end {
        out.push_str(&format!("{:numbers$}  ! {fault}\n", ""));
    }
}

fn name(chart: &Chart, lane: usize) -> &str {
    chart.lanes.get(lane).map_or(NOBODY, |lane| lane.name.as_str())
}

fn padded(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(blanks))
}
