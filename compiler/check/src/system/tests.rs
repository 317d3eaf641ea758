use super::*;
use crate::samples::{Elector, Passer, Say, Token, pair, ring};

fn loc(name: &str) -> Loc {
    Loc::new(name)
}

fn flights<P: Process>(state: &State<P>) -> Vec<(Flight<P::Msg>, u64)> {
    state.in_flight().map(|(flight, count)| (flight.clone(), count)).collect()
}

fn token(to: &str, hops: i64, local: bool) -> Flight<Token> {
    Flight { to: loc(to), msg: Token { name: 0, hops }, local }
}

#[test]
fn models_that_make_no_sense_are_refused() {
    let mut model = pair(None, &[], Network::RELIABLE);
    model.nodes.push((loc("a"), None));
    assert_eq!(System::new(model).err(), Some(ModelError::DuplicateNode(loc("a"))));
    let mut model = pair(None, &[], Network::RELIABLE);
    model.initial.push((loc("c"), Token { name: 0, hops: 0 }));
    assert_eq!(System::new(model).err(), Some(ModelError::NoSuchNode(loc("c"))));
}

#[test]
fn messages_wait_until_a_node_has_booted() {
    let system: System<Elector> = System::new(ring(&[1, 2], false, Network::RELIABLE)).unwrap();
    let boots = [Choice::Boot(loc("n0")), Choice::Boot(loc("n1"))];
    assert_eq!(system.choices(system.initial()), boots);
    let state = system.take(system.initial(), &boots[0]).unwrap().state;
    assert_eq!(state.in_flight().count(), 1);
    assert_eq!(system.choices(&state), boots[1..]);
    assert!(system.take(&state, &boots[0]).is_none(), "a node boots once");
    let state = system.take(&state, &boots[1]).unwrap().state;
    assert_eq!(system.choices(&state).len(), 2);
}

#[test]
fn budgets_run_out() {
    let network = Network { drop: 1, duplicate: 1 };
    let system = System::new(pair(None, &[(0, 1), (0, 1)], network)).unwrap();
    let ball = token("a", 1, false);
    let offered = [
        Choice::Deliver(ball.clone()),
        Choice::Duplicate(ball.clone()),
        Choice::Lose(ball.clone()),
    ];
    assert_eq!(system.choices(system.initial()), offered);
    let taken = system.take(system.initial(), &offered[1]).unwrap();
    assert_eq!(flights(&taken.state), [(ball.clone(), 2), (token("b", 0, false), 1)]);
    assert_eq!(taken.sends.len(), 1);
    assert_eq!(taken.state.duplicated(), 1);
    assert!(system.take(&taken.state, &offered[1]).is_none());
    let taken = system.take(&taken.state, &offered[2]).unwrap();
    assert_eq!(flights(&taken.state), [(ball, 1), (token("b", 0, false), 1)]);
    assert_eq!(taken.state.lost(), 1);
    assert!(system.take(&taken.state, &offered[2]).is_none());
}

#[test]
fn what_a_node_sends_to_itself_passes_no_network() {
    let network = Network { drop: 9, duplicate: 9 };
    let own = |network| {
        let mut model = pair(None, &[(0, 1)], network);
        model.nodes[0].1 = Some(Passer { next: loc("a"), left: None, delay_ms: 70 });
        System::new(model).unwrap()
    };
    let system = own(network);
    let deliver = Choice::Deliver(token("a", 1, false));
    let state = system.take(system.initial(), &deliver).unwrap().state;
    assert_eq!(system.choices(&state), [Choice::Deliver(token("a", 0, true))]);
    // with a network that does nothing the difference is none
    let system = own(Network::RELIABLE);
    let state = system.take(system.initial(), &deliver).unwrap().state;
    assert_eq!(system.choices(&state), [Choice::Deliver(token("a", 0, false))]);
}

#[test]
fn nothing_is_in_flight_to_those_who_will_not_listen() {
    // `a` halts with the first token, `b` was never there
    let mut model = pair(Some(1), &[(0, 1), (0, 2), (0, 3)], Network::RELIABLE);
    model.nodes[1].1 = None;
    model.initial.push((loc("b"), Token { name: 0, hops: 5 }));
    let system = System::new(model).unwrap();
    assert_eq!(system.initial().in_flight().count(), 3);
    let taken = system.take(system.initial(), &Choice::Deliver(token("a", 2, false))).unwrap();
    assert_eq!(taken.sends.len(), 1, "it was sent nonetheless");
    assert_eq!(taken.state.in_flight().count(), 0);
    assert!(system.choices(&taken.state).is_empty());
    assert!(taken.state.process(loc("a")).is_some());
    assert!(taken.state.process(loc("b")).is_none());
}

#[test]
fn a_fault_consumes_the_message_and_nothing_else() {
    let system = System::new(pair(Some(5), &[(0, -1)], Network::RELIABLE)).unwrap();
    let taken = system.take(system.initial(), &Choice::Deliver(token("a", -1, false))).unwrap();
    assert!(taken.fault.is_some() && taken.sends.is_empty());
    assert_eq!(taken.state.process(loc("a")), system.initial().process(loc("a")));
    assert_eq!(taken.state.in_flight().count(), 0);
}

#[test]
fn outputs_are_kept_if_asked_for() {
    for outputs in [Outputs::Kept, Outputs::Forgotten] {
        let model = Model { outputs, ..ring(&[7], false, Network::RELIABLE) };
        let system = System::new(model).unwrap();
        let state = system.take(system.initial(), &Choice::Boot(loc("n0"))).unwrap().state;
        let elect = Flight { to: loc("n0"), msg: Say::Elect(7), local: false };
        let taken = system.take(&state, &Choice::Deliver(elect)).unwrap();
        let said = Output { to: loc("client"), msg: Say::Leader(7) };
        assert_eq!(taken.sends[0].msg, said.msg);
        assert_eq!(taken.state.outputs().contains(&said), outputs == Outputs::Kept);
    }
}
