//! A configuration as it is written, whatever its format: words and texts with their places.

use evc_base::Span;
use smol_str::SmolStr;

use super::text::Text;

/// Which of the two formats a file has; they ask for different words in hints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// TOML.
    Toml,
    /// The format of EventML's tools (language reference, section 7).
    Emlc,
}

impl Format {
    /// The format of a file of that name, by its ending; TOML unless it says otherwise.
    pub fn of(name: &str) -> Self {
        if name.ends_with(".emlc") { Self::Emlc } else { Self::Toml }
    }
}

/// A word with its place.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: SmolStr,
    pub(super) span: Span,
}

/// A file, as far as its form is right.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) format: Format,
    pub(super) boot: bool,
    pub(super) locations: Vec<Location>,
    pub(super) groups: Vec<Group>,
    /// Whether the name of a group could not be read, so that not all are known.
    pub(super) groups_unread: bool,
    pub(super) connections: Vec<Connection>,
    /// The place of the part that gives the parameters; where it would be if there is none.
    pub(super) parameters_at: Span,
    /// Whether there is such a part.
    pub(super) has_parameters: bool,
    /// Whether it is of a form that is reported, so that nothing is known of the parameters.
    pub(super) parameters_unread: bool,
    pub(super) parameters: Vec<Parameter>,
    pub(super) messages: Vec<Message>,
}

impl Document {
    pub(super) fn new(format: Format, start: Span) -> Self {
        Self {
            format,
            boot: format == Format::Toml,
            locations: Vec::new(),
            groups: Vec::new(),
            groups_unread: false,
            connections: Vec::new(),
            parameters_at: start,
            has_parameters: false,
            parameters_unread: false,
            parameters: Vec::new(),
            messages: Vec::new(),
        }
    }
}

/// A declared location.
#[derive(Debug)]
pub(super) struct Location {
    pub(super) name: Word,
    /// `host:port`; absent if it is reported.
    pub(super) address: Option<Word>,
}

/// A group of locations.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: Word,
    pub(super) external: bool,
    pub(super) members: Vec<Word>,
}

/// A connection of all members of one group with all of another.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) from: Word,
    pub(super) to: Word,
}

/// What is given to a name.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: Word,
    pub(super) given: Given,
}

/// A text that is given, by what its form says of it.
#[derive(Debug)]
pub(super) enum Given {
    /// `TYPE(…)`: a type.
    Type(Text),
    /// An expression.
    Expr(Text),
    /// A type or an expression, as the parameter demands.
    Any(Text),
    /// Nothing that could be read; reported.
    Unread,
}

/// A message; what is absent is reported.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) span: Span,
    pub(super) to: Option<Word>,
    pub(super) content: Content,
}

/// What a message holds.
#[derive(Debug)]
pub(super) enum Content {
    /// `()`: a message that nothing recognises.
    Empty,
    /// A header, the type of the body if it is written, and the body.
    Full { header: Option<Header>, ty: Option<Text>, value: Option<Text> },
}

/// The header of a message.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) tokens: Vec<SmolStr>,
    pub(super) span: Span,
}
