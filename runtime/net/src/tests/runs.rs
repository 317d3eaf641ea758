//! Runs in which nothing goes wrong.

use evc_runtime::Loc;

use super::kit::{
    Seen, client, config, config_with, exchange, msg, player, receive, send, start, start_with,
};

#[tokio::test]
async fn two_nodes_and_a_client() {
    let config = config();
    let nodes = start(&config, &["a", "b"]).await;
    let mut client = client(&config).await;
    exchange(&mut client, 1).await;
    exchange(&mut client, 41).await;
    assert_eq!(nodes.tally("a").events(), 4);
    assert_eq!(nodes.tally("b").events(), 2);
    assert_eq!(nodes.tally("b").causes_counted(), []);
    let seen = nodes.stop().await;
    assert!(seen.contains(&Seen::Output("a -> client  done 42".into())), "{seen:?}");
}

#[tokio::test]
async fn nodes_in_several_runs() {
    let config = config();
    let a = start(&config, &["a"]).await;
    let b = start(&config, &["b"]).await;
    exchange(&mut client(&config).await, 1).await;
    a.stop().await;
    b.stop().await;
}

#[tokio::test]
async fn many_messages_arrive_once_and_in_order() {
    let config = config();
    let nodes = start(&config, &["a"]).await;
    let mut client = client(&config).await;
    // No more than may wait: whether the network keeps pace does not matter then.
    send(&client, "a", msg("burst", 1000)).await;
    for i in 1..=1000 {
        assert_eq!(receive(&mut client).await, format!("a done {i}"));
    }
    nodes.stop().await;
}

#[tokio::test]
async fn a_node_talks_to_itself_without_end_in_sight() {
    let config = config();
    let mut nodes = start(&config, &["a"]).await;
    let mut client = client(&config).await;
    send(&client, "a", msg("again", 20_000)).await;
    // Others are heard meanwhile.
    send(&client, "a", msg("burst", 1)).await;
    let mut received = [receive(&mut client).await, receive(&mut client).await];
    received.sort();
    assert_eq!(received, ["a done 0", "a done 1"]);
    nodes.until(Seen::Output("a -> client  done 0".into())).await;
    assert_eq!(nodes.tally("a").events(), 20_002);
    nodes.stop().await;
}

#[tokio::test]
async fn delayed_messages_are_sent_in_the_order_of_their_time() {
    let config = config();
    let nodes = start(&config, &["a"]).await;
    let mut client = client(&config).await;
    send(&client, "a", msg("later", 5)).await;
    assert_eq!(receive(&mut client).await, "a done 5");
    assert_eq!(receive(&mut client).await, "a done 45");
    // This one never comes, and does not keep the run from stopping.
    send(&client, "a", msg("later", i64::MAX - 40)).await;
    send(&client, "a", msg("burst", 1)).await;
    assert_eq!(receive(&mut client).await, "a done 1");
    let seen = nodes.stop().await;
    let stopped = Seen::Lost(Loc::new("client"), "lost: stopped");
    assert_eq!(seen.iter().filter(|seen| **seen == stopped).count(), 2, "{seen:?}");
}

#[tokio::test]
async fn boot_first_then_initial_messages() {
    let initial = "[[messages]]\nto = 'a'\nheader = 'done'\nvalue = '7'\n\
                   [[messages]]\nto = 'b'\nheader = 'done'\nvalue = '8'\n\
                   [[messages]]\nto = 'a'\nheader = 'done'\nvalue = '9'\n";
    let config = config_with(initial, "boot = true");
    let mut nodes = start_with(&config, vec![player("a")], None, true).await;
    for expected in ["- a evc boot ()", "- a done 7", "- a done 9"] {
        assert_eq!(nodes.seen.recv().await, Some(Seen::Event(expected.into())));
    }
    send(&client(&config).await, "a", msg("done", 10)).await;
    assert_eq!(nodes.seen.recv().await, Some(Seen::Event("client a done 10".into())));
    nodes.stop().await;
}

#[tokio::test]
async fn a_run_stops_after_the_output_it_waits_for() {
    let config = config();
    let nodes = vec![player("a"), player("b")];
    let nodes = start_with(&config, nodes, Some("done"), false).await;
    let mut client = client(&config).await;
    send(&client, "a", msg("start", 1)).await;
    nodes.end().await;
    // The output was delivered all the same.
    assert_eq!(receive(&mut client).await, "a done 2");
}

#[tokio::test]
async fn where_no_process_is_placed_or_it_has_halted_messages_are_consumed() {
    let config = config();
    let nodes = vec![player("a"), (Loc::new("b"), None)];
    let mut nodes = start_with(&config, nodes, None, true).await;
    let client = client(&config).await;
    for header in ["odd", "burst"] {
        send(&client, "a", msg(header, -1)).await;
        send(&client, "b", msg(header, -1)).await;
    }
    send(&client, "a", msg("burst", 3)).await;
    nodes.until(Seen::Event("client a burst 3".into())).await;
    let seen = nodes.stop().await;
    assert!(!seen.iter().any(|seen| matches!(seen, Seen::Output(_))), "{seen:?}");
}
