//! The conversation with an editor, message by message.
//!
//! What an editor gets wrong is answered, if it was a question, or logged at the editor, and the
//! conversation goes on: only the end of the connection and `exit` end it.

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};

use crate::LspError;
use crate::convert::{self, News, Question, Uri};
use crate::documents::Documents;
use crate::lines::Encoding;

/// How far the conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The editor has not introduced itself.
    New,
    /// Columns count this.
    Running(Encoding),
    /// Only `exit` may follow.
    ShutDown,
}

struct Server<'c> {
    connection: &'c Connection,
    stage: Stage,
    documents: Documents,
}

/// Talks with the editor at the other end of a connection until it says `exit`.
///
/// # Errors
/// If the editor goes, or says `exit`, without having said `shutdown`.
pub fn serve(connection: &Connection) -> Result<(), LspError> {
    let mut server = Server { connection, stage: Stage::New, documents: Documents::default() };
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                let response = server.answer(request);
                server.send(response.into())?;
            }
            Message::Notification(notification) => {
                if server.hear(notification)? == Heard::Exit {
                    return server.end(LspError::ExitWithoutShutdown);
                }
            }
            // The server asks nothing, so nobody waits for an answer.
            Message::Response(_) => {}
        }
    }
    server.end(LspError::Closed)
}

/// Whether the conversation goes on after a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    More,
    Exit,
}

impl Server<'_> {
    fn answer(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        let refuse = |code: ErrorCode, why: String| Response::new_err(id.clone(), code as i32, why);
        match (self.stage, convert::question(&method)) {
            (Stage::New, Question::Initialize) => match convert::encoding(params) {
                Ok(encoding) => {
                    self.stage = Stage::Running(encoding);
                    Response::new_ok(id, convert::abilities(encoding))
                }
                Err(error) => refuse(ErrorCode::InvalidParams, format!("`{method}`: {error}")),
            },
            (Stage::New, Question::Shutdown | Question::Unknown) => {
                let why = format!("`{method}` before `initialize`");
                refuse(ErrorCode::ServerNotInitialized, why)
            }
            (Stage::Running(_), Question::Shutdown) => {
                self.stage = Stage::ShutDown;
                Response::new_ok(id, ())
            }
            (Stage::Running(_), Question::Initialize) => {
                refuse(ErrorCode::InvalidRequest, format!("`{method}` for the second time"))
            }
            (Stage::Running(_), Question::Unknown) => {
                refuse(ErrorCode::MethodNotFound, format!("this server does not know `{method}`"))
            }
            (Stage::ShutDown, _) => {
                refuse(ErrorCode::InvalidRequest, format!("`{method}` after `shutdown`"))
            }
        }
    }

    fn hear(&mut self, notification: Notification) -> Result<Heard, LspError> {
        let method = notification.method.clone();
        let news = match convert::news(notification) {
            Ok(News::Exit) => return Ok(Heard::Exit),
            Ok(news) => news,
            Err(error) => {
                self.log(format!("`{method}`: {error}"))?;
                return Ok(Heard::More);
            }
        };
        // Before the beginning and after the end there is nothing to be done but exit.
        let Stage::Running(encoding) = self.stage else { return Ok(Heard::More) };
        match news {
            News::Opened { uri, version, text } => {
                self.documents.open(uri.as_str(), version, text);
                self.check(&uri, encoding)?;
            }
            News::Changed { uri, version, text } => {
                if self.documents.change(uri.as_str(), version, text) {
                    self.check(&uri, encoding)?;
                } else {
                    self.log(format!("`{method}`: `{}` is not open", uri.as_str()))?;
                }
            }
            News::Closed { uri } => {
                if self.documents.close(uri.as_str()) {
                    self.send(convert::withdraw(uri).into())?;
                } else {
                    self.log(format!("`{method}`: `{}` is not open", uri.as_str()))?;
                }
            }
            News::Exit | News::Other => {}
        }
        Ok(Heard::More)
    }

    /// Shows the editor what the compiler finds in a text now.
    fn check(&self, uri: &Uri, encoding: Encoding) -> Result<(), LspError> {
        match self.documents.check(uri.as_str()) {
            Ok(Some(findings)) => self.send(convert::publish(uri, &findings, encoding).into()),
            Ok(None) => Ok(()),
            Err(error) => self.log(error.to_string()),
        }
    }

    fn log(&self, message: String) -> Result<(), LspError> {
        self.send(convert::log_error(message).into())
    }

    fn send(&self, message: Message) -> Result<(), LspError> {
        self.connection.sender.send(message).map_err(|_| LspError::Closed)
    }

    /// The end of the conversation, which is `untimely` if there was no `shutdown`.
    fn end(&self, untimely: LspError) -> Result<(), LspError> {
        match self.stage {
            Stage::ShutDown => Ok(()),
            Stage::New | Stage::Running(_) => Err(untimely),
        }
    }
}
