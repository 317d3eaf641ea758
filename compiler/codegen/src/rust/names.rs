//! Names: from evml, where `-` and `'` are letters, to Rust.

use std::collections::BTreeSet;

use evc_ir::System;
use proc_macro2::{Ident, Span};
use quote::format_ident;

/// Type names that a module or its imports use.
const TAKEN_TYPES: &[&str] = &[
    "Bag",
    "Datum",
    "Default",
    "Effects",
    "Err",
    "Fault",
    "Fixed",
    "Function",
    "Header",
    "Loc",
    "Messages",
    "Msg",
    "Node",
    "None",
    "Ok",
    "Option",
    "Parameter",
    "Params",
    "Process",
    "Reader",
    "Result",
    "Schema",
    "SchemaError",
    "Self",
    "Site",
    "Some",
    "String",
    "Sum",
    "Tok",
    "Value",
    "Vec",
    "WireError",
];

/// Method and field names that every node has.
const TAKEN_MEMBERS: &[&str] =
    &["loc", "params", "step", "state", "halted", "fx", "boot", "msg", "new"];

/// The Rust names of a system's declarations, all different where they meet.
pub struct Names {
    /// A field of `Params` for each parameter.
    pub params: Vec<Ident>,
    /// A variant of `Msg` for each message.
    pub variants: Vec<Ident>,
    /// A method of `Node`, and a field of `Messages`, for each message.
    pub methods: Vec<Ident>,
    /// A field of `Node` for each state variable of the root machine.
    pub vars: Vec<Ident>,
    /// A type for each of them that is a tuple with named fields.
    pub structs: Vec<Ident>,
    /// The fields of those types.
    pub fields: Vec<Vec<Ident>>,
}

impl Names {
    pub fn new(system: &System) -> Self {
        let machine = &system[system.root];
        let mut params = Set::new(&[]);
        let mut variants = Set::new(&["Boot", "Self"]);
        let mut members = Set::new(TAKEN_MEMBERS);
        let mut types = Set::new(TAKEN_TYPES);
        Self {
            params: system.params.iter().map(|p| params.snake(&p.name)).collect(),
            variants: system.messages.iter().map(|m| variants.camel(&m.name)).collect(),
            methods: system.messages.iter().map(|m| members.method(&m.name)).collect(),
            vars: machine.vars.iter().map(|var| members.snake(&var.name)).collect(),
            structs: machine.vars.iter().map(|var| types.camel(&var.name)).collect(),
            fields: machine
                .vars
                .iter()
                .map(|var| {
                    let mut fields = Set::new(&[]);
                    var.fields.iter().map(|field| fields.snake(field)).collect()
                })
                .collect(),
        }
    }
}

/// Names given in one scope.
pub struct Set {
    taken: BTreeSet<String>,
}

impl Set {
    /// A scope in which some names are taken.
    pub fn new(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// The name as a variable, field or function.
    pub fn snake(&mut self, name: &str) -> Ident {
        let words = words(name);
        let text = words.join("_");
        self.claim(text)
    }

    /// The name as a method that changes what it is called on, which by convention none does whose
    /// name begins with a preposition of conversion.
    pub fn method(&mut self, name: &str) -> Ident {
        let words = words(name);
        let converts = words.len() > 1
            && words.first().is_some_and(|word| matches!(word.as_str(), "to" | "into" | "from"));
        let text = words.join("_");
        self.claim(if converts { format!("on_{text}") } else { text })
    }

    /// The name as a type or variant.
    pub fn camel(&mut self, name: &str) -> Ident {
        let words = words(name).into_iter().map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|letter| letter.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        });
        let text: String = words.collect();
        self.claim(text)
    }

    fn claim(&mut self, text: String) -> Ident {
        let text =
            if text.starts_with(|c: char| c.is_ascii_digit()) { format!("x{text}") } else { text };
        let numbered = (2..).map(|n| format!("{text}{n}"));
        let free = std::iter::once(text.clone())
            .chain(numbered)
            .find(|name| !self.taken.contains(name))
            .unwrap_or(text);
        self.taken.insert(free.clone());
        identifier(&free)
    }
}

/// An identifier, raw or with an underscore where the word is Rust's.
fn identifier(text: &str) -> Ident {
    if matches!(text, "self" | "Self" | "super" | "crate" | "_") {
        return format_ident!("{text}_");
    }
    syn::parse_str(text).unwrap_or_else(|_| Ident::new_raw(text, Span::call_site()))
}

/// The words of a name, in lower case: split at `_`, `-`, `.` and where a capital follows a small
/// letter. A prime is a word, and so is an operator's symbol.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut last_small = false;
    for letter in name.chars() {
        let ends =
            matches!(letter, '_' | '-' | '.' | '\'') || (letter.is_uppercase() && last_small);
        if (ends || !letter.is_ascii_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        match letter {
            '_' | '-' | '.' => {}
            '\'' => words.push("prime".to_owned()),
            letter if letter.is_ascii_alphanumeric() => word.push(letter.to_ascii_lowercase()),
            _ => words.push("op".to_owned()),
        }
        last_small = letter.is_lowercase() || letter.is_ascii_digit();
    }
    if !word.is_empty() || words.is_empty() {
        words.push(if word.is_empty() { "x".to_owned() } else { word });
    }
    words
}
