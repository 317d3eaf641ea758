//! A specification with a configuration, as the commands that run it need them.

use std::path::Path;

use evc_base::{Diagnostic, SourceMap, Span, codes};
use evc_driver::config::{self, Configuration};
use evc_driver::{Analysis, Disk, Loader};
use evc_interp::{Machine, Messages, Program};
use evc_ir::System;
use evc_net::Config;
use evc_net::config::{Initial, Parameter, Place};
use evc_runtime::{Header, Loc, Value};
use evc_sema::hir::ParamId;

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

/// A configuration as nodes have it.
fn for_nodes(configuration: &Configuration, sources: &SourceMap) -> Config {
    let line = |span: Span| sources.position(span).line as usize;
    let place = |location: &config::Location| Place {
        loc: Loc::new(&location.name),
        address: location.address.to_string(),
        external: location.external,
    };
    let parameter = |(id, value): &(ParamId, config::Value)| Parameter {
        name: configuration.hir[*id].name.to_string(),
        text: value.text.as_str().to_owned(),
        line: line(value.text.span()),
    };
    let message = |message: &config::Initial| {
        let value = message.message.as_ref().map(|(_, value)| &value.text);
        Some(Initial {
            to: Loc::new(message.to.as_deref()?),
            header: Header::new(configuration.header_of(message).iter().map(String::as_str)),
            text: value.map_or("()", |text| text.as_str()).to_owned(),
            line: line(value.map_or(message.span, |text| text.span())),
        })
    };
    Config {
        file: sources.source(configuration.file).name.clone(),
        boot: configuration.boot,
        places: configuration.locations.iter().map(place).collect(),
        parameters: configuration.parameters.iter().map(parameter).collect(),
        messages: configuration.messages.iter().filter_map(message).collect(),
    }
}

/// What nodes, which have no compiler, cannot compute.
fn not_for_nodes(configuration: &Configuration, config: &Config) -> Vec<Diagnostic> {
    let names = |name: &str| {
        let qualified = name.strip_prefix("LOC(").and_then(|name| name.strip_suffix(')'));
        let wanted = qualified.unwrap_or(name);
        let is_parameter = config.parameters.iter().any(|parameter| parameter.name == name);
        let place = config.places.iter().find(|place| place.loc.name() == wanted);
        // What a parameter is plays no part: nothing is computed.
        place.map(|place| Value::Loc(place.loc)).or(is_parameter.then_some(Value::Unit))
    };
    let parameters = configuration.parameters.iter().map(|(_, value)| value);
    let messages = configuration.messages.iter().filter_map(|message| message.message.as_ref());
    let values = parameters.chain(messages.map(|(_, value)| value));
    let refused =
        values.filter_map(|value| {
            let error = evc_runtime::text::check(value.text.as_str(), &names).err()?;
            let span = value.text.position(error.line, error.column);
            let found =
                Diagnostic::error(codes::NEEDS_COMPILER, span, "nodes cannot compute this value");
            Some(found.here(error.message).help(
                "write it with literals, locations, operators, functions and conditionals alone",
            ))
        });
    refused.collect()
}

/// A specification and a configuration that fit together.
pub struct Session {
    /// The specification.
    pub analysis: Analysis,
    /// As message automata.
    pub system: System,
    /// The configuration, with its values as typed expressions.
    pub configuration: Configuration,
    /// The same as nodes have it, with its values as texts.
    pub config: Config,
    /// The values of the parameters, in order.
    pub values: Vec<Value>,
}

impl Session {
    /// Loads both, checks them against each other, and prints what is wrong.
    pub fn open(path: &str, config: &Path, output: &Output) -> Outcome<Self> {
        let analysis = analyse(path, output)?;
        let system = lower(&analysis, output)?;
        let name = config.to_string_lossy();
        let text = Disk.load(&name).map_err(environment)?;
        let mut sources = analysis.sources.clone();
        let (configuration, mut found) = config::read(&mut sources, &analysis.hir, &name, &text);
        let config = for_nodes(&configuration, &sources);
        if !found.iter().any(Diagnostic::is_error) {
            found.extend(not_for_nodes(&configuration, &config));
        }
        output.report(&sources, &found)?;
        let names: Vec<_> = system.params.iter().map(|param| param.name.as_str()).collect();
        let values = config.values(&names).map_err(input)?;
        Ok(Self { analysis, system, configuration, config, values })
    }

    /// The specification ready to be interpreted.
    pub fn program(&self) -> Outcome<Program> {
        Program::new(&self.system, self.values.clone(), &self.analysis.sources).map_err(|error| {
            let (param, expected) = (error.param, error.expected);
            input(format!("the parameter `{param}` is not of type `{expected}`"))
        })
    }

    /// The interpreted process of each of those locations.
    pub fn machines(
        &self,
        program: &Program,
        locs: impl IntoIterator<Item = Loc>,
    ) -> Outcome<Vec<(Loc, Option<Machine>)>> {
        let place = |loc| match program.at(loc) {
            Ok(machine) => Ok((loc, machine)),
            Err(fault) => Err(input(format!("cannot install a process at `{loc}`: {fault}"))),
        };
        locs.into_iter().map(place).collect()
    }

    /// The initial messages.
    pub fn messages(&self, schema: &Messages) -> Outcome<Vec<(Loc, evc_interp::Message)>> {
        self.config.messages(schema).map_err(input)
    }

    /// The location of that name.
    pub fn named(&self, name: &str) -> Outcome<Loc> {
        self.config.named(name).map(|place| place.loc).map_err(|error| status(error, 1))
    }
}
