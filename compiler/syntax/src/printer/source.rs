//! What the tree of a text does not hold: its tokens as written, its comments and its empty lines.
//!
//! The lexer drops comments, but nothing else: what lies between two tokens is blanks and comments.

use crate::lexer;
use crate::token::{Token, comment_length};

/// What a source token is, as far as printing asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A parenthesis or `;;`, which the printed text may have more or fewer of.
    Loose,
    /// An integer.
    Integer,
    /// Any other literal.
    Literal,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// Anything else.
    Other,
    /// The end of the text.
    End,
}

/// One token of the source.
#[derive(Debug)]
pub(super) struct Piece<'s> {
    /// Its characters.
    pub(super) text: &'s str,
    /// What it is.
    pub(super) sort: Sort,
    /// Whether an empty line comes before it.
    pub(super) blank: bool,
    /// Whether a line break comes directly after it.
    pub(super) broken: bool,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// On a line, or lines, of its own.
    OwnLine,
    /// Behind a token, at the end of a line.
    LineEnd,
    /// Before a token of the same line.
    Inline,
    /// Between declarations; it documents one.
    Documentation,
}

/// A comment of the source.
#[derive(Debug)]
pub(super) struct Remark<'s> {
    /// Its characters, delimiters included.
    pub(super) text: &'s str,
    /// The column of its first character, from 0.
    pub(super) column: usize,
    /// Where it stands.
    pub(super) position: Position,
    /// Whether an empty line comes before it.
    pub(super) blank: bool,
    /// The index of the token after it.
    pub(super) next: usize,
}

/// The tokens of a text without errors, [`Sort::End`] at the end, and its comments, in order.
pub(super) fn read(text: &str) -> (Vec<Piece<'_>>, Vec<Remark<'_>>) {
    let mut tokens = lexer::lex(evc_base::FileId(0), text, 0).0.into_iter().peekable();
    let mut reader = Reader { text, at: 0, pieces: Vec::new(), remarks: Vec::new() };
    let mut gap = Gap::default();
    while let Some((start, token, mut end)) = tokens.next() {
        reader.gap(&mut gap, start as usize);
        let sort = match token {
            Token::Doc(_) => {
                gap.found.push(Found { start: start as usize, end: end as usize, doc: true });
                reader.at = end as usize;
                continue;
            }
            Token::OpenParen | Token::CloseParen => Sort::Loose,
            Token::Semicolon => match tokens.next_if(|next| next.1 == Token::Semicolon) {
                Some(second) => {
                    // Whatever stands between the two goes behind them.
                    reader.at = end as usize;
                    reader.gap(&mut gap, second.0 as usize);
                    end = second.2;
                    Sort::Loose
                }
                None => Sort::Other,
            },
            Token::Int(_) => Sort::Integer,
            Token::Real(_) | Token::Str(_) | Token::Atom(_) | Token::Atoms(_) => Sort::Literal,
            Token::OpenBracket => Sort::OpenBracket,
            Token::CloseBracket => Sort::CloseBracket,
            _ => Sort::Other,
        };
        reader.piece(&mut gap, start as usize, end as usize, sort);
    }
    reader.gap(&mut gap, text.len());
    reader.piece(&mut gap, text.len(), text.len(), Sort::End);
    (reader.pieces, reader.remarks)
}

/// A comment between two tokens.
#[derive(Clone, Copy)]
struct Found {
    start: usize,
    end: usize,
    doc: bool,
}

/// What lies between two tokens.
#[derive(Default)]
struct Gap {
    start: usize,
    found: Vec<Found>,
}

struct Reader<'s> {
    text: &'s str,
    /// How far the text was read.
    at: usize,
    pieces: Vec<Piece<'s>>,
    remarks: Vec<Remark<'s>>,
}

impl<'s> Reader<'s> {
    fn slice(&self, start: usize, end: usize) -> &'s str {
        self.text.get(start..end).unwrap_or("")
    }

    fn breaks(&self, start: usize, end: usize) -> usize {
        self.slice(start, end).bytes().filter(|byte| *byte == b'\n').count()
    }

    /// Finds the comments up to `end`.
    fn gap(&mut self, gap: &mut Gap, end: usize) {
        while let Some(open) = self.slice(self.at, end).find("(*") {
            let start = self.at + open;
            let inside = comment_length(self.slice(start + 2, end));
            let close = inside.map_or(end, |length| start + 2 + length);
            gap.found.push(Found { start, end: close, doc: false });
            self.at = close;
        }
        self.at = end;
    }

    /// Ends a gap with the token after it.
    fn piece(&mut self, gap: &mut Gap, start: usize, end: usize, sort: Sort) {
        let found = std::mem::take(&mut gap.found);
        let next = self.pieces.len();
        let first = found.first().map_or(start, |comment| comment.start);
        let broken = self.breaks(gap.start, first) > 0;
        let mut before = gap.start;
        for (at, comment) in found.iter().enumerate() {
            let remark = Remark {
                text: self.slice(comment.start, comment.end),
                column: self.column(comment.start),
                position: self.position(gap.start, found.get(at..).unwrap_or_default(), start),
                blank: before > 0 && self.breaks(before, comment.start) > 1,
                next,
            };
            // Behind a comment that ends a line nothing else is behind the token.
            let led = self.remarks.last().filter(|last| last.next == next);
            let leads = led.is_some_and(|last| last.position != Position::LineEnd);
            let position = match remark.position {
                Position::LineEnd if leads => Position::OwnLine,
                position => position,
            };
            self.remarks.push(Remark { position, ..remark });
            before = comment.end;
        }
        let blank = before > 0 && self.breaks(before, start) > 1;
        if let Some(last) = self.pieces.last_mut() {
            last.broken = broken;
        }
        let text = self.slice(start, end);
        self.pieces.push(Piece { text, sort, blank, broken: false });
        (gap.start, self.at) = (end, end);
    }

    fn column(&self, at: usize) -> usize {
        let before = self.slice(0, at);
        let line = before.rfind('\n').map_or(0, |newline| newline + 1);
        self.slice(line, at).chars().count()
    }

    /// Where the first of these comments stands, between the end of a token, or 0, and the start
    /// of the next. Those on one line stand as the last of them.
    fn position(&self, token: usize, comments: &[Found], next: usize) -> Position {
        let Some(first) = comments.first() else { return Position::Inline };
        if first.doc {
            return Position::Documentation;
        }
        let mut end = first.end;
        for comment in comments.iter().skip(1) {
            if self.breaks(end, comment.start) > 0 {
                break;
            }
            end = comment.end;
        }
        let after = self.slice(end, next.max(end));
        let last = comments.iter().find(|comment| comment.start >= end);
        let stop = last.map_or(after.len(), |comment| comment.start - end);
        let ends = after.get(..stop).unwrap_or("").contains('\n') || next == self.text.len();
        let begins = token == 0 || self.breaks(token, first.start) > 0;
        match (begins, ends) {
            (_, false) => Position::Inline,
            (true, true) => Position::OwnLine,
            (false, true) => Position::LineEnd,
        }
    }
}
