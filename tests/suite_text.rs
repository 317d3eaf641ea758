//! What the compiler makes of the examples, compared with committed text.
//!
//! `UPDATE_EXPECT=1 cargo test -p evc-tests --test suite_text` writes the text anew. This target
//! does not compile any golden, so that one that does not compile can be blessed.

use evc_tests::{Spec, ring};
use expect_test::expect_file;

#[test]
fn leader_ring_as_message_automata() {
    let spec = Spec::leader_ring();
    expect_file!["ir/leader-ring.ir"].assert_eq(&evc_driver::dump::ir(&spec.system));
}

#[test]
fn leader_ring_as_rust() {
    let spec = Spec::leader_ring();
    let rust = evc_codegen::module(&spec.system, &spec.analysis.sources);
    expect_file!["codegen/leader-ring.rs"].assert_eq(&rust);
}

#[test]
fn leader_ring_simulated() {
    let ran = ring::three(1).interpret(&Spec::leader_ring());
    expect_file!["trace/leader-ring-three-seed-1.jsonl"].assert_eq(&ran.trace.to_json_lines());
}
