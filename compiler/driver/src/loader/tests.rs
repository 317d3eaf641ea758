//! Loading.

use super::{Disk, LoadError, Loader, Memory, decode};

#[test]
fn texts_in_memory() {
    let mut memory = Memory::default();
    memory.insert("a", "1");
    memory.insert("a", "2");
    assert_eq!(memory.load("a").unwrap(), "2");
    assert!(memory.load("b").is_err());
}

#[test]
fn files() {
    let this = concat!(env!("CARGO_MANIFEST_DIR"), "/src/loader/tests.rs");
    assert!(Disk.load(this).unwrap().starts_with("//! Loading."));
    let error = Disk.load("/nowhere/at all").unwrap_err().to_string();
    assert!(error.starts_with("cannot read `/nowhere/at all`: "), "{error}");
    assert!(Disk.load(env!("CARGO_MANIFEST_DIR")).is_err(), "a directory is no text");
}

#[test]
fn bytes_that_are_no_text() {
    let error = decode("a", b"let \xff".to_vec(), 10).unwrap_err();
    assert_eq!(error.to_string(), "`a` is not UTF-8 text: the first wrong byte is at offset 4");
    let error = decode("a", "é".as_bytes()[..1].to_vec(), 10).unwrap_err();
    assert!(matches!(error, LoadError::NotText { offset: 0, .. }));
}

#[test]
fn texts_that_are_too_large() {
    assert_eq!(decode("a", vec![b' '; 9], 10).unwrap().len(), 9);
    let error = decode("a", vec![b' '; 10], 10).unwrap_err();
    assert_eq!(error.to_string(), "`a` is too large: a text has less than 4 GiB");
}
