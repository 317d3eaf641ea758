//! One text among those that are analysed together: the specification, a text that it includes,
//! or the library.
//!
//! A text sees nothing of the others but what it imports and the main classes of what it
//! includes. While another text is read, what this one knows is put aside.

use std::collections::BTreeMap;

use evc_base::Span;
use evc_syntax::ast;
use smol_str::SmolStr;

use super::argument::Given;
use super::property::Context;
use super::{Alias, Infer, decl};
use crate::hir::{IncludeId, MessageId};
use crate::names::Scope;
use crate::prelude;
use crate::ty::TyId;

/// What is known of the text that is being read, beside the meaning of its names.
#[derive(Debug, Default)]
pub(super) struct Unit {
    /// The `include` that brought it; none for the specification itself.
    pub(super) include: Option<IncludeId>,
    /// Its specification name, which prefixes the headers of its internal messages.
    pub(super) spec: Option<SmolStr>,
    /// What it is given for its parameters.
    pub(super) given: Given,
    /// Its messages by name, with the place of each name.
    messages: BTreeMap<SmolStr, (MessageId, Span)>,
    /// Where it declares each of them.
    places: BTreeMap<MessageId, Span>,
    /// The types that it imports, with the places.
    imported_types: BTreeMap<SmolStr, Span>,
}

impl Unit {
    /// An included text, before its first declaration.
    pub(super) fn included(include: IncludeId, spec: Option<SmolStr>, given: Given) -> Self {
        Self { include: Some(include), spec, given, ..Self::default() }
    }

    /// Its message of that name.
    pub(super) fn message(&self, name: &str) -> Option<MessageId> {
        self.messages.get(name).map(|(id, _)| *id)
    }

    /// Where it declares a message of that name.
    pub(super) fn message_place(&self, name: &str) -> Option<Span> {
        self.messages.get(name).map(|(_, place)| *place)
    }

    /// Where it declares a message, if it does.
    pub(super) fn place(&self, id: MessageId) -> Option<Span> {
        self.places.get(&id).copied()
    }

    /// Takes note of an imported type; where it is imported already, if it is.
    pub(super) fn imported_type(&mut self, name: &ast::Name) -> Option<Span> {
        let first = self.imported_types.get(&name.text).copied();
        if first.is_none() {
            self.imported_types.insert(name.text.clone(), name.span);
        }
        first
    }

    /// Takes note of a message that it declares.
    pub(super) fn declare_message(&mut self, name: &ast::Name, id: MessageId) {
        self.messages.entry(name.text.clone()).or_insert((id, name.span));
        self.places.entry(id).or_insert(name.span);
    }
}

/// All that one text knows, put aside while another is read.
#[derive(Debug, Default)]
pub(super) struct Aside {
    unit: Unit,
    scope: Scope,
    aliases: BTreeMap<SmolStr, Alias>,
    variables: BTreeMap<SmolStr, (TyId, Span)>,
    fixed: BTreeMap<SmolStr, Span>,
    declared: BTreeMap<SmolStr, Span>,
    unread: bool,
    properties: Context,
}

impl Aside {
    /// What a text knows before its first declaration.
    pub(super) fn at_the_start(unit: Unit) -> Self {
        let mut aside = Self { unit, ..Self::default() };
        prelude::populate(&mut aside.scope);
        aside
    }

    /// What the text was given for its parameters.
    pub(super) fn take_given(self) -> Given {
        self.unit.given
    }
}

impl Infer {
    /// Goes on with the text that was put aside, and puts aside the one that was being read.
    pub(super) fn exchange(&mut self, other: &mut Aside) {
        std::mem::swap(&mut self.unit, &mut other.unit);
        std::mem::swap(&mut self.scope, &mut other.scope);
        std::mem::swap(&mut self.aliases, &mut other.aliases);
        std::mem::swap(&mut self.variables, &mut other.variables);
        std::mem::swap(&mut self.fixed, &mut other.fixed);
        std::mem::swap(&mut self.declared, &mut other.declared);
        std::mem::swap(&mut self.unread, &mut other.unread);
        std::mem::swap(&mut self.properties, &mut other.properties);
    }

    /// Reads something of the text that includes this one.
    pub(super) fn in_includer<R>(&mut self, read: impl FnOnce(&mut Self) -> R) -> R {
        let Some(mut outer) = self.includers.pop() else { return read(self) };
        self.exchange(&mut outer);
        let result = read(self);
        self.exchange(&mut outer);
        self.includers.push(outer);
        result
    }

    /// Takes note of the names that a text is going to declare, for those who use one too early.
    pub(super) fn remember_declared(&mut self, program: &ast::Program) {
        for item in program.items.iter().rev() {
            decl::each_value_name(&item.kind, &mut |name| {
                self.declared.insert(name.text.clone(), name.span);
            });
        }
    }
}
