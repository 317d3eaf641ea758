//! JSON texts, read.

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

/// How deep arrays and objects may be nested: enough for any trace, and no stack can overflow.
const DEPTH_MAX: u32 = 256;

/// A JSON text, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A string.
    Str(String),
    /// An array.
    Array(Vec<Json>),
    /// An object, its members in the order they are written.
    Object(Vec<(String, Json)>),
}

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// It ends too early.
    End,
    /// A character stands where none may.
    Unexpected(char),
    /// It is nested deeper than readers follow.
    Depth,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => f.write_str("it ends too early"),
            Self::Unexpected(c) => write!(f, "unexpected {c:?}"),
            Self::Depth => write!(f, "it is nested deeper than {DEPTH_MAX}"),
        }
    }
}

impl std::error::Error for JsonError {}

impl Json {
    /// Reads a text that is one JSON value.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        let mut reader = Reader { chars: text.chars().peekable() };
        let value = reader.value(0)?;
        match reader.next_solid() {
            None => Ok(value),
            Some(c) => Err(JsonError::Unexpected(c)),
        }
    }

    /// The first member of that name, if this is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// The number, if it is a whole one of 64 bits without a sign.
    pub fn as_u64(&self) -> Option<u64> {
        if let Self::Number(digits) = self { digits.parse().ok() } else { None }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Str(text) = self { Some(text) } else { None }
    }
}

struct Reader<'t> {
    chars: Peekable<Chars<'t>>,
}

impl Reader<'_> {
    /// The next character that is no blank, left where it is.
    fn peek_solid(&mut self) -> Option<char> {
        while self.chars.next_if(|c| matches!(c, ' ' | '\t' | '\n' | '\r')).is_some() {}
        self.chars.peek().copied()
    }

    fn next_solid(&mut self) -> Option<char> {
        self.peek_solid()?;
        self.chars.next()
    }

    fn expect(&mut self, wanted: char) -> Result<(), JsonError> {
        match self.next_solid() {
            Some(c) if c == wanted => Ok(()),
            Some(c) => Err(JsonError::Unexpected(c)),
            None => Err(JsonError::End),
        }
    }

    fn value(&mut self, depth: u32) -> Result<Json, JsonError> {
        if depth > DEPTH_MAX {
            return Err(JsonError::Depth);
        }
        match self.peek_solid().ok_or(JsonError::End)? {
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' => self.string().map(Json::Str),
            't' => self.word("true", Json::Bool(true)),
            'f' => self.word("false", Json::Bool(false)),
            'n' => self.word("null", Json::Null),
            '-' | '0'..='9' => self.number(),
            c => Err(JsonError::Unexpected(c)),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, JsonError> {
        for wanted in word.chars() {
            match self.chars.next() {
                Some(c) if c == wanted => {}
                Some(c) => return Err(JsonError::Unexpected(c)),
                None => return Err(JsonError::End),
            }
        }
        Ok(value)
    }

    fn number(&mut self) -> Result<Json, JsonError> {
        let mut text = String::new();
        text.extend(self.chars.next_if_eq(&'-'));
        if let Some(zero) = self.chars.next_if_eq(&'0') {
            text.push(zero);
        } else {
            self.digits(&mut text)?;
        }
        if let Some(point) = self.chars.next_if_eq(&'.') {
            text.push(point);
            self.digits(&mut text)?;
        }
        if let Some(exponent) = self.chars.next_if(|c| matches!(c, 'e' | 'E')) {
            text.push(exponent);
            text.extend(self.chars.next_if(|c| matches!(c, '+' | '-')));
            self.digits(&mut text)?;
        }
        Ok(Json::Number(text))
    }

    /// One digit or more.
    fn digits(&mut self, text: &mut String) -> Result<(), JsonError> {
        match self.chars.next() {
            Some(c) if c.is_ascii_digit() => text.push(c),
            Some(c) => return Err(JsonError::Unexpected(c)),
            None => return Err(JsonError::End),
        }
        while let Some(digit) = self.chars.next_if(char::is_ascii_digit) {
            text.push(digit);
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.expect('"')?;
        let mut text = String::new();
        loop {
            match self.chars.next().ok_or(JsonError::End)? {
                '"' => return Ok(text),
                '\\' => text.push(self.escape()?),
                c @ '\0'..='\u{1f}' => return Err(JsonError::Unexpected(c)),
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        Ok(match self.chars.next().ok_or(JsonError::End)? {
            c @ ('"' | '\\' | '/') => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let first = self.unit()?;
                let code = if (0xd800..0xdc00).contains(&first) {
                    self.word("\\u", Json::Null)?;
                    let second = self.unit()?;
                    let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400);
                    let low = low.ok_or(JsonError::Unexpected('u'))?;
                    0x1_0000 + ((first - 0xd800) << 10) + low
                } else {
                    first
                };
                char::from_u32(code).ok_or(JsonError::Unexpected('u'))?
            }
            c => return Err(JsonError::Unexpected(c)),
        })
    }

    /// The four digits of an escape.
    fn unit(&mut self) -> Result<u32, JsonError> {
        let mut unit = 0;
        for _ in 0..4 {
            let c = self.chars.next().ok_or(JsonError::End)?;
            unit = unit * 16 + c.to_digit(16).ok_or(JsonError::Unexpected(c))?;
        }
        Ok(unit)
    }

    fn array(&mut self, depth: u32) -> Result<Json, JsonError> {
        self.expect('[')?;
        let mut elements = Vec::new();
        if self.peek_solid() == Some(']') {
            self.expect(']')?;
            return Ok(Json::Array(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            match self.next_solid().ok_or(JsonError::End)? {
                ',' => {}
                ']' => return Ok(Json::Array(elements)),
                c => return Err(JsonError::Unexpected(c)),
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Json, JsonError> {
        self.expect('{')?;
        let mut members = Vec::new();
        if self.peek_solid() == Some('}') {
            self.expect('}')?;
            return Ok(Json::Object(members));
        }
        loop {
            match self.peek_solid().ok_or(JsonError::End)? {
                '"' => {}
                c => return Err(JsonError::Unexpected(c)),
            }
            let name = self.string()?;
            self.expect(':')?;
            members.push((name, self.value(depth + 1)?));
            match self.next_solid().ok_or(JsonError::End)? {
                ',' => {}
                '}' => return Ok(Json::Object(members)),
                c => return Err(JsonError::Unexpected(c)),
            }
        }
    }
}
