use proptest::prelude::*;

use super::*;

fn bytes(put: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out);
    out
}

proptest! {
    #[test]
    fn numbers_and_strings_are_those_of_postcard(
        natural in any::<u64>(),
        shift in 0..64_u32,
        integer in any::<i64>(),
        variant in any::<u32>(),
        truth in any::<bool>(),
        text in ".*",
    ) {
        let natural = natural >> shift;
        let integer = integer >> shift;
        let found = bytes(|out| {
            put_u64(natural, out);
            put_i64(integer, out);
            put_variant(variant, out);
            put_bool(truth, out);
            put_str(&text, out);
        });
        let expected =
            postcard::to_stdvec(&(natural, integer, variant, truth, text.as_str())).unwrap();
        prop_assert_eq!(&found, &expected);

        let mut reader = Reader::new(&found);
        prop_assert_eq!(reader.take_u64(), Ok(natural));
        prop_assert_eq!(reader.take_i64(), Ok(integer));
        prop_assert_eq!(reader.take_variant(), Ok(variant));
        prop_assert_eq!(reader.take_bool(), Ok(truth));
        prop_assert_eq!(reader.take_str(), Ok(text.as_str()));
        prop_assert_eq!(reader.finish(), Ok(()));
    }

    #[test]
    fn a_number_has_one_form(input in prop::collection::vec(any::<u8>(), 0..12)) {
        let mut reader = Reader::new(&input);
        if let Ok(value) = reader.take_u64() {
            let used = input.len() - reader.remaining();
            prop_assert_eq!(bytes(|out| put_u64(value, out)), &input[..used]);
        }
    }
}

#[test]
fn numbers_at_the_edges() {
    for value in [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX] {
        let found = bytes(|out| put_i64(value, out));
        assert_eq!(found, postcard::to_stdvec(&value).unwrap());
        assert_eq!(Reader::new(&found).take_i64(), Ok(value));
    }
    assert_eq!(Reader::new(&[0x80, 0]).take_u64(), Err(WireError::Overlong));
    assert_eq!(Reader::new(&[0xff; 10]).take_u64(), Err(WireError::Overlong));
    assert_eq!(Reader::new(&[0xff; 3]).take_u64(), Err(WireError::Truncated));
    let beyond = bytes(|out| put_u64(1 << 32, out));
    assert_eq!(Reader::new(&beyond).take_variant(), Err(WireError::Overlong));
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(Reader::new(&[2]).take_bool(), Err(WireError::InvalidBool(2)));
    assert_eq!(Reader::new(&[1, 0xff]).take_str(), Err(WireError::InvalidUtf8));
    assert_eq!(Reader::new(&[9, b'a']).take_str(), Err(WireError::Truncated));
    assert_eq!(Reader::new(&[1, 2]).finish(), Err(WireError::TrailingBytes(2)));
    let stranger = bytes(|out| put_str(&"never heard of ".repeat(9), out));
    let Err(WireError::UnknownLocation(name)) = Reader::new(&stranger).take_loc() else {
        panic!("a stranger is known")
    };
    assert_eq!(name.len(), NAME_KEPT);
    let known = Loc::new("wire known");
    assert_eq!(Reader::new(&bytes(|out| put_loc(known, out))).take_loc(), Ok(known));
}

#[test]
fn elements_are_bounded_over_all_lists() {
    let input = bytes(|out| {
        put_len(EMPTY_ELEMENTS_MAX, out);
        put_len(1000, out);
    });
    let mut reader = Reader::new(&input);
    assert_eq!(reader.take_len(), Ok(EMPTY_ELEMENTS_MAX));
    assert_eq!(reader.take_len(), Err(WireError::TooMany));
    assert_eq!(Reader::new(&[5, 0, 0, 0]).capacity::<u64>(usize::MAX), 0);
    assert_eq!(Reader::new(&[0; 80]).capacity::<u64>(usize::MAX), 10);
    assert_eq!(Reader::new(&[0; 80]).capacity::<u64>(3), 3);
}

#[test]
fn nesting_is_bounded() {
    fn nest(reader: &mut Reader<'_>, levels: u32) -> Result<(), WireError> {
        if levels == 0 { Ok(()) } else { reader.nested(|reader| nest(reader, levels - 1)) }
    }
    let mut reader = Reader::new(&[]);
    assert_eq!(nest(&mut reader, DEPTH_MAX), Ok(()));
    assert_eq!(nest(&mut reader, DEPTH_MAX + 1), Err(WireError::TooDeep));
    assert_eq!(nest(&mut reader, DEPTH_MAX), Ok(()));
}
