//! Systems that break exactly one rule.

use super::kit::*;
use crate::expr::{Binary, ExprKind, Pat};
use crate::system::{LocalId, MachineId, MessageId, StmtKind, System, Trigger, VarId};
use crate::ty::Ty;
use crate::verify::verify;

/// The one violation of a system.
fn violation(system: &System) -> String {
    let violations = verify(system).unwrap_err();
    let texts: Vec<_> = violations.iter().map(ToString::to_string).collect();
    texts.join("\n")
}

fn of_body(more: &[(&str, Ty)], body: Vec<crate::Stmt>) -> String {
    violation(&system(vec![on_in(more, body)])).replace("small on Receive(MessageId(0)): ", "")
}

#[test]
fn a_well_formed_system_breaks_none() {
    let body = vec![
        set(COUNT, binary(Binary::Add, when(COUNT, Ty::Int), x(0))),
        when_holds(greater(x(0), x(1)), vec![send(after(COUNT, Ty::Int))], vec![]),
    ];
    assert_eq!(verify(&system(vec![on_in(&[], body)])), Ok(()));
}

#[test]
fn ids_name_entries() {
    let mut rootless = system(vec![]);
    rootless.root = MachineId(1);
    assert_eq!(violation(&rootless), "system: no root machine");
    assert_eq!(of_body(&[], vec![set(VarId(2), int(0))]), "VarId(2) names no variable");
    assert_eq!(of_body(&[], vec![bind(name(2), int(0))]), "LocalId(2) names no local");
    let mut send = send(int(0));
    if let StmtKind::Send { message, .. } = &mut send.kind {
        *message = MessageId(2);
    }
    assert_eq!(of_body(&[], vec![send]), "MessageId(2) names no message");
    let mut action = on_in(&[], vec![]);
    action.trigger = Trigger::Receive(MessageId(7));
    assert!(violation(&system(vec![action])).ends_with("MessageId(7) names no message"));
}

#[test]
fn a_trigger_has_one_action() {
    let text = violation(&system(vec![on_in(&[], vec![]), on_in(&[], vec![])]));
    assert_eq!(text, "small on Receive(MessageId(0)): a second action");
}

#[test]
fn expressions_have_the_types_of_their_forms() {
    let cases = [
        (set(COUNT, truth(true)), "expected an expression of type Int, found Bool"),
        (set(COUNT, expr(ExprKind::Unit, Ty::Int)), "an expression of the wrong form for type Int"),
        (when_holds(int(1), vec![], vec![]), "expected an expression of type Bool, found Int"),
        (send(truth(true)), "expected an expression of type Int, found Bool"),
        (send(local(0, Ty::Bool)), "expected an expression of type Int, found Bool"),
        (send(param(1, Ty::Int)), "a parameter of another type"),
        (send(when(RING, Ty::Int)), "a variable of another type"),
        (
            send(binary(Binary::Add, int(1), truth(true))),
            "expected an expression of type Int, found Bool",
        ),
        (
            set(RING, tuple(vec![truth(true), int(1)])),
            "expected an expression of type Int * Bool, found Bool * Int",
        ),
        (send_after(truth(true), int(1)), "expected an expression of type Int, found Bool"),
    ];
    for (stmt, expected) in cases {
        assert_eq!(of_body(&[], vec![stmt]), expected);
    }
    let uid = || param(1, Ty::Function(Ty::Loc.into(), Ty::Int.into()));
    let compares = when_holds(binary(Binary::Equal, uid(), uid()), vec![], vec![]);
    assert_eq!(of_body(&[], vec![compares]), "a comparison of functions");
    let applies = send(expr(ExprKind::Call(uid().into(), int(0).into()), Ty::Int));
    assert_eq!(
        of_body(&[], vec![applies]),
        "expected an expression of type Int -> Int, found Loc -> Int"
    );
}

#[test]
fn patterns_match_the_types_of_what_they_take_apart() {
    let more = [("c", Ty::Bool)];
    let cases = [
        (bind(name(2), int(0)), "a pattern binds a local of another type"),
        (bind(names([2]), int(0)), "a tuple pattern for a value of type Int"),
        (
            bind(names([2]), when(RING, Ty::Tuple(vec![Ty::Int, Ty::Bool]))),
            "a tuple pattern for a value of type Int * Bool",
        ),
    ];
    for (stmt, expected) in cases {
        assert_eq!(of_body(&more, vec![stmt]), expected);
    }
    let mut action = on_in(&[], vec![]);
    action.trigger = Trigger::Other;
    assert!(violation(&system(vec![action])).ends_with("a tuple pattern for a value of type Unit"));
}

#[test]
fn locals_are_bound_once_before_they_are_read() {
    let more = [("c", Ty::Int)];
    let read = "a local is read before it is bound";
    assert_eq!(of_body(&more, vec![send(x(2)), bind(name(2), int(0))]), read);
    let branch = when_holds(truth(true), vec![bind(name(2), int(0))], vec![]);
    assert_eq!(of_body(&more, vec![branch, send(x(2))]), read);
    assert_eq!(of_body(&more, vec![bind(name(0), int(0))]), "a local is bound twice");
}

#[test]
fn constants_read_no_local_and_no_state() {
    let mut reads_state = system(vec![]);
    reads_state.machines[0].vars[0].init = when(COUNT, Ty::Int);
    assert_eq!(violation(&reads_state), "small variable count: a constant reads the state");
    let mut reads_local = system(vec![]);
    reads_local.machines[0].placement = local(0, Ty::Bool);
    assert_eq!(violation(&reads_local), "small placement: a local is read before it is bound");
}

#[test]
fn variables_are_set_once_and_not_after_they_are_read_after() {
    let twice = "a variable is set twice";
    assert_eq!(of_body(&[], vec![set(COUNT, int(0)), set(COUNT, int(1))]), twice);
    let branch = when_holds(truth(true), vec![], vec![set(COUNT, int(0))]);
    assert_eq!(of_body(&[], vec![branch, set(COUNT, int(1))]), twice);
    let either = when_holds(truth(true), vec![set(COUNT, int(0))], vec![set(COUNT, int(1))]);
    assert_eq!(verify(&system(vec![on_in(&[], vec![either])])), Ok(()));
    let late = vec![send(after(COUNT, Ty::Int)), set(COUNT, int(0))];
    assert_eq!(of_body(&[], late), "a variable is set after it is read after");
}

#[test]
fn inputs_are_not_sent() {
    let mut send = send(tuple(vec![int(0), int(0)]));
    if let StmtKind::Send { message, .. } = &mut send.kind {
        *message = IN;
    }
    assert_eq!(of_body(&[], vec![send]), "an input is sent");
}

#[test]
fn fields_are_a_name_for_each_component() {
    let problem = "its fields are not one name for each component";
    for fields in [vec!["epoch"], vec!["epoch", "epoch"], vec!["a", "b", "c"]] {
        let mut system = system(vec![]);
        system.machines[0].vars[1].fields = fields.into_iter().map(Into::into).collect();
        assert_eq!(violation(&system), format!("small variable ring: {problem}"));
    }
    let mut system = system(vec![]);
    system.machines[0].vars[0].fields = vec!["only".into()];
    assert_eq!(violation(&system), format!("small variable count: {problem}"));
}

#[test]
fn what_a_let_in_an_expression_binds_is_bound_once_too() {
    let inner = |body| {
        let kind = ExprKind::Let(Pat::Local(LocalId(2)), int(1).into(), Box::new(body));
        expr(kind, Ty::Int)
    };
    let more = [("c", Ty::Int)];
    assert_eq!(verify(&system(vec![on_in(&more, vec![send(inner(x(2)))])])), Ok(()));
    let twice = vec![send(inner(x(2))), send(inner(x(2)))];
    assert_eq!(of_body(&more, twice), "a local is bound twice");
}

#[test]
fn loops_run_over_bags_and_set_nothing() {
    let each = |bag, block| crate::Stmt { kind: StmtKind::For(name(2), bag, block), span: span() };
    let bag = |ty: Ty| expr(ExprKind::Bag(Vec::new()), Ty::Bag(ty.into()));
    let more = [("each", Ty::Int)];
    let fine = vec![each(bag(Ty::Int), vec![send(x(2))])];
    assert_eq!(verify(&system(vec![on_in(&more, fine)])), Ok(()));
    let cases = [
        (each(int(0), vec![]), "a loop over something that is no bag"),
        (each(bag(Ty::Bool), vec![]), "a pattern binds a local of another type"),
        (each(bag(Ty::Int), vec![set(COUNT, x(2))]), "a variable is set in a loop"),
    ];
    for (stmt, rule) in cases {
        assert_eq!(of_body(&more, vec![stmt]), rule);
    }
    let behind = vec![each(bag(Ty::Int), vec![]), send(x(2))];
    assert_eq!(of_body(&more, behind), "a local is read before it is bound");
}
