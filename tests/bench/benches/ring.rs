//! Ring leader election: how long the compiler takes, how fast its engines are.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use evc_bench::{in_turn, table};
use evc_driver::{Analysis, Disk};
use evc_interp::Program;
use evc_net::Config;
use evc_runtime::sim::{Network, Options, Schedule, World};
use evc_runtime::{Fixed, Header, Loc, Process, Schema, Value};

/// The specification compiled to Rust.
#[allow(dead_code, reason = "a module offers more than one program uses")]
mod spec {
    include!(concat!(env!("OUT_DIR"), "/leader-ring.rs"));
}

/// How many elections are run one after the other in each round.
const EPOCHS: i64 = 2_000;

/// A program is started this often in each round.
const STARTS: u32 = 5;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("examples/leader-ring/leader-ring.evml");
    let path = path.to_str().expect("the path of the repository is UTF-8").to_owned();
    let mut rows = compiler(&path, &root);
    rows.extend(engines(&path, &root));
    println!("{}", table(["what", "median", "ratio"], &rows));
}

fn analyse(path: &str) -> Analysis {
    evc_driver::analyse(&Disk, path).expect("the example is there")
}

/// The compiler as a library and as a program.
fn compiler(path: &str, root: &Path) -> Vec<[String; 3]> {
    let evc = binary(root);
    let start = |arguments: &[&str]| {
        for _ in 0..STARTS {
            let run = Command::new(&evc).args(arguments).stdout(Stdio::null()).status();
            assert!(run.expect("evc can be run").success());
        }
    };
    let times = in_turn(&mut [
        &mut || {
            black_box(analyse(path));
        },
        &mut || {
            let analysis = analyse(path);
            let system = evc_driver::lower(&analysis).expect("the example is sound");
            black_box(evc_codegen::module(&system, &analysis.sources));
        },
        &mut || start(&["check", path]),
        &mut || start(&["build", "--emit", "rust", path]),
    ]);
    let [check, emit, check_program, emit_program] = times[..] else {
        unreachable!("four tasks give four times")
    };
    let (check_program, emit_program) = (check_program / STARTS, emit_program / STARTS);
    vec![
        row("`evc check`, as a program", check_program, check_program),
        row("`evc build --emit rust`, as a program", emit_program, check_program),
        row("parse, resolve and infer, in memory", check, check_program),
        row("all phases and printing Rust, in memory", emit, check_program),
    ]
}

fn row(what: &str, time: Duration, unit: Duration) -> [String; 3] {
    let ratio = time.as_secs_f64() / unit.as_secs_f64();
    [what.to_owned(), format!("{:.2} ms", time.as_secs_f64() * 1e3), format!("{ratio:.2}")]
}

/// Builds evc as cargo would for users, and gives its path.
fn binary(root: &Path) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--quiet", "--package", "evc"]).current_dir(root);
    assert!(build.status().expect("cargo can be run").success(), "evc must build");
    let own = std::env::current_exe().expect("a running program has a path");
    let folder = own.parent().and_then(Path::parent).expect("it lies below target/release");
    folder.join(format!("evc{}", std::env::consts::EXE_SUFFIX))
}

/// Elections in a ring of seven, with each engine, in the same simulated world.
fn engines(path: &str, root: &Path) -> Vec<[String; 3]> {
    let analysis = analyse(path);
    let system = evc_driver::lower(&analysis).expect("the example is sound");
    let config = Config::read(&root.join("examples/leader-ring/seven.toml"));
    let config = config.expect("the example's configuration is sound");
    let names: Vec<_> = system.params.iter().map(|param| param.name.as_str()).collect();
    let values = config.values(&names).expect("the parameters have values");

    let program = Program::new(&system, values.clone(), &analysis.sources).expect("well typed");
    let interpreted = || {
        let at = |loc| (loc, program.at(loc).expect("no fault at the start"));
        elections(program.schema(), config.internal().map(at).collect(), &config)
    };
    let params = Fixed::new(spec::Params::from_values(&values).expect("well typed"));
    let generated = || {
        let at = |loc| (loc, spec::at(&params, loc).expect("no fault at the start"));
        elections(spec::Messages::new(), config.internal().map(at).collect(), &config)
    };
    let events = interpreted();
    assert_eq!(events, generated(), "the engines must do the same");
    let times = in_turn(&mut [
        &mut || {
            black_box(interpreted());
        },
        &mut || {
            black_box(generated());
        },
    ]);
    let [interp, native] = times[..] else { unreachable!("two tasks give two times") };
    let rate = |time: Duration| events as f64 / time.as_secs_f64();
    let row = |what: &str, time| {
        let figure = format!("{:.2} million events/s", rate(time) / 1e6);
        [what.to_owned(), figure, format!("{:.2}", rate(time) / rate(interp))]
    };
    vec![
        row("simulator, ring of 7, interpreter", interp),
        row("simulator, ring of 7, generated Rust", native),
    ]
}

/// Runs elections one after the other and gives the number of events.
fn elections<P: Process, S: Schema<Msg = P::Msg>>(
    schema: S,
    nodes: Vec<(Loc, Option<P>)>,
    config: &Config,
) -> u64 {
    let ring: Vec<Loc> = config.internal().collect();
    let successors: Vec<Loc> = ring.iter().copied().cycle().skip(1).take(ring.len()).collect();
    let (configure, choose) = (Header::new(["config"]), Header::new(["choose"]));
    let options = Options {
        seed: 0,
        schedule: Schedule::Fifo,
        network: Network::PERFECT,
        crashes: Vec::new(),
        boot: false,
    };
    let mut world = World::new(schema, nodes, config.external().collect(), options);
    for epoch in 1..=EPOCHS {
        for (loc, successor) in ring.iter().zip(&successors) {
            let body = Value::tuple([Value::Int(epoch), Value::Loc(*successor)]);
            let msg = world.schema().message(&configure, &body).expect("well typed");
            assert!(world.post(*loc, msg), "a node is there");
        }
        let msg = world.schema().message(&choose, &Value::Unit).expect("well typed");
        let first = ring.first().copied().expect("a ring has nodes");
        assert!(world.post(first, msg), "a node is there");
        world.run_untraced(u64::MAX);
    }
    let summary = world.summary();
    assert_eq!(summary.outputs, EPOCHS as u64, "every epoch elects once");
    summary.events
}
