//! What the tests share.

use evc_base::{Diagnostic, SourceMap};
use evc_ir::System;
use evc_runtime::dynamic::Message;
use evc_runtime::{Effects, Function, Loc, Process, Value};
use evc_sema::hir::Hir;

use crate::{Machine, Program};

/// The name of every test's file.
pub const FILE: &str = "test.evml";

/// A specification that must be free of errors, analysed.
pub fn analysed(text: &str) -> (SourceMap, Hir) {
    let mut sources = SourceMap::new();
    let file = sources.add(FILE, text);
    let (program, findings) = evc_syntax::parse(file, text);
    assert!(findings.is_empty(), "{findings:#?}\n{text}");
    let (hir, findings) = evc_sema::analyse(&program);
    assert!(!findings.iter().any(Diagnostic::is_error), "{findings:#?}\n{text}");
    (sources, hir)
}

/// A specification that must compile, lowered.
pub fn lowered(text: &str) -> (SourceMap, System) {
    let (sources, hir) = analysed(text);
    let system = evc_lower::lower(&hir, FILE).unwrap_or_else(|found| panic!("{found:#?}\n{text}"));
    (sources, system)
}

/// A specification that must compile, with values for its parameters.
pub fn program(text: &str, params: Vec<Value>) -> Program {
    let (sources, system) = lowered(text);
    Program::new(&system, params, &sources).unwrap()
}

/// What is installed at the location `n`.
pub fn at_n(text: &str, params: Vec<Value>) -> Machine {
    program(text, params).at(Loc::new("n")).unwrap().unwrap()
}

/// One step as text: what is sent, or the fault.
pub fn step(machine: &mut Machine, index: Option<u32>, body: Value) -> String {
    let mut fx = Effects::new();
    match machine.step(Message { index, body, authentic: false }, &mut fx) {
        Ok(()) => show(&fx),
        Err(fault) => fault.to_string(),
    }
}

fn show(fx: &Effects<Message>) -> String {
    let texts = fx.sends().iter().map(|send| {
        let index = send.msg.index.map_or_else(|| "boot".to_owned(), |index| index.to_string());
        let delay = if send.delay_ms == 0 { String::new() } else { format!("@{}", send.delay_ms) };
        format!("{index}:{}->{}{delay}", send.msg.body, send.to)
    });
    texts.collect::<Vec<_>>().join(" ")
}

pub fn int(value: i64) -> Value {
    Value::Int(value)
}

pub fn loc(name: &str) -> Value {
    Value::Loc(Loc::new(name))
}

/// A parameter's function on integers.
pub fn function(body: impl Fn(i64) -> Value + Send + Sync + 'static) -> Value {
    Value::Function(Function::new(move |argument| match argument {
        Value::Int(argument) => Ok(body(argument)),
        other => panic!("{other} is not an integer"),
    }))
}
