use expect_test::expect;

use super::*;
use crate::fault::{FaultKind, Site};
use crate::json::JsonError;

/// A trace with each kind of step in it.
fn all_kinds() -> Trace {
    let event = |step, event| Record {
        step,
        event,
        time_ms: 4 * step,
        message: event + 1,
        loc: Loc::new("p"),
        cause: None,
        header: Header::new(["ping"]),
        value: Value::Int(3),
        sends: Vec::new(),
        halted: false,
        fault: None,
    };
    let send = |to, delay_ms| SendRecord {
        to: Loc::new(to),
        delay_ms,
        header: Header::new(["s", "pong"]),
        value: Value::Unit,
        external: false,
        unknown: false,
    };
    let sends = vec![
        send("q", 0),
        SendRecord { external: true, ..send("client", 10) },
        SendRecord { unknown: true, ..send("nobody", 0) },
    ];
    let fault = Fault { kind: FaultKind::Overflow, site: Site::new("a.evml", 3, 7) };
    let cause = Some(Cause { event: 0, send: 2 });
    let records = vec![
        Record { sends, ..event(0, 0) },
        Record { cause, halted: true, ..event(2, 1) },
        Record { fault: Some(fault), ..event(3, 2) },
    ];
    let summary = Summary { events: 3, outputs: 1, faults: 1, lost: 1, ..Summary::default() };
    let incident = |step, happening| Incident { step, time_ms: 4 * step, happening };
    let (n1, to) = (Loc::new("n1"), Loc::new("q"));
    let incidents = vec![
        incident(1, Happening::Duplicated { message: 4, copy: 7, to, cause }),
        incident(4, Happening::Lost { message: 3, to, cause: None }),
        incident(5, Happening::Crashed(n1)),
        incident(6, Happening::Recovered(n1, Recovery::Fresh)),
        incident(7, Happening::Recovered(n1, Recovery::Kept)),
    ];
    Trace::new(records, summary).with_incidents(incidents)
}

#[test]
fn a_trace_is_json_lines() {
    expect![[r#"
        {"trace":{"version":2}}
        {"step":0,"time":0,"event":0,"loc":"p","message":1,"cause":null,"header":["ping"],"value":3,"sends":[{"to":"q","delay":0,"header":["s","pong"],"value":null},{"to":"client","delay":10,"header":["s","pong"],"value":null,"external":true},{"to":"nobody","delay":0,"header":["s","pong"],"value":null,"unknown":true}]}
        {"step":1,"time":4,"duplicated":4,"copy":7,"to":"q","cause":0,"send":2}
        {"step":2,"time":8,"event":1,"loc":"p","message":2,"cause":0,"send":2,"header":["ping"],"value":3,"sends":[],"halted":true}
        {"step":3,"time":12,"event":2,"loc":"p","message":3,"cause":null,"header":["ping"],"value":3,"sends":[],"fault":"a.evml:3:7: integer overflow"}
        {"step":4,"time":16,"lost":3,"to":"q","cause":null}
        {"step":5,"time":20,"crashed":"n1"}
        {"step":6,"time":24,"recovered":"n1","state":"fresh"}
        {"step":7,"time":28,"recovered":"n1","state":"kept"}
        {"summary":{"events":3,"outputs":1,"pending":0,"faults":1,"lost":1,"duplicated":0,"crashed":0,"recovered":0}}
    "#]].assert_eq(&all_kinds().to_json_lines());
}

#[test]
fn choices_are_read_back() {
    let (text, n1) = (all_kinds().to_json_lines(), Loc::new("n1"));
    let written = Written::read(&text).unwrap();
    let choices: Vec<Choice> = written.lines.iter().map(|line| line.choice).collect();
    let recovered = [Recovery::Fresh, Recovery::Kept].map(|how| Choice::Recover(n1, how));
    let expected = [
        [Choice::Deliver(1), Choice::Duplicate(4), Choice::Deliver(2), Choice::Deliver(3)]
            .as_slice(),
        &[Choice::Lose(3), Choice::Crash(n1)],
        &recovered,
    ];
    assert_eq!(choices, expected.concat());
    let last = written.lines.last().unwrap();
    assert_eq!((last.number, last.time_ms), (9, 28));
    assert_eq!(text.lines().last(), Some(written.summary));
}

const HEAD: &str = "{\"trace\":{\"version\":2}}\n";

/// Why a text behind the first line of a trace cannot be read.
fn refused(rest: &str) -> TraceError {
    Written::read(&format!("{HEAD}{rest}")).unwrap_err()
}

#[test]
fn what_is_no_trace_is_refused() {
    for text in ["", "\n", "trace", "{}", "{\"trace\":2}", "[1]"] {
        assert_eq!(Written::read(text), Err(TraceError::NoTrace), "{text}");
    }
    let event = "{\"step\":0,\"event\":0,\"loc\":\"n1\",\"cause\":null}\n";
    assert_eq!(Written::read(event), Err(TraceError::Old));
    assert_eq!(Written::read("{\"summary\":{\"events\":0}}"), Err(TraceError::Old));
    assert_eq!(Written::read("{\"trace\":{\"version\":3}}"), Err(TraceError::Version(3)));
}

#[test]
fn what_is_no_step_is_refused() {
    let event = "{\"step\":0,\"time\":0,\"event\":0,\"message\":0}\n";
    assert_eq!(refused(event), TraceError::Cut);
    assert_eq!(refused(&format!("{event}\n{{\"time\"")), TraceError::Json(4, JsonError::End));
    assert_eq!(refused(&format!("{{\"summary\":{{}}}}\n{event}")), TraceError::Behind(3));
    let lacks = |line: &str, what| assert_eq!(refused(line), TraceError::Step(2, what));
    lacks("{\"step\":0,\"event\":0,\"message\":0}", "the `time`");
    lacks("{\"time\":0,\"event\":0}", "the number of its `message`");
    lacks("{\"time\":0,\"event\":0,\"message\":-1}", "the number of its `message`");
    lacks("{\"time\":0,\"lost\":\"n1\"}", "the number of the message that was `lost`");
    lacks("{\"time\":0,\"duplicated\":0.5}", "the number of what was `duplicated`");
    lacks("{\"time\":0,\"crashed\":7}", "the name of who `crashed`");
    lacks("{\"time\":0}", "what happened");
    let loc = Loc::new("n1");
    let recovered = format!("{{\"time\":0,\"recovered\":\"{loc}\",\"state\":\"old\"}}");
    lacks(&recovered, "a `state`, `fresh` or `kept`");
    let stranger = "never_made_a_location".to_owned();
    let crashed = format!("{{\"time\":0,\"crashed\":\"{stranger}\"}}");
    assert_eq!(refused(&crashed), TraceError::Location(2, stranger));
}

#[test]
fn parts_of_a_run_are_put_together() {
    let summary = |events| Summary { events, ..Summary::default() };
    let crash = Incident { step: 0, time_ms: 0, happening: Happening::Crashed(Loc::new("p")) };
    let part = |step, events| {
        let incident = Incident { step, ..crash.clone() };
        Trace::new(Vec::new(), summary(events)).with_incidents(vec![incident])
    };
    let whole = part(0, 3).followed_by(part(1, 5));
    assert_eq!(whole.summary(), summary(5));
    assert_eq!(whole.incidents().iter().map(|i| i.step).collect::<Vec<_>>(), [0, 1]);
}
