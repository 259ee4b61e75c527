//! One annotated function: its definition, and its labels once it has been called.

use std::panic::Location;
use std::sync::OnceLock;

#[cfg(feature = "otlp")]
use tracing::Metadata;

use super::label_node::LabelNode;
use crate::core::operation::definition::definition::Definition;
use crate::core::operation::definition::fields::Fields;
use crate::core::operation::definition::possible_outcomes::Returns;
use crate::core::operation::definition::settings::Settings;
use crate::core::operation::span::emitter::Emitter;

/// One annotated function: a static in its expansion. It contains the constants of the annotation. Everything else is
/// created at the first call.
pub struct Operation {
    pub(crate) definition: Definition,
    root: OnceLock<Box<LabelNode>>,
}

impl Operation {
    /// Creates an operation whose names are `[scope, op, span]`.
    #[track_caller]
    pub const fn new(names: [&'static str; 3], doc: &'static str, module: &'static str, returns: Returns) -> Self {
        Self::of(names, doc, module, returns, &Fields::OWN, &Settings::DEFAULT)
    }

    /// Creates an operation whose span has fields.
    #[track_caller]
    pub const fn with_fields(
        names: [&'static str; 3],
        doc: &'static str,
        module: &'static str,
        returns: Returns,
        fields: &'static Fields,
    ) -> Self {
        Self::of(names, doc, module, returns, fields, &Settings::DEFAULT)
    }

    /// Creates an operation with options other than the default ones.
    #[track_caller]
    pub const fn with_settings(
        names: [&'static str; 3],
        doc: &'static str,
        module: &'static str,
        settings: &'static Settings,
    ) -> Self {
        Self::of(names, doc, module, settings.returns, &Fields::OWN, settings)
    }

    /// Creates an operation whose span has fields, with options other than the default ones.
    #[track_caller]
    pub const fn with(
        names: [&'static str; 3],
        doc: &'static str,
        module: &'static str,
        fields: &'static Fields,
        settings: &'static Settings,
    ) -> Self {
        Self::of(names, doc, module, settings.returns, fields, settings)
    }

    #[track_caller]
    const fn of(
        [scope, op, span]: [&'static str; 3],
        doc: &'static str,
        module: &'static str,
        returns: Returns,
        fields: &'static Fields,
        settings: &'static Settings,
    ) -> Self {
        let (names, location) = ([scope, op, span, doc], Location::caller());
        let definition = Definition { names, module, returns, location, fields, settings };
        Self { definition, root: OnceLock::new() }
    }

    /// Returns the root of the label tree, which is created at the first call.
    #[inline(always)]
    pub(crate) fn root(&'static self) -> &'static LabelNode {
        match self.root.get() {
            Some(root) => root,
            None => self.initialize(),
        }
    }

    #[cold]
    #[inline(never)]
    fn initialize(&'static self) -> &'static LabelNode {
        let root = self.root.get_or_init(|| Box::new(LabelNode::root(Emitter::leaked(&self.definition))));
        // The callsite is registered outside the initialisation of the `OnceLock`, because a subscriber may call this
        // operation meanwhile.
        root.emitter.callsite.register();
        root
    }

    /// Whether spans with this metadata are spans of this operation.
    #[cfg(feature = "otlp")]
    pub(crate) fn opens(&self, metadata: &'static Metadata<'static>) -> bool {
        self.root.get().is_some_and(|root| std::ptr::eq(root.emitter.metadata(), metadata))
    }
}
