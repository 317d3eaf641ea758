//! Findings about a source text, as data; renderers for terminals, editors and machines live at
//! the edges.

use crate::codes::Code;
use crate::span::Span;

/// How grave a finding is. Only errors stop a compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The text asks for this, and nothing is wrong.
    Note,
    /// The text means something, but probably not what its author wanted.
    Warning,
    /// The text has no meaning.
    Error,
}

impl Severity {
    /// The lower-case word used in every rendering.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place with a few words about it; the words may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// One finding: what is wrong, where, what was expected and what to write instead.
///
/// Wording: present tense, lower case, no final stop, names in backticks, nothing of the
/// compiler's insides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// One line that says what is wrong.
    pub message: String,
    /// The place that is wrong.
    pub primary: Label,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// Further lines, such as `expected …` and `found …`.
    pub notes: Vec<String>,
    /// One hint that says what to write.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            primary: Label { span, text: String::new() },
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// An answer to what the text asks at a place.
    pub fn answer(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, span, message) }
    }

    /// Sets the words at the primary place.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a line below the excerpt.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds the two lines that say what was expected and what was found.
    #[must_use]
    pub fn expected(self, expected: impl AsRef<str>, found: impl AsRef<str>) -> Self {
        let expected = format!("expected {}", expected.as_ref());
        let found = format!("   found {}", found.as_ref());
        self.note(expected).note(found)
    }

    /// Sets the hint.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Whether it stops the compilation.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
