use expect_test::expect;

use super::*;
use crate::fault::{FaultKind, Site};

#[test]
fn a_trace_is_json_lines() {
    let event = |step, event| Record {
        step,
        event,
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
    let summary = Summary { events: 3, outputs: 1, pending: 0, faults: 1 };
    expect![[r#"
        {"step":0,"event":0,"loc":"p","cause":null,"header":["ping"],"value":3,"sends":[{"to":"q","delay":0,"header":["s","pong"],"value":null},{"to":"client","delay":10,"header":["s","pong"],"value":null,"external":true},{"to":"nobody","delay":0,"header":["s","pong"],"value":null,"unknown":true}]}
        {"step":2,"event":1,"loc":"p","cause":0,"header":["ping"],"value":3,"sends":[],"halted":true}
        {"step":3,"event":2,"loc":"p","cause":null,"header":["ping"],"value":3,"sends":[],"fault":"a.evml:3:7: integer overflow"}
        {"summary":{"events":3,"outputs":1,"pending":0,"faults":1}}
    "#]].assert_eq(&Trace::new(records, summary).to_json_lines());
}
