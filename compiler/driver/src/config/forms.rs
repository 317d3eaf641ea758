//! What configurations write that evml does not have: `LOC(name)` and `DEQ(type)`.
//!
//! `LOC(name)` is a location even where a parameter or a variable has its name, so it becomes a
//! name of its own. `DEQ(type)` is the equality of the type.

use std::ops::Range;

use evc_base::FileId;
use smol_str::{SmolStr, format_smolstr};

use super::text::{Rewritten, Text};

/// What the name of a location has before it so that nothing else has that name.
const QUALIFIER: &str = "LOC'";

/// The name that `LOC(name)` is read as.
pub(super) fn qualified(location: &str) -> SmolStr {
    format_smolstr!("{QUALIFIER}{location}")
}

/// The location that a name in scope stands for.
pub(super) fn unqualified(name: &SmolStr) -> SmolStr {
    name.strip_prefix(QUALIFIER).map_or_else(|| name.clone(), SmolStr::new)
}

/// Words with [`qualified`] names as they are written.
pub(super) fn as_written(words: &str, locations: &[(SmolStr, Range<usize>)]) -> String {
    locations.iter().fold(words.to_owned(), |words, (name, _)| {
        words.replace(qualified(name).as_str(), &format!("LOC({name})"))
    })
}

/// An expression of a configuration as evml.
#[derive(Debug)]
pub(super) struct Expression {
    /// As the compiler reads it.
    pub(super) read: Text,
    /// As a node reads it, which knows `LOC(name)`.
    pub(super) run: Text,
    /// The names in `LOC(name)`, with their places in the text that is written.
    pub(super) locations: Vec<(SmolStr, Range<usize>)>,
}

/// A form at some words: how many it takes, and what is inside.
enum Form {
    Location(SmolStr),
    Decider,
}

impl Expression {
    /// Takes the forms out of a text.
    pub(super) fn new(file: FileId, text: &Text) -> Self {
        let words = words(file, text.as_str());
        let mut read = Rewritten::new(text);
        let mut run = Rewritten::new(text);
        let (mut locations, mut copied, mut next) = (Vec::new(), 0, 0);
        while let Some((start, _)) = words.get(next) {
            let Some((form, inside)) = form(words.get(next..).unwrap_or(&[])) else {
                next += 1;
                continue;
            };
            let inside = next + inside.start..next + inside.end;
            let (from, to) = extent(&words, &inside);
            let last = words.get(inside.end).map_or(to, |(at, word)| at + word.len());
            read.copy(copied, *start);
            run.copy(copied, *start);
            match form {
                Form::Location(name) => {
                    read.put(QUALIFIER, *start);
                    read.copy(from, to);
                    run.copy(*start, last);
                    locations.push((name, from..to));
                }
                Form::Decider => {
                    read.put("((op =)", *start);
                    read.put(" : (", last);
                    read.copy(from, to);
                    read.put(") Deq)", last);
                    run.put("(op =)", *start);
                }
            }
            copied = last;
            next = inside.end + 1;
        }
        read.copy(copied, text.as_str().len());
        run.copy(copied, text.as_str().len());
        Self { read: read.finish(), run: run.finish(), locations }
    }
}

/// The words of a text with their offsets.
fn words(file: FileId, text: &str) -> Vec<(usize, &str)> {
    let (tokens, _) = evc_syntax::tokens(file, text);
    let word = |span: &evc_base::Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        Some((start, text.get(start..end)?))
    };
    tokens.iter().filter_map(|(span, _)| word(span)).collect()
}

/// The form that some words begin with, and the numbers of the words inside its parentheses.
fn form(words: &[(usize, &str)]) -> Option<(Form, Range<usize>)> {
    let word = |at: usize| words.get(at).map(|(_, word)| *word);
    if word(1) != Some("(") {
        return None;
    }
    match word(0)? {
        "LOC" if word(3) == Some(")") => {
            let name =
                word(2).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
            Some((Form::Location(name.into()), 2..3))
        }
        "DEQ" => {
            let mut depth = 0_usize;
            for (at, (_, word)) in words.iter().enumerate().skip(1) {
                match *word {
                    "(" => depth += 1,
                    ")" => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return (at > 2).then_some((Form::Decider, 2..at));
                }
            }
            None
        }
        _ => None,
    }
}

/// Where some words begin and end.
fn extent(words: &[(usize, &str)], range: &Range<usize>) -> (usize, usize) {
    let words = words.get(range.clone()).unwrap_or(&[]);
    let start = words.first().map_or(0, |(at, _)| *at);
    let end = words.last().map_or(start, |(at, word)| at + word.len());
    (start, end)
}
