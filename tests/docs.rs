//! The manual is true: its programs compile, its commands exist, its outputs are what is printed.
//!
//! Every fenced block of a page says behind its fence what it is (`docs/kind.rs`), and is judged by
//! it. `UPDATE_EXPECT=1 cargo test -p evc-tests --test docs` writes the outputs anew, and removes
//! marks that are no longer needed.

#[path = "docs/command.rs"]
mod command;
#[path = "docs/judge.rs"]
mod judge;
#[path = "docs/kind.rs"]
mod kind;
#[path = "docs/page.rs"]
mod page;
#[path = "docs/world.rs"]
mod world;
#[path = "docs/wrong.rs"]
mod wrong;

use std::path::Path;

use evc_tests::root;

use command::Evc;
use judge::judge;
use page::Page;

#[test]
fn the_manual_is_true() {
    let evc = Evc::built();
    let paths = page::paths();
    assert!(paths.len() > 5, "the manual has lost its pages");
    let blesses = std::env::var("UPDATE_EXPECT").is_ok_and(|value| value == "1");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for path in paths {
        let page = match Page::read(&path) {
            Ok(page) => page,
            Err(malformed) => {
                wrong.push(malformed.to_string());
                continue;
            }
        };
        count += page.blocks.len();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("manual").join(page.stem());
        let judgement = judge(&page, evc, &folder);
        wrong.extend(judgement.wrong.iter().map(ToString::to_string));
        if blesses && judgement.lines != page.lines {
            let text = format!("{}\n", judgement.lines.join("\n"));
            std::fs::write(root().join(&path), text).expect("the manual can be written");
        }
    }
    assert!(wrong.is_empty(), "{} of {count} blocks:\n{}", wrong.len(), wrong.join("\n"));
}
