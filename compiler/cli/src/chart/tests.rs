use evc_runtime::fault::{Fault, FaultKind, Site};
use evc_runtime::header::Header;
use evc_runtime::trace::{Cause, Record, SendRecord, Summary};
use evc_runtime::value::Value;
use expect_test::expect;

use super::label::{columns, shortened};
use super::place::{Label as Placed, Placement, place};
use super::*;

/// Builds a trace event by event.
#[derive(Default)]
pub(super) struct Run {
    records: Vec<Record>,
}

impl Run {
    pub(super) fn event(
        &mut self,
        loc: &str,
        cause: Option<Cause>,
        header: &str,
        value: Value,
    ) -> &mut Self {
        let event = self.records.len() as u64;
        self.records.push(Record {
            step: event,
            event,
            time_ms: 0,
            message: event,
            loc: Loc::new(loc),
            cause,
            header: Header::new(header.split(' ')),
            value,
            sends: Vec::new(),
            halted: false,
            fault: None,
        });
        self
    }

    /// The receipt of what the event sent.
    pub(super) fn receive(&mut self, event: usize, send: usize) -> &mut Self {
        let sent = self.records[event].sends[send].clone();
        let cause = Some(Cause { event: event as u64, send });
        self.event(sent.to.name(), cause, &sent.header.to_string(), sent.value)
    }

    pub(super) fn send(&mut self, to: &str, header: &str, value: Value) -> &mut Self {
        let sent = SendRecord {
            to: Loc::new(to),
            delay_ms: if header == "tick" { 100 } else { 0 },
            header: Header::new(header.split(' ')),
            value,
            external: to == "client",
            unknown: to == "nobody",
        };
        self.last().sends.push(sent);
        self
    }

    pub(super) fn last(&mut self) -> &mut Record {
        self.records.last_mut().unwrap()
    }

    /// Says at which step an event happens.
    pub(super) fn at_step(&mut self, event: usize, step: u64) {
        self.records[event].step = step;
    }

    pub(super) fn trace(&self, pending: u64) -> Trace {
        let events = self.records.len() as u64;
        Trace::new(self.records.clone(), Summary { events, pending, ..Summary::default() })
    }
}

fn pair(first: i64, second: i64) -> Value {
    Value::tuple([Value::Int(first), Value::Int(second)])
}

pub(super) fn locs<const N: usize>(names: [&str; N]) -> [Loc; N] {
    names.map(Loc::new)
}

/// What the environment did at that step.
pub(super) fn at(step: u64, deed: Deed) -> Incident {
    Incident { step, deed }
}

/// The loss of what that event sent.
pub(super) fn lost(step: u64, event: u64, send: usize) -> Incident {
    at(step, Deed::Lost { to: Loc::new("n3"), cause: Some(Cause { event, send }) })
}

/// A run with one message of each sort.
fn all_sorts() -> Run {
    let mut run = Run::default();
    for node in ["n1", "n2", "n3"] {
        run.event(node, None, "evc boot", Value::Unit);
    }
    run.event("n1", None, "start", Value::Str("<&\"'>".into()))
        .send("n2", "ask", pair(1, 17))
        .send("n3", "ask", pair(1, 42))
        .send("n3", "gossip", Value::Int(5))
        .send("n1", "tick", Value::Unit)
        .send("nobody", "hello", Value::Unit);
    run.receive(3, 0).send("client", "answer", Value::list((0..40).map(Value::Int))).send(
        "n1",
        "late",
        pair(1, 42),
    );
    run.receive(3, 1).receive(3, 3);
    let site = Site::new("sorts.evml", 3, 7);
    run.last().fault = Some(Fault { kind: FaultKind::Overflow, site });
    run.receive(3, 1);
    run.last().halted = true;
    run
}

/// The chart of that run, in which n3 crashed and the gossip was lost.
pub(super) fn all_sorts_chart() -> Chart {
    let scene = Scene {
        spec: "all <sorts>",
        schedule: "random",
        seed: Some(7),
        nodes: &locs(["n1", "n2", "n3"]),
        external: &locs(["client"]),
        incidents: Some(&[lost(6, 3, 2), at(7, Deed::Crash(Loc::new("n3")))]),
        journal: None,
    };
    Chart::new(&all_sorts().trace(1), &scene)
}

/// Every node sends to every node, in a fixed jumble.
pub(super) fn jumble(names: &[&str], events: usize) -> Chart {
    let mut run = Run::default();
    let mut flights = Vec::new();
    for name in names {
        let event = run.records.len();
        run.event(name, None, "start", Value::Unit);
        for (index, to) in names.iter().enumerate() {
            run.send(
                to,
                "vote",
                Value::tuple([Value::Int(event as i64), Value::Loc(Loc::new(name))]),
            );
            flights.push((event, index));
        }
    }
    let mut chosen = 0;
    while run.records.len() < events {
        chosen = (chosen * 31 + 7) % 1009;
        let (event, send) = flights.swap_remove(chosen % flights.len());
        run.receive(event, send);
        run.send(names[chosen % names.len()], "retry", Value::Int(chosen as i64));
        flights.push((run.records.len() - 1, 0));
        if chosen % 5 == 0 {
            run.send("client", "decided", Value::Int(4));
        }
    }
    let nodes: Vec<Loc> = names.iter().map(|name| Loc::new(name)).collect();
    let scene = Scene {
        spec: "jumble",
        schedule: "random",
        seed: None,
        nodes: &nodes,
        external: &locs(["client"]),
        incidents: None,
        journal: None,
    };
    Chart::new(&run.trace(flights.len() as u64), &scene)
}

pub(super) const SEVEN: [&str; 7] = ["n1", "n2", "n3", "n4", "n5", "n6", "n7"];

/// All texts of a picture.
fn placed(placement: &Placement) -> Vec<Placed> {
    let texts = placement.texts.iter().cloned();
    texts.flat_map(|texts| [texts.label, texts.alarm]).flatten().collect()
}

/// Whether every tag is closed in order, every attribute is quoted and every `&` is an entity.
pub(super) fn assert_well_formed(xml: &str) {
    let mut open = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        assert_entities(&rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        assert!(!tag.contains('<') && tag.matches('"').count().is_multiple_of(2), "{tag}");
        let name = tag.split(' ').next().unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert_eq!(open, Vec::<&str>::new());
    assert_eq!(rest.trim(), "");
}

fn assert_entities(text: &str) {
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"];
        assert!(known.iter().any(|entity| text[at..].starts_with(entity)), "{text}");
    }
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text}");
}

#[test]
fn text_where_labels_fit_on_arrows() {
    expect![[r#"
        all <sorts>: random schedule, seed 7, 8 events

                                   n1                              n2      n3    client
        boot                        ●                               ●       ●       ┊
           3   o─ start "<&\"'>" ──>│                               │       │       ┊
                                    ├────────── gossip 5 (lost) ────┼─────× │       ┊
                                    ├─ hello (to nobody: nobody) ×  │       │       ┊
           4                        ├──────── ask (1, 17) ─────────>│       │       ┊
                                    │              answer [0; 1; 2; 3; 4; 5; 6; 7; 8…; 37; 38; 39]
                                    │                               ├───────┼──────>┊
                                    │  ┄ late (1, 42) (pending) ┄┄┄┄┤       │       ┊
           5                        ├──────────── ask (1, 42) ──────┼──────>│       ┊
                                    ├──╮                            │       │       ┊
           6                        │<─╯ tick (after 100 ms)        │       │       ┊
                                    ! sorts.evml:3:7: integer overflow      │       ┊
                                    │                               │       ╳ crashed
           7                        ├── ask (1, 42) (duplicate, halted) ───>│       ┊
                                   n1                              n2      n3    client
    "#]]
    .assert_eq(&text(&all_sorts_chart(), Some(90)));
}

#[test]
fn text_at_sixty_columns() {
    expect![[r#"
        all <sorts>: random schedule, seed 7, 8 events

                  n1                          n2      n3    client
        boot       ●                           ●       ●       ┊
                start "<&\"'>"                 │       │       ┊
           3  o───>│                           │       │       ┊
                   ├──────── gossip 5 (lost) ──┼─────× │       ┊
                   │ hello (to nobody: nobody) │       │       ┊
                   ├──×                        │       │       ┊
           4       ├────── ask (1, 17) ───────>│       │       ┊
                   │ answer [0; 1; 2; 3; 4; 5; 6; 7; 8…; 37; 38; 39]
                   │                           ├───────┼──────>┊
                   │  late (1, 42) (pending) ┄┄┤       │       ┊
           5       ├────────── ask (1, 42) ────┼──────>│       ┊
                   ├──╮                        │       │       ┊
           6       │<─╯ tick (after 100 ms)    │       │       ┊
                   ! sorts.evml:3:7: integer overflow  │       ┊
                   │                           │       ╳ crashed
                   │ ask (1, 42) (duplicate, halted)   │       ┊
           7       ├───────────────────────────┼──────>│       ┊
                  n1                          n2      n3    client
    "#]]
    .assert_eq(&text(&all_sorts_chart(), Some(60)));
}

#[test]
fn text_as_a_list() {
    expect![[r#"
        all <sorts>: random schedule, seed 7, 8 events

         boot  n1 n2 n3
            3  ·      ──> n1      start "<&\"'>"
               n1     ──× n3      gossip 5 (lost)
               n1     ──× ?       hello (to nobody: nobody)
            4  n1     ──> n2      ask (1, 17)
               n2     ──> client  answer [0; 1; 2; 3; 4; 5; 6; 7; 8…; 37; 38; 39]
               n2     ┄┄  n1      late (1, 42) (pending)
            5  n1     ──> n3      ask (1, 42)
            6  n1     ──> n1      tick (after 100 ms)
               ! sorts.evml:3:7: integer overflow
               n3 crashed
            7  n1     ──> n3      ask (1, 42) (duplicate, halted)
    "#]]
    .assert_eq(&text(&all_sorts_chart(), Some(30)));
}

#[test]
fn text_keeps_to_the_width() {
    let chart = jumble(&SEVEN, 100);
    for width in [75, 80, 100, 120, 200] {
        let text = text(&chart, Some(width));
        assert!(text.contains('│'), "{width} columns are enough for lanes");
        assert!(text.lines().all(|line| columns(line) <= width), "{text}");
    }
    assert!(!text(&chart, Some(40)).contains('│'));
}

#[test]
fn every_message_is_shown() {
    let chart = all_sorts_chart();
    for shown in [svg(&chart), text(&chart, None), text(&chart, Some(60)), text(&chart, Some(30))] {
        for label in ["start", "ask", "(1, 17)", "(1, 42)", "gossip", "tick", "hello", "answer"] {
            assert!(shown.contains(label), "{label} is missing in {shown}");
        }
        let notes = ["lost", "pending", "after 100 ms", "to nobody: nobody", "halted", "duplicate"];
        for note in notes.into_iter().chain(["crashed", "sorts.evml:3:7: integer overflow"]) {
            assert!(shown.contains(note), "{note} is missing in {shown}");
        }
    }
}

#[test]
fn svg_is_well_formed_and_escaped() {
    let hundred: Vec<String> = (0..100).map(|number| format!("n{number}")).collect();
    let hundred: Vec<&str> = hundred.iter().map(String::as_str).collect();
    let many = jumble(&hundred, 150);
    for chart in [all_sorts_chart(), jumble(&SEVEN, 100), jumble(&[], 0), jumble(&["n"], 9), many] {
        assert_well_formed(&svg(&chart));
    }
    let svg = svg(&all_sorts_chart());
    assert!(svg.contains("all &lt;sorts&gt;"));
    assert!(svg.contains("&quot;&lt;&amp;\\&quot;&apos;&gt;&quot;"));
}

#[test]
fn what_is_shortened_is_told_in_full() {
    let full = Value::list((0..40).map(Value::Int)).to_string();
    let svg = svg(&all_sorts_chart());
    assert!(svg.contains(&format!("n2 → client: answer {full}</title>")));
    assert_eq!(svg.matches(&full).count(), 1);
}

#[test]
fn labels_are_apart_and_inside() {
    for chart in [all_sorts_chart(), jumble(&SEVEN, 150), jumble(&["a", "a-very-long-name"], 60)] {
        let placement = place(&chart);
        let labels = placed(&placement);
        for (number, label) in labels.iter().enumerate() {
            let (top, bottom) = label.extent();
            assert!(label.x >= 0 && label.x + label.width <= placement.width, "{label:?}");
            assert!(top >= 0 && bottom <= placement.height, "{label:?}");
            let crossed =
                placement.lanes.iter().any(|x| label.x <= *x && *x <= label.x + label.width);
            assert!(!crossed, "{label:?} is on a lifeline");
            let near = labels.iter().skip(number + 1);
            near.for_each(|other| assert!(!label.overlaps(other), "{label:?} {other:?}"));
        }
    }
}

#[test]
fn equal_runs_give_equal_bytes() {
    let (one, other) = (jumble(&SEVEN, 2000), jumble(&SEVEN, 2000));
    assert_eq!(svg(&one), svg(&other));
    assert_eq!(text(&one, Some(120)), text(&other, Some(120)));
    assert_well_formed(&svg(&one));
}

#[test]
fn boots_take_one_row() {
    let chart = all_sorts_chart();
    let boot = |lane| Boot { lane, event: lane as u64, halted: false };
    assert_eq!(chart.rows.first(), Some(&Row::Boots(vec![boot(0), boot(1), boot(2)])));
    let others = chart.rows.iter().skip(1);
    assert_eq!(others.filter(|row| matches!(row, Row::Boots(_))).count(), 0);
}

#[test]
fn boots_that_send_have_arrows_from_their_row() {
    let mut run = Run::default();
    run.event("n1", None, "evc boot", Value::Unit).send("n2", "ask", Value::Unit);
    run.event("n2", None, "evc boot", Value::Unit).receive(0, 0);
    let scene = Scene {
        spec: "boots",
        schedule: "fifo",
        seed: None,
        nodes: &locs(["n1", "n2"]),
        external: &[],
        incidents: None,
        journal: None,
    };
    let chart = Chart::new(&run.trace(0), &scene);
    let [Row::Boots(boots), Row::Arrow(arrow)] = chart.rows.as_slice() else {
        panic!("{:?}", chart.rows)
    };
    assert_eq!(boots.len(), 2);
    assert_eq!((arrow.from, arrow.to), (Some(Point { lane: 0, row: 0, event: 0 }), Some(1)));
}

#[test]
fn what_became_of_a_message_is_only_told_if_known() {
    let mut run = Run::default();
    run.event("n1", None, "start", Value::Unit).send("n2", "ask", Value::Unit);
    let end = |incidents, pending| {
        let scene = Scene {
            spec: "ends",
            schedule: "timed",
            seed: None,
            nodes: &locs(["n1", "n2"]),
            external: &[],
            incidents,
            journal: None,
        };
        match Chart::new(&run.trace(pending), &scene).rows.pop() {
            Some(Row::Arrow(arrow)) => arrow.end,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(end(None, 0), End::Lost);
    assert_eq!(end(None, 1), End::Undelivered);
    assert_eq!(end(Some([].as_slice()), 1), End::Pending);
    assert_eq!(end(Some([lost(1, 0, 0)].as_slice()), 1), End::Lost);
}

#[test]
fn a_location_nobody_named_has_a_lane() {
    let mut run = Run::default();
    run.event("n9", None, "start", Value::Unit).send("client", "ask", Value::Unit);
    let scene = Scene {
        spec: "lanes",
        schedule: "network",
        seed: None,
        nodes: &locs(["n1"]),
        external: &locs(["n8"]),
        incidents: None,
        journal: None,
    };
    let lanes = Chart::new(&run.trace(0), &scene).lanes;
    let lanes: Vec<(&str, bool)> = lanes.iter().map(|l| (l.name.as_str(), l.external)).collect();
    assert_eq!(lanes, [("n1", false), ("n9", false), ("n8", true), ("client", true)]);
}

#[test]
fn shortening_counts_columns() {
    assert_eq!(shortened("0123456789", 10), "0123456789");
    assert_eq!(shortened("0123456789a", 10), "012345…89a");
    assert_eq!(shortened("012345…89ab", 9), "012345…ab");
    assert_eq!(shortened("漢字漢字漢字", 8), "漢字…字");
    assert_eq!(shortened("abc", 0), "…");
    assert_eq!((columns("漢字e\u{301}"), columns("∀x")), (5, 2));
}

#[test]
fn characters_that_confuse_are_replaced() {
    let header = Header::new(["a\u{1b}[31m", "\u{202e}b"]);
    let label = Label::new(&header, &Value::Unit, Vec::new());
    assert_eq!(label.line(), "a\u{fffd}[31m \u{fffd}b");
}
