//! Traps at the beginning of a declaration, or in its first words.

use evc_base::similar;

use super::expressions::begins_expression;
use super::{Allowed, Scene, Trap};
use crate::token::Token;

/// The words that begin declarations.
const WORDS: &[&str] = &[
    "abstype",
    "assume",
    "class",
    "class*",
    "classrec",
    "consistency",
    "constant",
    "data",
    "export",
    "guarantee",
    "import",
    "include",
    "infix",
    "infixr",
    "input",
    "internal",
    "invariant",
    "let",
    "letrec",
    "main",
    "memory",
    "options",
    "ordering",
    "output",
    "parameter",
    "progress",
    "specification",
    "type",
    "typeof",
    "variable",
];

/// Words that begin declarations elsewhere, and what to write.
const FOREIGN: &[(&[&str], &str)] = &[
    (
        &["def", "function", "func", "fun", "define", "lambda"],
        "write `let f x = … ;;` for a function",
    ),
    (&["val", "value", "const", "static"], "write `let x = … ;;` for a value"),
    (&["var", "mut", "state", "ref"], "what changes is kept by a class: `class S = State (…) ;;`"),
    (&["machine", "process", "actor", "proc", "algorithm"], "write `class C = … ;;` for a process"),
    (&["event", "message", "receive", "send", "signal"], "write `input`, `internal` or `output`"),
    (&["CONSTANT", "CONSTANTS", "param"], "write `parameter x : T`"),
    (&["VARIABLE", "VARIABLES"], "what changes is kept by a class: `class S = State (…) ;;`"),
    (&["module", "MODULE", "package", "spec"], "write `specification s` in the first line"),
    (
        &["open", "use", "using", "EXTENDS", "from", "require"],
        "write `import f` for a name of the library",
    ),
    (&["THEOREM", "INVARIANT", "theorem", "property"], "write `invariant p on x in X == … ;;`"),
    (
        &["while", "for", "return", "do", "begin", "end", "match", "print", "assert"],
        "an expression is written behind `=`: `let x = … ;;`",
    ),
    (&["enum", "datatype", "struct", "record"], "write `data D = A of T | B of U`"),
];

/// What the parser did not expect where a declaration begins, or just behind its first word.
pub(super) fn trap(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    if allowed.has("parameter") || allowed.has("invariant") && !allowed.ends_expression() {
        return first_word(scene, allowed);
    }
    let (_, first, _) = scene.before.iter().find(|token| token.1 != Token::Comment)?;
    let found = scene.found.as_ref().map(|token| token.1);
    match (first, found) {
        (Token::Data, _) if allowed.only("of") => {
            let constructor = scene.previous(0).map_or("A", |token| scene.slice(token));
            Trap::new(
                "a constructor has an argument",
                format!("write `{constructor} of Unit` for one without content"),
            )
        }
        (Token::Data, Some(Token::Ident(_) | Token::TyVar(_))) if allowed.only("=") => {
            Trap::new("a `data` type has no parameters", "write the types of its parts out")
        }
        (Token::Progress | Token::MemoryProperty, Some(found))
            if begins_expression(&found) && names_class_after_with(scene) =>
        {
            let class = scene.previous(0).map_or("C", |token| scene.slice(token));
            Trap::new(
                "only the name of a class can follow `in` here",
                format!("define it as a class of its own, `class X = {class} … ;;`, and write `X`"),
            )
        }
        (Token::Parameter | Token::Constant, Some(Token::Equal)) if allowed.has(":") => Trap::new(
            "a parameter has a type, not a value",
            "write `parameter x : T`; the value is given by the configuration",
        ),
        (_, Some(Token::DoubleColon)) if allowed.has(":") => {
            Trap::new("a type follows one `:`", "write `:`")
        }
        _ if !allowed.ends_expression() && ends_in_types_with_commas(scene) => Trap::new(
            "types with commas between them are the arguments of a type that follows",
            "write a product with stars, as in `A * B`",
        ),
        _ => None,
    }
}

/// Whether what was read ends in `: (A, B)`, the way other languages write a product.
fn ends_in_types_with_commas(scene: &Scene<'_, '_>) -> bool {
    let tokens = scene.before.iter().rev().map(|token| token.1);
    let mut tokens = tokens.filter(|token| *token != Token::Comment);
    if tokens.next() != Some(Token::CloseParen) {
        return false;
    }
    let (mut depth, mut commas) = (1_u32, false);
    for token in tokens.by_ref() {
        match token {
            Token::CloseParen => depth += 1,
            Token::OpenParen if depth == 1 => break,
            Token::OpenParen => depth -= 1,
            Token::Comma => commas |= depth == 1,
            _ => {}
        }
    }
    commas && tokens.next() == Some(Token::Colon)
}

/// Whether the last name is that of the class after `with` in a property.
fn names_class_after_with(scene: &Scene<'_, '_>) -> bool {
    let is_name = |token: &Token<'_>| matches!(token, Token::Ident(_) | Token::Member(_));
    scene.has_before(|token| *token == Token::With)
        && !scene.has_before(|token| {
            matches!(token, Token::Condition | Token::Equal | Token::DoubleEqual)
        })
        && scene.previous(0).is_some_and(|token| is_name(&token.1))
        && scene.previous(1).is_some_and(|token| matches!(token.1, Token::In | Token::With))
}

fn first_word(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let found = scene.found.as_ref()?;
    let word = scene.slice(found);
    let place = if allowed.has("parameter") { "a declaration" } else { "a property" };
    let message = format!("no word `{word}` begins {place}");
    match found.1 {
        Token::Fn => Trap::new(message, "write `let f x = … ;;` for a function"),
        Token::Struct => Trap::new(message, "write `data D = A of T | B of U`"),
        Token::State | Token::Memory | Token::Once | Token::OutputForm | Token::Simple => {
            Trap::new(message, "write `class X = … ;;` to give a class a name")
        }
        Token::Bar => Trap::new(
            "`|` separates the constructors of a `data` type",
            "write `data D = A of T | B of U`",
        ),
        Token::Ident(name) if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            Trap::new(message, instead_of(name, scene.next))
        }
        Token::OpenBrace => {
            Trap::new("braces enclose no declarations", "remove `{`, and the `}` that closes it")
        }
        token if begins_expression(&token) => {
            Trap::new(format!("an expression is not {place}"), "give it a name: `let x = … ;;`")
        }
        _ => None,
    }
}

/// What to write instead of a name that begins a declaration.
fn instead_of(name: &str, next: Option<Token<'_>>) -> String {
    let foreign = FOREIGN.iter().find(|(words, _)| words.contains(&name));
    if let Some((_, help)) = foreign {
        return (*help).to_owned();
    }
    let lower = name.to_ascii_lowercase();
    let known = WORDS.iter().copied().find(|word| *word == lower);
    if let Some(word) = known.or_else(|| similar(name, WORDS.iter().copied())) {
        return format!("did you mean `{word}`?");
    }
    match next {
        Some(Token::Colon) => format!("write `parameter {name} : T`, or `variable {name} : T`"),
        _ => format!("write `let {name} = … ;;` to declare `{name}`"),
    }
}
