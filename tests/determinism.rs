//! The same specification compiled in two places gives the same bytes.

use std::fs;
use std::path::Path;

use evc_net::Config;
use evc_tests::{Spec, leader_ring_file, ring};

/// Everything that is made of the example when it lies in a folder of that name.
fn made_in(folder: &str) -> Vec<(&'static str, String)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("determinism").join(folder);
    fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    for name in ["leader-ring.evml", "three.toml"] {
        fs::copy(leader_ring_file(name), folder.join(name)).expect("the example can be copied");
    }
    let spec = Spec::load(&folder.join("leader-ring.evml"));
    let mut scenario = ring::three(1);
    scenario.config = Config::read(&folder.join("three.toml")).expect("the example is right");
    let made = vec![
        ("types", evc_driver::dump::types(&spec.analysis)),
        ("message automata", evc_driver::dump::ir(&spec.system)),
        ("Rust", evc_codegen::module(&spec.system, &spec.analysis.sources)),
        ("node program", evc_codegen::node_program(&spec.system)),
        ("interpreted trace", scenario.interpret(&spec).trace.to_json_lines()),
        ("reference trace", scenario.refer(&spec).trace.to_json_lines()),
    ];
    for (what, text) in &made {
        assert!(!text.is_empty(), "{what}");
        assert!(!text.contains(&*folder.to_string_lossy()), "{what} names the folder");
    }
    made
}

#[test]
fn compiling_in_two_places_gives_the_same_bytes() {
    for ((what, here), (_, there)) in made_in("here").iter().zip(made_in("some/where/else")) {
        assert!(*here == there, "{what} differs");
    }
}

#[test]
fn compiling_twice_gives_the_same_bytes() {
    assert_eq!(made_in("twice"), made_in("twice"));
}
