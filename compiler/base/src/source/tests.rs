//! Lines and columns.

use super::{Position, SourceMap};
use crate::Span;

/// Line and column of each offset, as `line:column`.
fn positions(text: &str, offsets: &[u32]) -> Vec<String> {
    let mut sources = SourceMap::new();
    let file = sources.add("a", text);
    let shown = |offset: &u32| {
        let Position { line, column } = sources.source(file).position(*offset);
        format!("{line}:{column}")
    };
    offsets.iter().map(shown).collect()
}

#[test]
fn lines_and_columns() {
    assert_eq!(
        positions("ab\nc\n", &[0, 1, 2, 3, 4, 5]),
        ["1:1", "1:2", "1:3", "2:1", "2:2", "3:1"]
    );
    assert_eq!(positions("", &[0]), ["1:1"]);
    assert_eq!(positions("a\r\nb", &[1, 2, 3]), ["1:2", "1:3", "2:1"]);
    assert_eq!(positions("\n\n", &[0, 1, 2]), ["1:1", "2:1", "3:1"]);
}

#[test]
fn columns_count_characters() {
    assert_eq!(positions("é日x", &[0, 2, 5, 6]), ["1:1", "1:2", "1:3", "1:4"]);
}

#[test]
fn an_offset_inside_a_character_is_its_start() {
    assert_eq!(positions("aé日x", &[2, 4, 5]), ["1:2", "1:3", "1:3"]);
}

#[test]
fn an_offset_past_the_end_is_the_end() {
    assert_eq!(positions("ab\nc", &[4, 5, u32::MAX]), ["2:2", "2:2", "2:2"]);
}

#[test]
fn bounds_of_lines() {
    let mut sources = SourceMap::new();
    let file = sources.add("a", "ab\n\nc");
    let source = sources.source(file);
    let bounds: Vec<_> = (0..4).map(|line| source.line_bounds(line)).collect();
    assert_eq!(bounds, [Some(0..3), Some(3..4), Some(4..5), None]);
    assert_eq!(source.line_count(), 3);
}

#[test]
fn spans_belong_to_their_file() {
    let mut sources = SourceMap::new();
    let (a, b) = (sources.add("a", "one"), sources.add("b", "zwéi"));
    assert_eq!(sources.text(Span::new(a, 1, 3)), "ne");
    assert_eq!(sources.text(Span::new(b, 1, 4)), "wé");
    assert_eq!(sources.text(Span::new(b, 1, 3)), "", "half a character is no text");
    assert_eq!(sources.text(Span::new(b, 4, 9)), "", "nor is what is past the end");
    assert_eq!(sources.position(Span::new(b, 4, 5)), Position { line: 1, column: 4 });
}

#[test]
fn spans_are_joined() {
    let mut sources = SourceMap::new();
    let file = sources.add("a", "abcdef");
    let (left, right) = (Span::new(file, 1, 2), Span::new(file, 4, 5));
    assert_eq!((left.to(right), right.to(left)), (Span::new(file, 1, 5), Span::new(file, 1, 5)));
    assert_eq!(left.after(), Span::new(file, 2, 2));
}
