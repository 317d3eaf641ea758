use expect_test::expect;

use super::*;

#[test]
fn lines_are_understood() {
    for (line, command) in [
        ("", None),
        ("  \t", None),
        ("l", Some(Command::List)),
        (" list ", Some(Command::List)),
        ("d 7", Some(Command::Deliver(7))),
        ("drop 0", Some(Command::Drop(0))),
        ("dup 3", Some(Command::Duplicate(3))),
        ("crash n1", Some(Command::Crash("n1".to_owned()))),
        ("recover n1", Some(Command::Recover("n1".to_owned(), Recovery::Fresh))),
        ("recover n1 fresh", Some(Command::Recover("n1".to_owned(), Recovery::Fresh))),
        ("recover  n1  kept", Some(Command::Recover("n1".to_owned(), Recovery::Kept))),
        ("run", Some(Command::Run(1))),
        ("r 20", Some(Command::Run(20))),
        ("u", Some(Command::Undo(1))),
        ("undo 2", Some(Command::Undo(2))),
        ("s", Some(Command::States(None))),
        ("states n1", Some(Command::States(Some("n1".to_owned())))),
        ("save a b.jsonl", Some(Command::Save("a b.jsonl".to_owned()))),
        ("h", Some(Command::Help)),
        ("q", Some(Command::Quit)),
    ] {
        assert_eq!(parse(line), Ok(command), "{line}");
    }
}

#[test]
fn lines_that_are_no_commands_are_explained() {
    let lines = [
        "delivr 3",
        "jump",
        "deliver",
        "deliver n1",
        "deliver -1",
        "drop 1 2",
        "list all",
        "crash",
        "recover n1 half",
        "run fast",
        "undo n1",
        "states n1 n2",
        "save",
    ];
    let said = lines.map(|line| format!("{line}: {}\n", parse(line).unwrap_err()));
    expect![[r#"
        delivr 3: there is no command `delivr`: did you mean `deliver`?
        jump: there is no command `jump`: `help` lists them
        deliver: expected `deliver MESSAGE`
        deliver n1: expected `deliver MESSAGE`
        deliver -1: expected `deliver MESSAGE`
        drop 1 2: expected `drop MESSAGE`
        list all: expected `list`
        crash: expected `crash NODE`
        recover n1 half: expected `recover NODE [fresh|kept]`
        run fast: expected `run [STEPS]`
        undo n1: expected `undo [TIMES]`
        states n1 n2: expected `states [NODE]`
        save: expected `save FILE`
    "#]]
    .assert_eq(&said.concat());
}
