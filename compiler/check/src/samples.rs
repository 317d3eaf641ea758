//! Small processes that the tests explore, and a second explorer to compare with.

use std::collections::{BTreeMap, BTreeSet};

use evc_runtime::{Effects, Fault, FaultKind, Loc, Process, Site, Value};

use crate::model::{Model, Network, Outputs};

/// What electors say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Say {
    Boot,
    Elect(i64),
    Leader(i64),
}

/// A node of a ring that elects the greatest number, after Chang and Roberts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Elector {
    pub(crate) number: i64,
    pub(crate) next: Loc,
    pub(crate) leads: bool,
    /// Whether it takes smaller numbers for its own.
    pub(crate) vain: bool,
}

impl Process for Elector {
    type Msg = Say;

    fn step(&mut self, msg: Say, fx: &mut Effects<Say>) -> Result<(), Fault> {
        match msg {
            Say::Boot => fx.send(self.next, Say::Elect(self.number)),
            Say::Elect(number) if number > self.number => fx.send(self.next, Say::Elect(number)),
            Say::Elect(number) if number == self.number || self.vain => {
                self.leads = true;
                fx.send(client(), Say::Leader(self.number));
            }
            Say::Elect(_) | Say::Leader(_) => {}
        }
        Ok(())
    }

    fn state(&self) -> Vec<(String, Value)> {
        vec![("leads".to_owned(), Value::Bool(self.leads))]
    }
}

/// The location to which elections are reported.
pub(crate) fn client() -> Loc {
    Loc::new("client")
}

/// A ring of those numbers that boots.
pub(crate) fn ring(numbers: &[i64], vain: bool, network: Network) -> Model<Elector> {
    let loc = |index: usize| Loc::new(&format!("n{}", index % numbers.len()));
    let node = |(index, number): (usize, &i64)| {
        let next = loc(index + 1);
        (loc(index), Some(Elector { number: *number, next, leads: false, vain }))
    };
    Model {
        nodes: numbers.iter().enumerate().map(node).collect(),
        initial: Vec::new(),
        boot: Some(Say::Boot),
        network,
        outputs: Outputs::Kept,
    }
}

/// A message that counts down from node to node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Token {
    /// Which one.
    pub(crate) name: u8,
    /// How often it is still passed.
    pub(crate) hops: i64,
}

/// Passes tokens on, and remembers nothing but how many it has had, up to a limit at which it
/// halts. A token with negative hops is a fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Passer {
    pub(crate) next: Loc,
    /// How many tokens it handles before it halts; nothing for no end.
    pub(crate) left: Option<u32>,
    /// How long it waits before it passes a token on, in milliseconds.
    pub(crate) delay_ms: u64,
}

impl Process for Passer {
    type Msg = Token;

    fn step(&mut self, msg: Token, fx: &mut Effects<Token>) -> Result<(), Fault> {
        if msg.hops < 0 {
            fx.send(self.next, msg);
            return Err(overflow());
        }
        self.left = self.left.map(|left| left - 1);
        if msg.hops > 0 {
            fx.send_after(self.delay_ms, self.next, Token { hops: msg.hops - 1, ..msg });
        }
        Ok(())
    }

    fn halted(&self) -> bool {
        self.left == Some(0)
    }

    fn state(&self) -> Vec<(String, Value)> {
        Vec::new()
    }
}

/// The fault of a passer.
pub(crate) fn overflow() -> Fault {
    Fault { kind: FaultKind::Overflow, site: Site::new("pass.evml", 3, 4) }
}

/// Two passers `a` and `b`, with those tokens in flight to `a`.
pub(crate) fn pair(left: Option<u32>, tokens: &[(u8, i64)], network: Network) -> Model<Passer> {
    let [a, b] = ["a", "b"].map(Loc::new);
    let passer = |next| Some(Passer { next, left, delay_ms: 0 });
    Model {
        nodes: vec![(a, passer(b)), (b, passer(a))],
        initial: tokens
            .iter()
            .map(|(name, hops)| (a, Token { name: *name, hops: *hops }))
            .collect(),
        boot: None,
        network,
        outputs: Outputs::Forgotten,
    }
}

/// A whole state, written down without sharing or order.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Whole<P: Process> {
    processes: BTreeMap<Loc, P>,
    booting: BTreeSet<Loc>,
    /// Sorted; the flag says that the network cannot touch the message.
    in_flight: Vec<(Loc, P::Msg, bool)>,
    said: BTreeSet<(Loc, P::Msg)>,
    lost: u32,
    duplicated: u32,
}

impl<P: Process> Whole<P> {
    fn receive(&self, model: &Model<P>, loc: Loc, msg: P::Msg) -> Self {
        let mut next = self.clone();
        let mut process = self.processes[&loc].clone();
        let mut fx = Effects::new();
        if process.step(msg, &mut fx).is_ok() {
            next.processes.insert(loc, process);
            for send in fx.drain() {
                if next.processes.contains_key(&send.to) {
                    let kept = send.to == loc && model.network != Network::RELIABLE;
                    next.in_flight.push((send.to, send.msg, kept));
                } else if model.outputs == Outputs::Kept {
                    next.said.insert((send.to, send.msg));
                }
            }
        }
        next.in_flight.retain(|(to, _, _)| !next.processes[to].halted());
        next.in_flight.sort();
        next
    }

    fn successors(&self, model: &Model<P>) -> Vec<Self> {
        let mut found = Vec::new();
        for loc in &self.booting {
            let mut next = self.receive(model, *loc, model.boot.clone().unwrap());
            next.booting.remove(loc);
            found.push(next);
        }
        for (index, (to, msg, kept)) in self.in_flight.iter().enumerate() {
            let mut without = self.clone();
            without.in_flight.remove(index);
            if !kept && self.lost < model.network.drop {
                found.push(Self { lost: self.lost + 1, ..without.clone() });
            }
            if self.booting.contains(to) {
                continue;
            }
            if !kept && self.duplicated < model.network.duplicate {
                let copied = Self { duplicated: self.duplicated + 1, ..self.clone() };
                found.push(copied.receive(model, *to, msg.clone()));
            }
            found.push(without.receive(model, *to, msg.clone()));
        }
        found
    }
}

/// How many states a model has, found without any of what the search is made of: whole states in
/// an ordered set, depth first. Every node must have a process that has not halted.
pub(crate) fn count<P: Process>(model: &Model<P>) -> u64 {
    let process = |(loc, process): &(Loc, Option<P>)| (*loc, process.clone().unwrap());
    let processes: BTreeMap<Loc, P> = model.nodes.iter().map(process).collect();
    let locs = || processes.keys().copied();
    let mut in_flight: Vec<_> =
        model.initial.iter().map(|(to, msg)| (*to, msg.clone(), false)).collect();
    in_flight.sort();
    let booting = if model.boot.is_some() { locs().collect() } else { BTreeSet::new() };
    let initial =
        Whole { processes, booting, in_flight, said: BTreeSet::new(), lost: 0, duplicated: 0 };
    let mut seen = BTreeSet::from([initial.clone()]);
    let mut open = vec![initial];
    while let Some(state) = open.pop() {
        for next in state.successors(model) {
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    seen.len() as u64
}
