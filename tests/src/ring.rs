//! Rings of any size in environments drawn from a seed, and what every run of one must satisfy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use evc_net::Config;
use evc_runtime::rng::{Probability, Rng};
use evc_runtime::sim::{Crash, Delay, Effect, Network, Options, Schedule};
use evc_runtime::trace::{SendRecord, Trace};
use evc_runtime::{Header, Loc, Value};

use crate::{Injection, STEPS_MAX, Scenario, leader_ring_file, read};

/// A drawn run of a ring.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The run.
    pub scenario: Scenario,
    /// Who must be elected if anyone is.
    pub greatest: Loc,
    /// The epochs in which someone must be elected, given that every node is configured before
    /// the first one is asked to choose, nothing is lost and nobody crashes.
    pub decided: Vec<i64>,
}

/// The ring of three of the example, as `evc sim --seed SEED` runs it.
pub fn three(seed: u64) -> Scenario {
    let path = leader_ring_file("three.toml");
    let config = Config::parse("three.toml", &read(&path)).expect("the example is right");
    let network = Network::PERFECT.with(Effect::Delay(Delay::Uniform(1, 20)));
    let (schedule, boot) = (Schedule::Timed, config.boot);
    let options = Options { seed, schedule, network, crashes: Vec::new(), boot };
    Scenario { config, options, later: None }
}

/// The run that a seed draws: a ring of 3, 5 or 7 with one or two initiators; timed or random;
/// with or without loss, duplicates, a crash, a second epoch.
pub fn drawn(seed: u64) -> Drawn {
    let mut rng = Rng::new(seed);
    let size = [3, 5, 7].get(rng.below(3) as usize).copied().unwrap_or(3);
    let uids = uids(&mut rng, size);
    let greatest = (1..).zip(&uids).max_by_key(|(_, uid)| **uid).map_or(1, |(node, _)| node);
    let config = config(&uids, 1, &initiators(&mut rng, size), rng.below(2) == 0);
    let timed = seed.is_multiple_of(2);
    let least_ms = rng.within(0, 50);
    let delay = Delay::Uniform(least_ms, rng.within(least_ms, 50));
    let (drop, duplicate) = (sometimes(&mut rng, 0.1), sometimes(&mut rng, 0.3));
    let network = Network::PERFECT
        .with(Effect::Delay(delay))
        .with(Effect::Loss(drop))
        .with(Effect::Duplication(duplicate));
    let mut crashes = Vec::new();
    if rng.below(4) == 0 {
        crashes.push(Crash::stop(node(1 + rng.below(size) as usize), rng.within(0, 40)));
    }
    let (mut later, mut decided) = (None, vec![1]);
    if rng.below(3) == 0 {
        let waits = rng.below(2) == 0;
        let step = if waits { STEPS_MAX } else { rng.within(0, 60) };
        let config = self::config(&uids, 2, &initiators(&mut rng, size), false);
        later = Some(Injection { step, config });
        // A second epoch that does not wait for the first one to end may cut it off.
        decided = if waits { vec![1, 2] } else { vec![2] };
    }
    if !timed || drop != Probability::NEVER || !crashes.is_empty() {
        decided = Vec::new();
    }
    let schedule = if timed { Schedule::Timed } else { Schedule::Random };
    let options = Options { seed, schedule, network, crashes, boot: config.boot };
    Drawn { scenario: Scenario { config, options, later }, greatest: node(greatest), decided }
}

/// Checks the outputs of a run of a ring.
///
/// # Errors
/// Says what is wrong.
pub fn judge(drawn: &Drawn, trace: &Trace) -> Result<(), String> {
    let mut elected: BTreeMap<i64, BTreeSet<Loc>> = BTreeMap::new();
    let mut said = BTreeSet::new();
    for record in trace.records() {
        if let Some(fault) = &record.fault {
            return Err(format!("{} faults in event {}: {fault}", record.loc, record.event));
        }
        for send in record.sends.iter().filter(|send| send.external) {
            let (epoch, leader) = result(send)?;
            elected.entry(epoch).or_default().insert(leader);
            if !said.insert((record.loc, epoch)) {
                return Err(format!("{} declares a leader of epoch {epoch} twice", record.loc));
            }
        }
    }
    for (epoch, leaders) in &elected {
        if leaders.iter().ne([&drawn.greatest]) {
            let greatest = drawn.greatest;
            return Err(format!("epoch {epoch} elects {leaders:?}, not {greatest} alone"));
        }
    }
    match drawn.decided.iter().find(|epoch| !elected.contains_key(epoch)) {
        Some(epoch) => Err(format!("epoch {epoch} elects nobody")),
        None => Ok(()),
    }
}

/// The epoch and the leader that an output tells.
fn result(send: &SendRecord) -> Result<(i64, Loc), String> {
    let Value::Tuple(parts) = &send.value else {
        return Err(format!("an output that is no pair: {}", send.value));
    };
    match (&parts[..], send.header == Header::new(["leader"])) {
        ([Value::Int(epoch), Value::Loc(leader)], true) => Ok((*epoch, *leader)),
        _ => Err(format!("an output that is no result: {:?} {}", send.header, send.value)),
    }
}

/// The ring of three as a configuration, started in epoch 1 by its first node.
pub fn smallest() -> Config {
    config(&[17, 42, 23], 1, &[1], false)
}

/// The configuration of a ring: `n1` to `n2` and so on, with those identifiers, started in an
/// epoch by those of its nodes.
fn config(uids: &[i64], epoch: i64, initiators: &[usize], boot: bool) -> Config {
    let mut text = format!("boot = {boot}\n[locations]\nclient = \"127.0.0.1:7000\"\n");
    let nodes: Vec<String> = (1..=uids.len()).map(|node| format!("n{node}")).collect();
    for (port, node) in (7001..).zip(&nodes) {
        writeln!(text, "{node} = \"127.0.0.1:{port}\"").expect("writing to a string cannot fail");
    }
    text.push_str("[groups]\nexternal = [\"client\"]\n[parameters]\nclient = \"client\"\n");
    let cases = nodes.iter().zip(uids).map(|(node, uid)| format!("if l = {node} then {uid} else "));
    let (members, cases) = (nodes.join("; "), cases.collect::<String>());
    text.push_str(&format!("nodes = \"{{{members}}}\"\nuid = '\\l. {cases}0'\n"));
    let mut message = |to: &str, header: &str, value: &str| {
        text.push_str(&format!(
            "[[messages]]\nto = \"{to}\"\nheader = \"{header}\"\nvalue = \"{value}\"\n"
        ));
    };
    for (node, successor) in nodes.iter().zip(nodes.iter().cycle().skip(1)) {
        message(node, "config", &format!("({epoch}, {successor})"));
    }
    for initiator in initiators {
        message(&format!("n{initiator}"), "choose", "()");
    }
    Config::parse("ring.toml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Distinct identifiers.
fn uids(rng: &mut Rng, size: u64) -> Vec<i64> {
    let mut uids = Vec::new();
    while (uids.len() as u64) < size {
        let uid = rng.within(0, 99) as i64;
        if !uids.contains(&uid) {
            uids.push(uid);
        }
    }
    uids
}

/// One node or two.
fn initiators(rng: &mut Rng, size: u64) -> Vec<usize> {
    (0..=rng.below(2)).map(|_| 1 + rng.below(size) as usize).collect()
}

/// Never in half of the cases, up to `most` in the others.
fn sometimes(rng: &mut Rng, most: f64) -> Probability {
    let share = most * rng.within(1, 100) as f64 / 100.0;
    let happens = rng.below(2) == 0;
    Probability::new(share).filter(|_| happens).unwrap_or(Probability::NEVER)
}

fn node(number: usize) -> Loc {
    Loc::new(&format!("n{number}"))
}
