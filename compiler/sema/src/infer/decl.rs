//! Declarations.

use evc_syntax::ast::{self, Direction, ItemKind, LetKind, PatternKind};
use smol_str::{SmolStr, format_smolstr};

use super::types::is_built_in;
use super::unread::Unread;
use super::{Alias, Infer};
use crate::hir::{Component, Def, DefId, Expr, Message, MessageId, Param, ParamId};
use crate::names::{Entry, similar};
use crate::prelude;
use crate::prelude::RESERVED_CONSTRUCTORS;
use crate::problems;
use crate::ty::Con;

impl Infer {
    /// Forgets what only concerns the declaration before.
    fn begin(&mut self) {
        self.found_before = self.diagnostics.len();
        self.ungrouped = false;
    }

    /// One declaration.
    pub(super) fn item(&mut self, item: &ast::Item) {
        self.begin();
        match &item.kind {
            ItemKind::Parameter { name, ty, .. } if !is_type(ty) => self.parameter(item, name, ty),
            ItemKind::Message { direction, name, header, ty } => {
                self.message(item, *direction, name, header.as_ref(), ty);
            }
            ItemKind::TypeAlias { vars, name, ty } if vars.is_empty() => {
                let ty = self.ty(ty);
                self.declare_type(name, Alias::Known(prelude::monomorphic(ty)));
            }
            ItemKind::Variable { names, ty } => {
                let ty = self.ty(ty);
                for name in names {
                    self.variables.insert(name.text.clone(), (ty, name.span));
                }
            }
            ItemKind::Let(binding) => self.define(item, LetKind::Let, binding),
            ItemKind::Class { binding, .. } => self.define(item, LetKind::Class, binding),
            ItemKind::Import(names) => names.iter().for_each(|name| self.import(name)),
            // Fixity is the parser's; exports and options steer nothing that exists here; a
            // declaration that could not be read is already reported.
            ItemKind::Fixity(_) | ItemKind::Export(_) | ItemKind::Options(_) => {}
            ItemKind::Error => self.unread = true,
            kind => {
                let what = unsupported(kind);
                self.report(problems::not_yet(item.span, what));
                self.leave_unread(|names| names.declaration(kind));
            }
        }
    }

    /// Takes note of names whose declaration is already reported.
    fn leave_unread(&mut self, collect: impl FnOnce(&mut Unread)) {
        let mut names = Unread::default();
        collect(&mut names);
        for name in names.values {
            self.scope.bind(name, Entry::Unread);
        }
        for name in names.types {
            self.aliases.insert(name, Alias::Unread);
        }
    }

    /// Brings a definition of the library into scope.
    fn import(&mut self, name: &ast::Name) {
        self.fix(name);
        match self.library.get(&name.text) {
            Some(entry) => self.scope.bind(name.text.clone(), *entry),
            None => {
                let similar = similar(&name.text, self.library.keys()).map(ToString::to_string);
                self.report(problems::unknown_import(name.span, &name.text, similar.as_deref()));
                self.scope.bind(name.text.clone(), Entry::Unread);
            }
        }
    }

    /// The main class, which produces instructions.
    pub(super) fn main(&mut self, main: &ast::Expr) {
        let interface = self.hir.types.interface();
        let expected = self.hir.types.con(Con::Class, vec![interface]);
        self.begin();
        let reason = Some((main.span, "`main` is a class of instructions".to_owned()));
        let expr = self.check(main, expected, &reason);
        self.settle_comparisons();
        self.hir.main = Some(expr);
    }

    /// Gives a type name its meaning from here on.
    fn declare_type(&mut self, name: &ast::Name, alias: Alias) {
        if is_built_in(&name.text) {
            self.report(problems::built_in_type(name.span, &name.text));
        } else {
            self.aliases.insert(name.text.clone(), alias);
        }
    }

    /// Refuses to declare again a name that is fixed; otherwise fixes it.
    fn fix(&mut self, name: &ast::Name) {
        if let Some(first) = self.fixed.get(&name.text) {
            let first = *first;
            self.report(problems::already_declared(name.span, &name.text, first));
        } else {
            self.fixed.insert(name.text.clone(), name.span);
        }
    }

    fn parameter(&mut self, item: &ast::Item, name: &ast::Name, ty: &ast::Type) {
        self.fix(name);
        if RESERVED_CONSTRUCTORS.contains(&name.text.as_str()) {
            self.report(problems::reserved_constructor(name.span, &name.text));
        }
        let ty = self.ty(ty);
        let id = ParamId(self.hir.params.len() as u32);
        self.scope.bind(name.text.clone(), Entry::Param(id));
        self.hir.params.push(Param {
            name: name.text.clone(),
            ty,
            doc: item.doc.clone(),
            span: name.span,
        });
    }

    fn message(
        &mut self,
        item: &ast::Item,
        direction: Direction,
        name: &ast::Name,
        header: Option<&ast::Expr>,
        ty: &ast::Type,
    ) {
        let header = self.header(direction, name, header);
        if header == ["evc", "boot"] {
            self.report(problems::reserved_header(name.span));
        }
        let same = self.hir.messages.iter().find(|other| other.header == header);
        if let Some(first) = same.map(|other| other.span) {
            self.report(problems::duplicate_header(name.span, &header.join(" "), first));
        }
        let ty = self.ty(ty);
        let id = MessageId(self.hir.messages.len() as u32);
        self.components(id, direction, &name.text);
        self.hir.messages.push(Message {
            name: name.text.clone(),
            direction,
            header,
            ty,
            doc: item.doc.clone(),
            span: name.span,
        });
    }

    /// The header of a message (language reference, section 3.5).
    fn header(
        &mut self,
        direction: Direction,
        name: &ast::Name,
        written: Option<&ast::Expr>,
    ) -> Vec<SmolStr> {
        match written.map(|expr| (&expr.kind, expr.span)) {
            Some((ast::ExprKind::Lit(ast::Literal::TokenList(tokens)), _)) => tokens.clone(),
            Some((_, span)) => {
                self.report(problems::not_yet(span, "a header given by an expression"));
                vec![name.text.clone()]
            }
            None => match (&self.hir.name, direction) {
                (Some(spec), Direction::Internal) => vec![spec.clone(), name.text.clone()],
                (None, _) | (_, Direction::Input | Direction::Output) => vec![name.text.clone()],
            },
        }
    }

    /// Brings the components of a message into scope.
    fn components(&mut self, id: MessageId, direction: Direction, name: &SmolStr) {
        let sent = |component| match direction {
            Direction::Input => Entry::NeverSent(id),
            Direction::Internal | Direction::Output => Entry::Component(id, component),
        };
        self.scope.bind(format_smolstr!("{name}'base"), Entry::Component(id, Component::Base));
        self.scope.bind(format_smolstr!("{name}'send"), sent(Component::Send));
        self.scope.bind(format_smolstr!("{name}''send"), sent(Component::SendAfter));
        for later in ["'broadcast", "''broadcast", "'sign", "'bsign"] {
            let entry = match direction {
                Direction::Input => Entry::NeverSent(id),
                Direction::Internal | Direction::Output => Entry::NotYet,
            };
            self.scope.bind(format_smolstr!("{name}{later}"), entry);
        }
        self.scope.bind(format_smolstr!("{name}'verify"), Entry::NotYet);
    }

    /// A top-level definition.
    fn define(&mut self, item: &ast::Item, kind: LetKind, binding: &ast::Binding) {
        let PatternKind::Var(name) = &binding.target.kind else {
            self.report(problems::not_yet(binding.target.span, "a pattern defined at top level"));
            self.leave_unread(|names| names.pattern(&binding.target));
            return;
        };
        if let Some(first) = self.fixed.get(&name.text) {
            let first = *first;
            self.report(problems::already_declared(name.span, &name.text, first));
        }
        if RESERVED_CONSTRUCTORS.contains(&name.text.as_str()) {
            self.report(problems::reserved_constructor(name.span, &name.text));
        }
        self.level += 1;
        self.defining = Some(name.span);
        let body = self.binding_value(kind, binding);
        self.defining = None;
        if let Some(declared) = self.variables.get(&name.text).copied() {
            let (declared, place) = declared;
            let reason = "a `variable` declaration gives this name its type".to_owned();
            self.unify(name.span, declared, body.ty, &Some((place, reason)));
        }
        let ty = self.bounded(name.span, body.ty);
        self.level -= 1;
        let scheme = self.hir.types.generalise(ty, self.level);
        self.settle_comparisons();
        let id = DefId(self.hir.defs.len() as u32);
        self.hir.defs.push(Def {
            name: name.text.clone(),
            scheme,
            body,
            doc: item.doc.clone(),
            span: name.span,
        });
        self.scope.bind(name.text.clone(), Entry::Global(id));
    }

    /// The value of a binding: its body under its arguments.
    pub(super) fn binding_value(&mut self, kind: LetKind, binding: &ast::Binding) -> Expr {
        if kind == LetKind::LetRec {
            return self.not_yet(binding.span, "a recursive definition");
        }
        self.function(&binding.args, binding, kind)
    }

    /// Reports a class declaration whose value is not a class.
    pub(super) fn require_class(&mut self, value: &Expr) {
        if self.is_class(value.ty) {
            return;
        }
        let element = self.fresh();
        let class = self.hir.types.con(Con::Class, vec![element]);
        if self.hir.types.unify(class, value.ty).is_err() {
            let found = self.hir.types.show(value.ty);
            self.report(problems::not_a_class(value.span, &found));
        }
    }
}

/// The name of the value that a declaration gives a meaning, if it is one and has one.
pub(super) fn value_name(kind: &ItemKind) -> Option<&ast::Name> {
    match kind {
        ItemKind::Parameter { name, .. } => Some(name),
        ItemKind::Let(binding)
        | ItemKind::LetRec(binding)
        | ItemKind::Class { binding, .. }
        | ItemKind::ClassRec(binding) => match &binding.target.kind {
            PatternKind::Var(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a written type is `Type`, the type of types.
fn is_type(ty: &ast::Type) -> bool {
    matches!(&ty.kind, ast::TypeKind::Constructor(name, args)
        if name.text == "Type" && args.is_empty())
}

/// What to call a declaration that is not compiled yet.
fn unsupported(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::TypeParameter { .. } | ItemKind::Parameter { .. } => "a type parameter",
        ItemKind::SetParameter { .. } => "a set parameter",
        ItemKind::MapParameter { .. } => "a map parameter",
        ItemKind::Constant { .. } | ItemKind::TypeConstant { .. } => "a constant",
        ItemKind::TypeAlias { .. } => "a type abbreviation with variables",
        ItemKind::Data { .. } => "a data type",
        ItemKind::ImportType(_) => "the import of a type",
        ItemKind::Assume(_) | ItemKind::Guarantee(_) => "an assumption",
        ItemKind::Include { .. } => "an include",
        ItemKind::TypeOf(_) => "`typeof`",
        ItemKind::LetRec(_) => "a recursive definition",
        ItemKind::ClassRec(_) => "a recursive class",
        ItemKind::AbsType { .. } => "an abstract type",
        ItemKind::Property(_) => "a property",
        ItemKind::Message { .. }
        | ItemKind::Variable { .. }
        | ItemKind::Let(_)
        | ItemKind::Class { .. }
        | ItemKind::Import(_)
        | ItemKind::Fixity(_)
        | ItemKind::Export(_)
        | ItemKind::Options(_)
        | ItemKind::Error => "this declaration",
    }
}
