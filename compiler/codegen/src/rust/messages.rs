//! `Msg`, and `Messages`, which knows headers, bodies and bytes.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Context, documentation, types};

impl Context<'_> {
    pub(super) fn messages(&self) -> TokenStream {
        let variants = self.system.messages.iter().zip(&self.names.variants).map(|(msg, name)| {
            let otherwise = format!("The message `{}`.", msg.name);
            let doc = documentation(msg.doc.as_deref(), &otherwise, &self.cite(msg.span));
            match types::components(&msg.ty) {
                [] => quote! { #doc #name },
                parts => {
                    let parts = parts.iter().map(types::rust);
                    quote! { #doc #name(#(#parts),*) }
                }
            }
        });
        let stutters = |name: &Ident| {
            let name = name.to_string();
            name.starts_with("Msg") || name.ends_with("Msg")
        };
        let quiet = self.names.variants.iter().any(stutters).then(|| {
            let reason = "the names are those of the specification";
            quote!(#[allow(clippy::enum_variant_names, reason = #reason)])
        });
        let complex = self
            .system
            .messages
            .iter()
            .any(|message| types::components(&message.ty).iter().any(types::is_complex));
        let complex = complex.then(types::complex);
        let uneven = self.has_large_message().then(|| {
            let reason = "a message is as large as the specification makes it";
            quote!(#[allow(clippy::large_enum_variant, reason = #reason)])
        });
        quote! {
            /// The messages.
            #quiet
            #complex
            #uneven
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum Msg {
                /// What a node starts with, if its configuration says so.
                Boot,
                #(#variants),*
            }
        }
    }

    /// Whether one message is so much larger than all others that linters want it boxed.
    fn has_large_message(&self) -> bool {
        let sizes = self.system.messages.iter().map(|message| {
            let parts = types::components(&message.ty).iter();
            parts.map(|part| types::layout(part).0).sum::<usize>()
        });
        let mut sizes: Vec<_> = sizes.chain([0]).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        matches!(sizes[..], [first, second, ..] if first - second > 200)
    }

    pub(super) fn schema(&self) -> TokenStream {
        let fields = &self.names.methods;
        let headers = self.system.messages.iter().map(|message| {
            let tokens = message.header.iter().map(|token| token.as_str());
            quote!(Header::new([#(#tokens),*]))
        });
        let methods = [self.header(), self.body(), self.message(), self.encode(), self.decode()];
        let fingerprint = self.fingerprint();
        quote! {
            /// What the messages look like from outside.
            #[derive(Clone, Debug)]
            pub struct Messages { boot: Header, #(#fields: Header),* }

            impl Messages {
                /// The messages of the specification.
                pub fn new() -> Self {
                    Self { boot: Header::boot(), #(#fields: #headers),* }
                }
            }

            impl Default for Messages {
                fn default() -> Self {
                    Self::new()
                }
            }

            impl Schema for Messages {
                type Msg = Msg;

                fn boot(&self) -> Msg {
                    Msg::Boot
                }

                #(#methods)*
                #fingerprint
            }
        }
    }

    /// For each message: its variant's pattern with names for the parts, and those names.
    fn arms(&self) -> Vec<(TokenStream, Vec<Ident>)> {
        let messages = self.system.messages.iter().zip(&self.names.variants);
        messages
            .map(|(message, variant)| {
                let count = types::components(&message.ty).len();
                let parts = letters(count);
                let pattern = match count {
                    0 => quote!(Msg::#variant),
                    _ => quote!(Msg::#variant(#(#parts),*)),
                };
                (pattern, parts)
            })
            .collect()
    }

    fn header(&self) -> TokenStream {
        let arms = self.system.messages.iter().zip(&self.names.variants).zip(&self.names.methods);
        let arms = arms.map(|((message, variant), field)| match types::components(&message.ty) {
            [] => quote!(Msg::#variant => &self.#field),
            _ => quote!(Msg::#variant(..) => &self.#field),
        });
        quote! {
            fn header<'a>(&'a self, msg: &'a Msg) -> &'a Header {
                match msg { Msg::Boot => &self.boot, #(#arms),* }
            }
        }
    }

    fn body(&self) -> TokenStream {
        let arms = self.arms().into_iter().map(|(pattern, parts)| match &parts[..] {
            [] => quote!(#pattern => Value::Unit),
            [part] => quote!(#pattern => #part.to_value()),
            parts => quote!(#pattern => Value::tuple([#(#parts.to_value()),*])),
        });
        quote! {
            fn body(&self, msg: &Msg) -> Value {
                match msg { Msg::Boot => Value::Unit, #(#arms),* }
            }
        }
    }

    fn message(&self) -> TokenStream {
        let arms = self.arms().into_iter().zip(&self.system.messages).zip(&self.names.methods);
        let tests = arms.map(|(((pattern, parts), message), field)| {
            let taken = match &parts[..] {
                [] => quote!(()),
                [part] => quote!(#part),
                parts => quote!((#(#parts),*)),
            };
            let expected = message.ty.to_string();
            quote! {
                if *header == self.#field {
                    let #taken = Datum::from_value(body).ok_or_else(|| ill_typed(#expected))?;
                    return Ok(#pattern);
                }
            }
        });
        let ill_typed = (!self.system.messages.is_empty()).then(|| {
            quote! {
                let ill_typed = |expected: &str| SchemaError::BodyType {
                    header: header.clone(),
                    expected: expected.to_owned(),
                };
            }
        });
        let body = if ill_typed.is_some() { quote!(body) } else { quote!(_) };
        quote! {
            fn message(&self, header: &Header, #body: &Value) -> Result<Msg, SchemaError> {
                #ill_typed
                #(#tests)*
                Err(SchemaError::UnknownHeader(header.clone()))
            }
        }
    }

    fn encode(&self) -> TokenStream {
        let arms = self.arms().into_iter().enumerate().map(|(index, (pattern, parts))| {
            let index = proc_macro2::Literal::usize_unsuffixed(index);
            match &parts[..] {
                [] => quote!(#pattern => wire::put_variant(#index, out)),
                parts => quote! {
                    #pattern => {
                        wire::put_variant(#index, out);
                        #(#parts.encode(out);)*
                    }
                },
            }
        });
        quote! {
            fn encode(&self, msg: &Msg, out: &mut Vec<u8>) {
                match msg { Msg::Boot => {} #(#arms),* }
            }
        }
    }

    fn decode(&self) -> TokenStream {
        let arms = self.system.messages.iter().zip(&self.names.variants).enumerate();
        let arms = arms.map(|(index, (message, variant))| {
            let index = proc_macro2::Literal::usize_unsuffixed(index);
            match types::components(&message.ty) {
                [] => quote!(#index => Msg::#variant),
                parts => {
                    let reads = parts.iter().map(|_| quote!(Datum::decode(input)?));
                    quote!(#index => Msg::#variant(#(#reads),*))
                }
            }
        });
        quote! {
            fn decode(&self, input: &mut Reader<'_>) -> Result<Msg, WireError> {
                let msg = match input.take_variant()? {
                    #(#arms,)*
                    other => return Err(WireError::UnknownMessage(other)),
                };
                Ok(msg)
            }
        }
    }

    fn fingerprint(&self) -> TokenStream {
        let rows = self.system.messages.iter().zip(&self.names.methods).map(|(message, field)| {
            let ty = message.ty.to_string();
            quote!((&self.#field, #ty))
        });
        quote! {
            fn fingerprint(&self) -> u128 {
                fingerprint([#(#rows),*])
            }
        }
    }
}

/// Names for the parts of a message.
pub fn letters(count: usize) -> Vec<Ident> {
    let letters = ('a'..='l').map(|letter| format_ident!("{letter}"));
    letters.chain((12..).map(|n| format_ident!("a{n}"))).take(count).collect()
}
