//! The tokens of evml (language reference, section 1) and what they are called in messages.
//!
//! The longest match wins everywhere; of two equally long matches the reserved word wins. What a
//! regular expression cannot say (nested comments, escapes) is read by the callbacks below, which
//! note problems in the lexer's extras and still yield a token, so that the parser can go on.

use logos::{Filter, Lexer, Logos, Skip};

use crate::literal;

/// Something wrong inside one token; offsets are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// First byte of the wrong place.
    pub start: usize,
    /// Just past its last byte.
    pub end: usize,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What can be wrong inside a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// `(*` without its `*)`.
    UnclosedComment,
    /// `*)` without its `(*`.
    StrayCommentEnd,
    /// A string, token or token list that is not closed on its line.
    Unclosed(&'static str),
    /// `` ` ` `` with nothing inside.
    EmptyToken,
    /// A backslash that begins no escape.
    BadEscape,
    /// `0w12`: lexed as in EventML, but of no type.
    Word,
}

/// One token; the payload is the text as written, without delimiters.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(skip r"[ \t\r\n\u{feff}]+")]
#[logos(extras = Vec<Problem>)]
pub enum Token<'s> {
    /// An identifier, alphanumeric or symbolic, that is not reserved.
    #[regex(r"[a-zA-Z][a-zA-Z0-9_'\-]*", |lex| lex.slice(), priority = 1)]
    #[regex(r"[:+@!%&$#/<=?\\~^|>*\-]+", |lex| lex.slice(), priority = 1)]
    Ident(&'s str),
    /// `m::base`, which stands for `m'base`; made by [`lexer`](crate::lexer), not by a rule.
    Member(&'s str),
    /// `'a`, with its quote or quotes.
    #[regex(r"'[a-zA-Z0-9_'\-]*", |lex| lex.slice())]
    TyVar(&'s str),
    /// A decimal or hexadecimal integer, `~5` included.
    #[regex(r"~?[0-9]+", |lex| lex.slice())]
    #[regex(r"~?0x[0-9a-fA-F]+", |lex| lex.slice())]
    #[regex(r"0wx?[0-9a-fA-F]+", word)]
    Int(&'s str),
    /// A real.
    #[regex(r"~?[0-9]+\.[0-9]+([eE][~+\-]?[0-9]+)?", |lex| lex.slice())]
    Real(&'s str),
    /// A string.
    #[token("\"", string)]
    Str(&'s str),
    /// `` `abc` ``
    #[token("`", atom)]
    Atom(&'s str),
    /// ``` ``a b c`` ```
    #[token("``", atoms)]
    Atoms(&'s str),
    /// A documentation comment.
    #[token("(**", doc)]
    Doc(&'s str),
    /// An ordinary comment; never leaves the lexer.
    #[token("(*", comment)]
    Comment,
    /// Characters that begin no token; the lexer has reported them.
    #[token("*)", stray)]
    Error,
    /// Tells the one generated parser to read a whole text.
    StartProgram,
    /// Tells it to read the properties after `main`.
    StartProperties,
    /// Tells it to read one expression.
    StartExpr,
    /// Tells it to read one type.
    StartType,
    /// `abstype`
    #[token("abstype")]
    AbsType,
    /// `and`
    #[token("and")]
    And,
    /// `any`
    #[token("any")]
    Any,
    /// `assume`
    #[token("assume")]
    Assume,
    /// `case`
    #[token("case")]
    Case,
    /// `class`
    #[token("class")]
    Class,
    /// `class*`
    #[token("class*")]
    ClassStar,
    /// `classrec`
    #[token("classrec")]
    ClassRec,
    /// `condition`
    #[token("condition")]
    Condition,
    /// `consistency`
    #[token("consistency")]
    Consistency,
    /// `constant`
    #[token("constant")]
    Constant,
    /// `data`
    #[token("data")]
    Data,
    /// `else`
    #[token("else")]
    Else,
    /// `exists`
    #[token("exists")]
    Exists,
    /// `export`
    #[token("export")]
    Export,
    /// `fn`
    #[token("fn")]
    Fn,
    /// `forall`
    #[token("forall")]
    Forall,
    /// `guarantee`
    #[token("guarantee")]
    Guarantee,
    /// `if`
    #[token("if")]
    If,
    /// `import`
    #[token("import")]
    Import,
    /// `in`
    #[token("in")]
    In,
    /// `include`
    #[token("include")]
    Include,
    /// `infix`
    #[token("infix")]
    Infix,
    /// `infixr`
    #[token("infixr")]
    InfixRight,
    /// `input`
    #[token("input")]
    InputMessage,
    /// `interface`
    #[token("interface")]
    Interface,
    /// `internal`
    #[token("internal")]
    InternalMessage,
    /// `invariant`
    #[token("invariant")]
    Invariant,
    /// `let`
    #[token("let")]
    Let,
    /// `letrec`
    #[token("letrec")]
    LetRec,
    /// `Local`
    #[token("Local")]
    Local,
    /// `main`
    #[token("main")]
    Main,
    /// `memory`
    #[token("memory")]
    MemoryProperty,
    /// `Memory`
    #[token("Memory")]
    Memory,
    /// `MSG`
    #[token("MSG")]
    Msg,
    /// `Null`
    #[token("Null")]
    Null,
    /// `o`
    #[token("o")]
    Simple,
    /// `O`
    #[token("O")]
    General,
    /// `observes`
    #[token("observes")]
    Observes,
    /// `of`
    #[token("of")]
    Of,
    /// `on`
    #[token("on")]
    On,
    /// `Once`
    #[token("Once")]
    Once,
    /// `OnLoc`
    #[token("OnLoc")]
    OnLoc,
    /// `oo`
    #[token("oo")]
    GeneralLong,
    /// `op`
    #[token("op")]
    Op,
    /// `options`
    #[token("options")]
    Options,
    /// `or`
    #[token("or")]
    Or,
    /// `ordering`
    #[token("ordering")]
    Ordering,
    /// `output`
    #[token("output")]
    OutputMessage,
    /// `Output`
    #[token("Output")]
    OutputForm,
    /// `overload`
    #[token("overload")]
    Overload,
    /// `parameter`
    #[token("parameter")]
    Parameter,
    /// `Prior`
    #[token("Prior")]
    Prior,
    /// `progress`
    #[token("progress")]
    Progress,
    /// `self`
    #[token("self")]
    SelfWord,
    /// `Skip`
    #[token("Skip")]
    Skip,
    /// `specification`
    #[token("specification")]
    Specification,
    /// `State`
    #[token("State")]
    State,
    /// `struct`
    #[token("struct")]
    Struct,
    /// `then`
    #[token("then")]
    Then,
    /// `type`
    #[token("type")]
    Type,
    /// `typeof`
    #[token("typeof")]
    TypeOf,
    /// `variable`
    #[token("variable")]
    Variable,
    /// `wait`
    #[token("wait")]
    Wait,
    /// `where`
    #[token("where")]
    Where,
    /// `with`
    #[token("with")]
    With,
    /// `(`
    #[token("(")]
    OpenParen,
    /// `)`
    #[token(")")]
    CloseParen,
    /// `[`
    #[token("[")]
    OpenBracket,
    /// `]`
    #[token("]")]
    CloseBracket,
    /// `{`
    #[token("{")]
    OpenBrace,
    /// `}`
    #[token("}")]
    CloseBrace,
    /// `,`
    #[token(",")]
    Comma,
    /// `;`
    #[token(";")]
    Semicolon,
    /// `:`
    #[token(":")]
    Colon,
    /// `::`
    #[token("::")]
    DoubleColon,
    /// `.`
    #[token(".")]
    Dot,
    /// `=`
    #[token("=")]
    Equal,
    /// `==`
    #[token("==")]
    DoubleEqual,
    /// `->`
    #[token("->")]
    Arrow,
    /// `<-`
    #[token("<-")]
    BackArrow,
    /// `=>`
    #[token("=>")]
    FatArrow,
    /// `<=>`
    #[token("<=>")]
    Iff,
    /// `\`
    #[token("\\")]
    Backslash,
    /// `|`
    #[token("|")]
    Bar,
    /// `&`
    #[token("&")]
    Ampersand,
    /// `\/`
    #[token("\\/")]
    Disj,
    /// `/\`
    #[token("/\\")]
    Conj,
    /// `@`
    #[token("@")]
    At,
    /// `++`
    #[token("++")]
    Append,
    /// `+`
    #[token("+")]
    Plus,
    /// `*`
    #[token("*")]
    Star,
    /// `~`
    #[token("~")]
    Tilde,
    /// `#`
    #[token("#")]
    Hash,
    /// `/~`
    #[token("/~")]
    ToBag,
    /// `?`
    #[token("?")]
    Question,
    /// `??`
    #[token("??")]
    DoubleQuestion,
    /// `>>`
    #[token(">>")]
    Delegate,
    /// `[set]`
    #[token("[set]")]
    SetWord,
    /// `[map]`
    #[token("[map]")]
    MapWord,
    /// `_`
    #[token("_")]
    Underscore,
}

impl Token<'_> {
    /// The sort of token, as shown by `evc dump --phase tokens`.
    pub fn kind(&self, text: &str) -> &'static str {
        match self {
            Self::Ident(_) | Self::Member(_) => "name",
            Self::TyVar(_) => "type-variable",
            Self::Int(_) => "integer",
            Self::Real(_) => "real",
            Self::Str(_) => "string",
            Self::Atom(_) => "token",
            Self::Atoms(_) => "token-list",
            Self::Doc(_) => "doc",
            Self::Error => "error",
            _ if text.starts_with(|c: char| c.is_ascii_alphabetic()) => "word",
            _ => "symbol",
        }
    }

    /// How a message names the token that was found.
    pub fn found(&self, text: &str) -> String {
        let sort = match self {
            Self::Ident(_) | Self::Member(_) => "the name ",
            Self::TyVar(_) => "the type variable ",
            Self::Int(_) | Self::Real(_) => "the number ",
            Self::Str(_) => return "a string".into(),
            Self::Atom(_) => return "a token".into(),
            Self::Atoms(_) => return "a token list".into(),
            Self::Doc(_) => return "a documentation comment".into(),
            _ => "",
        };
        format!("{sort}`{text}`")
    }

    /// Whether the token can only begin a declaration: no expression, pattern or type contains
    /// it. The word `type` is none of them, because it also occurs inside `include` and `import`;
    /// `let` and its like also begin expressions.
    pub fn begins_declaration(&self) -> bool {
        matches!(
            self,
            Self::Parameter
                | Self::Constant
                | Self::Data
                | Self::Variable
                | Self::Import
                | Self::Export
                | Self::Assume
                | Self::Guarantee
                | Self::Options
                | Self::Include
                | Self::TypeOf
                | Self::ClassStar
                | Self::ClassRec
                | Self::AbsType
                | Self::Specification
                | Self::Main
        ) || self.begins_property()
    }

    /// Whether the token begins a property.
    pub fn begins_property(&self) -> bool {
        matches!(
            self,
            Self::Invariant
                | Self::Ordering
                | Self::Consistency
                | Self::Progress
                | Self::MemoryProperty
        )
    }
}

/// Adds a problem about the token as far as it is read.
fn note<'s>(lex: &mut Lexer<'s, Token<'s>>, kind: ProblemKind) {
    let span = lex.span();
    lex.extras.push(Problem { start: span.start, end: span.end, kind });
}

fn word<'s>(lex: &mut Lexer<'s, Token<'s>>) -> &'s str {
    note(lex, ProblemKind::Word);
    "0"
}

fn stray<'s>(lex: &mut Lexer<'s, Token<'s>>) {
    note(lex, ProblemKind::StrayCommentEnd);
}

/// Reads to the end of a comment, `(*` having been read; `None` when there is no end.
pub(crate) fn comment_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let (mut depth, mut at) = (1usize, 0usize);
    loop {
        match (bytes.get(at)?, bytes.get(at + 1)) {
            (b'(', Some(b'*')) => {
                depth += 1;
                at += 2;
            }
            (b'*', Some(b')')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
}

/// Consumes the rest of a comment and returns its text.
fn skip_comment<'s>(lex: &mut Lexer<'s, Token<'s>>) -> &'s str {
    let rest = lex.remainder();
    if let Some(length) = comment_length(rest) {
        lex.bump(length);
        rest.get(..length.saturating_sub(2)).unwrap_or("")
    } else {
        note(lex, ProblemKind::UnclosedComment);
        lex.bump(rest.len());
        rest
    }
}

fn comment<'s>(lex: &mut Lexer<'s, Token<'s>>) -> Skip {
    skip_comment(lex);
    Skip
}

/// `(**)` is an empty ordinary comment, `(***)` an empty documentation comment.
fn doc<'s>(lex: &mut Lexer<'s, Token<'s>>) -> Filter<&'s str> {
    if lex.remainder().starts_with(')') {
        lex.bump(1);
        return Filter::Skip;
    }
    Filter::Emit(skip_comment(lex))
}

/// Reads up to `close`, which is consumed; the text before it is the token's.
fn delimited<'s>(
    lex: &mut Lexer<'s, Token<'s>>,
    close: &str,
    what: &'static str,
    lines: bool,
) -> &'s str {
    let rest = lex.remainder();
    let start = lex.span().end;
    let scanned = literal::scan(rest, close, lines);
    for (from, to) in scanned.bad_escapes {
        let (start, end) = (start + from, start + to);
        lex.extras.push(Problem { start, end, kind: ProblemKind::BadEscape });
    }
    lex.bump(scanned.length);
    if scanned.closed {
        lex.bump(close.len());
    } else {
        note(lex, ProblemKind::Unclosed(what));
    }
    rest.get(..scanned.length).unwrap_or("")
}

fn string<'s>(lex: &mut Lexer<'s, Token<'s>>) -> &'s str {
    delimited(lex, "\"", "string", false)
}

fn atom<'s>(lex: &mut Lexer<'s, Token<'s>>) -> &'s str {
    let text = delimited(lex, "`", "token", false);
    if text.is_empty() {
        note(lex, ProblemKind::EmptyToken);
    }
    text
}

fn atoms<'s>(lex: &mut Lexer<'s, Token<'s>>) -> &'s str {
    delimited(lex, "``", "token list", true)
}
