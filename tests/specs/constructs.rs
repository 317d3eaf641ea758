//! Which constructs of the language a syntax tree uses.
//!
//! The walk matches every form of every node, so that a construct which joins the language has to
//! be named here before this compiles.

use std::collections::BTreeSet;

use evc_syntax::ast::*;

/// The infix operators that the language declares itself.
const OPERATORS: &[&str] = &[
    "*", "+", "++", "-", ".", "/", "<", "<=", "<>", "=", ">", ">=", ">>=", "?", "??", "@",
    "before", "l-before", "until", "||",
];

/// What a message gives names to; the longer of two endings that fit comes first.
const COMPONENTS: &[&str] =
    &["''broadcast", "''send", "'base", "'broadcast", "'bsign", "'send", "'sign", "'verify"];

/// Everything that [`Constructs`] can find, beside operators and components of messages.
const NAMED: &[&str] = &[
    "#",
    "&",
    "()",
    "(p, q)",
    "(x, y)",
    ". in patterns",
    "/\\",
    "/~",
    "::",
    "<=>",
    "=>",
    ">>",
    "A * B",
    "A + B",
    "A -> B",
    "Local",
    "MSG",
    "Memory",
    "Null",
    "O",
    "Once",
    "OnLoc",
    "Output",
    "Prior",
    "Prior(self)",
    "Prior(self)?",
    "Skip",
    "State",
    "[map]",
    "[p; q]",
    "[set]",
    "[x; y]",
    "\\",
    "\\/",
    "_",
    "`t`",
    "``t u``",
    "abstype",
    "and condition",
    "any",
    "application",
    "assume",
    "case",
    "class",
    "class .. in",
    "class*",
    "classrec",
    "consistency",
    "constant",
    "constructor in patterns",
    "data",
    "documentation",
    "e : T",
    "exists",
    "export",
    "forall",
    "guarantee",
    "header",
    "if",
    "import",
    "import type",
    "include",
    "infix",
    "infixr",
    "input",
    "integer",
    "interface = h",
    "internal",
    "invariant",
    "let",
    "let .. in",
    "let infix",
    "letrec",
    "letrec .. in",
    "literal in patterns",
    "main",
    "memory",
    "name",
    "o",
    "observes",
    "op",
    "options",
    "or",
    "ordering",
    "output",
    "p : T",
    "parameter",
    "parameter |",
    "parameter T : Type",
    "parameter T, d",
    "progress",
    "real",
    "specification",
    "string",
    "type",
    "type = T",
    "type with arguments",
    "type with parameters",
    "typeof",
    "unit in patterns",
    "variable",
    "variable in patterns",
    "wait",
    "where",
    "x : A -> B",
    "x = e",
    "{x : T | P}",
    "{x; y}",
    "~",
    "'a",
];

/// The name of every construct.
pub fn all() -> BTreeSet<&'static str> {
    NAMED.iter().chain(OPERATORS).chain(COMPONENTS).copied().collect()
}

/// The constructs that were found in trees.
#[derive(Debug, Default)]
pub struct Constructs {
    /// Their names.
    pub found: BTreeSet<&'static str>,
}

impl Constructs {
    /// Adds what a specification uses.
    pub fn program(&mut self, program: &Program) {
        self.found.extend(program.name.as_ref().map(|_| "specification"));
        program.items.iter().chain(&program.properties).for_each(|item| self.item(item));
        if let Some(main) = &program.main {
            self.found.insert("main");
            self.expr(main);
        }
    }

    fn item(&mut self, item: &Item) {
        self.found.extend(item.doc.as_ref().map(|_| "documentation"));
        self.found.insert(item_name(&item.kind));
        match &item.kind {
            ItemKind::Parameter { ty, constraint, .. } => {
                self.found.extend(constraint.as_ref().map(|_| "parameter |"));
                self.ty(ty);
                self.exprs(constraint);
            }
            ItemKind::TypeParameter { decider, .. } => {
                self.found.extend(decider.as_ref().map(|_| "parameter T, d"));
            }
            ItemKind::SetParameter { element, .. } => self.ty(element),
            ItemKind::MapParameter { key, value, .. } => self.types([key, value]),
            ItemKind::TypeAlias { vars, ty, .. } => {
                self.found.extend((!vars.is_empty()).then_some("type with parameters"));
                self.ty(ty);
            }
            ItemKind::Data { constructors, .. } => {
                self.types(constructors.iter().map(|(_, ty)| ty));
            }
            ItemKind::Variable { ty, .. } => self.ty(ty),
            ItemKind::Message { header, ty, .. } => {
                self.found.extend(header.as_ref().map(|_| "header"));
                self.exprs(header);
                self.ty(ty);
            }
            ItemKind::Include { args, .. } => args.iter().for_each(|arg| self.include_arg(arg)),
            ItemKind::Let(b)
            | ItemKind::LetRec(b)
            | ItemKind::ClassRec(b)
            | ItemKind::Class { binding: b, .. } => self.binding(b),
            ItemKind::AbsType { ty, bindings, .. } => {
                self.ty(ty);
                bindings.iter().for_each(|b| self.binding(b));
            }
            ItemKind::Property(p) => self.property(p),
            ItemKind::Constant { .. }
            | ItemKind::TypeConstant { .. }
            | ItemKind::Import(_)
            | ItemKind::ImportType(_)
            | ItemKind::Export(_)
            | ItemKind::Assume(_)
            | ItemKind::Guarantee(_)
            | ItemKind::Options(_)
            | ItemKind::TypeOf(_)
            | ItemKind::Fixity(_) => {}
            ItemKind::Error => unreachable!("a sound tree has no error"),
        }
    }

    fn include_arg(&mut self, arg: &IncludeArg) {
        match arg {
            IncludeArg::Value(_, value) => {
                self.found.insert("x = e");
                self.expr(value);
            }
            IncludeArg::Type(_, ty) => {
                self.found.insert("type = T");
                self.ty(ty);
            }
            IncludeArg::Interface(_, header) => {
                self.found.insert("interface = h");
                self.expr(header);
            }
        }
    }

    fn property(&mut self, property: &Property) {
        self.patterns([&property.first]);
        self.patterns(&property.second);
        self.patterns(&property.args);
        if let Some(with) = &property.with {
            self.patterns(&with.pattern);
            if let Some((state, condition)) = &with.condition {
                self.found.insert("and condition");
                self.patterns([state]);
                self.expr(condition);
            }
        }
        self.expr(&property.body);
    }

    fn binding(&mut self, binding: &Binding) {
        self.found.extend(binding.fixity.as_ref().map(|_| "let infix"));
        self.patterns([&binding.target]);
        self.patterns(&binding.args);
        self.types(&binding.ty);
        self.expr(&binding.body);
    }

    fn patterns<'a>(&mut self, patterns: impl IntoIterator<Item = &'a Pattern>) {
        for pattern in patterns {
            self.found.insert(pattern_name(&pattern.kind));
            match &pattern.kind {
                PatternKind::Wild | PatternKind::Var(_) | PatternKind::Unit => {}
                PatternKind::Lit(literal) => {
                    self.found.insert(literal_name(literal));
                }
                PatternKind::Tuple(parts) | PatternKind::List(parts) => self.patterns(parts),
                PatternKind::Cons(head, tail) => self.patterns([&**head, &**tail]),
                PatternKind::Constructor(_, inner) => self.patterns([&**inner]),
                PatternKind::Ascribe(inner, ty) => {
                    self.patterns([&**inner]);
                    self.ty(ty);
                }
            }
        }
    }

    fn types<'a>(&mut self, types: impl IntoIterator<Item = &'a Type>) {
        types.into_iter().for_each(|ty| self.ty(ty));
    }

    fn ty(&mut self, ty: &Type) {
        let name = match &ty.kind {
            TypeKind::Var(_) => "'a",
            TypeKind::Constructor(_, args) if args.is_empty() => "name",
            TypeKind::Constructor(_, args) => {
                self.types(args);
                "type with arguments"
            }
            TypeKind::Product(parts) => {
                self.types(parts);
                "A * B"
            }
            TypeKind::Sum(a, b) => {
                self.types([&**a, &**b]);
                "A + B"
            }
            TypeKind::Arrow(a, b) => {
                self.types([&**a, &**b]);
                "A -> B"
            }
            TypeKind::DependentArrow(_, a, b) => {
                self.types([&**a, &**b]);
                "x : A -> B"
            }
            TypeKind::Subset(_, base, condition) => {
                self.ty(base);
                self.expr(condition);
                "{x : T | P}"
            }
        };
        self.found.insert(name);
    }

    fn exprs<'a>(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) {
        exprs.into_iter().for_each(|e| self.expr(e));
    }

    fn expr(&mut self, e: &Expr) {
        self.found.insert(expr_name(&e.kind));
        match &e.kind {
            ExprKind::Name(name) => self.component(&name.text),
            ExprKind::Op(_) | ExprKind::Unit | ExprKind::Null => {}
            ExprKind::Lit(literal) => {
                self.found.insert(literal_name(literal));
            }
            ExprKind::TypeArg(ty) => self.ty(ty),
            ExprKind::Tuple(parts) | ExprKind::List(parts) | ExprKind::Bag(parts) => {
                self.exprs(parts);
            }
            ExprKind::Negate(e) | ExprKind::ToBag(e) | ExprKind::ToInt(e) | ExprKind::Any(e) => {
                self.expr(e);
            }
            ExprKind::Apply(a, b)
            | ExprKind::Connective(_, a, b)
            | ExprKind::Msg(a, b)
            | ExprKind::Wait(a, b) => self.exprs([&**a, &**b]),
            ExprKind::Infix(a, operator, b) => {
                self.found.extend(OPERATORS.iter().find(|known| **known == operator.text));
                self.exprs([&**a, &**b]);
            }
            ExprKind::Observes(a, b, c) | ExprKind::If(a, b, c) | ExprKind::Local(a, b, c) => {
                self.exprs([&**a, &**b, &**c]);
            }
            ExprKind::Compose { .. }
            | ExprKind::State { .. }
            | ExprKind::Form(..)
            | ExprKind::Delegate(..) => self.class(&e.kind),
            ExprKind::Quantified { .. }
            | ExprKind::Ascribe(..)
            | ExprKind::Lambda(..)
            | ExprKind::Let(..)
            | ExprKind::Case(..) => self.scope(&e.kind),
            ExprKind::Run(_) | ExprKind::Error => unreachable!("a sound tree has neither"),
        }
    }

    /// The forms with a type, or with names that hold in a part of them.
    fn scope(&mut self, form: &ExprKind) {
        match form {
            ExprKind::Quantified { ty, body, .. } => {
                self.ty(ty);
                self.expr(body);
            }
            ExprKind::Ascribe(e, ty) => {
                self.expr(e);
                self.ty(ty);
            }
            ExprKind::Lambda(pattern, body) => {
                self.patterns([pattern]);
                self.expr(body);
            }
            ExprKind::Let(_, binding, body) => {
                self.binding(binding);
                self.expr(body);
            }
            ExprKind::Case(e, arms) => {
                self.expr(e);
                self.patterns(arms.iter().map(|(pattern, _)| pattern));
                self.exprs(arms.iter().map(|(_, body)| body));
            }
            _ => unreachable!("another form"),
        }
    }

    /// The forms that only classes have.
    fn class(&mut self, form: &ExprKind) {
        match form {
            ExprKind::Compose { function, inputs, prior, .. } => {
                self.expr(function);
                self.exprs(inputs);
                if let Some(prior) = prior {
                    let given = prior.default.is_some();
                    self.found.insert(if given { "Prior(self)?" } else { "Prior(self)" });
                    self.exprs(prior.default.as_deref());
                }
            }
            ExprKind::State { init, transitions, .. } => {
                self.expr(init);
                self.exprs(transitions.iter().flat_map(|(step, class)| [step, class]));
            }
            ExprKind::Form(_, class) => self.expr(class),
            ExprKind::Delegate(from, pattern, to) => {
                self.patterns([pattern]);
                self.exprs([&**from, &**to]);
            }
            _ => unreachable!("not a form of class"),
        }
    }

    /// Notes which component of a message a name is, if it is one.
    fn component(&mut self, name: &str) {
        self.found.extend(COMPONENTS.iter().find(|ending| name.ends_with(**ending)));
    }
}

fn item_name(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::Parameter { ty, .. } if is_type_of_types(ty) => "parameter T : Type",
        ItemKind::Parameter { .. } => "parameter",
        ItemKind::TypeParameter { .. } => "parameter T : Type",
        ItemKind::SetParameter { .. } => "[set]",
        ItemKind::MapParameter { .. } => "[map]",
        ItemKind::Constant { .. } | ItemKind::TypeConstant { .. } => "constant",
        ItemKind::TypeAlias { .. } => "type",
        ItemKind::Data { .. } => "data",
        ItemKind::Variable { .. } => "variable",
        ItemKind::Message { direction, .. } => match direction {
            Direction::Input => "input",
            Direction::Internal => "internal",
            Direction::Output => "output",
        },
        ItemKind::Import(_) => "import",
        ItemKind::ImportType(_) => "import type",
        ItemKind::Export(_) => "export",
        ItemKind::Assume(_) => "assume",
        ItemKind::Guarantee(_) => "guarantee",
        ItemKind::Options(_) => "options",
        ItemKind::Include { .. } => "include",
        ItemKind::TypeOf(_) => "typeof",
        ItemKind::Fixity(fixity) if fixity.right => "infixr",
        ItemKind::Fixity(_) => "infix",
        ItemKind::Let(_) => "let",
        ItemKind::LetRec(_) => "letrec",
        ItemKind::Class { single, .. } if *single => "class*",
        ItemKind::Class { .. } => "class",
        ItemKind::ClassRec(_) => "classrec",
        ItemKind::AbsType { .. } => "abstype",
        ItemKind::Property(property) => match property.kind {
            PropertyKind::Invariant => "invariant",
            PropertyKind::Ordering => "ordering",
            PropertyKind::Consistency => "consistency",
            PropertyKind::Progress => "progress",
            PropertyKind::Memory => "memory",
        },
        ItemKind::Error => unreachable!("a sound tree has no error"),
    }
}

/// Whether a type is `Type`, which makes a parameter a type.
fn is_type_of_types(ty: &Type) -> bool {
    matches!(&ty.kind, TypeKind::Constructor(name, _) if name.text == "Type")
}

fn pattern_name(kind: &PatternKind) -> &'static str {
    match kind {
        PatternKind::Wild => "_",
        PatternKind::Var(_) => "variable in patterns",
        PatternKind::Lit(_) => "literal in patterns",
        PatternKind::Unit => "unit in patterns",
        PatternKind::Tuple(_) => "(p, q)",
        PatternKind::List(_) => "[p; q]",
        PatternKind::Cons(..) => ". in patterns",
        PatternKind::Constructor(..) => "constructor in patterns",
        PatternKind::Ascribe(..) => "p : T",
    }
}

fn literal_name(literal: &Literal) -> &'static str {
    match literal {
        Literal::Int(_) => "integer",
        Literal::Real(_) => "real",
        Literal::Str(_) => "string",
        Literal::Token(_) => "`t`",
        Literal::TokenList(_) => "``t u``",
    }
}

fn expr_name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Name(_) => "name",
        ExprKind::Op(_) => "op",
        ExprKind::Lit(literal) => literal_name(literal),
        ExprKind::TypeArg(_) => "::",
        ExprKind::Unit => "()",
        ExprKind::Tuple(_) => "(x, y)",
        ExprKind::List(_) => "[x; y]",
        ExprKind::Bag(_) => "{x; y}",
        ExprKind::Negate(_) => "~",
        ExprKind::Apply(..) | ExprKind::Infix(..) => "application",
        ExprKind::Connective(connective, ..) => match connective {
            Connective::And => "&",
            Connective::Or => "or",
            Connective::Conj => "/\\",
            Connective::Disj => "\\/",
            Connective::Implies => "=>",
            Connective::Iff => "<=>",
        },
        ExprKind::Quantified { quantifier: Quantifier::Forall, .. } => "forall",
        ExprKind::Quantified { quantifier: Quantifier::Exists, .. } => "exists",
        ExprKind::Observes(..) => "observes",
        ExprKind::Ascribe(..) => "e : T",
        ExprKind::Lambda(..) => "\\",
        ExprKind::If(..) => "if",
        ExprKind::Let(kind, ..) => match kind {
            LetKind::Let => "let .. in",
            LetKind::LetRec => "letrec .. in",
            LetKind::Class => "class .. in",
            LetKind::Where => "where",
        },
        ExprKind::Case(..) => "case",
        ExprKind::ToBag(_) => "/~",
        ExprKind::ToInt(_) => "#",
        ExprKind::Any(_) => "any",
        ExprKind::Msg(..) => "MSG",
        ExprKind::Wait(..) => "wait",
        class => class_name(class),
    }
}

/// The names of the forms that only classes have.
fn class_name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Compose { composition: Composition::Simple, .. } => "o",
        ExprKind::Compose { composition: Composition::General, .. } => "O",
        ExprKind::State { kind: StateKind::State, .. } => "State",
        ExprKind::State { kind: StateKind::Memory, .. } => "Memory",
        ExprKind::Form(form, _) => match form {
            ClassForm::Prior => "Prior",
            ClassForm::Once => "Once",
            ClassForm::Output => "Output",
            ClassForm::OnLoc => "OnLoc",
            ClassForm::Skip => "Skip",
        },
        ExprKind::Null => "Null",
        ExprKind::Local(..) => "Local",
        ExprKind::Delegate(..) => ">>",
        _ => unreachable!("not a form of class"),
    }
}
