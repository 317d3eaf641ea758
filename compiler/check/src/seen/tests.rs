use super::*;

const NONE: Link = Link { parent: 0, choice: 0 };

#[test]
fn finds_what_was_inserted_across_growth() {
    let mut seen = Seen::new();
    // all of the same low bits, so that every one but the first collides
    let print = |n: u32| Fingerprint::from(n % 7) << 64 | Fingerprint::from(n / 7) << 40;
    for n in 0..3000 {
        assert!(!seen.contains(print(n)));
        assert_eq!(seen.insert(print(n), Link { parent: n / 2, choice: n }), n);
    }
    assert_eq!(seen.len(), 3000);
    assert!(seen.slots.len() > FIRST_SLOTS);
    for n in 0..3000 {
        assert!(seen.contains(print(n)));
        assert_eq!(seen.get(n), Some((print(n), Link { parent: n / 2, choice: n })));
    }
    assert!(!seen.contains(print(3000)));
    assert_eq!(seen.get(3000), None);
}

#[test]
fn tells_apart_states_that_differ_in_one_half() {
    let mut seen = Seen::new();
    seen.insert(1, NONE);
    assert!(!seen.contains(1 | 1 << 64));
    assert!(!seen.contains(1 << 64));
    seen.insert(1 << 64, NONE);
    assert!(seen.contains(1 << 64) && seen.contains(1));
}

#[test]
fn an_entry_takes_24_bytes() {
    assert_eq!(size_of::<Entry>(), 24);
}
