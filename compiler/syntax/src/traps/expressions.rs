//! Traps inside expressions, patterns and types.

use super::{Allowed, Scene, Trap};
use crate::lexer::Spanned;
use crate::token::Token;

/// What is known to go wrong in an expression, the special before the general.
pub(super) fn trap(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let traps = [
        compositions,
        observations,
        prefixes,
        lambdas,
        arms,
        separators,
        endings,
        operators,
        operands,
        open_forms,
    ];
    traps.iter().find_map(|trap| trap(scene, allowed))
}

/// `f o Once(X)`
fn compositions(scene: &Scene<'_, '_>, _: &Allowed<'_>) -> Option<Trap> {
    let before = scene.previous(0)?;
    let word = scene.slice(before);
    let found = scene.found.as_ref();
    if is_composition(&before.1) {
        return match found {
            Some(found) if begins_operand(&found.1) => Trap::new(
                format!("only a name or a list in parentheses can follow `{word}`"),
                format!("write `{word} ({} …)`", scene.slice(found)),
            ),
            _ => Trap::new(
                format!("the class behind `{word}` is missing"),
                format!("write `f {word} X` or `f {word} (X, Y)`"),
            ),
        };
    }
    None
}

/// `f o (X) || Y`, also behind `main`, whose class is complete before the operator.
pub(super) fn behind_composition(scene: &Scene<'_, '_>) -> Option<Trap> {
    let found = scene.found.as_ref()?;
    let continues = begins_operand(&found.1) && scene.complete.is_empty() || is_operator(&found.1);
    let ended = ends_composition(scene.before) || ends_composition(scene.complete);
    if !(continues && ended) {
        return None;
    }
    let text = scene.slice(found);
    Trap::new(
        format!("a composition cannot be followed by `{text}`"),
        format!("put the composition in parentheses: `(f o (X, Y)) {text} …`"),
    )
}

/// `C x observes v @ e`, `C observes f x @ e`
fn observations(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let found = scene.found.as_ref()?;
    if found.1 == Token::Observes && allowed.ends_expression() {
        return Trap::new(
            "`observes` takes only what stands directly before it",
            format!("put the class in parentheses: `({}) observes …`", scene.operands()),
        );
    }
    let observed = scene.previous(1).is_some_and(|token| token.1 == Token::Observes);
    if observed && allowed.only("@") && (begins_operand(&found.1) || is_operator(&found.1)) {
        let (value, rest) = (scene.slice(scene.previous(0)?), scene.slice(found));
        return Trap::new(
            "`observes` takes only what stands directly behind it",
            format!("put the value in parentheses: `observes ({value} {rest} …)`"),
        );
    }
    None
}

/// Words and signs before an operand: `~ x`, `op (+)`, `Once X`.
fn prefixes(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let before = scene.previous(0)?;
    let word = scene.slice(before);
    let found = scene.found.as_ref();
    match (before.1, found) {
        (Token::Tilde, Some(found)) if begins_operand(&found.1) => Trap::new(
            "only a number or an expression in parentheses can follow `~`",
            format!("write `~({})`", scene.slice(found)),
        ),
        (Token::Op, _) => Trap::new("an operator follows `op`", "write `(op +)`, for instance"),
        (_, Some(found)) if allowed.only("(") && begins_operand(&found.1) => Trap::new(
            format!("what follows `{word}` stands in parentheses"),
            format!("write `{word} ({})`", scene.slice(found)),
        ),
        (Token::OpenParen, Some(found))
            if scene.next == Some(Token::CloseParen) && is_operator(&found.1) =>
        {
            Trap::new(
                "an operator alone is no value",
                format!("write `(op {})`", scene.slice(found)),
            )
        }
        _ => None,
    }
}

/// `\a b. e`, `\a -> e`, `fun a -> e`, `forall x. e`
fn lambdas(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let found = scene.found.as_ref()?;
    let head = scene.before.iter().rposition(|token| {
        matches!(token.1, Token::Backslash | Token::Fn | Token::Forall | Token::Exists | Token::Of)
    })?;
    let opening = scene.before.get(head)?;
    let (open, sign) = match opening.1 {
        Token::Backslash => ("\\", "."),
        Token::Fn => ("fn ", "=>"),
        Token::Forall | Token::Exists if found.1 == Token::Dot && allowed.has(":") => {
            let word = scene.slice(opening);
            return Trap::new(
                "the type of the variable is missing",
                format!("write `{word} x : T. …`"),
            );
        }
        _ => return None,
    };
    if !(allowed.has(sign) && allowed.has(":")) || allowed.ends_expression() {
        return None;
    }
    let text = scene.slice(found);
    if matches!(found.1, Token::Arrow | Token::FatArrow | Token::Dot | Token::Equal) {
        return Trap::new(
            format!("`{text}` does not end the parameter of a function"),
            format!("write `{sign}` instead of `{text}`"),
        );
    }
    let parameter = scene.between(head + 1);
    let other = if matches!(found.1, Token::Ident(_)) { text } else { "…" };
    let gap = if sign == "." { ". " } else { " => " };
    Trap::new(
        "a function has one parameter",
        format!("write `{open}{parameter}{gap}{open}{other}{gap}…`"),
    )
}

/// `match x with`, `case x of 0 -> 1 | n -> 2`
fn arms(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let found = scene.found.as_ref()?;
    let in_case = scene.has_before(|token| *token == Token::Case);
    let follows_of = scene.previous(0).is_some_and(|token| token.1 == Token::Of);
    let in_arm = scene.has_before(|token| *token == Token::Of)
        && scene.previous(0).is_some_and(|token| token.1 != Token::FatArrow);
    match found.1 {
        Token::With if scene.has_before(|token| *token == Token::Ident("match")) => {
            Trap::new("`match` is no word of the language", "write `case x of p => e of q => f`")
        }
        Token::Bar if allowed.has("_") && follows_of => {
            Trap::new("no `|` stands before the pattern of an arm", "remove `|`")
        }
        Token::Bar if in_case => {
            Trap::new("each arm of a `case` begins with `of`", "write `of` instead of `|`")
        }
        Token::With if allowed.has("of") && !allowed.has("_") => {
            Trap::new("each arm of a `case` begins with `of`", "write `of` instead of `with`")
        }
        Token::Underscore if in_arm && allowed.has("Null") && !begins_name(scene, found) => {
            let pattern = if scene.previous(0).is_some_and(|token| ends_operand(&token.1)) {
                "`_`"
            } else {
                "the pattern that it is a part of"
            };
            let help = format!("write `of` before {pattern}");
            Trap::new("each arm of a `case` begins with `of`", help)
        }
        Token::Arrow if allowed.has("=>") && !allowed.ends_expression() => {
            Trap::new("`->` does not end the pattern of an arm", "write `=>` instead of `->`")
        }
        _ => None,
    }
}

/// Whether a letter or digit follows a token without a blank.
fn begins_name(scene: &Scene<'_, '_>, token: &Spanned<'_>) -> bool {
    let behind = scene.text.get(token.2 as usize..).unwrap_or("");
    behind.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// `{a, b}`, `[a, b]`, `(a; b)`
fn separators(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let found = scene.found.as_ref()?;
    let open = scene.open_brackets();
    match (open.last().map(|bracket| bracket.1), found.1) {
        (Some(Token::OpenBrace), Token::Comma) if allowed.has(";") => {
            Trap::new("`;` separates the elements of a bag", "write `;` instead of `,`")
        }
        (Some(Token::OpenBracket), Token::Comma) if allowed.has(";") => {
            Trap::new("`;` separates the elements of a list", "write `;` instead of `,`")
        }
        (Some(Token::OpenParen), Token::Semicolon)
            if allowed.has(",") && !scene.beside_semicolon() =>
        {
            Trap::new("`,` separates the parts of a tuple", "write `,` instead of `;`")
        }
        _ => None,
    }
}

/// What is missing where something ends: `in`, `else`.
fn endings(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let found = scene.found.as_ref().map(|token| token.1);
    if found == Some(Token::Then)
        && scene.has_before(|token| {
            matches!(token, Token::Ident("elif" | "elsif" | "elseif" | "ELSIF"))
        })
    {
        return Trap::new("one `if` has one `then`", "write `else if` for another condition");
    }
    let closed = scene.open_brackets().is_empty();
    match found {
        Some(Token::Semicolon) if allowed.has("in") && !allowed.has("_") => Trap::new(
            "the expression behind a local definition is missing",
            format!("write `in` instead of {}", scene.found_name()),
        ),
        Some(Token::In) if closed && allowed.has(";") => {
            Trap::new("only a local definition is followed by `in`", "write `;;` instead of `in`")
        }
        Some(Token::Semicolon | Token::CloseParen | Token::CloseBrace | Token::CloseBracket)
            if allowed.has("else") =>
        {
            Trap::new("every `if` has an `else`", "write `else` and the value for that case")
        }
        _ if allowed.has("=") && scene.has_before(|token| *token == Token::Ident(":=")) => {
            Trap::new("`:=` is no sign of the language", "write `=` instead of `:=`")
        }
        _ => None,
    }
}

/// Signs that are no operators: `==`, `->`, `<-`, `and`.
fn operators(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let found = scene.found.as_ref()?;
    match found.1 {
        Token::BackArrow => Trap::new(
            "`<-` has no meaning",
            "write `let x = e in …` for a value; what changes is kept by `State`",
        ),
        Token::DoubleEqual if !allowed.has("with") => {
            Trap::new("`==` is no operator", "write `=` for equality")
        }
        Token::Arrow if allowed.ends_expression() => {
            Trap::new("`->` is no operator", "write `\\x. …` for a function of `x`")
        }
        Token::And if allowed.ends_expression() || allowed.only(";") => Trap::new(
            "`and` is no operator",
            "write `&` between values of type `Bool`, `/\\` between propositions",
        ),
        _ => None,
    }
}

/// What is no value: `'a'`, `_x`, `1_000`.
fn operands(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let found = scene.found.as_ref()?;
    let text = scene.slice(found);
    let before = scene.previous(0)?;
    if found.1 == Token::Underscore && before.2 == found.0 && matches!(before.1, Token::Int(_)) {
        return Trap::new("the digits of a number stand together", "write them without `_`");
    }
    if !(allowed.has("Null") && allowed.has("NAME")) {
        return None;
    }
    match found.1 {
        Token::TyVar(_) if text.len() > 2 && text.ends_with('\'') => Trap::new(
            "there are no characters",
            format!("write a string, `\"{0}\"`, or a token, `` `{0}` ``", text.trim_matches('\'')),
        ),
        Token::TyVar(_) => {
            Trap::new("a type is no value", format!("write `::{text}` for a type as an argument"))
        }
        Token::Underscore => Trap::new(
            "`_` is no value, and no name begins with it",
            "write a name that begins with a letter",
        ),
        _ => None,
    }
}

/// `1 + if a then b else c`, `f \x. x`
fn open_forms(scene: &Scene<'_, '_>, allowed: &Allowed<'_>) -> Option<Trap> {
    let (found, previous) = (scene.found.as_ref()?, scene.previous(0)?);
    let (text, before) = (scene.slice(found), scene.slice(previous));
    let follows_operator = is_operator(&previous.1);
    if !(is_open_form(&found.1) && (follows_operator || ends_operand(&previous.1))) {
        return None;
    }
    let message = if follows_operator {
        format!("`{text}` cannot be an operand of `{before}`")
    } else if allowed.has("??") {
        format!("`{text}` cannot be an argument")
    } else {
        return None;
    };
    // After an operand, `let` is far more often a `let` that lacks its `in` or its `;;`.
    if matches!(found.1, Token::Let | Token::LetRec | Token::Class) && !follows_operator {
        return None;
    }
    let shown = if found.1 == Token::Backslash { "\\x." } else { text };
    Trap::new(message, format!("put it in parentheses: `({shown} …)`"))
}

/// Whether a token can begin an expression.
pub(super) fn begins_expression(token: &Token<'_>) -> bool {
    begins_operand(token) || is_open_form(token) || matches!(token, Token::Tilde)
}

fn is_composition(token: &Token<'_>) -> bool {
    matches!(token, Token::Simple | Token::General | Token::GeneralLong)
}

/// Whether tokens end in `o (…)` or `o X`.
fn ends_composition(tokens: &[Spanned<'_>]) -> bool {
    let mut tokens = tokens.iter().rev().filter(|t| t.1 != Token::Comment);
    let Some((_, last, _)) = tokens.next() else { return false };
    if *last == Token::CloseParen {
        let mut depth = 1;
        while depth > 0 {
            match tokens.next() {
                Some((_, Token::CloseParen, _)) => depth += 1,
                Some((_, Token::OpenParen, _)) => depth -= 1,
                Some(_) => {}
                None => return false,
            }
        }
    } else if !matches!(last, Token::Ident(_) | Token::Member(_)) {
        return false;
    }
    tokens.next().is_some_and(|(_, token, _)| is_composition(token))
}

fn begins_operand(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Ident(_)
            | Token::Member(_)
            | Token::Int(_)
            | Token::Real(_)
            | Token::Str(_)
            | Token::Atom(_)
            | Token::Atoms(_)
            | Token::OpenParen
            | Token::OpenBracket
            | Token::OpenBrace
            | Token::Op
            | Token::Prior
            | Token::Once
            | Token::OutputForm
            | Token::OnLoc
            | Token::Skip
            | Token::Null
            | Token::Local
            | Token::State
            | Token::Memory
    )
}

fn ends_operand(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Ident(_)
            | Token::Member(_)
            | Token::Int(_)
            | Token::CloseParen
            | Token::CloseBracket
            | Token::CloseBrace
    )
}

/// Whether a token is an infix operator of layer 1: a reserved symbol or a symbolic name.
fn is_operator(token: &Token<'_>) -> bool {
    match token {
        Token::Ident(name) => {
            matches!(*name, "until" | "before" | "l-before")
                || !name.starts_with(|c: char| c.is_ascii_alphabetic())
        }
        _ => matches!(
            token,
            Token::Dot
                | Token::At
                | Token::Append
                | Token::Plus
                | Token::Star
                | Token::Question
                | Token::DoubleQuestion
        ),
    }
}

fn is_open_form(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::If
            | Token::Case
            | Token::Backslash
            | Token::Fn
            | Token::Forall
            | Token::Exists
            | Token::Let
            | Token::LetRec
            | Token::Class
    )
}
