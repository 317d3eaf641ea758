//! Locations, groups and connections.

use std::collections::BTreeMap;

use evc_base::{Diagnostic, Span, codes};
use smol_str::SmolStr;

use super::check::Checker;
use super::document::{Document, Format, Word};
use super::{Group, Location};

/// What is known of a declared location.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// Where it is made external, if it is.
    pub(super) external: Option<Span>,
}

/// How many bytes the name of a location may have: it travels in messages.
const NAME_BYTES_MAX: usize = 255;

impl Checker {
    /// The locations, their groups, and the connections of these.
    pub(super) fn places(&mut self, document: &Document) {
        self.locations(document);
        self.groups(document);
        if !document.groups_unread {
            self.connections(document);
        }
    }

    fn locations(&mut self, document: &Document) {
        let mut addresses: BTreeMap<SmolStr, Span> = BTreeMap::new();
        let mut names: BTreeMap<SmolStr, Span> = BTreeMap::new();
        for location in &document.locations {
            let Word { text: name, span } = &location.name;
            if name.is_empty() || name.len() > NAME_BYTES_MAX {
                let found =
                    Diagnostic::error(codes::CONFIG_SYNTAX, *span, "this cannot name a location");
                self.found.push(
                    found
                        .here("empty or longer than 255 bytes")
                        .help("give the location a short name, such as `n1`"),
                );
            }
            if let Some(first) = names.insert(name.clone(), *span) {
                names.insert(name.clone(), first);
                self.twice(*span, first, format!("two locations have the name `{name}`"));
                continue;
            }
            self.known.insert(name.clone(), Place::default());
            if let Some(address) = &location.address
                && self.address(&location.name, address, &mut addresses)
            {
                let (name, address) = (name.clone(), address.text.clone());
                let location = Location { name, address, external: false, span: *span };
                self.configuration.locations.push(location);
            }
        }
    }

    /// Whether an address can be read and no location above has it; reports it if not.
    fn address(
        &mut self,
        name: &Word,
        address: &Word,
        addresses: &mut BTreeMap<SmolStr, Span>,
    ) -> bool {
        let Word { text, span } = address;
        if !is_address(text) {
            let message = format!("the address of `{}` cannot be read", name.text);
            let found = Diagnostic::error(codes::BAD_ADDRESS, *span, message);
            self.found.push(match self.format {
                Format::Toml => found
                    .here("not `host:port`")
                    .help("an address is a host and a port, as in \"127.0.0.1:7001\""),
                Format::Emlc => found
                    .here("not a host and a port")
                    .help("a port is a number from 1 to 65535, as in `127.0.0.1 7001`"),
            });
            return false;
        }
        if let Some(first) = addresses.get(text).copied() {
            let message = format!("two locations have the address `{text}`");
            let found = Diagnostic::error(codes::BAD_ADDRESS, *span, message).here("the second");
            self.found.push(found.label(first, "the first").help("give one another port"));
            return false;
        }
        addresses.insert(text.clone(), *span);
        true
    }

    fn groups(&mut self, document: &Document) {
        let mut names: BTreeMap<SmolStr, Span> = BTreeMap::new();
        for group in &document.groups {
            let name = &group.name.text;
            if let Some(first) = names.insert(name.clone(), group.name.span) {
                names.insert(name.clone(), first);
                self.twice(group.name.span, first, format!("two groups have the name `{name}`"));
            }
            let mut members: Vec<&Word> = Vec::new();
            for member in &group.members {
                if !self.known_location(member) {
                    continue;
                }
                match members.iter().find(|other| other.text == member.text) {
                    // A name that a group of this format declares twice is reported already.
                    Some(_) if self.format == Format::Emlc => {}
                    Some(first) => {
                        let message = format!("`{}` is in the group twice", member.text);
                        let first = first.span;
                        self.twice(member.span, first, message);
                    }
                    None => members.push(member),
                }
            }
            self.group(group.external, name, &members);
        }
    }

    /// Adds a group of declared locations.
    fn group(&mut self, external: bool, name: &SmolStr, members: &[&Word]) {
        for member in members.iter().filter(|_| external) {
            if let Some(place) = self.known.get_mut(&member.text) {
                place.external = Some(member.span);
            }
            let mut locations = self.configuration.locations.iter_mut();
            if let Some(location) = locations.find(|location| location.name == member.text) {
                location.external = true;
            }
        }
        let members = members.iter().map(|member| member.text.clone()).collect();
        self.configuration.groups.push(Group { name: name.clone(), external, members });
    }

    /// Reports the second of two things of which there may be one.
    fn twice(&mut self, second: Span, first: Span, message: String) {
        let found = Diagnostic::error(codes::CONFIG_SYNTAX, second, message).here("the second");
        self.found.push(found.label(first, "the first").help("remove one of the two"));
    }

    fn connections(&mut self, document: &Document) {
        for connection in &document.connections {
            let ends = [&connection.from, &connection.to].map(|end| self.known_group(end));
            if ends == [true, true] {
                let (from, to) = (connection.from.text.clone(), connection.to.text.clone());
                self.configuration.connections.push((from, to));
            }
        }
    }

    /// Whether a group has the name; reports it if not.
    fn known_group(&mut self, end: &Word) -> bool {
        let groups = &self.configuration.groups;
        let Word { text: name, span } = end;
        if groups.iter().any(|group| group.name == *name) {
            return true;
        }
        let of_location = groups.iter().find(|group| group.members.contains(name));
        let found = match of_location {
            Some(group) => {
                let message = format!("`{name}` is a location: connections join groups");
                Diagnostic::error(codes::BAD_CONNECTION, *span, message)
                    .here("a location")
                    .help(format!("write its group, `{}`", group.name))
            }
            None => {
                let known = groups.iter().map(|group| &group.name);
                let help = match evc_base::similar(name, known) {
                    Some(similar) => format!("did you mean `{similar}`?"),
                    None => format!("declare its locations after `%locations {name}`"),
                };
                let message = format!("unknown group `{name}`");
                let found = Diagnostic::error(codes::BAD_CONNECTION, *span, message);
                found.here("no group has this name").help(help)
            }
        };
        self.found.push(found);
        false
    }

    /// Whether a location is declared; reports it if not.
    pub(super) fn known_location(&mut self, word: &Word) -> bool {
        let Word { text: name, span } = word;
        if self.known.contains_key(name) {
            return true;
        }
        let help = match evc_base::similar(name, self.known.keys()) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => self.how_to_add(name),
        };
        let message = format!("unknown location `{name}`");
        let found = Diagnostic::error(codes::UNKNOWN_LOCATION, *span, message);
        self.found.push(found.here("no location has this name").help(help));
        false
    }

    /// How to declare a location.
    pub(super) fn how_to_add(&self, name: &str) -> String {
        match self.format {
            Format::Toml => {
                format!("add it under `[locations]`, as in `{name} = \"127.0.0.1:7000\"`")
            }
            Format::Emlc => {
                format!("add it to a group of locations, as in `{name} : 127.0.0.1 7000`")
            }
        }
    }
}

/// Whether it is `host:port`. Whether the host exists is known only when it is asked for.
pub(super) fn is_address(address: &str) -> bool {
    let Some((host, port)) = address.rsplit_once(':') else { return false };
    let host_fits = if host.starts_with('[') {
        address.parse::<std::net::SocketAddrV6>().is_ok()
    } else {
        !host.is_empty() && !host.contains(|c: char| ":[]".contains(c) || c.is_whitespace())
    };
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    host_fits && digits && port.parse::<u16>().is_ok_and(|port| port != 0)
}
