//! Committed Rust of the compiler, compiled under the lints of the workspace, and run.
//!
//! `suite_text` compares the same files with what the compiler makes now.

#[rustfmt::skip]
#[path = "codegen/leader-ring.rs"]
mod leader_ring;

use evc_runtime::{Effects, Fixed, Header, Loc, Process, Schema, SchemaError, Send, Value};
use evc_tests::{Spec, ring};

use leader_ring::{Messages, Msg, Node, Params};

fn params() -> Fixed<Params> {
    let values = Spec::leader_ring().values(&ring::smallest());
    Fixed::new(Params::from_values(&values).expect("the configuration is right"))
}

fn node(name: &str) -> Node {
    let placed = leader_ring::at(&params(), Loc::new(name)).expect("nothing can fault");
    placed.expect("it is one of the ring")
}

fn step(node: &mut Node, msg: Msg) -> Vec<Send<Msg>> {
    let mut fx = Effects::new();
    node.step(msg, &mut fx).expect("nothing can fault");
    fx.drain().collect()
}

fn send(to: &str, msg: Msg) -> Send<Msg> {
    Send { delay_ms: 0, to: Loc::new(to), msg }
}

#[test]
fn a_node_follows_the_protocol() {
    let mut node = node("n1");
    let (n1, n2) = (Loc::new("n1"), Loc::new("n2"));
    assert_eq!(step(&mut node, Msg::Choose), [], "without a configuration it takes no part");
    assert_eq!(step(&mut node, Msg::Config(1, n2)), []);
    assert_eq!(step(&mut node, Msg::Choose), [send("n2", Msg::Propose(1, 17))]);
    assert_eq!(step(&mut node, Msg::Choose), [], "it votes once");
    assert_eq!(step(&mut node, Msg::Propose(1, 3)), [], "a smaller vote is dropped");
    assert_eq!(step(&mut node, Msg::Propose(1, 42)), [send("n2", Msg::Propose(1, 42))]);
    assert_eq!(step(&mut node, Msg::Propose(0, 42)), [], "another epoch is ignored");
    assert_eq!(step(&mut node, Msg::Propose(1, 17)), [send("client", Msg::Leader(1, n1))]);
    assert_eq!(step(&mut node, Msg::Propose(1, 17)), [], "it declares itself once");
    assert_eq!(step(&mut node, Msg::Config(1, n1)), [], "an old configuration changes nothing");
    assert_eq!(step(&mut node, Msg::Choose), []);
    assert_eq!(step(&mut node, Msg::Config(2, n2)), []);
    let joined = [send("n2", Msg::Propose(2, 17)), send("n2", Msg::Propose(2, 23))];
    assert_eq!(step(&mut node, Msg::Propose(2, 23)), joined, "it joins a new epoch by voting");
}

#[test]
fn what_it_does_not_handle_changes_nothing() {
    let (fresh, mut node) = (node("n3"), node("n3"));
    assert_eq!(step(&mut node, Msg::Boot), []);
    assert_eq!(step(&mut node, Msg::Leader(1, Loc::new("n1"))), []);
    assert!(node == fresh && !node.halted());
}

#[test]
fn nodes_are_placed_only_in_the_ring() {
    for name in ["client", "n4"] {
        let placed = leader_ring::at(&params(), Loc::new(name)).expect("nothing can fault");
        assert!(placed.is_none(), "{name}");
    }
}

#[test]
fn the_state_is_shown_under_the_names_of_the_specification() {
    let mut node = node("n1");
    let state = |epoch, succ, voted, elected| {
        let succ = Value::Loc(Loc::new(succ));
        let parts = [Value::Int(epoch), succ, Value::Bool(voted), Value::Bool(elected)];
        vec![("Ring".to_owned(), Value::tuple(parts))]
    };
    assert_eq!(node.state(), state(0, "n1", false, false));
    step(&mut node, Msg::Config(7, Loc::new("n2")));
    step(&mut node, Msg::Choose);
    assert_eq!(node.state(), state(7, "n2", true, false));
}

#[test]
fn parameters_are_checked() {
    assert_eq!(Params::NAMES, ["nodes", "uid", "client"]);
    let right = Spec::leader_ring().values(&ring::smallest());
    for (wrong, name) in Params::NAMES.iter().enumerate() {
        let mut values = right.clone();
        values[wrong] = Value::Bool(true);
        let error = Params::from_values(&values).expect_err("no parameter is a Bool");
        assert!(error.contains(name), "{error}");
        let error = Params::from_values(&right[..wrong]).expect_err("values are missing");
        assert!(error.contains(name), "{error}");
    }
}

#[test]
fn messages_are_checked() {
    let schema = Messages::default();
    let unknown = Header::new(["elect"]);
    let found = schema.message(&unknown, &Value::Unit);
    assert_eq!(found, Err(SchemaError::UnknownHeader(unknown)));
    let boot = Header::boot();
    let found = schema.message(&boot, &Value::Unit);
    assert_eq!(found, Err(SchemaError::UnknownHeader(boot)), "nobody sends the boot message");
    let header = Header::new(["config"]);
    let expected = "Int * Loc".to_owned();
    let found = schema.message(&header, &Value::Int(1));
    assert_eq!(found, Err(SchemaError::BodyType { header, expected }));
}
