//! A bound on the height of syntax trees, checked on the tokens before anything is built.
//!
//! Trees are walked and dropped by recursion, in this and in every later phase, so their height
//! must be bounded by something smaller than the stack. The bound computed here is never smaller
//! than the true height: in each pair of brackets, the tallest bracket inside, plus one for every
//! token that nests what follows or precedes it, plus the longest row of operands. Sections
//! between separators, arms of one `case` and declarations stand side by side and do not add up.

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
    /// The greatest height of the sections before the last separator, and of the arms of a `case`
    /// before the last one.
    tallest: usize,
    /// The greatest height of a bracket in the present section.
    below: usize,
    /// Tokens of the present section that nest.
    links: usize,
    /// Operands in a row up to here, and the longest row.
    row: usize,
    row_max: usize,
    /// The arm that was entered last.
    arm: Option<Arm>,
}

/// An arm of a `case`, from its `of` on.
#[derive(Clone, Copy)]
struct Arm {
    /// The tokens before it that nest.
    links: usize,
    /// Whether its `=>` is still to come.
    in_pattern: bool,
    /// Whether it holds another `case`, to which the next arm may belong.
    holds_case: bool,
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

    /// Enters an arm: beside the last one if that is surely one of the same `case`, else inside.
    fn enter_arm(&mut self) {
        if let Some(Arm { links, holds_case: false, .. }) = self.arm {
            let Self { opened, .. } = *self;
            *self = Self { opened, tallest: self.height(), links, ..Self::default() };
        }
        self.row = 0;
        self.arm = Some(Arm { links: self.links, in_pattern: true, holds_case: false });
    }

    /// `=>`, which ends the pattern of an arm or is an operator.
    fn fat_arrow(&mut self) {
        match &mut self.arm {
            Some(arm) if arm.in_pattern => {
                arm.in_pattern = false;
                self.link(0);
            }
            _ => self.link(1),
        }
    }

    fn case(&mut self) {
        if let Some(arm) = &mut self.arm {
            arm.holds_case = true;
        }
        self.link(1);
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

/// The first token after the declaration that starts at `start`: a token over which no tree of the
/// grammar reaches, so that heights on both sides of it do not add up.
fn declaration_end(tokens: &[Spanned<'_>], start: usize) -> usize {
    let mut before = Before::default();
    let mut rest = tokens.iter().enumerate().skip(start).peekable();
    while let Some((at, (_, token, _))) = rest.next() {
        let next = rest.peek().map(|(_, next)| next.1);
        let ends = *token == Token::Semicolon && next == Some(Token::Semicolon);
        if at > start && (ends || before.is_ended_by(token)) {
            return at;
        }
        before.pass(*token);
    }
    tokens.len()
}

/// What stands before a token, as far as it decides whether a declaration begins there.
#[derive(Default)]
struct Before<'s> {
    /// The last token that is no comment.
    last: Option<Token<'s>>,
    /// Whether it belongs to a type.
    in_type: bool,
    /// The same for the brackets around it.
    outside: Vec<bool>,
}

impl<'s> Before<'s> {
    /// Whether no tree holds both this token and the ones before it. An expression cannot begin
    /// behind an operand, and the words for messages are names in expressions, but not in types.
    fn is_ended_by(&self, token: &Token<'_>) -> bool {
        let Some(last) = &self.last else { return false };
        match token {
            Token::Let | Token::LetRec | Token::Class => ends_term(last),
            Token::Type => !matches!(last, Token::Import | Token::Where | Token::And),
            Token::Infix | Token::InfixRight => !begins_binding(last),
            Token::InputMessage
            | Token::OutputMessage
            | Token::InternalMessage
            | Token::SetWord
            | Token::MapWord => self.in_type && ends_term(last),
            _ => token.begins_declaration(),
        }
    }

    fn pass(&mut self, token: Token<'s>) {
        match token {
            Token::Doc(_) | Token::Comment => return,
            Token::OpenParen | Token::OpenBracket | Token::OpenBrace => {
                self.outside.push(self.in_type);
            }
            Token::CloseParen | Token::CloseBracket | Token::CloseBrace => {
                self.in_type = self.outside.pop().unwrap_or(false);
            }
            Token::Colon => self.in_type = true,
            Token::Ident(_)
            | Token::Member(_)
            | Token::TyVar(_)
            | Token::Arrow
            | Token::Star
            | Token::Plus => {}
            _ => self.in_type = false,
        }
        self.last = Some(token);
    }
}

/// Whether a token ends an operand, a pattern or a type, behind which none of them can begin with a
/// word such as `let`.
fn ends_term(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Ident(_)
            | Token::Member(_)
            | Token::TyVar(_)
            | Token::Int(_)
            | Token::Real(_)
            | Token::Str(_)
            | Token::Atom(_)
            | Token::Atoms(_)
            | Token::Null
            | Token::Hash
            | Token::ToBag
            | Token::CloseParen
            | Token::CloseBracket
            | Token::CloseBrace
    )
}

/// Whether a binding follows the token.
fn begins_binding(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Let
            | Token::LetRec
            | Token::Class
            | Token::ClassStar
            | Token::ClassRec
            | Token::Where
            | Token::With
            | Token::And
    )
}

/// Where the part begins that is too high, if there is one.
fn too_high(tokens: &[Spanned<'_>]) -> Option<usize> {
    let mut outer = Vec::new();
    let mut frame = Frame::default();
    for (at, (_, token, _)) in tokens.iter().enumerate().skip(leading_names(tokens)) {
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
            Token::Comma | Token::Semicolon | Token::And => frame.separate(),
            Token::Doc(_) | Token::Comment => {}
            Token::Then | Token::Else | Token::In => frame.link(0),
            Token::Of => frame.enter_arm(),
            Token::FatArrow => frame.fat_arrow(),
            Token::Case => frame.case(),
            _ if nests(token) => frame.link(1),
            _ => frame.operand(),
        }
    }
    outer.push(frame);
    outer.iter().find(|frame| frame.height() > HEIGHT_MAX).map(|frame| frame.opened)
}

/// How many tokens a declaration begins with that are a list of names, such as those of an `import`.
fn leading_names(tokens: &[Spanned<'_>]) -> usize {
    let lists = |token: &Token<'_>| {
        matches!(
            token,
            Token::Import
                | Token::Export
                | Token::Assume
                | Token::Guarantee
                | Token::Options
                | Token::Variable
        )
    };
    if !tokens.first().is_some_and(|first| lists(&first.1)) {
        return 0;
    }
    let names = tokens
        .iter()
        .skip(1)
        .take_while(|token| matches!(token.1, Token::Type | Token::Ident(_) | Token::Member(_)));
    1 + names.count()
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
            | Token::Where
            | Token::Forall
            | Token::Exists
            | Token::Observes
            | Token::Ampersand
            | Token::Or
            | Token::Conj
            | Token::Disj
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
