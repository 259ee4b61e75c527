//! One annotated function: its names, and what is made of them when it is first called.

use std::panic::Location;
use std::sync::OnceLock;

use tracing::Metadata;
use tracing::metadata::Kind;

use super::label_node::LabelNode;
use crate::core::definition::definition::Definition;
use crate::core::definition::fields::Fields;
use crate::core::definition::possible_outcomes::Returns;
use crate::core::definition::settings::Settings;
use crate::core::span::callsite::Callsite;
use crate::core::span::events::Events;

/// One annotated function: a static at its call site, which holds nothing that has to be computed while compiling.
pub struct Operation {
    pub(crate) definition: Definition,
    initialized: OnceLock<Box<Initialized>>,
    /// The same, once the processor's counter can be read and matters: a call then asks once for both.
    pub(crate) ready: OnceLock<&'static Initialized>,
}

/// What an operation has once it has been called.
#[repr(C)]
pub(crate) struct Initialized {
    /// Where it counts. First, since it is asked for in every call.
    pub(crate) node: LabelNode,
    /// Where its spans come from, if from anywhere.
    pub(crate) callsite: &'static Callsite,
    /// What it says.
    pub(crate) events: Events,
}

impl Operation {
    /// An operation whose names are `[scope, op, span]`.
    #[track_caller]
    pub const fn new(names: [&'static str; 3], doc: &'static str, module: &'static str, returns: Returns) -> Self {
        Self::of(names, doc, module, returns, &Fields::OWN, &Settings::DEFAULT)
    }

    /// An operation whose span has fields.
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

    /// An operation that differs from the default.
    #[track_caller]
    pub const fn with_settings(
        names: [&'static str; 3],
        doc: &'static str,
        module: &'static str,
        settings: &'static Settings,
    ) -> Self {
        Self::of(names, doc, module, settings.returns, &Fields::OWN, settings)
    }

    /// An operation whose span has fields and that differs from the default.
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
        Self { definition, initialized: OnceLock::new(), ready: OnceLock::new() }
    }

    /// What there is once it has been called. It is made outside the lock's own initialisation: the subscriber is told
    /// of the site, and its code may call this very operation.
    #[inline]
    pub(crate) fn initialized(&'static self) -> &'static Initialized {
        match self.initialized.get() {
            Some(initialized) => initialized,
            None => self.initialize(),
        }
    }

    #[cold]
    #[inline(never)]
    fn initialize(&'static self) -> &'static Initialized {
        let initialized = self.make();
        self.initialized.get_or_init(|| initialized)
    }

    fn make(&'static self) -> Box<Initialized> {
        let Definition { names: [_, _, span, _], fields, settings, .. } = &self.definition;
        let callsite = if settings.span {
            Callsite::leaked(&self.definition, (span, Kind::SPAN), settings.level, fields.names())
        } else {
            Callsite::disabled()
        };
        Box::new(Initialized { callsite, node: LabelNode::of(self), events: Events::default() })
    }

    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        self.initialized().callsite.metadata()
    }

    pub(crate) fn is_span_enabled(&'static self) -> bool {
        self.initialized().callsite.is_enabled()
    }
}
