use evc_driver::render::{Format, render};
use expect_test::{Expect, expect};

use super::*;

/// Four nodes and a client.
fn config() -> Config {
    let text = "[locations]\nn1 = \"h:1\"\nn2 = \"h:2\"\nn3 = \"h:3\"\nn4 = \"h:4\"\n\
                client = \"h:9\"\n[groups]\nexternal = [\"client\"]\n";
    Config::parse("four.toml", text).expect("a configuration")
}

/// What a file says, and what is wrong with it.
fn said(text: &str) -> (Environment, String) {
    let mut sources = SourceMap::default();
    let (environment, found) = read(&mut sources, &config(), "net.toml", text);
    assert!(found.iter().all(|finding| finding.help.is_some()), "{found:?}");
    (environment, render(&sources, &found, Format::Short, false))
}

fn right(text: &str) -> Environment {
    let (environment, found) = said(text);
    assert_eq!(found, "", "{text}");
    environment
}

#[track_caller]
fn wrong(texts: &[&str], expected: Expect) {
    let found = texts.iter().map(|text| {
        let (_, found) = said(text);
        assert_ne!(found, "", "nothing is wrong with {text}");
        found
    });
    expected.assert_eq(&found.collect::<String>());
}

fn set<const N: usize>(names: [&str; N]) -> BTreeSet<Loc> {
    names.map(Loc::new).into()
}

fn share(share: f64) -> Probability {
    Probability::new(share).expect("a share")
}

/// The file that the module documentation shows, without its comments' marks.
fn documented() -> String {
    let source = include_str!("../network.rs");
    let lines = source.lines().skip_while(|line| *line != "//! ```toml").skip(1);
    let lines = lines.take_while(|line| *line != "//! ```");
    lines.map(|line| format!("{}\n", line.trim_start_matches("//!").trim_start())).collect()
}

#[test]
fn the_documented_file_says_what_the_words_beside_it_say() {
    let hold = Delay::Uniform(1, 50);
    let west = Links { from: Some(set(["n1", "n2"])), to: Some(set(["n3"])) };
    let sides = vec![set(["n1", "n2"]), set(["n3"])];
    let network = Network::PERFECT
        .with(Effect::Delay(Delay::Uniform(1, 20)))
        .with(Effect::Reordering(share(0.1), hold))
        .with(Effect::Loss(share(0.01)))
        .with(Effect::Duplication(share(0.02)))
        .with(Effect::InOrder)
        .with(Layer::from(Effect::Delay(Delay::Constant(100))).on(west).during(500, Some(900)))
        .with(Layer::from(Effect::Partition(sides)).during(100, Some(400)));
    let recovery = Some((200, Recovery::Kept));
    let crashes = vec![Crash { loc: Loc::new("n1"), when: When::Step(12), recovery }];
    assert_eq!(right(&documented()), Environment { network, crashes });
}

#[test]
fn numbers_have_the_forms_of_toml() {
    let delays = |text: &str| match right(&format!("[network]\ndelay = {text}\n")).network.layers()
    {
        [Layer { effect: Effect::Delay(delay), .. }] => *delay,
        other => panic!("{other:?}"),
    };
    assert_eq!(delays("1_000"), Delay::Constant(1000));
    assert_eq!(delays("0x10"), Delay::Constant(16));
    assert_eq!(delays("\"7\""), Delay::Constant(7));
    assert_eq!(delays("\" 3 .. 3 \""), Delay::Uniform(3, 3));
    assert_eq!(delays("\"exponential 12\""), Delay::Exponential(12));
    let drop = right("network = { drop = 1 }\n").network;
    assert_eq!(drop, Network::PERFECT.with(Effect::Loss(Probability::ALWAYS)));
}

#[test]
fn nothing_is_said_by_an_empty_file() {
    for text in ["", "# nothing\n", "[network]\n", "[groups]\n", "crashes = []\n"] {
        assert_eq!(right(text), Environment::default());
    }
    let calm = right("[network]\nordered = false\n[[links]]\nfrom = \"n1\"\n");
    assert_eq!(calm, Environment::default());
    let fresh = right("[[crashes]]\nnode = \"n1\"\ntime = 5\nrecovers = 0\n").crashes;
    assert_eq!(fresh.first().and_then(|crash| crash.recovery), Some((0, Recovery::Fresh)));
}

#[test]
fn what_is_unknown_is_found() {
    wrong(
        &[
            "[network\n",
            "[net]\ndrop = 0.1\n",
            "network = 3\n",
            "[links]\nfrom = \"n1\"\n",
            "[network]\ndorp = 0.1\n",
            "[[links]]\nform = \"n1\"\n",
            "[[crashes]]\nnode = \"n1\"\nat = 3\n",
            "[[partitions]]\nbetween = [\"n1\", \"n2\"]\n",
        ],
        expect![[r#"
            net.toml:1:9: error[EV0401]: this is not TOML: unclosed table, expected `]`
            net.toml:1:2: error[EV0401]: a network file has no `net`
            net.toml:1:11: error[EV0401]: `network` has the wrong form
            net.toml:1:1: error[EV0401]: `links` has the wrong form
            net.toml:2:1: error[EV0401]: `[network]` has no `dorp`
            net.toml:2:1: error[EV0401]: `[[links]]` has no `form`
            net.toml:3:1: error[EV0401]: `[[crashes]]` has no `at`
            net.toml:2:1: error[EV0401]: `[[partitions]]` has no `between`
        "#]],
    );
}

#[test]
fn wrong_values_are_found() {
    wrong(
        &[
            "[network]\ndrop = \"often\"\n",
            "[network]\nduplicate = 1.01\n",
            "[network]\ndrop = nan\n",
            "[network]\nordered = 1\n",
            "[network]\ndelay = -1\n",
            "[network]\ndelay = \"20..1\"\n",
            "[network]\ndelay = \"uniform 3\"\n",
            "[network]\nreorder = 0.1\n",
            "[network]\nhold = 5\n",
            "[network]\nreorder = 2\nhold = 5\n",
            "[[links]]\nbegins = 0.5\ndrop = 1\n",
            "[[links]]\nbegins = 7\nends = 7\ndrop = 1\n",
        ],
        expect![[r#"
            net.toml:2:8: error[EV0401]: `drop` has the wrong form
            net.toml:2:13: error[EV0401]: `duplicate` has the wrong form
            net.toml:2:8: error[EV0401]: `drop` has the wrong form
            net.toml:2:11: error[EV0401]: `ordered` has the wrong form
            net.toml:2:9: error[EV0401]: `delay` has the wrong form
            net.toml:2:9: error[EV0401]: `delay` has the wrong form
            net.toml:2:9: error[EV0401]: `delay` has the wrong form
            net.toml:2:11: error[EV0401]: `reorder` without `hold`
            net.toml:2:8: error[EV0401]: `hold` without `reorder`
            net.toml:2:11: error[EV0401]: `reorder` has the wrong form
            net.toml:2:10: error[EV0401]: `begins` has the wrong form
            net.toml:3:8: error[EV0401]: it ends at 7 ms and begins at 7 ms
        "#]],
    );
}

#[test]
fn wrong_names_are_found() {
    wrong(
        &[
            "[[links]]\nfrom = \"n5\"\n",
            "[groups]\nwest = [\"n1\"]\n[[links]]\nto = [\"n2\", \"wset\"]\n",
            "[[links]]\nto = \"somewhere\"\n",
            "[[links]]\nto = \"client\"\n",
            "[[links]]\nto = 3\n",
            "[[links]]\nto = [[\"n1\"]]\n",
            "[groups]\nn1 = [\"n2\"]\n",
            "[groups]\na = [\"n1\"]\nb = [\"a\"]\n",
        ],
        expect![[r#"
            net.toml:2:8: error[EV0402]: unknown location or group `n5`
            net.toml:4:13: error[EV0402]: unknown location or group `wset`
            net.toml:2:6: error[EV0402]: unknown location or group `somewhere`
            net.toml:2:6: error[EV0407]: `client` is external
            net.toml:2:6: error[EV0401]: this names no nodes
            net.toml:2:7: error[EV0401]: this names no nodes
            net.toml:2:1: error[EV0401]: `n1` is a location already
            net.toml:3:6: error[EV0402]: unknown location or group `a`
        "#]],
    );
}

#[test]
fn wrong_partitions_and_crashes_are_found() {
    wrong(
        &[
            "[[partitions]]\nheals = 3\n",
            "[[partitions]]\nsides = [\"n1\"]\n",
            "[[partitions]]\nsides = [\"n1\", [\"n2\", \"n1\"]]\n",
            "[[partitions]]\nsides = [\"n1\", \"n2\"]\nbegins = 9\nheals = 3\n",
            "[[crashes]]\nstep = 3\n",
            "[[crashes]]\nnode = \"n1\"\n",
            "[[crashes]]\nnode = [\"n1\"]\nstep = 3\n",
            "[[crashes]]\nnode = \"n1\"\nstep = 3\ntime = 3\n",
            "[[crashes]]\nnode = \"client\"\nstep = 3\n",
            "[[crashes]]\nnode = \"n1\"\nstep = 3\nstate = \"kept\"\n",
            "[[crashes]]\nnode = \"n1\"\nstep = 3\nrecovers = 5\nstate = \"old\"\n",
            "[[crashes]]\nnode = \"n1\"\nstep = -3\n",
        ],
        expect![[r#"
            net.toml:2:1: error[EV0401]: a partition without `sides`
            net.toml:2:9: error[EV0401]: `sides` has the wrong form
            net.toml:2:16: error[EV0401]: `n1` is on two sides
            net.toml:4:9: error[EV0401]: it ends at 3 ms and begins at 9 ms
            net.toml:2:1: error[EV0401]: a crash without `node`
            net.toml:2:1: error[EV0401]: a crash without `step` or `time`
            net.toml:2:8: error[EV0401]: `node` has the wrong form
            net.toml:4:8: error[EV0401]: a crash with `step` and `time`
            net.toml:2:8: error[EV0407]: `client` is external
            net.toml:4:9: error[EV0401]: `state` without `recovers`
            net.toml:5:9: error[EV0401]: `state` has the wrong form
            net.toml:3:8: error[EV0401]: `step` has the wrong form
        "#]],
    );
}
