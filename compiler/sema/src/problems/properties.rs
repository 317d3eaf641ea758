//! Findings about properties, assumptions and guarantees.

use evc_base::{Diagnostic, Span, codes};

/// Two properties with one name.
pub fn property_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    let title = format!("two properties have the name `{name}`");
    Diagnostic::error(codes::SEVERAL_NAMES, span, title)
        .here("the second")
        .label(first, "the first")
        .help("give one of the two another name")
}

/// A class of a property with more argument patterns than it takes arguments.
pub fn too_many_patterns(span: Span, name: &str, takes: usize, given: usize) -> Diagnostic {
    let title = format!("`{name}` is given too many arguments");
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here("has no argument to match")
        .expected(count(takes), given.to_string())
        .help("remove the surplus patterns: values of the class are matched after `on`")
}

fn count(arguments: usize) -> String {
    match arguments {
        0 => "no arguments".to_owned(),
        1 => "1 argument".to_owned(),
        _ => format!("{arguments} arguments"),
    }
}

/// A property of something that is no class, or of a function that lacks arguments.
pub fn observes_no_class(span: Span, name: &str, found: &str, lacking: bool) -> Diagnostic {
    let title = match lacking {
        true => format!("`{name}` needs more arguments to be a class"),
        false => format!("`{name}` is not an event class"),
    };
    Diagnostic::error(codes::TYPE_MISMATCH, span, title)
        .here(format!("this is `{found}`"))
        .expected("an event class", format!("`{found}`"))
        .help(match lacking {
            true => format!("add a variable for each argument, as in `in {name} x`"),
            false => "a property observes a class: name one defined with `class`".to_owned(),
        })
}

/// Something assumed or guaranteed that is no `Prop`.
pub fn no_named_proposition(span: Span, name: &str, found: &str, is_bool: bool) -> Diagnostic {
    Diagnostic::error(codes::NOT_A_PROPOSITION, span, format!("`{name}` is not a proposition"))
        .here(format!("this is `{found}`"))
        .expected("`Prop`", format!("`{found}`"))
        .help(if is_bool {
            format!("define `{name}` as a statement with `forall`, or as `assert (…)`")
        } else {
            format!("define it as a statement, as in `let {name} : Prop = forall …`")
        })
}
