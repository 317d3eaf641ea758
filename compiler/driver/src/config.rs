//! Configurations, checked against the specification they are for.
//!
//! A configuration is read twice: here, with the whole compiler at hand, to say everything that
//! is wrong with it and where; and by the runtime, which is all a generated node has.

mod literal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use evc_base::{Diagnostic, FileId, SourceMap, Span, codes};
use evc_sema::ExprContext;
use evc_sema::hir::{Direction, Hir, ParamId};
use evc_sema::ty::TyId;
use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is known of a declared location.
#[derive(Debug, Default)]
struct Place {
    /// Where it is made external, if it is.
    external: Option<Span>,
}

/// How many bytes the name of a location may have: it travels in messages.
const NAME_BYTES_MAX: usize = 255;

/// Checks the configuration `text` for a sound specification, and adds it to `sources` under
/// `name`.
pub fn check(sources: &mut SourceMap, hir: &Hir, name: &str, text: &str) -> Vec<Diagnostic> {
    let file = sources.add(name, text);
    let mut checker = Checker { hir, file, text, locations: BTreeMap::new(), found: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let range = error.span().unwrap_or(0..0);
        let message = format!("this is not TOML: {}", error.message().lines().next().unwrap_or(""));
        checker.error(codes::CONFIG_SYNTAX, range, message, "unexpected here").help =
            Some("a line is `name = \"value\"` or the head of a section, `[name]`".to_owned());
    }
    if errors.is_empty() {
        checker.document(table.get_ref());
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
    locations: BTreeMap<SmolStr, Place>,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// A range of the file as a place; TOML's ranges may end inside a character.
    fn span(&self, range: Range<usize>) -> Span {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end).max(start);
        Span::new(self.file, start as u32, end as u32)
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
        for (key, span, value) in &sections {
            let wanted = match *key {
                "boot" => "`true` or `false`",
                "locations" | "groups" | "parameters" => "a table",
                "messages" => "an array of tables",
                _ => {
                    let message = format!("a configuration has no `{key}`");
                    let found = self.error(codes::CONFIG_SYNTAX, span.clone(), message, "unknown");
                    found.help = Some(KEYS.to_owned());
                    continue;
                }
            };
            let fits = match (*key, value.get_ref()) {
                ("boot", value) => value.is_bool(),
                ("messages", value) => value.is_array(),
                (_, value) => value.is_table(),
            };
            if !fits {
                self.wrong_form(key, value, wanted).help = Some(match *key {
                    "boot" => "write `boot = true` or `boot = false`".to_owned(),
                    "messages" => "write `[[messages]]` above each message".to_owned(),
                    _ => format!("write `[{key}]` on a line of its own"),
                });
            }
        }
        // Locations first, wherever they stand: the others refer to them.
        let section = |name: &str| sections.iter().find(|(key, ..)| *key == name);
        let table = |name: &str| section(name).and_then(|(_, _, value)| value.get_ref().as_table());
        if let Some(table) = table("locations") {
            self.locations(table);
        }
        if let Some(table) = table("groups") {
            self.groups(table);
        }
        match section("parameters") {
            Some((_, span, value)) => {
                if let Some(table) = value.get_ref().as_table() {
                    self.parameters(span.clone(), "not among these", table);
                }
            }
            None => self.parameters(0..0, "", &DeTable::new()),
        }
        if let Some((_, _, value)) = section("messages")
            && let Some(messages) = value.get_ref().as_array()
        {
            self.messages(messages);
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
        let found = self.error(codes::CONFIG_SYNTAX, value.span(), message, &here);
        found.notes = vec![format!("expected {wanted}"), format!("   found {kind}")];
        found
    }

    fn locations(&mut self, table: &DeTable<'_>) {
        let mut addresses: BTreeMap<String, Span> = BTreeMap::new();
        for (name, span, value) in entries(table) {
            if name.is_empty() || name.len() > NAME_BYTES_MAX {
                let message = "this cannot name a location";
                let here = "empty or longer than 255 bytes";
                self.error(codes::CONFIG_SYNTAX, span, message, here).help =
                    Some("give the location a short name, such as `n1`".to_owned());
            }
            self.locations.insert(name.into(), Place::default());
            let address = value.get_ref().as_str().unwrap_or("");
            if !is_address(address) {
                let message = format!("the address of `{name}` cannot be read");
                self.error(codes::BAD_ADDRESS, value.span(), message, "not `host:port`").help =
                    Some("an address is a host and a port, as in \"127.0.0.1:7001\"".to_owned());
                continue;
            }
            let here = self.span(value.span());
            if let Some(first) = addresses.get(address).copied() {
                let message = format!("two locations have the address `{address}`");
                let found = self.error(codes::BAD_ADDRESS, value.span(), message, "the second");
                *found = found.clone().label(first, "the first").help("give one another port");
            } else {
                addresses.insert(address.to_owned(), here);
            }
        }
    }

    fn groups(&mut self, table: &DeTable<'_>) {
        for (group, span, value) in entries(table) {
            if group != "external" {
                let message = format!("there is no group `{group}`");
                self.error(codes::CONFIG_SYNTAX, span, message, "unknown").help =
                    Some("the only group is `external`".to_owned());
                continue;
            }
            let DeValue::Array(members) = value.get_ref() else {
                self.wrong_form(group, value, "an array of location names").help =
                    Some("write it as in `external = [\"client\"]`".to_owned());
                continue;
            };
            for member in members {
                self.external(member);
            }
        }
    }

    /// A member of the group `external`.
    fn external(&mut self, member: &Spanned<DeValue<'_>>) {
        let DeValue::String(name) = member.get_ref() else {
            self.wrong_form("external", member, "an array of location names").help =
                Some("write the names in quotes".to_owned());
            return;
        };
        if !self.known_location(name, member.span()) {
            return;
        }
        let span = self.span(member.span());
        let Some(place) = self.locations.get_mut(&**name) else { return };
        let Some(first) = place.external else {
            place.external = Some(span);
            return;
        };
        let message = format!("`{name}` is in the group twice");
        let found = self.error(codes::CONFIG_SYNTAX, member.span(), message, "the second");
        *found = found.clone().label(first, "the first").help("remove one of the two");
    }

    /// Whether a location is declared; reports it if not. The range includes the quotes.
    fn known_location(&mut self, name: &str, range: Range<usize>) -> bool {
        if self.locations.contains_key(name) {
            return true;
        }
        let similar = evc_sema::similar(name, self.locations.keys()).cloned();
        let message = format!("unknown location `{name}`");
        let found =
            self.error(codes::UNKNOWN_LOCATION, range, message, "no location has this name");
        found.help = Some(match similar {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("add it under `[locations]`, as in `{name} = \"127.0.0.1:7000\"`"),
        });
        false
    }

    /// The parameters; those without a value are reported at `at`.
    fn parameters(&mut self, at: Range<usize>, here: &str, table: &DeTable<'_>) {
        let hir = self.hir;
        let mut given: Vec<ParamId> = Vec::new();
        for (name, span, value) in entries(table) {
            let Some(index) = hir.params.iter().position(|param| param.name == name) else {
                self.unknown_parameter(name, span);
                continue;
            };
            let id = ParamId(index as u32);
            self.expression(name, value, hir[id].ty, &given);
            given.push(id);
        }
        for (index, param) in hir.params.iter().enumerate() {
            if !given.contains(&ParamId(index as u32)) {
                let ty = hir.types.show(param.ty);
                let message = format!("the parameter `{}` has no value", param.name);
                let found = self.error(codes::MISSING_PARAMETER, at.clone(), message, here);
                found.help = Some(format!(
                    "add `{} = \"…\"` under `[parameters]`, with an expression of type `{ty}`",
                    param.name
                ));
            }
        }
    }

    fn unknown_parameter(&mut self, name: &str, range: Range<usize>) {
        let names = self.hir.params.iter().map(|param| &param.name);
        let help = match evc_sema::similar(name, names) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "remove the line".to_owned(),
        };
        let message = format!("the specification has no parameter `{name}`");
        let span = self.span(range);
        let warning = Diagnostic::warning(codes::UNKNOWN_PARAMETER, span, message);
        self.found.push(warning.here("ignored").help(help));
    }

    /// An evml expression in a TOML string, the value of `key`.
    fn expression(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: TyId,
        given: &[ParamId],
    ) {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_form(key, value, "an expression in quotes").help =
                Some(format!("write it as a string, as in `{key} = \"…\"`"));
            return;
        };
        let range = value.span();
        let raw = self.text.get(range.clone()).unwrap_or("");
        let written = literal::Places::new(raw, range.start, text);
        let (expr, mut found) = evc_syntax::parse_expr(self.file, text, 0);
        if !found.iter().any(Diagnostic::is_error) {
            let locations = self.locations.keys().cloned().collect();
            let context = ExprContext { locations, params: given.to_vec() };
            found.extend(evc_sema::analyse_expr(self.hir, &context, &expr, expected).1);
        }
        for finding in &mut found {
            written.relocate(self.file, finding);
        }
        self.found.extend(found);
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
                self.error(codes::CONFIG_SYNTAX, span.clone(), text, "unknown").help =
                    Some("a message has `to`, `header` and `value`".to_owned());
            }
        }
        let field = |name: &str| fields.iter().find(|(key, ..)| *key == name).map(|field| field.2);
        for name in FIELDS.into_iter().filter(|name| field(name).is_none()) {
            let text = format!("a message needs `{name}`");
            self.error(codes::CONFIG_SYNTAX, range.clone(), text, "incomplete").help =
                Some(format!("add `{name} = \"…\"`"));
        }
        if let Some(to) = field("to") {
            self.destination(to);
        }
        let Some(header) = field("header") else { return };
        let DeValue::String(text) = header.get_ref() else {
            self.wrong_form("header", header, "a string of tokens separated by blanks").help =
                Some("write the tokens of the header in quotes".to_owned());
            return;
        };
        let hir = self.hir;
        let declared = hir
            .messages
            .iter()
            .find(|m| text.split_whitespace().eq(m.header.literal().unwrap_or_default()));
        match (declared, field("value")) {
            (Some(message), Some(value)) => self.expression("value", value, message.ty, &[]),
            (Some(_), None) => {}
            (None, _) => self.unknown_header(text, header.span()),
        }
    }

    fn destination(&mut self, to: &Spanned<DeValue<'_>>) {
        let DeValue::String(name) = to.get_ref() else {
            self.wrong_form("to", to, "the name of a location").help =
                Some("write the name in quotes".to_owned());
            return;
        };
        if !self.known_location(name, to.span()) {
            return;
        }
        if let Some(group) = self.locations.get(&**name).and_then(|place| place.external) {
            let text = format!("`{name}` is external: no process handles its messages");
            let found = self.error(codes::EXTERNAL_LOCATION, to.span(), text, "external");
            *found = found
                .clone()
                .label(group, "made external here")
                .help("send the message to a location that is not in `external`");
        }
    }

    fn unknown_header(&mut self, text: &str, range: Range<usize>) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let inputs = self.hir.messages.iter().filter(|m| m.direction == Direction::Input);
        let inputs: Vec<SmolStr> =
            inputs.map(|m| m.header.literal().unwrap_or_default().join(" ").into()).collect();
        let help = match (evc_sema::similar(&text, inputs.iter()), &inputs[..]) {
            (Some(similar), _) => format!("did you mean `{similar}`?"),
            (None, []) => "the specification has no inputs".to_owned(),
            (None, [only]) => format!("the only input is `{only}`"),
            (None, inputs) => {
                let quoted: Vec<_> = inputs.iter().map(|input| format!("`{input}`")).collect();
                format!("the inputs are {}", quoted.join(", "))
            }
        };
        let message = match text.as_str() {
            "" => "the header is empty".to_owned(),
            text => format!("no message has the header `{text}`"),
        };
        self.error(codes::UNKNOWN_MESSAGE, range, message, "unknown header").help = Some(help);
    }
}

/// Whether it is `host:port`. Whether the host exists is known only when it is asked for.
fn is_address(address: &str) -> bool {
    let Some((host, port)) = address.rsplit_once(':') else { return false };
    let host_fits = if host.starts_with('[') {
        address.parse::<std::net::SocketAddrV6>().is_ok()
    } else {
        !host.is_empty() && !host.contains(|c: char| ":[]".contains(c) || c.is_whitespace())
    };
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    host_fits && digits && port.parse::<u16>().is_ok_and(|port| port != 0)
}
