//! From the arguments to the items of the module, or to errors.

use std::path::Path;

use evc_base::{Diagnostic, SourceMap};
use evc_driver::render::{Format, render};
use evc_driver::{Disk, LoadError, Loader, Memory};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::input::Input;

/// The name under which errors speak of a text that is in no file.
const HERE: &str = "event_class!";

/// What the macro expands to; `root` is the folder that paths are relative to.
pub fn expand(tokens: TokenStream, root: Option<&Path>) -> TokenStream {
    let input: Input = match syn::parse2(tokens) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let span = input.span();
    let expanded = match (&input, root) {
        (Input::Text(text), _) => {
            let mut memory = Memory::default();
            memory.insert(HERE, text.value());
            module(&memory, HERE).map(|(items, _)| items)
        }
        (Input::File(path), Some(root)) => file(root, &path.value()),
        (Input::File(_), None) => Err(vec![
            "the path is relative to CARGO_MANIFEST_DIR, which is not set: build with cargo"
                .to_owned(),
        ]),
    };
    expanded.unwrap_or_else(|errors| errors.iter().map(|error| refusal(error, span)).collect())
}

fn refusal(error: &str, span: Span) -> TokenStream {
    quote_spanned!(span => ::core::compile_error! { #error })
}

fn file(root: &Path, path: &str) -> Result<TokenStream, Vec<String>> {
    let (items, files) = module(&Under(root), path)?;
    let whole = |file: &String| Under(root).path(file).map_err(|error| vec![error.to_string()]);
    // The compiler only looks again at files that it has read itself.
    let read = files.iter().map(whole).collect::<Result<Vec<_>, _>>()?;
    Ok(quote! {
        #(const _: &[u8] = ::core::include_bytes!(#read);)*
        #items
    })
}

/// The items of a specification's module with the files it is made of, or what is wrong with it.
fn module(loader: &dyn Loader, path: &str) -> Result<(TokenStream, Vec<String>), Vec<String>> {
    let analysis = evc_driver::analyse(loader, path).map_err(|error| vec![error.to_string()])?;
    match evc_driver::lower(&analysis) {
        Ok(system) => {
            let files = analysis.files().map(str::to_owned).collect();
            Ok((evc_codegen::tokens(&system, &analysis.sources), files))
        }
        Err(found) => {
            let errors = found.iter().filter(|found| found.is_error());
            Err(errors.map(|error| message(&analysis.sources, error)).collect())
        }
    }
}

/// All that a finding says: one line with place and code, then lines that explain it.
fn message(sources: &SourceMap, found: &Diagnostic) -> String {
    let mut message = render(sources, std::slice::from_ref(found), Format::Short, false);
    let here = Some(&found.primary.text).filter(|text| !text.is_empty());
    for line in here.into_iter().chain(&found.notes) {
        message.push_str(&format!("  {line}\n"));
    }
    for label in &found.labels {
        let (name, at) = (&sources.source(label.span.file).name, sources.position(label.span));
        message.push_str(&format!("  {name}:{}:{}: {}\n", at.line, at.column, label.text));
    }
    if let Some(help) = &found.help {
        message.push_str(&format!("  help: {help}\n"));
    }
    message.truncate(message.trim_end().len());
    message
}

/// The files under a folder, named relative to it.
struct Under<'r>(&'r Path);

impl Under<'_> {
    fn path(&self, path: &str) -> Result<String, LoadError> {
        let whole = self.0.join(path);
        whole.to_str().map(str::to_owned).ok_or_else(|| LoadError::Io {
            path: whole.display().to_string(),
            source: std::io::Error::new(
                std::io::ErrorKind::InvalidFilename,
                "the path is not UTF-8 text",
            ),
        })
    }
}

impl Loader for Under<'_> {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        Disk.load(&self.path(path)?)
    }
}
