//! The rows of the table: a program in one configuration.

use crate::ways::{self, Way};

/// A row of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) way: &'static Way,
    /// Subscriber of spans: `none`, `filtered` or `registry`.
    pub(crate) subscriber: &'static str,
    /// Argument of the function.
    pub(crate) input: u64,
    /// Whether the program is compiled without optimisation.
    pub(crate) is_debug: bool,
    /// The row whose instructions are subtracted.
    pub(crate) baseline: &'static str,
}

/// The argument for which the function returns an error.
const FAILS: u64 = u64::MAX;

pub(crate) const PLAIN: &str = "plain";
pub(crate) const PLAIN_PANIC: &str = "panic-plain";
pub(crate) const PLAIN_DEBUG: &str = "debug-plain";
pub(crate) const NOTHING: &str = "observed-nothing";
pub(crate) const NOTHING_DEBUG: &str = "debug-observed-nothing";
pub(crate) const OBSERVED_DEBUG: &str = "debug-observed-none";
pub(crate) const ERROR: &str = "observed-error";
pub(crate) const LABELS: &str = "observed-labels";
pub(crate) const LIMIT: &str = "limit";
pub(crate) const OBSERVED: &str = "observed-filtered";
pub(crate) const REGISTRY: &str = "observed-registry";
pub(crate) const NESTED: &str = "nested-registry";
pub(crate) const COLLECTED: &str = "collected-sampled";
pub(crate) const UNSAMPLED: &str = "collected-unsampled";
pub(crate) const SPAN: &str = "observed-span-registry";
pub(crate) const TRACING: &str = "tracing-registry";

pub(crate) const BOTH_CACHED: &str = "both-cached-filtered";

/// Peers that, like `#[observed]`, provide a span and metrics with an annotation or with macros. The span is filtered
/// out.
pub(crate) const PEERS: [&str; 5] = [
    "both-filtered",
    "autometrics-metrics-tracing",
    "autometrics-prometheus-tracing",
    "autometrics-prometheus-client-tracing",
    "autometrics-opentelemetry-tracing",
];

const fn row(name: &'static str, way: &'static Way, subscriber: &'static str) -> Row {
    Row { name, way, subscriber, input: 0, is_debug: false, baseline: PLAIN }
}

/// A row whose program is compiled without optimisation.
const fn debug(name: &'static str, way: &'static Way) -> Row {
    Row { is_debug: true, baseline: PLAIN_DEBUG, ..row(name, way, "none") }
}

/// A row of a function that panics.
const fn panic(name: &'static str, way: &'static Way, subscriber: &'static str) -> Row {
    Row { baseline: PLAIN_PANIC, ..row(name, way, subscriber) }
}

/// All rows. The first is the baseline.
pub(crate) static ROWS: &[Row] = &[
    row(PLAIN, &ways::PLAIN, "none"),
    row("clock", &ways::CLOCK, "none"),
    row(LIMIT, &ways::LIMIT, "filtered"),
    row("observed-none", &ways::OBSERVED, "none"),
    row(OBSERVED, &ways::OBSERVED, "filtered"),
    row(REGISTRY, &ways::OBSERVED, "registry"),
    Row { input: FAILS, ..row(ERROR, &ways::OBSERVED, "filtered") },
    row(LABELS, &ways::LABELS, "filtered"),
    row("observed-in-flight", &ways::IN_FLIGHT, "filtered"),
    row("observed-metrics", &ways::METRICS_ALONE, "filtered"),
    row("observed-span-none", &ways::SPAN_ALONE, "none"),
    row("observed-span-filtered", &ways::SPAN_ALONE, "filtered"),
    row(SPAN, &ways::SPAN_ALONE, "registry"),
    row(NESTED, &ways::NESTED, "registry"),
    row(COLLECTED, &ways::COLLECTED, "none"),
    row(UNSAMPLED, &ways::COLLECTED_UNSAMPLED, "none"),
    row("collected-alone-sampled", &ways::COLLECTED_ALONE, "none"),
    row("collected-alone-unsampled", &ways::COLLECTED_ALONE_UNSAMPLED, "none"),
    row("tracing-opentelemetry-sampled", &ways::TRACING_OPENTELEMETRY, "none"),
    row("tracing-opentelemetry-unsampled", &ways::TRACING_OPENTELEMETRY_UNSAMPLED, "none"),
    row("observed-off", &ways::OFF, "none"),
    row(NOTHING, &ways::NOTHING, "none"),
    row("tracing-none", &ways::TRACING, "none"),
    row("tracing-filtered", &ways::TRACING, "filtered"),
    row(TRACING, &ways::TRACING, "registry"),
    row("metrics", &ways::METRICS, "none"),
    row("metrics-cached", &ways::METRICS_CACHED, "none"),
    row("both-filtered", &ways::BOTH, "filtered"),
    row("both-registry", &ways::BOTH, "registry"),
    row(BOTH_CACHED, &ways::BOTH_CACHED, "filtered"),
    row("both-cached-registry", &ways::BOTH_CACHED, "registry"),
    row("autometrics-metrics", &ways::AUTOMETRICS_METRICS, "none"),
    row("autometrics-metrics-tracing", &ways::AUTOMETRICS_METRICS_TRACING, "filtered"),
    row("autometrics-prometheus", &ways::AUTOMETRICS_PROMETHEUS, "none"),
    row("autometrics-prometheus-tracing", &ways::AUTOMETRICS_PROMETHEUS_TRACING, "filtered"),
    row("autometrics-prometheus-client", &ways::AUTOMETRICS_CLIENT, "none"),
    row("autometrics-prometheus-client-tracing", &ways::AUTOMETRICS_CLIENT_TRACING, "filtered"),
    row("autometrics-opentelemetry", &ways::AUTOMETRICS_OPENTELEMETRY, "none"),
    row("autometrics-opentelemetry-tracing", &ways::AUTOMETRICS_OPENTELEMETRY_TRACING, "filtered"),
    row("prometheus", &ways::PROMETHEUS, "none"),
    row("prometheus-client", &ways::PROMETHEUS_CLIENT, "none"),
    row("measured", &ways::MEASURED, "none"),
    row("fastmetrics", &ways::FASTMETRICS, "none"),
    row("opentelemetry", &ways::OPENTELEMETRY, "none"),
    row("opentelemetry-bound", &ways::OPENTELEMETRY_BOUND, "none"),
    row("fastrace", &ways::FASTRACE, "none"),
    panic(PLAIN_PANIC, &ways::PLAIN_PANIC, "none"),
    panic("panic-observed", &ways::PANIC, "filtered"),
    panic("panic-tracing", &ways::TRACING_PANIC, "filtered"),
    debug(PLAIN_DEBUG, &ways::PLAIN),
    debug(NOTHING_DEBUG, &ways::NOTHING),
    debug(OBSERVED_DEBUG, &ways::OBSERVED),
    debug("debug-tracing-none", &ways::TRACING),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goals_compare_is_in_the_table() {
        let compared = [
            PLAIN,
            LIMIT,
            OBSERVED,
            REGISTRY,
            COLLECTED,
            UNSAMPLED,
            SPAN,
            TRACING,
            BOTH_CACHED,
            NOTHING,
            NOTHING_DEBUG,
            OBSERVED_DEBUG,
        ];
        let baselines = ROWS.iter().map(|row| row.baseline);
        for name in compared.into_iter().chain([ERROR, LABELS]).chain(PEERS).chain(baselines) {
            assert!(ROWS.iter().any(|row| row.name == name), "{name}");
        }
    }

    #[test]
    fn who_has_a_subscriber_has_the_crate_for_it() {
        for row in ROWS.iter().filter(|row| row.subscriber != "none") {
            assert!(row.way.has_subscriber(), "{}", row.name);
        }
    }
}
