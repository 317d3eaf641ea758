//! What the grammar's actions call: constructors of the syntax tree, and the conditions on a
//! construct that a context-free grammar does not state.
//!
//! A [`Builder`] collects finished declarations one by one, so that those before a syntax error
//! survive it.

#![expect(clippy::boxed_local, reason = "the parser moves boxes, whatever an action does with one")]

use evc_base::{Diagnostic, FileId, Span, codes};
use smol_str::SmolStr;

use crate::ast::*;
use crate::literal;

/// A part of a text that was read completely.
pub(crate) struct Part {
    /// What it is.
    pub(crate) kind: PartKind,
    /// Its place.
    pub(crate) span: Span,
}

/// The parts of a text.
pub(crate) enum PartKind {
    /// `specification name`
    Specification(Name),
    /// The text of a documentation comment.
    Doc(String),
    /// A declaration.
    Item(ItemKind),
    /// `main X`
    Main(Expr),
}

/// Everything of a binding before its `=`.
pub(crate) struct BindHead {
    fixity: Option<Fixity>,
    target: Pattern,
    args: Vec<Pattern>,
    ty: Option<Type>,
}

/// The components of a composition.
pub(crate) type CompInputs = (Vec<Expr>, Option<PriorSelf>);

/// The class after `with` of a property: pattern, class, state condition.
pub(crate) type With = (Option<Box<Pattern>>, Name, Option<(Box<Pattern>, Box<Expr>)>);

/// Collects what the parser reads.
pub(crate) struct Builder {
    file: FileId,
    offset: u32,
    /// What was read so far, in order.
    pub(crate) parts: Vec<Part>,
    /// Whether `main` was read.
    pub(crate) has_main: bool,
    /// The expression, when a text is one.
    pub(crate) expr: Option<Expr>,
    /// The type, when a text is one.
    pub(crate) ty: Option<Type>,
    /// How many findings do not belong to the declaration being read.
    pub(crate) settled: usize,
    /// What is wrong.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Values out of the boxes in which the parser moves them.
pub(crate) fn unboxed<T>(boxes: Vec<Box<T>>) -> Vec<T> {
    boxes.into_iter().map(|value| *value).collect()
}

impl Builder {
    /// Nothing read yet; spans are shifted by `offset`.
    pub(crate) fn new(file: FileId, offset: u32) -> Self {
        Self {
            file,
            offset,
            parts: Vec::new(),
            has_main: false,
            expr: None,
            ty: None,
            settled: 0,
            diagnostics: Vec::new(),
        }
    }

    /// The place between two offsets of the text.
    pub(crate) fn span(&self, l: u32, r: u32) -> Span {
        Span::new(self.file, l + self.offset, r.max(l) + self.offset)
    }

    /// Adds a finding that is about the text, whatever becomes of the declaration being read.
    pub(crate) fn settle(&mut self, finding: Diagnostic) {
        self.diagnostics.push(finding);
        self.settled = self.diagnostics.len();
    }

    fn syntax(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.diagnostics.push(Diagnostic::error(codes::SYNTAX, span, message).help(help));
    }

    /// Adds a part; what was found up to here is about it or what stands before it.
    pub(crate) fn part(&mut self, l: u32, kind: PartKind, r: u32) {
        let span = self.span(l, r);
        self.parts.push(Part { kind, span });
        self.settled = self.diagnostics.len();
    }

    pub(crate) fn whole_expr(&mut self, e: Box<Expr>) {
        self.expr = Some(*e);
    }

    pub(crate) fn whole_type(&mut self, t: Box<Type>) {
        self.ty = Some(*t);
    }

    pub(crate) fn specification(&mut self, l: u32, name: Name, r: u32) {
        self.part(l, PartKind::Specification(name), r);
    }

    pub(crate) fn doc(&mut self, l: u32, text: &str, r: u32) {
        self.part(l, PartKind::Doc(text.to_owned()), r);
    }

    pub(crate) fn item(&mut self, l: u32, kind: Box<ItemKind>, r: u32) {
        self.part(l, PartKind::Item(*kind), r);
    }

    pub(crate) fn main(&mut self, l: u32, e: Box<Expr>, r: u32) {
        self.has_main = true;
        self.part(l, PartKind::Main(*e), r);
    }

    // ---- names and literals

    pub(crate) fn name(&self, l: u32, text: &str, r: u32) -> Name {
        Name { text: text.into(), span: self.span(l, r) }
    }

    /// `m::base` is `m'base`.
    pub(crate) fn member(&self, l: u32, text: &str, r: u32) -> Name {
        Name { text: text.replace("::", "'").into(), span: self.span(l, r) }
    }

    fn integer(&mut self, l: u32, text: &str, r: u32) -> i64 {
        let (sign, digits) = match text.strip_prefix('~') {
            Some(digits) => ("-", digits),
            None => ("", text),
        };
        let (radix, digits) = match digits.strip_prefix("0x") {
            Some(digits) => (16, digits),
            None => (10, digits),
        };
        i64::from_str_radix(&format!("{sign}{digits}"), radix).unwrap_or_else(|_| {
            let span = self.span(l, r);
            let message = format!("`{text}` does not fit into 64 bits");
            let range = "integers reach from ~9223372036854775808 to 9223372036854775807";
            let error = Diagnostic::error(codes::MALFORMED_LITERAL, span, message);
            self.diagnostics.push(error.note(range).help("write a number in this range"));
            0
        })
    }

    pub(crate) fn int(&mut self, l: u32, text: &str, r: u32) -> Literal {
        Literal::Int(self.integer(l, text, r))
    }

    pub(crate) fn string(&self, text: &str) -> Literal {
        Literal::Str(literal::value(text))
    }

    pub(crate) fn atom(&self, text: &str) -> Literal {
        Literal::Token(literal::value(text))
    }

    pub(crate) fn atoms(&self, text: &str) -> Literal {
        Literal::TokenList(literal::words(text))
    }

    pub(crate) fn token_list(&self, l: u32, text: &str, r: u32) -> Box<Expr> {
        self.expr(l, ExprKind::Lit(self.atoms(text)), r)
    }

    pub(crate) fn tokens(&self, l: u32, texts: Vec<&str>, r: u32) -> Box<Expr> {
        let tokens = texts.into_iter().map(literal::value).collect();
        self.expr(l, ExprKind::Lit(Literal::TokenList(tokens)), r)
    }

    // ---- declarations

    pub(crate) fn fixity(
        &mut self,
        right: bool,
        written: Option<(u32, &str, u32)>,
        operator: Name,
    ) -> Box<Fixity> {
        let precedence = written.map_or(0, |(l, text, r)| {
            let precedence = self.integer(l, text, r);
            if !(0..=9).contains(&precedence) {
                let span = self.span(l, r);
                let message = format!("`{text}` is no precedence");
                let error = Diagnostic::error(codes::BAD_FIXITY, span, message);
                self.diagnostics.push(
                    error
                        .expected("a number from 0 to 9", format!("`{text}`"))
                        .help("write one digit: operators of a greater number bind tighter"),
                );
            }
            precedence
        });
        Box::new(Fixity { right, precedence, operator })
    }

    pub(crate) fn head(
        &mut self,
        fixity: Option<Box<Fixity>>,
        target: Box<Pattern>,
        args: Vec<Pattern>,
        ty: Option<Box<Type>>,
    ) -> Box<BindHead> {
        self.irrefutable(&target);
        for arg in &args {
            self.irrefutable(arg);
        }
        let (fixity, ty) = (fixity.map(|fixity| *fixity), ty.map(|ty| *ty));
        Box::new(BindHead { fixity, target: *target, args, ty })
    }

    pub(crate) fn binding(
        &mut self,
        l: u32,
        head: Box<BindHead>,
        body: Box<Expr>,
        r: u32,
    ) -> Box<Binding> {
        let BindHead { fixity, target, args, ty } = *head;
        Box::new(Binding { fixity, target, args, ty, body: *body, span: self.span(l, r) })
    }

    fn check_recursive(&mut self, binding: &Binding) {
        if binding.args.is_empty() {
            self.syntax(
                binding.target.span,
                "`letrec` defines a function, but there is no parameter",
                "write `let` for a value",
            );
        }
    }

    pub(crate) fn letrec(&mut self, binding: Binding) -> ItemKind {
        self.check_recursive(&binding);
        ItemKind::LetRec(binding)
    }

    pub(crate) fn classrec(&mut self, binding: Binding) -> ItemKind {
        if binding.args.len() != 1 || binding.fixity.is_some() {
            self.syntax(
                binding.target.span,
                "a `classrec` takes exactly one parameter",
                "write `classrec F p = X || Y >>= F`; `p` may be a tuple",
            );
        }
        ItemKind::ClassRec(binding)
    }

    pub(crate) fn property(
        &mut self,
        kind: PropertyKind,
        name: Name,
        (first, second): (Box<Pattern>, Option<Box<Pattern>>),
        observed: Box<(Name, Vec<Pattern>)>,
        with: Option<With>,
        body: Box<Expr>,
    ) -> Box<ItemKind> {
        let ((class, args), first, second) = (*observed, *first, second.map(|second| *second));
        let with = with.map(|(pattern, class, condition)| PropertyWith {
            pattern: pattern.map(|pattern| *pattern),
            class,
            condition: condition.map(|(state, condition)| (*state, *condition)),
        });
        let state = with.iter().flat_map(|w| w.condition.iter().map(|(p, _)| p));
        let input = with.iter().flat_map(|w| w.pattern.iter());
        for pattern in std::iter::once(&first).chain(&second).chain(&args).chain(input).chain(state)
        {
            self.irrefutable(pattern);
        }
        let property = Property { kind, name, first, second, class, args, with, body: *body };
        Box::new(ItemKind::Property(property))
    }

    /// An argument of a constant.
    pub(crate) fn constant_arg(
        &self,
        name: Name,
        args: Option<Vec<ConstantArg>>,
        ty: Box<Type>,
    ) -> Box<ConstantArg> {
        Box::new(ConstantArg { name, args: args.unwrap_or_default(), ty: *ty })
    }

    // ---- patterns and types

    pub(crate) fn pattern(&self, l: u32, kind: PatternKind, r: u32) -> Box<Pattern> {
        Box::new(Pattern { kind, span: self.span(l, r) })
    }

    /// A variable.
    pub(crate) fn var(&self, name: Name) -> Box<Pattern> {
        Box::new(Pattern { span: name.span, kind: PatternKind::Var(name) })
    }

    pub(crate) fn struct_pattern(&mut self, l: u32, r: u32) -> Box<Pattern> {
        let span = self.span(l, r);
        let message = "`struct` patterns are not part of the language";
        let error = Diagnostic::error(codes::ILLEGAL_PATTERN, span, message);
        self.diagnostics
            .push(error.help("take the value apart with a tuple pattern, as in `(a, b)`"));
        self.pattern(l, PatternKind::Wild, r)
    }

    /// Checks a pattern of a `case` arm, where every form is allowed.
    pub(crate) fn case_pattern(&mut self, pattern: Pattern) -> Pattern {
        let mut names = Vec::new();
        self.distinct(&pattern, &mut names);
        pattern
    }

    /// Checks a pattern of any other place, which must match every value.
    fn irrefutable(&mut self, pattern: &Pattern) {
        self.always_matches(pattern);
        self.distinct(pattern, &mut Vec::new());
    }

    fn always_matches(&mut self, pattern: &Pattern) {
        let what = match &pattern.kind {
            PatternKind::Wild | PatternKind::Var(_) | PatternKind::Unit => return,
            PatternKind::Tuple(parts) => {
                return parts.iter().for_each(|part| self.always_matches(part));
            }
            PatternKind::Ascribe(inner, _) => return self.always_matches(inner),
            PatternKind::Lit(_) => "a literal",
            PatternKind::List(_) => "a list",
            PatternKind::Cons(..) => "a list",
            PatternKind::Constructor(..) => "a constructor",
        };
        let message = format!("{what} cannot be matched here");
        let error = Diagnostic::error(codes::ILLEGAL_PATTERN, pattern.span, message)
            .expected("a variable, `_`, `()` or a tuple of these", what)
            .help("bind a variable and take it apart with `case`");
        self.diagnostics.push(error);
    }

    fn distinct(&mut self, pattern: &Pattern, names: &mut Vec<Name>) {
        match &pattern.kind {
            // These are never variables, whatever place they stand in.
            PatternKind::Var(name) if matches!(&*name.text, "true" | "false" | "nil") => {}
            PatternKind::Var(name) => {
                let first = names.iter().find(|earlier| earlier.text == name.text);
                if let Some(first) = first {
                    let message = format!("`{}` is bound twice in one pattern", name.text);
                    let error = Diagnostic::error(codes::DUPLICATE_VARIABLE, name.span, message);
                    self.diagnostics.push(
                        error
                            .label(first.span, "first bound here")
                            .help("give one of the two another name, or write `_`"),
                    );
                }
                names.push(name.clone());
            }
            PatternKind::Wild | PatternKind::Lit(_) | PatternKind::Unit => {}
            PatternKind::Tuple(parts) | PatternKind::List(parts) => {
                for part in parts {
                    self.distinct(part, names);
                }
            }
            PatternKind::Cons(head, tail) => {
                self.distinct(head, names);
                self.distinct(tail, names);
            }
            PatternKind::Constructor(_, inner) | PatternKind::Ascribe(inner, _) => {
                self.distinct(inner, names);
            }
        }
    }

    pub(crate) fn ty(&self, l: u32, kind: TypeKind, r: u32) -> Box<Type> {
        Box::new(Type { kind, span: self.span(l, r) })
    }

    /// `{e}` as a type: read, so that the message can be clear, but without meaning.
    pub(crate) fn brace_type(&mut self, l: u32, r: u32) -> Box<Type> {
        let span = self.span(l, r);
        self.syntax(span, "an expression in braces is no type", "write `{x : T | P}`");
        let name = Name { text: SmolStr::new_static("Top"), span };
        Box::new(Type { kind: TypeKind::Constructor(name, Vec::new()), span })
    }

    // ---- expressions

    pub(crate) fn expr(&self, l: u32, kind: ExprKind, r: u32) -> Box<Expr> {
        Box::new(Expr { kind, span: self.span(l, r) })
    }

    /// An expression in parentheses, which count as a part of it.
    pub(crate) fn grouped(&self, l: u32, mut inner: Box<Expr>, r: u32) -> Box<Expr> {
        inner.span = self.span(l, r);
        inner
    }

    pub(crate) fn value(&self, name: Name) -> Box<Expr> {
        Box::new(Expr { span: name.span, kind: ExprKind::Name(name) })
    }

    /// Operands and operators in a row. A run of one stays a run until it is grouped, so that an
    /// operator in parentheses is not taken for an infix one.
    pub(crate) fn run(&self, l: u32, elements: Vec<Expr>, r: u32) -> Box<Expr> {
        self.expr(l, ExprKind::Run(elements), r)
    }

    pub(crate) fn lambda(
        &mut self,
        l: u32,
        pattern: Box<Pattern>,
        body: Box<Expr>,
        r: u32,
    ) -> Box<Expr> {
        self.irrefutable(&pattern);
        self.expr(l, ExprKind::Lambda(*pattern, body), r)
    }

    pub(crate) fn delegate(
        &mut self,
        l: u32,
        x: Box<Expr>,
        p: Box<Pattern>,
        y: Box<Expr>,
        r: u32,
    ) -> Box<Expr> {
        self.irrefutable(&p);
        self.expr(l, ExprKind::Delegate(x, *p, y), r)
    }

    pub(crate) fn local(
        &mut self,
        l: u32,
        kind: LetKind,
        binding: Box<Binding>,
        body: Box<Expr>,
        r: u32,
    ) -> Box<Expr> {
        if kind == LetKind::LetRec {
            self.check_recursive(&binding);
        }
        self.expr(l, ExprKind::Let(kind, binding, body), r)
    }

    pub(crate) fn compose(
        &self,
        l: u32,
        function: Box<Expr>,
        composition: Composition,
        (inputs, prior): CompInputs,
        r: u32,
    ) -> Box<Expr> {
        self.expr(l, ExprKind::Compose { function, composition, inputs, prior }, r)
    }

    pub(crate) fn prior_self(&self, l: u32, default: Option<Box<Expr>>, r: u32) -> PriorSelf {
        PriorSelf { default, span: self.span(l, r) }
    }

    /// `State` and `Memory`: an initial value, then transitions with their classes.
    pub(crate) fn state(&mut self, l: u32, kind: StateKind, args: Vec<Expr>, r: u32) -> Box<Expr> {
        let (word, counts, max) = match kind {
            StateKind::State => ("State", "3, 5, 7, 9 or 11", 11),
            StateKind::Memory => ("Memory", "3, 5, 7 or 9", 9),
        };
        let given = args.len();
        if given < 3 || given.is_multiple_of(2) || given > max {
            let message = format!("`{word}` cannot take {given} arguments");
            let error = Diagnostic::error(codes::SYNTAX, self.span(l, r), message)
                .expected(format!("{counts} arguments"), given.to_string())
                .help(format!("write `{word} (initial, transition, class, …)`"));
            self.diagnostics.push(error);
            return self.expr(l, ExprKind::Error, r);
        }
        let mut args = args.into_iter();
        let Some(init) = args.next() else { return self.expr(l, ExprKind::Error, r) };
        let mut transitions = Vec::new();
        while let (Some(transition), Some(class)) = (args.next(), args.next()) {
            transitions.push((transition, class));
        }
        self.expr(l, ExprKind::State { kind, init: Box::new(init), transitions }, r)
    }
}
