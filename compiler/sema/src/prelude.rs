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
    match builtin {
        Builtin::Add | Builtin::Subtract | Builtin::Multiply | Builtin::Divide => {
            let int = types.atom(Con::Int);
            binary(types, int, int)
        }
        Builtin::Less | Builtin::Greater | Builtin::AtMost | Builtin::AtLeast => {
            let (int, bool) = (types.atom(Con::Int), types.atom(Con::Bool));
            binary(types, int, bool)
        }
        Builtin::Negate => unary(types, Con::Int),
        Builtin::Not => unary(types, Con::Bool),
        Builtin::Negation => unary(types, Con::Prop),
        Builtin::Location => {
            let (event, loc) = (types.atom(Con::Event), types.atom(Con::Loc));
            types.arrow(event, loc)
        }
        Builtin::Before | Builtin::LocallyBefore => {
            let (event, prop) = (types.atom(Con::Event), types.atom(Con::Prop));
            binary(types, event, prop)
        }
        _ => general_type_of(builtin, types, level),
    }
}

/// The type of a built-in function that has one for every type of its operands.
fn general_type_of(builtin: Builtin, types: &mut Types, level: u32) -> TyId {
    let a = types.fresh(level);
    match builtin {
        Builtin::First | Builtin::Second => {
            let b = types.fresh(level);
            let pair = types.product(&[a, b]);
            types.arrow(pair, if builtin == Builtin::First { a } else { b })
        }
        Builtin::Inl | Builtin::Inr | Builtin::IsLeft => {
            let b = types.fresh(level);
            let sum = types.con(Con::Sum, vec![a, b]);
            match builtin {
                Builtin::Inl => types.arrow(a, sum),
                Builtin::Inr => types.arrow(b, sum),
                _ => {
                    let bool = types.atom(Con::Bool);
                    types.arrow(sum, bool)
                }
            }
        }
        Builtin::Cons => {
            let list = types.con(Con::List, vec![a]);
            let rest = types.arrow(list, list);
            types.arrow(a, rest)
        }
        Builtin::Append => {
            let list = types.con(Con::List, vec![a]);
            binary(types, list, list)
        }
        Builtin::Decider => types.con(Con::Deq, vec![a]),
        Builtin::EqualBy => {
            let bool = types.atom(Con::Bool);
            let equal = binary(types, a, bool);
            let decider = types.con(Con::Deq, vec![a]);
            types.arrow(decider, equal)
        }
        // What is left compares its operands.
        _ => {
            let bool = types.atom(Con::Bool);
            binary(types, a, bool)
        }
    }
}

fn unary(types: &mut Types, con: Con) -> TyId {
    let operand = types.atom(con);
    types.arrow(operand, operand)
}

fn binary(types: &mut Types, operand: TyId, result: TyId) -> TyId {
    let rest = types.arrow(operand, result);
    types.arrow(operand, rest)
}

/// A scheme that is general in nothing.
pub fn monomorphic(ty: TyId) -> Scheme {
    Scheme { generics: Vec::new(), ty }
}
