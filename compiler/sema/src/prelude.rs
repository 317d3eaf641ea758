//! The names that need no import.

use crate::hir::Builtin;
use crate::names::{Entry, Scope};
use crate::ty::{Con, Scheme, TyId, Types};

/// Operators and functions of the language with their meaning.
const ENTRIES: &[(&str, Entry)] = &[
    ("true", Entry::Bool(true)),
    ("false", Entry::Bool(false)),
    ("+", Entry::Builtin(Builtin::Add)),
    ("-", Entry::Builtin(Builtin::Subtract)),
    ("*", Entry::Builtin(Builtin::Multiply)),
    ("/", Entry::Builtin(Builtin::Divide)),
    ("<", Entry::Builtin(Builtin::Less)),
    (">", Entry::Builtin(Builtin::Greater)),
    ("<=", Entry::Builtin(Builtin::AtMost)),
    (">=", Entry::Builtin(Builtin::AtLeast)),
    ("=", Entry::Builtin(Builtin::Equal)),
    ("<>", Entry::Builtin(Builtin::Unequal)),
    ("!", Entry::Builtin(Builtin::Not)),
    ("fst", Entry::Builtin(Builtin::First)),
    ("snd", Entry::Builtin(Builtin::Second)),
    ("||", Entry::Parallel),
    ("@", Entry::At),
];

/// Predefined names whose meaning is not compiled yet: they are known, so that no one is told
/// that they do not exist.
const NOT_YET: &[&str] = &[
    "nil", "inl", "inr", "isl", "eqof", "not", ".", "++", "location", "before", "l-before", ">>=",
    "until", "?", "??",
];

/// Names that no binding may take (language reference, section 3.4).
pub const RESERVED_CONSTRUCTORS: &[&str] = &["nil", "true", "false", "inl", "inr", "fst", "snd"];

/// Brings the predefined names into scope.
pub fn populate(scope: &mut Scope) {
    for (name, entry) in ENTRIES {
        scope.bind(*name, *entry);
    }
    for name in NOT_YET {
        scope.bind(*name, Entry::NotYet);
    }
}

/// The type of a built-in function with its generic types fresh.
pub fn type_of(builtin: Builtin, types: &mut Types, level: u32) -> TyId {
    let atom = |types: &mut Types, con| types.atom(con);
    match builtin {
        Builtin::Add | Builtin::Subtract | Builtin::Multiply | Builtin::Divide => {
            let int = atom(types, Con::Int);
            binary(types, int, int)
        }
        Builtin::Less | Builtin::Greater | Builtin::AtMost | Builtin::AtLeast => {
            let (int, bool) = (atom(types, Con::Int), atom(types, Con::Bool));
            binary(types, int, bool)
        }
        Builtin::Equal | Builtin::Unequal => {
            let (a, bool) = (types.fresh(level), atom(types, Con::Bool));
            binary(types, a, bool)
        }
        Builtin::Negate => {
            let int = atom(types, Con::Int);
            types.arrow(int, int)
        }
        Builtin::Not => {
            let bool = atom(types, Con::Bool);
            types.arrow(bool, bool)
        }
        Builtin::First | Builtin::Second => {
            let (a, b) = (types.fresh(level), types.fresh(level));
            let pair = types.product(&[a, b]);
            types.arrow(pair, if builtin == Builtin::First { a } else { b })
        }
    }
}

fn binary(types: &mut Types, operand: TyId, result: TyId) -> TyId {
    let rest = types.arrow(operand, result);
    types.arrow(operand, rest)
}

/// A scheme that is general in nothing.
pub fn monomorphic(ty: TyId) -> Scheme {
    Scheme { generics: Vec::new(), ty }
}
