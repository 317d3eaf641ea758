//! Exit statuses: 0 fine, 1 the specification or the input is wrong, 2 usage, files, network.

use std::fs;

use crate::CONFIG;
use crate::command::{Ended, SPEC, end_of, evc, evc_reading, folder, run};

/// Runs a command that must fail, and gives what it says.
fn fails(status: i32, arguments: &[&str]) -> String {
    let ended = run(arguments);
    assert_eq!((ended.status, &*ended.out), (Some(status), ""), "{arguments:?}: {}", ended.err);
    assert!(!ended.err.contains("Diagnostic {"), "{arguments:?}: {}", ended.err);
    ended.err
}

/// Fails with one line that has those words.
fn says(status: i32, arguments: &[&str], words: &[&str]) {
    let said = fails(status, arguments);
    for word in words {
        assert!(said.contains(word), "{arguments:?} does not say {word:?}: {said}");
    }
}

#[test]
fn usage_is_status_2() {
    for arguments in [
        &[][..],
        &["check"],
        &["elect", SPEC],
        &["check", SPEC, "--verbose"],
        &["sim", SPEC],
        &["sim", SPEC, "--config", CONFIG, "--drop", "1.5"],
        &["sim", SPEC, "--config", CONFIG, "--seed", "one"],
        &["sim", SPEC, "--config", CONFIG, "--schedule", "unfair"],
        &["dump", SPEC, "--phase", "soul"],
        &["check", SPEC, "--color", "blue"],
    ] {
        assert!(fails(2, arguments).contains("--help"), "{arguments:?} does not say where help is");
    }
}

#[test]
fn files_are_status_2() {
    says(2, &["check", "none.evml"], &["error: cannot read `none.evml`"]);
    says(2, &["sim", "none.evml", "--config", CONFIG], &["none.evml"]);
    says(2, &["sim", SPEC, "--config", "none.toml"], &["error: cannot read `none.toml`"]);
    says(2, &["run", SPEC, "--config", "none.toml"], &["none.toml"]);
    let sim = ["sim", SPEC, "--config", CONFIG];
    let trace = ["--trace", "Cargo.toml/trace.jsonl"];
    says(2, &[&sim[..], &trace].concat(), &["error: cannot write `Cargo.toml/trace.jsonl`"]);
    says(
        2,
        &[&sim[..], &["--chart", "chart.png"]].concat(),
        &[".html", ".svg", ".txt", "`chart.png`"],
    );
    says(2, &[&sim[..], &["--chart", "chart"]].concat(), &[".svg", ".txt", "`chart`"]);
    says(2, &["build", SPEC, "--out", "Cargo.toml", "--no-compile"], &["cannot write"]);
}

#[test]
fn input_is_status_1() {
    let sim = ["sim", SPEC, "--config", CONFIG];
    says(1, &[&sim[..], &["--crash", "n1"]].concat(), &["`NODE@STEP`", "`n1`"]);
    says(1, &[&sim[..], &["--crash", "n9@1"]].concat(), &["`n9`"]);
    says(1, &[&sim[..], &["--crash", "client@1"]].concat(), &["`client` is external"]);
    let run = ["run", SPEC, "--config", CONFIG];
    says(1, &[&run[..], &["--node", "n9"]].concat(), &["`n9`"]);
    says(1, &[&run[..], &["--until", "elected"]].concat(), &["`elected`", "`leader`"]);
    let send = ["send", SPEC, "--config", CONFIG, "--to"];
    says(1, &[&send[..], &["n1", "elect", "()"]].concat(), &["`elect`", "`choose`"]);
    says(1, &[&send[..], &["n9", "choose", "()"]].concat(), &["`n9`"]);
    says(1, &[&send[..], &["n1", "choose", "()", "--from", "n2"]].concat(), &["`n2`"]);
}

/// One wrong file among several does not hide the others.
#[test]
fn every_file_is_checked() {
    let folder = folder("several");
    let wrong = folder.join("wrong.evml");
    fs::write(&wrong, "let x = y ;;\n").expect("temporary files can be written");
    let Ended { status, out, err } = run(&["check", &wrong.to_string_lossy(), SPEC]);
    assert_eq!(status, Some(1));
    assert!(out.contains("leader-ring.evml: ok"), "{out}");
    assert!(err.contains("EV0101"), "{err}");
}

/// Texts of all kinds of mistakes end with findings.
#[test]
fn no_text_makes_it_panic() {
    let nested = format!("let x = {} ;;", "(".repeat(5_000));
    let unclosed = "(*".repeat(5_000);
    for text in [
        "",
        "\n",
        "\u{feff}",
        "\0",
        "ä",
        "main",
        "main x",
        "specification",
        "let",
        "let f = ;;",
        "let f x x = x ;;",
        "let f = \\x. x x ;;",
        "class C = C ;;",
        "class C = a'base ;;",
        "input a : Int Int\n",
        "input a : Missing\n",
        "input a : Int\ninput a : Int\n",
        "input a : Int\nmain a'base @ {}",
        "input a : Int\nmain 5 @ {}",
        "let x = 99999999999999999999999 ;;",
        "let x = \"",
        "let x = ``",
        "include nothing",
        &nested,
        &unclosed,
    ] {
        for command in [
            &["check", "-"][..],
            &["dump", "-", "--phase", "ir"],
            &["build", "-", "--emit", "rust"],
        ] {
            let ended = evc_reading(text.as_bytes(), command);
            assert!(matches!(ended.status, Some(0 | 1)), "{command:?} {text:.40}: {}", ended.err);
            assert_eq!(ended.status == Some(1), !ended.err.is_empty(), "{command:?} {text:.40}");
        }
    }
    let ended = evc_reading(&[b'l', 0xff, 0xfe], &["check", "-"]);
    assert!(matches!(ended.status, Some(1 | 2)), "{}", ended.err);
    assert!(ended.err.contains("UTF-8"), "{}", ended.err);
}

#[test]
fn a_machine_without_cargo_still_gets_the_package() {
    let folder = folder("without cargo");
    let path = folder.to_string_lossy();
    let mut command = evc(&["build", SPEC, "--out", &path]);
    let ended = end_of(command.env("CARGO", folder.join("no-cargo-here")), b"");
    assert_eq!((ended.status, &*ended.out), (Some(2), ""), "{}", ended.err);
    assert!(ended.err.contains("cargo cannot be run"), "{}", ended.err);
    assert!(ended.err.contains("help: ") && ended.err.contains("--no-compile"), "{}", ended.err);
    for file in ["Cargo.toml", "src/main.rs", "src/spec.rs"] {
        assert!(folder.join(file).exists(), "{file} is not written");
    }
}

#[test]
fn a_node_that_is_not_there_is_status_2() {
    let folder = folder("nobody");
    let config = folder.join("nobody.toml");
    let text = fs::read_to_string(crate::command::root().join(CONFIG)).expect("the example");
    // Nothing can listen at port 1 without being asked to.
    let text = text.replace("127.0.0.1:7101", "127.0.0.1:1");
    let text = text.replace("127.0.0.1:7100", "127.0.0.1:19999");
    fs::write(&config, text).expect("temporary files can be written");
    let config = config.to_string_lossy();
    let send = ["send", SPEC, "--config", &config, "--to", "n1", "choose", "()", "--timeout", "1"];
    says(2, &send, &["n1"]);
}
