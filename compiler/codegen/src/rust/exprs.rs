//! Expressions.
//!
//! A value is read as a *place* where reading it does not move it (comparisons, method calls),
//! and as an owned value elsewhere; what is not free to copy is then cloned.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use evc_ir::{Binary, Expr, ExprKind, LocalId, Pat, Ty, Unary, VarId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Context, literals, types};

/// How tightly generated code binds, loosest first (the Rust reference, expression precedence).
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Or,
    And,
    Compare,
    Unary,
    Postfix,
}

/// What names mean where an expression stands.
pub struct Scope<'a> {
    context: &'a Context<'a>,
    /// Whether this is a method of `Node`, where location and parameters are fields of `self`.
    method: bool,
    locals: Vec<Ident>,
    /// The locals that the code reads, as far as it is written.
    read: RefCell<BTreeSet<LocalId>>,
    /// Whether integers are written with their type, because nothing else tells it.
    suffixed: Cell<bool>,
    /// The locals that hold what variables become, in actions that update at their end.
    pub next: Vec<Next>,
}

/// A local that holds what a variable becomes until nothing can fault any more.
pub struct Next {
    pub var: VarId,
    pub name: Ident,
    pub kind: Assigned,
}

/// On which paths through an action a variable is assigned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Assigned {
    /// On all, by one statement.
    Once,
    /// On all, in branches.
    Always,
    /// On some.
    Sometimes,
}

/// The negation of a condition.
pub fn negated(tokens: &TokenStream, expr: &Expr) -> TokenStream {
    match &expr.kind {
        ExprKind::And(..) | ExprKind::Or(..) => quote!(!(#tokens)),
        ExprKind::Binary(op, ..) if *op != Binary::Contains => quote!(!(#tokens)),
        _ => quote!(!#tokens),
    }
}

impl<'a> Scope<'a> {
    /// Outside any node: location and parameters are arguments.
    pub fn outside(context: &'a Context<'a>) -> Self {
        Self::new(context, false, Vec::new())
    }

    /// Inside a method of a node.
    pub fn method(context: &'a Context<'a>, locals: Vec<Ident>) -> Self {
        Self::new(context, true, locals)
    }

    fn new(context: &'a Context<'a>, method: bool, locals: Vec<Ident>) -> Self {
        let (read, suffixed) = (RefCell::default(), Cell::new(false));
        Self { context, method, locals, read, suffixed, next: Vec::new() }
    }

    /// Whether the code written so far reads a local.
    pub fn reads(&self, id: LocalId) -> bool {
        self.read.borrow().contains(&id)
    }

    /// The name of a local.
    pub fn local(&self, id: LocalId) -> Ident {
        self.locals.get(id.index()).cloned().unwrap_or_else(|| format_ident!("unbound"))
    }

    /// A pattern for what the code after it reads: that code is to be written first.
    pub fn pat(&self, pat: &Pat) -> TokenStream {
        match pat {
            Pat::Local(id) if self.reads(*id) => {
                let name = self.local(*id);
                quote!(#name)
            }
            Pat::Wild | Pat::Local(_) => quote!(_),
            Pat::Tuple(parts) => {
                let parts = parts.iter().map(|part| self.pat(part));
                quote!((#(#parts),*))
            }
        }
    }

    /// A definition, with its type where the value leaves that open.
    pub fn definition(&self, pat: &Pat, value: &Expr) -> TokenStream {
        let pat = self.pat(pat);
        let ty = literals::needs_type(value).then(|| types::rust(&value.ty));
        let ty = ty.map(|ty| quote!(: #ty));
        let value = self.value(value);
        quote!(let #pat #ty = #value;)
    }

    /// An owned value.
    pub fn value(&self, expr: &Expr) -> TokenStream {
        let place = self.is_place(expr);
        let tokens = self.place(expr);
        if place && !types::is_copy(&expr.ty) { quote!(#tokens.clone()) } else { tokens }
    }

    /// A loop over the elements of a bag, which are taken from it if it is made for that.
    pub fn each(&self, pat: &Pat, bag: &Expr, block: &TokenStream) -> TokenStream {
        let pat = self.pat(pat);
        if !self.is_place(bag) {
            let bag = self.value(bag);
            return quote!(for #pat in #bag { #block });
        }
        let place = self.place(bag);
        match &bag.ty {
            Ty::Bag(element) if types::is_copy(element) => {
                quote!(for #pat in #place.iter().copied() { #block })
            }
            _ => quote! {
                for element in #place.iter() {
                    let #pat = element.clone();
                    #block
                }
            },
        }
    }

    /// A value that is only looked at.
    pub fn place(&self, expr: &Expr) -> TokenStream {
        self.tokens(expr).0
    }

    /// Whether the tokens of an expression name a place, rather than compute something new.
    fn is_place(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Local(_) | ExprKind::Param(_) | ExprKind::SelfLoc => true,
            ExprKind::When(id) | ExprKind::After(id) => self.struct_of(*id).is_none(),
            _ => false,
        }
    }

    /// The fields of a variable that has a struct of its own.
    fn struct_of(&self, id: VarId) -> Option<&'a [Ident]> {
        let system = self.context.system;
        let named =
            system[system.root].vars.get(id.index()).is_some_and(|var| !var.fields.is_empty());
        let fields = self.context.names.fields.get(id.index())?;
        named.then_some(fields.as_slice())
    }

    /// The place of a state variable before or after the event.
    fn var(&self, id: VarId, after: bool) -> TokenStream {
        let next = self.next.iter().find(|next| next.var == id).filter(|_| after);
        match (next, self.context.names.vars.get(id.index())) {
            (Some(Next { name, .. }), _) => quote!(#name),
            (None, Some(name)) => quote!(self.#name),
            (None, None) => quote!(unbound),
        }
    }

    fn at(&self, expr: &Expr, level: Level) -> TokenStream {
        let (tokens, own) = self.tokens(expr);
        if own < level { quote!((#tokens)) } else { tokens }
    }

    /// Like [`Self::at`], for an operand that alone must tell its type if `alone`.
    fn typed(&self, expr: &Expr, level: Level, alone: bool) -> TokenStream {
        let outer = self.suffixed.replace(alone && literals::is_open(expr));
        let tokens = self.at(expr, level);
        self.suffixed.set(outer);
        tokens
    }

    fn tokens(&self, expr: &Expr) -> (TokenStream, Level) {
        // The operands of these do not tell the type of the whole.
        let inner = matches!(
            expr.kind,
            ExprKind::And(..)
                | ExprKind::Or(..)
                | ExprKind::Unary(..)
                | ExprKind::Binary(..)
                | ExprKind::Call(..)
        );
        let outer = self.suffixed.get();
        self.suffixed.set(outer && !inner);
        let tokens = self.form(expr);
        self.suffixed.set(outer);
        tokens
    }

    fn form(&self, expr: &Expr) -> (TokenStream, Level) {
        let tight = |tokens| (tokens, Level::Postfix);
        match &expr.kind {
            ExprKind::Unit
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Str(_)
            | ExprKind::Tok(_)
            | ExprKind::Tuple(_)
            | ExprKind::List(_)
            | ExprKind::Bag(_) => self.written(expr),
            ExprKind::SelfLoc if self.method => tight(quote!(self.loc)),
            ExprKind::SelfLoc => tight(quote!(loc)),
            ExprKind::Local(id) => {
                self.read.borrow_mut().insert(*id);
                let name = self.local(*id);
                tight(quote!(#name))
            }
            ExprKind::Param(id) => {
                let name = self.context.names.params.get(id.index());
                tight(if self.method { quote!(self.params.#name) } else { quote!(params.#name) })
            }
            ExprKind::When(id) => tight(self.variable(*id, false, &expr.ty)),
            ExprKind::After(id) => tight(self.variable(*id, true, &expr.ty)),
            ExprKind::Let(Pat::Local(id), value, body) if body.kind == ExprKind::Local(*id) => {
                self.tokens(value)
            }
            // Loose, because a block at the start of an operand would be read as a statement.
            ExprKind::Let(pat, value, body) => {
                let body = self.value(body);
                let definition = self.definition(pat, value);
                (quote!({ #definition #body }), Level::Or)
            }
            // Loose, like a block.
            ExprKind::If(condition, yes, no) => {
                let (condition, yes, no) = (self.place(condition), self.value(yes), self.value(no));
                (quote!(if #condition { #yes } else { #no }), Level::Or)
            }
            ExprKind::And(a, b) => {
                let (a, b) = (self.at(a, Level::And), self.at(b, Level::And));
                (quote!(#a && #b), Level::And)
            }
            ExprKind::Or(a, b) => {
                let (a, b) = (self.at(a, Level::Or), self.at(b, Level::Or));
                (quote!(#a || #b), Level::Or)
            }
            ExprKind::Unary(Unary::Not, a) => {
                if let ExprKind::Binary(op, a, b) = &a.kind
                    && let Some(opposite) = opposite(*op)
                {
                    return self.comparison(opposite, a, b);
                }
                let a = self.at(a, Level::Unary);
                (quote!(!#a), Level::Unary)
            }
            ExprKind::Unary(Unary::Negate, a) => {
                let (a, site) = (self.value(a), self.context.site(expr.span));
                tight(quote!(num::negate(#a, #site)?))
            }
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b, expr),
            ExprKind::Call(function, argument) => {
                let function = self.at(function, Level::Postfix);
                let (argument, site) = (self.value(argument), self.context.site(expr.span));
                tight(quote!(#function.call_at(#argument, #site)?))
            }
        }
    }

    /// A literal, tuple, list or bag.
    fn written(&self, expr: &Expr) -> (TokenStream, Level) {
        let tight = |tokens| (tokens, Level::Postfix);
        match &expr.kind {
            ExprKind::Unit => tight(quote!(())),
            ExprKind::Bool(value) => tight(quote!(#value)),
            ExprKind::Int(i64::MIN) => tight(quote!(i64::MIN)),
            ExprKind::Int(value) => {
                let size = value.unsigned_abs() as i64;
                let digits = match self.suffixed.get() {
                    true => Literal::i64_suffixed(size),
                    false => Literal::i64_unsuffixed(size),
                };
                if *value < 0 { (quote!(-#digits), Level::Unary) } else { tight(quote!(#digits)) }
            }
            ExprKind::Str(text) => {
                let text = text.as_str();
                tight(quote!(#text.to_owned()))
            }
            ExprKind::Tok(text) => {
                let text = text.as_str();
                tight(quote!(Tok::new(#text)))
            }
            ExprKind::Tuple(parts) => {
                let parts = parts.iter().map(|part| self.value(part));
                tight(quote!((#(#parts),*)))
            }
            ExprKind::List(parts) | ExprKind::Bag(parts) if parts.is_empty() => {
                let element = match &expr.ty {
                    Ty::List(element) | Ty::Bag(element) => types::rust(element),
                    other => types::rust(other),
                };
                let is_list = matches!(expr.kind, ExprKind::List(_));
                let name = if is_list { quote!(Vec) } else { quote!(Bag) };
                tight(quote!(#name::<#element>::new()))
            }
            ExprKind::List(parts) => {
                let parts = parts.iter().map(|part| self.value(part));
                tight(quote!(Vec::from([#(#parts),*])))
            }
            ExprKind::Bag(parts) => {
                let parts = parts.iter().map(|part| self.value(part));
                tight(quote!(Bag::from([#(#parts),*])))
            }
            _ => tight(self.value(expr)),
        }
    }

    /// A state variable: a place, or the tuple of its fields.
    fn variable(&self, id: VarId, after: bool, ty: &Ty) -> TokenStream {
        let place = self.var(id, after);
        let Some(fields) = self.struct_of(id) else { return place };
        let parts = fields.iter().zip(types::components(ty)).map(|(field, ty)| {
            let clone = (!types::is_copy(ty)).then(|| quote!(.clone()));
            quote!(#place.#field #clone)
        });
        quote!((#(#parts),*))
    }

    fn binary(&self, op: Binary, a: &Expr, b: &Expr, expr: &Expr) -> (TokenStream, Level) {
        let function = match op {
            Binary::Add => quote!(add),
            Binary::Subtract => quote!(subtract),
            Binary::Multiply => quote!(multiply),
            Binary::Divide => quote!(divide),
            Binary::Contains => {
                let alone = literals::is_open(b);
                let bag = self.typed(a, Level::Postfix, alone);
                let element = self.at(b, Level::Postfix);
                return (quote!(#bag.contains(&#element)), Level::Postfix);
            }
            _ => return self.comparison(op, a, b),
        };
        let (a, b, site) = (self.value(a), self.value(b), self.context.site(expr.span));
        (quote!(num::#function(#a, #b, #site)?), Level::Postfix)
    }

    fn comparison(&self, op: Binary, a: &Expr, b: &Expr) -> (TokenStream, Level) {
        let equality = matches!(op, Binary::Equal | Binary::Unequal);
        if equality && a.ty == Ty::Unit {
            return self.units(op, a, b);
        }
        if equality && let Some(shown) = self.literal_comparison(op, a, b) {
            return shown;
        }
        // Both sides bind tighter than a comparison: Rust does not chain them.
        let alone = literals::is_open(b);
        let (a, b) = (self.typed(a, Level::Unary, alone), self.at(b, Level::Unary));
        let symbol = match op {
            Binary::Less => quote!(<),
            Binary::Greater => quote!(>),
            Binary::AtMost => quote!(<=),
            Binary::AtLeast => quote!(>=),
            Binary::Unequal => quote!(!=),
            _ => quote!(==),
        };
        (quote!(#a #symbol #b), Level::Compare)
    }

    /// A comparison of units, which are all equal: only what may fault in them matters.
    fn units(&self, op: Binary, a: &Expr, b: &Expr) -> (TokenStream, Level) {
        let result = op == Binary::Equal;
        let operands = [a, b].into_iter().filter(|operand| operand.may_fault());
        let operands: Vec<_> = operands.map(|operand| self.value(operand)).collect();
        match &operands[..] {
            [] => (quote!(#result), Level::Postfix),
            operands => (quote!({ #(#operands;)* #result }), Level::Or),
        }
    }

    /// A comparison with something written out, without building that: `x == "text"`.
    fn literal_comparison(&self, op: Binary, a: &Expr, b: &Expr) -> Option<(TokenStream, Level)> {
        let written = |expr: &Expr| {
            matches!(expr.kind, ExprKind::List(_) | ExprKind::Bag(_) | ExprKind::Str(_))
        };
        let (value, literal) = match (written(a), written(b)) {
            (false, true) => (a, b),
            (true, false) if !a.may_fault() && !b.may_fault() => (b, a),
            _ => return None,
        };
        let (place, symbol) = (
            self.typed(value, Level::Unary, literals::is_open(literal)),
            match op {
                Binary::Equal => quote!(==),
                _ => quote!(!=),
            },
        );
        let is_empty = match &literal.kind {
            ExprKind::Str(text) => text.is_empty(),
            ExprKind::List(parts) | ExprKind::Bag(parts) => parts.is_empty(),
            _ => false,
        };
        if is_empty {
            let place = self.typed(value, Level::Postfix, true);
            return Some(match op {
                Binary::Equal => (quote!(#place.is_empty()), Level::Postfix),
                _ => (quote!(!#place.is_empty()), Level::Unary),
            });
        }
        let literal = match &literal.kind {
            ExprKind::Str(text) => {
                let text = text.as_str();
                quote!(#text)
            }
            ExprKind::List(parts) => {
                let parts = parts.iter().map(|part| self.value(part));
                quote!([#(#parts),*])
            }
            _ => return None,
        };
        Some((quote!(#place #symbol #literal), Level::Compare))
    }
}

/// The comparison that holds where another does not.
fn opposite(op: Binary) -> Option<Binary> {
    Some(match op {
        Binary::Equal => Binary::Unequal,
        Binary::Unequal => Binary::Equal,
        Binary::Less => Binary::AtLeast,
        Binary::Greater => Binary::AtMost,
        Binary::AtMost => Binary::Greater,
        Binary::AtLeast => Binary::Less,
        Binary::Contains | Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
            return None;
        }
    })
}
