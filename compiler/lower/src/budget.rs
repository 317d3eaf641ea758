//! Bounds on how far a specification unfolds.
//!
//! Functions and branches are written out where they are used, so what a small program comes to
//! can be larger than any computer's memory, and what it nests deeper than any stack. All that
//! evaluates or copies asks here first; a specification beyond the bounds is reported.

use evc_base::{Diagnostic, Span};
use evc_ir::{Expr, visit};

use crate::value::Value;
use crate::{Abort, Lowered, Lowering};

/// How many parts (evaluated expressions, copies of them, statements) a specification may unfold
/// to. It takes some tens of megabytes.
const PARTS_MAX: u32 = 200_000;

/// How deep evaluation may nest. It holds on a stack of two megabytes in a build for debugging,
/// which is what threads get.
const LEVELS_MAX: u32 = 300;

/// How deep an expression may nest that evaluation has put together.
const HEIGHT_MAX: u32 = 400;

/// What is left to use.
#[derive(Debug)]
pub(crate) struct Budget {
    parts: u32,
    levels: u32,
    /// Whether it was reported that a bound is exceeded: once is enough.
    reported: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self { parts: PARTS_MAX, levels: LEVELS_MAX, reported: false }
    }
}

/// How large a tree is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extent {
    /// How many nodes it has, counting shared ones as often as they are named.
    pub size: u32,
    /// How many nodes there are on the longest way down.
    pub height: u32,
}

impl Extent {
    /// The extent of a node above parts of those extents.
    pub fn above(parts: impl IntoIterator<Item = Self>) -> Self {
        let whole = parts.into_iter().fold(Self::default(), |whole, part| Self {
            size: whole.size.saturating_add(part.size),
            height: whole.height.max(part.height),
        });
        Self { size: whole.size.saturating_add(1), height: whole.height.saturating_add(1) }
    }

    fn of_expr(expr: &Expr) -> Self {
        Self::above(visit::parts(expr).into_iter().map(Self::of_expr))
    }

    fn of_value(value: &Value) -> Self {
        match value {
            Value::Dynamic(expr) => Self::of_expr(expr),
            Value::Tuple(parts)
            | Value::Bag(parts)
            | Value::Builtin(_, parts, _)
            | Value::Send(_, _, parts) => Self::above(parts.iter().map(Self::of_value)),
            // These are shared, not copied.
            Value::Closure(_) | Value::Instruction(_) | Value::Broadcast(_) | Value::Class(_) => {
                Self::above([])
            }
        }
    }
}

impl Lowering<'_> {
    /// Begins a step of evaluation that is part of another; [`Self::leave`] ends it.
    pub(crate) fn enter(&mut self, span: Span) -> Lowered<()> {
        self.charge(1, span)?;
        if self.budget.levels == 0 {
            return self.too_deep(span);
        }
        self.budget.levels -= 1;
        Ok(())
    }

    /// Ends a step that [`Self::enter`] began.
    pub(crate) fn leave(&mut self) {
        self.budget.levels += 1;
    }

    /// Counts parts.
    pub(crate) fn charge(&mut self, parts: u32, span: Span) -> Lowered<()> {
        match self.budget.parts.checked_sub(parts) {
            Some(left) => {
                self.budget.parts = left;
                Ok(())
            }
            None => {
                self.budget.parts = 0;
                self.exceeded(span, "a specification that unfolds to more than 200,000 parts")
            }
        }
    }

    /// Counts the parts of an expression that is copied.
    pub(crate) fn charge_expr(&mut self, expr: &Expr) -> Lowered<()> {
        self.charge_extent(Extent::of_expr(expr), expr.span)
    }

    /// Counts the parts of a value that is copied.
    pub(crate) fn charge_value(&mut self, value: &Value, span: Span) -> Lowered<()> {
        self.charge_extent(Extent::of_value(value), span)
    }

    fn charge_extent(&mut self, extent: Extent, span: Span) -> Lowered<()> {
        self.charge(extent.size, span)?;
        self.height(extent.height as usize, span)
    }

    /// Checks that an expression is not nested too deeply.
    pub(crate) fn check_height(&mut self, expr: &Expr) -> Lowered<()> {
        self.height(Extent::of_expr(expr).height as usize, expr.span)
    }

    /// Checks how many expressions will be nested in each other.
    pub(crate) fn height(&mut self, height: usize, span: Span) -> Lowered<()> {
        if height > HEIGHT_MAX as usize { self.too_deep(span) } else { Ok(()) }
    }

    /// Checks a class, whose graph is walked along all its ways.
    pub(crate) fn check_class(&mut self, extent: Extent, span: Span) -> Lowered<()> {
        if extent.size > PARTS_MAX {
            return self.exceeded(span, "a class that unfolds to more than 200,000 parts");
        }
        if extent.height > LEVELS_MAX { self.too_deep(span) } else { Ok(()) }
    }

    fn too_deep<T>(&mut self, span: Span) -> Lowered<T> {
        self.exceeded(span, "a specification that unfolds to something nested this deeply")
    }

    fn exceeded<T>(&mut self, span: Span, what: &str) -> Lowered<T> {
        let again = std::mem::replace(&mut self.budget.reported, true);
        if again && self.diagnostics.iter().any(Diagnostic::is_error) {
            return Err(Abort);
        }
        self.not_yet(span, what)
    }
}
