//! Why a type is expected at a place.
//!
//! Most reasons are never read, because most types agree, so the words are put together only when
//! a finding needs them. A reason about a type speaks of the type as it was when the reason was
//! given: what is found out later may already be a consequence of the mistake.

use evc_base::Span;
use smol_str::SmolStr;

use super::Infer;
use crate::ty::{Moment, TyId};

/// Why a type is expected at a place: a place and a few words.
pub(super) type Reason = Option<(Span, Why)>;

/// The words of a reason.
#[derive(Clone, Debug)]
pub(super) enum Why {
    /// Words that are known beforehand.
    Fixed(&'static str),
    /// Words that were put together beforehand.
    Text(String),
    /// A function has this type.
    Function(TyId, Moment),
    /// An operator has this type.
    Operator(SmolStr, TyId, Moment),
    /// The other side of a comparison has this type.
    Compared(TyId, Moment),
}

impl From<&'static str> for Why {
    fn from(words: &'static str) -> Self {
        Self::Fixed(words)
    }
}

impl From<String> for Why {
    fn from(words: String) -> Self {
        Self::Text(words)
    }
}

impl Infer {
    /// A reason in words, for a finding.
    pub(super) fn in_words(&self, reason: &Reason) -> Option<(Span, String)> {
        let (place, why) = reason.as_ref()?;
        let show = |ty: &TyId, moment: &Moment| self.hir.types.show_at(*ty, *moment);
        let words = match why {
            Why::Fixed(words) => (*words).to_owned(),
            Why::Text(words) => words.clone(),
            Why::Function(ty, moment) => format!("the function is `{}`", show(ty, moment)),
            Why::Operator(name, ty, moment) => format!("`{name}` is `{}`", show(ty, moment)),
            Why::Compared(ty, moment) => format!("compared with `{}`", show(ty, moment)),
        };
        Some((*place, words))
    }
}
