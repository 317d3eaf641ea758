//! What commands print and write when all is well.

use std::collections::BTreeSet;
use std::fs;

use expect_test::{expect, expect_file};
use serde_json::Value;

use crate::CONFIG;
use crate::command::{Ended, SPEC, evc_reading, folder, root, run};

/// The trace of the example with seed 1.
const TRACE: &str = "trace/leader-ring-three-seed-1.jsonl";

/// The example as Rust.
const RUST: &str = "codegen/leader-ring.rs";

/// The output of a command that succeeds and finds nothing.
fn output(arguments: &[&str]) -> String {
    let Ended { status, out, err } = run(arguments);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{arguments:?}");
    out
}

fn simulated(more: &[&str]) -> String {
    output(&[&["sim", SPEC, "--config", CONFIG], more].concat())
}

/// Compares with a file that `suite_text` of the suites across crates keeps right.
fn assert_golden(text: &str, path: &str) {
    let file = root().join("tests").join(path);
    let golden = fs::read_to_string(&file);
    let golden = golden.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert!(text == golden, "this is not tests/{path}:\n{text}");
}

#[test]
fn check_says_that_all_is_well() {
    expect![[r#"
        examples/leader-ring/leader-ring.evml: ok, 4 messages, 9 definitions
    "#]]
    .assert_eq(&output(&["check", SPEC]));
}

#[test]
fn check_prints_types() {
    let types = output(&["check", "--types", SPEC]);
    assert!(types.lines().any(|line| line.contains("Ring") && line.contains("Class")), "{types}");
}

#[test]
fn standard_input_is_a_file() {
    let text = fs::read(root().join(SPEC)).expect("the example is there");
    let checked = evc_reading(&text, &["check", "-"]);
    assert_eq!((checked.status, &*checked.err), (Some(0), ""));
    assert_eq!(checked.out, "-: ok, 4 messages, 9 definitions\n");
    let simulated = evc_reading(&text, &["sim", "-", "--config", CONFIG, "--seed", "1", "--json"]);
    assert_golden(&simulated.out, TRACE);
}

#[test]
fn every_phase_is_dumped() {
    for phase in ["tokens", "ast", "hir"] {
        let dumped = output(&["dump", SPEC, "--phase", phase]);
        assert!(dumped.contains("Ring") && dumped.ends_with('\n'), "{phase}: {dumped}");
    }
    let semantics = output(&["dump", SPEC, "--phase", "semantics"]);
    assert!(semantics.contains("\n  header ``leader_ring propose``\n"), "{semantics}");
    assert_golden(&output(&["dump", SPEC, "--phase", "ir"]), "ir/leader-ring.ir");
    assert_golden(&output(&["build", SPEC, "--emit", "ir"]), "ir/leader-ring.ir");
}

#[test]
fn build_prints_the_module() {
    assert_golden(&output(&["build", SPEC, "--emit", "rust"]), RUST);
}

#[test]
fn traces_are_what_the_library_makes() {
    assert_golden(&simulated(&["--seed", "1", "--json"]), TRACE);
}

#[test]
fn traces_have_the_documented_form() {
    let harsh = ["--drop", "0.2", "--dup", "0.3", "--crash", "n3@6+9", "--seed", "3", "--json"];
    let (calm, harsh) = (simulated(&["--json"]), simulated(&harsh));
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for trace in [&calm, &harsh] {
        let lines = trace.lines().map(|line| serde_json::from_str(line).expect("JSON"));
        let lines: Vec<Value> = lines.collect();
        let [version, steps @ .., summary] = &lines[..] else { panic!("too few lines: {trace}") };
        assert_eq!(version["trace"]["version"], 2);
        let mut events = 0;
        for (number, step) in steps.iter().enumerate() {
            assert_eq!(step["step"], number, "steps are numbered without gaps");
            assert!(step["time"].is_u64());
            if step.get("event").is_some() {
                assert_eq!(step["event"], events, "events are numbered without gaps");
                check_event(step, &mut keys);
                events += 1;
            }
            keys.extend(names(step).map(str::to_owned));
        }
        keys.extend(names(&summary["summary"]).map(|name| format!("summary.{name}")));
        assert_eq!(summary["summary"]["events"], events);
    }
    expect![[r#"
        cause
        crashed
        event
        header
        loc
        lost
        message
        recovered
        send
        sends
        sends.delay
        sends.external
        sends.header
        sends.to
        sends.value
        state
        step
        summary.crashed
        summary.duplicated
        summary.events
        summary.faults
        summary.lost
        summary.outputs
        summary.pending
        summary.recovered
        time
        to
        value
    "#]]
    .assert_eq(&keys.into_iter().map(|key| format!("{key}\n")).collect::<String>());
}

fn check_event(event: &Value, keys: &mut BTreeSet<String>) {
    let headed = |it: &Value| it.pointer("/header/0").is_some_and(Value::is_string);
    assert!(event["loc"].is_string() && headed(event));
    assert!(event["cause"].is_null() || event["cause"].as_u64() < event["event"].as_u64());
    assert_eq!(event["cause"].is_null(), event.get("send").is_none());
    for send in event["sends"].as_array().expect("a list of sends") {
        assert!(send["to"].is_string() && send["delay"].is_u64());
        assert!(headed(send) && send.get("value").is_some());
        keys.extend(names(send).map(|name| format!("sends.{name}")));
    }
}

fn names(object: &Value) -> impl Iterator<Item = &str> {
    object.as_object().expect("an object").keys().map(String::as_str)
}

#[test]
fn seeds_reproduce_runs() {
    let run = |seed| simulated(&["--schedule", "random", "--json", "--seed", seed]);
    assert_eq!(run("7"), run("7"));
    let different: BTreeSet<String> = ["1", "2", "3", "4", "5"].map(run).into();
    assert!(different.len() > 1, "the seed changes nothing");
    let fifo = |seed| simulated(&["--schedule", "fifo", "--json", "--seed", seed]);
    assert_eq!(fifo("1"), fifo("2"), "this order needs no seed");
}

#[test]
fn engines_agree() {
    for schedule in ["timed", "random", "fifo"] {
        let run = |engine| {
            let harsh = ["--drop", "0.1", "--dup", "0.3", "--crash", "n2@8+5", "--seed", "11"];
            let more = ["--schedule", schedule, "--json", "--engine", engine];
            simulated(&[&harsh[..], &more].concat())
        };
        assert_eq!(run("interp"), run("reference"), "{schedule}");
        assert_eq!(run("interp"), run("all"), "{schedule}");
    }
}

#[test]
fn runs_are_summed_up() {
    let harsh = ["--drop", "0.2", "--dup", "0.3", "--crash", "n3@6", "--seed", "3"];
    let shown = simulated(&harsh);
    expect![[r#"
        7 events, 0 outputs, 0 pending, 0 faults, 1 lost, 1 crashed
    "#]]
    .assert_eq(&format!("{}\n", shown.lines().last().unwrap_or_default()));
    let cut = simulated(&["--steps", "5"]);
    expect![[r#"
        5 events, 0 outputs, 2 pending, 0 faults
    "#]]
    .assert_eq(&format!("{}\n", cut.lines().last().unwrap_or_default()));
}

/// The trace and the charts of a run, made in a folder of that name.
fn written(name: &str) -> [String; 4] {
    let folder = folder(name);
    let spec = folder.join("leader-ring.evml");
    let config = folder.join("three.toml");
    fs::copy(root().join(SPEC), &spec).expect("the example can be copied");
    fs::copy(root().join(CONFIG), &config).expect("the example can be copied");
    let [spec, config] = [&spec, &config].map(|path| path.to_str().expect("a path is text"));
    ["--trace", "--chart", "--chart", "--chart"].map({
        let files = ["new/trace.jsonl", "new/chart.svg", "new/chart.txt", "new/chart.html"];
        let mut files = files.into_iter();
        move |option| {
            let file = folder.join(files.next().expect("a file for each option"));
            let path = file.to_str().expect("a path is text");
            output(&["sim", spec, "--config", config, "--seed", "1", option, path]);
            fs::read_to_string(&file).expect("the file is written, with its folder")
        }
    })
}

#[test]
fn traces_and_charts_are_written_alike_wherever_the_files_are() {
    let here = written("charts here");
    assert_eq!(here, written("charts/there"));
    let [trace, svg, text, html] = here;
    assert_golden(&trace, TRACE);
    expect_file!["../../../../tests/chart/leader-ring-three-seed-1.svg"].assert_eq(&svg);
    expect_file!["../../../../examples/leader-ring/election.svg"].assert_eq(&svg);
    expect_file!["../../../../tests/chart/leader-ring-three-seed-1.txt"].assert_eq(&text);
    // Of a page the data are kept: its program is no business of a run.
    let (_, data) = html.split_once("id=\"data\">").expect("the page has data");
    let (data, _) = data.split_once("</script>").expect("the data end");
    expect_file!["../../../../tests/chart/leader-ring-three-seed-1.json"]
        .assert_eq(&format!("{data}\n"));
    let shown = simulated(&["--seed", "1"]);
    assert_eq!(shown, text + "13 events, 1 outputs, 0 pending, 0 faults\n");
}

/// Losses, duplicates and a crash, in text and as a picture.
#[test]
fn harsh_runs_have_charts() {
    let folder = folder("harsh");
    for ending in ["svg", "txt"] {
        let file = folder.join("chart").with_extension(ending);
        let path = file.to_str().expect("a path is text");
        let harsh = ["--drop", "0.08", "--dup", "0.3", "--crash", "n3@16", "--seed", "7"];
        simulated(&[&harsh[..], &["--chart", path]].concat());
        let chart = fs::read_to_string(&file).expect("the file is written");
        expect_file![format!("../../../../tests/chart/leader-ring-three-harsh.{ending}")]
            .assert_eq(&chart);
    }
}

#[test]
fn a_part_of_a_run_can_be_drawn() {
    let part = simulated(&["--seed", "1", "--chart-from", "6", "--chart-to", "8"]);
    expect![[r#"
        leader_ring: timed schedule, seed 1, 13 events; events 3 to 5 left out; events 9 to 12 left out

                           n1                                n2                                n3    client
        boot                ●                                 ●                                 ●       ┊
                … events 3 to 5 left out (--chart-from 3 --chart-to 5 shows them)               ⋮       ⋮
           6   o─ choose ──>│                                 │                                 │       ┊
           7                ├─ leader_ring propose (1, 17) ──>│                                 │       ┊
           8                │                                 ├─ leader_ring propose (1, 42) ──>│       ┊
                … events 9 to 12 left out (--chart-from 9 --chart-to 12 shows them)             ⋮       ⋮
                           n1                                n2                                n3    client
        13 events, 1 outputs, 0 pending, 0 faults
    "#]].assert_eq(&part);
    let backwards = ["--chart-from", "8", "--chart-to", "6"];
    let refused = run(&[&["sim", SPEC, "--config", CONFIG][..], &backwards].concat());
    assert_eq!((refused.status, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("no event is from 8 on and up to 6"), "{}", refused.err);
}

#[test]
fn a_package_is_written_without_cargo() {
    let folder = folder("package");
    let path = folder.to_str().expect("a path is text");
    let build = ["build", SPEC, "--out", path, "--no-compile"];
    assert_eq!(output(&build), format!("{path}\n"));
    let spec = fs::read_to_string(folder.join("src/spec.rs")).expect("the module is written");
    assert_golden(&spec, RUST);
    for file in ["Cargo.toml", "src/main.rs", "runtime/core/src/lib.rs", "runtime/net/src/lib.rs"] {
        let text = fs::read_to_string(folder.join(file)).expect("the file is written");
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{file} names a path of this machine");
    }
    assert_eq!(output(&build), format!("{path}\n"), "writing it again changes nothing");
}

/// What README.md promises in its table of commands is there.
#[test]
fn every_documented_command_exists() {
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let help = output(&["--help"]);
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `evc "));
    let names: Vec<&str> = rows.filter_map(|row| row.split([' ', '`']).next()).collect();
    assert!(names.len() >= 5, "README.md has no table of commands any more");
    for name in names {
        assert!(help.contains(&format!("\n  {name} ")), "there is no `evc {name}`\n{help}");
    }
}

#[test]
fn engines_may_report_different_faults_of_one_event() {
    let folder = folder("faults");
    let (spec, config) = (folder.join("faults.evml"), folder.join("faults.toml"));
    let text = "specification faults\n\
                parameter nodes : Loc Bag\nparameter client : Loc\n\
                input ask : Int\noutput answer : Int\n\
                class Sum = Memory (\\slf. 0, \\slf. \\n. \\sum. sum + 1 / n, ask'base) ;;\n\
                main ((\\slf. \\sum. \\n. {answer'send client (2 / n + sum)}) o (Sum, ask'base)) \
                @ nodes\n";
    fs::write(&spec, text).expect("the folder can be written");
    let text = "[locations]\na = \"127.0.0.1:9\"\nc = \"127.0.0.1:10\"\n\
                [groups]\nexternal = [\"c\"]\n\
                [parameters]\nnodes = \"{a}\"\nclient = \"c\"\n\
                [[messages]]\nto = \"a\"\nheader = \"ask\"\nvalue = \"0\"\n\
                [[messages]]\nto = \"a\"\nheader = \"ask\"\nvalue = \"1\"\n";
    fs::write(&config, text).expect("the folder can be written");
    let path = |path: &std::path::Path| path.to_str().expect("UTF-8").to_owned();
    let run = output(&["sim", &path(&spec), "--config", &path(&config), "--engine", "all"]);
    assert!(run.contains("3 events, 1 outputs, 0 pending, 1 faults"), "{run}");
}

/// A specification that the definition runs and lowering does not.
const DELEGATING: &str = "specification rounds
parameter home : Loc
parameter client : Loc
input start : Int
output done : Int * Int
main (start'base >>= (\\n. (\\l. \\k. {done'send client (n, k)}) o start'base)) @ {home}
";

#[test]
fn the_definition_runs_what_cannot_be_lowered() {
    let folder = folder("delegating");
    let (spec, config) = (folder.join("rounds.evml"), folder.join("rounds.toml"));
    fs::write(&spec, DELEGATING).expect("the folder is there");
    let text = "boot = false\n[locations]\nhome = \"127.0.0.1:7001\"\nclient = \"127.0.0.1:7002\"\n\
                [groups]\nexternal = [\"client\"]\n\
                [parameters]\nhome = \"home\"\nclient = \"client\"\n\
                [[messages]]\nto = \"home\"\nheader = \"start\"\nvalue = \"1\"\n\
                [[messages]]\nto = \"home\"\nheader = \"start\"\nvalue = \"2\"\n";
    fs::write(&config, text).expect("the folder is there");
    let (spec, config) = (spec.to_string_lossy(), config.to_string_lossy());
    let simulate = ["sim", &*spec, "--config", &*config, "--schedule", "fifo", "--json"];
    let trace = output(&[&simulate[..], &["--engine", "reference"]].concat());
    let values: Vec<Value> = trace
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("every line is JSON"))
        .flat_map(|record| record["sends"].as_array().cloned().unwrap_or_default())
        .map(|send| send["value"].clone())
        .collect();
    let expected: Value = serde_json::json!([[1, 1], [1, 2], [2, 2]]);
    assert_eq!(Value::Array(values), expected);
}
