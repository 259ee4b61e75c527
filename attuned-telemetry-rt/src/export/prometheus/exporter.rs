//! The exporter: a metrics recorder, and the pages that Prometheus scrapes.

use super::error::PrometheusError;
use super::format::Format;
use super::page::Page;
use crate::core::clock;
use crate::engine::Engine;
use crate::engine::recorder::config::Config;

/// Records metrics, and exports them to Prometheus.
///
/// Pass the [`recorder`](Self::recorder) to `TelemetryBuilder::with_metrics`, or call [`install`](Self::install). Pass
/// the exporter to `Endpoints::with_metrics`, or serve its [`page`](Self::page) from a server of your own. Clones share
/// the same metrics.
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
    /// Creates an exporter with the default settings. [`builder`](Self::builder) sets others.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Engine::new(Config::default()))
    }

    pub(super) fn with(engine: Engine) -> Self {
        clock::start();
        Self { engine }
    }

    /// Returns the recorder: the backend that metrics are sent to ([`metrics::Recorder`]).
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

    /// Makes the [`recorder`](Self::recorder) the global recorder, so that annotated functions cache their handles.
    ///
    /// With `TelemetryBuilder::with_metrics`, this call is not needed.
    ///
    /// # Errors
    ///
    /// Returns [`PrometheusError::AlreadyInstalled`] if the process already has a global recorder, which stays in use.
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
        if self.engine.install() { Ok(()) } else { Err(PrometheusError::AlreadyInstalled) }
    }

    /// Returns all metrics in the given format, in pieces. Each piece is rendered when the iterator yields it.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
    ///
    /// let exporter = PrometheusExporter::new();
    /// metrics::with_local_recorder(&exporter.recorder(), || metrics::gauge!("queue_length").set(3.0));
    /// // A server sends each piece before it renders the next one.
    /// for piece in exporter.page(Format::OpenMetrics) {
    ///     assert!(piece.ends_with(b"queue_length 3\n# EOF\n"));
    /// }
    /// ```
    #[must_use]
    pub fn page(&self, format: Format) -> Page {
        Page::new(&self.engine, format)
    }

    /// Returns all metrics in Prometheus' text format, as one string. A [`page`](Self::page) needs less memory.
    #[must_use]
    pub fn render(&self) -> String {
        let mut page = Vec::new();
        self.page(Format::Text).for_each(|piece| page.extend_from_slice(&piece));
        // The page is valid UTF-8: it is built from `str`s and numbers.
        String::from_utf8(page).unwrap_or_default()
    }
}

impl Default for PrometheusExporter {
    fn default() -> Self {
        Self::new()
    }
}
