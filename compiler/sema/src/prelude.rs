//! The names that need no import.

use crate::hir::Builtin;
use crate::names::{ClassOperator, Entry, Scope};
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
    ("nil", Entry::Nil),
    ("inl", Entry::Builtin(Builtin::Inl)),
    ("inr", Entry::Builtin(Builtin::Inr)),
    ("isl", Entry::Builtin(Builtin::IsLeft)),
    (".", Entry::Builtin(Builtin::Cons)),
    ("++", Entry::Builtin(Builtin::Append)),
    ("eqof", Entry::Builtin(Builtin::EqualBy)),
    ("not", Entry::Builtin(Builtin::Negation)),
    ("location", Entry::Builtin(Builtin::Location)),
    ("before", Entry::Builtin(Builtin::Before)),
    ("l-before", Entry::Builtin(Builtin::LocallyBefore)),
    ("||", Entry::ClassOperator(ClassOperator::Parallel)),
    ("@", Entry::ClassOperator(ClassOperator::At)),
    (">>=", Entry::ClassOperator(ClassOperator::Delegate)),
    ("until", Entry::ClassOperator(ClassOperator::Until)),
    ("?", Entry::ClassOperator(ClassOperator::Default)),
    ("??", Entry::ClassOperator(ClassOperator::Otherwise)),
];

/// Names that no binding may take (language reference, section 3.4).
pub const RESERVED_CONSTRUCTORS: &[&str] = &["nil", "true", "false", "inl", "inr", "fst", "snd"];

/// Brings the predefined names into scope.
pub fn populate(scope: &mut Scope) {
    for (name, entry) in ENTRIES {
        scope.bind(*name, *entry);
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
        Builtin::Inl | Builtin::Inr | Builtin::IsLeft => {
            let (a, b) = (types.fresh(level), types.fresh(level));
            let sum = types.con(Con::Sum, vec![a, b]);
            match builtin {
                Builtin::Inl => types.arrow(a, sum),
                Builtin::Inr => types.arrow(b, sum),
                _ => {
                    let bool = atom(types, Con::Bool);
                    types.arrow(sum, bool)
                }
            }
        }
        Builtin::Cons => {
            let a = types.fresh(level);
            let list = types.con(Con::List, vec![a]);
            let rest = types.arrow(list, list);
            types.arrow(a, rest)
        }
        Builtin::Append => {
            let a = types.fresh(level);
            let list = types.con(Con::List, vec![a]);
            binary(types, list, list)
        }
        Builtin::Decider => {
            let a = types.fresh(level);
            types.con(Con::Deq, vec![a])
        }
        Builtin::EqualBy => {
            let (a, bool) = (types.fresh(level), atom(types, Con::Bool));
            let equal = binary(types, a, bool);
            let decider = types.con(Con::Deq, vec![a]);
            types.arrow(decider, equal)
        }
        Builtin::Negation => {
            let prop = atom(types, Con::Prop);
            types.arrow(prop, prop)
        }
        Builtin::Location => {
            let (event, loc) = (atom(types, Con::Event), atom(types, Con::Loc));
            types.arrow(event, loc)
        }
        Builtin::Before | Builtin::LocallyBefore => {
            let (event, prop) = (atom(types, Con::Event), atom(types, Con::Prop));
            binary(types, event, prop)
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
