//! Documents to text: an engine in the manner of Wadler and Lindig.
//!
//! A group is put on one line if everything up to the next place where the line can be broken
//! fits; otherwise its own breaks are taken and the groups inside it are tried in turn. White
//! space is written only when something follows it, so no line ends in blanks. A comment that ends
//! its line or has one for itself breaks every group that has tokens on both sides of the break.
//!
//! Afterwards the text reads as the tokens of the document and nothing else: two that would read
//! as one are kept apart.

use super::doc::{Comment, Doc, Leaf};

/// Characters of the longest line that is wanted.
const WIDTH: usize = 100;

/// A document that is still to be written.
#[derive(Clone, Copy)]
struct Frame<'d> {
    indent: usize,
    flat: bool,
    doc: &'d Doc,
}

/// The text of a document. It ends in a line break unless it is empty.
pub(super) fn render(doc: &Doc) -> String {
    let mut writer = Writer { out: String::new(), column: 0, pending: Pending::Nothing };
    let mut stack = vec![Frame { indent: 0, flat: false, doc }];
    while let Some(Frame { indent, flat, doc }) = stack.pop() {
        match doc {
            Doc::Leaf(leaf) => writer.leaf(leaf, indent),
            Doc::Space => writer.space(),
            Doc::Line if flat => writer.space(),
            Doc::Line | Doc::Hard => writer.newline(indent, false),
            Doc::Fill => {
                writer.space();
                if !flat && !fits(None, &stack, writer.next_column(), indent) {
                    writer.newline(indent, false);
                }
            }
            Doc::Nest(columns, inner) => {
                stack.push(Frame { indent: indent + columns, flat, doc: inner });
            }
            Doc::Align(inner) => {
                stack.push(Frame { indent: writer.next_column(), flat, doc: inner });
            }
            Doc::Group(inner) => {
                let flat = flat || fits(Some(inner), &stack, writer.next_column(), indent);
                stack.push(Frame { indent, flat, doc: inner });
            }
            Doc::Concat(docs) => {
                stack.extend(docs.iter().rev().map(|doc| Frame { indent, flat, doc }));
            }
        }
    }
    if !writer.out.is_empty() {
        writer.out.push('\n');
    }
    writer.out
}

/// A document that is measured.
#[derive(Clone, Copy)]
struct Measured<'d> {
    doc: &'d Doc,
    flat: bool,
    /// Whether it is part of the group in question, and not of what comes after it.
    own: bool,
}

/// Whether a group without breaks, or what is left if there is none, fits from `column` on up to
/// the next place where the line can be broken.
fn fits(group: Option<&Doc>, rest: &[Frame<'_>], column: usize, indent: usize) -> bool {
    let mut rest = rest.iter().rev();
    let mut stack: Vec<Measured<'_>> =
        group.iter().map(|doc| Measured { doc, flat: true, own: true }).collect();
    let mut used = column;
    // Whether a token of the group was passed, and whether the last one ends its line.
    let (mut inside, mut ended) = (false, false);
    loop {
        let Some(Measured { doc, flat, own }) = stack.pop().or_else(|| {
            rest.next().map(|frame| Measured { doc: frame.doc, flat: frame.flat, own: false })
        }) else {
            return true;
        };
        match doc {
            Doc::Leaf(leaf) => {
                let breaks = leaf.before.iter().any(|comment| comment.own_line);
                if ended || (breaks && (inside || !own)) {
                    return !flat;
                }
                if breaks {
                    used = indent;
                }
                let inline = leaf.before.iter().filter(|comment| !comment.own_line);
                used += inline.map(|comment| first_line_width(&comment.text) + 1).sum::<usize>();
                used += first_line_width(&leaf.text);
                if used > WIDTH || (flat && leaf.opens && leaf.broken) {
                    return false;
                }
                if leaf.text.contains('\n') {
                    return true;
                }
                inside |= own;
                ended = !leaf.after.is_empty();
            }
            Doc::Line | Doc::Fill if !flat => return true,
            Doc::Space | Doc::Line | Doc::Fill => used += 1,
            Doc::Hard => return !flat,
            Doc::Group(inner) => stack.push(Measured { doc: inner, flat: true, own }),
            Doc::Nest(_, doc) | Doc::Align(doc) => stack.push(Measured { doc, flat, own }),
            Doc::Concat(docs) => {
                stack.extend(docs.iter().rev().map(|doc| Measured { doc, flat, own }));
            }
        }
    }
}

fn first_line_width(text: &str) -> usize {
    text.lines().next().unwrap_or("").chars().count()
}

/// White space that is written when something follows it.
#[derive(Clone, Copy)]
enum Pending {
    Nothing,
    Space,
    /// A line break; if a comment forces it, the next token says how it is indented.
    Newline {
        indent: usize,
        blank: bool,
        forced: bool,
    },
}

struct Writer {
    out: String,
    /// The column after the last character, from 0.
    column: usize,
    pending: Pending,
}

impl Writer {
    fn space(&mut self) {
        if matches!(self.pending, Pending::Nothing) && !self.out.is_empty() {
            self.pending = Pending::Space;
        }
    }

    /// Begins a line; `blank` asks for an empty one before it. The last indentation counts.
    fn newline(&mut self, indent: usize, blank: bool) {
        let blank = blank || matches!(self.pending, Pending::Newline { blank: true, .. });
        self.pending = Pending::Newline { indent, blank, forced: false };
    }

    /// Where the next character goes.
    fn next_column(&self) -> usize {
        match self.pending {
            Pending::Nothing => self.column,
            Pending::Space => self.column + 1,
            Pending::Newline { indent, .. } => indent,
        }
    }

    fn leaf(&mut self, leaf: &Leaf, indent: usize) {
        if let Pending::Newline { forced: true, .. } = self.pending {
            self.newline(indent, false);
        }
        for comment in &leaf.before {
            if comment.own_line {
                self.newline(indent, comment.blank);
                self.comment(comment);
                self.newline(indent, false);
            } else {
                if leaf.first && comment.blank {
                    self.newline(indent, true);
                }
                self.comment(comment);
                if !matches!(leaf.text.as_str(), ")" | "]" | "}") {
                    self.space();
                }
            }
        }
        if leaf.first && leaf.blank {
            self.newline(indent, true);
        }
        if !leaf.text.is_empty() {
            self.write(&leaf.text);
        }
        for comment in &leaf.after {
            self.space();
            self.comment(comment);
        }
        if !leaf.after.is_empty() {
            self.pending = Pending::Newline { indent, blank: false, forced: true };
        }
    }

    /// Writes a comment; its lines keep their places relative to each other and, as far as the
    /// margin allows, to its beginning.
    fn comment(&mut self, comment: &Comment) {
        let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let lines = || comment.text.lines().skip(1).map(str::trim_end);
        let least = lines().filter(|line| !line.is_empty()).map(blanks).min().unwrap_or(0);
        let column = self.next_column();
        self.write(comment.text.lines().next().unwrap_or("").trim_end());
        for line in lines() {
            self.out.push('\n');
            self.column = 0;
            if line.is_empty() {
                continue;
            }
            let (more, less) =
                (column.saturating_sub(comment.column), comment.column.saturating_sub(column));
            let moved = line.get(less.min(least)..).unwrap_or(line);
            self.out.extend(std::iter::repeat_n(' ', more));
            self.out.push_str(moved);
            self.column = more + moved.chars().count();
        }
    }

    fn write(&mut self, text: &str) {
        let (last, first) = (self.out.chars().next_back(), text.chars().next());
        match self.pending {
            _ if self.out.is_empty() => {}
            Pending::Nothing => {
                if last.zip(first).is_some_and(|(last, first)| joins(last, first)) {
                    self.out.push(' ');
                    self.column += 1;
                }
            }
            Pending::Space => {
                self.out.push(' ');
                self.column += 1;
            }
            Pending::Newline { indent, blank, .. } => {
                self.out.push_str(if blank { "\n\n" } else { "\n" });
                self.out.extend(std::iter::repeat_n(' ', indent));
                self.column = indent;
            }
        }
        self.pending = Pending::Nothing;
        self.out.push_str(text);
        self.column = match text.rsplit_once('\n') {
            Some((_, tail)) => tail.chars().count(),
            None => self.column + text.chars().count(),
        };
    }
}

/// Whether two tokens read as something else without a blank, by the last character of the one
/// and the first of the other.
fn joins(last: char, first: char) -> bool {
    let symbol = |c: char| ":+@!%&$#/<=?\\~^|>-*".contains(c);
    let word = |c: char| c.is_ascii_alphanumeric() || "_'-".contains(c);
    (symbol(last) && symbol(first))
        || (word(last) && word(first))
        || (last == '~' && first.is_ascii_digit())
        || matches!((last, first), ('(', '*') | ('*', ')') | ('`', '`'))
}
