//! Choices by the shape of a value.

use std::sync::Arc;

use evc_ir::{Expr, Pat, Shape};
use evc_runtime::{FaultKind, Value};

use super::{Code, Compiler};

/// The code of the arms of a choice, with what they name.
enum Arms<T> {
    /// Left and right.
    Sum((Pat, Code<T>), (Pat, Code<T>)),
    /// Empty, and with a first element and a rest.
    List(Code<T>, ((Pat, Pat), Code<T>)),
}

impl<T> Arms<T> {
    /// The arms by their shapes: there is one for each, as the verifier guarantees.
    fn new(arms: Vec<(&Shape, Code<T>)>) -> Self {
        let mut arms = arms.into_iter();
        match (arms.next(), arms.next()) {
            (Some((Shape::Inl(left), a)), Some((Shape::Inr(right), b))) => {
                Self::Sum((left.clone(), a), (right.clone(), b))
            }
            (Some((Shape::Nil, a)), Some((Shape::Cons(head, tail), b))) => {
                Self::List(a, ((head.clone(), tail.clone()), b))
            }
            _ => panic!("verified IR has an arm for each shape"),
        }
    }
}

impl Compiler<'_> {
    /// A choice between codes by the shape of a value.
    pub(super) fn choice<T: 'static>(&self, value: &Expr, arms: Vec<(&Shape, Code<T>)>) -> Code<T> {
        let (code, arms) = (self.expr(value), Arms::new(arms));
        let ill_typed = self.fault(FaultKind::IllTyped, value.span);
        Box::new(move |frame| {
            let value = code(frame)?;
            match (&arms, value) {
                (Arms::Sum((pat, arm), _), Value::Inl(part))
                | (Arms::Sum(_, (pat, arm)), Value::Inr(part)) => {
                    frame.bind(pat, Arc::unwrap_or_clone(part));
                    arm(frame)
                }
                (Arms::List(empty, ((head, tail), full)), Value::List(elements)) => {
                    let Some((first, rest)) = elements.split_first() else { return empty(frame) };
                    frame.bind(head, first.clone());
                    if *tail != Pat::Wild {
                        frame.bind(tail, Value::List(rest.into()));
                    }
                    full(frame)
                }
                _ => Err(ill_typed.clone()),
            }
        })
    }
}
