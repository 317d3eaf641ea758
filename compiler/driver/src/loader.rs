//! Where source texts come from.

use std::collections::BTreeMap;
use std::io::Read;

/// Gives the text behind a path.
pub trait Loader {
    /// The whole text.
    ///
    /// # Errors
    /// If it is not there, for which [`LoadError::is_not_found`] holds, cannot be read, is no
    /// UTF-8, or is too large.
    fn load(&self, path: &str) -> Result<String, LoadError>;
}

/// Why a text cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The system's answer.
    #[error("cannot read `{path}`: {source}")]
    Io {
        /// The path as it was given.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no text.
    #[error("`{path}` is not UTF-8 text: the first wrong byte is at offset {offset}")]
    NotText {
        /// The path as it was given.
        path: String,
        /// Where it stops being text, in bytes from 0.
        offset: usize,
    },
    /// It is longer than places in it can be told apart.
    #[error("`{path}` is too large: a text has less than 4 GiB")]
    TooLarge {
        /// The path as it was given.
        path: String,
    },
}

impl LoadError {
    /// Whether there is nothing under the path, so that another path may be meant.
    pub fn is_not_found(&self) -> bool {
        match self {
            Self::Io { source, .. } => source.kind() == std::io::ErrorKind::NotFound,
            Self::NotText { .. } | Self::TooLarge { .. } => false,
        }
    }
}

/// The first length in bytes that is refused: places are counted in 32 bits.
const LENGTH_LIMIT: usize = u32::MAX as usize;

/// The text that some bytes are.
fn decode(path: &str, bytes: Vec<u8>, limit: usize) -> Result<String, LoadError> {
    if bytes.len() >= limit {
        return Err(LoadError::TooLarge { path: path.to_owned() });
    }
    String::from_utf8(bytes).map_err(|error| LoadError::NotText {
        path: path.to_owned(),
        offset: error.utf8_error().valid_up_to(),
    })
}

/// Files of this machine; the path `-` is standard input.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        let mut bytes = Vec::new();
        let read = if path == "-" {
            std::io::stdin().read_to_end(&mut bytes).map(|_| ())
        } else {
            std::fs::read(path).map(|read| bytes = read)
        };
        read.map_err(|source| LoadError::Io { path: path.to_owned(), source })?;
        decode(path, bytes, LENGTH_LIMIT)
    }
}

/// Texts kept in memory, for editors and tests.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    texts: BTreeMap<String, String>,
}

impl Memory {
    /// Puts a text under a path, replacing what was there.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(path.into(), text.into());
    }
}

impl Loader for Memory {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        self.texts.get(path).cloned().ok_or_else(|| LoadError::Io {
            path: path.to_owned(),
            source: std::io::ErrorKind::NotFound.into(),
        })
    }
}

#[cfg(test)]
mod tests;
