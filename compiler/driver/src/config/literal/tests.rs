//! Characters of a string and what was written for them.

use evc_base::FileId;

use super::offsets;
use crate::config::text::Text;

/// What was written for each character of a value, one a line.
fn written(raw: &str, value: &str) -> String {
    let offset = 7;
    let text = Text::new(FileId(0), value.to_owned(), offsets(raw, offset), offset);
    let ends = value.char_indices().map(|(at, c)| (c, at, at + c.len_utf8()));
    let shown = ends.map(|(c, start, end)| {
        let place = text.place(start, end);
        let (start, end) = (place.start as usize - offset, place.end as usize - offset);
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
    let text = "something else".to_owned();
    let text = Text::new(FileId(0), text, offsets("\"abc\"", 3), 3);
    assert_eq!((text.span().start, text.span().end), (3, 3));
}
