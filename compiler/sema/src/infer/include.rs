//! `include`: another specification, elaborated into the same tree (language reference, sections
//! 3.9 and 9, point 2).
//!
//! The included text is read as if it stood alone, but its parameters are what the `include`
//! gives, and the one name that the includer gets is that of its main class.

use std::sync::Arc;

use evc_base::{FileId, Label, Span};
use evc_syntax::ast::{self, IncludeArg};
use smol_str::{SmolStr, format_smolstr};

use super::argument::Given;
use super::unit::{Aside, Unit};
use super::{Infer, NotIncluded};
use crate::hir::{DefKind, Expr, Include, IncludeId};
use crate::names::Entry;
use crate::prelude::monomorphic;
use crate::problems;

impl Infer {
    /// `include F where …`
    pub(super) fn include(&mut self, item: &ast::Item, file: &ast::Name, args: &[IncludeArg]) {
        let Some(program) = self.included_text(file) else {
            // What its main class would be called is not known.
            self.unread = true;
            return;
        };
        let spec = program.name.as_ref().unwrap_or(file).text.clone();
        let main = ast::Name { text: format_smolstr!("{spec}_main"), span: file.span };
        if let Some(first) = self.specifications.get(&spec).copied() {
            let own = self.hir.includes.iter().all(|include| include.span != first);
            self.report(problems::included_twice(file.span, &spec, first, own));
            if self.scope.get(&main.text).is_none() {
                self.scope.bind(main.text, Entry::Unread);
            }
            return;
        }
        self.specifications.insert(spec.clone(), file.span);
        let id = IncludeId(self.hir.includes.len() as u32);
        let parent = self.unit.include;
        self.hir.includes.push(Include { name: spec, parent, main: None, span: file.span });
        self.included(item, (id, file, &main), &program, args);
    }

    /// The text that an `include` names; why there is none is reported.
    fn included_text(&mut self, file: &ast::Name) -> Option<Arc<ast::Program>> {
        let found = self.includes.find(file.span.file, &file.text);
        match found {
            Some(Ok(target)) => {
                let target = *target;
                if let Some(chain) = self.cycle(target, file) {
                    self.report(problems::include_cycle(&chain));
                    return None;
                }
                self.includes.program(target).cloned()
            }
            Some(Err(NotIncluded::Missing(tried))) => {
                let found = problems::include_not_found(file.span, &file.text, tried);
                self.report(found);
                None
            }
            Some(Err(NotIncluded::Unreadable(why))) => {
                let found = problems::include_unreadable(file.span, &file.text, why);
                self.report(found);
                None
            }
            None => {
                self.report(problems::include_not_found(file.span, &file.text, &[]));
                None
            }
        }
    }

    /// The includes that lead from a file back to itself, if the last of them does.
    fn cycle(&self, target: FileId, last: &ast::Name) -> Option<Vec<(Span, SmolStr)>> {
        let mut chain = Vec::new();
        let mut at = self.unit.include;
        while let Some(id) = at {
            let include = &self.hir[id];
            chain.push((include.span, include.name.clone()));
            at = include.parent;
        }
        chain.reverse();
        chain.push((last.span, last.text.clone()));
        let first = chain.iter().position(|(span, _)| span.file == target)?;
        Some(chain.split_off(first))
    }

    /// Reads an included text with its arguments.
    fn included(
        &mut self,
        item: &ast::Item,
        (id, file, name): (IncludeId, &ast::Name, &ast::Name),
        program: &ast::Program,
        args: &[IncludeArg],
    ) {
        let given = self.sort_arguments(program, args);
        let before = self.diagnostics.len();
        let spec = program.name.as_ref().map(|name| name.text.clone());
        let mut inner = Aside::at_the_start(Unit::included(id, spec, given));
        self.exchange(&mut inner);
        self.includers.push(inner);
        let main = self.included_declarations(program);
        let is_readable = !self.unread;
        if let Some(mut outer) = self.includers.pop() {
            self.exchange(&mut outer);
            self.label_findings(before, program, file.span);
            self.fix_main(item, (id, file, name), main, (outer.take_given(), is_readable));
        }
    }

    /// Reads the declarations of an included text; its main class.
    fn included_declarations(&mut self, program: &ast::Program) -> Option<Expr> {
        self.remember_declared(program);
        for item in &program.items {
            self.item(item);
        }
        let main = program.main.as_ref().map(|main| self.main(main));
        for item in &program.properties {
            self.item(item);
        }
        main
    }

    /// Says of the findings in an included text where it is included.
    fn label_findings(&mut self, before: usize, program: &ast::Program, include: Span) {
        let place = program.items.first().map(|item| item.span);
        let file = place.or(program.main.as_ref().map(|main| main.span)).map(|span| span.file);
        for found in self.diagnostics.iter_mut().skip(before) {
            let is_labelled = found.labels.iter().any(|label| label.span == include);
            if Some(found.primary.span.file) == file && !is_labelled {
                found.labels.push(Label { span: include, text: "included here".to_owned() });
            }
        }
    }

    /// Gives the includer the main class of what it includes.
    fn fix_main(
        &mut self,
        item: &ast::Item,
        (id, file, name): (IncludeId, &ast::Name, &ast::Name),
        main: Option<Expr>,
        (given, is_readable): (Given, bool),
    ) {
        let Some(main) = main else {
            if is_readable {
                self.report(problems::included_without_main(file.span, &file.text));
            }
            self.scope.bind(name.text.clone(), Entry::Unread);
            return;
        };
        self.refuse_fixed(name);
        let def = self.add_definition(item, name, DefKind::Main);
        self.complete_definition(def, monomorphic(main.ty), main);
        if let Some(own) = self.hir.defs.get_mut(def.0 as usize) {
            own.include = Some(id);
        }
        if let Some(include) = self.hir.includes.get_mut(id.0 as usize) {
            include.main = Some(def);
        }
        self.scope.bind(name.text.clone(), Entry::Global(def));
        let needed = self.needed(&given, def);
        if !needed.is_empty() {
            self.report(problems::missing_arguments(file.span, &file.text, &needed));
        }
    }
}
