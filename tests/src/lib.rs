//! What the suites share: the repository, compiled specifications, and runs of rings.
//!
//! The suites themselves are the test targets of this package; `Cargo.toml` lists them. What they
//! compare with lies beside them as text, and `UPDATE_EXPECT=1 cargo test` writes it anew.

pub mod ring;

use std::path::{Path, PathBuf};

use evc_driver::{Analysis, Disk};
use evc_interp::{Machine, Program};
use evc_ir::System;
use evc_net::Config;
use evc_reference::{Reference, ReferenceProcess};
use evc_runtime::sim::{Options, World};
use evc_runtime::trace::Trace;
use evc_runtime::{Fault, Loc, Process, Schema, Value};

/// The most steps that a run of the suites takes; all of them end long before.
pub const STEPS_MAX: u64 = 100_000;

/// The root of the repository.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package lies in the repository").to_path_buf()
}

/// The text of a file.
///
/// # Panics
/// If there is no such text.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The path of a file of the ring example.
pub fn leader_ring_file(name: &str) -> PathBuf {
    root().join("examples/leader-ring").join(name)
}

/// A specification as far as the engines need it.
#[derive(Debug)]
pub struct Spec {
    /// The specification, analysed.
    pub analysis: Analysis,
    /// As message automata.
    pub system: System,
}

impl Spec {
    /// Compiles a specification.
    ///
    /// # Panics
    /// If it has errors.
    pub fn load(path: &Path) -> Self {
        let path = path.to_str().expect("the repository's paths are text");
        let analysis = evc_driver::analyse(&Disk, path).expect("the specification can be read");
        let system = evc_driver::lower(&analysis)
            .unwrap_or_else(|found| panic!("{path} does not compile: {found:#?}"));
        Self { analysis, system }
    }

    /// Compiles the ring example.
    pub fn leader_ring() -> Self {
        Self::load(&leader_ring_file("leader-ring.evml"))
    }

    /// The values that a configuration gives to the parameters, in order.
    ///
    /// # Panics
    /// If one is missing or cannot be evaluated.
    pub fn values(&self, config: &Config) -> Vec<Value> {
        let names: Vec<_> = self.system.params.iter().map(|param| param.name.as_str()).collect();
        config.values(&names).expect("the configuration fits the specification")
    }

    /// The specification ready to be interpreted.
    ///
    /// # Panics
    /// If the configuration does not fit.
    pub fn program(&self, config: &Config) -> Program {
        Program::new(&self.system, self.values(config), &self.analysis.sources)
            .expect("the configuration fits the specification")
    }

    /// The specification ready to be evaluated by its definition.
    ///
    /// # Panics
    /// If the configuration does not fit.
    pub fn reference(&self, config: &Config) -> Reference {
        let Analysis { hir, sources, .. } = &self.analysis;
        Reference::new(hir, sources, &self.values(config))
            .expect("the configuration fits the specification")
    }
}

/// What came of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// What happened.
    pub trace: Trace,
    /// The state variables of every process at the end.
    pub states: Vec<(Loc, Vec<(String, Value)>)>,
}

/// Messages that come from outside while a world runs.
#[derive(Clone, Debug)]
pub struct Injection {
    /// After how many steps they come, or when nothing is in flight any more.
    pub step: u64,
    /// The messages as a configuration writes them.
    pub config: Config,
}

/// A world to run: a configuration, an environment, and what comes later.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The nodes, the parameters and the first messages.
    pub config: Config,
    /// The environment.
    pub options: Options,
    /// What comes later.
    pub later: Option<Injection>,
}

impl Scenario {
    /// Runs the processes that `at` installs.
    ///
    /// # Panics
    /// If a process cannot be installed or a message is none of the specification.
    pub fn run<P: Process, S: Schema<Msg = P::Msg>>(
        &self,
        schema: S,
        at: impl Fn(Loc) -> Result<Option<P>, Fault>,
    ) -> Ran {
        let install = |loc| (loc, at(loc).expect("every process can be installed"));
        let nodes = self.config.internal().map(install).collect();
        let external = self.config.external().collect();
        let mut world = World::new(schema, nodes, external, self.options.clone());
        post(&mut world, &self.config);
        let begun = self.later.as_ref().map(|later| {
            let begun = world.run(later.step);
            post(&mut world, &later.config);
            begun
        });
        let ended = world.run(STEPS_MAX);
        let trace = match begun {
            Some(begun) => begun.followed_by(ended),
            None => ended,
        };
        Ran { trace, states: world.states() }
    }

    /// Runs it with the interpreter.
    pub fn interpret(&self, spec: &Spec) -> Ran {
        let program = spec.program(&self.config);
        self.run(program.schema(), |loc| -> Result<Option<Machine>, Fault> { program.at(loc) })
    }

    /// Runs it with the definition of the language.
    pub fn refer(&self, spec: &Spec) -> Ran {
        let reference = spec.reference(&self.config);
        let at = |loc| ReferenceProcess::<evc_interp::Message>::at(&reference, loc);
        self.run(spec.program(&self.config).schema(), at)
    }
}

/// Posts the messages of a configuration.
fn post<P: Process, S: Schema<Msg = P::Msg>>(world: &mut World<P, S>, config: &Config) {
    let messages = config.messages(world.schema()).expect("the messages are of the specification");
    for (to, msg) in messages {
        assert!(world.post(to, msg), "a message goes to {to}, which is no node");
    }
}
