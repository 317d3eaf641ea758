//! Links between the pages of the manual lead to headings that are there.

use std::collections::{BTreeMap, BTreeSet};

use evc_tests::{read, root};

use crate::page::paths;

/// The anchors of a page: its headings, as a renderer of Markdown turns them into names.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut is_code = false;
    let mut anchors = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if line.starts_with('#') && !is_code {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            anchors.insert(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
        }
    }
    anchors
}

/// The links of a page that name a heading: the page, if it is another one, and the anchor.
fn links(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://")).filter_map(|target| target.split_once('#'))
}

#[test]
fn anchors_are_the_names_of_headings() {
    let found = anchors("# State and Memory\n```sh\n# no heading\n```\n### `map-put`\n");
    assert_eq!(found, BTreeSet::from(["state-and-memory".to_owned(), "map-put".to_owned()]));
}

#[test]
fn links_lead_to_headings() {
    let texts = paths().into_iter().map(|path| (path.clone(), read(&root().join(path))));
    let texts: BTreeMap<String, String> = texts.collect();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (path, text) in &texts {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (page, anchor) in links(text) {
            let page = if page.is_empty() { path.clone() } else { format!("{folder}/{page}") };
            count += 1;
            if !texts.get(&page).is_some_and(|text| anchors(text).contains(anchor)) {
                wrong.push(format!("{path} links to {page}#{anchor}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(count > 20, "the pages are no longer linked with each other");
}
