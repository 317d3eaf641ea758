//! Types, their unification and their printing.
//!
//! Types live in an arena and are named by [`TyId`]; a solved variable links to its solution, so
//! that expressions keep the id they were given and need no second walk to be typed. Products are
//! pairs nested to the right, as the language defines them; printing flattens them.

mod show;
mod unify;

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::hir::TypeDefId;

/// Names a type of a [`Types`] arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TyId(u32);

impl TyId {
    /// Its place in the arena, which is less than the arena's [size](Types::len).
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// Names a generalised type variable; unique in its arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GenericId(u32);

/// Type constructors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Con {
    /// Integers.
    Int,
    /// Booleans.
    Bool,
    /// The type of `()`.
    Unit,
    /// Strings.
    String,
    /// Tokens; `Atom` is the same type.
    Tok,
    /// Locations.
    Loc,
    /// Messages.
    Msg,
    /// Natural numbers; accepted where integers are.
    Nat,
    /// Real numbers.
    Real,
    /// Events; only in propositions.
    Event,
    /// Propositions.
    Prop,
    /// Types as arguments.
    Type,
    /// The universal type.
    Top,
    /// Lists of the argument.
    List,
    /// Bags of the argument.
    Bag,
    /// Event classes of the argument.
    Class,
    /// Deciders of equality on the argument.
    Deq,
    /// Implementations of sets of the argument, as `[set]` parameters take them.
    SetSig,
    /// Implementations of maps from the first argument to the second.
    MapSig,
    /// A type that is declared, with its name.
    Named(TypeDefId, SmolStr),
    /// Pairs of the two arguments.
    Product,
    /// Disjoint unions of the two arguments.
    Sum,
    /// Functions from the first argument to the second.
    Arrow,
}

impl Con {
    /// The name the language gives it; constructors with a notation of their own have none.
    pub fn name(&self) -> Option<&str> {
        Some(match self {
            Self::Int => "Int",
            Self::Bool => "Bool",
            Self::Unit => "Unit",
            Self::String => "String",
            Self::Tok => "Tok",
            Self::Loc => "Loc",
            Self::Msg => "Msg",
            Self::Nat => "Nat",
            Self::Real => "Real",
            Self::Event => "Event",
            Self::Prop => "Prop",
            Self::Type => "Type",
            Self::Top => "Top",
            Self::List => "List",
            Self::Bag => "Bag",
            Self::Class => "Class",
            Self::Deq => "Deq",
            Self::SetSig => "set-sig",
            Self::MapSig => "map-sig",
            Self::Named(_, name) => name,
            Self::Product | Self::Sum | Self::Arrow => return None,
        })
    }

    /// The built-in constructor of that name, with the number of its arguments.
    pub fn named(name: &str) -> Option<(Self, usize)> {
        BUILT_IN.iter().find(|(own, ..)| *own == name).map(|(_, con, arity)| (con.clone(), *arity))
    }

    /// The names of the built-in constructors.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, ..)| *name)
    }
}

/// The built-in constructors by name, each with the number of its arguments.
const BUILT_IN: &[(&str, Con, usize)] = &[
    ("Int", Con::Int, 0),
    ("Bool", Con::Bool, 0),
    ("Unit", Con::Unit, 0),
    ("String", Con::String, 0),
    ("Tok", Con::Tok, 0),
    ("Atom", Con::Tok, 0),
    ("Loc", Con::Loc, 0),
    ("Msg", Con::Msg, 0),
    ("Nat", Con::Nat, 0),
    ("Real", Con::Real, 0),
    ("Event", Con::Event, 0),
    ("Prop", Con::Prop, 0),
    ("Type", Con::Type, 0),
    ("Top", Con::Top, 0),
    ("List", Con::List, 1),
    ("Bag", Con::Bag, 1),
    ("Class", Con::Class, 1),
    ("Deq", Con::Deq, 1),
    ("set-sig", Con::SetSig, 1),
    ("map-sig", Con::MapSig, 2),
];

/// The arguments of a constructor: a stretch of the arena's list of arguments.
#[derive(Clone, Copy, Debug)]
struct Args {
    start: u32,
    count: u32,
}

/// A node of the arena.
#[derive(Clone, Debug)]
enum Node {
    /// Not solved yet; `level` is the depth of the binding that introduced it.
    Var { level: u32 },
    /// An explicit variable of the binding at that depth, which stands for every type: nothing
    /// solves it, and its binding becomes general in it.
    Rigid { level: u32, generic: GenericId },
    /// Solved.
    Link { to: TyId, since: Moment },
    /// A variable that its binding is general in.
    Generic(GenericId),
    /// A constructor with its arguments.
    Con(ConId, Args),
}

/// Names a constructor of an arena, so that nodes are small and comparing them is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ConId(u32);

/// A constructor of an arena.
#[derive(Clone, Debug)]
struct Known {
    con: Con,
    /// Its node without arguments, of which there is one.
    atom: Option<TyId>,
}

/// A point between two solutions of variables in an arena: what is solved later was open then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u32);

/// After everything.
const FOREVER: Moment = Moment(u32::MAX);

/// What a type is, after following links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View<'a> {
    /// A variable that nothing has solved.
    Var,
    /// A variable of a generalised binding, or an explicit one, which stands for every type.
    Generic(GenericId),
    /// A constructor with its arguments.
    Con(&'a Con, &'a [TyId]),
}

/// A type with the variables it is general in.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The variables, in order of first appearance.
    pub generics: Vec<GenericId>,
    /// The type.
    pub ty: TyId,
}

/// Why two types could not be made equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// They are built differently; the first parts of the two that are.
    Mismatch(TyId, TyId),
    /// One contains the other.
    Infinite,
    /// An explicit variable would become a part of a type outside the binding it belongs to.
    Escape(TyId),
    /// They are larger than any type that a person means.
    TooLarge,
}

/// The arena.
#[derive(Clone, Debug, Default)]
pub struct Types {
    nodes: Vec<Node>,
    /// The arguments of all constructors, each a stretch of its own.
    args: Vec<TyId>,
    /// The constructors so far, and their places in the list by what they are.
    cons: Vec<Known>,
    con_ids: BTreeMap<Con, ConId>,
    /// How many variables were ever solved.
    solved: u32,
    generics: u32,
    /// The names of the explicit variables.
    names: BTreeMap<GenericId, SmolStr>,
    /// The variables that stand for types with equality only.
    equality: BTreeSet<GenericId>,
    /// What the unification in progress has overwritten, to be restored if it fails.
    trail: Vec<(TyId, Node)>,
    /// How many nodes unifications have visited, and how many before the one in progress.
    steps: usize,
    steps_before: usize,
}

impl Types {
    /// How many types the arena holds.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the arena holds no types.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn add(&mut self, node: Node) -> TyId {
        let id = TyId(self.nodes.len() as u32);
        self.nodes.push(node);
        id
    }

    fn node(&self, id: TyId) -> &Node {
        self.nodes.get(id.0 as usize).expect("a type id comes from its own arena")
    }

    fn set(&mut self, id: TyId, node: Node) -> Node {
        let place = self.nodes.get_mut(id.0 as usize).expect("a type id comes from its own arena");
        std::mem::replace(place, node)
    }

    fn args(&self, args: Args) -> &[TyId] {
        let start = args.start as usize;
        self.args.get(start..start + args.count as usize).expect("arguments are never removed")
    }

    /// One of the arguments of a constructor, so that a walk that changes the arena need not
    /// copy them.
    fn arg(&self, args: Args, at: u32) -> TyId {
        *self.args.get((args.start + at) as usize).expect("arguments are never removed")
    }

    /// A new unsolved variable, introduced at a depth of bindings.
    pub fn fresh(&mut self, level: u32) -> TyId {
        self.add(Node::Var { level })
    }

    fn new_generic(&mut self) -> GenericId {
        let generic = GenericId(self.generics);
        self.generics += 1;
        generic
    }

    /// A new explicit variable of the binding at that depth, with its name as written: two quotes
    /// demand equality.
    pub fn rigid(&mut self, level: u32, name: SmolStr) -> (TyId, GenericId) {
        let generic = self.new_generic();
        if name.starts_with("''") {
            self.equality.insert(generic);
        }
        self.names.insert(generic, name);
        (self.add(Node::Rigid { level, generic }), generic)
    }

    /// A new variable that a declared type is general in, such as `'a` in `type 'a T = …`.
    pub fn generic(&mut self) -> (TyId, GenericId) {
        let generic = self.new_generic();
        (self.add(Node::Generic(generic)), generic)
    }

    /// The name of an explicit variable, with its quotes.
    pub fn explicit_name(&self, generic: GenericId) -> Option<&SmolStr> {
        self.names.get(&generic)
    }

    /// Whether a variable stands for types with equality only.
    pub fn needs_equality(&self, generic: GenericId) -> bool {
        self.equality.contains(&generic)
    }

    /// Lets a variable stand for types with equality only.
    pub fn demand_equality(&mut self, generic: GenericId) {
        self.equality.insert(generic);
    }

    /// The depth of the binding that introduced a variable that is neither solved nor general.
    pub fn level(&self, ty: TyId) -> Option<u32> {
        match self.node(self.shallow(ty)) {
            Node::Var { level } => Some(*level),
            _ => None,
        }
    }

    /// A constructor applied to arguments.
    pub fn con(&mut self, con: Con, args: impl AsRef<[TyId]>) -> TyId {
        let con = self.con_id(con);
        self.apply(con, args.as_ref())
    }

    /// A constructor without arguments.
    pub fn atom(&mut self, con: Con) -> TyId {
        self.con(con, [])
    }

    fn apply(&mut self, con: ConId, args: &[TyId]) -> TyId {
        let known = self.known(con).atom.filter(|_| args.is_empty());
        if let Some(atom) = known {
            return atom;
        }
        let start = self.args.len() as u32;
        self.args.extend_from_slice(args);
        let id = self.add(Node::Con(con, Args { start, count: args.len() as u32 }));
        if let (Some(known), []) = (self.cons.get_mut(con.0 as usize), args) {
            known.atom = Some(id);
        }
        id
    }

    fn con_id(&mut self, con: Con) -> ConId {
        if let Some(id) = self.con_ids.get(&con) {
            return *id;
        }
        let id = ConId(self.cons.len() as u32);
        self.cons.push(Known { con: con.clone(), atom: None });
        self.con_ids.insert(con, id);
        id
    }

    /// The node of a declared type that takes no arguments, if the arena has one.
    fn declared(&self, id: TypeDefId) -> Option<TyId> {
        let is_own = |con: &Con| matches!(con, Con::Named(other, _) if *other == id);
        self.cons.iter().find(|known| is_own(&known.con)).and_then(|known| known.atom)
    }

    /// Makes a declared type that takes no arguments stand for another one, wherever it occurs.
    /// The other one must not contain it.
    pub(crate) fn define(&mut self, id: TypeDefId, ty: TyId) {
        let own = self.declared(id);
        if let Some(own) = own.filter(|own| self.shallow(*own) != self.shallow(ty)) {
            self.solved += 1;
            self.set(own, Node::Link { to: ty, since: Moment(self.solved) });
        }
    }

    /// Whether a declared type stands for another one.
    pub(crate) fn is_defined(&self, id: TypeDefId) -> bool {
        self.declared(id).is_some_and(|own| self.shallow(own) != own)
    }

    fn known(&self, con: ConId) -> &Known {
        self.cons.get(con.0 as usize).expect("a constructor comes from its own arena")
    }

    /// `from -> to`
    pub fn arrow(&mut self, from: TyId, to: TyId) -> TyId {
        self.con(Con::Arrow, [from, to])
    }

    /// The product of the components, nested to the right; one component is itself.
    ///
    /// # Panics
    /// If there are no components.
    pub fn product(&mut self, components: &[TyId]) -> TyId {
        let (last, rest) = components.split_last().expect("a product has components");
        rest.iter().rev().fold(*last, |tail, head| self.con(Con::Product, [*head, tail]))
    }

    /// `Interface`: an instruction, which is `Int * Loc * Msg`.
    pub fn interface(&mut self) -> TyId {
        let components = [self.atom(Con::Int), self.atom(Con::Loc), self.atom(Con::Msg)];
        self.product(&components)
    }

    /// The moment between what is solved and what is solved from here on.
    pub fn now(&self) -> Moment {
        Moment(self.solved)
    }

    /// Follows the links of a type.
    pub fn shallow(&self, id: TyId) -> TyId {
        self.shallow_at(id, FOREVER)
    }

    fn shallow_at(&self, mut id: TyId, moment: Moment) -> TyId {
        while let Node::Link { to, since } = self.node(id)
            && *since <= moment
        {
            id = *to;
        }
        id
    }

    /// What a type is.
    pub fn view(&self, id: TyId) -> View<'_> {
        self.view_at(id, FOREVER)
    }

    /// What a type was.
    fn view_at(&self, id: TyId, moment: Moment) -> View<'_> {
        match self.node(self.shallow_at(id, moment)) {
            Node::Var { .. } | Node::Link { .. } => View::Var,
            Node::Generic(generic) | Node::Rigid { generic, .. } => View::Generic(*generic),
            Node::Con(con, args) => View::Con(&self.known(*con).con, self.args(*args)),
        }
    }

    /// The components of a product, flattened along its right spine; other types are their own
    /// only component.
    pub fn components(&self, id: TyId) -> Vec<TyId> {
        self.components_at(id, FOREVER)
    }

    fn components_at(&self, id: TyId, moment: Moment) -> Vec<TyId> {
        let mut components = Vec::new();
        let mut rest = id;
        while let View::Con(Con::Product, [head, tail]) = self.view_at(rest, moment) {
            components.push(*head);
            rest = *tail;
        }
        components.push(rest);
        components
    }

    /// Whether some part of a type satisfies a predicate.
    pub fn any(&self, ty: TyId, predicate: &dyn Fn(View<'_>) -> bool) -> bool {
        let view = self.view(ty);
        predicate(view)
            || match view {
                View::Con(_, args) => args.iter().any(|arg| self.any(*arg, predicate)),
                View::Var | View::Generic(_) => false,
            }
    }

    /// Whether two types are built by the same constructor, whatever it is applied to.
    pub fn is_alike(&self, one: TyId, other: TyId) -> bool {
        match (self.view(one), self.view(other)) {
            (View::Con(c, _), View::Con(d, _)) => c == d,
            _ => false,
        }
    }

    /// Whether a type is `Interface`.
    pub fn is_interface(&self, ty: TyId) -> bool {
        self.is_interface_at(ty, FOREVER)
    }

    fn is_interface_at(&self, ty: TyId, moment: Moment) -> bool {
        let view = |ty: &TyId| self.view_at(*ty, moment);
        let View::Con(Con::Product, [delay, rest]) = view(&ty) else { return false };
        let View::Con(Con::Product, [destination, message]) = view(rest) else { return false };
        matches!(
            (view(delay), view(destination), view(message)),
            (View::Con(Con::Int, _), View::Con(Con::Loc, _), View::Con(Con::Msg, _))
        )
    }
}
