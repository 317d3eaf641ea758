//! The one entry: text to syntax tree and findings.
//!
//! The generated parser stops at the first wrong token. What stands before the declaration with
//! that token is kept; then the declaration is completed, if only its `;;` is missing, or skipped
//! up to the next place where a declaration certainly begins, and the parser starts again there.
//! So every declaration is judged on its own and one run reports the errors of all.

use std::ops::Range;

use evc_base::{Diagnostic, FileId, Span, codes};
use lalrpop_util::ParseError;

use crate::actions::{Builder, Part, PartKind};
use crate::ast::{Expr, ExprKind, Item, ItemKind, Name, Program, Type, TypeKind};
use crate::fixity;
use crate::grammar::StartParser;
use crate::lexer::{self, Spanned};
use crate::nesting;
use crate::token::Token;
use crate::traps::{self, Failure, Scene};

/// Reads a whole specification.
///
/// The tree holds whatever could be read; what could not is [`ItemKind::Error`] or
/// [`ExprKind::Error`] and has a finding.
pub fn parse(file: FileId, text: &str) -> (Program, Vec<Diagnostic>) {
    let mut session = match Session::open(file, text, 0) {
        Ok(session) => session,
        Err(too_large) => return (Program::empty(), vec![*too_large]),
    };
    session.program();
    let Builder { parts, mut diagnostics, .. } = session.builder;
    let mut program = assemble(parts, &mut diagnostics);
    fixity::group_program(&mut program, &mut diagnostics);
    sort(&mut diagnostics);
    (program, diagnostics)
}

/// Reads a text that is one expression, such as a value in a configuration. Spans are shifted by
/// `offset`, the place of the text in `file`.
pub fn parse_expr(file: FileId, text: &str, offset: u32) -> (Expr, Vec<Diagnostic>) {
    let nothing = |at: u32| Expr { kind: ExprKind::Error, span: Span::new(file, at, at) };
    let mut session = match Session::open(file, text, offset) {
        Ok(session) => session,
        Err(too_large) => return (nothing(offset), vec![*too_large]),
    };
    session.fragment(Token::StartExpr);
    let Builder { expr, mut diagnostics, .. } = session.builder;
    let mut expr = expr.unwrap_or_else(|| nothing(offset));
    fixity::group_expr(&mut expr, &mut diagnostics);
    sort(&mut diagnostics);
    (expr, diagnostics)
}

/// Reads a text that is one type. Spans are shifted by `offset`. What is not a type is given as
/// the type `Top`, with a finding.
pub fn parse_type(file: FileId, text: &str, offset: u32) -> (Type, Vec<Diagnostic>) {
    let span = Span::new(file, offset, offset);
    let top = Name { text: "Top".into(), span };
    let nothing = Type { kind: TypeKind::Constructor(top, Vec::new()), span };
    let mut session = match Session::open(file, text, offset) {
        Ok(session) => session,
        Err(too_large) => return (nothing, vec![*too_large]),
    };
    session.fragment(Token::StartType);
    let Builder { ty, mut diagnostics, .. } = session.builder;
    let mut ty = ty.unwrap_or(nothing);
    fixity::group_type(&mut ty, &mut diagnostics);
    sort(&mut diagnostics);
    (ty, diagnostics)
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|d| (d.primary.span.start, d.code));
}

impl Program {
    fn empty() -> Self {
        Self { name: None, items: Vec::new(), main: None, properties: Vec::new() }
    }
}

/// One text being read.
struct Session<'s> {
    text: &'s str,
    tokens: Vec<Spanned<'s>>,
    builder: Builder,
    /// Whether a declaration after `main` was reported; from then on they are read as usual.
    main_passed: bool,
    /// The token at which the declaration failed that was reported last.
    failed_at: usize,
}

impl<'s> Session<'s> {
    fn open(file: FileId, text: &'s str, offset: u32) -> Result<Self, Box<Diagnostic>> {
        let length = u32::try_from(text.len()).ok();
        if length.and_then(|length| length.checked_add(offset)).is_none() {
            let span = Span::new(file, 0, 0);
            let message = "the text is 4 GiB or larger";
            let error = Diagnostic::error(codes::FILE_TOO_LARGE, span, message);
            return Err(Box::new(error.help("split the text into several files")));
        }
        let mut builder = Builder::new(file, offset);
        let (mut tokens, mut diagnostics) = lexer::lex(file, text, offset);
        traps::habits::break_off(file, offset, text, &mut tokens, &mut diagnostics);
        nesting::limit(file, offset, &mut tokens, &mut diagnostics);
        builder.settled = diagnostics.len();
        builder.diagnostics = diagnostics;
        Ok(Self { text, tokens, builder, main_passed: false, failed_at: usize::MAX })
    }

    /// Reads the tokens of a range, with `;;` after them if wanted.
    fn read(
        &mut self,
        start: Token<'s>,
        range: Range<usize>,
        terminate: bool,
    ) -> Result<(), Failure> {
        let end = range.end;
        let tokens = self.tokens.get(range).unwrap_or_default();
        let first = tokens.first().map_or(0, |token| token.0);
        let last = tokens.last().map_or(0, |token| token.2);
        let semicolons = if terminate { 2 } else { 0 };
        let stream = std::iter::once((first, start, first))
            .chain(tokens.iter().copied().filter(|token| token.1 != Token::Comment))
            .chain(std::iter::repeat_n((last, Token::Semicolon, last), semicolons))
            .map(Ok);
        StartParser::new().parse(&mut self.builder, stream).map_err(|error| match error {
            ParseError::UnrecognizedToken { token: (l, _, _), expected } => {
                Failure { at: self.tokens.partition_point(|token| token.0 < l), expected }
            }
            ParseError::UnrecognizedEof { expected, .. } => Failure { at: end, expected },
            ParseError::ExtraToken { .. }
            | ParseError::InvalidToken { .. }
            | ParseError::User { .. } => Failure { at: end, expected: Vec::new() },
        })
    }

    /// Reads a text that is one expression or type.
    fn fragment(&mut self, start: Token<'s>) {
        if let Err(failure) = self.read(start, 0..self.tokens.len(), false) {
            self.report(0..0, &failure);
        }
    }

    /// What is to be read next: anything, or only what follows `main`.
    fn start(&self) -> Token<'s> {
        if self.builder.has_main && !self.main_passed {
            Token::StartProperties
        } else {
            Token::StartProgram
        }
    }

    /// Reads a whole specification, declaration by declaration where it has to.
    fn program(&mut self) {
        let mut from = 0;
        loop {
            let all = from..self.tokens.len();
            let Err(failure) = self.read(self.start(), all, false) else { return };
            from = self.recover(from, &failure);
            if from >= self.tokens.len() {
                return;
            }
        }
    }

    /// Deals with a failure; returns the token to go on from, which lies after `from` unless a
    /// token was taken out or the rules for what follows `main` were relaxed.
    fn recover(&mut self, from: usize, failure: &Failure) -> usize {
        let at = failure.at;
        let mut begin = self.declaration_start(from, at);
        let found = self.token(at);
        if found == Some(Token::Bar)
            && let Some(data) = self.documented_constructor(begin, at)
        {
            return data;
        }
        if found == Some(Token::Doc("")) && begin < at && !self.declaration_follows(at) {
            self.misplaced_doc(at);
            return begin;
        }
        if let Some(message) = self.swallowed_message(begin, at)
            && self.retry(begin..message, true)
        {
            self.missing_terminator(begin, message);
            return message;
        }
        if failure.expected == ["\";\""] && self.single(begin, at) {
            return at;
        }
        let declaration = begin;
        let complete = begin < at && self.retry(begin..at, false);
        if complete {
            begin = at;
        } else if begin < at
            && (found.is_none() || found.is_some_and(|token| begins_item(&token)))
            && self.retry(begin..at, true)
        {
            self.missing_terminator(begin, at);
            return at;
        }
        if begin == at
            && self.start() == Token::StartProperties
            && found.is_some_and(|t| begins_item(&t))
        {
            self.declaration_after_main(at);
            return at;
        }
        if found.is_none() && begin == at {
            return at;
        }
        if !self.continues_failed(begin, at) {
            self.report(declaration..begin, failure);
        }
        self.failed_at = at;
        // A reserved word where a name is expected begins no declaration, except on its own line.
        let named = failure.expected.iter().any(|terminal| terminal == "\"NAME\"");
        let next =
            self.synchronise(begin, if named && !self.begins_line(at) { at + 1 } else { at });
        let skipped = self.tokens.get(begin..next).unwrap_or_default();
        if let (Some(first), Some(last)) = (skipped.first(), skipped.last()) {
            self.builder.part(first.0, PartKind::Item(ItemKind::Error), last.2);
        }
        next
    }

    /// Whether a failure at the first token of a declaration is the rest of the one before, which
    /// failed at its `;;`: `let x = let y = 1 ;; y ;;`. One at the start of a line is not.
    fn continues_failed(&self, begin: usize, at: usize) -> bool {
        let semicolons = self.tokens.get(self.failed_at..begin).unwrap_or_default();
        begin == at
            && semicolons.len() == 2
            && semicolons.iter().all(|token| token.1 == Token::Semicolon)
            && !self.begins_line(at)
    }

    /// A declaration that is ended by one `;`. Returns whether that was it.
    fn single(&mut self, begin: usize, at: usize) -> bool {
        let Some(sign) = at.checked_sub(1) else { return false };
        if self.token(sign) != Some(Token::Semicolon)
            || begin < sign && !self.retry(begin..sign, true) && !self.retry(begin..sign, false)
        {
            return false;
        }
        if let Some((l, _, r)) = self.tokens.get(sign) {
            let span = self.builder.span(*l, *r);
            let message = "one `;` ends no declaration";
            let error = Diagnostic::error(codes::MISSING_TERMINATOR, span, message);
            self.builder.settle(error.help("write `;;`"));
        }
        true
    }

    /// The token at an index; the payload of a documentation comment is left out.
    fn token(&self, at: usize) -> Option<Token<'s>> {
        match self.tokens.get(at)?.1 {
            Token::Doc(_) => Some(Token::Doc("")),
            token => Some(token),
        }
    }

    /// Where the declaration begins that contains the token `at`.
    fn declaration_start(&self, from: usize, at: usize) -> usize {
        let start = match self.builder.parts.last() {
            Some(part) => self
                .tokens
                .partition_point(|token| self.builder.span(token.0, token.0).start < part.span.end),
            None => 0,
        };
        let skipped =
            |at: &usize| matches!(self.token(*at), Some(Token::Semicolon | Token::Comment));
        let mut start = start.max(from);
        while start < at && skipped(&start) {
            start += 1;
        }
        start
    }

    /// A declaration such as `input m : T` that was read as the end of an expression, because
    /// `input` is a name there and `;;` is missing before it.
    fn swallowed_message(&self, begin: usize, at: usize) -> Option<usize> {
        (begin + 1..at).find(|&word| {
            let message = matches!(
                self.token(word),
                Some(
                    Token::InputMessage
                        | Token::OutputMessage
                        | Token::InternalMessage
                        | Token::SetWord
                        | Token::MapWord
                )
            );
            message
                && self.begins_line(word)
                && matches!(self.token(word + 1), Some(Token::Ident(_)))
                && matches!(self.token(word + 2), Some(Token::Colon | Token::Comma))
        })
    }

    /// Whether a token stands at the very start of its line, where declarations begin.
    fn begins_line(&self, at: usize) -> bool {
        let start = self.tokens.get(at).map_or(0, |token| token.0 as usize);
        start == 0 || self.text.as_bytes().get(start - 1) == Some(&b'\n')
    }

    /// Whether the token after the documentation comments at `at` can begin a declaration.
    fn declaration_follows(&self, at: usize) -> bool {
        let after = self.tokens.get(at..).unwrap_or_default().iter();
        let mut after = after.filter(|t| !matches!(t.1, Token::Doc(_) | Token::Comment));
        after.next().is_none_or(|token| begins_item(&token.1))
    }

    /// Reads one declaration again, on its own. If that fails, nothing has happened.
    fn retry(&mut self, range: Range<usize>, terminate: bool) -> bool {
        let (parts, has_main) = (self.builder.parts.len(), self.builder.has_main);
        let settled = self.builder.settled;
        let earlier = self.builder.diagnostics.split_off(settled);
        if self.read(self.start(), range, terminate).is_ok() {
            return true;
        }
        self.builder.parts.truncate(parts);
        self.builder.has_main = has_main;
        self.builder.settled = settled;
        self.builder.diagnostics.truncate(settled);
        self.builder.diagnostics.extend(earlier);
        false
    }

    /// Reports a failure in the declaration that begins where the range `complete` ends; the range
    /// is that of a whole declaration right before it, if there is one.
    fn report(&mut self, complete: Range<usize>, failure: &Failure) {
        let found = self.tokens.get(failure.at).copied();
        if found.is_some_and(|token| token.1 == Token::Error) {
            return;
        }
        let scene = Scene {
            text: self.text,
            complete: self.tokens.get(complete.clone()).unwrap_or_default(),
            before: self.tokens.get(complete.end..failure.at).unwrap_or_default(),
            found,
            next: self.token(failure.at + 1),
            begins_line: self.begins_line(failure.at),
            span: &|l, r| self.builder.span(l, r),
        };
        let error = traps::explain(&scene, failure);
        self.builder.settle(error);
    }

    /// The `|` behind a documentation comment between the constructors of a `data` declaration,
    /// which the comment seemed to end. Reports the comment, and gives the first token of the
    /// declaration, from which it is to be read again.
    fn documented_constructor(&mut self, begin: usize, at: usize) -> Option<usize> {
        let data = self.builder.parts.last()?;
        let between = self.tokens.get(begin..at)?;
        let documented = between.iter().all(|t| matches!(t.1, Token::Doc(_) | Token::Comment));
        if !matches!(data.kind, PartKind::Item(ItemKind::Data { .. })) || !documented {
            return None;
        }
        let comment = between.iter().position(|token| token.1 != Token::Comment)?;
        let start = data.span.start;
        let first =
            self.tokens.partition_point(|token| self.builder.span(token.0, token.0).start < start);
        self.builder.parts.pop();
        self.misplaced_doc(begin + comment);
        Some(first)
    }

    fn misplaced_doc(&mut self, at: usize) {
        // The declaration is read again, and finds them again.
        self.builder.diagnostics.truncate(self.builder.settled);
        if let Some((l, token, r)) = self.tokens.get_mut(at) {
            *token = Token::Comment;
            let span = self.builder.span(*l, *r);
            let message = "a documentation comment cannot stand inside a declaration";
            let error = Diagnostic::error(codes::SYNTAX, span, message);
            self.builder.settle(error.help("begin it with `(* ` instead of `(**`"));
        }
    }

    fn missing_terminator(&mut self, begin: usize, at: usize) {
        let declaration = self.tokens.get(begin..at).unwrap_or_default();
        let mut declaration = declaration.iter().filter(|t| t.1 != Token::Comment);
        if let Some(first) = declaration.next() {
            let last = declaration.next_back().unwrap_or(first);
            let error = not_terminated(
                self.builder.span(first.0, first.2),
                self.builder.span(last.0, last.2),
            );
            self.builder.settle(error);
        }
    }

    fn declaration_after_main(&mut self, at: usize) {
        self.main_passed = true;
        let Some((l, token, r)) = self.tokens.get(at) else { return };
        let span = self.builder.span(*l, *r);
        if *token != Token::Main {
            let message = "only properties can follow `main`";
            let error = Diagnostic::error(codes::SYNTAX, span, message);
            self.builder.settle(error.help("move `main` behind the declarations"));
        }
    }

    /// The first token at or after `at`, and after `begin`, where a declaration certainly begins:
    /// after `;;`, at a word that begins nothing else, or at any other word that can begin one if
    /// it stands first in its line.
    fn synchronise(&self, begin: usize, at: usize) -> usize {
        let mut next = at.max(begin + 1);
        while let Some((_, token, _)) = self.tokens.get(next) {
            let terminated = next >= begin + 2
                && self.token(next - 1) == Some(Token::Semicolon)
                && self.token(next - 2) == Some(Token::Semicolon);
            if terminated
                || token.begins_declaration()
                || self.begins_line(next) && begins_item(token)
            {
                return next;
            }
            next += 1;
        }
        self.tokens.len()
    }
}

/// Whether a token can begin a declaration.
fn begins_item(token: &Token<'_>) -> bool {
    token.begins_declaration()
        || matches!(
            token,
            Token::Let
                | Token::LetRec
                | Token::Class
                | Token::Type
                | Token::Infix
                | Token::InfixRight
                | Token::InputMessage
                | Token::OutputMessage
                | Token::InternalMessage
                | Token::SetWord
                | Token::MapWord
                | Token::Doc(_)
        )
}

fn not_terminated(first: Span, last: Span) -> Diagnostic {
    let message = "the declaration is not ended by `;;`";
    Diagnostic::error(codes::MISSING_TERMINATOR, last.after(), message)
        .label(first, "it begins here")
        .help("write `;;` here")
}

/// Puts the parts of a text where they belong and attaches documentation comments.
fn assemble(parts: Vec<Part>, diagnostics: &mut Vec<Diagnostic>) -> Program {
    let mut program = Program::empty();
    let mut doc: Option<String> = None;
    for Part { kind, span } in parts {
        match kind {
            PartKind::Doc(text) => doc = documentation(doc, &text),
            PartKind::Specification(name) => {
                if program.name.is_some() || !program.items.is_empty() {
                    let message = "`specification` comes first, and only once";
                    let error = Diagnostic::error(codes::SYNTAX, span, message);
                    diagnostics
                        .push(error.help("write `specification NAME` once, in the first line"));
                }
                program.name.get_or_insert(name);
                doc = None;
            }
            PartKind::Main(main) => {
                if program.main.is_some() {
                    let message = "a specification has only one `main`";
                    let error = Diagnostic::error(codes::SYNTAX, span, message);
                    diagnostics.push(error.help("put classes side by side with `||`"));
                }
                program.main.get_or_insert(main);
                doc = None;
            }
            PartKind::Item(kind) => {
                let item = Item { doc: doc.take(), kind, span };
                match item.kind {
                    ItemKind::Property(_) if program.main.is_some() => {
                        program.properties.push(item);
                    }
                    _ => program.items.push(item),
                }
            }
        }
    }
    program
}

/// Adds a documentation comment to those before it; a line of stars is no documentation.
fn documentation(before: Option<String>, text: &str) -> Option<String> {
    let text = text.trim().trim_matches('*').trim();
    let banner = text.chars().all(|c| c.is_whitespace() || "*-=".contains(c));
    match before {
        before if banner => before,
        Some(before) => Some(format!("{before}\n\n{}", unindent(text))),
        None => Some(unindent(text)),
    }
}

/// Takes away the indentation that all lines but the first have in common.
fn unindent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let written = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let common = written.map(indent).min().unwrap_or(0);
    let lines = text.lines().enumerate().map(|(at, line)| match at {
        0 => line.trim_end(),
        _ => line.get(common..).unwrap_or("").trim_end(),
    });
    lines.collect::<Vec<_>>().join("\n")
}
