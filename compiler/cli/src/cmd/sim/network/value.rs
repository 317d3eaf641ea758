//! The parts of a network file that stand behind `=`.

use std::collections::BTreeSet;
use std::ops::Range;

use smol_str::SmolStr;

use super::{DeTable, DeValue, Delay, Diagnostic, Loc, Probability, Reader, Value, codes};

impl Reader<'_> {
    /// Reports the keys of a table that it may not have, and gives whether there were none: else
    /// what the table lacks may be what they were to be.
    pub(super) fn keys(&mut self, table: &DeTable<'_>, what: &str, known: &[&str]) -> bool {
        let before = self.found.len();
        let names: Vec<SmolStr> = known.iter().map(SmolStr::new).collect();
        for (key, _) in table {
            if known.contains(&&**key.get_ref()) {
                continue;
            }
            let help = match evc_sema::similar(key.get_ref(), names.iter()) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => format!("it can have {}", listed(known)),
            };
            let message = format!("{what} has no `{}`", key.get_ref());
            self.error(key.span(), message, "unknown", &help);
        }
        self.found.len() == before
    }

    /// The table of that name, if there is one.
    pub(super) fn table<'t>(
        &mut self,
        document: &'t DeTable<'t>,
        name: &str,
    ) -> Option<&'t DeTable<'t>> {
        let value = document.get(name)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            let help = format!("write `[{name}]` on a line of its own");
            let message = format!("`{name}` has the wrong form");
            self.error(value.span(), message, "not a table", &help);
        }
        table
    }

    /// The tables of the array of that name.
    pub(super) fn tables<'t>(
        &mut self,
        document: &'t DeTable<'t>,
        name: &str,
    ) -> Vec<&'t DeTable<'t>> {
        let Some(value) = document.get(name) else { return Vec::new() };
        let tables = value.get_ref().as_array().and_then(|array| {
            array.iter().map(|element| element.get_ref().as_table()).collect::<Option<Vec<_>>>()
        });
        tables.unwrap_or_else(|| {
            let help = format!("write `[[{name}]]` above each of them");
            let message = format!("`{name}` has the wrong form");
            self.error(value.span(), message, "not an array of tables", &help);
            Vec::new()
        })
    }

    /// Some locations, if the table says which.
    pub(super) fn set(&mut self, table: &DeTable<'_>, key: &str) -> Option<BTreeSet<Loc>> {
        let value = table.get(key)?;
        Some(self.places(value).unwrap_or_default())
    }

    /// Nodes: the name of one, that of a group, or an array of such names.
    pub(super) fn places(&mut self, value: &Value<'_>) -> Option<BTreeSet<Loc>> {
        match value.get_ref() {
            DeValue::String(name) => match self.groups.get(&**name) {
                Some(group) => Some(group.clone()),
                None => self.node(name, value.span()).map(|loc| BTreeSet::from([loc])),
            },
            DeValue::Array(names) => {
                let mut all = BTreeSet::new();
                for name in names {
                    if name.get_ref().is_array() {
                        self.no_places(name);
                        return None;
                    }
                    all.extend(self.places(name)?);
                }
                Some(all)
            }
            _ => {
                self.no_places(value);
                None
            }
        }
    }

    fn no_places(&mut self, value: &Value<'_>) {
        let help = "write a name, \"n1\", or an array of names, [\"n1\", \"n2\"]";
        self.error(value.span(), "this names no nodes", "neither a name nor an array", help);
    }

    /// The node of that name. The range is where the name is written.
    pub(super) fn node(&mut self, name: &str, range: Range<usize>) -> Option<Loc> {
        if let Some(place) = self.config.places.iter().find(|place| place.loc.name() == name) {
            if !place.external {
                return Some(place.loc);
            }
            let message = format!("`{name}` is external");
            let external = Diagnostic::error(codes::EXTERNAL_LOCATION, self.span(&range), message);
            let help = "name a node: only what nodes send each other passes the network";
            self.found.push(external.here("not a node").help(help));
            return None;
        }
        let nodes = self.config.internal().map(|loc| SmolStr::new(loc.name()));
        let names: Vec<SmolStr> = nodes.chain(self.groups.keys().map(SmolStr::new)).collect();
        let help = match evc_sema::similar(name, names.iter()) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("there are {}", listed(&names)),
        };
        let message = format!("unknown location or group `{name}`");
        let unknown = Diagnostic::error(codes::UNKNOWN_LOCATION, self.span(&range), message);
        self.found.push(unknown.here("nothing has this name").help(help));
        None
    }

    /// A number that is not negative, if the table has one.
    pub(super) fn number(&mut self, table: &DeTable<'_>, key: &str) -> Option<u64> {
        let value = table.get(key)?;
        let number = whole(value.get_ref());
        if number.is_none() {
            let message = format!("`{key}` has the wrong form");
            let help = format!("write a number, as in `{key} = 100`");
            self.error(value.span(), message, "not a whole number from 0 on", &help);
        }
        number
    }

    /// A probability, if the table has one.
    pub(super) fn share(&mut self, table: &DeTable<'_>, key: &str) -> Option<Probability> {
        let value = table.get(key)?;
        let share = match value.get_ref() {
            DeValue::Float(share) => share.as_str().replace('_', "").parse().ok(),
            DeValue::Integer(share) => share.as_str().parse().ok(),
            _ => None,
        };
        if share.is_none() {
            let message = format!("`{key}` has the wrong form");
            let help = format!("write the share of messages, as in `{key} = 0.05`");
            self.error(value.span(), message, "not a number from 0 to 1", &help);
        }
        share
    }

    /// `true` or `false`, if the table has it.
    pub(super) fn truth(&mut self, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            let message = format!("`{key}` has the wrong form");
            let help = format!("write `{key} = true` or leave it out");
            self.error(value.span(), message, "neither `true` nor `false`", &help);
        }
        truth
    }

    /// How long something takes, if the table says so.
    pub(super) fn delay(&mut self, table: &DeTable<'_>, key: &str) -> Option<Delay> {
        let value = table.get(key)?;
        let delay = match value.get_ref() {
            DeValue::String(text) => written_delay(text),
            other => whole(other).map(Delay::Constant),
        };
        if delay.is_none() {
            let message = format!("`{key}` has the wrong form");
            let help = "write milliseconds: 5, \"1..20\" or \"exponential 12\"";
            self.error(value.span(), message, "not a delay", help);
        }
        delay
    }
}

fn whole(value: &DeValue<'_>) -> Option<u64> {
    let DeValue::Integer(number) = value else { return None };
    u64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
}

fn written_delay(text: &str) -> Option<Delay> {
    if let Some(mean) = text.strip_prefix("exponential ") {
        return mean.trim().parse().ok().map(Delay::Exponential);
    }
    match text.split_once("..") {
        Some((least, most)) => {
            let (least, most) = (least.trim().parse().ok()?, most.trim().parse().ok()?);
            (least <= most).then_some(Delay::Uniform(least, most))
        }
        None => text.trim().parse().ok().map(Delay::Constant),
    }
}

/// Names in backticks, with commas between them.
fn listed(names: &[impl AsRef<str>]) -> String {
    let quoted = names.iter().map(|name| format!("`{}`", name.as_ref()));
    quoted.collect::<Vec<_>>().join(", ")
}
