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
