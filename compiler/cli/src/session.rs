//! A specification with a configuration, as the commands that run it need them.

use std::ops::Deref;
use std::path::Path;

use evc_driver::{Analysis, Disk, Loader};
use evc_interp::{Machine, Program};
use evc_ir::System;
use evc_net::Config;
use evc_runtime::{Loc, Schema, Value};

use crate::failure::{Outcome, environment, input, status};
use crate::output::Output;

/// Loads and analyses a specification that is to be run, and prints what is wrong with it.
pub fn analyse(path: &str, output: &Output) -> Outcome<Analysis> {
    let analysis = evc_driver::analyse(&Disk, path).map_err(environment)?;
    output.report(&analysis.sources, &evc_driver::warnings_to_run(&analysis))?;
    Ok(analysis)
}

/// Lowers a specification, and prints what keeps it from that.
pub fn lower(analysis: &Analysis, output: &Output) -> Outcome<System> {
    evc_driver::lower(analysis).or_else(|found| {
        output.report(&analysis.sources, &found)?;
        Err(input("the specification cannot be lowered"))
    })
}

/// Prints what keeps a specification from being run by its definition.
pub fn runnable(analysis: &Analysis, output: &Output) -> Outcome {
    evc_driver::runnable(analysis).or_else(|found| {
        output.report(&analysis.sources, &found)?;
        Err(input("the specification cannot be run"))
    })
}

/// A specification and a configuration that fit together.
pub struct Deployment {
    /// The specification.
    pub analysis: Analysis,
    /// The configuration.
    pub config: Config,
    /// The values of the parameters, in order.
    pub values: Vec<Value>,
}

impl Deployment {
    /// Loads a configuration, checks it against a specification, and prints what is wrong.
    pub fn open(analysis: Analysis, config: &Path, output: &Output) -> Outcome<Self> {
        let name = config.to_string_lossy();
        let text = Disk.load(&name).map_err(environment)?;
        let mut sources = analysis.sources.clone();
        let found = evc_driver::config::check(&mut sources, &analysis.hir, &name, &text);
        output.report(&sources, &found)?;
        let config = Config::parse(&name, &text).map_err(input)?;
        let names: Vec<_> = analysis.hir.params.iter().map(|param| param.name.as_str()).collect();
        let values = config.values(&names).map_err(input)?;
        Ok(Self { analysis, config, values })
    }

    /// The name of the specification: its own, or that of its file.
    pub fn name(&self) -> String {
        let own = self.analysis.hir.name.as_ref().map(ToString::to_string);
        own.unwrap_or_else(|| {
            let file = &self.analysis.sources.source(self.analysis.file).name;
            let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str());
            stem.unwrap_or(file).to_owned()
        })
    }

    /// The specification, lowered to those message automata, ready to be interpreted.
    pub fn program(&self, system: &System) -> Outcome<Program> {
        Program::new(system, self.values.clone(), &self.analysis.sources).map_err(|error| {
            let (param, expected) = (error.param, error.expected);
            input(format!("the parameter `{param}` is not of type `{expected}`"))
        })
    }

    /// The initial messages.
    pub fn messages<S: Schema>(&self, schema: &S) -> Outcome<Vec<(Loc, S::Msg)>> {
        self.config.messages(schema).map_err(input)
    }

    /// The location of that name.
    pub fn named(&self, name: &str) -> Outcome<Loc> {
        self.config.named(name).map(|place| place.loc).map_err(|error| status(error, 1))
    }
}

/// The interpreted process of each of those locations.
pub fn machines(
    program: &Program,
    locs: impl IntoIterator<Item = Loc>,
) -> Outcome<Vec<(Loc, Option<Machine>)>> {
    let place = |loc| match program.at(loc) {
        Ok(machine) => Ok((loc, machine)),
        Err(fault) => Err(input(format!("cannot install a process at `{loc}`: {fault}"))),
    };
    locs.into_iter().map(place).collect()
}

/// A deployment whose specification can be lowered.
pub struct Session {
    /// The deployment.
    deployment: Deployment,
    /// The specification as message automata.
    pub system: System,
}

impl Session {
    /// Loads both, checks them against each other, and prints what is wrong.
    pub fn open(path: &str, config: &Path, output: &Output) -> Outcome<Self> {
        let analysis = analyse(path, output)?;
        let system = lower(&analysis, output)?;
        let deployment = Deployment::open(analysis, config, output)?;
        Ok(Self { deployment, system })
    }

    /// The specification ready to be interpreted.
    pub fn program(&self) -> Outcome<Program> {
        self.deployment.program(&self.system)
    }
}

impl Deref for Session {
    type Target = Deployment;

    fn deref(&self) -> &Deployment {
        &self.deployment
    }
}
