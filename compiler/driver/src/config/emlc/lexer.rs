//! The words of an `.emlc` file (language reference, section 7.1).
//!
//! Only what the form of the file needs is told apart: the texts of values are cut out and read
//! by the parser of evml.

use std::ops::Range;

/// The sort of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// `%locations` and its like, or what is meant to be one.
    Section,
    /// A name.
    Name,
    /// Digits.
    Number,
    /// ``` ``a b`` ```, closed or not.
    Tokens,
    /// A string or a token, which only values hold.
    Quoted,
    /// `->`, `::`, or one other character.
    Symbol,
    /// The end of the text.
    End,
}

/// A word and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) sort: Sort,
    pub(super) text: &'t str,
    pub(super) start: usize,
}

impl Token<'_> {
    /// The bytes it takes.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether it is that symbol, section or name.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && matches!(self.sort, Sort::Symbol | Sort::Section | Sort::Name)
    }
}

/// A text as words and comments.
#[derive(Debug)]
pub(super) struct Words<'t> {
    /// The words, of which the last is the end.
    pub(super) tokens: Vec<Token<'t>>,
    /// The comments, each without the end of its line.
    pub(super) comments: Vec<Range<usize>>,
}

/// Everything from one of these on is ignored.
const ENDS: [&str; 2] = ["%databases", "%tobroadcast"];

/// The words of a text.
pub(super) fn words(text: &str) -> Words<'_> {
    let mut words = Words { tokens: Vec::new(), comments: Vec::new() };
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']).len();
        let (rest, start) = (rest.get(blank..).unwrap_or(""), at + blank);
        if rest.starts_with("%%") {
            at = start + rest.find('\n').unwrap_or(rest.len());
            words.comments.push(start..at);
            continue;
        }
        let (sort, length) = word(rest);
        let word = rest.get(..length).unwrap_or("");
        let ends = sort == Sort::End || sort == Sort::Section && ENDS.contains(&word);
        if ends {
            words.tokens.push(Token { sort: Sort::End, text: "", start });
            return words;
        }
        words.tokens.push(Token { sort, text: word, start });
        at = start + length;
    }
}

/// The sort and the length of the word that a text begins with.
fn word(rest: &str) -> (Sort, usize) {
    let Some(first) = rest.chars().next() else { return (Sort::End, 0) };
    match first {
        'a'..='z' | 'A'..='Z' => (Sort::Name, name(rest)),
        '0'..='9' => (Sort::Number, prefix(rest, |c| c.is_ascii_digit())),
        '%' => match rest.get(1..).map(name) {
            None | Some(0) => (Sort::Symbol, 1),
            Some(length) => (Sort::Section, 1 + length),
        },
        '`' if rest.starts_with("``") => (Sort::Tokens, quoted(rest, "``")),
        '`' => (Sort::Quoted, quoted(rest, "`")),
        '"' => (Sort::Quoted, quoted(rest, "\"")),
        '-' if rest.starts_with("->") => (Sort::Symbol, 2),
        ':' if rest.starts_with("::") => (Sort::Symbol, 2),
        other => (Sort::Symbol, other.len_utf8()),
    }
}

/// The length of the longest prefix of such characters.
fn prefix(rest: &str, wanted: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !wanted(c)).unwrap_or(rest.len())
}

/// The length of the name that a text begins with. A `-` before `>` is the arrow's.
fn name(rest: &str) -> usize {
    let length = prefix(rest, |c| c.is_ascii_alphanumeric() || "_'-".contains(c));
    let arrow = rest.get(..length).is_some_and(|name| name.ends_with('-'))
        && rest.get(length..).is_some_and(|rest| rest.starts_with('>'));
    if arrow { length - 1 } else { length }
}

/// The length of a word in quotes, which ends at the latest with its line.
fn quoted(rest: &str, quote: &str) -> usize {
    let mut at = quote.len();
    while let Some(c) = rest.get(at..).and_then(|rest| rest.chars().next()) {
        if rest.get(at..).is_some_and(|rest| rest.starts_with(quote)) {
            return at + quote.len();
        }
        if c == '\n' {
            return at;
        }
        at += c.len_utf8();
        // What is escaped does not end it.
        if c == '\\' {
            let next = rest.get(at..).and_then(|rest| rest.chars().next());
            at += next.filter(|c| *c != '\n').map_or(0, char::len_utf8);
        }
    }
    rest.len()
}
