//! The findings of this crate: one function each, so that every wording stands in one place.

use evc_base::{Diagnostic, Span, codes};

/// A value name that nothing declares.
pub fn unknown_name(span: Span, name: &str, similar: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(codes::UNKNOWN_NAME, span, format!("unknown name `{name}`"))
        .here("nothing in scope has this name");
    let minus = name
        .rsplit_once('-')
        .filter(|(_, right)| !right.is_empty() && right.chars().all(|c| c.is_ascii_alphanumeric()));
    match (similar, minus) {
        (Some(similar), _) => found.help(format!("did you mean `{similar}`?")),
        (None, Some((left, right))) => found.help(format!(
            "`-` is a letter of names here: write `{left} - {right}` with blanks to subtract"
        )),
        (None, None) => found
            .help(format!("declare `{name}` before this line: there are no forward references")),
    }
}

/// A name in a configuration that is neither a location nor a parameter.
pub fn unknown_location(span: Span, name: &str, similar: Option<&str>) -> Diagnostic {
    let title = format!("unknown location `{name}`");
    let found = Diagnostic::error(codes::UNKNOWN_LOCATION, span, title)
        .here("neither a location nor a parameter");
    match similar {
        Some(similar) => found.help(format!("did you mean `{similar}`?")),
        None => {
            found.help(format!("add it under `[locations]`, as in `{name} = \"127.0.0.1:7000\"`"))
        }
    }
}

/// A type name that nothing declares.
pub fn unknown_type(span: Span, name: &str, similar: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(codes::UNKNOWN_TYPE, span, format!("unknown type `{name}`"))
        .here("nothing in scope has this name");
    match similar {
        Some(similar) => found.help(format!("did you mean `{similar}`?")),
        None => found.help(format!("declare it with `type {name} = …` before this line")),
    }
}

/// A part of the language that this version does not compile.
pub fn not_yet(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_YET, span, format!("{what} is not compiled by this version"))
        .here("part of the language, but not supported yet")
        .help("the README lists what this version compiles")
}

/// A name declared twice where that is not allowed.
pub fn already_declared(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::error(codes::ALREADY_DECLARED, span, format!("`{name}` is already declared"))
        .here("declared again here")
        .label(first, "first declared here")
        .help("give one of the two another name")
}

/// A built-in constructor as a variable.
pub fn reserved_constructor(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(codes::RESERVED_CONSTRUCTOR, span, format!("`{name}` cannot be rebound"))
        .here("always means the built-in")
        .help(format!("use another name, such as `{name}1`"))
}

/// Two messages with one header.
pub fn duplicate_header(span: Span, header: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        codes::DUPLICATE_HEADER,
        span,
        format!("two messages have the header ``{header}``"),
    )
    .here("the second")
    .label(first, "the first")
    .help("name a different header after a comma, as in ``output m, ``other`` : T``")
}

/// A message that would be taken for the boot event.
pub fn reserved_header(span: Span) -> Diagnostic {
    Diagnostic::error(codes::RESERVED_HEADER, span, "the header ``evc boot`` is reserved")
        .here("would be taken for the event that a node starts with")
        .help("give the message or the specification another name")
}

/// A sending component of an input.
pub fn input_is_never_sent(span: Span, used: &str, message: &str, declared: Span) -> Diagnostic {
    let title = format!("`{used}` does not exist: an input is never sent by the system");
    Diagnostic::error(codes::INPUT_IS_NEVER_SENT, span, title)
        .here("cannot be sent")
        .label(declared, format!("`{message}` is an input"))
        .help(format!("declare `internal {message} : …` if the processes send it to each other"))
}

/// Two types that do not agree.
pub fn type_mismatch(
    span: Span,
    expected: &str,
    found: &str,
    reason: Option<(Span, String)>,
) -> Diagnostic {
    let mismatch = Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .here(format!("this is `{found}`"))
        .expected(format!("`{expected}`"), format!("`{found}`"));
    let mismatch = match reason {
        Some((place, why)) => mismatch.label(place, why),
        None => mismatch,
    };
    match mismatch_hint(expected, found) {
        Some(hint) => mismatch.help(hint),
        None => mismatch.help("change one of the two so that they have the same type"),
    }
}

/// What to write for the mistakes that people make often.
fn mismatch_hint(expected: &str, found: &str) -> Option<String> {
    let element = expected.strip_suffix(" Bag");
    if element == Some(found) {
        return Some("a bag of one value is written `{value}`".to_owned());
    }
    if expected.ends_with(" Class") && found.ends_with(" Bag") {
        return Some(
            "a bag is not a class: compose a function with a class, as in `f o (X)`".to_owned(),
        );
    }
    if expected == "Interface Class" {
        return Some(
            "a class that sends produces instructions: compose it with `m'send`".to_owned(),
        );
    }
    if found.contains("->") && !expected.contains("->") {
        return Some("the function is given too few arguments here".to_owned());
    }
    None
}

/// A type that would contain itself.
pub fn infinite_type(span: Span) -> Diagnostic {
    Diagnostic::error(codes::INFINITE_TYPE, span, "this expression would need an infinite type")
        .here("its type would contain itself")
        .help("a function may not be given itself as an argument")
}

/// An application of something that is not a function.
pub fn not_a_function(span: Span, found: &str, argument: Span) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, span, "this is applied, but it is not a function")
        .here(format!("this is `{found}`"))
        .label(argument, "the argument it is given")
        .expected("a function", format!("`{found}`"))
        .help("remove the argument, or put the `;` or operator that is missing between the two")
}

/// `=` at a type without equality.
pub fn no_equality(span: Span, ty: &str) -> Diagnostic {
    Diagnostic::error(codes::NO_EQUALITY, span, format!("values of type `{ty}` cannot be compared"))
        .here("functions, classes and messages have no equality")
        .help("compare parts that have equality, such as numbers, locations or tokens")
}

/// `=` at a type that is not known.
pub fn equality_not_ground(span: Span, ty: &str) -> Diagnostic {
    let title = "the type that is compared here is not known";
    Diagnostic::error(codes::EQUALITY_NOT_GROUND, span, title)
        .here(format!("compares values of type `{ty}`"))
        .help("annotate an operand, as in `(x : Int)`, or declare `variable x : Int` above")
}

/// A type constructor with the wrong number of arguments.
pub fn type_arity(span: Span, name: &str, expected: usize, found: usize) -> Diagnostic {
    let title = format!("`{name}` is given the wrong number of types");
    Diagnostic::error(codes::TYPE_ARITY, span, title)
        .here("here")
        .expected(format!("{expected}"), format!("{found}"))
        .help("types are applied from the right, as in `Int List` or `(Int, Bool) pair`")
}
