//! `case`: from nested patterns to choices one level deep.
//!
//! The arms of a `case` are the rows of a matrix of patterns whose columns are the values that are
//! matched. The first pattern of the first row that does not match everything decides which column
//! is looked at; the rows are divided by what is found there, and each part is a smaller matrix.
//! This is the matrix algorithm of Maranget, "Compiling Pattern Matching to Good Decision Trees"
//! (ML Workshop, 2008), with the simplest choice of column.
//!
//! The first arm that matches is chosen, and only what that arm computes is evaluated. An arm that
//! several ways lead to is written on each of them.

use evc_base::Span;
use evc_ir::{self as ir, Expr, ExprKind, Pat, Shape, Ty};
use evc_sema::hir::{self, PatKind};

use crate::emit::ANONYMOUS;
use crate::eval::Block;
use crate::value::{Bound, Env, Side, Value};
use crate::{Lowered, Lowering};

/// An arm that may still be chosen.
#[derive(Clone, Debug)]
struct Row<'h> {
    /// A pattern for each column; none where everything matches.
    pats: Vec<Option<&'h hir::Pat>>,
    /// What the variables stand for that are already bound.
    env: Env,
    arm: &'h hir::Expr,
}

/// What to decide in which order.
#[derive(Debug)]
pub(crate) struct Tree<'h> {
    /// What is named before the decision.
    pub first: Block,
    pub decision: Decision<'h>,
}

/// The next decision on the way to an arm.
#[derive(Debug)]
pub(crate) enum Decision<'h> {
    /// The arm that is chosen, with what its variables stand for.
    Arm(&'h hir::Expr, Env),
    /// One tree if a condition holds, another if not.
    If(Expr, Box<Tree<'h>>, Box<Tree<'h>>),
    /// A tree for each shape of a value.
    Case(Expr, Vec<(Shape, Tree<'h>)>),
}

/// The patterns for the parts of a value in a pattern of its shape; nothing for others.
type Parts<'f, 'h> = &'f dyn Fn(&'h PatKind) -> Option<Vec<Option<&'h hir::Pat>>>;

/// The matrix: the values that are matched, and the arms that are left.
#[derive(Clone, Debug)]
struct Matrix<'h> {
    columns: Vec<Value>,
    rows: Vec<Row<'h>>,
    span: Span,
}

impl Lowering<'_> {
    /// The decisions that choose an arm of a `case` by a value, which is computed.
    pub(crate) fn decisions<'h>(
        &mut self,
        value: Value,
        arms: &'h [(hir::Pat, hir::Expr)],
        env: &Env,
        span: Span,
    ) -> Lowered<Tree<'h>> {
        let rows =
            arms.iter().map(|(pat, arm)| Row { pats: vec![Some(pat)], env: env.clone(), arm });
        self.decide(Matrix { columns: vec![value], rows: rows.collect(), span })
    }

    fn decide<'h>(&mut self, matrix: Matrix<'h>) -> Lowered<Tree<'h>> {
        let span = matrix.span;
        self.enter(span)?;
        self.charge((matrix.rows.len() * matrix.columns.len()) as u32, span)?;
        let mut first = Block::new();
        let decision = self.decision(matrix, &mut first);
        self.leave();
        Ok(Tree { first, decision: decision? })
    }

    fn decision<'h>(&mut self, mut matrix: Matrix<'h>, first: &mut Block) -> Lowered<Decision<'h>> {
        loop {
            self.bind_first(&mut matrix, first);
            let Some(row) = matrix.rows.first() else {
                return self.not_yet(matrix.span, "a `case` that may match nothing");
            };
            let test = row.pats.iter().position(Option::is_some);
            let pat = test.and_then(|column| row.pats.get(column).copied().flatten());
            let (Some(column), Some(pat)) = (test, pat) else {
                return Ok(Decision::Arm(row.arm, row.env.clone()));
            };
            let Some(value) = matrix.columns.get(column).cloned() else {
                return self.not_yet(pat.span, "this pattern");
            };
            match (&pat.kind, value) {
                (PatKind::Tuple(pats), value) => {
                    self.expand(&mut matrix, column, (pats, value), first)?;
                }
                (PatKind::Inl(_) | PatKind::Inr(_), Value::Injected(injector, part)) => {
                    let rows = self.injections(&matrix, column, injector.side, first);
                    let columns = replaced(&matrix.columns, column, vec![*part]);
                    matrix = Matrix { columns, rows, span: matrix.span };
                }
                (PatKind::Inl(_) | PatKind::Inr(_), Value::Dynamic(value)) => {
                    return self.by_side(&matrix, column, value, first);
                }
                (PatKind::Nil | PatKind::Cons(..), Value::Dynamic(value)) => {
                    return self.by_length(&matrix, column, value, first);
                }
                (PatKind::Bool(_), Value::Dynamic(value)) => {
                    let yes = PatKind::Bool(true);
                    return self.by_test(&matrix, column, (value, &yes));
                }
                (kind, Value::Dynamic(value)) => {
                    let Some(literal) = literal(kind) else {
                        return self.not_yet(pat.span, "this pattern");
                    };
                    let same = ExprKind::Binary(
                        ir::Binary::Equal,
                        value.clone().into(),
                        Expr::new(literal, value.ty, pat.span).into(),
                    );
                    let test = Expr::new(same, Ty::Bool, pat.span);
                    return self.by_test(&matrix, column, (test, kind));
                }
                _ => return self.not_yet(pat.span, "this pattern"),
            }
        }
    }

    /// Binds the variables among the patterns of the first row, so that what is left of them does
    /// not match everything.
    fn bind_first(&mut self, matrix: &mut Matrix<'_>, first: &mut Block) {
        let Some(row) = matrix.rows.first_mut() else { return };
        for (pat, value) in row.pats.iter_mut().zip(&matrix.columns) {
            self.bind_whole(pat, value, &mut row.env, first);
        }
    }

    /// Binds a pattern that matches everything, except a tuple, and takes it away.
    fn bind_whole(
        &mut self,
        pat: &mut Option<&hir::Pat>,
        value: &Value,
        env: &mut Env,
        first: &mut Block,
    ) {
        match pat.map(|pat| &pat.kind) {
            Some(PatKind::Wild | PatKind::Unit) => *pat = None,
            Some(PatKind::Var(id)) => {
                let value = self.name(&self.hir[*id].name, value.clone(), first);
                env.bind(*id, Bound::Value(value));
                *pat = None;
            }
            _ => {}
        }
    }

    /// Makes a column for each component of a tuple.
    fn expand<'h>(
        &mut self,
        matrix: &mut Matrix<'h>,
        column: usize,
        (pats, value): (&[hir::Pat], Value),
        first: &mut Block,
    ) -> Lowered<()> {
        let parts = match value {
            Value::Tuple(parts) => parts,
            Value::Dynamic(expr) => self.split(expr, pats, first)?,
            _ => return self.not_yet(matrix.span, "this value taken apart"),
        };
        for row in &mut matrix.rows {
            let Some(pat) = row.pats.get(column).copied() else { continue };
            let spread = self.spread(pat, &parts, &mut row.env, first);
            row.pats = replaced(&row.pats, column, spread);
        }
        matrix.columns = replaced(&matrix.columns, column, parts);
        Ok(())
    }

    /// A pattern for each component of a tuple from one for the whole.
    fn spread<'h>(
        &mut self,
        mut pat: Option<&'h hir::Pat>,
        parts: &[Value],
        env: &mut Env,
        first: &mut Block,
    ) -> Vec<Option<&'h hir::Pat>> {
        let whole = match parts {
            [only] => only.clone(),
            parts => Value::Tuple(parts.to_vec()),
        };
        self.bind_whole(&mut pat, &whole, env, first);
        match pat.map(|pat| &pat.kind) {
            Some(PatKind::Tuple(pats)) if parts.len() > 1 => {
                let (last, init) = match pats.split_last() {
                    Some((last, init)) => (Some(last), init),
                    None => (None, &pats[..]),
                };
                // The last pattern takes all that is left.
                let rest = parts.get(init.len()..).unwrap_or_default();
                let rest = self.spread(last, rest, env, first);
                init.iter().map(Some).chain(rest).collect()
            }
            _ => vec![pat; parts.len()],
        }
    }

    /// A decision by a condition, which holds if a column matches a literal.
    fn by_test<'h>(
        &mut self,
        matrix: &Matrix<'h>,
        column: usize,
        (test, literal): (Expr, &PatKind),
    ) -> Lowered<Decision<'h>> {
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for row in &matrix.rows {
            let kind = row.pats.get(column).copied().flatten().map(|pat| &pat.kind);
            let mut matched = row.clone();
            if let Some(pat) = matched.pats.get_mut(column) {
                *pat = None;
            }
            match kind {
                Some(kind) if is_same(kind, literal) => yes.push(matched),
                Some(PatKind::Bool(_)) => no.push(matched),
                Some(PatKind::Int(_) | PatKind::Str(_) | PatKind::Tok(_)) => no.push(row.clone()),
                _ => {
                    yes.push(row.clone());
                    no.push(row.clone());
                }
            }
        }
        self.charge_expr(&test)?;
        let smaller = |rows| Matrix { columns: matrix.columns.clone(), rows, span: matrix.span };
        let (yes, no) = (self.decide(smaller(yes))?, self.decide(smaller(no))?);
        Ok(Decision::If(test, yes.into(), no.into()))
    }

    /// A decision by the side of a sum.
    fn by_side<'h>(
        &mut self,
        matrix: &Matrix<'h>,
        column: usize,
        value: Expr,
        first: &mut Block,
    ) -> Lowered<Decision<'h>> {
        let Ty::Sum(left, right) = value.ty.clone() else {
            return self.not_yet(matrix.span, "this value taken apart");
        };
        let mut arms = Vec::new();
        for (side, ty) in [(Side::Left, *left), (Side::Right, *right)] {
            let rows = self.injections(matrix, column, side, first);
            let (pat, part) = self.part(ty, &rows, column, value.span)?;
            let columns = replaced(&matrix.columns, column, vec![part]);
            let tree = self.decide(Matrix { columns, rows, span: matrix.span })?;
            let shape = match side {
                Side::Left => Shape::Inl(pat),
                Side::Right => Shape::Inr(pat),
            };
            arms.push((shape, tree));
        }
        Ok(Decision::Case(value, arms))
    }

    /// The rows that a value of one side of a sum may match, with patterns for what is injected.
    fn injections<'h>(
        &mut self,
        matrix: &Matrix<'h>,
        column: usize,
        side: Side,
        first: &mut Block,
    ) -> Vec<Row<'h>> {
        let part = |kind: &'h PatKind| match (kind, side) {
            (PatKind::Inl(part), Side::Left) | (PatKind::Inr(part), Side::Right) => {
                Some(vec![Some(&**part)])
            }
            _ => None,
        };
        self.specialised(matrix, column, (1, &part), first)
    }

    /// A decision by whether a list is empty.
    fn by_length<'h>(
        &mut self,
        matrix: &Matrix<'h>,
        column: usize,
        value: Expr,
        first: &mut Block,
    ) -> Lowered<Decision<'h>> {
        let Ty::List(element) = value.ty.clone() else {
            return self.not_yet(matrix.span, "this value taken apart");
        };
        let is_nil = |kind: &'h PatKind| matches!(kind, PatKind::Nil).then(Vec::new);
        let rows = self.specialised(matrix, column, (0, &is_nil), first);
        let columns = replaced(&matrix.columns, column, Vec::new());
        let empty = self.decide(Matrix { columns, rows, span: matrix.span })?;
        let parts = |kind: &'h PatKind| match kind {
            PatKind::Cons(head, tail) => Some(vec![Some(&**head), Some(&**tail)]),
            _ => None,
        };
        let rows = self.specialised(matrix, column, (2, &parts), first);
        let (head_pat, head) = self.part(*element, &rows, column, value.span)?;
        let (tail_pat, tail) = self.part(value.ty.clone(), &rows, column + 1, value.span)?;
        let columns = replaced(&matrix.columns, column, vec![head, tail]);
        let full = self.decide(Matrix { columns, rows, span: matrix.span })?;
        let arms = vec![(Shape::Nil, empty), (Shape::Cons(head_pat, tail_pat), full)];
        Ok(Decision::Case(value, arms))
    }

    /// The rows that a value of some shape may match. A pattern of that shape holds patterns for a
    /// number of parts.
    fn specialised<'h>(
        &mut self,
        matrix: &Matrix<'h>,
        column: usize,
        (count, parts): (usize, Parts<'_, 'h>),
        first: &mut Block,
    ) -> Vec<Row<'h>> {
        let mut rows = Vec::new();
        for row in &matrix.rows {
            let mut row = row.clone();
            let Some(value) = matrix.columns.get(column) else { continue };
            let Some(pat) = row.pats.get_mut(column) else { continue };
            self.bind_whole(pat, value, &mut row.env, first);
            let inner = match pat {
                Some(pat) => parts(&pat.kind),
                None => Some(vec![None; count]),
            };
            if let Some(inner) = inner {
                row.pats = replaced(&row.pats, column, inner);
                rows.push(row);
            }
        }
        rows
    }

    /// Locals for a part of a value of some shape: one for each component of a tuple if some
    /// pattern takes it apart.
    fn part(
        &mut self,
        ty: Ty,
        rows: &[Row<'_>],
        column: usize,
        span: Span,
    ) -> Lowered<(Pat, Value)> {
        let kinds = rows.iter().filter_map(|row| row.pats.get(column).copied().flatten());
        let kinds: Vec<_> = kinds.map(|pat| &pat.kind).collect();
        if !self.naming {
            if kinds.iter().all(|kind| matches!(kind, PatKind::Wild | PatKind::Unit)) {
                return Ok((Pat::Wild, Value::Tuple(Vec::new())));
            }
            return self.not_yet(span, "a sum or list taken apart outside any event");
        }
        let mut local = |ty: Ty| {
            let id = self.action.local(ANONYMOUS, ty.clone());
            (Pat::Local(id), Value::Dynamic(Expr::new(ExprKind::Local(id), ty, span)))
        };
        let taken_apart = kinds.iter().any(|kind| matches!(kind, PatKind::Tuple(_)));
        Ok(match ty {
            Ty::Tuple(types) if taken_apart => {
                let (pats, values) = types.into_iter().map(local).unzip();
                (Pat::Tuple(pats), Value::Tuple(values))
            }
            ty => local(ty),
        })
    }

    /// The value of a `case` as an expression.
    pub(crate) fn chosen(&mut self, tree: Tree<'_>, span: Span) -> Lowered<Expr> {
        let result = match tree.decision {
            Decision::Arm(arm, env) => self.closed_expr(arm, &env)?,
            Decision::If(test, yes, no) => {
                let (yes, no) = (self.chosen(*yes, span)?, self.chosen(*no, span)?);
                let ty = yes.ty.clone();
                Expr::new(ExprKind::If(test.into(), yes.into(), no.into()), ty, span)
            }
            Decision::Case(value, trees) => {
                let mut arms = Vec::new();
                for (shape, tree) in trees {
                    arms.push((shape, self.chosen(tree, span)?));
                }
                match arms.first().map(|(_, arm)| arm.ty.clone()) {
                    Some(ty) if !arms.iter().all(|arm| rebuilds(&value.ty, arm)) => {
                        Expr::new(ExprKind::Case(value.into(), arms), ty, span)
                    }
                    _ => value,
                }
            }
        };
        self.wrap(tree.first, result)
    }
}

/// Whether an arm makes again what it takes apart.
fn rebuilds(ty: &Ty, (shape, arm): &(Shape, Expr)) -> bool {
    let is = |pat: &Pat, part: &Expr| match (pat, &part.kind) {
        (Pat::Local(id), ExprKind::Local(same)) => id == same,
        _ => false,
    };
    arm.ty == *ty
        && match (shape, &arm.kind) {
            (Shape::Inl(pat), ExprKind::Inl(part)) | (Shape::Inr(pat), ExprKind::Inr(part)) => {
                is(pat, part)
            }
            (Shape::Nil, ExprKind::List(elements)) => elements.is_empty(),
            (Shape::Cons(head, tail), ExprKind::Binary(ir::Binary::Cons, a, b)) => {
                is(head, a) && is(tail, b)
            }
            _ => false,
        }
}

/// The items with others in the place of one.
fn replaced<T: Clone>(items: &[T], at: usize, by: Vec<T>) -> Vec<T> {
    let (before, rest) = items.split_at(at.min(items.len()));
    before.iter().cloned().chain(by).chain(rest.iter().skip(1).cloned()).collect()
}

/// Whether two patterns are the same literal.
fn is_same(a: &PatKind, b: &PatKind) -> bool {
    match (a, b) {
        (PatKind::Int(a), PatKind::Int(b)) => a == b,
        (PatKind::Bool(a), PatKind::Bool(b)) => a == b,
        (PatKind::Str(a), PatKind::Str(b)) | (PatKind::Tok(a), PatKind::Tok(b)) => a == b,
        _ => false,
    }
}

/// The value that a literal pattern matches.
fn literal(pat: &PatKind) -> Option<ExprKind> {
    match pat {
        PatKind::Int(value) => Some(ExprKind::Int(*value)),
        PatKind::Str(text) => Some(ExprKind::Str(text.clone())),
        PatKind::Tok(text) => Some(ExprKind::Tok(text.clone())),
        _ => None,
    }
}
