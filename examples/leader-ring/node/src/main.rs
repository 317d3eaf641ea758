//! A ring leader election node, compiled from its specification by build.rs.
//!
//! What a user of the library writes: a module that includes the compiled specification, an
//! implementation of [`Program`] that passes the parameters of a configuration on to it, and a
//! `main` that leaves the rest to [`node_main`]. It does what the program made by `evc build` does:
//!
//! ```text
//! cargo run -p leader-ring-node -- --config examples/leader-ring/three.toml --until leader
//! ```

mod spec {
    include!(concat!(env!("OUT_DIR"), "/leader-ring.rs"));
}
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use evc_net::{Program, node_main};
use evc_runtime::{Fault, Fixed, Loc, Value};

/// The specification with the parameters of a configuration.
struct LeaderRing {
    params: Fixed<spec::Params>,
}

impl Program for LeaderRing {
    type Process = spec::Node;
    type Schema = spec::Messages;

    const NAME: &'static str = "leader-ring-node";
    const PARAMETERS: &'static [&'static str] = spec::Params::NAMES;

    fn new(values: Vec<Value>) -> Result<Self, String> {
        Ok(Self { params: Fixed::new(spec::Params::from_values(&values)?) })
    }

    fn schema(&self) -> spec::Messages {
        spec::Messages::new()
    }

    fn at(&self, loc: Loc) -> Result<Option<spec::Node>, Fault> {
        spec::at(&self.params, loc)
    }
}

fn main() -> ExitCode {
    node_main::<LeaderRing>()
}
