//! Settings with the environment taken into account.

use std::time::Duration;

use super::choices::{OtlpAggregation, OtlpExemplarFilter, OtlpExporter, OtlpLogLevel, OtlpSampler, OtlpTemporality};
use super::report::OtlpDescription;
use super::transport::TransportSettings;
use crate::collect::CollectLimits;
use crate::export::otlp::encode::common::limits::AttributeLimits;
use crate::export::otlp::signal::OtlpSignal;

/// The effective settings: code, environment and defaults.
#[derive(Clone)]
pub struct OtlpSettings {
    /// `OTEL_SDK_DISABLED`: nothing is sent. Context is still propagated.
    pub(crate) is_disabled: bool,
    pub(crate) traces: SignalSettings,
    pub(crate) metrics: SignalSettings,
    pub(crate) logs: SignalSettings,
    /// The attributes of the resource, in the order in which they are sent.
    pub(crate) resource: Vec<(String, String)>,
    /// Whether spans and log records have the place in the code.
    pub(crate) with_code_location: bool,
    pub(crate) sampler: OtlpSampler,
    /// The names, without duplicates. If there are none, nothing is propagated.
    pub(crate) propagators: Vec<&'static str>,
    pub(crate) metric_options: MetricSettings,
    pub(crate) limits: LimitSettings,
    /// The minimum level of messages about the configuration.
    pub(crate) log_level: OtlpLogLevel,
    pub(super) description: OtlpDescription,
}

/// Where a signal is sent, and how it waits.
#[derive(Clone)]
pub(crate) struct SignalSettings {
    /// The exporters. If there are none, the signal is not exported.
    pub(crate) exporters: Vec<OtlpExporter>,
    /// How it is sent, if [`OtlpExporter::Otlp`] is among the exporters.
    pub(crate) transport: Option<TransportSettings>,
    pub(crate) batch: BatchSettings,
}

/// How the items of a signal wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BatchSettings {
    /// The maximum time that an item waits until the batch is full. For metrics, the interval of exports.
    pub(crate) delay: Duration,
    /// The maximum duration of one attempt to export a batch.
    pub(crate) export_timeout: Duration,
    /// The maximum number of items that wait. Metrics do not wait in a queue.
    pub(crate) queue_items: usize,
    /// The maximum number of items of a request, at most [`queue_items`](Self::queue_items).
    pub(crate) batch_items: usize,
}

/// How metrics are aggregated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MetricSettings {
    pub(crate) temporality: OtlpTemporality,
    pub(crate) aggregation: OtlpAggregation,
    pub(crate) exemplar_filter: OtlpExemplarFilter,
}

/// The limits of attributes, events and links of one adapter, whatever the limits of the process are. What exceeds them
/// is left out and counted. Links have no attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LimitSettings {
    pub(crate) span_attributes: usize,
    /// In characters. It also applies to the attributes of events.
    pub(crate) span_value_length: Option<usize>,
    pub(crate) span_events: usize,
    pub(crate) span_links: usize,
    pub(crate) event_attributes: usize,
    pub(crate) log_attributes: usize,
    /// In characters.
    pub(crate) log_value_length: Option<usize>,
}

impl LimitSettings {
    /// No limits but those of the collection.
    pub(crate) const NONE: Self = Self {
        span_attributes: usize::MAX,
        span_value_length: None,
        span_events: usize::MAX,
        span_links: usize::MAX,
        event_attributes: usize::MAX,
        log_attributes: usize::MAX,
        log_value_length: None,
    };

    /// Returns the limits of the attributes of a span.
    pub(crate) const fn of_span(&self) -> AttributeLimits {
        AttributeLimits { count: self.span_attributes, length: self.span_value_length }
    }

    /// Returns the limits of the attributes of an event.
    pub(crate) const fn of_event(&self) -> AttributeLimits {
        AttributeLimits { count: self.event_attributes, length: self.span_value_length }
    }

    /// Returns the limits of the attributes of a log record.
    pub(crate) const fn of_log(&self) -> AttributeLimits {
        AttributeLimits { count: self.log_attributes, length: self.log_value_length }
    }
}

impl OtlpSettings {
    /// Whether the export is disabled: nothing is sent. Context is still propagated.
    #[must_use]
    pub fn is_disabled(&self) -> bool {
        self.is_disabled
    }

    /// Returns the exporters of a signal. If there are none, the signal is not exported.
    #[must_use]
    pub fn exporters(&self, signal: OtlpSignal) -> &[OtlpExporter] {
        &self.signal(signal).exporters
    }

    /// Returns the sampler.
    #[must_use]
    pub fn sampler(&self) -> OtlpSampler {
        self.sampler
    }

    /// Returns the limits of spans and log records. Limits above the default have an effect if they are
    /// [installed](CollectLimits::install), as `TelemetryBuilder::with_opentelemetry` does.
    #[must_use]
    pub fn limits(&self) -> CollectLimits {
        let LimitSettings { span_attributes, span_value_length, span_events, span_links, .. } = self.limits;
        let LimitSettings { event_attributes, log_attributes, log_value_length, .. } = self.limits;
        CollectLimits {
            span_attributes,
            span_value_length,
            span_events,
            span_links,
            event_attributes,
            log_attributes,
            log_value_length,
        }
    }

    /// Returns the names of the propagators, without duplicates. If there are none, nothing is propagated.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::otlp::OtlpConfig;
    /// use attuned_telemetry_rt::propagation::{Propagator, Propagators};
    ///
    /// let settings = OtlpConfig::new().resolve_with_variables([("OTEL_PROPAGATORS", "b3,tracecontext,B3")])?;
    /// let formats = settings.propagators().iter().filter_map(|name| name.parse().ok());
    /// let propagators = Propagators::new(formats);
    /// assert_eq!(propagators.formats(), [Propagator::B3, Propagator::TraceContext]);
    /// # Ok::<(), attuned_telemetry_rt::export::otlp::OtlpConfigError>(())
    /// ```
    #[must_use]
    pub fn propagators(&self) -> &[&'static str] {
        &self.propagators
    }

    /// Returns the settings of a signal.
    pub(crate) fn signal(&self, signal: OtlpSignal) -> &SignalSettings {
        match signal {
            OtlpSignal::Traces => &self.traces,
            OtlpSignal::Metrics => &self.metrics,
            OtlpSignal::Logs => &self.logs,
        }
    }
}
