//! Findings about explicit type variables and declared types.

use evc_base::{Diagnostic, Span, codes};

use crate::mismatch::Mismatch;

/// An explicit variable, by name and place, where another type is needed or found.
pub fn variable_not_general(
    span: Span,
    (name, place): (&str, Span),
    other: &str,
    mismatch: &Mismatch,
    reason: Option<(Span, String)>,
) -> Diagnostic {
    let (expected, found) = (&mismatch.expected, &mismatch.found);
    let title = format!("`{name}` stands for every type, but here it would be `{other}`");
    let mut error = Diagnostic::error(codes::EXPLICIT_TYPE_VARIABLE, span, title)
        .here(format!("this is `{found}`"))
        .label(place, format!("`{name}` is written here"))
        .expected(format!("`{expected}`"), format!("`{found}`"));
    if let Some((place, why)) = reason {
        error = error.label(place, why);
    }
    error.help(format!("write the type that is meant instead of `{name}`, or no annotation"))
}

/// Two explicit variables, by name and place, that would be the same type.
pub fn variables_differ(
    span: Span,
    (first, first_place): (&str, Span),
    (second, second_place): (&str, Span),
    mismatch: &Mismatch,
) -> Diagnostic {
    let error = |title| {
        Diagnostic::error(codes::EXPLICIT_TYPE_VARIABLE, span, title)
            .label(first_place, format!("`{first}` stands for every type"))
            .label(second_place, format!("so does `{second}`"))
    };
    if first == second {
        return error(format!("the two `{first}` belong to different definitions"))
            .here("would make them the same type")
            .help("a variable belongs to the innermost definition around it: leave one out");
    }
    let (expected, found) = (&mismatch.expected, &mismatch.found);
    error(format!("`{first}` and `{second}` need not be the same type"))
        .here(format!("this is `{found}`"))
        .expected(format!("`{expected}`"), format!("`{found}`"))
        .help(format!("write `{first}` in both places"))
}

/// An explicit variable that would leave its definition.
pub fn variable_escapes(span: Span, name: &str, place: Span) -> Diagnostic {
    let title = format!("`{name}` stands for every type, but what is around it has one type only");
    Diagnostic::error(codes::EXPLICIT_TYPE_VARIABLE, span, title)
        .here("its type would depend on something outside the inner definition")
        .label(place, format!("`{name}` belongs to the innermost definition around it"))
        .help(format!("leave `{name}` out here, or write it on the outer definition's argument"))
}

/// An explicit variable in a declared type that does not take it.
pub fn undeclared_variable(span: Span, name: &str) -> Diagnostic {
    let title = format!("unknown type variable `{name}`");
    Diagnostic::error(codes::UNKNOWN_TYPE, span, title)
        .here("not one that this declaration takes")
        .help(format!(
            "only `type` takes variables, before its name: `type {name} T = {name} List`"
        ))
}

/// A variable of a message or parameter that no use determines; `known` is what is known of it.
pub fn unsolved_variable(span: Span, name: &str, known: Option<String>) -> Diagnostic {
    let title = format!("nothing determines the type `{name}`");
    Diagnostic::error(codes::UNSOLVED_TYPE, span, title)
        .here(match known {
            Some(known) => format!("its uses say no more than that it is `{known}`"),
            None => "one type for the whole program, found from its uses".to_owned(),
        })
        .help("write the type that is meant")
}

/// A type parameter of something else than `Type`.
pub fn type_of_types(span: Span, name: &str) -> Diagnostic {
    let title = format!("`{name}` is declared as a type of something else than `Type`");
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here("this is not `Type`")
        .help(format!("a declared type with variables is written `'a {name} : Type`"))
}

/// A type with a decider whose type is not the one of such a pair.
pub fn decider_type(span: Span, name: &str) -> Diagnostic {
    let title = "this is not the type of a type with its decider";
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here("a type comes with a decider of its equality")
        .help(format!("write `Type * {name} Deq`"))
}

/// A constraint on a type parameter.
pub fn constraint_of_type(span: Span, name: &str) -> Diagnostic {
    let title = format!("`{name}` is a type, and a type cannot be constrained");
    Diagnostic::error(codes::NOT_A_PROPOSITION, span, title)
        .here("only parameters that are values have constraints")
        .help("remove the constraint, or write it on a parameter of this type")
}

/// A choice of an overloaded constant with the wrong number of types.
pub fn choice_size(span: Span, expected: usize, found: usize) -> Diagnostic {
    let title = "an alternative has one type for each variable";
    Diagnostic::error(codes::BAD_OVERLOADING, span, title)
        .here(format!("{found} given"))
        .expected(expected.to_string(), found.to_string())
        .help(
            "write one type for each variable after `with`, as in `with ('a, 'b) in {(Int, Bool)}`",
        )
}

/// A choice of an overloaded constant that is any type.
pub fn choice_is_variable(span: Span) -> Diagnostic {
    let title = "an alternative that is any type cannot be told from the others";
    Diagnostic::error(codes::BAD_OVERLOADING, span, title)
        .here("a type variable")
        .help("write a type constructor, as in `'a List`")
}

/// Two choices of an overloaded constant with the same outermost constructors.
pub fn choices_alike(span: Span, first: Span) -> Diagnostic {
    let title = "two alternatives cannot be told apart";
    Diagnostic::error(codes::BAD_OVERLOADING, span, title)
        .here("built like the first")
        .label(first, "the first")
        .help("alternatives differ in their outermost type constructors: remove one of the two")
}

/// A variable of an overloaded constant that its type does not have.
pub fn overloading_unused(span: Span, var: &str) -> Diagnostic {
    let title = format!("the type of this does not have `{var}`, so no use can choose");
    Diagnostic::error(codes::BAD_OVERLOADING, span, title)
        .here("overloaded in a variable that its type does not have")
        .help(format!("write `{var}` in the constant's type, or leave it out after `with`"))
}

/// A use of an overloaded constant for which several choices are possible.
pub fn unresolved_overloading(span: Span, name: &str, choices: &[String]) -> Diagnostic {
    let title = format!("which `{name}` is meant is not determined");
    Diagnostic::error(codes::UNRESOLVED_OVERLOADING, span, title)
        .here(format!("could be the one for {}", either(choices)))
        .help("annotate it or an operand with its type, as in `(x : Int)`")
}

/// A use of an overloaded constant for which no choice is possible.
pub fn no_choice(
    span: Span,
    name: &str,
    declared: Span,
    choices: &[String],
    found: &str,
) -> Diagnostic {
    let title = format!("there is no `{name}` for `{found}`");
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here(format!("used with `{found}`"))
        .label(declared, "declared here")
        .expected(either(choices), format!("`{found}`"))
        .help("use it with one of the types it is declared for")
}

/// Types as alternatives, in words.
pub fn either(choices: &[String]) -> String {
    let quoted: Vec<_> = choices.iter().map(|choice| format!("`{choice}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}
