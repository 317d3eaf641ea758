//! Configurations in TOML: from tables to a [`Document`].

use std::ops::Range;

use evc_base::{Diagnostic, FileId, Span, codes};
use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{
    Content, Document, Format, Given, Group, Header, Location, Message, Parameter, Word,
};
use super::literal;
use super::text::Text;

/// Reads a configuration in TOML, and says what is wrong with its form. A text that is no TOML
/// gives no document.
pub(super) fn read(file: FileId, text: &str) -> (Option<Document>, Vec<Diagnostic>) {
    let start = Span::new(file, 0, 0);
    let document = Document::new(Format::Toml, start);
    let mut reader = Reader { file, text, document, found: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        let message = format!("this is not TOML: {}", error.message().lines().next().unwrap_or(""));
        reader.error(range, message, "unexpected here").help =
            Some("a line is `name = \"value\"` or the head of a section, `[name]`".to_owned());
    }
    if !errors.is_empty() {
        return (None, reader.found);
    }
    reader.document(table.get_ref());
    (Some(reader.document), reader.found)
}

type Entry<'t> = (&'t str, Range<usize>, &'t Spanned<DeValue<'t>>);

/// The entries of a table in the order they are written.
fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> =
        table.iter().map(|(key, value)| (&**key.get_ref(), key.span(), value)).collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

struct Reader<'t> {
    file: FileId,
    text: &'t str,
    document: Document,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// A range of the file as a place; TOML's ranges may end inside a character.
    fn span(&self, range: Range<usize>) -> Span {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end).max(start);
        Span::new(self.file, start as u32, end as u32)
    }

    fn word(&self, text: &str, range: Range<usize>) -> Word {
        Word { text: text.into(), span: self.span(range) }
    }

    fn error(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        here: &str,
    ) -> &mut Diagnostic {
        let index = self.found.len();
        let span = self.span(range);
        self.found.push(Diagnostic::error(codes::CONFIG_SYNTAX, span, message).here(here));
        self.found.get_mut(index).expect("just pushed")
    }

    fn document(&mut self, document: &DeTable<'_>) {
        let sections = entries(document);
        for (key, span, value) in &sections {
            self.section_form(key, span.clone(), value);
        }
        let section = |name: &str| sections.iter().find(|(key, ..)| *key == name);
        let table = |name: &str| section(name).and_then(|(_, _, value)| value.get_ref().as_table());
        if let Some((_, _, value)) = section("boot") {
            self.document.boot = value.get_ref().as_bool().unwrap_or(true);
        }
        if let Some(table) = table("locations") {
            self.locations(table);
        }
        if let Some(table) = table("groups") {
            self.groups(table);
        }
        if let Some((_, span, value)) = section("parameters") {
            self.document.parameters_at = self.span(span.clone());
            self.document.has_parameters = true;
            match value.get_ref().as_table() {
                Some(table) => self.parameters(table),
                // Reported: what is missing is not said once more.
                None => self.document.parameters_unread = true,
            }
        }
        if let Some((_, _, value)) = section("messages")
            && let Some(messages) = value.get_ref().as_array()
        {
            self.messages(messages);
        }
    }

    /// Says what is wrong with the name or the kind of a section.
    fn section_form(&mut self, key: &str, span: Range<usize>, value: &Spanned<DeValue<'_>>) {
        const KEYS: &str = "the parts of a configuration are `boot`, `[locations]`, `[groups]`, \
                            `[parameters]` and `[[messages]]`";
        let wanted = match key {
            "boot" => "`true` or `false`",
            "locations" | "groups" | "parameters" => "a table",
            "messages" => "an array of tables",
            _ => {
                let message = format!("a configuration has no `{key}`");
                self.error(span, message, "unknown").help = Some(KEYS.to_owned());
                return;
            }
        };
        let fits = match (key, value.get_ref()) {
            ("boot", value) => value.is_bool(),
            ("messages", value) => value.is_array(),
            (_, value) => value.is_table(),
        };
        if !fits {
            self.wrong_form(key, value, wanted).help = Some(match key {
                "boot" => "write `boot = true` or `boot = false`".to_owned(),
                "messages" => "write `[[messages]]` above each message".to_owned(),
                _ => format!("write `[{key}]` on a line of its own"),
            });
        }
    }

    /// A value of the wrong kind.
    fn wrong_form(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        wanted: &str,
    ) -> &mut Diagnostic {
        let kind = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{key}` has the wrong form");
        let here = format!("this is {kind}");
        let found = self.error(value.span(), message, &here);
        found.notes = vec![format!("expected {wanted}"), format!("   found {kind}")];
        found
    }

    fn locations(&mut self, table: &DeTable<'_>) {
        for (name, span, value) in entries(table) {
            let name = self.word(name, span);
            // What is no string is no address either, which is said with all that are none.
            let address = self.word(value.get_ref().as_str().unwrap_or(""), value.span());
            self.document.locations.push(Location { name, address: Some(address) });
        }
    }

    fn groups(&mut self, table: &DeTable<'_>) {
        for (group, span, value) in entries(table) {
            if group != "external" {
                let message = format!("there is no group `{group}`");
                self.error(span, message, "unknown").help =
                    Some("the only group is `external`".to_owned());
                continue;
            }
            let DeValue::Array(members) = value.get_ref() else {
                self.wrong_form(group, value, "an array of location names").help =
                    Some("write it as in `external = [\"client\"]`".to_owned());
                continue;
            };
            let name = self.word(group, span);
            let members = members.iter().filter_map(|member| self.member(member)).collect();
            self.document.groups.push(Group { name, external: true, members });
        }
    }

    /// A member of the group `external`.
    fn member(&mut self, member: &Spanned<DeValue<'_>>) -> Option<Word> {
        if let DeValue::String(name) = member.get_ref() {
            return Some(self.word(name, member.span()));
        }
        self.wrong_form("external", member, "an array of location names").help =
            Some("write the names in quotes".to_owned());
        None
    }

    fn parameters(&mut self, table: &DeTable<'_>) {
        for (key, span, value) in entries(table) {
            let name = self.word(key, span);
            let given = self.quoted(key, value).map_or(Given::Unread, Given::Any);
            self.document.parameters.push(Parameter { name, given });
        }
    }

    /// The evml text in a TOML string, the value of `key`.
    fn quoted(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_form(key, value, "an expression in quotes").help =
                Some(format!("write it as a string, as in `{key} = \"…\"`"));
            return None;
        };
        let range = value.span();
        let raw = self.text.get(range.clone()).unwrap_or("");
        let offsets = literal::offsets(raw, range.start);
        Some(Text::new(self.file, text.to_string(), offsets, range.start))
    }

    fn messages(&mut self, messages: &[Spanned<DeValue<'_>>]) {
        for message in messages {
            match message.get_ref() {
                DeValue::Table(table) => self.message(message.span(), table),
                _ => {
                    self.wrong_form("messages", message, "an array of tables").help =
                        Some("write `[[messages]]` above each message".to_owned());
                }
            }
        }
    }

    fn message(&mut self, range: Range<usize>, table: &DeTable<'_>) {
        const FIELDS: [&str; 3] = ["to", "header", "value"];
        let fields = entries(table);
        for (key, span, _) in &fields {
            if !FIELDS.contains(key) {
                let text = format!("a message has no `{key}`");
                self.error(span.clone(), text, "unknown").help =
                    Some("a message has `to`, `header` and `value`".to_owned());
            }
        }
        let field = |name: &str| fields.iter().find(|(key, ..)| *key == name).map(|field| field.2);
        for name in FIELDS.into_iter().filter(|name| field(name).is_none()) {
            let text = format!("a message needs `{name}`");
            self.error(range.clone(), text, "incomplete").help =
                Some(format!("add `{name} = \"…\"`"));
        }
        let to = field("to").and_then(|to| self.destination(to));
        let header = field("header").and_then(|header| self.header(header));
        // A value says nothing without its header.
        let value = field("value").filter(|_| header.is_some());
        let value = value.and_then(|value| self.quoted("value", value));
        let content = Content::Full { header, ty: None, value };
        self.document.messages.push(Message { span: self.span(range), to, content });
    }

    fn destination(&mut self, to: &Spanned<DeValue<'_>>) -> Option<Word> {
        if let DeValue::String(name) = to.get_ref() {
            return Some(self.word(name, to.span()));
        }
        self.wrong_form("to", to, "the name of a location").help =
            Some("write the name in quotes".to_owned());
        None
    }

    fn header(&mut self, header: &Spanned<DeValue<'_>>) -> Option<Header> {
        if let DeValue::String(text) = header.get_ref() {
            let tokens = text.split_whitespace().map(SmolStr::new).collect();
            return Some(Header { tokens, span: self.span(header.span()) });
        }
        self.wrong_form("header", header, "a string of tokens separated by blanks").help =
            Some("write the tokens of the header in quotes".to_owned());
        None
    }
}
