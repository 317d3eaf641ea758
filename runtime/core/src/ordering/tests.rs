use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::header::Header;
use crate::trace::{Cause, Record, Summary};
use crate::value::Value;

/// The trace in which each event happens at a location, caused by another one.
fn trace(events: &[(usize, Option<u64>)]) -> Trace {
    let numbered = (0..).zip(events);
    let record = |(event, (location, cause)): (u64, &(usize, Option<u64>))| Record {
        step: event,
        event,
        time_ms: 0,
        message: event,
        loc: Loc::new(&format!("n{location}")),
        cause: cause.map(|event| Cause { event, send: 0 }),
        header: Header::new(["m"]),
        value: Value::Unit,
        sends: Vec::new(),
        halted: false,
        fault: None,
    };
    Trace::new(numbered.map(record).collect(), Summary::default())
}

/// Two pings from n0 to n1, an answer, and an event at n2 that has to do with neither.
#[test]
fn a_small_run() {
    let ordering = EventOrdering::of(&trace(&[
        (0, None),
        (1, Some(0)),
        (2, None),
        (1, Some(0)),
        (0, Some(1)),
    ]));
    let ordering = ordering.unwrap();
    assert!(ordering.before(0, 1) && ordering.before(0, 3) && ordering.before(1, 3));
    assert!(!ordering.before(1, 0) && !ordering.before(1, 1) && !ordering.before(3, 4));
    assert!((0..5).all(|event| !ordering.before(2, event) && !ordering.before(event, 2)));
    assert!(ordering.locally_before(0, 4) && !ordering.locally_before(0, 1));
    assert_eq!((ordering.pred(4), ordering.pred(1), ordering.cause(4)), (Some(0), None, Some(1)));
    assert!(ordering.first(2) && !ordering.first(3));
    assert_eq!(ordering.loc(3), Some(Loc::new("n1")));
    assert_eq!(ordering.at(Loc::new("n1")), [1, 3]);
    assert_eq!(ordering.at(Loc::new("nowhere")), []);
}

#[test]
fn what_is_no_event_is_nowhere() {
    let ordering = EventOrdering::of(&trace(&[(0, None)])).unwrap();
    assert!(!ordering.is_empty() && ordering.len() == 1);
    assert_eq!((ordering.loc(1), ordering.pred(1), ordering.cause(1)), (None, None, None));
    assert!(!ordering.first(1) && !ordering.before(0, 1) && !ordering.before(1, 0));
    assert!(!ordering.before(1, 1) && !ordering.locally_before(0, 7));
}

#[test]
fn what_is_no_run_is_refused() {
    let late = EventOrdering::of(&trace(&[(0, None), (1, Some(1))]));
    assert_eq!(late, Err(OrderingError::NotCausal(1)));
    let whole = trace(&[(0, None), (1, Some(0))]);
    let rest = Trace::new(whole.records()[1..].to_vec(), Summary::default());
    assert_eq!(EventOrdering::of(&rest), Err(OrderingError::Number(1)));
}

/// Up to 60 events at up to 6 locations; a cause is any earlier event.
fn runs() -> impl Strategy<Value = Vec<(usize, Option<u64>)>> {
    let event = (0..6usize, any::<Option<u64>>());
    prop::collection::vec(event, 0..60).prop_map(|events| {
        let numbered = (0..).zip(events);
        let earlier =
            |event: u64, cause: Option<u64>| cause.filter(|_| event > 0)?.checked_rem(event);
        numbered.map(|(event, (location, cause))| (location, earlier(event, cause))).collect()
    })
}

/// The causal order by its definition: steps from location to location and from send to receipt,
/// followed until nothing is new.
fn closure(events: &[(usize, Option<u64>)]) -> BTreeSet<(u64, u64)> {
    let mut before = BTreeSet::new();
    for (later, (location, cause)) in (0..).zip(events) {
        let local = (0..later).filter(|e| events[*e as usize].0 == *location);
        before.extend(local.chain(*cause).map(|earlier| (earlier, later)));
    }
    loop {
        let mut more = BTreeSet::new();
        for (a, b) in &before {
            let on = before.range((*b, 0)..=(*b, u64::MAX)).map(|(_, c)| (*a, *c));
            more.extend(on.filter(|pair| !before.contains(pair)));
        }
        if more.is_empty() {
            return before;
        }
        before.extend(more);
    }
}

proptest! {
    #[test]
    fn clocks_agree_with_the_definition(events in runs()) {
        let ordering = EventOrdering::of(&trace(&events)).unwrap();
        let before = closure(&events);
        let count = events.len() as u64;
        prop_assert_eq!(ordering.len(), count);
        for later in 0..count {
            let (location, cause) = events[later as usize];
            let here = |earlier: &u64| events[*earlier as usize].0 == location;
            let pred = (0..later).rfind(here);
            prop_assert_eq!(ordering.pred(later), pred);
            prop_assert_eq!(ordering.first(later), pred.is_none());
            prop_assert_eq!(ordering.cause(later), cause);
            for earlier in 0..count {
                prop_assert_eq!(ordering.before(earlier, later), before.contains(&(earlier, later)));
                let local = earlier < later && here(&earlier);
                prop_assert_eq!(ordering.locally_before(earlier, later), local);
            }
        }
    }
}
