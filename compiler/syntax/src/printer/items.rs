//! Declarations to documents.

use crate::ast::*;

use super::Printer;
use super::doc::{Doc, align, concat, extra, group, nest, opening, token};
use super::terms::{Tightness, brackets, name, names};

/// A word, a blank, and what it is about.
fn after(word: &str, docs: impl IntoIterator<Item = Doc>) -> Doc {
    group([token(word), Doc::Space].into_iter().chain(docs))
}

/// Type variables before a constructor; in parentheses when there are several.
fn variables(vars: &[Name]) -> Option<Doc> {
    match vars {
        [] => None,
        [var] => Some(name(var)),
        vars => Some(brackets("(", vars.iter().map(name).collect(), ",", ")", true)),
    }
}

impl Printer {
    /// A declaration, with `;;` if it does not end by itself.
    pub(super) fn item(&mut self, kind: &ItemKind) -> Doc {
        let doc = self.item_kind(kind);
        let terminated = match kind {
            ItemKind::Let(_)
            | ItemKind::LetRec(_)
            | ItemKind::Class { .. }
            | ItemKind::ClassRec(_)
            | ItemKind::AbsType { .. }
            | ItemKind::Property(_) => true,
            ItemKind::Parameter { .. }
            | ItemKind::TypeParameter { .. }
            | ItemKind::SetParameter { .. }
            | ItemKind::MapParameter { .. }
            | ItemKind::Constant { .. }
            | ItemKind::TypeConstant { .. }
            | ItemKind::TypeAlias { .. }
            | ItemKind::Data { .. }
            | ItemKind::Variable { .. }
            | ItemKind::Message { .. }
            | ItemKind::Import(_)
            | ItemKind::ImportType(_)
            | ItemKind::Export(_)
            | ItemKind::Assume(_)
            | ItemKind::Guarantee(_)
            | ItemKind::Options(_)
            | ItemKind::Include { .. }
            | ItemKind::TypeOf(_)
            | ItemKind::Fixity(_)
            | ItemKind::Error => false,
        };
        if terminated { concat([doc, Doc::Space, token(";;")]) } else { doc }
    }

    fn item_kind(&mut self, kind: &ItemKind) -> Doc {
        match kind {
            ItemKind::Parameter { name, ty, constraint } => {
                self.parameter(name, ty, constraint.as_ref())
            }
            ItemKind::TypeParameter { vars, name, decider, ty } => {
                self.type_declaration("parameter", vars, name, decider.as_ref(), ty)
            }
            ItemKind::TypeConstant { vars, name, decider, ty } => {
                self.type_declaration("constant", vars, name, decider.as_ref(), ty)
            }
            ItemKind::SetParameter { name: n, element } => {
                after("[set]", [self.ascription(name(n), element)])
            }
            ItemKind::MapParameter { name: n, key, value } => {
                let key = self.ascription(name(n), key);
                let value = self.ty(value, Tightness::Plain);
                after("[map]", [key, token(","), Doc::Space, value])
            }
            ItemKind::Constant { name, args, ty, overloads } => {
                self.constant(name, args, ty, overloads.as_ref())
            }
            ItemKind::TypeAlias { vars, name, ty } => self.type_alias(vars, name, ty),
            ItemKind::Data { name, constructors } => self.data(name, constructors),
            ItemKind::Variable { names: list, ty } => {
                after("variable", [self.ascription(names(list), ty)])
            }
            ItemKind::Message { direction, name, header, ty } => {
                self.message(*direction, name, header.as_ref(), ty)
            }
            ItemKind::Import(list) => after("import", [names(list)]),
            ItemKind::ImportType(list) => after("import", [after("type", [names(list)])]),
            ItemKind::Export(list) => after("export", [names(list)]),
            ItemKind::Assume(list) => after("assume", [names(list)]),
            ItemKind::Guarantee(list) => after("guarantee", [names(list)]),
            ItemKind::Options(list) => after("options", [names(list)]),
            ItemKind::Include { file, args } => self.include(file, args),
            ItemKind::TypeOf(n) => after("typeof", [token("("), name(n), token(")")]),
            ItemKind::Fixity(fixity) => {
                self.scope.declare(fixity);
                self.fixity(fixity)
            }
            ItemKind::Let(b) => self.definition("let", b),
            ItemKind::LetRec(b) => self.definition("letrec", b),
            ItemKind::Class { single: false, binding } => self.definition("class", binding),
            ItemKind::Class { single: true, binding } => self.definition("class*", binding),
            ItemKind::ClassRec(b) => self.definition("classrec", b),
            ItemKind::AbsType { name, ty, bindings } => self.abstype(name, ty, bindings),
            ItemKind::Property(property) => self.property(property),
            ItemKind::Error => concat([]),
        }
    }

    fn parameter(&mut self, n: &Name, ty: &Type, constraint: Option<&Expr>) -> Doc {
        let mut doc = self.ascription(name(n), ty);
        if let Some(e) = constraint {
            let e = self.atom(e);
            doc = concat([doc, nest(2, [Doc::Line, token("|"), Doc::Space, e])]);
        }
        after("parameter", [doc])
    }

    fn type_alias(&mut self, vars: &[Name], n: &Name, ty: &Type) -> Doc {
        let vars = variables(vars).map(|vars| concat([vars, Doc::Space]));
        let ty = nest(2, [Doc::Line, self.ty(ty, Tightness::Whole)]);
        after("type", vars.into_iter().chain([name(n), Doc::Space, opening("="), ty]))
    }

    fn message(&mut self, direction: Direction, n: &Name, header: Option<&Expr>, ty: &Type) -> Doc {
        let word = match direction {
            Direction::Input => "input",
            Direction::Internal => "internal",
            Direction::Output => "output",
        };
        let mut docs = vec![name(n)];
        if let Some(e) = header {
            docs.extend([token(","), Doc::Space, self.atom(e)]);
        }
        let ty = self.ty(ty, Tightness::Whole);
        docs.extend([Doc::Space, token(":"), Doc::Space, ty]);
        after(word, docs)
    }

    fn type_declaration(
        &mut self,
        word: &str,
        vars: &[Name],
        n: &Name,
        decider: Option<&Name>,
        ty: &Type,
    ) -> Doc {
        let vars = variables(vars).map(|vars| concat([vars, Doc::Space]));
        let mut docs: Vec<_> = vars.into_iter().chain([name(n)]).collect();
        if let Some(decider) = decider {
            docs.extend([token(","), Doc::Space, name(decider)]);
        }
        after(word, [self.ascription(concat(docs), ty)])
    }

    fn constant(
        &mut self,
        n: &Name,
        args: &[ConstantArg],
        ty: &Type,
        overloads: Option<&Overloads>,
    ) -> Doc {
        let mut docs = vec![name(n)];
        if !args.is_empty() {
            let args = args.iter().map(|arg| self.constant_arg(arg)).collect();
            docs.push(brackets("(", args, ";", ")", false));
        }
        let mut doc = self.ascription(concat(docs), ty);
        if let Some(overloads) = overloads {
            let mut docs = vec![Doc::Line, token("with"), Doc::Space];
            docs.extend(variables(&overloads.vars));
            docs.extend([Doc::Space, token("in"), Doc::Space]);
            let choices = overloads.choices.iter().map(|(name, types)| self.choice(name, types));
            docs.push(brackets("{", choices.collect(), ",", "}", false));
            doc = concat([doc, nest(2, docs)]);
        }
        after("constant", [doc])
    }

    fn constant_arg(&mut self, arg: &ConstantArg) -> Doc {
        let mut docs = vec![name(&arg.name)];
        if !arg.args.is_empty() {
            let args = arg.args.iter().map(|arg| self.constant_arg(arg)).collect();
            docs.push(brackets("[", args, ";", "]", false));
        }
        self.ascription(concat(docs), &arg.ty)
    }

    fn choice(&mut self, own: &Option<Name>, types: &[Type]) -> Doc {
        let own = own.iter().flat_map(|n| [name(n), Doc::Space, token(":"), Doc::Space]);
        let own: Vec<_> = own.collect();
        let types = match types {
            [ty] => self.ty(ty, Tightness::Applied),
            types => self.types(types),
        };
        concat(own.into_iter().chain([types]))
    }

    fn data(&mut self, n: &Name, constructors: &[(Name, Type)]) -> Doc {
        let mut cases = Vec::new();
        for (at, (constructor, ty)) in constructors.iter().enumerate() {
            cases.push(Doc::Line);
            if at > 0 {
                cases.extend([token("|"), Doc::Space]);
            }
            cases.extend([name(constructor), Doc::Space, token("of"), Doc::Space]);
            cases.push(align([self.ty(ty, Tightness::Whole)]));
        }
        after("data", [name(n), Doc::Space, opening("="), nest(2, cases)])
    }

    fn include(&mut self, file: &Name, args: &[IncludeArg]) -> Doc {
        let mut docs = Vec::new();
        for (at, arg) in args.iter().enumerate() {
            let word = if at == 0 { "where" } else { "and" };
            docs.extend([Doc::Line, token(word), Doc::Space]);
            let (lead, n, value) = match arg {
                IncludeArg::Value(n, e) => (None, n, self.atom(e)),
                IncludeArg::Type(n, ty) => (Some("type"), n, self.ty(ty, Tightness::Whole)),
                IncludeArg::Interface(n, e) => (Some("interface"), n, self.atom(e)),
            };
            docs.extend(lead.into_iter().flat_map(|word| [token(word), Doc::Space]));
            docs.extend([name(n), Doc::Space, token("="), Doc::Space, align([value])]);
        }
        after("include", [name(file), nest(2, docs)])
    }

    fn abstype(&mut self, n: &Name, ty: &Type, bindings: &[Binding]) -> Doc {
        let ty = self.ty(ty, Tightness::Whole);
        let mut docs = Vec::new();
        for (at, binding) in bindings.iter().enumerate() {
            let word = if at == 0 { "with" } else { "and" };
            docs.extend([Doc::Line, self.definition(word, binding)]);
        }
        after("abstype", [name(n), Doc::Space, token("="), Doc::Space, ty, nest(2, docs)])
    }

    /// `infix 4 op`
    pub(super) fn fixity(&mut self, fixity: &Fixity) -> Doc {
        let word = if fixity.right { "infixr" } else { "infix" };
        let precedence = extra(&fixity.precedence.to_string());
        concat([token(word), Doc::Space, precedence, Doc::Space, name(&fixity.operator)])
    }

    fn property(&mut self, p: &Property) -> Doc {
        let (word, between) = match p.kind {
            PropertyKind::Invariant => ("invariant", "then"),
            PropertyKind::Ordering => ("ordering", "then"),
            PropertyKind::Consistency => ("consistency", "and"),
            PropertyKind::Progress => ("progress", "then"),
            PropertyKind::Memory => ("memory", "then"),
        };
        let mut head = vec![Doc::Fill, token("on"), Doc::Space];
        head.push(self.pattern(&p.first, Tightness::Whole));
        if let Some(second) = &p.second {
            head.extend([Doc::Fill, token(between), Doc::Space]);
            head.push(self.pattern(second, Tightness::Whole));
        }
        head.extend([Doc::Fill, token("in"), Doc::Space, name(&p.class)]);
        for arg in &p.args {
            head.extend([Doc::Space, self.argument(arg)]);
        }
        // The operators that a condition or body declares inside itself end with it, so there is
        // no scope to enter.
        if let Some(with) = &p.with {
            head.extend([Doc::Fill, token("with"), Doc::Space]);
            if let Some(pattern) = &with.pattern {
                head.push(self.pattern(pattern, Tightness::Whole));
                head.extend([Doc::Space, token("in"), Doc::Space]);
            }
            head.push(name(&with.class));
            if let Some((state, condition)) = &with.condition {
                head.extend([Doc::Fill, token("and"), Doc::Space, token("condition")]);
                head.extend([Doc::Space, self.state_pattern(state), token("."), Doc::Space]);
                head.push(align([self.whole(condition)]));
            }
        }
        let body = self.whole(&p.body);
        let head = concat([token(word), Doc::Space, name(&p.name), nest(4, head)]);
        group([head, Doc::Space, opening("=="), nest(2, [Doc::Line, body])])
    }

    /// The pattern of a condition, which stands in parentheses: a tuple has its own.
    fn state_pattern(&mut self, state: &Pattern) -> Doc {
        let pattern = self.pattern(state, Tightness::Whole);
        match state.kind {
            PatternKind::Tuple(_) => pattern,
            _ => concat([token("("), pattern, token(")")]),
        }
    }
}
