//! One annotated function: its names, and what is made of them when it is first called.

use std::panic::Location;
use std::sync::OnceLock;

use tracing::Metadata;
use tracing::metadata::Kind;

use super::label_node::Series;
use crate::core::definition::definition::Definition;
use crate::core::definition::fields::Fields;
use crate::core::definition::possible_outcomes::Ends;
use crate::core::definition::settings::Settings;
use crate::core::span::callsite::Site;
use crate::core::span::events::Events;

/// One annotated function: a static at its call site, which holds nothing that has to be computed while compiling.
pub struct Operation {
    pub(crate) definition: Definition,
    live: OnceLock<Box<Live>>,
    /// The same, once the processor's counter can be read and matters: a call then asks once for both.
    pub(crate) ready: OnceLock<&'static Live>,
}

/// What an operation has once it has been called.
#[repr(C)]
pub(crate) struct Live {
    /// Where it counts. First, since it is asked for in every call.
    pub(crate) series: Series,
    /// Where its spans come from, if from anywhere.
    pub(crate) site: &'static Site,
    /// What it says.
    pub(crate) events: Events,
}

impl Operation {
    /// An operation whose names are `[scope, op, span]`.
    #[track_caller]
    pub const fn new(names: [&'static str; 3], doc: &'static str, module: &'static str, ends: Ends) -> Self {
        Self::of(names, doc, module, ends, &Fields::OWN, &Settings::DEFAULT)
    }

    /// An operation whose span has fields.
    #[track_caller]
    pub const fn with_fields(
        names: [&'static str; 3],
        doc: &'static str,
        module: &'static str,
        ends: Ends,
        fields: &'static Fields,
    ) -> Self {
        Self::of(names, doc, module, ends, fields, &Settings::DEFAULT)
    }

    /// An operation that differs from the default.
    #[track_caller]
    pub const fn with_settings(
        names: [&'static str; 3],
        doc: &'static str,
        module: &'static str,
        settings: &'static Settings,
    ) -> Self {
        Self::of(names, doc, module, settings.ends, &Fields::OWN, settings)
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
        Self::of(names, doc, module, settings.ends, fields, settings)
    }

    #[track_caller]
    const fn of(
        [scope, op, span]: [&'static str; 3],
        doc: &'static str,
        module: &'static str,
        ends: Ends,
        fields: &'static Fields,
        settings: &'static Settings,
    ) -> Self {
        let (names, location) = ([scope, op, span, doc], Location::caller());
        let definition = Definition { names, module, ends, location, fields, settings };
        Self { definition, live: OnceLock::new(), ready: OnceLock::new() }
    }

    /// What there is once it has been called. It is made outside the lock's own initialisation: the subscriber is told
    /// of the site, and its code may call this very operation.
    #[inline]
    pub(crate) fn live(&'static self) -> &'static Live {
        match self.live.get() {
            Some(live) => live,
            None => self.come_alive(),
        }
    }

    #[cold]
    #[inline(never)]
    fn come_alive(&'static self) -> &'static Live {
        let live = self.make_live();
        self.live.get_or_init(|| live)
    }

    fn make_live(&'static self) -> Box<Live> {
        let Definition { names: [_, _, span, _], fields, settings, .. } = &self.definition;
        let site = if settings.span {
            Site::leaked(&self.definition, (span, Kind::SPAN), settings.level, fields.names())
        } else {
            Site::unwanted()
        };
        Box::new(Live { site, series: Series::of(self), events: Events::default() })
    }

    pub(crate) fn metadata(&'static self) -> &'static Metadata<'static> {
        self.live().site.metadata()
    }

    pub(crate) fn is_span_enabled(&'static self) -> bool {
        self.live().site.is_enabled()
    }
}
