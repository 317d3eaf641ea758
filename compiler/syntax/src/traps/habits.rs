//! What other languages write and evml reads as names: `// comment`, `-- comment`, `let rec`.
//!
//! Each of them is legal where somebody declared such a name, so they are looked for only in texts
//! that do not. What is found is reported and taken out, so that it hides nothing behind it.

use std::collections::{BTreeMap, BTreeSet};

use evc_base::{Diagnostic, FileId, Span, codes};

use crate::lexer::Spanned;
use crate::token::Token;

/// Reports and takes out what is a habit of another language.
pub(crate) fn break_off<'s>(
    file: FileId,
    offset: u32,
    text: &'s str,
    tokens: &mut [Spanned<'s>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let finding = |start: u32, end: u32, message: String, help: &str| {
        let span = Span::new(file, start + offset, end + offset);
        Diagnostic::error(codes::SYNTAX, span, message).help(help)
    };
    let comments = comments(text, tokens);
    // What the lexer says about the words of a comment is about no word of the language.
    diagnostics.retain(|found| {
        let at = found.primary.span.start - offset;
        let comment = comments.partition_point(|(start, ..)| *start <= at).checked_sub(1);
        comment.and_then(|comment| comments.get(comment)).is_none_or(|(.., end)| *end <= at)
    });
    for (start, sign, end) in comments {
        let written = text.get(start as usize..sign as usize).unwrap_or("");
        let message = format!("`{written}` begins no comment");
        diagnostics.push(finding(start, sign, message, "write `(* … *)` around a comment"));
        let first = tokens.partition_point(|token| token.0 < start);
        let last = tokens.partition_point(|token| token.0 < end);
        for (_, token, _) in tokens.get_mut(first..last).unwrap_or_default() {
            *token = Token::Comment;
        }
    }
    for (at, first) in numbered_names(tokens) {
        if let Some([(start, number, stop), (from, name, end)]) = tokens.get_mut(at..at + 2) {
            let written = text.get(*start as usize..*end as usize).unwrap_or("");
            if first {
                let help = format!("begin it with a letter, as in `x{written}`");
                diagnostics.push(finding(
                    *start,
                    *end,
                    "no name begins with a digit".into(),
                    &help,
                ));
            }
            (*number, *name) = (Token::Comment, Token::Ident(written));
            (*stop, *from) = (*start, *start);
        }
    }
    for at in recursions(tokens) {
        if let Some([(start, word, _), (_, rec, end)]) = tokens.get_mut(at..at + 2) {
            let help = "write `letrec` for a function that calls itself";
            diagnostics.push(finding(*start, *end, "`let rec` is two words".into(), help));
            (*word, *rec) = (Token::LetRec, Token::Comment);
        }
    }
}

/// The comments in the manner of other languages: start, end of the sign, end.
fn comments(text: &str, tokens: &[Spanned<'_>]) -> Vec<(u32, u32, u32)> {
    let mut found: Vec<(u32, u32, u32)> = Vec::new();
    let mut declared = BTreeMap::new();
    let mut previous = None;
    for (at, &(start, token, end)) in tokens.iter().enumerate() {
        if found.last().is_some_and(|comment| start < comment.2) {
            continue;
        }
        let next = tokens.get(at + 1).map(|token| token.1);
        let begins_line = previous.is_none_or(|end| contains(text, end, start, '\n'));
        let comment = match token {
            Token::Ident(name)
                if is_comment_sign(name) || begins_line && name.starts_with("##") =>
            {
                !*declared.entry(name).or_insert_with(|| is_declared(tokens, name))
            }
            // `n #` converts a number; the result is applied to nothing.
            Token::Hash => begins_line && matches!(next, Some(Token::Ident(_) | Token::Hash)),
            _ => false,
        };
        if comment {
            found.push((start, end, comment_end(text, start as usize) as u32));
        }
        previous = Some(end);
    }
    found
}

fn contains(text: &str, start: u32, end: u32, c: char) -> bool {
    text.get(start as usize..end as usize).is_some_and(|gap| gap.contains(c))
}

fn is_comment_sign(name: &str) -> bool {
    name.starts_with("//")
        || name.starts_with("/*")
        || name.len() > 1 && name.trim_matches('-').is_empty()
}

/// The end of the line, or of the last line of a comment that has several.
fn comment_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let close = rest.starts_with("/*").then(|| rest.find("*/")).flatten();
    start + close.map_or_else(|| rest.find('\n').unwrap_or(rest.len()), |close| close + 2)
}

/// Whether a symbolic name is declared somewhere in a text, at least in the usual ways.
fn is_declared(tokens: &[Spanned<'_>], name: &str) -> bool {
    let here = |token: &Spanned<'_>| token.1 == Token::Ident(name);
    tokens.windows(2).any(|pair| match pair {
        [before, token] => here(token) && declares(&before.1),
        _ => false,
    }) || tokens.windows(3).any(|row| match row {
        [infix, (_, Token::Int(_), _), token] => {
            here(token) && matches!(infix.1, Token::Infix | Token::InfixRight)
        }
        _ => false,
    })
}

/// Whether a name follows the token that is bound there.
fn declares(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Let
            | Token::LetRec
            | Token::Class
            | Token::ClassStar
            | Token::ClassRec
            | Token::With
            | Token::And
            | Token::Where
            | Token::Infix
            | Token::InfixRight
            | Token::Parameter
            | Token::Constant
            | Token::Import
            | Token::Backslash
            | Token::Fn
    )
}

/// Where a number and a name stand together as one name would, `2nd`, and whether it is the first
/// of its kind. A number before an operator, as in `1until`, is none.
fn numbered_names(tokens: &[Spanned<'_>]) -> Vec<(usize, bool)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        if let [(_, Token::Int(number), end), (start, Token::Ident(name), _)] = pair
            && end == start
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && !matches!(*name, "until" | "before" | "l-before")
            && !is_declared_infix(tokens, name)
        {
            found.push((at, seen.insert((*number, *name))));
        }
    }
    found
}

/// Whether a name is declared as an operator somewhere in a text.
fn is_declared_infix(tokens: &[Spanned<'_>], name: &str) -> bool {
    let fixity = |token: &Spanned<'_>| matches!(token.1, Token::Infix | Token::InfixRight);
    tokens.windows(3).any(|row| match row {
        [first, second, third] => {
            let here = |token: &Spanned<'_>| token.1 == Token::Ident(name);
            fixity(first) && (here(second) || matches!(second.1, Token::Int(_)) && here(third))
        }
        _ => false,
    })
}

/// Where `let rec f` stands in a text that uses the name `rec` for nothing else.
fn recursions(tokens: &[Spanned<'_>]) -> Vec<usize> {
    let rec = Token::Ident("rec");
    let uses = tokens.iter().filter(|token| token.1 == rec).count();
    let found = tokens.windows(3).enumerate().filter_map(|(at, row)| match row {
        [(_, Token::Let, _), (_, word, _), (_, Token::Ident(_), _)] if *word == rec => Some(at),
        _ => None,
    });
    let found: Vec<usize> = found.collect();
    if found.len() == uses { found } else { Vec::new() }
}
