//! JSON: values in the form in which traces are written, and texts of it taken apart.
//!
//! This takes a few pages, and a crate for it would be the only dependency of every generated
//! program. Conventions: an integer is a number, `()` is `null`, tokens, locations and strings
//! are strings, tuples, lists and bags are arrays, and an injection or a data constructor is an
//! object with its name as the one key. A real number is a string, as it was written; a map is an
//! array of pairs of a key and a value, ascending by key; a message is an object with `header`,
//! `value` and, if it is authentic, `"signed":true`.

use std::fmt::{self, Display, Write};

use crate::value::{Msg, Value};

mod read;
#[cfg(test)]
mod tests;

pub use read::{Json, JsonError};

/// Appends `value` to `out` as JSON. A function, which no message can hold, is the string
/// `<function>`.
pub fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Unit => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Int(integer) => write_number(integer, out),
        Value::Tok(token) => write_str(token.as_str(), out),
        Value::Loc(loc) => write_str(loc.name(), out),
        Value::Str(text) => write_str(text, out),
        Value::Tuple(elements) | Value::List(elements) | Value::Bag(elements) => {
            write_array(elements.iter(), out, write_value);
        }
        Value::Inl(inner) => write_tagged("inl", inner, out),
        Value::Inr(inner) => write_tagged("inr", inner, out),
        Value::Data(name, argument) => write_tagged(name.as_str(), argument, out),
        Value::Real(digits) => write_str(digits, out),
        Value::Map(entries) => write_array(entries.iter(), out, |(key, value), out| {
            write_array([key, value], out, write_value);
        }),
        Value::Msg(msg) => write_message(msg, out),
        Value::Function(_) => write_str("<function>", out),
    }
}

/// Appends `text` to `out` as a JSON string, with the quotes.
pub fn write_str(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // The two separators are legal in JSON, but end a line for some readers of it.
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                append(out, format_args!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// Appends a number.
pub(crate) fn write_number(number: impl Display, out: &mut String) {
    append(out, format_args!("{number}"));
}

/// Appends an array of what `write` makes of each element.
pub(crate) fn write_array<T>(
    elements: impl IntoIterator<Item = T>,
    out: &mut String,
    mut write: impl FnMut(T, &mut String),
) {
    out.push('[');
    for (i, element) in elements.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write(element, out);
    }
    out.push(']');
}

fn write_tagged(tag: &str, inner: &Value, out: &mut String) {
    out.push('{');
    write_str(tag, out);
    out.push(':');
    write_value(inner, out);
    out.push('}');
}

fn write_message(msg: &Msg, out: &mut String) {
    out.push_str("{\"header\":");
    write_array(msg.header.tokens(), out, |token, out| write_str(token.as_str(), out));
    out.push_str(",\"value\":");
    write_value(&msg.body, out);
    if msg.authentic {
        out.push_str(",\"signed\":true");
    }
    out.push('}');
}

fn append(out: &mut String, text: fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes any text");
}
