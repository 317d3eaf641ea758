//! `Params`: the values a configuration gives.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Context, docs, documentation, types};

impl Context<'_> {
    pub(super) fn params(&self) -> TokenStream {
        let params = &self.system.params;
        let mut read = std::collections::BTreeSet::new();
        self.each_expr(&mut |expr| {
            if let evc_ir::ExprKind::Param(id) = expr.kind {
                read.insert(id.index());
            }
        });
        let fields = params.iter().zip(&self.names.params).enumerate();
        let fields = fields.map(|(index, (param, name))| {
            let quiet = (!read.contains(&index)).then(
                || quote!(#[allow(dead_code, reason = "the specification only declares it")]),
            );
            let otherwise = format!("The parameter `{}`.", param.name);
            let doc = documentation(param.doc.as_deref(), &otherwise, &self.cite(param.span));
            let ty = types::rust(&param.ty);
            quote! { #doc #quiet pub #name: #ty }
        });
        let names = params.iter().map(|param| param.name.as_str());
        let doc = docs(["What a configuration gives to the specification."]);
        let build = self.reading_values();
        let complex = params.iter().any(|param| types::is_complex(&param.ty));
        let complex = complex.then(types::complex);
        quote! {
            #doc
            #complex
            #[derive(Clone, Debug)]
            pub struct Params { #(#fields),* }

            impl Params {
                /// The parameters' names in the specification, in order.
                pub const NAMES: &'static [&'static str] = &[#(#names),*];

                #build
            }
        }
    }

    fn reading_values(&self) -> TokenStream {
        let doc = docs([
            "The parameters with those values, in the order of [`Params::NAMES`].",
            "",
            "# Errors",
            "Says which value is missing or not of its parameter's type.",
        ]);
        let reads = self.system.params.iter().zip(&self.names.params).enumerate();
        let fields = reads.map(|(index, (param, name))| {
            let value = if index == 0 {
                quote!(values.first())
            } else {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                quote!(values.get(#index))
            };
            let problem = format!("`{}` must be of type `{}`", param.name, param.ty);
            quote! {
                #name: #value.and_then(Parameter::from_value).ok_or(#problem)?
            }
        });
        let values = if self.system.params.is_empty() { quote!(_) } else { quote!(values) };
        quote! {
            #doc
            pub fn from_values(#values: &[Value]) -> Result<Self, String> {
                Ok(Self { #(#fields),* })
            }
        }
    }
}
