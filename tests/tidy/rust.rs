//! As much of Rust's syntax as it takes to count lines: comments, literals and braces.

/// A function's name, the line it starts on, from 1, and how many lines it has.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line it starts on, from 1.
    pub line: usize,
    /// How many lines it has.
    pub lines: usize,
}

/// What contains no code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inert {
    Comment,
    Literal,
}

/// The text with everything in comments and literals blanked; its lines stay.
pub fn code(text: &str) -> String {
    blanked(text, |_| true)
}

/// The text with everything in literals blanked; its lines and their lengths stay.
pub fn without_literals(text: &str) -> String {
    blanked(text, |kind| kind == Inert::Literal)
}

fn blanked(text: &str, is_blanked: impl Fn(Inert) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let after_letter = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some((kind, length)) = inert(rest, after_letter) else {
            out.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
            continue;
        };
        let (part, after) = rest.split_at(length);
        let blank = is_blanked(kind);
        out.extend(part.chars().map(|c| if blank && c != '\n' { ' ' } else { c }));
        rest = after;
    }
    out
}

/// The comment or literal at the start of the text, with its length. After a letter, no prefix
/// of a literal starts.
fn inert(text: &str, after_letter: bool) -> Option<(Inert, usize)> {
    if text.starts_with("//") {
        return Some((Inert::Comment, text.find('\n').unwrap_or(text.len())));
    } else if text.starts_with("/*") {
        return Some((Inert::Comment, nested_comment(text)));
    }
    literal(text, after_letter).map(|length| (Inert::Literal, length))
}

/// The length of the literal at the start of the text.
fn literal(text: &str, after_letter: bool) -> Option<usize> {
    if text.starts_with('"') {
        return Some(quoted(text, '"'));
    }
    let raw = text.trim_start_matches('b').strip_prefix('r').filter(|_| !after_letter);
    if let Some(raw) = raw {
        let marks = raw.len() - raw.trim_start_matches('#').len();
        let body = raw.get(marks..)?.strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(marks));
        let length = body.find(&end).map_or(body.len(), |at| at + end.len());
        return Some(text.len() - body.len() + length);
    }
    let mut after = text.strip_prefix('\'')?.chars();
    // Otherwise it is a lifetime.
    let is_char = after.next()? == '\\' || after.next() == Some('\'');
    is_char.then(|| quoted(text, '\''))
}

/// The length of the literal at the start of the text, which ends with the mark it starts with.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == mark && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

fn nested_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The functions of a Rust text, in order.
pub fn functions(text: &str) -> Vec<Function> {
    let code = code(text);
    let starts = code.match_indices("fn ").filter(|(at, _)| {
        let before = code.get(..*at).unwrap_or_default();
        !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
    });
    starts.filter_map(|(at, _)| function(&code, at)).collect()
}

/// The function whose keyword is at that offset, if it has a name and a body.
fn function(code: &str, at: usize) -> Option<Function> {
    let rest = code.get(at + "fn ".len()..)?;
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if name.is_empty() {
        return None;
    }
    let (mut brackets, mut braces) = (0_usize, 0_usize);
    for (end, c) in rest.char_indices() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => braces += 1,
            '}' if braces == 1 => {
                let line = code.get(..at)?.matches('\n').count() + 1;
                let lines = rest.get(..end)?.matches('\n').count() + 1;
                return Some(Function { name, line, lines });
            }
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[test]
fn comments_and_literals_are_blanked() {
    let blank = |text: &str| code(text).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(blank("a // {\nb"), "a b");
    assert_eq!(blank("a /* { /* { */ } */ b"), "a b");
    assert_eq!(blank(r#"a "\"{" b '{' '\'' '\\' "\\" c"#), "a b c");
    assert_eq!(blank(r###"a r#"" { "# br"{" r"\" b"###), "a b");
    assert_eq!(blank("fn a<'a>(b: &'a str) {}"), "fn a<'a>(b: &'a str) {}");
    assert_eq!(blank("for_r\"x\" number"), "for_r number");
    assert_eq!(code("\"a\nb\""), "  \n  ");
}

#[test]
fn functions_are_measured() {
    let text = "fn one() {}\nconst fn two(a: [u8; 2]) {\n  if a {\n    \"}\";\n  }\n}\n\
                trait T {\n  fn none(a: [u8; 2]);\n  type F = fn (u8);\n}\n";
    let function = |name: &str, line, lines| Function { name: name.to_owned(), line, lines };
    assert_eq!(functions(text), [function("one", 1, 1), function("two", 2, 5)]);
}
