use proptest::prelude::*;
use serde::Serialize;

use super::*;

/// The serde form of [`Sum`], for comparison.
#[derive(Serialize)]
enum PostcardSum<A, B> {
    Inl(A),
    Inr(B),
}

fn encoded(datum: &impl Datum) -> Vec<u8> {
    let mut out = Vec::new();
    datum.encode(&mut out);
    out
}

fn decoded<T: Datum>(bytes: &[u8]) -> Result<T, WireError> {
    let mut reader = Reader::new(bytes);
    let datum = T::decode(&mut reader)?;
    reader.finish()?;
    Ok(datum)
}

fn round_trip<T: Datum>(datum: &T) {
    assert_eq!(decoded::<T>(&encoded(datum)).as_ref(), Ok(datum));
    assert_eq!(T::from_value(&datum.to_value()).as_ref(), Some(datum));
}

type Ballot = (i64, Loc);
type Everything = (Vec<(Ballot, Tok)>, Bag<i64>, Sum<bool, Box<(String, Arc<str>, ())>>, Vec<()>);

fn locs() -> impl Strategy<Value = Loc> {
    prop::sample::select(vec![Loc::new("p"), Loc::new("q"), Loc::new("Zoë")])
}

fn everything() -> impl Strategy<Value = Everything> {
    let accepted = ((any::<i64>(), locs()), ".*".prop_map(|text| Tok::new(&text)));
    let right = (".*", ".*".prop_map(Arc::from), Just(())).prop_map(|right| Sum::Inr(right.into()));
    (
        prop::collection::vec(accepted, 0..5),
        prop::collection::vec(any::<i64>(), 0..5).prop_map(Bag::from),
        prop_oneof![any::<bool>().prop_map(Sum::Inl), right],
        prop::collection::vec(Just(()), 0..300),
    )
}

proptest! {
    #[test]
    fn every_datum_comes_back(datum in everything()) {
        round_trip(&datum);
    }

    #[test]
    fn bytes_are_those_of_postcard(datum in everything()) {
        let (accepted, bag, sum, units) = &datum;
        let accepted: Vec<_> = accepted
            .iter()
            .map(|((number, loc), token)| ((number, loc.name()), token.as_str()))
            .collect();
        let sum = match sum {
            Sum::Inl(truth) => PostcardSum::Inl(truth),
            Sum::Inr(right) => PostcardSum::Inr((&right.0, &*right.1, ())),
        };
        let expected = postcard::to_stdvec(&(accepted, &**bag, sum, units)).unwrap();
        prop_assert_eq!(encoded(&datum), expected);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(datum) = decoded::<Everything>(&bytes) {
            prop_assert_eq!(encoded(&datum), bytes);
        }
    }

    #[test]
    fn a_cut_message_is_truncated(datum in everything(), cut in any::<prop::sample::Index>()) {
        let bytes = encoded(&datum);
        prop_assert!(decoded::<Everything>(&bytes[..cut.index(bytes.len())]).is_err());
    }
}

#[test]
fn a_claim_of_many_elements_costs_nothing() {
    let mut bytes = Vec::new();
    wire::put_u64(u64::MAX >> 8, &mut bytes);
    assert_eq!(decoded::<Vec<()>>(&bytes), Err(WireError::TooMany));
    assert_eq!(decoded::<Vec<i64>>(&bytes), Err(WireError::TooMany));
    assert_eq!(decoded::<Vec<i64>>(&[100, 1]), Err(WireError::Truncated));
}

#[test]
fn tuples_are_flat() {
    let value = (1_i64, true, ()).to_value();
    assert_eq!(value, Value::tuple([Value::Int(1), Value::Bool(true), Value::Unit]));
    assert_eq!(<(i64, bool)>::from_value(&value), None);
    assert_eq!(<(i64, bool, (), ())>::from_value(&value), None);
    round_trip(&(1_i64, 2_i64, 3_i64, 4_i64, 5_i64, 6_i64, 7_i64, 8_i64, 9_i64, (), true, 12_i64));
}

#[test]
fn another_type_is_no_datum() {
    assert_eq!(i64::from_value(&Value::Bool(true)), None);
    assert_eq!(Vec::<i64>::from_value(&Value::bag([])), None);
    assert_eq!(Bag::<i64>::from_value(&Value::list([])), None);
    assert_eq!(Vec::<i64>::from_value(&Value::list([Value::Unit])), None);
    assert_eq!(Sum::<i64, ()>::from_value(&Value::Inr(Arc::new(Value::Int(1)))), None);
    assert_eq!(decoded::<Sum<(), ()>>(&[2]), Err(WireError::UnknownVariant(2)));
}

#[test]
fn bags_are_multisets_in_order() {
    use std::collections::BTreeSet;

    let bag: Bag<i64> = [2, 1, 2].into_iter().collect();
    assert_eq!(bag, Bag::from([1, 2, 2]));
    assert_ne!(bag, Bag::from([1, 1, 2]));
    assert_ne!(bag, Bag::from([1, 2]));
    assert_eq!(bag.iter().copied().collect::<Vec<_>>(), [2, 1, 2]);
    assert!(bag.contains(&1) && bag.len() == 3 && !bag.is_empty());
    let distinct = BTreeSet::from([bag, Bag::from([2, 2, 1]), Bag::new()]);
    assert_eq!(distinct.len(), 2);
}

/// Values of every form that has bytes.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Unit),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        "[a-z]{0,3}".prop_map(|text| Value::Tok(Tok::new(&text))),
        locs().prop_map(Value::Loc),
        ".*".prop_map(|text| Value::Str(text.into())),
        "[0-9]{1,3}[.][0-9]{1,3}".prop_map(|digits| Value::Real(digits.into())),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        let many = prop::collection::vec(inner.clone(), 0..4);
        let pairs = prop::collection::btree_map(inner.clone(), inner.clone(), 0..4);
        let name = "[A-Z][a-z]{0,3}".prop_map(|name| Tok::new(&name));
        let message = ("[a-z]{1,3}", inner.clone(), any::<bool>());
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Value::tuple),
            many.clone().prop_map(Value::list),
            many.prop_map(Value::bag),
            inner.clone().prop_map(|inner| Value::Inl(Arc::new(inner))),
            inner.clone().prop_map(|inner| Value::Inr(Arc::new(inner))),
            (name, inner).prop_map(|(name, inner)| Value::Data(name, Arc::new(inner))),
            pairs.prop_map(|pairs| Value::Map(Arc::new(pairs))),
            message.prop_map(|(token, body, authentic)| {
                let header = crate::Header::new([token.as_str()]);
                Value::Msg(Arc::new(crate::value::Msg { header, body, authentic }))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn values_of_any_type_survive(value in values()) {
        round_trip(&value);
        prop_assert_eq!(value.equals(&value), Some(true));
    }

    #[test]
    fn no_bytes_make_reading_values_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decoded::<Value>(&bytes);
    }
}

#[test]
fn functions_have_no_bytes() {
    let function = Value::Function(crate::Function::new(Ok));
    assert_eq!(decoded::<Value>(&encoded(&function)), Err(WireError::UnknownVariant(12)));
}
