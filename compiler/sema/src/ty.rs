//! Types, their unification and their printing.
//!
//! Types live in an arena and are named by [`TyId`]; a solved variable links to its solution, so
//! that expressions keep the id they were given and need no second walk to be typed. Products are
//! pairs nested to the right, as the language defines them; printing flattens them.

use std::collections::BTreeMap;
use std::fmt::Write;

use smol_str::SmolStr;

use crate::hir::TypeDefId;

/// Names a type of a [`Types`] arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TyId(u32);

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

/// A node of the arena.
#[derive(Clone, Debug)]
enum Node {
    /// Not solved yet; `level` is the depth of the binding that introduced it.
    Var { level: u32 },
    /// Solved.
    Link(TyId),
    /// A variable that its binding is general in.
    Generic(GenericId),
    /// A constructor with its arguments.
    Con(Con, Vec<TyId>),
}

/// What a type is, after following links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View<'a> {
    /// A variable that nothing has solved.
    Var,
    /// A variable of a generalised binding.
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
    /// They are larger than any type that a person means.
    TooLarge,
}

/// The greatest size of the type of a binding, in constructors and variables. Types can grow
/// exponentially with the text, and everything that walks them needs a bound.
const SIZE_MAX: usize = 10_000;

/// The greatest height of a type: types are walked by recursion.
const DEPTH_MAX: usize = 1_000;

/// How many nodes one unification may visit: more than two types of the greatest size have.
const STEPS_MAX: usize = 10 * SIZE_MAX;

/// How many nodes of a type are printed before the rest is left out.
const SHOWN_MAX: usize = 500;

/// The arena.
#[derive(Clone, Debug, Default)]
pub struct Types {
    nodes: Vec<Node>,
    generics: u32,
    /// What the unification in progress has overwritten, to be restored if it fails.
    trail: Vec<(TyId, Node)>,
    /// How many nodes the unification in progress has visited.
    steps: usize,
}

impl Types {
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

    /// Overwrites a node until the unification in progress fails.
    fn try_set(&mut self, id: TyId, node: Node) {
        let old = self.set(id, node);
        self.trail.push((id, old));
    }

    /// A new unsolved variable, introduced at a depth of bindings.
    pub fn fresh(&mut self, level: u32) -> TyId {
        self.add(Node::Var { level })
    }

    /// A constructor applied to arguments.
    pub fn con(&mut self, con: Con, args: Vec<TyId>) -> TyId {
        self.add(Node::Con(con, args))
    }

    /// A constructor without arguments.
    pub fn atom(&mut self, con: Con) -> TyId {
        self.con(con, Vec::new())
    }

    /// `from -> to`
    pub fn arrow(&mut self, from: TyId, to: TyId) -> TyId {
        self.con(Con::Arrow, vec![from, to])
    }

    /// The product of the components, nested to the right; one component is itself.
    ///
    /// # Panics
    /// If there are no components.
    pub fn product(&mut self, components: &[TyId]) -> TyId {
        let (last, rest) = components.split_last().expect("a product has components");
        rest.iter().rev().fold(*last, |tail, head| self.con(Con::Product, vec![*head, tail]))
    }

    /// `Interface`: an instruction, which is `Int * Loc * Msg`.
    pub fn interface(&mut self) -> TyId {
        let components = [self.atom(Con::Int), self.atom(Con::Loc), self.atom(Con::Msg)];
        self.product(&components)
    }

    /// Follows the links of a type.
    pub fn shallow(&self, mut id: TyId) -> TyId {
        while let Node::Link(next) = self.node(id) {
            id = *next;
        }
        id
    }

    /// What a type is.
    pub fn view(&self, id: TyId) -> View<'_> {
        match self.node(self.shallow(id)) {
            Node::Var { .. } | Node::Link(_) => View::Var,
            Node::Generic(generic) => View::Generic(*generic),
            Node::Con(con, args) => View::Con(con, args),
        }
    }

    /// The components of a product, flattened along its right spine; other types are their own
    /// only component.
    pub fn components(&self, id: TyId) -> Vec<TyId> {
        let mut components = Vec::new();
        let mut rest = id;
        while let View::Con(Con::Product, [head, tail]) = self.view(rest) {
            components.push(*head);
            rest = *tail;
        }
        components.push(rest);
        components
    }

    /// Makes two types equal by solving variables.
    ///
    /// # Errors
    /// A [`Clash`] if no solution is found; then nothing is solved.
    pub fn unify(&mut self, a: TyId, b: TyId) -> Result<(), Clash> {
        self.steps = 0;
        let result = self.unify_below(a, b, 0);
        let trail = std::mem::take(&mut self.trail);
        if result.is_err() {
            for (id, old) in trail.into_iter().rev() {
                self.set(id, old);
            }
        }
        result
    }

    /// Counts a visited node.
    fn step(&mut self, depth: usize) -> Result<(), Clash> {
        self.steps += 1;
        if self.steps > STEPS_MAX || depth > DEPTH_MAX { Err(Clash::TooLarge) } else { Ok(()) }
    }

    fn unify_below(&mut self, a: TyId, b: TyId, depth: usize) -> Result<(), Clash> {
        self.step(depth)?;
        let (a, b) = (self.shallow(a), self.shallow(b));
        if a == b {
            return Ok(());
        }
        match (self.node(a).clone(), self.node(b).clone()) {
            (Node::Var { level }, _) => self.solve(a, level, b, depth),
            (_, Node::Var { level }) => self.solve(b, level, a, depth),
            (Node::Con(c, xs), Node::Con(d, ys)) if c == d && xs.len() == ys.len() => {
                xs.into_iter().zip(ys).try_for_each(|(x, y)| self.unify_below(x, y, depth + 1))
            }
            _ => Err(Clash::Mismatch(a, b)),
        }
    }

    fn solve(&mut self, var: TyId, level: u32, ty: TyId, depth: usize) -> Result<(), Clash> {
        self.lower_levels(var, level, ty, depth)?;
        self.try_set(var, Node::Link(ty));
        Ok(())
    }

    /// Brings the variables of `ty` down to `level`, and finds `var` in it.
    fn lower_levels(&mut self, var: TyId, level: u32, ty: TyId, depth: usize) -> Result<(), Clash> {
        self.step(depth)?;
        let ty = self.shallow(ty);
        if ty == var {
            return Err(Clash::Infinite);
        }
        match self.node(ty).clone() {
            Node::Var { level: old } if old > level => self.try_set(ty, Node::Var { level }),
            Node::Con(_, args) => {
                for arg in args {
                    self.lower_levels(var, level, arg, depth + 1)?;
                }
            }
            Node::Var { .. } | Node::Link(_) | Node::Generic(_) => {}
        }
        Ok(())
    }

    /// Whether a type is of a size and height that every walk over it can afford.
    pub fn fits(&self, ty: TyId) -> bool {
        let mut left = SIZE_MAX;
        self.fits_in(ty, &mut left, 0)
    }

    fn fits_in(&self, ty: TyId, left: &mut usize, depth: usize) -> bool {
        if *left == 0 || depth > DEPTH_MAX {
            return false;
        }
        *left -= 1;
        match self.view(ty) {
            View::Con(_, args) => args.iter().all(|arg| self.fits_in(*arg, left, depth + 1)),
            View::Var | View::Generic(_) => true,
        }
    }

    /// Turns the variables introduced deeper than `level` into generic ones, in a type that
    /// [fits](Self::fits).
    pub fn generalise(&mut self, ty: TyId, level: u32) -> Scheme {
        let mut generics = Vec::new();
        self.generalise_into(ty, level, &mut generics);
        Scheme { generics, ty }
    }

    fn generalise_into(&mut self, ty: TyId, level: u32, generics: &mut Vec<GenericId>) {
        let ty = self.shallow(ty);
        match self.node(ty).clone() {
            Node::Var { level: own } if own > level => {
                let generic = GenericId(self.generics);
                self.generics += 1;
                self.set(ty, Node::Generic(generic));
                generics.push(generic);
            }
            Node::Generic(generic) if !generics.contains(&generic) => generics.push(generic),
            Node::Con(_, args) => {
                for arg in args {
                    self.generalise_into(arg, level, generics);
                }
            }
            Node::Var { .. } | Node::Link(_) | Node::Generic(_) => {}
        }
    }

    /// A copy of a scheme's type with fresh variables for its generic ones, and those variables.
    pub fn instantiate(&mut self, scheme: &Scheme, level: u32) -> (TyId, Vec<TyId>) {
        if scheme.generics.is_empty() {
            return (scheme.ty, Vec::new());
        }
        let fresh: BTreeMap<_, _> =
            scheme.generics.iter().map(|generic| (*generic, self.fresh(level))).collect();
        let args = scheme.generics.iter().filter_map(|g| fresh.get(g).copied()).collect();
        (self.substitute(scheme.ty, &fresh), args)
    }

    /// A copy of a type with some generic variables replaced.
    pub fn substitute(&mut self, ty: TyId, by: &BTreeMap<GenericId, TyId>) -> TyId {
        if by.is_empty() {
            return ty;
        }
        let ty = self.shallow(ty);
        match self.node(ty).clone() {
            Node::Generic(generic) => by.get(&generic).copied().unwrap_or(ty),
            Node::Con(con, args) if !args.is_empty() => {
                let args = args.into_iter().map(|arg| self.substitute(arg, by)).collect();
                self.con(con, args)
            }
            Node::Con(..) | Node::Var { .. } | Node::Link(_) => ty,
        }
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

    /// The type as evml text, with its variables named `'a`, `'b` in order of appearance; what
    /// is beyond the size that anyone reads becomes `…`.
    pub fn show(&self, ty: TyId) -> String {
        self.show_all(&[ty]).pop().unwrap_or_default()
    }

    /// Several types with shared variable names.
    pub fn show_all(&self, tys: &[TyId]) -> Vec<String> {
        let mut printer = Printer { types: self, names: BTreeMap::new(), left: 0 };
        let shown = |ty: &TyId| {
            printer.left = SHOWN_MAX;
            printer.text(*ty, Precedence::Arrow)
        };
        tys.iter().map(shown).collect()
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
        let [delay, destination, message] = self.components(ty)[..] else { return false };
        matches!(self.view(delay), View::Con(Con::Int, _))
            && matches!(self.view(destination), View::Con(Con::Loc, _))
            && matches!(self.view(message), View::Con(Con::Msg, _))
    }
}

/// How tightly a place in a type binds.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Precedence {
    Arrow,
    Sum,
    Product,
    Atom,
}

struct Printer<'a> {
    types: &'a Types,
    names: BTreeMap<TyId, SmolStr>,
    /// How many nodes of the present type may still be printed.
    left: usize,
}

impl Printer<'_> {
    fn text(&mut self, ty: TyId, at: Precedence) -> String {
        let Some(left) = self.left.checked_sub(1) else {
            return "…".to_owned();
        };
        self.left = left;
        let ty = self.types.shallow(ty);
        if self.types.is_interface(ty) {
            return "Interface".to_owned();
        }
        let (text, own) = match self.types.view(ty) {
            View::Var | View::Generic(_) => (self.variable(ty), Precedence::Atom),
            View::Con(Con::Arrow, [from, to]) => {
                // `A + B -> C` would read `A + (B -> C)`.
                let from = self.text(*from, Precedence::Product);
                (format!("{from} -> {}", self.text(*to, Precedence::Arrow)), Precedence::Arrow)
            }
            View::Con(Con::Sum, [left, right]) => {
                let left = self.text(*left, Precedence::Product);
                (format!("{left} + {}", self.text(*right, Precedence::Product)), Precedence::Sum)
            }
            View::Con(Con::Product, _) => {
                let components = self.types.components(ty);
                let shown = components.len().min(self.left + 1);
                let texts: Vec<_> = components
                    .iter()
                    .take(shown)
                    .map(|component| self.text(*component, Precedence::Atom))
                    .collect();
                (texts.join(" * "), Precedence::Product)
            }
            View::Con(con, args) => {
                let mut text = String::new();
                let several = args.len() > 1;
                for (at, arg) in args.iter().enumerate() {
                    let open = if !several {
                        ""
                    } else if at == 0 {
                        "("
                    } else {
                        ", "
                    };
                    let within = if several { Precedence::Arrow } else { Precedence::Atom };
                    let _ = write!(text, "{open}{}", self.text(*arg, within));
                }
                text.push_str(if several {
                    ") "
                } else if args.is_empty() {
                    ""
                } else {
                    " "
                });
                text.push_str(con.name().unwrap_or("?"));
                (text, Precedence::Atom)
            }
        };
        if own < at { format!("({text})") } else { text }
    }

    fn variable(&mut self, ty: TyId) -> String {
        let next = self.names.len();
        self.names
            .entry(ty)
            .or_insert_with(|| {
                let letter = char::from(b'a' + (next % 26) as u8);
                let round = next / 26;
                if round == 0 {
                    format!("'{letter}").into()
                } else {
                    format!("'{letter}{round}").into()
                }
            })
            .to_string()
    }
}
