//! From IR to closures.
//!
//! Conditions are compiled apart from other expressions, so that a test does not build a value.

mod expr;

use evc_base::{SourceMap, Span};
use evc_ir::{Action, LocalId, Pat, Stmt, StmtKind, VarId};
use evc_runtime::{Effects, Fault, FaultKind, Loc, Site, Value};

use crate::scratch::Scratch;
use evc_runtime::dynamic::Message;

/// Compiled code.
pub(crate) type Code<T> = Box<dyn Fn(&mut Frame<'_>) -> Result<T, Fault> + Send + Sync>;

/// What code runs on: one event at one machine.
pub(crate) struct Frame<'a> {
    pub loc: Loc,
    pub params: &'a [Value],
    /// The state variables before the event.
    pub when: &'a [Value],
    pub body: Value,
    scratch: &'a mut Scratch,
    fx: Option<&'a mut Effects<Message>>,
}

impl<'a> Frame<'a> {
    pub fn new(
        loc: Loc,
        params: &'a [Value],
        when: &'a [Value],
        scratch: &'a mut Scratch,
        fx: Option<&'a mut Effects<Message>>,
    ) -> Self {
        Self { loc, params, when, body: Value::Unit, scratch, fx }
    }

    /// A local that is bound, as the verifier guarantees.
    pub fn local(&self, id: LocalId) -> &Value {
        self.scratch.locals.get(id.index()).expect("a frame has room for every local")
    }

    pub fn after(&self, id: VarId) -> &Value {
        let after = self.scratch.after.get(id.index()).and_then(Option::as_ref);
        after.unwrap_or_else(|| self.var(id))
    }

    pub fn var(&self, id: VarId) -> &Value {
        self.when.get(id.index()).expect("a frame has every state variable")
    }

    fn bind(&mut self, pat: &Pat, value: Value) {
        match pat {
            Pat::Wild => {}
            Pat::Local(id) => {
                if let Some(slot) = self.scratch.locals.get_mut(id.index()) {
                    *slot = value;
                }
            }
            Pat::Tuple(parts) => {
                if let Value::Tuple(values) = value {
                    for (part, value) in parts.iter().zip(values.iter()) {
                        self.bind(part, value.clone());
                    }
                }
            }
        }
    }

    fn set(&mut self, id: VarId, value: Value) {
        if let Some(slot) = self.scratch.after.get_mut(id.index()) {
            *slot = Some(value);
        }
    }
}

/// What compiling needs to know of the specification's text.
pub(crate) struct Compiler<'a> {
    file: &'a str,
    sources: &'a SourceMap,
}

impl<'a> Compiler<'a> {
    pub fn new(file: &'a str, sources: &'a SourceMap) -> Self {
        Self { file, sources }
    }

    fn site(&self, span: Span) -> Site {
        let position = self.sources.position(span);
        Site { file: self.file.to_owned().into(), line: position.line, column: position.column }
    }

    fn fault(&self, kind: FaultKind, span: Span) -> Fault {
        Fault { kind, site: self.site(span) }
    }

    /// A whole action.
    pub fn action(&self, action: &Action) -> Code<()> {
        let pattern = action.pattern.clone();
        let body = self.block(&action.body);
        Box::new(move |frame| {
            let message = std::mem::replace(&mut frame.body, Value::Unit);
            frame.bind(&pattern, message);
            body(frame)
        })
    }

    fn block(&self, block: &[Stmt]) -> Code<()> {
        let stmts: Vec<_> = block.iter().map(|stmt| self.stmt(stmt)).collect();
        Box::new(move |frame| stmts.iter().try_for_each(|stmt| stmt(frame)))
    }

    fn stmt(&self, stmt: &Stmt) -> Code<()> {
        match &stmt.kind {
            StmtKind::Let(pat, value) => {
                let (pat, value) = (pat.clone(), self.expr(value));
                Box::new(move |frame| {
                    let value = value(frame)?;
                    frame.bind(&pat, value);
                    Ok(())
                })
            }
            StmtKind::If(condition, yes, no) => {
                let (condition, yes, no) = (self.test(condition), self.block(yes), self.block(no));
                Box::new(move |frame| if condition(frame)? { yes(frame) } else { no(frame) })
            }
            StmtKind::For(pat, bag, block) => {
                let (pat, bag, block) = (pat.clone(), self.expr(bag), self.block(block));
                let ill_typed = self.fault(FaultKind::IllTyped, stmt.span);
                Box::new(move |frame| {
                    let Value::Bag(elements) = bag(frame)? else { return Err(ill_typed.clone()) };
                    elements.iter().try_for_each(|element| {
                        frame.bind(&pat, element.clone());
                        block(frame)
                    })
                })
            }
            StmtKind::Set(id, value) => {
                let (id, value) = (*id, self.expr(value));
                Box::new(move |frame| {
                    let value = value(frame)?;
                    frame.set(id, value);
                    Ok(())
                })
            }
            StmtKind::Send { delay, to, message, body } => {
                let delay = delay.as_ref().map(|delay| (self.expr(delay), self.site(delay.span)));
                let (to, body) = (self.expr(to), self.expr(body));
                let index = Some(message.0);
                Box::new(move |frame| {
                    let delay_ms = match &delay {
                        Some((delay, site)) => milliseconds(&delay(frame)?, site)?,
                        None => 0,
                    };
                    let to = expr::loc(&to(frame)?);
                    let msg = Message { index, body: body(frame)? };
                    if let Some(fx) = &mut frame.fx {
                        fx.send_after(delay_ms, to, msg);
                    }
                    Ok(())
                })
            }
        }
    }
}

/// A delay, which may not be negative.
fn milliseconds(delay: &Value, site: &Site) -> Result<u64, Fault> {
    let delay = expr::int(delay);
    u64::try_from(delay)
        .map_err(|_| Fault { kind: FaultKind::NegativeDelay(delay), site: site.clone() })
}
