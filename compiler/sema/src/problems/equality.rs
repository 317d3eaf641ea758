//! Findings about equality.

use evc_base::{Diagnostic, Span, codes};
use smol_str::SmolStr;

/// Why a type has no equality; the spans are those of its declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It is built in, and its values are called this.
    Built(&'static str),
    /// A type parameter or constant, as the word says, without a decider.
    NoDecider(Span, &'static str),
    /// A type parameter whose decider is for other arguments.
    OtherDecider(Span),
    /// A data type, with its first constructor.
    Data(Span, Option<SmolStr>),
    /// An abstract type.
    Abstract(Span),
    /// The sets or maps of a parameter.
    Collection(Span),
}

/// `=` at a type `whole` of which `part` has no equality.
pub fn no_equality(span: Span, whole: &str, part: &str, lack: &Lack) -> Diagnostic {
    let title = format!("values of type `{whole}` cannot be compared");
    let mut error = Diagnostic::error(codes::NO_EQUALITY, span, title);
    let inside = if part == whole { String::new() } else { format!("`{part}` is a part of it: ") };
    error = match lack {
        Lack::Built(values) => error.here(format!("{inside}{values} have no equality")),
        Lack::NoDecider(..) => error.here(format!("`{part}` is declared without a decider")),
        Lack::OtherDecider(_) => error.here(format!("the decider is not one of `{part}`")),
        Lack::Data(..) => error.here(format!("{inside}data types have no equality")),
        Lack::Abstract(_) => error.here(format!("{inside}abstract types have no equality")),
        Lack::Collection(_) => error.here(format!("{inside}sets and maps have no equality")),
    };
    let place = match lack {
        Lack::Built(_) => None,
        Lack::NoDecider(place, _)
        | Lack::OtherDecider(place)
        | Lack::Data(place, _)
        | Lack::Abstract(place)
        | Lack::Collection(place) => Some(*place),
    };
    if let Some(place) = place {
        error = error.label(place, "declared here");
    }
    error.help(match lack {
        Lack::Built("event classes") => {
            "a class is no value: its values reach a function by composition, as in `f o (X)`"
                .to_owned()
        }
        Lack::Built(_) => {
            "compare parts that have equality, such as numbers, locations or tokens".to_owned()
        }
        Lack::NoDecider(_, kind) => {
            format!("declare it with a decider, as in `{kind} {part}, eq : Type * {part} Deq`")
        }
        Lack::OtherDecider(_) => "take a decider as an argument and apply `eqof` to it".to_owned(),
        Lack::Data(_, Some(first)) => {
            format!("define the comparison you mean with `is_{first}` and `get_{first}`")
        }
        Lack::Data(_, None) => "compare what the values are made of".to_owned(),
        Lack::Abstract(_) => {
            format!("compare what `rep_{part}` gives, in a binding of the `abstype` declaration")
        }
        Lack::Collection(_) => "compare elements, or the results of its operations".to_owned(),
    })
}

/// `=` at a type that is not known.
///
/// `open` has the names around it that can be of any type, each with its type.
pub fn equality_not_ground(span: Span, ty: &str, open: &[(SmolStr, String)]) -> Diagnostic {
    let title = "the type that is compared here is not known";
    let found = Diagnostic::error(codes::EQUALITY_NOT_GROUND, span, title)
        .here(format!("compares values of type `{ty}`"));
    let Some((name, ty)) = open.first() else {
        let help = "write the type of what is compared, as in `(x : Int)` or `((op =) : Int Deq)`";
        return found.help(help);
    };
    let names: Vec<_> = open.iter().map(|(name, _)| format!("`{name}`")).collect();
    let names = match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => format!("`{name}`"),
    };
    let meant = if LOCATIONS.contains(&name.as_str()) { "Loc" } else { "Int" };
    let written = with_variables(ty, meant);
    found.help(format!(
        "{names} can be of any type here: write the type that is meant, as in `({name} : {written})`"
    ))
}

/// Names that people give to locations.
const LOCATIONS: &[&str] = &["slf", "loc", "l", "sender", "src", "dst"];

/// A type as text, with another type in the place of each variable.
fn with_variables(ty: &str, meant: &str) -> String {
    let mut out = String::new();
    let mut rest = ty;
    while let Some(at) = rest.find('\'') {
        let (before, variable) = rest.split_at(at);
        let end = variable
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '\''))
            .unwrap_or(variable.len());
        out.push_str(before);
        out.push_str(meant);
        rest = variable.get(end..).unwrap_or("");
    }
    out + rest
}

/// An equality variable that stands for an explicit variable which may be any type.
pub fn variable_without_equality(span: Span, name: &str) -> Diagnostic {
    let title = format!("values of type `{name}` cannot be compared");
    Diagnostic::error(codes::NO_EQUALITY, span, title)
        .here(format!("needs a type with equality, and `{name}` stands for every type"))
        .help(format!("write `'{name}`, which stands for types with equality only"))
}
