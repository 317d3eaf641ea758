//! Findings about expressions: class forms, collections, propositions and the rest.

use evc_base::{Diagnostic, Span, codes};

use crate::mismatch::Mismatch;

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
    order: &str,
) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, span, arity.title())
        .here("takes too few arguments")
        .label(form, gives)
        .help(order)
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
            None => format!("let the function take `{given}` as its {which} argument"),
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

/// A function of a class form that returns something else than the form needs.
pub fn wrong_result(span: Span, mismatch: &Mismatch, reason: Option<(Span, String)>) -> Diagnostic {
    let Mismatch { expected, found, hint, .. } = mismatch;
    let error = Diagnostic::error(codes::TYPE_MISMATCH, span, "type mismatch")
        .expected(format!("`{expected}`"), format!("`{found}`"))
        .help(match hint {
            Some(hint) => (*hint).to_owned(),
            None => format!("let the function return `{expected}`"),
        });
    match reason {
        Some((place, why)) if place.to(span) == place => {
            error.here(format!("this returns `{found}`, but {why}"))
        }
        Some((place, why)) => error.here(format!("this returns `{found}`")).label(place, why),
        None => error.here(format!("this returns `{found}`")),
    }
}

/// A function of a class form that takes two of its arguments in the wrong order.
pub fn exchanged_parameters(span: Span, (form, gives): (Span, &str), order: &str) -> Diagnostic {
    let title = "these parameters take their arguments in the wrong order";
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here("each takes apart what the other is given")
        .label(form, gives)
        .help(order)
}

/// A transition written behind the class that drives it.
pub fn transition_behind_class(transition: Span, class: Span) -> Diagnostic {
    let title = "a transition stands behind the class that drives it";
    Diagnostic::error(codes::TYPE_MISMATCH, transition, title)
        .here("a function where the class is expected")
        .label(class, "a class where the transition is expected")
        .help(
            "write the initial state, then each transition and its class, as in `State (i, t, X)`",
        )
}

/// A class that is applied as if it were a function.
pub fn class_applied(span: Span, found: &str, argument: Span) -> Diagnostic {
    Diagnostic::error(codes::TYPE_MISMATCH, span, "this is applied, but it is not a function")
        .here(format!("this is `{found}`"))
        .label(argument, "the argument it is given")
        .expected("a function", format!("`{found}`"))
        .help("a class takes no argument: its values reach a function by composition, as in `f o (X)`")
}

/// `not a = b`, which negates `a` only.
pub fn negation_of_operand(span: Span, op: Span) -> Diagnostic {
    let title = "`not` takes only what stands directly behind it";
    Diagnostic::error(codes::NOT_A_PROPOSITION, span, title)
        .here("negated before it is compared")
        .label(op, "compares the negation")
        .help("put the comparison in parentheses and negate it with `!`, as in `!(x = y)`")
}

/// A `case` that does not cover every value: one that is missing, and the arm to add for it.
pub fn not_exhaustive(
    value: Span,
    (missing, arm): (&str, &str),
    nested: Option<Span>,
) -> Diagnostic {
    let (title, here) = if missing == "_" {
        ("this `case` has no arm for other values".to_owned(), "can have other values".to_owned())
    } else {
        (format!("this `case` has no arm for `{missing}`"), format!("can be `{missing}`"))
    };
    let found = Diagnostic::error(codes::NOT_EXHAUSTIVE, value, title).here(here);
    match nested {
        Some(inner) => found
            .label(inner, "this `case` takes all the arms behind it")
            .help("put the inner `case` in parentheses"),
        None => found.help(format!("add the arm `of {arm} => …` at the end")),
    }
}

/// An arm of a `case` that is read as a part of the one before it.
pub fn arm_without_of(pattern: Span) -> Diagnostic {
    Diagnostic::error(codes::SYNTAX, pattern, "each arm of a `case` begins with `of`")
        .here("read as a part of the arm before it")
        .help("write `of` before this pattern")
}

/// A send in a bag of instructions that lacks an argument: of which type the sending function and
/// what it lacks are, and how it is written in full.
pub fn send_without_argument(
    span: Span,
    name: &str,
    (takes, lacks): (&str, &str),
    written: &str,
) -> Diagnostic {
    let title = format!("`{name}` is given too few arguments to be an instruction");
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here(format!("still takes `{lacks}`"))
        .expected("`Interface`", format!("`{takes}` with too few arguments"))
        .help(format!("write all its arguments, the body last, as in `{written}`"))
}

/// A broadcast as an element of a bag.
pub fn broadcast_in_bag(span: Span, name: &str) -> Diagnostic {
    let title = format!("`{name}` gives a bag of instructions, and stands in a bag");
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here("this is `Interface Bag`")
        .expected("`Interface`", "`Interface Bag`")
        .help(format!("leave out the braces: `{name} ls value` is a bag already"))
}

/// A `case` whose patterns combine in too many ways.
pub fn too_many_combinations(value: Span) -> Diagnostic {
    let title = "this `case` is too large to tell whether every value has an arm";
    Diagnostic::error(codes::NOT_EXHAUSTIVE, value, title)
        .here("its patterns combine in more ways than the compiler follows")
        .help("add the arm `of _ => …` at the end")
}

/// What a variable that matches everything is also the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// A constructor.
    Constructor,
    /// Another value.
    Value,
}

/// An arm that no value reaches, because of an earlier one or of several; `meant` says which
/// variable matches everything, and what else it names.
pub fn redundant_arm(arm: Span, earlier: Option<Span>, meant: Option<(&str, Meant)>) -> Diagnostic {
    let mut found = Diagnostic::error(codes::REDUNDANT_ARM, arm, "this arm is never reached")
        .here("matches nothing that is left");
    if let Some(earlier) = earlier {
        found = found.label(earlier, "matches all of it");
    }
    match meant {
        Some((name, Meant::Constructor)) => found.help(format!(
            "`{name}` alone is a new variable: a constructor is matched with its argument, as in \
             `{name} _`"
        )),
        Some((name, Meant::Value)) => found.help(format!(
            "`{name}` is a new variable here: compare with the other `{name}` in an `if`"
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
            None => format!("declare a message with it, as in `internal m, ``{header}`` : T`"),
        },
    )
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
