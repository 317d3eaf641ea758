//! A chart as plain text, for terminals.
//!
//! Lanes are columns and every message is a line, with its label on the arrow where it fits and on
//! a line above where not. Lanes move together as far as the width demands; if they cannot stand
//! apart any more, the chart becomes a list.

use super::label::{char_columns, columns, shortened};
use super::{Arrow, Change, Chart, End, Row};

mod canvas;
mod list;

use canvas::Line;

/// The least distance of two lifelines.
const GAP_MIN: usize = 8;
/// After how many rows the names of the lanes are repeated.
const REPEAT_ROWS: usize = 50;
/// What an arrow needs beside its label, from lifeline to lifeline.
const ARROW_COLUMNS: usize = 7;
/// What an arrow from outside needs beside its label, left of its lifeline.
const ENTRY_COLUMNS: usize = 6;

/// The chart as text, ending in a line feed.
///
/// No line is longer than `width` columns unless names and shortened values leave no choice even
/// in a list. Without a width there is no limit.
pub fn text(chart: &Chart, width: Option<usize>) -> String {
    let mut out = format!("{}: {}\n\n", chart.spec, chart.circumstances);
    match Columns::fitted(chart, width) {
        Some(columns) => Drawing { chart, columns, width }.write(&mut out),
        None => list::write(chart, &mut out),
    }
    out
}

/// The columns of the lifelines.
struct Columns {
    /// How many columns the event numbers take.
    numbers: usize,
    lanes: Vec<usize>,
}

impl Columns {
    /// The lifelines as far apart as labels want and the width allows; nothing if it does not.
    fn fitted(chart: &Chart, width: Option<usize>) -> Option<Self> {
        let numbers = numbers(chart);
        let floors = floors(chart);
        // Labels of what does not pass between nodes are the first to go above their arrows.
        let wishes = [wishes(chart, &floors, true), wishes(chart, &floors, false)];
        let fits =
            |gaps: &[usize]| width.is_none_or(|width| numbers + gaps.iter().sum::<usize>() < width);
        let [all, some] = &wishes;
        let widest = some.iter().copied().max().unwrap_or(0);
        let at_most = |most: usize| -> Vec<usize> {
            let gap = |(wish, floor): (&usize, &usize)| (*wish).min(most).max(*floor);
            some.iter().zip(&floors).map(gap).collect()
        };
        let mut choices = std::iter::once(all.clone()).chain((0..=widest).rev().map(at_most));
        let gaps = choices.find(|gaps| fits(gaps))?;
        let mut x = numbers;
        let mut lanes = Vec::with_capacity(chart.lanes.len());
        for gap in gaps.iter().take(chart.lanes.len()) {
            x += gap;
            lanes.push(x);
        }
        Some(Self { numbers, lanes })
    }

    fn of(&self, lane: usize) -> usize {
        self.lanes.get(lane).copied().unwrap_or(self.numbers)
    }
}

/// How many columns the longest event number takes, and a blank.
fn numbers(chart: &Chart) -> usize {
    let number = |row: &Row| match row {
        Row::Arrow(Arrow { end: End::Event { number, .. }, .. }) => number.to_string().len(),
        _ => "boot".len(),
    };
    chart.rows.iter().map(number).max().unwrap_or(0) + 1
}

/// The least widths of the gaps: left of the first lane, between each two, right of the last.
fn floors(chart: &Chart) -> Vec<usize> {
    let half = |lane: Option<&super::Lane>| lane.map_or(0, |lane| columns(&lane.name) / 2 + 1);
    let gap = |number: usize| {
        let before = number.checked_sub(1).and_then(|lane| chart.lanes.get(lane));
        let after = chart.lanes.get(number);
        let names = half(before) + half(after);
        match (before, after) {
            (Some(_), Some(_)) => names.max(GAP_MIN),
            (None, Some(_)) => names.max(ENTRY_COLUMNS),
            (Some(_), None) | (None, None) => names,
        }
    };
    (0..=chart.lanes.len()).map(gap).collect()
}

/// The widths that the gaps need so that the label of every message between neighbours is on its
/// arrow, and, if `all`, those of messages that enter, return or go nowhere too.
fn wishes(chart: &Chart, floors: &[usize], all: bool) -> Vec<usize> {
    let mut wishes = floors.to_vec();
    for row in &chart.rows {
        let Row::Arrow(arrow) = row else { continue };
        let label = columns(&arrow.label.line());
        let (gap, wish) = match (arrow.from.map(|point| point.lane), arrow.to) {
            (None, Some(to)) if all => (to, label + ENTRY_COLUMNS + 3),
            (Some(from), Some(to)) if from + 1 == to => (to, label + ARROW_COLUMNS),
            (Some(from), Some(to)) if to + 1 == from => (from, label + ARROW_COLUMNS),
            (Some(from), to) if all && (to.is_none() || to == Some(from)) => {
                (from + 1, label + ARROW_COLUMNS)
            }
            _ => continue,
        };
        if let Some(widest) = wishes.get_mut(gap) {
            *widest = wish.max(*widest);
        }
    }
    wishes
}

struct Drawing<'a> {
    chart: &'a Chart,
    columns: Columns,
    width: Option<usize>,
}

/// The stroke of an arrow in one line: where it starts and ends, with what.
struct Stroke {
    from: usize,
    to: usize,
    start: Option<char>,
    body: char,
    head: char,
}

impl Drawing<'_> {
    fn write(&self, out: &mut String) {
        self.names().write(out);
        for (number, row) in self.chart.rows.iter().enumerate() {
            if number > 0 && number % REPEAT_ROWS == 0 {
                self.names().write(out);
            }
            match row {
                Row::Boots(boots) => {
                    let mut line = self.lifelines();
                    line.put(0, "boot");
                    for boot in boots {
                        line.put(self.columns.of(boot.lane), if boot.halted { "○" } else { "●" });
                    }
                    line.write(out);
                }
                Row::Change(change) => self.change(change, out),
                Row::Fold(fold) => self.banner('⋮', &format!("… {}", fold.advice()), out),
                Row::Arrow(arrow) => self.message(arrow, out),
            }
        }
        self.names().write(out);
    }

    fn change(&self, change: &Change, out: &mut String) {
        let words = change.words(self.chart);
        let Some(lane) = change.lane() else { return self.banner('═', &words, out) };
        let sign = if matches!(change, Change::Recovery(_)) { '●' } else { '╳' };
        let mut line = self.lifelines();
        line.put(self.columns.of(lane), &format!("{sign} {words}"));
        line.write(out);
    }

    /// Words across all lanes, in a line of such signs.
    fn banner(&self, sign: char, words: &str, out: &mut String) {
        let mut line = Line::default();
        let end = self.columns.lanes.last().copied().unwrap_or(self.columns.numbers);
        for x in self.columns.numbers..=end {
            line.set(x, if sign == '═' || self.columns.lanes.contains(&x) { sign } else { ' ' });
        }
        self.write_at(&format!(" {words}"), self.columns.numbers + 2, &mut line);
        line.write(out);
    }

    fn names(&self) -> Line {
        let mut line = Line::default();
        for (number, lane) in self.chart.lanes.iter().enumerate() {
            let x = self.columns.of(number);
            line.put(x.saturating_sub(columns(&lane.name) / 2), &lane.name);
        }
        line
    }

    fn lifelines(&self) -> Line {
        let mut line = Line::default();
        for (number, lane) in self.chart.lanes.iter().enumerate() {
            line.put(self.columns.of(number), if lane.external { "┊" } else { "│" });
        }
        line
    }

    fn message(&self, arrow: &Arrow, out: &mut String) {
        if arrow.returns() {
            return self.loop_back(arrow, out);
        }
        let label = arrow.label.line();
        let Some(stroke) = self.stroke(arrow, columns(&label)) else { return };
        let (left, right) = (stroke.from.min(stroke.to), stroke.from.max(stroke.to));
        let mut line = self.lifelines();
        self.draw(&stroke, &mut line);
        // Between the ends there must be the label, a blank on either side, a bit of the stroke
        // and the head.
        if right - left >= columns(&label) + 6 {
            // The head takes one of the columns that are to spare.
            let spare = right - left - columns(&label);
            let middle = left + if stroke.from < stroke.to { spare / 2 } else { spare.div_ceil(2) };
            line.put(middle - 1, &format!(" {label} "));
        } else {
            let mut above = self.lifelines();
            self.write_at(&label, left + 2, &mut above);
            above.write(out);
        }
        self.number(arrow, &mut line);
        line.write(out);
        self.fault(arrow, out);
    }

    /// The stroke of an arrow whose label has that many columns; nothing for one that neither
    /// starts nor ends at a lane.
    fn stroke(&self, arrow: &Arrow, label: usize) -> Option<Stroke> {
        let body = match arrow.end {
            End::Pending | End::Undelivered => '┄',
            _ => '─',
        };
        let from = arrow.from.map(|point| self.columns.of(point.lane));
        let same = arrow.from.map(|point| point.lane) == arrow.to;
        match (from, arrow.to.map(|lane| self.columns.of(lane))) {
            (None, None) => None,
            (None, Some(to)) => {
                let before = self.columns.lanes.iter().rev().copied().find(|lane| *lane < to);
                let room = to - before.map_or(self.columns.numbers, |lane| lane + 1);
                let from = if label + 8 <= room { to - label - 7 } else { to - room.min(5) };
                Some(Stroke { from, to, start: Some('o'), body, head: self.tip(arrow, '>') })
            }
            (Some(from), to) if to.is_none() || same => {
                let next = self.columns.lanes.iter().copied().find(|lane| *lane > from);
                let room = next.or(self.width).map_or(usize::MAX, |end| end - from.min(end));
                let to = from + if label + 7 <= room { label + 6 } else { 5 };
                Some(Stroke { from, to, start: Some('├'), body, head: self.tip(arrow, '>') })
            }
            (Some(from), Some(to)) => {
                let (start, head) = if from < to { ('├', '>') } else { ('┤', '<') };
                Some(Stroke { from, to, start: Some(start), body, head: self.tip(arrow, head) })
            }
            (Some(_), None) => None,
        }
    }

    fn tip(&self, arrow: &Arrow, head: char) -> char {
        match arrow.end {
            End::Event { .. } | End::Output => head,
            End::Lost => '×',
            End::Pending | End::Undelivered => ' ',
        }
    }

    fn draw(&self, stroke: &Stroke, line: &mut Line) {
        let Stroke { from, to, start, body, head } = *stroke;
        let (left, right) = (from.min(to) + 1, from.max(to));
        for x in left..right {
            let crossed = self.columns.lanes.contains(&x) && body == '─';
            line.set(x, if crossed { '┼' } else { body });
        }
        if let Some(start) = start {
            line.set(from, start);
        }
        // What does not arrive stops short of the lifeline.
        let short = if matches!(head, '<' | '>') { 1 } else { 2 };
        let tip = if from < to { to - short } else { to + short };
        for x in tip.min(to) + 1..tip.max(to) {
            line.set(x, ' ');
        }
        line.set(tip, head);
    }

    fn loop_back(&self, arrow: &Arrow, out: &mut String) {
        let x = arrow.to.map_or(0, |lane| self.columns.of(lane));
        let mut line = self.lifelines();
        line.put(x, "├──╮");
        line.write(out);
        let mut line = self.lifelines();
        line.put(x, "│<─╯");
        let label = arrow.label.line();
        let fits = self.width.is_none_or(|width| x + 5 + columns(&label) <= width);
        if fits {
            line.put(x + 4, &format!(" {label}"));
        }
        self.number(arrow, &mut line);
        line.write(out);
        if !fits {
            let mut below = self.lifelines();
            self.write_at(&label, x + 2, &mut below);
            below.write(out);
        }
        self.fault(arrow, out);
    }

    fn number(&self, arrow: &Arrow, line: &mut Line) {
        if let End::Event { number, .. } = arrow.end {
            let number = number.to_string();
            line.put(self.columns.numbers.saturating_sub(number.len() + 1), &number);
        }
    }

    fn fault(&self, arrow: &Arrow, out: &mut String) {
        let (End::Event { fault: Some(fault), .. }, Some(lane)) = (&arrow.end, arrow.to) else {
            return;
        };
        let mut line = self.lifelines();
        self.write_at(&format!("! {fault}"), self.columns.of(lane), &mut line);
        line.write(out);
    }

    /// Writes the text there, or as far to the left as the width demands, shortened if it must be.
    fn write_at(&self, text: &str, x: usize, line: &mut Line) {
        let room =
            self.width.map_or(usize::MAX, |width| width.saturating_sub(self.columns.numbers));
        let text = shortened(text, room);
        let end = self.width.unwrap_or(usize::MAX);
        let x = x.min(end.saturating_sub(columns(&text)));
        line.put(x, &format!("{text} "));
    }
}
