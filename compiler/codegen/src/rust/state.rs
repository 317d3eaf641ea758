//! The state of a node: its struct, the types of its variables, and where it is installed.

use evc_ir::{StateVar, Ty, VarId};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, docs, documentation, exprs, printable, shapes, types};

impl Context<'_> {
    /// The state variables of the root machine with their ids.
    fn vars(&self) -> impl Iterator<Item = (VarId, &StateVar)> {
        let machine = &self.system[self.system.root];
        machine.vars.iter().enumerate().map(|(index, var)| (VarId(index as u32), var))
    }

    /// The type of a variable: its own struct if its components have names.
    fn var_type(&self, id: VarId, var: &StateVar) -> TokenStream {
        match (self.names.structs.get(id.index()), var.fields.is_empty()) {
            (Some(name), false) => quote!(#name),
            _ => types::rust(&var.ty),
        }
    }

    /// A struct for each variable whose components have names.
    pub(super) fn state_types(&self) -> TokenStream {
        let structs = self.vars().filter(|(_, var)| !var.fields.is_empty()).map(|(id, var)| {
            let name = self.names.structs.get(id.index());
            let fields = self.names.fields.get(id.index()).into_iter().flatten();
            let fields = fields.zip(&var.fields).zip(types::components(&var.ty)).map(
                |((field, name), ty)| {
                    let (doc, ty) =
                        (docs([format!("The component `{name}`.").as_str()]), types::rust(ty));
                    quote! { #doc pub #field: #ty }
                },
            );
            let otherwise = format!("The state `{}`.", var.name);
            let doc = documentation(var.doc.as_deref(), &otherwise, &self.cite(var.span));
            let copy = types::is_copy(&var.ty).then(|| quote!(Copy,));
            let complex = types::components(&var.ty).iter().any(types::is_complex);
            let complex = complex.then(types::complex);
            quote! {
                #doc
                #complex
                #[derive(Clone, #copy Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
                pub struct #name { #(#fields),* }
            }
        });
        quote! { #(#structs)* }
    }

    pub(super) fn node(&self) -> TokenStream {
        let fields = self.vars().zip(&self.names.vars).map(|((id, var), name)| {
            let ty = self.var_type(id, var);
            quote!(#name: #ty)
        });
        let name = printable(&self.system.name);
        let doc = docs([format!("A process of `{name}` at a location.").as_str()]);
        let complex = self
            .vars()
            .any(|(_, var)| var.fields.is_empty() && types::is_complex(&var.ty))
            .then(types::complex);
        quote! {
            #doc
            #complex
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct Node { loc: Loc, params: Fixed<Params>, #(#fields),* }
        }
    }

    /// The process generator: what to install at a location.
    pub(super) fn generator(&self) -> TokenStream {
        let machine = &self.system[self.system.root];
        let outside = exprs::Scope::outside(self);
        let placement = outside.value(&machine.placement);
        let fields = self.vars().zip(&self.names.vars).map(|((id, var), name)| {
            let init = self.state_value(id, &outside, &var.init);
            quote!(#name: #init)
        });
        let fields: Vec<_> = fields.collect();
        let everywhere = machine.placement.kind == evc_ir::ExprKind::Bool(true);
        let guard = (!everywhere).then(|| match &machine.placement.kind {
            evc_ir::ExprKind::Let(..) => quote! {
                let present = #placement;
                if !present { return Ok(None); }
            },
            _ => {
                let negated = exprs::negated(&placement, &machine.placement);
                quote! { if #negated { return Ok(None); } }
            }
        });
        // Parameters are moved into the node after the last initial value that reads them.
        let mut reads_params = false;
        for var in &machine.vars {
            evc_ir::visit::each(&var.init, &mut |part| {
                reads_params |= matches!(part.kind, evc_ir::ExprKind::Param(_));
            });
        }
        let node = match reads_params {
            true => quote!(Node { #(#fields,)* loc, params }),
            false => quote!(Node { loc, params, #(#fields),* }),
        };
        let doc = docs([
            "What to install at a location; `None` where the specification puts nothing.",
            "",
            "# Errors",
            "A fault while the placement or the initial state is computed.",
        ]);
        let shapes = shapes::in_start(machine);
        quote! {
            #doc
            #shapes
            pub fn at(params: &Fixed<Params>, loc: Loc) -> Result<Option<Node>, Fault> {
                #guard
                let params = params.clone();
                let node = #node;
                Ok(Some(node))
            }
        }
    }

    /// The whole value of a state variable, in its own type.
    pub(super) fn state_value(
        &self,
        id: VarId,
        scope: &exprs::Scope<'_>,
        value: &evc_ir::Expr,
    ) -> TokenStream {
        let var = &self.system[self.system.root][id];
        let (name, fields) =
            (self.names.structs.get(id.index()), self.names.fields.get(id.index()));
        let (Some(name), Some(fields), false) = (name, fields, var.fields.is_empty()) else {
            return scope.value(value);
        };
        match &value.kind {
            evc_ir::ExprKind::Tuple(parts) => {
                let fields = fields.iter().zip(parts).map(|(field, part)| {
                    let part = scope.value(part);
                    if *field == part.to_string() { part } else { quote!(#field: #part) }
                });
                quote!(#name { #(#fields),* })
            }
            _ => {
                let value = scope.value(value);
                quote! {{
                    let (#(#fields),*) = #value;
                    #name { #(#fields),* }
                }}
            }
        }
    }

    /// The state as values, for people to look at.
    pub(super) fn state_values(&self) -> TokenStream {
        let rows = self.vars().zip(&self.names.vars).map(|((id, var), name)| {
            let label = var.name.as_str();
            let fields = self.names.fields.get(id.index()).filter(|_| !var.fields.is_empty());
            let value = match (fields, &var.ty) {
                (Some(fields), Ty::Tuple(_)) => {
                    quote!(Value::tuple([#(self.#name.#fields.to_value()),*]))
                }
                _ => quote!(self.#name.to_value()),
            };
            quote!((#label.to_owned(), #value))
        });
        quote! {
            fn state(&self) -> Vec<(String, Value)> {
                Vec::from([#(#rows),*])
            }
        }
    }
}
