//! Findings about includes.

use evc_base::{Diagnostic, Span, codes};
use smol_str::SmolStr;

/// An included file that is not there.
pub fn include_not_found(span: Span, name: &str, tried: &[String]) -> Diagnostic {
    let title = format!("there is no file for `include {name}`");
    let found = Diagnostic::error(codes::INCLUDE_NOT_FOUND, span, title).here("not found");
    let found = match tried {
        [] => found,
        paths => {
            let paths: Vec<_> = paths.iter().map(|path| format!("`{path}`")).collect();
            found.note(format!("looked for {}", paths.join(", ")))
        }
    };
    found.help("an included file stands beside the one that includes it: write its name without the ending")
}

/// An included file that cannot be read.
pub fn include_unreadable(span: Span, name: &str, why: &str) -> Diagnostic {
    let title = format!("the file for `include {name}` cannot be read");
    Diagnostic::error(codes::INCLUDE_NOT_FOUND, span, title)
        .here("names this file")
        .note(why.to_owned())
        .help("make it a readable text file")
}

/// Includes that lead back to where they began: the place of each with what it names.
pub fn include_cycle(chain: &[(Span, SmolStr)]) -> Diagnostic {
    let (last, name) = chain.last().expect("a cycle has an include");
    let title = format!("`include {name}` includes a file in itself");
    let found = Diagnostic::error(codes::INCLUDE_CYCLE, *last, title).here("leads back here");
    let before = chain.iter().take(chain.len() - 1);
    before
        .fold(found, |found, (span, name)| found.label(*span, format!("includes `{name}`")))
        .help("move what both need to a third file that includes neither")
}

/// A specification that is included although it is there already.
pub fn included_twice(span: Span, name: &str, first: Span, is_own: bool) -> Diagnostic {
    let title = format!("the specification `{name}` is included twice");
    let found = Diagnostic::error(codes::INCLUDED_TWICE, span, title).here("included again");
    let words = if is_own { "the including specification has this name" } else { "included first" };
    found
        .label(first, words)
        .help(format!("its internal messages would be the same: use the first `{name}_main`"))
}

/// Parameters that the main class of an included file needs and is not given.
pub fn missing_arguments(span: Span, file: &str, missing: &[SmolStr]) -> Diagnostic {
    let names: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
    let what = if missing.len() == 1 { "an argument" } else { "arguments" };
    let title = format!("`include {file}` misses {what} for {}", names.join(", "));
    let first = missing.first().map_or("", SmolStr::as_str);
    Diagnostic::error(codes::INCLUDE_ARGUMENT, span, title)
        .here("its main class depends on more than it is given")
        .help(format!("write `include {file} where {first} = …`, with `and` between arguments"))
}

/// An included file that has no main class.
pub fn included_without_main(span: Span, file: &str) -> Diagnostic {
    let title = format!("`include {file}` includes a file without `main`");
    Diagnostic::error(codes::INCLUDE_ARGUMENT, span, title)
        .here("an include only gives access to a main class")
        .help("end the included file with `main X`, where `X` produces instructions")
}

/// One parameter with two arguments.
pub fn argument_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    let title = format!("`{name}` is given twice");
    Diagnostic::error(codes::INCLUDE_ARGUMENT, span, title)
        .here("given again here")
        .label(first, "first given here")
        .help("remove one of the two")
}

/// A type for a value parameter, or a value for a type parameter.
pub fn misplaced_argument(span: Span, name: &str, is_type: bool, declared: Span) -> Diagnostic {
    let (wanted, found) = if is_type { ("type", "value") } else { ("value", "type") };
    let title = format!("`{name}` is a {wanted} parameter and is given a {found}");
    Diagnostic::error(codes::INCLUDE_ARGUMENT, span, title)
        .here(format!("given a {found}"))
        .label(declared, "the parameter")
        .help(if is_type {
            format!("write `type {name} = …`")
        } else {
            format!("write `{name} = …`")
        })
}

/// An `interface` argument.
pub fn interface_argument(span: Span, name: &str) -> Diagnostic {
    let title = "an `interface` argument has no meaning";
    Diagnostic::error(codes::INCLUDE_ARGUMENT, span, title)
        .here("headers cannot be renamed from outside")
        .help(format!(
            "give the message a header parameter in the included file, and write `{name} = …`"
        ))
}

/// A type argument for a parameter that takes types itself.
pub fn argument_takes_no_types(span: Span, arity: usize) -> Diagnostic {
    let title = "this type does not take the types that the parameter takes";
    let types = if arity == 1 { "a type".to_owned() } else { format!("{arity} types") };
    Diagnostic::error(codes::INCLUDE_ARGUMENT, span, title)
        .here(format!("must be the name of a type that takes {types}"))
        .help("write the name alone, as in `type T = List`")
}

/// An argument that the included file does not ask for.
pub fn unknown_argument(span: Span, name: &str, similar: Option<&str>) -> Diagnostic {
    let title = format!("the included file has no parameter `{name}`");
    let found = Diagnostic::warning(codes::UNKNOWN_ARGUMENT, span, title).here("has no effect");
    match similar {
        Some(similar) => found.help(format!("did you mean `{similar}`?")),
        None => found.help("remove the argument"),
    }
}

/// A function as the argument for a decider.
pub fn function_as_decider(span: Span, ty: &str) -> Diagnostic {
    let title = "this function is taken for a decider of equality";
    Diagnostic::warning(codes::DECIDER_EXPECTED, span, title)
        .here(format!("the parameter is a `{ty}`"))
        .help(
            "give a decider, such as `(op =)`, unless the function holds exactly for equal values",
        )
}
