//! Tokens, and the headers that are lists of them.

use std::fmt;
use std::sync::Arc;

/// A token: an opaque word, compared by its characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tok(Arc<str>);

impl Tok {
    /// The token of those characters.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Its characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tok {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Tok {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

/// The header of a message: a list of tokens, written ``` ``a b`` ```.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Header(Arc<[Tok]>);

impl Header {
    /// The header of those tokens, in order.
    pub fn new<'a>(tokens: impl IntoIterator<Item = &'a str>) -> Self {
        Self(tokens.into_iter().map(Tok::new).collect())
    }

    /// The header of the event that a node starts with when its configuration says `boot`.
    pub fn boot() -> Self {
        Self::new(["evc", "boot"])
    }

    /// Its tokens.
    pub fn tokens(&self) -> &[Tok] {
        &self.0
    }
}

impl fmt::Display for Header {
    /// The tokens, separated by blanks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, token) in self.0.iter().enumerate() {
            let blank = if i == 0 { "" } else { " " };
            write!(f, "{blank}{token}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "``{self}``")
    }
}
