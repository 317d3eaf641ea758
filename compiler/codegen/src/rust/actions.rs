//! Actions: one method of `Node` each, and `step`, which dispatches to them.
//!
//! Updates take effect together at the end of an event or, if something faults, not at all.
//! Where the order of an action's statements guarantees that anyway, state is changed in place;
//! otherwise the method works on a copy that replaces the state in its last line.

use std::collections::BTreeSet;

use evc_ir::{Action, Expr, ExprKind, Message, Pat, Stmt, StmtKind, Trigger, VarId};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::exprs::{Assigned, Next, Scope};
use super::messages::letters;
use super::names::Set;
use super::{Context, docs, literals, shapes, types};

impl Context<'_> {
    fn root_actions(&self) -> &[Action] {
        &self.system[self.system.root].actions
    }

    /// A method for each action.
    pub(super) fn actions(&self) -> TokenStream {
        let methods: Vec<_> =
            self.root_actions().iter().map(|action| self.action(action)).collect();
        if methods.is_empty() {
            return TokenStream::new();
        }
        let shapes = shapes::in_actions(self.root_actions());
        let complex = self.has_complex_arguments().then(types::complex);
        quote! { #shapes #complex impl Node { #(#methods)* } }
    }

    /// Whether the methods take or define something of a type that linters call complex.
    fn has_complex_arguments(&self) -> bool {
        let mut messages = self.root_actions().iter().filter_map(|action| match action.trigger {
            Trigger::Receive(id) => Some((&self.system[id].ty, &action.pattern)),
            Trigger::Other => None,
        });
        let takes = messages.any(|(ty, pattern)| match pattern {
            Pat::Wild => false,
            Pat::Local(_) => types::is_complex(ty),
            Pat::Tuple(_) => types::components(ty).iter().any(types::is_complex),
        });
        let mut defines = false;
        let mut see = |value: &Expr| {
            defines |= literals::needs_type(value) && types::is_complex(&value.ty);
        };
        self.each_action_definition(&mut see);
        takes || defines
    }

    /// Calls `f` on every value that an action defines.
    pub(super) fn each_action_definition(&self, f: &mut dyn FnMut(&Expr)) {
        for action in self.root_actions() {
            evc_ir::visit::each_stmt(&action.body, &mut |stmt| {
                if let StmtKind::Let(_, value) = &stmt.kind {
                    f(value);
                }
            });
        }
        self.each_action_expr(&mut |expr| {
            if let ExprKind::Let(_, value, _) = &expr.kind {
                f(value);
            }
        });
    }

    /// The name of the method of an action, and its message.
    fn method(&self, trigger: Trigger) -> (Ident, Option<&Message>) {
        match trigger {
            Trigger::Receive(id) => {
                let name = self.names.methods.get(id.index()).cloned();
                (name.unwrap_or_else(|| format_ident!("unbound")), Some(&self.system[id]))
            }
            Trigger::Other => (format_ident!("boot"), None),
        }
    }

    fn action(&self, action: &Action) -> TokenStream {
        let (name, message) = self.method(action.trigger);
        let mut taken = Set::new(&["fx", "self", "site", "num", "element"]);
        let locals = action.locals.iter().map(|local| taken.snake(&local.name)).collect();
        let mut scope = Scope::method(self, locals);
        let in_place = InPlace::new(action).allows();
        let (mut first, mut last) = (Vec::new(), Vec::new());
        if !in_place {
            for var in assigned(&action.body) {
                let Some(field) = self.names.vars.get(var.index()) else { continue };
                let name = taken.snake(&format!("next_{field}"));
                let state = &self.system[self.system.root][var];
                let clone = (!types::is_copy(&state.ty)).then(|| quote!(.clone()));
                let kind = Assigned::of(&action.body, var);
                first.extend(match kind {
                    Assigned::Once => None,
                    Assigned::Always => Some(quote! {
                        #[allow(clippy::needless_late_init, reason = "it is set among others")]
                        let #name;
                    }),
                    Assigned::Sometimes => Some(quote!(let mut #name = self.#field #clone;)),
                });
                last.push(quote!(self.#field = #name;));
                scope.next.push(Next { var, name, kind });
            }
        }
        let parts = Parts::new(action);
        let body = self.block(&scope, &parts, &action.body);
        let args = message.map(|message| arguments(&scope, &action.pattern, message));
        let args: Vec<_> = args.into_iter().flatten().collect();
        // With `self` and `fx`.
        let many = (args.len() + 2 > 7).then(|| {
            let reason = "one for each part of the message";
            quote!(#[allow(clippy::too_many_arguments, reason = #reason)])
        });
        let doc = match message {
            Some(message) => format!("On `{}`.", message.name),
            None => "On anything the specification does not declare, such as the boot message."
                .to_owned(),
        };
        let doc = docs([doc.as_str()]);
        let sends = sends(&action.body);
        let fx = if sends { quote!(fx) } else { quote!(_) };
        quote! {
            #doc
            #many
            fn #name(&mut self, #(#args,)* #fx: &mut Effects<Msg>) -> Result<(), Fault> {
                #(#first)*
                #body
                #(#last)*
                Ok(())
            }
        }
    }

    fn block(&self, scope: &Scope<'_>, parts: &Parts, block: &[Stmt]) -> TokenStream {
        // Backwards, so that a pattern is written when all that reads its locals is known.
        let mut stmts: Vec<_> =
            block.iter().rev().map(|stmt| self.stmt(scope, parts, stmt)).collect();
        stmts.reverse();
        quote! { #(#stmts)* }
    }

    fn stmt(&self, scope: &Scope<'_>, parts: &Parts, stmt: &Stmt) -> TokenStream {
        match &stmt.kind {
            StmtKind::Let(Pat::Tuple(pats), Expr { kind: ExprKind::When(id), ty, .. })
                if self.has_struct(*id) =>
            {
                self.take_apart(scope, *id, pats, ty)
            }
            StmtKind::Let(pat, value) => scope.definition(pat, value),
            StmtKind::If(condition, yes, no) => self.conditional(scope, parts, condition, yes, no),
            StmtKind::For(pat, bag, block) => {
                // First, so that the pattern is written when all that reads its locals is known.
                let block = self.block(scope, parts, block);
                scope.each(pat, bag, &block)
            }
            StmtKind::Set(id, value) => self.set(scope, parts, *id, value),
            StmtKind::Send { delay, to, message, body } => {
                let variant = self.names.variants.get(message.index());
                let declared = &self.system[*message];
                let msg = match (types::components(&declared.ty), &body.kind) {
                    ([], _) => quote!(Msg::#variant),
                    ([_], _) => {
                        let body = scope.value(body);
                        quote!(Msg::#variant(#body))
                    }
                    (_, ExprKind::Tuple(parts)) => {
                        let parts = parts.iter().map(|part| scope.value(part));
                        quote!(Msg::#variant(#(#parts),*))
                    }
                    (components, _) => {
                        let names: Vec<_> =
                            (1..=components.len()).map(|n| format_ident!("part{n}")).collect();
                        let body = scope.value(body);
                        quote!({ let (#(#names),*) = #body; Msg::#variant(#(#names),*) })
                    }
                };
                let to = scope.value(to);
                match delay {
                    None => quote!(fx.send(#to, #msg);),
                    Some(delay) => {
                        let (value, site) = (scope.value(delay), self.site(delay.span));
                        quote!(fx.send_after(num::delay(#value, #site)?, #to, #msg);)
                    }
                }
            }
        }
    }

    fn conditional(
        &self,
        scope: &Scope<'_>,
        parts: &Parts,
        condition: &Expr,
        yes: &[Stmt],
        no: &[Stmt],
    ) -> TokenStream {
        // What a condition names is named before it.
        if let ExprKind::Let(pat, value, body) = &condition.kind {
            let rest = self.conditional(scope, parts, body, yes, no);
            let definition = scope.definition(pat, value);
            return quote!(#definition #rest);
        }
        let condition = scope.place(condition);
        let yes = self.block(scope, parts, yes);
        let chained = matches!(
            no,
            [Stmt { kind: StmtKind::If(condition, ..), .. }]
                if !matches!(condition.kind, ExprKind::Let(..))
        );
        let other = self.block(scope, parts, no);
        match (no, chained) {
            ([], _) => quote!(if #condition { #yes }),
            (_, true) => quote!(if #condition { #yes } else #other),
            (_, false) => quote!(if #condition { #yes } else { #other }),
        }
    }

    fn has_struct(&self, id: VarId) -> bool {
        let machine = &self.system[self.system.root];
        machine.vars.get(id.index()).is_some_and(|var| !var.fields.is_empty())
    }

    /// `let Ring { epoch, .. } = self.ring;`
    fn take_apart(
        &self,
        scope: &Scope<'_>,
        id: VarId,
        pats: &[Pat],
        ty: &evc_ir::Ty,
    ) -> TokenStream {
        let (name, var) = (self.names.structs.get(id.index()), self.names.vars.get(id.index()));
        let fields = self.names.fields.get(id.index()).into_iter().flatten();
        let named: Vec<_> = pats
            .iter()
            .zip(fields)
            .map(|(pat, field)| (scope.pat(pat), field))
            .filter(|(pat, _)| pat.to_string() != "_")
            .map(|(pat, field)| if *field == pat.to_string() { pat } else { quote!(#field: #pat) })
            .collect();
        if named.is_empty() {
            return TokenStream::new();
        }
        let rest = (named.len() < pats.len()).then(|| quote!(..));
        let clone = (!types::is_copy(ty)).then(|| quote!(.clone()));
        quote!(let #name { #(#named,)* #rest } = self.#var #clone;)
    }

    /// An update: in place of the fields that change, or of the whole value.
    fn set(&self, scope: &Scope<'_>, parts: &Parts, id: VarId, value: &Expr) -> TokenStream {
        let next = scope.next.iter().find(|next| next.var == id);
        let (var, name) = (self.names.vars.get(id.index()), next.map(|next| &next.name));
        if let Some(Next { name, kind: kind @ (Assigned::Once | Assigned::Always), .. }) = next {
            let value = self.state_value(id, scope, value);
            let binds = (*kind == Assigned::Once).then(|| quote!(let));
            return quote!(#binds #name = #value;);
        }
        let target = name.map_or_else(|| quote!(self.#var), |name| quote!(#name));
        let (ExprKind::Tuple(values), true) = (&value.kind, self.has_struct(id)) else {
            let value = self.state_value(id, scope, value);
            return quote!(#target = #value;);
        };
        let fields = self.names.fields.get(id.index()).into_iter().flatten();
        let changed: Vec<_> = fields
            .zip(values)
            .enumerate()
            .filter(|(index, (_, value))| !parts.is(id, *index, value))
            .map(|(_, pair)| pair)
            .collect();
        // What may fault or reads the old state is computed before anything is assigned.
        let late = |value: &Expr| value.may_fault() || reads_when(value, id);
        let torn = scope.next.is_empty() && changed.iter().skip(1).any(|(_, value)| late(value));
        if torn || changed.len() == values.len() {
            let value = self.state_value(id, scope, value);
            return quote!(#target = #value;);
        }
        let assignments = changed.into_iter().map(|(field, value)| {
            let value = scope.value(value);
            quote!(#target.#field = #value;)
        });
        quote!(#(#assignments)*)
    }

    /// `step`, which finds the action of a message.
    pub(super) fn process(&self) -> TokenStream {
        let mut arms = Vec::new();
        let mut idle = Vec::new();
        let ids = (0..self.system.messages.len() as u32).map(evc_ir::MessageId);
        let triggers = std::iter::once(Trigger::Other).chain(ids.map(Trigger::Receive));
        for trigger in triggers {
            let (method, message) = self.method(trigger);
            let variant = match trigger {
                Trigger::Receive(id) => self.names.variants.get(id.index()).cloned(),
                Trigger::Other => Some(format_ident!("Boot")),
            };
            let count = message.map_or(0, |message| types::components(&message.ty).len());
            let action = self.root_actions().iter().find(|action| action.trigger == trigger);
            match action {
                None if count == 0 => idle.push(quote!(Msg::#variant)),
                None => idle.push(quote!(Msg::#variant(..))),
                Some(action) => {
                    let (pattern, args) = passed(&action.pattern, count);
                    let pattern = (count > 0).then(|| quote!((#(#pattern),*)));
                    arms.push(quote!(Msg::#variant #pattern => self.#method(#(#args,)* fx)));
                }
            }
        }
        if !idle.is_empty() {
            arms.push(quote!(#(#idle)|* => Ok(())));
        }
        let state = self.state_values();
        let fx = if self.root_actions().is_empty() { quote!(_) } else { quote!(fx) };
        quote! {
            impl Process for Node {
                type Msg = Msg;

                fn step(&mut self, msg: Msg, #fx: &mut Effects<Msg>) -> Result<(), Fault> {
                    match msg { #(#arms),* }
                }

                #state
            }
        }
    }

    /// Calls `f` on every expression of every action, outermost first.
    pub(super) fn each_action_expr(&self, f: &mut dyn FnMut(&Expr)) {
        for action in self.root_actions() {
            evc_ir::visit::each_stmt(&action.body, &mut |stmt| {
                for expr in evc_ir::visit::exprs(stmt) {
                    evc_ir::visit::each(expr, f);
                }
            });
        }
    }

    /// Calls `f` on every expression of the system.
    pub(super) fn each_expr(&self, f: &mut dyn FnMut(&Expr)) {
        self.each_action_expr(f);
        let machine = &self.system[self.system.root];
        evc_ir::visit::each(&machine.placement, f);
        machine.vars.iter().for_each(|var| evc_ir::visit::each(&var.init, f));
    }

    /// Whether some delay or operation names its place.
    pub(super) fn has_sites(&self) -> bool {
        let mut found = self.has_arithmetic();
        self.each_expr(&mut |expr| found |= matches!(expr.kind, ExprKind::Call(..)));
        found
    }

    /// Whether some operation or delay may fault.
    pub(super) fn has_arithmetic(&self) -> bool {
        let mut found = false;
        self.each_expr(&mut |expr| {
            found |= match &expr.kind {
                ExprKind::Binary(op, ..) => op.may_fault(),
                ExprKind::Unary(op, _) => *op == evc_ir::Unary::Negate,
                _ => false,
            };
        });
        for action in self.root_actions() {
            evc_ir::visit::each_stmt(&action.body, &mut |stmt| {
                found |= matches!(&stmt.kind, StmtKind::Send { delay: Some(_), .. });
            });
        }
        found
    }
}

/// The parameters of an action's method: a part of the body each, or the whole of it.
fn arguments(scope: &Scope<'_>, pattern: &Pat, message: &Message) -> Vec<TokenStream> {
    match pattern {
        Pat::Wild => Vec::new(),
        Pat::Tuple(pats) => {
            let parts = pats.iter().zip(types::components(&message.ty));
            let named = parts.filter(|(pat, _)| **pat != Pat::Wild);
            named
                .map(|(pat, ty)| {
                    let (pat, ty) = (scope.pat(pat), types::rust(ty));
                    quote!(#pat: #ty)
                })
                .collect()
        }
        Pat::Local(id) => {
            let (name, ty) = (scope.local(*id), types::rust(&message.ty));
            vec![quote!(#name: #ty)]
        }
    }
}

/// How `step` hands the parts of a message on: the patterns of the variant, and the arguments.
fn passed(pattern: &Pat, count: usize) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let names = letters(count);
    match pattern {
        Pat::Wild => (vec![quote!(..)], Vec::new()),
        Pat::Tuple(pats) => {
            let all = names.iter().zip(pats);
            let patterns = all.clone().map(|(name, pat)| match pat {
                Pat::Wild => quote!(_),
                _ => quote!(#name),
            });
            let named = all.filter(|(_, pat)| **pat != Pat::Wild).map(|(name, _)| quote!(#name));
            (patterns.collect(), named.collect())
        }
        Pat::Local(_) => {
            let patterns = names.iter().map(|name| quote!(#name)).collect();
            let whole = match &names[..] {
                [] => quote!(()),
                [only] => quote!(#only),
                names => quote!((#(#names),*)),
            };
            (patterns, vec![whole])
        }
    }
}

fn reads_when(expr: &Expr, var: VarId) -> bool {
    let mut found = false;
    evc_ir::visit::each(expr, &mut |part| found |= part.kind == ExprKind::When(var));
    found
}

/// The locals that hold the components of state variables before the event.
struct Parts(Vec<(VarId, Vec<Pat>)>);

impl Parts {
    fn new(action: &Action) -> Self {
        let mut parts = Vec::new();
        for stmt in &action.body {
            if let StmtKind::Let(Pat::Tuple(pats), Expr { kind: ExprKind::When(id), .. }) =
                &stmt.kind
            {
                parts.push((*id, pats.clone()));
            }
        }
        Self(parts)
    }

    /// Whether a value is what a component of a variable already holds.
    fn is(&self, var: VarId, index: usize, value: &Expr) -> bool {
        let ExprKind::Local(local) = value.kind else { return false };
        let known = self.0.iter().find(|(id, _)| *id == var).and_then(|(_, pats)| pats.get(index));
        known == Some(&Pat::Local(local))
    }
}

fn sends(block: &[Stmt]) -> bool {
    let mut found = false;
    evc_ir::visit::each_stmt(block, &mut |stmt| {
        found |= matches!(stmt.kind, StmtKind::Send { .. });
    });
    found
}

/// The variables that a block assigns, in order of their declaration.
fn assigned(block: &[Stmt]) -> Vec<VarId> {
    let mut vars = BTreeSet::new();
    evc_ir::visit::each_stmt(block, &mut |stmt| {
        if let StmtKind::Set(id, _) = stmt.kind {
            vars.insert(id);
        }
    });
    vars.into_iter().collect()
}

impl Assigned {
    /// How a body assigns a variable that it assigns.
    fn of(body: &[Stmt], var: VarId) -> Self {
        let sets = |stmt: &Stmt| matches!(stmt.kind, StmtKind::Set(id, _) if id == var);
        match body {
            body if body.iter().any(sets) => Self::Once,
            body if always_assigns(body, var) => Self::Always,
            _ => Self::Sometimes,
        }
    }
}

fn always_assigns(body: &[Stmt], var: VarId) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::Set(id, _) => *id == var,
        StmtKind::If(_, yes, no) => always_assigns(yes, var) && always_assigns(no, var),
        StmtKind::Let(..) | StmtKind::For(..) | StmtKind::Send { .. } => false,
    })
}

/// Decides whether updates may be made where they stand: once one is made, nothing after it may
/// fault or read the old value.
struct InPlace {
    allowed: bool,
    body: Vec<Stmt>,
}

impl InPlace {
    fn new(action: &Action) -> Self {
        Self { allowed: true, body: action.body.clone() }
    }

    fn allows(mut self) -> bool {
        let body = std::mem::take(&mut self.body);
        self.block(&body, &mut BTreeSet::new());
        self.allowed
    }

    fn block(&mut self, block: &[Stmt], done: &mut BTreeSet<VarId>) {
        for stmt in block {
            for expr in evc_ir::visit::exprs(stmt) {
                self.expr(expr, done);
            }
            match &stmt.kind {
                StmtKind::If(_, yes, no) => {
                    let mut other = done.clone();
                    self.block(yes, done);
                    self.block(no, &mut other);
                    done.extend(other);
                }
                StmtKind::Set(id, _) => {
                    done.insert(*id);
                }
                StmtKind::For(_, _, block) => self.block(block, done),
                StmtKind::Send { delay, .. } => self.allowed &= done.is_empty() || delay.is_none(),
                StmtKind::Let(..) => {}
            }
        }
    }

    fn expr(&mut self, expr: &Expr, done: &BTreeSet<VarId>) {
        self.allowed &= done.is_empty() || !expr.may_fault();
        evc_ir::visit::each(expr, &mut |part| {
            if let ExprKind::When(id) = part.kind {
                self.allowed &= !done.contains(&id);
            }
        });
    }
}
