//! Expressions to documents, with the fewest parentheses that the operator table (language
//! reference, section 2.8) allows.

use crate::ast::*;

use super::Printer;
use super::doc::{Doc, align, concat, group, nest, opening, token};
use super::terms::{Tightness, brackets, is_sort, literal, name, parens, spaced};

/// How tightly a place binds: from 0, anything, through the levels of layer 2 and of layer 1, to
/// [`ATOM`]. What is looser than its place is put in parentheses.
type Level = i64;

const WHOLE: Level = 0;
const DELEGATE: Level = 1;
const OR: Level = 2;
const AND: Level = 3;
const DISJ: Level = 4;
const CONJ: Level = 5;
const IFF: Level = 6;
const CLOSED: Level = 7;
/// The loosest operator of layer 1; there are twenty levels of them.
const RUN: Level = 8;
const APPLY: Level = 28;
const ATOM: Level = 29;

/// What comes after an expression, as far as an expression that extends to the right as far as
/// possible could take it for its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follow {
    /// Nothing.
    End,
    /// Another arm of a `case`.
    Arm,
    /// `>>` or `=>`, which end an `if`.
    Weak,
    /// Any other operator.
    Strong,
}

/// The place of an expression.
#[derive(Clone, Copy)]
struct Place {
    level: Level,
    follow: Follow,
}

impl Place {
    fn new(level: Level, follow: Follow) -> Self {
        Self { level, follow }
    }

    /// Whether an expression needs parentheses here.
    fn encloses(self, e: &ExprKind, level: Level) -> bool {
        let Self { level: least, follow } = self;
        match e {
            ExprKind::If(..) => least > IFF || follow == Follow::Strong,
            ExprKind::Case(..) => least > IFF || follow != Follow::End,
            ExprKind::Lambda(..) | ExprKind::Quantified { .. } | ExprKind::Let(..) => {
                least > IFF || !matches!(follow, Follow::End | Follow::Arm)
            }
            _ => level < least,
        }
    }
}

fn connective(c: Connective) -> (Level, &'static str) {
    match c {
        Connective::Implies => (WHOLE, "=>"),
        Connective::Or => (OR, "or"),
        Connective::And => (AND, "&"),
        Connective::Disj => (DISJ, "\\/"),
        Connective::Conj => (CONJ, "/\\"),
        Connective::Iff => (IFF, "<=>"),
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

/// Whether an element is short enough for several of them to share a line.
fn is_small(e: &Expr) -> bool {
    matches!(
        e.kind,
        ExprKind::Name(_) | ExprKind::Lit(_) | ExprKind::Unit | ExprKind::Null | ExprKind::Op(_)
    )
}

/// A line break, if `needed`, or a place for one.
fn line(needed: bool) -> Doc {
    if needed { Doc::Hard } else { Doc::Line }
}

/// Whether an expression begins with a local definition.
fn is_local(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Let(kind, ..) if *kind != LetKind::Where)
}

impl Printer {
    /// An expression that stands alone: in brackets, between words, or as a declaration's body.
    pub(super) fn whole(&mut self, e: &Expr) -> Doc {
        self.expr(e, Place::new(WHOLE, Follow::End))
    }

    /// An expression where only a name or something in brackets can stand.
    pub(super) fn atom(&mut self, e: &Expr) -> Doc {
        self.expr(e, Place::new(ATOM, Follow::Strong))
    }

    fn level(&self, e: &ExprKind) -> Level {
        match e {
            ExprKind::Connective(c, ..) => connective(*c).0,
            ExprKind::Delegate(..) => DELEGATE,
            ExprKind::Observes(..) | ExprKind::Ascribe(..) | ExprKind::Compose { .. } => CLOSED,
            ExprKind::ToBag(_) | ExprKind::ToInt(_) => RUN,
            ExprKind::Infix(_, operator, _) => self.strength(&operator.text).0,
            ExprKind::Apply(..) | ExprKind::Run(_) => APPLY,
            _ => ATOM,
        }
    }

    /// The level of an operator of layer 1, and whether it associates to the right.
    fn strength(&self, operator: &str) -> (Level, bool) {
        let strength = self.scope.strength(operator);
        strength.map_or((RUN, true), |strength| (RUN + strength.level, strength.right))
    }

    fn expr(&mut self, e: &Expr, at: Place) -> Doc {
        let enclosed = at.encloses(&e.kind, self.level(&e.kind));
        let follow = if enclosed { Follow::End } else { at.follow };
        parens(enclosed, self.bare(e, follow))
    }

    fn bare(&mut self, e: &Expr, follow: Follow) -> Doc {
        match &e.kind {
            ExprKind::Infix(..) => self.infix(e),
            ExprKind::Apply(..) => self.apply(e),
            ExprKind::Connective(c, ..) => self.connectives(*c, e, follow),
            ExprKind::Quantified { .. } => self.quantified(e, follow),
            ExprKind::Observes(c, v, e) => {
                let parts = [self.atom(c), self.atom(v), self.atom(e)];
                let [c, v, e] = parts;
                let at = [token("@"), Doc::Space, e];
                let observed = [token("observes"), Doc::Space, v, Doc::Fill];
                group([c, Doc::Fill].into_iter().chain(observed).chain(at))
            }
            ExprKind::Ascribe(inner, ty) => {
                let inner = self.expr(inner, Place::new(CLOSED, Follow::Strong));
                self.ascription(inner, ty)
            }
            ExprKind::Lambda(..) => self.lambda(e, follow),
            ExprKind::If(..) => self.conditional(e, follow),
            ExprKind::Let(LetKind::Where, binding, body) => {
                let outside = self.scope.enter();
                binding.fixity.iter().for_each(|fixity| self.scope.declare(fixity));
                let body = self.atom(body);
                let binding = self.binding("where", binding, false, follow);
                self.scope.leave(outside);
                group([body, Doc::Line, binding])
            }
            ExprKind::Let(..) => group([self.locals(e, false, follow)]),
            ExprKind::Case(scrutinee, arms) => self.case(scrutinee, arms, follow),
            ExprKind::Compose { function, composition, inputs, prior } => {
                self.compose(function, *composition, inputs, prior.as_ref())
            }
            ExprKind::Delegate(..) => self.delegations(e, follow),
            _ => self.atomic(e),
        }
    }

    /// The forms that need no parentheses, and those that are printed like them.
    fn atomic(&mut self, e: &Expr) -> Doc {
        match &e.kind {
            ExprKind::Name(n) => name(n),
            // Without parentheses it reads like an operand and an operator.
            ExprKind::Op(n) => parens(true, concat([token("op"), Doc::Space, name(n)])),
            ExprKind::Lit(l) => literal(l),
            ExprKind::TypeArg(t) => concat([token("::"), self.ty(t, Tightness::Atom)]),
            ExprKind::Unit => concat([token("("), token(")")]),
            ExprKind::Null => token("Null"),
            ExprKind::Tuple(parts) => self.elements("(", parts.iter(), ",", ")"),
            ExprKind::Bag(parts) => self.elements("{", parts.iter(), ";", "}"),
            ExprKind::List(parts) => {
                let word = match parts.as_slice() {
                    [Expr { kind: ExprKind::Name(n), .. }] => is_sort(n),
                    _ => false,
                };
                spaced(word, self.elements("[", parts.iter(), ";", "]"))
            }
            ExprKind::Run(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| self.atom(part)).collect();
                concat(parts.into_iter().flat_map(|part| [part, Doc::Space]))
            }
            ExprKind::Negate(inner) => {
                let named = matches!(inner.kind, ExprKind::Name(_));
                concat([token("~"), parens(named, self.atom(inner))])
            }
            ExprKind::ToBag(inner) => concat([self.atom(inner), token("/~")]),
            ExprKind::ToInt(inner) => concat([self.atom(inner), token("#")]),
            ExprKind::State { kind, init, transitions } => self.state(*kind, init, transitions),
            ExprKind::Form(form, x) => self.call(class_form(*form), &[x]),
            ExprKind::Local(x, l, h) => self.call("Local", &[x, l, h]),
            ExprKind::Any(e) => self.call("any", &[e]),
            ExprKind::Msg(header, e) => self.call("MSG", &[header, e]),
            ExprKind::Wait(time, e) => self.call("wait", &[time, e]),
            ExprKind::Error => token("error"),
            ExprKind::Infix(..)
            | ExprKind::Apply(..)
            | ExprKind::Connective(..)
            | ExprKind::Quantified { .. }
            | ExprKind::Observes(..)
            | ExprKind::Ascribe(..)
            | ExprKind::Lambda(..)
            | ExprKind::If(..)
            | ExprKind::Let(..)
            | ExprKind::Case(..)
            | ExprKind::Compose { .. }
            | ExprKind::Delegate(..) => self.bare(e, Follow::End),
        }
    }

    fn elements<'e>(
        &mut self,
        open: &str,
        parts: impl Iterator<Item = &'e Expr> + Clone,
        separator: &str,
        close: &str,
    ) -> Doc {
        let small = parts.clone().all(is_small);
        let docs = parts.map(|part| self.whole(part)).collect();
        brackets(open, docs, separator, close, small)
    }

    fn call(&mut self, word: &str, args: &[&Expr]) -> Doc {
        concat([token(word), self.elements("(", args.iter().copied(), ",", ")")])
    }

    /// `State` and `Memory`: the initial value, then a transition and its class on each line.
    fn state(&mut self, kind: StateKind, init: &Expr, transitions: &[(Expr, Expr)]) -> Doc {
        let word = match kind {
            StateKind::State => "State",
            StateKind::Memory => "Memory",
        };
        let mut inside = vec![self.whole(init)];
        for (transition, class) in transitions {
            let transition = self.whole(transition);
            let class = self.whole(class);
            let pair = group([transition, token(","), Doc::Line, class]);
            inside.extend([token(","), Doc::Line, pair]);
        }
        group([token(word), Doc::Space, token("("), align(inside), token(")")])
    }

    /// Operators of one level in a row. `||` goes on a line of its own for each operand, `@` stays
    /// behind what it places, others share the line as long as it lasts.
    fn infix(&mut self, e: &Expr) -> Doc {
        let ExprKind::Infix(_, operator, _) = &e.kind else { return self.atom(e) };
        let (level, right) = self.strength(&operator.text);
        let same = |this: &Self, e: &Expr| this.level(&e.kind) == level;
        let (mut operands, mut operators, mut spine) = (Vec::new(), Vec::new(), e);
        while let ExprKind::Infix(a, operator, b) = &spine.kind {
            let (next, operand) = if right { (b, a) } else { (a, b) };
            operands.push(&**operand);
            operators.push(operator);
            spine = next;
            if !same(self, spine) {
                break;
            }
        }
        operands.push(spine);
        if !right {
            operands.reverse();
            operators.reverse();
        }
        let mut docs = Vec::new();
        let mut operators = operators.into_iter();
        for operand in operands {
            let operand = self.expr(operand, Place::new(level + 1, Follow::Strong));
            if docs.is_empty() {
                docs.push(operand);
            } else if let Some(operator) = operators.next() {
                docs.push(match operator.text.as_str() {
                    "||" => Doc::Line,
                    "@" => Doc::Space,
                    _ => Doc::Fill,
                });
                docs.extend([name(operator), Doc::Space, align([operand])]);
            }
        }
        group([align(docs)])
    }

    /// `f x y`
    fn apply(&mut self, e: &Expr) -> Doc {
        let (mut function, mut args) = (e, Vec::new());
        while let ExprKind::Apply(f, x) = &function.kind {
            args.push(&**x);
            function = f;
        }
        let prefix = matches!(&function.kind, ExprKind::Name(n) if n.text == "!");
        let function = self.atom(function);
        let mut docs = Vec::new();
        for (at, arg) in args.into_iter().rev().enumerate() {
            let arg = self.atom(arg);
            if !(prefix && at == 0) {
                docs.push(Doc::Fill);
            }
            docs.push(arg);
        }
        group([function, nest(2, docs)])
    }

    fn connectives(&mut self, c: Connective, e: &Expr, follow: Follow) -> Doc {
        let (level, word) = connective(c);
        let before = if c == Connective::Implies { Follow::Weak } else { Follow::Strong };
        let (mut docs, mut spine) = (Vec::new(), e);
        while let ExprKind::Connective(next, a, b) = &spine.kind {
            if *next != c {
                break;
            }
            docs.push(align([self.expr(a, Place::new(level + 1, before))]));
            docs.extend([Doc::Line, token(word), Doc::Space]);
            spine = b;
        }
        docs.push(align([self.expr(spine, Place::new(level, follow))]));
        group([align(docs)])
    }

    fn delegations(&mut self, e: &Expr, follow: Follow) -> Doc {
        let (mut docs, mut spine) = (Vec::new(), e);
        while let ExprKind::Delegate(x, p, y) = &spine.kind {
            docs.push(self.expr(x, Place::new(OR, Follow::Weak)));
            docs.extend([Doc::Line, token(">>"), Doc::Space]);
            docs.push(self.pattern(p, Tightness::Whole));
            docs.extend([Doc::Space, token(">>"), Doc::Space]);
            spine = y;
        }
        docs.push(align([self.expr(spine, Place::new(DELEGATE, follow))]));
        group([align(docs)])
    }

    /// `forall x : T. exists y : U. e`: the quantifiers stay together.
    fn quantified(&mut self, e: &Expr, follow: Follow) -> Doc {
        let (mut docs, mut rest) = (Vec::new(), e);
        while let ExprKind::Quantified { quantifier, names, ty, body } = &rest.kind {
            if !docs.is_empty() {
                docs.push(Doc::Fill);
            }
            docs.push(token(match quantifier {
                Quantifier::Forall => "forall",
                Quantifier::Exists => "exists",
            }));
            docs.extend(names.iter().flat_map(|n| [Doc::Space, name(n)]));
            docs.extend([Doc::Space, token(":"), Doc::Space, self.ty(ty, Tightness::Whole)]);
            docs.push(token("."));
            rest = body;
        }
        let body = self.expr(rest, Place::new(WHOLE, follow));
        docs.push(nest(2, [Doc::Line, body]));
        group([align(docs)])
    }

    /// `\x. \y. e`: the parameters stay together.
    fn lambda(&mut self, e: &Expr, follow: Follow) -> Doc {
        let (mut docs, mut body) = (Vec::new(), e);
        while let ExprKind::Lambda(pattern, inner) = &body.kind {
            if !docs.is_empty() {
                docs.push(Doc::Space);
            }
            docs.extend([token("\\"), self.lambda_pattern(pattern), token(".")]);
            body = inner;
        }
        let body = self.expr(body, Place::new(WHOLE, follow));
        docs.push(nest(2, [Doc::Line, body]));
        group([align(docs)])
    }

    /// `if a then b else if c then d else e`, with the `else` branches below each other.
    fn conditional(&mut self, e: &Expr, follow: Follow) -> Doc {
        let (mut docs, mut rest) = (Vec::new(), e);
        while let ExprKind::If(condition, yes, no) = &rest.kind {
            let condition = self.whole(condition);
            let yes = self.whole(yes);
            let test = [token("if"), Doc::Space, align([condition]), Doc::Line];
            let branch = [token("then"), Doc::Space, align([yes])];
            docs.push(group(test.into_iter().chain(branch)));
            docs.extend([Doc::Line, token("else"), Doc::Space]);
            rest = no;
        }
        docs.push(align([self.expr(rest, Place::new(OR, follow))]));
        group([align(docs)])
    }

    /// Local definitions one after another and what they are for; each begins a line if
    /// `own_lines` holds, and where it has to otherwise.
    fn locals(&mut self, e: &Expr, own_lines: bool, follow: Follow) -> Doc {
        let outside = self.scope.enter();
        let (mut docs, mut rest) = (Vec::new(), e);
        while let ExprKind::Let(kind, binding, body) = &rest.kind {
            let word = match kind {
                LetKind::Let => "let",
                LetKind::LetRec => "letrec",
                LetKind::Class => "class",
                LetKind::Where => break,
            };
            docs.push(self.binding(word, binding, false, Follow::End));
            docs.extend([line(own_lines), token("in"), Doc::Space]);
            rest = body;
        }
        docs.push(align([self.expr(rest, Place::new(WHOLE, follow))]));
        self.scope.leave(outside);
        align(docs)
    }

    fn case(&mut self, scrutinee: &Expr, arms: &[(Pattern, Expr)], follow: Follow) -> Doc {
        let scrutinee = self.expr(scrutinee, Place::new(WHOLE, Follow::Arm));
        let mut docs = Vec::new();
        for (at, (pattern, body)) in arms.iter().enumerate() {
            let follow = if at + 1 == arms.len() { follow } else { Follow::Arm };
            let pattern = self.pattern(pattern, Tightness::Whole);
            let body = self.expr(body, Place::new(WHOLE, follow));
            let head = [token("of"), Doc::Space, pattern, Doc::Space, token("=>")];
            let body = nest(2, [Doc::Line, body]);
            docs.push(if arms.len() > 1 { Doc::Hard } else { Doc::Line });
            docs.push(group(head.into_iter().chain([body])));
        }
        let head = [token("case"), Doc::Space, align([scrutinee])];
        group([align(head.into_iter().chain([nest(2, docs)]))])
    }

    fn compose(
        &mut self,
        function: &Expr,
        composition: Composition,
        inputs: &[Expr],
        prior: Option<&PriorSelf>,
    ) -> Doc {
        let word = match composition {
            Composition::Simple => "o",
            Composition::General => "O",
        };
        let function = self.expr(function, Place::new(CLOSED, Follow::Strong));
        let operand = match (inputs, prior) {
            ([Expr { kind: ExprKind::Name(n), .. }], None) => name(n),
            _ => {
                let small = prior.is_none() && inputs.iter().all(is_small);
                let mut parts: Vec<_> = inputs.iter().map(|input| self.whole(input)).collect();
                parts.extend(prior.map(|prior| self.prior(prior)));
                brackets("(", parts, ",", ")", small)
            }
        };
        group([function, nest(2, [Doc::Fill, token(word), Doc::Space, operand])])
    }

    fn prior(&mut self, prior: &PriorSelf) -> Doc {
        let mut docs = vec![token("Prior"), token("("), token("self"), token(")")];
        if let Some(default) = &prior.default {
            docs.extend([Doc::Space, token("?"), Doc::Space, self.whole(default)]);
        }
        concat(docs)
    }

    /// A definition as a declaration. Local definitions in its body have their own lines; what it
    /// declares an operator is one from there on.
    pub(super) fn definition(&mut self, word: &str, binding: &Binding) -> Doc {
        self.binding(word, binding, is_local(&binding.body), Follow::End)
    }

    /// `let f x y : T = e`
    fn binding(&mut self, word: &str, b: &Binding, own_lines: bool, follow: Follow) -> Doc {
        let target = if let Some(fixity) = &b.fixity {
            self.scope.declare(fixity);
            self.fixity(fixity)
        } else {
            self.argument(&b.target)
        };
        let args: Vec<_> = b.args.iter().flat_map(|arg| [Doc::Fill, self.argument(arg)]).collect();
        let mut head = concat([token(word), Doc::Space, target, nest(4, args)]);
        if let Some(ty) = &b.ty {
            head = self.ascription(head, ty);
        }
        let body = if own_lines {
            self.locals(&b.body, true, follow)
        } else {
            self.expr(&b.body, Place::new(WHOLE, follow))
        };
        group([head, Doc::Space, opening("="), nest(2, [line(own_lines), body])])
    }
}
