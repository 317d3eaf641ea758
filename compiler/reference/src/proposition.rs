//! Propositions, as far as they speak of values only.
//!
//! No run evaluates a proposition. What a definition says of values alone is decided here;
//! quantifiers, and what speaks of events, need a finished run.

use evc_runtime::Fault;
use evc_sema::hir::{Builtin, Connective, DefId, Expr, ExprKind};

use crate::meaning::{Env, Meaning, Operator};
use crate::{Reference, stack};

impl Reference {
    /// Whether a definition of type `Bool` or `Prop` holds; nothing if that is not for values
    /// alone to decide, or the definition is of another type.
    ///
    /// # Errors
    /// A fault of what has to be evaluated for it.
    ///
    /// # Panics
    /// If the id comes from another tree.
    pub fn holds(&self, definition: DefId) -> Result<Option<bool>, Fault> {
        stack::ample(|| self.decide(&self.global(definition)?))
    }

    fn decide(&self, meaning: &Meaning) -> Result<Option<bool>, Fault> {
        match meaning {
            Meaning::Proposition(closure) => self.proposition(&closure.code, &closure.env),
            Meaning::Operator(Operator::Builtin(Builtin::Negation, _), args) => match &args[..] {
                [operand] => Ok(self.decide(operand)?.map(|holds| !holds)),
                _ => Ok(None),
            },
            other => Ok(other.as_bool()),
        }
    }

    fn proposition(&self, code: &Expr, env: &Env) -> Result<Option<bool>, Fault> {
        match &code.kind {
            ExprKind::Holds(truth) => Ok(self.eval(truth, env)?.as_bool()),
            ExprKind::Logic(connective, a, b) => {
                let a = self.decide(&self.eval(a, env)?)?;
                match (connective, a) {
                    (Connective::And | Connective::Conj, Some(false)) => Ok(Some(false)),
                    (Connective::Or | Connective::Disj, Some(true))
                    | (Connective::Implies, Some(false)) => Ok(Some(true)),
                    _ => {
                        let b = self.decide(&self.eval(b, env)?)?;
                        Ok(a.zip(b).map(|(a, b)| join(*connective, a, b)))
                    }
                }
            }
            _ => Ok(None),
        }
    }
}

fn join(connective: Connective, a: bool, b: bool) -> bool {
    match connective {
        Connective::And | Connective::Conj => a && b,
        Connective::Or | Connective::Disj => a || b,
        Connective::Implies => !a || b,
        Connective::Iff => a == b,
    }
}
