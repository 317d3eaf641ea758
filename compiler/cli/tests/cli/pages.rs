//! The chart as a page, in a browser: what its program shows and how it filters, finds and marks.
//!
//! Where there is no Chromium these tests say so and check nothing of the page's program.

use std::fs;
use std::process::{Command, Stdio};

use expect_test::expect;

use crate::CONFIG;
use crate::command::{SPEC, folder, run};

/// What browsers that can print a page's document are called.
const BROWSERS: [&str; 2] = ["chromium", "chromium-browser"];

/// The browser of this machine; without one, a word to the reader of the test's output.
fn browser() -> Option<&'static str> {
    let runs = |name: &&&str| {
        let mut version = Command::new(name);
        version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        version.status().is_ok_and(|status| status.success())
    };
    let found = BROWSERS.iter().find(runs).copied();
    if found.is_none() {
        eprintln!("skipped: the program of pages is not tested, as there is no Chromium here");
    }
    found
}

/// The document of the example's chart, after the browser has looked at the part of it that
/// `address` names. Nothing without a browser.
fn document(name: &str, address: &str) -> Option<String> {
    let browser = browser()?;
    let folder = folder(name);
    let page = folder.join("chart.html");
    let path = page.to_str().expect("a path is text");
    let made = run(&["sim", SPEC, "--config", CONFIG, "--seed", "1", "--chart", path]);
    assert_eq!((made.status, made.err.as_str()), (Some(0), ""));
    let place = fs::canonicalize(&page).expect("the page is there");
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update"])
        .args(["--disable-sync", "--window-size=1600,1200", "--virtual-time-budget=2000"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .args(["--dump-dom", &format!("file://{}#{address}", place.display())])
        .stderr(Stdio::null())
        .output()
        .expect("the browser has just told its version");
    let document = String::from_utf8(output.stdout).expect("a document is text");
    assert!(document.contains("id=\"row"), "no row is drawn:\n{document:.2000}");
    Some(document)
}

/// The words with which a reader who does not see the rows is told about those that are drawn,
/// each with the classes of its row.
fn rows(document: &str) -> Vec<(String, String)> {
    let row = |part: &str| {
        let (classes, rest) = part.split_once('"')?;
        let (_, words) = rest.split_once("aria-label=\"")?;
        let (words, _) = words.split_once('"')?;
        Some((words.to_owned(), classes.to_owned()))
    };
    document.split("<g class=\"m ").skip(1).filter_map(row).collect()
}

fn words(document: &str) -> Vec<String> {
    rows(document).into_iter().map(|(words, _)| words).collect()
}

#[test]
fn a_page_shows_every_event() {
    let Some(document) = document("page whole", "") else { return };
    expect![[r#"
        boot of n1, n2, n3
        event 3, from outside to n1: config (1, n2), 0 sends
        event 4, from outside to n2: config (1, n3), 0 sends
        event 5, from outside to n3: config (1, n1), 0 sends
        event 6, from outside to n1: choose (), 1 send
        event 7, from n1 to n2: leader_ring propose (1, 17), 1 send
        event 8, from n2 to n3: leader_ring propose (1, 42), 2 sends
        event 9, from n3 to n1: leader_ring propose (1, 42), 1 send
        event 10, from n3 to n1: leader_ring propose (1, 23), 1 send
        event 11, from n1 to n2: leader_ring propose (1, 23), 0 sends
        event 12, from n1 to n2: leader_ring propose (1, 42), 1 send
        message from n2 to client: leader (1, n2)"#]]
    .assert_eq(&words(&document).join("\n"));
}

#[test]
fn a_page_hides_locations_and_headers() {
    let address = "without=n2&without-header=config&without-header=choose";
    let Some(document) = document("page filtered", address) else { return };
    expect![[r#"
        boot of n1, n2, n3
        event 7, from n1 to n2: leader_ring propose (1, 17), 1 send
        event 8, from n2 to n3: leader_ring propose (1, 42), 2 sends
        event 9, from n3 to n1: leader_ring propose (1, 42), 1 send
        event 10, from n3 to n1: leader_ring propose (1, 23), 1 send
        event 11, from n1 to n2: leader_ring propose (1, 23), 0 sends
        event 12, from n1 to n2: leader_ring propose (1, 42), 1 send
        message from n2 to client: leader (1, n2)"#]]
    .assert_eq(&words(&document).join("\n"));
    assert!(!document.contains(">n2</span>"), "the lane of n2 is hidden");
    assert!(document.contains("(from n2)"), "what comes from a hidden lane says so");
}

#[test]
fn a_page_finds_values() {
    let Some(document) = document("page found", "find=42") else { return };
    let rows = rows(&document);
    let found = rows.iter().filter(|(_, classes)| classes.split(' ').any(|class| class == "match"));
    let found: Vec<&str> = found.map(|(words, _)| words.as_str()).collect();
    expect![[r#"
        event 8, from n2 to n3: leader_ring propose (1, 42), 2 sends
        event 9, from n3 to n1: leader_ring propose (1, 42), 1 send
        event 12, from n1 to n2: leader_ring propose (1, 42), 1 send"#]]
    .assert_eq(&found.join("\n"));
}

#[test]
fn a_page_marks_causes_and_effects() {
    let Some(document) = document("page marked", "mark=9") else { return };
    let role = |classes: &str| {
        let role = |class: &&str| ["past", "self", "future"].contains(class);
        classes.split(' ').find(role).unwrap_or("-").to_owned()
    };
    let lines = rows(&document).into_iter().map(|(words, classes)| {
        let about = words.split_once(',').map_or(words.as_str(), |(about, _)| about);
        format!("{}: {about}", role(&classes))
    });
    expect![[r#"
        past: boot of n1
        past: event 3
        past: event 4
        past: event 5
        past: event 6
        past: event 7
        past: event 8
        self: event 9
        future: event 10
        future: event 11
        future: event 12
        future: message from n2 to client: leader (1"#]]
    .assert_eq(&lines.collect::<Vec<_>>().join("\n"));
    for part in ["<h2>event 9</h2>", "34 ms", "9 events in its past", "3 in its future", "Ring"] {
        assert!(document.contains(part), "the panel does not say `{part}`:\n{document}");
    }
}
