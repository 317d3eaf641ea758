//! The layout of a statement.

use std::fmt;

/// A statement: a title, then lines below it, further to the right where they belong together.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    title: String,
    lines: Vec<String>,
    indent: usize,
}

impl Statement {
    pub(super) fn new(title: String) -> Self {
        Self { title, lines: Vec::new(), indent: 2 }
    }

    /// One line or several; those after the first keep their own indentation.
    pub(super) fn line(&mut self, text: &str) {
        let indent = " ".repeat(self.indent);
        self.lines.extend(text.lines().map(|line| format!("{indent}{line}").trim_end().to_owned()));
    }

    /// What the lines before speak about, further to the right.
    pub(super) fn body(&mut self, text: &str) {
        self.indent += 2;
        self.line(text);
        self.indent -= 2;
    }

    /// Hypotheses and the conclusion they lead to, each on lines of its own.
    pub(super) fn implication(&mut self, hypotheses: &[String], conclusion: &str) {
        let mut lines = String::new();
        for (at, hypothesis) in hypotheses.iter().enumerate() {
            lines.push_str(&after(if at == 0 { "" } else { "=> " }, hypothesis));
            lines.push('\n');
        }
        lines.push_str(&after("=> ", conclusion));
        self.body(&lines);
    }
}

/// A text behind a word; its further lines stand below its first.
pub(super) fn after(word: &str, text: &str) -> String {
    let indent = format!("\n{}", " ".repeat(word.len()));
    format!("{word}{}", text.replace('\n', &indent))
}

/// The conjunction of some texts, each beginning a line.
pub(super) fn conjunction(parts: &[String]) -> String {
    let connected = |(at, part): (usize, &String)| match at {
        0 => part.clone(),
        _ => after("/\\ ", part),
    };
    parts.iter().enumerate().map(connected).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
