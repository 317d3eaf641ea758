//! Where the characters of a TOML string stand in the file.
//!
//! An expression is read from the value of a string, which differs from what is written: quotes,
//! escapes, folded lines. What is wrong in the expression is to be shown where it is written.

#[cfg(test)]
mod tests;

/// For each byte of the value of the TOML string `raw`, given with its quotes, the offset in the
/// file of what was written for it, and at last that of the end. The string begins at `start`.
pub(super) fn offsets(raw: &str, start: usize) -> Vec<usize> {
    let mut reader = Reader { rest: raw, at: start, offsets: Vec::new() };
    reader.string();
    reader.offsets
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
