//! The only place where tokens become text.

use proc_macro2::TokenStream;

/// Formats a module and puts the preamble before it.
///
/// # Panics
/// If the tokens are no Rust: the sections of this crate only produce what they can name.
pub fn module(preamble: &str, tokens: TokenStream) -> String {
    let file: syn::File = match syn::parse2(tokens.clone()) {
        Ok(file) => file,
        Err(error) => panic!("generated tokens are Rust: {error}\n{tokens}"),
    };
    format!("{preamble}\n{}", space(&prettyplease::unparse(&file)))
}

/// Puts a blank line between items, which the formatter leaves out.
fn space(text: &str) -> String {
    let mut out = String::new();
    let mut previous = "";
    for line in text.lines() {
        let starts_item = line.starts_with("///")
            || line.starts_with("#[")
            || line.starts_with("impl")
            || line.starts_with("pub ")
            || line.starts_with("    ///")
            || line.starts_with("    fn ")
            || line.starts_with("    type ");
        let follows_end = matches!(previous, "}" | "    }")
            || previous.starts_with("use ")
            || matches!(previous, "};" | "];");
        let ends_group = previous.trim_start().starts_with("type ");
        let fits = starts_item && !line.starts_with("use ");
        if fits && (follows_end || ends_group) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}
