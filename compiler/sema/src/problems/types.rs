//! Findings about types.

use evc_base::{Diagnostic, Span, codes};

use crate::mismatch::Mismatch;

/// Two types that do not agree.
pub fn type_mismatch(
    span: Span,
    mismatch: &Mismatch,
    reason: Option<(Span, String)>,
) -> Diagnostic {
    let (expected, found) = (&mismatch.expected, &mismatch.found);
    let mut error = Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .expected(format!("`{expected}`"), format!("`{found}`"));
    error = match reason {
        // A place around this one needs no label of its own.
        Some((place, why)) if place.file == span.file && place.to(span) == place => {
            error.here(format!("this is `{found}`, but {why}"))
        }
        Some((place, why)) => error.here(format!("this is `{found}`")).label(place, why),
        None => error.here(format!("this is `{found}`")),
    };
    if let Some((expected, found)) = &mismatch.parts {
        error = error.note(format!("they differ where `{expected}` meets `{found}`"));
    }
    match mismatch.hint {
        Some(hint) => error.help(hint),
        None => error.help(format!("write an expression of type `{expected}` here")),
    }
}

/// A class declaration whose value is not a class.
pub fn not_a_class(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_CLASS, span, "this is not an event class")
        .here(format!("this is `{found}`"))
        .expected("an event class", format!("`{found}`"))
        .help("define it with `let`, or compose a function with a class, as in `f o (X)`")
}

/// A type that is too large to be worked with.
pub fn type_too_large(span: Span) -> Diagnostic {
    let title = "the type of this is too large";
    Diagnostic::error(codes::TYPE_TOO_LARGE, span, title)
        .here("its type has more parts than the compiler follows")
        .help("use smaller tuples, or annotate an operand with a simpler type")
}

/// A type that would contain itself.
pub fn infinite_type(span: Span) -> Diagnostic {
    Diagnostic::error(codes::INFINITE_TYPE, span, "this expression would need an infinite type")
        .here("its type would contain itself")
        .help("a value cannot be applied to itself or be a part of itself")
}

/// A decider that is applied: `(op =)` itself, or another one.
pub fn decider_applied(span: Span, found: &str, argument: Span, own: bool) -> Diagnostic {
    let help = if own {
        "write `=` between the two, as in `x = y`, or `eqof (op =) x y`"
    } else {
        "`eqof` gives the function of a decider, as in `eqof d x y`"
    };
    Diagnostic { help: Some(help.to_owned()), ..not_a_function(span, found, argument) }
}

/// An application of something that is not a function.
pub fn not_a_function(span: Span, found: &str, argument: Span) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, span, "this is applied, but it is not a function")
        .here(format!("this is `{found}`"))
        .label(argument, "the argument it is given")
        .expected("a function", format!("`{found}`"))
        .help("remove the argument, or write the operator that is missing before it")
}

/// A type constructor with the wrong number of arguments.
pub fn type_arity(span: Span, name: &str, expected: usize, found: usize) -> Diagnostic {
    let title = format!("`{name}` is given the wrong number of types");
    Diagnostic::error(codes::TYPE_ARITY, span, title)
        .here(format!("takes {}", count(expected)))
        .expected(count(expected), count(found))
        .help("the types stand before the name, as in `Int List` or `(Int, Bool) pair`")
}

fn count(types: usize) -> String {
    match types {
        0 => "no types".to_owned(),
        1 => "1 type".to_owned(),
        _ => format!("{types} types"),
    }
}
