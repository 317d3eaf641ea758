//! From an expression to its value.

use std::cell::Cell;
use std::cmp::Ordering;
use std::sync::Arc;

use super::parser::{Expr, Lambda, Operator, Pattern};
use super::{CONFIGURATION, Position, TextError};
use crate::fault::{Fault, FaultKind, Site};
use crate::function::Function;
use crate::value::Value;

/// How deep evaluation may recurse. A well-typed expression of sensible size stays far below;
/// `(\x. x x) (\x. x x)` does not.
const DEPTH_MAX: u32 = 200;

/// How many characters of a value an error shows.
const SHOWN: usize = 60;

thread_local! {
    /// How deep this thread is in evaluations. Functions of functions call each other through
    /// [`Function`], which has no room for a counter, so it cannot be an argument.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Why an expression has no value, where.
struct Problem {
    fault: Fault,
    message: String,
}

impl Problem {
    fn new(position: Position, kind: FaultKind, message: String) -> Box<Self> {
        let site = Site::new(CONFIGURATION, position.line, position.column);
        Box::new(Self { fault: Fault { kind, site }, message })
    }

    fn found(position: Position, expected: &str, value: &Value) -> Box<Self> {
        let mut shown: String = value.to_string().chars().take(SHOWN + 1).collect();
        if shown.chars().count() > SHOWN {
            shown.pop();
            shown.push('…');
        }
        let message = format!("expected {expected}, found `{shown}`");
        Self::new(position, FaultKind::IllTyped, message)
    }

    /// A function tells the kind of its fault only, and that of ill-typed ones is worded for
    /// those who run the specification.
    fn from_fault(fault: Fault) -> Box<Self> {
        let message = match &fault.kind {
            FaultKind::IllTyped => "the types do not fit here".to_owned(),
            kind => kind.to_string(),
        };
        Box::new(Self { fault, message })
    }
}

type Evaluated<T> = Result<T, Box<Problem>>;

/// The value of a closed expression.
pub(super) fn evaluate(expr: &Expr) -> Result<Value, TextError> {
    eval(expr, &mut Vec::new()).map_err(|problem| TextError {
        line: problem.fault.site.line,
        column: problem.fault.site.column,
        message: problem.message,
    })
}

/// The function `!` as written at `position`.
pub(super) fn negation(position: Position) -> Value {
    Value::Function(Function::new(move |value| {
        truth(&value, position).map(|truth| Value::Bool(!truth)).map_err(|problem| problem.fault)
    }))
}

/// `variables` are the values of the local variables in scope. Everything that recurses is in a
/// function of its own, to keep the frame of this one small.
fn eval(expr: &Expr, variables: &mut Vec<Value>) -> Evaluated<Value> {
    match expr {
        Expr::Constant(value) => Ok(value.clone()),
        Expr::Local(number) => {
            let value = variables.get(*number).expect("the parser numbered what it has bound");
            Ok(value.clone())
        }
        Expr::Tuple(components, position) => eval_all(components, variables, *position).map(flat),
        Expr::List(elements, position) => eval_all(elements, variables, *position).map(Value::list),
        Expr::Bag(elements, position) => eval_all(elements, variables, *position).map(Value::bag),
        Expr::Lambda(lambda) => Ok(closure(lambda, variables)),
        Expr::Apply(function, arguments, position) => {
            apply(function, arguments, variables, *position)
        }
        Expr::If(cases, otherwise, position) => choose(cases, otherwise, variables, *position),
        Expr::Let(parts, position) => {
            let (pattern, value, body) = &**parts;
            bind_in(pattern, value, body, variables, *position)
        }
        Expr::And(operands, position) => {
            any(operands, false, variables, *position).map(|found| Value::Bool(!found))
        }
        Expr::Or(operands, position) => any(operands, true, variables, *position).map(Value::Bool),
        Expr::Negate(operand, position) => negate(operand, variables, *position),
        Expr::Chain(first, rest) => chain(first, rest, variables),
    }
}

/// Evaluates a part of an expression, one level deeper.
fn descend(expr: &Expr, variables: &mut Vec<Value>, position: Position) -> Evaluated<Value> {
    let depth = DEPTH.get();
    if depth == DEPTH_MAX {
        let message = "this recurses too deep".to_owned();
        return Err(Problem::new(position, FaultKind::IllTyped, message));
    }
    DEPTH.set(depth + 1);
    let result = eval(expr, variables);
    DEPTH.set(depth);
    result
}

fn apply(
    function: &Expr,
    arguments: &[Expr],
    variables: &mut Vec<Value>,
    position: Position,
) -> Evaluated<Value> {
    let mut value = descend(function, variables, position)?;
    for argument in arguments {
        let Value::Function(function) = value else {
            return Err(Problem::found(position, "a function", &value));
        };
        let argument = descend(argument, variables, position)?;
        let site = Site::new(CONFIGURATION, position.line, position.column);
        value = function.call_at(argument, site).map_err(Problem::from_fault)?;
    }
    Ok(value)
}

fn choose(
    cases: &[(Expr, Expr)],
    otherwise: &Expr,
    variables: &mut Vec<Value>,
    position: Position,
) -> Evaluated<Value> {
    for (condition, result) in cases {
        if holds(condition, variables, position)? {
            return descend(result, variables, position);
        }
    }
    descend(otherwise, variables, position)
}

fn bind_in(
    pattern: &Pattern,
    value: &Expr,
    body: &Expr,
    variables: &mut Vec<Value>,
    position: Position,
) -> Evaluated<Value> {
    let value = descend(value, variables, position)?;
    let outside = variables.len();
    bind(pattern, value, variables, position)?;
    let result = descend(body, variables, position);
    variables.truncate(outside);
    result
}

fn negate(operand: &Expr, variables: &mut Vec<Value>, position: Position) -> Evaluated<Value> {
    let value = descend(operand, variables, position)?;
    let integer = integer(&value, position)?;
    checked(integer.checked_neg(), FaultKind::Overflow, position)
}

fn chain(
    first: &Expr,
    rest: &[(Operator, Position, Expr)],
    variables: &mut Vec<Value>,
) -> Evaluated<Value> {
    let start = rest.first().map_or(Position { line: 1, column: 1 }, |(_, at, _)| *at);
    let mut value = descend(first, variables, start)?;
    for (operator, position, operand) in rest {
        let operand = descend(operand, variables, *position)?;
        value = operate(*operator, &value, &operand, *position)?;
    }
    Ok(value)
}

fn eval_all(
    exprs: &[Expr],
    variables: &mut Vec<Value>,
    position: Position,
) -> Evaluated<Vec<Value>> {
    exprs.iter().map(|expr| descend(expr, variables, position)).collect()
}

/// A tuple whose last component is a tuple is a longer tuple.
fn flat(mut components: Vec<Value>) -> Value {
    if let Some(Value::Tuple(last)) = components.pop_if(|last| matches!(last, Value::Tuple(_))) {
        components.extend(last.iter().cloned());
    }
    Value::tuple(components)
}

fn closure(lambda: &Arc<Lambda>, variables: &[Value]) -> Value {
    let (lambda, captured) = (Arc::clone(lambda), variables.to_vec());
    Value::Function(Function::new(move |argument| {
        let mut variables = captured.clone();
        bind(&lambda.pattern, argument, &mut variables, lambda.position)
            .and_then(|()| descend(&lambda.body, &mut variables, lambda.position))
            .map_err(|problem| problem.fault)
    }))
}

fn bind(
    pattern: &Pattern,
    value: Value,
    variables: &mut Vec<Value>,
    position: Position,
) -> Evaluated<()> {
    match (pattern, value) {
        (Pattern::Any, _) | (Pattern::Unit, Value::Unit) => Ok(()),
        (Pattern::Variable, value) => {
            variables.push(value);
            Ok(())
        }
        (Pattern::Tuple(patterns), Value::Tuple(components))
            if components.len() >= patterns.len() =>
        {
            // The last pattern takes all that is left, as products nest to the right.
            let last = patterns.len() - 1;
            let rest = match components.get(last..) {
                Some([only]) => only.clone(),
                rest => Value::tuple(rest.unwrap_or_default().iter().cloned()),
            };
            let values = components.iter().take(last).cloned().chain([rest]);
            patterns
                .iter()
                .zip(values)
                .try_for_each(|(pattern, value)| bind(pattern, value, variables, position))
        }
        (Pattern::Unit, value) => Err(Problem::found(position, "`()`", &value)),
        (Pattern::Tuple(patterns), value) => {
            let expected = format!("a tuple of {}", patterns.len());
            Err(Problem::found(position, &expected, &value))
        }
    }
}

/// Whether an operand is `wanted`; those after it are not evaluated.
fn any(
    operands: &[Expr],
    wanted: bool,
    variables: &mut Vec<Value>,
    position: Position,
) -> Evaluated<bool> {
    for operand in operands {
        if holds(operand, variables, position)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

fn holds(condition: &Expr, variables: &mut Vec<Value>, position: Position) -> Evaluated<bool> {
    truth(&descend(condition, variables, position)?, position)
}

fn operate(
    operator: Operator,
    left: &Value,
    right: &Value,
    position: Position,
) -> Evaluated<Value> {
    let equal = || {
        let comparable = "a value that can be compared";
        left.equals(right).ok_or_else(|| Problem::found(position, comparable, left))
    };
    let integers = || Ok::<_, Box<Problem>>((integer(left, position)?, integer(right, position)?));
    let compared = |wanted: fn(Ordering) -> bool| {
        integers().map(|(left, right)| Value::Bool(wanted(left.cmp(&right))))
    };
    let computed = |compute: fn(i64, i64) -> Option<i64>| {
        let (left, right) = integers()?;
        let divides = operator == Operator::Divide && right == 0;
        let kind = if divides { FaultKind::DivisionByZero } else { FaultKind::Overflow };
        checked(compute(left, right), kind, position)
    };
    match operator {
        Operator::Equal => equal().map(Value::Bool),
        Operator::Unequal => equal().map(|equal| Value::Bool(!equal)),
        Operator::Less => compared(Ordering::is_lt),
        Operator::LessEqual => compared(Ordering::is_le),
        Operator::Greater => compared(Ordering::is_gt),
        Operator::GreaterEqual => compared(Ordering::is_ge),
        Operator::Add => computed(i64::checked_add),
        Operator::Subtract => computed(i64::checked_sub),
        Operator::Multiply => computed(i64::checked_mul),
        Operator::Divide => computed(i64::checked_div),
    }
}

fn checked(result: Option<i64>, otherwise: FaultKind, position: Position) -> Evaluated<Value> {
    result.map(Value::Int).ok_or_else(|| {
        let message = otherwise.to_string();
        Problem::new(position, otherwise, message)
    })
}

fn truth(value: &Value, position: Position) -> Evaluated<bool> {
    if let Value::Bool(truth) = value {
        Ok(*truth)
    } else {
        Err(Problem::found(position, "`true` or `false`", value))
    }
}

fn integer(value: &Value, position: Position) -> Evaluated<i64> {
    if let Value::Int(integer) = value {
        Ok(*integer)
    } else {
        Err(Problem::found(position, "an integer", value))
    }
}
