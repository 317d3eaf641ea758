//! Configurations, checked against the specification they are for.
//!
//! A configuration is read twice: here, with the whole compiler at hand, to say everything that
//! is wrong with it and where; and by the runtime, which is all a generated node has.

use std::collections::BTreeMap;
use std::ops::Range;

use evc_base::{Diagnostic, FileId, SourceMap, Span, codes};
use evc_sema::ExprContext;
use evc_sema::hir::{Direction, Hir, ParamId};
use evc_sema::ty::TyId;
use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a configuration declares, with the places of the declarations.
#[derive(Debug, Default)]
struct Places {
    /// Whether each location is external, and where it is declared.
    locations: BTreeMap<SmolStr, (bool, Span)>,
}

/// Checks the configuration `text` for a sound specification, and adds it to `sources` under
/// `name`.
pub fn check(sources: &mut SourceMap, hir: &Hir, name: &str, text: &str) -> Vec<Diagnostic> {
    let file = sources.add(name, text);
    let mut checker = Checker { hir, file, text, places: Places::default(), found: Vec::new() };
    match DeTable::parse(text) {
        Ok(table) => checker.document(table.get_ref()),
        Err(error) => {
            let range = error.span().unwrap_or(0..0);
            let message = format!("this is not TOML: {}", error.message());
            checker.error(codes::CONFIG_SYNTAX, range, message, "unexpected here");
        }
    }
    checker.found.sort_by_key(|diagnostic| diagnostic.primary.span);
    checker.found
}

/// Checks an expression that must have a type of the specification and may name locations, and
/// adds it to `sources` under `name`.
pub fn check_value(
    sources: &mut SourceMap,
    hir: &Hir,
    locations: &[SmolStr],
    name: &str,
    text: &str,
    expected: TyId,
) -> Vec<Diagnostic> {
    let file = sources.add(name, text);
    let (expr, mut found) = evc_syntax::parse_expr(file, text, 0);
    if !found.iter().any(Diagnostic::is_error) {
        let context = ExprContext { locations: locations.to_vec(), params: Vec::new() };
        found.extend(evc_sema::analyse_expr(hir, &context, &expr, expected).1);
    }
    found
}

type Entry<'t> = (&'t str, Range<usize>, &'t Spanned<DeValue<'t>>);

/// The entries of a table in the order they are written.
fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> =
        table.iter().map(|(key, value)| (&**key.get_ref(), key.span(), value)).collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

struct Checker<'a> {
    hir: &'a Hir,
    file: FileId,
    text: &'a str,
    places: Places,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start as u32, range.end.max(range.start) as u32)
    }

    fn error(
        &mut self,
        code: evc_base::Code,
        range: Range<usize>,
        message: impl Into<String>,
        here: &str,
    ) -> &mut Diagnostic {
        let index = self.found.len();
        self.found.push(Diagnostic::error(code, self.span(range), message).here(here));
        self.found.get_mut(index).expect("just pushed")
    }

    fn document(&mut self, document: &DeTable<'_>) {
        const KEYS: &str = "the parts of a configuration are `boot`, `[locations]`, `[groups]`, \
                            `[parameters]` and `[[messages]]`";
        let sections = entries(document);
        let section = |name: &str| sections.iter().find(|(key, ..)| *key == name);
        for (key, span, value) in &sections {
            let fits = match (*key, value.get_ref()) {
                ("boot", DeValue::Boolean(_))
                | ("locations" | "groups" | "parameters", DeValue::Table(_))
                | ("messages", DeValue::Array(_)) => true,
                ("boot" | "locations" | "groups" | "parameters" | "messages", _) => {
                    let message = format!("`{key}` has the wrong form");
                    self.error(codes::CONFIG_SYNTAX, span.clone(), message, "").help =
                        Some(KEYS.to_owned());
                    false
                }
                _ => {
                    let message = format!("a configuration has no `{key}`");
                    self.error(codes::CONFIG_SYNTAX, span.clone(), message, "unknown").help =
                        Some(KEYS.to_owned());
                    false
                }
            };
            if !fits {
                return;
            }
        }
        if let Some((_, _, value)) = section("locations") {
            self.locations(value);
        }
        if let Some((_, _, value)) = section("groups") {
            self.groups(value);
        }
        self.parameters(section("parameters").map(|(_, span, value)| (span.clone(), *value)));
        if let Some((_, _, value)) = section("messages") {
            self.messages(value);
        }
    }

    fn locations(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = value.get_ref() else { return };
        for (name, span, value) in entries(table) {
            let place = self.span(span);
            self.places.locations.insert(name.into(), (false, place));
            let readable = match value.get_ref() {
                DeValue::String(address) => address
                    .rsplit_once(':')
                    .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok()),
                _ => false,
            };
            if !readable {
                let message = format!("the address of `{name}` cannot be read");
                self.error(codes::BAD_ADDRESS, value.span(), message, "not `host:port`").help =
                    Some("an address is a host and a port, as in \"127.0.0.1:7001\"".to_owned());
            }
        }
    }

    fn groups(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = value.get_ref() else { return };
        for (group, _, members) in entries(table) {
            let DeValue::Array(members) = members.get_ref() else { continue };
            for member in members {
                let DeValue::String(name) = member.get_ref() else { continue };
                if self.known_location(name, member.span())
                    && group == "external"
                    && let Some((external, _)) = self.places.locations.get_mut(&**name)
                {
                    *external = true;
                }
            }
        }
    }

    /// Whether a location is declared; reports it if not. The range includes the quotes.
    fn known_location(&mut self, name: &str, range: Range<usize>) -> bool {
        if self.places.locations.contains_key(name) {
            return true;
        }
        let similar = evc_sema::similar(name, self.places.locations.keys()).cloned();
        let message = format!("unknown location `{name}`");
        let found =
            self.error(codes::UNKNOWN_LOCATION, range, message, "no location has this name");
        found.help = Some(match similar {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("add it under `[locations]`, as in `{name} = \"127.0.0.1:7000\"`"),
        });
        false
    }

    fn parameters(&mut self, section: Option<(Range<usize>, &Spanned<DeValue<'_>>)>) {
        let hir = self.hir;
        let (at, table) = match &section {
            Some((span, value)) => match value.get_ref() {
                DeValue::Table(table) => (span.clone(), entries(table)),
                _ => (span.clone(), Vec::new()),
            },
            None => (0..0, Vec::new()),
        };
        let mut given: Vec<ParamId> = Vec::new();
        for (name, span, value) in table {
            let known = hir.params.iter().position(|param| param.name == name);
            let Some(index) = known else {
                let similar =
                    evc_sema::similar(name, hir.params.iter().map(|param| &param.name)).cloned();
                let message = format!("the specification has no parameter `{name}`");
                let mut warning =
                    Diagnostic::warning(codes::UNKNOWN_PARAMETER, self.span(span), message)
                        .here("ignored");
                warning.help = Some(match similar {
                    Some(similar) => format!("did you mean `{similar}`?"),
                    None => "remove the line".to_owned(),
                });
                self.found.push(warning);
                continue;
            };
            let id = ParamId(index as u32);
            self.expression(value, hir[id].ty, &given);
            given.push(id);
        }
        for (index, param) in hir.params.iter().enumerate() {
            if !given.contains(&ParamId(index as u32)) {
                let ty = hir.types.show(param.ty);
                let message = format!("the parameter `{}` has no value", param.name);
                let here = if section.is_some() { "not among these" } else { "" };
                let found = self.error(codes::MISSING_PARAMETER, at.clone(), message, here);
                found.help =
                    Some(format!("add `{} = …` with an expression of type `{ty}`", param.name));
            }
        }
    }

    /// An evml expression in a TOML string.
    fn expression(&mut self, value: &Spanned<DeValue<'_>>, expected: TyId, given: &[ParamId]) {
        let DeValue::String(text) = value.get_ref() else {
            let message = "an evml expression is written in quotes";
            self.error(codes::CONFIG_SYNTAX, value.span(), message, "not a string").help =
                Some("write it as a TOML string, as in `limit = \"10\"`".to_owned());
            return;
        };
        let offset = self.offset(text, value.span());
        let (expr, found) = evc_syntax::parse_expr(self.file, text, offset);
        let unread = found.iter().any(Diagnostic::is_error);
        self.found.extend(found);
        if unread {
            return;
        }
        let context = ExprContext {
            locations: self.places.locations.keys().cloned().collect(),
            params: given.to_vec(),
        };
        let (_, found) = evc_sema::analyse_expr(self.hir, &context, &expr, expected);
        self.found.extend(found);
    }

    /// Where a string's characters start in the file, so that places in it are places in the
    /// file. With escapes in it they are not; then they are counted from its first quote.
    fn offset(&self, text: &str, range: Range<usize>) -> u32 {
        let raw = self.text.get(range.clone()).unwrap_or("");
        (range.start + raw.find(text).unwrap_or(0)) as u32
    }

    fn messages(&mut self, value: &Spanned<DeValue<'_>>) {
        let DeValue::Array(messages) = value.get_ref() else { return };
        for message in messages {
            match message.get_ref() {
                DeValue::Table(table) => self.message(message.span(), table),
                _ => {
                    let text = "a message has `to`, `header` and `value`";
                    self.error(codes::CONFIG_SYNTAX, message.span(), text, "not a table");
                }
            }
        }
    }

    fn message(&mut self, range: Range<usize>, table: &DeTable<'_>) {
        let hir = self.hir;
        let fields = entries(table);
        for (key, span, _) in &fields {
            if !["to", "header", "value"].contains(key) {
                let text = format!("a message has no `{key}`");
                self.error(codes::CONFIG_SYNTAX, span.clone(), text, "unknown").help =
                    Some("a message has `to`, `header` and `value`".to_owned());
            }
        }
        let field = |name: &str| fields.iter().find(|(key, ..)| *key == name).map(|field| field.2);
        let (Some(to), Some(header), Some(value)) = (field("to"), field("header"), field("value"))
        else {
            let text = "a message needs `to`, `header` and `value`";
            self.error(codes::CONFIG_SYNTAX, range, text, "incomplete");
            return;
        };
        if let DeValue::String(name) = to.get_ref()
            && self.known_location(name, to.span())
            && self.places.locations.get(&**name).is_some_and(|(external, _)| *external)
        {
            let text = format!("`{name}` is external: no process handles its messages");
            self.error(codes::EXTERNAL_LOCATION, to.span(), text, "external").help =
                Some("send the message to a location that is not in `external`".to_owned());
        }
        let DeValue::String(text) = header.get_ref() else {
            let text = "a header is a string of tokens separated by blanks";
            self.error(codes::CONFIG_SYNTAX, header.span(), text, "not a string");
            return;
        };
        let declared = hir.messages.iter().find(|m| text.split_whitespace().eq(m.header.iter()));
        match declared {
            Some(message) => self.expression(value, message.ty, &[]),
            None => self.unknown_header(text, header.span()),
        }
    }

    fn unknown_header(&mut self, text: &str, range: Range<usize>) {
        let inputs = self.hir.messages.iter().filter(|m| m.direction == Direction::Input);
        let inputs: Vec<_> = inputs.map(|m| format!("`{}`", m.header.join(" "))).collect();
        let message = format!("no message has the header `{text}`");
        let found = self.error(codes::UNKNOWN_MESSAGE, range, message, "unknown header");
        found.help = Some(format!("the inputs are {}", inputs.join(", ")));
    }
}
