//! What patterns match, and what their variables then stand for.

use evc_runtime::{Fault, Value};
use evc_sema::hir::{Pat, PatKind, TypeDefKind};

use crate::Reference;
use crate::meaning::{Env, Meaning};

impl Reference {
    /// Binds the variables of a pattern that matches every value of its type.
    pub(crate) fn bind(&self, pat: &Pat, meaning: Meaning, env: Env) -> Result<Env, Fault> {
        self.matches(pat, &meaning, env)?.ok_or_else(|| self.ill_typed(pat.span))
    }

    /// The environment with the variables of a pattern, if it matches. The last pattern of a tuple
    /// takes all components that are left.
    pub(crate) fn matches(
        &self,
        pat: &Pat,
        meaning: &Meaning,
        env: Env,
    ) -> Result<Option<Env>, Fault> {
        let matches = match (&pat.kind, meaning) {
            (PatKind::Wild, _) => true,
            (PatKind::Var(local), meaning) => return Ok(Some(env.with(*local, meaning.clone()))),
            // What has no value can be passed on, but not looked at.
            (_, Meaning::Faulty(fault)) => return Err((**fault).clone()),
            (PatKind::Unit, _) => true,
            (PatKind::Int(own), Meaning::Atom(Value::Int(value))) => own == value,
            (PatKind::Bool(own), Meaning::Atom(Value::Bool(value))) => own == value,
            (PatKind::Str(own), Meaning::Atom(Value::Str(value))) => own.as_str() == &**value,
            (PatKind::Tok(own), Meaning::Atom(Value::Tok(value))) => own == value.as_str(),
            (PatKind::Inl(inner), Meaning::Inl(value))
            | (PatKind::Inr(inner), Meaning::Inr(value)) => return self.matches(inner, value, env),
            (PatKind::Inl(_), Meaning::Inr(_)) | (PatKind::Inr(_), Meaning::Inl(_)) => false,
            (PatKind::Constructor(ty, index, inner), Meaning::Data(name, value)) => {
                let TypeDefKind::Data(constructors) = &self.program.hir[*ty].kind else {
                    return Err(self.ill_typed(pat.span));
                };
                match constructors.get(*index as usize) {
                    Some(own) if own.name == name.as_str() => {
                        return self.matches(inner, value, env);
                    }
                    _ => false,
                }
            }
            (PatKind::Nil, Meaning::List(list)) => list.elements().is_empty(),
            (PatKind::Cons(first, rest), Meaning::List(list)) => match list.split_first() {
                Some((element, others)) => {
                    let Some(env) = self.matches(first, element, env)? else { return Ok(None) };
                    return self.matches(rest, &Meaning::List(others), env);
                }
                None => false,
            },
            (PatKind::Tuple(pats), Meaning::Tuple(parts)) => {
                return self.components(pat, pats, parts, env);
            }
            _ => return Err(self.ill_typed(pat.span)),
        };
        Ok(matches.then_some(env))
    }

    fn components(
        &self,
        pat: &Pat,
        pats: &[Pat],
        parts: &[Meaning],
        mut env: Env,
    ) -> Result<Option<Env>, Fault> {
        let Some((last, firsts)) = pats.split_last().filter(|_| pats.len() <= parts.len()) else {
            return Err(self.ill_typed(pat.span));
        };
        let (components, rest) = parts.split_at(firsts.len());
        for (pat, part) in firsts.iter().zip(components) {
            match self.matches(pat, part, env)? {
                Some(longer) => env = longer,
                None => return Ok(None),
            }
        }
        self.matches(last, &Meaning::rest(rest), env)
    }
}
