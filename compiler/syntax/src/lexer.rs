//! Text to tokens with their places, and findings about characters.
//!
//! A problem inside a token never stops the stream: the token is there, the finding beside it.
//! Characters that begin no token become one [`Token::Error`], which no production accepts, so
//! that the parser resynchronises there without a second report.

use evc_base::{Diagnostic, FileId, Span, codes};
use logos::Logos;

use crate::token::{Problem, ProblemKind, Token};

/// A token between the offsets of its first byte and just past its last.
pub type Spanned<'s> = (u32, Token<'s>, u32);

/// The names after `::` that make `m::base` a spelling of `m'base`. Anything else after `::` is
/// a type argument, as in `f::Int`.
const MEMBERS: &[&str] = &[
    "add",
    "base",
    "broadcast",
    "bsign",
    "empty",
    "eqKey",
    "find",
    "inDom",
    "isEmpty",
    "map",
    "member",
    "remove",
    "send",
    "set",
    "sign",
    "singleton",
    "union",
    "update",
    "verify",
];

/// All tokens of a text, and what is wrong with its characters. Offsets in findings are shifted
/// by `offset`; those of the tokens are not.
pub(crate) fn lex(file: FileId, text: &str, offset: u32) -> (Vec<Spanned<'_>>, Vec<Diagnostic>) {
    let mut lexer = Token::lexer(text);
    let mut tokens: Vec<Spanned<'_>> = Vec::new();
    let mut unknown: Vec<(u32, u32)> = Vec::new();
    while let Some(result) = lexer.next() {
        let span = lexer.span();
        let (start, end) = (span.start as u32, span.end as u32);
        match result {
            Ok(Token::Comment) => {}
            Ok(token) => {
                tokens.push((start, token, end));
                join_member(text, &mut tokens);
            }
            Err(()) => {
                match unknown.last_mut() {
                    Some(last) if last.1 == start => last.1 = end,
                    _ => unknown.push((start, end)),
                }
                tokens.push((start, Token::Error, end));
            }
        }
    }
    let at = |start, end| Span::new(file, start + offset, end + offset);
    join_quotes(text, &mut unknown);
    let mut diagnostics: Vec<Diagnostic> = unknown
        .into_iter()
        .map(|(start, end)| {
            let characters = text.get(start as usize..end as usize).unwrap_or("");
            unknown_characters(at(start, end), characters)
        })
        .collect();
    for problem in &lexer.extras {
        let span = at(problem.start as u32, problem.end as u32);
        diagnostics.push(report(problem, span, &tokens));
    }
    (tokens, diagnostics)
}

/// The places of all tokens of a text, each with its sort as `evc dump --phase tokens` shows it,
/// and what is wrong with its characters. Between them lie only blanks and comments.
pub fn tokens(file: FileId, text: &str) -> (Vec<(Span, &'static str)>, Vec<Diagnostic>) {
    let (tokens, diagnostics) = lex(file, text, 0);
    let sort = |(start, token, end): &Spanned<'_>| {
        let slice = text.get(*start as usize..*end as usize).unwrap_or("");
        (Span::new(file, *start, *end), token.kind(slice))
    };
    (tokens.iter().map(sort).collect(), diagnostics)
}

/// Makes one token of `m`, `::` and `base` without blanks.
fn join_member<'s>(text: &'s str, tokens: &mut Vec<Spanned<'s>>) {
    let &[
        ..,
        (start, Token::Ident(owner), a),
        (b, Token::DoubleColon, c),
        (d, Token::Ident(member), end),
    ] = tokens.as_slice()
    else {
        return;
    };
    let adjacent = a == b && c == d && owner.starts_with(|c: char| c.is_ascii_alphabetic());
    if adjacent && MEMBERS.contains(&member) {
        tokens.truncate(tokens.len() - 3);
        let path = text.get(start as usize..end as usize).unwrap_or("");
        tokens.push((start, Token::Member(path), end));
    }
}

/// Makes one place of two typographic quotes on a line and what stands between them.
fn join_quotes(text: &str, unknown: &mut Vec<(u32, u32)>) {
    let between = |start: u32, end: u32| text.get(start as usize..end as usize).unwrap_or("");
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for &(start, end) in unknown.iter() {
        match joined.last_mut() {
            Some(open) if quoted(between(open.0, end)).is_some() => open.1 = end,
            _ => joined.push((start, end)),
        }
    }
    *unknown = joined;
}

/// The text between typographic quotes, and the sign that is meant by them.
fn quoted(text: &str) -> Option<(&str, char)> {
    const PAIRS: &[(&str, &str, char)] = &[("“”„«»", "“”«»", '"'), ("‘‚’´", "’‘´", '`')];
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let (.., meant) =
        PAIRS.iter().find(|(open, close, _)| open.contains(first) && close.contains(last))?;
    let inside = text.strip_prefix(first)?.strip_suffix(last)?;
    let plain = !inside.contains(|c: char| c == '\n' || "“”„«»‘‚’´".contains(c));
    plain.then_some((inside, *meant))
}

/// Characters that look like symbols or words of the language, or mean what these mean.
const LOOKALIKES: &[(&str, &str)] = &[
    ("“”„«»", "\""),
    ("‘’‚´", "'"),
    ("–—−‐‑", "-"),
    ("→⟶", "->"),
    ("⇒⟹", "=>"),
    ("⇔⟺↔", "<=>"),
    ("≤⩽", "<="),
    ("≥⩾", ">="),
    ("≠", "<>"),
    ("∧", "/\\"),
    ("∨", "\\/"),
    ("¬", "!"),
    ("λ", "\\"),
    ("∀", "forall"),
    ("∃", "exists"),
    ("×·∗", "*"),
    ("∥‖", "||"),
    ("∘", "o"),
    ("…", "."),
    ("\u{a0}\u{2002}\u{2003}\u{2009}\u{200b}\u{202f}\u{c}\u{b}", " "),
    (";；", ";"),
    ("：", ":"),
    ("，", ","),
    ("（", "("),
    ("）", ")"),
];

fn unknown_characters(span: Span, characters: &str) -> Diagnostic {
    if let Some((inside, sign)) = quoted(characters) {
        let message = "typographic quotes begin no string and no token";
        let error = Diagnostic::error(codes::UNKNOWN_CHARACTER, span, message);
        return error.help(format!("write {}", written_with(inside, sign)));
    }
    let plural = if characters.chars().count() == 1 {
        "this character begins"
    } else {
        "these characters begin"
    };
    let message = format!("{plural} no token: `{}`", characters.escape_debug());
    let error = Diagnostic::error(codes::UNKNOWN_CHARACTER, span, message);
    let mut chars = characters.chars();
    let meant = match (chars.next(), chars.next()) {
        (Some(c), None) => LOOKALIKES.iter().find(|(looks, _)| looks.contains(c)),
        _ => None,
    };
    match meant {
        Some((_, " ")) => error.help("write a blank"),
        Some((_, meant)) => error.help(format!("write `{meant}`")),
        None if characters.chars().all(char::is_alphabetic) => {
            error.help("write names with the letters a to z and A to Z, digits, `_`, `'` and `-`")
        }
        None => error.help("remove it, or put it in a string or a comment"),
    }
}

/// A quoted text as it is to be written, in a hint.
fn written_with(inside: &str, sign: char) -> String {
    match sign {
        '`' => format!("`` `{inside}` `` for a token"),
        _ => format!("`{sign}{inside}{sign}` for a string"),
    }
}

fn report(problem: &Problem, span: Span, tokens: &[Spanned<'_>]) -> Diagnostic {
    let malformed = |message: String| Diagnostic::error(codes::MALFORMED_LITERAL, span, message);
    match problem.kind {
        ProblemKind::UnclosedComment => {
            Diagnostic::error(codes::UNCLOSED_COMMENT, span, "the comment is never closed")
                .here("opened here")
                .help("comments nest: every `(*` inside needs its own `*)`")
        }
        ProblemKind::StrayCommentEnd => {
            let stray = Diagnostic::error(
                codes::STRAY_COMMENT_END,
                span,
                "`*)` closes a comment that was never opened",
            );
            let before = tokens.partition_point(|token| (token.2 as usize) <= problem.start);
            let before = before.checked_sub(1).and_then(|before| tokens.get(before));
            if before.is_some_and(|token| token.1 == Token::Op) {
                stray.help("write `(op * )` with a blank")
            } else {
                stray.help("remove it, or write `(*` where the comment begins")
            }
        }
        ProblemKind::Unclosed(what) => malformed(format!("the {what} is not closed"))
            .here("opened here")
            .help("close it on the same line"),
        ProblemKind::EmptyToken => malformed("a token is not empty".into())
            .help("write the token's characters between the quotes"),
        ProblemKind::BadEscape => {
            malformed("the backslash begins no escape".into()).help("write `\\\\` for a backslash")
        }
        ProblemKind::Word => malformed("word literals are not part of the language".into())
            .help("write a decimal or `0x` integer"),
    }
}
