//! The whole front end accepts any text without a panic, and gives the same findings each time.

#![no_main]

use evc_driver::{Memory, analyse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut loader = Memory::default();
    loader.insert("fuzzed.evml", text);
    let findings = || analyse(&loader, "fuzzed.evml").expect("it is loaded").diagnostics;
    assert_eq!(format!("{:?}", findings()), format!("{:?}", findings()));
});
