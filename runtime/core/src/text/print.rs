//! Values in evml syntax.

use std::fmt::{self, Display, Formatter, Write};

use crate::value::Value;

impl Display for Value {
    /// The value as an evml expression. A function, which has none, is `<function>`.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit => f.write_str("()"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Int(integer) if *integer < 0 => write!(f, "~{}", integer.unsigned_abs()),
            Self::Int(integer) => write!(f, "{integer}"),
            Self::Tok(token) => quoted('`', token.as_str(), f),
            Self::Loc(loc) => write!(f, "{loc}"),
            Self::Str(text) => quoted('"', text, f),
            Self::Tuple(components) => enclosed("(", components, ", ", ")", f),
            Self::List(elements) => enclosed("[", elements, "; ", "]", f),
            Self::Bag(elements) => enclosed("{", elements, "; ", "}", f),
            Self::Inl(inner) => applied("inl", inner, f),
            Self::Inr(inner) => applied("inr", inner, f),
            Self::Data(name, argument) => applied(name.as_str(), argument, f),
            Self::Function(_) => f.write_str("<function>"),
        }
    }
}

fn enclosed(
    open: &str,
    elements: &[Value],
    separator: &str,
    close: &str,
    f: &mut Formatter<'_>,
) -> fmt::Result {
    f.write_str(open)?;
    for (i, element) in elements.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        element.fmt(f)?;
    }
    f.write_str(close)
}

fn applied(name: &str, argument: &Value, f: &mut Formatter<'_>) -> fmt::Result {
    if matches!(argument, Value::Inl(_) | Value::Inr(_) | Value::Data(..)) {
        write!(f, "{name} ({argument})")
    } else {
        write!(f, "{name} {argument}")
    }
}

/// EventML wants either quote escaped in either kind of literal, so both are.
fn quoted(quote: char, text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char(quote)?;
    for c in text.chars() {
        match c {
            '"' | '`' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\u{0}'..='\u{1f}' | '\u{7f}' => write!(f, "\\{:03}", u32::from(c))?,
            _ => f.write_char(c)?,
        }
    }
    f.write_char(quote)
}
