//! A run: some nodes of one configuration in this program, until they are stopped.

use std::collections::BTreeMap;
use std::sync::Arc;

use evc_runtime::{Header, Loc, Process, Schema};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};
use tracing::{info, warn};

use crate::config::{Config, ConfigError};
use crate::handshake::{Hello, Welcome};
use crate::link::{Link, Route};
use crate::listener::Listener;
use crate::node::{INBOX_MAX, Node, Outlet, Queues};
use crate::observe::{Observer, Watch};
use crate::stop::Stopper;
use crate::tally::Tally;

/// What a run does beside running.
#[derive(Clone)]
pub struct Options {
    /// Stops the run when one of its nodes has sent an output with this header.
    pub until: Option<Header>,
    /// Who watches.
    pub observer: Arc<dyn Observer>,
}

/// Why nodes cannot run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The configuration is wrong.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// There is nothing to run.
    #[error("no node to run: the configuration `{file}` has no internal location")]
    NoNodes {
        /// The configuration.
        file: String,
    },
    /// A location that runs no process of the specification cannot be a node.
    #[error("`{0}` is external: it runs no process of the specification")]
    External(Loc),
    /// The node's address cannot be listened to.
    #[error("cannot listen for `{loc}` at {address}: {source}")]
    Bind {
        /// The node's location.
        loc: Loc,
        /// Its address.
        address: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The system refuses something that every run needs.
    #[error("cannot run nodes: {0}")]
    System(std::io::Error),
    /// A node ended by a mistake in this program.
    #[error("the node `{loc}` ended by a mistake in this program: {source}")]
    Panicked {
        /// The node's location.
        loc: Loc,
        /// What happened.
        source: JoinError,
    },
}

impl RunError {
    /// The exit status of a program that ends for it: 1 if what it was given is wrong, 2 if the
    /// system or the way it was called is.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(
                ConfigError::Read { .. }
                | ConfigError::Format { .. }
                | ConfigError::MissingLocation { .. },
            )
            | Self::External(_)
            | Self::Bind { .. }
            | Self::System(_)
            | Self::Panicked { .. } => 2,
            Self::Config(ConfigError::At { .. } | ConfigError::MissingParameter { .. })
            | Self::NoNodes { .. } => 1,
        }
    }
}

/// Nodes whose addresses are bound: from now on they can be reached, and they begin to work when
/// [`Cluster::run`] is called.
pub struct Cluster<P: Process, S: Schema<Msg = P::Msg>> {
    stopper: Stopper,
    nodes: Vec<Prepared<P, S>>,
}

/// A node that is ready to run.
struct Prepared<P: Process, S: Schema<Msg = P::Msg>> {
    node: Node<P, S>,
    listener: Listener<S>,
    routes: Vec<(Route, bool)>,
    first: Vec<P::Msg>,
}

impl<P: Process, S: Schema<Msg = P::Msg>> Cluster<P, S> {
    /// Binds the addresses of `nodes`: locations of `config` with the processes that the
    /// specification places there, if any.
    ///
    /// # Errors
    /// If a node is not an internal location of the configuration, an initial message is wrong,
    /// or an address cannot be bound.
    pub async fn bind(
        config: &Config,
        schema: S,
        nodes: Vec<(Loc, Option<P>)>,
        options: Options,
    ) -> Result<Self, RunError> {
        if nodes.is_empty() {
            return Err(RunError::NoNodes { file: config.file.clone() });
        }
        let mut cluster = Self { stopper: Stopper::new(), nodes: Vec::new() };
        let schema = Arc::new(schema);
        let initial = config.messages(&*schema)?;
        for (to, msg) in &initial {
            if config.place(*to).is_some_and(|place| place.external) {
                let header = schema.header(msg);
                warn!("the initial message {header:?} to {to} has no effect: {to} is external");
            }
        }
        for (loc, process) in nodes {
            let boot = config.boot.then(|| schema.boot());
            let posted = initial.iter().filter(|(to, _)| *to == loc).map(|(_, msg)| msg.clone());
            let first = boot.into_iter().chain(posted).collect();
            let prepared =
                prepare(config, &schema, (loc, process), first, &options, &cluster.stopper);
            cluster.nodes.push(prepared.await?);
        }
        Ok(cluster)
    }

    /// What ends the run.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// The counters of each node.
    pub fn tallies(&self) -> BTreeMap<Loc, Arc<Tally>> {
        let watches = self.nodes.iter().map(|prepared| &prepared.node.watch);
        watches.map(|watch| (watch.at, Arc::clone(&watch.tally))).collect()
    }

    /// Runs the nodes until [`Stopper::stop`] is called or the output of [`Options::until`] has
    /// been sent. What waits then is written, for [`crate::link::FLUSH_TIME_MAX`] at most.
    ///
    /// # Errors
    /// If a node ends by itself, which is a mistake of this program; the others are stopped.
    pub async fn run(self) -> Result<(), RunError> {
        let mut tasks = JoinSet::new();
        let mut places = BTreeMap::new();
        for Prepared { mut node, listener, routes, first } in self.nodes {
            let loc = node.watch.at;
            for (route, external) in routes {
                let to = route.hello.to;
                let (link, work) = Link::new(route, node.watch.clone(), node.stopping.clone());
                node.links.spawn(work);
                node.outlets.insert(to, Outlet { link, external });
            }
            places.insert(tasks.spawn(listener.run()).id(), loc);
            places.insert(tasks.spawn(node.run(first)).id(), loc);
        }
        let mut result = Ok(());
        while let Some(ended) = tasks.join_next().await {
            if let Err(source) = ended
                && let Some(loc) = places.get(&source.id())
            {
                self.stopper.stop();
                result = result.and(Err(RunError::Panicked { loc: *loc, source }));
            }
        }
        result
    }
}

async fn prepare<P: Process, S: Schema<Msg = P::Msg>>(
    config: &Config,
    schema: &Arc<S>,
    (loc, process): (Loc, Option<P>),
    first: Vec<P::Msg>,
    options: &Options,
    stopper: &Stopper,
) -> Result<Prepared<P, S>, RunError> {
    let place = config.named(loc.name())?;
    if place.external {
        return Err(RunError::External(loc));
    }
    let address = &place.address;
    let socket = TcpListener::bind(address).await.map_err(|source| {
        let address = address.clone();
        RunError::Bind { loc, address, source }
    })?;
    info!("{loc}: listening at {address}");
    let fingerprint = schema.fingerprint();
    let observer = Arc::clone(&options.observer);
    let watch = Watch { at: loc, tally: Arc::new(Tally::default()), observer };
    let (sender, inbox) = mpsc::channel(INBOX_MAX);
    let known = config.places.iter().map(|place| place.loc).collect();
    let listener = Listener {
        socket,
        welcome: Welcome { fingerprint, at: loc, known },
        schema: Arc::clone(schema),
        inbox: sender,
        watch: watch.clone(),
        stopping: stopper.stopping(),
    };
    let others = config.places.iter().filter(|place| place.loc != loc);
    let routes = others.map(|place| {
        let hello = Hello { fingerprint, from: loc, to: place.loc };
        (Route { hello, address: place.address.clone() }, place.external)
    });
    let node = Node {
        watch,
        process,
        schema: Arc::clone(schema),
        inbox,
        outlets: BTreeMap::new(),
        links: JoinSet::new(),
        stopper: stopper.clone(),
        stopping: stopper.stopping(),
        until: options.until.clone(),
        queues: Queues::new(),
    };
    Ok(Prepared { node, listener, routes: routes.collect(), first })
}

/// Runs nodes in this program until a signal (SIGINT, and SIGTERM where there is one) or
/// [`Options::until`] ends them: what `evc run` and generated programs do. Blocks.
///
/// # Errors
/// As for [`Cluster::bind`] and [`Cluster::run`], and if the system gives no runtime or signals.
pub fn run<P: Process, S: Schema<Msg = P::Msg>>(
    config: &Config,
    schema: S,
    nodes: Vec<(Loc, Option<P>)>,
    options: Options,
) -> Result<(), RunError> {
    block_on(async {
        let cluster = Cluster::bind(config, schema, nodes, options).await?;
        let stopper = cluster.stopper();
        let mut running = std::pin::pin!(cluster.run());
        tokio::select! {
            ended = &mut running => return ended,
            signal = signal() => info!("stopping: {}", signal.map_err(RunError::System)?),
        }
        stopper.stop();
        // A second signal means now.
        tokio::select! {
            ended = running => ended,
            signal = signal() => signal.map(|_| ()).map_err(RunError::System),
        }
    })?
}

/// Runs a future of this crate to its end on a runtime of its own, blocking.
///
/// # Errors
/// If the system gives no runtime.
pub fn block_on<T>(future: impl Future<Output = T>) -> Result<T, RunError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(RunError::System)?.block_on(future))
}

#[cfg(unix)]
async fn signal() -> std::io::Result<&'static str> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => Ok("terminated"),
        _ = interrupt.recv() => Ok("interrupted"),
    }
}

#[cfg(not(unix))]
async fn signal() -> std::io::Result<&'static str> {
    tokio::signal::ctrl_c().await.map(|()| "interrupted")
}
