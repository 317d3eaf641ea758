//! Every specification of `specs` with a configuration runs by the definition of the language.
//!
//! Random schedules deliver messages in any order, lose some and repeat others: nothing faults.

use std::path::Path;

use evc_driver::Disk;
use evc_net::Config;
use evc_reference::{Reference, ReferenceProcess};
use evc_runtime::dynamic::Message;
use evc_runtime::rng::Probability;
use evc_runtime::sim::{Effect, Network, Options, Schedule, World};
use evc_runtime::trace::Summary;
use evc_tests::root;

/// How many steps each run takes at most.
const STEPS_MAX: u64 = 400;

/// The schedules that are drawn for each specification.
const SEEDS: u64 = 5;

/// The specifications whose configurations use what the runtime cannot read yet: constructors of
/// data, and implementations of sets and maps.
const NOT_READ: [&str; 2] = ["crdt_counter", "process_calculus"];

/// The specification with its configuration.
fn load(path: &Path) -> Result<(Reference, Config), String> {
    let config = Config::read(&path.with_extension("toml")).map_err(|error| error.to_string())?;
    let path = path.to_str().expect("the repository's paths are text");
    let analysis = evc_driver::analyse(&Disk, path).expect("the specification can be read");
    evc_driver::runnable(&analysis).unwrap_or_else(|found| panic!("{path}: {found:#?}"));
    let names: Vec<_> = analysis.hir.params.iter().map(|param| param.name.as_str()).collect();
    let values = config.values(&names).map_err(|error| error.to_string())?;
    let reference = Reference::new(&analysis.hir, &analysis.sources, &values);
    let reference = reference.map_err(|error| error.to_string())?;
    config.messages(&reference.schema()).map_err(|error| error.to_string())?;
    Ok((reference, config))
}

/// A run whose network loses and repeats some messages if `lossy`.
fn run(name: &str, reference: &Reference, config: &Config, seed: u64, lossy: bool) -> Summary {
    let share = if lossy { Probability::new(0.1) } else { None };
    let share = share.unwrap_or(Probability::NEVER);
    let network = Network::PERFECT.with(Effect::Loss(share)).with(Effect::Duplication(share));
    let options =
        Options { seed, schedule: Schedule::Random, network, crashes: vec![], boot: config.boot };
    let place = |loc| (loc, ReferenceProcess::<Message>::at(reference, loc).expect("it starts"));
    let nodes = config.internal().map(place).collect();
    let mut world = World::new(reference.schema(), nodes, config.external().collect(), options);
    for (to, msg) in config.messages(world.schema()).expect("they were read before") {
        assert!(world.post(to, msg), "{name}: a message goes to {to}, which is no node");
    }
    let trace = world.run(STEPS_MAX);
    for record in trace.records() {
        assert_eq!(record.fault, None, "{name} with seed {seed}: event {}", record.event);
    }
    trace.summary()
}

#[test]
fn specifications_run_without_a_fault() {
    let folder = std::fs::read_dir(root().join("tests/specs")).expect("the folder is there");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    assert!(paths.len() > 20, "only {} configurations are found", paths.len());
    let mut not_read = Vec::new();
    for path in &paths {
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("names are text");
        match load(&path.with_extension("evml")) {
            Ok((reference, config)) => {
                let mut outputs = 0;
                for seed in 0..SEEDS {
                    outputs += run(name, &reference, &config, seed, seed > 0).outputs;
                }
                assert!(outputs > 0, "{name} does nothing");
            }
            Err(_) => not_read.push(name),
        }
    }
    assert_eq!(not_read, NOT_READ);
}
