//! `letrec`, `classrec`, top-level patterns and `typeof`.

use std::collections::BTreeMap;

use evc_base::Span;
use evc_syntax::ast::{self, LetKind, PatternKind};
use smol_str::SmolStr;

use super::{Infer, Reason, decl};
use crate::hir::{DefId, DefKind, Expr, ExprKind, LocalId, Pat, PatKind};
use crate::names::Entry;
use crate::prelude;
use crate::problems;
use crate::ty::{Con, GenericId, TyId};

impl Infer {
    /// `letrec f x = e`: inside `e` the function has the type that is being inferred, and no
    /// other.
    pub(super) fn define_recursive(&mut self, item: &ast::Item, binding: &ast::Binding) {
        let PatternKind::Var(name) = &binding.target.kind else {
            // The parser has reported that there is no function here.
            return self.leave_unread(&binding.target);
        };
        self.check_redefinition(name);
        self.enter();
        let id = self.add_definition(item, name, DefKind::LetRec);
        self.scope.bind(name.text.clone(), Entry::Global(id));
        let body = self.function(&binding.args, binding, LetKind::LetRec);
        self.complete_recursion(id, name, body);
    }

    /// Generalises a recursive definition, whose type agrees with that of its uses inside.
    fn complete_recursion(&mut self, id: DefId, name: &ast::Name, body: Expr) {
        let own = self.hir[id].scheme.ty;
        let why = "its definition uses it with this type".into();
        self.unify(name.span, own, body.ty, &Some((name.span, why)));
        self.constrain(name, body.ty);
        let ty = self.bounded(name.span, body.ty);
        self.leave();
        self.settle_overloads();
        let scheme = self.hir.types.generalise(ty, self.level);
        self.settle_comparisons();
        self.complete_definition(id, scheme, body);
    }

    /// `letrec f x = e in body`
    pub(super) fn local_recursion(
        &mut self,
        span: Span,
        binding: &ast::Binding,
        body: &ast::Expr,
        (expected, reason): (TyId, &Reason),
    ) -> Expr {
        let mark = self.scope.mark();
        self.enter();
        let own = self.fresh();
        let pat = self.pat(&binding.target, own, &None);
        let value = self.function(&binding.args, binding, LetKind::LetRec);
        let why = "its definition uses it with this type".into();
        self.unify(pat.span, own, value.ty, &Some((pat.span, why)));
        let ty = self.bounded(pat.span, value.ty);
        self.leave();
        self.settle_overloads();
        let scheme = self.hir.types.generalise(ty, self.level);
        if let PatKind::Var(id) = pat.kind
            && let Some(local) = self.hir.locals.get_mut(id.0 as usize)
        {
            local.scheme = scheme;
        }
        let body = self.check(body, expected, reason);
        self.scope.leave(mark);
        let kind = match pat.kind {
            PatKind::Var(id) => ExprKind::LetRec(id, value.into(), body.into()),
            // The parser has reported that there is no function here.
            _ => ExprKind::Error,
        };
        Expr { kind, ty: expected, span }
    }

    /// `classrec F p = X || Y >>= F`, in exactly this shape.
    pub(super) fn define_recursive_class(&mut self, item: &ast::Item, binding: &ast::Binding) {
        let PatternKind::Var(name) = &binding.target.kind else {
            return self.leave_unread(&binding.target);
        };
        let (Ok((x, y)), [arg]) = (shape(name, &binding.body), &*binding.args) else {
            if let Err((place, wrong)) = shape(name, &binding.body)
                && !matches!(binding.body.kind, ast::ExprKind::Error)
            {
                self.report(problems::bad_class_recursion(place, &name.text, wrong));
            }
            return self.leave_unread(&binding.target);
        };
        self.check_redefinition(name);
        self.enter();
        let id = self.add_definition(item, name, DefKind::ClassRec);
        self.scope.bind(name.text.clone(), Entry::Global(id));
        let body = self.recursive_class(binding, arg, (x, y));
        if let ExprKind::ClassRec(_, x, y) = &body.kind
            && let Some(place) = names_global(id, [x, y])
        {
            self.report(problems::class_recursion_elsewhere(place, &name.text));
        }
        self.complete_recursion(id, name, body);
    }

    /// The function that a recursive class is, given `X` and `Y`.
    fn recursive_class(
        &mut self,
        binding: &ast::Binding,
        arg: &ast::Pattern,
        (x, y): (&ast::Expr, &ast::Expr),
    ) -> Expr {
        let (from, element) = (self.fresh(), self.fresh());
        let class = self.hir.types.con(Con::Class, vec![element]);
        let mark = self.scope.mark();
        let pat = self.pat(arg, from, &None);
        if let Some(written) = &binding.ty {
            let ty = self.ty(written);
            let reason = "annotated with this type".into();
            self.unify(binding.body.span, ty, class, &Some((written.span, reason)));
        }
        let why = "`X` in `X || Y >>= F` is a class".into();
        let x = self.check(x, class, &Some((binding.target.span, why)));
        let of_arguments = self.hir.types.con(Con::Class, vec![from]);
        let why = "`Y` in `Y >>= F` is a class of what `F` takes".into();
        let y = self.check(y, of_arguments, &Some((arg.span, why)));
        self.scope.leave(mark);
        let ty = self.hir.types.arrow(from, class);
        let kind = ExprKind::ClassRec(pat.into(), x.into(), y.into());
        Expr { kind, ty, span: arg.span.to(binding.body.span) }
    }

    /// `let (a, b) = e` at top level: one definition of the whole, and one of each variable.
    pub(super) fn define_pattern(
        &mut self,
        item: &ast::Item,
        kind: DefKind,
        binding: &ast::Binding,
    ) {
        let mut names = Vec::new();
        decl::each_variable(&binding.target, &mut |name| names.push(name));
        // `pat` reports reserved constructors.
        names.iter().for_each(|name| {
            self.refuse_fixed(name);
        });
        self.enter();
        let value = self.function(&[], binding, decl::let_kind(kind));
        let mark = self.scope.mark();
        let pat = self.pat(&binding.target, value.ty, &None);
        self.scope.leave(mark);
        let ty = self.bounded(binding.target.span, value.ty);
        self.leave();
        self.settle_overloads();
        let scheme = self.hir.types.generalise(ty, self.level);
        self.settle_comparisons();
        let texts: Vec<_> = names.iter().map(|name| name.text.as_str()).collect();
        let text = SmolStr::new(format!("({})", texts.join(", ")));
        let whole = ast::Name { text, span: binding.target.span };
        let whole = self.add_definition(item, &whole, DefKind::Whole);
        self.complete_definition(whole, scheme, value);
        let mut variables = Vec::new();
        pat.each_variable(&mut |id| variables.push(id));
        for id in variables {
            self.define_component(item, whole, &pat, id);
        }
    }

    /// The definition of one variable of a top-level pattern: it takes the whole apart.
    fn define_component(&mut self, item: &ast::Item, whole: DefId, pat: &Pat, id: LocalId) {
        let local = &self.hir[id];
        let name = ast::Name { text: local.name.clone(), span: local.span };
        let scheme = self.hir[whole].scheme.clone();
        self.enter();
        let (ty, args) = self.hir.types.instantiate(&scheme, self.level);
        let by: BTreeMap<_, _> =
            scheme.generics.iter().copied().zip(args.iter().copied()).collect();
        let pat = self.only(pat, id, &by);
        let own = self.hir.types.substitute(self.hir[id].scheme.ty, &by);
        if let Some(local) = self.hir.locals.get_mut(id.0 as usize) {
            local.scheme = prelude::monomorphic(own);
        }
        self.leave();
        self.settle_overloads();
        let span = pat.span;
        let value = Expr { kind: ExprKind::Global(whole, args), ty, span };
        let variable = Expr { kind: ExprKind::Local(id, Vec::new()), ty: own, span: name.span };
        let kind = ExprKind::Let(pat.into(), value.into(), variable.into());
        let scheme = self.hir.types.generalise(own, self.level);
        let def = self.add_definition(item, &name, DefKind::Let);
        self.complete_definition(def, scheme, Expr { kind, ty: own, span });
        self.scope.bind(name.text, Entry::Global(def));
    }

    /// A pattern that binds one variable of another, with some types replaced.
    fn only(&mut self, pat: &Pat, id: LocalId, by: &BTreeMap<GenericId, TyId>) -> Pat {
        let kind = match &pat.kind {
            PatKind::Var(own) if *own == id => PatKind::Var(id),
            PatKind::Tuple(parts) => {
                PatKind::Tuple(parts.iter().map(|part| self.only(part, id, by)).collect())
            }
            _ => PatKind::Wild,
        };
        Pat { kind, ty: self.hir.types.substitute(pat.ty, by), span: pat.span }
    }

    /// `typeof (x)`
    pub(super) fn type_of(&mut self, name: &ast::Name) {
        let before = self.diagnostics.len();
        let value = self.name(name.span, &name.text);
        self.comparisons.clear();
        if self.diagnostics.len() > before || matches!(value.kind, ExprKind::Error) {
            return;
        }
        let ty = match value.kind {
            ExprKind::Global(id, _) => self.hir[id].scheme.ty,
            _ => value.ty,
        };
        let shown = self.hir.types.show(ty);
        self.report(problems::type_of(name.span, &name.text, &shown));
    }
}

/// `X` and `Y` of a body `X || Y >>= F`, or what is not as it must be.
fn shape<'a>(
    name: &ast::Name,
    body: &'a ast::Expr,
) -> Result<(&'a ast::Expr, &'a ast::Expr), (Span, problems::NotRecursive)> {
    use ast::ExprKind::{Infix, Name};
    use problems::NotRecursive::{NoDelegation, NoParallel, OtherClass};
    let Infix(x, parallel, right) = &body.kind else { return Err((body.span, NoParallel)) };
    if parallel.text != "||" {
        return Err((body.span, NoParallel));
    }
    match &right.kind {
        Infix(y, delegate, own) if delegate.text == ">>=" => match &own.kind {
            Name(own) if own.text == name.text => Ok((&**x, &**y)),
            _ => Err((own.span, OtherClass)),
        },
        _ => Err((right.span, NoDelegation)),
    }
}

/// Where expressions name a definition, if they do.
fn names_global(id: DefId, exprs: [&Expr; 2]) -> Option<Span> {
    let mut place = None;
    for expr in exprs {
        expr.each(&mut |part| {
            if matches!(&part.kind, ExprKind::Global(other, _) if *other == id) {
                place = place.or(Some(part.span));
            }
        });
    }
    place
}
