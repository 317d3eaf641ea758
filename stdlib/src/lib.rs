//! The evml standard library, as text.
//!
//! It is a crate so that the text travels with whoever uses the compiler. There is no logic here:
//! the compiler reads these texts as it reads any other.

/// The files of the library: the name under which findings and faults cite it, and its text. A
/// file may use what the files before it define.
pub const LIBRARY: &[(&str, &str)] = &[("int.evml", include_str!("../evml/int.evml"))];
