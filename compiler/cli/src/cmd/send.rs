//! `evc send`

use std::path::PathBuf;
use std::time::Duration;

use evc_driver::config;
use evc_interp::Messages;
use evc_net::Client;
use evc_runtime::{Header, Loc, Schema, Value};

use crate::cmd::run::output_header;
use crate::failure::{Outcome, environment, input, status};
use crate::output::{Output, print};
use crate::session::Session;

/// How long to go on listening when what was waited for has come.
const AFTERWARDS: Duration = Duration::from_millis(300);

/// How many messages to print after it at most, so that a stream of them does not go on for ever.
const FURTHER_MAX: u32 = 100;

/// Send a message to a node as a client, and print what comes back
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The specification
    file: String,
    /// The configuration
    #[arg(long, short, value_name = "CONFIG")]
    config: PathBuf,
    /// The node to send to
    #[arg(long, value_name = "NODE")]
    to: String,
    /// The header, tokens separated by blanks
    header: String,
    /// The body, an evml expression
    value: String,
    /// The external location to act as; without it the only one of the configuration
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// Wait for a message with this header to come back
    #[arg(long, value_name = "HEADER")]
    wait: Option<String>,
    /// How long to try to reach the node, and to wait for an answer, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    timeout: u64,
}

/// Sends, and waits if asked to.
pub fn run(arguments: &Arguments, output: &Output) -> Outcome {
    let session = Session::open(&arguments.file, &arguments.config, output)?;
    evc_net::start_log(true);
    let from = client(&session, arguments.from.as_deref())?;
    let to = session.named(&arguments.to)?;
    if session.config.external().any(|external| external == to) {
        return Err(input(format!("`{to}` is external: no node handles its messages")));
    }
    if let Some(wait) = &arguments.wait {
        output_header(&session, wait)?;
    }
    let body = body(&session, arguments, output)?;
    let schema = session.program()?.schema();
    let header = Header::new(arguments.header.split_whitespace());
    let msg = schema.message(&header, &body).map_err(input)?;
    let patience = Duration::from_secs(arguments.timeout);
    let exchange = exchange(&session, from, to, &msg, schema, arguments, patience);
    evc_net::block_on(exchange).map_err(environment)?
}

async fn exchange(
    session: &Session,
    from: Loc,
    to: Loc,
    msg: &evc_interp::Message,
    schema: Messages,
    arguments: &Arguments,
    patience: Duration,
) -> Outcome {
    let opened = Client::open(&session.config, from, schema).await;
    let mut client = opened.map_err(|error| status(&error, error.exit_code()))?;
    let sent = client.send(to, msg, patience).await;
    sent.map_err(|error| status(&error, error.exit_code()))?;
    let Some(wait) = &arguments.wait else { return Ok(()) };
    let wanted = Header::new(wait.split_whitespace());
    let (mut found, mut patience, mut further) = (false, patience, 0);
    while let Some((from, header, value)) = client.receive(patience).await {
        print(&format!("{from}  {header} {value}\n"))?;
        found |= header == wanted;
        // What was waiting for the client comes first; what its message brings about follows.
        if found {
            patience = AFTERWARDS;
            further += 1;
        }
        if further > FURTHER_MAX {
            break;
        }
    }
    if found {
        return Ok(());
    }
    let seconds = arguments.timeout;
    Err(environment(format!("no `{wait}` has come back within {seconds} s")))
}

/// The external location to act as.
fn client(session: &Session, name: Option<&str>) -> Outcome<Loc> {
    let external: Vec<Loc> = session.config.external().collect();
    if let Some(name) = name {
        let loc = session.named(name)?;
        if !external.contains(&loc) {
            return Err(input(format!("`{name}` is not external: a node runs there")));
        }
        return Ok(loc);
    }
    match external[..] {
        [only] => Ok(only),
        [] => Err(input("the configuration has no external location to act as")),
        _ => {
            let names: Vec<_> = external.iter().map(|loc| loc.name()).collect();
            Err(input(format!("say which location to act as: `--from` {}", names.join(" or "))))
        }
    }
}

/// The body, checked against the message that has the header.
fn body(session: &Session, arguments: &Arguments, output: &Output) -> Outcome<Value> {
    let hir = &session.analysis.hir;
    let wanted = arguments.header.split_whitespace();
    let declared =
        hir.messages.iter().find(|m| wanted.clone().eq(m.header.literal().unwrap_or_default()));
    let Some(message) = declared else {
        let known: Vec<_> = hir
            .messages
            .iter()
            .map(|m| format!("`{}`", m.header.literal().unwrap_or_default().join(" ")))
            .collect();
        let (header, known) = (&arguments.header, known.join(", "));
        return Err(input(format!("no message has the header `{header}`: there are {known}")));
    };
    let mut sources = session.analysis.sources.clone();
    let (configuration, text) = (&session.configuration, &arguments.value);
    let (value, found) =
        config::check_value(&mut sources, configuration, "<value>", text, message.ty);
    output.report(&sources, &found)?;
    let places = &session.config.places;
    let name = |name: &str| {
        let name =
            name.strip_prefix("LOC(").and_then(|name| name.strip_suffix(')')).unwrap_or(name);
        places.iter().find(|place| place.loc.name() == name).map(|place| Value::Loc(place.loc))
    };
    evc_runtime::text::eval(value.text.as_str(), &name).map_err(input)
}
