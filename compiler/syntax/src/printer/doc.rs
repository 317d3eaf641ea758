//! Documents: a text with the places where its lines may be broken.
//!
//! The leaves are tokens, one each, because that is where comments are put back: between the
//! tokens they stood between.

use smol_str::SmolStr;

/// A comment, as it is printed at a token.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    /// The text as written, delimiters included.
    pub(super) text: String,
    /// The column of its first character in the source, from 0.
    pub(super) column: usize,
    /// Whether it has its line, or lines, for itself.
    pub(super) own_line: bool,
    /// Whether an empty line comes before it.
    pub(super) blank: bool,
}

/// How a printed token is found again in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The source has it at the same place.
    Fixed,
    /// A parenthesis or `;;`: the source may have more or fewer of them.
    Loose,
    /// The source may lack it.
    Extra,
}

/// One token.
#[derive(Debug)]
pub(super) struct Leaf {
    /// Its characters.
    pub(super) text: SmolStr,
    /// How it is found again in the source.
    pub(super) role: Role,
    /// Whether it is the first of a declaration: an empty line before it is kept.
    pub(super) first: bool,
    /// Whether a line break after it is kept: the `=` before a body.
    pub(super) opens: bool,
    /// Whether an empty line comes before it in the source.
    pub(super) blank: bool,
    /// Whether a line break comes after it in the source.
    pub(super) broken: bool,
    /// The comments before it.
    pub(super) before: Vec<Comment>,
    /// The comments after it; a line break follows them.
    pub(super) after: Vec<Comment>,
}

/// A text with the places where its lines may be broken.
#[derive(Debug)]
pub(super) enum Doc {
    /// A token.
    Leaf(Box<Leaf>),
    /// A blank.
    Space,
    /// A blank, or a line break if its group is broken.
    Line,
    /// A blank, or a line break if its group is broken and what follows does not fit.
    Fill,
    /// A line break.
    Hard,
    /// What is indented by so many columns more.
    Nest(usize, Box<Doc>),
    /// What is indented to the column where it begins.
    Align(Box<Doc>),
    /// What goes on one line, if it fits, or else is broken.
    Group(Box<Doc>),
    /// One after another.
    Concat(Vec<Doc>),
}

fn leaf(text: SmolStr, role: Role) -> Doc {
    Doc::Leaf(Box::new(Leaf {
        text,
        role,
        first: false,
        opens: false,
        blank: false,
        broken: false,
        before: Vec::new(),
        after: Vec::new(),
    }))
}

/// A token; parentheses and `;;` are known by their text.
pub(super) fn token(text: &str) -> Doc {
    let role = if matches!(text, "(" | ")" | ";;") { Role::Loose } else { Role::Fixed };
    leaf(text.into(), role)
}

/// A token that the source may lack.
pub(super) fn extra(text: &str) -> Doc {
    leaf(text.into(), Role::Extra)
}

/// A token before a body: if the author broke the line after it, the line is broken.
pub(super) fn opening(text: &str) -> Doc {
    match token(text) {
        Doc::Leaf(mut leaf) => {
            leaf.opens = true;
            Doc::Leaf(leaf)
        }
        other => other,
    }
}

/// The end of the text, where the last comments stand.
pub(super) fn end() -> Doc {
    token("")
}

/// One after another.
pub(super) fn concat(docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Concat(docs.into_iter().collect())
}

/// On one line if it fits.
pub(super) fn group(docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Group(Box::new(concat(docs)))
}

/// Indented by so many columns more.
pub(super) fn nest(columns: usize, docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Nest(columns, Box::new(concat(docs)))
}

/// Indented to the column where it begins.
pub(super) fn align(docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Align(Box::new(concat(docs)))
}

impl Doc {
    /// Adds every token to `found`, in order.
    pub(super) fn leaves<'a>(&'a mut self, found: &mut Vec<&'a mut Leaf>) {
        match self {
            Self::Leaf(leaf) => found.push(leaf),
            Self::Space | Self::Line | Self::Fill | Self::Hard => {}
            Self::Nest(_, inner) | Self::Align(inner) | Self::Group(inner) => inner.leaves(found),
            Self::Concat(docs) => docs.iter_mut().for_each(|doc| doc.leaves(found)),
        }
    }

    /// Marks the first token as the first of a declaration.
    pub(super) fn begin(mut self) -> Self {
        self.mark();
        self
    }

    fn mark(&mut self) -> bool {
        match self {
            Self::Leaf(leaf) => {
                leaf.first = true;
                true
            }
            Self::Space | Self::Line | Self::Fill | Self::Hard => false,
            Self::Nest(_, inner) | Self::Align(inner) | Self::Group(inner) => inner.mark(),
            Self::Concat(docs) => docs.iter_mut().any(Self::mark),
        }
    }
}
