//! The library: what it defines, and the imports that bring it into scope.

use std::collections::{BTreeMap, BTreeSet};

use evc_base::Span;
use evc_syntax::ast::{self, ItemKind};
use smol_str::SmolStr;

use super::unit::{Aside, Unit};
use super::{Alias, Infer, Library, decl};
use crate::names::{Entry, similar};
use crate::problems;
use crate::ty::Con;

/// The function that makes a decider of a function, which an `include` may be given for one.
pub(super) const MAKE_DECIDER: &str = "mk-deq";

/// What programs use of the library although they do not name it.
pub const USED_BY_THE_LANGUAGE: &[&str] = &[MAKE_DECIDER];

/// What the library defines.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Values.
    pub(super) values: BTreeMap<SmolStr, Entry>,
    /// Types.
    pub(super) types: BTreeMap<SmolStr, Alias>,
    /// The values that are not read, because nothing needs them.
    other_values: BTreeSet<SmolStr>,
    /// The same for types.
    other_types: BTreeSet<SmolStr>,
}

impl Names {
    /// Whether the library has a value of that name.
    pub(super) fn has_value(&self, name: &str) -> bool {
        self.values.contains_key(name) || self.other_values.contains(name)
    }

    /// Whether the library has a type of that name.
    pub(super) fn has_type(&self, name: &str) -> bool {
        self.types.contains_key(name) || self.other_types.contains(name)
    }

    /// The value whose name most resembles a name.
    fn similar_value(&self, name: &str) -> Option<&str> {
        let names: BTreeSet<_> = self.values.keys().chain(&self.other_values).collect();
        similar(name, names.into_iter()).map(SmolStr::as_str)
    }

    /// The type whose name most resembles a name.
    fn similar_type(&self, name: &str) -> Option<&str> {
        let names: BTreeSet<_> = self.types.keys().chain(&self.other_types).collect();
        similar(name, names.into_iter()).map(SmolStr::as_str)
    }
}

impl Infer {
    /// Analyses the library, each file of which sees what those before it define.
    pub(super) fn read_library(&mut self, library: Library<'_>) {
        let names = |names: &[&str]| names.iter().map(SmolStr::new).collect();
        self.library.other_values = names(library.other_values);
        self.library.other_types = names(library.other_types);
        let mut text = Aside::at_the_start(Unit::default());
        self.exchange(&mut text);
        self.in_library = true;
        for item in library.files.iter().flat_map(|file| &file.items) {
            self.item(item);
            self.remember_library(&item.kind);
        }
        self.in_library = false;
        self.exchange(&mut text);
        self.hir.library = self.hir.defs.len();
    }

    /// Takes note of what a declaration of the library defines.
    fn remember_library(&mut self, item: &ItemKind) {
        decl::each_value_name(item, &mut |name| {
            if let Some(entry) = self.scope.get(&name.text) {
                self.library.values.insert(name.text.clone(), entry);
            }
        });
        if let Some(name) = decl::type_name(item)
            && let Some(alias) = self.aliases.get(&name.text)
        {
            self.library.types.insert(name.text.clone(), alias.clone());
        }
    }

    /// Brings a definition of the library into scope.
    pub(super) fn import(&mut self, name: &ast::Name) {
        if self.refuse_fixed(name) || self.refuse_defined(name) {
            return;
        }
        self.fixed.insert(name.text.clone(), name.span);
        match self.library.values.get(&name.text).copied() {
            Some(entry) => {
                self.scope.bind(name.text.clone(), entry);
                self.constrain_import(name);
            }
            // What is predefined may be imported as if the library had it.
            None if matches!(
                self.scope.get(&name.text),
                Some(Entry::Builtin(_) | Entry::Bool(_) | Entry::Nil | Entry::ClassOperator(_))
            ) => {}
            None => {
                let similar = self.library.similar_value(&name.text);
                self.report(if self.library.has_type(&name.text) {
                    problems::imported_type_as_value(name.span, &name.text)
                } else {
                    problems::unknown_import(name.span, &name.text, similar)
                });
                self.scope.bind(name.text.clone(), Entry::Unread);
            }
        }
    }

    /// Reports an import of a name that the text itself has defined above, and says so.
    fn refuse_defined(&mut self, name: &ast::Name) -> bool {
        let above = |place: &Span| place.start < name.span.start;
        let first = self.declared.get(&name.text).copied().filter(above);
        if let Some(first) = first {
            self.report(problems::already_declared(name.span, &name.text, first));
        }
        first.is_some()
    }

    /// Makes an import agree with a `variable` declaration of its name.
    fn constrain_import(&mut self, name: &ast::Name) {
        if self.variables.contains_key(&name.text) {
            let found = self.name(name.span, &name.text);
            self.constrain(name, found.ty);
        }
    }

    /// `import type T`
    pub(super) fn import_types(&mut self, names: &[ast::Name]) {
        names.iter().for_each(|name| self.import_type(name));
    }

    fn import_type(&mut self, name: &ast::Name) {
        // The built-in types of implementations may be imported as if the library had them.
        if matches!(Con::named(&name.text), Some((Con::SetSig | Con::MapSig, _))) {
            return;
        }
        if let Some(first) = self.unit.imported_type(name) {
            self.report(problems::already_declared(name.span, &name.text, first));
            return;
        }
        if let Some(alias) = self.library.types.get(&name.text).cloned() {
            self.aliases.insert(name.text.clone(), alias);
            return;
        }
        let similar = self.library.similar_type(&name.text);
        self.report(if self.library.has_value(&name.text) {
            problems::imported_value_as_type(name.span, &name.text)
        } else {
            problems::unknown_import_type(name.span, &name.text, similar)
        });
        self.aliases.insert(name.text.clone(), Alias::Unread);
    }
}
