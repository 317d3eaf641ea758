//! The texts that an editor holds, and what the compiler finds in them.

use std::collections::BTreeMap;

use evc_base::{Diagnostic, SourceMap};
use evc_driver::{LoadError, Memory};

/// An open text.
struct Document {
    /// The editor's number for this state of the text.
    version: i32,
    /// Its own loader, so that closing it forgets it.
    memory: Memory,
}

/// What the compiler finds in one state of a text.
pub struct Findings {
    /// The state that the findings are about.
    pub version: i32,
    /// The text and what it includes.
    pub sources: SourceMap,
    /// Errors and warnings, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// The open texts, by the URIs under which the editor knows them.
#[derive(Default)]
pub struct Documents {
    open: BTreeMap<String, Document>,
}

impl Documents {
    /// Begins to hold a text; one that is open already is replaced.
    pub fn open(&mut self, uri: &str, version: i32, text: String) {
        let mut memory = Memory::default();
        memory.insert(uri, text);
        self.open.insert(uri.to_owned(), Document { version, memory });
    }

    /// Replaces a text, and says whether it was open.
    pub fn change(&mut self, uri: &str, version: i32, text: String) -> bool {
        let is_open = self.open.contains_key(uri);
        if is_open {
            self.open(uri, version, text);
        }
        is_open
    }

    /// Forgets a text, and says whether it was open.
    pub fn close(&mut self, uri: &str) -> bool {
        self.open.remove(uri).is_some()
    }

    /// Compiles a text as far as `evc check` does; `None` if it is not open.
    ///
    /// # Errors
    /// If a text cannot be loaded.
    pub fn check(&self, uri: &str) -> Result<Option<Findings>, LoadError> {
        let Some(document) = self.open.get(uri) else { return Ok(None) };
        let analysis = evc_driver::analyse(&document.memory, uri)?;
        let diagnostics = evc_driver::check(&analysis);
        let version = document.version;
        Ok(Some(Findings { version, sources: analysis.sources, diagnostics }))
    }
}
