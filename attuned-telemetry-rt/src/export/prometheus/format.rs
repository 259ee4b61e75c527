//! The formats that a page can have.

use super::negotiation;

/// A format that a page can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Prometheus' text format, version 0.0.4: what everybody reads.
    ///
    /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>
    #[default]
    Text,
    /// OpenMetrics, version 1.0.0: the same with units, exemplars, and when each series was made.
    ///
    /// Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/>
    OpenMetrics,
    /// OpenMetrics for those who know its draft 0.0.1 only. The page is the same.
    OpenMetricsDraft,
    /// Length-delimited messages of the type `io.prometheus.client.MetricFamily`. A metric with many series is in
    /// several of them, one after another.
    ///
    /// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#protobuf-format>
    #[cfg(feature = "protobuf")]
    Protobuf,
}

impl Format {
    /// Those that are compiled in.
    pub(super) const ALL: &[Self] = &[
        Self::Text,
        Self::OpenMetrics,
        Self::OpenMetricsDraft,
        #[cfg(feature = "protobuf")]
        Self::Protobuf,
    ];

    /// What the header `Content-Type` says of it.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
            Self::OpenMetricsDraft => "application/openmetrics-text; version=0.0.1; charset=utf-8",
            #[cfg(feature = "protobuf")]
            Self::Protobuf => {
                "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
            }
        }
    }

    /// The format that the header `Accept` of a request asks for, several such headers joined by commas. Text if it
    /// asks for none that there is: a scrape is worth more than a refusal.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::Format;
    ///
    /// assert_eq!(Format::accepted("application/openmetrics-text;version=1.0.0;q=0.8,*/*;q=0.1"), Format::OpenMetrics);
    /// assert_eq!(Format::accepted("text/html,*/*;q=0.8"), Format::Text);
    /// ```
    #[must_use]
    pub fn accepted(accept: &str) -> Self {
        negotiation::format(accept)
    }
}
