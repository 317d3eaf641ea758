//! Frame conditions.

use super::kit::*;
use crate::frames::{Frames, frames, may_fault, reads_after};
use crate::system::{Action, Trigger};
use crate::{Pat, Ty};

#[test]
fn frames_look_into_branches() {
    let nested = when_holds(truth(true), vec![], vec![set(COUNT, int(0)), send(int(0))]);
    let other = Action {
        trigger: Trigger::Other,
        pattern: Pat::Wild,
        locals: vec![],
        body: vec![set(COUNT, int(1))],
    };
    let system = system(vec![on_in(&[], vec![nested]), other]);
    let received = Trigger::Receive(IN);
    let expected = Frames {
        affects: vec![(COUNT, vec![received, Trigger::Other]), (RING, vec![])],
        sends: vec![(OUT, vec![received])],
    };
    assert_eq!(frames(&system, &system.machines[0]), expected);
}

#[test]
fn blocks_say_what_they_read_and_whether_they_may_fault() {
    let nested = |stmt| [when_holds(truth(true), vec![stmt], vec![])];
    assert!(reads_after(&nested(send(after(COUNT, Ty::Int)))));
    assert!(!reads_after(&nested(send(when(COUNT, Ty::Int)))));
    assert!(may_fault(&nested(send(quotient(int(1), int(0))))));
    assert!(may_fault(&nested(send_after(int(1), int(1)))));
    assert!(!may_fault(&nested(send(int(1)))));
}
