//! The arguments of the macro.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitStr, Token};

/// Said where the arguments are none of the forms.
const FORMS: &str = "expected `event_class!(file = \"spec.evml\")`, with a path relative to the \
                     package's folder, or `event_class!(\"…\")`, with the text of a specification";

/// Where the specification is.
pub enum Input {
    /// In a file, whose path is given.
    File(LitStr),
    /// Here.
    Text(LitStr),
}

impl Input {
    /// The place in the Rust file that errors point at.
    pub fn span(&self) -> Span {
        match self {
            Self::File(literal) | Self::Text(literal) => literal.span(),
        }
    }
}

impl Parse for Input {
    fn parse(tokens: ParseStream<'_>) -> syn::Result<Self> {
        let input = form(tokens).map_err(|error| syn::Error::new(error.span(), FORMS))?;
        tokens.parse::<Option<Token![,]>>()?;
        if tokens.is_empty() { Ok(input) } else { Err(tokens.error(FORMS)) }
    }
}

fn form(tokens: ParseStream<'_>) -> syn::Result<Input> {
    if tokens.peek(LitStr) {
        return Ok(Input::Text(tokens.parse()?));
    }
    let key: Ident = tokens.parse()?;
    if key != "file" {
        return Err(syn::Error::new(key.span(), FORMS));
    }
    tokens.parse::<Token![=]>()?;
    Ok(Input::File(tokens.parse()?))
}
