//! Three nodes of this program elect a leader.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use evc_net::{Cluster, Config, Observer, Options, Program, block_on};
use evc_runtime::{Header, Loc, Value};

use crate::LeaderRing;

/// `../three.toml` with addresses that are free now.
fn configuration() -> Config {
    let text = include_str!("../../three.toml");
    // All are held until all are known, so that no two are the same.
    let held: Vec<_> = (0..4).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    let addresses = held.iter().map(|socket| socket.local_addr().unwrap().to_string());
    let fixed = ["127.0.0.1:7100", "127.0.0.1:7101", "127.0.0.1:7102", "127.0.0.1:7103"];
    let text = fixed.iter().zip(addresses).fold(text.to_owned(), |text, (fixed, free)| {
        assert!(text.contains(fixed), "{text}");
        text.replace(fixed, &free)
    });
    Config::parse("three.toml", &text).unwrap()
}

/// Remembers the outputs.
#[derive(Default)]
struct Outputs(Mutex<Vec<String>>);

impl Observer for Outputs {
    fn output(&self, from: Loc, to: Loc, header: &Header, body: &Value) {
        self.0.lock().unwrap().push(format!("{from} -> {to}  {header} {body}"));
    }
}

#[test]
fn the_greatest_identifier_leads() {
    let config = configuration();
    let program = LeaderRing::new(config.values(LeaderRing::PARAMETERS).unwrap()).unwrap();
    let nodes: Vec<_> = config.internal().map(|loc| (loc, program.at(loc).unwrap())).collect();
    assert!(nodes.iter().all(|(_, process)| process.is_some()));
    let client = config.external().next().unwrap();
    assert!(program.at(client).unwrap().is_none());

    let outputs = Arc::new(Outputs::default());
    let until = Some(Header::new(["leader"]));
    let options = Options { until, observer: Arc::clone(&outputs) as Arc<dyn Observer> };
    let run = async {
        let cluster = Cluster::bind(&config, program.schema(), nodes, options).await.unwrap();
        tokio::time::timeout(Duration::from_secs(60), cluster.run()).await.unwrap()
    };
    block_on(run).unwrap().unwrap();
    assert_eq!(*outputs.0.lock().unwrap(), ["n2 -> client  leader (1, n2)"]);
}
