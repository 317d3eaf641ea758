//! Unification, generalisation and instantiation.

use std::collections::{BTreeMap, BTreeSet};

use super::{Clash, GenericId, Moment, Node, Scheme, TyId, Types, View};

/// The greatest size of the type of a binding, in constructors and variables. Types can grow
/// exponentially with the text, and everything that walks them needs a bound.
const SIZE_MAX: usize = 10_000;

/// The greatest height of a type: types are walked by recursion.
const DEPTH_MAX: usize = 1_000;

/// How many nodes one unification may visit: more than two types of the greatest size have.
const STEPS_MAX: usize = 10 * SIZE_MAX;

impl Types {
    /// Overwrites a node until the unification in progress fails.
    fn try_set(&mut self, id: TyId, node: Node) {
        let old = self.set(id, node);
        self.trail.push((id, old));
    }

    /// Makes two types equal by solving variables.
    ///
    /// # Errors
    /// A [`Clash`] if no solution is found; then nothing is solved.
    pub fn unify(&mut self, a: TyId, b: TyId) -> Result<(), Clash> {
        self.steps_before = self.steps;
        let result = self.unify_below(a, b, 0);
        let trail = std::mem::take(&mut self.trail);
        if result.is_err() {
            for (id, old) in trail.into_iter().rev() {
                self.set(id, old);
            }
        }
        result
    }

    /// How many nodes all unifications have visited.
    #[cfg(test)]
    pub(crate) fn steps(&self) -> usize {
        self.steps
    }

    /// Counts a visited node.
    fn step(&mut self, depth: usize) -> Result<(), Clash> {
        self.steps += 1;
        let steps = self.steps - self.steps_before;
        if steps > STEPS_MAX || depth > DEPTH_MAX { Err(Clash::TooLarge) } else { Ok(()) }
    }

    fn unify_below(&mut self, a: TyId, b: TyId, depth: usize) -> Result<(), Clash> {
        self.step(depth)?;
        let (a, b) = (self.shallow(a), self.shallow(b));
        if a == b {
            return Ok(());
        }
        let (xs, ys) = match (self.node(a), self.node(b)) {
            (Node::Var { level }, _) => return self.solve(a, *level, b, depth),
            (_, Node::Var { level }) => return self.solve(b, *level, a, depth),
            (Node::Con(c, xs), Node::Con(d, ys)) if c == d && xs.count == ys.count => (*xs, *ys),
            _ => return Err(Clash::Mismatch(a, b)),
        };
        (0..xs.count)
            .try_for_each(|at| self.unify_below(self.arg(xs, at), self.arg(ys, at), depth + 1))
    }

    fn solve(&mut self, var: TyId, level: u32, ty: TyId, depth: usize) -> Result<(), Clash> {
        self.lower_levels(var, level, ty, depth)?;
        self.solved += 1;
        self.try_set(var, Node::Link { to: ty, since: Moment(self.solved) });
        Ok(())
    }

    /// Brings the variables of `ty` down to `level`, and finds `var` in it.
    fn lower_levels(&mut self, var: TyId, level: u32, ty: TyId, depth: usize) -> Result<(), Clash> {
        self.step(depth)?;
        let ty = self.shallow(ty);
        if ty == var {
            return Err(Clash::Infinite);
        }
        match self.node(ty) {
            Node::Var { level: old } if *old > level => self.try_set(ty, Node::Var { level }),
            Node::Rigid { level: own, .. } if *own > level => return Err(Clash::Escape(ty)),
            Node::Con(_, args) => {
                let args = *args;
                for at in 0..args.count {
                    self.lower_levels(var, level, self.arg(args, at), depth + 1)?;
                }
            }
            Node::Var { .. } | Node::Rigid { .. } | Node::Link { .. } | Node::Generic(_) => {}
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

    /// Brings the unsolved variables of a type down to `level`, so that no deeper binding becomes
    /// general in them.
    pub fn hold(&mut self, ty: TyId, level: u32) {
        let ty = self.shallow(ty);
        match self.node(ty) {
            Node::Var { level: own } if *own > level => {
                self.set(ty, Node::Var { level });
            }
            Node::Con(_, args) => {
                let args = *args;
                (0..args.count).for_each(|at| self.hold(self.arg(args, at), level));
            }
            Node::Var { .. } | Node::Rigid { .. } | Node::Link { .. } | Node::Generic(_) => {}
        }
    }

    /// Turns the variables introduced deeper than `level` into generic ones, in a type that
    /// [fits](Self::fits).
    pub fn generalise(&mut self, ty: TyId, level: u32) -> Scheme {
        let mut found = Found::default();
        self.generalise_into(ty, level, &mut found);
        Scheme { generics: found.order, ty }
    }

    fn generalise_into(&mut self, ty: TyId, level: u32, found: &mut Found) {
        let ty = self.shallow(ty);
        match self.node(ty) {
            Node::Var { level: own } if *own > level => {
                let generic = self.new_generic();
                self.set(ty, Node::Generic(generic));
                found.add(generic);
            }
            Node::Rigid { level: own, generic } if *own > level => {
                let generic = *generic;
                self.set(ty, Node::Generic(generic));
                found.add(generic);
            }
            Node::Generic(generic) => found.add(*generic),
            Node::Con(_, args) => {
                let args = *args;
                (0..args.count)
                    .for_each(|at| self.generalise_into(self.arg(args, at), level, found));
            }
            Node::Var { .. } | Node::Rigid { .. } | Node::Link { .. } => {}
        }
    }

    /// A copy of a scheme's type with fresh variables for its generic ones, and those variables.
    pub fn instantiate(&mut self, scheme: &Scheme, level: u32) -> (TyId, Vec<TyId>) {
        if scheme.generics.is_empty() {
            return (scheme.ty, Vec::new());
        }
        let args: Vec<_> = scheme.generics.iter().map(|_| self.fresh(level)).collect();
        let by = scheme.generics.iter().copied().zip(args.iter().copied()).collect();
        (self.substitute(scheme.ty, &by), args)
    }

    /// A type with some generic variables replaced; parts without them are shared, not copied.
    pub fn substitute(&mut self, ty: TyId, by: &BTreeMap<GenericId, TyId>) -> TyId {
        if by.is_empty() {
            return ty;
        }
        let ty = self.shallow(ty);
        let (con, args) = match self.node(ty) {
            Node::Generic(generic) | Node::Rigid { generic, .. } => {
                return by.get(generic).copied().unwrap_or(ty);
            }
            Node::Con(con, args) => (*con, *args),
            Node::Var { .. } | Node::Link { .. } => return ty,
        };
        let mut changed: Option<Vec<TyId>> = None;
        for at in 0..args.count {
            let old = self.shallow(self.arg(args, at));
            let new = self.substitute(old, by);
            if new != old && changed.is_none() {
                changed = Some((0..at).map(|before| self.arg(args, before)).collect());
            }
            if let Some(changed) = &mut changed {
                changed.push(new);
            }
        }
        changed.map_or(ty, |args| self.apply(con, &args))
    }
}

/// The generic variables of a type, in order of first appearance.
#[derive(Default)]
struct Found {
    order: Vec<GenericId>,
    seen: BTreeSet<GenericId>,
}

impl Found {
    fn add(&mut self, generic: GenericId) {
        if self.seen.insert(generic) {
            self.order.push(generic);
        }
    }
}
