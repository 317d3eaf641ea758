//! From syntax tree to typed HIR: names, types, well-formedness.
//!
//! One walk over the declarations, in order, resolves names and infers types together, because
//! evml has no forward references. Every finding is collected; nothing stops at the first.
//!
//! Reading order: [`hir`] is the result, [`ty`] its types, [`infer`] the walk.

pub mod dump;
mod exhaust;
pub mod hir;
pub mod infer;
mod mismatch;
mod names;
mod prelude;
mod problems;
pub mod semantics;
pub mod ty;
mod walk;
pub mod wf;

#[cfg(test)]
mod tests;

pub use infer::{
    ExprContext, Includes, Library, NotIncluded, Others, OuterExpr, USED_BY_THE_LANGUAGE, analyse,
    analyse_expr, analyse_type, analyse_with, give_type,
};
pub use names::similar;
