//! Counting and the rhythm of log lines.

use std::time::Duration;

use evc_runtime::Loc;
use tokio::time::advance;

use super::{LINE_INTERVAL, Tally};

#[tokio::test(start_paused = true)]
async fn everything_is_counted_but_not_everything_is_worth_a_line() {
    let tally = Tally::default();
    let p = Some(Loc::new("p"));
    assert_eq!(tally.add("lost", p), Some(0));
    assert_eq!(tally.add("lost", p), None);
    assert_eq!(tally.add("lost", Some(Loc::new("q"))), Some(0));
    assert_eq!(tally.add("rejected", None), Some(0));
    advance(LINE_INTERVAL - Duration::from_millis(1)).await;
    assert_eq!(tally.add("lost", p), None);
    advance(Duration::from_millis(1)).await;
    assert_eq!(tally.add("lost", p), Some(2));
    assert_eq!(tally.add("lost", p), None);
    assert_eq!(tally.causes_counted(), [("lost", 6), ("rejected", 1)]);
    assert_eq!((tally.count("lost"), tally.count("fault")), (6, 0));
}
