//! The emitter of the spans and events of one operation.

use std::sync::OnceLock;

use tracing::Metadata;
use tracing::metadata::Kind;

use super::callsite::Callsite;
use crate::core::operation::definition::definition::Definition;
use crate::core::operation::definition::settings::Timing;

/// The emitter of the spans and events of one operation. It is created once for each operation that is called, and
/// never freed.
#[repr(C)]
pub(crate) struct Emitter {
    /// The callsite of the spans. It is the first field, because every call reads it.
    pub(crate) callsite: Callsite,
    /// When calls are timed. It is here, beside the callsite, because every call without a recorder reads it.
    pub(crate) timing: Timing,
    pub(crate) definition: &'static Definition,
    pub(super) events: EventCallsites,
}

/// The callsites of the events. Most annotations enable no events.
#[derive(Default)]
pub(super) struct EventCallsites {
    pub(super) error: OnceLock<&'static Callsite>,
    pub(super) returned: OnceLock<&'static Callsite>,
    pub(super) slow: OnceLock<&'static Callsite>,
}

impl Emitter {
    /// Creates the emitter of an operation. The callsite of the spans is not registered yet.
    pub(crate) fn leaked(definition: &'static Definition) -> &'static Self {
        let (callsite, timing) = (Callsite::disabled(), definition.settings.timing());
        let emitter: &'static Self =
            Box::leak(Box::new(Self { callsite, timing, definition, events: EventCallsites::default() }));
        emitter.callsite.watch_conditions();
        let Definition { names: [_, _, span, _], fields, settings, .. } = definition;
        if settings.span {
            emitter.callsite.describe(definition, (span, Kind::SPAN), settings.level, fields.names());
        }
        emitter
    }

    /// The metadata of the spans.
    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        self.callsite.metadata()
    }
}
