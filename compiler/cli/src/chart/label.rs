//! What is written at an arrow, and how much room writing takes.
//!
//! Both renderers lay text out by columns of a fixed-width font, so that they need no font to
//! measure it with.

use evc_runtime::header::Header;
use evc_runtime::value::Value;

/// How many columns of a value are shown at most.
const VALUE_COLUMNS_MAX: usize = 40;
/// How many columns of a header are shown at most.
const HEADER_COLUMNS_MAX: usize = 40;

/// The text at an arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The message's header, shortened.
    pub header: String,
    /// The message's body in evml syntax, shortened; empty if it is `()`.
    pub value: String,
    /// Remarks, such as that the message was lost.
    pub notes: Vec<String>,
    /// The header in full.
    pub full_header: String,
    /// The body in full, even if it is `()`.
    pub full_value: String,
}

impl Label {
    /// The label of a message.
    pub fn new(header: &Header, value: &Value, notes: Vec<String>) -> Self {
        let header = printable(&header.to_string());
        let body = printable(&value.to_string());
        let value = match value {
            Value::Unit => String::new(),
            _ => shortened(&body, VALUE_COLUMNS_MAX),
        };
        Self {
            header: shortened(&header, HEADER_COLUMNS_MAX),
            value,
            notes,
            full_header: header,
            full_value: body,
        }
    }

    /// The label of a message of which nothing is known.
    pub fn unknown(notes: Vec<String>) -> Self {
        let header = "message".to_owned();
        Self {
            full_header: header.clone(),
            header,
            value: String::new(),
            notes,
            full_value: String::new(),
        }
    }

    /// Header and body in full.
    pub fn full(&self) -> String {
        format!("{} {}", self.full_header, self.full_value).trim_end().to_owned()
    }

    /// The remarks, in parentheses; empty if there are none.
    pub fn remarks(&self) -> String {
        if self.notes.is_empty() { String::new() } else { format!("({})", self.notes.join(", ")) }
    }

    /// Header, value and remarks on one line.
    pub fn line(&self) -> String {
        let mut line = self.header.clone();
        for part in [&self.value, &self.remarks()] {
            if !part.is_empty() {
                line.push(' ');
                line.push_str(part);
            }
        }
        line
    }
}

/// The text with a mark in the place of whatever would end or confuse a line, a terminal or an
/// XML reader.
pub(super) fn printable(text: &str) -> String {
    let confuses = |c: char| match c {
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}'..='\u{ffff}' => true,
        _ => c.is_control(),
    };
    text.chars().map(|c| if confuses(c) { '\u{fffd}' } else { c }).collect()
}

/// The text if it takes no more than `columns_max`, and otherwise its beginning and end with an
/// ellipsis in between.
pub(super) fn shortened(text: &str, columns_max: usize) -> String {
    if columns(text) <= columns_max {
        return text.to_owned();
    }
    let room = columns_max.saturating_sub(1);
    let tail_columns = room / 3;
    let mut head = fitting(text.chars(), room - tail_columns);
    let mut tail = fitting(text.chars().rev(), tail_columns);
    // A text that was shortened before has an ellipsis already.
    for part in [&mut head, &mut tail] {
        part.pop_if(|last| *last == '…');
    }
    head.into_iter().chain(['…']).chain(tail.into_iter().rev()).collect()
}

/// As many of the first characters as take no more than `columns_max`.
fn fitting(chars: impl Iterator<Item = char>, columns_max: usize) -> Vec<char> {
    let mut taken = 0;
    let mut fits = |c: &char| {
        taken += char_columns(*c);
        taken <= columns_max
    };
    chars.take_while(|c| fits(c)).collect()
}

/// How many columns the text takes.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(char_columns).sum()
}

/// How many columns a character takes: 2 for the scripts whose characters are square, 0 for marks
/// on the character before.
pub(super) fn char_columns(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{20d0}'..='\u{20ff}' => 0,
        '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' => 2,
        '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' => 2,
        '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}
