use evc_runtime::{Loc, Value};
use expect_test::expect;

use super::{Deed, Journal, Moment};
use crate::chart::tests::{Run, assert_well_formed, at, locs};
use crate::chart::{Chart, Scene, html, svg, text};

/// A run in which the environment does everything it can.
fn stormy() -> Chart {
    let [n1, n2, n3] = locs(["n1", "n2", "n3"]);
    let mut run = Run::default();
    run.event("n1", None, "start", Value::Unit).send("n2", "ask", Value::Int(1));
    run.receive(0, 0).event("n3", None, "start", Value::Unit);
    for (event, step) in [(0, 1), (1, 5), (2, 9)] {
        run.at_step(event, step);
    }
    let incidents = [
        at(0, Deed::Lost { to: n2, cause: None }),
        at(2, Deed::Partition(vec![vec![n1, n2], vec![n3]])),
        at(3, Deed::Crash(n3)),
        at(6, Deed::Heal),
        at(7, Deed::Recovery(n3)),
        at(10, Deed::Crash(n1)),
    ];
    let scene = Scene {
        spec: "storm",
        schedule: "timed",
        seed: Some(1),
        nodes: &[n1, n2, n3],
        external: &[],
        incidents: Some(&incidents),
        journal: None,
    };
    Chart::new(&run.trace(0), &scene)
}

#[test]
fn deeds_stand_where_they_were_done() {
    expect![[r#"
        storm: timed schedule, seed 1, 3 events

                          n1                     n2            n3
                           │ o─ message (lost) ─× │             │
           0   o─ start ──>│                      │             │
             ══ partition: n1 n2 | n3 ═══════════════════════════
                           │                      │             ╳ crashed
           1               ├─────── ask 1 ───────>│             │
             ══ the partition heals ═════════════════════════════
                           │                      │             ● recovered
           2               │                      │ o─ start ──>│
                           ╳ crashed              │             │
                          n1                     n2            n3
    "#]]
    .assert_eq(&text(&stormy(), Some(80)));
    expect![[r#"
        storm: timed schedule, seed 1, 3 events

               ·  ──× n2  message (lost)
            0  ·  ──> n1  start
               partition: n1 n2 | n3
               n3 crashed
            1  n1 ──> n2  ask 1
               the partition heals
               n3 recovered
            2  ·  ──> n3  start
               n1 crashed
    "#]]
    .assert_eq(&text(&stormy(), Some(10)));
}

#[test]
fn nodes_are_down_and_networks_parted_for_a_while() {
    let chart = stormy();
    assert_eq!(chart.partitions(), [(2, Some(5))]);
    assert_eq!(chart.downs(), [(2, 3, Some(6)), (0, 8, None)]);
    let picture = svg(&chart);
    assert_well_formed(&picture);
    for part in ["class=\"parted\"", "partition: n1 n2 | n3", "class=\"risen\"", "life dead"] {
        assert!(picture.contains(part), "{part} is missing in {picture}");
    }
    let page = html(&chart);
    for part in ["\"change\":\"partition\"", "\"change\":\"heal\"", "\"change\":\"recovery\""] {
        assert!(page.contains(part), "{part} is missing");
    }
}

#[test]
fn a_journal_keeps_what_changes() {
    let [n1, n2] = locs(["n1", "n2"]);
    let state = |count, done| {
        vec![("count".to_owned(), Value::Int(count)), ("done".to_owned(), Value::Bool(done))]
    };
    let mut journal = Journal::new(vec![(n1, state(0, false)), (n2, state(5, false))]);
    journal.enter(n1, state(1, false), Some(10));
    journal.enter(n2, state(5, false), Some(12));
    journal.enter(n1, state(2, true), None);
    journal.enter(Loc::new("n9"), Vec::new(), None);
    let shown = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(journal.starts[1], (n2, vec![shown("count", "5"), shown("done", "false")]));
    let moment = |time_ms, changes| Moment { time_ms, changes };
    assert_eq!(
        journal.moments,
        [
            moment(Some(10), vec![shown("count", "1")]),
            moment(Some(12), Vec::new()),
            moment(None, vec![shown("count", "2"), shown("done", "true")]),
            moment(None, Vec::new()),
        ]
    );
}
