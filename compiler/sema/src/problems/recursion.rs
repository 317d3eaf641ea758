//! Findings about recursive definitions and `typeof`.

use evc_base::{Diagnostic, Span, codes};

/// How the body of a `classrec` is not `X || Y >>= F`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRecursive {
    /// It is not made by `||`.
    NoParallel,
    /// The right side of `||` is not made by `>>=`.
    NoDelegation,
    /// The right side of `>>=` is not the class itself.
    OtherClass,
}

/// A `classrec` of another shape.
pub fn bad_class_recursion(span: Span, name: &str, wrong: NotRecursive) -> Diagnostic {
    let title = format!("`classrec {name}` does not have the shape of a recursive class");
    Diagnostic::error(codes::BAD_RECURSION, span, title)
        .here(match wrong {
            NotRecursive::NoParallel => "this is not two classes with `||` between them".to_owned(),
            NotRecursive::NoDelegation => {
                format!("this is right of `||` and must be `Y >>= {name}`")
            }
            NotRecursive::OtherClass => format!("this is right of `>>=` and must be `{name}`"),
        })
        .help(format!("write `classrec {name} p = X || Y >>= {name}`"))
}

/// A recursive class that is named in its `X` or `Y`.
pub fn class_recursion_elsewhere(span: Span, name: &str) -> Diagnostic {
    let title =
        format!("`{name}` is named inside its own `classrec` at another place than the end");
    Diagnostic::error(codes::BAD_RECURSION, span, title)
        .here("a recursive class goes on only behind the last `>>=`")
        .help(format!("in `X || Y >>= {name}`, neither `X` nor `Y` may name `{name}`"))
}

/// The answer to `typeof`.
pub fn type_of(span: Span, name: &str, ty: &str) -> Diagnostic {
    Diagnostic::answer(codes::TYPE_OF, span, format!("`{name}` is `{ty}`"))
        .here(format!("this is `{ty}`"))
        .help("remove the `typeof` when you know enough")
}
