//! Syntax trees from a row of choices, with every production in reach.
//!
//! A choice of 0 is always the smallest tree, and 0 is chosen when the row is at its end, so a
//! shorter row means a smaller tree. What the grammar does not state is kept: names are not bound
//! twice in a pattern, operators are used only where they are declared, shapes are as required.

use evc_base::{FileId, Span};

use crate::ast::*;

/// Names in value position.
const VALUES: &[&str] = &["x", "f", "m'base", "bag-map", "set", "input", "!", "y'", "%%", "map"];
/// Names of types and of declared things.
const TYPES: &[&str] = &["Int", "Loc", "T", "S'set", "Bag"];
/// Operators of every strength.
const OPERATORS: &[&str] =
    &["+", "*", "-", ".", "++", ">>=", "=", "<>", "@", "before", "?", "??", "until", "||", "<"];

/// Makes trees.
pub(super) struct Generator<'c> {
    choices: std::slice::Iter<'c, u8>,
    /// Declared operators in scope.
    operators: Vec<String>,
    /// How many names were made.
    fresh: usize,
}

impl<'c> Generator<'c> {
    /// Makes one text of a row of choices.
    pub(super) fn program(choices: &'c [u8]) -> Program {
        let mut this = Self { choices: choices.iter(), operators: Vec::new(), fresh: 0 };
        let name = this.maybe().then(|| this.named("spec"));
        let mut items = Vec::new();
        while this.choices.len() > 0 && items.len() < 12 {
            let doc = this.doc();
            let kind = this.item();
            items.push(Item { doc, kind, span: span() });
        }
        let main = this.maybe().then(|| this.expr(3));
        let mut properties = Vec::new();
        while main.is_some() && this.maybe() {
            let doc = this.doc();
            let kind = ItemKind::Property(this.property());
            properties.push(Item { doc, kind, span: span() });
        }
        Program { name, items, main, properties }
    }

    fn pick(&mut self, choices: u8) -> u8 {
        self.choices.next().map_or(0, |choice| choice % choices)
    }

    fn maybe(&mut self) -> bool {
        self.pick(2) == 1
    }

    fn some<T>(&mut self, least: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = least + usize::from(self.pick(3));
        (0..count).map(|_| make(self)).collect()
    }

    fn of(&mut self, names: &[&str]) -> Name {
        let at = self.pick(names.len() as u8);
        self.named(names[usize::from(at)])
    }

    fn named(&self, text: &str) -> Name {
        Name { text: text.into(), span: span() }
    }

    fn new_name(&mut self) -> Name {
        self.fresh += 1;
        let text = format!("v{}", self.fresh);
        self.named(&text)
    }

    fn doc(&mut self) -> Option<String> {
        match self.pick(4) {
            1 => Some("Says what it is.".into()),
            2 => Some("One.\n\nTwo (* nested *)\n  and indented.".into()),
            _ => None,
        }
    }

    fn tyvar(&mut self) -> Name {
        self.of(&["'a", "''b", "'c-d"])
    }

    fn item(&mut self) -> ItemKind {
        match self.pick(27) {
            choice @ 0..=9 => self.described(choice),
            choice @ 10..=18 => self.listed(choice),
            choice => self.defined(choice),
        }
    }

    /// A declaration with a type.
    fn described(&mut self, choice: u8) -> ItemKind {
        match choice {
            0 => ItemKind::Parameter {
                name: self.new_name(),
                ty: self.ty(2),
                constraint: self.maybe().then(|| self.expr(3)),
            },
            1 => {
                let (vars, name, decider, ty) = self.type_declaration();
                ItemKind::TypeParameter { vars, name, decider, ty }
            }
            2 => {
                let (vars, name, decider, ty) = self.type_declaration();
                ItemKind::TypeConstant { vars, name, decider, ty }
            }
            3 => ItemKind::SetParameter { name: self.new_name(), element: self.ty(2) },
            4 => {
                ItemKind::MapParameter { name: self.new_name(), key: self.ty(2), value: self.ty(2) }
            }
            5 => ItemKind::Constant {
                name: self.new_name(),
                args: self.some(0, |g| g.constant_arg(1)),
                ty: self.ty(2),
                overloads: self.maybe().then(|| self.overloads()),
            },
            6 => ItemKind::TypeAlias {
                vars: self.some(0, Self::tyvar),
                name: self.new_name(),
                ty: self.ty(3),
            },
            7 => ItemKind::Data {
                name: self.new_name(),
                constructors: self.some(1, |g| (g.new_name(), g.ty(2))),
            },
            8 => ItemKind::Variable { names: self.some(1, Self::new_name), ty: self.ty(2) },
            _ => ItemKind::Message {
                direction: match self.pick(3) {
                    0 => Direction::Input,
                    1 => Direction::Internal,
                    _ => Direction::Output,
                },
                name: self.new_name(),
                header: self.maybe().then(|| self.expr(2)),
                ty: self.ty(3),
            },
        }
    }

    /// A declaration about names.
    fn listed(&mut self, choice: u8) -> ItemKind {
        match choice {
            10 => ItemKind::Import(self.some(1, Self::new_name)),
            11 => ItemKind::ImportType(self.some(1, Self::new_name)),
            12 => ItemKind::Export(self.some(1, Self::new_name)),
            13 => ItemKind::Assume(self.some(1, Self::new_name)),
            14 => ItemKind::Guarantee(self.some(1, Self::new_name)),
            15 => ItemKind::Options(self.some(1, Self::new_name)),
            16 => ItemKind::Include {
                file: self.new_name(),
                args: self.some(0, |g| match g.pick(3) {
                    0 => IncludeArg::Value(g.new_name(), g.expr(2)),
                    1 => IncludeArg::Type(g.new_name(), g.ty(2)),
                    _ => IncludeArg::Interface(g.new_name(), g.header()),
                }),
            },
            17 => ItemKind::TypeOf(self.new_name()),
            _ => ItemKind::Fixity(self.fixity()),
        }
    }

    /// A declaration with a body.
    fn defined(&mut self, choice: u8) -> ItemKind {
        match choice {
            19 | 20 => ItemKind::Let(self.binding(0, 5)),
            21 => ItemKind::LetRec(self.binding(1, 4)),
            22 | 23 => ItemKind::Class { single: self.maybe(), binding: self.binding(0, 5) },
            24 => self.classrec(),
            25 => ItemKind::AbsType {
                name: self.new_name(),
                ty: self.ty(2),
                bindings: self.some(1, |g| g.binding(0, 3)),
            },
            _ => ItemKind::Property(self.property()),
        }
    }

    fn type_declaration(&mut self) -> (Vec<Name>, Name, Option<Name>, Type) {
        let vars = self.some(0, Self::tyvar);
        let decider = (vars.is_empty() || self.maybe()).then(|| self.new_name());
        (vars, self.new_name(), decider, self.ty(2))
    }

    fn constant_arg(&mut self, depth: usize) -> ConstantArg {
        let (name, args) = match self.pick(3) {
            0 if depth > 0 => (self.new_name(), self.some(0, |g| g.constant_arg(0))),
            1 => (self.tyvar(), Vec::new()),
            2 => (self.named("op"), Vec::new()),
            _ => (self.new_name(), Vec::new()),
        };
        ConstantArg { name, args, ty: self.ty(1) }
    }

    fn overloads(&mut self) -> Overloads {
        let vars = self.some(1, Self::tyvar);
        let choices = self.some(1, |g| {
            let name = g.maybe().then(|| g.new_name());
            (name, g.some(1, |g| g.ty(2)))
        });
        Overloads { vars, choices }
    }

    /// Declares a new operator.
    fn fixity(&mut self) -> Fixity {
        let text = format!("<+{}", "+".repeat(self.operators.len() % 5));
        self.operators.push(text.clone());
        let precedence = i64::from(self.pick(10));
        Fixity { right: self.maybe(), precedence, operator: self.named(&text) }
    }

    fn classrec(&mut self) -> ItemKind {
        let name = self.new_name();
        let args = vec![self.pattern(2, false)];
        let infix = |a, name, b| made(ExprKind::Infix(Box::new(a), name, Box::new(b)));
        let target = made(ExprKind::Name(name.clone()));
        let tail = infix(self.expr(2), self.named(">>="), target);
        let body = infix(self.expr(2), self.named("||"), tail);
        let target = Pattern { kind: PatternKind::Var(name), span: span() };
        ItemKind::ClassRec(Binding { fixity: None, target, args, ty: None, body, span: span() })
    }

    /// A binding; an operator it declares stays in scope.
    fn binding(&mut self, least: usize, depth: usize) -> Binding {
        let form = if least > 0 { 1 } else { self.pick(4) };
        let var = |name| Pattern { kind: PatternKind::Var(name), span: span() };
        let (fixity, target, args) = match form {
            1 | 2 => {
                let target = var(self.new_name());
                (None, target, self.some(1, |g| g.pattern(2, false)))
            }
            3 => {
                let fixity = self.fixity();
                let target = var(fixity.operator.clone());
                let args = vec![self.pattern(2, false), self.pattern(2, false)];
                (Some(fixity), target, args)
            }
            _ => (None, self.pattern(2, false), Vec::new()),
        };
        let ty = self.maybe().then(|| self.ty(2));
        Binding { fixity, target, args, ty, body: self.expr(depth), span: span() }
    }

    fn property(&mut self) -> Property {
        let kind = match self.pick(5) {
            0 => PropertyKind::Invariant,
            1 => PropertyKind::Ordering,
            2 => PropertyKind::Consistency,
            3 => PropertyKind::Progress,
            _ => PropertyKind::Memory,
        };
        let with = match kind {
            PropertyKind::Progress if self.maybe() => Some(PropertyWith {
                pattern: Some(self.pattern(2, false)),
                class: self.new_name(),
                condition: Some((self.pattern(2, false), self.expr(2))),
            }),
            PropertyKind::Progress => {
                Some(PropertyWith { pattern: None, class: self.new_name(), condition: None })
            }
            PropertyKind::Memory => Some(PropertyWith {
                pattern: Some(self.pattern(2, false)),
                class: self.new_name(),
                condition: None,
            }),
            _ => None,
        };
        let second = (kind != PropertyKind::Invariant).then(|| self.pattern(2, false));
        Property {
            kind,
            name: self.new_name(),
            first: self.pattern(2, false),
            second,
            class: self.new_name(),
            args: self.some(0, |g| g.pattern(1, false)),
            with,
            body: self.expr(4),
        }
    }

    /// A pattern; one that may fail to match only if `refutable` holds.
    fn pattern(&mut self, depth: usize, refutable: bool) -> Pattern {
        let inner = |g: &mut Self| g.pattern(depth - 1, refutable);
        let kind = match self.pick(if depth == 0 { 3 } else { 9 }) {
            1 => PatternKind::Wild,
            2 => PatternKind::Unit,
            3 | 4 => PatternKind::Tuple(self.some(2, inner)),
            5 => PatternKind::Ascribe(Box::new(inner(self)), self.ty(2)),
            6 if refutable => PatternKind::List(self.some(0, inner)),
            7 if refutable => PatternKind::Cons(Box::new(inner(self)), Box::new(inner(self))),
            8 if refutable && self.maybe() => PatternKind::Lit(self.literal()),
            8 if refutable => {
                PatternKind::Constructor(self.of(&["inl", "C"]), Box::new(inner(self)))
            }
            _ => PatternKind::Var(self.new_name()),
        };
        Pattern { kind, span: span() }
    }

    fn ty(&mut self, depth: usize) -> Type {
        let inner = |g: &mut Self| Box::new(g.ty(depth - 1));
        let kind = match self.pick(if depth == 0 { 2 } else { 9 }) {
            1 => TypeKind::Var(self.tyvar()),
            2 => {
                let args = self.some(1, |g| g.ty(depth - 1));
                TypeKind::Constructor(self.of(TYPES), args)
            }
            3 | 4 => TypeKind::Product(self.some(2, |g| g.ty(depth - 1))),
            5 => TypeKind::Sum(inner(self), inner(self)),
            6 => TypeKind::Arrow(inner(self), inner(self)),
            7 => TypeKind::DependentArrow(self.new_name(), inner(self), inner(self)),
            8 => TypeKind::Subset(self.new_name(), inner(self), Box::new(self.expr(1))),
            _ => TypeKind::Constructor(self.of(TYPES), Vec::new()),
        };
        Type { kind, span: span() }
    }

    fn literal(&mut self) -> Literal {
        match self.pick(9) {
            1 => Literal::Int(-7),
            2 => Literal::Int(i64::MIN),
            3 => Literal::Real("2.5e~3".into()),
            4 => Literal::Str("a \"quoted\"\\\n\u{1}`é\u{2003}".into()),
            5 => Literal::Token("to \"ken`".into()),
            6 => Literal::TokenList(Vec::new()),
            7 => Literal::TokenList(vec!["2/3".into(), "a b\u{2003}`".into()]),
            8 => Literal::Str("".into()),
            _ => Literal::Int(i64::from(self.pick(100))),
        }
    }

    fn header(&mut self) -> Expr {
        let tokens = self.some(1, |g| g.of(&["a", "b c", "d"]).text);
        made(ExprKind::Lit(Literal::TokenList(tokens)))
    }

    fn operator(&mut self) -> Name {
        let declared = self.operators.clone();
        let mut names = OPERATORS.to_vec();
        names.extend(declared.iter().map(String::as_str));
        self.of(&names)
    }

    /// An expression.
    pub(super) fn expr(&mut self, depth: usize) -> Expr {
        let kind = match self.pick(if depth == 0 { 6 } else { 36 }) {
            1 => ExprKind::Lit(self.literal()),
            2 => ExprKind::Op(self.of(OPERATORS)),
            3 => ExprKind::Unit,
            4 => ExprKind::Null,
            5 => ExprKind::TypeArg(self.ty(depth.min(1))),
            choice @ 6..=35 => self.compound(choice, depth - 1),
            _ => ExprKind::Name(self.of(VALUES)),
        };
        made(kind)
    }

    fn boxed(&mut self, depth: usize) -> Box<Expr> {
        Box::new(self.expr(depth))
    }

    fn compound(&mut self, choice: u8, depth: usize) -> ExprKind {
        let e = |g: &mut Self| g.boxed(depth);
        match choice {
            6 => ExprKind::Tuple(self.some(2, |g| g.expr(depth))),
            7 => ExprKind::List(self.some(0, |g| g.expr(depth))),
            8 => ExprKind::Bag(self.some(0, |g| g.expr(depth))),
            9 => ExprKind::Negate(e(self)),
            10 | 11 => ExprKind::Apply(e(self), e(self)),
            12..=15 => ExprKind::Infix(e(self), self.operator(), e(self)),
            16..=18 => {
                let connective = match self.pick(6) {
                    0 => Connective::And,
                    1 => Connective::Or,
                    2 => Connective::Conj,
                    3 => Connective::Disj,
                    4 => Connective::Implies,
                    _ => Connective::Iff,
                };
                ExprKind::Connective(connective, e(self), e(self))
            }
            19 => ExprKind::Quantified {
                quantifier: if self.maybe() { Quantifier::Forall } else { Quantifier::Exists },
                names: self.some(1, Self::new_name),
                ty: self.ty(2),
                body: e(self),
            },
            20 => ExprKind::Observes(e(self), e(self), e(self)),
            21 => ExprKind::Ascribe(e(self), self.ty(2)),
            22 => ExprKind::Lambda(self.pattern(2, false), e(self)),
            23 | 24 => ExprKind::If(e(self), e(self), e(self)),
            25 => self.local(depth),
            26 => ExprKind::Case(e(self), self.some(1, |g| (g.pattern(2, true), g.expr(depth)))),
            27 => ExprKind::ToBag(e(self)),
            28 => ExprKind::ToInt(e(self)),
            29 => self.composition(depth),
            30 => {
                let kind = if self.maybe() { StateKind::State } else { StateKind::Memory };
                let transitions = self.some(1, |g| (g.expr(depth), g.expr(depth)));
                ExprKind::State { kind, init: e(self), transitions }
            }
            31 => {
                let form = match self.pick(5) {
                    0 => ClassForm::Once,
                    1 => ClassForm::Prior,
                    2 => ClassForm::Output,
                    3 => ClassForm::OnLoc,
                    _ => ClassForm::Skip,
                };
                ExprKind::Form(form, e(self))
            }
            32 => ExprKind::Local(e(self), e(self), e(self)),
            33 => ExprKind::Delegate(e(self), self.pattern(2, false), e(self)),
            34 => ExprKind::Msg(Box::new(self.header()), e(self)),
            _ if self.maybe() => ExprKind::Any(e(self)),
            _ => ExprKind::Wait(e(self), e(self)),
        }
    }

    fn local(&mut self, depth: usize) -> ExprKind {
        let outside = self.operators.len();
        let kind = match self.pick(4) {
            0 => LetKind::Let,
            1 => LetKind::LetRec,
            2 => LetKind::Class,
            _ => LetKind::Where,
        };
        let binding = self.binding(usize::from(kind == LetKind::LetRec), depth);
        let body = self.boxed(depth);
        self.operators.truncate(outside);
        ExprKind::Let(kind, Box::new(binding), body)
    }

    fn composition(&mut self, depth: usize) -> ExprKind {
        let composition = if self.maybe() { Composition::Simple } else { Composition::General };
        let prior = match self.pick(3) {
            0 => None,
            1 => Some(PriorSelf { default: None, span: span() }),
            _ => Some(PriorSelf { default: Some(self.boxed(depth)), span: span() }),
        };
        let function = self.boxed(depth);
        let inputs = self.some(0, |g| g.expr(depth));
        ExprKind::Compose { function, composition, inputs, prior }
    }
}

fn span() -> Span {
    Span::new(FileId(0), 0, 0)
}

fn made(kind: ExprKind) -> Expr {
    Expr { kind, span: span() }
}
