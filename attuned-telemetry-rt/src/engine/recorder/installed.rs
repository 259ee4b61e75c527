//! The engine that the process uses.

use super::engine::Engine;
use crate::core::operation::metrics::recorder;

impl Engine {
    /// Returns the engine that is installed as the global recorder, if there is one.
    #[cfg(feature = "adapters")]
    pub(crate) fn installed() -> Option<Self> {
        recorder::call_recorder()?.as_any().downcast_ref().cloned()
    }

    /// Makes this engine the global recorder. Returns whether that was possible: a process has only one.
    pub(crate) fn install(&self) -> bool {
        recorder::install(self.clone(), Some(Box::new(self.clone()))).is_ok()
    }
}
