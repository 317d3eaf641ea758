//! Choices by the shape of a value: `match`, or what is shorter for it.
//!
//! A place is matched where it stands; what an arm reads of it is copied there, and nothing else.
//! What is computed is matched by value.

use evc_ir::{Expr, ExprKind, LocalId, Pat, Shape, Ty};
use proc_macro2::TokenStream;
use quote::quote;

use super::exprs::Scope;
use super::types;

/// An arm whose code is written.
struct Arm<'e> {
    shape: &'e Shape,
    body: TokenStream,
    /// The local that it is nothing but, if it is.
    only: Option<LocalId>,
}

/// How a pattern of Rust binds what it names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Binding {
    /// By value.
    Owned,
    /// By reference.
    Borrowed,
}

impl Scope<'_> {
    /// A choice between expressions.
    pub fn choice(&self, value: &Expr, arms: &[(Shape, Expr)]) -> TokenStream {
        let arms: Vec<_> = arms
            .iter()
            .map(|(shape, arm)| Arm {
                shape,
                body: self.value(arm),
                only: match arm.kind {
                    ExprKind::Local(id) => Some(id),
                    _ => None,
                },
            })
            .collect();
        match &value.ty {
            Ty::List(_) => self.by_length(value, &arms),
            _ => self.by_side(value, &arms),
        }
    }

    /// A choice between blocks, whose code is written.
    pub fn block_choice(&self, value: &Expr, arms: Vec<(&Shape, TokenStream)>) -> TokenStream {
        let arms: Vec<_> =
            arms.into_iter().map(|(shape, body)| Arm { shape, body, only: None }).collect();
        let busy: Vec<_> = arms.iter().filter(|arm| !arm.body.is_empty()).collect();
        match (&value.ty, &busy[..]) {
            (Ty::List(_), [only]) => self.one_length(value, only),
            (_, [only]) => self.one_side(value, only),
            (Ty::List(_), _) => self.by_length(value, &arms),
            _ => self.by_side(value, &arms),
        }
    }

    /// What is done with a list if it has some shape.
    fn one_length(&self, value: &Expr, arm: &Arm<'_>) -> TokenStream {
        let (list, body) = (self.list(value), &arm.body);
        if matches!(arm.shape, Shape::Nil) {
            return quote!(if #list.is_empty() { #body });
        }
        if !self.reads_any(arm.shape) {
            return quote!(if !#list.is_empty() { #body });
        }
        let (pattern, body) = (self.elements(arm.shape), self.copied(arm, &value.ty, false));
        quote!(if let Some(#pattern) = #list.split_first() { #body })
    }

    /// What is done with a value of a sum if it is of some side.
    fn one_side(&self, value: &Expr, arm: &Arm<'_>) -> TokenStream {
        let (scrutinee, binding) = self.scrutinee(value, std::slice::from_ref(arm));
        let pattern = self.side(arm.shape);
        if !self.reads_any(arm.shape) {
            let body = &arm.body;
            return quote!(if matches!(#scrutinee, #pattern) { #body });
        }
        let body = match binding {
            Binding::Owned => arm.body.clone(),
            Binding::Borrowed => self.copied(arm, &value.ty, false),
        };
        quote!(if let #pattern = #scrutinee { #body })
    }

    fn by_length(&self, value: &Expr, arms: &[Arm<'_>]) -> TokenStream {
        let [empty, full] = arms else { return TokenStream::new() };
        let (list, nothing) = (self.list(value), &empty.body);
        if !self.reads_any(full.shape) {
            let body = &full.body;
            return quote!(if #list.is_empty() { #nothing } else { #body });
        }
        let (pattern, body) = (self.elements(full.shape), self.copied(full, &value.ty, true));
        quote! {
            match #list.split_first() {
                None => { #nothing }
                Some(#pattern) => { #body }
            }
        }
    }

    fn by_side(&self, value: &Expr, arms: &[Arm<'_>]) -> TokenStream {
        let (scrutinee, binding) = self.scrutinee(value, arms);
        let arms = arms.iter().map(|arm| {
            let pattern = self.side(arm.shape);
            let body = match binding {
                Binding::Owned => arm.body.clone(),
                Binding::Borrowed => self.copied(arm, &value.ty, true),
            };
            quote!(#pattern => { #body })
        });
        quote!(match #scrutinee { #(#arms)* })
    }

    /// What is matched, and how patterns bind its parts. A place whose parts are copied by
    /// reading them needs no reference.
    fn scrutinee(&self, value: &Expr, arms: &[Arm<'_>]) -> (TokenStream, Binding) {
        if !self.is_place(value) {
            return (self.told(value), Binding::Owned);
        }
        let copies = arms.iter().all(|arm| {
            let parts = parts(arm.shape, &value.ty);
            parts
                .into_iter()
                .all(|(pat, ty)| self.read_parts(pat, ty).iter().all(|(_, ty)| types::is_copy(ty)))
        });
        let place = self.place(value);
        match copies {
            true => (place, Binding::Owned),
            false => (quote!(&#place), Binding::Borrowed),
        }
    }

    /// `Sum::Inl(a)`
    fn side(&self, shape: &Shape) -> TokenStream {
        let read = self.reads_any(shape);
        let pats = shape.pats().into_iter().map(|pat| if read { self.pat(pat) } else { quote!(_) });
        match shape {
            Shape::Inl(_) => quote!(Sum::Inl(#(#pats)*)),
            _ => quote!(Sum::Inr(#(#pats)*)),
        }
    }

    /// `(head, tail)`
    fn elements(&self, shape: &Shape) -> TokenStream {
        let pats = shape.pats().into_iter().map(|pat| self.pat(pat));
        quote!((#(#pats),*))
    }

    /// The body of an arm whose pattern binds references, after copies of what it reads, except
    /// of lists that it only takes apart. `whole` says that the body is a value.
    fn copied(&self, arm: &Arm<'_>, ty: &Ty, whole: bool) -> TokenStream {
        let mut copies = Vec::new();
        for (index, (pat, ty)) in parts(arm.shape, ty).into_iter().enumerate() {
            let is_rest = matches!(arm.shape, Shape::Cons(..)) && index == 1;
            for (id, ty) in self.read_parts(pat, ty) {
                let name = self.local(id);
                let copy = match is_rest {
                    true => quote!(#name.to_vec()),
                    false if types::is_copy(ty) => quote!(*#name),
                    false => quote!(#name.clone()),
                };
                if !self.takes(id) {
                    continue;
                }
                if whole && arm.only == Some(id) {
                    return copy;
                }
                copies.push(quote!(let #name = #copy;));
            }
        }
        let body = &arm.body;
        quote!(#(#copies)* #body)
    }

    fn reads_any(&self, shape: &Shape) -> bool {
        let mut read = false;
        for pat in shape.pats() {
            evc_ir::visit::bound(pat, &mut |id| read |= self.reads(id));
        }
        read
    }

    /// The locals of a pattern that are read, with their types.
    fn read_parts<'t>(&self, pat: &Pat, ty: &'t Ty) -> Vec<(LocalId, &'t Ty)> {
        match pat {
            Pat::Local(id) if self.reads(*id) => vec![(*id, ty)],
            Pat::Local(_) | Pat::Wild => Vec::new(),
            Pat::Tuple(pats) => {
                let parts = pats.iter().zip(types::components(ty));
                parts.flat_map(|(pat, ty)| self.read_parts(pat, ty)).collect()
            }
        }
    }
}

/// The patterns in a shape with the types of what they match.
fn parts<'e>(shape: &'e Shape, ty: &'e Ty) -> Vec<(&'e Pat, &'e Ty)> {
    match (shape, ty) {
        (Shape::Inl(pat), Ty::Sum(part, _)) | (Shape::Inr(pat), Ty::Sum(_, part)) => {
            vec![(pat, part)]
        }
        (Shape::Cons(head, tail), Ty::List(element)) => vec![(head, element), (tail, ty)],
        _ => Vec::new(),
    }
}
