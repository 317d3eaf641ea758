//! From words to an expression in which every name is resolved.
//!
//! A name is either the number of a local variable or already its value, so evaluation looks
//! nothing up and a misspelt name is found even in a function that is never called. Chains of
//! equal precedence are one node: the depth of the tree is bounded by that of the recursion here,
//! which is bounded itself.

use std::sync::Arc;

use super::eval::{inject, negation};
use super::lexer::{Word, words};
use super::{Position, TextError};
use crate::header::Tok;
use crate::value::Value;

/// How deep expressions may nest.
const DEPTH_MAX: u32 = 100;

/// An expression.
#[derive(Debug)]
pub(super) enum Expr {
    /// A value known already.
    Constant(Value),
    /// The value of a local variable, counted from the outermost.
    Local(usize),
    /// `(a, b)`
    Tuple(Vec<Expr>, Position),
    /// `[a; b]`
    List(Vec<Expr>, Position),
    /// `{a; b}`
    Bag(Vec<Expr>, Position),
    /// `\p. body`
    Lambda(Arc<Lambda>),
    /// `f a b`, with the place of `f`
    Apply(Box<Expr>, Vec<Expr>, Position),
    /// `if a then b else if c then d else e`: conditions with what holds for them, and the rest
    If(Vec<(Expr, Expr)>, Box<Expr>, Position),
    /// `let p = a in b`
    Let(Box<(Pattern, Expr, Expr)>, Position),
    /// `a & b & c`
    And(Vec<Expr>, Position),
    /// `a or b or c`
    Or(Vec<Expr>, Position),
    /// `~ a`
    Negate(Box<Expr>, Position),
    /// `a + b - c`, from left to right
    Chain(Box<Expr>, Vec<(Operator, Position, Expr)>),
}

/// A function literal.
#[derive(Debug)]
pub(super) struct Lambda {
    pub(super) pattern: Pattern,
    pub(super) body: Expr,
    pub(super) position: Position,
}

/// What a function or `let` binds. Variables are numbered in the order they are written.
#[derive(Debug)]
pub(super) enum Pattern {
    Any,
    Variable,
    Unit,
    Tuple(Vec<Pattern>),
}

/// An operator between two integers, or two values to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Unequal,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// The levels of infix operators, loosest first.
const LEVELS: [&[(&str, Operator)]; 3] = [
    &[
        ("=", Operator::Equal),
        ("<>", Operator::Unequal),
        ("<", Operator::Less),
        ("<=", Operator::LessEqual),
        (">", Operator::Greater),
        (">=", Operator::GreaterEqual),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("/", Operator::Divide)],
];

const RESERVED: [&str; 7] = ["if", "then", "else", "let", "in", "fn", "or"];

type Parse<P> = fn(&mut P) -> Result<Expr, TextError>;

type Names<'n> = dyn Fn(&str) -> Option<Value> + 'n;

/// The expression that `text` is.
pub(super) fn parse(text: &str, names: &Names<'_>) -> Result<Expr, TextError> {
    let mut parser = Parser { words: words(text)?, next: 0, names, scope: Vec::new(), depth: 0 };
    let expr = parser.expr()?;
    match parser.peek() {
        (Word::End, _) => Ok(expr),
        _ => Err(parser.expected("the end")),
    }
}

struct Parser<'a, 'n> {
    words: Vec<(Word<'a>, Position)>,
    next: usize,
    names: &'n Names<'n>,
    /// The local variables in scope, the outermost first.
    scope: Vec<&'a str>,
    depth: u32,
}

impl<'a> Parser<'a, '_> {
    fn peek(&self) -> &(Word<'a>, Position) {
        let word = self.words.get(self.next).or_else(|| self.words.last());
        word.expect("there is always a word for the end")
    }

    fn position(&self) -> Position {
        self.peek().1
    }

    fn expected(&self, what: &str) -> TextError {
        let (word, position) = self.peek();
        position.error(format!("expected {what}, found {word}"))
    }

    fn at(&self, text: &str) -> bool {
        matches!(self.peek().0, Word::Name(word) | Word::Symbol(word) if word == text)
    }

    fn accept(&mut self, text: &str) -> bool {
        let found = self.at(text);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, text: &str) -> Result<(), TextError> {
        if self.accept(text) { Ok(()) } else { Err(self.expected(&format!("`{text}`"))) }
    }

    fn deeper<T>(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<T, TextError>,
    ) -> Result<T, TextError> {
        if self.depth == DEPTH_MAX {
            return Err(self.position().error("this nests too deep"));
        }
        self.depth += 1;
        let result = parse(self);
        self.depth -= 1;
        result
    }

    fn expr(&mut self) -> Result<Expr, TextError> {
        self.deeper(|parser| match parser.open_ended() {
            Some(parse) => parse(parser),
            None => parser.disjunction(),
        })
    }

    /// The parser of a form that extends as far right as possible, if one starts here.
    fn open_ended(&self) -> Option<Parse<Self>> {
        match self.peek().0 {
            Word::Symbol("\\") => Some(|parser| parser.function(".")),
            Word::Name("fn") => Some(|parser| parser.function("=>")),
            Word::Name("if") => Some(Self::conditional),
            Word::Name("let") => Some(Self::binding),
            _ => None,
        }
    }

    fn function(&mut self, arrow: &str) -> Result<Expr, TextError> {
        let position = self.position();
        self.next += 1;
        let outside = self.scope.len();
        let pattern = self.pattern(outside)?;
        self.expect(arrow)?;
        let body = self.expr()?;
        self.scope.truncate(outside);
        Ok(Expr::Lambda(Arc::new(Lambda { pattern, body, position })))
    }

    fn conditional(&mut self) -> Result<Expr, TextError> {
        let position = self.position();
        let mut cases = Vec::new();
        while self.accept("if") {
            let condition = self.expr()?;
            self.expect("then")?;
            cases.push((condition, self.expr()?));
            self.expect("else")?;
        }
        Ok(Expr::If(cases, Box::new(self.expr()?), position))
    }

    fn binding(&mut self) -> Result<Expr, TextError> {
        let position = self.position();
        self.next += 1;
        // The variables are in scope after the `in` only, but are written before the value.
        let outside = self.scope.len();
        let pattern = self.pattern(outside)?;
        let bound = self.scope.split_off(outside);
        self.expect("=")?;
        let value = self.expr()?;
        self.expect("in")?;
        self.scope.extend(bound);
        let body = self.expr()?;
        self.scope.truncate(outside);
        Ok(Expr::Let(Box::new((pattern, value, body)), position))
    }

    /// A pattern, whose variables are added to the scope; those from number `first` on are its
    /// own.
    fn pattern(&mut self, first: usize) -> Result<Pattern, TextError> {
        match self.peek().0 {
            Word::Symbol("_") => {
                self.next += 1;
                Ok(Pattern::Any)
            }
            Word::Symbol("(") => {
                self.next += 1;
                self.deeper(|parser| parser.tuple_pattern(first))
            }
            Word::Name(name) if !RESERVED.contains(&name) => {
                if self.scope.iter().skip(first).any(|other| *other == name) {
                    let message = format!("`{name}` is bound twice in one pattern");
                    return Err(self.position().error(message));
                }
                self.next += 1;
                self.scope.push(name);
                Ok(Pattern::Variable)
            }
            _ => Err(self.expected("a pattern")),
        }
    }

    /// After its opening parenthesis.
    fn tuple_pattern(&mut self, first: usize) -> Result<Pattern, TextError> {
        if self.accept(")") {
            return Ok(Pattern::Unit);
        }
        let pattern = self.pattern(first)?;
        if self.accept(")") {
            return Ok(pattern);
        }
        let mut patterns = vec![pattern];
        while !self.accept(")") {
            if !self.accept(",") {
                return Err(self.expected("`,` or `)`"));
            }
            patterns.push(self.pattern(first)?);
        }
        Ok(Pattern::Tuple(patterns))
    }

    fn disjunction(&mut self) -> Result<Expr, TextError> {
        let position = self.position();
        let operands = self.operands("or", Self::conjunction)?;
        Ok(one_or(operands, |operands| Expr::Or(operands, position)))
    }

    fn conjunction(&mut self) -> Result<Expr, TextError> {
        let position = self.position();
        let operands = self.operands("&", |parser| parser.chain(0))?;
        Ok(one_or(operands, |operands| Expr::And(operands, position)))
    }

    /// Operands of a truth operator, the last of which may be open-ended.
    fn operands(&mut self, operator: &str, operand: Parse<Self>) -> Result<Vec<Expr>, TextError> {
        let mut operands = vec![operand(self)?];
        while self.accept(operator) {
            if self.open_ended().is_some() {
                operands.push(self.expr()?);
                break;
            }
            operands.push(operand(self)?);
        }
        Ok(operands)
    }

    /// Operators of the level `level` and tighter ones.
    fn chain(&mut self, level: usize) -> Result<Expr, TextError> {
        let Some(operators) = LEVELS.get(level) else { return self.application() };
        let first = self.chain(level + 1)?;
        let mut rest = Vec::new();
        while let Some((_, operator)) = operators.iter().find(|(text, _)| self.at(text)) {
            let position = self.position();
            self.next += 1;
            rest.push((*operator, position, self.chain(level + 1)?));
        }
        Ok(if rest.is_empty() { first } else { Expr::Chain(Box::new(first), rest) })
    }

    fn application(&mut self) -> Result<Expr, TextError> {
        let position = self.position();
        let function = self.item()?.ok_or_else(|| self.expected("an expression"))?;
        let mut arguments = Vec::new();
        while let Some(argument) = self.item()? {
            arguments.push(argument);
        }
        if arguments.is_empty() {
            return Ok(function);
        }
        Ok(Expr::Apply(Box::new(function), arguments, position))
    }

    /// An expression that can be an argument, if one starts here.
    fn item(&mut self) -> Result<Option<Expr>, TextError> {
        let (word, position) = self.peek().clone();
        let expr = match word {
            Word::Name(name) if RESERVED.contains(&name) => return Ok(None),
            Word::Name("LOC") => return self.location().map(Some),
            Word::Name(name) => self.name(name, position)?,
            Word::Int(magnitude) => Expr::Constant(Value::Int(
                i64::try_from(magnitude).map_err(|_| position.error(TOO_LARGE))?,
            )),
            Word::Tok(text) => Expr::Constant(Value::Tok(Tok::new(&text))),
            Word::Toks(texts) => {
                Expr::Constant(Value::list(texts.iter().map(|text| Value::Tok(Tok::new(text)))))
            }
            Word::Str(text) => Expr::Constant(Value::Str(text.into())),
            Word::Symbol("!") => Expr::Constant(negation(position)),
            Word::Symbol("~") => return self.negative().map(Some),
            Word::Symbol("(") => return self.parenthesised().map(Some),
            Word::Symbol("[") => {
                return self.elements("]").map(|elements| Some(Expr::List(elements, position)));
            }
            Word::Symbol("{") => {
                return self.elements("}").map(|elements| Some(Expr::Bag(elements, position)));
            }
            Word::Symbol(_) | Word::End => return Ok(None),
        };
        self.next += 1;
        Ok(Some(expr))
    }

    fn name(&self, name: &str, position: Position) -> Result<Expr, TextError> {
        if let Some(local) = self.scope.iter().rposition(|bound| *bound == name) {
            return Ok(Expr::Local(local));
        }
        (self.names)(name)
            .or_else(|| predefined(name))
            .map(Expr::Constant)
            .ok_or_else(|| position.error(format!("unknown name `{name}`")))
    }

    fn location(&mut self) -> Result<Expr, TextError> {
        self.next += 1;
        self.expect("(")?;
        let (Word::Name(name), position) = *self.peek() else {
            return Err(self.expected("the name of a location"));
        };
        let names = self.names;
        let loc = names(&format!("LOC({name})")).or_else(|| names(name));
        let loc = loc.filter(|value| matches!(value, Value::Loc(_)));
        let loc = loc.ok_or_else(|| position.error(format!("unknown location `{name}`")))?;
        self.next += 1;
        self.expect(")")?;
        Ok(Expr::Constant(loc))
    }

    fn negative(&mut self) -> Result<Expr, TextError> {
        let position = self.position();
        self.next += 1;
        // As part of the literal the sign makes the least integer writable.
        if let Word::Int(magnitude) = self.peek().0 {
            self.next += 1;
            return 0_i64
                .checked_sub_unsigned(magnitude)
                .map(|integer| Expr::Constant(Value::Int(integer)))
                .ok_or_else(|| position.error(TOO_LARGE));
        }
        let operand = self.deeper(Self::item)?.ok_or_else(|| self.expected("an integer"))?;
        Ok(Expr::Negate(Box::new(operand), position))
    }

    fn parenthesised(&mut self) -> Result<Expr, TextError> {
        let position = self.position();
        self.next += 1;
        if self.accept(")") {
            return Ok(Expr::Constant(Value::Unit));
        }
        if let Some(operator) = self.operator() {
            return Ok(self.operator_function(operator, position));
        }
        let mut components = vec![self.expr()?];
        while !self.accept(")") {
            if !self.accept(",") {
                return Err(self.expected("`,` or `)`"));
            }
            components.push(self.expr()?);
        }
        Ok(one_or(components, |components| Expr::Tuple(components, position)))
    }

    /// `op =)` after its opening parenthesis, if it stands here.
    fn operator(&mut self) -> Option<Operator> {
        let word = |further: usize| match self.words.get(self.next + further) {
            Some((Word::Name(text) | Word::Symbol(text), _)) => Some(*text),
            _ => None,
        };
        if word(0) != Some("op") || word(2) != Some(")") {
            return None;
        }
        let named = word(1)?;
        let mut operators = LEVELS.iter().copied().flatten();
        let operator = operators.find(|(text, _)| *text == named).map(|(_, operator)| *operator)?;
        self.next += 3;
        Some(operator)
    }

    /// An operator as a function of one operand to a function of the other.
    fn operator_function(&self, operator: Operator, position: Position) -> Expr {
        let first = self.scope.len();
        let right = (operator, position, Expr::Local(first + 1));
        let body = Expr::Chain(Box::new(Expr::Local(first)), vec![right]);
        let lambda =
            |body| Expr::Lambda(Arc::new(Lambda { pattern: Pattern::Variable, body, position }));
        lambda(lambda(body))
    }

    fn elements(&mut self, close: &str) -> Result<Vec<Expr>, TextError> {
        self.next += 1;
        let mut elements = Vec::new();
        if self.accept(close) {
            return Ok(elements);
        }
        elements.push(self.expr()?);
        while !self.accept(close) {
            if !self.accept(";") {
                return Err(self.expected(&format!("`;` or `{close}`")));
            }
            elements.push(self.expr()?);
        }
        Ok(elements)
    }
}

const TOO_LARGE: &str = "expected an integer of 64 bits";

fn one_or(mut exprs: Vec<Expr>, many: impl FnOnce(Vec<Expr>) -> Expr) -> Expr {
    match exprs.pop() {
        Some(only) if exprs.is_empty() => only,
        last => {
            exprs.extend(last);
            many(exprs)
        }
    }
}

fn predefined(name: &str) -> Option<Value> {
    match name {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        "nil" => Some(Value::list([])),
        "inl" => Some(inject(Value::Inl)),
        "inr" => Some(inject(Value::Inr)),
        _ => None,
    }
}
