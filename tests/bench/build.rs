//! Compiles the measured specification to Rust.

fn main() {
    evc_build::compile("../../examples/leader-ring/leader-ring.evml");
}
