//! Language server for evml.
//!
//! An editor sends the texts it holds; the server answers with what the compiler finds in them,
//! the same as `evc check` finds in a file. Messages are handled one after the other, because a
//! finding is about the text that the messages before it made.
//!
//! Reading order: `serve` is the conversation, `documents` the texts with their findings, `lines`
//! counts places the way editors do, and `convert` is the only place that knows the protocol's
//! types.

mod convert;
mod documents;
mod lines;
mod serve;

#[cfg(test)]
mod tests;

use lsp_server::Connection;

/// Why the server ends otherwise than the editor asked it to.
#[derive(Debug, thiserror::Error)]
pub enum LspError {
    /// Reading standard input or writing standard output fails, or what comes is no message of
    /// the protocol.
    #[error("the connection to the editor fails: {0}")]
    Transport(#[from] std::io::Error),
    /// The editor has gone without `shutdown` and `exit`.
    #[error("the connection to the editor is closed without `shutdown`")]
    Closed,
    /// The editor says `exit` without `shutdown`.
    #[error("the editor asks to exit without `shutdown`")]
    ExitWithoutShutdown,
}

impl LspError {
    /// The exit status of a program that ends for it: 1 as the protocol wants it for an exit
    /// without shutdown, 2 if the connection fails.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::ExitWithoutShutdown => 1,
            Self::Transport(_) | Self::Closed => 2,
        }
    }
}

/// Serves an editor over standard input and output until it says `exit`. Blocks.
///
/// # Errors
/// If the connection fails or ends without the words of parting that the protocol demands.
pub fn serve_stdio() -> Result<(), LspError> {
    let (connection, threads) = Connection::stdio();
    let served = serve::serve(&connection);
    // The writer ends when nobody can give it messages any more.
    drop(connection);
    // Why the connection failed says more than that it did.
    threads.join()?;
    served
}
