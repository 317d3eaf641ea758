//! Turns the parser's list of acceptable tokens into a short phrase.
//!
//! The list is exact but long: after an operand, some sixty tokens are acceptable. A reader wants
//! to hear what closes the construct, or the name of what is missing.

/// Tokens that begin or continue an expression or a type and therefore say nothing about what a
/// finished one may be followed by.
const CONTINUES: &[&str] = &[
    "NAME", "MEMBER", "TYVAR", "INT", "REAL", "STRING", "TOKEN", "TOKENS", "DOC", "input",
    "output", "internal", "[set]", "[map]", "op", "::", "(", "[", "{", "~", "Prior", "Once",
    "Output", "OnLoc", "Skip", "Null", "Local", "State", "Memory", "any", "MSG", "wait", ".", "@",
    "++", "+", "*", "?", "??", "&", "or", "/\\", "\\/", "=>", "<=>", ":", ">>", "o", "oo", "O",
    "observes", "where", "/~", "#", "->", "if", "let", "letrec", "class", "case", "forall",
    "exists", "\\", "fn", "_", "struct",
];

/// The phrase for a list of terminals as the grammar writes them, in quotes. `nested` tells
/// whether a bracket is open, where `;` separates elements instead of ending a declaration.
pub(crate) fn phrase(expected: &[String], nested: bool) -> String {
    let terminals: Vec<String> = expected.iter().map(|quoted| unquote(quoted)).collect();
    let has = |terminal: &str| terminals.iter().any(|t| t == terminal);
    if has("parameter") {
        return "a declaration".into();
    }
    if has("invariant") && !has("<=>") {
        return "a property".into();
    }
    if has("??") && !has("Null") {
        return "an operator or a name".into();
    }
    // An operator of layer 2: what was read before it may already be more than an operand.
    let continues_expression = has("<=>");
    let continues_type = has("->") && !has("TYVAR");
    if continues_expression || continues_type {
        let infix_equal = continues_expression && !has("==");
        let closing = closing(&terminals, nested, infix_equal);
        return if closing.is_empty() && continues_type {
            "`->`".into()
        } else if closing.is_empty() {
            "the end of the expression".into()
        } else {
            join(&closing)
        };
    }
    if has("infix") {
        return "a name or a pattern".into();
    }
    if has("Null") {
        let any = if has("NAME") { "an expression" } else { "an expression in parentheses" };
        return any.into();
    }
    if has("_") {
        return if has("=") { "a pattern or `=`" } else { "a pattern" }.into();
    }
    if has("TYVAR") && has("{") {
        return "a type".into();
    }
    if has("NAME") && has("[set]") {
        return "a name".into();
    }
    let mut names: Vec<String> = terminals.iter().map(|t| describe(t, nested)).collect();
    names.dedup();
    join(&names)
}

/// What may follow a finished expression or type.
fn closing(terminals: &[String], nested: bool, infix_equal: bool) -> Vec<String> {
    terminals
        .iter()
        .filter(|t| !(CONTINUES.contains(&t.as_str()) || infix_equal && *t == "="))
        .map(|t| describe(t, nested))
        .collect()
}

pub(crate) fn unquote(quoted: &str) -> String {
    quoted.trim_matches('"').replace("\\\\", "\\")
}

fn describe(terminal: &str, nested: bool) -> String {
    match terminal {
        "NAME" | "MEMBER" => "a name".into(),
        "TYVAR" => "a type variable".into(),
        "INT" => "an integer".into(),
        "REAL" => "a real".into(),
        "STRING" => "a string".into(),
        "TOKEN" => "a token".into(),
        "TOKENS" => "a token list".into(),
        "DOC" => "a documentation comment".into(),
        ";" if !nested => "`;;`".into(),
        _ => format!("`{terminal}`"),
    }
}

/// `a`, `b` or `c`
fn join(names: &[String]) -> String {
    match names {
        [] => "the end of the text".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
