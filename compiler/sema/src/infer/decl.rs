//! Declarations.

use evc_base::{Diagnostic, codes};
use evc_syntax::ast::{self, Direction, ItemKind, LetKind, PatternKind};
use smol_str::{SmolStr, format_smolstr};

use super::{Alias, Infer};
use crate::hir::{Component, Def, DefId, Expr, Message, MessageId, Param, ParamId};
use crate::names::Entry;
use crate::prelude;
use crate::prelude::RESERVED_CONSTRUCTORS;
use crate::problems;
use crate::ty::Con;

impl Infer {
    /// One declaration.
    pub(super) fn item(&mut self, item: &ast::Item) {
        match &item.kind {
            ItemKind::Parameter { name, ty, .. } => self.parameter(item, name, ty),
            ItemKind::Message { direction, name, header, ty } => {
                self.message(item, *direction, name, header.as_ref(), ty);
            }
            ItemKind::TypeAlias { vars, name, ty } if vars.is_empty() => {
                let ty = self.ty(ty);
                self.aliases.insert(name.text.clone(), Alias { scheme: prelude::monomorphic(ty) });
            }
            ItemKind::Variable { names, ty } => {
                let ty = self.ty(ty);
                for name in names {
                    self.variables.insert(name.text.clone(), ty);
                }
            }
            ItemKind::Let(binding) => self.define(item, LetKind::Let, binding),
            ItemKind::Class { binding, .. } => self.define(item, LetKind::Class, binding),
            // Fixity is the parser's; exports and options steer nothing that exists here; a
            // declaration that could not be read is already reported.
            ItemKind::Fixity(_) | ItemKind::Export(_) | ItemKind::Options(_) | ItemKind::Error => {}
            kind => {
                let what = unsupported(kind);
                self.report(problems::not_yet(item.span, what));
            }
        }
    }

    /// The main class, which produces instructions.
    pub(super) fn main(&mut self, main: &ast::Expr) {
        let interface = self.hir.types.interface();
        let expected = self.hir.types.con(Con::Class, vec![interface]);
        let reason = Some((main.span, "`main` is a class of instructions".to_owned()));
        let expr = self.check(main, expected, &reason);
        self.settle_comparisons();
        self.hir.main = Some(expr);
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
        let body = self.binding_value(kind, binding);
        if let Some(declared) = self.variables.get(&name.text).copied() {
            self.unify(name.span, declared, body.ty, &None);
        }
        self.level -= 1;
        let scheme = self.hir.types.generalise(body.ty, self.level);
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
        let value = self.function(&binding.args, binding, kind);
        value
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
            self.report(
                Diagnostic::error(codes::NOT_A_CLASS, value.span, "this is not an event class")
                    .here(format!("this is `{found}`"))
                    .expected("an event class", format!("`{found}`"))
                    .help("define it with `let`, or compose a function with a class: `f o (X)`"),
            );
        }
    }
}

/// What to call a declaration that is not compiled yet.
fn unsupported(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::TypeParameter { .. } => "a type parameter",
        ItemKind::SetParameter { .. } => "a set parameter",
        ItemKind::MapParameter { .. } => "a map parameter",
        ItemKind::Constant { .. } | ItemKind::TypeConstant { .. } => "a constant",
        ItemKind::TypeAlias { .. } => "a type abbreviation with variables",
        ItemKind::Data { .. } => "a data type",
        ItemKind::Import(_) | ItemKind::ImportType(_) => "an import",
        ItemKind::Assume(_) | ItemKind::Guarantee(_) => "an assumption",
        ItemKind::Include { .. } => "an include",
        ItemKind::TypeOf(_) => "`typeof`",
        ItemKind::LetRec(_) => "a recursive definition",
        ItemKind::ClassRec(_) => "a recursive class",
        ItemKind::AbsType { .. } => "an abstract type",
        ItemKind::Property(_) => "a property",
        ItemKind::Parameter { .. }
        | ItemKind::Message { .. }
        | ItemKind::Variable { .. }
        | ItemKind::Let(_)
        | ItemKind::Class { .. }
        | ItemKind::Fixity(_)
        | ItemKind::Export(_)
        | ItemKind::Options(_)
        | ItemKind::Error => "this declaration",
    }
}
