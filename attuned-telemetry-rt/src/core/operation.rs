//! One annotated function: its names, its span's metadata, its metrics.

use std::panic::Location;

use tracing::callsite::DefaultCallsite;
use tracing::field::FieldSet;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Span, Value};

use super::call::Call;
use super::measure::Measure;
use super::meters::Meters;

/// What an annotation asks for besides the names; the default where it asks for nothing.
#[derive(Clone, Copy)]
#[must_use]
pub struct Settings {
    pub(super) span: bool,
    pub(super) level: Level,
    /// The names of the span's fields: the annotation's, then the runtime's own.
    pub(super) fields: &'static [&'static str],
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

/// The most fields that one span can have, the runtime's own included.
const MOST_FIELDS: usize = 31;

impl Settings {
    /// What an annotation without options asks for.
    #[expect(clippy::new_without_default, reason = "a default cannot be had in a static")]
    pub const fn new() -> Self {
        Self {
            span: true,
            level: Level::INFO,
            fields: &["status", "error.type", "otel.status_code"],
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

    /// `fields(…)`: their names, and behind them the runtime's own.
    pub const fn fields(self, fields: &'static [&'static str]) -> Self {
        Self { fields, ..self }
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
    /// An operation without options. See [`with`](Self::with).
    #[track_caller]
    pub const fn new(this: &'static Self, names: [&'static str; 3], target: &'static str) -> Self {
        Self::with(this, names, target, Settings::new())
    }

    /// An operation whose names are `[scope, op, span]`.
    ///
    /// A static is made from a reference to itself: the callsite refers to the metadata, and the metadata to the
    /// callsite.
    #[track_caller]
    pub const fn with(this: &'static Self, names: [&'static str; 3], target: &'static str, settings: Settings) -> Self {
        let [scope, op, span] = names;
        let location = Location::caller();
        let metadata = Metadata::new(
            span,
            target,
            settings.level,
            Some(location.file()),
            Some(location.line()),
            Some(target),
            FieldSet::new(settings.fields, tracing::callsite::Identifier(&this.callsite)),
            Kind::SPAN,
        );
        let callsite = DefaultCallsite::new(&this.metadata);
        Self { names: Names { scope, op }, settings, meters: Meters::new(), callsite, metadata }
    }

    /// Starts a call whose span has no fields of the annotation's.
    pub fn start(&'static self) -> Call<Measure> {
        self.start_with(|span| span.fields(&[]))
    }

    /// Starts a call. The values of the fields are asked for only if the span is enabled.
    pub fn start_with(&'static self, span: impl FnOnce(NewSpan) -> Span) -> Call<Measure> {
        let mut call = Measure::start(self);
        if self.is_span_enabled() {
            call.place = call.prepare(|_| span(NewSpan { operation: self }));
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

/// A span that is about to be made.
pub struct NewSpan {
    operation: &'static Operation,
}

impl NewSpan {
    /// Makes the span with the values of the annotation's fields; the runtime's own are still empty.
    pub fn fields(self, given: &[&dyn Value]) -> Span {
        let mut values: [Option<&dyn Value>; MOST_FIELDS] = [None; MOST_FIELDS];
        for (place, value) in values.iter_mut().zip(given) {
            *place = Some(*value);
        }
        let metadata = &self.operation.metadata;
        let names = metadata.fields();
        Span::new(metadata, &names.value_set_all(&values[..names.len().min(MOST_FIELDS)]))
    }
}
