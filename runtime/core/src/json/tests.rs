use std::sync::Arc;

use super::*;
use crate::function::Function;
use crate::header::{Header, Tok};
use crate::loc::Loc;

fn check(value: &Value, expected: &str) {
    let mut out = String::new();
    write_value(value, &mut out);
    assert_eq!(out, expected);
}

#[test]
fn every_kind_of_value() {
    let one = Value::Int(1);
    check(&Value::Unit, "null");
    check(&Value::Bool(true), "true");
    check(&Value::Int(i64::MIN), "-9223372036854775808");
    check(&Value::Tok(Tok::new("a b")), "\"a b\"");
    check(&Value::Loc(Loc::new("p")), "\"p\"");
    check(&Value::Str("x".into()), "\"x\"");
    check(&Value::tuple([one.clone(), Value::tuple([Value::Unit, one.clone()])]), "[1,[null,1]]");
    check(&Value::list([]), "[]");
    check(&Value::bag([one.clone(), Value::Bool(false)]), "[1,false]");
    check(&Value::Inl(Arc::new(one.clone())), "{\"inl\":1}");
    check(&Value::Inr(Arc::new(Value::Unit)), "{\"inr\":null}");
    check(&Value::Data(Tok::new("Send"), Arc::new(one)), "{\"Send\":1}");
    check(&Value::Real("1.50".into()), "\"1.50\"");
    let entries = [(Value::Int(2), Value::Unit), (Value::Int(1), Value::Bool(true))];
    check(&Value::Map(Arc::new(entries.into())), "[[1,true],[2,null]]");
    let msg = |authentic| {
        let header = Header::new(["a", "b"]);
        Value::Msg(Arc::new(Msg { header, body: Value::Int(1), authentic }))
    };
    check(&msg(false), "{\"header\":[\"a\",\"b\"],\"value\":1}");
    check(&msg(true), "{\"header\":[\"a\",\"b\"],\"value\":1,\"signed\":true}");
    check(&Value::Function(Function::new(Ok)), "\"<function>\"");
}

#[test]
fn strings_are_escaped() {
    check(&Value::Str("\"\\/\n\r\t\u{1}é\u{2028}𝄞".into()), r#""\"\\/\n\r\t\u0001é\u2028𝄞""#);
}

fn parsed(text: &str) -> Result<Json, JsonError> {
    Json::parse(text)
}

#[test]
fn texts_are_taken_apart() {
    let number = |digits: &str| Json::Number(digits.to_owned());
    let text = " { \"a\" : [ 1 , -0.5e+3 , true , false , null ] , \"b\" : { } , \"c\" : [] } ";
    let json = parsed(text).unwrap();
    let a = vec![number("1"), number("-0.5e+3"), Json::Bool(true), Json::Bool(false), Json::Null];
    assert_eq!(json.get("a"), Some(&Json::Array(a)));
    assert_eq!(json.get("b"), Some(&Json::Object(Vec::new())));
    assert_eq!(json.get("c"), Some(&Json::Array(Vec::new())));
    assert_eq!((json.get("d"), json.as_u64(), json.as_str()), (None, None, None));
    assert_eq!(parsed("18446744073709551615").unwrap().as_u64(), Some(u64::MAX));
    assert_eq!(number("-1").as_u64(), None);
    let string = parsed(r#""\"\\\/\b\f\n\r\t\u00e9\ud834\udd1e""#).unwrap();
    assert_eq!(string.as_str(), Some("\"\\/\u{8}\u{c}\n\r\té𝄞"));
}

#[test]
fn texts_that_are_not_json_are_refused() {
    let unexpected = |c| Err(JsonError::Unexpected(c));
    for text in [
        "", "[", "[1", "[1,", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "\"a", "\"\\", "-", "1.", "1e",
        "tru", "\"\\u00",
    ] {
        assert_eq!(parsed(text), Err(JsonError::End), "{text}");
    }
    for (text, c) in [
        ("x", 'x'),
        ("1 2", '2'),
        ("01", '1'),
        ("[1 2]", '2'),
        ("[,]", ','),
        ("{1:2}", '1'),
        ("{\"a\" 1}", '1'),
        ("{\"a\":1 2}", '2'),
        ("\"\n\"", '\n'),
        ("\"\\x\"", 'x'),
        ("trap", 'a'),
        ("-a", 'a'),
        ("1.a", 'a'),
        (r#""\u00g0""#, 'g'),
        (r#""\udc00""#, 'u'),
        (r#""\ud834\u0041""#, 'u'),
        (r#""\ud834x""#, 'x'),
        ("[1,]", ']'),
        ("{\"a\":1,}", '}'),
    ] {
        assert_eq!(parsed(text), unexpected(c), "{text}");
    }
    assert!(parsed(&format!("{}{}", "[".repeat(200), "]".repeat(200))).is_ok());
    assert_eq!(parsed(&"[".repeat(100_000)), Err(JsonError::Depth));
}

proptest::proptest! {
    #[test]
    fn strings_are_read_as_they_were_written(text in ".*") {
        let mut out = String::new();
        write_str(&text, &mut out);
        proptest::prop_assert_eq!(parsed(&out), Ok(Json::Str(text)));
    }
}
