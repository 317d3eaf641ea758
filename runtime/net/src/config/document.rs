//! From TOML to a [`Config`]: every key is known, every reference resolved.
//!
//! The document is walked by hand rather than deserialised, because that keeps the line of
//! everything, and because a node then needs no serialisation framework.

use std::collections::BTreeMap;
use std::ops::Range;

use evc_runtime::{Header, Loc};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, ConfigError, Initial, NAME_BYTES_MAX, Parameter, Place, Problem};

type Key<'a, 'i> = &'a Spanned<std::borrow::Cow<'i, str>>;
type Item<'a, 'i> = &'a Spanned<DeValue<'i>>;

/// A problem and the bytes of the file it is about.
struct Found(Range<usize>, Problem);

/// Reads the text of a configuration file.
pub(super) fn read(file: &str, text: &str) -> Result<Config, ConfigError> {
    let mut config = Config {
        file: file.to_owned(),
        boot: true,
        places: Vec::new(),
        parameters: Vec::new(),
        messages: Vec::new(),
    };
    match fill(&mut config, text) {
        Ok(()) => Ok(config),
        Err(Found(span, problem)) => Err(config.at(line_at(text, span.start), problem)),
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

fn fill(config: &mut Config, text: &str) -> Result<(), Found> {
    let document = DeTable::parse(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        Found(span, Problem::Syntax(error.message().to_owned()))
    })?;
    let mut sections: BTreeMap<&str, (Key<'_, '_>, Item<'_, '_>)> = BTreeMap::new();
    for (key, item) in in_order(document.get_ref()) {
        match key.get_ref().as_ref() {
            "boot" => config.boot = boolean(key, item)?,
            name @ ("locations" | "groups" | "parameters" | "messages") => {
                sections.insert(name, (key, item));
            }
            _ => {
                let expected = "`boot`, `locations`, `groups`, `parameters` or `messages`";
                return Err(unknown_key(key, "the configuration", expected));
            }
        }
    }
    // Locations first, wherever they stand: the others refer to them.
    if let Some((key, item)) = sections.get("locations") {
        locations(config, table(key, item)?)?;
    }
    if let Some((key, item)) = sections.get("groups") {
        groups(config, table(key, item)?)?;
    }
    if let Some((key, item)) = sections.get("parameters") {
        parameters(config, text, table(key, item)?)?;
    }
    if let Some((key, item)) = sections.get("messages") {
        for entry in array(key, item)? {
            let message = initial(config, text, key, entry)?;
            config.messages.push(message);
        }
    }
    Ok(())
}

/// The entries of a table in the order of the file; the parser's table is ordered by name.
fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<(Key<'a, 'i>, Item<'a, 'i>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn locations(config: &mut Config, table: &DeTable<'_>) -> Result<(), Found> {
    for (key, item) in in_order(table) {
        let name = key.get_ref();
        if name.is_empty() || name.len() > NAME_BYTES_MAX {
            return Err(Found(key.span(), Problem::LocationName(name.to_string())));
        }
        let address = string(key, item)?;
        if !is_address(address) {
            let (location, address) = (name.to_string(), address.to_owned());
            return Err(Found(item.span(), Problem::Address { location, address }));
        }
        let loc = Loc::new(name);
        if let Some(first) = config.places.iter().find(|place| place.address == address) {
            let (first, address) = (first.loc, address.to_owned());
            let problem = Problem::DuplicateAddress { first, second: loc, address };
            return Err(Found(item.span(), problem));
        }
        config.places.push(Place { loc, address: address.to_owned(), external: false });
    }
    Ok(())
}

/// Whether it is `host:port`. Whether the host exists is known only when it is asked for.
fn is_address(address: &str) -> bool {
    let Some((host, port)) = address.rsplit_once(':') else { return false };
    let bracketed = host.starts_with('[') && host.ends_with(']');
    let host_fits = if bracketed {
        address.parse::<std::net::SocketAddrV6>().is_ok()
    } else {
        !host.is_empty() && !host.contains(|c: char| c == ':' || c == '[' || c.is_whitespace())
    };
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    host_fits && digits && port.parse::<u16>().is_ok_and(|port| port != 0)
}

fn groups(config: &mut Config, table: &DeTable<'_>) -> Result<(), Found> {
    for (key, item) in in_order(table) {
        if key.get_ref() != "external" {
            return Err(unknown_key(key, "[groups]", "`external`"));
        }
        for member in array(key, item)? {
            let name = string(key, member)?;
            let place = config.places.iter_mut().find(|place| place.loc.name() == name);
            match place {
                None => {
                    let problem = Problem::UnknownLocation(name.to_owned());
                    return Err(Found(member.span(), problem));
                }
                Some(place) if place.external => {
                    let problem = Problem::DuplicateMember(name.to_owned());
                    return Err(Found(member.span(), problem));
                }
                Some(place) => place.external = true,
            }
        }
    }
    Ok(())
}

fn parameters(config: &mut Config, text: &str, table: &DeTable<'_>) -> Result<(), Found> {
    for (key, item) in in_order(table) {
        config.parameters.push(Parameter {
            name: key.get_ref().to_string(),
            text: string(key, item)?.to_owned(),
            line: line_at(text, item.span().start),
        });
    }
    Ok(())
}

fn initial(
    config: &Config,
    text: &str,
    messages: Key<'_, '_>,
    entry: Item<'_, '_>,
) -> Result<Initial, Found> {
    let place = "[[messages]]";
    let (mut to, mut header, mut value) = (None, None, None);
    for (key, item) in in_order(table(messages, entry)?) {
        match key.get_ref().as_ref() {
            "to" => to = Some((string(key, item)?, item.span())),
            "header" => header = Some((string(key, item)?, item.span())),
            "value" => value = Some((string(key, item)?, item.span())),
            _ => return Err(unknown_key(key, place, "`to`, `header` or `value`")),
        }
    }
    let missing = |key| Found(entry.span(), Problem::MissingKey { key, place });
    let (to, to_span) = to.ok_or_else(|| missing("to"))?;
    let (header, header_span) = header.ok_or_else(|| missing("header"))?;
    let (value, value_span) = value.ok_or_else(|| missing("value"))?;
    let Some(to) = config.places.iter().find(|place| place.loc.name() == to) else {
        return Err(Found(to_span, Problem::UnknownLocation(to.to_owned())));
    };
    let header = Header::new(header.split_whitespace());
    if header.tokens().is_empty() {
        return Err(Found(header_span, Problem::EmptyHeader));
    }
    let line = line_at(text, value_span.start);
    Ok(Initial { to: to.loc, header, text: value.to_owned(), line })
}

fn unknown_key(key: Key<'_, '_>, place: &'static str, expected: &'static str) -> Found {
    let problem = Problem::UnknownKey { key: key.get_ref().to_string(), place, expected };
    Found(key.span(), problem)
}

fn kind(key: Key<'_, '_>, item: Item<'_, '_>, expected: &'static str) -> Found {
    let found = match item.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    };
    Found(item.span(), Problem::Kind { key: key.get_ref().to_string(), expected, found })
}

fn boolean(key: Key<'_, '_>, item: Item<'_, '_>) -> Result<bool, Found> {
    item.get_ref().as_bool().ok_or_else(|| kind(key, item, "`true` or `false`"))
}

fn string<'a>(key: Key<'_, '_>, item: Item<'a, '_>) -> Result<&'a str, Found> {
    item.get_ref().as_str().ok_or_else(|| kind(key, item, "a string"))
}

fn table<'a, 'i>(key: Key<'_, '_>, item: Item<'a, 'i>) -> Result<&'a DeTable<'i>, Found> {
    item.get_ref().as_table().ok_or_else(|| kind(key, item, "a table"))
}

fn array<'a, 'i>(
    key: Key<'_, '_>,
    item: Item<'a, 'i>,
) -> Result<&'a [Spanned<DeValue<'i>>], Found> {
    match item.get_ref().as_array() {
        Some(items) => Ok(items),
        None => Err(kind(key, item, "an array")),
    }
}
