//! The labels of a call that has not started yet.

use tracing::Span;

use super::observed_call::ObservedCall;
use crate::core::call::call::Call;
use crate::core::labels::label_value::LabelValue;
use crate::core::operation::label_node::LabelNode;

/// The labels whose values are known so far. The values are user code: if one of them panics, this is dropped, and the
/// call ends as panicked.
pub struct Labelled(&'static LabelNode);

impl Labelled {
    pub(super) const fn none(root: &'static LabelNode) -> Self {
        Self(root)
    }

    /// Adds a label.
    #[must_use]
    pub fn label<L: LabelValue + ?Sized>(mut self, name: &'static str, value: &L) -> Self {
        self.0 = self.0.label(name, value);
        self
    }

    /// Returns the node of the calls with these labels, when all of them are known.
    pub fn node(self) -> &'static LabelNode {
        let node = self.0;
        std::mem::forget(self);
        node
    }
}

impl Drop for Labelled {
    #[cold]
    fn drop(&mut self) {
        let names = self.0.emitter.definition.settings.labels_of_arguments;
        let missing = names.iter().filter(|name| !self.0.has_label(name));
        let node = missing.fold(self.0, |node, name| node.without_label(name));
        // Dropping a running call ends it as panicked.
        drop(Call(ObservedCall::new(node, Span::none())));
    }
}
