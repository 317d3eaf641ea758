//! The words of an expression.

use std::fmt;

use super::{Position, TextError};

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word<'a> {
    /// A name or a reserved word.
    Name(&'a str),
    /// Punctuation, or the longest run of operator characters.
    Symbol(&'a str),
    /// An integer without its sign.
    Int(u64),
    /// A real number without its sign, as written.
    Real(&'a str),
    /// A token.
    Tok(String),
    /// A token list.
    Toks(Vec<String>),
    /// A string.
    Str(String),
    /// The end of the text.
    End,
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(text) | Self::Symbol(text) => write!(f, "`{text}`"),
            Self::Int(magnitude) => write!(f, "`{magnitude}`"),
            Self::Real(digits) => write!(f, "`{digits}`"),
            Self::Tok(_) => f.write_str("a token"),
            Self::Toks(_) => f.write_str("a token list"),
            Self::Str(_) => f.write_str("a string"),
            Self::End => f.write_str("the end"),
        }
    }
}

/// The words of `text` with their places, the last one [`Word::End`].
pub(super) fn words(text: &str) -> Result<Vec<(Word<'_>, Position)>, TextError> {
    let mut lexer = Lexer { rest: text, position: Position { line: 1, column: 1 } };
    let mut words = Vec::new();
    loop {
        lexer.skip_blanks()?;
        let position = lexer.position;
        let word = lexer.word()?;
        let end = word == Word::End;
        words.push((word, position));
        if end {
            return Ok(words);
        }
    }
}

struct Lexer<'a> {
    rest: &'a str,
    position: Position,
}

impl<'a> Lexer<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next()?;
        self.rest = chars.as_str();
        if c == '\n' {
            self.position.line = self.position.line.saturating_add(1);
            self.position.column = 1;
        } else {
            self.position.column = self.position.column.saturating_add(1);
        }
        Some(c)
    }

    /// Skips `prefix` if the text goes on with it.
    fn skip(&mut self, prefix: &str) -> bool {
        let found = self.rest.starts_with(prefix);
        if found {
            for _ in prefix.chars() {
                self.bump();
            }
        }
        found
    }

    /// Takes characters as long as they are `wanted`.
    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let start = self.rest;
        while self.peek().is_some_and(&wanted) {
            self.bump();
        }
        self.since(start)
    }

    /// What of `start`, an earlier rest of the text, has been taken.
    fn since(&self, start: &'a str) -> &'a str {
        start.get(..start.len() - self.rest.len()).unwrap_or_default()
    }

    fn skip_blanks(&mut self) -> Result<(), TextError> {
        loop {
            self.take_while(is_blank);
            let start = self.position;
            if !self.skip("(*") {
                return Ok(());
            }
            let mut depth = 1_usize;
            while depth > 0 {
                if self.skip("(*") {
                    depth += 1;
                } else if self.skip("*)") {
                    depth -= 1;
                } else if self.bump().is_none() {
                    return Err(start.error("expected `*)` to end this comment, found the end"));
                }
            }
        }
    }

    fn word(&mut self) -> Result<Word<'a>, TextError> {
        let position = self.position;
        let Some(first) = self.peek() else { return Ok(Word::End) };
        match first {
            'a'..='z' | 'A'..='Z' => Ok(Word::Name(self.take_while(is_name))),
            '0'..='9' => self.number(),
            '`' if self.skip("``") => self.token_list(position),
            '`' => self.quoted(position, '`').map(Word::Tok),
            '"' => self.quoted(position, '"').map(Word::Str),
            '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | '.' | '_' => {
                let start = self.rest;
                self.bump();
                Ok(Word::Symbol(self.since(start)))
            }
            _ if is_operator(first) => Ok(Word::Symbol(self.take_while(is_operator))),
            _ => Err(position.error(format!("expected an expression, found {first:?}"))),
        }
    }

    fn number(&mut self) -> Result<Word<'a>, TextError> {
        let (position, start) = (self.position, self.rest);
        let magnitude = if self.skip("0x") {
            u64::from_str_radix(self.take_while(|c| c.is_ascii_hexdigit()), 16)
        } else {
            let digits = self.take_while(|c| c.is_ascii_digit());
            if self.fraction() {
                return Ok(Word::Real(self.since(start)));
            }
            digits.parse()
        };
        magnitude.map(Word::Int).map_err(|_| position.error("expected an integer of 64 bits"))
    }

    /// Takes what makes a real number of the integer before it, if it is there: a point with
    /// digits, and an exponent.
    fn fraction(&mut self) -> bool {
        let has_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        if !self.rest.strip_prefix('.').is_some_and(has_digit) {
            return false;
        }
        self.bump();
        self.take_while(|c| c.is_ascii_digit());
        let exponent = self.rest.strip_prefix(['e', 'E']);
        if exponent.is_some_and(|rest| has_digit(rest.strip_prefix('~').unwrap_or(rest))) {
            self.bump();
            self.skip("~");
            self.take_while(|c| c.is_ascii_digit());
        }
        true
    }

    fn quoted(&mut self, start: Position, quote: char) -> Result<String, TextError> {
        self.bump();
        let mut text = String::new();
        loop {
            match self.bump() {
                Some('\\') => text.extend(self.escape()?),
                Some(c) if c == quote => return Ok(text),
                Some(c) if c != '\n' => text.push(c),
                Some(_) | None => {
                    let message = format!("expected {quote:?} to end this literal on its line");
                    return Err(start.error(message));
                }
            }
        }
    }

    /// After the two quotes that start it.
    fn token_list(&mut self, start: Position) -> Result<Word<'a>, TextError> {
        let mut tokens = Vec::new();
        loop {
            self.take_while(is_blank);
            if self.skip("``") {
                return Ok(Word::Toks(tokens));
            }
            let mut token = String::new();
            while let Some(c) = self.peek().filter(|c| !is_blank(*c) && *c != '`') {
                self.bump();
                if c == '\\' {
                    token.extend(self.escape()?);
                } else {
                    token.push(c);
                }
            }
            if token.is_empty() {
                return Err(start.error("expected two backquotes to end this token list"));
            }
            tokens.push(token);
        }
    }

    /// After the backslash; nothing for a gap.
    fn escape(&mut self) -> Result<Option<char>, TextError> {
        let position = self.position;
        let c = match self.bump() {
            Some('a') => Some('\u{7}'),
            Some('b') => Some('\u{8}'),
            Some('t') => Some('\t'),
            Some('n') => Some('\n'),
            Some('v') => Some('\u{b}'),
            Some('f') => Some('\u{c}'),
            Some('r') => Some('\r'),
            Some(c @ ('\\' | '"' | '`')) => Some(c),
            Some('u') => self.code(4, 16),
            Some(first @ '0'..='9') => {
                let rest = self.code(2, 10).map(u32::from);
                let hundreds = first.to_digit(10).map(|digit| digit * 100);
                hundreds.zip(rest).and_then(|(high, low)| char::from_u32(high + low))
            }
            Some(c) if is_blank(c) => {
                self.take_while(is_blank);
                return if self.skip("\\") {
                    Ok(None)
                } else {
                    Err(position.error("expected a backslash to end this gap"))
                };
            }
            Some(_) | None => None,
        };
        c.map(Some).ok_or_else(|| position.error("expected an escape after the backslash"))
    }

    /// The character whose code is written in exactly `digits` digits.
    fn code(&mut self, digits: u32, radix: u32) -> Option<char> {
        let mut code = 0;
        for _ in 0..digits {
            code = code * radix + self.bump()?.to_digit(radix)?;
        }
        char::from_u32(code)
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '\'' | '-')
}

fn is_operator(c: char) -> bool {
    ":+@!%&$#/<=?\\~^|>-*".contains(c)
}
