//! What a specification, a configuration or its user does wrong.

use std::sync::Arc;
use std::time::Duration;

use evc_runtime::Loc;

use super::kit::{
    Messages, Seen, address, client, config, config_with, exchange, msg, player, receive, send,
    start,
};
use crate::{Client, ClientError, Cluster, Config, Options, RunError, Silent};

async fn refused(config: &Config, name: &str) -> RunError {
    let options = Options { until: None, observer: Arc::new(Silent) };
    let bound = Cluster::bind(config, Messages::new(), vec![player(name)], options).await;
    bound.err().expect("this cannot be run")
}

#[tokio::test]
async fn a_fault_is_reported_with_its_place_and_has_no_effect() {
    let config = config();
    let mut nodes = start(&config, &["a"]).await;
    let mut client = client(&config).await;
    send(&client, "a", msg("odd", 0)).await;
    nodes.until(Seen::Fault("a odd.evml:3:7: division by zero".into())).await;
    send(&client, "a", msg("burst", 1)).await;
    // The unfinished step's `done 0` was not sent.
    assert_eq!(receive(&mut client).await, "a done 1");
    assert_eq!(nodes.tally("a").count("fault"), 1);
    nodes.stop().await;
}

#[tokio::test]
async fn messages_that_cannot_be_sent_are_counted() {
    let config = config();
    let mut nodes = start(&config, &["a"]).await;
    let client = client(&config).await;
    send(&client, "a", msg("odd", 1)).await;
    nodes.until(Seen::Lost(Loc::new("client"), "lost: too long")).await;
    send(&client, "a", msg("odd", 2)).await;
    nodes.until(Seen::Lost(Loc::new("nowhere"), "lost: no such location")).await;
    nodes.stop().await;
}

#[tokio::test]
async fn every_message_to_an_absent_location_is_counted() {
    let config = config();
    let mut nodes = start(&config, &["a"]).await;
    post_from_b(&config, msg("burst", 3000)).await;
    nodes.until(Seen::Output("a -> client  done 3000".into())).await;
    let tally = Arc::clone(&nodes.tallies[&Loc::new("a")]);
    nodes.stop().await;
    let (full, stopped) = (tally.count("lost: queue full"), tally.count("lost: stopped"));
    assert_eq!(full + stopped, 3000);
    // The queue; perhaps one message in the hands of the link, and the last in those of the node.
    assert!((1024..=1026).contains(&stopped), "{stopped}");
}

/// A message from `b`, whose node is not running.
async fn post_from_b(config: &Config, message: super::kit::Msg) {
    super::hostile::say(config, "b", &[message]).await;
}

#[tokio::test]
async fn an_address_in_use_is_named() {
    let config = config();
    let taken = address(&config, "a");
    let _holder = std::net::TcpListener::bind(&taken).unwrap();
    let error = refused(&config, "a").await;
    assert_eq!(error.exit_code(), 2);
    let text = error.to_string();
    assert!(text.starts_with(&format!("cannot listen for `a` at {taken}: ")), "{text}");
}

#[tokio::test]
async fn an_address_of_another_machine_is_named() {
    // TEST-NET-1 belongs to nobody.
    let text = "[locations]\na = '192.0.2.1:7001'";
    let error = refused(&Config::parse("far.toml", text).unwrap(), "a").await;
    assert!(matches!(error, RunError::Bind { .. }), "{error}");
    assert!(error.to_string().starts_with("cannot listen for `a` at 192.0.2.1:7001: "), "{error}");
}

#[tokio::test]
async fn external_and_unknown_locations_are_no_nodes() {
    let config = config();
    let error = refused(&config, "client").await;
    assert_eq!(error.to_string(), "`client` is external: it runs no process of the specification");
    let error = refused(&config, "c").await;
    assert_eq!(error.to_string(), "test.toml: no location is named `c`");
    assert_eq!(error.exit_code(), 2);
}

#[tokio::test]
async fn wrong_initial_messages_are_named_with_their_line() {
    let post = |header, value| {
        let message = format!("[[messages]]\nto = 'a'\nheader = '{header}'\nvalue = '{value}'");
        config_with(&message, "boot = false")
    };
    let error = refused(&post("stop", "1"), "a").await;
    assert_eq!(error.to_string(), "test.toml:11: no message has the header ``stop``");
    assert_eq!(error.exit_code(), 1);
    let error = refused(&post("start", "true"), "a").await;
    assert_eq!(error.to_string(), "test.toml:11: the body of ``start`` is not of type Int");
    let error = refused(&post("start", "1 +"), "a").await;
    let text = error.to_string();
    assert!(text.starts_with("test.toml:11: in the value of the message `start`: 1:"), "{text}");
}

#[tokio::test]
async fn a_client_says_what_is_wrong() {
    let config = config();
    let open = |name: &str| {
        let loc = Loc::new(name);
        let config = config.clone();
        async move { Client::open(&config, loc, Messages::new()).await }
    };
    let error = open("a").await.err().unwrap();
    assert!(matches!(error, ClientError::Internal(_)), "{error}");
    let first = open("client").await.unwrap();
    let error = open("client").await.err().unwrap();
    let start = format!("cannot listen for the client `client` at {}", address(&config, "client"));
    assert!(error.to_string().starts_with(&start), "{error}");

    let patience = Duration::from_millis(100);
    let error = first.send(Loc::new("a"), &msg("start", 1), patience).await.err().unwrap();
    assert!(error.to_string().starts_with("cannot reach `a` at "), "{error}");
    let error = first.send(Loc::new("c"), &msg("start", 1), patience).await.err().unwrap();
    assert_eq!(error.to_string(), "test.toml: no location is named `c`");
}

#[tokio::test]
async fn a_client_of_another_specification_is_refused_with_the_reason() {
    let config = config();
    let mut nodes = start(&config, &["a", "b"]).await;
    {
        let schema = Messages::of_another_specification();
        let stranger = Client::open(&config, Loc::new("client"), schema).await.unwrap();
        let sent = stranger.send(Loc::new("a"), &msg("start", 1), super::kit::LIMIT).await;
        let text = sent.err().unwrap().to_string();
        assert!(text.contains("the two nodes run different specifications"), "{text}");
        assert!(text.contains("protocol version 1"), "{text}");
    }
    nodes.until(Seen::Rejected("rejected: fingerprint")).await;
    exchange(&mut client(&config).await, 1).await;
    nodes.stop().await;
}
