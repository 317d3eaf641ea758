//! Configurations, good and bad.

use std::path::Path;

use evc_runtime::{Header, Loc, Value};

use super::{Config, ConfigError, Initial, Parameter, Place};

const WHOLE: &str = r#"boot = false
# Whatever their order, locations come first.
[[messages]]
to = "p"
header = "start now"
value = "client"

[parameters]
first = "p"
size = "3"
pair = """
  (first,
   size)"""
Cmd = "Int * Tok"

[groups]
external = ["client"]

[locations]
p = "127.0.0.1:7001"
a = "localhost:7002"
client = "[::1]:7100"
"#;

fn place(name: &str, address: &str, external: bool) -> Place {
    Place { loc: Loc::new(name), address: address.into(), external }
}

fn parameter(name: &str, text: &str, line: usize) -> Parameter {
    Parameter { name: name.into(), text: text.into(), line }
}

fn error(text: &str) -> String {
    Config::parse("c.toml", text).unwrap_err().to_string()
}

#[test]
fn a_whole_configuration() {
    let config = Config::parse("c.toml", WHOLE).unwrap();
    assert!(!config.boot);
    let places = [
        place("p", "127.0.0.1:7001", false),
        place("a", "localhost:7002", false),
        place("client", "[::1]:7100", true),
    ];
    assert_eq!(config.places, places);
    assert_eq!(config.internal().collect::<Vec<_>>(), [Loc::new("p"), Loc::new("a")]);
    assert_eq!(config.external().collect::<Vec<_>>(), [Loc::new("client")]);
    let parameters = [
        parameter("first", "p", 9),
        parameter("size", "3", 10),
        parameter("pair", "  (first,\n   size)", 11),
        parameter("Cmd", "Int * Tok", 14),
    ];
    assert_eq!(config.parameters, parameters);
    let header = Header::new(["start", "now"]);
    let message = Initial { to: Loc::new("p"), header, text: "client".into(), line: 6 };
    assert_eq!(config.messages, [message]);
}

#[test]
fn an_empty_configuration() {
    let config = Config::parse("c.toml", "").unwrap();
    assert!(config.boot);
    assert!(config.places.is_empty());
}

#[test]
fn values_may_refer_to_locations_and_earlier_parameters() {
    let config = Config::parse("c.toml", WHOLE).unwrap();
    let first = Value::Loc(Loc::new("p"));
    let pair = Value::tuple([first.clone(), Value::Int(3)]);
    // In the order asked for, and the type of a type parameter is nobody's business here.
    let values = config.values(&["pair", "first", "size"]).unwrap();
    assert_eq!(values, [pair, first, Value::Int(3)]);
}

#[test]
fn missing_and_wrong_values_are_named() {
    let config = Config::parse("c.toml", "[parameters]\nx = '1 +'\n\ny = 'z'\nz = '1'").unwrap();
    let text = |names: &[&str]| config.values(names).unwrap_err().to_string();
    let missing = "c.toml: no value for the parameter `w`; add `w = \"…\"` to [parameters]";
    assert_eq!(text(&["w"]), missing);
    let wrong = text(&["x"]);
    assert!(wrong.starts_with("c.toml:2: in the value of the parameter `x`: 1:"), "{wrong}");
    let late = text(&["y", "z"]);
    assert!(late.starts_with("c.toml:4: in the value of the parameter `y`: 1:1: "), "{late}");
}

#[test]
fn keys_are_known() {
    assert_eq!(
        error("boot = true\nbooot = true"),
        "c.toml:2: unknown key `booot` in the configuration; \
         expected `boot`, `locations`, `groups`, `parameters` or `messages`"
    );
    assert_eq!(
        error("[groups]\ninternal = []"),
        "c.toml:2: unknown key `internal` in [groups]; expected `external`"
    );
    assert_eq!(
        error("[[messages]]\nfrom = 'p'"),
        "c.toml:2: unknown key `from` in [[messages]]; expected `to`, `header` or `value`"
    );
    assert_eq!(
        error("[locations]\np = 'h:1'\n[[messages]]\nto = 'p'\nheader = 'x'"),
        "c.toml:3: [[messages]] has no `value`"
    );
}

#[test]
fn values_have_their_kind() {
    assert_eq!(error("boot = 'yes'"), "c.toml:1: `boot` must be `true` or `false`, not a string");
    assert_eq!(error("locations = 3"), "c.toml:1: `locations` must be a table, not an integer");
    assert_eq!(error("\n[locations]\np = 1"), "c.toml:3: `p` must be a string, not an integer");
    let table = "c.toml:1: `messages` must be an array, not a table";
    assert_eq!(error("[messages]\nto = 'p'"), table);
    let member = "c.toml:2: `external` must be a string, not a boolean";
    assert_eq!(error("[groups]\nexternal = [true]"), member);
}

#[test]
fn addresses_are_hosts_with_ports() {
    let bad = [
        "", "p", ":1", "p:", "p:0", "p:65536", "p:+1", "p:x", "p q:1", "::1:80", "[::1]", "[x]:1",
        "p:1:2",
    ];
    for address in bad {
        let expected = format!(
            "c.toml:2: bad address `{address}` of `p`; expected `host:port` with a port in 1..65535"
        );
        assert_eq!(error(&format!("[locations]\np = '{address}'")), expected);
    }
}

#[test]
fn nothing_is_given_twice() {
    let text = error("[locations]\np = 'h:1'\np = 'h:2'");
    assert!(text.starts_with("c.toml:3: duplicate key"), "{text}");
    assert_eq!(
        error("[locations]\np = 'h:1'\nq = 'h:1'"),
        "c.toml:3: `p` and `q` have the same address `h:1`"
    );
    assert_eq!(
        error("[locations]\np = 'h:1'\n[groups]\nexternal = ['p',\n 'p']"),
        "c.toml:5: `p` is in the group twice"
    );
}

#[test]
fn references_are_resolved() {
    assert_eq!(error("[groups]\nexternal = ['q']"), "c.toml:2: unknown location `q`");
    let message = "[[messages]]\nto = 'q'\nheader = 'x'\nvalue = '1'";
    assert_eq!(error(message), "c.toml:2: unknown location `q`");
    let header = "[locations]\nq = 'h:1'\n[[messages]]\nto = 'q'\nheader = ' '\nvalue = '1'";
    let text = "c.toml:5: an empty header; expected tokens separated by blanks";
    assert_eq!(error(header), text);
}

#[test]
fn names_fit_in_a_handshake() {
    let text = error(&format!("[locations]\n{} = 'h:1'", "p".repeat(256)));
    assert!(text.contains("cannot name a location"), "{text}");
    assert!(error("[locations]\n'' = 'h:1'").contains("cannot name a location"));
}

#[test]
fn files_are_read() {
    let error = Config::read(Path::new("/no/such/file.toml")).unwrap_err();
    assert!(matches!(error, ConfigError::Read { .. }));
    let text = error.to_string();
    assert!(text.starts_with("cannot read the configuration `/no/such/file.toml`: "), "{text}");
}

#[test]
fn a_location_is_meant_where_a_parameter_has_its_name() {
    let text = "[locations]\np = 'a:1'\nq = 'a:2'\n[parameters]\np = 'q'\nboth = '(p, LOC(p))'";
    let values = Config::parse("c.toml", text).unwrap().values(&["p", "both"]).unwrap();
    let both = Value::tuple([Value::Loc(Loc::new("q")), Value::Loc(Loc::new("p"))]);
    assert_eq!(values, [Value::Loc(Loc::new("q")), both]);
}

#[test]
fn a_configuration_for_the_compiler_is_refused() {
    let error = Config::read(Path::new("somewhere/world.emlc")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`somewhere/world.emlc` is a configuration of EventML, which a node cannot read; run the \
         node with `evc run`, or write the configuration in TOML"
    );
}
