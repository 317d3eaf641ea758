//! Messages from outside: headers, bodies and bytes.

use evc_ir::Ty;
use evc_runtime::wire::{Reader, WireError};
use evc_runtime::{Bag, Datum, Header, Loc, Schema, SchemaError, Sum, Tok, Value};
use proptest::collection::vec;
use proptest::prelude::*;

use super::kit::{int, loc, program};
use crate::typed::{decode, encode, has_type};
use crate::{Message, Messages};

const TEXT: &str = r"
specification s
input a : Int * (Loc Bag)
internal b : Unit
output d : (String List) * Tok
main (\l.\x.{}) o a'base";

fn messages() -> Messages {
    program(TEXT, Vec::new()).schema()
}

#[test]
fn headers_and_bodies_make_messages() {
    let messages = messages();
    let body = Value::tuple([int(1), Value::bag([loc("n")])]);
    let msg = messages.message(&Header::new(["a"]), &body).unwrap();
    assert_eq!(msg, Message { index: Some(0), body: body.clone(), authentic: false });
    assert_eq!((messages.header(&msg), messages.body(&msg)), (&Header::new(["a"]), body));
    let msg = messages.message(&Header::new(["s", "b"]), &Value::Unit).unwrap();
    assert_eq!(msg.index, Some(1));
    assert_eq!(messages.header(&messages.boot()), &Header::boot());
}

#[test]
fn messages_of_other_specifications_are_refused() {
    let messages = messages();
    for header in [Header::new(["b"]), Header::new(["a", "a"]), Header::boot()] {
        let got = messages.message(&header, &Value::Unit);
        assert_eq!(got, Err(SchemaError::UnknownHeader(header)));
    }
    for body in [Value::Unit, int(1), Value::tuple([int(1), Value::list([])])] {
        let (header, expected) = (Header::new(["a"]), "Int * Loc Bag".to_owned());
        let got = messages.message(&header, &body);
        assert_eq!(got, Err(SchemaError::BodyType { header, expected }));
    }
}

#[test]
fn the_fingerprint_depends_on_every_message() {
    let of = |text: &str| program(text, Vec::new()).schema().fingerprint();
    assert_eq!(of(TEXT), messages().fingerprint());
    for (this, that) in [("a : Int", "a : Bool"), ("output d", "output e"), ("tion s", "tion t")] {
        assert_ne!(of(&TEXT.replace(this, that)), of(TEXT), "{this}");
    }
}

#[test]
fn unknown_numbers_are_refused() {
    let mut reader = Reader::new(&[3]);
    assert_eq!(messages().decode(&mut reader), Err(WireError::UnknownMessage(3)));
}

/// A type with a value of it.
fn typed() -> impl Strategy<Value = (Ty, Value)> {
    let leaf = prop_oneof![
        Just((Ty::Unit, Value::Unit)),
        any::<bool>().prop_map(|b| (Ty::Bool, Value::Bool(b))),
        any::<i64>().prop_map(|i| (Ty::Int, Value::Int(i))),
        "\\PC{0,5}".prop_map(|text| (Ty::Str, Value::Str(text.as_str().into()))),
        "[a-z]{1,4}".prop_map(|text| (Ty::Tok, Value::Tok(Tok::new(&text)))),
        prop_oneof!["n", "m"].prop_map(|name| (Ty::Loc, Value::Loc(Loc::new(&name)))),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|parts| {
                let (types, mut values): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
                let last = types.last().cloned();
                if let (Some(Ty::Tuple(_)), Some(Value::Tuple(rest))) =
                    (last, values.last().cloned())
                {
                    values.pop();
                    values.extend(rest.iter().cloned());
                }
                (Ty::product(types), Value::tuple(values))
            }),
            (inner.clone(), 0..3_usize, any::<bool>()).prop_map(|((ty, value), count, list)| {
                let values = std::iter::repeat_n(value, count);
                if list {
                    (Ty::List(ty.into()), Value::list(values))
                } else {
                    (Ty::Bag(ty.into()), Value::bag(values))
                }
            }),
            (inner.clone(), inner, any::<bool>()).prop_map(|((left, a), (right, b), first)| {
                let value = if first { Value::Inl(a.into()) } else { Value::Inr(b.into()) };
                (Ty::Sum(left.into(), right.into()), value)
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_encoded_is_decoded((ty, value) in typed()) {
        prop_assert!(has_type(&value, &ty));
        let mut bytes = Vec::new();
        encode(&value, &ty, &mut bytes);
        let mut reader = Reader::new(&bytes);
        prop_assert_eq!(decode(&ty, &mut reader), Ok(value));
        prop_assert_eq!(reader.finish(), Ok(()));
        // Nothing that is cut off is taken for something.
        if let Some((_, short)) = bytes.split_last() {
            let mut reader = Reader::new(&bytes[..short.len()]);
            prop_assert!(decode(&ty, &mut reader).is_err());
        }
    }

    #[test]
    fn no_bytes_make_it_panic((ty, _) in typed(), bytes in vec(any::<u8>(), 0..40)) {
        if let Ok(value) = decode(&ty, &mut Reader::new(&bytes)) {
            prop_assert!(has_type(&value, &ty));
        }
        let messages = messages();
        if let Ok(msg) = messages.decode(&mut Reader::new(&bytes)) {
            let (header, body) = (messages.header(&msg).clone(), messages.body(&msg));
            prop_assert_eq!(messages.message(&header, &body), Ok(msg));
        }
    }

    #[test]
    fn bytes_are_those_of_the_rust_type(
        datum in (any::<i64>(), any::<bool>(), vec("[a-z]{0,3}", 0..3), any::<Option<i64>>()),
    ) {
        let (number, truth, texts, either) = datum;
        let sum = either.map_or(Sum::Inr(()), Sum::Inl);
        let places: Bag<Loc> = texts.iter().map(|text| Loc::new(text)).collect();
        let datum = ((number, truth), places, texts, sum, Tok::new("t"), ());
        let inner = Ty::Tuple(vec![Ty::Int, Ty::Bool]);
        let ty = Ty::Tuple(vec![
            inner,
            Ty::Bag(Ty::Loc.into()),
            Ty::List(Ty::Str.into()),
            Ty::Sum(Ty::Int.into(), Ty::Unit.into()),
            Ty::Tok,
            Ty::Unit,
        ]);
        let mut expected = Vec::new();
        datum.encode(&mut expected);
        let mut got = Vec::new();
        encode(&datum.to_value(), &ty, &mut got);
        prop_assert_eq!(&got, &expected);
        prop_assert_eq!(decode(&ty, &mut Reader::new(&got)), Ok(datum.to_value()));
    }
}
