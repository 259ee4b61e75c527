//! One annotated function: its names, its span's metadata, its metrics.

use std::panic::Location;

use tracing::Metadata;
use tracing::callsite::DefaultCallsite;
use tracing::field::FieldSet;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::metadata::Kind;
use tracing::subscriber::Interest;

use super::definition::{Definition, Settings};
use super::events::Events;
use super::fields::Fields;
use super::series::Series;

/// One annotated function: a static at its call site.
pub struct Operation {
    pub(super) definition: Definition,
    pub(super) series: Series,
    pub(super) events: Events,
    callsite: DefaultCallsite,
    pub(super) metadata: Metadata<'static>,
}

impl Operation {
    /// An operation whose names are `[scope, op, span]`.
    #[track_caller]
    pub const fn new(this: &'static Self, names: [&'static str; 3], target: &'static str) -> Self {
        Self::with(this, names, target, &Fields::OWN, Settings::new())
    }

    /// An operation whose span has fields.
    #[track_caller]
    pub const fn with_fields(
        this: &'static Self,
        names: [&'static str; 3],
        target: &'static str,
        fields: &'static Fields,
    ) -> Self {
        Self::with(this, names, target, fields, Settings::new())
    }

    /// An operation that differs from the default.
    #[track_caller]
    pub const fn with_settings(
        this: &'static Self,
        names: [&'static str; 3],
        target: &'static str,
        settings: Settings,
    ) -> Self {
        Self::with(this, names, target, &Fields::OWN, settings)
    }

    /// An operation whose span has fields and that differs from the default.
    ///
    /// A static is made from a reference to itself: the callsite refers to the metadata, and the metadata to the
    /// callsite.
    #[track_caller]
    pub const fn with(
        this: &'static Self,
        names: [&'static str; 3],
        target: &'static str,
        fields: &'static Fields,
        settings: Settings,
    ) -> Self {
        let [scope, op, span] = names;
        let location = Location::caller();
        let metadata = Metadata::new(
            span,
            target,
            settings.level,
            Some(location.file()),
            Some(location.line()),
            Some(target),
            FieldSet::new(fields.names(), tracing::callsite::Identifier(&this.callsite)),
            Kind::SPAN,
        );
        let callsite = DefaultCallsite::new(&this.metadata);
        let definition = Definition { scope, op, settings };
        Self { definition, series: Series::of(this), events: Events::new(), callsite, metadata }
    }

    /// What `tracing::span!` asks, in its order: the levels, the callsite's cached interest, the subscriber.
    pub(super) fn is_span_enabled(&'static self) -> bool {
        let level = self.definition.settings.level;
        let is_level_enabled = level <= STATIC_MAX_LEVEL && level <= LevelFilter::current();
        self.definition.settings.span && is_level_enabled && self.is_wanted(&self.callsite.interest())
    }

    fn is_wanted(&self, interest: &Interest) -> bool {
        let ask = || tracing::dispatcher::get_default(|dispatch| dispatch.enabled(&self.metadata));
        interest.is_always() || (!interest.is_never() && ask())
    }
}
