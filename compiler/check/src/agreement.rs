//! The search and the simulator agree on what can happen.
//!
//! In both directions: whatever a simulated world comes to within the budgets is a state that the
//! search finds, and enough worlds come to all that it finds.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::rc::Rc;

use evc_runtime::rng::Probability;
use evc_runtime::sim::{self, Options, Schedule, World};
use evc_runtime::wire::{Reader, WireError};
use evc_runtime::{Header, Loc, Schema, SchemaError, Value};

use crate::model::{Model, Network};
use crate::property::Invariant;
use crate::report::Verdict;
use crate::samples::{Passer, Token, pair};
use crate::search::{self, explore};
use crate::state::State;
use crate::system::System;

/// The messages of passers.
struct Tokens(Header);

impl Schema for Tokens {
    type Msg = Token;

    fn boot(&self) -> Token {
        Token { name: u8::MAX, hops: 0 }
    }

    fn header<'a>(&'a self, _: &'a Token) -> &'a Header {
        &self.0
    }

    fn body(&self, msg: &Token) -> Value {
        Value::Int(msg.hops)
    }

    fn message(&self, header: &Header, _: &Value) -> Result<Token, SchemaError> {
        Err(SchemaError::UnknownHeader(header.clone()))
    }

    fn encode(&self, msg: &Token, out: &mut Vec<u8>) {
        out.push(msg.name);
    }

    fn decode(&self, _: &mut Reader<'_>) -> Result<Token, WireError> {
        Err(WireError::Truncated)
    }

    fn fingerprint(&self) -> u128 {
        0
    }
}

type Processes = BTreeSet<Vec<Passer>>;

fn searched(model: &Model<Passer>) -> Processes {
    let found = Rc::new(RefCell::new(Processes::new()));
    let collected = Rc::clone(&found);
    let collect = Invariant::new("collects", move |state: &State<Passer>| {
        let processes = state.processes().map(|(_, passer)| passer.clone());
        collected.borrow_mut().insert(processes.collect());
        true
    });
    let system = System::new(model.clone()).unwrap();
    let options = search::Options::SAFE;
    let report = explore(&system, &[collect], &options, &mut |_| ControlFlow::Continue(()));
    assert_eq!(report.unwrap().verdict, Verdict::Verified);
    found.take()
}

fn simulated(model: &Model<Passer>, seeds: u64) -> Processes {
    let likely = |budget: u32| Probability::new(if budget == 0 { 0.0 } else { 0.2 }).unwrap();
    let Network { drop, duplicate } = model.network;
    let mut found = Processes::new();
    for seed in 0..seeds {
        let options = Options {
            seed,
            schedule: Schedule::Random,
            network: sim::Network::PERFECT
                .with(sim::Effect::Loss(likely(drop)))
                .with(sim::Effect::Duplication(likely(duplicate))),
            crashes: Vec::new(),
            boot: false,
        };
        let schema = Tokens(Header::new(["pass"]));
        let mut world = World::new(schema, model.nodes.clone(), Vec::new(), options);
        for (to, msg) in &model.initial {
            assert!(world.post(*to, msg.clone()));
        }
        loop {
            let tally = world.summary();
            if tally.lost > drop.into() || tally.duplicated > duplicate.into() {
                break;
            }
            let processes = |loc| world.process(loc).cloned();
            found.insert(model.nodes.iter().filter_map(|(loc, _)| processes(*loc)).collect());
            if world.step().is_none() {
                break;
            }
        }
    }
    found
}

fn agree(model: &Model<Passer>) {
    let found = searched(model);
    assert_eq!(found, simulated(model, 4000));
    assert!(found.len() > 5);
}

const NETWORKS: [(u32, u32); 4] = [(0, 0), (2, 0), (0, 1), (1, 1)];

#[test]
fn on_tokens_passed_to_and_fro() {
    for (drop, duplicate) in NETWORKS {
        agree(&pair(Some(9), &[(0, 2), (1, 3)], Network { drop, duplicate }));
    }
}

#[test]
fn on_nodes_that_halt() {
    for (drop, duplicate) in NETWORKS {
        agree(&pair(Some(2), &[(0, 2), (1, 3)], Network { drop, duplicate }));
    }
}

#[test]
fn on_faults() {
    for (drop, duplicate) in NETWORKS {
        agree(&pair(Some(9), &[(0, 2), (1, 2), (2, -1)], Network { drop, duplicate }));
    }
}

#[test]
fn on_what_a_node_sends_to_itself() {
    for (drop, duplicate) in NETWORKS {
        let mut model = pair(Some(9), &[(0, 2), (1, 3)], Network { drop, duplicate });
        let own = Passer { next: Loc::new("a"), left: Some(9), delay_ms: 50 };
        model.nodes = vec![(Loc::new("a"), Some(own))];
        agree(&model);
    }
}
