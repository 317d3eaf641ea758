//! What to say about a token that the grammar does not allow.
//!
//! Besides the general message there are the traps that people fall into (language reference,
//! section 2.6): what they wrote looks right, so the message says what to write instead.

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

/// The surroundings of a failure.
pub(crate) struct Scene<'a, 's> {
    /// The text.
    pub(crate) text: &'s str,
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
    if let Some((message, help)) = trap(scene, &failure.expected) {
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

/// Message and help for the known traps.
fn trap(scene: &Scene<'_, '_>, allowed: &[String]) -> Option<(String, String)> {
    let found = scene.found.as_ref()?;
    let text = scene.slice(found);
    let previous = scene.previous(0)?;
    let before = scene.slice(previous);
    let operand = begins_operand(&found.1);
    if is_composition(&previous.1) && operand {
        return Some((
            format!("only a name or a list in parentheses can follow `{before}`"),
            format!("write `{before} ({text} …)`"),
        ));
    }
    if previous.1 == Token::Tilde && operand {
        return Some((
            "only a number or an expression in parentheses can follow `~`".into(),
            format!("write `~({text})`"),
        ));
    }
    if (operand || is_operator(&found.1)) && ends_composition(scene) {
        return Some((
            format!("a composition cannot be followed by `{text}`"),
            format!("put the composition in parentheses: `(f o (X, Y)) {text} …`"),
        ));
    }
    if is_open_form(&found.1) && (is_operator(&previous.1) || ends_operand(&previous.1)) {
        let message = if is_operator(&previous.1) {
            format!("`{text}` cannot be an operand of `{before}`")
        } else if allowed.iter().any(|terminal| terminal == "\"??\"") {
            format!("`{text}` cannot be an argument")
        } else {
            return None;
        };
        let local = matches!(found.1, Token::Let | Token::LetRec | Token::Class);
        let shown = if found.1 == Token::Backslash { "\\x." } else { text };
        // After an operand, `let` is far more often a `let` that lacks its `in` or its `;;`.
        return (!local || is_operator(&previous.1))
            .then(|| (message, format!("put it in parentheses: `({shown} …)`")));
    }
    if found.1 == Token::DoubleEqual {
        return Some(("`==` is no operator".into(), "write `=` for equality".into()));
    }
    None
}

fn is_composition(token: &Token<'_>) -> bool {
    matches!(token, Token::Simple | Token::General | Token::GeneralLong)
}

/// Whether the tokens before the wrong one end in `o (…)` or `o X`.
fn ends_composition(scene: &Scene<'_, '_>) -> bool {
    let mut tokens = scene.before.iter().rev().filter(|t| t.1 != Token::Comment);
    let Some((_, last, _)) = tokens.next() else { return false };
    if *last == Token::CloseParen {
        let mut depth = 1;
        while depth > 0 {
            match tokens.next() {
                Some((_, Token::CloseParen, _)) => depth += 1,
                Some((_, Token::OpenParen, _)) => depth -= 1,
                Some(_) => {}
                None => return false,
            }
        }
    } else if !matches!(last, Token::Ident(_) | Token::Member(_)) {
        return false;
    }
    tokens.next().is_some_and(|(_, token, _)| is_composition(token))
}

fn begins_operand(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Ident(_)
            | Token::Member(_)
            | Token::Int(_)
            | Token::Real(_)
            | Token::Str(_)
            | Token::Atom(_)
            | Token::Atoms(_)
            | Token::OpenParen
            | Token::OpenBracket
            | Token::OpenBrace
            | Token::Op
            | Token::Prior
            | Token::Once
            | Token::OutputForm
            | Token::OnLoc
            | Token::Skip
            | Token::Null
            | Token::Local
            | Token::State
            | Token::Memory
    )
}

fn ends_operand(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Ident(_)
            | Token::Member(_)
            | Token::Int(_)
            | Token::CloseParen
            | Token::CloseBracket
            | Token::CloseBrace
    )
}

/// Whether a token is an infix operator of layer 1: a reserved symbol or a symbolic name.
fn is_operator(token: &Token<'_>) -> bool {
    match token {
        Token::Ident(name) => {
            matches!(*name, "until" | "before" | "l-before")
                || !name.starts_with(|c: char| c.is_ascii_alphabetic())
        }
        _ => matches!(
            token,
            Token::Dot
                | Token::At
                | Token::Append
                | Token::Plus
                | Token::Star
                | Token::Question
                | Token::DoubleQuestion
        ),
    }
}

fn is_open_form(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::If
            | Token::Case
            | Token::Backslash
            | Token::Fn
            | Token::Forall
            | Token::Exists
            | Token::Let
            | Token::LetRec
            | Token::Class
    )
}
