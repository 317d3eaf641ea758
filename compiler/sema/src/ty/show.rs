//! Types as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use smol_str::{SmolStr, format_smolstr};

use super::{Con, FOREVER, Moment, TyId, Types, View};

/// How many nodes of a type are printed before the rest is left out.
const SHOWN_MAX: usize = 500;

impl Types {
    /// The type as evml text; explicit variables keep their names, the others are named `'a`,
    /// `'b` in order of appearance. What is beyond the size that anyone reads becomes `…`.
    pub fn show(&self, ty: TyId) -> String {
        self.show_all(&[ty]).pop().unwrap_or_default()
    }

    /// Several types with shared variable names.
    pub fn show_all(&self, tys: &[TyId]) -> Vec<String> {
        self.show_all_at(tys, FOREVER)
    }

    /// The type as it was at a moment, as evml text.
    pub fn show_at(&self, ty: TyId, moment: Moment) -> String {
        self.show_all_at(&[ty], moment).pop().unwrap_or_default()
    }

    fn show_all_at(&self, tys: &[TyId], moment: Moment) -> Vec<String> {
        let mut printer = Printer {
            types: self,
            moment,
            names: BTreeMap::new(),
            taken: BTreeSet::new(),
            tried: 0,
            left: 0,
        };
        if !self.names.is_empty() {
            tys.iter().for_each(|ty| printer.reserve(*ty, &mut { SHOWN_MAX }));
        }
        let shown = |ty: &TyId| {
            printer.left = SHOWN_MAX;
            printer.text(*ty, Precedence::Arrow)
        };
        tys.iter().map(shown).collect()
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
    /// When the types are looked at.
    moment: Moment,
    /// The names given to variables so far.
    names: BTreeMap<TyId, SmolStr>,
    /// The names that are taken.
    taken: BTreeSet<SmolStr>,
    /// How many letters have been tried as names.
    tried: usize,
    /// How many nodes of the present type may still be printed.
    left: usize,
}

impl Printer<'_> {
    fn text(&mut self, ty: TyId, at: Precedence) -> String {
        let Some(left) = self.left.checked_sub(1) else {
            return "…".to_owned();
        };
        self.left = left;
        let ty = self.types.shallow_at(ty, self.moment);
        if self.types.is_interface_at(ty, self.moment) {
            return "Interface".to_owned();
        }
        let (text, own) = match self.types.view_at(ty, self.moment) {
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
                let components = self.types.components_at(ty, self.moment);
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

    /// Gives the explicit variables of a type their own names, except where two share one.
    fn reserve(&mut self, ty: TyId, left: &mut usize) {
        let Some(rest) = left.checked_sub(1) else { return };
        *left = rest;
        let ty = self.types.shallow_at(ty, self.moment);
        match self.types.view_at(ty, self.moment) {
            View::Var => {}
            View::Generic(generic) => {
                if let Some(name) = self.types.explicit_name(generic)
                    && !self.names.contains_key(&ty)
                    && self.taken.insert(name.clone())
                {
                    self.names.insert(ty, name.clone());
                }
            }
            View::Con(_, args) => args.iter().for_each(|arg| self.reserve(*arg, left)),
        }
    }

    fn variable(&mut self, ty: TyId) -> String {
        if let Some(name) = self.names.get(&ty) {
            return name.to_string();
        }
        let name = loop {
            let name = letter(self.tried);
            self.tried += 1;
            let with_equality = format_smolstr!("'{name}");
            if !self.taken.contains(&with_equality) && self.taken.insert(name.clone()) {
                break name;
            }
        };
        self.names.insert(ty, name.clone());
        name.to_string()
    }
}

/// The names `'a` to `'z`, `'a1` and so on.
fn letter(at: usize) -> SmolStr {
    let letter = char::from(b'a' + (at % 26) as u8);
    match at / 26 {
        0 => format_smolstr!("'{letter}"),
        round => format_smolstr!("'{letter}{round}"),
    }
}
