//! Values in evml syntax.

use std::fmt::{self, Display, Formatter, Write};

use crate::header::Tok;
use crate::value::{Msg, Value};

impl Display for Value {
    /// The value as an evml expression. A function, which has none, is `<function>`, and an
    /// authentic message, which nobody can write, is marked `signed`.
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
            Self::Real(digits) => f.write_str(digits),
            Self::Map(entries) => {
                // The last key is bound first, so that the first is read first.
                for (i, (key, value)) in entries.iter().enumerate() {
                    let open = if i == 0 { "" } else { "(" };
                    write!(f, "{open}map-put ")?;
                    operand(key, f)?;
                    f.write_char(' ')?;
                    operand(value, f)?;
                    f.write_char(' ')?;
                }
                f.write_str("map-empty")?;
                (1..entries.len()).try_for_each(|_| f.write_char(')'))
            }
            Self::Msg(msg) => message(msg, f),
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
    write!(f, "{name} ")?;
    operand(argument, f)
}

/// A value as the argument of a function.
fn operand(value: &Value, f: &mut Formatter<'_>) -> fmt::Result {
    let is_applied = match value {
        Value::Inl(_) | Value::Inr(_) | Value::Data(..) => true,
        Value::Map(entries) => !entries.is_empty(),
        Value::Msg(msg) => msg.authentic,
        _ => false,
    };
    if is_applied { write!(f, "({value})") } else { value.fmt(f) }
}

fn message(msg: &Msg, f: &mut Formatter<'_>) -> fmt::Result {
    let tokens = msg.header.tokens();
    if msg.authentic {
        f.write_str("signed ")?;
    }
    f.write_str("MSG(")?;
    if !tokens.is_empty() && tokens.iter().all(is_plain) {
        write!(f, "``{}``", msg.header)?;
    } else {
        f.write_char('[')?;
        for (i, token) in tokens.iter().enumerate() {
            f.write_str(if i > 0 { "; " } else { "" })?;
            quoted('`', token.as_str(), f)?;
        }
        f.write_char(']')?;
    }
    write!(f, ", {})", msg.body)
}

/// Whether a token may stand in a token list as it is.
fn is_plain(token: &Tok) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-'/.:".contains(c);
    !token.as_str().is_empty() && token.as_str().chars().all(is_plain)
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
