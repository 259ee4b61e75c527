//! One annotated function: its names, its span's metadata, its metrics.

use std::panic::Location;

use tracing::callsite::DefaultCallsite;
use tracing::field::FieldSet;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Span};

use super::call::Call;
use super::fields::{Fields, NewSpan};
use super::measure::Measure;
use super::meters::Meters;

/// What an annotation asks for besides the names; the default where it asks for nothing.
#[derive(Clone, Copy)]
#[must_use]
pub struct Settings {
    pub(super) span: bool,
    pub(super) level: Level,
    pub(super) metrics: Prefix,
    /// Whether the series carry the label `operation`.
    pub(super) operation_label: bool,
    pub(super) labels: &'static [(&'static str, &'static str)],
    pub(super) in_flight: bool,
}

/// What the names of the metrics begin with.
#[derive(Clone, Copy)]
pub(super) enum Prefix {
    /// The scope, with every other character than `[A-Za-z0-9_]` as `_`.
    Scope,
    Given(&'static str),
    /// No metrics.
    None,
}

impl Settings {
    /// What an annotation without options asks for.
    #[expect(clippy::new_without_default, reason = "a default cannot be had in a static")]
    pub const fn new() -> Self {
        Self {
            span: true,
            level: Level::INFO,
            metrics: Prefix::Scope,
            operation_label: true,
            labels: &[],
            in_flight: false,
        }
    }

    /// `span = false`
    pub const fn without_span(self) -> Self {
        Self { span: false, ..self }
    }

    /// `level = …`
    pub const fn level(self, level: Level) -> Self {
        Self { level, ..self }
    }

    /// `metrics = "…"`
    pub const fn metrics(self, prefix: &'static str) -> Self {
        Self { metrics: Prefix::Given(prefix), ..self }
    }

    /// `metrics = false`
    pub const fn without_metrics(self) -> Self {
        Self { metrics: Prefix::None, ..self }
    }

    /// `metrics = "…"` without `op = "…"`: the prefix names the operation already.
    pub const fn without_operation_label(self) -> Self {
        Self { operation_label: false, ..self }
    }

    /// `labels(…)`
    pub const fn labels(self, labels: &'static [(&'static str, &'static str)]) -> Self {
        Self { labels, ..self }
    }

    /// `in_flight`
    pub const fn in_flight(self) -> Self {
        Self { in_flight: true, ..self }
    }
}

/// The names of an operation.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) scope: &'static str,
    pub(super) op: &'static str,
}

/// One annotated function: a static at its call site.
pub struct Operation {
    pub(super) names: Names,
    pub(super) settings: Settings,
    pub(super) meters: Meters,
    callsite: DefaultCallsite,
    metadata: Metadata<'static>,
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
        Self { names: Names { scope, op }, settings, meters: Meters::new(), callsite, metadata }
    }

    /// Starts a call whose span has no fields of the annotation's.
    pub fn start(&'static self) -> Call<Measure> {
        self.start_with(NewSpan::open)
    }

    /// Starts a call. The values of the fields are asked for only if the span is enabled.
    pub fn start_with(&'static self, span: impl FnOnce(NewSpan<'static>) -> Span) -> Call<Measure> {
        let mut call = Measure::start(self);
        if self.is_span_enabled() {
            call.place = call.prepare(|_| span(NewSpan::of(&self.metadata)));
        }
        call
    }

    /// What `tracing::span!` asks, in its order: the levels, the callsite's cached interest, the subscriber.
    fn is_span_enabled(&'static self) -> bool {
        let level = self.settings.level;
        let is_level_enabled = level <= STATIC_MAX_LEVEL && level <= LevelFilter::current();
        self.settings.span && is_level_enabled && self.is_wanted(&self.callsite.interest())
    }

    fn is_wanted(&self, interest: &Interest) -> bool {
        let ask = || tracing::dispatcher::get_default(|dispatch| dispatch.enabled(&self.metadata));
        interest.is_always() || (!interest.is_never() && ask())
    }
}
