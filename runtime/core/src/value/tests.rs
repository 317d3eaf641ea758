use super::*;

fn ints(numbers: &[i64]) -> impl Iterator<Item = Value> {
    numbers.iter().copied().map(Value::Int)
}

#[test]
fn bags_are_equal_in_any_order_at_any_depth() {
    let bag = |numbers: &[i64]| Value::bag(ints(numbers));
    assert_eq!(bag(&[1, 2, 2]).equals(&bag(&[2, 1, 2])), Some(true));
    assert_eq!(bag(&[1, 2, 2]).equals(&bag(&[2, 1, 1])), Some(false));
    assert_eq!(bag(&[1, 2]).equals(&bag(&[1, 2, 2])), Some(false));
    let wrapped = |numbers: &[i64]| {
        let inner = Value::Inl(Arc::new(Value::list([bag(numbers)])));
        Value::bag([Value::Data(Tok::new("D"), Arc::new(Value::tuple([inner, Value::Unit])))])
    };
    assert_eq!(wrapped(&[1, 2]).equals(&wrapped(&[2, 1])), Some(true));
    assert_ne!(wrapped(&[1, 2]), wrapped(&[2, 1]));
}

#[test]
fn lists_have_order_and_functions_no_equality() {
    let list = |numbers: &[i64]| Value::list(ints(numbers));
    assert_eq!(list(&[1, 2]).equals(&list(&[2, 1])), Some(false));
    assert_eq!(list(&[1, 2]).equals(&list(&[1, 2])), Some(true));
    let identity = Value::Function(Function::new(Ok));
    assert_eq!(identity.equals(&identity), None);
    assert_eq!(Value::list([identity.clone()]).equals(&Value::list([identity])), None);
    assert_eq!(Value::Int(1).equals(&Value::Bool(true)), Some(false));
}
