//! The primitives of the library: what its texts declare as constants.
//!
//! None recurses over a list. The folds that go through a list from its end evaluate every step,
//! but a step without a value is a fault only for who uses it, as the library says.

use std::collections::BTreeMap;
use std::sync::Arc;

use evc_base::Span;
use evc_runtime::{Fault, FaultKind, Value};

use crate::Reference;
use crate::equality::structure;
use crate::meaning::{List, Meaning, Operator};

type Evaluated = Result<Meaning, Fault>;

/// A primitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Primitive {
    Fault,
    ListAccum,
    Reduce,
    ListInd,
    ListWalk,
    Length,
    Nth,
    FromUpto,
    MkDeq,
    BagElements,
    Identical,
    MapEmpty,
    MapFind,
    MapPut,
    MapRemove,
    MapSize,
    MapEntries,
    MapImplementation,
    SetImplementation,
}

/// The primitives with their names and how many arguments they take.
const ALL: [(&str, Primitive, usize); 19] = [
    ("fault", Primitive::Fault, 1),
    ("list_accum", Primitive::ListAccum, 3),
    ("reduce", Primitive::Reduce, 3),
    ("list_ind", Primitive::ListInd, 3),
    ("list-walk", Primitive::ListWalk, 3),
    ("length", Primitive::Length, 1),
    ("nth", Primitive::Nth, 2),
    ("from-upto", Primitive::FromUpto, 2),
    ("mk-deq", Primitive::MkDeq, 1),
    ("bag-elements", Primitive::BagElements, 1),
    ("identical", Primitive::Identical, 2),
    ("map-empty", Primitive::MapEmpty, 0),
    ("map-find", Primitive::MapFind, 2),
    ("map-put", Primitive::MapPut, 3),
    ("map-remove", Primitive::MapRemove, 2),
    ("map-size", Primitive::MapSize, 1),
    ("map-entries", Primitive::MapEntries, 1),
    ("map-implementation", Primitive::MapImplementation, 1),
    ("set-implementation", Primitive::SetImplementation, 1),
];

impl Primitive {
    /// The primitive of that name.
    pub fn named(name: &str) -> Option<Self> {
        ALL.iter().find(|(own, ..)| *own == name).map(|(_, primitive, _)| *primitive)
    }

    fn arity(self) -> usize {
        ALL.iter().find(|(_, own, _)| *own == self).map_or(0, |(.., arity)| *arity)
    }
}

impl Reference {
    /// A primitive applied to arguments; with too few of them it waits for more.
    pub(crate) fn primitive(
        &self,
        primitive: Primitive,
        args: Vec<Meaning>,
        span: Span,
    ) -> Evaluated {
        if args.len() < primitive.arity() {
            return Ok(Meaning::Operator(Operator::Primitive(primitive), args.into()));
        }
        match (primitive, &args[..]) {
            (Primitive::Fault, [Meaning::Atom(Value::Str(text))]) => {
                Err(self.fault(FaultKind::Raised(text.to_string()), span))
            }
            (Primitive::ListAccum, [f, state, Meaning::List(list)]) => {
                list.elements().iter().try_fold(state.clone(), |state, x| {
                    self.apply_all(f.clone(), [state, x.clone()], span)
                })
            }
            (Primitive::Reduce, [f, last, Meaning::List(list)]) => {
                self.fold_back(list, last, &|x, _, rest| {
                    self.apply_all(f.clone(), [x.clone(), rest], span)
                })
            }
            (Primitive::ListInd, [Meaning::List(list), last, f]) => {
                self.fold_back(list, last, &|x, others, rest| {
                    let args = [x.clone(), Meaning::List(others), rest];
                    self.apply_all(f.clone(), args, span)
                })
            }
            (Primitive::ListWalk, [f, state, Meaning::List(list)]) => {
                self.walk(f, state, list, span)
            }
            (Primitive::Length, [Meaning::List(list)]) => self.count(list.elements().len(), span),
            (Primitive::Nth, [Meaning::Atom(Value::Int(index)), Meaning::List(list)]) => {
                let index = usize::try_from(*index).ok();
                let found = index.and_then(|index| list.elements().get(index));
                Ok(Meaning::found(found.cloned()))
            }
            (
                Primitive::FromUpto,
                [Meaning::Atom(Value::Int(from)), Meaning::Atom(Value::Int(to))],
            ) => Ok(Meaning::list((*from..*to).map(Meaning::int).collect())),
            (Primitive::MkDeq | Primitive::MapImplementation, [given])
            | (Primitive::SetImplementation, [given]) => Ok(given.clone()),
            (Primitive::BagElements, [Meaning::Bag(bag)]) => Ok(Meaning::list(bag.to_vec())),
            (Primitive::Identical, [a, b]) => {
                let (a, b) = (structure(a), structure(b));
                let same = a.zip(b).map(|(a, b)| a == b);
                same.map(Meaning::bool).ok_or_else(|| self.ill_typed(span))
            }
            _ => self.map_primitive(primitive, &args, span),
        }
    }

    fn map_primitive(&self, primitive: Primitive, args: &[Meaning], span: Span) -> Evaluated {
        let place = |key: &Meaning| structure(key).ok_or_else(|| self.ill_typed(span));
        match (primitive, args) {
            (Primitive::MapEmpty, []) => Ok(Meaning::Map(Arc::new(BTreeMap::new()))),
            (Primitive::MapFind, [key, Meaning::Map(map)]) => {
                Ok(Meaning::found(map.get(&place(key)?).map(|(_, value)| value.clone())))
            }
            (Primitive::MapPut, [key, value, Meaning::Map(map)]) => {
                let mut map = (**map).clone();
                map.insert(place(key)?, (key.clone(), value.clone()));
                Ok(Meaning::Map(map.into()))
            }
            (Primitive::MapRemove, [key, Meaning::Map(map)]) => {
                let mut map = (**map).clone();
                map.remove(&place(key)?);
                Ok(Meaning::Map(map.into()))
            }
            (Primitive::MapSize, [Meaning::Map(map)]) => self.count(map.len(), span),
            (Primitive::MapEntries, [Meaning::Map(map)]) => {
                let pairs = map.values();
                let pairs =
                    pairs.map(|(key, value)| Meaning::tuple(vec![key.clone(), value.clone()]));
                Ok(Meaning::list(pairs.collect()))
            }
            _ => Err(self.ill_typed(span)),
        }
    }

    fn count(&self, count: usize, span: Span) -> Evaluated {
        let count = i64::try_from(count).map_err(|_| self.fault(FaultKind::Overflow, span))?;
        Ok(Meaning::int(count))
    }

    /// A fold from the end of a list: `step` has an element, what follows it, and the result for
    /// that.
    fn fold_back(
        &self,
        list: &List,
        last: &Meaning,
        step: &dyn Fn(&Meaning, List, Meaning) -> Evaluated,
    ) -> Evaluated {
        let mut result = Ok(last.clone());
        for (index, element) in list.elements().iter().enumerate().rev() {
            let rest = result.unwrap_or_else(|fault| Meaning::Faulty(Arc::new(fault)));
            result = step(element, list.behind(index + 1), rest);
        }
        result
    }

    /// A left fold whose steps also give lists, which are joined.
    fn walk(&self, f: &Meaning, state: &Meaning, list: &List, span: Span) -> Evaluated {
        let (mut state, mut written) = (state.clone(), Vec::new());
        for element in list.elements() {
            let made = self.apply_all(f.clone(), [state, element.clone()], span)?;
            let (next, part) = made.as_pair().ok_or_else(|| self.ill_typed(span))?;
            let part = part.as_list().ok_or_else(|| self.ill_typed(span))?;
            written.extend(part.elements().iter().cloned());
            state = next;
        }
        Ok(Meaning::tuple(vec![state, Meaning::list(written)]))
    }
}
