use super::*;

#[test]
fn equal_values_and_only_they_have_equal_fingerprints() {
    let mut prints = Fingerprinter::default();
    let (one, bytes) = prints.of(&("ab", "c"));
    assert_eq!(one, prints.of(&("ab", "c")).0);
    assert_ne!(one, prints.of(&("a", "bc")).0);
    assert_eq!(bytes, 5, "three characters and an end for each string");
}

#[test]
fn nothing_has_the_known_blake3_hash() {
    // the published first bytes of the hash of the empty input
    let known = [0xaf, 0x13, 0x49, 0xb9, 0xf5, 0xf9, 0xa1, 0xa6];
    assert_eq!(Fingerprinter::default().of(&()).0.to_le_bytes()[..8], known);
}
