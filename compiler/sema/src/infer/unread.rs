//! Names whose declaration this version does not understand.
//!
//! The declaration is reported once. Nothing is said about the uses of what it declares, because
//! nothing is known about it.

use evc_syntax::ast::{self, ItemKind, PatternKind};
use smol_str::{SmolStr, format_smolstr};

/// What a set parameter provides (language reference, section 3.5).
const SET_OPERATIONS: &[&str] =
    &["member", "empty", "isEmpty", "singleton", "add", "union", "remove"];

/// What a map parameter provides (language reference, section 3.5).
const MAP_OPERATIONS: &[&str] =
    &["eqKey", "find", "inDom", "empty", "isEmpty", "update", "add", "remove"];

/// The names of some declarations.
#[derive(Debug, Default)]
pub(super) struct Unread {
    /// Values.
    pub(super) values: Vec<SmolStr>,
    /// Types.
    pub(super) types: Vec<SmolStr>,
}

impl Unread {
    /// Collects what a declaration declares.
    pub(super) fn declaration(&mut self, kind: &ItemKind) {
        match kind {
            ItemKind::Parameter { name, .. } | ItemKind::TypeAlias { name, .. } => {
                self.types.push(name.text.clone());
            }
            ItemKind::TypeParameter { name, decider, .. }
            | ItemKind::TypeConstant { name, decider, .. } => {
                self.types.push(name.text.clone());
                self.values.extend(decider.iter().map(|name| name.text.clone()));
            }
            ItemKind::SetParameter { name, .. } => self.operations(name, "set", SET_OPERATIONS),
            ItemKind::MapParameter { name, .. } => self.operations(name, "map", MAP_OPERATIONS),
            ItemKind::Constant { name, .. } => self.values.push(name.text.clone()),
            ItemKind::Data { name, constructors } => {
                self.types.push(name.text.clone());
                for (constructor, _) in constructors {
                    let text = &constructor.text;
                    self.values.push(text.clone());
                    self.values.push(format_smolstr!("is_{text}"));
                    self.values.push(format_smolstr!("get_{text}"));
                }
            }
            ItemKind::Import(names) => self.values.extend(names.iter().map(|n| n.text.clone())),
            ItemKind::ImportType(names) => self.types.extend(names.iter().map(|n| n.text.clone())),
            ItemKind::Include { file, .. } => {
                self.values.push(format_smolstr!("{}_main", file.text));
            }
            ItemKind::LetRec(binding) | ItemKind::ClassRec(binding) => {
                self.pattern(&binding.target);
            }
            ItemKind::AbsType { name, bindings, .. } => {
                self.types.push(name.text.clone());
                bindings.iter().for_each(|binding| self.pattern(&binding.target));
            }
            ItemKind::Assume(_)
            | ItemKind::Guarantee(_)
            | ItemKind::TypeOf(_)
            | ItemKind::Property(_)
            | ItemKind::Message { .. }
            | ItemKind::Variable { .. }
            | ItemKind::Let(_)
            | ItemKind::Class { .. }
            | ItemKind::Fixity(_)
            | ItemKind::Export(_)
            | ItemKind::Options(_)
            | ItemKind::Error => {}
        }
    }

    /// The type and the operations of a set or map parameter.
    fn operations(&mut self, name: &ast::Name, ty: &str, operations: &[&str]) {
        let name = &name.text;
        self.types.push(format_smolstr!("{name}'{ty}"));
        self.values.extend(operations.iter().map(|op| format_smolstr!("{name}'{op}")));
    }

    /// Collects the variables of a pattern.
    pub(super) fn pattern(&mut self, pat: &ast::Pattern) {
        match &pat.kind {
            PatternKind::Var(name) => self.values.push(name.text.clone()),
            PatternKind::Tuple(parts) | PatternKind::List(parts) => {
                parts.iter().for_each(|part| self.pattern(part));
            }
            PatternKind::Ascribe(inner, _) | PatternKind::Constructor(_, inner) => {
                self.pattern(inner);
            }
            PatternKind::Cons(head, tail) => {
                self.pattern(head);
                self.pattern(tail);
            }
            PatternKind::Wild | PatternKind::Unit | PatternKind::Lit(_) => {}
        }
    }
}
