//! What to say about a token that the grammar does not allow.
//!
//! Besides the general message there are the traps that people fall into (language reference,
//! section 2.6), most of them because another language writes it so: what they wrote looks right,
//! so the message says what to write instead. `declarations` has those at the beginning of a
//! declaration, `expressions` those inside; what goes unnoticed by the grammar, because it is made
//! of names, is found by `habits` before anything is parsed.

mod declarations;
mod expressions;
pub(crate) mod habits;

use evc_base::{Diagnostic, Span, codes};

use crate::expected;
use crate::lexer::Spanned;
use crate::token::Token;

/// A place where the parser could not go on.
pub(crate) struct Failure {
    /// Index of the token that is not allowed; the number of tokens at the end of the text.
    pub(crate) at: usize,
    /// The terminals that are allowed there.
    pub(crate) expected: Vec<String>,
}

/// The terminals that are allowed at a failure, as the grammar writes them.
pub(crate) struct Allowed<'a>(&'a [String]);

impl Allowed<'_> {
    fn has(&self, terminal: &str) -> bool {
        self.0.iter().any(|quoted| expected::unquote(quoted) == terminal)
    }

    fn only(&self, terminal: &str) -> bool {
        self.0.len() == 1 && self.has(terminal)
    }

    /// Whether an operator of layer 2 may follow: an expression has ended.
    fn ends_expression(&self) -> bool {
        self.has("<=>")
    }
}

/// What is wrong, and what to write instead.
struct Trap {
    message: String,
    help: String,
}

impl Trap {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Option<Self> {
        Some(Self { message: message.into(), help: help.into() })
    }
}

/// The known trap somebody fell into, if it is one.
fn trap(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    expressions::behind_composition(scene)
        .or_else(|| declarations::trap(scene, allowed))
        .or_else(|| expressions::trap(scene, allowed))
}

/// The surroundings of a failure.
pub(crate) struct Scene<'a, 's> {
    /// The text.
    pub(crate) text: &'s str,
    /// The tokens of the declaration that is complete right before the wrong token, if one is.
    pub(crate) complete: &'a [Spanned<'s>],
    /// The tokens from the start of the declaration up to, not including, the wrong one.
    pub(crate) before: &'a [Spanned<'s>],
    /// The wrong token; none at the end of the text.
    pub(crate) found: Option<Spanned<'s>>,
    /// The token after it.
    pub(crate) next: Option<Token<'s>>,
    /// Whether the wrong token stands at the very start of its line.
    pub(crate) begins_line: bool,
    /// Makes a span of two offsets.
    pub(crate) span: &'a dyn Fn(u32, u32) -> Span,
}

impl<'s> Scene<'_, 's> {
    fn slice(&self, token: &Spanned<'s>) -> &'s str {
        self.text.get(token.0 as usize..token.2 as usize).unwrap_or("")
    }

    /// The last token before the wrong one, `back` tokens further back.
    fn previous(&self, back: usize) -> Option<&Spanned<'s>> {
        self.before.iter().rev().filter(|t| t.1 != Token::Comment).nth(back)
    }

    /// The row of operands that ends right before the wrong token, as in `f x (y, z)`.
    fn operands(&self) -> &'s str {
        let (mut depth, mut first) = (0_usize, self.before.len());
        for (at, token) in self.before.iter().enumerate().rev() {
            match token.1 {
                Token::CloseParen | Token::CloseBracket | Token::CloseBrace => depth += 1,
                Token::OpenParen | Token::OpenBracket | Token::OpenBrace if depth > 0 => depth -= 1,
                Token::Ident(_) | Token::Member(_) | Token::Int(_) | Token::Comment => {}
                _ if depth > 0 => {}
                _ => break,
            }
            first = at;
        }
        self.between(first)
    }

    /// What is written from the token with this index of the declaration up to the wrong one.
    fn between(&self, from: usize) -> &'s str {
        let start = self.before.get(from).map_or(0, |token| token.0 as usize);
        let end = self.previous(0).map_or(0, |token| token.2 as usize);
        self.text.get(start..end).unwrap_or("")
    }

    /// The brackets that are open at the wrong token, innermost last.
    fn open_brackets(&self) -> Vec<&Spanned<'s>> {
        let mut open = Vec::new();
        for token in self.before {
            match token.1 {
                Token::OpenParen | Token::OpenBracket | Token::OpenBrace => open.push(token),
                Token::CloseParen | Token::CloseBracket | Token::CloseBrace => {
                    open.pop();
                }
                _ => {}
            }
        }
        open
    }

    /// Whether a token, or a name, stands before the wrong one in this declaration.
    fn has_before(&self, wanted: impl Fn(&Token<'s>) -> bool) -> bool {
        self.before.iter().any(|token| wanted(&token.1))
    }

    /// Whether the wrong token, a semicolon, is one of two.
    fn beside_semicolon(&self) -> bool {
        self.next == Some(Token::Semicolon)
            || self.previous(0).is_some_and(|token| token.1 == Token::Semicolon)
    }

    fn place(&self) -> Span {
        match (self.found, self.before.last()) {
            (Some((l, _, r)), _) => (self.span)(l, r),
            (None, Some(last)) => (self.span)(last.2, last.2),
            (None, None) => (self.span)(0, 0),
        }
    }

    fn found_name(&self) -> String {
        match &self.found {
            Some((_, Token::Semicolon, _)) if self.beside_semicolon() => "`;;`".into(),
            Some(token) => token.1.found(self.slice(token)),
            None => "the end of the text".into(),
        }
    }
}

/// The finding for a failure.
pub(crate) fn explain(scene: &Scene<'_, '_>, failure: &Failure) -> Diagnostic {
    let found = scene.found_name();
    let open = scene.open_brackets();
    let phrase = expected::phrase(&failure.expected, !open.is_empty());
    let error = |message: String| {
        Diagnostic::error(codes::SYNTAX, scene.place(), message).expected(&phrase, &found)
    };
    let allowed = Allowed(&failure.expected);
    if let Some(Trap { message, help }) = trap(scene, &allowed) {
        return Diagnostic::error(codes::SYNTAX, scene.place(), message).help(help);
    }
    let ended = match scene.found {
        None => true,
        Some((_, token, _)) => {
            token.begins_declaration() || token == Token::Semicolon && scene.beside_semicolon()
        }
    };
    if let Some(bracket) = open.last().filter(|_| ended) {
        let opening = scene.slice(bracket);
        let closing = match opening {
            "(" => ")",
            "[" => "]",
            _ => "}",
        };
        return error(format!("`{opening}` is not closed"))
            .label((scene.span)(bracket.0, bracket.2), "opened here")
            .help(format!("write `{closing}` before {found}"));
    }
    let unexpected = found.trim_start_matches("the name ").trim_start_matches("the ");
    let general = error(format!("unexpected {unexpected}"));
    let naming = phrase.contains("a name") || phrase.contains("a pattern");
    match scene.found {
        Some(_) if naming && !scene.begins_line && is_word(&found) => {
            general.help(format!("{found} is a reserved word: choose another name"))
        }
        Some(_) if phrase.contains("the end") || phrase.contains("a declaration") => {
            general.help(format!("remove {found}"))
        }
        Some(_) => general.help(format!("write {phrase} before {found}")),
        None => general.help(format!("write {phrase} at the end")),
    }
}

/// Whether a found token is a reserved word, which `found` shows in backticks and nothing else.
fn is_word(found: &str) -> bool {
    found.strip_prefix('`').is_some_and(|f| f.starts_with(|c: char| c.is_ascii_alphabetic()))
}
