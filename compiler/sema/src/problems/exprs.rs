//! Findings about expressions: class forms, collections, propositions and the rest.

use evc_base::{Diagnostic, Span, codes};

/// How many arguments a function takes and how many it is given.
#[derive(Clone, Copy, Debug)]
pub struct Arity {
    /// What it takes.
    pub takes: usize,
    /// What it is given.
    pub given: usize,
}

impl Arity {
    fn title(self) -> String {
        let Self { takes, given } = self;
        let arguments = if takes == 1 { "argument" } else { "arguments" };
        format!("this function takes {takes} {arguments}, but it is given {given}")
    }
}

/// A function of a class form that takes fewer arguments than the form gives.
pub fn too_few_parameters(
    span: Span,
    arity: Arity,
    (form, gives): (Span, &str),
    lacks_location: bool,
) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, span, arity.title())
        .here("takes too few arguments")
        .label(form, gives)
        .help(if lacks_location {
            "take the location first, as in `\\slf.\\x. …` or `let f slf x = …`"
        } else {
            "write a parameter for each argument, and `_` for what the function ignores"
        })
}

/// A function of a class form that takes more arguments than the form gives.
pub fn too_many_parameters(span: Span, arity: Arity, (form, gives): (Span, &str)) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, span, arity.title())
        .here("takes too many arguments")
        .label(form, gives)
        .help("remove a parameter, or give the form the class that it stands for")
}

/// Something that is no function where a class form needs one.
pub fn not_the_function_of_a_form(
    span: Span,
    (wanted, found): (&str, &str),
    (form, gives): (Span, &str),
    wrap: &str,
) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .here(format!("this is `{found}`"))
        .label(form, gives)
        .expected(format!("`{wanted}`"), format!("`{found}`"))
        .help(wrap)
}

/// A function of a class form that takes an argument of another type than it is given.
pub fn wrong_parameter(
    span: Span,
    at: usize,
    (wanted, found): (&str, &str),
    (given, taken): (&str, &str),
    (place, why): (Span, &str),
    help: Option<&str>,
) -> Diagnostic {
    let which = match at {
        0 => "first".to_owned(),
        1 => "second".to_owned(),
        2 => "third".to_owned(),
        _ => format!("{}th", at + 1),
    };
    Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .here(format!("its {which} argument is `{taken}`, but it is given `{given}`"))
        .label(place, why)
        .expected(format!("`{wanted}`"), format!("`{found}`"))
        .help(match help {
            Some(help) => help.to_owned(),
            None => format!("take a `{given}` as the {which} argument"),
        })
}

/// `A || f o X`, which composes all of `A || f`.
pub fn operator_in_composition(span: Span, op: &str, composition: Span) -> Diagnostic {
    let title = format!("a class made by `{op}` is no function that could be composed");
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here("all of this stands to the left of `o`")
        .label(composition, "`o` is looser than every operator")
        .help(format!("put the composition in parentheses, as in `A {op} (f o (X))`"))
}

/// `Prior(self)` in a composition of bags.
pub fn self_in_bags(span: Span) -> Diagnostic {
    let title = "`Prior(self)` has no meaning in a composition of bags";
    Diagnostic::error(codes::BAD_RECURSION, span, title)
        .here("only `o` gives a function its prior values")
        .help("compose with `o`, as in `f o (X, Prior(self))`")
}

/// A `case` that does not cover every value.
pub fn not_exhaustive(value: Span, missing: &str, nested: Option<Span>) -> Diagnostic {
    let (title, here) = if missing == "_" {
        ("this `case` has no arm for other values".to_owned(), "no arm is left for it".to_owned())
    } else {
        (format!("this `case` has no arm for `{missing}`"), format!("can be `{missing}`"))
    };
    let found = Diagnostic::error(codes::NOT_EXHAUSTIVE, value, title).here(here);
    match nested {
        Some(inner) => found
            .label(inner, "this `case` takes all the arms behind it")
            .help("put the inner `case` in parentheses"),
        None => found.help(format!("add the arm `of {missing} => …` at the end")),
    }
}

/// A `case` whose patterns combine in too many ways.
pub fn too_many_combinations(value: Span) -> Diagnostic {
    let title = "this `case` is too large to tell whether every value has an arm";
    Diagnostic::error(codes::NOT_EXHAUSTIVE, value, title)
        .here("its patterns combine in more ways than the compiler follows")
        .help("add the arm `of _ => …` at the end")
}

/// An arm that no value reaches.
pub fn redundant_arm(arm: Span, earlier: Option<Span>, variable: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(codes::REDUNDANT_ARM, arm, "this arm is never reached")
        .here("matches nothing that is left");
    let found = match earlier {
        Some(earlier) => found.label(earlier, "matches all of it"),
        None => found,
    };
    match variable {
        Some(name) => found.help(format!(
            "`{name}` is a new variable here, which matches every value: to match a constructor, \
             write its argument, as in `{name} _`; to compare, use `if`"
        )),
        None => found.help("remove the arm, or move it up"),
    }
}

/// Arms of which it is not known whether a value reaches them.
pub fn arms_not_followed(value: Span) -> Diagnostic {
    let title = "this `case` is too large to tell whether all its arms are reached";
    Diagnostic::warning(codes::REDUNDANT_ARM, value, title)
        .here("its patterns combine in more ways than the compiler follows")
        .help("take the value apart in several steps")
}

/// A name in the place of a constructor that is none.
pub fn unknown_constructor(span: Span, name: &str, similar: Option<&str>) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_NAME, span, format!("`{name}` is no constructor"))
        .here("no data type in scope has a constructor of this name")
        .help(match similar {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "match with `inl p`, `inr p` or a constructor that `data` declares".to_owned(),
        })
}

/// A pattern for values of another type.
pub fn wrong_pattern(
    span: Span,
    (expected, found): (&str, &str),
    reason: Option<(Span, String)>,
    help: String,
) -> Diagnostic {
    let error = Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .here(format!("this matches `{found}`"))
        .expected(format!("`{expected}`"), format!("`{found}`"))
        .help(help);
    match reason {
        Some((place, why)) => error.label(place, why),
        None => error,
    }
}

/// A real number as a pattern.
pub fn real_pattern(span: Span) -> Diagnostic {
    Diagnostic::error(codes::ILLEGAL_PATTERN, span, "a real number cannot be matched")
        .here("real numbers have no equality")
        .help("match with a variable or `_`")
}

/// A list pattern longer than the compiler follows.
pub fn list_pattern_too_long(span: Span, most: usize) -> Diagnostic {
    let title = format!("a list pattern of more than {most} elements");
    Diagnostic::error(codes::NESTED_TOO_DEEPLY, span, title)
        .here("has more elements than the compiler follows")
        .help("match the first elements, as in `a . b . rest`")
}

/// A proposition where a `Bool` is needed.
pub fn proposition_as_condition(
    span: Span,
    reason: Option<(Span, String)>,
    help: &str,
) -> Diagnostic {
    let error = Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .here("a proposition has no value when running")
        .expected("`Bool`", "`Prop`")
        .help(help);
    match reason {
        Some((place, why)) if place != span => error.label(place, why),
        _ => error,
    }
}

/// A value that is neither a `Bool` nor a proposition where a proposition is needed.
pub fn not_a_proposition(span: Span, found: &str, help: &str) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_PROPOSITION, span, "this is not a proposition")
        .here(format!("this is `{found}`"))
        .expected("a proposition or a `Bool`", format!("`{found}`"))
        .help(help)
}

/// `not` of a `Bool`.
pub fn not_of_bool(span: Span, argument: Span) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_PROPOSITION, argument, "`not` takes a proposition")
        .here("this is `Bool`")
        .label(span, "negates a proposition")
        .expected("a proposition", "`Bool`")
        .help("negate a `Bool` with `!`, or make it a proposition with `assert`")
}

/// `MSG` with a header that no message has.
pub fn unknown_header(span: Span, header: &str, similar: Option<&str>) -> Diagnostic {
    let title = format!("no message has the header ``{header}``");
    Diagnostic::error(codes::UNKNOWN_HEADER, span, title).here("not declared above").help(
        match similar {
            Some(similar) => format!("did you mean ``{similar}``?"),
            None => format!(
                "declare a message with this header, as in ``internal m, ``{header}`` : T``"
            ),
        },
    )
}

/// `MSG` with a header that is not written out.
pub fn header_not_literal(span: Span) -> Diagnostic {
    Diagnostic::error(codes::UNKNOWN_HEADER, span, "the header of `MSG` must be written out")
        .here("not a list of tokens")
        .help("write the tokens of a declared header, as in `MSG(``a b``, e)`")
}

/// A bag that is made a bag.
pub fn already_a_bag(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .here(format!("this is `{found}`, but `/~` makes a bag of a list"))
        .expected("a list", format!("`{found}`"))
        .help("remove `/~`: this is a bag already")
}

/// A tuple of the wrong number of components.
pub fn tuple_length(
    span: Span,
    (expected, found): (&str, &str),
    reason: Option<(Span, String)>,
    components: usize,
) -> Diagnostic {
    let error = Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .here(format!("this is `{found}`"))
        .expected(format!("`{expected}`"), format!("`{found}`"))
        .help(format!("write a tuple of {components} components"));
    match reason {
        Some((place, why)) if place.to(span) != place => error.label(place, why),
        _ => error,
    }
}
