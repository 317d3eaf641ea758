//! Expressions.

use evc_base::{Diagnostic, Span, codes};
use evc_syntax::ast::{self, Connective, LetKind, Literal};

use super::Infer;
use super::reason::{Reason, Why};
use crate::hir::{Builtin, Expr, ExprKind};
use crate::names::Entry;
use crate::prelude;
use crate::problems;
use crate::ty::{Con, TyId, View};

/// The words of class forms, for who misspells one.
const CLASS_FORMS: &[&str] =
    &["State", "Memory", "Once", "Prior", "Output", "OnLoc", "Skip", "Null", "Local"];

impl Infer {
    /// An expression that must be a `Bool` for a reason of its own.
    pub(super) fn check_bool(&mut self, expr: &ast::Expr, why: &'static str) -> Expr {
        let bool = self.atom(Con::Bool);
        self.check(expr, bool, &Some((expr.span, why.into())))
    }

    /// Infers an expression.
    pub(super) fn infer(&mut self, expr: &ast::Expr) -> Expr {
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Name(name) => self.name(span, &name.text),
            ast::ExprKind::Op(name) => self.operator_value(span, name),
            ast::ExprKind::Lit(literal) => self.literal(span, literal),
            ast::ExprKind::Unit => self.constant(span, ExprKind::Unit, Con::Unit),
            ast::ExprKind::Tuple(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.infer(part)).collect();
                let types: Vec<_> = parts.iter().map(|part| part.ty).collect();
                let ty = self.hir.types.product(&types);
                Expr { kind: ExprKind::Tuple(parts), ty, span }
            }
            ast::ExprKind::List(elements) => self.collection(span, elements, Con::List),
            ast::ExprKind::Bag(elements) => self.collection(span, elements, Con::Bag),
            ast::ExprKind::Negate(operand) => self.negate(span, operand),
            ast::ExprKind::Apply(function, argument) => self.application(span, function, argument),
            ast::ExprKind::Infix(left, op, right) => self.infix(span, left, op, right),
            ast::ExprKind::Connective(connective, left, right) => {
                self.connective(span, *connective, left, right)
            }
            ast::ExprKind::Ascribe(inner, ty) => {
                let reason = Some((ty.span, "annotated with this type".into()));
                let ty = self.ty(ty);
                // What surrounds it goes by the annotation, also if that is wrong.
                Expr { ty, ..self.check(inner, ty, &reason) }
            }
            ast::ExprKind::Lambda(pat, body) => {
                let from = self.fresh();
                self.lambda(span, pat, (from, &None), |infer| infer.infer(body))
            }
            ast::ExprKind::If(..)
            | ast::ExprKind::Let(..)
            | ast::ExprKind::Case(..)
            | ast::ExprKind::Wait(..) => {
                let ty = self.fresh();
                self.check(expr, ty, &None)
            }
            ast::ExprKind::TypeArg(ty) => {
                let ty = self.ty(ty);
                self.constant(span, ExprKind::Type(ty), Con::Type)
            }
            ast::ExprKind::ToBag(list) => self.list_as_bag(span, list),
            ast::ExprKind::ToInt(number) => self.natural_as_int(span, number),
            ast::ExprKind::Quantified { quantifier, names, ty, body } => {
                self.quantified(span, *quantifier, names, ty, body)
            }
            ast::ExprKind::Observes(class, value, event) => {
                self.observes(span, class, value, event)
            }
            ast::ExprKind::Compose { .. }
            | ast::ExprKind::State { .. }
            | ast::ExprKind::Form(..)
            | ast::ExprKind::Null
            | ast::ExprKind::Local(..)
            | ast::ExprKind::Delegate(..) => {
                let element = self.fresh();
                let class = self.hir.types.con(Con::Class, vec![element]);
                self.class_form(expr, (class, &None))
            }
            ast::ExprKind::Any(inner) => self.hole(span, inner),
            ast::ExprKind::Msg(header, body) => self.message_value(span, header, body),
            // A run is grouped by the parser before it gives its tree away.
            ast::ExprKind::Run(_) | ast::ExprKind::Error => self.error(span),
        }
    }

    /// `~ e`
    fn negate(&mut self, span: Span, operand: &ast::Expr) -> Expr {
        let function = self.builtin(span, Builtin::Negate);
        let int = self.atom(Con::Int);
        let reason = Some((span, "`~` negates an `Int`".into()));
        let operand = self.check(operand, int, &reason);
        Expr { kind: ExprKind::Apply(function.into(), operand.into()), ty: int, span }
    }

    /// `f e`
    fn application(&mut self, span: Span, function: &ast::Expr, argument: &ast::Expr) -> Expr {
        let function = self.infer(function);
        if let ast::ExprKind::Name(name) = &argument.kind
            && self.is_unknown_operator(&name.text)
        {
            self.ungrouped = true;
            self.report(problems::unknown_operator(name.span, &name.text));
            return self.error(span);
        }
        self.apply(span, function, argument)
    }

    pub(super) fn constant(&mut self, span: Span, kind: ExprKind, con: Con) -> Expr {
        Expr { kind, ty: self.atom(con), span }
    }

    fn literal(&mut self, span: Span, literal: &Literal) -> Expr {
        match literal {
            Literal::Int(value) => self.constant(span, ExprKind::Int(*value), Con::Int),
            Literal::Str(text) => self.constant(span, ExprKind::Str(text.clone()), Con::String),
            Literal::Token(text) => self.constant(span, ExprKind::Tok(text.clone()), Con::Tok),
            Literal::TokenList(tokens) => {
                let tokens = tokens
                    .iter()
                    .map(|token| self.constant(span, ExprKind::Tok(token.clone()), Con::Tok))
                    .collect();
                let tok = self.atom(Con::Tok);
                let ty = self.hir.types.con(Con::List, vec![tok]);
                Expr { kind: ExprKind::List(tokens), ty, span }
            }
            Literal::Real(text) => self.constant(span, ExprKind::Real(text.clone()), Con::Real),
        }
    }

    fn collection(&mut self, span: Span, elements: &[ast::Expr], con: Con) -> Expr {
        let element = self.fresh();
        self.elements(span, elements, (con, element), &None)
    }

    /// A list or bag of elements of a type.
    pub(super) fn elements(
        &mut self,
        span: Span,
        elements: &[ast::Expr],
        (con, element): (Con, TyId),
        reason: &Reason,
    ) -> Expr {
        let mut reason = reason.clone();
        let mut checked = Vec::new();
        for expr in elements {
            checked.push(self.check(expr, element, &reason));
            reason = reason.or(Some((expr.span, "the first element has this type".into())));
        }
        let kind = if con == Con::List { ExprKind::List(checked) } else { ExprKind::Bag(checked) };
        Expr { kind, ty: self.hir.types.con(con, vec![element]), span }
    }

    /// `xs /~`: a list as a bag.
    fn list_as_bag(&mut self, span: Span, list: &ast::Expr) -> Expr {
        let element = self.fresh();
        let from = self.hir.types.con(Con::List, vec![element]);
        let ty = self.hir.types.con(Con::Bag, vec![element]);
        let list = self.infer(list);
        if matches!(self.hir.types.view(list.ty), View::Con(Con::Bag, _)) {
            let found = self.hir.types.show(list.ty);
            self.report(problems::already_a_bag(list.span, &found));
        } else {
            let reason = Some((span, "`/~` makes a bag of a list".into()));
            self.unify(list.span, from, list.ty, &reason);
        }
        Expr { kind: ExprKind::ToBag(list.into()), ty, span }
    }

    /// `n #`: a `Nat` as an `Int`; an `Int` stays what it is.
    fn natural_as_int(&mut self, span: Span, number: &ast::Expr) -> Expr {
        let int = self.atom(Con::Int);
        let number = self.infer(number);
        if !matches!(self.hir.types.view(number.ty), View::Con(Con::Nat, _)) {
            let reason = Some((span, "`#` makes an `Int` of a `Nat`".into()));
            self.unify(number.span, int, number.ty, &reason);
        }
        Expr { kind: ExprKind::ToInt(number.into()), ty: int, span }
    }

    pub(super) fn builtin(&mut self, span: Span, builtin: Builtin) -> Expr {
        let ty = prelude::type_of(builtin, &mut self.hir.types, self.level);
        match (builtin, self.hir.types.view(ty)) {
            (Builtin::Equal | Builtin::Unequal, View::Con(Con::Arrow, [operand, _]))
            | (Builtin::Decider, View::Con(Con::Deq, [operand])) => {
                self.comparisons.push((*operand, span));
            }
            _ => {}
        }
        Expr { kind: ExprKind::Builtin(builtin), ty, span }
    }

    pub(super) fn name(&mut self, span: Span, name: &str) -> Expr {
        let Some(entry) = self.scope.get(name) else {
            if let Some(found) = self.type_as_value(span, name) {
                return found;
            }
            return self.undeclared(span, name);
        };
        self.trace(span, name, entry);
        match entry {
            Entry::Local(id) => {
                let scheme = self.hir[id].scheme.clone();
                let (ty, args) = self.instance(span, &scheme);
                Expr { kind: ExprKind::Local(id, args), ty, span }
            }
            Entry::Global(id) => {
                let scheme = self.hir[id].scheme.clone();
                let (ty, args) = self.instance(span, &scheme);
                Expr { kind: ExprKind::Global(id, args), ty, span }
            }
            Entry::Param(id) => Expr { kind: ExprKind::Param(id), ty: self.hir[id].ty, span },
            Entry::Builtin(builtin) => self.builtin(span, builtin),
            Entry::Bool(value) => self.constant(span, ExprKind::Bool(value), Con::Bool),
            Entry::Component(id, component) => self.component(span, id, component),
            Entry::NeverSent(id) => {
                let message = &self.hir[id];
                let found = problems::input_is_never_sent(span, name, &message.name, message.span);
                self.report(found);
                self.error(span)
            }
            Entry::Nil => self.collection(span, &[], Con::List),
            Entry::ClassOperator(operator) => self.class_operator_value(span, operator),
            Entry::Constant(id) => self.constant_value(span, id),
            Entry::Overloaded(index) => self.overloaded_value(span, index),
            Entry::Data(id, index, function) => self.data_function(span, id, index, function),
            Entry::Abstract(id, function) => self.abstract_function(span, id, function),
            Entry::Kept(index) => self.kept(span, index),
            Entry::Unread => self.error(span),
        }
    }

    /// A name that nothing in scope declares.
    fn undeclared(&mut self, span: Span, name: &str) -> Expr {
        // That a name begins with a digit is reported by the parser.
        if self.unread || name.starts_with(|c: char| c.is_ascii_digit()) {
            self.unsound.present = true;
        } else {
            let found = self.unknown(span, name);
            self.report(found);
        }
        self.error(span)
    }

    /// Takes note of what a use of a name says about later findings: that something reported
    /// earlier is behind it, or a `variable` declaration.
    fn trace(&mut self, span: Span, name: &str, entry: Entry) {
        match entry {
            Entry::Unread => self.unsound.present = true,
            Entry::Global(id) if self.unsound.defs.contains(&id) => self.unsound.present = true,
            Entry::Global(_) | Entry::Local(_) => {}
            _ => return,
        }
        if let Some((_, place)) = self.variables.get(name) {
            self.declared_uses.insert(span, *place);
        }
    }

    /// `op +`: an operator as a function; `op =` is a decider of equality.
    fn operator_value(&mut self, span: Span, operator: &ast::Name) -> Expr {
        match self.scope.get(&operator.text) {
            Some(Entry::Builtin(Builtin::Equal)) => self.builtin(span, Builtin::Decider),
            _ => self.name(span, &operator.text),
        }
    }

    /// What is to be said about a name that nothing in scope declares.
    fn unknown(&mut self, span: Span, name: &str) -> Diagnostic {
        if self.outer {
            return if self.hir.params.iter().any(|param| param.name == name) {
                problems::parameter_not_given(span, name)
            } else {
                let similar = self.spelling.similar(name, self.scope.names());
                problems::unknown_location(span, name, similar.as_deref())
            };
        }
        if self.is_unknown_operator(name) {
            return problems::unknown_operator(span, name);
        }
        if let Some(id) = self.unit.message(name) {
            return problems::message_as_value(span, &self.hir[id]);
        }
        if self.library.has_value(name) {
            return problems::not_imported(span, name);
        }
        if let Some(place) = self.declared.get(name) {
            return if self.defining == Some(*place) {
                problems::names_itself(span, name, *place)
            } else {
                problems::used_too_early(span, name, *place)
            };
        }
        let known = |part: &str| {
            self.scope.get(part).is_some() || part.starts_with(|c: char| c.is_ascii_digit())
        };
        let difference = name.match_indices('-').find_map(|(at, _)| {
            let (left, right) = (name.get(..at)?, name.get(at + 1..)?);
            (known(left) && known(right)).then_some((left, right))
        });
        match difference {
            Some((left, right)) => problems::minus_in_name(span, name, left, right),
            None => {
                let form = evc_base::similar(name, CLASS_FORMS.iter().copied());
                let similar = self.spelling.similar(name, self.scope.names());
                problems::unknown_name(span, name, form.or(similar.as_deref()))
            }
        }
    }

    /// Whether a name looks like an operator and is none.
    fn is_unknown_operator(&self, name: &str) -> bool {
        !name.starts_with(char::is_alphabetic) && self.scope.get(name).is_none()
    }

    /// Whether the one finding since `before` is that the argument has the wrong type; completes
    /// the finding if the type would be right for the next argument of a function to `rest`.
    fn is_misfit(&mut self, before: usize, argument: &Expr, rest: TyId) -> bool {
        let Some([found]) = self.diagnostics.get_mut(before..) else { return false };
        let misfits = [codes::TYPE_MISMATCH, codes::INFINITE_TYPE, codes::TYPE_TOO_LARGE];
        if !misfits.contains(&found.code) || found.primary.span != argument.span {
            return false;
        }
        let types = &self.hir.types;
        if let View::Con(Con::Arrow, [next, _]) = types.view(rest)
            && types.show(*next) == types.show(argument.ty)
        {
            let order = "write the arguments in the order of the function's type";
            found.help = Some(order.to_owned());
        }
        true
    }

    /// An application, given its function.
    pub(super) fn apply(&mut self, span: Span, function: Expr, argument: &ast::Expr) -> Expr {
        let (from, to) = match self.hir.types.view(function.ty) {
            View::Con(Con::Arrow, [from, to]) => (*from, *to),
            View::Var => {
                let (from, to) = (self.fresh(), self.fresh());
                let arrow = self.hir.types.arrow(from, to);
                self.unify(function.span, function.ty, arrow, &None);
                (from, to)
            }
            View::Generic(_) | View::Con(..) => {
                if !self.ungrouped {
                    let found = self.hir.types.show(function.ty);
                    let (place, given) = (function.span, argument.span);
                    let report = match self.hir.types.view(function.ty) {
                        View::Con(Con::Class, _) => problems::class_applied(place, &found, given),
                        View::Con(Con::Deq, _) => {
                            let own = matches!(function.kind, ExprKind::Builtin(Builtin::Decider));
                            problems::decider_applied(place, &found, given, own)
                        }
                        _ => problems::not_a_function(place, &found, given),
                    };
                    self.report(report);
                }
                self.infer(argument);
                return self.error(span);
            }
        };
        if matches!(function.kind, ExprKind::Builtin(Builtin::Negation)) {
            let argument = self.negated(&function, argument);
            return Expr { kind: ExprKind::Apply(function.into(), argument.into()), ty: to, span };
        }
        let why = Why::Function(function.ty, self.hir.types.now());
        let reason = Some((function.span, why));
        let before = self.diagnostics.len();
        let argument = self.check(argument, from, &reason);
        if self.is_misfit(before, &argument, to) {
            // What this gives to the other arguments says nothing about them.
            return self.error(span);
        }
        Expr { kind: ExprKind::Apply(function.into(), argument.into()), ty: to, span }
    }

    fn infix(&mut self, span: Span, left: &ast::Expr, op: &ast::Name, right: &ast::Expr) -> Expr {
        if self.class_operator_of(op).is_some() {
            let element = self.fresh();
            let class = self.hir.types.con(Con::Class, vec![element]);
            return self.class_operator(span, left, op, right, (class, &None));
        }
        let function = self.name(op.span, &op.text);
        let Some((first, second)) = self.operands(function.ty) else {
            let partial = self.apply(left.span.to(op.span), function, left);
            return self.apply(span, partial, right);
        };
        let equal = matches!(function.kind, ExprKind::Builtin(Builtin::Equal | Builtin::Unequal));
        if equal && self.is_negation(left) {
            self.report(problems::negation_of_operand(left.span, op.span));
            return self.error(span);
        }
        let why = Why::Operator(op.text.clone(), function.ty, self.hir.types.now());
        let reason = Some((op.span, why));
        let left_span = left.span;
        let left = self.check(left, first, &reason);
        if equal && self.compares_nothing(op.span, left.ty) {
            self.infer(right);
            return Expr { ty: self.atom(Con::Bool), ..self.error(span) };
        }
        let before = self.diagnostics.len();
        let reason = if equal {
            Some((left_span, Why::Compared(first, self.hir.types.now())))
        } else {
            reason
        };
        let right = self.check(right, second, &reason);
        if equal && self.diagnostics.len() > before {
            self.comparisons.retain(|(_, place)| *place != op.span);
        }
        let result = |infer: &Self, ty| match infer.hir.types.view(ty) {
            View::Con(Con::Arrow, [_, to]) => *to,
            View::Con(..) | View::Generic(_) | View::Var => ty,
        };
        let rest = result(self, function.ty);
        let ty = result(self, rest);
        let partial = ExprKind::Apply(function.into(), left.into());
        let partial = Expr { kind: partial, ty: rest, span: left_span.to(op.span) };
        Expr { kind: ExprKind::Apply(partial.into(), right.into()), ty, span }
    }

    /// Whether an expression is `not e`.
    fn is_negation(&self, expr: &ast::Expr) -> bool {
        let ast::ExprKind::Apply(function, _) = &expr.kind else { return false };
        let ast::ExprKind::Name(name) = &function.kind else { return false };
        self.scope.get(&name.text) == Some(Entry::Builtin(Builtin::Negation))
    }

    /// The first two arguments that a function takes, if it is known to take two.
    fn operands(&self, function: TyId) -> Option<(TyId, TyId)> {
        let View::Con(Con::Arrow, [first, rest]) = self.hir.types.view(function) else {
            return None;
        };
        let View::Con(Con::Arrow, [second, _]) = self.hir.types.view(*rest) else { return None };
        Some((*first, *second))
    }

    fn connective(
        &mut self,
        span: Span,
        connective: Connective,
        left: &ast::Expr,
        right: &ast::Expr,
    ) -> Expr {
        let build: fn(Box<Expr>, Box<Expr>) -> ExprKind = match connective {
            Connective::And => ExprKind::And,
            Connective::Or => ExprKind::Or,
            Connective::Conj | Connective::Disj | Connective::Implies | Connective::Iff => {
                return self.logic(span, connective, left, right);
            }
        };
        let left = self.check_bool(left, "an operand of a boolean operator is a `Bool`");
        let right = self.check_bool(right, "an operand of a boolean operator is a `Bool`");
        let ty = self.atom(Con::Bool);
        Expr { kind: build(left.into(), right.into()), ty, span }
    }

    /// A function of an argument of a type, which has it for a reason.
    pub(super) fn lambda(
        &mut self,
        span: Span,
        pat: &ast::Pattern,
        (from, reason): (TyId, &Reason),
        body: impl FnOnce(&mut Self) -> Expr,
    ) -> Expr {
        let mark = self.scope.mark();
        let pat = self.pat(pat, from, reason);
        let body = body(self);
        self.scope.leave(mark);
        let ty = self.hir.types.arrow(from, body.ty);
        Expr { kind: ExprKind::Lambda(pat.into(), body.into()), ty, span }
    }

    /// The value of a definition under the arguments that are still to come.
    pub(super) fn function(
        &mut self,
        args: &[ast::Pattern],
        binding: &ast::Binding,
        kind: LetKind,
    ) -> Expr {
        if let Some((first, rest)) = args.split_first() {
            let from = self.fresh();
            let span = first.span.to(binding.body.span);
            return self
                .lambda(span, first, (from, &None), |infer| infer.function(rest, binding, kind));
        }
        let value = match &binding.ty {
            Some(ty) => {
                let reason = Some((ty.span, "annotated with this type".into()));
                let ty = self.ty(ty);
                Expr { ty, ..self.check(&binding.body, ty, &reason) }
            }
            None => self.infer(&binding.body),
        };
        if kind == LetKind::Class {
            self.require_class(&value);
        }
        value
    }

    pub(super) fn local_definition(
        &mut self,
        span: Span,
        kind: LetKind,
        binding: &ast::Binding,
        body: &ast::Expr,
        expected: TyId,
        reason: &Reason,
    ) -> Expr {
        if kind == LetKind::LetRec {
            return self.local_recursion(span, binding, body, (expected, reason));
        }
        self.enter();
        let value = self.function(&binding.args, binding, kind);
        let mark = self.scope.mark();
        let why = Some((value.span, "the value has this type".into()));
        let pat = self.pat(&binding.target, value.ty, &why);
        self.leave();
        self.generalise_pat(&pat);
        let body = self.check(body, expected, reason);
        self.scope.leave(mark);
        let kind = ExprKind::Let(pat.into(), value.into(), body.into());
        Expr { kind, ty: expected, span }
    }
}
