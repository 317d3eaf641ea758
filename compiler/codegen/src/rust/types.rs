//! Types, and which of them are free to copy.

use evc_ir::{Expr, ExprKind, Stmt, StmtKind, System, Ty, Unary, visit};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, literals};

/// The Rust type that stands for a type.
pub fn rust(ty: &Ty) -> TokenStream {
    match ty {
        Ty::Unit => quote!(()),
        Ty::Bool => quote!(bool),
        Ty::Int => quote!(i64),
        Ty::Str => quote!(String),
        Ty::Tok => quote!(Tok),
        Ty::Loc => quote!(Loc),
        Ty::Tuple(components) => {
            let components = components.iter().map(rust);
            quote!((#(#components),*))
        }
        Ty::List(element) => {
            let element = rust(element);
            quote!(Vec<#element>)
        }
        Ty::Bag(element) => {
            let element = rust(element);
            quote!(Bag<#element>)
        }
        Ty::Sum(left, right) => {
            let (left, right) = (rust(left), rust(right));
            quote!(Sum<#left, #right>)
        }
        Ty::Function(from, to) => {
            let (from, to) = (rust(from), rust(to));
            quote!(Function<#from, #to>)
        }
    }
}

/// Whether a value is copied by reading it.
pub fn is_copy(ty: &Ty) -> bool {
    match ty {
        Ty::Unit | Ty::Bool | Ty::Int | Ty::Loc => true,
        Ty::Tuple(components) => components.iter().all(is_copy),
        Ty::Sum(left, right) => is_copy(left) && is_copy(right),
        Ty::Str | Ty::Tok | Ty::List(_) | Ty::Bag(_) | Ty::Function(..) => false,
    }
}

/// The components of a type: of a tuple several, of `()` none, else itself.
pub fn components(ty: &Ty) -> &[Ty] {
    match ty {
        Ty::Tuple(components) => components,
        Ty::Unit => &[],
        single => std::slice::from_ref(single),
    }
}

/// Whether linters call a type complex: each part counts, the more the deeper it is.
pub fn is_complex(ty: &Ty) -> bool {
    fn score(ty: &Ty, depth: usize) -> usize {
        let inner = |ty: &Ty| score(ty, depth + 1);
        10 * depth
            + match ty {
                Ty::Tuple(parts) => parts.iter().map(inner).sum(),
                Ty::List(element) | Ty::Bag(element) => inner(element),
                Ty::Sum(left, right) | Ty::Function(left, right) => inner(left) + inner(right),
                Ty::Unit | Ty::Bool | Ty::Int | Ty::Str | Ty::Tok | Ty::Loc => 0,
            }
    }
    score(ty, 1) > 250
}

/// The attribute of an item with a complex type.
pub fn complex() -> TokenStream {
    let reason = "the types are those of the specification";
    quote!(#[allow(clippy::type_complexity, reason = #reason)])
}

/// The bytes that a value takes on a machine of 64 bits, not counting what it points to, and
/// their alignment.
pub fn layout(ty: &Ty) -> (usize, usize) {
    match ty {
        Ty::Unit => (0, 1),
        Ty::Bool => (1, 1),
        Ty::Int | Ty::Loc => (8, 8),
        Ty::Str | Ty::List(_) | Ty::Bag(_) => (24, 8),
        Ty::Tok | Ty::Function(..) => (16, 8),
        Ty::Tuple(parts) => {
            let sizes = parts.iter().map(layout);
            let align = sizes.clone().map(|(_, align)| align).max().unwrap_or(1);
            let size: usize = sizes.map(|(size, _)| size).sum();
            (size.next_multiple_of(align), align)
        }
        Ty::Sum(left, right) => {
            let ((a, align), (b, other)) = (layout(left), layout(right));
            let align = align.max(other);
            (a.max(b).next_multiple_of(align) + align, align)
        }
    }
}

/// Calls `f` on a type and all its parts.
fn each(ty: &Ty, f: &mut dyn FnMut(&Ty)) {
    f(ty);
    match ty {
        Ty::Tuple(components) => components.iter().for_each(|part| each(part, f)),
        Ty::List(element) | Ty::Bag(element) => each(element, f),
        Ty::Sum(left, right) | Ty::Function(left, right) => {
            each(left, f);
            each(right, f);
        }
        Ty::Unit | Ty::Bool | Ty::Int | Ty::Str | Ty::Tok | Ty::Loc => {}
    }
}

/// Every type written in the declarations of a system.
fn declared(system: &System) -> Vec<&Ty> {
    let params = system.params.iter().map(|param| &param.ty);
    let messages = system.messages.iter().map(|message| &message.ty);
    let vars = system.machines.iter().flat_map(|machine| machine.vars.iter().map(|var| &var.ty));
    params.chain(messages).chain(vars).collect()
}

impl Context<'_> {
    /// Calls `f` on every value that is defined somewhere.
    fn each_definition(&self, f: &mut dyn FnMut(&Expr)) {
        self.each_action_definition(f);
        let machine = &self.system[self.system.root];
        let starts = machine.vars.iter().map(|var| &var.init).chain([&machine.placement]);
        for start in starts {
            visit::each(start, &mut |part| {
                if let ExprKind::Let(_, value, _) = &part.kind {
                    f(value);
                }
            });
        }
    }

    /// Calls `f` on every statement of every action.
    fn each_stmt(&self, f: &mut dyn FnMut(&Stmt)) {
        for action in &self.system[self.system.root].actions {
            visit::each_stmt(&action.body, &mut |stmt| f(stmt));
        }
    }

    /// The runtime's types that the declarations and expressions name.
    pub(super) fn used_types(&self) -> Vec<TokenStream> {
        let (mut bag, mut tok, mut sum, mut function) = (false, false, false, false);
        let mut see = |ty: &Ty| match ty {
            Ty::Bag(_) => bag = true,
            Ty::Tok => tok = true,
            Ty::Sum(..) => sum = true,
            Ty::Function(..) => function = true,
            _ => {}
        };
        let mut bags_of_lists = 0_usize;
        for ty in declared(self.system) {
            each(ty, &mut see);
        }
        self.each_expr(&mut |expr| match &expr.kind {
            ExprKind::List(parts) | ExprKind::Bag(parts) if parts.is_empty() => {
                each(&expr.ty, &mut see);
            }
            ExprKind::Bag(_) | ExprKind::Tok(_) | ExprKind::Inl(_) | ExprKind::Inr(_) => {
                see(&expr.ty)
            }
            ExprKind::Unary(Unary::ToBag, _) => bags_of_lists += 1,
            ExprKind::Unary(Unary::IsLeft, value) | ExprKind::Case(value, _) => see(&value.ty),
            _ => {}
        });
        self.each_definition(&mut |value| {
            if literals::needs_type(value) {
                each(&value.ty, &mut see);
            }
        });
        self.each_stmt(&mut |stmt| match &stmt.kind {
            StmtKind::Case(value, _) => see(&value.ty),
            // The list is looped over itself.
            StmtKind::For(_, Expr { kind: ExprKind::Unary(Unary::ToBag, _), .. }, _) => {
                bags_of_lists -= 1;
            }
            _ => {}
        });
        let mut used = Vec::new();
        used.extend((bag || bags_of_lists > 0).then(|| quote!(Bag)));
        used.extend(tok.then(|| quote!(Tok)));
        used.extend(sum.then(|| quote!(Sum)));
        used.extend(function.then(|| quote!(Function)));
        used
    }
}
