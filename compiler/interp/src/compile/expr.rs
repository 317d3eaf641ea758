//! Expressions as closures.

use std::cmp::Ordering;
use std::sync::Arc;

use evc_ir::{Binary, Expr, ExprKind, Ty, Unary};
use evc_runtime::{Fault, FaultKind, Loc, Tok, Value};

use super::{Code, Compiler, Frame};
use crate::typed::has_type;

/// The integer a value is. The verifier guarantees that it is one.
pub(super) fn int(value: &Value) -> i64 {
    match value {
        Value::Int(value) => *value,
        other => panic!("verified IR computes an integer here, not {other}"),
    }
}

/// The location a value is, by the same guarantee.
pub(super) fn loc(value: &Value) -> Loc {
    match value {
        Value::Loc(loc) => *loc,
        other => panic!("verified IR computes a location here, not {other}"),
    }
}

fn truth(value: &Value) -> bool {
    match value {
        Value::Bool(value) => *value,
        other => panic!("verified IR computes a boolean here, not {other}"),
    }
}

impl Compiler<'_> {
    /// An expression of any type.
    pub fn expr(&self, expr: &Expr) -> Code<Value> {
        match &expr.kind {
            ExprKind::Unit => constant(Value::Unit),
            ExprKind::Bool(value) => constant(Value::Bool(*value)),
            ExprKind::Int(value) => constant(Value::Int(*value)),
            ExprKind::Str(text) => constant(Value::Str(text.as_str().into())),
            ExprKind::Tok(text) => constant(Value::Tok(Tok::new(text))),
            ExprKind::SelfLoc => Box::new(|frame| Ok(Value::Loc(frame.loc))),
            ExprKind::Local(_) | ExprKind::Param(_) | ExprKind::When(_) | ExprKind::After(_) => {
                let place = Place::of(expr);
                Box::new(move |frame| Ok(place.read(frame).clone()))
            }
            ExprKind::Tuple(parts) => self.collection(parts, |parts| Value::Tuple(parts.into())),
            ExprKind::List(parts) => self.collection(parts, |parts| Value::List(parts.into())),
            ExprKind::Bag(parts) => self.collection(parts, |parts| Value::Bag(parts.into())),
            ExprKind::Inl(part) => self.injection(part, Value::Inl),
            ExprKind::Inr(part) => self.injection(part, Value::Inr),
            ExprKind::Case(value, arms) => {
                let arms = arms.iter().map(|(shape, arm)| (shape, self.expr(arm)));
                self.choice(value, arms.collect())
            }
            ExprKind::Let(pat, value, body) => {
                let (pat, value, body) = (pat.clone(), self.expr(value), self.expr(body));
                Box::new(move |frame| {
                    let value = value(frame)?;
                    frame.bind(&pat, value);
                    body(frame)
                })
            }
            ExprKind::If(condition, yes, no) => {
                let (condition, yes, no) = (self.test(condition), self.expr(yes), self.expr(no));
                Box::new(move |frame| if condition(frame)? { yes(frame) } else { no(frame) })
            }
            ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Unary(Unary::Not | Unary::IsLeft, _) => {
                let test = self.test(expr);
                Box::new(move |frame| Ok(Value::Bool(test(frame)?)))
            }
            ExprKind::Unary(Unary::Negate, operand) => {
                let operand = self.expr(operand);
                let overflow = self.fault(FaultKind::Overflow, expr.span);
                Box::new(move |frame| {
                    let value = int(&operand(frame)?);
                    value.checked_neg().map(Value::Int).ok_or_else(|| overflow.clone())
                })
            }
            ExprKind::Unary(Unary::ToBag, list) => {
                let (list, ill_typed) =
                    (self.expr(list), self.fault(FaultKind::IllTyped, expr.span));
                Box::new(move |frame| match list(frame)? {
                    Value::List(elements) => Ok(Value::Bag(elements)),
                    _ => Err(ill_typed.clone()),
                })
            }
            ExprKind::Binary(op, a, b) => match op {
                Binary::Cons | Binary::Append => self.lists(*op, expr, a, b),
                Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
                    self.arithmetic(*op, expr, a, b)
                }
                _ => {
                    let test = self.test(expr);
                    Box::new(move |frame| Ok(Value::Bool(test(frame)?)))
                }
            },
            ExprKind::Call(function, argument) => self.call(expr, function, argument),
        }
    }

    fn collection(
        &self,
        parts: &[Expr],
        build: impl Fn(Vec<Value>) -> Value + Send + Sync + 'static,
    ) -> Code<Value> {
        let parts: Vec<_> = parts.iter().map(|part| self.expr(part)).collect();
        Box::new(move |frame| {
            let mut values = Vec::with_capacity(parts.len());
            for part in &parts {
                values.push(part(frame)?);
            }
            Ok(build(values))
        })
    }

    fn injection(&self, part: &Expr, inject: fn(Arc<Value>) -> Value) -> Code<Value> {
        let part = self.expr(part);
        Box::new(move |frame| Ok(inject(Arc::new(part(frame)?))))
    }

    /// An operator that gives a list.
    fn lists(&self, op: Binary, expr: &Expr, a: &Expr, b: &Expr) -> Code<Value> {
        let (a, b) = (self.expr(a), self.expr(b));
        let ill_typed = self.fault(FaultKind::IllTyped, expr.span);
        let prepends = op == Binary::Cons;
        Box::new(move |frame| match (a(frame)?, b(frame)?) {
            (head, Value::List(tail)) if prepends => {
                Ok(Value::list(std::iter::once(head).chain(tail.iter().cloned())))
            }
            (Value::List(a), Value::List(b)) => Ok(Value::list(a.iter().chain(b.iter()).cloned())),
            _ => Err(ill_typed.clone()),
        })
    }

    fn arithmetic(&self, op: Binary, expr: &Expr, a: &Expr, b: &Expr) -> Code<Value> {
        let (a, b) = (self.expr(a), self.expr(b));
        let overflow = self.fault(FaultKind::Overflow, expr.span);
        let zero = self.fault(FaultKind::DivisionByZero, expr.span);
        let compute: fn(i64, i64) -> Option<i64> = match op {
            Binary::Add => i64::checked_add,
            Binary::Subtract => i64::checked_sub,
            Binary::Multiply => i64::checked_mul,
            _ => i64::checked_div,
        };
        let divides = op == Binary::Divide;
        Box::new(move |frame| {
            let (a, b) = (int(&a(frame)?), int(&b(frame)?));
            if divides && b == 0 {
                return Err(zero.clone());
            }
            compute(a, b).map(Value::Int).ok_or_else(|| overflow.clone())
        })
    }

    /// The application of a parameter's function, whose result is checked because the function
    /// comes from outside.
    fn call(&self, expr: &Expr, function: &Expr, argument: &Expr) -> Code<Value> {
        let (function, argument) = (self.expr(function), self.expr(argument));
        let ty = expr.ty.clone();
        let ill_typed = self.fault(FaultKind::IllTyped, expr.span);
        Box::new(move |frame| {
            let Value::Function(function) = function(frame)? else {
                return Err(ill_typed.clone());
            };
            let result = function.call_at(argument(frame)?, ill_typed.site.clone())?;
            if has_type(&result, &ty) { Ok(result) } else { Err(ill_typed.clone()) }
        })
    }

    /// An expression of type `Bool`.
    pub fn test(&self, expr: &Expr) -> Code<bool> {
        match &expr.kind {
            ExprKind::Bool(value) => {
                let value = *value;
                Box::new(move |_| Ok(value))
            }
            ExprKind::And(a, b) => {
                let (a, b) = (self.test(a), self.test(b));
                Box::new(move |frame| Ok(a(frame)? && b(frame)?))
            }
            ExprKind::Or(a, b) => {
                let (a, b) = (self.test(a), self.test(b));
                Box::new(move |frame| Ok(a(frame)? || b(frame)?))
            }
            ExprKind::Unary(Unary::Not, operand) => {
                let operand = self.test(operand);
                Box::new(move |frame| Ok(!operand(frame)?))
            }
            ExprKind::Unary(Unary::IsLeft, operand) => {
                let operand = self.expr(operand);
                Box::new(move |frame| Ok(matches!(operand(frame)?, Value::Inl(_))))
            }
            ExprKind::Case(value, arms) => {
                let arms = arms.iter().map(|(shape, arm)| (shape, self.test(arm)));
                self.choice(value, arms.collect())
            }
            ExprKind::Binary(op, a, b) => self.comparison(*op, expr, a, b),
            _ => {
                let value = self.expr(expr);
                Box::new(move |frame| Ok(truth(&value(frame)?)))
            }
        }
    }

    fn comparison(&self, op: Binary, expr: &Expr, a: &Expr, b: &Expr) -> Code<bool> {
        let accepts: fn(Ordering) -> bool = match op {
            Binary::Less => Ordering::is_lt,
            Binary::Greater => Ordering::is_gt,
            Binary::AtMost => Ordering::is_le,
            Binary::AtLeast => Ordering::is_ge,
            Binary::Equal if a.ty == Ty::Int => Ordering::is_eq,
            Binary::Unequal if a.ty == Ty::Int => Ordering::is_ne,
            Binary::Equal => return self.equality(expr, a, b, true),
            Binary::Unequal => return self.equality(expr, a, b, false),
            Binary::Contains => return self.contains(expr, a, b),
            Binary::Add
            | Binary::Subtract
            | Binary::Multiply
            | Binary::Divide
            | Binary::Cons
            | Binary::Append => panic!("verified IR tests no number and no list"),
        };
        let (a, b) = (self.expr(a), self.expr(b));
        Box::new(move |frame| Ok(accepts(int(&a(frame)?).cmp(&int(&b(frame)?)))))
    }

    fn equality(&self, expr: &Expr, a: &Expr, b: &Expr, wanted: bool) -> Code<bool> {
        let (a, b) = (self.expr(a), self.expr(b));
        let ill_typed = self.fault(FaultKind::IllTyped, expr.span);
        Box::new(move |frame| Ok(equal(&a(frame)?, &b(frame)?, &ill_typed)? == wanted))
    }

    fn contains(&self, expr: &Expr, bag: &Expr, element: &Expr) -> Code<bool> {
        let (bag, element) = (self.expr(bag), self.expr(element));
        let ill_typed = self.fault(FaultKind::IllTyped, expr.span);
        Box::new(move |frame| {
            let (bag, element) = (bag(frame)?, element(frame)?);
            let Value::Bag(elements) = &bag else { return Err(ill_typed.clone()) };
            for other in elements.iter() {
                if equal(other, &element, &ill_typed)? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }
}

fn equal(a: &Value, b: &Value, ill_typed: &Fault) -> Result<bool, Fault> {
    a.equals(b).ok_or_else(|| ill_typed.clone())
}

fn constant(value: Value) -> Code<Value> {
    Box::new(move |_| Ok(value.clone()))
}

/// A place that holds a value.
#[derive(Clone, Copy)]
enum Place {
    Local(evc_ir::LocalId),
    Param(evc_ir::ParamId),
    When(evc_ir::VarId),
    After(evc_ir::VarId),
}

impl Place {
    fn of(expr: &Expr) -> Self {
        match expr.kind {
            ExprKind::Local(id) => Self::Local(id),
            ExprKind::Param(id) => Self::Param(id),
            ExprKind::When(id) => Self::When(id),
            ExprKind::After(id) => Self::After(id),
            _ => panic!("only variables and parameters are places"),
        }
    }

    fn read<'a>(self, frame: &'a Frame<'_>) -> &'a Value {
        match self {
            Self::Local(id) => frame.local(id),
            Self::Param(id) => frame.params.get(id.index()).expect("every parameter has a value"),
            Self::When(id) => frame.var(id),
            Self::After(id) => frame.after(id),
        }
    }
}
