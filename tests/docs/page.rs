//! Pages of the manual, and the fenced blocks in them.
//!
//! A block may have directives: comments on the lines just above its fence, which readers do not
//! see. `<!-- context: … -->` is put before the text of the block when it is compiled,
//! `<!-- then: … -->` behind it, and `<!-- checked only -->` says that no engine runs it yet.

use std::fmt;
use std::path::Path;

use evc_tests::{read, root};

/// A page.
pub struct Page {
    /// Its path from the root, with `/` between the parts.
    pub path: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Default)]
pub struct Block {
    /// The line of its opening fence, from 1.
    pub line: usize,
    /// What stands behind the fence.
    pub info: String,
    /// The lines inside, each ending in a line break.
    pub text: String,
    /// What is put before the text.
    pub before: String,
    /// What is put behind the text.
    pub after: String,
    /// The line that says that no engine runs the block yet.
    pub checked_only: Option<usize>,
}

/// A function of the library as a page describes it: a heading `name`, and below it `name : type`.
pub struct Entry {
    /// The line of the type, from 1.
    pub line: usize,
    /// The function.
    pub name: String,
    /// Its type.
    pub ty: String,
}

/// What is wrong on a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The page's path.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What it is.
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, what } = self;
        write!(f, "{path}:{line}: {what}")
    }
}

/// The paths of all pages, from the root, in order.
pub fn paths() -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["stdlib/doc", "stdlib/doc/reference"] {
        let entries = std::fs::read_dir(root().join(folder)).expect("the manual can be listed");
        for entry in entries {
            let name = entry.expect("the manual can be listed").file_name();
            let name = name.to_string_lossy();
            if name.ends_with(".md") {
                found.push(format!("{folder}/{name}"));
            }
        }
    }
    found.sort();
    found
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// If its blocks or directives are not well formed.
    pub fn read(path: &str) -> Result<Self, Wrong> {
        Self::parse(path, &read(&root().join(path)))
    }

    /// Takes a page apart.
    ///
    /// # Errors
    /// If its blocks or directives are not well formed.
    pub fn parse(path: &str, text: &str) -> Result<Self, Wrong> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut reader = Reader { lines: &lines, at: 0, blocks: Vec::new() };
        match reader.blocks() {
            Ok(()) => Ok(Self { path: path.to_owned(), blocks: reader.blocks, lines }),
            Err((line, what)) => Err(Wrong { path: path.to_owned(), line, what: what.to_owned() }),
        }
    }

    /// The functions that the page describes.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (index, heading) in self.lines.iter().enumerate() {
            let name = heading.strip_prefix("### `").and_then(|rest| rest.strip_suffix('`'));
            let Some(name) = name else { continue };
            let Some(below) = self.lines.get(index + 2) else { continue };
            let ty = below.strip_prefix(&format!("`{name} : ")).and_then(|ty| ty.strip_suffix('`'));
            let (line, ty) = (index + 3, ty.unwrap_or_default().to_owned());
            entries.push(Entry { line, name: name.to_owned(), ty });
        }
        entries
    }

    /// The folder of the page.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name of the page, without folder and ending.
    pub fn stem(&self) -> &str {
        let stem = Path::new(&self.path).file_stem();
        stem.and_then(|stem| stem.to_str()).unwrap_or_default()
    }
}

/// What is wrong, and on which line.
type Malformed = (usize, &'static str);

/// Reads the blocks of a page from top to bottom.
struct Reader<'a> {
    lines: &'a [String],
    /// How many lines have been read.
    at: usize,
    blocks: Vec<Block>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let line = self.lines.get(self.at)?;
        self.at += 1;
        Some(line)
    }

    fn blocks(&mut self) -> Result<(), Malformed> {
        // The directives for a block that has not begun.
        let mut pending: Option<Block> = None;
        while let Some(line) = self.next() {
            if line.starts_with("<!--") {
                self.directive(line, pending.get_or_insert_default())?;
            } else if let Some(info) = line.strip_prefix("```") {
                let block = pending.take().unwrap_or_default();
                self.block(info.trim(), block)?;
            } else if line.trim_start().starts_with("```") {
                return Err((self.at, "a block is not indented"));
            } else if pending.is_some() {
                return Err((self.at, "a block follows its directives"));
            }
        }
        Ok(())
    }

    /// The rest of a block whose fence has been read.
    fn block(&mut self, info: &str, mut block: Block) -> Result<(), Malformed> {
        block.line = self.at;
        info.clone_into(&mut block.info);
        loop {
            match self.next() {
                Some("```") => break,
                Some(line) => block.text.extend([line, "\n"]),
                None => return Err((block.line, "the block has no end")),
            }
        }
        self.blocks.push(block);
        Ok(())
    }

    /// A directive whose first line has been read.
    fn directive(&mut self, first: &str, block: &mut Block) -> Result<(), Malformed> {
        let start = self.at;
        let mut text = first.to_owned();
        while !text.ends_with("-->") {
            let line = self.next().ok_or((start, "the comment has no end"))?;
            text.extend(["\n", line]);
        }
        let text = text.trim_start_matches("<!--").trim_end_matches("-->").trim();
        if text == "checked only" {
            block.checked_only = Some(start);
        } else if let Some(context) = text.strip_prefix("context:") {
            block.before.extend([context.trim(), "\n"]);
        } else if let Some(then) = text.strip_prefix("then:") {
            block.after.extend([then.trim(), "\n"]);
        } else {
            return Err((start, "the directives are `context:`, `then:` and `checked only`"));
        }
        Ok(())
    }
}
