//! The texts that an editor holds, and what the compiler finds in them.

use std::collections::BTreeMap;

use evc_base::{Diagnostic, FileId, SourceMap};
use evc_driver::{Disk, LoadError, Loader};

/// What the compiler finds in one state of a text.
pub struct Findings {
    /// The state that the findings are about.
    pub version: i32,
    /// The text itself among those read.
    pub file: FileId,
    /// The text and what it includes.
    pub sources: SourceMap,
    /// Errors and warnings, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// The open texts, by the URIs under which the editor knows them, each with the editor's number
/// for this state of it.
#[derive(Default)]
pub struct Documents {
    open: BTreeMap<String, (i32, String)>,
}

/// A text that is open is what the editor holds, not what is on the disk.
impl Loader for Documents {
    fn load(&self, uri: &str) -> Result<String, LoadError> {
        if let Some((_, text)) = self.open.get(uri) {
            return Ok(text.clone());
        }
        match path(uri) {
            Some(path) => Disk.load(&path),
            None => Err(LoadError::Io {
                path: uri.to_owned(),
                source: std::io::ErrorKind::NotFound.into(),
            }),
        }
    }
}

/// The path that a `file` URI means on this machine, if it is one.
fn path(uri: &str) -> Option<String> {
    let mut rest = uri.strip_prefix("file://")?.as_bytes();
    let mut bytes = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        let code = rest.get(1..3).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = rest.get(3..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    // A drive stands behind a slash that is no part of the path: `/c:/specs`.
    let drive = path.strip_prefix('/').filter(|path| path.get(1..2) == Some(":"));
    Some(drive.map(str::to_owned).unwrap_or(path))
}

impl Documents {
    /// Begins to hold a text; one that is open already is replaced.
    pub fn open(&mut self, uri: &str, version: i32, text: String) {
        self.open.insert(uri.to_owned(), (version, text));
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

    /// Compiles a text as far as `evc check` does, with what it includes; `None` if it is not open.
    ///
    /// # Errors
    /// If a text cannot be loaded.
    pub fn check(&self, uri: &str) -> Result<Option<Findings>, LoadError> {
        let Some((version, _)) = self.open.get(uri) else { return Ok(None) };
        let analysis = evc_driver::analyse(self, uri)?;
        let diagnostics = evc_driver::check(&analysis);
        let (version, file) = (*version, analysis.file);
        Ok(Some(Findings { version, file, sources: analysis.sources, diagnostics }))
    }
}
