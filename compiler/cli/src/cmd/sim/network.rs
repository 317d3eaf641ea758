//! Network files: what happens to messages and nodes, as TOML.
//!
//! ```toml
//! [groups]                        # names for several nodes, to be used below
//! west = ["n1", "n2"]
//!
//! [network]                       # on all links, always
//! delay = "1..20"                 # in ms: 5, or "1..20", or "exponential 12"
//! drop = 0.01                     # the share of messages that are lost
//! duplicate = 0.02                # the share that is in flight twice
//! reorder = 0.1                   # the share that is held back,
//! hold = "1..50"                  # and for how long
//! ordered = true                  # nothing overtakes on a link
//!
//! [[links]]                       # besides, on some links
//! from = "west"                   # a location, a group, or an array of them;
//! to = ["n3"]                     # all of them if absent
//! delay = 100                     # and the other keys of [network]
//! begins = 500                    # in ms; 0 if absent
//! ends = 900                      # in ms; never if absent
//!
//! [[partitions]]                  # messages between the sides are lost
//! sides = ["west", ["n3"]]
//! begins = 100
//! heals = 400
//!
//! [[crashes]]
//! node = "n1"
//! step = 12                       # or: time = 300, in ms
//! recovers = 200                  # ms later; never if absent
//! state = "kept"                  # or "fresh", as if absent
//! ```
//!
//! Everything is in addition: delays of several parts add up, and a message is lost if any part
//! loses it. What a node sends itself passes no network. Times are virtual; the schedules that
//! ignore time count a step as a millisecond.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use evc_base::{Diagnostic, FileId, SourceMap, Span, codes};
use evc_net::Config;
use evc_runtime::Loc;
use evc_runtime::rng::Probability;
use evc_runtime::sim::{Crash, Delay, Effect, Layer, Links, Network, Recovery, When};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

#[cfg(test)]
mod tests;
mod value;

/// The keys that say what happens to messages.
const EFFECTS: &[&str] = &["delay", "drop", "duplicate", "reorder", "hold", "ordered"];

/// What a network file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// What happens to messages.
    pub network: Network,
    /// What happens to nodes.
    pub crashes: Vec<Crash>,
}

/// Reads a network file for a configuration, and adds it to `sources` under `name`.
pub fn read(
    sources: &mut SourceMap,
    config: &Config,
    name: &str,
    text: &str,
) -> (Environment, Vec<Diagnostic>) {
    let file = sources.add(name, text);
    let (groups, found) = (BTreeMap::new(), Vec::new());
    let mut reader = Reader { config, file, text, groups, found };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let message = format!("this is not TOML: {}", error.message().lines().next().unwrap_or(""));
        let help = "a line is `name = value` or the head of a section, `[name]`";
        reader.error(error.span().unwrap_or(0..0), message, "unexpected here", help);
    }
    let environment =
        if errors.is_empty() { reader.document(table.get_ref()) } else { Environment::default() };
    reader.found.sort_by_key(|diagnostic| diagnostic.primary.span);
    (environment, reader.found)
}

type Value<'t> = Spanned<DeValue<'t>>;

struct Reader<'a> {
    config: &'a Config,
    file: FileId,
    text: &'a str,
    groups: BTreeMap<String, BTreeSet<Loc>>,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn error(&mut self, range: Range<usize>, message: impl Into<String>, here: &str, help: &str) {
        let diagnostic = Diagnostic::error(codes::CONFIG_SYNTAX, self.span(&range), message);
        self.found.push(diagnostic.here(here).help(help));
    }

    /// A range of the file as a place; TOML's ranges may end inside a character.
    fn span(&self, range: &Range<usize>) -> Span {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end).max(start);
        Span::new(self.file, start as u32, end as u32)
    }

    fn document(&mut self, document: &DeTable<'_>) -> Environment {
        let parts = ["groups", "network", "links", "partitions", "crashes"];
        self.keys(document, "a network file", &parts);
        // Groups first, wherever they stand: the others name them.
        if let Some(table) = self.table(document, "groups") {
            self.groups(table);
        }
        let mut network = Network::PERFECT;
        if let Some(table) = self.table(document, "network") {
            self.keys(table, "`[network]`", EFFECTS);
            network = self.effects(table).into_iter().fold(network, Network::with);
        }
        for link in self.tables(document, "links") {
            network = self.link(link).into_iter().fold(network, Network::with);
        }
        for partition in self.tables(document, "partitions") {
            network = self.partition(partition).into_iter().fold(network, Network::with);
        }
        let crashes = self.tables(document, "crashes");
        let crashes = crashes.into_iter().filter_map(|crash| self.crash(crash)).collect();
        Environment { network, crashes }
    }

    fn groups(&mut self, table: &DeTable<'_>) {
        let mut groups = BTreeMap::new();
        for (name, members) in table {
            let taken = self.config.places.iter().any(|place| place.loc.name() == name.get_ref());
            if taken {
                let message = format!("`{}` is a location already", name.get_ref());
                self.error(name.span(), message, "taken", "give the group a name of its own");
            }
            if let Some(members) = self.places(members) {
                groups.insert(name.get_ref().to_string(), members);
            }
        }
        self.groups = groups;
    }

    /// What a table says that happens to messages.
    fn effects(&mut self, table: &DeTable<'_>) -> Vec<Effect> {
        let mut effects = Vec::new();
        effects.extend(self.delay(table, "delay").map(Effect::Delay));
        let share = self.share(table, "reorder");
        match (share, self.delay(table, "hold"), table.get("reorder"), table.get("hold")) {
            (Some(share), Some(hold), ..) => effects.push(Effect::Reordering(share, hold)),
            (_, _, Some(reorder), None) => {
                let help = "add how long messages are held back, as in `hold = \"1..50\"`";
                self.error(reorder.span(), "`reorder` without `hold`", "held back how long?", help);
            }
            (_, _, None, Some(hold)) => {
                let help = "add the share of messages that are held back, as in `reorder = 0.1`";
                self.error(hold.span(), "`hold` without `reorder`", "how many of them?", help);
            }
            _ => {}
        }
        effects.extend(self.share(table, "drop").map(Effect::Loss));
        effects.extend(self.share(table, "duplicate").map(Effect::Duplication));
        effects.extend(self.truth(table, "ordered").filter(|on| *on).map(|_| Effect::InOrder));
        effects
    }

    fn link(&mut self, table: &DeTable<'_>) -> Vec<Layer> {
        let keys = [&["from", "to", "begins", "ends"], EFFECTS].concat();
        self.keys(table, "`[[links]]`", &keys);
        let (from, to) = (self.set(table, "from"), self.set(table, "to"));
        let links = Links { from, to };
        let (begins_ms, ends_ms) = self.times(table, "ends");
        let layer = |effect| Layer::from(effect).on(links.clone()).during(begins_ms, ends_ms);
        self.effects(table).into_iter().map(layer).collect()
    }

    fn partition(&mut self, table: &DeTable<'_>) -> Option<Layer> {
        let known = self.keys(table, "`[[partitions]]`", &["sides", "begins", "heals"]);
        let (begins_ms, ends_ms) = self.times(table, "heals");
        let help = "write it as in `sides = [[\"n1\"], [\"n2\", \"n3\"]]`";
        let Some(value) = table.get("sides") else {
            let range = table.iter().next().map_or(0..0, |(key, _)| key.span());
            if known {
                self.error(range, "a partition without `sides`", "between whom?", help);
            }
            return None;
        };
        let Some(written) = value.get_ref().as_array().filter(|sides| sides.len() > 1) else {
            self.error(value.span(), "`sides` has the wrong form", "not two sides or more", help);
            return None;
        };
        let mut sides: Vec<BTreeSet<Loc>> = Vec::new();
        for side in written {
            let members = self.places(side)?;
            let twice = sides.iter().find_map(|other| other.intersection(&members).next());
            if let Some(loc) = twice {
                let message = format!("`{loc}` is on two sides");
                self.error(side.span(), message, "the second", "leave it out on one of them");
            }
            sides.push(members);
        }
        Some(Layer::from(Effect::Partition(sides)).during(begins_ms, ends_ms))
    }

    /// When something begins and ends.
    fn times(&mut self, table: &DeTable<'_>, end: &str) -> (u64, Option<u64>) {
        let begins_ms = self.number(table, "begins").unwrap_or(0);
        let ends_ms = self.number(table, end);
        if let (Some(ends_ms), Some(value)) = (ends_ms, table.get(end))
            && ends_ms <= begins_ms
        {
            let message = format!("it ends at {ends_ms} ms and begins at {begins_ms} ms");
            self.error(value.span(), message, "too early", &format!("let `{end}` be the greater"));
        }
        (begins_ms, ends_ms)
    }

    fn crash(&mut self, table: &DeTable<'_>) -> Option<Crash> {
        let keys = ["node", "step", "time", "recovers", "state"];
        let known = self.keys(table, "`[[crashes]]`", &keys);
        let range = table.iter().next().map_or(0..0, |(key, _)| key.span());
        let after_ms = self.number(table, "recovers");
        let state = self.state(table);
        if let (None, Some(state), true) = (table.get("recovers"), table.get("state"), known) {
            let help = "add when the node recovers, as in `recovers = 100`";
            self.error(state.span(), "`state` without `recovers`", "never needed", help);
        }
        let when = self.when(table, known.then_some(&range));
        let Some(node) = table.get("node") else {
            if known {
                let help = "add whose crash it is, as in `node = \"n1\"`";
                self.error(range, "a crash without `node`", "who crashes?", help);
            }
            return None;
        };
        let loc = match node.get_ref().as_str() {
            Some(name) => self.node(name, node.span())?,
            None => {
                let help = "write its name in quotes, as in `node = \"n1\"`";
                self.error(node.span(), "`node` has the wrong form", "not a name", help);
                return None;
            }
        };
        Some(Crash { loc, when: when?, recovery: after_ms.map(|after_ms| (after_ms, state)) })
    }

    /// When a node crashes. That nothing says so is reported at a place, if there is one.
    fn when(&mut self, table: &DeTable<'_>, at: Option<&Range<usize>>) -> Option<When> {
        let (step, time) = (self.number(table, "step"), self.number(table, "time"));
        match (table.get("step"), table.get("time"), at) {
            (Some(_), None, _) => step.map(When::Step),
            (None, Some(_), _) => time.map(When::Time),
            (Some(_), Some(time), _) => {
                let help = "leave one of them out";
                self.error(time.span(), "a crash with `step` and `time`", "the second", help);
                None
            }
            (None, None, at) => {
                if let Some(range) = at {
                    let help = "add when it crashes, as in `step = 12` or `time = 300`";
                    self.error(range.clone(), "a crash without `step` or `time`", "when?", help);
                }
                None
            }
        }
    }

    fn state(&mut self, table: &DeTable<'_>) -> Recovery {
        match table.get("state").map(|value| (value, value.get_ref().as_str())) {
            None | Some((_, Some("fresh"))) => Recovery::Fresh,
            Some((_, Some("kept"))) => Recovery::Kept,
            Some((value, _)) => {
                let help = "write `state = \"fresh\"` or `state = \"kept\"`";
                self.error(value.span(), "`state` has the wrong form", "unknown", help);
                Recovery::Fresh
            }
        }
    }
}
