//! From typed evml to message automata.
//!
//! Lowering evaluates the program as far as it can without an event. Its steps, each with what
//! holds after it:
//!
//! 1. `eval` reduces functions, tuples and class expressions. *After this* no
//!    function is left but parameters, and the main class is a graph of base classes,
//!    compositions, states and parallels in which one definition is one node, however often it
//!    is named: a state class named four times is one state variable.
//!    Nested patterns have become choices one level deep (`matching`).
//! 2. `emit` walks the graph once for each trigger. Base classes of other messages are empty
//!    there, so *after this* each action holds only what can happen at its event, as statements:
//!    bags of instructions have become sends, transitions have become updates.
//! 3. [`evc_ir::simplify`] removes what has no effect, and [`evc_ir::verify`] holds.

mod budget;
mod classes;
mod emit;
mod eval;
mod force;
mod matching;
mod placement;
mod types;
mod value;

#[cfg(test)]
mod tests;

use evc_base::{Diagnostic, Span, codes};
use evc_ir::{self as ir, System, Ty};
use evc_sema::hir::{self, Hir};
use smol_str::SmolStr;

/// Lowers a specification that has a main class and no errors.
///
/// `file` is the name that faults and generated code cite, without directories.
///
/// # Errors
/// Diagnostics for what the language allows and this version cannot compile.
pub fn lower(hir: &Hir, file: &str) -> Result<System, Vec<Diagnostic>> {
    let Some(main) = &hir.main else {
        let start = Span::new(evc_base::FileId(0), 0, 0);
        return Err(vec![no_main(start)]);
    };
    let mut lowering = Lowering::new(hir, main.span);
    let machine = lowering.machine(main);
    let machine = match (machine, lowering.diagnostics.is_empty()) {
        (Ok(machine), true) => machine,
        (Ok(_) | Err(Abort), _) => return Err(lowering.diagnostics),
    };
    let mut system = System {
        name: hir.name.clone().unwrap_or_else(|| stem(file)),
        file: file.into(),
        params: lowering.params()?,
        messages: lowering.messages()?,
        machines: vec![machine],
        root: ir::MachineId(0),
    };
    debug_verify(&system);
    evc_ir::simplify::simplify(&mut system);
    debug_verify(&system);
    Ok(system)
}

/// A program without a main class.
pub fn no_main(span: Span) -> Diagnostic {
    Diagnostic::error(codes::NO_MAIN, span, "there is no `main` to run")
        .here("this file declares no main class")
        .help("end the file with `main X @ locations`, where `X` produces instructions")
}

fn stem(file: &str) -> SmolStr {
    file.split_once('.').map_or(file, |(stem, _)| stem).into()
}

/// What lowering leaves is well formed, whatever the program: a violation is a mistake in this
/// crate.
fn debug_verify(system: &System) {
    if cfg!(debug_assertions)
        && let Err(violations) = ir::verify::verify(system)
    {
        let text: Vec<_> = violations.iter().map(ToString::to_string).collect();
        panic!("lowering made a malformed system:\n{}", text.join("\n"));
    }
}

/// A finding has been reported and this part of the program cannot be lowered.
#[derive(Clone, Copy, Debug)]
struct Abort;

/// The result of a step of lowering.
type Lowered<T> = Result<T, Abort>;

/// The state of lowering one specification.
struct Lowering<'a> {
    hir: &'a Hir,
    classes: classes::Classes,
    diagnostics: Vec<Diagnostic>,
    /// The action under construction.
    action: emit::Draft,
    /// The names that patterns give to the components of each state variable.
    fields: emit::FieldNames,
    /// Whether values are named as they are bound; class expressions are evaluated outside any
    /// action, where there is no place for a name.
    naming: bool,
    /// What may fault and belongs to no event: it is computed when the machine is installed.
    installation: Vec<ir::Expr>,
    /// How much more the specification may unfold.
    budget: budget::Budget,
    /// Where the main class is written.
    main_span: Span,
    /// The definition whose class is being evaluated: the source of state variables' names.
    current: Option<hir::DefId>,
}

impl<'a> Lowering<'a> {
    fn new(hir: &'a Hir, main_span: Span) -> Self {
        let classes = classes::Classes::default();
        Self {
            hir,
            classes,
            diagnostics: Vec::new(),
            action: emit::Draft::default(),
            fields: emit::FieldNames::default(),
            naming: false,
            installation: Vec::new(),
            budget: budget::Budget::default(),
            main_span,
            current: None,
        }
    }

    /// Reports something that this version does not compile.
    fn not_yet<T>(&mut self, span: Span, what: &str) -> Lowered<T> {
        let title = format!("{what} is not compiled by this version");
        self.diagnostics.push(
            Diagnostic::error(codes::NOT_YET, span, title)
                .here("part of the language, but not supported yet")
                .help("`evc explain EV0090` lists what is missing"),
        );
        Err(Abort)
    }

    fn params(&mut self) -> Result<Vec<ir::Param>, Vec<Diagnostic>> {
        let hir = self.hir;
        let mut params = Vec::new();
        for param in &hir.params {
            let ty = self.closed(param.ty, param.span)?;
            let (name, doc, span) = (param.name.clone(), param.doc.clone(), param.span);
            params.push(ir::Param { name, ty, doc, span });
        }
        Ok(params)
    }

    fn messages(&mut self) -> Result<Vec<ir::Message>, Vec<Diagnostic>> {
        let hir = self.hir;
        let mut messages = Vec::new();
        for message in &hir.messages {
            let direction = match message.direction {
                hir::Direction::Input => ir::Direction::Input,
                hir::Direction::Internal => ir::Direction::Internal,
                hir::Direction::Output => ir::Direction::Output,
            };
            let ty = self.closed(message.ty, message.span)?;
            if !ty.is_data() {
                let _: Lowered<()> = self.not_yet(message.span, "a message that holds functions");
                return Err(std::mem::take(&mut self.diagnostics));
            }
            let hir::Header::Literal(header) = &message.header else {
                let what = "a header that is not written out";
                let _: Lowered<()> = self.not_yet(message.span, what);
                return Err(std::mem::take(&mut self.diagnostics));
            };
            messages.push(ir::Message {
                name: message.name.clone(),
                direction,
                header: header.clone(),
                ty,
                doc: message.doc.clone(),
                span: message.span,
            });
        }
        Ok(messages)
    }

    /// The closed form of a declared type.
    fn closed(&mut self, ty: evc_sema::ty::TyId, span: Span) -> Result<Ty, Vec<Diagnostic>> {
        self.ty(ty, &value::Env::default(), span)
            .map_err(|Abort| std::mem::take(&mut self.diagnostics))
    }
}
