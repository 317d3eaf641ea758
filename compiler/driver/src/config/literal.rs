//! Where the characters of a TOML string stand in the file.
//!
//! An expression is read from the value of a string, which differs from what is written: quotes,
//! escapes, folded lines. What is wrong in the expression is to be shown where it is written.

#[cfg(test)]
mod tests;

use evc_base::{Diagnostic, FileId, Label};

/// For every byte of a string's value, the offset in the file of what was written for it.
#[derive(Debug)]
pub(super) struct Places {
    /// One more than there are bytes: the last is where the string ends.
    offsets: Vec<usize>,
}

impl Places {
    /// The places of the string `raw`, with its quotes, that starts at `start` and means `value`.
    pub(super) fn new(raw: &str, start: usize, value: &str) -> Self {
        let mut reader = Reader { rest: raw, at: start, offsets: Vec::new() };
        reader.string();
        let mut offsets = reader.offsets;
        if offsets.len() != value.len() + 1 {
            // Not what the TOML parser read: the string itself is the best place there is.
            offsets = vec![start; value.len() + 1];
        }
        Self { offsets }
    }

    /// Where the byte at `offset` of the value is written, as an offset in the file.
    pub(super) fn at(&self, offset: usize) -> usize {
        let last = self.offsets.last().copied().unwrap_or(0);
        self.offsets.get(offset).copied().unwrap_or(last)
    }

    /// Moves a finding about the value to the file.
    pub(super) fn relocate(&self, file: FileId, finding: &mut Diagnostic) {
        let move_label = |label: &mut Label| {
            if label.span.file == file {
                label.span.start = self.at(label.span.start as usize) as u32;
                label.span.end = (self.at(label.span.end as usize) as u32).max(label.span.start);
            }
        };
        move_label(&mut finding.primary);
        finding.labels.iter_mut().for_each(move_label);
    }
}

struct Reader<'t> {
    rest: &'t str,
    /// The offset of `rest` in the file.
    at: usize,
    offsets: Vec<usize>,
}

impl Reader<'_> {
    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
        self.at += bytes;
    }

    /// `bytes` bytes of the value are written here, in `width` bytes.
    fn take(&mut self, bytes: usize, width: usize) {
        self.offsets.extend(std::iter::repeat_n(self.at, bytes));
        self.skip(width);
    }

    fn string(&mut self) {
        let Some(quote) = self.rest.chars().next() else { return };
        let triple = quote.to_string().repeat(3);
        let long = self.rest.len() >= 6 && self.rest.starts_with(&triple);
        let width = if long { 3 } else { 1 };
        self.rest = self.rest.get(..self.rest.len().saturating_sub(width)).unwrap_or("");
        self.skip(width);
        if long {
            let newline = ["\r\n", "\n"].into_iter().find(|line| self.rest.starts_with(line));
            self.skip(newline.map_or(0, str::len));
        }
        while let Some(c) = self.rest.chars().next() {
            match c {
                '\\' if quote == '"' => self.escape(),
                c => {
                    let at = self.at;
                    self.offsets.extend(at..at + c.len_utf8());
                    self.skip(c.len_utf8());
                }
            }
        }
        self.offsets.push(self.at);
    }

    fn escape(&mut self) {
        let digits = match self.rest.chars().nth(1) {
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some(c) if c.is_whitespace() => return self.fold(),
            _ => return self.take(1, 2),
        };
        let code = self.rest.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let character = code.and_then(char::from_u32).unwrap_or('\u{fffd}');
        self.take(character.len_utf8(), 2 + digits);
    }

    /// A `\` at the end of a line: it and the blanks after it mean nothing.
    fn fold(&mut self) {
        self.skip(1);
        let blanks = self.rest.len() - self.rest.trim_start().len();
        self.skip(blanks);
    }
}
