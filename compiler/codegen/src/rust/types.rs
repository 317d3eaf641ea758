//! Types, and which of them are free to copy.

use evc_ir::{System, Ty};
use proc_macro2::TokenStream;
use quote::quote;

use super::Context;

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
        for ty in declared(self.system) {
            each(ty, &mut see);
        }
        self.each_expr(&mut |expr| {
            if matches!(expr.kind, evc_ir::ExprKind::Bag(_) | evc_ir::ExprKind::Tok(_)) {
                see(&expr.ty);
            }
        });
        let mut used = Vec::new();
        used.extend(bag.then(|| quote!(Bag)));
        used.extend(tok.then(|| quote!(Tok)));
        used.extend(sum.then(|| quote!(Sum)));
        used.extend(function.then(|| quote!(Function)));
        used
    }
}
