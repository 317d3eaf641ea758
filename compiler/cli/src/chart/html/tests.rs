use evc_runtime::Value;
use serde_json::Value as Json;

use super::html;
use crate::chart::tests::{Run, SEVEN, all_sorts_chart, jumble, locs};
use crate::chart::{Chart, Journal, Scene};

/// The data that the program of a page reads.
fn data(page: &str) -> Json {
    let (_, rest) = page.split_once("id=\"data\">").expect("the page has data");
    let (data, _) = rest.split_once("</script>").expect("the data end");
    serde_json::from_str(data).expect("the data are JSON")
}

fn list<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    json[key].as_array().map_or(&[], Vec::as_slice)
}

/// The numbers of all events in the data, in order.
fn events(data: &Json) -> Vec<u64> {
    let boot = |boots: &Json| boots[1].as_u64();
    let of_row = |row: &Json| -> Vec<u64> {
        let boots = list(row, "boots").iter().filter_map(boot);
        boots.chain(row["event"].as_u64()).collect()
    };
    let mut events: Vec<u64> = list(data, "rows").iter().flat_map(of_row).collect();
    events.sort_unstable();
    events
}

/// The page of a run with those lanes in which nothing happens.
fn idle(names: &[String]) -> String {
    let nodes: Vec<_> = names.iter().map(|name| evc_runtime::Loc::new(name)).collect();
    let scene = Scene {
        spec: "idle",
        schedule: "fifo",
        seed: None,
        nodes: &nodes,
        external: &[],
        incidents: Some(&[]),
        journal: None,
    };
    html(&Chart::new(&Run::default().trace(0), &scene))
}

#[test]
fn every_event_is_in_the_data() {
    for count in [150, 2000] {
        let data = data(&html(&jumble(&SEVEN, count)));
        assert_eq!(events(&data), (0..count as u64).collect::<Vec<u64>>());
    }
    assert_eq!(events(&data(&html(&all_sorts_chart()))), (0..8).collect::<Vec<u64>>());
}

#[test]
fn the_data_tell_everything_about_a_message() {
    let data = data(&html(&all_sorts_chart()));
    let text = |number: &Json| {
        let number = number.as_u64().and_then(|number| usize::try_from(number).ok());
        list(&data, "texts")[number.expect("a text has a number")].clone()
    };
    let row = |event: u64| {
        let found = list(&data, "rows").iter().find(|row| row["event"] == event);
        found.expect("the event has a row").clone()
    };
    let ask = row(4);
    assert_eq!((text(&ask["header"]), text(&ask["value"])), ("ask".into(), "(1, 17)".into()));
    assert_eq!((&ask["from"][0], &ask["from"][2], &ask["to"]), (&0.into(), &3.into(), &1.into()));
    assert_eq!(row(6)["fault"], "sorts.evml:3:7: integer overflow");
    assert_eq!(row(7)["halted"], true);
    let ends: Vec<&str> =
        list(&data, "rows").iter().filter_map(|row| row["end"].as_str()).collect();
    assert_eq!(ends, ["lost", "lost", "output", "pending"]);
    let crash = list(&data, "rows").iter().find(|row| row["change"] == "crash");
    assert_eq!(crash.map(|row| &row["lane"]), Some(&2.into()));
}

#[test]
fn hostile_values_are_texts() {
    let hostile = "</script><script>alert(1)</script>{{data}}<!-- ' \" \\ \u{202e}\u{1b}[31m\u{0}";
    let mut run = Run::default();
    run.event("</pre><b>&", None, "a<b </script>", Value::Str(hostile.into()));
    let scene = Scene {
        spec: "{{program}}</title><script>",
        schedule: "fifo",
        seed: None,
        nodes: &[],
        external: &[],
        incidents: Some(&[]),
        journal: None,
    };
    let page = html(&Chart::new(&run.trace(0), &scene));
    let idle = idle(&[]);
    for tag in ["<script", "</script", "<b>", "</pre>", "</title>", "<!--"] {
        assert_eq!(page.matches(tag).count(), idle.matches(tag).count(), "{tag}");
    }
    assert!(!page.contains(['\u{202e}', '\u{1b}', '\u{0}']));
    let data = data(&page);
    let texts: Vec<&str> = list(&data, "texts").iter().filter_map(Json::as_str).collect();
    let shown = texts.iter().find(|text| text.contains("alert"));
    let shown = shown.expect("the value is there");
    assert!(shown.contains("</script><script>alert(1)</script>{{data}}<!-- ' "), "{shown}");
    assert_eq!(data["spec"], "{{program}}</title><script>");
    assert_eq!(data["lanes"][0]["name"], "</pre><b>&");
}

#[test]
fn a_page_needs_nothing_else() {
    let page = html(&all_sorts_chart());
    assert!(page.contains("default-src 'none'"));
    let addresses = page.match_indices("http").map(|(at, _)| &page[at..]);
    for address in addresses {
        let known = ["http-equiv=", "http://www.w3.org/2000/svg\""];
        assert!(known.iter().any(|known| address.starts_with(known)), "{:.60}", address);
    }
    for word in ["src=", "<link", "@import", "url(", "fetch(", "innerHTML"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn states_are_told_by_what_changes() {
    let [n1, n2] = locs(["n1", "n2"]);
    let mut run = Run::default();
    run.event("n1", None, "start", Value::Unit).event("n2", None, "start", Value::Unit);
    let state = |count| vec![("count".to_owned(), Value::Int(count))];
    let mut journal = Journal::new(vec![(n1, state(0)), (n2, state(0))]);
    journal.enter(n1, state(1), Some(3));
    journal.enter(n2, state(0), Some(4));
    let scene = Scene {
        spec: "states",
        schedule: "timed",
        seed: None,
        nodes: &[n1, n2],
        external: &[],
        incidents: Some(&[]),
        journal: Some(&journal),
    };
    let data = data(&html(&Chart::new(&run.trace(0), &scene)));
    assert_eq!(data["texts"], serde_json::json!(["start", "count", "0", "1"]));
    assert_eq!(data["starts"], serde_json::json!([[1, 2], [1, 2]]));
    assert_eq!(data["moments"], serde_json::json!([[0, 3, [1, 3]], [1, 4, []]]));
}

#[test]
fn few_and_many_lanes_have_pages() {
    for count in [0, 1, 100] {
        let names: Vec<String> = (1..=count).map(|number| format!("n{number}")).collect();
        let data = data(&idle(&names));
        assert_eq!((list(&data, "lanes").len(), list(&data, "rows").len()), (count, 0));
    }
    let names: Vec<String> = (1..=100).map(|number| format!("n{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let page = html(&jumble(&names, 300));
    assert_eq!(events(&data(&page)).len(), 300);
}

#[test]
fn equal_runs_give_equal_pages() {
    assert_eq!(html(&jumble(&SEVEN, 500)), html(&jumble(&SEVEN, 500)));
}

#[test]
fn the_text_of_a_long_run_is_folded() {
    let page = html(&jumble(&SEVEN, 2000));
    assert!(page.contains("events 200 to 1899 left out"));
    let (_, text) = page.split_once("<pre>").expect("there is a text");
    let (text, _) = text.split_once("</pre>").expect("the text ends");
    assert!(text.lines().count() < 800, "{}", text.lines().count());
}
