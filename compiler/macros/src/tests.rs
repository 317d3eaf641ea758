//! Tests of the expansion as a function of tokens.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::expand;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");

const PING: &str = "specification ping\n\
    parameter server : Loc\n\
    input ping : Loc\n\
    output pong : Unit\n\
    let answer slf client = {pong'send client ()} ;;\n\
    main (answer o (ping'base)) @ {server}\n";

fn expanded(tokens: TokenStream) -> TokenStream {
    expand(tokens, Some(Path::new(EXAMPLES)))
}

/// The items, which must be Rust.
fn items(tokens: TokenStream) -> Vec<syn::Item> {
    let text = tokens.to_string();
    syn::parse2::<syn::File>(tokens).unwrap_or_else(|error| panic!("{error}: {text}")).items
}

/// The texts of the errors that are all there is.
fn errors(tokens: TokenStream) -> Vec<String> {
    let text = |item: syn::Item| match item {
        syn::Item::Macro(item)
            if item.mac.path.segments.last().unwrap().ident == "compile_error" =>
        {
            syn::parse2::<syn::LitStr>(item.mac.tokens).unwrap().value()
        }
        other => panic!("expected errors only, got {}", quote!(#other)),
    };
    items(tokens).into_iter().map(text).collect()
}

fn has_struct(items: &[syn::Item], name: &str) -> bool {
    items.iter().any(|item| matches!(item, syn::Item::Struct(item) if item.ident == name))
}

#[test]
fn a_text_becomes_items() {
    assert!(has_struct(&items(expanded(quote!(#PING))), "Node"));
    assert!(has_struct(&items(expanded(quote!(#PING,))), "Node"));
    let raw: TokenStream = format!("r##\"{PING}\"##").parse().unwrap();
    assert!(has_struct(&items(expanded(raw)), "Node"));
}

#[test]
fn a_text_needs_no_folder() {
    assert!(has_struct(&items(expand(quote!(#PING), None)), "Node"));
}

#[test]
fn a_file_becomes_items_and_is_watched() {
    let tokens = expanded(quote!(file = "leader-ring/leader-ring.evml"));
    let path = format!("{EXAMPLES}/leader-ring/leader-ring.evml");
    let watched = quote!(
        const _: &[u8] = ::core::include_bytes!(#path);
    );
    assert!(tokens.to_string().starts_with(&watched.to_string()), "{tokens}");
    assert!(has_struct(&items(tokens), "Node"));
}

#[test]
fn errors_name_their_place_in_the_text() {
    let wrong = PING.replace("client ()", "clientt ()").replace(": Unit", ": Unti");
    let errors = errors(expanded(quote!(#wrong)));
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].starts_with("event_class!:4:15: error[EV"), "{errors:?}");
    assert!(errors[1].starts_with("event_class!:5:36: error[EV"), "{errors:?}");
    assert!(errors[1].contains("`clientt`"), "{errors:?}");
    assert!(errors[1].contains("\n  help: "), "{errors:?}");
    assert!(!errors[1].ends_with('\n'), "{errors:?}");
}

#[test]
fn errors_show_the_other_places_too() {
    let twice = PING.replace("output pong", "input ping : Int\noutput pong");
    let errors = errors(expanded(quote!(#twice)));
    assert!(errors[0].starts_with("event_class!:4:"), "{errors:?}");
    assert!(errors[0].contains("\n  event_class!:3:"), "{errors:?}");
}

#[test]
fn a_text_without_main_is_no_module() {
    let errors = errors(expanded(quote!("specification ping\ninput ping : Loc\n")));
    assert!(errors[0].contains("main"), "{errors:?}");
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let found = errors(expanded(quote!(file = "none.evml")));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("examples/none.evml"), "{found:?}");
    let found = errors(expand(quote!(file = "none.evml"), None));
    assert!(found[0].contains("CARGO_MANIFEST_DIR"), "{found:?}");
}

#[test]
fn other_arguments_are_told_the_forms() {
    let wrong = [
        quote!(),
        quote!(7),
        quote!(file),
        quote!(file = spec),
        quote!(path = "spec.evml"),
        quote!("a" "b"),
        quote!(file = "a", "b"),
        quote!(
            specification ping
            input ping : Loc
        ),
    ];
    for tokens in wrong {
        let text = tokens.to_string();
        let errors = errors(expanded(tokens));
        assert_eq!(errors.len(), 1, "{text}");
        assert!(errors[0].contains("event_class!(file = \"spec.evml\")"), "{text}: {errors:?}");
        assert!(errors[0].contains("event_class!(\"…\")"), "{text}: {errors:?}");
    }
}
