//! What a machine compiles to.

use evc_runtime::Value;

use crate::compile::Code;

/// What an action compiles to: what it does, and how many locals it needs.
pub(crate) struct CompiledAction {
    pub body: Code<()>,
    pub locals: usize,
}

/// A compiled machine.
pub(crate) struct Compiled {
    pub params: Vec<Value>,
    pub placement: Code<bool>,
    /// The state variables: name and initial value.
    pub vars: Vec<(String, Code<Value>)>,
    /// The action at the receipt of each declared message.
    pub actions: Vec<Option<CompiledAction>>,
    /// The action at the receipt of anything else.
    pub other: Option<CompiledAction>,
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled").finish_non_exhaustive()
    }
}
