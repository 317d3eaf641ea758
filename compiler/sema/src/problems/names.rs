//! Findings about names.

use evc_base::{Diagnostic, Span, codes};

use crate::hir::{Direction, Message};

/// A value name that nothing declares.
pub fn unknown_name(span: Span, name: &str, similar: Option<&str>) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_NAME, span, format!("unknown name `{name}`"))
        .here("nothing in scope has this name")
        .help(match similar {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("declare `{name}` above, as a `parameter` or with `let`"),
        })
}

/// A name of the library that is not imported.
pub fn not_imported(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_NAME, span, format!("unknown name `{name}`"))
        .here("the library has it, but it is not imported")
        .help(format!("write `import {name}` above"))
}

/// A type of the library that is not imported.
pub fn type_not_imported(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_TYPE, span, format!("unknown type `{name}`"))
        .here("the library has it, but it is not imported")
        .help(format!("write `import type {name}` above"))
}

/// A subtraction without blanks, which is read as one name.
pub fn minus_in_name(span: Span, name: &str, left: &str, right: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_NAME, span, format!("unknown name `{name}`"))
        .here("one name: `-` can be part of a name")
        .help(format!("write `{left} - {right}` with blanks to subtract"))
}

/// An operator that nothing declares, perhaps one of another language.
pub fn unknown_operator(span: Span, name: &str) -> Diagnostic {
    let known = match name {
        "&&" => Some("&"),
        "!=" | "/=" | "=/=" | "\\=" => Some("<>"),
        "=<" => Some("<="),
        "|||" => Some("||"),
        _ => None,
    };
    Diagnostic::error(codes::UNKNOWN_NAME, span, format!("`{name}` is no operator"))
        .here("nothing in scope has this name")
        .help(match known {
            Some(known) => format!("write `{known}`"),
            None => format!("declare it above, as in `let infix 5 {name} x y = …`"),
        })
}

/// A name that is declared after its use.
pub fn used_too_early(span: Span, name: &str, declared: Span) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_NAME, span, format!("`{name}` is used before it is declared"))
        .here("not declared yet")
        .label(declared, "declared here")
        .help("move the declaration above its use")
}

/// A name that is used in its own definition.
pub fn names_itself(span: Span, name: &str, declared: Span) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_NAME, span, format!("`{name}` is used in its own definition"))
        .here("not declared yet")
        .label(declared, "being defined here")
        .help("define a recursive function with `letrec` and a recursive class with `classrec`")
}

/// A message where a value is needed.
pub fn message_as_value(span: Span, message: &Message) -> Diagnostic {
    let name = &message.name;
    let title = format!("`{name}` is a message, and a message is no value");
    let found = Diagnostic::error(codes::UNKNOWN_NAME, span, title)
        .here("the name of a message")
        .label(message.span, "declared here");
    match message.direction {
        Direction::Input => found.help(format!("the class of its bodies is `{name}'base`")),
        Direction::Internal | Direction::Output => found.help(format!(
            "the class of its bodies is `{name}'base`, the function that sends it `{name}'send`"
        )),
    }
}

/// A parameter named in a configuration where it has no value.
pub fn parameter_not_given(span: Span, name: &str) -> Diagnostic {
    let title = format!("the parameter `{name}` has no value here");
    Diagnostic::error(codes::UNKNOWN_LOCATION, span, title)
        .here("neither a location nor a parameter given above")
        .help("write the value itself, or move this below the line that gives it to the parameter")
}

/// An imported name that the library does not define.
pub fn unknown_import(span: Span, name: &str, similar: Option<&str>) -> Diagnostic {
    let title = format!("the library has no `{name}`");
    let found = Diagnostic::error(codes::UNKNOWN_NAME, span, title).here("nothing to import");
    match similar {
        Some(similar) => found.help(format!("did you mean `{similar}`?")),
        None => found.help(format!("define `{name}` in this file; `evc doc` lists the library")),
    }
}

/// An imported type that the library does not define.
pub fn unknown_import_type(span: Span, name: &str, similar: Option<&str>) -> Diagnostic {
    let title = format!("the library has no type `{name}`");
    let found = Diagnostic::error(codes::UNKNOWN_TYPE, span, title).here("nothing to import");
    match similar {
        Some(similar) => found.help(format!("did you mean `{similar}`?")),
        None => found.help(format!("declare `{name}` in this file; `evc doc` lists the library")),
    }
}

/// A type of the library imported as a value.
pub fn imported_type_as_value(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_NAME, span, format!("`{name}` is a type of the library"))
        .here("imported as a value")
        .help(format!("write `import type {name}`"))
}

/// A value of the library imported as a type.
pub fn imported_value_as_type(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_TYPE, span, format!("`{name}` is a value of the library"))
        .here("imported as a type")
        .help(format!("write `import {name}`"))
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
        None => found.help(format!("declare it above, as in `type {name} = Int`")),
    }
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

/// One name for two messages.
pub fn message_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::error(codes::SEVERAL_NAMES, span, format!("two messages have the name `{name}`"))
        .here("the second")
        .label(first, "the first")
        .help("give one of the two another name; its header may stay what it is")
}

/// Two specifications that have different bodies for messages with one header.
pub fn header_of_another_type(
    span: Span,
    header: &str,
    (found, expected): (&str, &str),
    first: Span,
) -> Diagnostic {
    let title = format!("the messages with the header ``{header}`` have different bodies");
    Diagnostic::error(codes::DUPLICATE_HEADER, span, title)
        .here(format!("this has `{found}`"))
        .label(first, format!("the other specification has `{expected}`"))
        .help("messages with one header are one message: give both one type, or other headers")
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

/// A type declared under the name of a built-in one.
pub fn built_in_type(span: Span, name: &str) -> Diagnostic {
    let title = format!("the built-in type `{name}` cannot be redefined");
    Diagnostic::error(codes::ALREADY_DECLARED, span, title)
        .here("always means the built-in")
        .help("give the type another name")
}
