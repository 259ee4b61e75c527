//! A recorder whose metrics Prometheus reads.

use super::error::PrometheusError;
use super::format::Format;
use super::page::Page;
use crate::core::clock;
use crate::core::operation::metrics::recorder;
use crate::engine::Engine;
use crate::engine::recorder::config::Config;

/// Counts what annotated code does, and shows it to Prometheus.
///
/// Give the [`recorder`](Self::recorder) to `TelemetryBuilder::with_metrics`, or [`install`](Self::install) it; and give
/// the exporter itself to whoever answers the scrapes, `Endpoints::with_metrics` for one. Clones are the same exporter.
///
/// ```
/// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
///
/// let exporter = PrometheusExporter::new();
/// metrics::with_local_recorder(&exporter.recorder(), || metrics::counter!("visits_total").increment(1));
/// assert!(exporter.render().contains("visits_total 1"));
/// ```
#[derive(Clone)]
pub struct PrometheusExporter {
    engine: Engine,
}

impl PrometheusExporter {
    /// An exporter that has counted nothing yet, with the settings that most programs need.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Engine::new(Config::default()))
    }

    pub(super) fn with(engine: Engine) -> Self {
        clock::start();
        Self { engine }
    }

    /// What counts.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// let exporter = PrometheusExporter::new();
    /// metrics::with_local_recorder(&exporter.recorder(), || metrics::gauge!("queue_length").set(3.0));
    /// assert_eq!(exporter.render(), "# TYPE queue_length gauge\nqueue_length 3\n");
    /// ```
    #[must_use]
    pub fn recorder(&self) -> Engine {
        self.engine.clone()
    }

    /// Makes the [`recorder`](Self::recorder) the process's own, for programs that start nothing else:
    /// `TelemetryBuilder::with_metrics` does the same together with the rest. Annotated code finds its series in it
    /// without a look-up.
    ///
    /// # Errors
    ///
    /// If the process has a recorder already. It stays.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::{PrometheusError, PrometheusExporter};
    ///
    /// let exporter = PrometheusExporter::new();
    /// exporter.install()?;
    /// metrics::counter!("visits_total").increment(1);
    /// assert!(exporter.render().contains("visits_total 1\n"));
    /// assert_eq!(PrometheusExporter::new().install(), Err(PrometheusError::AlreadyInstalled));
    /// # Ok::<_, PrometheusError>(())
    /// ```
    pub fn install(&self) -> Result<(), PrometheusError> {
        recorder::install(self.engine.clone(), Some(Box::new(self.engine.clone())))
            .map_err(|_| PrometheusError::AlreadyInstalled)
    }

    /// All metrics in a format, in pieces that are made when they are asked for.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
    ///
    /// let exporter = PrometheusExporter::new();
    /// metrics::with_local_recorder(&exporter.recorder(), || metrics::gauge!("queue_length").set(3.0));
    /// // A server sends each piece before it asks for the next.
    /// for piece in exporter.page(Format::OpenMetrics) {
    ///     assert!(piece.ends_with(b"queue_length 3\n# EOF\n"));
    /// }
    /// ```
    #[must_use]
    pub fn page(&self, format: Format) -> Page {
        Page::new(&self.engine, format)
    }

    /// All metrics in Prometheus' text format at once. A [`page`](Self::page) needs less memory.
    #[must_use]
    pub fn render(&self) -> String {
        let mut page = Vec::new();
        self.page(Format::Text).for_each(|piece| page.extend_from_slice(&piece));
        // Everything on it is text.
        String::from_utf8(page).unwrap_or_default()
    }
}

impl Default for PrometheusExporter {
    fn default() -> Self {
        Self::new()
    }
}
