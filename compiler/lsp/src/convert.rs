//! Between the protocol's types and ours. Nothing else names the protocol's types, so that another
//! version of them changes this module only.

use evc_base::{Diagnostic, FileId, Severity, SourceMap, Span};
use lsp_server::Notification;
use lsp_types as lsp;
pub use lsp_types::Uri;
use lsp_types::notification as say;
use lsp_types::notification::Notification as _;
use lsp_types::request as ask;
use lsp_types::request::Request as _;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::documents::Findings;
use crate::lines::{Encoding, Lines};

/// Why the parameters of a message mean nothing.
#[derive(Debug, thiserror::Error)]
pub enum ParamsError {
    /// They are not of the shape that the protocol prescribes.
    #[error("{0}")]
    Shape(#[from] serde_json::Error),
    /// The server has said that it wants whole texts.
    #[error("a change of a part of the text, but the server was promised whole texts")]
    PartialChange,
}

/// What an editor asks for.
pub enum Question {
    /// To begin.
    Initialize,
    /// To get ready to end.
    Shutdown,
    /// Something that this server does not do.
    Unknown,
}

/// What an editor says.
pub enum News {
    /// A text is open from now on.
    Opened {
        /// The text's name.
        uri: Uri,
        /// The number of its state.
        version: i32,
        /// The whole text.
        text: String,
    },
    /// A text is different from now on.
    Changed {
        /// The text's name.
        uri: Uri,
        /// The number of its state.
        version: i32,
        /// The whole text.
        text: String,
    },
    /// A text is no longer open.
    Closed {
        /// The text's name.
        uri: Uri,
    },
    /// The conversation is over.
    Exit,
    /// Nothing that matters to this server.
    Other,
}

/// What a request asks for.
pub fn question(method: &str) -> Question {
    match method {
        ask::Initialize::METHOD => Question::Initialize,
        ask::Shutdown::METHOD => Question::Shutdown,
        _ => Question::Unknown,
    }
}

/// What a notification says.
///
/// # Errors
/// If its parameters are not what the protocol prescribes.
pub fn news(notification: Notification) -> Result<News, ParamsError> {
    let params = notification.params;
    Ok(match notification.method.as_str() {
        say::Exit::METHOD => News::Exit,
        say::DidOpenTextDocument::METHOD => {
            let lsp::DidOpenTextDocumentParams { text_document: it } = read(params)?;
            News::Opened { uri: it.uri, version: it.version, text: it.text }
        }
        say::DidChangeTextDocument::METHOD => changed(read(params)?)?,
        say::DidCloseTextDocument::METHOD => {
            let params: lsp::DidCloseTextDocumentParams = read(params)?;
            News::Closed { uri: params.text_document.uri }
        }
        _ => News::Other,
    })
}

/// Every change replaces the whole text, so only the last of them counts.
fn changed(params: lsp::DidChangeTextDocumentParams) -> Result<News, ParamsError> {
    if params.content_changes.iter().any(|change| change.range.is_some()) {
        return Err(ParamsError::PartialChange);
    }
    let (uri, version) = (params.text_document.uri, params.text_document.version);
    let last = params.content_changes.into_iter().next_back();
    Ok(last.map_or(News::Other, |change| News::Changed { uri, version, text: change.text }))
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, ParamsError> {
    Ok(serde_json::from_value(params)?)
}

/// What columns count in this conversation: the first of the editor's choices that we know.
///
/// # Errors
/// If the parameters of `initialize` are not what the protocol prescribes.
pub fn encoding(params: Value) -> Result<Encoding, ParamsError> {
    let params: lsp::InitializeParams = read(params)?;
    let general = params.capabilities.general;
    let offered = general.and_then(|general| general.position_encodings).unwrap_or_default();
    let known = |kind: &lsp::PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        _ => None,
    };
    Ok(offered.iter().find_map(known).unwrap_or(Encoding::Utf16))
}

/// The answer to `initialize`: what the server does.
pub fn abilities(encoding: Encoding) -> Value {
    let kind = match encoding {
        Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
    };
    let sync = lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::FULL),
        ..lsp::TextDocumentSyncOptions::default()
    };
    let capabilities = lsp::ServerCapabilities {
        position_encoding: Some(kind),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(sync)),
        ..lsp::ServerCapabilities::default()
    };
    json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "evc", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// The notification that shows findings.
pub fn publish(uri: &Uri, findings: &Findings, encoding: Encoding) -> Notification {
    let places = Places { uri, file: findings.file, sources: &findings.sources, encoding };
    let shown = findings.diagnostics.iter().map(|found| places.diagnostic(found)).collect();
    publication(uri.clone(), shown, Some(findings.version))
}

/// The notification that takes the findings about a text back.
pub fn withdraw(uri: Uri) -> Notification {
    publication(uri, Vec::new(), None)
}

fn publication(uri: Uri, diagnostics: Vec<lsp::Diagnostic>, version: Option<i32>) -> Notification {
    let params = lsp::PublishDiagnosticsParams { uri, diagnostics, version };
    Notification::new(say::PublishDiagnostics::METHOD.to_owned(), params)
}

/// The notification that puts an error into the editor's log.
pub fn log_error(message: String) -> Notification {
    let params = lsp::LogMessageParams { typ: lsp::MessageType::ERROR, message };
    Notification::new(say::LogMessage::METHOD.to_owned(), params)
}

/// Turns places of a text, and of those it includes, into the editor's.
struct Places<'a> {
    uri: &'a Uri,
    file: FileId,
    sources: &'a SourceMap,
    encoding: Encoding,
}

impl Places<'_> {
    fn diagnostic(&self, found: &Diagnostic) -> lsp::Diagnostic {
        let related = found.labels.iter().filter_map(|label| self.related(label.span, &label.text));
        let mut related: Vec<_> = related.collect();
        let mut span = found.primary.span;
        if span.file != self.file {
            // What is wrong in an included text is shown where it is included, and leads there.
            let inside = self.related(span, &found.message);
            related = inside.into_iter().chain(related).collect();
            let here = found.labels.iter().find(|label| label.span.file == self.file);
            span = here.map_or(Span::new(self.file, 0, 0), |label| label.span);
        }
        lsp::Diagnostic {
            range: self.range(span),
            severity: Some(match found.severity {
                Severity::Error => lsp::DiagnosticSeverity::ERROR,
                Severity::Warning => lsp::DiagnosticSeverity::WARNING,
                Severity::Note => lsp::DiagnosticSeverity::INFORMATION,
            }),
            code: Some(lsp::NumberOrString::String(found.code.to_string())),
            source: Some("evc".to_owned()),
            message: message(found),
            related_information: (!related.is_empty()).then_some(related),
            ..lsp::Diagnostic::default()
        }
    }

    /// A place that explains a finding; a place in the library is in no file of the editor's.
    fn related(&self, span: Span, text: &str) -> Option<lsp::DiagnosticRelatedInformation> {
        let name = &self.sources.source(span.file).name;
        let uri = match span.file == self.file {
            true => self.uri.clone(),
            false => name.parse().ok().filter(|_| name.contains("://"))?,
        };
        let location = lsp::Location { uri, range: self.range(span) };
        Some(lsp::DiagnosticRelatedInformation { location, message: text.to_owned() })
    }

    fn range(&self, span: Span) -> lsp::Range {
        let lines = Lines::new(&self.sources.source(span.file).text);
        let position = |offset| {
            let place = lines.place(offset, self.encoding);
            lsp::Position { line: place.line, character: place.column }
        };
        lsp::Range { start: position(span.start), end: position(span.end) }
    }
}

/// Everything that a finding says about its main place, one line after the other.
fn message(found: &Diagnostic) -> String {
    let here = Some(&found.primary.text).filter(|text| !text.is_empty()).cloned();
    let help = found.help.as_ref().map(|help| format!("help: {help}"));
    let lines = std::iter::once(found.message.clone())
        .chain(here)
        .chain(found.notes.iter().cloned())
        .chain(help);
    lines.collect::<Vec<_>>().join("\n")
}
