//! A part of a chart.
//!
//! What is left out is never silently gone: a row in its place says which events it stands for,
//! and remembers which nodes crashed meanwhile. A message that was sent in the part left out and
//! received outside of it comes from that row.

use std::ops::RangeInclusive;

use super::{Arrow, Change, Chart, End, Fold, Point, Row};

#[cfg(test)]
mod tests;

impl Chart {
    /// The chart with the events of those numbers only, and what they sent. The row of boot
    /// events stays.
    pub fn window(&self, events: &RangeInclusive<u64>) -> Self {
        self.keep(std::slice::from_ref(events))
    }

    /// The chart with its first and last events only if it has more than `events_max`.
    pub fn folded(&self, events_max: u64) -> Self {
        let numbers = self.rows.iter().filter_map(number);
        let (Some(first), Some(last)) = (numbers.clone().min(), numbers.max()) else {
            return self.clone();
        };
        if last - first < events_max {
            return self.clone();
        }
        let head = events_max * 2 / 3;
        let tail = events_max - head;
        self.keep(&[0..=first + head.saturating_sub(1), last.saturating_sub(tail) + 1..=last])
    }

    /// The chart with the events in one of the ranges only.
    fn keep(&self, ranges: &[RangeInclusive<u64>]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        let mut moved = Vec::with_capacity(self.rows.len());
        let mut event = 0;
        for row in &self.rows {
            event = number(row).unwrap_or(event);
            let boots = matches!(row, Row::Boots(_));
            if boots || ranges.iter().any(|range| range.contains(&event)) {
                rows.push(row.clone());
            } else {
                match rows.last_mut() {
                    Some(Row::Fold(fold)) => fold.take(row),
                    _ => rows.push(Row::Fold(Fold::of(row))),
                }
            }
            moved.push(rows.len() - 1);
        }
        let mut left_out = Vec::new();
        for row in &mut rows {
            match row {
                Row::Arrow(Arrow { from: Some(Point { row, .. }), .. }) => {
                    *row = moved.get(*row).copied().unwrap_or(*row);
                }
                Row::Fold(fold) => left_out.push(fold.words()),
                _ => {}
            }
        }
        let mut circumstances = self.circumstances.clone();
        for words in left_out {
            circumstances.push_str(&format!("; {words}"));
        }
        Self { rows, circumstances, ..self.clone() }
    }
}

impl Fold {
    fn of(row: &Row) -> Self {
        let mut fold = Self { events: None, messages: 0, changes: Vec::new() };
        fold.take(row);
        fold
    }

    fn take(&mut self, row: &Row) {
        match row {
            Row::Arrow(_) => {
                if let Some(number) = number(row) {
                    let first = self.events.map_or(number, |(first, _)| first);
                    self.events = Some((first, number));
                } else {
                    self.messages += 1;
                }
            }
            Row::Change(change) => self.changes.push(change.clone()),
            Row::Fold(fold) => {
                let first = self.events.or(fold.events).map(|(first, _)| first);
                let last = fold.events.or(self.events).map(|(_, last)| last);
                self.events = first.zip(last);
                self.messages += fold.messages;
                self.changes.extend(fold.changes.iter().cloned());
            }
            Row::Boots(_) => {}
        }
    }

    /// What is left out, and how to see it.
    pub fn advice(&self) -> String {
        let words = self.words();
        match self.events {
            Some((first, last)) => {
                format!("{words} (--chart-from {first} --chart-to {last} shows them)")
            }
            None => words,
        }
    }

    /// What is left out, in words.
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        match self.events {
            Some((first, last)) if first == last => parts.push(format!("event {first}")),
            Some((first, last)) => parts.push(format!("events {first} to {last}")),
            None if self.messages > 0 => parts.push(counted(self.messages, "message")),
            None => {}
        }
        let count = |is: fn(&Change) -> bool| self.changes.iter().filter(|c| is(c)).count();
        for (count, what) in [
            (count(|change| matches!(change, Change::Crash(_))), "crash"),
            (count(|change| matches!(change, Change::Recovery(_))), "recovery"),
            (count(|change| matches!(change, Change::Partition(_))), "partition"),
        ] {
            if count > 0 {
                parts.push(counted(count, what));
            }
        }
        let words =
            if parts.is_empty() { "the end of a partition".to_owned() } else { parts.join(", ") };
        format!("{words} left out")
    }
}

fn counted(count: usize, what: &str) -> String {
    let plural = match what {
        "crash" => "crashes".to_owned(),
        "recovery" => "recoveries".to_owned(),
        _ => format!("{what}s"),
    };
    if count == 1 { format!("1 {what}") } else { format!("{count} {plural}") }
}

/// The number of the row's event.
fn number(row: &Row) -> Option<u64> {
    match row {
        Row::Arrow(Arrow { end: End::Event { number, .. }, .. }) => Some(*number),
        _ => None,
    }
}
