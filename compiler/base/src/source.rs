//! The texts a compilation reads, with line and column of every byte.

use crate::span::{FileId, Span};

/// A place as people count it: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

/// One text with the name it is reported under.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name shown to users: the path as they wrote it, or `<stdin>`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Byte offset of the start of every line.
    lines: Vec<u32>,
}

impl Source {
    /// A text under a name.
    fn new(name: String, text: String) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let lines = std::iter::once(0).chain(starts.map(|(i, _)| i as u32 + 1)).collect();
        Self { name, text, lines }
    }

    /// How many lines the text has; a line break at the end starts one more.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of a line, counted from 0, with its line break; `None` past the last.
    pub fn line_bounds(&self, line: usize) -> Option<std::ops::Range<usize>> {
        let start = *self.lines.get(line)? as usize;
        let end = self.lines.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        Some(start..end)
    }

    /// Line and column of a byte offset; an offset past the end counts as the end, and one inside
    /// a character as its start.
    pub fn position(&self, offset: u32) -> Position {
        let offset = self.text.floor_char_boundary(offset as usize) as u32;
        let line = self.lines.partition_point(|start| *start <= offset).max(1) - 1;
        let start = self.lines.get(line).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize).unwrap_or("");
        Position { line: line as u32 + 1, column: before.chars().count() as u32 + 1 }
    }
}

/// All texts of one compilation, in the order they were loaded.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<Source>,
}

impl SourceMap {
    /// No texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text and returns the id its spans carry.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(Source::new(name.into(), text.into()));
        id
    }

    /// The text behind an id.
    ///
    /// # Panics
    /// If the id comes from another map: ids are only made by [`SourceMap::add`].
    pub fn source(&self, file: FileId) -> &Source {
        self.files.get(file.0 as usize).expect("a file id comes from its own source map")
    }

    /// The characters a span covers.
    pub fn text(&self, span: Span) -> &str {
        let text = &self.source(span.file).text;
        text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where a span starts.
    pub fn position(&self, span: Span) -> Position {
        self.source(span.file).position(span.start)
    }
}

#[cfg(test)]
mod tests;
