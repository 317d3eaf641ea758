//! The evml standard library, as text.
//!
//! It is a crate so that the text travels with whoever uses the compiler. There is no logic here:
//! the compiler reads these texts as it reads any other.
//!
//! A `constant` declaration in these texts is a primitive: a name with a type, whose meaning every
//! engine knows by that name. Everything else is written in evml over the primitives, without
//! recursion, so that long lists need no deep stack.

/// The files of the library: the name under which findings and faults cite it, and its text. A
/// file may use what the files before it define.
pub const LIBRARY: &[(&str, &str)] = &[
    ("int.evml", include_str!("../evml/int.evml")),
    ("fault.evml", include_str!("../evml/fault.evml")),
    ("sum.evml", include_str!("../evml/sum.evml")),
    ("list.evml", include_str!("../evml/list.evml")),
    ("decider.evml", include_str!("../evml/decider.evml")),
    ("comparison.evml", include_str!("../evml/comparison.evml")),
    ("map.evml", include_str!("../evml/map.evml")),
    ("set.evml", include_str!("../evml/set.evml")),
    ("sort.evml", include_str!("../evml/sort.evml")),
    ("bag.evml", include_str!("../evml/bag.evml")),
    ("signature.evml", include_str!("../evml/signature.evml")),
    ("class.evml", include_str!("../evml/class.evml")),
    ("logic.evml", include_str!("../evml/logic.evml")),
    ("broadcast.evml", include_str!("../evml/broadcast.evml")),
];
