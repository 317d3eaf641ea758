//! A bound on the height of syntax trees, checked on the tokens before anything is built.
//!
//! Trees are walked and dropped by recursion, in this and in every later phase, so their height
//! must be bounded by something smaller than the stack. The bound computed here is never smaller
//! than the true height: in each pair of brackets, the tallest bracket inside, plus one for every
//! token that nests what follows or precedes it, plus the longest row of operands.

use evc_base::{Diagnostic, FileId, Span, codes};

use crate::lexer::Spanned;
use crate::token::Token;

/// The greatest height a declaration may have.
const HEIGHT_MAX: usize = 400;

/// One open bracket.
#[derive(Default)]
struct Frame {
    /// Which token opened it.
    opened: usize,
    /// The greatest height of the sections before the last separator.
    tallest: usize,
    /// The greatest height of a bracket in the present section.
    below: usize,
    /// Tokens of the present section that nest.
    links: usize,
    /// Operands in a row up to here, and the longest row.
    row: usize,
    row_max: usize,
}

impl Frame {
    fn height(&self) -> usize {
        self.tallest.max(self.below + self.links + self.row_max)
    }

    fn separate(&mut self) {
        let Self { opened, .. } = *self;
        *self = Self { opened, tallest: self.height(), ..Self::default() };
    }

    fn link(&mut self, weight: usize) {
        self.links += weight;
        self.row = 0;
    }

    fn operand(&mut self) {
        self.row += 1;
        self.row_max = self.row_max.max(self.row);
    }
}

/// Replaces every declaration that is too high by one [`Token::Error`] and reports it.
pub(crate) fn limit(
    file: FileId,
    offset: u32,
    tokens: &mut [Spanned<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut start = 0;
    while start < tokens.len() {
        let end = declaration_end(tokens, start);
        let declaration = tokens.get_mut(start..end).unwrap_or_default();
        if let Some(&(l, _, r)) = too_high(declaration).and_then(|at| declaration.get(at)) {
            let span = Span::new(file, l + offset, r + offset);
            diagnostics.push(
                Diagnostic::error(
                    codes::NESTED_TOO_DEEPLY,
                    span,
                    format!("what begins here is nested deeper than {HEIGHT_MAX} levels"),
                )
                .help("give parts of it names with `let`"),
            );
            for (at, (_, token, _)) in declaration.iter_mut().enumerate() {
                *token = if at == 0 { Token::Error } else { Token::Comment };
            }
        }
        start = end;
    }
}

/// The first token after the declaration that starts at `start`: nothing reaches over `;;` or a
/// word that only begins declarations.
fn declaration_end(tokens: &[Spanned<'_>], start: usize) -> usize {
    let token = |at: usize| tokens.get(at).map(|spanned| spanned.1);
    let mut at = start + 1;
    while let Some(present) = token(at) {
        let ends = present == Token::Semicolon && token(at + 1) == Some(Token::Semicolon);
        if ends || present.begins_declaration() {
            return at;
        }
        at += 1;
    }
    tokens.len()
}

/// Where the part begins that is too high, if there is one.
fn too_high(tokens: &[Spanned<'_>]) -> Option<usize> {
    let mut outer = Vec::new();
    let mut frame = Frame::default();
    for (at, (_, token, _)) in tokens.iter().enumerate() {
        match token {
            Token::OpenParen | Token::OpenBracket | Token::OpenBrace => {
                let inner = Frame { opened: at, ..Frame::default() };
                outer.push(std::mem::replace(&mut frame, inner));
            }
            Token::CloseParen | Token::CloseBracket | Token::CloseBrace => {
                let height = frame.height() + 1;
                if height > HEIGHT_MAX {
                    return Some(frame.opened);
                }
                frame = outer.pop().unwrap_or_default();
                frame.below = frame.below.max(height);
                frame.operand();
            }
            Token::Comma | Token::Semicolon => frame.separate(),
            Token::Then | Token::Else | Token::In | Token::Of | Token::Comment => frame.link(0),
            _ if nests(token) => frame.link(1),
            _ => frame.operand(),
        }
    }
    outer.push(frame);
    outer.iter().find(|frame| frame.height() > HEIGHT_MAX).map(|frame| frame.opened)
}

/// Whether a token makes what follows or precedes it a child of a new node.
fn nests(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Backslash
            | Token::Fn
            | Token::Let
            | Token::LetRec
            | Token::Class
            | Token::If
            | Token::Case
            | Token::Where
            | Token::Forall
            | Token::Exists
            | Token::Observes
            | Token::Ampersand
            | Token::Or
            | Token::Conj
            | Token::Disj
            | Token::FatArrow
            | Token::Iff
            | Token::Delegate
            | Token::Colon
            | Token::Arrow
            | Token::Simple
            | Token::General
            | Token::GeneralLong
            | Token::Tilde
    )
}
