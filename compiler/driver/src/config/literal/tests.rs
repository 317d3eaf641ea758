//! Characters of a string and what was written for them.

use super::Places;

/// What was written for each character of a value, one a line.
fn written(raw: &str, value: &str) -> String {
    let offset = 7;
    let places = Places::new(raw, offset, value);
    let ends = value.char_indices().map(|(at, c)| (c, at, at + c.len_utf8()));
    let shown = ends.map(|(c, start, end)| {
        let (start, end) = (places.at(start) - offset, places.at(end) - offset);
        format!("{c:?} {}", raw[start..end].escape_debug())
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn places_of_characters() {
    assert_eq!(written("\"ab\"", "ab"), "'a' a\n'b' b");
    assert_eq!(written("''", ""), "");
    assert_eq!(written("\"\"", ""), "");
    assert_eq!(written("\"\"\"\"\"\"", ""), "");
    assert_eq!(written("'\\n'", "\\n"), "'\\\\' \\\\\n'n' n");
    assert_eq!(written(r#""\"é""#, "\"é"), "'\"' \\\\\\\"\n'é' é");
    assert_eq!(
        written(r#""\u00e9\x41\U0001F600.""#, "éA😀."),
        "'é' \\\\u00e9\n'A' \\\\x41\n'😀' \\\\U0001F600\n'.' ."
    );
    assert_eq!(written("'''\r\na\r\nb'''", "a\r\nb"), "'a' a\n'\\r' \\r\n'\\n' \\n\n'b' b");
    assert_eq!(written("\"\"\"a\\\n   b\"\"\"", "ab"), "'a' a\\\\\\n   \n'b' b");
    assert_eq!(written("\"\"\"a\"\"\"\"", "a\""), "'a' a\n'\"' \\\"");
}

#[test]
fn a_string_that_is_read_differently_is_shown_as_a_whole() {
    let places = Places::new("\"abc\"", 3, "something else");
    assert_eq!((places.at(0), places.at(14)), (3, 3));
}
