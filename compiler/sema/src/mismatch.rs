//! How two types differ, and what people usually meant when they do.

use crate::ty::{Con, TyId, Types, View};

/// Texts shorter than this together need nobody to point out where they differ.
const OBVIOUS: usize = 40;

/// Two types that do not agree, as text, and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The type that is needed.
    pub expected: String,
    /// The type that is there.
    pub found: String,
    /// The first parts that differ, if the types are too long to see it.
    pub parts: Option<(String, String)>,
    /// What to write instead, for the mistakes that people make often.
    pub hint: Option<&'static str>,
}

impl Mismatch {
    /// Describes how the types `whole`, expected and found, differ in the parts `parts`.
    pub fn between(types: &Types, whole: (TyId, TyId), parts: (TyId, TyId)) -> Self {
        let texts = types.show_all(&[whole.0, whole.1, parts.0, parts.1]);
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        let (expected, found, wanted, given) = (text(), text(), text(), text());
        let obvious = expected.chars().count() + found.chars().count() < OBVIOUS;
        let parts_differ = !obvious && (&wanted, &given) != (&expected, &found);
        Self {
            parts: parts_differ.then_some((wanted, given)),
            hint: hint(types, whole, parts),
            expected,
            found,
        }
    }
}

const TOO_FEW: &str = "the function is given too few arguments";

/// What to write for the mistakes that people make often.
fn hint(types: &Types, whole: (TyId, TyId), parts: (TyId, TyId)) -> Option<&'static str> {
    if let (View::Con(Con::Class, [w]), View::Con(Con::Class, [g])) =
        (types.view(whole.0), types.view(whole.1))
        && types.is_interface(*w)
    {
        return Some(match types.view(*g) {
            View::Con(Con::Arrow, _) => TOO_FEW,
            _ => "a class that sends produces instructions: compose it with `m'send`",
        });
    }
    if types.is_interface(parts.0) {
        return Some(match types.view(parts.1) {
            View::Con(Con::Arrow, _) => "a send takes a location and then a body: `m'send l value`",
            View::Con(Con::Bag, [sent]) if types.is_interface(*sent) => {
                "`m'broadcast` gives a bag already: leave out the braces around it"
            }
            _ => "an instruction is made by sending, as in `m'send l value`",
        });
    }
    let same = |one: TyId, other: TyId| types.shallow(one) == types.shallow(other);
    let is_class = |ty: TyId| matches!(types.view(ty), View::Con(Con::Class, _));
    let at_the_top = same(whole.0, parts.0) && same(whole.1, parts.1);
    form_hint(types, parts).or_else(|| match (types.view(parts.0), types.view(parts.1)) {
        (View::Con(wanted, _), View::Con(given, of)) if at_the_top => {
            value_hint(types, (parts.0, wanted), (given, of))
        }
        _ if is_class(whole.0) && is_class(whole.1) => {
            Some("give its values another type by composition, as in `(\\slf.\\x. {y}) o (X)`")
        }
        _ => None,
    })
}

/// What to write for a value that another form makes a value of the type that is needed.
fn form_hint(types: &Types, parts: (TyId, TyId)) -> Option<&'static str> {
    match (types.view(parts.0), types.view(parts.1)) {
        (View::Con(Con::Sum, [left, _]), _) if fits_as(types, *left, parts.1) => {
            Some("a value of the left type is written `inl value`")
        }
        (View::Con(Con::Sum, [_, right]), _) if fits_as(types, *right, parts.1) => {
            Some("a value of the right type is written `inr value`")
        }
        (View::Con(Con::Bag, [element]), _) if fits_as(types, *element, parts.1) => {
            Some("a bag of one value is written `{value}`")
        }
        (View::Con(Con::List, [element]), _) if fits_as(types, *element, parts.1) => {
            Some("a list of one value is written `[value]`")
        }
        (View::Con(Con::Bag, _), View::Con(Con::List, _)) => {
            Some("a bag is written `{a; b}`, and `(xs/~)` is the bag of a list")
        }
        (View::Con(Con::List, _), View::Con(Con::Bag, _)) => {
            Some("a list is written `[a; b]`; a bag has no order that could make it one")
        }
        (View::Con(Con::Class, _), View::Con(Con::Bag, _)) => {
            Some("a bag is not a class: compose a function with a class, as in `f o (X)`")
        }
        (View::Con(Con::Class, _), View::Con(Con::Arrow, _)) => {
            Some("a function is not a class: compose it with one, as in `f o (X)`")
        }
        (View::Con(wanted, _), View::Con(Con::Class, _)) if *wanted != Con::Class => {
            Some("a class is no value: its values reach a function by composition, as in `f o (X)`")
        }
        (View::Con(Con::Arrow, _), View::Con(Con::Deq, _)) => {
            Some("the function of a decider `d` is written `(eqof d)`")
        }
        (View::Con(Con::Nat, _), View::Con(Con::Int, _)) => {
            Some("an `Int` may be negative: declare what takes it with `Int` instead of `Nat`")
        }
        (View::Con(Con::Prop, _), View::Con(Con::Bool, _)) => {
            Some("negate a `Bool` with `!`, or make it a proposition with `assert`")
        }
        (View::Con(Con::Deq, _), View::Con(..)) => {
            Some("write a decider: `(op =)`, or the `d` of `parameter T, d : Type * T Deq`")
        }
        (View::Con(wanted, _), View::Con(Con::Arrow, _)) if *wanted != Con::Arrow => Some(TOO_FEW),
        _ => None,
    }
}

/// What to write for a value of another type, where the whole types differ.
fn value_hint(
    types: &Types,
    (wanted_type, wanted): (TyId, &Con),
    (given, of): (&Con, &[TyId]),
) -> Option<&'static str> {
    Some(match (wanted, given) {
        (_, Con::Type) => "a type is no value: declare one of it, as in `parameter x : T`",
        (Con::Class, Con::Bool) => {
            "operators such as `||` join classes: write `or` or `&` between values of type `Bool`"
        }
        (Con::Class, _) => {
            "a value is no class: use it inside the function of a composition, as in `f o (X)`"
        }
        (Con::Bool, Con::Prop | Con::Event | Con::Msg) => return None,
        (Con::Bool, Con::Int) => "a number is no `Bool`: compare it, as in `n > 0`",
        (Con::Bool, _) => "a condition compares values, as in `x = y`",
        (Con::Int | Con::Nat, Con::Bool) => "the number of a `Bool` is `if b then 1 else 0`",
        (Con::Int | Con::Nat, Con::String) => "strings are compared and sent, not computed with",
        (Con::Loc, Con::Tok | Con::String | Con::Int) => {
            "a location has a name: declare it, as in `parameter l : Loc`"
        }
        (Con::String, Con::Tok) => "a string is written between double quotes: `\"a\"`",
        (Con::Tok, Con::String) => "a token is written between back quotes: `` `a` ``",
        (Con::Unit, _) => "the value of type `Unit` is written `()`",
        (Con::Arrow, _) => "write a function, as in `\\x. value`",
        (Con::Product, Con::Product) => {
            "tuples are nested to the right: `((a, b), c)` is another value than `(a, b, c)`"
        }
        (Con::Product, _) => "write a tuple, as in `(a, b)`",
        (Con::Sum, _) => "write `inl value` or `inr value`",
        (_, Con::Product) => "take the tuple apart: `let (a, b) = t in …`, `fst t`, `snd t`",
        (_, Con::Sum) => "take it apart: `case x of inl a => … of inr b => …`",
        (_, Con::Bag | Con::List)
            if of.iter().any(|element| types.is_alike(*element, wanted_type)) =>
        {
            "this has several such values: apply a function to each of them"
        }
        _ => return None,
    })
}

/// Whether a value of the type `given` could be an element of type `element`: it has the same
/// type, or the element's type is open and the value is neither a collection nor a function.
fn fits_as(types: &Types, element: TyId, given: TyId) -> bool {
    match (types.view(element), types.view(given)) {
        (
            _,
            View::Con(Con::Arrow | Con::Class | Con::List | Con::Bag, _)
            | View::Var
            | View::Generic(_),
        ) => false,
        (View::Var, View::Con(..)) => true,
        (View::Con(..) | View::Generic(_), View::Con(..)) => {
            types.show(element) == types.show(given)
        }
    }
}
