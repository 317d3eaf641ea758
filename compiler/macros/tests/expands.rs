//! What the macro expands to compiles and runs.

use evc_runtime::{Effects, Fixed, Function, Loc, Process, Schema, Value};

mod ring {
    evc_macros::event_class!(file = "../../examples/leader-ring/leader-ring.evml");
}

mod ping {
    evc_macros::event_class!(
        r#"
        specification ping
        parameter server : Loc
        parameter greeting : Int
        input ping : Loc
        output pong : Int
        let answer slf client = {pong'send client greeting} ;;
        main (answer o (ping'base)) @ {server}
        "#
    );
}

fn sends<P: Process, S: Schema<Msg = P::Msg>>(
    schema: &S,
    effects: &Effects<P::Msg>,
) -> Vec<String> {
    let sends = effects.sends().iter();
    let line = |to, msg| format!("{to} {} {}", schema.header(msg), schema.body(msg));
    sends.map(|send| line(send.to, &send.msg)).collect()
}

#[test]
fn a_text_runs() {
    let at = Loc::new("server");
    let params = ping::Params::from_values(&[Value::Loc(at), Value::Int(7)]).unwrap();
    let mut server = ping::at(&Fixed::new(params), at).unwrap().unwrap();
    let mut effects = Effects::new();
    server.step(ping::Msg::Ping(Loc::new("c")), &mut effects).unwrap();
    assert_eq!(sends::<ping::Node, _>(&ping::Messages::new(), &effects), ["c pong 7"]);
    assert_eq!(ping::Params::NAMES, ["server", "greeting"]);
}

#[test]
fn a_file_runs() {
    let (me, client) = (Loc::new("n1"), Loc::new("client"));
    let params =
        ring::Params { nodes: [me].into_iter().collect(), uid: Function::new(|_| Ok(5)), client };
    let mut node = ring::at(&Fixed::new(params), me).unwrap().unwrap();
    let mut effects = Effects::new();
    for msg in [ring::Msg::Config(1, me), ring::Msg::Choose, ring::Msg::Propose(1, 5)] {
        node.step(msg, &mut effects).unwrap();
    }
    let expected = ["n1 leader_ring propose (1, 5)", "client leader (1, n1)"];
    assert_eq!(sends::<ring::Node, _>(&ring::Messages::new(), &effects), expected);
    assert_eq!(ring::Params::NAMES.len(), 3);
    assert!(ring::Params::from_values(&[]).is_err());
}
