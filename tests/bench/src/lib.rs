//! Measuring, so that a figure survives a busy machine.
//!
//! What is compared is run in turn, A B A B, after a round that is not counted, and the median
//! of the rounds is reported: a machine that slows down for a while slows both.

use std::time::{Duration, Instant};

/// How many rounds are counted.
pub const ROUNDS: usize = 11;

/// The median time that each of the given tasks takes, run in turn.
pub fn in_turn(tasks: &mut [&mut dyn FnMut()]) -> Vec<Duration> {
    let mut times: Vec<Vec<Duration>> = tasks.iter().map(|_| Vec::new()).collect();
    for round in 0..=ROUNDS {
        for (task, times) in tasks.iter_mut().zip(&mut times) {
            let time = time(task);
            if round > 0 {
                times.push(time);
            }
        }
    }
    times.into_iter().map(median).collect()
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock: that is its purpose")]
fn time(task: &mut dyn FnMut()) -> Duration {
    let start = Instant::now();
    task();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// A table in Markdown, with a row for each entry.
pub fn table(head: [&str; 3], rows: &[[String; 3]]) -> String {
    let mut text = format!("| {} |\n|---|---:|---:|\n", head.join(" | "));
    for row in rows {
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}
