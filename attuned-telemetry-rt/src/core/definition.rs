//! What an annotation says of a function.

use std::panic::Location;

use tracing::Level;

use super::fields::Fields;

/// What an annotation asks for besides the names; the default where it asks for nothing.
#[derive(Clone, Copy)]
#[must_use]
pub struct Settings {
    pub(super) span: bool,
    pub(super) level: Level,
    pub(super) metrics: Prefix,
    /// Whether the series carry the label `operation`.
    pub(super) operation_label: bool,
    /// The constant labels.
    pub(super) labels: &'static [(&'static str, &'static str)],
    /// The labels that are asked for in the returned value.
    pub(super) labels_of_returned: &'static [&'static str],
    pub(crate) in_flight: bool,
    /// Calls that take longer, in nanoseconds, leave a warning; 0 for none.
    pub(super) slow: u64,
    pub(crate) objective: Option<Objective>,
    /// The level of the event for an error.
    pub(super) err_level: Level,
    /// The level of the event for a value that is no error, if it is not that of the span.
    pub(super) ret_level: Option<Level>,
}

/// What the names of the metrics begin with.
#[derive(Clone, Copy)]
pub(crate) enum Prefix {
    /// The scope, with every other character than `[A-Za-z0-9_]` as `_`.
    Scope,
    Given(&'static str),
    /// No metrics.
    None,
}

/// What share of the calls is to succeed, and within what time.
#[derive(Clone, Copy)]
pub(crate) struct Objective {
    /// Nanoseconds.
    pub(crate) latency: u64,
    /// Percent.
    pub(crate) target: f64,
}

impl Settings {
    /// What an annotation without options asks for.
    #[expect(clippy::new_without_default, reason = "a default cannot be had in a static")]
    pub const fn new() -> Self {
        Self::DEFAULT
    }

    /// What an annotation without options asks for.
    pub(super) const DEFAULT: Self = Self {
        span: true,
        level: Level::INFO,
        metrics: Prefix::Scope,
        operation_label: true,
        labels: &[],
        labels_of_returned: &[],
        in_flight: false,
        slow: 0,
        objective: None,
        err_level: Level::ERROR,
        ret_level: None,
    };

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

    /// `labels(kind = KIND)`
    pub const fn labels(self, labels: &'static [(&'static str, &'static str)]) -> Self {
        Self { labels, ..self }
    }

    /// `labels(hit = |found| …)`
    pub const fn labels_of_returned(self, names: &'static [&'static str]) -> Self {
        Self { labels_of_returned: names, ..self }
    }

    /// `in_flight`
    pub const fn in_flight(self) -> Self {
        Self { in_flight: true, ..self }
    }

    /// `slow = "…"`
    pub const fn slow(self, nanoseconds: u64) -> Self {
        Self { slow: nanoseconds, ..self }
    }

    /// `err(level = …)`
    pub const fn err_level(self, level: Level) -> Self {
        Self { err_level: level, ..self }
    }

    /// `ret(level = …)`
    pub const fn ret_level(self, level: Level) -> Self {
        Self { ret_level: Some(level), ..self }
    }

    /// `slo(latency = "…", target = …)`
    pub const fn slo(self, latency: u64, target: f64) -> Self {
        Self { objective: Some(Objective { latency, target }), ..self }
    }
}

/// What an annotation says of a function.
pub(crate) struct Definition {
    /// Of the scope, the operation and the span.
    pub(super) names: [&'static str; 3],
    pub(super) target: &'static str,
    /// Where the annotation stands.
    pub(super) location: &'static Location<'static>,
    pub(super) fields: &'static Fields,
    pub(crate) settings: &'static Settings,
}
