//! Compiles the specification to the Rust module that `src/main.rs` includes.

fn main() {
    evc_build::compile("../leader-ring.evml");
}
