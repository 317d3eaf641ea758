//! event_class!: evml inside Rust.
//!
//! This file is the shell that a procedural macro has to be; `input` reads the arguments and
//! `expand` turns them into the module's items or into errors.

mod expand;
mod input;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use proc_macro::TokenStream;

/// Compiles a specification and expands to the items of its module: `Params`, `Msg`, `Messages`,
/// `Node`, `at` and what they need. Put it into a module of its own, in a package that depends on
/// `evc-runtime`.
///
/// There are two forms. `event_class!(file = "ring.evml")` reads a file, whose path is relative to
/// the package's folder, and has cargo build the package again when the file changes;
/// `event_class!("…")` compiles the text of a string literal, raw ones included:
///
/// ```
/// mod echo {
///     evc_macros::event_class!(
///         r#"
///         specification echo
///         parameter server : Loc
///         (** Says a number twice. *)
///         input say : Int * Loc
///         output said : Int
///         let answer slf (n, client) = {said'send client (n + n)} ;;
///         main (answer o (say'base)) @ {server}
///         "#
///     );
/// }
/// use evc_runtime::{Effects, Fixed, Loc, Process};
///
/// let (server, client) = (Loc::new("server"), Loc::new("client"));
/// let params = Fixed::new(echo::Params { server });
/// let mut process = echo::at(&params, server)?.expect("the server runs a process");
/// let mut effects = Effects::new();
/// process.step(echo::Msg::Say(21, client), &mut effects)?;
/// assert_eq!(effects.sends()[0].msg, echo::Msg::Said(42));
/// # Ok::<(), evc_runtime::Fault>(())
/// ```
///
/// What is wrong with a specification becomes errors that name line and column of its text.
/// Warnings are not shown, because Rust lets no macro warn; `evc check` shows them.
#[proc_macro]
pub fn event_class(input: TokenStream) -> TokenStream {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    expand::expand(input.into(), root.as_deref()).into()
}
