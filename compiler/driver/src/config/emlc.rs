//! Configurations in the format of EventML's tools: from words to a [`Document`].
//!
//! The grammar is that of the language reference, section 7.2, and the older format with one
//! section of locations without a name. What is wider: parts may stand in any order, and values
//! are any evml expressions. The end of such a value is where the next `name :` begins outside
//! all brackets, or the next part.

mod lexer;

use std::ops::Range;

use evc_base::{Diagnostic, FileId, Span, codes};
use smol_str::SmolStr;

use super::document::{
    Connection, Content, Document, Format, Given, Group, Header, Location, Message, Parameter, Word,
};
use super::text::Text;
use lexer::{Sort, Token, Words, words};

/// What a configuration has.
const PARTS: &str = "the parts are `%locations`, `%connections`, `%parameters` and `%messages`";

/// The words that begin parts.
const SECTIONS: [&str; 4] = ["%locations", "%connections", "%parameters", "%messages"];

/// The parameter that EventML's simulator needs and that the compiler knows by itself: the types
/// of the headers.
const HEADER_TYPES: &str = "mf";

/// Reads a configuration, and says what is wrong with its form.
pub(super) fn read(file: FileId, text: &str) -> (Document, Vec<Diagnostic>) {
    let mut parser = Parser::new(file, text);
    while !parser.at_end() {
        parser.section();
    }
    (parser.document, parser.found)
}

/// Reads a message file, and says what is wrong with its form.
pub(super) fn read_messages(file: FileId, text: &str) -> (Document, Vec<Diagnostic>) {
    let mut parser = Parser::new(file, text);
    if parser.peek().is("(") {
        let message = parser.content(None);
        parser.document.messages.extend(message);
        if !parser.at_end() {
            let what = "a message without a destination stands alone";
            parser.unexpected(what, "write `destination : ` before each message");
        }
    } else {
        parser.messages();
        if !parser.at_end() {
            let here = parser.peek().text.to_owned();
            let help = format!("a file with `{here}` begins with `%locations`");
            parser.unexpected("a message file has no parts", &help);
        }
    }
    (parser.document, parser.found)
}

struct Parser<'t> {
    file: FileId,
    text: &'t str,
    words: Words<'t>,
    next: usize,
    document: Document,
    found: Vec<Diagnostic>,
}

impl<'t> Parser<'t> {
    fn new(file: FileId, text: &'t str) -> Self {
        let document = Document::new(Format::Emlc, Span::new(file, 0, 0));
        Self { file, text, words: words(text), next: 0, document, found: Vec::new() }
    }

    /// The word `further` words on; the end stays the end.
    fn ahead(&self, further: usize) -> &Token<'t> {
        let token = self.words.tokens.get(self.next + further);
        token.or(self.words.tokens.last()).expect("there is always a word for the end")
    }

    fn peek(&self) -> &Token<'t> {
        self.ahead(0)
    }

    fn take(&mut self) -> Token<'t> {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn at_end(&self) -> bool {
        self.peek().sort == Sort::End
    }

    /// Whether a part ends here.
    fn at_section(&self) -> bool {
        matches!(self.peek().sort, Sort::Section | Sort::End)
    }

    /// Whether `name :` stands here.
    fn at_entry(&self) -> bool {
        self.peek().sort == Sort::Name && self.ahead(1).is(":")
    }

    fn accept(&mut self, symbol: &str) -> bool {
        let found = self.peek().is(symbol);
        self.next += usize::from(found);
        found
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start as u32, range.end as u32)
    }

    fn word(&self, token: &Token<'_>) -> Word {
        Word { text: token.text.into(), span: self.span(token.range()) }
    }

    /// A name, if one stands here.
    fn name(&mut self) -> Option<Word> {
        let token = self.peek();
        (token.sort == Sort::Name).then(|| {
            let token = self.take();
            self.word(&token)
        })
    }

    /// Says what is wrong at this word.
    fn unexpected(&mut self, message: &str, help: &str) {
        let token = self.peek();
        let here = match token.sort {
            Sort::End => "the end of the text".to_owned(),
            _ => "unexpected here".to_owned(),
        };
        let span = self.span(token.range());
        self.error(span, message, &here, help);
    }

    fn error(&mut self, span: Span, message: &str, here: &str, help: &str) {
        let found = Diagnostic::error(codes::CONFIG_SYNTAX, span, message).here(here).help(help);
        self.found.push(found);
    }

    /// Skips what cannot be read up to the next `name :` or part.
    fn skip(&mut self) {
        while !self.at_section() && !self.at_entry() {
            self.next += 1;
        }
    }

    /// What stands before the first part.
    fn headless(&mut self, head: &Token<'t>) {
        const MESSAGE: &str = "this is a message file, which goes with a configuration";
        let is_entry = self.at_entry();
        let is_message = if is_entry { self.ahead(2).is("(") } else { head.is("(") };
        let help = match (is_message, is_entry) {
            (true, _) => MESSAGE,
            (false, true) => "write `%locations` and the name of a group above the locations",
            (false, false) => PARTS,
        };
        self.unexpected("a configuration begins with `%locations`", help);
        if is_entry && !is_message {
            self.document.groups_unread = true;
            self.unnamed_groups(head);
        }
        while !self.at_section() {
            self.next += 1;
        }
        // What is no configuration lacks nothing of one.
        self.document.parameters_unread = self.at_end();
    }

    fn section(&mut self) {
        let head = self.peek().clone();
        if head.sort != Sort::Section {
            self.headless(&head);
            return;
        }
        self.next += 1;
        match head.text {
            "%locations" => self.locations(&head),
            "%connections" => self.connections(),
            "%parameters" => {
                self.document.parameters_at = self.span(head.range());
                self.document.has_parameters = true;
                self.parameters();
            }
            "%messages" => {
                self.messages();
                self.end_of_section("a message is written `destination : (header, type, body)`");
            }
            other => {
                let known = SECTIONS.map(SmolStr::new_static);
                let help = match evc_base::similar(other, known.iter()) {
                    Some(similar) => format!("did you mean `{similar}`?"),
                    None => PARTS.to_owned(),
                };
                let message = format!("a configuration has no part `{other}`");
                self.error(self.span(head.range()), &message, "unknown", &help);
                while !self.at_section() {
                    self.next += 1;
                }
            }
        }
    }

    /// Reports what is left of a part.
    fn end_of_section(&mut self, help: &str) {
        if !self.at_section() {
            self.unexpected("this cannot be read here", help);
            while !self.at_section() {
                self.next += 1;
            }
        }
    }

    /// A group of locations, or the two of the older format.
    fn locations(&mut self, head: &Token<'t>) {
        if self.at_entry() {
            self.unnamed_groups(head);
            return;
        }
        let external = self.accept("external");
        let Some(name) = self.name() else {
            let help = "write the name of the group, as in `%locations nodes`";
            self.unexpected("a group of locations needs a name", help);
            self.document.groups_unread = true;
            self.skip();
            self.members();
            return;
        };
        let members = self.members();
        self.document.groups.push(Group { name, external, members });
    }

    /// The older format: locations, the word `and`, and external locations.
    fn unnamed_groups(&mut self, head: &Token<'t>) {
        let group = |name: &str, span, external, members| Group {
            name: Word { text: name.into(), span },
            external,
            members,
        };
        let span = self.span(head.range());
        let members = self.members();
        self.document.groups.push(group("internal", span, false, members));
        if self.peek().is("and") {
            let and = self.take();
            self.accept("external");
            let members = self.members();
            let span = self.span(and.range());
            self.document.groups.push(group("clients", span, true, members));
        }
    }

    /// The locations of a group: `name : host port`.
    fn members(&mut self) -> Vec<Word> {
        const FORM: &str = "a location is written `name : host port`, as in `n1 : 127.0.0.1 7001`";
        let mut members = Vec::new();
        while !self.at_section() && !self.peek().is("and") {
            let token = self.peek().clone();
            let name = self.word(&token);
            let address = if self.at_entry() {
                self.next += 2;
                self.address(&name.text)
            } else {
                self.unexpected("this is no location", FORM);
                self.next += 1;
                self.skip();
                None
            };
            // A name without its colon is meant to be declared all the same.
            if token.sort == Sort::Name {
                members.push(name.clone());
                self.document.locations.push(Location { name, address });
            }
        }
        if members.is_empty() {
            self.unexpected("a group needs a location", FORM);
        }
        members
    }

    /// The host and the port of a location as one address; nothing, after a report, if they
    /// cannot be read.
    fn address(&mut self, name: &str) -> Option<Word> {
        let start = self.peek().start;
        let host = self.host();
        let (Some(host), Sort::Number) = (host, self.peek().sort) else {
            self.no_address(name, start);
            return None;
        };
        let port = self.take();
        let text = smol_str::format_smolstr!("{host}:{}", port.text);
        Some(Word { text, span: self.span(start..port.range().end) })
    }

    /// Reports that no address follows `name :`, where a word that does not fit stands.
    fn no_address(&mut self, name: &str, start: usize) {
        let is_cut = self.at_section() || self.at_entry();
        let before = self.words.tokens.get(..self.next).unwrap_or(&[]).last();
        let end = match before {
            Some(before) if is_cut => before.range().end,
            _ => self.peek().range().end,
        };
        let span = self.span(start.min(end)..end);
        let message = format!("the address of `{name}` cannot be read");
        let found = Diagnostic::error(codes::BAD_ADDRESS, span, message);
        let here = if is_cut { "no port" } else { "not a host and a port" };
        let help = format!("a host and a port follow the colon: `{name} : 127.0.0.1 7001`");
        self.found.push(found.here(here).help(help));
        self.skip();
    }

    /// A name or four numbers, whose parts are joined by dots without blanks.
    fn host(&mut self) -> Option<SmolStr> {
        let is_part = |token: &Token<'_>| matches!(token.sort, Sort::Name | Sort::Number);
        // A number alone is the port, and before a colon stands the name of the next location.
        if !is_part(self.peek()) || self.at_entry() {
            return None;
        }
        let start = self.peek().start;
        let mut end = self.take().range().end;
        while self.peek().is(".") && self.peek().start == end && is_part(self.ahead(1)) {
            self.next += 1;
            end = self.take().range().end;
        }
        self.text.get(start..end).map(SmolStr::new)
    }

    /// `from -> to`
    fn connections(&mut self) {
        const FORM: &str = "a connection is written `group -> group`";
        while !self.at_section() {
            let from = self.name();
            let arrow = from.is_some() && self.accept("->");
            let to = if arrow { self.name() } else { None };
            if let (Some(from), Some(to)) = (from, to) {
                self.document.connections.push(Connection { from, to });
                continue;
            }
            self.unexpected("this is no connection", FORM);
            let is_next = |token: &Self| token.peek().sort == Sort::Name && token.ahead(1).is("->");
            self.next += usize::from(!self.at_section());
            while !self.at_section() && !is_next(self) {
                self.next += 1;
            }
        }
    }

    /// `name : TYPE(type)` or `name : expression`
    fn parameters(&mut self) {
        while !self.at_section() {
            if !self.at_entry() {
                let help = "a parameter is written `name : value`";
                self.unexpected("this is no parameter", help);
                self.next += 1;
                self.skip();
                continue;
            }
            let name = self.take();
            let name = self.word(&name);
            let colon = self.take().range();
            let range = self.value();
            if name.text == HEADER_TYPES {
                continue;
            }
            let given = match range.is_empty() {
                true => {
                    let message = format!("`{}` is given nothing", name.text);
                    let span = self.span(colon);
                    self.error(span, &message, "a value follows", "write a value after the colon");
                    Given::Unread
                }
                false => self.given(range),
            };
            self.document.parameters.push(Parameter { name, given });
        }
    }

    /// Takes the words of a value, and gives their numbers.
    fn value(&mut self) -> Range<usize> {
        let (start, mut depth) = (self.next, 0_usize);
        while !self.at_section() {
            // `\x : T. …` is a function, not the parameter `x`.
            let before = self.words.tokens.get(start..self.next).unwrap_or(&[]).last();
            let is_bound = before.is_some_and(|before| before.is("\\"));
            if depth == 0 && self.at_entry() && !is_bound {
                break;
            }
            match self.take().text {
                "(" | "[" | "{" | "let" | "letrec" => depth += 1,
                ")" | "]" | "}" | "in" => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        start..self.next
    }

    /// What those words give.
    fn given(&mut self, range: Range<usize>) -> Given {
        let tokens = self.words.tokens.get(range.clone()).unwrap_or(&[]);
        match tokens {
            [form, open, inside @ .., close]
                if form.is("TYPE") && open.is("(") && close.is(")") && !inside.is_empty() =>
            {
                Given::Type(self.cut(range.start + 2..range.end - 1))
            }
            [form, ..] if form.is("TYPE") => {
                let whole = self.cut(range).span();
                let help = "a type is given as in `T : TYPE(Int)`";
                self.error(whole, "this is no type", "not `TYPE(…)`", help);
                Given::Unread
            }
            _ => Given::Expr(self.cut(range)),
        }
    }

    /// The text of those words, with blanks for the comments in it.
    fn cut(&self, words: Range<usize>) -> Text {
        let tokens = self.words.tokens.get(words).unwrap_or(&[]);
        let start = tokens.first().map_or(self.peek().start, |first| first.start);
        let end = tokens.last().map_or(start, |last| last.range().end);
        let mut text = String::new();
        let mut at = start;
        for comment in self.words.comments.iter().filter(|c| c.start >= start && c.end <= end) {
            text.push_str(self.text.get(at..comment.start).unwrap_or(""));
            text.extend(std::iter::repeat_n(' ', comment.len()));
            at = comment.end;
        }
        text.push_str(self.text.get(at..end).unwrap_or(""));
        Text::new(self.file, text, (start..=end).collect(), start)
    }

    /// `destination : (header, type, body)` or `destination : ()`
    fn messages(&mut self) {
        const FORM: &str = "a message is written `destination : (header, type, body)`";
        while !self.at_section() {
            if !self.at_entry() {
                self.unexpected("this is no message", FORM);
                self.next += 1;
                self.skip();
                continue;
            }
            let to = self.take();
            let to = self.word(&to);
            self.next += 1;
            if !self.peek().is("(") {
                self.unexpected("this is no message", FORM);
                self.skip();
                continue;
            }
            let message = self.content(Some(to));
            self.document.messages.extend(message);
            if !self.at_section() && !self.at_entry() {
                self.unexpected("this is no message", FORM);
                self.skip();
            }
        }
    }

    /// What is between parentheses as a message, with the place of all of it.
    fn content(&mut self, to: Option<Word>) -> Option<Message> {
        let open = self.take();
        if let Some(span) = self.unclosed_tokens() {
            let help = "write two backquotes after its last token, as in ``tick``";
            self.error(span, "this header is not closed", "ends with the line", help);
            self.skip();
            return None;
        }
        let Some(parts) = self.parts() else {
            let span = self.span(open.range());
            let help = "write `)` after the body";
            self.error(span, "this parenthesis is not closed", "opened here", help);
            return None;
        };
        let end = self.words.tokens.get(self.next - 1).map_or(open.start, |t| t.range().end);
        let start = to.as_ref().map_or(open.start, |to| to.span.start as usize);
        let span = self.span(start..end);
        let content = match &parts[..] {
            [] => Content::Empty,
            [header, ty, rest @ .., last] => {
                // The body is all that follows the second comma: pairs are in parentheses, but a
                // tuple is as clear without them.
                let body = rest.first().unwrap_or(last).start..last.end;
                Content::Full {
                    header: self.header(header.clone()),
                    ty: Some(self.cut(ty.clone())),
                    value: Some(self.cut(body)),
                }
            }
            _ => {
                let help = "write the header, the type of the body and the body, as in \
                            (``tick``, Int, 4)";
                self.error(span, "a message has three parts", "not three", help);
                return None;
            }
        };
        Some(Message { span, to, content })
    }

    /// The words between the commas of a parenthesis that is open, past which this goes; nothing
    /// if it is not closed.
    fn parts(&mut self) -> Option<Vec<Range<usize>>> {
        let (mut parts, mut start, mut depth) = (Vec::new(), self.next, 0_usize);
        while !self.at_section() {
            let token = self.take();
            match token.text {
                "(" | "[" | "{" => depth += 1,
                ")" if depth == 0 => {
                    if !parts.is_empty() || start < self.next - 1 {
                        parts.push(start..self.next - 1);
                    }
                    return Some(parts);
                }
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                "," if depth == 0 => {
                    parts.push(start..self.next - 1);
                    start = self.next;
                }
                _ => {}
            }
        }
        None
    }

    /// The place of a token list here that its line ends.
    fn unclosed_tokens(&self) -> Option<Span> {
        let token = self.peek();
        let is_closed = token.text.len() >= 4 && token.text.ends_with("``");
        (token.sort == Sort::Tokens && !is_closed).then(|| self.span(token.range()))
    }

    /// A token list as a header.
    fn header(&mut self, words: Range<usize>) -> Option<Header> {
        let text = self.cut(words.clone());
        let span = text.span();
        let literal = match self.words.tokens.get(words).unwrap_or(&[]) {
            [only] if only.sort == Sort::Tokens => {
                only.text.strip_prefix("``").and_then(|text| text.strip_suffix("``"))
            }
            _ => None,
        };
        let Some(literal) = literal else {
            let help = "write the tokens of the header as in ``tick``";
            self.error(span, "this is no header", "not a list of tokens", help);
            return None;
        };
        let tokens = literal.split_whitespace().map(SmolStr::new).collect();
        Some(Header { tokens, span })
    }
}
