//! How deep the functions of a specification may call each other.
//!
//! The evaluator recurses where the specification does. It runs on a stack of its own that holds
//! [`DEPTH_MAX`] levels, and beyond them there is a fault, so that no specification exhausts it.

use std::cell::Cell;
use std::thread;

/// How many expressions may be under evaluation at once, each a part of the one before or of a
/// function that it applies.
const DEPTH_MAX: u32 = 50_000;

/// What the deepest evaluation needs, in bytes. The system provides only what is used of it.
const STACK_BYTES: usize = 1 << 30;

thread_local! {
    /// How many evaluations this thread is in. Functions from outside call back without room for
    /// a counter, so it cannot be an argument.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Runs something that evaluates on a stack that is large enough.
pub(crate) fn ample<T: Send>(evaluate: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK_BYTES);
        let thread = builder.spawn_scoped(scope, evaluate);
        let thread = thread.expect("the system has room for one more thread");
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// One level of evaluation, which ends when this is dropped.
pub(crate) struct Level(());

impl Level {
    /// One level deeper, if that is allowed.
    pub fn enter() -> Option<Self> {
        let depth = DEPTH.get();
        (depth < DEPTH_MAX).then(|| {
            DEPTH.set(depth + 1);
            Self(())
        })
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}
