use expect_test::expect;

use crate::chart::tests::{SEVEN, all_sorts_chart, assert_well_formed, jumble};
use crate::chart::{Arrow, Chart, End, Row, svg, text};

/// The numbers of the events that have arrows.
fn numbers(chart: &Chart) -> Vec<u64> {
    let number = |row: &Row| match row {
        Row::Arrow(Arrow { end: End::Event { number, .. }, .. }) => Some(*number),
        _ => None,
    };
    chart.rows.iter().filter_map(number).collect()
}

#[test]
fn what_is_left_out_is_told() {
    let chart = all_sorts_chart();
    expect![[r#"
        all <sorts>: random schedule, seed 7, 8 events; event 3 left out; events 6 to 7, 1 crash left out

                  n1                           n2      n3    client
        boot       ●                            ●       ●       ┊
                … event 3 left out (--chart-from 3 --chart-to 3 shows them)
           4       ├─────── ask (1, 17) ───────>│       │       ┊
                   │                            │ answer [0; 1; 2; 3; 4; 5; 6; 7; 8…; 37; 38; 39]
                   │                            ├───────┼──────>┊
                   │   late (1, 42) (pending) ┄┄┤       │       ┊
           5       ├─────────── ask (1, 42) ────┼──────>│       ┊
                … events 6 to 7, 1 crash left out (--chart-from 6 --chart-to 7 shows them)
                  n1                           n2      n3    client
    "#]]
    .assert_eq(&text(&chart.window(&(4..=5)), Some(90)));
    expect![[r#"
        all <sorts>: random schedule, seed 7, 8 events; event 3 left out; events 6 to 7, 1 crash left out

         boot  n1 n2 n3
               … event 3 left out (--chart-from 3 --chart-to 3 shows them)
            4  n1     ──> n2      ask (1, 17)
               n2     ──> client  answer [0; 1; 2; 3; 4; 5; 6; 7; 8…; 37; 38; 39]
               n2     ┄┄  n1      late (1, 42) (pending)
            5  n1     ──> n3      ask (1, 42)
               … events 6 to 7, 1 crash left out (--chart-from 6 --chart-to 7 shows them)
    "#]].assert_eq(&text(&chart.window(&(4..=5)), Some(30)));
}

#[test]
fn a_window_has_the_events_of_its_range() {
    let chart = jumble(&SEVEN, 400);
    assert_eq!(numbers(&chart.window(&(100..=149))), (100..150).collect::<Vec<u64>>());
    assert_eq!(numbers(&chart.window(&(390..=9999))), (390..400).collect::<Vec<u64>>());
    assert_eq!(numbers(&chart.window(&(1000..=9999))), Vec::<u64>::new());
    assert_eq!(chart.window(&(0..=u64::MAX)), chart);
}

#[test]
fn a_long_chart_is_folded_in_its_middle() {
    let chart = jumble(&SEVEN, 400);
    let folded = chart.folded(90);
    let kept: Vec<u64> = (0..60).chain(370..400).collect();
    assert_eq!(numbers(&folded), kept);
    assert!(folded.circumstances.ends_with("400 events; events 60 to 369 left out"));
    assert_eq!(chart.folded(400), chart, "what is short enough stays whole");
    assert_well_formed(&svg(&folded));
}

#[test]
fn messages_sent_in_a_fold_come_from_it() {
    let chart = jumble(&SEVEN, 400).folded(90);
    let fold = chart.rows.iter().position(|row| matches!(row, Row::Fold(_)));
    let fold = fold.expect("there is a fold");
    let sent_in_fold = |row: &&Row| match row {
        Row::Arrow(Arrow { from: Some(point), .. }) => (60..370).contains(&point.event),
        _ => false,
    };
    let mut count = 0;
    for row in chart.rows.iter().filter(sent_in_fold) {
        let Row::Arrow(Arrow { from: Some(point), .. }) = row else { continue };
        assert_eq!(point.row, fold);
        count += 1;
    }
    assert!(count > 0, "the jumble has messages that take long");
}

#[test]
fn a_crash_in_a_fold_is_not_forgotten() {
    let chart = all_sorts_chart().window(&(0..=5));
    let fold = chart.rows.len() - 1;
    assert_eq!(chart.downs(), [(2, fold, None)]);
    assert!(svg(&chart).contains("class=\"life dead\""));
}

#[test]
fn folding_twice_adds_up() {
    let chart = jumble(&SEVEN, 400).folded(90).window(&(0..=9));
    let folds: Vec<String> = chart
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Fold(fold) => Some(fold.words()),
            _ => None,
        })
        .collect();
    assert_eq!(folds, ["events 10 to 399 left out"]);
}
