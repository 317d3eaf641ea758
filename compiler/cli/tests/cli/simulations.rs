//! `evc sim` in worlds that are not calm: networks, crashes, replays, people.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};

use crate::CONFIG;
use crate::command::{Ended, SPEC, evc_reading, folder, run};

/// Runs the ring of three.
fn sim(more: &[&str]) -> Ended {
    run(&[&["sim", SPEC, "--config", CONFIG], more].concat())
}

/// The output of a run that succeeds and about which nothing is to be said.
fn simulated(more: &[&str]) -> String {
    let Ended { status, out, err } = sim(more);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{more:?}");
    out
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("the folder can be written");
    path.to_str().expect("a path is text").to_owned()
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().expect("a path is text").to_owned()
}

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}

/// A trace without the messages, which makes it short.
fn outline(trace: &str) -> String {
    let short = |line: &str| match line.split_once(",\"header\"") {
        Some((event, _)) => format!("{event}}}\n"),
        None => format!("{line}\n"),
    };
    trace.lines().map(short).collect()
}

/// With seed 3, something is lost, something is duplicated, and a node crashes and recovers.
const STORM: &str = "[groups]\nwest = [\"n1\", \"n2\"]\n\
                     [network]\ndelay = \"exponential 12\"\nduplicate = 0.3\n\
                     [[partitions]]\nsides = [\"west\", [\"n3\"]]\nbegins = 40\nheals = 90\n\
                     [[crashes]]\nnode = \"n1\"\ntime = 5\nrecovers = 9\nstate = \"kept\"\n";

#[test]
fn a_network_file_makes_the_world_worse() {
    let folder = folder("network file");
    let storm = file(&folder, "storm.toml", STORM);
    let trace = simulated(&["--network", &storm, "--seed", "3", "--json"]);
    expect![[r#"
        {"trace":{"version":2}}
        {"step":0,"time":0,"duplicated":5,"copy":7,"to":"n3","cause":null}
        {"step":1,"time":0,"event":0,"loc":"n1","message":0,"cause":null}
        {"step":2,"time":0,"event":1,"loc":"n2","message":1,"cause":null}
        {"step":3,"time":0,"event":2,"loc":"n3","message":2,"cause":null}
        {"step":4,"time":0,"event":3,"loc":"n1","message":3,"cause":null}
        {"step":5,"time":0,"event":4,"loc":"n2","message":4,"cause":null}
        {"step":6,"time":0,"event":5,"loc":"n3","message":5,"cause":null}
        {"step":7,"time":0,"event":6,"loc":"n1","message":6,"cause":null}
        {"step":8,"time":0,"event":7,"loc":"n3","message":7,"cause":null}
        {"step":9,"time":5,"crashed":"n1"}
        {"step":10,"time":14,"recovered":"n1","state":"kept"}
        {"step":11,"time":49,"event":8,"loc":"n2","message":8,"cause":6,"send":0}
        {"step":12,"time":62,"lost":9,"to":"n3","cause":8,"send":0}
        {"summary":{"events":9,"outputs":0,"pending":0,"faults":0,"lost":1,"duplicated":1,"crashed":1,"recovered":1}}
    "#]].assert_eq(&outline(&trace));
    let worse = sim(&["--network", &storm, "--drop", "1", "--json"]);
    assert_eq!(worse.status, Some(0));
    assert!(worse.out.contains("\"events\":3,"), "only boot events are left: {}", worse.out);
    assert_eq!(worse.err, "note: `n1` does not crash at 5 ms: the run ends at 0 ms\n");
}

#[test]
fn what_is_wrong_with_a_network_file_is_shown_in_it() {
    let folder = folder("wrong network file");
    let wrong =
        file(&folder, "net.toml", "[network]\ndrop = 2\n\n[[crashes]]\nnode = \"n4\"\nstep = 1\n");
    let Ended { status, out, err } = sim(&["--network", &wrong]);
    assert_eq!((status, out.as_str()), (Some(1), ""));
    expect![[r#"
        error[EV0401]: `drop` has the wrong form
          ┌─ net.toml:2:8
          │
        2 │ drop = 2
          │        ^ not a number from 0 to 1
          │
          = help: write the share of messages, as in `drop = 0.05`

        error[EV0402]: unknown location or group `n4`
          ┌─ net.toml:5:8
          │
        5 │ node = "n4"
          │        ^^^^ nothing has this name
          │
          = help: did you mean `n1`?

    "#]]
    .assert_eq(&err.replace(&wrong, "net.toml"));
    let missing = sim(&["--network", "none.toml"]);
    assert_eq!(missing.status, Some(2));
    assert!(missing.err.contains("cannot read `none.toml`"), "{}", missing.err);
}

#[test]
fn nodes_recover() {
    for (crash, state) in
        [("n2@6+30", "fresh"), ("n2@6+30:fresh", "fresh"), ("n2@6+30:kept", "kept")]
    {
        let trace = simulated(&["--crash", crash, "--json"]);
        assert!(trace.contains("\"time\":0,\"crashed\":\"n2\"}"), "{trace}");
        let recovered = format!("\"time\":30,\"recovered\":\"n2\",\"state\":\"{state}\"}}");
        assert!(trace.contains(&recovered), "{trace}");
    }
    for crash in ["n2@6+", "n2@6+x", "n2@6+3:new", "n2@+3", "n2@6+3:kept:kept"] {
        let Ended { status, err, .. } = sim(&["--crash", crash]);
        assert_eq!(status, Some(1));
        assert!(err.contains("`n1@12+100:kept`") && err.contains(&format!("`{crash}`")), "{err}");
    }
}

#[test]
fn a_crash_that_does_not_happen_is_mentioned() {
    let folder = folder("late crash");
    let late = file(&folder, "late.toml", "[[crashes]]\nnode = \"n3\"\ntime = 9000\n");
    let crashes = ["--crash", "n1@500", "--crash", "n2@1", "--crash", "n2@2"];
    let Ended { status, out, err } = sim(&[&crashes[..], &["--network", &late]].concat());
    assert_eq!(status, Some(0));
    expect![[r#"
        8 events, 0 outputs, 0 pending, 0 faults, 1 crashed
        note: `n1` does not crash at step 500: the run has 9 steps
        note: `n3` does not crash at 9000 ms: the run ends at 0 ms
        note: `n2` does not crash at step 2: it had crashed before
    "#]]
    .assert_eq(&format!("{}\n{err}", last_line(&out)));
}

/// A trace of a run in which everything happened, written in that folder.
fn recorded(folder: &Path) -> (String, String) {
    let storm = file(folder, "storm.toml", STORM);
    let trace = path(folder, "trace.jsonl");
    let shown = simulated(&["--network", &storm, "--seed", "3", "--trace", &trace]);
    (trace, shown)
}

#[test]
fn a_trace_is_made_again() {
    let folder = folder("replay");
    let (trace, shown) = recorded(&folder);
    let text = fs::read_to_string(&trace).expect("the trace is written");
    assert_eq!(simulated(&["--replay", &trace, "--json"]), text);
    for engine in ["interp", "reference", "all"] {
        assert_eq!(
            simulated(&["--replay", &trace, "--json", "--engine", engine]),
            text,
            "{engine}"
        );
    }
    let again = simulated(&["--replay", &trace]);
    assert_eq!(
        again.lines().skip(1).collect::<Vec<_>>(),
        shown.lines().skip(1).collect::<Vec<_>>()
    );
    assert!(again.starts_with("leader_ring: recorded schedule, "), "{again}");
}

#[test]
fn a_changed_specification_leaves_the_trace() {
    let folder = folder("changed");
    let trace = path(&folder, "trace.jsonl");
    simulated(&["--schedule", "fifo", "--trace", &trace]);
    let config = fs::read_to_string(crate::command::root().join(CONFIG)).expect("the example");
    let changed = file(&folder, "changed.toml", &config.replace("42 else 23", "16 else 23"));
    let Ended { status, out, err } = run(&["sim", SPEC, "--config", &changed, "--replay", &trace]);
    assert_eq!((status, out.as_str()), (Some(1), ""));
    expect![[r#"
        error: the run leaves the trace at line 9
          recorded  {"step":7,"time":7,"event":7,"loc":"n2","message":7,"cause":6,"send":0,"header":["leader_ring","propose"],"value":[1,17],"sends":[{"to":"n3","delay":0,"header":["leader_ring","propose"],"value":[1,42]}]}
          now       {"step":7,"time":7,"event":7,"loc":"n2","message":7,"cause":6,"send":0,"header":["leader_ring","propose"],"value":[1,17],"sends":[{"to":"n3","delay":0,"header":["leader_ring","propose"],"value":[1,16]},{"to":"n3","delay":0,"header":["leader_ring","propose"],"value":[1,17]}]}
          help: the specification, the configuration or evc is not what it was
    "#]].assert_eq(&err);
}

#[test]
fn what_is_no_trace_is_refused() {
    let folder = folder("no trace");
    let refused = |text: &str, expected: Expect| {
        let trace = file(&folder, "trace.jsonl", text);
        let Ended { status, err, .. } = sim(&["--replay", &trace]);
        assert_eq!(status, Some(1), "{err}");
        expected.assert_eq(&err.replace(&trace, "trace.jsonl"));
    };
    refused(
        "{\"step\":0,\"event\":0,\"loc\":\"n1\",\"cause\":null}\n",
        expect![[r#"
        error: `trace.jsonl`: this trace is of version 1, which does not record what was lost and who crashed: record the run again to get one of version 2
    "#]],
    );
    refused(
        "{\"trace\":{\"version\":3}}\n",
        expect![[r#"
        error: `trace.jsonl`: this trace is of version 3, and only 2 is understood
    "#]],
    );
    refused(
        "let x = 1 ;;\n",
        expect![[r#"
        error: `trace.jsonl`: this is not a trace
    "#]],
    );
    refused(
        "{\"trace\":{\"version\":2}}\n{\"time\":0,\"crashed\":\"n7\"}\n",
        expect![[r#"
        error: `trace.jsonl`: line 2 names `n7`, which is no location of this system
    "#]],
    );
    refused(
        "{\"trace\":{\"version\":2}}\n{\"time\":0,\"lost\":",
        expect![[r#"
        error: `trace.jsonl`: line 2 is not JSON: it ends too early
    "#]],
    );
    refused(
        "{\"trace\":{\"version\":2}}\n",
        expect![[r#"
        error: `trace.jsonl`: this trace was cut off: it does not end with a summary
    "#]],
    );
    let both = sim(&["--replay", "trace.jsonl", "--drop", "0.5"]);
    assert_eq!(both.status, Some(2));
    assert!(both.err.contains("cannot be used with"), "{}", both.err);
}

/// Plays with the ring of three.
fn played(lines: &str, more: &[&str]) -> String {
    let arguments = [&["sim", SPEC, "--config", CONFIG, "--interactive"], more].concat();
    let Ended { status, out, err } = evc_reading(lines.as_bytes(), &arguments);
    assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
    out
}

#[test]
fn a_person_decides() {
    let lines = "list\nrun 6\nd 6\n\nlist\ndup 7\ndeliver 7\ncrash n3\nd 9\nrecover n3\nstates\n\
                 drop 8\ndrop 8\nundo\nl\ncrash n9\nstates n9\ncrash client\nfly\ndrop\nquit\nlist\n";
    expect![[r#"
        step 0, 0 ms, 7 in flight
        `help` lists the commands
           0  n1 to itself: evc boot (), due at 0 ms
           1  n2 to itself: evc boot (), due at 0 ms
           2  n3 to itself: evc boot (), due at 0 ms
           3  outside to n1: config (1, n2), due at 0 ms
           4  outside to n2: config (1, n3), due at 0 ms
           5  outside to n3: config (1, n1), due at 0 ms
           6  outside to n1: choose (), due at 0 ms
        step 0: n1 receives 0: evc boot ()
        step 1: n2 receives 1: evc boot ()
        step 2: n3 receives 2: evc boot ()
        step 3: n1 receives 3: config (1, n2)
        step 4: n2 receives 4: config (1, n3)
        step 5: n3 receives 5: config (1, n1)
        step 6: n1 receives 6: choose ()
          sends 7 to n2: leader_ring propose (1, 17)
           7  n1 to n2: leader_ring propose (1, 17), due at 13 ms
        step 7: 8 to n2 is a copy of 7
        step 8: n2 receives 7: leader_ring propose (1, 17)
          sends 9 to n3: leader_ring propose (1, 42)
        step 9: n3 crashes
        step 10: n3 receives 9: leader_ring propose (1, 42)
          nobody is there to handle it
        step 11: n3 recovers with a fresh state
        n1
          Ring = (1, n2, true, false)
        n2
          Ring = (1, n3, true, false)
        n3
          Ring = (0, n3, false, false)
        step 12: 8 to n2 is lost
        no message 8 is in flight
        step 12, 16 ms, 2 in flight
           8  n1 to n2: leader_ring propose (1, 17), due at 15 ms
          10  n3 to itself: evc boot (), due at 16 ms
        there is no node `n9`: the nodes are `n1`, `n2`, `n3`
        there is no node `n9`: the nodes are `n1`, `n2`, `n3`
        there is no node `client`: the nodes are `n1`, `n2`, `n3`
        there is no command `fly`: `help` lists them
        expected `drop MESSAGE`
        9 events, 0 outputs, 2 pending, 0 faults, 1 duplicated, 1 crashed, 1 recovered
    "#]]
    .assert_eq(&played(lines, &[]));
}

#[test]
fn help_and_the_end_of_input() {
    expect![[r#"
        step 0, 0 ms, 7 in flight
        `help` lists the commands
          list, l                     the messages in flight, with their numbers
          deliver, d MESSAGE          let a message be received now
          drop MESSAGE                lose a message
          dup MESSAGE                 put a message in flight once more
          crash NODE                  crash a node
          recover NODE [fresh|kept]   let a node recover with a fresh state, or the kept one
          run, r [STEPS]              make one step or several as the schedule decides
          undo, u [TIMES]             take back the last command that changed something
          states, s [NODE]            the state variables of a node, or of all
          save FILE                   write the trace so far to a file
          help, h                     this list
          quit, q                     end; so does the end of input
        0 events, 0 outputs, 7 pending, 0 faults
    "#]]
    .assert_eq(&played("help", &[]));
}

#[test]
fn undoing_is_exact() {
    let chance = ["--seed", "5", "--schedule", "random", "--network"];
    let folder = folder("undo");
    let storm = file(&folder, "storm.toml", STORM);
    let options = [&chance[..], &[&storm]].concat();
    let saved = |name: &str, lines: &str| {
        let trace = path(&folder, name);
        played(&lines.replace("FILE", &trace), &options);
        fs::read_to_string(trace).expect("the trace is saved")
    };
    let straight = saved("straight.jsonl", "run 100\nsave FILE\n");
    let wandering = "run 4\ncrash n1\nrun 5\nundo 2\nrun 3\ndrop 9\ndup 8\nundo\nrecover n1\nundo 2\n\
                     undo 50\nrun 1\nrun 99\nsave FILE\n";
    assert_eq!(saved("wandering.jsonl", wandering), straight);
    let alone = [&["--json"], &options[..]].concat();
    assert_eq!(simulated(&alone), straight, "the same run without a person");
}

#[test]
fn what_a_person_decided_can_be_made_again_and_continued() {
    let folder = folder("continued");
    let trace = path(&folder, "trace.jsonl");
    played(&format!("run 6\nd 6\ndup 7\ncrash n3\nsave {trace}\n"), &[]);
    let text = fs::read_to_string(&trace).expect("the trace is saved");
    assert_eq!(simulated(&["--replay", &trace, "--json"]), text);
    let shown = played("run 8\nundo\nrun 7\ncrash n1\nrun 1\n", &["--replay", &trace]);
    expect![[r#"
        step 0, 0 ms, 7 in flight
        `help` lists the commands
        step 0: n1 receives 0: evc boot ()
        step 1: n2 receives 1: evc boot ()
        step 2: n3 receives 2: evc boot ()
        step 3: n1 receives 3: config (1, n2)
        step 4: n2 receives 4: config (1, n3)
        step 5: n3 receives 5: config (1, n1)
        step 6: n1 receives 6: choose ()
          sends 7 to n2: leader_ring propose (1, 17)
        step 7: 8 to n2 is a copy of 7
        step 0, 0 ms, 7 in flight
        step 0: n1 receives 0: evc boot ()
        step 1: n2 receives 1: evc boot ()
        step 2: n3 receives 2: evc boot ()
        step 3: n1 receives 3: config (1, n2)
        step 4: n2 receives 4: config (1, n3)
        step 5: n3 receives 5: config (1, n1)
        step 6: n1 receives 6: choose ()
          sends 7 to n2: leader_ring propose (1, 17)
        the trace is left: from now on the schedule decides
        step 7: n1 crashes
        step 8: n2 receives 7: leader_ring propose (1, 17)
          sends 8 to n3: leader_ring propose (1, 42)
        8 events, 0 outputs, 1 pending, 0 faults, 1 crashed
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_person_cannot_overwrite_what_is_read_or_write_nowhere() {
    let folder = folder("save");
    let spec = file(
        &folder,
        "a.evml",
        &fs::read_to_string(crate::command::root().join(SPEC)).expect("the example"),
    );
    let lines = format!("save {spec}\nsave {spec}/x\n");
    let arguments = ["sim", &spec, "--config", CONFIG, "--interactive"];
    let Ended { status, out, .. } = evc_reading(lines.as_bytes(), &arguments);
    assert_eq!(status, Some(0));
    assert!(out.contains("is read by this run: write to another file"), "{out}");
    assert!(out.contains("cannot write `"), "{out}");
    for more in [&["--engine", "all"][..], &["--json"], &["--steps", "4"]] {
        let arguments = [&["--interactive"], more].concat();
        assert_eq!(sim(&arguments).status, Some(2), "{more:?}");
    }
    let piped = run(&["sim", "-", "--config", CONFIG, "--interactive"]);
    assert_eq!(piped.status, Some(2));
    assert!(piped.err.contains("standard input has the commands"), "{}", piped.err);
}

/// The folder of a test is the one thing that its name decides.
#[test]
fn traces_do_not_depend_on_where_they_are_written() {
    let traces = ["here", "there"].map(|name| {
        let folder: PathBuf = folder(name);
        fs::read_to_string(recorded(&folder).0).expect("the trace is written")
    });
    assert_eq!(traces[0], traces[1]);
}
