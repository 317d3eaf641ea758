//! The library: what it defines, and the imports that bring it into scope.

use std::collections::BTreeMap;

use evc_base::Span;
use evc_syntax::ast::{self, ItemKind};
use smol_str::SmolStr;

use super::unit::{Aside, Unit};
use super::{Alias, Infer, decl};
use crate::names::{Entry, similar};
use crate::problems;
use crate::ty::Con;

/// What the library defines.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Values.
    pub(super) values: BTreeMap<SmolStr, Entry>,
    /// Types.
    pub(super) types: BTreeMap<SmolStr, Alias>,
}

impl Infer {
    /// Analyses the library, each file of which sees what those before it define.
    pub(super) fn read_library(&mut self, files: &[ast::Program]) {
        let mut text = Aside::at_the_start(Unit::default());
        self.exchange(&mut text);
        self.in_library = true;
        for item in files.iter().flat_map(|file| &file.items) {
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
                let values = &self.library.values;
                let is_type = self.library.types.contains_key(&name.text);
                let similar = similar(&name.text, values.keys()).map(SmolStr::as_str);
                self.report(if is_type {
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
        let is_value = self.library.values.contains_key(&name.text);
        let similar = similar(&name.text, self.library.types.keys()).map(SmolStr::as_str);
        self.report(if is_value {
            problems::imported_value_as_type(name.span, &name.text)
        } else {
            problems::unknown_import_type(name.span, &name.text, similar)
        });
        self.aliases.insert(name.text.clone(), Alias::Unread);
    }
}
