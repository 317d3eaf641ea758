//! evml texts inside a configuration, each byte with its place in the file.
//!
//! An expression is read from the value of a TOML string, or from a stretch of an `.emlc` file
//! with the comments taken out, or has a form that is the configuration's own. What is wrong in
//! it is to be shown where it is written.

use evc_base::{Diagnostic, FileId, Label, Span};

/// A text with the offset in the file of what was written for each of its bytes.
#[derive(Clone, Debug)]
pub struct Text {
    file: FileId,
    text: String,
    /// One more than there are bytes: the last is where the text ends.
    offsets: Vec<usize>,
}

impl Text {
    /// A text whose bytes stand at those offsets, of which there is one more than bytes; if not,
    /// all of it stands at `start`.
    pub(super) fn new(file: FileId, text: String, mut offsets: Vec<usize>, start: usize) -> Self {
        if offsets.len() != text.len() + 1 {
            offsets = vec![start; text.len() + 1];
        }
        Self { file, text, offsets }
    }

    /// What is read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The place of all of it.
    pub fn span(&self) -> Span {
        self.place(0, self.text.len())
    }

    /// Where a stretch of it is written, given in bytes.
    pub fn place(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.at(start), self.at(end));
        Span::new(self.file, start as u32, end.max(start) as u32)
    }

    /// Where the character at a line and column of it, both from 1, is written.
    pub fn position(&self, line: u32, column: u32) -> Span {
        let before = self.text.split_inclusive('\n').take(line.saturating_sub(1) as usize);
        let line_start = before.map(str::len).sum::<usize>();
        let rest = self.text.get(line_start..).unwrap_or("");
        let column = column.saturating_sub(1) as usize;
        let length: usize = rest.chars().take(column).map(char::len_utf8).sum();
        let width = rest.chars().nth(column).map_or(0, char::len_utf8);
        self.place(line_start + length, line_start + length + width)
    }

    /// Where the byte at `offset` is written, as an offset in the file.
    fn at(&self, offset: usize) -> usize {
        let last = self.offsets.last().copied().unwrap_or(0);
        self.offsets.get(offset).copied().unwrap_or(last)
    }

    /// Moves a finding about the text to the file.
    pub(super) fn relocate(&self, finding: &mut Diagnostic) {
        let move_label = |label: &mut Label| {
            if label.span.file == self.file {
                label.span = self.place(label.span.start as usize, label.span.end as usize);
            }
        };
        move_label(&mut finding.primary);
        finding.labels.iter_mut().for_each(move_label);
    }
}

/// A text that is put together of parts of another one and of words of our own.
#[derive(Debug)]
pub(super) struct Rewritten<'t> {
    from: &'t Text,
    text: String,
    offsets: Vec<usize>,
}

impl<'t> Rewritten<'t> {
    /// Nothing yet.
    pub(super) fn new(from: &'t Text) -> Self {
        Self { from, text: String::new(), offsets: Vec::new() }
    }

    /// Goes on with a stretch of the other text.
    pub(super) fn copy(&mut self, start: usize, end: usize) {
        if let Some(part) = self.from.text.get(start..end) {
            self.text.push_str(part);
            self.offsets.extend((start..end).map(|at| self.from.at(at)));
        }
    }

    /// Goes on with words that stand for what is written at `start`.
    pub(super) fn put(&mut self, words: &str, start: usize) {
        self.text.push_str(words);
        self.offsets.extend(std::iter::repeat_n(self.from.at(start), words.len()));
    }

    /// The whole, which ends where the other text ends.
    pub(super) fn finish(mut self) -> Text {
        self.offsets.push(self.from.at(self.from.text.len()));
        Text { file: self.from.file, text: self.text, offsets: self.offsets }
    }
}
