//! Findings in the forms that people and programs read.

use codespan_reporting::diagnostic as cs;
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, termcolor};
use evc_base::{Diagnostic, FileId, Label, Severity, SourceMap, Span};
use serde_json::{Value, json};

/// The forms of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the source text around it.
    Human,
    /// One line.
    Short,
    /// One JSON object a line.
    Json,
}

/// Renders findings, each ending in a line break; `color` applies to the human form only.
pub fn render(
    sources: &SourceMap,
    diagnostics: &[Diagnostic],
    format: Format,
    color: bool,
) -> String {
    diagnostics.iter().map(|diagnostic| one(sources, diagnostic, format, color)).collect()
}

fn one(sources: &SourceMap, diagnostic: &Diagnostic, format: Format, color: bool) -> String {
    match format {
        Format::Human => human(sources, diagnostic, color),
        Format::Short => {
            let span = diagnostic.primary.span;
            let (name, at) = (&sources.source(span.file).name, sources.position(span));
            let (severity, code) = (diagnostic.severity.name(), diagnostic.code);
            let message = &diagnostic.message;
            format!("{name}:{}:{}: {severity}[{code}]: {message}\n", at.line, at.column)
        }
        Format::Json => format!("{}\n", json(sources, diagnostic)),
    }
}

/// One finding as a JSON object; lines and columns count from 1.
fn json(sources: &SourceMap, diagnostic: &Diagnostic) -> Value {
    let label = |label: &Label| {
        json!({
            "file": sources.source(label.span.file).name,
            "span": json_span(sources, label.span),
            "message": label.text,
        })
    };
    json!({
        "code": diagnostic.code.to_string(),
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "file": sources.source(diagnostic.primary.span.file).name,
        "span": json_span(sources, diagnostic.primary.span),
        "labels": std::iter::once(&diagnostic.primary)
            .chain(&diagnostic.labels)
            .map(label)
            .collect::<Vec<_>>(),
        "notes": diagnostic.notes,
        "help": diagnostic.help,
    })
}

fn json_span(sources: &SourceMap, span: Span) -> Value {
    let source = sources.source(span.file);
    let place = |offset| {
        let at = source.position(offset);
        json!({ "line": at.line, "column": at.column })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}

fn human(sources: &SourceMap, diagnostic: &Diagnostic, color: bool) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => cs::Severity::Error,
        Severity::Warning => cs::Severity::Warning,
        Severity::Note => cs::Severity::Note,
    };
    let label = |style, label: &Label| {
        let range = label.span.start as usize..label.span.end as usize;
        cs::Label::new(style, label.span.file, range).with_message(&label.text)
    };
    let labels = std::iter::once(label(cs::LabelStyle::Primary, &diagnostic.primary))
        .chain(diagnostic.labels.iter().map(|other| label(cs::LabelStyle::Secondary, other)));
    let mut notes = diagnostic.notes.clone();
    if notes.len() > 1 {
        notes = vec![notes.join("\n")];
    }
    notes.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    let report = cs::Diagnostic::new(severity)
        .with_code(diagnostic.code.to_string())
        .with_message(&diagnostic.message)
        .with_labels(labels.collect())
        .with_notes(notes);
    let config = term::Config::default();
    let mut buffer = if color { termcolor::Buffer::ansi() } else { termcolor::Buffer::no_color() };
    let styles = term::Styles::default();
    let mut writer = term::StylesWriter::new(&mut buffer, &styles);
    match term::emit_to_write_style(&mut writer, &config, &Texts(sources), &report) {
        Ok(()) => {
            let text = String::from_utf8_lossy(buffer.as_slice());
            let lines: Vec<_> = text.trim_end().lines().map(str::trim_end).collect();
            format!("{}\n\n", lines.join("\n"))
        }
        // The renderer refuses places outside the text; the finding itself must not be lost.
        Err(_) => one(sources, diagnostic, Format::Short, color),
    }
}

/// The source map as the renderer wants it.
struct Texts<'a>(&'a SourceMap);

impl<'a> Files<'a> for Texts<'_>
where
    Self: 'a,
{
    type FileId = FileId;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.0.source(id).name)
    }

    fn source(&'a self, id: FileId) -> Result<&'a str, Error> {
        Ok(&self.0.source(id).text)
    }

    fn line_index(&'a self, id: FileId, byte: usize) -> Result<usize, Error> {
        Ok(self.0.source(id).position(byte as u32).line as usize - 1)
    }

    fn line_range(&'a self, id: FileId, line: usize) -> Result<std::ops::Range<usize>, Error> {
        let source = self.0.source(id);
        let bounds = source.line_bounds(line);
        bounds.ok_or(Error::LineTooLarge { given: line, max: source.line_count() - 1 })
    }
}

#[cfg(test)]
mod tests;
