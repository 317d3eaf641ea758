//! Drives the server as an editor does.

use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

use crate::LspError;
use crate::lines::{Encoding, Lines, Place};
use crate::serve::serve;

const URI: &str = "file:///home/ann/ring%20of%20four.evml";

/// `unknown` stands after two characters that encodings count differently.
const BROKEN: &str = "specification s\n\
    input ping : Int\n\
    output pong : Int\n\
    let f slf n = (* \u{e9}\u{1d11e} *) {pong'send slf unknown} ;;\n\
    main (f o (ping'base)) @ {}\n";

/// A text without findings.
const MENDED: &str = "specification s\n\
    input ping : Loc * Int\n\
    output pong : Int\n\
    let f slf (who, n) = {pong'send who n} ;;\n\
    main f o (ping'base)\n";

/// An editor whose server runs in a thread.
struct Editor {
    connection: Connection,
    server: JoinHandle<Result<(), LspError>>,
    asked: i32,
}

impl Editor {
    fn new() -> Self {
        let (ours, theirs) = Connection::memory();
        let server = std::thread::spawn(move || serve(&theirs));
        Self { connection: ours, server, asked: 0 }
    }

    /// An editor that has introduced itself, offering these encodings.
    fn ready(encodings: &[&str]) -> Self {
        let mut editor = Self::new();
        let general = json!({ "positionEncodings": encodings });
        let answer = editor.ask("initialize", json!({ "capabilities": { "general": general } }));
        assert!(answer.response_result.is_ok(), "{answer:?}");
        editor.tell("initialized", json!({}));
        editor
    }

    fn tell(&self, method: &str, params: Value) {
        let notification = Notification::new(method.to_owned(), params);
        self.connection.sender.send(notification.into()).unwrap();
    }

    fn ask(&mut self, method: &str, params: Value) -> Response {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        let request = Request::new(id.clone(), method.to_owned(), params);
        self.connection.sender.send(request.into()).unwrap();
        match self.next() {
            Message::Response(response) if response.id == id => response,
            other => panic!("expected the answer to `{method}`, got {other:?}"),
        }
    }

    fn next(&self) -> Message {
        self.connection.receiver.recv_timeout(Duration::from_secs(30)).unwrap()
    }

    fn told(&self, method: &str) -> Value {
        match self.next() {
            Message::Notification(notification) if notification.method == method => {
                notification.params
            }
            other => panic!("expected `{method}`, got {other:?}"),
        }
    }

    fn open(&self, text: &str) -> Value {
        let document = json!({ "uri": URI, "languageId": "evml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.told("textDocument/publishDiagnostics")
    }

    fn change(&self, version: i32, text: &str) {
        let document = json!({ "uri": URI, "version": version });
        let changes = json!([{ "text": text }]);
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", params);
    }

    /// Parts from the server in due form.
    fn leave(mut self) {
        let answer = self.ask("shutdown", Value::Null);
        assert!(answer.response_result.is_ok(), "{answer:?}");
        self.tell("exit", Value::Null);
        self.server.join().unwrap().unwrap();
    }
}

fn error_code(response: &Response) -> i32 {
    response.response_result.as_ref().expect_err("an error").code
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({
        "start": { "line": line, "character": start },
        "end": { "line": line, "character": end },
    })
}

#[test]
fn findings_are_shown_until_they_are_mended() {
    let editor = Editor::ready(&["utf-16"]);
    let shown = editor.open(BROKEN);
    assert_eq!(shown["uri"], URI);
    assert_eq!(shown["version"], 1);
    let found = shown["diagnostics"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{shown}");
    assert_eq!(found[0]["range"], range(3, 39, 46));
    assert_eq!(found[0]["severity"], 1);
    assert_eq!(found[0]["source"], "evc");
    assert!(found[0]["code"].as_str().unwrap().starts_with("EV"), "{shown}");
    assert!(found[0]["message"].as_str().unwrap().contains("`unknown`"), "{shown}");

    editor.change(2, MENDED);
    let shown = editor.told("textDocument/publishDiagnostics");
    assert_eq!(shown, json!({ "uri": URI, "version": 2, "diagnostics": [] }));

    editor.change(3, &MENDED.replace("output", "parameter limit : Int\noutput"));
    let shown = editor.told("textDocument/publishDiagnostics");
    assert_eq!(shown["diagnostics"][0]["code"], "EV0302", "{shown}");
    assert_eq!(shown["diagnostics"][0]["severity"], 2, "a warning");
    editor.leave();
}

#[test]
fn columns_count_bytes_for_an_editor_that_prefers_them() {
    let mut editor = Editor::new();
    let general = json!({ "positionEncodings": ["utf-32", "utf-8", "utf-16"] });
    let answer = editor.ask("initialize", json!({ "capabilities": { "general": general } }));
    let abilities = answer.response_result.unwrap();
    assert_eq!(abilities["capabilities"]["positionEncoding"], "utf-8");
    let shown = editor.open(BROKEN);
    assert_eq!(shown["diagnostics"][0]["range"], range(3, 42, 49));
    editor.leave();
}

#[test]
fn an_editor_that_offers_nothing_gets_what_all_know() {
    let mut editor = Editor::new();
    let answer = editor.ask("initialize", json!({ "capabilities": {} }));
    let abilities = answer.response_result.unwrap();
    assert_eq!(abilities["capabilities"]["positionEncoding"], "utf-16");
    let sync = json!({ "openClose": true, "change": 1 });
    assert_eq!(abilities["capabilities"]["textDocumentSync"], sync);
    editor.leave();
}

#[test]
fn other_places_and_help_come_along() {
    let editor = Editor::ready(&["utf-16"]);
    let shown = editor.open("specification s\ninput ping : Int\ninput ping : Bool\n");
    let found = &shown["diagnostics"][0];
    assert_eq!(found["range"]["start"]["line"], 2, "{shown}");
    let related = &found["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], URI, "{shown}");
    assert_eq!(related["location"]["range"]["start"]["line"], 1, "{shown}");
    let shown = editor.open(&BROKEN.replace("unknown", "slff"));
    let message = shown["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("\nhelp: "), "{message}");
    editor.leave();
}

#[test]
fn closing_a_text_takes_its_findings_back() {
    let editor = Editor::ready(&["utf-16"]);
    editor.open(BROKEN);
    let closed = json!({ "textDocument": { "uri": URI } });
    editor.tell("textDocument/didClose", closed.clone());
    let shown = editor.told("textDocument/publishDiagnostics");
    assert_eq!(shown["diagnostics"], json!([]));
    editor.tell("textDocument/didClose", closed);
    assert_eq!(editor.told("window/logMessage")["type"], 1);
    editor.change(2, BROKEN);
    assert_eq!(editor.told("window/logMessage")["type"], 1);
    editor.leave();
}

#[test]
fn garbage_is_answered_and_the_server_lives_on() {
    let mut editor = Editor::new();
    assert_eq!(error_code(&editor.ask("textDocument/hover", json!({}))), -32002);
    assert_eq!(error_code(&editor.ask("initialize", json!({ "capabilities": 7 }))), -32602);
    editor.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(error_code(&editor.ask("initialize", json!({ "capabilities": {} }))), -32600);
    assert_eq!(error_code(&editor.ask("evml/dance", json!([1, "two"]))), -32601);
    for params in [json!(null), json!([]), json!({ "textDocument": { "uri": 3 } })] {
        editor.tell("textDocument/didOpen", params);
        assert_eq!(editor.told("window/logMessage")["type"], 1);
    }
    editor.tell("$/whatever", json!({ "a": 1 }));
    let start = json!({ "line": 0, "character": 0 });
    let part = json!([{ "range": { "start": start, "end": start }, "text": "x" }]);
    let document = json!({ "uri": URI, "version": 2 });
    let params = json!({ "textDocument": document, "contentChanges": part });
    editor.tell("textDocument/didChange", params);
    assert_eq!(editor.told("window/logMessage")["type"], 1);
    assert_eq!(editor.open(BROKEN)["diagnostics"].as_array().unwrap().len(), 1);
    editor.leave();
}

#[test]
fn parting_without_the_due_words_is_an_error() {
    let editor = Editor::ready(&["utf-16"]);
    editor.tell("exit", Value::Null);
    assert!(matches!(editor.server.join().unwrap(), Err(LspError::ExitWithoutShutdown)));

    let editor = Editor::ready(&["utf-16"]);
    drop(editor.connection);
    assert!(matches!(editor.server.join().unwrap(), Err(LspError::Closed)));

    let mut editor = Editor::ready(&["utf-16"]);
    editor.ask("shutdown", Value::Null);
    assert_eq!(error_code(&editor.ask("shutdown", Value::Null)), -32600);
    drop(editor.connection);
    assert!(editor.server.join().unwrap().is_ok());
}

#[test]
fn lines_end_as_editors_end_them() {
    let lines = Lines::new("a\rb\r\nc\u{1d11e}d\n");
    let place = |offset, encoding| {
        let Place { line, column } = lines.place(offset, encoding);
        (line, column)
    };
    assert_eq!(place(0, Encoding::Utf16), (0, 0));
    assert_eq!(place(2, Encoding::Utf16), (1, 0));
    assert_eq!(place(5, Encoding::Utf16), (2, 0));
    assert_eq!(place(10, Encoding::Utf16), (2, 3));
    assert_eq!(place(10, Encoding::Utf8), (2, 5));
    // In the middle of a character is at its start.
    assert_eq!(place(8, Encoding::Utf16), (2, 1));
    assert_eq!(place(12, Encoding::Utf16), (3, 0));
    assert_eq!(place(999, Encoding::Utf16), (3, 0));
    assert_eq!(Lines::new("").place(0, Encoding::Utf8), Place { line: 0, column: 0 });
}
