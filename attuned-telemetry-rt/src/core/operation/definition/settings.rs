//! The options of an annotation, as constant data.

use tracing::Level;

use super::possible_outcomes::Returns;

/// The options of an annotation, with defaults for the options that are not given.
#[derive(Clone, Copy)]
#[must_use]
pub struct Settings {
    /// What the function returns.
    pub(crate) returns: Returns,
    pub(crate) span: bool,
    pub(crate) level: Level,
    /// The target of spans and events, if it is not the path of the module.
    pub(super) target: Option<&'static str>,
    pub(crate) metrics: Prefix,
    /// Whether the series have the label `operation`.
    pub(crate) operation_label: bool,
    /// The labels with constant values.
    pub(crate) labels: &'static [(&'static str, &'static str)],
    /// The labels whose values come from arguments.
    pub(crate) labels_of_arguments: &'static [&'static str],
    /// The labels whose values come from the returned value.
    pub(crate) labels_of_returned: &'static [&'static str],
    pub(crate) in_flight: bool,
    #[cfg_attr(not(feature = "engine"), expect(dead_code, reason = "other recorders choose their own"))]
    pub(crate) buckets: Buckets,
    /// The duration in nanoseconds above which a call emits a warning. 0 means never.
    pub(crate) slow: u64,
    pub(crate) objective: Option<Objective>,
    /// The level of the event of an error.
    pub(crate) err_level: Level,
    /// The level of the event of a returned value, if it is not the level of the span.
    pub(crate) ret_level: Option<Level>,
}

/// The prefix of the names of the metrics.
#[derive(Clone, Copy)]
pub(crate) enum Prefix {
    /// The scope, with `_` in place of every character other than `[A-Za-z0-9_]`.
    Scope,
    Given(&'static str),
    /// No metrics.
    None,
}

/// The buckets of the histogram of durations.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "engine"), expect(dead_code, reason = "other recorders choose their own"))]
pub(crate) enum Buckets {
    /// The buckets that the recorder chooses.
    Default,
    /// Buckets with these upper bounds in nanoseconds, in ascending order.
    Bounds(&'static [u64]),
    /// Exponential buckets, which are created as values are recorded.
    Exponential,
}

/// A service-level objective: the share of calls that must succeed within a latency.
#[derive(Clone, Copy)]
pub(crate) struct Objective {
    /// The latency in nanoseconds.
    pub(crate) latency: u64,
    /// The share in percent.
    pub(crate) target: f64,
}

/// When the calls of an operation are timed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Timing {
    /// Without `slow`, and with `metrics = false`.
    Never,
    /// If a recorder is installed.
    ForRecorder,
    /// With `slow`.
    Always,
}

impl Returns {
    /// Returns the default options, for a function with this return type.
    pub const fn settings(self) -> Settings {
        Settings { returns: self, ..Settings::DEFAULT }
    }
}

impl Settings {
    /// The default options.
    pub(crate) const DEFAULT: Self = Self {
        returns: Returns::VALUE,
        span: true,
        level: Level::INFO,
        target: None,
        metrics: Prefix::Scope,
        operation_label: true,
        labels: &[],
        labels_of_arguments: &[],
        labels_of_returned: &[],
        in_flight: false,
        buckets: Buckets::Default,
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

    /// `target = "…"`
    pub const fn target(self, target: &'static str) -> Self {
        Self { target: Some(target), ..self }
    }

    /// `metrics = "…"`
    pub const fn metrics(self, prefix: &'static str) -> Self {
        Self { metrics: Prefix::Given(prefix), ..self }
    }

    /// `metrics = false`
    pub const fn without_metrics(self) -> Self {
        Self { metrics: Prefix::None, ..self }
    }

    /// `metrics = "…"` without `op = "…"`: the prefix already names the operation.
    pub const fn without_operation_label(self) -> Self {
        Self { operation_label: false, ..self }
    }

    /// `labels(kind = KIND)`
    pub const fn labels(self, labels: &'static [(&'static str, &'static str)]) -> Self {
        Self { labels, ..self }
    }

    /// `labels(kind)`
    pub const fn labels_of_arguments(self, names: &'static [&'static str]) -> Self {
        Self { labels_of_arguments: names, ..self }
    }

    /// `labels(hit = |found| …)`
    pub const fn labels_of_returned(self, names: &'static [&'static str]) -> Self {
        Self { labels_of_returned: names, ..self }
    }

    /// `in_flight`
    pub const fn in_flight(self) -> Self {
        Self { in_flight: true, ..self }
    }

    /// `buckets("1ms", "10ms")`
    pub const fn buckets(self, nanoseconds: &'static [u64]) -> Self {
        Self { buckets: Buckets::Bounds(nanoseconds), ..self }
    }

    /// `buckets = exponential`
    pub const fn exponential_buckets(self) -> Self {
        Self { buckets: Buckets::Exponential, ..self }
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

impl Settings {
    /// Whether the series have labels whose values come from calls.
    #[cfg(feature = "engine")]
    pub(crate) fn has_labels_of_call(&self) -> bool {
        !self.labels_of_arguments.is_empty() || !self.labels_of_returned.is_empty()
    }

    /// Returns when calls are timed.
    pub(crate) const fn timing(&self) -> Timing {
        match self.metrics {
            _ if self.slow != 0 => Timing::Always,
            Prefix::None => Timing::Never,
            _ => Timing::ForRecorder,
        }
    }

    /// The duration in nanoseconds from which a success cannot take the fast path: 0 if it never can.
    pub(crate) fn slow_path_above(&self) -> u64 {
        match self.slow {
            _ if self.objective.is_some() || !self.labels_of_returned.is_empty() => 0,
            0 => u64::MAX,
            slow => slow,
        }
    }
}
