//! Groups the infix operators of layer 1 (language reference, sections 1.6 and 2.8).
//!
//! The grammar leaves a row of operands and operators as one [`ExprKind::Run`]; which names are
//! operators depends on the declarations in scope. Afterwards no run is left.

use std::collections::BTreeMap;

use evc_base::{Diagnostic, codes};
use smol_str::SmolStr;

use crate::ast::*;

/// How tightly an operator binds, and to which side it associates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Strength {
    /// Twice the precedence, and one more for the operators that associate to the left: of one
    /// precedence they are the tighter ones. From 0 to 19.
    pub(crate) level: i64,
    /// Whether it associates to the right.
    pub(crate) right: bool,
}

impl Strength {
    fn new(precedence: i64, right: bool) -> Self {
        Self { level: 2 * precedence.clamp(0, 9) + i64::from(!right), right }
    }
}

/// The operators every text starts with: precedence, whether right associative, names.
const BUILT_IN: &[(i64, bool, &[&str])] = &[
    (7, false, &["*", "/"]),
    (6, false, &["+", "-"]),
    (5, true, &[".", "++", ">>="]),
    (4, false, &["=", "<>", "<", ">", "<=", ">="]),
    (4, true, &["@", "before", "l-before"]),
    (3, false, &["?", "??"]),
    (2, false, &["until"]),
    (1, false, &["||"]),
];

/// Groups everything in a text, declaration by declaration.
pub(crate) fn group_program(program: &mut Program, diagnostics: &mut Vec<Diagnostic>) {
    let mut grouper = Grouper::new(diagnostics);
    for item in &mut program.items {
        grouper.item(item);
    }
    if let Some(main) = &mut program.main {
        grouper.expr(main);
    }
    for property in &mut program.properties {
        grouper.item(property);
    }
}

/// Groups one expression with the built-in operators.
pub(crate) fn group_expr(expr: &mut Expr, diagnostics: &mut Vec<Diagnostic>) {
    Grouper::new(diagnostics).expr(expr);
}

/// Groups the expressions inside a type.
pub(crate) fn group_type(ty: &mut Type, diagnostics: &mut Vec<Diagnostic>) {
    Grouper::new(diagnostics).ty(ty);
}

/// The operators at one place of a text. Who groups a tree and who prints one both walk over it
/// with a scope, entering and leaving at the same nodes.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// What was declared for each name, the innermost last.
    strengths: BTreeMap<SmolStr, Vec<Strength>>,
    /// The names, in the order in which they were declared.
    declared: Vec<SmolStr>,
}

impl Scope {
    /// Makes a name an operator until the scope that was entered last is left.
    pub(crate) fn declare(&mut self, fixity: &Fixity) {
        let strength = Strength::new(fixity.precedence, fixity.right);
        self.strengths.entry(fixity.operator.text.clone()).or_default().push(strength);
        self.declared.push(fixity.operator.text.clone());
    }

    /// How tightly a name binds, if it is an operator here.
    pub(crate) fn strength(&self, name: &str) -> Option<Strength> {
        let declared = self.strengths.get(name).and_then(|strengths| strengths.last());
        declared.copied().or_else(|| {
            let found = BUILT_IN.iter().find(|(_, _, names)| names.contains(&name));
            found.map(|(precedence, right, _)| Strength::new(*precedence, *right))
        })
    }

    /// Begins a scope; what is returned ends it.
    pub(crate) fn enter(&self) -> usize {
        self.declared.len()
    }

    /// Ends a scope with everything declared in it.
    pub(crate) fn leave(&mut self, outside: usize) {
        for name in self.declared.drain(outside.min(self.declared.len())..) {
            self.strengths.get_mut(&name).and_then(Vec::pop);
        }
    }
}

struct Grouper<'d> {
    scope: Scope,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'d> Grouper<'d> {
    fn new(diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Self { scope: Scope::default(), diagnostics }
    }

    fn item(&mut self, item: &mut Item) {
        match &mut item.kind {
            ItemKind::Parameter { ty, constraint, .. } => {
                self.ty(ty);
                constraint.iter_mut().for_each(|e| self.expr(e));
            }
            ItemKind::TypeParameter { ty, .. }
            | ItemKind::SetParameter { element: ty, .. }
            | ItemKind::TypeConstant { ty, .. }
            | ItemKind::TypeAlias { ty, .. }
            | ItemKind::Variable { ty, .. } => self.ty(ty),
            ItemKind::MapParameter { key, value, .. } => {
                self.ty(key);
                self.ty(value);
            }
            ItemKind::Constant { args, ty, overloads, .. } => {
                self.constant_args(args);
                self.ty(ty);
                let choices = overloads.iter_mut().flat_map(|o| &mut o.choices);
                choices.for_each(|(_, types)| self.types(types));
            }
            ItemKind::Data { constructors, .. } => {
                constructors.iter_mut().for_each(|(_, ty)| self.ty(ty));
            }
            ItemKind::Message { header, ty, .. } => {
                header.iter_mut().for_each(|e| self.expr(e));
                self.ty(ty);
            }
            ItemKind::Include { args, .. } => args.iter_mut().for_each(|arg| match arg {
                IncludeArg::Value(_, e) | IncludeArg::Interface(_, e) => self.expr(e),
                IncludeArg::Type(_, ty) => self.ty(ty),
            }),
            ItemKind::Fixity(fixity) => self.scope.declare(fixity),
            ItemKind::Let(binding)
            | ItemKind::LetRec(binding)
            | ItemKind::Class { binding, .. }
            | ItemKind::ClassRec(binding) => self.binding(binding),
            ItemKind::AbsType { ty, bindings, .. } => {
                self.ty(ty);
                bindings.iter_mut().for_each(|binding| self.binding(binding));
            }
            ItemKind::Property(property) => self.property(property),
            ItemKind::Import(_)
            | ItemKind::ImportType(_)
            | ItemKind::Export(_)
            | ItemKind::Assume(_)
            | ItemKind::Guarantee(_)
            | ItemKind::Options(_)
            | ItemKind::TypeOf(_)
            | ItemKind::Error => {}
        }
    }

    fn constant_args(&mut self, args: &mut [ConstantArg]) {
        for arg in args {
            self.constant_args(&mut arg.args);
            self.ty(&mut arg.ty);
        }
    }

    fn property(&mut self, property: &mut Property) {
        let outside = self.scope.enter();
        self.pattern(&mut property.first);
        property.second.iter_mut().for_each(|p| self.pattern(p));
        self.patterns(&mut property.args);
        if let Some(with) = &mut property.with {
            with.pattern.iter_mut().for_each(|p| self.pattern(p));
            if let Some((state, condition)) = &mut with.condition {
                self.pattern(state);
                self.expr(condition);
            }
        }
        self.expr(&mut property.body);
        self.scope.leave(outside);
    }

    /// Groups a binding; the operator it declares stays declared, for its scope to end.
    fn binding(&mut self, binding: &mut Binding) {
        if let Some(fixity) = &binding.fixity {
            self.scope.declare(fixity);
        }
        self.pattern(&mut binding.target);
        self.patterns(&mut binding.args);
        binding.ty.iter_mut().for_each(|ty| self.ty(ty));
        self.expr(&mut binding.body);
    }

    fn patterns(&mut self, patterns: &mut [Pattern]) {
        patterns.iter_mut().for_each(|pattern| self.pattern(pattern));
    }

    fn pattern(&mut self, pattern: &mut Pattern) {
        match &mut pattern.kind {
            PatternKind::Wild | PatternKind::Var(_) | PatternKind::Lit(_) | PatternKind::Unit => {}
            PatternKind::Tuple(parts) | PatternKind::List(parts) => self.patterns(parts),
            PatternKind::Cons(head, tail) => {
                self.pattern(head);
                self.pattern(tail);
            }
            PatternKind::Constructor(_, inner) => self.pattern(inner),
            PatternKind::Ascribe(inner, ty) => {
                self.pattern(inner);
                self.ty(ty);
            }
        }
    }

    fn types(&mut self, types: &mut [Type]) {
        types.iter_mut().for_each(|ty| self.ty(ty));
    }

    fn ty(&mut self, ty: &mut Type) {
        match &mut ty.kind {
            TypeKind::Var(_) => {}
            TypeKind::Constructor(_, args) | TypeKind::Product(args) => self.types(args),
            TypeKind::Sum(a, b) | TypeKind::Arrow(a, b) | TypeKind::DependentArrow(_, a, b) => {
                self.ty(a);
                self.ty(b);
            }
            TypeKind::Subset(_, base, condition) => {
                self.ty(base);
                self.expr(condition);
            }
        }
    }

    fn exprs(&mut self, exprs: &mut [Expr]) {
        exprs.iter_mut().for_each(|expr| self.expr(expr));
    }

    fn expr(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::Name(_)
            | ExprKind::Op(_)
            | ExprKind::Lit(_)
            | ExprKind::Unit
            | ExprKind::Null
            | ExprKind::Error => {}
            ExprKind::TypeArg(ty) => self.ty(ty),
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Bag(parts) => {
                self.exprs(parts);
            }
            ExprKind::Negate(e)
            | ExprKind::ToBag(e)
            | ExprKind::ToInt(e)
            | ExprKind::Form(_, e)
            | ExprKind::Any(e) => self.expr(e),
            ExprKind::Apply(a, b)
            | ExprKind::Infix(a, _, b)
            | ExprKind::Connective(_, a, b)
            | ExprKind::Msg(a, b)
            | ExprKind::Wait(a, b) => {
                self.expr(a);
                self.expr(b);
            }
            ExprKind::Observes(a, b, c) | ExprKind::If(a, b, c) | ExprKind::Local(a, b, c) => {
                self.expr(a);
                self.expr(b);
                self.expr(c);
            }
            ExprKind::Run(elements) => {
                let mut elements = std::mem::take(elements);
                self.exprs(&mut elements);
                expr.kind = self.group(elements).kind;
            }
            ExprKind::Quantified { ty, body, .. } => {
                self.ty(ty);
                self.expr(body);
            }
            ExprKind::Ascribe(e, ty) => {
                self.expr(e);
                self.ty(ty);
            }
            ExprKind::Lambda(pattern, body) => self.abstraction(pattern, body),
            ExprKind::Let(_, binding, body) => {
                let outside = self.scope.enter();
                self.binding(binding);
                self.expr(body);
                self.scope.leave(outside);
            }
            ExprKind::Case(e, arms) => {
                self.expr(e);
                arms.iter_mut().for_each(|(pattern, body)| self.abstraction(pattern, body));
            }
            ExprKind::Compose { function, inputs, prior, .. } => {
                self.compose(function, inputs, prior.as_mut());
            }
            ExprKind::State { init, transitions, .. } => {
                self.expr(init);
                for (transition, class) in transitions {
                    self.expr(transition);
                    self.expr(class);
                }
            }
            ExprKind::Delegate(x, pattern, y) => {
                self.expr(x);
                self.abstraction(pattern, y);
            }
        }
    }

    fn abstraction(&mut self, pattern: &mut Pattern, body: &mut Expr) {
        self.pattern(pattern);
        self.expr(body);
    }

    fn compose(&mut self, function: &mut Expr, inputs: &mut [Expr], prior: Option<&mut PriorSelf>) {
        self.expr(function);
        self.exprs(inputs);
        if let Some(default) = prior.and_then(|prior| prior.default.as_mut()) {
            self.expr(default);
        }
    }

    /// Groups one run: application first, then operators by their strength.
    fn group(&mut self, elements: Vec<Expr>) -> Expr {
        let mut operands: Vec<Expr> = Vec::new();
        let mut operators: Vec<(Name, Strength)> = Vec::new();
        let mut operand: Option<Expr> = None;
        let alone = elements.len() == 1;
        for element in elements {
            let (span, operator) = (element.span, self.operator(&element));
            let Some((name, strength)) = operator else {
                operand = Some(match operand {
                    Some(f) => apply(f, element),
                    None => element,
                });
                continue;
            };
            let Some(left) = operand.take() else {
                self.missing(&name, "left", alone);
                return Expr { kind: ExprKind::Error, span };
            };
            operands.push(left);
            while operators.last().is_some_and(|(_, above)| {
                above.level > strength.level || (above.level == strength.level && !strength.right)
            }) {
                reduce(&mut operands, &mut operators);
            }
            operators.push((name, strength));
        }
        match (operand, operators.last()) {
            (Some(last), _) => operands.push(last),
            (None, Some((name, _))) => {
                let (name, span) = (name.clone(), name.span);
                self.missing(&name, "right", false);
                return Expr { kind: ExprKind::Error, span };
            }
            (None, None) => {}
        }
        while !operators.is_empty() {
            reduce(&mut operands, &mut operators);
        }
        operands.pop().expect("the grammar makes no empty run")
    }

    fn operator(&self, element: &Expr) -> Option<(Name, Strength)> {
        match &element.kind {
            // The span tells a name from one in parentheses, which is an operand.
            ExprKind::Name(name) if name.span == element.span => {
                self.scope.strength(&name.text).map(|strength| (name.clone(), strength))
            }
            _ => None,
        }
    }

    fn missing(&mut self, name: &Name, side: &str, alone: bool) {
        let text = &name.text;
        let message = format!("the operator `{text}` has no {side} operand");
        let error = Diagnostic::error(codes::BAD_FIXITY, name.span, message);
        self.diagnostics.push(match (text.as_str(), side, alone) {
            (_, "right", _) => error.help(format!("write an operand behind `{text}`")),
            ("-", _, false) => error.help("write `~1` or `~(x)` for a negative number"),
            _ if text.starts_with(|c: char| c.is_ascii_alphabetic()) => error.help(format!(
                "`{text}` is the name of an operator: choose another name for a variable, or write \
                 `(op {text})` for the operator as a value"
            )),
            _ => error.help(format!("write `(op {text})` for the operator as a value")),
        });
    }
}

fn apply(f: Expr, x: Expr) -> Expr {
    let span = f.span.to(x.span);
    Expr { kind: ExprKind::Apply(Box::new(f), Box::new(x)), span }
}

/// Puts the last operator between the last two operands.
fn reduce(operands: &mut Vec<Expr>, operators: &mut Vec<(Name, Strength)>) {
    let last = (operators.pop(), operands.pop(), operands.pop());
    if let (Some((name, _)), Some(b), Some(a)) = last {
        let span = a.span.to(b.span);
        operands.push(Expr { kind: ExprKind::Infix(Box::new(a), name, Box::new(b)), span });
    }
}
