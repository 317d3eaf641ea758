//! The insides of strings, tokens and token lists: where they end and what their escapes mean
//! (language reference, section 1.4).
//!
//! The lexer asks where a literal ends and which escapes are wrong; the parser asks for its value.
//! Both walk over the same [`step`], so they cannot disagree.

use smol_str::SmolStr;

/// Where a literal ends.
pub(crate) struct Scanned {
    /// Bytes before the closing delimiter, or before the place where the literal breaks off.
    pub(crate) length: usize,
    /// Whether the closing delimiter follows.
    pub(crate) closed: bool,
    /// The escapes that mean nothing, as byte ranges.
    pub(crate) bad_escapes: Vec<(usize, usize)>,
}

/// One character of a literal, or an escape that stands for one.
enum Step {
    /// A character.
    Char(char),
    /// A line gap, which stands for nothing.
    Gap,
    /// No escape at all.
    Bad,
}

/// Reads one step at the start of a text that is not empty; its length in bytes comes first.
fn step(text: &str) -> (usize, Step) {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return (0, Step::Gap) };
    if first != '\\' {
        return (first.len_utf8(), Step::Char(first));
    }
    let Some(letter) = chars.next() else { return (1, Step::Bad) };
    let simple = match letter {
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        '\\' | '"' | '`' => letter,
        'u' => return numeric(text, 2, 4, 16),
        '0'..='9' => return numeric(text, 1, 3, 10),
        ' ' | '\t' | '\r' | '\n' => return gap(text),
        _ => return (1 + letter.len_utf8(), Step::Bad),
    };
    (2, Step::Char(simple))
}

/// `\ddd` and `\uXXXX`: `count` digits after `skip` bytes.
fn numeric(text: &str, skip: usize, count: usize, radix: u32) -> (usize, Step) {
    let digits = text.get(skip..skip + count).unwrap_or("");
    let proper = digits.len() == count && digits.chars().all(|c| c.is_digit(radix));
    match u32::from_str_radix(digits, radix).ok().and_then(char::from_u32) {
        Some(c) if proper => (skip + count, Step::Char(c)),
        _ => (2, Step::Bad),
    }
}

/// A backslash, white space, a backslash.
fn gap(text: &str) -> (usize, Step) {
    let inside = text.get(1..).unwrap_or("");
    let rest = inside.trim_start_matches([' ', '\t', '\r', '\n']);
    if rest.starts_with('\\') {
        (1 + inside.len() - rest.len() + 1, Step::Gap)
    } else {
        (1, Step::Bad)
    }
}

/// Finds `close` in a text that follows an opening delimiter. A literal without it breaks off at
/// the end of its line. If `lines` holds, it may go over several lines, but not over `;;`: an
/// opening delimiter alone must not swallow declarations up to the next literal.
pub(crate) fn scan(text: &str, close: &str, lines: bool) -> Scanned {
    let mut found = Scanned { length: 0, closed: false, bad_escapes: Vec::new() };
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(close) {
            // The end of the line is only looked for behind it: lines can be long.
            let inside = text.get(..at).unwrap_or("");
            if inside.contains('\n') && inside.contains(";;") && at > line_end(text) {
                break;
            }
            found.length = at;
            found.closed = true;
            return found;
        }
        if rest.starts_with('\n') && !lines {
            break;
        }
        let (length, step) = step(rest);
        if matches!(step, Step::Bad) {
            found.bad_escapes.push((at, at + length));
        }
        at += length;
    }
    let line_end = line_end(text);
    found.length = at.min(line_end);
    found.bad_escapes.retain(|(_, end)| *end <= line_end);
    found
}

/// The end of the first line, less a `;;` that ends it: a literal that is not closed is wrong
/// enough without a missing `;;`.
fn line_end(text: &str) -> usize {
    let line = text.lines().next().unwrap_or("").trim_end();
    line.strip_suffix(";;").unwrap_or(line).len()
}

/// The characters a literal stands for; escapes that mean nothing (already reported) stand for
/// themselves.
pub(crate) fn value(text: &str) -> SmolStr {
    steps(text).map(|(_, c)| c).collect::<String>().into()
}

/// The tokens of a token list, separated by white space that is not escaped.
pub(crate) fn words(text: &str) -> Vec<SmolStr> {
    let mut words: Vec<String> = vec![String::new()];
    for (escaped, c) in steps(text) {
        if c.is_whitespace() && !escaped {
            words.push(String::new());
        } else if let Some(last) = words.last_mut() {
            last.push(c);
        }
    }
    words.into_iter().filter(|word| !word.is_empty()).map(SmolStr::from).collect()
}

/// Every character of a literal, with whether it was written as an escape.
fn steps(text: &str) -> impl Iterator<Item = (bool, char)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let (length, step) = step(rest);
            at += length;
            match step {
                Step::Char(c) => return Some((length > c.len_utf8(), c)),
                Step::Gap => {}
                Step::Bad => return Some((true, '\\')),
            }
        }
    })
}
