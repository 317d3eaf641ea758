//! What the tests share.

use evc_base::{Diagnostic, SourceMap};
use evc_runtime::value::Msg;
use evc_runtime::{Fault, Function, Header, Loc, Value};
use evc_sema::hir::{DefId, Hir};
use evc_sema::{Includes, Library, Others};

use crate::{EventOrdering, Instruction, Receipt, Reference, Unusable};

/// The name of every test's file.
pub const FILE: &str = "test.evml";

/// A specification with the library; its findings, if there are any.
fn analyse(text: &str) -> Result<(SourceMap, Hir), Vec<Diagnostic>> {
    let mut sources = SourceMap::new();
    let file = sources.add(FILE, text);
    let (program, mut findings) = evc_syntax::parse(file, text);
    let library = evc_stdlib::LIBRARY.iter().map(|(name, text)| {
        let file = sources.add(*name, *text);
        evc_syntax::parse(file, text).0
    });
    let library: Vec<_> = library.collect();
    let library = Library { files: &library, ..Library::default() };
    let others = Others { library, includes: &Includes::default() };
    let (hir, found) = evc_sema::analyse_with(&program, others);
    findings.extend(found);
    if findings.is_empty() { Ok((sources, hir)) } else { Err(findings) }
}

/// A specification that must be free of errors.
pub fn try_reference(text: &str, params: Vec<Value>) -> Result<Reference, Unusable> {
    let (sources, hir) = analyse(text).unwrap_or_else(|found| panic!("{text}: {found:#?}"));
    Reference::new(&hir, &sources, &params)
}

pub fn reference(text: &str, params: Vec<Value>) -> Reference {
    try_reference(text, params).unwrap()
}

pub fn loc(name: &str) -> Value {
    Value::Loc(Loc::new(name))
}

pub fn int(value: i64) -> Value {
    Value::Int(value)
}

/// A parameter's function on integers.
pub fn function(body: impl Fn(i64) -> Value + Send + Sync + 'static) -> Value {
    Value::Function(Function::new(move |argument| match argument {
        Value::Int(argument) => Ok(body(argument)),
        other => panic!("{other} is not an integer"),
    }))
}

pub fn receipt(at: &str, header: &str, body: Value) -> Receipt {
    let header = Header::new(header.split(' '));
    Receipt { loc: Loc::new(at), header, body, authentic: false, cause: None }
}

/// An instruction as text: body, then the destination if it is not `c`, then the delay if any.
pub fn show(instruction: &Instruction) -> String {
    let Instruction { delay_ms, to, content, .. } = instruction;
    let Msg { header, body, authentic } = content;
    let header = if header.tokens().len() > 1 { format!("{header} ") } else { String::new() };
    let to = if to.name() == "c" { String::new() } else { format!("->{to}") };
    let delay = if *delay_ms == 0 { String::new() } else { format!("@{delay_ms}") };
    let signed = if *authentic { "signed " } else { "" };
    format!("{signed}{header}{body}{to}{delay}")
}

/// What comes of each event of a run: instructions separated by blanks, or a fault.
pub fn outcomes(reference: &Reference, run: Vec<Receipt>) -> Vec<String> {
    let ordering = EventOrdering::new(run).unwrap();
    let mut evaluation = reference.over(&ordering);
    let mut texts = Vec::new();
    for event in ordering.events() {
        let outcome = evaluation.main_at(event.id);
        assert_eq!(outcome, reference.main_at(&ordering, event.id), "memory changes nothing");
        texts.push(match outcome {
            Ok(made) => made.iter().map(show).collect::<Vec<_>>().join(" "),
            Err(fault) => fault.to_string(),
        });
    }
    texts
}

/// What comes of messages at `n`.
pub fn at_n(reference: &Reference, messages: &[(&str, Value)]) -> Vec<String> {
    let run = messages.iter().map(|(header, body)| receipt("n", header, body.clone()));
    outcomes(reference, run.collect())
}

/// What `expression` of type `Int` is, or its fault, where `p : Int` is `value`.
pub fn evaluate(expression: &str, value: i64) -> String {
    let text = format!(
        "parameter c : Loc
         parameter p : Int
         input go : Unit
         output got : Int
         main (\\l.\\u.let it =\n{expression}\n in {{got'send c it}}) o (go'base)"
    );
    let reference = reference(&text, vec![loc("c"), int(value)]);
    at_n(&reference, &[("go", Value::Unit)]).remove(0)
}

/// The examples in a text: a quoted expression, `is`, and a value, quoted or a single word.
pub fn examples(doc: &str) -> Vec<(String, String)> {
    let doc = doc.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    let mut rest = doc.as_str();
    while let Some((_, from)) = rest.split_once('`') {
        let Some((expression, after)) = from.split_once('`') else { break };
        rest = after;
        let Some(value) = after.strip_prefix(" is ") else { continue };
        let value = match value.strip_prefix('`') {
            Some(quoted) => quoted.split('`').next(),
            None => value
                .split([' ', '.', ';', ','])
                .next()
                .filter(|word| word.parse::<i64>().is_ok() || ["true", "false"].contains(word)),
        };
        if let Some(value) = value {
            found.push((expression.to_owned(), value.to_owned()));
        }
    }
    found
}

/// Whether a claim holds; nothing if it is not typed.
pub fn holds(import: &str, claim: &str) -> Option<Result<Option<bool>, Fault>> {
    let text = format!("import {import}\nlet claim = {claim} ;;\nmain Null");
    let (sources, hir) = analyse(&text).ok()?;
    let reference = Reference::new(&hir, &sources, &[]).unwrap();
    let claim = hir.defs.iter().rposition(|def| def.name == "claim")?;
    Some(reference.holds(DefId(claim as u32)))
}
