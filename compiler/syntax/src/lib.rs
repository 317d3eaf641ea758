//! Lexer, parser and syntax tree of evml.
//!
//! [`parse`] turns a text into a [`Program`](ast::Program) and findings; it never panics and never
//! stops at the first error. Reading order: [`ast`] is what comes out, `token` and `lexer` read
//! characters (`literal` their escapes), `nesting` bounds the height of trees, `grammar.lalrpop`
//! states the language, `actions` builds the tree, [`fixity`] groups infix operators, `parser` puts
//! it together and recovers from errors, `traps` and `expected` word them, `dump` shows the rest.
//! The way back, from tree to text, is [`format()`] and [`print()`]; [`Fragments`] prints parts.

#![allow(
    clippy::large_enum_variant,
    reason = "a text has few declarations, and boxes in the tree would be in every reader's way"
)]

mod actions;
pub mod ast;
mod dump;
mod expected;
pub mod fixity;
mod lexer;
mod literal;
mod nesting;
mod parser;
mod printer;
#[cfg(test)]
mod tests;
mod token;
mod traps;

pub use dump::{dump_ast, dump_tokens};
pub use lexer::tokens;
pub use parser::{parse, parse_expr, parse_type};
pub use printer::{Fragments, format, print};

#[allow(clippy::all, clippy::unwrap_used, clippy::indexing_slicing, unused, missing_docs)]
mod grammar {
    //! The parser that the build script generates from `grammar.lalrpop`.
    lalrpop_util::lalrpop_mod!(generated, "/grammar.rs");
    pub use generated::StartParser;
}
