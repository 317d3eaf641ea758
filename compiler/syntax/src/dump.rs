//! Tokens and trees as text, for `evc dump` and for tests.
//!
//! A tree is an s-expression: a node whose text fits on the line stays there; any other keeps its
//! leading names on the line and has the rest of its children below it, indented by two.

use std::fmt::Write as _;

use evc_base::{FileId, SourceMap, Span};

use crate::ast::*;
use crate::lexer;

/// The widest line a node may stand on.
const WIDTH: usize = 100;

/// One line a token: `line:column`, its kind, its text.
pub fn dump_tokens(file: FileId, text: &str) -> String {
    let mut sources = SourceMap::new();
    let own = sources.add("", text);
    let mut out = String::new();
    for (span, sort) in lexer::tokens(file, text).0 {
        let span = Span::new(own, span.start, span.end);
        let position = sources.position(span);
        let slice = sources.text(span).replace('\n', "\\n");
        let place = format!("{}:{}", position.line, position.column);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{place:<8}{sort:<14}{slice}");
    }
    out
}

/// The tree of a text.
pub fn dump_ast(program: &Program) -> String {
    let mut nodes = Vec::new();
    if let Some(name) = &program.name {
        nodes.push(list("specification", [leaf(name)]));
    }
    nodes.extend(program.items.iter().map(item));
    nodes.extend(program.main.iter().map(|e| list("main", [expr(e)])));
    nodes.extend(program.properties.iter().map(item));
    nodes.iter().map(|node| node.text() + "\n").collect()
}

/// The tree of one expression.
#[cfg(test)]
pub(crate) fn dump_expr(e: &Expr) -> String {
    expr(e).text()
}

/// The tree of one type.
#[cfg(test)]
pub(crate) fn dump_type(t: &Type) -> String {
    ty(t).text()
}

/// A node of the text form.
enum Node {
    Leaf(String),
    List(String, Vec<Node>),
}

impl Node {
    fn text(&self) -> String {
        let mut out = String::new();
        self.write(0, &mut out);
        out
    }

    fn flat(&self) -> String {
        match self {
            Self::Leaf(text) => text.clone(),
            Self::List(head, children) => {
                let mut out = format!("({head}");
                for child in children {
                    out.push(' ');
                    out.push_str(&child.flat());
                }
                out + ")"
            }
        }
    }

    /// The characters of the flat form, or something greater than `limit`.
    fn width(&self, limit: usize) -> usize {
        match self {
            Self::Leaf(text) => text.chars().count(),
            Self::List(head, children) => {
                let mut width = head.chars().count() + 2;
                for child in children {
                    if width > limit {
                        break;
                    }
                    width += 1 + child.width(limit - width);
                }
                width
            }
        }
    }

    fn write(&self, indent: usize, out: &mut String) {
        match self {
            Self::List(head, children) if self.width(WIDTH) + indent.min(WIDTH / 2) > WIDTH => {
                out.push('(');
                out.push_str(head);
                let leading = children.iter().take_while(|c| matches!(c, Self::Leaf(_))).count();
                let (names, rest) = children.split_at(leading);
                for name in names {
                    out.push(' ');
                    out.push_str(&name.flat());
                }
                for child in rest {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', indent + 2));
                    child.write(indent + 2, out);
                }
                out.push(')');
            }
            Self::Leaf(_) | Self::List(..) => out.push_str(&self.flat()),
        }
    }
}

fn list(head: impl Into<String>, children: impl IntoIterator<Item = Node>) -> Node {
    Node::List(head.into(), children.into_iter().collect())
}

fn leaf(name: &Name) -> Node {
    Node::Leaf(name.text.to_string())
}

fn names(names: &[Name]) -> Vec<Node> {
    names.iter().map(leaf).collect()
}

fn item(item: &Item) -> Node {
    let node = item_kind(&item.kind);
    match &item.doc {
        Some(doc) => list("doc", [Node::Leaf(format!("{doc:?}")), node]),
        None => node,
    }
}

fn item_kind(kind: &ItemKind) -> Node {
    match kind {
        ItemKind::Parameter { name, ty: t, constraint } => {
            let constraint = constraint.iter().map(expr);
            list("parameter", [leaf(name), ty(t)].into_iter().chain(constraint))
        }
        ItemKind::TypeParameter { vars, name, decider, ty } => {
            type_declaration("type-parameter", vars, name, decider.as_ref(), ty)
        }
        ItemKind::TypeConstant { vars, name, decider, ty } => {
            type_declaration("type-constant", vars, name, decider.as_ref(), ty)
        }
        ItemKind::SetParameter { name, element } => list("[set]", [leaf(name), ty(element)]),
        ItemKind::MapParameter { name, key, value } => {
            list("[map]", [leaf(name), ty(key), ty(value)])
        }
        ItemKind::Constant { name, args, ty: t, overloads } => {
            let args = list("args", args.iter().map(constant_arg));
            let overloads = overloads.iter().map(overloads_node);
            list("constant", [leaf(name), args, ty(t)].into_iter().chain(overloads))
        }
        ItemKind::TypeAlias { vars, name, ty } => type_declaration("type", vars, name, None, ty),
        ItemKind::Data { name, constructors } => {
            let cases = constructors.iter().map(|(c, t)| list(c.text.as_str(), [ty(t)]));
            list("data", std::iter::once(leaf(name)).chain(cases))
        }
        ItemKind::Variable { names, ty: t } => {
            list("variable", names.iter().map(leaf).chain([ty(t)]))
        }
        ItemKind::Message { direction, name, header, ty: t } => {
            let word = match direction {
                Direction::Input => "input",
                Direction::Internal => "internal",
                Direction::Output => "output",
            };
            let header = header.iter().map(expr);
            list(word, std::iter::once(leaf(name)).chain(header).chain([ty(t)]))
        }
        ItemKind::Import(list_of) => list("import", names(list_of)),
        ItemKind::ImportType(list_of) => list("import-type", names(list_of)),
        ItemKind::Export(list_of) => list("export", names(list_of)),
        ItemKind::Assume(list_of) => list("assume", names(list_of)),
        ItemKind::Guarantee(list_of) => list("guarantee", names(list_of)),
        ItemKind::Options(list_of) => list("options", names(list_of)),
        ItemKind::Include { file, args } => {
            list("include", std::iter::once(leaf(file)).chain(args.iter().map(include_arg)))
        }
        ItemKind::TypeOf(name) => list("typeof", [leaf(name)]),
        ItemKind::Fixity(f) => fixity(f),
        ItemKind::Let(b) => binding("let", b, []),
        ItemKind::LetRec(b) => binding("letrec", b, []),
        ItemKind::Class { single, binding: b } => {
            binding(if *single { "class*" } else { "class" }, b, [])
        }
        ItemKind::ClassRec(b) => binding("classrec", b, []),
        ItemKind::AbsType { name, ty: t, bindings } => {
            let bindings = bindings.iter().map(|b| binding("let", b, []));
            list("abstype", [leaf(name), ty(t)].into_iter().chain(bindings))
        }
        ItemKind::Property(p) => property(p),
        ItemKind::Error => list("error", []),
    }
}

fn type_declaration(
    head: &str,
    vars: &[Name],
    name: &Name,
    decider: Option<&Name>,
    t: &Type,
) -> Node {
    let vars = (!vars.is_empty()).then(|| list("vars", names(vars)));
    let decider = decider.map(leaf);
    list(head, vars.into_iter().chain([leaf(name)]).chain(decider).chain([ty(t)]))
}

fn constant_arg(arg: &ConstantArg) -> Node {
    let inner = (!arg.args.is_empty()).then(|| list("args", arg.args.iter().map(constant_arg)));
    list(arg.name.text.as_str(), inner.into_iter().chain([ty(&arg.ty)]))
}

fn overloads_node(overloads: &Overloads) -> Node {
    let choices = overloads.choices.iter().map(|(name, types)| {
        let name = name.iter().map(leaf);
        list("choice", name.chain(types.iter().map(ty)))
    });
    list("with", std::iter::once(list("vars", names(&overloads.vars))).chain(choices))
}

fn include_arg(arg: &IncludeArg) -> Node {
    match arg {
        IncludeArg::Value(name, e) => list("=", [leaf(name), expr(e)]),
        IncludeArg::Type(name, t) => list("type", [leaf(name), ty(t)]),
        IncludeArg::Interface(name, e) => list("interface", [leaf(name), expr(e)]),
    }
}

fn fixity(f: &Fixity) -> Node {
    let word = if f.right { "infixr" } else { "infix" };
    list(word, [Node::Leaf(f.precedence.to_string()), leaf(&f.operator)])
}

fn binding<const N: usize>(head: &str, b: &Binding, body: [Node; N]) -> Node {
    let fixity = b.fixity.iter().map(fixity);
    let shown = std::iter::once(pattern(&b.target)).chain(b.args.iter().map(pattern));
    let annotation = b.ty.iter().map(|t| list(":", [ty(t)]));
    let bound = std::iter::once(expr(&b.body));
    list(head, fixity.chain(shown).chain(annotation).chain(bound).chain(body))
}

fn property(p: &Property) -> Node {
    let word = match p.kind {
        PropertyKind::Invariant => "invariant",
        PropertyKind::Ordering => "ordering",
        PropertyKind::Consistency => "consistency",
        PropertyKind::Progress => "progress",
        PropertyKind::Memory => "memory",
    };
    let on = list("on", std::iter::once(&p.first).chain(&p.second).map(pattern));
    let observed = list("in", std::iter::once(leaf(&p.class)).chain(p.args.iter().map(pattern)));
    let with = p.with.iter().map(|with| {
        let condition =
            with.condition.iter().map(|(s, e)| list("condition", [pattern(s), expr(e)]));
        let input = with.pattern.iter().map(pattern);
        list("with", input.chain([leaf(&with.class)]).chain(condition))
    });
    list(word, [leaf(&p.name), on, observed].into_iter().chain(with).chain([expr(&p.body)]))
}

fn pattern(p: &Pattern) -> Node {
    match &p.kind {
        PatternKind::Wild => Node::Leaf("_".into()),
        PatternKind::Var(name) => leaf(name),
        PatternKind::Lit(l) => literal(l),
        PatternKind::Unit => Node::Leaf("()".into()),
        PatternKind::Tuple(parts) => list("tuple", parts.iter().map(pattern)),
        PatternKind::List(parts) => list("list", parts.iter().map(pattern)),
        PatternKind::Cons(a, b) => list(".", [pattern(a), pattern(b)]),
        PatternKind::Constructor(name, inner) => list(name.text.as_str(), [pattern(inner)]),
        PatternKind::Ascribe(inner, t) => list(":", [pattern(inner), ty(t)]),
    }
}

fn ty(t: &Type) -> Node {
    match &t.kind {
        TypeKind::Var(name) => leaf(name),
        TypeKind::Constructor(name, args) if args.is_empty() => leaf(name),
        TypeKind::Constructor(name, args) => list(name.text.as_str(), args.iter().map(ty)),
        TypeKind::Product(parts) => list("*", parts.iter().map(ty)),
        TypeKind::Sum(a, b) => list("+", [ty(a), ty(b)]),
        TypeKind::Arrow(a, b) => list("->", [ty(a), ty(b)]),
        TypeKind::DependentArrow(name, a, b) => list("->", [leaf(name), ty(a), ty(b)]),
        TypeKind::Subset(name, base, e) => list("subset", [leaf(name), ty(base), expr(e)]),
    }
}

fn literal(l: &Literal) -> Node {
    Node::Leaf(match l {
        Literal::Int(n) => n.to_string(),
        Literal::Real(text) => text.to_string(),
        Literal::Str(text) => format!("{text:?}"),
        Literal::Token(text) => format!("`{text}`"),
        Literal::TokenList(tokens) => format!("``{}``", tokens.join(" ")),
    })
}

fn expr(e: &Expr) -> Node {
    match &e.kind {
        ExprKind::Name(name) => leaf(name),
        ExprKind::Op(name) => list("op", [leaf(name)]),
        ExprKind::Lit(l) => literal(l),
        ExprKind::TypeArg(t) => list("::", [ty(t)]),
        ExprKind::Unit => Node::Leaf("()".into()),
        ExprKind::Null => Node::Leaf("Null".into()),
        ExprKind::Error => list("error", []),
        ExprKind::Tuple(parts) => list("tuple", parts.iter().map(expr)),
        ExprKind::List(parts) => list("list", parts.iter().map(expr)),
        ExprKind::Bag(parts) => list("bag", parts.iter().map(expr)),
        ExprKind::Run(parts) => list("run", parts.iter().map(expr)),
        ExprKind::Negate(e) => list("~", [expr(e)]),
        ExprKind::ToBag(e) => list("/~", [expr(e)]),
        ExprKind::ToInt(e) => list("#", [expr(e)]),
        ExprKind::Apply(f, x) => apply(f, x),
        ExprKind::Infix(a, name, b) => list(name.text.as_str(), [expr(a), expr(b)]),
        ExprKind::Connective(c, a, b) => list(connective(*c), [expr(a), expr(b)]),
        ExprKind::Quantified { quantifier, names, ty: t, body } => {
            let word = match quantifier {
                Quantifier::Forall => "forall",
                Quantifier::Exists => "exists",
            };
            list(word, names.iter().map(leaf).chain([ty(t), expr(body)]))
        }
        ExprKind::Observes(c, v, e) => list("observes", [expr(c), expr(v), expr(e)]),
        ExprKind::Ascribe(e, t) => list(":", [expr(e), ty(t)]),
        ExprKind::Lambda(p, body) => list("\\", [pattern(p), expr(body)]),
        ExprKind::If(a, b, c) => list("if", [expr(a), expr(b), expr(c)]),
        ExprKind::Let(kind, b, body) => {
            let word = match kind {
                LetKind::Let => "let-in",
                LetKind::LetRec => "letrec-in",
                LetKind::Class => "class-in",
                LetKind::Where => "where",
            };
            binding(word, b, [expr(body)])
        }
        ExprKind::Case(e, arms) => {
            let arms = arms.iter().map(|(p, e)| list("of", [pattern(p), expr(e)]));
            list("case", std::iter::once(expr(e)).chain(arms))
        }
        ExprKind::Compose { function, composition, inputs, prior } => {
            compose(function, *composition, inputs, prior.as_ref())
        }
        ExprKind::State { kind, init, transitions } => {
            let word = match kind {
                StateKind::State => "State",
                StateKind::Memory => "Memory",
            };
            let pairs = transitions.iter().map(|(t, x)| list("on", [expr(t), expr(x)]));
            list(word, std::iter::once(expr(init)).chain(pairs))
        }
        ExprKind::Form(form, x) => list(class_form(*form), [expr(x)]),
        ExprKind::Local(x, l, h) => list("Local", [expr(x), expr(l), expr(h)]),
        ExprKind::Delegate(x, p, y) => list(">>", [expr(x), pattern(p), expr(y)]),
        ExprKind::Any(e) => list("any", [expr(e)]),
        ExprKind::Msg(h, e) => list("MSG", [expr(h), expr(e)]),
        ExprKind::Wait(t, e) => list("wait", [expr(t), expr(e)]),
    }
}

fn compose(f: &Expr, composition: Composition, inputs: &[Expr], prior: Option<&PriorSelf>) -> Node {
    let word = match composition {
        Composition::Simple => "o",
        Composition::General => "O",
    };
    let prior = prior.map(|p| list("Prior-self", p.default.iter().map(|default| expr(default))));
    list(word, std::iter::once(expr(f)).chain(inputs.iter().map(expr)).chain(prior))
}

/// `f x y` is one node.
fn apply(f: &Expr, x: &Expr) -> Node {
    let (mut function, mut args) = (f, vec![x]);
    while let ExprKind::Apply(f, x) = &function.kind {
        function = f;
        args.push(x);
    }
    args.push(function);
    list("apply", args.into_iter().rev().map(expr))
}

fn connective(connective: Connective) -> &'static str {
    match connective {
        Connective::And => "&",
        Connective::Or => "or",
        Connective::Conj => "/\\",
        Connective::Disj => "\\/",
        Connective::Implies => "=>",
        Connective::Iff => "<=>",
    }
}

fn class_form(form: ClassForm) -> &'static str {
    match form {
        ClassForm::Prior => "Prior",
        ClassForm::Once => "Once",
        ClassForm::Output => "Output",
        ClassForm::OnLoc => "OnLoc",
        ClassForm::Skip => "Skip",
    }
}
